"""Of all cases that fit a question, the one nearest to a given case: fewest facts differ, and those the least.

How far a number moves is its share of the declared range; another word is as far as a whole range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ruwaard_sim.rules.language.vocabulary import Fact
from ruwaard_sim.rules.proofs.formulas import Formula, Quantity, at_most, choose, compare, distance, fixed, total
from ruwaard_sim.rules.proofs.solver import Answer, Solver

_WHOLE_RANGE: Final = 10**9


@dataclass(frozen=True, slots=True)
class DistanceTerm:
    """*number*, a value of *fact*, should stay as near to *home* as it can."""

    number: Quantity
    home: Quantity | int
    fact: Fact


@dataclass(frozen=True, slots=True)
class NearestCase:
    """The values of the *numbers* of the pulls; *exact* when it is proved that nothing is nearer."""

    numbers: tuple[int, ...]
    changes: int
    distance: int
    exact: bool


def weight(fact: Fact) -> int:
    """The weight of one step of *fact* in a distance."""
    if fact.type == "enum" or fact.maximum == fact.minimum:
        return _WHOLE_RANGE
    return max(1, _WHOLE_RANGE // (fact.maximum - fact.minimum))


def _steps(pull: DistanceTerm, moved: Formula) -> Quantity:
    """The number of steps of its fact between the number of *pull* and home."""
    if pull.fact.type == "enum":
        return choose(moved, fixed(1), fixed(0))
    return distance(pull.number, pull.home)


class Nearness:
    """Measures in *solver* how far its case is from home, for questions that want the nearest one."""

    def __init__(self, solver: Solver, pulls: Sequence[DistanceTerm]) -> None:
        self._solver = solver
        self._numbers = [pull.number for pull in pulls]
        self._moved = [solver.mark(compare(pull.number, "!=", pull.home)) for pull in pulls]
        steps = [_steps(pull, moved) for pull, moved in zip(pulls, self._moved, strict=True)]
        self._distance = solver.name(total(steps, [weight(pull.fact) for pull in pulls]))

    @property
    def most(self) -> int:
        """The number of values that can differ from home: all of them."""
        return len(self._numbers)

    def within(self, changes: int) -> Formula:
        """At most *changes* numbers are not at home."""
        return at_most(self._moved, changes)

    def nearest(self, *suppositions: Formula, changes: int = 0) -> NearestCase | Answer:
        """The nearest case for which *suppositions* hold, when fewer than *changes* changes are known not to do.

        ``no`` when there is none, ``unknown`` when that could not be found out.
        """
        first = self._solver.ask(*suppositions)
        if first != "yes":
            return first
        best, far = self._distance_now()
        exact = True
        for most in range(changes, self.most):
            answer = self._solver.ask(*suppositions, self.within(most))
            if answer == "yes":
                best, far = self._distance_now()
                break
            exact = exact and answer == "no"
        else:
            most = self.most
        return self._closer((*suppositions, self.within(most)), NearestCase(best, most, far, exact))

    def _distance_now(self) -> tuple[tuple[int, ...], int]:
        *numbers, distance = self._solver.values([*self._numbers, self._distance])
        return tuple(numbers), distance

    def _closer(self, suppositions: Sequence[Formula], nearest_so_far: NearestCase) -> NearestCase:
        """From *nearest_so_far* to the case with the smallest distance and no more changes.

        Any smaller distance will do, or else one that halves what is left: by turns, for what is found at once
        is often the nearest, and a distance in cents has no end of smaller ones.
        """
        best, far, exact = nearest_so_far.numbers, nearest_so_far.distance, nearest_so_far.exact
        near, halving = 0, False
        while near < far:
            aim = (near + far) // 2 if halving else far - 1
            answer = self._solver.ask(*suppositions, compare(self._distance, "<=", aim))
            if answer == "yes":
                best, far = self._distance_now()
            else:
                exact = exact and answer == "no"
                near = aim + 1
            halving = not halving
        return NearestCase(best, nearest_so_far.changes, far, exact)

"""Finds the rules of a ``first`` table whose order matters, and which of those are exceptions by design.

In a table of which the first rule decides nearly all rules overlap. What a reader must know is where two rules
with *other* answers follow upon one another for the same resident: exchanged, that resident gets something else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ruwaard_sim.rules.proofs.formulas import Formula, all_of, any_of, implies, no
from ruwaard_sim.rules.proofs.nearest_case import NearestCase
from ruwaard_sim.rules.proofs.table_proofs import Overlap, TableSolver
from ruwaard_sim.rules.tables.example_case import ExampleCase


@dataclass(frozen=True, slots=True)
class Order:
    """The pairs of rules of one table of which the order matters; *complete* when there are no others.

    Choices stand before exceptions, and among each those for whose resident the fewest facts are unusual. A rule
    that always applies is no party: it can only stand last.
    """

    overlaps: tuple[Overlap, ...] = ()
    complete: bool = True
    _proving: TableSolver | None = field(default=None, repr=False, compare=False)

    def most_ordinary(self, overlap: Overlap) -> Overlap:
        """*overlap*, one of these, shown by whose facts are also unusual by as little as possible."""
        if self._proving is None:
            return overlap
        places = _places(self._proving, overlap)
        encoded = self._proving.asked
        pair = (encoded.decides[places[0]], encoded.runner_up[places[1]])
        nearest = self._proving.nearness.nearest(*pair, changes=overlap.changes)
        if not isinstance(nearest, NearestCase):
            return overlap
        return replace(overlap, resident=self._proving.resident(nearest.numbers), changes=nearest.changes)


def overlaps(proving: TableSolver, most: int) -> Order:
    """Pairs whose order matters, at most *most* of them choices."""
    solver, nearness = proving.solver, proving.nearness
    goal = solver.mark()
    solver.add(implies(goal, _order_matters(proving)))
    pairs: list[Overlap] = []
    changes, choices = 0, 0
    while choices <= most:
        answer = solver.ask(goal, nearness.within(changes))
        if answer == "no" and changes < nearness.most and solver.ask(goal) != "no":
            changes += 1
            continue
        if answer != "yes":
            return _ranked(proving, pairs, complete=answer == "no")
        overlap, pair = _overlap(proving, proving.last_resident(), changes)
        pairs.append(overlap)
        choices += not overlap.exception
        solver.add(implies(goal, no(pair)))
    return _ranked(proving, pairs[:-1], complete=False)


def _order_matters(proving: TableSolver) -> Formula:
    """Some rule decides, and the next that applies has other answers and does not always apply."""
    encoded = proving.asked
    rules = proving.table.rules
    second = [runner_up for rule, runner_up in zip(rules, encoded.runner_up, strict=True) if not rule.always]
    same = []
    for answers in dict.fromkeys(rule.answers for rule in rules):
        group = [index for index, rule in enumerate(rules) if rule.answers == answers]
        first_of = any_of([encoded.decides[index] for index in group])
        second_of = any_of([encoded.runner_up[index] for index in group])
        same.append(no(all_of([first_of, second_of])))
    return all_of([any_of(second), *same])


def _overlap(proving: TableSolver, resident: ExampleCase, changes: int) -> tuple[Overlap, Formula]:
    """The overlap that *resident* shows, and what holds for everyone who shows the same one."""
    solver, encoded = proving.solver, proving.asked
    first, second = proving.applying(resident)[:2]
    decides = encoded.decides[proving.table.rules.index(first)]
    index = proving.table.rules.index(second)
    exception = solver.ask(decides, no(encoded.applies[index])) == "no"
    return (
        Overlap(first.id, second.id, (first.answers, second.answers), exception, resident, changes),
        all_of([decides, encoded.runner_up[index]]),
    )


def _ranked(proving: TableSolver, pairs: list[Overlap], *, complete: bool) -> Order:
    """*pairs* in reading order: exceptions by design last, then by how much changes, then as in the table."""
    pairs.sort(key=lambda overlap: (overlap.exception, overlap.changes, _places(proving, overlap)))
    return Order(tuple(pairs), complete, proving)


def _places(proving: TableSolver, overlap: Overlap) -> tuple[int, int]:
    ids = [rule.id for rule in proving.table.rules]
    return ids.index(overlap.first), ids.index(overlap.then)

"""The prover: whether any case exists for which given formulas hold. The only module that knows z3.

Facts are unknown whole numbers within their declared ranges, so a *no* holds for every case that can exist.
Work is counted in the prover's own steps, not in seconds: the same question gets the same answer on every
machine. When the steps run out the answer is *unknown*, which is never taken for a *no*.
"""

from __future__ import annotations

import importlib
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, NewType, cast

from ruwaard_sim.rules.tree import (
    And,
    BoolFact,
    Comparison,
    Constant,
    Difference,
    Expression,
    FactValue,
    Membership,
    Negation,
    Not,
    Number,
    Or,
    ParameterValue,
    Product,
    Sum,
    Truth,
)

Answer = Literal["yes", "no", "unknown"]
Formula = NewType("Formula", object)
"""Something that holds or not, depending on the unknowns in it."""
Unknown = NewType("Unknown", object)
"""A whole number that may still be anything within its range, or that depends on such numbers."""

_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_BACKSTOP: Final = 10_000
"""Milliseconds after which a question is given up even when the prover counts no steps."""


@dataclass(slots=True)
class Effort:
    """How many steps of the prover may be spent: on one *question*, and on all together (what is *left*).

    A million steps take a fifth of a second or so.
    """

    question: int = 5_000_000
    left: int = 100_000_000

    def spend(self, steps: int) -> None:
        """Take *steps* off what is left."""
        self.left = max(0, self.left - steps)


@cache
def _z3() -> Any:
    """The prover itself, loaded when something must be proved: reading and running rules need none."""
    return importlib.import_module("z3")


class Solver:
    """Formulas that must hold, and questions whether they can; what is made by one solver stays with it."""

    def __init__(self, effort: Effort | None = None) -> None:
        z3 = _z3()
        self._effort = Effort() if effort is None else effort
        self._context = z3.Context()
        self._solver = z3.SimpleSolver(ctx=self._context)
        self._solver.set("timeout", _BACKSTOP)
        self._spent = 0
        self._asked: dict[int, int] = {}
        self._names = 0

    def unknown(self, low: int, high: int) -> Unknown:
        """A whole number from *low* up to and including *high*."""
        number = _z3().Int(self._name(), self._context)
        self._solver.add(number >= low, number <= high)
        return cast(Unknown, number)

    def fixed(self, value: int) -> Unknown:
        """The number *value*."""
        return cast(Unknown, _z3().IntVal(value, self._context))

    def mark(self, formula: Formula | None = None) -> Formula:
        """A name that holds just when *formula* does; without a formula it may hold or not."""
        mark = _z3().Bool(self._name(), self._context)
        if formula is not None:
            self._solver.add(mark == formula)
        return cast(Formula, mark)

    def number_mark(self, number: Unknown) -> Unknown:
        """A name for *number*."""
        mark = _z3().Int(self._name(), self._context)
        self._solver.add(mark == number)
        return cast(Unknown, mark)

    def _name(self) -> str:
        self._names += 1
        return f"n{self._names}"

    def all_of(self, formulas: Sequence[Formula]) -> Formula:
        """All *formulas* hold (also when there are none)."""
        return cast(Formula, _z3().And([*formulas, _z3().BoolVal(True, self._context)]))

    def any_of(self, formulas: Sequence[Formula]) -> Formula:
        """At least one of *formulas* holds."""
        return cast(Formula, _z3().Or([*formulas, _z3().BoolVal(False, self._context)]))

    def no(self, formula: Formula) -> Formula:
        """*formula* does not hold."""
        return cast(Formula, _z3().Not(formula))

    def at_most(self, formulas: Sequence[Formula], most: int) -> Formula:
        """No more than *most* of *formulas* hold."""
        if len(formulas) <= most:
            return self.all_of(())
        return cast(Formula, _z3().AtMost(*formulas, most))

    def implies(self, when: Formula, then: Formula) -> Formula:
        """*then* holds whenever *when* does."""
        return cast(Formula, _z3().Implies(when, then))

    def same(self, left: Formula, right: Formula) -> Formula:
        """Both hold, or neither."""
        return cast(Formula, cast(Any, left) == right)

    def compare(self, left: Unknown, sign: str, right: Unknown | int) -> Formula:
        """*left* compared with *right*."""
        return cast(Formula, _COMPARE[sign](left, right))

    def choose(self, when: Formula, then: Unknown, otherwise: Unknown) -> Unknown:
        """*then* if *when* holds, else *otherwise*."""
        return cast(Unknown, _z3().If(when, then, otherwise))

    def total(self, numbers: Sequence[Unknown], weights: Sequence[int]) -> Unknown:
        """The sum of *numbers*, each times its weight."""
        parts = [cast(Any, number) * weight for number, weight in zip(numbers, weights, strict=True)]
        return cast(Unknown, _z3().Sum([_z3().IntVal(0, self._context), *parts]))

    def difference(self, left: Unknown, right: Unknown | int) -> Unknown:
        """*left* minus *right*."""
        return cast(Unknown, cast(Any, left) - right)

    def holds(self, expression: Expression, words: Sequence[Unknown]) -> Formula:
        """What *expression*, which has no parameters left, asks of *words*: one number for each fact."""
        return cast(Formula, self._condition(expression, words))

    def _condition(self, expression: Expression, words: Sequence[Unknown]) -> Any:
        match expression:
            case Truth(value):
                return _z3().BoolVal(value, self._context)
            case BoolFact(_, index):
                return words[index] != 0
            case Comparison(sign, left, right):
                return _COMPARE[sign](self._number(left, words), self._number(right, words))
            case Membership(item, values):
                number = self._number(item, words)
                return _z3().Or([number == value for value in values])
            case And(parts):
                return _z3().And([self._condition(part, words) for part in parts])
            case Or(parts):
                return _z3().Or([self._condition(part, words) for part in parts])
            case Not(part):
                return _z3().Not(self._condition(part, words))

    def _number(self, number: Number, words: Sequence[Unknown]) -> Any:
        match number:
            case Constant(value):
                return _z3().IntVal(value, self._context)
            case FactValue(_, index):
                return words[index]
            case Sum(left, right):
                return self._number(left, words) + self._number(right, words)
            case Difference(left, right):
                return self._number(left, words) - self._number(right, words)
            case Product(constant, term):
                return constant * self._number(term, words)
            case Negation(term):
                return -self._number(term, words)
            case ParameterValue(name):
                raise ValueError(f"parameter {name} has no value here; fill it in first")

    def add(self, *formulas: Formula) -> None:
        """Require *formulas* from now on."""
        self._solver.add(*formulas)

    def ask(self, *suppositions: Formula) -> Answer:
        """Whether all that is required can hold together with *suppositions*."""
        self._asked = {cast(Any, formula).get_id(): place for place, formula in enumerate(suppositions)}
        allowed = min(self._effort.question, self._effort.left)
        if allowed <= 0:
            return "unknown"
        self._solver.set("rlimit", allowed)
        found = self._solver.check(*suppositions)
        spent = self._solver.statistics().get_key_value("rlimit count")
        self._effort.spend(spent - self._spent)
        self._spent = spent
        z3 = _z3()
        return "yes" if found == z3.sat else "no" if found == z3.unsat else "unknown"

    def blamed(self) -> tuple[int, ...]:
        """After a *no*: the places of suppositions that cannot hold together (perhaps more than are needed)."""
        return tuple(sorted(self._asked[formula.get_id()] for formula in self._solver.unsat_core()))

    def values(self, numbers: Sequence[Unknown]) -> tuple[int, ...]:
        """After a *yes*: what *numbers* are in the case that was found."""
        model = self._solver.model()
        return tuple(model.eval(number, model_completion=True).as_long() for number in numbers)

"""The prover: whether any case exists for which given formulas hold. The only module that knows z3.

Facts are unknown whole numbers within their declared ranges, so a *no* holds for every case that can exist.
Work is counted in the prover's own steps, not in seconds: the same question gets the same answer on every
machine. When the steps run out the answer is *unknown*, which is never taken for a *no*.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from ruwaard_sim.rules.proofs.formulas import ALWAYS, NEVER, Formula, Quantity, all_of, compare, same

Answer = Literal["yes", "no", "unknown"]

_BACKSTOP: Final = 10_000
"""Milliseconds after which a question is given up even when the prover counts no steps."""

_STEPS_TO_SUPPOSE: Final = 20
"""What it costs to put one supposition to the prover."""
_UNSETTLED: Final = 10
_UNREADABLE: Final = re.compile(r"[^a-z0-9_]")


@dataclass(slots=True)
class Effort:
    """A budget of prover steps: for one *question*, and for all together (what is *left*).

    A million steps take a third of a second or so, of hard sums a second. An ordinary question takes a hundredth of
    what it may. A question that is not settled counts for ten: where some cannot be, more will not be either, and
    nobody waits long to hear that.
    """

    question: int = 1_000_000
    left: int = 40_000_000

    def spend(self, steps: int, *, settled: bool = True) -> None:
        """Take *steps* off what is left; more when they *settled* nothing."""
        self.left = max(0, self.left - (steps if settled else _UNSETTLED * steps))


@cache
def _z3() -> Any:
    """The prover itself, loaded when something must be proved: reading and running rules need none."""
    return importlib.import_module("z3")


class Solver:
    """Formulas that must hold, and questions whether they can; the names it gives mean nothing to another solver.

    Ctrl-C is Python's affair: the prover would take it for itself and answer *unknown*, and the program would go on.
    """

    def __init__(self, effort: Effort | None = None) -> None:
        z3 = _z3()
        self._effort = Effort() if effort is None else effort
        self._context = z3.Context()
        self._parser = z3.ParserContext(self._context)
        self._solver = z3.SimpleSolver(ctx=self._context)
        self._solver.set("timeout", _BACKSTOP)
        self._solver.set("ctrl_c", False)
        self._declared: list[str] = []
        self._required: list[Formula] = []
        self._names = 0
        self._marks: dict[Formula, Formula] = {}
        self._read: dict[Formula | Quantity, Any] = {}
        self._asked: dict[int, int] = {}
        self._spent = 0

    def unknown(self, name: str, low: int, high: int) -> Quantity:
        """A whole number from *low* up to and including *high*; *name* is for whoever reads the formulas."""
        number = Quantity(self._declare(name, "Int"))
        self.add(compare(number, ">=", low), compare(number, "<=", high))
        return number

    def name(self, number: Quantity) -> Quantity:
        """A short name for *number*."""
        named = Quantity(self._declare("number", "Int"))
        self.add(compare(named, "==", number))
        return named

    def mark(self, formula: Formula | None = None) -> Formula:
        """A short name for *formula*; without one, a name for something that may hold or not."""
        mark = Formula(self._declare("mark", "Bool"))
        if formula is not None:
            self.add(same(mark, formula))
        return mark

    def _declare(self, name: str, kind: str) -> str:
        self._names += 1
        unique = f"n{self._names}.{_UNREADABLE.sub('_', name)}"
        self._declared.append(f"(declare-const {unique} {kind})")
        return unique

    def add(self, *formulas: Formula) -> None:
        """Require *formulas* from now on."""
        self._required += formulas

    def ask(self, *suppositions: Formula) -> Answer:
        """Ask if all that is required can hold together with *suppositions*."""
        allowed = min(self._effort.question, self._effort.left)
        if allowed <= 0:
            return "unknown"
        names = [self._named(formula) for formula in suppositions]
        self._take_in()
        expressions = [self._expression(name) for name in names]
        self._asked = {expression.get_id(): index for index, expression in enumerate(expressions)}
        self._solver.set("rlimit", allowed)
        status = self._solver.check(*expressions)
        spent = self._solver.statistics().get_key_value("rlimit count")
        z3 = _z3()
        answer: Answer = "yes" if status == z3.sat else "no" if status == z3.unsat else "unknown"
        self._effort.spend(spent - self._spent + _STEPS_TO_SUPPOSE * len(expressions), settled=answer != "unknown")
        self._spent = spent
        return answer

    def _named(self, formula: Formula) -> Formula:
        """*formula* as it can be supposed: a name or the denial of a name; anything else gets a name."""
        bare = formula.removeprefix("(not ").removesuffix(")")
        if "(" not in bare and bare not in (ALWAYS, NEVER):
            return formula
        if formula not in self._marks:
            self._marks[formula] = self.mark(formula)
        return self._marks[formula]

    def _take_in(self) -> None:
        """Let the prover read what was written since the last question."""
        if self._declared or self._required:
            new = f"{''.join(self._declared)}(assert {all_of(self._required)})"
            self._solver.add(self._parser.from_string(new)[0])
        self._declared.clear()
        self._required.clear()

    def _expression(self, name: Formula) -> Any:
        if name not in self._read:
            self._read[name] = self._parser.from_string(f"(assert {name})")[0]
        return self._read[name]

    def blamed(self) -> tuple[int, ...]:
        """After a *no*: the places of suppositions that cannot hold together (perhaps more than are needed)."""
        return tuple(sorted(self._asked[expression.get_id()] for expression in self._solver.unsat_core()))

    def values(self, numbers: Sequence[Quantity]) -> tuple[int, ...]:
        """After a *yes*: what *numbers* are in the case that was found."""
        model = self._solver.model()
        return tuple(model.eval(self._number(number), model_completion=True).as_long() for number in numbers)

    def _number(self, number: Quantity) -> Any:
        if number not in self._read:
            self._read[number] = self._parser.from_string(f"(assert (= 0 {number}))")[0].arg(1)
        return self._read[number]

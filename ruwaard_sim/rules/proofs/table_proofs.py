"""Proofs about one table on one day: it always answers, each rule can fire, one rule is enough.

Every *no* of the prover holds for all residents who can exist; every resident that is shown was checked by the
reference evaluator; what could not be found out is *unknown* and never taken for proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ruwaard_sim.rules.language.syntax_tree import Condition
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.proofs.case_encoding import EncodedTable, encode_table, exclude, some_facts, to_typical
from ruwaard_sim.rules.proofs.formulas import Formula, Quantity, all_of, any_of, at_most, implies, no
from ruwaard_sim.rules.proofs.nearest_case import NearestCase, Nearness
from ruwaard_sim.rules.proofs.solver import Effort, Solver
from ruwaard_sim.rules.tables.example_case import ExampleCase
from ruwaard_sim.rules.tables.interpreter import holds
from ruwaard_sim.rules.tables.substitution import settled_condition, with_parameters
from ruwaard_sim.rules.tables.table import Rule, Table

Status = Literal["proved", "broken", "unknown"]


@dataclass(frozen=True, slots=True)
class Claim:
    """The verdict on a claim about everyone; if it is broken, *resident* is someone for whom it does not hold."""

    status: Status
    resident: ExampleCase | None = None


@dataclass(frozen=True, slots=True)
class DeadRule:
    """*rule* never fires, because *covered_by* (as few rules as will do) take everyone it asks for before it.

    Covered by nothing: its own condition holds for nobody who can exist.
    """

    rule: str
    covered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rules of a ``unique`` table that both apply to *resident*."""

    rules: tuple[str, str]
    resident: ExampleCase


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules with other answers that both apply to *resident*: *first* decides, without it *then* would.

    With *exception*, *then* applies to everyone for whom *first* decides: the special case stands before the
    general one, and could not stand after it. Otherwise each has residents of its own, and the order is a choice.
    *answers* are those that each allows.
    """

    first: str
    then: str
    answers: tuple[tuple[str, ...], tuple[str, ...]]
    exception: bool
    resident: ExampleCase
    changes: int


@dataclass(frozen=True, slots=True)
class TableProofs:
    """All that was found out about table *table*.

    *possible*: whether anyone can exist at all (broken: ``cannot_happen`` excludes everyone, and every proof is
    empty). *complete*: whether some rule answers for everyone; proved at once for a ``collect`` table, which may
    answer with nothing. *unique*: whether never two rules apply, with the *clashes* if not (None where the table
    claims nothing of the kind). *undecided*: the rules of which it is unknown whether they can fire.
    """

    table: str
    possible: Claim
    complete: Claim
    dead: tuple[DeadRule, ...]
    undecided: tuple[str, ...]
    unique: Status | None
    clashes: tuple[Clash, ...]


class TableSolver:
    """One settled table in the prover, asked about a resident who can be anyone but the *impossible*."""

    def __init__(self, table: Table, impossible: Sequence[Condition], effort: Effort | None = None) -> None:
        self.vocabulary = Vocabulary(table.vocabulary.facts, whom=table.vocabulary.whom)
        self.impossible = [settled_condition(condition, table.vocabulary) for condition in impossible]
        self.table = with_parameters(table)
        self.solver = Solver(effort)
        self.facts: tuple[Quantity, ...] = some_facts(self.solver, self.vocabulary)
        exclude(self.solver, self.facts, self.impossible)
        self.asked: EncodedTable = encode_table(self.solver, self.table, self.facts)
        self.nearness = Nearness(self.solver, to_typical(self.facts, self.vocabulary))

    def claim(self, broken: Formula) -> Claim:
        """That *broken* holds for nobody; otherwise the most ordinary resident for whom it does."""
        counterexample = self.nearness.nearest(broken)
        if isinstance(counterexample, NearestCase):
            return Claim("broken", self.resident(counterexample.numbers))
        return Claim("proved" if counterexample == "no" else "unknown")

    def resident(self, facts: tuple[int, ...]) -> ExampleCase:
        """The resident with these *facts*, after the reference evaluator agreed that there can be one."""
        if any(holds(condition.expression, facts, {}) for condition in self.impossible):
            raise AssertionError("the prover found a resident who cannot exist")
        return ExampleCase(facts, self.vocabulary)

    def last_resident(self) -> ExampleCase:
        """The resident the prover found last."""
        return self.resident(self.solver.values(self.facts))

    def applying(self, resident: ExampleCase) -> list[Rule]:
        """The rules that apply to *resident*, by the reference evaluator."""
        return [rule for rule in self.table.rules if applies(rule, resident.facts)]


def applies(rule: Rule, facts: Sequence[int]) -> bool:
    """True if *rule*, with its parameters filled in, applies to *facts*, by the interpreter."""
    return rule.when is None or holds(rule.when.expression, facts, {})


def is_possible(proving: TableSolver) -> Claim:
    """Prove that someone can exist; the resident is the most ordinary one who can."""
    possible_case = proving.nearness.nearest()
    if isinstance(possible_case, NearestCase):
        return Claim("proved", proving.resident(possible_case.numbers))
    return Claim("broken" if possible_case == "no" else "unknown")


def is_complete(proving: TableSolver) -> Claim:
    """Prove that some rule applies to everyone, or give the most ordinary resident without an answer."""
    if proving.table.hit == "collect" or any(rule.always for rule in proving.table.rules):
        return Claim("proved")
    claim = proving.claim(no(any_of(proving.asked.applies)))
    if claim.resident is not None and proving.applying(claim.resident):
        raise AssertionError("the prover and the reference disagree about who gets no answer")
    return claim


def dead_rules(proving: TableSolver) -> tuple[tuple[DeadRule, ...], tuple[str, ...]]:
    """The rules that can never fire, and those of which that is unknown."""
    dead, undecided = [], []
    encoded, first = proving.asked, proving.table.hit == "first"
    for index, rule in enumerate(proving.table.rules):
        before = [encoded.passed[index]] if first else []
        answer = proving.solver.ask(encoded.applies[index], *before)
        if answer == "unknown":
            undecided.append(rule.id)
        elif answer == "no":
            dead.append(DeadRule(rule.id, _covering(proving, index) if first else ()))
    return tuple(dead), tuple(undecided)


def _covering(proving: TableSolver, index: int) -> tuple[str, ...]:
    """As few rules before *index* as will do to take everyone from the rule there."""
    asks = proving.asked.applies
    needed = fewest(proving.solver, [no(earlier) for earlier in asks[:index]], asks[index])
    return tuple(proving.table.rules[number].id for number in needed)


def fewest(solver: Solver, suppositions: Sequence[Formula], always: Formula) -> tuple[int, ...]:
    """Places of *suppositions* that cannot hold together with *always*; without any one of them they could.

    All of them together are known not to. Where the prover does not know, one too many is kept.
    """
    if solver.ask(*suppositions, always) != "no":
        return tuple(range(len(suppositions)))
    needed = [index for index in solver.blamed() if index < len(suppositions)]
    for index in tuple(needed):
        others = [candidate for candidate in needed if candidate != index]
        if solver.ask(*(suppositions[candidate] for candidate in others), always) == "no":
            needed = others
    return tuple(needed)


def clashes(proving: TableSolver, most: int) -> tuple[Status, tuple[Clash, ...]]:
    """Prove that never two rules apply, or give up to *most* pairs that do, each with its most ordinary resident."""
    solver, encoded = proving.solver, proving.asked
    two = solver.mark()
    solver.add(implies(two, no(at_most(encoded.applies, 1))))
    clashing: list[Clash] = []
    while len(clashing) < most:
        nearest = proving.nearness.nearest(two)
        if not isinstance(nearest, NearestCase):
            return ("broken" if clashing else "proved" if nearest == "no" else "unknown"), tuple(clashing)
        resident = proving.resident(nearest.numbers)
        first, second = proving.applying(resident)[:2]
        clashing.append(Clash((first.id, second.id), resident))
        pair = [encoded.applies[proving.table.rules.index(rule)] for rule in (first, second)]
        solver.add(implies(two, no(all_of(pair))))
    return "broken", tuple(clashing)

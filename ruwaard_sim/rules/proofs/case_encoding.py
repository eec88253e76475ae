"""A case in the prover: its unknown facts, which rules apply to it, and what each table answers. Proves nothing itself.

Tables and conditions are *settled*: their parameters are plain numbers, those of one day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from ruwaard_sim.rules.language.syntax_tree import Condition
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.proofs.formulas import (
    ALWAYS,
    NEVER,
    Formula,
    Quantity,
    all_of,
    any_of,
    choose,
    compare,
    fixed,
    holds,
    implies,
    no,
    same,
)
from ruwaard_sim.rules.proofs.nearest_case import DistanceTerm
from ruwaard_sim.rules.proofs.solver import Solver
from ruwaard_sim.rules.tables.table import Rule, Table

NOTHING = -1
"""The answer of a table of which no rule applies."""


@dataclass(frozen=True)
class EncodedTable:
    """*table*, asked about one case: whether each of its rules applies."""

    solver: Solver
    table: Table
    applies: tuple[Formula, ...]

    @cached_property
    def passed(self) -> tuple[Formula, ...]:
        """For each rule, and for the end: whether none of the rules before it applies."""
        solver = self.solver
        steps = accumulate(
            self.applies,
            lambda so_far, applies: solver.mark(all_of([so_far, no(applies)])),
            initial=ALWAYS,
        )
        return tuple(steps)

    @cached_property
    def decides(self) -> tuple[Formula, ...]:
        """For each rule: whether it is the first that applies."""
        solver = self.solver
        pairs = zip(self.passed, self.applies, strict=False)
        return tuple(solver.mark(all_of([passed, applies])) for passed, applies in pairs)

    @cached_property
    def runner_up(self) -> tuple[Formula, ...]:
        """For each rule: whether it is the second that applies, and so would decide if the first were not there."""
        solver = self.solver
        any_before = NEVER
        formulas = []
        for decides, applies in zip(self.decides, self.applies, strict=True):
            formulas.append(solver.mark(all_of([any_before, applies])))
            any_before = solver.mark(any_of([decides, all_of([any_before, no(applies)])]))
        return tuple(formulas)


@dataclass
class Judgements:
    """The answers of rules that leave room for judgement: an unknown answer to each resident, by number.

    A rule that judges alike has one unknown answer, whoever it is about.
    """

    solver: Solver
    _made: dict[tuple[str, str, int | None], Quantity] = field(default_factory=dict)

    def answer(self, table: Table, rule: Rule, resident: int) -> Quantity:
        """The place of the answer of *rule* to *resident* among the outcomes of *table*."""
        places = [table.outcomes.index(outcome) for outcome in rule.answers]
        if len(places) == 1:
            return fixed(places[0])
        key = (table.id, rule.id, None if rule.alike else resident)
        if key not in self._made:
            answer = self.solver.unknown(rule.id, min(places), max(places))
            self.solver.add(any_of([compare(answer, "==", index) for index in places]))
            self._made[key] = answer
        return self._made[key]


def some_facts(solver: Solver, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """The facts of a case that can be anyone's."""
    return tuple(solver.unknown(fact.name, fact.minimum, fact.maximum) for fact in vocabulary.facts)


def exclude(solver: Solver, facts: Sequence[Quantity], impossible: Sequence[Condition]) -> None:
    """Require that none of the *impossible* conditions holds for *facts*."""
    for condition in impossible:
        solver.add(no(holds(condition.expression, facts)))


def to_typical(facts: Sequence[Quantity], vocabulary: Vocabulary) -> list[DistanceTerm]:
    """Pull every one of *facts* to what is typical."""
    return [DistanceTerm(number, fact.typical, fact) for number, fact in zip(facts, vocabulary.facts, strict=True)]


def encode_table(
    solver: Solver, table: Table, facts: Sequence[Quantity], links: Mapping[str, Formula] | None = None
) -> EncodedTable:
    """*table* about the case with *facts*.

    With *links*, a rule's condition counts only where the link of that rule holds: otherwise the rule may apply
    to anyone.
    """
    applies = []
    for rule in table.rules:
        condition = ALWAYS if rule.when is None else holds(rule.when.expression, facts)
        if links is None or rule.always:
            applies.append(solver.mark(condition))
            continue
        free = solver.mark()
        solver.add(implies(links[rule.id], same(free, condition)))
        applies.append(free)
    return EncodedTable(solver, table, tuple(applies))


def answers(asked: EncodedTable, judgements: Judgements, resident: int) -> dict[str, Quantity]:
    """The answers of the table to *resident*, as values of the facts that :func:`outcome_facts` describes."""
    solver, table = asked.solver, asked.table
    chosen = [judgements.answer(table, rule, resident) for rule in table.rules]
    if table.hit != "collect":
        answer = fixed(NOTHING)
        for applies, index in reversed(list(zip(asked.applies, chosen, strict=True))):
            answer = choose(applies, index, answer)
        return {table.id: solver.name(answer)}
    formulas = {}
    for number, outcome in enumerate(table.outcomes):
        offers = [
            all_of([applies, compare(index, "==", number)])
            for applies, index, rule in zip(asked.applies, chosen, table.rules, strict=True)
            if outcome in rule.answers
        ]
        formulas[f"{table.id}_{outcome}"] = choose(any_of(offers), fixed(1), fixed(0))
    return formulas

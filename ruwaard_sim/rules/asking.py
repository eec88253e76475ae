"""A case in the prover: its unknown facts, which rules apply to it, and what each table answers. Proves nothing itself.

Tables and conditions are *settled*: their parameters are plain numbers, those of one day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from ruwaard_sim.rules.nearest import Pull
from ruwaard_sim.rules.solver import Formula, Solver, Unknown
from ruwaard_sim.rules.table import Rule, Table
from ruwaard_sim.rules.tree import Condition
from ruwaard_sim.rules.vocabulary import Vocabulary

NOTHING = -1
"""The answer of a table of which no rule applies."""


@dataclass(frozen=True)
class Asked:
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
            lambda so_far, applies: solver.mark(solver.all_of([so_far, solver.no(applies)])),
            initial=solver.all_of(()),
        )
        return tuple(steps)

    @cached_property
    def decides(self) -> tuple[Formula, ...]:
        """For each rule: whether it is the first that applies."""
        solver = self.solver
        pairs = zip(self.passed, self.applies, strict=False)
        return tuple(solver.mark(solver.all_of([passed, applies])) for passed, applies in pairs)

    @cached_property
    def runner_up(self) -> tuple[Formula, ...]:
        """For each rule: whether it is the second that applies, and so would decide if the first were not there."""
        solver = self.solver
        one = solver.any_of(())
        found = []
        for decides, applies in zip(self.decides, self.applies, strict=True):
            found.append(solver.mark(solver.all_of([one, applies])))
            one = solver.mark(solver.any_of([decides, solver.all_of([one, solver.no(applies)])]))
        return tuple(found)


@dataclass
class Judgements:
    """What each rule that leaves room for judgement answers: one unknown answer for each, whoever it is about."""

    solver: Solver
    _made: dict[tuple[str, str], Unknown] = field(default_factory=dict)

    def answer(self, table: Table, rule: Rule) -> Unknown:
        """The place of the answer of *rule* among the outcomes of *table*."""
        places = [table.outcomes.index(outcome) for outcome in rule.answers]
        if len(places) == 1:
            return self.solver.fixed(places[0])
        if (table.id, rule.id) not in self._made:
            answer = self.solver.unknown(min(places), max(places))
            self.solver.add(self.solver.any_of([self.solver.compare(answer, "==", place) for place in places]))
            self._made[table.id, rule.id] = answer
        return self._made[table.id, rule.id]


def some_facts(solver: Solver, vocabulary: Vocabulary) -> tuple[Unknown, ...]:
    """The facts of a case that can be anyone's."""
    return tuple(solver.unknown(fact.minimum, fact.maximum) for fact in vocabulary.facts)


def exclude(solver: Solver, facts: Sequence[Unknown], impossible: Sequence[Condition]) -> None:
    """Require that none of the *impossible* conditions holds for *facts*."""
    for condition in impossible:
        solver.add(solver.no(solver.holds(condition.expression, facts)))


def to_typical(facts: Sequence[Unknown], vocabulary: Vocabulary) -> list[Pull]:
    """Pull every one of *facts* to what is typical."""
    return [Pull(number, fact.typical, fact) for number, fact in zip(facts, vocabulary.facts, strict=True)]


def ask_table(
    solver: Solver, table: Table, facts: Sequence[Unknown], links: Mapping[str, Formula] | None = None
) -> Asked:
    """*table* about the case with *facts*.

    With *links*, a rule's condition counts only where the link of that rule holds: otherwise the rule may apply
    to anyone.
    """
    applies = []
    for rule in table.rules:
        asked = solver.all_of(()) if rule.when is None else solver.holds(rule.when.expression, facts)
        if links is None or rule.always:
            applies.append(solver.mark(asked))
            continue
        free = solver.mark()
        solver.add(solver.implies(links[rule.id], solver.same(free, asked)))
        applies.append(free)
    return Asked(solver, table, tuple(applies))


def answers(asked: Asked, judgements: Judgements) -> dict[str, Unknown]:
    """What the table answers, as values of the facts that :func:`outcome_facts` describes."""
    solver, table = asked.solver, asked.table
    given = [judgements.answer(table, rule) for rule in table.rules]
    if table.hit != "collect":
        answer = solver.fixed(NOTHING)
        for applies, place in reversed(list(zip(asked.applies, given, strict=True))):
            answer = solver.choose(applies, place, answer)
        return {table.id: solver.number_mark(answer)}
    found = {}
    for number, outcome in enumerate(table.outcomes):
        offers = [
            solver.all_of([applies, solver.compare(place, "==", number)])
            for applies, place, rule in zip(asked.applies, given, table.rules, strict=True)
            if outcome in rule.answers
        ]
        found[f"{table.id}_{outcome}"] = solver.choose(solver.any_of(offers), solver.fixed(1), solver.fixed(0))
    return found


def without_rules_after_the_end(table: Table) -> Table:
    """*table* up to and including the first rule that always applies; a ``collect`` table as it is."""
    end = next((place for place, rule in enumerate(table.rules) if rule.always), None)
    return table if end is None or table.hit == "collect" else replace(table, rules=table.rules[: end + 1])

"""Whether a promise holds for everyone who can exist; if not, who shows it, and because of which rules.

A rule that leaves room for judgement may give any of its answers: a promise holds when it holds for each of them.
In a promise about two residents one rule judges both alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ruwaard_sim.rules.asking import Judgements, answers, ask_table, exclude, some_facts, to_typical
from ruwaard_sim.rules.guarantees import (
    Demand,
    Guarantee,
    Implication,
    Neutral,
    NeverNegative,
    Rising,
    Rulebook,
    answering,
    outcome_facts,
    outcome_of,
    promise_words,
)
from ruwaard_sim.rules.nearest import Found, Nearness, Pull
from ruwaard_sim.rules.proofs import Status, fewest
from ruwaard_sim.rules.reference import holds
from ruwaard_sim.rules.resident import Resident
from ruwaard_sim.rules.rewriting import settled, settled_condition
from ruwaard_sim.rules.solver import Effort, Formula, Solver, Unknown
from ruwaard_sim.rules.tree import Condition, facts_in
from ruwaard_sim.rules.vocabulary import Vocabulary

RuleOf = tuple[str, str]
"""A rule by the id of its table and its own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether guarantee *guarantee* holds.

    Broken: *residents* show it (two where the promise compares two), *outcomes* says for each of them what each
    table in the promise answers, and *rules* are the rules that gave those answers. Proved: *rules* are the fewest
    rules it rests on, whatever the others ask; *tautology* when that is at most one, so that the promise only
    repeats what a rule says; *empty* when it is about nobody.
    """

    guarantee: str
    status: Status
    residents: tuple[Resident, ...] = ()
    outcomes: tuple[dict[str, tuple[str, ...]], ...] = ()
    rules: tuple[RuleOf, ...] = ()
    tautology: bool = False
    empty: bool = False


def prove(
    rulebook: Rulebook, guarantee: Guarantee, impossible: Sequence[Condition] = (), effort: Effort | None = None
) -> Verdict:
    """Whether *guarantee* holds for everyone but the *impossible*, under the tables of one day.

    The conditions of *guarantee* were read with :func:`~ruwaard_sim.rules.guarantees.promise_vocabulary`, those in
    *impossible* with the vocabulary of the tables. Raises VocabularyError or KeyError for names that
    :func:`~ruwaard_sim.rules.guarantees.check_guarantee` reports.
    """
    court = _Court(rulebook, guarantee.demand, impossible, effort)
    found = court.nearness.nearest(*court.links, court.broken)
    if found == "unknown":
        return Verdict(guarantee.id, "unknown")
    if isinstance(found, Found):
        return court.broken_by(guarantee, found)
    return court.proved(guarantee)


class _Court:
    """One demand in the prover: the residents it is about, what they are answered, and when it is *broken*."""

    def __init__(
        self, rulebook: Rulebook, demand: Demand, impossible: Sequence[Condition], effort: Effort | None
    ) -> None:
        self._words = promise_words(rulebook)
        self._rulebook = {name: settled(table) for name, table in rulebook.items()}
        parameters = next(iter(rulebook.values())).vocabulary.parameters
        self._plain = Vocabulary(self._words, parameters)
        self._facts = Vocabulary(next(iter(self._rulebook.values())).vocabulary.facts)
        self._impossible = [settled_condition(condition, self._plain) for condition in impossible]
        self._demand = demand
        self._tables = self._mentioned()
        self._solver = Solver(effort)
        self._judgements = Judgements(self._solver)
        self._rules: list[RuleOf] = [
            (name, rule.id) for name in self._tables for rule in self._rulebook[name].rules if not rule.always
        ]
        marks = [self._solver.mark() for _ in self._rules]
        self._link = dict(zip(self._rules, marks, strict=True))
        self.links = tuple(marks)
        self._first = some_facts(self._solver, self._facts)
        self._residents = [self._first]
        pulls = to_typical(self._first, self._facts)
        if isinstance(demand, Rising | Neutral):
            pulls.append(self._second(demand.fact))
        self._answered = [self._answers(facts) for facts in self._residents]
        self.about = self._solver.mark(self._about())
        self.broken = self._solver.mark(self._solver.all_of([self.about, self._breach()]))
        self.nearness = Nearness(self._solver, pulls)

    def _mentioned(self) -> tuple[str, ...]:
        """The tables whose answers the demand is about."""
        conditions: list[Condition | None] = []
        named: set[str] = set()
        match self._demand:
            case Implication(assume, then):
                conditions = [assume, then]
            case Rising(table, _, _, assume):
                conditions, named = [assume], {table}
            case Neutral(_, tables, assume):
                conditions, named = [assume], set(tables or self._rulebook)
            case NeverNegative(_, spends):
                conditions = [spend.when for spend in spends]
        used = {name for condition in conditions if condition for name in facts_in(condition.expression)}
        return tuple(
            name
            for name, table in self._rulebook.items()
            if name in named or used & {fact.name for fact in outcome_facts(table)}
        )

    def _second(self, name: str) -> Pull:
        """Add a resident like the first but for fact *name*; the pull that keeps them near."""
        fact = self._facts.facts[place := self._facts.index(name)]
        other = self._solver.unknown(fact.minimum, fact.maximum)
        self._residents.append((*self._first[:place], other, *self._first[place + 1 :]))
        return Pull(other, self._first[place], fact)

    def _answers(self, facts: Sequence[Unknown]) -> list[Unknown]:
        """The words of the promise for the resident with *facts*, who is not one of the impossible."""
        exclude(self._solver, facts, self._impossible)
        words = list(facts)
        for name, table in self._rulebook.items():
            if name not in self._tables:
                words += [self._solver.fixed(0) for _ in outcome_facts(table)]
                continue
            links = {rule: mark for (owner, rule), mark in self._link.items() if owner == name}
            words += answers(ask_table(self._solver, table, facts, links), self._judgements).values()
        return words

    def _holds(self, condition: Condition | None, words: Sequence[Unknown]) -> Formula:
        if condition is None:
            return self._solver.all_of(())
        return self._solver.holds(settled_condition(condition, self._plain).expression, words)

    def _about(self) -> Formula:
        """That the residents are such as the demand is about."""
        solver, demand = self._solver, self._demand
        if isinstance(demand, NeverNegative):
            return solver.compare(self._first[self._facts.index(demand.pot)], ">=", 0)
        assumed = [self._holds(demand.assume, words) for words in self._answered]
        if isinstance(demand, Rising | Neutral):
            place = self._facts.index(demand.fact)
            less, more = (facts[place] for facts in self._residents)
            assumed.append(solver.compare(less, "<", more))
        return solver.all_of(assumed)

    def _breach(self) -> Formula:
        """That the residents are not answered as the demand wants."""
        solver, demand = self._solver, self._demand
        match demand:
            case Implication():
                return solver.no(self._holds(demand.then, self._answered[0]))
            case Rising():
                return self._lighter(demand)
            case Neutral():
                start = len(self._facts.facts)
                pairs = zip(self._answered[0][start:], self._answered[1][start:], strict=True)
                return solver.any_of([solver.compare(one, "!=", other) for one, other in pairs])
            case NeverNegative():
                nothing, words = solver.fixed(0), self._answered[0]
                amounts = [words[self._facts.index(spend.amount)] for spend in demand.spends]
                spent = [
                    solver.choose(self._holds(spend.when, words), amount, nothing)
                    for spend, amount in zip(demand.spends, amounts, strict=True)
                ]
                total = solver.total(spent, [1] * len(spent))
                return solver.compare(total, ">", words[self._facts.index(demand.pot)])

    def _lighter(self, demand: Rising) -> Formula:
        """The first resident, who has less, gets something heavier than the second."""
        solver, table = self._solver, self._rulebook[demand.table]
        place = [fact.name for fact in self._words].index(demand.table)
        weights = []
        for words in self._answered:
            weight = solver.fixed(-1)
            for heaviness, group in enumerate(demand.order):
                for outcome in group:
                    is_this = solver.compare(words[place], "==", table.outcomes.index(outcome))
                    weight = solver.choose(is_this, solver.fixed(heaviness), weight)
            weights.append(weight)
        first, second = weights
        return solver.all_of([solver.compare(second, ">=", 0), solver.compare(first, ">", second)])

    def broken_by(self, guarantee: Guarantee, found: Found) -> Verdict:
        """The verdict that the residents the prover *found* break the guarantee, checked by the reference."""
        count = len(self._facts.facts)
        facts = [found.numbers[:count]]
        if len(self._residents) == 2:
            place = self._facts.index(self._demand.fact) if isinstance(self._demand, Rising | Neutral) else 0
            facts.append((*facts[0][:place], found.numbers[count], *facts[0][place + 1 :]))
        self._solver.ask(*self.links, self.broken, *self._are(facts))
        words = [self._solver.values(each) for each in self._answered]
        outcomes, rules = [], []
        for each in words:
            outcomes.append({name: outcome_of(each, self._rulebook[name], self._rulebook) for name in self._tables})
            rules += [
                (name, rule.id) for name in self._tables for rule in answering(self._rulebook[name], each[:count])
            ]
        self._agree(words)
        residents = tuple(Resident(each, self._facts) for each in facts)
        return Verdict(guarantee.id, "broken", residents, tuple(outcomes), tuple(dict.fromkeys(rules)))

    def _are(self, facts: Sequence[tuple[int, ...]]) -> list[Formula]:
        """That the residents are those with *facts*."""
        return [
            self._solver.compare(unknown, "==", value)
            for unknowns, values in zip(self._residents, facts, strict=True)
            for unknown, value in zip(unknowns, values, strict=True)
        ]

    def _agree(self, words: Sequence[tuple[int, ...]]) -> None:
        """Stop when the reference evaluator does not agree that these residents break the promise."""
        count = len(self._facts.facts)
        for each in words:
            if any(holds(condition.expression, each[:count], {}) for condition in self._impossible):
                raise AssertionError("the prover found a resident who cannot exist")
            for name in self._tables:
                table = self._rulebook[name]
                allowed = [rule.answers for rule in answering(table, each[:count])]
                given = outcome_of(each, table, self._rulebook)
                if not all(any(outcome in answers for answers in allowed) for outcome in given) or bool(given) != bool(
                    allowed
                ):
                    raise AssertionError(f"the prover and the reference disagree about table {name}")
        if isinstance(self._demand, Implication):
            then = settled_condition(self._demand.then, self._plain).expression
            if holds(then, words[0], {}):
                raise AssertionError("the prover and the reference disagree about a promise")

    def proved(self, guarantee: Guarantee) -> Verdict:
        """The verdict that the guarantee holds, with the fewest rules it rests on."""
        needed = fewest(self._solver, self.links, self.broken)
        rules = tuple(self._rules[place] for place in needed)
        empty = self._solver.ask(*self.links, self.about) == "no"
        return Verdict(guarantee.id, "proved", rules=rules, tautology=len(rules) <= 1, empty=empty)

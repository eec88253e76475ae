"""Proves that a guarantee holds for everyone who can exist, or shows who breaks it and because of which rules.

A rule that leaves room for judgement may give any of its answers: a guarantee holds when it holds for each of them.
In a guarantee about two residents one rule may give each of them another, unless it judges alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from ruwaard_sim.rules.language.syntax_tree import Condition, Expression
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.proofs.case_encoding import (
    EncodedTable,
    Judgements,
    answers,
    encode_table,
    exclude,
    some_facts,
    to_typical,
)
from ruwaard_sim.rules.proofs.formulas import (
    ALWAYS,
    Formula,
    Quantity,
    all_of,
    any_of,
    choose,
    compare,
    fixed,
    implies,
    no,
    same,
    total,
)
from ruwaard_sim.rules.proofs.formulas import holds as formula_of
from ruwaard_sim.rules.proofs.guarantees import (
    Demand,
    Guarantee,
    Implication,
    Neutral,
    NeverNegative,
    Rising,
    Rulebook,
    answering,
    demand_with_parameters,
    guarantee_facts,
    is_broken_by,
    mentioned,
    outcome_facts,
    outcome_of,
    possible_answers,
)
from ruwaard_sim.rules.proofs.nearest_case import DistanceTerm, NearestCase, Nearness
from ruwaard_sim.rules.proofs.solver import Answer, Effort, Solver
from ruwaard_sim.rules.proofs.table_proofs import Status
from ruwaard_sim.rules.tables.example_case import ExampleCase
from ruwaard_sim.rules.tables.interpreter import holds
from ruwaard_sim.rules.tables.substitution import filled_in, settled_condition, with_parameters

RuleOf = tuple[str, str]
"""A rule by the id of its table and its own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on *guarantee*.

    Broken: *residents* show it (two where the guarantee compares two), *outcomes* says for each of them what each
    table in the guarantee answers, and *rules* are the rules that gave those answers. Proved: on *rules* it rests,
    whatever the others ask (perhaps one of them too many); *tautology* when that is at most one, so that the guarantee
    only repeats what a rule says; *empty* when it is about nobody. *apart* are the rules that leave room and answered
    two residents, each by a judgement of its own.
    """

    guarantee: str
    status: Status
    residents: tuple[ExampleCase, ...] = ()
    outcomes: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    rules: tuple[RuleOf, ...] = ()
    tautology: bool = False
    empty: bool = False
    apart: tuple[RuleOf, ...] = ()


def prove(
    rulebook: Rulebook, guarantee: Guarantee, impossible: Sequence[Condition] = (), effort: Effort | None = None
) -> Verdict:
    """Prove *guarantee* for everyone but the *impossible*, under the tables of one day.

    The conditions of *guarantee* were read with :func:`~ruwaard_sim.rules.proofs.guarantees.guarantee_vocabulary`,
    those in *impossible* with the vocabulary of the tables. Raises VocabularyError or KeyError for names that
    :func:`~ruwaard_sim.rules.proofs.guarantees.check_guarantee` reports.
    """
    court = GuaranteeSolver(rulebook, guarantee.demand, impossible, effort)
    counterexample = court.nearest()
    if counterexample == "unknown":
        return Verdict(guarantee.id, "unknown")
    if isinstance(counterexample, NearestCase):
        return court.broken_by(guarantee, counterexample)
    return court.proved(guarantee)


class GuaranteeSolver:
    """One demand in the prover: the residents it is about, what they are answered, and whether it is broken."""

    def __init__(
        self, rulebook: Rulebook, demand: Demand, impossible: Sequence[Condition], effort: Effort | None
    ) -> None:
        self._words = guarantee_facts(rulebook)
        self._rulebook = {name: with_parameters(table) for name, table in rulebook.items()}
        written = next(iter(rulebook.values())).vocabulary
        self._plain = Vocabulary(self._words, written.parameters)
        self._facts = Vocabulary(written.facts, whom=written.whom)
        self._impossible = [settled_condition(condition, self._plain) for condition in impossible]
        self._demand = demand_with_parameters(demand, self._plain)
        self._tables = mentioned(self._demand, self._rulebook)
        self._solver = Solver(effort)
        self._judgements = Judgements(self._solver)
        self._rules: list[RuleOf] = [
            (name, rule.id) for name in self._tables for rule in self._rulebook[name].rules if not rule.always
        ]
        marks = [self._solver.mark() for _ in self._rules]
        self._link = dict(zip(self._rules, marks, strict=True))
        self._links = tuple(marks)
        self._as_written = self._solver.mark()
        self._solver.add(implies(self._as_written, all_of(self._links)))
        self._first = some_facts(self._solver, self._facts)
        self._residents = [self._first]
        pulls = to_typical(self._first, self._facts)
        if isinstance(demand, Rising | Neutral):
            pulls.append(self._second(demand.fact))
        self._asked: list[dict[str, EncodedTable]] = []
        self._answered = [self._answers(resident, facts) for resident, facts in enumerate(self._residents)]
        self._concerned = self._solver.mark(self._about())
        self._broken = self._solver.mark(all_of([self._concerned, self._breach()]))
        self._nearness = Nearness(self._solver, pulls)

    def ask(self) -> Answer:
        """Ask the prover for a resident who shows that the demand is not met."""
        return self._solver.ask(self._as_written, self._broken)

    def nearest(self) -> NearestCase | Answer:
        """The most ordinary residents who show that the demand is not met."""
        return self._nearness.nearest(self._as_written, self._broken)

    def ask_if(self, rule: RuleOf, asks: Expression) -> Answer:
        """Ask the same as if *rule* (not one that always applies) had the condition *asks*."""
        table, _ = rule
        index = [candidate.id for candidate in self._rulebook[table].rules].index(rule[1])
        plain = cast(Expression, filled_in(asks, self._plain.parameter_values))
        otherwise = self._solver.mark()
        for facts, encoded in zip(self._residents, self._asked, strict=True):
            self._solver.add(implies(otherwise, same(encoded[table].applies[index], formula_of(plain, facts))))
        others = [link for owner, link in self._link.items() if owner != rule]
        return self._solver.ask(*others, otherwise, self._broken)

    def _second(self, name: str) -> DistanceTerm:
        """Add a resident like the first but for fact *name*; the pull that keeps them near."""
        fact = self._facts.facts[index := self._facts.index(name)]
        other = self._solver.unknown(fact.name, fact.minimum, fact.maximum)
        self._residents.append((*self._first[:index], other, *self._first[index + 1 :]))
        return DistanceTerm(other, self._first[index], fact)

    def _answers(self, resident: int, facts: Sequence[Quantity]) -> list[Quantity]:
        """The words of the guarantee for *resident*, who has these *facts* and is not one of the impossible."""
        exclude(self._solver, facts, self._impossible)
        words, encoded = list(facts), dict[str, EncodedTable]()
        self._asked.append(encoded)
        for name, table in self._rulebook.items():
            if name not in self._tables:
                words += [fixed(0) for _ in outcome_facts(table)]
                continue
            links = {rule: mark for (owner, rule), mark in self._link.items() if owner == name}
            encoded[name] = encode_table(self._solver, table, facts, links)
            words += answers(encoded[name], self._judgements, resident).values()
        return words

    def _fits(self, condition: Condition | None, words: Sequence[Quantity]) -> Formula:
        if condition is None:
            return ALWAYS
        return formula_of(condition.expression, words)

    def _about(self) -> Formula:
        """That the residents are such as the demand is about."""
        demand = self._demand
        if isinstance(demand, NeverNegative):
            return compare(self._first[self._facts.index(demand.pot)], ">=", 0)
        assumed = [self._fits(demand.assume, words) for words in self._answered]
        if isinstance(demand, Rising | Neutral):
            index = self._facts.index(demand.fact)
            less, more = (facts[index] for facts in self._residents)
            assumed.append(compare(less, "<", more))
        return all_of(assumed)

    def _breach(self) -> Formula:
        """That the residents are not answered as the demand wants."""
        demand = self._demand
        match demand:
            case Implication():
                return no(self._fits(demand.then, self._answered[0]))
            case Rising():
                return self._lighter(demand)
            case Neutral():
                start = len(self._facts.facts)
                pairs = zip(self._answered[0][start:], self._answered[1][start:], strict=True)
                return any_of([compare(answer, "!=", other) for answer, other in pairs])
            case NeverNegative():
                nothing, words = fixed(0), self._answered[0]
                amounts = [self._amount(spend.amount, words) for spend in demand.spends]
                spent = [
                    choose(self._fits(spend.when, words), amount, nothing)
                    for spend, amount in zip(demand.spends, amounts, strict=True)
                ]
                return compare(total(spent, [1] * len(spent)), ">", words[self._facts.index(demand.pot)])

    def _amount(self, amount: str | int, words: Sequence[Quantity]) -> Quantity:
        """The value of a fact, or the number itself."""
        return fixed(amount) if isinstance(amount, int) else words[self._facts.index(amount)]

    def _lighter(self, demand: Rising) -> Formula:
        """The first resident, who has less, gets something heavier than the second."""
        table = self._rulebook[demand.table]
        index = [fact.name for fact in self._words].index(demand.table)
        weights = []
        for words in self._answered:
            weight = fixed(-1)
            for heaviness, group in enumerate(demand.order):
                for outcome in group:
                    is_this = compare(words[index], "==", table.outcomes.index(outcome))
                    weight = choose(is_this, fixed(heaviness), weight)
            weights.append(weight)
        first, second = weights
        return all_of([compare(second, ">=", 0), compare(first, ">", second)])

    def broken_by(self, guarantee: Guarantee, counterexample: NearestCase) -> Verdict:
        """The verdict that *counterexample* breaks the guarantee, once the interpreter has confirmed it."""
        count = len(self._facts.facts)
        facts = [counterexample.numbers[:count]]
        if isinstance(self._demand, Rising | Neutral):
            index = self._facts.index(self._demand.fact)
            facts.append((*facts[0][:index], counterexample.numbers[count], *facts[0][index + 1 :]))
        if any(
            holds(condition.expression, facts_of_resident, {})
            for condition in self._impossible
            for facts_of_resident in facts
        ):
            raise AssertionError("the prover found a resident who cannot exist")
        ways = possible_answers(self._rulebook, self._tables, facts)
        words = next((way for way in ways if is_broken_by(self._demand, way, self._rulebook)), None)
        if words is None:
            raise AssertionError("the prover and the reference disagree about a guarantee")
        outcomes = tuple(
            {name: outcome_of(facts_of_resident, self._rulebook[name], self._rulebook) for name in self._tables}
            for facts_of_resident in words
        )
        rules = [
            (name, rule.id)
            for facts_of_resident in facts
            for name in self._tables
            for rule in answering(self._rulebook[name], facts_of_resident)
        ]
        residents = tuple(ExampleCase(facts_of_resident, self._facts) for facts_of_resident in facts)
        by_name = {(name, rule.id): rule for name in self._tables for rule in self._rulebook[name].rules}
        apart = [rule for rule in dict.fromkeys(rules) if rules.count(rule) > 1 and by_name[rule].also]
        return Verdict(
            guarantee.id,
            "broken",
            residents,
            outcomes,
            tuple(dict.fromkeys(rules)),
            apart=tuple(rule for rule in apart if not by_name[rule].alike),
        )

    def _needed(self) -> tuple[int, ...]:
        """Places of rules that keep the guarantee whatever the others ask: one, if one of them will do alone.

        When the guarantee can be broken without a rule, none of the others keeps it alone: so few need be tried.
        """
        places = list(range(len(self._links)))
        needed = tuple(places)
        while self._solver.ask(*(self._links[index] for index in places), self._broken) == "no":
            needed = tuple(places[blamed] for blamed in self._solver.blamed() if blamed < len(places))
            if len(needed) <= 1 or self._solver.ask(self._links[needed[0]], self._broken) == "no":
                return needed[:1]
            places.remove(needed[0])
        return needed

    def proved(self, guarantee: Guarantee) -> Verdict:
        """The verdict that the guarantee holds, with the fewest rules it rests on."""
        needed = self._needed()
        rules = tuple(self._rules[index] for index in needed)
        empty = self._solver.ask(self._as_written, self._concerned) == "no"
        return Verdict(guarantee.id, "proved", rules=rules, tautology=len(rules) <= 1, empty=empty)

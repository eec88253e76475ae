"""Proves that a guarantee holds for everyone who can exist, or shows who breaks it and because of which rules.

A rule that leaves room for judgement may give any of its answers: a guarantee holds when it holds for each of them.
In a guarantee about two residents one rule may give each of them another, unless it judges alike.

Tables may be asked at different moments. A guarantee about several of them speaks of the facts of the last; for the
others, facts that may change in between are unknowns of their own. Two residents are compared table by table, alike at
the moment that this table is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from ruwaard_sim.rules.language.syntax_tree import Condition, Expression
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.proofs.case_course import (
    AT_ONCE,
    Course,
    Question,
    changes,
    nearest,
    outwards,
    questions,
)
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
    two residents, each by a judgement of its own. *moments* gives for each resident the tables that were asked when
    other facts held, with what the resident was like then.
    """

    guarantee: str
    status: Status
    residents: tuple[ExampleCase, ...] = ()
    outcomes: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    rules: tuple[RuleOf, ...] = ()
    tautology: bool = False
    empty: bool = False
    apart: tuple[RuleOf, ...] = ()
    moments: tuple[Mapping[str, ExampleCase], ...] = ()


def prove(
    rulebook: Rulebook,
    guarantee: Guarantee,
    impossible: Sequence[Condition] = (),
    effort: Effort | None = None,
    course: Course = AT_ONCE,
) -> Verdict:
    """Prove *guarantee* for everyone but the *impossible*, under the tables of one day.

    By the *course* of a case some facts may be otherwise when another table is asked.

    The conditions of *guarantee* were read with :func:`~ruwaard_sim.rules.proofs.guarantees.guarantee_vocabulary`,
    those in *impossible* with the vocabulary of the tables. Raises VocabularyError or KeyError for names that
    :func:`~ruwaard_sim.rules.proofs.guarantees.check_guarantee` reports.
    """
    court = GuaranteeSolver(rulebook, guarantee.demand, impossible, effort, course)
    counterexample = court.nearest()
    if counterexample == "unknown":
        return Verdict(guarantee.id, "unknown")
    if isinstance(counterexample, NearestCase):
        return court.broken_by(guarantee, counterexample)
    return court.proved(guarantee)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A *question*, with all words of the guarantee for each resident at the moment that it is about.

    Its other tables were asked, or will be, at *moments* of their own: by resident and table, the facts then.
    """

    question: Question
    words: tuple[tuple[Quantity, ...], ...]
    moments: Mapping[tuple[int, str], tuple[Quantity, ...]]


class GuaranteeSolver:
    """One demand in the prover: the residents it is about, what they are answered, and whether it is broken."""

    def __init__(
        self,
        rulebook: Rulebook,
        demand: Demand,
        impossible: Sequence[Condition],
        effort: Effort | None,
        course: Course = AT_ONCE,
    ) -> None:
        self._words = guarantee_facts(rulebook)
        self._rulebook = {name: with_parameters(table) for name, table in rulebook.items()}
        written = next(iter(rulebook.values())).vocabulary
        self._plain = Vocabulary(self._words, written.parameters)
        self._facts = Vocabulary(written.facts, whom=written.whom)
        self._impossible = [settled_condition(condition, self._plain) for condition in impossible]
        self._demand = demand_with_parameters(demand, self._plain)
        self._tables = mentioned(self._demand, self._rulebook)
        self._course = course
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
        self._pulls = to_typical(self._first, self._facts)
        if isinstance(demand, Rising | Neutral):
            self._pulls.append(self._second(demand.fact))
        for facts in self._residents:
            exclude(self._solver, facts, self._impossible)
        self._asked: list[tuple[str, Sequence[Quantity], EncodedTable]] = []
        self._comparisons = [self._comparison(question) for question in questions(self._demand, self._rulebook, course)]
        concerned = [self._about(comparison) for comparison in self._comparisons]
        self._concerned = self._solver.mark(any_of(concerned))
        self._broken = self._solver.mark(
            any_of(
                [
                    all_of([about, self._breach(comparison)])
                    for about, comparison in zip(concerned, self._comparisons, strict=True)
                ]
            )
        )
        self._nearness = Nearness(self._solver, self._pulls)

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
        for name, facts, encoded in self._asked:
            if name == table:
                self._solver.add(implies(otherwise, same(encoded.applies[index], formula_of(plain, facts))))
        others = [link for owner, link in self._link.items() if owner != rule]
        return self._solver.ask(*others, otherwise, self._broken)

    def _second(self, name: str) -> DistanceTerm:
        """Add a resident like the first but for fact *name*; the pull that keeps them near."""
        fact = self._facts.facts[index := self._facts.index(name)]
        other = self._solver.unknown(fact.name, fact.minimum, fact.maximum)
        self._residents.append((*self._first[:index], other, *self._first[index + 1 :]))
        return DistanceTerm(other, self._first[index], fact)

    def _comparison(self, question: Question) -> _Comparison:
        """Ask the tables of *question* about the residents as they are, and its others as they were or will be."""
        moment = self._course.moment
        present = max(map(moment, question.tables), default=0)
        asked: dict[tuple[int, str], tuple[Quantity, ...]] = {}
        words = []
        for resident, facts in enumerate(self._residents):
            given = {name: self._ask(resident, name, facts) for name in question.tables}
            facts_at = {present: facts}
            for number in outwards(present, map(moment, question.others)):
                facts_at[number] = self._then(facts_at[nearest(number, facts_at)])
            for name in question.others:
                given[name] = self._ask(resident, name, facts_at[moment(name)])
                if moment(name) != present:
                    asked[resident, name] = facts_at[moment(name)]
            for earlier, later in pairwise(sorted(facts_at)):
                answers_by_then = {
                    name: (self._rulebook[name], quantities[0])
                    for name, quantities in given.items()
                    if moment(name) <= earlier and self._rulebook[name].hit != "collect"
                }
                two = (facts_at[earlier], facts_at[later])
                self._solver.add(changes(self._course.changing, self._facts, two, answers_by_then))
            words.append((*facts, *self._words_of(given)))
        return _Comparison(question, tuple(words), asked)

    def _words_of(self, given: Mapping[str, Sequence[Quantity]]) -> Iterator[Quantity]:
        """The words for what was answered; 0 for tables that were not asked."""
        for name, table in self._rulebook.items():
            yield from given[name] if name in given else (fixed(0) for _ in outcome_facts(table))

    def _ask(self, resident: int, name: str, facts: Sequence[Quantity]) -> tuple[Quantity, ...]:
        """Ask table *name* about *resident* with these *facts*: the words for what it answers."""
        links = {rule: mark for (owner, rule), mark in self._link.items() if owner == name}
        encoded = encode_table(self._solver, self._rulebook[name], facts, links)
        self._asked.append((name, facts, encoded))
        return tuple(answers(encoded, self._judgements, resident).values())

    def _then(self, near: Sequence[Quantity]) -> tuple[Quantity, ...]:
        """The facts at a moment beside that of the facts *near*: those that may change are unknown."""
        then = list(near)
        for fact in self._course.changing:
            if self._facts.fact(fact.fact) is not None:
                index = self._facts.index(fact.fact)
                declared = self._facts.facts[index]
                then[index] = self._solver.unknown(f"{declared.name}_then", declared.minimum, declared.maximum)
                self._pulls.append(DistanceTerm(then[index], near[index], declared))
        exclude(self._solver, then, self._impossible)
        return tuple(then)

    def _fits(self, condition: Condition | None, words: Sequence[Quantity]) -> Formula:
        if condition is None:
            return ALWAYS
        return formula_of(condition.expression, words)

    def _about(self, comparison: _Comparison) -> Formula:
        """That the residents are such as the demand is about."""
        demand = comparison.question.demand
        if isinstance(demand, NeverNegative):
            return compare(self._first[self._facts.index(demand.pot)], ">=", 0)
        assumed = [self._fits(demand.assume, words) for words in comparison.words]
        if isinstance(demand, Rising | Neutral):
            index = self._facts.index(demand.fact)
            less, more = (facts[index] for facts in self._residents)
            assumed.append(compare(less, "<", more))
        return all_of(assumed)

    def _breach(self, comparison: _Comparison) -> Formula:
        """That the residents are not answered as the demand wants."""
        words = comparison.words
        match comparison.question.demand:
            case Implication(_, then):
                return no(self._fits(then, words[0]))
            case Rising() as demand:
                return self._lighter(demand, words)
            case Neutral():
                compared = {
                    fact.name for name in comparison.question.tables for fact in outcome_facts(self._rulebook[name])
                }
                places = [index for index, fact in enumerate(self._words) if fact.name in compared]
                return any_of([compare(words[0][index], "!=", words[1][index]) for index in places])
            case NeverNegative(pot, spends):
                nothing = fixed(0)
                spent = [
                    choose(self._fits(spend.when, words[0]), self._amount(spend.amount, words[0]), nothing)
                    for spend in spends
                ]
                return compare(total(spent, [1] * len(spent)), ">", words[0][self._facts.index(pot)])

    def _amount(self, amount: str | int, words: Sequence[Quantity]) -> Quantity:
        """The value of a fact, or the number itself."""
        return fixed(amount) if isinstance(amount, int) else words[self._facts.index(amount)]

    def _lighter(self, demand: Rising, answered: Sequence[Sequence[Quantity]]) -> Formula:
        """The first resident, who has less, gets something heavier than the second."""
        table = self._rulebook[demand.table]
        index = [fact.name for fact in self._words].index(demand.table)
        weights = []
        for words in answered:
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
        numbers = dict(zip((pull.number for pull in self._pulls), counterexample.numbers, strict=True))
        residents = [tuple(numbers[number] for number in facts) for facts in self._residents]
        for comparison in self._comparisons:
            question = comparison.question
            moments = {at: tuple(numbers[number] for number in facts) for at, facts in comparison.moments.items()}
            for facts in (*residents, *moments.values()):
                if any(holds(condition.expression, facts, {}) for condition in self._impossible):
                    raise AssertionError("the prover found a resident who cannot exist")
            asked = tuple(name for name in self._rulebook if name in (*question.tables, *question.others))
            ways = possible_answers(self._rulebook, asked, residents, moments)
            words = next((way for way in ways if is_broken_by(question.demand, way, self._rulebook)), None)
            if words is not None:
                return self._shown(guarantee.id, asked, residents, moments, words)
        raise AssertionError("the prover and the reference disagree about a guarantee")

    def _shown(
        self,
        guarantee: str,
        asked: Sequence[str],
        residents: Sequence[tuple[int, ...]],
        moments: Mapping[tuple[int, str], tuple[int, ...]],
        words: Sequence[tuple[int, ...]],
    ) -> Verdict:
        """The verdict that these *residents*, answered as *words* says, break *guarantee*."""
        rulebook = self._rulebook
        outcomes = tuple({name: outcome_of(facts, rulebook[name], rulebook) for name in asked} for facts in words)
        rules = [
            (name, rule.id)
            for resident, facts in enumerate(residents)
            for name in asked
            for rule in answering(rulebook[name], moments.get((resident, name), facts))
        ]
        by_name = {(name, rule.id): rule for name in asked for rule in rulebook[name].rules}
        apart = [rule for rule in dict.fromkeys(rules) if rules.count(rule) > 1 and by_name[rule].also]
        return Verdict(
            guarantee,
            "broken",
            tuple(ExampleCase(facts, self._facts) for facts in residents),
            outcomes,
            tuple(dict.fromkeys(rules)),
            apart=tuple(rule for rule in apart if not by_name[rule].alike),
            moments=tuple(
                {
                    name: ExampleCase(then, self._facts)
                    for (number, name), then in moments.items()
                    if number == resident and then != facts
                }
                for resident, facts in enumerate(residents)
            ),
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

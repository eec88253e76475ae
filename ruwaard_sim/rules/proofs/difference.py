"""Exactly who is answered otherwise by two sets of rules, and whether that is only whom a change was meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ruwaard_sim.errors import UsageError
from ruwaard_sim.rules.language.syntax_tree import Condition
from ruwaard_sim.rules.proofs.case_encoding import encode_table, exclude, some_facts, to_typical
from ruwaard_sim.rules.proofs.formulas import Formula, Quantity, all_of, choose, compare, fixed, no
from ruwaard_sim.rules.proofs.guarantees import Rulebook, answering
from ruwaard_sim.rules.proofs.nearest_case import NearestCase, Nearness
from ruwaard_sim.rules.proofs.solver import Answer, Effort, Solver
from ruwaard_sim.rules.proofs.table_proofs import Status
from ruwaard_sim.rules.tables.example_case import ExampleCase
from ruwaard_sim.rules.tables.substitution import settled_condition, with_parameters
from ruwaard_sim.rules.tables.table import Rule, Table
from ruwaard_sim.text import Text

Given = tuple[str, ...]
"""What may be answered: one outcome; several when the rule leaves room for judgement; none when no rule applies.
Of an offer: the offer, nothing, or the offer and an empty name when judgement may also give nothing. Where a rule
judges alike, its answers are followed by :data:`ALIKE` and the name of the rule: another rule may choose otherwise."""

ALIKE = "alike:"
"""In front of the name of a rule that chooses one answer for everyone whom it fits."""


def given_answers(rule: Rule | None) -> Given:
    """What *rule* may answer; nothing when no rule applies."""
    if rule is None:
        return ()
    return (*rule.answers, f"{ALIKE}{rule.id}") if rule.alike else rule.answers


class DifferenceKind(NamedTuple):
    """A way in which answers differ: what table *table* gave *before* and what it gives *after*."""

    table: str
    before: Given
    after: Given


@dataclass(frozen=True, slots=True)
class Change:
    """A kind of difference that occurs: *resident* shows it, and *rules* are those that answer before and after."""

    kind: DifferenceKind
    resident: ExampleCase
    rules: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """Every kind of difference between two rulebooks, those of the most ordinary residents first.

    When it is *complete*, everyone who is answered otherwise is so in one of these ways, and nobody else is.
    """

    changes: tuple[Change, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class TouchesResult:
    """The result of a check that a change touches nobody outside a group; if it does, *change* shows who."""

    status: Status
    change: Change | None = None


def difference(
    before: Rulebook, after: Rulebook, impossible: Sequence[Condition] = (), effort: Effort | None = None
) -> Difference:
    """Every way in which *after* answers otherwise than *before*, for everyone but the *impossible*.

    The conditions were read with the vocabulary of *after*. Raises UsageError when the two do not have the same
    tables and facts.
    """
    same_words(before, after)
    changes: list[tuple[int, int, Change]] = []
    complete = True
    for name in before:
        excluded = [settled_condition(condition, after[name].vocabulary) for condition in impossible]
        for question in _questions(before[name], after[name]):
            comparison = _Comparison(question, excluded, effort)
            while isinstance(nearest := comparison.next(), NearestCase):
                changes.append((nearest.changes, nearest.distance, comparison.change(nearest)))
            complete = complete and nearest == "no"
    changes.sort(key=lambda entry: entry[:2])
    return Difference(tuple(change for *_, change in changes), complete)


def touches(
    before: Rulebook,
    after: Rulebook,
    group: Condition,
    impossible: Sequence[Condition] = (),
    effort: Effort | None = None,
) -> TouchesResult:
    """Prove that *after* answers nobody outside *group* differently from *before*, or show who.

    The conditions were read with the vocabulary of *after*. Raises UsageError when the two do not have the same
    tables and facts.
    """
    same_words(before, after)
    status: Status = "proved"
    for name in before:
        change = first_change(before[name], after[name], (*impossible, group), effort)
        if isinstance(change, Change):
            return TouchesResult("broken", change)
        status = "unknown" if change == "unknown" else status
    return TouchesResult(status)


def first_change(
    before: Table, after: Table, impossible: Sequence[Condition] = (), effort: Effort | None = None
) -> Change | Answer:
    """Someone who is answered otherwise by *after* than by *before*: ``no`` when it is proved that nobody is.

    Both tables ask one question in the same words.
    """
    answer: Answer = "no"
    excluded = [settled_condition(condition, after.vocabulary) for condition in impossible]
    for question in _questions(before, after):
        comparison = _Comparison(question, excluded, effort)
        nearest_case = comparison.next()
        if isinstance(nearest_case, NearestCase):
            return comparison.change(nearest_case)
        answer = "unknown" if nearest_case == "unknown" else answer
    return answer


def same_words(before: Rulebook, after: Rulebook) -> None:
    """Raise UsageError, saying what differs, when two rulebooks do not have the same tables and facts."""
    if list(before) != list(after):
        raise UsageError(_not_the_same(Text("tabellen", "tables"), list(before), list(after)))
    for name in before:
        first, second = (
            [f"{fact.name} ({fact.range_in_words} {fact.unit or fact.type})" for fact in table.vocabulary.facts]
            for table in (before[name], after[name])
        )
        if first != second:
            raise UsageError(_not_the_same(Text("feiten", "facts"), first, second))
        if (before[name].hit == "collect") != (after[name].hit == "collect"):
            text = Text(
                f"tabel {name} verzamelt antwoorden in het ene stel regels en niet in het andere",
                f"table {name} collects answers in one set of rules and not in the other",
            )
            raise UsageError(text)


def _not_the_same(subject: Text, before: Sequence[str], after: Sequence[str]) -> Text:
    """Say which words are on one side only, or that all are on both in another order."""
    only_before, right = (
        ", ".join(word for word in words if word not in other) or "—"
        for words, other in ((before, after), (after, before))
    )
    if only_before == right:
        return Text(
            f"de {subject.nl} staan in een andere volgorde, en zijn dan niet te vergelijken",
            f"the {subject.en} are in another order, and cannot be compared then",
        )
    return Text(
        f"alleen regels met dezelfde {subject.nl} zijn te vergelijken; "
        f"alleen in de eerste: {only_before}; alleen in de tweede: {right}",
        f"only rules with the same {subject.en} can be compared; "
        f"only in the first: {only_before}; only in the second: {right}",
    )


class _Question(NamedTuple):
    """The part of two tables that is compared: all answers or, of tables that collect, one *offer*."""

    before: Table
    after: Table
    offer: str | None

    def given(self, table: Table, rule: Rule) -> Given:
        """The answers of *rule* of *table* that the question is about."""
        if self.offer is None:
            return given_answers(rule)
        if self.offer not in rule.answers:
            return ()
        return (self.offer, "") if rule.also else (self.offer,)


def _questions(before: Table, after: Table) -> list[_Question]:
    before, after = with_parameters(before), with_parameters(after)
    if before == after:
        return []
    if before.hit != "collect":
        return [_Question(before, after, None)]
    return [_Question(before, after, offer) for offer in dict.fromkeys((*before.outcomes, *after.outcomes))]


class _Comparison:
    """One question in the prover; each difference found is not looked for again."""

    def __init__(
        self,
        question: _Question,
        impossible: Sequence[Condition],
        effort: Effort | None,
    ) -> None:
        self._question = question
        self._solver = solver = Solver(effort)
        self._vocabulary = question.after.vocabulary
        facts = some_facts(solver, self._vocabulary)
        exclude(solver, facts, impossible)
        self._nearness = Nearness(solver, to_typical(facts, self._vocabulary))
        self._kinds: list[Given] = [()]
        self._before = self._number(question.before, facts)
        self._after = self._number(question.after, facts)
        self._differs: list[Formula] = [compare(self._before, "!=", self._after)]

    def _number(self, table: Table, facts: Sequence[Quantity]) -> Quantity:
        """The place among the kinds of answer of what *table* gives; a sure offer goes before one that may be."""
        solver = self._solver
        question = encode_table(solver, table, facts)
        answers = [
            (applies, self._question.given(table, rule))
            for applies, rule in zip(question.applies, table.rules, strict=True)
        ]
        if self._question.offer is not None:
            answers = sorted((pair for pair in answers if pair[1]), key=lambda pair: len(pair[1]))
        answer = fixed(0)
        for applies, kind in reversed(answers):
            if kind not in self._kinds:
                self._kinds.append(kind)
            answer = choose(applies, fixed(self._kinds.index(kind)), answer)
        return solver.name(answer)

    def next(self) -> NearestCase | Answer:
        """The most ordinary resident who shows a difference that was not found before."""
        return self._nearness.nearest(*self._differs)

    def change(self, nearest_case: NearestCase) -> Change:
        """The difference that *nearest_case* shows; it is excluded from later searches."""
        resident = ExampleCase(nearest_case.numbers, self._vocabulary)
        rules = [self._deciding(table, resident) for table in (self._question.before, self._question.after)]
        before, after = (
            () if rule is None else self._question.given(table, rule)
            for table, rule in zip((self._question.before, self._question.after), rules, strict=True)
        )
        if before == after:
            raise AssertionError("the prover and the reference disagree about a difference")
        solver = self._solver
        pair = [
            compare(number, "==", self._kinds.index(answers))
            for number, answers in ((self._before, before), (self._after, after))
        ]
        self._differs.append(solver.mark(no(all_of(pair))))
        kind = DifferenceKind(self._question.before.id, before, after)
        return Change(kind, resident, (_id(rules[0]), _id(rules[1])))

    def _deciding(self, table: Table, resident: ExampleCase) -> Rule | None:
        """The rule that gives the answer: of those that make an offer, one that is sure of it if there is any."""
        giving = [rule for rule in answering(table, resident.facts) if self._question.given(table, rule)]
        return min(giving, key=lambda rule: len(self._question.given(table, rule)), default=None)


def _id(rule: Rule | None) -> str | None:
    return None if rule is None else rule.id

"""Guarantees about what the rules answer, for everyone who can exist: what they say, and whether they can be asked.

A guarantee speaks of facts and of *outcomes*: a table of which one rule answers is a word with its outcomes as values
(``routering == crisisdienst``), an offer of a table that collects is a yes or no (``aanbod_pgb``). Whether a guarantee
holds is found out in ``proving.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from ruwaard_sim.errors import nearest
from ruwaard_sim.rules.language.messages import in_short, message
from ruwaard_sim.rules.language.syntax_tree import Condition, facts_in
from ruwaard_sim.rules.language.vocabulary import Fact, Vocabulary, VocabularyProblem, check_vocabulary
from ruwaard_sim.rules.tables.interpreter import holds
from ruwaard_sim.rules.tables.substitution import settled_condition
from ruwaard_sim.rules.tables.table import Rule, RuleProblem, Table
from ruwaard_sim.text import Text

Rulebook: TypeAlias = Mapping[str, Table]
"""The tables of one day by their id, all in the same vocabulary."""


@dataclass(frozen=True, slots=True)
class Implication:
    """For whomever *assume* holds (None: everyone), *then* holds."""

    assume: Condition | None
    then: Condition


@dataclass(frozen=True, slots=True)
class Rising:
    """Of two residents alike but for *fact*, the one who has more of it gets nothing lighter from *table*.

    *order* lists outcomes from light to heavy; those in one group weigh the same, those in none are not compared.
    Only residents for whom *assume* holds count.
    """

    table: str
    fact: str
    order: tuple[tuple[str, ...], ...]
    assume: Condition | None = None


@dataclass(frozen=True, slots=True)
class Neutral:
    """Two residents alike but for *fact* get the same from *tables* (none named: from all of them).

    Only residents for whom *assume* holds count.
    """

    fact: str
    tables: tuple[str, ...] = ()
    assume: Condition | None = None


@dataclass(frozen=True, slots=True)
class Spend:
    """Whenever *when* holds, *amount* is spent: a fact, a parameter, or (once parameters are filled in) a number."""

    when: Condition
    amount: str | int


@dataclass(frozen=True, slots=True)
class NeverNegative:
    """The demand that *pot* (a fact) always holds enough for all that is then spent from it.

    A pot that begins with something and is only spent from in this way is never overdrawn: each step leaves it
    at nothing or more, so the next step begins there again.
    """

    pot: str
    spends: tuple[Spend, ...]


Demand: TypeAlias = Implication | Rising | Neutral | NeverNegative


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A *guarantee* to residents in words, where it comes from, and what it demands of the rules."""

    id: str
    title: Text
    source: str
    demand: Demand


def outcome_facts(table: Table) -> tuple[Fact, ...]:
    """The words for what *table* answers: one with its outcomes as values, or a yes/no word for each offer."""
    if table.hit == "collect":
        return tuple(_offer(table.id, outcome) for outcome in table.outcomes)
    title = Text(f"de uitkomst van {table.id}", f"the outcome of {table.id}")
    return (Fact(table.id, "enum", None, table.outcomes, 0, len(table.outcomes) - 1, 0, title),)


def _offer(table: str, outcome: str) -> Fact:
    spoken = outcome.replace("_", " ")
    return Fact(f"{table}_{outcome}", "bool", None, (), 0, 1, 0, Text(f"{table} {spoken}", f"{table} {spoken}"))


def guarantee_facts(rulebook: Rulebook) -> tuple[Fact, ...]:
    """All facts a guarantee about *rulebook* may speak of: those of the rules, then the outcomes, table by table.

    Raises ValueError when the tables do not speak of the same facts.
    """
    facts = {table.vocabulary.facts for table in rulebook.values()}
    if len(facts) != 1:
        raise ValueError("a guarantee is about tables that speak of the same facts")
    return (*facts.pop(), *(fact for table in rulebook.values() for fact in outcome_facts(table)))


def guarantee_vocabulary(rulebook: Rulebook) -> Vocabulary:
    """The words in which a guarantee about *rulebook* is written; its conditions are read with these.

    Raises ValueError when an outcome has the name of a fact (:func:`check_rulebook` says so in words for a user).
    """
    table = next(iter(rulebook.values()))
    return Vocabulary(guarantee_facts(rulebook), table.vocabulary.parameters, table.vocabulary.whom)


def check_rulebook(rulebook: Rulebook) -> tuple[VocabularyProblem, ...]:
    """Every outcome that cannot be told from another word (R202), or cannot be written (R201)."""
    table = next(iter(rulebook.values()))
    return check_vocabulary(guarantee_facts(rulebook), table.vocabulary.parameters)


def outcome_of(words: tuple[int, ...], table: Table, rulebook: Rulebook) -> tuple[str, ...]:
    """The answer of *table* in *words* (values of :func:`guarantee_facts`): one outcome or none, or its offers."""
    count = len(table.vocabulary.facts)
    for name, other in rulebook.items():
        own = outcome_facts(other)
        if name == table.id:
            values = words[count : count + len(own)]
            if table.hit == "collect":
                return tuple(outcome for outcome, is_given in zip(table.outcomes, values, strict=True) if is_given)
            return (table.outcomes[values[0]],) if values[0] >= 0 else ()
        count += len(own)
    raise KeyError(table.id)


def answering(table: Table, facts: tuple[int, ...]) -> tuple[Rule, ...]:
    """The rules of *table* that answer for *facts*, by the reference evaluator: one or none, unless it collects."""
    parameters = table.vocabulary.parameter_values
    rules = (rule for rule in table.rules if rule.when is None or holds(rule.when.expression, facts, parameters))
    if table.hit == "collect":
        return tuple(rules)
    first = next(rules, None)
    return () if first is None else (first,)


def mentioned(demand: Demand, rulebook: Rulebook) -> tuple[str, ...]:
    """The tables of *rulebook* whose answers *demand* is about."""
    conditions: list[Condition | None] = []
    named: set[str] = set()
    match demand:
        case Implication(assume, then):
            conditions = [assume, then]
        case Rising(table, _, _, assume):
            conditions, named = [assume], {table}
        case Neutral(_, tables, assume):
            conditions, named = [assume], set(tables or rulebook)
        case NeverNegative(_, spends):
            conditions = [spend.when for spend in spends]
    used = {name for condition in conditions if condition for name in facts_in(condition.expression)}
    return tuple(
        name for name, table in rulebook.items() if name in named or used & {fact.name for fact in outcome_facts(table)}
    )


def demand_with_parameters(demand: Demand, vocabulary: Vocabulary) -> Demand:
    """*demand* with the parameters of *vocabulary* filled in."""

    def plain(condition: Condition | None) -> Condition | None:
        return None if condition is None else settled_condition(condition, vocabulary)

    def amount(written: str | int) -> str | int:
        return vocabulary.parameter_values.get(str(written), written)

    match demand:
        case Implication(assume, then):
            return Implication(plain(assume), settled_condition(then, vocabulary))
        case Rising() | Neutral():
            return replace(demand, assume=plain(demand.assume))
        case NeverNegative(pot, spends):
            return NeverNegative(
                pot, tuple(Spend(settled_condition(spend.when, vocabulary), amount(spend.amount)) for spend in spends)
            )


def possible_answers(
    rulebook: Rulebook,
    tables: Sequence[str],
    residents: Sequence[tuple[int, ...]],
    moments: Mapping[tuple[int, str], tuple[int, ...]] | None = None,
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way in which *tables* may answer *residents* together, by the reference evaluator.

    *moments* gives the facts of a resident (by number) when a table was asked, where these were others.

    Each is given as values of :func:`outcome_facts`, those of other tables 0. A rule that leaves room for judgement
    may give any of its answers, to each resident another; one that judges alike gives all of them the same.
    """
    asked = {
        (resident, name): answering(rulebook[name], (moments or {}).get((resident, name), facts))
        for name in tables
        for resident, facts in enumerate(residents)
    }
    rules = {
        _judgement(name, rule, resident): rule.answers for (resident, name), found in asked.items() for rule in found
    }
    for answers in product(*rules.values()):
        chosen = dict(zip(rules, answers, strict=True))
        given = {
            (resident, name): [chosen[_judgement(name, rule, resident)] for rule in found]
            for (resident, name), found in asked.items()
        }
        yield tuple(_words(rulebook, tables, resident, facts, given) for resident, facts in enumerate(residents))


_Judgement: TypeAlias = tuple[str, str, int | None]


def _judgement(table: str, rule: Rule, resident: int) -> _Judgement:
    """What is judged at once: equal for residents who get the same."""
    return (table, rule.id, None if rule.alike else resident)


def _words(
    rulebook: Rulebook,
    tables: Sequence[str],
    resident: int,
    facts: tuple[int, ...],
    given: Mapping[tuple[int, str], Sequence[str]],
) -> tuple[int, ...]:
    words = list(facts)
    for name, table in rulebook.items():
        rules = given.get((resident, name), ())
        if table.hit == "collect":
            words += [int(outcome in rules) for outcome in table.outcomes]
        elif name not in tables:
            words.append(0)
        else:
            words.append(table.outcomes.index(rules[0]) if rules else -1)
    return tuple(words)


def is_broken_by(demand: Demand, residents: Sequence[tuple[int, ...]], rulebook: Rulebook) -> bool:
    """True if *residents* show, by the interpreter, that *demand* is not met.

    Each is given as values of :func:`guarantee_facts`; two for a demand that compares two, the one with less of the
    fact first.
    """
    parameters = next(iter(rulebook.values())).vocabulary.parameter_values
    first, last = residents[0], residents[-1]
    index = {fact.name: number for number, fact in enumerate(guarantee_facts(rulebook))}

    def fits(condition: Condition | None) -> bool:
        return condition is None or all(holds(condition.expression, facts, parameters) for facts in residents)

    match demand:
        case Implication(assume, then):
            return fits(assume) and not holds(then.expression, first, parameters)
        case Rising(table, fact, order, assume):
            lighter = _is_answered_lighter([outcome_of(facts, rulebook[table], rulebook) for facts in residents], order)
            return fits(assume) and first[index[fact]] < last[index[fact]] and lighter
        case Neutral(fact, tables, assume):
            names = tables or tuple(rulebook)
            answers = [[outcome_of(facts, rulebook[name], rulebook) for name in names] for facts in residents]
            return fits(assume) and first[index[fact]] < last[index[fact]] and answers[0] != answers[1]
        case NeverNegative(pot, spends):
            spent = [
                amount if isinstance(amount, int) else first[index[amount]]
                for amount in (parameters.get(str(spend.amount), spend.amount) for spend in spends if fits(spend.when))
            ]
            return first[index[pot]] >= 0 and sum(spent) > first[index[pot]]


def _is_answered_lighter(outcomes: Sequence[Sequence[str]], order: Sequence[Sequence[str]]) -> bool:
    """True if both have an answer in *order* and that of the second is lighter than that of the first."""
    weight = {outcome: number for number, group in enumerate(order) for outcome in group}
    if not all(outcomes):
        return False
    heavy, light = (weight.get(outcome, -1) for outcome in (*outcomes[0], *outcomes[1]))
    return heavy > light >= 0


def check_guarantee(guarantee: Guarantee, rulebook: Rulebook) -> tuple[RuleProblem, ...]:
    """Every name in *guarantee* that *rulebook* cannot do anything with; its conditions were checked when read.

    R101 an outcome the table does not have, R105 an outcome named twice, R106 a table that is not there, R107 a
    table without one answer, R108 a fact without more and less, R030 two units, R302 an unknown fact.
    """
    return tuple(
        RuleProblem(guarantee.id, code, message(code, **words), suggested, words["word"])
        for code, words, suggested in _problems(guarantee.demand, rulebook)
    )


_Found: TypeAlias = Iterator[tuple[str, dict[str, str], str | None]]


def _problems(demand: Demand, rulebook: Rulebook) -> _Found:
    vocabulary = next(iter(rulebook.values())).vocabulary
    match demand:
        case Implication():
            return
        case Rising():
            yield from _number(demand.fact, vocabulary)
            yield from _table(demand.table, rulebook)
            if demand.table in rulebook:
                yield from _order(demand, rulebook[demand.table])
        case Neutral():
            yield from _fact(demand.fact, vocabulary)
            for table in demand.tables:
                yield from _table(table, rulebook)
        case NeverNegative():
            yield from _number(demand.pot, vocabulary)
            for spend in demand.spends:
                amount = str(spend.amount)
                if amount not in vocabulary.names:
                    yield "R302", {"word": in_short(amount)}, nearest(amount[:80].casefold(), vocabulary.names)
                elif vocabulary.parameter(amount) is None:
                    yield from _number(amount, vocabulary)
                yield from _units(demand.pot, amount, vocabulary)


def _fact(name: str, vocabulary: Vocabulary) -> _Found:
    if vocabulary.fact(name) is None:
        yield "R302", {"word": in_short(name)}, vocabulary.nearest_fact(name)


def _number(name: str, vocabulary: Vocabulary) -> _Found:
    yield from _fact(name, vocabulary)
    fact = vocabulary.fact(name)
    if fact is not None and fact.type == "enum":
        yield "R108", {"word": in_short(name)}, None


def _units(pot: str, amount: str, vocabulary: Vocabulary) -> _Found:
    first, second = vocabulary.fact(pot), vocabulary.fact(amount) or vocabulary.parameter(amount)
    if first is not None and second is not None and (first.type, first.unit) != (second.type, second.unit):
        units = {"unit": second.unit or "—", "other_unit": first.unit or "—"}
        yield "R030", {"word": in_short(amount), "other": in_short(pot), **units}, None


def _table(name: str, rulebook: Rulebook) -> _Found:
    if name not in rulebook:
        yield "R106", {"word": in_short(name)}, nearest(name[:80].casefold(), rulebook)


def _order(demand: Rising, table: Table) -> _Found:
    if table.hit == "collect":
        yield "R107", {"word": in_short(table.id)}, None
        return
    named = [outcome for group in demand.order for outcome in group]
    for outcome in dict.fromkeys(named):
        word = in_short(outcome)
        if outcome not in table.outcomes:
            yield "R101", {"word": word}, nearest(word.casefold(), table.outcomes)
        if named.count(outcome) > 1:
            yield "R105", {"word": word}, None

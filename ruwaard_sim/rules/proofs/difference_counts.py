"""Counts the cases of a population that two sets of rules answer differently, by kind of difference. Proves nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ruwaard_sim.rules.proofs.difference import DifferenceKind, Given, given_answers, same_words
from ruwaard_sim.rules.proofs.guarantees import Rulebook
from ruwaard_sim.rules.tables.compiled import compile_collect, compile_first
from ruwaard_sim.rules.tables.table import Table

Facts = Sequence[int]


def count_changes(before: Rulebook, after: Rulebook, population: Iterable[Facts]) -> Mapping[DifferenceKind, int]:
    """The number of cases of *population* for each kind of difference that occurs.

    A case is its facts, in the order of the vocabulary. Raises UsageError when the two do not have the same tables
    and facts.
    """
    same_words(before, after)
    cases = list(population)
    counts: Counter[DifferenceKind] = Counter()
    for name in before:
        first, second = before[name], after[name]
        if first.hit != "collect":
            counts += _count(name, _decided(first), _decided(second), cases)
            continue
        for offer in dict.fromkeys((*first.outcomes, *second.outcomes)):
            counts += _count(name, _offered(first, offer), _offered(second, offer), cases)
    return {kind: number for kind, number in counts.items() if kind.before != kind.after}


def _count(
    table: str, before: Callable[[Facts], Given], after: Callable[[Facts], Given], cases: Iterable[Facts]
) -> Counter[DifferenceKind]:
    return Counter(DifferenceKind(table, before(facts), after(facts)) for facts in cases)


def _decided(table: Table) -> Callable[[Facts], Given]:
    """A function from facts to the answers of the first rule that applies; none when no rule does."""
    decide = compile_first(table)
    answers = [given_answers(rule) for rule in (*table.rules, None)]
    return lambda facts: answers[decide(facts)]


def _offered(table: Table, offer: str) -> Callable[[Facts], Given]:
    """A function from facts to what a ``collect`` table offers of *offer*; with "" where only judgement offers it."""
    collect = compile_collect(table)
    levels = [(1 if rule.also else 2) if offer in rule.answers else 0 for rule in table.rules]
    answers: tuple[Given, ...] = ((), (offer, ""), (offer,))
    return lambda facts: answers[max((levels[index] for index in collect(facts)), default=0)]

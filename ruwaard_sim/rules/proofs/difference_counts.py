"""How many of a population are answered otherwise by two sets of rules, kind by kind. Proves nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ruwaard_sim.rules.proofs.difference import Given, Kind, same_words
from ruwaard_sim.rules.proofs.guarantees import Rulebook
from ruwaard_sim.rules.tables.columns import Columns, count_pairs, decide_columns, offered_columns
from ruwaard_sim.rules.tables.table import Table


def count_changes(before: Rulebook, after: Rulebook, population: Columns) -> Mapping[Kind, int]:
    """Of how many cases in *population* each kind of difference is, those that occur.

    Raises UsageError when the two do not have the same tables and facts, and ValueError for a population that
    :func:`~ruwaard_sim.rules.tables.columns.decide_columns` refuses.
    """
    same_words(before, after)
    counts: Counter[Kind] = Counter()
    for name in before:
        first, second = before[name], after[name]
        if first.hit != "collect":
            answers_of = (_answers(first), _answers(second))
            pairs = count_pairs(decide_columns(first, population), decide_columns(second, population))
            _add(counts, name, answers_of, pairs)
            continue
        for offer in dict.fromkeys((*first.outcomes, *second.outcomes)):
            sides = [offered_columns(table, offer, population) for table in (first, second)]
            levels: Mapping[int, Given] = {0: (), 1: (offer, ""), 2: (offer,)}
            _add(counts, name, (levels, levels), count_pairs(*sides))
    return {kind: number for kind, number in counts.items() if kind.before != kind.after}


def _add(
    counts: Counter[Kind],
    table: str,
    answers_of: tuple[Mapping[int, Given], Mapping[int, Given]],
    pairs: Mapping[tuple[int, int], int],
) -> None:
    for (first, second), number in pairs.items():
        counts[Kind(table, answers_of[0][first], answers_of[1][second])] += number


def _answers(table: Table) -> Mapping[int, Given]:
    """What the rule at each place gives; nothing at -1."""
    return {-1: (), **{index: rule.answers for index, rule in enumerate(table.rules)}}

"""A guarantee holds for a range of thresholds just when it holds for each of them by itself."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from rule_world import guarantee_of, table
from small_world import SMALL, conditions, tables

from ruwaard_sim.rules import Prover, Table, Vocabulary
from ruwaard_sim.rules.proofs.guarantee_proofs import prove
from ruwaard_sim.rules.proofs.guarantees import Guarantee
from ruwaard_sim.rules.proofs.threshold_ranges import threshold_ranges

LOW, HIGH = 0, 3
PROMISES = (
    {"rising": "zwaarte", "table": "t", "order": ["a", "b", "c"]},
    {"neutral": "wil", "tables": ["t"]},
)


RULES = tables("first", judgement=True)


def with_threshold(rules: Table, value: int, span: tuple[int, int] | None = None) -> Table:
    """The table in which the threshold is *value*, and can be what *span* says."""
    (threshold,) = rules.vocabulary.parameters
    parameter = dataclasses.replace(threshold, value=value, range=span)
    return dataclasses.replace(rules, vocabulary=dataclasses.replace(rules.vocabulary, parameters=(parameter,)))


def holds_at(rules: Table, written: dict[str, Any], value: int, impossible: Any) -> bool:
    """Whether the guarantee is proved with this threshold."""
    book = {"t": with_threshold(rules, value)}
    return prove(book, guarantee_of(written, book), impossible).status == "proved"


@settings(deadline=None, max_examples=40)
@given(
    tables("first", judgement=True),
    st.sampled_from(PROMISES),
    st.integers(LOW, HIGH),
    st.lists(conditions(), max_size=1),
)
def test_a_range_is_proved_just_when_each_of_its_values_is(
    rules: Table, written: dict[str, Any], mode: int, impossible: Any
) -> None:
    """Counting is the proof: every value one by one, and how far one may go from the mode."""
    if not holds_at(rules, written, mode, impossible):
        return
    book = {"t": with_threshold(rules, mode, (LOW, HIGH))}
    found = threshold_ranges(book, guarantee_of(written, book), impossible)
    each = [holds_at(rules, written, value, impossible) for value in range(LOW, HIGH + 1)]
    if found is None:
        assert all(each)
        return
    assert found.everywhere == all(each)
    (limit,) = found.limits
    assert all(each[limit.low : limit.high + 1])
    if not found.everywhere:
        assert limit.breaks is not None
        assert limit.low == LOW or not each[limit.low - 1]
        assert limit.high == HIGH or not each[limit.high + 1]


def guarantee(rules: Table) -> Guarantee:
    """Whoever is treated for little goes home."""
    return guarantee_of({"assume": "zwaarte <= 2", "then": "proef == thuis"}, {"proef": rules})


def test_how_far_a_threshold_may_go_is_told_with_who_shows_it() -> None:
    """Light questions go home as long as the threshold is 2 or more; at 1 somebody with 2 does not."""
    rules = table("R1: thuis when zwaarte <= drempel_licht; R2: mdo")
    light, *others = rules.vocabulary.parameters
    words = (dataclasses.replace(light, range=(0, 8)), *others)
    rules = dataclasses.replace(rules, vocabulary=Vocabulary(rules.vocabulary.facts, words, rules.vocabulary.whom))
    found = threshold_ranges({"proef": rules}, guarantee(rules))
    assert found is not None
    assert found.everywhere is False
    (limit,) = found.limits
    assert (limit.parameter.name, limit.low, limit.high) == ("drempel_licht", 2, 8)
    assert limit.breaks is not None
    assert "drempel_licht=1" in limit.breaks.residents[0].written
    assert Prover().thresholds({"proef": rules}, guarantee(rules)) == found


def test_a_threshold_that_is_certain_needs_no_range() -> None:
    """Nor does one that the rules in question do not ask."""
    rules = table("R1: thuis when zwaarte <= drempel_licht; R2: mdo")
    assert threshold_ranges({"proef": rules}, guarantee(rules)) is None
    assert SMALL.parameters[0].range is None

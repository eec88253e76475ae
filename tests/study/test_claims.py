"""No sentence says more than its numbers: whatever the figures, a direction is told only where they bear it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_summary import LINES

from ruwaard_sim.report import claims as claiming
from ruwaard_sim.report import summary
from ruwaard_sim.report.claims import FEWEST, LIKELY, claims, verdict_on
from ruwaard_sim.report.summary import say
from ruwaard_sim.study.statistics import Comparison, Difference, summarise

DIRECTIONS = re.compile(r"\b(meer|minder|korter|langer|hoger|lager)\b")
UP, DOWN = {"meer", "langer", "hoger"}, {"minder", "korter", "lager"}
NAMES = ("asked", "wait", "paid", "on_time")
VALUES = st.lists(st.floats(-50, 50).map(lambda value: round(value, 2)), min_size=2, max_size=25)


def compared(steps: dict[str, list[float]]) -> Comparison:
    """A baseline of 100, and a variant that differs from it by *steps* in each replication."""
    rows = []
    for name, values in steps.items():
        for replication, step in enumerate(values, start=1):
            rows += [("now", replication, "all", name, 100.0), ("new", replication, "all", name, 100.0 + step)]
    return summarise(rows, "now", ["new"])


def overclaims(comparison: Comparison) -> list[str]:
    """The claims of which the Dutch words say more than the numbers of the comparison bear."""
    wrong = []
    for (variant, name), claim in claims(comparison, LINES).items():
        truth = comparison.differences[variant, name, "all"]
        sentence = say(claim, "nl")
        words = DIRECTIONS.findall(sentence)
        assert truth.low is not None
        assert truth.high is not None
        if not words:
            bears = max(abs(truth.low), abs(truth.high)) <= claim.indicator.matters or truth.low == truth.high == 0
        elif sentence.startswith("tussen"):
            bears = truth.low <= 0 <= truth.high
        elif "doorrekeningen" in sentence:
            agree, of = map(int, re.findall(r"in (\d+) van de (\d+)", sentence)[0])
            bears = of == truth.count >= FEWEST and agree / of >= LIKELY - 0.5 / of
            bears = bears and (words[0] in UP) == ((truth.mean or 0) > 0) and agree == lower_or_higher(truth)
        else:
            bears = (truth.low > 0 and words[0] in UP) or (truth.high < 0 and words[0] in DOWN)
            bears = bears and margin_of(sentence) >= 0.79 * (truth.half_width or 0.0) * factor_of(claim)
        if not bears:
            wrong.append(sentence)
    return wrong


def lower_or_higher(truth: Difference) -> int:
    """In how many replications the difference goes the way of its mean."""
    assert truth.p_lower is not None
    share = truth.p_lower if (truth.mean or 0) < 0 else 1 - truth.p_lower
    return round(share * truth.count)


def factor_of(claim: Any) -> float:
    """By how much a figure is multiplied when it is shown."""
    return 100.0 if claim.indicator.unit == "share" else 1.0


def margin_of(sentence: str) -> float:
    """The margin that stands in a Dutch sentence."""
    text = re.findall(r"± ([\d.,]+)", sentence)[0]
    return float(text.replace(".", "").replace(",", "."))


@settings(deadline=None, max_examples=150)
@given(st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)))
def test_no_sentence_says_more_than_its_numbers(steps: dict[str, list[float]]) -> None:
    """A direction word is borne by the interval, or comes with its frequency, or both ends are told."""
    assert overclaims(compared(steps)) == []


CLEAR = {"asked": [5.0, 6.0, 7.0, 5.5], "wait": [-4.0, -5.0, -4.5, -6.0], "paid": [9e5, 9.1e5, 8.8e5, 9e5]}


def swapped(difference: Difference) -> Difference:
    """The difference as if the variants were exchanged."""
    low, high, mean = (None if part is None else -part for part in (difference.high, difference.low, difference.mean))
    return Difference(mean, low, high, difference.count, difference.missing, 1 - (difference.p_lower or 0.0))


def halved(difference: Difference) -> Difference:
    """The difference with half its margin."""
    half, mean = (difference.half_width or 0.0) / 2, difference.mean or 0.0
    return Difference(mean, mean - half, mean + half, difference.count, difference.missing, difference.p_lower)


@pytest.mark.parametrize("mutant", [swapped, halved], ids=["variants swapped", "margin halved"])
def test_a_claim_about_other_numbers_is_found_out(
    mutant: Callable[[Difference], Difference], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law notices a sentence made of differences the wrong way round, or of margins that are too narrow."""
    comparison = compared(CLEAR)
    right = claims

    def wrong(of: Comparison, indicators: Any) -> Any:
        differences = {key: mutant(difference) for key, difference in of.differences.items()}
        return right(
            Comparison(of.baseline, of.variants, of.periods, of.replications, of.estimates, differences), indicators
        )

    monkeypatch.setitem(globals(), "claims", wrong)
    assert overclaims(comparison)


def test_a_word_with_the_wrong_sign_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """*Longer* where it is shorter."""
    right = summary._direction
    monkeypatch.setattr(summary, "_direction", lambda indicator, *, more: right(indicator, more=not more))
    assert overclaims(compared(CLEAR))


def test_a_direction_without_a_margin_that_bears_it_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A difference that may as well be none, told as one."""
    monkeypatch.setattr(claiming, "verdict_on", lambda *_: "more")
    assert overclaims(compared({"wait": [-3.0, 4.0, -1.0, 2.0]}))


@settings(deadline=None, max_examples=60)
@given(VALUES, st.floats(0, 20))
def test_what_does_not_matter_has_no_direction(values: list[float], matters: float) -> None:
    """Where the whole interval is smaller than anybody would act on; and never where it is not."""
    difference = compared({"wait": values}).differences["new", "wait", "all"]
    assert difference.low is not None
    assert difference.high is not None
    small = max(abs(difference.low), abs(difference.high)) <= matters
    verdict = verdict_on(difference, matters)
    assert (verdict == "equal") == (small or difference.low == difference.high == 0)
    assert verdict is not None
    assert not math.isnan(difference.low)


@settings(deadline=None, max_examples=60)
@given(st.fixed_dictionaries(dict.fromkeys(("wait", "wait_home", "paid", "own", "on_time"), VALUES)))
def test_a_gain_is_never_told_alone_when_something_got_worse(steps: dict[str, list[float]]) -> None:
    """Whatever got worse beyond its margin: a sentence with a gain has the other side, across groups and units."""
    comparison = compared(steps)
    made = claims(comparison, LINES)
    better = [claim for (_, name), claim in made.items() if name in ("wait", "paid") and claim.gain]
    worse = [claim for claim in made.values() if claim.gain is False and claim.directed]
    told = summary.summary_sentences(comparison, LINES, ("wait", "paid"), "en")
    if better and worse:
        (sentence,) = [line for line in told if line.startswith("With new:")]
        beside = any(claim.indicator.name == "on_time" for claim in worse) and "on time" in sentence
        assert "Against that:" in sentence or beside

"""A study in a few sentences: what differs, how much, and what stands against it; and nothing within its margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from ruwaard_sim.report.study_view import ShownIndicator
from ruwaard_sim.report.summary import summary_sentences
from ruwaard_sim.study.statistics import Comparison, summarise
from ruwaard_sim.text import Lang, Text

HEADLINE = ("asked", "wait", "paid")
Figures = Mapping[str, Sequence[float]]
"""By name the values in each replication."""


def _line(
    name: str,
    title: Text,
    unit: str,
    group: str,
    *,
    effect: bool = True,
    belief: bool = False,
    better: Any = None,
    matters: float = 0.0,
    still: str | None = None,
    on_time: str | None = None,
) -> ShownIndicator:
    decimals = int(unit == "days")
    return ShownIndicator(
        name, title, unit, group, Text(group, group), decimals, still, effect, belief, better, matters, on_time
    )


LINES = (
    _line("asked", Text("vragen", "questions"), "cases/year", "demand"),
    _line("decided", Text("besluiten", "decisions"), "cases/year", "demand"),
    _line(
        "wait", Text("vraag tot hulp", "question to help"), "days", "waiting",
        better="lower", matters=1.0, still="waiting", on_time="on_time",
    ),
    _line("waiting", Text("wacht nog", "still waits"), "cases", "waiting", better="lower", matters=5.0),
    _line(
        "wait_home", Text("wachten op hulp thuis", "wait for help at home"), "days", "waiting",
        better="lower", matters=1.0,
    ),
    _line("on_time", Text("hulp op tijd", "help in time"), "share", "waiting", better="higher", matters=0.01),
    _line("paid", Text("betaald", "paid"), "EUR/year", "cost", better="lower", matters=5_000.0),
    _line("pgb", Text("waarvan pgb", "of which pgb"), "EUR/year", "cost", better="lower"),
    _line("own", Text("eigen bijdragen", "own contributions"), "EUR/year", "cost", better="lower"),
    _line("registered", Text("geregistreerd", "registered"), "persons", "demand", effect=False),
    _line("well", Text("welbevinden", "wellbeing"), "points", "outcome", belief=True),
)  # fmt: skip
NOW: Figures = {
    "asked": (700, 702, 698, 700),
    "decided": (500, 501, 499, 500),
    "wait": (44, 45, 43, 44),
    "waiting": (80, 80, 80, 80),
    "wait_home": (10, 10, 10, 10),
    "on_time": (0.8, 0.8, 0.8, 0.8),
    "paid": (3_000_000, 3_010_000, 2_990_000, 3_000_000),
    "pgb": (100_000, 100_000, 100_000, 100_000),
    "own": (130_000, 131_000, 129_000, 130_000),
    "registered": (400, 400, 400, 400),
    "well": (7, 7, 7, 7),
}


def _compared(others: Mapping[str, Figures], *, replications: int = 4) -> Comparison:
    """*now* beside variants that have other values of some figures, for the whole period and for one year."""
    rows = [
        (variant, replication, period, name, float(value))
        for variant, changed in {"now": {}, **others}.items()
        for name, values in {**NOW, **changed}.items()
        for replication, value in enumerate(values[:replications], start=1)
        for period in ("all", "2018")
    ]
    return summarise(rows, "now", list(others))


def _told(others: Mapping[str, Figures], lang: Lang = "en", *, replications: int = 4) -> tuple[str, ...]:
    return summary_sentences(_compared(others, replications=replications), LINES, HEADLINE, lang)


FASTER: Figures = {
    "wait": (20, 22, 20, 21),
    "wait_home": (40, 41, 39, 40),
    "paid": (3_000_500, 3_009_000, 2_990_000, 3_000_000),
}


def test_a_gain_is_told_with_the_loss_that_goes_with_it() -> None:
    """Who reads one sentence knows what became shorter, by how much, from what it came, and what it costs whom."""
    assert _told({"new": FASTER})[0] == (
        "With new: question to help: 23.2 ± 0.8 days shorter (now: 44.0). "
        "Against that: wait for help at home: 30.0 ± 1.3 days longer (now: 10.0)."
    )
    assert _told({"new": FASTER}, "nl")[0] == (
        "Met new: vraag tot hulp: 23,2 ± 0,8 dagen korter (now: 44,0). "
        "Daar staat tegenover: wachten op hulp thuis: 30,0 ± 1,3 dagen langer (now: 10,0)."
    )


def test_a_loss_of_another_kind_stands_beside_a_gain_as_well() -> None:
    """A saving is told with those who wait, whatever group and unit they are counted in."""
    cheaper: Figures = {"paid": (2_000_000, 2_010_000, 1_990_000, 2_000_000), "waiting": (2_780, 2_781, 2_779, 2_780)}
    (first, *_) = _told({"new": cheaper})
    assert "paid: € 1,000,000 ± 0 less a year" in first
    assert "Against that: still waits: 2,700 ± 1 cases more (now: 80)." in first


def test_a_mean_wait_is_told_with_who_still_waits_and_the_share_on_time() -> None:
    """A shorter mean of those who were helped says nothing of those who were not."""
    moved: Figures = {**FASTER, "waiting": (300, 301, 299, 300), "on_time": (0.6, 0.61, 0.6, 0.6)}
    (first, *_) = _told({"new": moved})
    assert (
        "days shorter, 220 ± 1 people more still waiting, on time 20 ± 1 percentage points lower (now: 44.0)" in first
    )


def test_how_many_ask_is_neither_good_nor_bad() -> None:
    """It has a sentence of its own, and fewer decisions beside it are no drawback."""
    moved: Figures = {"asked": (750, 752, 748, 751), "decided": (100, 101, 99, 101)}
    told = _told({"new": moved})
    assert told[0] == "Questions: 50 ± 1 more a year (now: 700)."
    assert not any("Against that" in sentence for sentence in told)


def test_what_is_too_small_to_matter_is_called_practically_equal() -> None:
    """A clear difference of half a day is no reason to act; nor is it hidden that it was looked at."""
    told = _told({"new": {"wait": (43.6, 44.6, 42.6, 43.6), "own": (0, 0, 0, 0)}})
    assert "Practically equal: questions; question to help; paid." in told


def test_without_a_direction_the_ends_are_told() -> None:
    """A margin that reaches past zero gives both ends, each with its own word."""
    told = _told({"new": {"wait": (20, 70, 50, 41)}}, "nl")
    assert told[0].startswith(
        "Niet te zeggen is de richting van vraag tot hulp: tussen 31,3 dagen korter en 33,8 dagen"
    )
    assert told[0].endswith("langer.")


def test_a_likely_direction_has_its_frequency() -> None:
    """From four of five replications on, of twenty or more: the word, in how many, and both ends."""
    rows = []
    for replication in range(1, 26):
        step = 45.0 if replication % 6 == 0 else -10.0
        rows += [("now", replication, "all", "wait", 44.0), ("new", replication, "all", "wait", 44.0 + step)]
    told = summary_sentences(summarise(rows, "now", ["new"]), LINES, HEADLINE, "nl")
    assert "vraag tot hulp: waarschijnlijk korter: in 21 van de 25 doorrekeningen (tussen" in told[0]
    few = [row for row in rows if row[1] < 20]
    told = summary_sentences(summarise(few, "now", ["new"]), LINES, HEADLINE, "nl")
    assert told[0].startswith("Niet te zeggen is de richting van vraag tot hulp: tussen")


def test_a_difference_that_changes_over_the_years_is_told_with_both_ends() -> None:
    """A mean of five years hides that it melts away."""
    rows = [
        (variant, replication, period, "paid", 3_000_000.0 + extra * (variant == "new") + replication)
        for period, extra in (("all", 126_000), ("2018", 228_000), ("2022", 56_000))
        for variant in ("now", "new")
        for replication in range(1, 5)
    ]
    told = summary_sentences(summarise(rows, "now", ["new"]), LINES, HEADLINE, "nl")
    assert "verschil in 2018 228.000, in 2022 56.000" in told[0]


def test_several_variants_each_have_a_sentence() -> None:
    """Each with its own gains and losses; what is neither better nor worse shares one."""
    slower: Figures = {"wait": (54, 55, 53, 54), "asked": (800, 802, 798, 800)}
    told = _told({"new": {**FASTER, "asked": (750, 752, 748, 750)}, "slow": slower})
    assert told[0] == "Questions: with new 50 ± 0 more a year, with slow 100 ± 0 more a year (now: 700)."
    assert told[1].startswith("With new: question to help: 23.2 ± 0.8 days shorter")
    assert told[2] == "With slow: question to help: 10.0 ± 0 days longer (now: 44.0)."


def test_a_variant_that_changes_nothing_is_said_to_change_nothing() -> None:
    """In one sentence, at the start; the others are told as ever."""
    told = _told({"same": {}, "new": FASTER})
    assert told[0] == "Same: no figure changes; all is as in now, in every replication."
    assert told[1].startswith("With new: question to help")
    assert _told({"same": {}}, "nl") == (
        "Same: er verandert geen enkel cijfer; alles is in elke doorrekening als in now.",
    )


@pytest.mark.parametrize("name", ["registered", "well", "pgb"])
def test_a_change_that_cancels_out_is_a_change(name: str) -> None:
    """Equal on average is not equal; a figure that is never told as an effect counts as well."""
    first, second, *rest = NOW[name]
    moved = {name: (first + 1, second - 1, *rest)}
    assert not any("no figure changes" in sentence for sentence in _told({"new": moved}))


def test_registration_and_belief_are_never_told_as_effects() -> None:
    """However large the difference; nor are they among the figures that are counted."""
    moved: Figures = {**FASTER, "registered": (100, 100, 100, 100), "well": (9, 9, 9, 9)}
    told = _told({"new": moved})
    assert not any("registered" in sentence.lower() or "wellbeing" in sentence.lower() for sentence in told)
    assert told[-1] == "For 2 of 9 figures the difference is too large for chance."


def test_a_figure_that_only_a_variant_has_is_told_without_a_difference() -> None:
    """How long children wait is what the study asks, also where nobody helped children before."""
    rows = [
        (variant, replication, "all", name, value)
        for variant, name, value in (("now", "wait", 44.0), ("new", "wait", 20.0), ("new", "on_time", 0.5))
        for replication in range(1, 5)
    ]
    told = summary_sentences(summarise(rows, "now", ["new"]), LINES, ("wait", "on_time"), "en")
    assert "Help in time: new 50 ± 0 %; there is no such thing in now." in told


def test_margins_over_draws_are_not_called_chance() -> None:
    """Where values were drawn a margin is mostly about these, and that is said instead."""
    rows = [
        (variant, replication, "all", "wait", value + step * replication)
        for variant, value, step in (("now", 44.0, 0.1), ("new", 20.0, 0.3))
        for replication in range(1, 9)
    ]
    draws = {replication: f"draw {replication // 2}" for replication in range(1, 9)}
    told = summary_sentences(summarise(rows, "now", ["new"], draws), LINES, HEADLINE, "en", drawn=True)
    assert told[0].startswith("With new: question to help: 23.1 ± ")
    assert told[-1].endswith("the difference exceeds its margin, which is also about values that nobody knows.")


def test_rounding_does_not_make_a_difference_look_like_none() -> None:
    """1.4 ± 0.8 would be shown as 1 ± 1, of which nobody understands why it is told."""
    assert _told({"new": {"asked": (701, 704, 699.5, 701)}})[0] == "Questions: 1.4 ± 0.8 more a year (now: 700)."
    close = _told({"new": {"asked": (700.6, 704.6, 699.1, 701.4)}})
    assert close[0] == "Questions: 1.43 ± 1.35 more a year (now: 700)."


def test_one_replication_has_no_differences_to_tell() -> None:
    """Without a margin nothing exceeds it, and *no difference* would be untrue."""
    assert _told({"new": FASTER}, replications=1) == ()
    assert len(_told({"same": {}}, replications=1)) == 1

"""A study in a few sentences: what differs, how much, and what stands against it; and nothing within its margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from ruwaard_sim.report.study_view import ShownIndicator
from ruwaard_sim.report.summary import summary_sentences
from ruwaard_sim.study.statistics import Comparison, summarise
from ruwaard_sim.text import Lang, Text

HEADLINE = ("asked", "wait", "paid")
Figures = Mapping[str, Sequence[float]]
"""By name the values in each replication."""


def _line(
    name: str, title: Text, unit: str, group: str, *, effect: bool = True, belief: bool = False
) -> ShownIndicator:
    return ShownIndicator(name, title, unit, group, Text(group, group), int(unit == "days"), None, effect, belief)


LINES = (
    _line("asked", Text("vragen", "questions"), "cases/year", "demand"),
    _line("decided", Text("besluiten", "decisions"), "cases/year", "demand"),
    _line("wait", Text("vraag tot hulp", "question to help"), "days", "waiting"),
    _line("wait_home", Text("wachten op hulp thuis", "wait for help at home"), "days", "waiting"),
    _line("on_time", Text("hulp op tijd", "help in time"), "share", "waiting"),
    _line("paid", Text("betaald", "paid"), "EUR/year", "cost"),
    _line("pgb", Text("waarvan pgb", "of which pgb"), "EUR/year", "cost"),
    _line("own", Text("eigen bijdragen", "own contributions"), "EUR/year", "cost"),
    _line("registered", Text("geregistreerd", "registered"), "persons", "demand", effect=False),
    _line("well", Text("welbevinden", "wellbeing"), "points", "outcome", belief=True),
)
NOW: Figures = {
    "asked": (700, 702, 698, 700),
    "decided": (500, 501, 499, 500),
    "wait": (44, 45, 43, 44),
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


def test_a_clear_difference_is_told_with_its_direction_size_and_margin() -> None:
    """Who reads one sentence knows what became shorter, by how much, how sure that is, and from what it came."""
    assert "Question to help: in new 23.2 ± 0.8 days shorter than in now (44.0)." in _told({"new": FASTER})
    assert "Vraag tot hulp: in new 23,2 ± 0,8 dagen korter dan in now (44,0)." in _told({"new": FASTER}, "nl")


def test_what_lies_within_its_margin_is_never_told_as_a_difference() -> None:
    """The payments differ a little by chance: they are named among what shows no difference, without a figure."""
    told = _told({"new": FASTER})
    assert "No difference beyond its margin: questions; paid." in told
    assert not any("€" in sentence for sentence in told)


def test_what_got_worse_stands_beside_what_got_better() -> None:
    """A shorter wait for all does not hide a longer one for some: the largest difference the other way is told."""
    told = _told({"new": FASTER})
    assert "Against that: wait for help at home 30.0 ± 1.3 days longer." in told
    better = {**FASTER, "wait_home": (9, 9, 9, 9)}
    assert not any("help at home" in sentence for sentence in _told({"new": better})), "this goes the same way"


def test_what_got_worse_is_told_of_each_variant_by_its_own_measure() -> None:
    """A large gain in one variant hides no loss in another, and nobody with the same loss is left out."""
    small: Figures = {"wait": (43, 44, 42, 43), "wait_home": (12, 12, 12, 12)}
    alone, beside = _told({"small": small}), _told({"small": small, "new": FASTER, "other": FASTER})
    assert "Against that: wait for help at home 2.0 ± 0 days longer." in alone
    assert (
        "Against that: wait for help at home in small 2.0 ± 0 days longer, in new 30.0 ± 1.3 days longer, "
        "in other 30.0 ± 1.3 days longer." in beside
    )


def test_how_many_ask_is_neither_good_nor_bad() -> None:
    """Fewer decisions beside more questions is no drawback."""
    moved: Figures = {"asked": (750, 752, 748, 751), "decided": (100, 101, 99, 101)}
    assert not any("Against that" in sentence for sentence in _told({"new": moved}))


def test_a_figure_that_only_a_variant_has_is_told_without_a_difference() -> None:
    """How long children wait is what the study asks, also where nobody helped children before."""
    told = summary_sentences(_compared({"new": FASTER}), LINES, ("wait", "on_time"), "en")
    assert not any("there is no such thing" in sentence for sentence in told), "here the baseline has it"
    rows = [
        (variant, replication, "all", name, value)
        for variant, name, value in (("now", "wait", 44.0), ("new", "wait", 20.0), ("new", "on_time", 0.5))
        for replication in range(1, 5)
    ]
    told = summary_sentences(summarise(rows, "now", ["new"]), LINES, ("wait", "on_time"), "en")
    assert "Help in time: in new 50 ± 0 %; there is no such thing in now." in told


def test_a_trifle_is_no_counterweight() -> None:
    """A wait that is 1 day longer does not weigh against one that is 23 days shorter."""
    trifle = {**FASTER, "wait_home": (11, 11, 11, 11)}
    assert not any("help at home" in sentence for sentence in _told({"new": trifle}))


def test_a_part_is_named_with_its_whole() -> None:
    """*Of which pgb* means nothing in a sentence of its own."""
    less = {"pgb": (10_000, 10_000, 10_000, 10_000)}
    assert "Against that: paid, of which pgb € 90,000 ± 0 less a year." in _told({"new": less})


def test_several_variants_share_a_sentence_and_who_does_not_differ_is_not_in_it() -> None:
    """Each with its own figure; the counterweight says of which variant it is."""
    slower: Figures = {"wait": (54, 55, 53, 54)}
    told = _told({"new": FASTER, "slow": slower, "dear": {"paid": (3_100_000, 3_110_000, 3_090_000, 3_100_000)}})
    assert "Question to help: in new 23.2 ± 0.8 days shorter, in slow 10.0 ± 0 days longer than in now (44.0)." in told
    assert "Paid: in dear € 100,000 ± 0 more a year than in now (3,000,000)." in told
    assert "Against that: wait for help at home in new 30.0 ± 1.3 days longer." in told


def test_a_variant_that_changes_nothing_is_said_to_change_nothing() -> None:
    """In one sentence, at the start; the others are told as ever."""
    told = _told({"same": {}, "new": FASTER})
    assert told[0] == "In same no figure changes: all is as in now, in every replication."
    assert "Question to help: in new 23.2 ± 0.8 days shorter than in now (44.0)." in told
    assert _told({"same": {}}, "nl") == (
        "In same verandert geen enkel cijfer: alles is in elke doorrekening als in now.",
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
    assert told[-1] == "For 2 of 8 figures the difference is too large for chance."


def test_where_luck_plays_no_part_it_is_not_named() -> None:
    """A difference that is the same in every replication is arithmetic."""
    told = _told({"new": {"own": (0, 1000, -1000, 0)}})
    assert told[-1] == "For 1 of 8 figures there is a difference, the same in every replication."


def test_margins_over_draws_are_not_called_chance() -> None:
    """Where values were drawn a margin is mostly about these, and that is said instead."""
    rows = [
        (variant, replication, "all", "wait", value + step * replication)
        for variant, value, step in (("now", 44.0, 0.1), ("new", 20.0, 0.3))
        for replication in range(1, 9)
    ]
    draws = {replication: f"draw {replication // 2}" for replication in range(1, 9)}
    told = summary_sentences(summarise(rows, "now", ["new"], draws), LINES, HEADLINE, "en", drawn=True)
    assert told[0].startswith("Question to help: in new 23.1 ± ")
    assert told[-1].endswith("the difference exceeds its margin, which is also about values that nobody knows.")


def test_rounding_does_not_make_a_difference_look_like_none() -> None:
    """1.4 ± 0.8 would be shown as 1 ± 1, of which nobody understands why it is told."""
    told = _told({"new": {"asked": (701, 704, 699.5, 701)}})
    assert told[0] == "Questions: in new 1.4 ± 0.8 more a year than in now (700)."
    close = _told({"new": {"asked": (700.6, 704.6, 699.1, 701.4)}})
    assert close[0] == "Questions: in new 1.43 ± 1.35 more a year than in now (700)."


def test_one_replication_has_no_differences_to_tell() -> None:
    """Without a margin nothing exceeds it, and *no difference* would be untrue."""
    assert _told({"new": FASTER}, replications=1) == ()
    assert len(_told({"same": {}}, replications=1)) == 1


def test_however_much_there_is_to_tell_the_count_comes_last() -> None:
    """With every headline figure moved, something against each, and a variant that changes nothing."""
    moved: Figures = {
        **FASTER,
        "asked": (750, 752, 748, 751),
        "decided": (100, 101, 99, 101),
        "paid": (3_200_000, 3_210_000, 3_190_000, 3_200_000),
        "own": (0, 0, 0, 0),
    }
    told = _told({"same": {}, "new": moved})
    assert len(told) == 1 + len(HEADLINE) + 2
    assert told[-1].startswith("For 6 of 8 figures")

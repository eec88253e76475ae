"""Stories about prevention: after which help, for how long, at whose hours, and which needs stay away by it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_wijk import DOMAINS, Story, live, need, provision, regime, staff
from wijken import Wijk, everywhere, figures, law, lived, same_facts, shipped, wijken

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.prevention import FewerLaterNeeds
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Regime

HALF = FewerLaterNeeds(
    by="ggd.preventie", effort=120.0, pace=60.0, after=("algemeen",), thins={"contact": 0.5}, lasts=100.0
)
"""Two hours in two weeks after general help; then for a hundred days half of the needs for contact."""


def wijk(prevention: FewerLaterNeeds, hours: float = 99, **more: Any) -> Regime:
    """A wijk where light needs are talked over for two weeks, others helped at home. Every threshold is 0.5."""
    return regime(
        provision("praten", "algemeen"),
        provision("thuis", "eigen"),
        routes=(("zwaarte <= 5", "praten"), (None, "thuis")),
        groups=[staff("ggd", hours, {"preventie": 1.0})],
        prevention=prevention,
        **more,
    )


def averted(story: Story) -> list[tuple[float, str, str]]:
    """(day, who, leefdomein) of each need that stayed away."""
    return [
        (day, story.names[int(who)], DOMAINS[int(what)])
        for day, kind, _, what, who, _ in story.history.rows.tolist()
        if kind == EventKind.AVERTED
    ]


def test_a_need_stays_away_from_when_prevention_is_done_until_it_has_worn_off() -> None:
    """Helped until day 14, prevention until day 28, and then until day 128: what comes between stays away."""
    second = {"ervoor": 27.0, "erna": 29.0, "net": 127.0, "uitgewerkt": 129.0}
    story = live(wijk(HALF), *(need(who, day) for who, later in second.items() for day in (0.0, later)))
    assert averted(story) == [(29, "erna", "contact"), (127, "net", "contact")]
    asked = [(who, day) for who, _, day in story.told(EventKind.CONTACT) if day > 0]
    assert asked == [("ervoor", 27), ("uitgewerkt", 129)]


def test_only_the_needs_named_stay_away() -> None:
    """Prevention about contact does nothing for the household."""
    story = live(wijk(HALF), need("a", 0), need("a", 40, "huishouden"), need("a", 41))
    assert averted(story) == [(41, "a", "contact")]


def test_only_the_help_named_is_followed_by_prevention() -> None:
    """Who was helped in the own network is offered none."""
    assert averted(live(wijk(HALF), need("a", 0, severity=6), need("a", 40))) == []


@pytest.mark.parametrize(("factor", "demand", "away"), [(0.5, 1.0, 1), (0.51, 1.0, 0), (0.51, 0.9, 1), (0.6, 0.9, 0)])
def test_a_need_stays_away_when_its_threshold_is_above_what_is_left(factor: float, demand: float, away: int) -> None:
    """The need with threshold 0.5 is felt where the demand times the factor is more than that."""
    rows = ((demand,) * 3,) * len(DOMAINS)
    story = live(wijk(replace(HALF, thins={"contact": factor}), demand=rows), need("a", 0), need("a", 40))
    assert len(averted(story)) == away
    assert [day for _, _, day in story.told(EventKind.CONTACT)] == [0, 40][: 2 - away]


def test_prevention_takes_hours_and_people_wait_for_them() -> None:
    """With an hour a week for two who are ready on day 14, the second is done on day 42 and still asks on day 30."""
    story = live(wijk(HALF, hours=1), *(need(who, day) for who in "ab" for day in (0, 30)))
    assert averted(story) == [(30, "a", "contact")]
    assert story.history.pool_hours["ggd.preventie"] == pytest.approx(60 * (14 + 14))


def test_nobody_has_it_twice_at_a_time() -> None:
    """Helped again while prevention works, one is not offered it again; nothing is added and no hour spent."""
    story = live(wijk(HALF), need("a", 0), need("a", 40, "huishouden"), need("a", 129))
    assert story.history.pool_hours["ggd.preventie"] == pytest.approx(60 * 14 + 60 * 14)
    assert averted(story) == []


def test_a_relapse_is_not_prevented() -> None:
    """The same need that comes back after help is no new need."""
    back = regime(
        provision("praten", "algemeen", relapse=0.5, gap=30.0), groups=[staff("ggd", 99, {"preventie": 1.0})],
        prevention=HALF,
    )  # fmt: skip
    story = live(back, need("a", 0, relapse=0.0))
    assert story.told(EventKind.RETURNED) == [("a", "returns", 44)]
    assert averted(story) == []


@law(15)
@given(wijk=wijken, effort=st.floats(0, 600), pace=st.floats(1, 240), lasts=st.floats(0, 1000))
def test_a_belief_that_is_switched_off_changes_nothing(wijk: Wijk, effort: float, pace: float, lasts: float) -> None:
    """With factors of 1, whatever it takes and however long it lasts, every fact and every cent is as without."""
    neutral = FewerLaterNeeds(
        "ggd_team.preventie", effort, pace, ("algemeen", "collectief"), dict.fromkeys(DOMAINS, 1.0), lasts
    )
    plan = wijk.plan
    offered = everywhere(plan, lambda regime: replace(regime, prevention=neutral))
    assert same_facts(lived(plan, wijk.seed), lived(offered, wijk.seed))


@law(10)
@given(wijk=wijken)
def test_a_need_that_stays_away_is_one_that_was_dealt(wijk: Wijk) -> None:
    """Prevention that leaves nothing only averts needs of people who are there, and its money closes."""
    thorough = FewerLaterNeeds(
        "ggd_team.preventie", 1.0, 60.0, ("algemeen", "collectief"), dict.fromkeys(DOMAINS, 0.0), 1000.0
    )
    plan = everywhere(wijk.plan, lambda regime: replace(regime, prevention=thorough))
    dealt = deal(plan, wijk.seed, 1)
    history = simulate(plan, dealt)
    known = set(zip(dealt.dice[0].resident, dealt.dice[0].domain, dealt.dice[0].day, strict=True))
    kept_away = [
        (int(who), int(what), day) for day, kind, _, what, who, _ in history.rows.tolist() if kind == EventKind.AVERTED
    ]
    assert set(kept_away) <= known
    assert all(day < dealt.departure[who] for who, _, day in kept_away)
    assert history.ledger.closes


def test_in_ruwaard_prevention_means_fewer_questions() -> None:
    """On the same people: fewer questions, by about as many as stayed away."""
    plans = [shipped(name) for name in ("wijkbudget", "preventie")]
    dealt = deal(plans[0], 2018, 1)
    plain, prevented = (
        {n: v for (p, n), v in figures(simulate(plan, dealt), plan).items() if p == "all"} for plan in plans
    )
    assert prevented["averted"] > 0
    assert plain["contacts"] - prevented["contacts"] == pytest.approx(prevented["averted"], abs=3)

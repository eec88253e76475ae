"""Stories about a house run by volunteers: who can be there, who becomes active, and what professionals give for it."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_wijk import Story, helped, live, need, plan, provision, regime, staff
from wijken import Wijk, everywhere, figures, law, lived, same_facts, shipped, wijken

from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.mechanisms.collective import GivenPlaces, Volunteers
from ruwaard_sim.mechanisms.staffing import Fixed
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Places, Regime

HOUSE = provision("huis", by={"huis": 1.0}, stay=14)
TWO_WHO_HOST_TWO = Volunteers(
    guides="coach.hulp", opening=600.0, presence=0.5, guidance=60.0, carries=2.0, start=2, becomes=0.5, lasts=100.0
)
"""Open ten hours a week, half of them with a professional; an hour of guidance each; two volunteers to begin with."""


def run_by(volunteers: Volunteers, hours: float = 10, room: int = 10) -> Regime:
    """A house of *room* places, and a coach of *hours* a week."""
    return regime(HOUSE, places={"huis": room}, groups=[staff("coach", hours)], collective=volunteers)


def active(story: Story) -> list[tuple[float, str, int]]:
    """(day, who, how many are active from then on)."""
    return [
        (round(day, 6), story.names[int(who)], int(amount))
        for day, kind, _, _, who, amount in story.history.rows.tolist()
        if kind == EventKind.ACTIVE
    ]


def test_two_volunteers_make_four_places_of_ten() -> None:
    """Five come to a house of ten places: four can be there, the fifth when somebody leaves after two weeks."""
    story = live(run_by(TWO_WHO_HOST_TWO), *(need(who, 1) for who in "abcde"))
    assert story.sizes("huis") == [(0, 4)]
    assert story.begins() == [
        ("a", "begins", 1),
        ("b", "begins", 1),
        ("c", "begins", 1),
        ("d", "begins", 1),
        ("e", "begins", 15),
    ]


def test_volunteers_are_guided_with_what_is_left_after_being_there() -> None:
    """Ten hours less five of being there guide five of nine volunteers: ten places. Eight hours guide three: six."""
    nine = replace(TWO_WHO_HOST_TWO, start=9)
    assert live(run_by(nine, room=99)).sizes("huis") == [(0, 10)]
    assert live(run_by(nine, hours=8, room=99)).sizes("huis") == [(0, 6)]
    assert live(run_by(nine, hours=5, room=99)).sizes("huis") == [(0, 0)]


def test_who_was_helped_carries_others_for_a_while() -> None:
    """Helped until day 15 and active by luck for a hundred days: two places more, until day 115."""
    story = live(run_by(TWO_WHO_HOST_TWO), need("a", 1, active=0.49), need("b", 1, active=0.5))
    assert active(story) == [(15, "a", 1), (115, "a", 0)]
    assert [(round(day, 6), places) for day, places in story.sizes("huis")] == [(0, 4), (15, 6), (115, 4)]


def test_a_volunteer_more_lets_somebody_in_who_waited() -> None:
    """Of six who come, four are there at once; when one becomes active, two can come besides the place that is free."""
    story = live(run_by(TWO_WHO_HOST_TWO), need("a", 0, active=0.0), *(need(who, 1) for who in "bcdefg"))
    assert story.begins()[3:] == [("d", "begins", 1), ("e", "begins", 14), ("f", "begins", 14), ("g", "begins", 14)]


def test_who_leaves_the_wijk_is_active_no_longer() -> None:
    """Active from day 15, moved away on day 40."""
    story = live(run_by(TWO_WHO_HOST_TWO), need("a", 1, active=0.0), moves={"a": 40})
    assert active(story) == [(15, "a", 1), (40, "a", 0)]


def test_nobody_is_counted_twice() -> None:
    """Somebody who is helped again while active stays one volunteer, and rests when the first time is over."""
    story = live(run_by(TWO_WHO_HOST_TWO), need("a", 1, active=0.0), need("a", 30, active=0.0))
    assert active(story) == [(15, "a", 1), (115, "a", 0)]


def test_only_collective_help_makes_active() -> None:
    """Help at home leaves nobody active, nor does a house whose volunteers nobody follows."""
    home = regime(provision("thuis", "eigen"), groups=[staff("coach", 10)], collective=TWO_WHO_HOST_TWO)
    assert active(live(home, need("a", 1, active=0.0))) == []
    plain = regime(HOUSE, places={"huis": 10})
    assert active(live(plain, need("a", 1, active=0.0))) == []


def test_the_hours_of_who_guides_are_used() -> None:
    """Five hours of being there and one for each volunteer: 7 a week for 15 days, 8 for a hundred, and 7 again."""
    story = live(run_by(TWO_WHO_HOST_TWO), need("a", 1, active=0.0))
    assert story.history.pool_hours["coach.hulp"] == pytest.approx(60 * (7 * 15 + 8 * 100 + 7 * 250))


def test_all_hours_come_back_when_the_house_is_run_otherwise() -> None:
    """From day 100 nobody guides volunteers: who then needs all ten hours of the coach gets them."""
    before = run_by(TWO_WHO_HOST_TWO)
    talk = provision("praten", "algemeen", {"coach.hulp": 1.0}, minutes=600)
    after = replace(regime(talk, places={"huis": 10}, groups=[staff("coach", 10)]), start=100.0)
    story = live(plan(before, after), need("a", 101))
    assert story.begins() == [("a", "begins", 101)]


def test_two_houses_share_the_volunteers_by_size() -> None:
    """Four hosted places over a house of six and one of two: three and one."""
    wijk = run_by(TWO_WHO_HOST_TWO, room=6)
    wijk = replace(wijk, places=wijk.places | {"tuin": Places("tuin", 2)})
    story = live(wijk)
    assert (story.sizes("huis"), story.sizes("tuin")) == ([(0, 3)], [(0, 1)])


def test_volunteers_open_no_house_that_is_closed() -> None:
    """With a tenth of the places available, one can be there; that the others have hosts does not help."""
    wijk = run_by(TWO_WHO_HOST_TWO)
    assert live(replace(wijk, places={"huis": Places("huis", 10, 0.1)})).sizes("huis") == [(0, 1)]


def test_who_was_there_before_the_first_day_can_become_active_too() -> None:
    """Help that went on from before ends on day 7, and leaves a volunteer."""
    story = live(run_by(TWO_WHO_HOST_TWO), helped("a", "huis", left=0.5, active=0.0))
    assert active(story)[0] == (7, "a", 1)


# ---------------------------------------------------------------------- laws

answers = st.builds(
    Volunteers,
    guides=st.just("vrijwilligerswerk.begeleiding"),
    opening=st.floats(0, 3000),
    presence=st.floats(0, 1),
    guidance=st.floats(1, 120),
    carries=st.floats(0, 10),
    start=st.integers(0, 200),
    becomes=st.floats(0, 1),
    lasts=st.floats(1, 1000),
)


def sizes(history: RunResult, pool: str) -> list[tuple[float, float]]:
    """(day, units) each time *pool* changed size."""
    number = history.pools.index(pool)
    return [(row[0], row[5]) for row in history.rows.tolist() if row[1] == EventKind.RESIZED and row[4] == number]


@law(15)
@given(wijk=wijken, answer=answers)
def test_volunteers_make_no_room_and_no_hours(wijk: Wijk, answer: Volunteers) -> None:
    """Never more places than there are, and never more hours of guidance than professionals have."""
    plan = everywhere(wijk.plan, lambda regime: replace(regime, collective=answer))
    history = lived(plan, wijk.seed)
    most = max(regime.places["huis_van_de_wijk"].size for regime in plan.regimes)
    assert all(units <= round(most) for _, units in sizes(history, "huis_van_de_wijk"))
    offered = [*sizes(history, answer.guides), (float(plan.calendar.days), 0.0)]
    there_were = sum(
        units * max(0.0, min(end, plan.calendar.days) - max(0.0, day)) for (day, units), (end, _) in pairwise(offered)
    )
    assert history.pool_hours[answer.guides] <= there_were + 1e-6
    assert history.ledger.closes


@law(60)
@given(answers, st.floats(0, 5000), st.integers(0, 500))
def test_no_more_work_than_can_be_guided(answer: Volunteers, minutes: float, people: int) -> None:
    """Those who work are people there are, and what they take is not more than there is."""
    working = answer.working(minutes, people)
    assert 0 <= working <= people
    assert 0 <= answer.guiding_minutes(minutes, working) <= minutes
    assert answer.working(minutes + 60, people) >= working


@law(10)
@given(wijk=wijken)
def test_volunteers_without_end_are_as_good_as_none_counted(wijk: Wijk) -> None:
    """With more volunteers than anybody needs, who ask nothing, every fact and cent is as with the places given."""
    many = Volunteers("vrijwilligerswerk.begeleiding", 0.0, 0.0, 1e-9, 10.0, 10**6, 0.0, 1.0)

    def guided(regime: Regime) -> Regime:
        group = replace(regime.staff["vrijwilligerswerk"], staffing=Fixed(), fixed=600.0)
        return replace(regime, collective=GivenPlaces(), staff=regime.staff | {group.name: group})

    plan = everywhere(wijk.plan, guided)
    carried = everywhere(plan, lambda regime: replace(regime, collective=many))
    assert same_facts(lived(plan, wijk.seed), lived(carried, wijk.seed))


def test_in_ruwaard_more_together_is_less_alone_and_phasing_out_the_reverse() -> None:
    """On the same people: more together, fewer have individual support and more become active; and the reverse."""
    plans = [shipped(f"collectief_{choice}") for choice in ("behouden", "maken", "afbouwen")]
    dealt = deal(plans[0], 2018, 1)
    found = [{n: v for (p, n), v in figures(simulate(plan, dealt), plan).items() if p == "all"} for plan in plans]
    keep, more, less = found
    for name, sign in {
        "collective_users": 1,
        "active_residents": 1,
        "guidance_clients": -1,
        "cost_municipality": -1,
    }.items():
        assert sign * less[name] < sign * keep[name] < sign * more[name], name
    assert not any(math.isnan(value[name]) for value in found for name in ("wait_help", "active_residents"))

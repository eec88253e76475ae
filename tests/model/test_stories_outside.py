"""Stories about specialists from outside: by the general practitioner, straight from the team, or at the table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_wijk import TEAM, Story, live, need, provision, regime, staff
from wijken import figures, law, shipped

from ruwaard_sim.mechanisms.outside import AtMdo, Direct, Referral
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Regime

GROUPS = (
    staff("team", 99, {"toegang": 1.0}), staff("zorg", 99, {"overleg": 0.5, "hulp": 0.5}),
    staff("ggd", 99, {"overleg": 1.0}), staff("ambtenaren", 99, {"dossiers": 1.0}),
)  # fmt: skip
AT_TABLE = AtMdo(14.0, 0.1, 250_00.0, "zvw", 0.3)


def psychiatry(**more: Any) -> Regime:
    """A wijk whose list for the specialist is ten weeks, with a team that meets about everything heavy."""
    plain: dict[str, Any] = {
        "aanpak": (("wil_beschikking", "onderzoek"), ("zwaarte >= 6", "mdo"), (None, "direct")),
        "routes": (("zwaarte >= 8 and not team_met_advies", "ggz"), (None, "begeleiding")),
        "decides": TEAM,
        "groups": GROUPS,
    }
    return regime(
        provision("ggz", "specialist", wait=70, once=3500_00, payer="zvw"),
        provision("begeleiding", "individueel", {"zorg.hulp": 1.0}, minutes=60),
        **(plain | more),
    )


def began(story: Story) -> dict[str, float]:
    """The day on which help began for each."""
    return {who: pytest.approx(day) for who, _, day in story.begins()}


def test_after_a_referral_the_whole_list_is_waited() -> None:
    """A talk of a week, four days to invite, and ten weeks of general practitioner and list: day 81."""
    story = live(psychiatry(outside=Referral()), need("a", 0, "psychisch", severity=9))
    assert began(story) == {"a": 7 + 4 + 70}


def test_the_team_skips_the_practitioner_and_some_of_the_list() -> None:
    """Two weeks of referral fall away and a tenth of the eight that are left: 50.4 days after the meeting of day 11."""
    story = live(psychiatry(outside=Direct(14.0, 0.1)), need("a", 0, "psychisch", severity=9))
    assert began(story) == {"a": 11 + (70 - 14) * 0.9}


def test_who_goes_by_the_officials_is_referred_as_before() -> None:
    """An investigation of 30.6 days and a decision of a week; then the whole ten weeks."""
    wijk = psychiatry(outside=Direct(14.0, 0.1), beschikking_wish=0.5)
    story = live(wijk, need("a", 0, "psychisch", severity=9, beschikking=0.0))
    assert began(story) == {"a": 7 * 420 / 96 + 7 + 70}


def test_the_advice_of_a_specialist_may_be_enough() -> None:
    """Of two heavy questions the team helps one from the meeting on; the other is known already and waits shorter."""
    lucks = {"genoeg": 0.29, "niet": 0.3}
    story = live(
        psychiatry(outside=AT_TABLE),
        *(need(who, 0, "psychisch", severity=8, advice=luck) for who, luck in lucks.items()),
    )
    assert [(who, route) for who, route, _ in story.routes()] == [("genoeg", "begeleiding"), ("niet", "ggz")]
    assert began(story) == {"genoeg": 11, "niet": 11 + (70 - 14) * 0.9}
    assert story.paid("specialist_bij_mdo") == [(11, 250_00), (11, 250_00)]


def test_nobody_comes_for_a_question_that_needs_no_specialist() -> None:
    """A question that the team handles anyway, at the table or not, brings no specialist and no bill."""
    story = live(psychiatry(outside=AT_TABLE), need("a", 0, "psychisch", severity=7), need("b", 0, severity=3))
    assert [route for _, route, _ in story.routes()] == ["begeleiding", "begeleiding"]
    assert story.paid("specialist_bij_mdo") == []


def test_who_has_no_meeting_meets_no_specialist() -> None:
    """Who asks for a formal decision has no meeting, so no advice and the whole wait."""
    wijk = psychiatry(outside=AT_TABLE, beschikking_wish=0.5)
    story = live(wijk, need("a", 0, "psychisch", severity=9, beschikking=0.0, advice=0.0))
    assert began(story) == {"a": 7 * 420 / 96 + 7 + 70}
    assert story.paid("specialist_bij_mdo") == []


@pytest.mark.parametrize(("payer", "cost"), [("zvw", "cost_insurers"), ("wmo", "cost_municipality")])
def test_the_payer_named_pays(payer: str, cost: str) -> None:
    """The visit is a bill of 250 for the insurers, or for the municipality; the other pays what it paid."""
    lived = {
        paid: live(
            psychiatry(outside=AtMdo(14.0, 0.1, 250_00.0, paid, 1.0)), need("a", 0, "psychisch", severity=9, advice=0.0)
        )
        for paid in ("zvw", "wmo")
    }
    other = lived["wmo" if payer == "zvw" else "zvw"]
    assert lived[payer].indicator(cost) - other.indicator(cost) == pytest.approx(250 * 365.25 / 365)
    assert all(story.history.ledger.closes for story in lived.values())


@law(60)
@given(st.floats(0, 1000), st.floats(0, 100), st.floats(0, 1), st.booleans(), st.booleans())
def test_no_way_of_reaching_makes_the_wait_longer(
    days: float, referral: float, shorter: float, decided: bool, advised: bool
) -> None:
    """Whatever the numbers: never less than nothing, never more than after a referral."""
    for answer in (Referral(), Direct(referral, shorter), AtMdo(referral, shorter, 1.0, "zvw", 0.5)):
        assert 0 <= answer.wait(days, decided=decided, advised=advised) <= days


def test_in_ruwaard_specialists_are_reached_sooner_and_the_table_shifts_cost_to_the_wijk() -> None:
    """On the same people: directly and at the table both wait shorter; advice spares the insurers and costs support."""
    names = ("wijkbudget", "specialist_rechtstreeks", "specialist_aan_tafel")
    plans = [shipped(name) for name in names]
    dealt = deal(plans[0], 2018, 1)
    as_now, direct, table = (
        {n: v for (p, n), v in figures(simulate(plan, dealt), plan).items() if p == "all"} for plan in plans
    )
    assert direct["wait_specialist"] < as_now["wait_specialist"] - 14
    assert direct["route_specialist"] == as_now["route_specialist"]
    assert table["route_specialist"] < as_now["route_specialist"]
    assert table["cost_insurers"] < as_now["cost_insurers"]
    assert table["guidance_clients"] > as_now["guidance_clients"]

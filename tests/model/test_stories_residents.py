"""Stories about a residents' council: its share of what was left, the places it buys, and that no cent is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_wijk import Story, budget_line, live, need, plan, provision, regime, staff
from wijken import Wijk, everywhere, figures, law, lived, same_facts, shipped, wijken

from ruwaard_sim.mechanisms.collective import Volunteers
from ruwaard_sim.mechanisms.extra import Yearly
from ruwaard_sim.mechanisms.pays import Lumpsum
from ruwaard_sim.mechanisms.residents import Council, NoCouncil
from ruwaard_sim.mechanisms.staffing import WithinBudget
from ruwaard_sim.mechanisms.surplus import Reinvest
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Places, Plan

QUARTER = Council(share=0.25, price=500_00.0, opens="huis")
BUDGET = 36_500_00


def wijk(council: Council = QUARTER, years: int = 2, places: int = 1, **more: Any) -> Plan:
    """A party with ten hours of work too little for its lumpsum, a team that surpluses buy hours of, and a house."""
    care = staff("zorg", 2, pays=Lumpsum(0, 1, 0), role="participant", line="regel", budget=BUDGET)
    team = staff("team", pays=Lumpsum(0, 1, 0), staffing=WithinBudget(0), role="welfare", cost=60_00)
    house = provision("huis", by={"huis": 1.0}, stay=700)
    plain: dict[str, Any] = {"surplus": Reinvest("team.hulp", 0.0), "lines": budget_line(BUDGET), "residents": council}
    return plan(regime(house, places={"huis": places}, groups=(care, team), **(plain | more)), years=years)


def left(story: Story) -> int:
    """Cents the party had left at the end of the first year."""
    return BUDGET - sum(cents for day, cents in story.paid("uren zorg") if day <= 365)


def test_a_quarter_of_the_surplus_buys_places_the_year_after() -> None:
    """Of the 31,286 left the council gets 7,821; at 500 a place that is 15 places, and 321 stay for later."""
    story = live(wijk())
    due = round(left(story) * 0.25)
    assert story.paid("bewonersdeel herinvestering") == [(365, due)]
    assert story.paid("bewonersinitiatieven") == [(365, due // 500_00 * 500_00)]
    assert story.sizes("huis") == [(0, 1), (365, 1 + due // 500_00)]
    assert story.paid("herinvestering team") == [(365, left(story) - due)]
    assert story.history.ledger.balance("bewonersraad") == due % 500_00
    assert due // 500_00 == 15


def test_places_last_a_year_and_what_was_left_is_kept() -> None:
    """Each year anew: what did not buy a whole place is added to the share of the next year."""
    story = live(wijk(years=3))
    due = [cents for _, cents in story.paid("bewonersdeel herinvestering")]
    spent = [cents for _, cents in story.paid("bewonersinitiatieven")]
    assert spent == [due[0] // 500_00 * 500_00, (due[0] % 500_00 + due[1]) // 500_00 * 500_00]
    assert [places for _, places in story.sizes("huis")][:2] == [1, 1 + spent[0] // 500_00]
    assert story.sizes("huis")[-1][1] == 1 + spent[1] // 500_00


def test_somebody_who_waited_comes_in() -> None:
    """Of two who ask for one place the second waits until the residents open more, on the first day of the year."""
    assert live(wijk(), need("a", 0), need("b", 1)).begins() == [("a", "begins", 0), ("b", "begins", 365)]


def test_the_extra_budget_that_nobody_used_counts_as_left() -> None:
    """Of 10,000 a year that nobody touches a quarter is the residents' after a year; what is there now is untouched."""
    story = live(wijk(extra=Yearly(10_000_00.0)))
    assert story.paid("bewonersdeel extra_budget") == [(365, 2_500_00)]
    assert story.history.ledger.balance("extra_budget") == 17_500_00


def test_places_of_residents_ask_no_volunteers_but_close_with_the_house() -> None:
    """Nobody hosts the house's own place; those of the residents are there, as far as the house is open."""
    nobody = Volunteers("team.hulp", 0.0, 0.0, 60.0, 1.0, 0, 0.0, 1.0)
    made = wijk(collective=nobody)
    assert live(made).sizes("huis") == [(0, 0), (365, 15)]
    half = replace(made.regimes[0], places={"huis": Places("huis", 1, 0.4)})
    assert live(replace(made, regimes=(half,))).sizes("huis") == [(0, 0), (365, 6)]


def test_without_a_surplus_residents_have_nothing_to_spend() -> None:
    """Where the party keeps what it has left the council gets nothing, and the house stays as it is."""
    story = live(wijk(surplus=Reinvest("team.hulp", 1.0)))
    assert story.paid("bewonersinitiatieven") == []
    assert story.sizes("huis") == [(0, 1)]


@law(60)
@given(st.floats(0, 1), st.floats(1, 1e6), st.integers(-(10**9), 10**9))
def test_the_council_never_gets_nor_spends_more_than_there_is(share: float, price: float, cents: int) -> None:
    """Its share is between nothing and all; it buys all the places it can, and spends no more than it has."""
    council = Council(share, price, "huis")
    assert 0 <= council.due(cents) <= max(0, cents)
    count, cost = council.buys(cents)
    assert 0 <= cost <= max(0, cents)
    assert max(0, cents) - cost < round(price)
    assert cost == count * round(price)


@law(15)
@given(wijk=wijken, share=st.floats(0, 1), price=st.sampled_from((100_00.0, 2_000_00.0)))
def test_money_of_residents_goes_round(wijk: Wijk, share: float, price: float) -> None:
    """What the council got is what it spent and what it has; with a share of nothing nothing moves."""
    plan = wijk.plan
    council = Council(share, price, "huis_van_de_wijk")
    ledger = lived(everywhere(plan, lambda one: replace(one, residents=council)), wijk.seed).ledger
    rows = list(zip(ledger.purposes, ledger.cents, strict=True))
    got = sum(cents for purpose, cents in rows if purpose.startswith("bewonersdeel"))
    spent = sum(cents for purpose, cents in rows if purpose == "bewonersinitiatieven")
    assert got == spent + ledger.balance("bewonersraad")
    assert ledger.balance("bewonersraad") >= 0
    assert ledger.closes
    none = everywhere(plan, lambda one: replace(one, residents=replace(council, share=0.0)))
    asked = everywhere(plan, lambda one: replace(one, residents=NoCouncil()))
    assert same_facts(lived(none, wijk.seed), lived(asked, wijk.seed))


def test_in_ruwaard_the_council_gets_what_social_work_does_not() -> None:
    """On the same people: what residents spend buys no hours, and where the house is full more people take part."""
    plans = [shipped(name) for name in ("collectief_maken", "bewonersraad_meer_samen")]
    dealt = deal(plans[0], 2018, 1)
    without, council = (
        {n: v for (p, n), v in figures(simulate(plan, dealt), plan).items() if p == "all"} for plan in plans
    )
    assert council["spent_by_residents"] > 0
    assert council["reinvested"] < without["reinvested"]
    assert council["collective_users"] > without["collective_users"]
    assert council["reinvested"] + council["spent_by_residents"] == pytest.approx(without["reinvested"], rel=0.02)

"""Stories about change: a regime that begins on some day, staff that follows demand, variants that begin later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_wijk import TEAM, budget_line, helped, live, need, plan, provision, regime, staff

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.earmarked import EachYear
from ruwaard_sim.mechanisms.pays import Lumpsum, Production
from ruwaard_sim.mechanisms.reservation import Inside
from ruwaard_sim.mechanisms.staffing import Fixed, FollowsDemand, WithinBudget
from ruwaard_sim.mechanisms.surplus import Reinvest

HELP = {"zorg.hulp": 1.0}
THUIS = provision("hulp", "individueel", HELP, minutes=60, stay=400)


def test_a_regime_that_begins_mid_month_changes_only_what_is_decided_after() -> None:
    """Help that began before stays as it was; who asks from the day of the change on is routed by the new rules."""
    old = regime(provision("thuis", "eigen", stay=100), provision("huis", by={"huis": 1.0}), places={"huis": 9})
    new = replace(old, start=45.0, routering=regime(old.provisions["huis"]).routering)
    story = live(plan(old, new), need("a", 10), need("b", 44.9), need("c", 45.0), need("d", 60))
    assert [(who, route) for who, route, _ in story.routes()] == [
        ("a", "thuis"), ("b", "thuis"), ("c", "huis"), ("d", "huis"),
    ]  # fmt: skip
    assert [day for who, _, day in story.told(EventKind.ENDED) if who in "ab"] == [110, 144.9]


def test_the_stay_follows_the_regime_in_which_help_was_chosen() -> None:
    """Help chosen under the old regime lasts as long as was thought then."""
    old = regime(provision("thuis", "eigen", stay=100))
    new = regime(provision("thuis", "eigen", stay=20), start=45.0)
    story = live(plan(old, new), need("a", 44), need("b", 46))
    assert story.told(EventKind.ENDED) == [("b", "ends", 66), ("a", "ends", 144)]


def test_a_price_that_changes_mid_month_counts_from_that_day() -> None:
    """When the tariff rises mid-month, the hours before it are paid at the old one."""
    group = staff("zorg", 10, pays=Production(0), tariff=20_00)
    old = regime(THUIS, groups=[group])
    new = replace(old, start=45.0, staff={"zorg": replace(group, tariff=40_00)})
    story = live(plan(old, new), need("a", 0))
    assert story.paid("productie zorg")[:4] == [
        (31, round(31 / 7 * 20_00)), (45, 14 / 7 * 20_00), (59, 14 / 7 * 40_00), (90, round(31 / 7 * 40_00)),
    ]  # fmt: skip


def test_a_regime_equal_to_the_one_before_changes_no_fact() -> None:
    """A regime that differs in nothing but its first day leaves every fact as it is."""
    old = regime(THUIS, groups=[staff("zorg", 1)])
    asked = [need("a", 0), need("b", 20), need("c", 100)]
    once = live(plan(old), *asked, moves={"a": 60})
    twice = live(plan(old, replace(old, start=45.0)), *asked, moves={"a": 60})
    assert once.history.rows.tolist() == twice.history.rows.tolist()
    assert once.history.ledger.balances == twice.history.ledger.balances


FOLLOWS = FollowsDemand(occupancy=1.0, recruitment=56.0, largest_step=0.5)


def growing(waiting: int = 9):
    """A provider with one client that follows demand, and people who ask for help on day 20."""
    wijk = regime(THUIS, groups=[staff("zorg", pays=Production(0), staffing=FOLLOWS, role="other")])
    return plan(wijk), [helped("oud", "hulp", left=0.9), *[need(f"n{one}", 20) for one in range(waiting)]]


def test_staff_that_follows_demand_comes_after_the_time_it_takes_to_recruit() -> None:
    """On the first of the month the provider sees that people wait; eight weeks later the new hours are there."""
    wijk, asked = growing()
    story = live(wijk, *asked)
    assert story.sizes("zorg.hulp")[:3] == [(0, 60), (31 + 56, 90), (59 + 56, 135)]
    assert story.begins()[1] == ("n0", "begins", 59 + 56)


def test_it_does_not_hire_twice_for_the_same_people() -> None:
    """Those who are being recruited count: for two who wait, no more hours are ever aimed at than three need."""
    wijk, asked = growing(waiting=2)
    story = live(wijk, *asked)
    assert max(size for _, size in story.sizes("zorg.hulp")) == 180


def test_posts_lapse_when_hours_stay_idle() -> None:
    """When clients leave, the hours that stand idle are let go, a step a month."""
    wijk = regime(THUIS, groups=[staff("zorg", staffing=FOLLOWS, pays=Production(0))])
    story = live(wijk, helped("a", "hulp"), helped("b", "hulp", domain="huishouden"), moves={"b": 10})
    assert story.sizes("zorg.hulp") == [(0, 120), (31, 60)]


def test_who_was_being_recruited_does_not_come_under_a_fixed_budget() -> None:
    """When the lumpsum comes, the hours are what it buys, also when recruitment was under way."""
    old, asked = growing()
    group = staff("zorg", budget=26_089_29 // 10, pays=Lumpsum(0, 1, 0), staffing=WithinBudget(0), role="participant")
    new = replace(old.regimes[0], start=59.0, staff={"zorg": group}, lines=budget_line(26_089_29 // 10))
    story = live(replace(old, regimes=(old.regimes[0], new)), *asked)
    assert story.sizes("zorg.hulp") == [(0, 60)]


def lumpsum_from(day: float, **more):
    """Production until *day*, and from then on a lumpsum of 12,000 euros a year, in twelve instalments."""
    group = staff("zorg", 1, pays=Production(0), tariff=20_00, role="participant")
    old = regime(THUIS, groups=[group], lines=budget_line(12_000_00))
    lump = replace(group, budget=12_000_00, pays=Lumpsum(0, 12, 0))
    return plan(old, replace(old, start=day, staff={"zorg": lump}, **more), years=2)


def test_a_lumpsum_that_begins_on_the_first_of_a_month_comes_monthly() -> None:
    """From 1 July a sixth of half the yearly sum is paid at the start of each month."""
    story = live(lumpsum_from(181.0))
    half = round(12_000_00 * (365 - 181) / 365)
    paid = [(day, cents) for day, cents in story.paid("termijn zorg") if day < 365]
    assert [day for day, _ in paid] == [181, 212, 243, 273, 304, 334]
    assert sum(cents for _, cents in paid) == half
    assert {cents for _, cents in paid} <= {half // 6, half // 6 + 1}


def test_a_lumpsum_that_begins_mid_month_is_paid_from_that_day() -> None:
    """From 11 July the first instalment comes at once, and the next at the start of each month."""
    story = live(lumpsum_from(191.0))
    assert [day for day, _ in story.paid("termijn zorg") if day < 365] == [191, 212, 243, 273, 304, 334]
    assert sum(c for d, c in story.paid("termijn zorg") if d < 365) == round(12_000_00 * (365 - 191) / 365)


def test_after_a_change_within_the_year_the_next_year_is_whole() -> None:
    """In the year after, the lumpsum is paid in twelve equal instalments."""
    story = live(lumpsum_from(181.0))
    assert [cents for day, cents in story.paid("termijn zorg") if day >= 365] == [1_000_00] * 12


@pytest.mark.parametrize("instalments", [1, 4, 12])
@pytest.mark.parametrize("day", [181.0, 191.0, 240.0])
def test_money_for_the_rest_of_a_year_is_no_surplus_when_it_is_arranged_anew(day: float, instalments: int) -> None:
    """A change within the year in what has nothing to do with it leaves a year's lumpsum a year's, and buys nothing."""
    group = staff("zorg", 1, pays=Lumpsum(0, instalments, 0), budget=12_000_00, role="participant")
    old = regime(
        THUIS, groups=[group, staff("team", 1)], lines=budget_line(12_000_00),
        surplus=Reinvest("team.hulp", 0.0), reservation=Inside(0.1),
    )  # fmt: skip
    story = live(plan(old, replace(old, start=day, earmarked=EachYear(0.0, 365.25, 0.0)), years=2))
    put_in, back, aside, unused = (
        sum(cents for at, cents in story.paid(f"{word} zorg") if at < 365)
        for word in ("inleg", "inleg terug", "pgb-reservering uit", "pgb-reservering terug")
    )
    paid, early = (
        sum(cents for at, cents in story.paid(f"{word} zorg") if at < 365) for word in ("termijn", "termijn terug")
    )
    assert put_in > 12_000_00
    assert put_in - back - early - unused == pytest.approx(12_000_00, abs=3)
    assert paid - early == pytest.approx(10_800_00, abs=3)
    assert aside - unused == pytest.approx(1_200_00, abs=3)
    assert sum(cents for at, cents in story.paid("overschot") if at == day) <= 12_000_00 * day / 365


@pytest.mark.parametrize("year", [0, 365])
def test_a_party_keeps_the_part_of_a_year_that_has_passed(year: int) -> None:
    """January is 31 of 365 days, a little more than the twelfth that was paid: on 1 February the difference is paid."""
    group = staff("zorg", 1, pays=Lumpsum(0, 12, 0), budget=12_000_00, role="participant")
    old = regime(THUIS, groups=[group], lines=budget_line(12_000_00))
    story = live(plan(old, replace(old, start=year + 31.0, earmarked=EachYear(0.0, 365.25, 0.0)), years=2))
    due = [cents for day, cents in story.paid("termijn zorg") if year <= day <= year + 31]
    assert due[:2] == [1_000_00, round(12_000_00 * 31 / 365) - 1_000_00]
    assert story.paid("termijn terug zorg") == []


def test_what_was_earned_by_production_is_not_a_joint_surplus() -> None:
    """A profit from the years before there was a joint budget stays with the party that made it."""
    group = staff("zorg", 1, pays=Production(0), tariff=500_00, role="participant")
    old = regime(THUIS, groups=[group, staff("team", 1)], lines=budget_line(12_000_00))
    lump = replace(group, budget=0, pays=Lumpsum(0, 12, 0))
    new = replace(
        old, start=365.0, staff=old.staff | {"zorg": replace(lump, fixed=0.0)}, surplus=Reinvest("team.hulp", 0.0)
    )
    story = live(plan(old, new, years=2), need("a", 0), moves={"a": 300})
    assert story.paid("overschot") == []


def test_the_first_day_finds_files_on_the_desks() -> None:
    """What was asked in the weeks before the books open is still under way on the first day."""
    wijk = regime(provision("huis", by={"huis": 1.0}, stay=30), places={"huis": 1}, start=-28.0)
    story = live(replace(plan(wijk), first_day=-28.0), need("a", -20), need("b", -10))
    assert story.begins() == [("a", "begins", -20), ("b", "begins", 10)]
    assert story.indicator("contacts") == 0
    assert story.indicator("wait_help") == pytest.approx(20)


def test_whoever_is_helped_already_may_vanish_from_the_registers() -> None:
    """When the joint budget begins, help of before may no longer be registered, though it goes on."""
    group = staff("zorg", 9, pays=Production(0), role="participant")
    old = regime(THUIS, groups=[group])
    lump = replace(group, budget=1_000_00, pays=Lumpsum(0, 1, 0), staffing=Fixed())
    new = replace(old, start=181.0, staff={"zorg": lump}, decides=TEAM, registered=0.6)
    story = live(plan(old, new), need("a", 0, "huishouden", register=0.7), need("b", 0, "huishouden", register=0.5))
    assert story.told(EventKind.UNREGISTERED) == [("a", "unregistered", 181)]
    assert story.told(EventKind.ENDED) == []


def test_a_new_year_begins_with_one_size() -> None:
    """On 1 January hours go at once to what the new year pays, not by way of last year's extra hours."""
    care = staff("zorg", budget=26_089_29, pays=Lumpsum(0, 1, 0.1), staffing=WithinBudget(0), role="participant")
    team = staff("team", 1, budget=10_000_00, pays=Lumpsum(0, 1, 0), role="welfare")
    first = regime(THUIS, groups=[care, team], surplus=Reinvest("zorg.hulp", 0.0), lines=budget_line(40_000_00))
    costly = replace(team, fixed=360.0)
    later = [
        replace(first, start=day, staff={"zorg": replace(care, cost=wage), "team": costly})
        for day, wage in ((365.0, 52_50.0), (730.0, 55_12.5))
    ]
    story = live(plan(first, *later, years=3), *[need(f"n{one}", 1) for one in range(15)])
    sizes = dict(story.sizes("zorg.hulp"))
    assert len(story.sizes("zorg.hulp")) == len(sizes) == 3
    assert sizes[0] < sizes[730] < sizes[365]


def test_staff_that_follows_demand_keeps_what_it_has_when_something_else_changes() -> None:
    """A new regime does not send home who was hired before it."""
    wijk, asked = growing()
    same = replace(wijk.regimes[0], start=100.0, pgb_price=0.5)
    twice = live(replace(wijk, regimes=(*wijk.regimes, same)), *asked)
    assert twice.sizes("zorg.hulp") == live(wijk, *asked).sizes("zorg.hulp")


def test_demand_changes_on_the_day_itself() -> None:
    """A need of the day on which demand changes counts under the new factor."""
    old = regime(provision("thuis", "eigen"))
    none = replace(old, start=45.0, demand=((0.0, 0.0, 0.0),) * 4)
    story = live(plan(old, none), need("a", 44.99), need("b", 45.0), need("c", 46.0))
    assert [who for who, _, _ in story.told(EventKind.CONTACT)] == ["a"]

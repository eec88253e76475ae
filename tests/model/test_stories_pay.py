"""Stories about ways to pay: a ceiling, a price per result, one sum for the task, work for each other, a purpose."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest
from small_wijk import AT_ONCE, TEAM, Story, budget_line, helped, live, need, plan, provision, regime, staff

from ruwaard_sim.mechanisms.earmarked import EachYear, InAll, NoEarmark
from ruwaard_sim.mechanisms.pays import Lumpsum, Output, Production, ProductionCapped, Task
from ruwaard_sim.mechanisms.settlement import AtTariff
from ruwaard_sim.mechanisms.staffing import Substitutes
from ruwaard_sim.mechanisms.surplus import KeptByParties
from ruwaard_sim.mechanisms.when_full import Switch
from ruwaard_sim.units import WEEKS_PER_YEAR

YEAR = 365.25


def care(name: str = "zorg", hours: float = 10, **more):
    """Helpers of a provider."""
    return staff(name, hours, **({"role": "participant", "line": "regel", "tariff": 24_50} | more))


def home_help(*groups, minutes: float = 60, stay: float = 4000, years: int = 1, **more):
    """A wijk where everyone is helped at home by the first of these groups."""
    help_ = provision("hulp", "individueel", {f"{groups[0].name}.hulp": 1.0}, minutes=minutes, stay=stay)
    return plan(regime(help_, groups=groups, **more), years=years)


def total(story: Story, purpose: str) -> int:
    """Cents paid for something, in all."""
    return sum(cents for _, cents in story.paid(purpose))


# ---------------------------------------------------------------------- production with a ceiling


def test_above_the_ceiling_nothing_is_paid_and_help_goes_on() -> None:
    """A ceiling of half of 1,000 euros is reached in May; help goes on unpaid, and next year begins anew."""
    wijk = home_help(care(budget=1000_00, pays=ProductionCapped(0, 0.5)), lines=budget_line(1000_00), years=2)
    story = live(wijk, need("wim", 0))
    months = [31, 28, 31, 30]
    paid = [round(days / 7 * 24_50) for days in months]
    assert story.paid("productie zorg")[:5] == [
        *zip((31, 59, 90, 120), paid, strict=True), (151, 500_00 - sum(paid)),
    ]  # fmt: skip
    assert total(story, "productie zorg") == 2 * 500_00
    assert story.paid("productie zorg")[5][0] == 365 + 31
    assert story.history.pool_hours["zorg.hulp"] == 60 * 730
    assert story.paid("vrijval") == [(365, 500_00), (730, 500_00)]


def test_below_the_ceiling_production_is_production() -> None:
    """With a ceiling nobody reaches, everything is as without one."""
    kinds = (Production(0), ProductionCapped(0, 2.0))
    one, two = (live(home_help(care(budget=1000_00, pays=pays)), need("wim", 0)) for pays in kinds)
    assert one.paid("productie zorg") == two.paid("productie zorg")


# ---------------------------------------------------------------------- a price per result


def test_a_result_is_paid_when_help_is_done() -> None:
    """Help of 14 days brings its price on the day it ends; who moves away, or has no end yet, brings nothing."""
    wijk = home_help(care(pays=Output(0, {"hulp": 600_00.0})), stay=14)
    story = live(wijk, need("wim", 10), need("els", 20), need("ton", 360), moves={"els": 30.0})
    assert story.paid("resultaat zorg") == [(pytest.approx(24), 600_00)]
    assert story.paid("productie zorg") == []
    assert story.indicator("result_participants") == pytest.approx((600 - 50 * 10 * 365 / 7) * YEAR / 365, abs=1)


def test_help_that_ended_before_the_books_is_no_result() -> None:
    """What was done in the weeks before the first day is nobody's bill."""
    wijk = home_help(care(pays=Output(0, {"hulp": 600_00.0})), stay=14)
    early = replace(wijk, first_day=-70.0, regimes=(replace(wijk.regimes[0], start=-70.0),))
    story = live(early, helped("wim", "hulp"))
    assert [verb for _, verb, _ in story.about("wim")][-1] == "is done"
    assert story.paid("resultaat zorg") == []


# ---------------------------------------------------------------------- one sum for the task


def test_all_have_one_purse() -> None:
    """Two parties paid one sum: both budgets come into one purse, and the hours of both are paid out of it."""
    one, two = (care(name, 2, budget=20_000_00, pays=Task(0, 2, 0), party=name) for name in ("zorg", "welzijn"))
    story = live(home_help(one, two, surplus=KeptByParties()))
    ledger = story.history.ledger
    names = list(ledger.accounts)
    rows = list(zip(ledger.sources, ledger.targets, ledger.purposes, strict=True))
    assert {names[to] for _, to, why in rows if why.startswith("termijn")} == {"taak"}
    assert {names[source] for source, _, why in rows if why.startswith("uren")} == {"taak"}
    left = 40_000_00 - 2 * 2 * 50_00 * 365 / 7
    assert [ledger.balance(f"partij:{name}") for name in ("zorg", "welzijn")] == [pytest.approx(left / 2, abs=20)] * 2


# ---------------------------------------------------------------------- hours that move between functions


def functions(pays, *, dear_party: str = "goed", step: float = 1.0, keep: float = 0.0, occupancy: float = 1.0):
    """Domestic help at 30 euros an hour and support at 60, ten hours a week each; more than one month of it."""
    staffing = Substitutes(0, occupancy, step, keep)
    cheap = care("goed", budget=round(10 * WEEKS_PER_YEAR * 30_00), cost=30_00, pays=pays, staffing=staffing)
    dear = care(
        "duur", budget=round(10 * WEEKS_PER_YEAR * 60_00), cost=60_00, pays=pays, staffing=staffing, party=dear_party
    )
    return plan(
        regime(
            provision("huis", "individueel", {"goed.hulp": 1.0}, minutes=60, stay=4000),
            provision("steun", "individueel", {"duur.hulp": 1.0}, minutes=60, stay=4000),
            groups=(cheap, dear), routes=(("leefdomein == huishouden", "huis"), (None, "steun")),
            surplus=KeptByParties(),
        )
    )  # fmt: skip


FIFTEEN = [need(f"h{number}", 0, "huishouden") for number in range(15)]
TWO = [need(f"s{number}", 0) for number in range(2)]


def test_hours_go_to_where_people_wait_at_the_same_money() -> None:
    """Five wait for 300 minutes of 30 euros an hour: support gives 150 of 60 euros, and on 1 February all begin."""
    story = live(functions(Lumpsum(0, 1, 0)), *FIFTEEN, *TWO)
    assert story.sizes("goed.hulp") == [(0, 600), (31, 900)]
    assert story.sizes("duur.hulp") == [(0, 600), (31, 450)]
    assert [day for _, _, day in story.begins()] == [0] * 12 + [31] * 5
    hours = total(story, "uren goed") + total(story, "uren duur")
    assert hours == pytest.approx(10 * (30_00 + 60_00) * 365 / 7, abs=200)


def test_a_function_gives_no_more_than_a_step_a_month_and_keeps_its_minimum() -> None:
    """A step of a tenth: 60 minutes the first month, 54 the next; with nine tenths to keep it stops after the first."""
    story = live(functions(Lumpsum(0, 1, 0), step=0.1), *FIFTEEN, *TWO)
    assert story.sizes("duur.hulp")[:3] == [(0, 600), (31, 540), (59, 486)]
    keeps = live(functions(Lumpsum(0, 1, 0), step=0.1, keep=0.9), *FIFTEEN, *TWO)
    assert keeps.sizes("duur.hulp") == [(0, 600), (31, 540)]


def test_a_function_keeps_what_its_clients_need() -> None:
    """Support with nine clients planned at an occupancy of nine tenths has nothing to spare."""
    nine = [need(f"s{number}", 0) for number in range(9)]
    story = live(functions(Lumpsum(0, 1, 0), occupancy=0.9), *FIFTEEN, *nine)
    assert story.sizes("duur.hulp") == [(0, 600)]


def test_hours_stay_within_a_purse() -> None:
    """Two parties with a lumpsum each do not substitute for each other; under one sum for the task they do."""
    apart = live(functions(Lumpsum(0, 1, 0), dear_party="ander"), *FIFTEEN, *TWO)
    assert apart.sizes("goed.hulp") == [(0, 600)]
    together = live(functions(Task(0, 1, 0), dear_party="ander"), *FIFTEEN, *TWO)
    assert together.sizes("goed.hulp") == [(0, 600), (31, 900)]
    assert total(together, "verschuiving duur") == 0


def test_hours_for_meetings_stay_there() -> None:
    """Fifteen wait for domestic help; the hours set apart for meetings look idle after the one that was held."""
    staffing = Substitutes(0, 1.0, 1.0, 0.0)
    tasks = {"hulp": 0.5, "overleg": 0.5}
    money = round(20 * WEEKS_PER_YEAR * 30_00)
    group = care("zorg", tasks=tasks, budget=money, cost=30_00, pays=Lumpsum(0, 1, 0), staffing=staffing)
    others = (staff("team", 9, {"toegang": 1.0}), staff("ggd", 9, {"overleg": 1.0}))
    wijk = regime(
        provision("huis", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=4000), groups=(group, *others),
        decides=TEAM, aanpak=(("leefdomein == contact", "mdo"), (None, AT_ONCE)), surplus=KeptByParties(),
    )  # fmt: skip
    story = live(wijk, need("m", 0), *FIFTEEN)
    assert len([step for _, step, _, _ in story.steps() if step == "mdo"]) == 1
    assert story.sizes("zorg.overleg") == story.sizes("zorg.hulp") == [(0, 600)]


# ---------------------------------------------------------------------- work for each other


def two_providers(other, *, minutes: float = 600, **more):
    """Everyone chooses `zorg` first, which has ten hours for one client; who waits two weeks goes to `ander`."""
    first = care(budget=50_000_00, pays=Lumpsum(0, 1, 0))
    help_ = provision("hulp", "individueel", {"zorg.hulp": 0.9, "ander.hulp": 0.1}, minutes=minutes, stay=100)
    plain = {"when_full": Switch(14.0), "surplus": KeptByParties(), "settlement": AtTariff(4.0)}
    return regime(help_, groups=(first, other), **(plain | more))


OTHER = care("ander", 20, pays=Production(0), tariff=30_00, role="other")


def test_who_got_the_money_pays_who_does_the_work() -> None:
    """Els, who chose zorg, is helped by ander for 100 days: zorg pays those hours, not the municipality."""
    story = live(two_providers(OTHER), need("wim", 0), need("els", 0))
    assert story.begins() == [("wim", "begins", 0), ("els", "begins", 14)]
    assert story.paid("productie ander") == []
    first, second = story.paid("verrekening")
    assert (first[0], second[0]) == (90, 181)
    assert first[1] == pytest.approx(10 * 30_00 * (90 - 14) / 7, abs=3)
    assert first[1] + second[1] == pytest.approx(10 * 30_00 * 100 / 7, abs=4)
    ledger = story.history.ledger
    assert ledger.balance("partij:ander") == pytest.approx(10 * 30_00 * 100 / 7 - total(story, "uren ander"), abs=4)
    assert story.indicator("settled_between") == pytest.approx(10 * 30 * 100 / 7 * YEAR / 365, abs=1)


def test_without_settling_the_municipality_pays_a_second_time() -> None:
    """The same wijk in which parties do not settle: those hours are on the municipality's bill, beside the lumpsum."""
    story = live(two_providers(OTHER, settlement=regime(provision("x")).settlement), need("wim", 0), need("els", 0))
    assert total(story, "productie ander") == pytest.approx(10 * 30_00 * 100 / 7, abs=4)
    assert story.paid("verrekening") == []


def test_own_clients_are_not_settled() -> None:
    """Who chose ander first is a client of ander, and the municipality pays."""
    story = live(two_providers(OTHER), need("wim", 0, provider=0.95))
    assert story.paid("verrekening") == []
    assert total(story, "productie ander") == pytest.approx(10 * 30_00 * 100 / 7, abs=4)


@pytest.mark.parametrize(
    "other",
    [replace(OTHER, pays=Output(0, {"hulp": 600_00.0})), replace(OTHER, party="zorg", pays=Lumpsum(0, 1, 0))],
    ids=["by result", "one party"],
)
def test_nothing_is_settled_for_what_is_paid_otherwise(other) -> None:
    """Who is paid by result gets its price, and one party does not pay itself."""
    story = live(two_providers(other), need("wim", 0), need("els", 0))
    assert story.paid("verrekening") == []


def test_two_parties_with_a_lumpsum_settle_out_of_their_purses() -> None:
    """Also who was paid beforehand gets the hours it delivered for another."""
    story = live(two_providers(replace(OTHER, pays=Lumpsum(0, 1, 0))), need("wim", 0), need("els", 0))
    ledger = story.history.ledger
    names = list(ledger.accounts)
    rows = zip(ledger.sources, ledger.targets, ledger.purposes, strict=True)
    settled = {(names[source], names[to]) for source, to, why in rows if why == "verrekening"}
    assert settled == {("lumpsum:zorg", "lumpsum:ander")}


def test_a_change_within_a_month_settles_no_work() -> None:
    """What begins on 11 April leaves the quarters as they are: 1 April and 1 July."""
    wijk = two_providers(OTHER)
    story = live(plan(wijk, replace(wijk, start=100.0)), need("wim", 0), need("els", 0))
    assert [day for day, _ in story.paid("verrekening")] == [90, 181]


def test_a_yearly_settlement_comes_once() -> None:
    """Settled once a year all is paid on the last day of it."""
    story = live(two_providers(OTHER, settlement=AtTariff(1.0)), need("wim", 0), need("els", 0))
    assert [day for day, _ in story.paid("verrekening")] == [365]


# ---------------------------------------------------------------------- money for one purpose


@pytest.mark.parametrize(
    ("earmarked", "granted"),
    [
        (EachYear(100_000_00.0, 2 * YEAR, 0.0), [100_000_00, 100_000_00]),
        (InAll(100_000_01.0, 2 * YEAR, 0.0), [50_000_01, 50_000_00]),
    ],
    ids=["each year", "in all"],
)
def test_a_hundred_thousand_a_year_or_in_all(earmarked, granted: list[int]) -> None:
    """For two years: a grant each 1 January and none in the third, spent in twelve equal parts a year."""
    story = live(home_help(care(), earmarked=earmarked, years=3))
    assert story.paid("geoormerkt kinderen_in_armoede") == list(zip((0, 365), granted, strict=True))
    spent = story.paid("programma kinderen_in_armoede")
    assert len(spent) == 24
    assert [sum(cents for _, cents in spent[:12]), sum(cents for _, cents in spent[12:])] == granted
    assert story.history.ledger.balance("geoormerkt:kinderen_in_armoede") == 0
    assert story.indicator("earmarked", "2019") == pytest.approx(granted[1] / 100 * YEAR / 365)


def test_a_grant_that_begins_later_is_whole() -> None:
    """Money for two years that is first granted in the second year is granted in the second and the third."""
    whole = home_help(care(), earmarked=InAll(100_000_01.0, 2 * YEAR, 0.0), years=4)
    new = whole.regimes[0]
    old = replace(new, earmarked=NoEarmark())
    story = live(replace(whole, regimes=(old, replace(new, start=365.0))))
    assert story.paid("geoormerkt kinderen_in_armoede") == [(365, 50_000_01), (730, 50_000_00)]


def test_a_ceiling_that_begins_in_mid_year_is_that_of_the_rest() -> None:
    """From 1 July 184 of 365 days are left: of a ceiling of 365 euros 184 are paid, and all of it the year after."""
    group = care(budget=365_00, tariff=100_00, pays=ProductionCapped(0, 1.0))
    whole = home_help(group, lines=budget_line(365_00), years=2)
    new = replace(whole.regimes[0], start=181.0)
    old = replace(whole.regimes[0], staff={"zorg": replace(group, pays=Lumpsum(0, 12, 0))})
    story = live(replace(whole, regimes=(old, new)), need("wim", 0))
    paid = story.paid("productie zorg")
    assert sum(cents for day, cents in paid if day <= 365) == 184_00
    assert sum(cents for day, cents in paid if day > 365) == 365_00


def test_a_grant_for_work_stands_beside_that_for_children() -> None:
    """The re-integration budget has a pot of its own."""
    story = live(home_help(care(), earmarked=EachYear(12_00.0, YEAR, 24_00.0)))
    purposes = ("kinderen_in_armoede", "re_integratie")
    assert [story.paid(f"programma {one}")[0] for one in purposes] == [(0, 1_00), (0, 2_00)]
    assert story.indicator("earmarked") == pytest.approx(36 * YEAR / 365)
    assert sum(chain(*[[cents for _, cents in story.paid(f"geoormerkt {one}")] for one in purposes])) == 36_00

"""Stories about what is left and what is short: dividing, a reserve, a claim, the end, a reservation not used."""

from __future__ import annotations

from typing import Any

import pytest
from small_wijk import Story, budget_line, live, need, plan, provision, regime, staff

from ruwaard_sim.mechanisms.pays import Lumpsum, Task
from ruwaard_sim.mechanisms.release import KeptForNextYear, OnDate
from ruwaard_sim.mechanisms.reservation import Inside, InsideAmount
from ruwaard_sim.mechanisms.settles import AtTheEnd
from ruwaard_sim.mechanisms.shortfall import Claim, Reserve
from ruwaard_sim.mechanisms.staffing import WithinBudget
from ruwaard_sim.mechanisms.surplus import InProportion, KeptByParties, Reinvest, Returned, Thirds

ONCE = Lumpsum(0, 1, 0)


def party(name: str, budget: int, hours: float = 0.0, **more: Any):
    """A party with a lumpsum and fixed hours at 50 euros; of a party without hours all is left."""
    return staff(name, hours, **({"pays": ONCE, "budget": budget, "role": "participant", "line": "regel"} | more))


TEAM = staff("team", pays=ONCE, staffing=WithinBudget(0), role="welfare", cost=60_00)


def joint(*groups, years: int = 1, **more: Any):
    """A wijk in which these parties and a team without money of its own have a joint budget."""
    help_ = provision("hulp", "individueel", {"a.hulp": 1.0}, minutes=60, stay=4000)
    lines = budget_line(sum(group.budget for group in groups))
    pgb = provision("pgb", "pgb", stay=4000)
    return plan(regime(help_, pgb, groups=(*groups, TEAM), lines=lines, **more), years=years)


def got(story: Story, account: str) -> int:
    """What an account got of a surplus."""
    ledger = story.history.ledger
    names = list(ledger.accounts)
    rows = zip(ledger.targets, ledger.cents, ledger.purposes, strict=True)
    return sum(cents for to, cents, why in rows if names[to] == account and why.endswith("overschot"))


WIJK, FUNDERS, A, B = "herinvestering", "begroting", "partij:a", "partij:b"


@pytest.mark.parametrize(
    ("surplus", "wijk", "funders", "a", "b"),
    [
        (Returned(), 0, 90_000_00, 0, 0),
        (Reinvest("team.hulp", 0.1), 81_900_00, 0, 2_700_00, 5_400_00),
        (KeptByParties(), 0, 0, 30_000_00, 60_000_00),
        (Thirds("team.hulp"), 30_000_00, 30_000_00, 10_000_00, 20_000_00),
        (InProportion(0.1, "team.hulp"), 9_000_00, 0, 27_000_00, 54_000_00),
    ],
    ids=["returned", "reinvest", "kept", "thirds", "in_proportion"],
)
def test_what_is_left_is_divided(surplus: Any, wijk: int, funders: int, a: int, b: int) -> None:
    """Of 30,000 and 60,000 a tenth was set aside and nothing was used: each answer divides the 90,000 its own way.

    Kept: each its own 27,000 or 54,000 and its part of the reservation. Thirds: 30,000 each, the providers' as 1 to 2.
    In proportion: a tenth for the wijk, 81,000 as 1 to 2. Reinvest: a buffer of a tenth of what is a party's own.
    """
    story = live(joint(party("a", 30_000_00), party("b", 60_000_00), surplus=surplus, reservation=Inside(0.1)))
    assert [got(story, account) for account in (WIJK, FUNDERS, A, B)] == [wijk, funders, a, b]
    assert story.history.ledger.balance("wijkbudget") == story.history.ledger.balance("lumpsum:a") == 0


def test_the_municipality_puts_in_the_hours_of_its_own_staff() -> None:
    """Officials who cost 26,071.43 a year are a third party beside 30,000 and 60,000, by what was put in."""
    officials = staff("ambtenaren", 10)
    story = live(joint(party("a", 30_000_00), party("b", 60_000_00), officials, surplus=InProportion(0.0, "team.hulp")))
    cost = sum(cents for _, cents in story.paid("eigen formatie ambtenaren"))
    assert cost == pytest.approx(10 * 50_00 * 365 / 7, abs=12)
    assert got(story, FUNDERS) == pytest.approx(90_000_00 * cost / (cost + 90_000_00), abs=1)
    assert got(story, A) * 2 == pytest.approx(got(story, B), abs=2)


def test_the_thirds_odd_cents_are_not_lost() -> None:
    """Of 100.00 euros the wijk gets 33.34, the others 33.33."""
    story = live(joint(party("a", 100_00), surplus=Thirds("team.hulp")))
    assert [got(story, account) for account in (WIJK, FUNDERS, A)] == [33_34, 33_33, 33_33]
    assert story.indicator("surplus_returned") == pytest.approx(33.33 * 365.25 / 365)
    assert story.indicator("surplus_parties") == pytest.approx(33.33 * 365.25 / 365)
    assert story.indicator("cost_lines") == pytest.approx(66.67 * 365.25 / 365)


def test_the_wijks_third_buys_hours_the_year_after() -> None:
    """A third of a surplus of 36,500 buys hours of the team at 60 euros in the second year."""
    story = live(joint(party("a", 36_500_00), surplus=Thirds("team.hulp"), years=2))
    third = 12_166_67
    assert story.paid("herinvestering team") == [(365, third)]
    assert story.sizes("team.hulp") == [(0, 0), (365, round(third / 60_00 * 60 / (365 / 7)))]


# ---------------------------------------------------------------------- when


def test_at_the_end_years_are_settled_together() -> None:
    """Two years with 10,000 left each: nothing is divided after the first, twice as much on the last day."""
    story = live(joint(party("a", 10_000_00), surplus=Returned(), settles=AtTheEnd(), years=2))
    assert story.paid("overschot") == [(730, 20_000_00)]


def test_at_the_end_a_good_year_pays_for_a_bad_one() -> None:
    """What a party is short in one year it pays from another; settled each year it bears that itself."""
    hours = 10 * 50_00 * 365 / 7
    grows = party("a", 20_000_00, 10, pays=Lumpsum(0, 1, 1.0))
    story = live(joint(grows, surplus=Returned(), settles=AtTheEnd(), years=2))
    assert story.paid("tekort van de partij") == []
    each_year = live(joint(grows, surplus=Returned(), years=2))
    assert each_year.paid("tekort van de partij") == [(365, pytest.approx(hours - 20_000_00, abs=12))]
    assert sum(cents for _, cents in story.paid("overschot")) == pytest.approx(60_000_00 - 2 * hours, abs=30)


def test_at_the_end_an_unused_reservation_waits_in_the_joint_budget() -> None:
    """The reservation of each year is that year's; what is not used of it is divided on the last day."""
    wijk = joint(party("a", 10_000_00), surplus=Returned(), settles=AtTheEnd(), reservation=Inside(0.1), years=2)
    story = live(wijk)
    assert story.paid("vrijval reservering") == [(365, 1_000_00)]
    assert sum(cents for _, cents in story.paid("overschot")) == 20_000_00


# ---------------------------------------------------------------------- what is short

SHORT = 16_071_43
"""What a party with 10,000 is short whose ten hours a week cost 26,071.43, give or take the months' roundings."""


def test_a_reserve_pays_first_and_the_party_the_rest() -> None:
    """Half of b's 20,000 goes into the reserve and pays 10,000 of what a is short; a bears the other 6,071.43."""
    wijk = joint(
        party("a", 10_000_00, 10), party("b", 20_000_00), surplus=Returned(), shortfall=Reserve(0.5, 50_000_00)
    )
    story = live(wijk)
    assert story.paid("naar reserve") == [(365, 10_000_00)]
    assert story.paid("uit reserve") == [(365, 10_000_00)]
    assert story.paid("tekort van de partij")[0][1] == pytest.approx(SHORT - 10_000_00, abs=12)
    assert got(story, FUNDERS) == 10_000_00
    assert story.indicator("shortfall") == pytest.approx(SHORT / 100 * 365.25 / 365, abs=1)
    assert story.indicator("shortfall_reserve") == pytest.approx(10_000 * 365.25 / 365)


def test_a_reserve_is_not_filled_above_its_height_and_empties_on_the_last_day() -> None:
    """Of 20,000 half would go in, but the reserve holds 4,000 at most; at the end that is divided as a surplus is."""
    story = live(joint(party("a", 20_000_00), surplus=Returned(), shortfall=Reserve(0.5, 4_000_00), years=2))
    assert story.paid("naar reserve") == [(365, 4_000_00)]
    assert got(story, FUNDERS) == 40_000_00
    assert story.history.ledger.balance("reserve") == 0


@pytest.mark.parametrize(
    ("surplus", "wijk", "funders", "a"),
    [
        (Reinvest("team.hulp", 0.1), 36_400_00, 0, 3_600_00),
        (KeptByParties(), 0, 0, 40_000_00),
        (Thirds("team.hulp"), 13_333_34, 13_333_33, 13_333_33),
    ],
    ids=["reinvest", "kept", "thirds"],
)
def test_what_is_in_the_reserve_at_the_end_is_nobodys_own(surplus: Any, wijk: int, funders: int, a: int) -> None:
    """Of 40,000 the reserve took 4,000; that is divided with the 36,000 that are a's, and no cent twice."""
    reserve = Reserve(0.5, 4_000_00)
    story = live(joint(party("a", 20_000_00), surplus=surplus, shortfall=reserve, settles=AtTheEnd(), years=2))
    assert story.paid("naar reserve") == [(730, 4_000_00)]
    assert [got(story, account) for account in (WIJK, FUNDERS, A)] == [wijk, funders, a]


def test_the_municipality_makes_up_its_share_of_a_claim() -> None:
    """A claim of three quarters: the municipality pays that part of what is short, and it counts as its cost."""
    one = joint(party("a", 10_000_00, 10, pays=Task(0, 1, 0)), surplus=Returned(), shortfall=Claim(0.75))
    story = live(one)
    assert story.paid("claim")[0][1] == pytest.approx(SHORT * 0.75, abs=12)
    assert story.paid("tekort van de partij")[0][1] == pytest.approx(SHORT * 0.25, abs=12)
    assert story.indicator("cost_lines") == pytest.approx((10_000_00 + SHORT * 0.75) / 100 * 365.25 / 365, abs=1)


def test_one_purse_is_short_for_all_by_what_each_put_in() -> None:
    """Under one sum for the task a party that spends too much is paid for by all: here a puts in a quarter."""
    groups = (party("a", 5_000_00, 10, pays=Task(0, 1, 0)), party("b", 15_000_00, pays=Task(0, 1, 0)))
    story = live(joint(*groups, surplus=Returned()))
    short = 10 * 50_00 * 365 / 7 - 20_000_00
    paid = [cents for _, cents in story.paid("tekort van de partij")]
    assert paid == [pytest.approx(short / 4, abs=6), pytest.approx(short * 3 / 4, abs=12)]
    assert story.history.ledger.balance("taak") == 0


# ---------------------------------------------------------------------- a reservation


def test_an_amount_is_set_aside_by_the_size_of_each_part() -> None:
    """Of an amount of 3,000.01 a party with a third of the joint budget gives a third, to the cent."""
    wijk = joint(party("a", 10_000_00), party("b", 20_000_00), reservation=InsideAmount(3_000_01.0))
    story = live(wijk)
    assert story.paid("pgb-reservering uit a") == [(0, 1_000_00)]
    assert story.paid("pgb-reservering uit b") == [(0, 2_000_01)]
    assert story.paid("termijn a") == [(0, 9_000_00)]


def test_no_more_is_set_aside_than_there_is() -> None:
    """An amount above the joint budget takes all of it."""
    story = live(joint(party("a", 10_000_00), reservation=InsideAmount(50_000_00.0)))
    assert story.paid("pgb-reservering uit a") == [(0, 10_000_00)]
    assert story.paid("termijn a") == []


def test_on_a_date_what_is_not_needed_buys_hours() -> None:
    """On 1 July a pgb of 10 euros a week needs 262.86 until the end: the rest of what lies aside buys hours."""
    tariff = {"pgb_wish": 0.1, "pgb_price": 0.5}
    wijk = joint(
        party("a", 100_000_00, tariff=20_00), surplus=Returned(), reservation=Inside(0.1),
        release=OnDate(7.0, "team.hulp"), **tariff,
    )  # fmt: skip
    story = live(wijk, need("wim", 0, pgb=0.05))
    spent = sum(cents for day, cents in story.paid("pgb") if day <= 181)
    free = 10_000_00 - spent - round(10_00 * 184 / 7)
    assert story.paid("ingekocht team") == [(181, free)]
    assert story.sizes("team.hulp") == [(0, 0), (181, round(free / 60_00 * 60 / (184 / 7)))]
    assert story.history.ledger.balance("pgb_reservering") == 0
    assert story.indicator("pgb_overspent") == pytest.approx(0, abs=0.1)


def test_nothing_is_released_that_is_still_needed() -> None:
    """When running pgb's will need more than there is, nothing is released."""
    tariff = {"pgb_wish": 0.1, "pgb_price": 0.5}
    wijk = joint(
        party("a", 5_000_00, tariff=20_00), reservation=Inside(0.1), release=OnDate(7.0, "team.hulp"), **tariff
    )
    story = live(wijk, need("wim", 0, pgb=0.05))
    assert story.paid("ingekocht team") == []


def test_what_is_kept_adds_to_next_year() -> None:
    """1,000 a year is set aside and nobody asks a pgb: after two years 2,000 is divided, and nothing before."""
    wijk = joint(party("a", 10_000_00), surplus=Returned(), reservation=Inside(0.1), release=KeptForNextYear(), years=2)
    story = live(wijk)
    assert story.paid("overschot") == [(365, 9_000_00), (730, 9_000_00), (730, 2_000_00)]

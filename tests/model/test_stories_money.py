"""Stories about money: instalments, production, personal budgets, contributions, surpluses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_wijk import budget_line, helped, live, need, plan, provision, regime, staff

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.contribution import ByLaw
from ruwaard_sim.mechanisms.pays import Lumpsum, OwnStaff, Production, Subsidy
from ruwaard_sim.mechanisms.reservation import Inside
from ruwaard_sim.mechanisms.staffing import WithinBudget
from ruwaard_sim.mechanisms.surplus import Reinvest

HELP = {"zorg.hulp": 1.0}


def care(hours: float = 10, **more):
    """Helpers of one provider that takes part."""
    return staff("zorg", hours, **({"role": "participant", "line": "regel"} | more))


def home_help(*groups, minutes: float = 60, stay: float = 400, years: int = 1, **more):
    """A wijk where everyone is helped at home, from the first day of the year."""
    help_ = provision("hulp", "individueel", HELP, minutes=minutes, stay=stay, contribution=True)
    return plan(regime(help_, provision("pgb", "pgb", stay=stay), groups=groups, **more), years=years)


def test_a_lumpsum_comes_in_instalments_exact_to_the_cent() -> None:
    """A lumpsum of 1,000.03 comes at the start of each quarter, the odd cents first."""
    wijk = home_help(care(budget=1000_03, pays=Lumpsum(0, 4, 0)), lines=budget_line(1000_03))
    story = live(wijk, need("a", 0))
    assert story.paid("termijn zorg") == [(0, 250_01), (90, 250_01), (181, 250_01), (273, 250_00)]


def test_after_a_lumpsum_nothing_is_paid() -> None:
    """Whatever work is done for a lumpsum, nothing is paid afterwards; the hours cost what they cost."""
    wijk = home_help(care(budget=1000_00, pays=Lumpsum(0, 4, 0)), lines=budget_line(1000_00))
    story = live(wijk, need("a", 0), need("b", 0), need("c", 0))
    assert story.paid("productie zorg") == []
    assert sum(cents for _, cents in story.paid("uren zorg")) == pytest.approx(10 * 50_00 * 365 / 7, abs=12)
    assert story.history.ledger.balance("wijkbudget") == 0


def test_production_is_hours_times_tariff() -> None:
    """One hour a week from 1 January: at the end of that month 31/7 hours are paid at the tariff."""
    wijk = home_help(care(pays=Production(0), tariff=24_50, role="other"))
    story = live(wijk, need("a", 0))
    months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [cents for _, cents in story.paid("productie zorg")] == [round(days / 7 * 24_50) for days in months]
    assert story.paid("productie zorg")[0][0] == 31


def test_no_work_no_production() -> None:
    """Where nobody asks, production pays nothing, and the staff still costs money."""
    story = live(home_help(care(pays=Production(0), tariff=24_50)))
    assert story.paid("productie zorg") == []
    assert len(story.paid("uren zorg")) == 12


def test_the_municipality_bears_its_own_staff() -> None:
    """What the municipality's own staff costs, it pays itself; the staff's account ends at zero."""
    story = live(home_help(staff("zorg", 10, pays=OwnStaff(0))), need("a", 0))
    assert story.paid("eigen formatie zorg") == story.paid("uren zorg")
    assert story.history.ledger.balance("partij:zorg") == 0


def test_a_subsidy_comes_from_the_municipality_itself() -> None:
    """A subsidy is paid in instalments, but goes through no joint budget."""
    wijk = home_help(care(budget=1200_00, pays=Subsidy(0, 12, 0)), lines=budget_line(1200_00))
    story = live(wijk)
    assert [cents for _, cents in story.paid("termijn zorg")] == [100_00] * 12
    assert "wijkbudget" not in story.history.ledger.accounts


def test_what_is_budgeted_and_not_used_returns() -> None:
    """What is left of the budget lines at the end of the year goes back, and next year is budgeted anew."""
    wijk = home_help(care(pays=Production(0), tariff=24_50), lines=budget_line(1000_00), years=2)
    story = live(wijk)
    assert story.paid("budget regel deelnemers") == [(0, 1000_00), (365, 1000_00)]
    assert story.paid("vrijval") == [(365, 1000_00), (730, 1000_00)]


def test_a_shortfall_is_made_up() -> None:
    """What production costs above the budget the municipality makes up at the end of the year."""
    wijk = home_help(care(pays=Production(0), tariff=24_50), lines=budget_line(1000_00))
    story = live(wijk, need("a", 0))
    paid = sum(cents for _, cents in story.paid("productie zorg"))
    assert story.paid("tekort") == [(365, paid - 1000_00)]
    assert story.indicator("cost_lines") == pytest.approx(paid / 100 * 365.25 / 365)


PGB = {"pgb_wish": 0.1, "pgb_price": 0.5}
WISH = {"pgb": 0.05}


def test_a_pgb_needs_no_hours_of_a_provider() -> None:
    """Who chooses a pgb is helped although the provider has no hours, at a share of its tariff."""
    story = live(home_help(care(0, pays=Production(0), tariff=20_00), **PGB), need("a", 0, **WISH), need("b", 0))
    assert story.routes() == [("a", "pgb", 0), ("b", "hulp", 0)]
    assert story.begins() == [("a", "begins", 0)]
    assert sum(cents for _, cents in story.paid("pgb")) == pytest.approx(10_00 * 365 / 7, abs=12)
    assert story.indicator("pgb_clients") == 1


def test_who_cannot_manage_a_pgb_gets_help_in_kind() -> None:
    """Who wishes for a pgb but cannot manage it is offered help in kind."""
    story = live(home_help(care(), **PGB), need("a", 0, able=False, **WISH))
    assert story.routes() == [("a", "hulp", 0)]


def test_an_empty_reservation_refuses_nobody() -> None:
    """A pgb is paid from the reservation while there is any, then by the municipality, and that is told."""
    wijk = home_help(
        care(0, budget=1000_00, pays=Lumpsum(0, 4, 0), tariff=20_00),
        reservation=Inside(0.1),
        lines=budget_line(1000_00),
        **PGB,
    )
    story = live(wijk, need("a", 0, **WISH), need("b", 0, **WISH))
    assert story.begins() == [("a", "begins", 0), ("b", "begins", 0)]
    month = round(31 / 7 * 20_00)
    assert story.paid("pgb")[:3] == [(31, month), (59, 100_00 - month), (59, round(28 / 7 * 20_00) - (100_00 - month))]
    overspent = [
        (day, cents) for day, kind, _, _, _, cents in story.history.rows.tolist() if kind == EventKind.OVERSPENT
    ]
    assert overspent[0] == story.paid("pgb")[2]
    total = sum(cents for _, cents in story.paid("pgb"))
    assert sum(cents for _, cents in overspent) == total - 100_00
    assert story.indicator("pgb_overspent") == pytest.approx((total - 100_00) / 100 * 365.25 / 365)
    assert story.indicator("cost_pgb") == pytest.approx(total / 100 * 365.25 / 365)


def test_outside_the_joint_budget_nothing_is_overspent() -> None:
    """Without a reservation a pgb is paid from the general means, and that is not called overspending."""
    story = live(home_help(care(0, tariff=20_00), **PGB), need("a", 0, **WISH))
    assert not (story.history.rows[:, 1] == EventKind.OVERSPENT).any()
    assert story.paid("pgb")


def test_a_reservation_is_taken_from_the_parties() -> None:
    """What is reserved for pgb does not reach the parties: their instalments are that much lower."""
    wijk = home_help(care(budget=1000_00, pays=Lumpsum(0, 1, 0)), reservation=Inside(0.1), lines=budget_line(1000_00))
    story = live(wijk)
    assert story.paid("termijn zorg") == [(0, 900_00)]
    assert story.paid("pgb-reservering uit zorg") == [(0, 100_00)]


def test_residents_contribute_by_income() -> None:
    """A client pays a contribution by income class, for the days on which there was help."""
    law = ByLaw(1, 1, 1, low=100_00, middle=200_00, high=300_00)
    wijk = home_help(care(), contribution=law, stay=100)
    story = live(wijk, need("a", 0), need("b", 0), incomes={"a": 0, "b": 2})
    assert sum(cents for _, cents in story.paid("eigen bijdrage")) == pytest.approx(400_00 * 100 / 365.25, abs=8)
    assert story.indicator("cost_households") == pytest.approx(400 * 100 / 365, abs=0.1)


def test_what_lies_outside_is_paid_once_by_who_insures_it() -> None:
    """A specialist is paid once, when it begins, by the insurer; an aid by the municipality."""
    wijk = regime(
        provision("specialist", "specialist", once=3500_00, payer="zvw"),
        provision("hulpmiddel", "hulpmiddel", once=900_00),
        routes=(("leefdomein == psychisch", "specialist"), (None, "hulpmiddel")),
    )  # fmt: skip
    story = live(wijk, need("a", 3, "psychisch"), need("b", 4))
    assert story.paid("specialist") == [(3, 3500_00)]
    assert story.indicator("cost_insurers") == pytest.approx(3500 * 365.25 / 365)
    assert story.indicator("cost_municipality") == pytest.approx(900 * 365.25 / 365)


def joint(budget: int, hours: float, keep: float = 0.0, years: int = 2):
    """A provider with a lumpsum above what its fixed hours cost, and a team that gets what is left the year after."""
    return home_help(
        care(hours, budget=budget, pays=Lumpsum(0, 1, 0)),
        staff("team", pays=Lumpsum(0, 1, 0), staffing=WithinBudget(0), role="welfare", cost=60_00),
        surplus=Reinvest("team.hulp", keep), lines=budget_line(budget), years=years,
    )  # fmt: skip


def test_a_surplus_buys_hours_the_year_after() -> None:
    """What a party has left of its lumpsum buys hours of the team in the next year, at the team's wage."""
    story = live(joint(36_500_00, hours=2))
    spent = sum(cents for day, cents in story.paid("uren zorg") if day <= 365)
    left = 36_500_00 - spent
    assert story.paid("overschot")[0] == (365, left)
    assert story.paid("herinvestering team") == [(365, left)]
    assert story.sizes("team.hulp") == [(0, 0), (365, round(left / 60_00 * 60 / (365 / 7)))]
    assert sum(cents for _, cents in story.paid("uren team")) == pytest.approx(left, rel=0.001)
    assert story.indicator("reinvested", "2019") == pytest.approx(left / 100 * 365.25 / 365)


def test_a_party_may_keep_a_buffer() -> None:
    """A party that keeps half of its surplus as a buffer shares the other half."""
    story = live(joint(36_500_00, hours=2, keep=0.5))
    spent = sum(cents for day, cents in story.paid("uren zorg") if day <= 365)
    assert story.paid("overschot")[0] == (365, round((36_500_00 - spent) / 2))


def test_a_loss_is_not_shared() -> None:
    """A party whose hours cost more than its lumpsum bears the loss itself."""
    story = live(joint(1_000_00, hours=2))
    assert story.paid("overschot") == []
    assert story.history.ledger.balance("partij:zorg") < 0


def test_hours_follow_the_budget() -> None:
    """Staff within a budget has the hours that it buys, less open posts; as wages rise, fewer."""
    wage = 50_00
    group = care(0, budget=26_089_29, cost=wage, pays=Lumpsum(0, 1, 0), staffing=WithinBudget(0.2))
    wijk = home_help(group, lines=budget_line(26_089_29), years=2)
    dearer = replace(wijk.regimes[0], start=365.0, staff={"zorg": replace(group, cost=wage * 1.25)})
    story = live(replace(wijk, regimes=(*wijk.regimes, dearer)))
    assert story.sizes("zorg.hulp") == [(0, 480), (365, 384)]


def test_an_indexed_lumpsum_keeps_its_hours() -> None:
    """A lumpsum that rises as wages do buys the same hours every year."""
    group = care(0, budget=26_089_29, pays=Lumpsum(0, 1, 0.1), staffing=WithinBudget(0))
    wijk = home_help(group, lines=budget_line(26_089_29), years=2)
    dearer = replace(wijk.regimes[0], start=365.0, staff={"zorg": replace(group, cost=50_00 * 1.1)})
    story = live(replace(wijk, regimes=(*wijk.regimes, dearer)))
    assert story.sizes("zorg.hulp") == [(0, 600)]
    assert [cents for _, cents in story.paid("inleg zorg")] == [26_089_29, round(26_089_29 * 1.1)]


def test_help_from_before_is_charged_from_the_first_day_of_the_books() -> None:
    """What was worked before the books open is nobody's bill."""
    wijk = replace(home_help(care(pays=Production(0), tariff=24_50)), first_day=-70.0)
    early = replace(wijk, regimes=(replace(wijk.regimes[0], start=-70.0),))
    story = live(early, helped("a", "hulp"))
    assert story.begins() == [("a", "begins", -70)]
    assert story.paid("productie zorg")[0] == (31, round(31 / 7 * 24_50))


def test_the_books_close_after_every_year() -> None:
    """At the end all money is somewhere: nothing was made and nothing was lost."""
    story = live(joint(36_500_00, hours=2, years=3), need("a", 5), need("b", 400))
    ledger = story.history.ledger
    assert ledger.closes
    assert ledger.balance("gemeente") == 0
    assert sum(ledger.balances) == 0


def test_what_is_left_of_a_reservation_is_a_surplus() -> None:
    """A reservation that nobody needed goes where a surplus goes, at the end of the year."""
    wijk = home_help(care(budget=1000_00, pays=Lumpsum(0, 1, 0)), reservation=Inside(0.1), lines=budget_line(1000_00))
    story = live(wijk)
    assert (365, 100_00) in story.paid("overschot")
    assert story.history.ledger.balance("pgb_reservering") == 0


def test_a_reservation_takes_hours() -> None:
    """What is reserved for pgb buys no hours of the party it was taken from."""
    group = care(0, budget=26_089_29, pays=Lumpsum(0, 1, 0), staffing=WithinBudget(0))
    story = live(home_help(group, reservation=Inside(0.1), lines=budget_line(26_089_29)))
    assert story.sizes("zorg.hulp") == [(0, 540)]


def test_hours_at_the_client_are_fewer_than_hours_paid() -> None:
    """Of every employed hour a part goes to sickness and administration: ten direct hours cost twelve and a half."""
    story = live(home_help(replace(care(10), direct=0.8)))
    assert story.paid("uren zorg")[0] == (31, round(31 / 7 * 12.5 * 50_00))


def test_what_was_before_the_books_costs_nothing() -> None:
    """Staff, pgb's and contributions of the weeks before the first day are not in the books."""
    law = ByLaw(1, 1, 1, low=365_25, middle=365_25, high=365_25)
    wijk = replace(home_help(care(10, tariff=20_00), contribution=law, **PGB), first_day=-70.0)
    early = replace(wijk, regimes=(replace(wijk.regimes[0], start=-70.0),))
    story = live(early, helped("a", "hulp"), helped("b", "pgb", in_kind="hulp"))
    assert story.paid("uren zorg")[0] == (31, round(31 / 7 * 10 * 50_00))
    assert story.paid("pgb")[0] == (31, round(31 / 7 * 10_00))
    assert story.paid("eigen bijdrage")[0] == (31, 31_00)
    assert story.history.pool_hours["zorg.hulp"] == pytest.approx((400 - 70) * 60)


def test_a_surplus_settled_within_the_year_buys_hours_for_the_rest_of_it() -> None:
    """When arrangements change on 1 July, what is left then buys hours for the half year that remains."""
    wijk = joint(36_500_00, hours=2, years=1)
    half = replace(wijk.regimes[0], start=181.0, reservation=Inside(0.0))
    story = live(replace(wijk, regimes=(*wijk.regimes, half)))
    left = story.paid("herinvestering team")[0]
    assert left[0] == 181
    assert story.sizes("team.hulp")[-1] == (181, round(left[1] / 60_00 * 60 / (184 / 7)))

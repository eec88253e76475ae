"""Costs: what each payer pays, in which period it falls, and that no two sides are mixed."""

from __future__ import annotations

from datetime import date
from math import isnan

import pytest
from hand_made import figure, happens, helped, record, two_years

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.tables import ALL, measure, windows

YEAR = 365 / 365.25


def paid(*money: tuple[float, str, str, int, str]):
    """A run in which only money moved."""
    return record(money=money)


def test_what_is_settled_on_new_year_belongs_to_the_old_year() -> None:
    """Work settled on 1 January was done in December; a budget opened that day is for the new year."""
    run = paid(
        (365, "gemeente", "partij:zorg", 100_00, "productie hh_deelnemers"),
        (365, "begroting", "gemeente", 900_00, "budget regel deelnemers"),
        (365, "gemeente", "begroting", 50_00, "vrijval"),
    )
    assert figure(run, "cost_lines", "2018") == pytest.approx(-50 / YEAR)
    assert figure(run, "cost_lines", "2019") == pytest.approx(900 / YEAR)
    assert figure(run, "result_participants", "2018") == pytest.approx(100 / YEAR)


def test_the_first_and_the_last_moment() -> None:
    """A budget on day 0 counts, a settlement on the last day counts, and what was paid before day 0 does not."""
    run = paid(
        (-10, "begroting", "buiten:hulpmiddel", 7_00, "hulpmiddel"),
        (0, "begroting", "gemeente", 900_00, "budget regel deelnemers"),
        (730, "begroting", "gemeente", 10_00, "tekort"),
    )
    assert figure(run, "cost_municipality", "2018") == pytest.approx(900 / YEAR)
    assert figure(run, "cost_municipality", "2019") == pytest.approx(10 / YEAR)
    assert figure(run, "cost_municipality") == pytest.approx(910 / YEAR / 2)


def test_the_municipality_pays_net() -> None:
    """What returns to the municipality, and what residents contribute, comes off what it pays."""
    run = paid(
        (0, "begroting", "gemeente", 900_00, "budget regel deelnemers"),
        (31, "begroting", "partij:zorg", 40_00, "eigen formatie zorg"),
        (31, "huishoudens", "begroting", 15_00, "eigen bijdrage"),
        (365, "gemeente", "begroting", 25_00, "vrijval"),
    )
    assert figure(run, "cost_municipality", "2018") == pytest.approx(900 / YEAR)
    assert figure(run, "cost_lines", "2018") == pytest.approx(875 / YEAR)


def test_society_is_all_payers_together() -> None:
    """What society pays is what municipality, insurers and residents pay together; transfers between them fall away."""
    run = paid(
        (10, "begroting", "buiten:hulpmiddel", 900_00, "hulpmiddel"),
        (10, "zorgverzekeraars", "buiten:specialist", 3500_00, "specialist"),
        (31, "huishoudens", "begroting", 15_00, "eigen bijdrage"),
    )
    sides = [figure(run, f"cost_{payer}", "2018") for payer in ("municipality", "insurers", "households")]
    assert sides == pytest.approx([885 / YEAR, 3500 / YEAR, 15 / YEAR])
    assert figure(run, "cost_society", "2018") == pytest.approx(sum(sides))


def test_pgb_from_reservation_and_from_general_means() -> None:
    """What pgb holders get counts wherever it came from; above the reservation it is told apart."""
    run = record(
        happens(EventKind.OVERSPENT, -1, 59, amount=30_00),
        money=[
            (31, "pgb_reservering", "pgb_houders", 100_00, "pgb"),
            (59, "begroting", "pgb_houders", 30_00, "pgb"),
        ],
    )
    assert figure(run, "cost_pgb", "2018") == pytest.approx(130 / YEAR)
    assert figure(run, "pgb_overspent", "2018") == pytest.approx(30 / YEAR)


def test_overspending_settled_on_new_year_belongs_to_the_old_year() -> None:
    """A pgb month settled on 1 January is one of the old year."""
    run = record(happens(EventKind.OVERSPENT, -1, 365, amount=30_00))
    assert figure(run, "pgb_overspent", "2018") == pytest.approx(30 / YEAR)
    assert figure(run, "pgb_overspent", "2019") == 0


def test_the_result_is_before_a_surplus_is_divided() -> None:
    """Received less the cost of hours, by role; what is shared afterwards is no loss."""
    run = paid(
        (0, "wijkbudget", "lumpsum:zorg", 100_00, "termijn hh_deelnemers"),
        (31, "lumpsum:zorg", "personeel", 70_00, "uren hh_deelnemers"),
        (31, "partij:elders", "personeel", 20_00, "uren hh_overig"),
        (365, "lumpsum:zorg", "herinvestering", 30_00, "overschot"),
    )
    assert figure(run, "result_participants", "2018") == pytest.approx(30 / YEAR)
    assert figure(run, "result_others", "2018") == pytest.approx(-20 / YEAR)


def test_the_cost_of_a_year_of_help() -> None:
    """What was paid for help in kind, divided by the years of help given."""
    run = record(
        helped(0, 0, 365.25, "hulp", domain="huishouden"),
        helped(1, 0, 365.25 / 2, "hulp", who=1, domain="huishouden"),
        helped(2, 0, None, "pgb", who=2, domain="huishouden"),
        money=[(31, "gemeente", "partij:zorg", 3000_00, "productie hh_deelnemers")],
    )
    assert figure(run, "unit_cost_hh") == pytest.approx(2000)
    assert isnan(figure(run, "unit_cost_guidance"))


def test_reinvested_money_counts_in_the_year_in_which_it_is_spent() -> None:
    """What is put into the wijk again on 1 January belongs to the new year."""
    run = paid((365, "herinvestering", "lumpsum:welzijn", 80_00, "herinvestering"))
    assert figure(run, "reinvested", "2018") == 0
    assert figure(run, "reinvested", "2019") == pytest.approx(80 / YEAR)


def test_periods_are_calendar_years() -> None:
    """A period that begins in July has a first part of half a year, and each year is itself."""
    found = windows(two_years(date(2018, 7, 1)).calendar)
    assert [(window.name, window.start, window.end) for window in found] == [
        (ALL, 0, 731), ("2018", 0, 184), ("2019", 184, 549), ("2020", 549, 731),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget", "sturing", "tekort_claim", "verrekenen", "jeugd_2020"])
def test_the_parts_of_what_the_municipality_pays_are_all_of_it(name: str) -> None:
    """Lines, pgb beside them, own staff and the rest, less own contributions: to the cent, in every period."""
    plan = load_variant(name).plan
    figures: dict[str, dict[str, float]] = {}
    for period, indicator, value in measure(simulate(plan, deal(plan, 1, 1)), plan):
        figures.setdefault(period, {})[indicator] = value
    for values in figures.values():
        parts = sum(values[f"cost_{part}"] for part in ("lines", "pgb_beside", "own_staff", "other"))
        assert parts - values["cost_households"] == pytest.approx(values["cost_municipality"], abs=0.01)
        payers = sum(values[f"cost_{payer}"] for payer in ("municipality", "insurers", "households"))
        assert payers == pytest.approx(values["cost_society"], abs=0.01)

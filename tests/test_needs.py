"""How often needs are dealt, and to whom help that goes on already is given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ruwaard_sim.agents.needs import DomainProfile, StockProfile, deal_needs, deal_stock
from ruwaard_sim.agents.population import Position, Residents
from ruwaard_sim.agents.traits import Traits
from ruwaard_sim.streams import Floats, Streams
from ruwaard_sim.units import DAYS_PER_YEAR

PEOPLE = 4000
YEARS = 5
LAST_DAY = YEARS * DAYS_PER_YEAR
STREAMS = Streams(seed=1, replication=1)
PLAIN = DomainProfile(
    name="plain",
    ages=(0.0, 40.0, 41.5, 42.0),
    rates=(0.0, 0.001, 0.01, 0.0005),
    alone=1.0,
    low_income=1.0,
    high_income=1.0,
    frailty=0.0,
    headroom=1.0,
    severity=(1, 5, 10),
    urgency=(0.5, 0.8, 0.9),
    pgb_able=0.5,
)


def people(ages: Floats) -> Residents:
    """Residents of these ages in years on day 0, all alike, who stay."""
    count = len(ages)
    whole = np.full(count, 5, dtype=np.int64)
    return Residents(
        number=np.arange(count),
        birth=-ages * DAYS_PER_YEAR,
        arrival=np.zeros(count),
        departure=np.full(count, np.inf),
        why=np.zeros(count, dtype=np.int64),
        household=np.arange(count),
        position=np.full(count, Position.COUPLE, dtype=np.int64),
        income=np.ones(count, dtype=np.int64),
        traits=Traits(whole, whole, whole, np.ones(count, dtype=np.bool_)),
    )


def test_every_band_that_someone_passes_through_counts_also_one_of_half_a_year() -> None:
    """Between the birthdays of people of 38.2 lie all four bands, and each has the needs of its own rate."""
    needs = deal_needs(people(np.full(PEOPLE, 38.2)), [PLAIN], STREAMS, LAST_DAY)
    kept = needs.threshold < 1.0
    ages = 38.2 + needs.day[kept] / DAYS_PER_YEAR
    edges = [38.2, *PLAIN.ages[1:], 38.2 + YEARS]
    for low, high, rate in zip(edges[:-1], edges[1:], PLAIN.rates, strict=True):
        expected = PEOPLE * rate * (high - low) * DAYS_PER_YEAR
        found = ((ages >= low) & (ages < high)).sum()
        assert abs(found - expected) <= 4 * np.sqrt(expected)


@pytest.mark.parametrize("clients", [0, 1, 7, PEOPLE // 2, PEOPLE])
def test_help_that_goes_on_is_given_to_so_many_residents_who_can_have_it(clients: int) -> None:
    """Nobody twice; nobody whose rate is nothing; fewer where there are not so many."""
    residents = people(np.linspace(30, 50, PEOPLE))
    kinds, stock = deal_stock(residents, [PLAIN], [StockProfile("help", "help", 0, clients)], STREAMS, 0.0)
    old_enough = np.flatnonzero(residents.age_at(0.0) >= PLAIN.ages[1])
    assert len(kinds) == len(stock) == min(clients, len(old_enough))
    assert len(np.unique(stock.resident)) == len(stock)
    assert set(stock.resident) <= set(old_enough)


def test_whoever_has_such_needs_more_often_is_helped_more_often_already() -> None:
    """Of people half of whom have them three times as often, three in four of those helped are theirs."""
    often = replace(PLAIN, ages=(0.0, 40.0), rates=(0.001, 0.003))
    residents = people(np.linspace(30, 50, PEOPLE))
    _, stock = deal_stock(residents, [often], [StockProfile("help", "help", 0, 400)], STREAMS, 0.0)
    share = (residents.age_at(0.0)[stock.resident] >= 40).mean()
    assert share == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / 400))

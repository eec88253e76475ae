"""The people of the wijk: exactly the census on the first day, and believable ever after."""

from __future__ import annotations

import time
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from ruwaard_sim.agents.hazards import Hazard
from ruwaard_sim.agents.households import at_home_share
from ruwaard_sim.agents.population import (
    DepartureReason,
    Income,
    PopulationProfile,
    Position,
    Residents,
    deal_residents,
)
from ruwaard_sim.errors import Findings
from ruwaard_sim.files.yaml_reader import read
from ruwaard_sim.scenario.document.shape_validation import shape
from ruwaard_sim.scenario.schema.population_models import Population, profile
from ruwaard_sim.streams import Floats, Ints, Streams

FILE = Path(__file__).parent.parent / "scenarios" / "ruwaard" / "population.yaml"
LEAD_IN, HORIZON = -91.0, 1826.0
NEW_YEARS = {2018: 0.0, 2019: 365.0, 2020: 730.0, 2021: 1096.0, 2022: 1461.0, 2023: 1826.0}
SEVERAL = range(1, 11)

CBS_BANDS = (1950, 1485, 2950, 3450, 3260)
CBS_RESIDENTS = {2019: 13_205, 2020: 13_150, 2022: 13_315}
CBS_HOUSEHOLDS = {2019: 6_045, 2020: 6_010, 2022: 6_088}
CBS_SHARES_2022 = (0.14, 0.12, 0.24, 0.26, 0.24)


@cache
def ruwaard() -> PopulationProfile:
    """The profile in the scenario that comes with the program."""
    findings = Findings()
    population = shape(Population, read(FILE, FILE.name), findings)
    assert not findings.problems
    assert population is not None
    return profile(population)


@cache
def dealt(replication: int = 1, seed: int = 2018) -> Residents:
    """The residents of one replication."""
    return deal_residents(ruwaard(), Streams(seed, replication), LEAD_IN, HORIZON)


def _same(one: Residents, other: Residents) -> bool:
    pairs = [(one, other), (one.traits, other.traits)]
    columns = [(a, b, field.name) for a, b in pairs for field in fields(a) if field.name != "traits"]
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for a, b, name in columns)


@pytest.mark.parametrize("replication", [1, 2, 3])
def test_the_first_day_is_the_census_of_2018(replication: int) -> None:
    """Every replication starts with 13,090 residents in 5,990 households, in the age bands of CBS."""
    census = dealt(replication).census(0.0)
    assert (census.residents, census.households) == (13_090, 5_990)
    rounded = [5 * round(count / 5) for count in census.bands]
    assert tuple(rounded) == CBS_BANDS
    kinds = (census.singles, census.without_children, census.with_children)
    assert tuple(5 * round(count / 5) for count in kinds) == (2155, 1825, 2015)


def test_old_age_follows_the_postcodes() -> None:
    """From 65 on the five-year groups are those of 5343 and 5344: so are 75+, 80+ and 85+."""
    census = dealt().census(0.0)
    assert (census.over_75, census.over_80, census.over_85) == pytest.approx((1627, 941, 440), abs=1)


def test_before_the_first_day_nothing_happens_but_being_born() -> None:
    """Whoever lives there on day 0 was there in the lead-in, unless not yet born."""
    residents = dealt()
    before = residents.present_at(LEAD_IN)
    there = residents.present_at(0.0)
    assert not (before & ~there).any()
    assert (residents.birth[there & ~before] > LEAD_IN).all()


def test_singles_live_alone_and_couples_in_pairs() -> None:
    """On day 0 one person is home where someone is alone, and two partners where there is a couple."""
    residents = dealt()
    start = residents.present_at(0.0)
    size = residents.household_sizes_at(0.0)
    assert (size[residents.household[start & residents.alone]] == 1).all()
    np.testing.assert_array_equal(residents.alone_at(0.0), start & residents.alone)
    for position in (Position.COUPLE, Position.PARENT_COUPLE):
        partners = np.bincount(residents.household[start & (residents.position == position)])
        assert set(partners.tolist()) == {0, 2}


@pytest.mark.parametrize("replication", [1, 2, 3])
def test_every_child_has_a_parent_who_could_be_one(replication: int) -> None:
    """On day 0 every child lives with parents, of whom the youngest is at least 16 years older."""
    residents = dealt(replication)
    start = residents.present_at(0.0)
    child = start & (residents.position == Position.CHILD)
    parent = start & np.isin(residents.position, (Position.PARENT_COUPLE, Position.SINGLE_PARENT))
    youngest = np.full(residents.households, -np.inf)
    np.maximum.at(youngest, residents.household[parent], residents.birth[parent])
    years = (residents.birth[child] - youngest[residents.household[child]]) / 365.25
    assert np.isfinite(years).all()
    assert years.min() >= 16.0
    assert 25.0 < np.median(years) < 36.0


@pytest.mark.parametrize("deadly", [1.0, 100.0])
def test_no_minor_is_ever_left_without_an_adult(deadly: float) -> None:
    """Whoever is under 18 lives with someone of 18 or older, on every day, even when many parents die."""
    mortality = tuple((age, rate * (deadly if age >= 20.0 else 1.0)) for age, rate in ruwaard().mortality)
    residents = deal_residents(replace(ruwaard(), mortality=mortality), Streams(2018, 4), LEAD_IN, HORIZON)
    for day in (0.0, 400.0, 1000.0, 1825.0):
        present, age = residents.present_at(day), residents.age_at(day)
        adults = np.bincount(residents.household[present & (age >= 18.0)], minlength=residents.households)
        assert (adults[residents.household[present & (age < 18.0)]] > 0).all()


def test_the_years_after_follow_the_counts() -> None:
    """On average over ten replications residents and households are within 2 % of CBS, in each year."""
    for year, expected in CBS_RESIDENTS.items():
        censuses = [dealt(replication).census(NEW_YEARS[year]) for replication in SEVERAL]
        assert np.mean([census.residents for census in censuses]) == pytest.approx(expected, rel=0.02)
        households = np.mean([census.households for census in censuses])
        assert households == pytest.approx(CBS_HOUSEHOLDS[year], rel=0.02)


@pytest.mark.parametrize("replication", SEVERAL)
def test_each_replication_ends_near_the_count_of_2022(replication: int) -> None:
    """It is not only the average: every single replication is within 2 % of 13,315 on 1-1-2022."""
    assert dealt(replication).census(NEW_YEARS[2022]).residents == pytest.approx(13_315, rel=0.02)


def test_the_age_shares_of_2022_are_those_of_cbs() -> None:
    """14, 12, 24, 26 and 24 % of the residents, within the rounding of CBS."""
    bands = np.mean([dealt(replication).census(NEW_YEARS[2022]).bands for replication in SEVERAL], axis=0)
    np.testing.assert_allclose(bands / bands.sum(), CBS_SHARES_2022, atol=0.005)


def test_the_kinds_of_household_of_2020_are_those_of_cbs() -> None:
    """Singles, couples and families are within 2 % of 2,195, 1,810 and 2,010 on average."""
    censuses = [dealt(replication).census(NEW_YEARS[2020]) for replication in SEVERAL]
    kinds = [(each.singles, each.without_children, each.with_children) for each in censuses]
    np.testing.assert_allclose(np.mean(kinds, axis=0), (2195, 1810, 2010), rtol=0.02)


def test_people_live_about_as_long_as_cbs_says() -> None:
    """The mortality of the profile gives a life expectancy at birth of 81.8 years, the figure of 2018."""
    reached = Hazard.of_log_curve(ruwaard().mortality).reached
    assert np.trapezoid(np.exp(-reached)) == pytest.approx(81.8, abs=0.4)


def test_children_leave_home_as_fast_as_the_share_at_home_falls() -> None:
    """Of those who live at home at 18, half are gone at the age at which half as many live at home."""
    share = at_home_share(ruwaard())
    wait = Hazard.of_remaining(share).wait(np.array([18.0 * 365.25]), np.array([0.5]))
    age = 18.0 + wait[0] / 365.25
    assert np.interp(age, np.arange(len(share)), share) == pytest.approx(share[18] / 2, rel=0.02)


def test_the_same_seed_gives_the_same_people() -> None:
    """Dealt again, everyone is who they were."""
    assert _same(dealt(1), deal_residents(ruwaard(), Streams(2018, 1), LEAD_IN, HORIZON))


def test_another_replication_is_other_luck() -> None:
    """The same wijk, but not the same lives: other people die, move and come."""
    one, other = dealt(1), dealt(2)
    assert not np.array_equal(one.departure[:13_090], other.departure[:13_090])
    assert len(one) != len(other)
    assert one.census(0.0) == other.census(0.0)


def test_the_length_of_the_period_changes_nobody() -> None:
    """A longer study has the same people first, with the same traits, and new ones behind them."""
    short = deal_residents(ruwaard(), Streams(2018, 1), LEAD_IN, 700.0)
    long = dealt(1)
    n = len(short)
    assert n < len(long)
    for name in ("birth", "arrival", "household", "position", "income"):
        np.testing.assert_array_equal(getattr(short, name), getattr(long, name)[:n])
    for name in ("netwerk", "pgb_bekwaam"):
        np.testing.assert_array_equal(getattr(short.traits, name), getattr(long.traits, name)[:n])
    left = short.departure < np.inf
    np.testing.assert_array_equal(short.departure[left], long.departure[:n][left])
    assert (long.departure[:n][~left] > 700.0).all()


def test_a_longer_lead_in_changes_nobody() -> None:
    """When the simulation starts earlier the same people live the same lives."""
    early = deal_residents(ruwaard(), Streams(2018, 1), -365.0, HORIZON)
    np.testing.assert_array_equal(early.departure, dealt(1).departure)
    np.testing.assert_array_equal(early.traits.welbevinden, dealt(1).traits.welbevinden)


def test_asking_for_other_luck_changes_nothing() -> None:
    """A purpose added elsewhere in the program does not touch the population."""
    streams = Streams(2018, 1)
    streams.uniform("a new idea", np.arange(1000))
    assert _same(dealt(1), deal_residents(ruwaard(), streams, LEAD_IN, HORIZON))


def test_no_luck_is_used_twice() -> None:
    """No two decisions about anyone are settled by one and the same draw."""
    drawn: list[tuple[str, int, int]] = []

    class Watched(Streams):
        __slots__ = ()

        def uniform(self, purpose: str, *keys: Ints | int) -> Floats:
            who = [np.atleast_1d(np.asarray(key)) for key in keys]
            drawn.extend(
                (purpose, int(first), int(sum(rest))) for first, *rest in zip(*np.broadcast_arrays(*who), strict=True)
            )
            return Streams.uniform(self, purpose, *keys)

    deal_residents(ruwaard().scaled(0.1), Watched(2018, 1), LEAD_IN, HORIZON)
    assert len(drawn) > 20_000
    assert len(drawn) == len(set(drawn))


def test_higher_mortality_kills_earlier_and_changes_no_one_else() -> None:
    """With more mortality everyone of day 0 lives as long or shorter, and stays who they are."""
    grim = replace(ruwaard(), mortality=tuple((age, 1.5 * rate) for age, rate in ruwaard().mortality))
    grimmer = deal_residents(grim, Streams(2018, 1), LEAD_IN, HORIZON)
    adult = dealt(1).position[:13_090] != Position.CHILD
    assert (grimmer.departure[:13_090][adult] <= dealt(1).departure[:13_090][adult]).all()
    np.testing.assert_array_equal(grimmer.traits.netwerk[:13_090], dealt(1).traits.netwerk[:13_090])


def test_time_makes_everyone_older_and_nobody_younger() -> None:
    """Ages grow with a year a year, for all alike."""
    residents = dealt()
    np.testing.assert_allclose(residents.age_at(1000.0) - residents.age_at(0.0), 1000.0 / 365.25)


def test_nobody_is_there_before_arrival_or_after_departure() -> None:
    """People arrive after birth and before departure; on the day they leave they are gone."""
    residents = dealt()
    assert (residents.birth <= residents.arrival).all()
    assert (residents.arrival < residents.departure).all()
    leavers = np.flatnonzero(np.isfinite(residents.departure))[::200]
    for who in leavers:
        assert not residents.present_at(float(residents.departure[who]))[who]
        assert residents.present_at(float(np.nextafter(residents.departure[who], -np.inf)))[who]


def test_who_leaves_has_a_reason() -> None:
    """Reasons and departures agree, and departures within the period all fall in it."""
    residents = dealt()
    np.testing.assert_array_equal(residents.why == DepartureReason.STAYS, np.isinf(residents.departure))
    left = residents.departure[residents.why != DepartureReason.STAYS]
    assert left.min() > 0.0
    assert left.max() <= HORIZON


def test_about_as_many_die_and_are_born_as_one_would_expect() -> None:
    """Some 12 deaths and 10 births per 1,000 residents a year: an old wijk."""
    residents = dealt()
    years = HORIZON / 365.25
    assert 130 < (residents.why == DepartureReason.DIED).sum() / years < 190
    assert 110 < (residents.birth > 0.0).sum() / years < 165


def test_a_place_is_never_empty_and_never_taken_twice() -> None:
    """The number of households only follows the places: 5,990, and those added since."""
    counts = [dealt().census(day).households for day in np.linspace(0.0, 1825.0, 24)]
    assert counts[0] == 5_990
    assert (np.diff(counts) >= 0).all()
    assert counts[-1] == pytest.approx(5_990 + 24.5 * 5, abs=3)


def test_incomes_are_exactly_those_of_the_wijk() -> None:
    """On day 0 42.7 % of the households have a low income, 13.2 % a high one; each has one."""
    residents = dealt()
    start = residents.present_at(0.0)
    _, first = np.unique(residents.household[start], return_index=True)
    incomes = np.bincount(residents.income[start][first], minlength=3)
    assert incomes.tolist() == [round(0.427 * 5990), 5990 - round(0.427 * 5990) - round(0.132 * 5990), 791]
    of_home = np.full(residents.households, -1)
    of_home[residents.household] = residents.income
    np.testing.assert_array_equal(of_home[residents.household], residents.income)


def test_low_incomes_live_alone_or_raise_children_alone_more_often() -> None:
    """As in the country: singles and single parents more often have a low income than couples."""
    residents = dealt()
    low = residents.income == Income.LOW
    share = [low[residents.position == position].mean() for position in list(Position)[:4]]
    assert min(share[Position.ALONE], share[Position.SINGLE_PARENT]) > share[Position.COUPLE]
    assert share[Position.COUPLE] > share[Position.PARENT_COUPLE]


@pytest.mark.parametrize("name", ["netwerk", "eigen_kracht", "welbevinden"])
def test_marks_are_lower_with_age_loneliness_and_poverty(name: str) -> None:
    """Marks lie from 0 to 10; they are lower for the very old, for who lives alone, and with a low income."""
    residents = dealt()
    mark, age = getattr(residents.traits, name), residents.age_at(0.0)
    assert set(np.unique(mark)) <= set(range(11))
    assert mark[age > 85].mean() < mark[(age > 40) & (age < 75)].mean()
    assert mark[residents.alone].mean() < mark[~residents.alone].mean()
    assert mark[residents.income == Income.LOW].mean() < mark[residents.income == Income.HIGH].mean()


def test_marks_of_one_person_lean_the_same_way() -> None:
    """Who has a good network tends to have strength and wellbeing too, but it is not one thing."""
    residents = dealt()
    marks = np.corrcoef([residents.traits.netwerk, residents.traits.eigen_kracht, residents.traits.welbevinden])
    assert (marks[np.triu_indices(3, 1)] > 0.2).all()
    assert (marks[np.triu_indices(3, 1)] < 0.7).all()


def test_adults_are_about_as_content_as_the_country() -> None:
    """Some 85 % of the adults in the country gives life a 7 or more (CBS 2018); Ruwaard is not far off."""
    residents = dealt()
    adult = residents.present_at(0.0) & (residents.age_at(0.0) >= 18.0)
    assert (residents.traits.welbevinden[adult] >= 7).mean() == pytest.approx(0.82, abs=0.04)


def test_strength_helps_to_keep_a_pgb() -> None:
    """Of those with little own strength few can keep a pgb, of those with much nearly all."""
    residents = dealt()
    assert residents.traits.pgb_bekwaam[residents.traits.eigen_kracht <= 2].mean() < 0.5
    assert residents.traits.pgb_bekwaam[residents.traits.eigen_kracht >= 9].mean() > 0.8


def test_ten_times_the_wijk_has_ten_times_the_people() -> None:
    """Scaled up, every count of the first day is ten times as large, and so is 2022."""
    large = deal_residents(ruwaard().scaled(10), Streams(2018, 1), LEAD_IN, HORIZON)
    small = dealt()
    one, ten = small.census(0.0), large.census(0.0)
    assert ten.residents == 10 * one.residents
    assert ten.bands == tuple(10 * count for count in one.bands)
    assert (ten.singles, ten.without_children, ten.with_children) == (
        10 * one.singles,
        10 * one.without_children,
        10 * one.with_children,
    )
    later = large.census(NEW_YEARS[2022]).residents
    assert later == pytest.approx(10 * small.census(NEW_YEARS[2022]).residents, rel=0.02)


@pytest.mark.parametrize("factor", [0.02, 0.1, 0.5])
def test_a_small_wijk_works_as_well(factor: float) -> None:
    """A part of the wijk can be dealt, whole people only."""
    profile = ruwaard().scaled(factor)
    census = deal_residents(profile, Streams(1, 1), 0.0, 365.0).census(0.0)
    assert (census.residents, census.households) == (profile.residents, profile.households)


def test_a_wijk_without_change_stays_as_it_is() -> None:
    """With no added places, the number of households is constant to the last day."""
    still = replace(ruwaard().scaled(0.2), new_places=0.0)
    residents = deal_residents(still, Streams(1, 1), 0.0, 900.0)
    assert residents.census(899.0).households == still.households


def test_the_population_is_dealt_in_a_wink() -> None:
    """One replication takes well under a tenth of a second of computing."""
    deal_residents(ruwaard(), Streams(1, 1), LEAD_IN, HORIZON)
    began = time.process_time()
    deal_residents(ruwaard(), Streams(1, 2), LEAD_IN, HORIZON)
    assert time.process_time() - began < 0.1

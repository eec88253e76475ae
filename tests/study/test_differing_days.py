"""Figures of two variants are about the days on which they differ, and every output says which those are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruwaard_sim.differing_days import first_difference, later_days, since
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.plan import Plan
from ruwaard_sim.study.replicate import replicate
from ruwaard_sim.study.statistics import by_window, in_window, summarise


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The joint budget as it is shipped."""
    return load_variant("wijkbudget").plan


def changed_from(plan: Plan, day: float, until: float = float("inf")) -> Plan:
    """*plan* with another price of a pgb from *day* on, perhaps *until* another day."""
    starts = sorted({regime.start for regime in plan.regimes} | {day} | ({until} if until != float("inf") else set()))
    regimes = []
    for start in starts:
        regime = replace([other for other in plan.regimes if other.start <= start][-1], start=start)
        regimes.append(replace(regime, pgb_price=regime.pgb_price + 0.1) if day <= start < until else regime)
    return replace(plan, name="other", regimes=tuple(regimes))


@settings(deadline=None, max_examples=30)
@given(st.integers(-60, 1_700), st.integers(1, 400))
def test_the_first_day_on_which_something_differs_is_found(plan: Plan, day: int, length: int) -> None:
    """Wherever a change begins, and also when it ends again; two equal plans never differ."""
    other = changed_from(plan, float(day), float(day + length))
    assert first_difference(plan, other) == first_difference(other, plan) == float(day)
    assert first_difference(plan, replace(plan, name="copy")) is None
    named = {"a": plan, "b": other, "c": replace(plan, name="copy")}
    assert later_days(named) == ([float(day)] if day > 0 else [])
    assert since(named, "a") == ({"b": plan.calendar.date(day)} if day > 0 else {})


def test_other_people_differ_from_the_first_day(plan: Plan) -> None:
    """Whoever is dealt otherwise is not comparable from any later day."""
    assert first_difference(plan, replace(plan, stock=plan.stock[1:])) == plan.first_day


def test_a_difference_is_about_the_days_on_which_it_can_be(plan: Plan) -> None:
    """A price that rises in 2021 differs by as much a year as it would if 2021 were all there is."""
    start = float(plan.calendar.day(date(2021, 1, 1)))
    plans = {"wijkbudget": plan, "duur": changed_from(plan, start)}
    rows = [(name, 1, period, indicator, value) for name, period, indicator, value in replicate(plans, 7, 1)]
    whole = summarise(rows, "wijkbudget")
    ((window, part),) = by_window(whole, {"duur": "2021-01-01"})
    assert window == "2021-01-01"
    assert "2021-01-01" not in part.periods
    key = ("duur", "cost_municipality", "all")
    over_all, from_then = (comparison.differences[key].mean for comparison in (whole, part))
    assert over_all is not None
    assert from_then is not None
    assert from_then > 2 * over_all > 0
    level = part.estimates["wijkbudget", "cost_municipality", "all"].mean
    years = [whole.estimates["wijkbudget", "cost_municipality", year].mean for year in ("2021", "2022")]
    assert level == pytest.approx(sum(filter(None, years)) / 2, rel=1e-3)
    assert {row[2] for row in in_window(rows, window, part.variants)} == {"all", *map(str, range(2018, 2023))}


def test_variants_with_days_of_their_own_are_laid_beside_the_baseline_apart(plan: Plan) -> None:
    """Each has the level of the baseline over its own days beside it."""
    plans = {
        "basis": plan,
        "nu": changed_from(plan, plan.first_day),
        "later": changed_from(plan, 800.0),
        "laatst": changed_from(plan, 1_200.0),
    }
    days = {name: day.isoformat() for name, day in since(plans, "basis").items()}
    assert set(days) == {"later", "laatst"}
    rows = [(name, 1, period, indicator, value) for name, period, indicator, value in replicate(plans, 7, 1)]
    parts = by_window(summarise(rows, "basis", tuple(plans)), days)
    assert [part.variants for _, part in parts] == [("basis", "nu"), ("basis", "later"), ("basis", "laatst")]
    levels = {part.estimates["basis", "contacts", "all"].mean for _, part in parts}
    assert len(levels) == 3

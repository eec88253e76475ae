"""Figures of two variants are about the days on which they differ, and every output says which those are."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruwaard_sim.differing_days import draws_may_matter, first_difference, later_days, since
from ruwaard_sim.files.loading import load_study, load_variant
from ruwaard_sim.plan import Plan
from ruwaard_sim.study.drawn_replications import DrawnReplications
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
    before = [whole.differences["duur", "cost_municipality", year].mean for year in ("2018", "2019", "2020")]
    assert before == [0.0, 0.0, 0.0]
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


def test_every_part_of_a_plan_is_looked_at_or_only_said(plan: Plan) -> None:
    """Whoever adds a part to a plan says here whether variants differ by it."""
    said = {"name", "title", "counterfactual", "beliefs", "shocks"}
    the_same = {"calendar", "first_day"}
    looked_at = {"population", "domains", "stock", "norms", "regimes"}
    assert {field.name for field in fields(plan)} == said | the_same | looked_at
    assert first_difference(plan, replace(plan, norms={**plan.norms, "mdo": 1.0})) == plan.first_day


@settings(deadline=None, max_examples=20)
@given(st.lists(st.one_of(st.none(), st.integers(1, 1_700)), min_size=1, max_size=4))
def test_with_draws_it_is_the_first_day_under_any_of_them(plan: Plan, days: list[int | None]) -> None:
    """A draw under which a variant differs earlier counts, and one under which it does not differ leaves it so."""
    drawn = [{"a": plan, "b": plan if day is None else changed_from(plan, float(day))} for day in days]
    first = min((float(day) for day in days if day is not None), default=None)
    modes = {"a": plan, "b": changed_from(plan, 1_750.0)}
    assert draws_may_matter(modes)
    expected = 1_750.0 if first is None else first
    assert later_days(modes, drawn) == [expected]
    assert since(modes, "a", drawn) == {"b": plan.calendar.date(expected)}
    assert not draws_may_matter({"a": plan, "b": changed_from(plan, plan.first_day)})


def test_a_draw_without_difference_counts_as_one_without(plan: Plan) -> None:
    """Its figures of the days on which others differ are there too: left out, the mean would be too far from zero."""
    day = plan.calendar.day(date(2021, 1, 1))
    alike = {"a": plan, "b": replace(plan, name="b")}
    made = DrawnReplications({1: "x"}, {"x": alike}, (float(day),))
    rows = [(name, 1, period, indicator, value) for name, period, indicator, value in made.only([1])({}, 7, 1)]
    ((window, part),) = by_window(summarise(rows, "a"), {"b": "2021-01-01"})
    assert window == "2021-01-01"
    difference = part.differences["b", "cost_municipality", "all"]
    assert (difference.count, difference.mean) == (1, 0.0)


def test_residents_are_the_same_unless_a_plan_has_others(plan: Plan) -> None:
    """Whatever else of a plan differs; also of a study that was put together without `check`."""
    study = load_study("wijkbudget")
    assert study.same_residents
    others = replace(plan.population, singles=plan.population.singles + 1)
    assert not replace(study, variants={**study.variants, "b": replace(plan, population=others)}).same_residents

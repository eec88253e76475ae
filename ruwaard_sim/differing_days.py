"""From which day variants differ: before it the same happens in both, and figures of that time say nothing of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ruwaard_sim.plan import Plan, Regime


def first_difference(one: Plan, other: Plan) -> float | None:
    """The first day, seen from the start of the period, on which something differs; None when nothing ever does."""
    dealt, dealt_to_other = ((plan.population, plan.domains, plan.stock, plan.norms) for plan in (one, other))
    if dealt != dealt_to_other:
        return one.first_day
    days = sorted({regime.start for plan in (one, other) for regime in plan.regimes})
    return next((day for day in days if not _same(_on(one, day), _on(other, day))), None)


def since(plans: Mapping[str, Plan], baseline: str) -> dict[str, date]:
    """For each variant that differs from *baseline* only after the period has begun, the first day on which it does."""
    calendar = plans[baseline].calendar
    days = {name: first_difference(plans[baseline], plan) for name, plan in plans.items() if name != baseline}
    return {name: calendar.date(day) for name, day in days.items() if day is not None and day > 0}


def later_days(plans: Mapping[str, Plan]) -> list[float]:
    """Every day after the first on which some two of *plans* begin to differ, in order."""
    named = list(plans.values())
    days = {first_difference(one, other) for place, one in enumerate(named) for other in named[place + 1 :]}
    return sorted(day for day in days if day is not None and day > 0)


def _on(plan: Plan, day: float) -> Regime:
    return [regime for regime in plan.regimes if regime.start <= day][-1]


def _same(one: Regime, other: Regime) -> bool:
    return replace(one, start=other.start) == other

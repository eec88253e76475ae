"""From which day variants differ: before it the same happens in both, and figures of that time say nothing of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from ruwaard_sim.plan import Plan, Regime


def first_difference(one: Plan, other: Plan) -> float | None:
    """The first day, seen from the start of the period, on which something differs; None when nothing ever does."""
    dealt, dealt_to_other = ((plan.population, plan.domains, plan.stock, plan.norms) for plan in (one, other))
    if dealt != dealt_to_other:
        return one.first_day
    days = sorted({regime.start for plan in (one, other) for regime in plan.regimes})
    return next((day for day in days if not _same(_on(one, day), _on(other, day))), None)


def since(plans: Mapping[str, Plan], baseline: str, drawn: Sequence[Mapping[str, Plan]] = ()) -> dict[str, date]:
    """For each variant that differs from *baseline* only after the period has begun, the first day on which it does.

    With *drawn*, the plans under each draw of uncertain values, it is the first day on which it does under some draw.
    """
    calendar = plans[baseline].calendar
    days = {name: _first_of((plans, *drawn), baseline, name) for name in plans if name != baseline}
    return {name: calendar.date(day) for name, day in days.items() if day is not None and day > 0}


def later_days(plans: Mapping[str, Plan], drawn: Sequence[Mapping[str, Plan]] = ()) -> list[float]:
    """Every day after the first on which some two of *plans* begin to differ, in order; with *drawn* as `since`."""
    days = {_first_of((plans, *drawn), *pair) for pair in combinations(plans, 2)}
    return sorted(day for day in days if day is not None and day > 0)


def draws_may_matter(plans: Mapping[str, Plan]) -> bool:
    """True if some two of *plans* do not differ from the first day on, so that those under a draw may earlier."""
    days = [first_difference(plans[one], plans[other]) for one, other in combinations(plans, 2)]
    return any(day is None or day > 0 for day in days)


def _first_of(worlds: Sequence[Mapping[str, Plan]], one: str, other: str) -> float | None:
    days = [first_difference(plans[one], plans[other]) for plans in worlds]
    return min((day for day in days if day is not None), default=None)


def _on(plan: Plan, day: float) -> Regime:
    return [regime for regime in plan.regimes if regime.start <= day][-1]


def _same(one: Regime, other: Regime) -> bool:
    return replace(one, start=other.start) == other

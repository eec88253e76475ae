"""Figures made of facts: the indicators, and :func:`measure`, which computes them from one run.

The model tells what happened; here it is counted, for the whole period and for each year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ruwaard_sim.event_log import RunResult
from ruwaard_sim.plan import Plan
from ruwaard_sim.tables.conditional_indicators import SOMETIMES
from ruwaard_sim.tables.cost import COST
from ruwaard_sim.tables.demand import DEMAND
from ruwaard_sim.tables.division import DIVISION
from ruwaard_sim.tables.hours import HOURS
from ruwaard_sim.tables.indicator import GROUPS, Indicator
from ruwaard_sim.tables.outcomes import CRISES, OUTCOMES
from ruwaard_sim.tables.party_cost import PARTY
from ruwaard_sim.tables.quality import QUALITY, STEERING
from ruwaard_sim.tables.record import ALL, Record, Window, windows
from ruwaard_sim.tables.routes import ROUTES
from ruwaard_sim.tables.use import TOGETHER_OR_ALONE, USE
from ruwaard_sim.tables.waiting import WAITING

INDICATORS: dict[str, Indicator] = {
    indicator.name: indicator
    for indicator in (
        *DEMAND,
        *SOMETIMES,
        *USE,
        *ROUTES,
        *TOGETHER_OR_ALONE,
        *WAITING,
        *COST,
        *PARTY,
        *DIVISION,
        *HOURS,
        *QUALITY,
        *CRISES,
        *STEERING,
        *OUTCOMES,
    )
}
"""Every indicator by name, in the order in which it is shown."""

HEADLINE = ("contacts", "helped", "wait_help", "cost_municipality")
"""Demand, waiting and cost in one figure each: what ``--replications auto`` makes precise."""


def measure(history: RunResult, plan: Plan, since: Iterable[float] = ()) -> Iterator[tuple[str, str, float]]:
    """Every indicator of one run for the whole period and each year: (period, indicator, value).

    And for what comes after each of the days *since*, a period that is called by its date. A value is nan where there is nothing to measure, such as a mean wait when nobody waited.
    """
    record = Record(history, plan)
    for window in windows(plan.calendar, since):
        for name, indicator in INDICATORS.items():
            yield window.name, name, float(indicator.compute(record, window))


__all__ = ["ALL", "GROUPS", "HEADLINE", "INDICATORS", "Indicator", "Record", "Window", "measure", "windows"]

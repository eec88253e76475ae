"""One replication of all variants: people and random numbers dealt once, simulated under each variant, and measured."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ruwaard_sim.differing_days import later_days
from ruwaard_sim.event_log import RunResult
from ruwaard_sim.model.deal import Deal, deal, same_deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan
from ruwaard_sim.tables import measure

Row = tuple[str, str, str, float]
"""Variant, period, indicator, value."""


def replicate(
    plans: Mapping[str, Plan], seed: int, replication: int, since: Sequence[float] | None = None
) -> list[Row]:
    """Run every plan on the same people with the same random numbers.

    The result depends on the arguments only. Beside the whole period and the years it has a period from each of the
    days *since* on; those on which two of them begin to differ, if none are given. Variants that change the people or
    the needs as dealt are dealt anew, with the same random numbers wherever they ask the same question.
    """
    rows: list[Row] = []
    since = later_days(plans) if since is None else since
    with _without_collecting():
        for name, _, history in simulate_all(plans, seed, replication):
            figures = measure(history, plans[name], since)
            rows.extend((name, period, indicator, value) for period, indicator, value in figures)
    return rows


def simulate_all(plans: Mapping[str, Plan], seed: int, replication: int) -> Iterator[tuple[str, Deal, RunResult]]:
    """Run every plan in turn; yields its name, its deal and its result. Plans that can share a deal do."""
    dealt: list[tuple[tuple[object, ...], Deal]] = []
    for name, plan in plans.items():
        key = same_deal(plan)
        shared = next((deal_of_key for key_of_deal, deal_of_key in dealt if key_of_deal == key), None)
        if shared is None:
            shared = deal(plan, seed, replication)
            dealt.append((key, shared))
        yield name, shared, simulate(plan, shared)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Pause the garbage collector: a run makes many small objects and no cycles worth looking for."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()

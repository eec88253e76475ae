"""One replication of all variants: people and luck dealt once, lived through by each variant, and measured."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ruwaard_sim.model.deal import Deal, deal, same_deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan
from ruwaard_sim.tables import measure

Row = tuple[str, str, str, float]
"""Variant, period, indicator, value."""


def replicate(plans: Mapping[str, Plan], seed: int, replication: int) -> list[Row]:
    """Run every plan on the same people with the same luck.

    The result depends on the arguments only. Variants that change the people or the needs as
    dealt are dealt anew, with the same luck wherever they ask the same question.
    """
    dealt: list[tuple[tuple[object, ...], Deal]] = []
    rows: list[Row] = []
    with _without_collecting():
        for name, plan in plans.items():
            key = same_deal(plan)
            people = next((deal_of_key for key_of_deal, deal_of_key in dealt if key_of_deal == key), None)
            if people is None:
                people = deal(plan, seed, replication)
                dealt.append((key, people))
            history = simulate(plan, people)
            rows.extend((name, period, indicator, value) for period, indicator, value in measure(history, plan))
    return rows


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

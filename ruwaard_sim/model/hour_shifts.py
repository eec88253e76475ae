"""Hours that go from one pool to another, whoever decided it: what a series of shifts makes of the sizes of pools."""

from __future__ import annotations

from collections.abc import Iterable

from ruwaard_sim.agents.steering import Shift
from ruwaard_sim.model.staff_accounts import minute_price, staff_of
from ruwaard_sim.plan import Regime

Moved = tuple[Shift, float]
"""A shift, and how many minutes a week it takes from the pool that gives."""


def shifted(shifts: Iterable[Shift], sizes: dict[str, float], regime: Regime) -> list[Moved]:
    """Put *shifts* into *sizes*, in order of decision, as far as the giving pool allows.

    Money stays the same: at other wages the pool that gets hours gets more of them, or fewer.
    """
    moved = []
    for shift in shifts:
        minutes = 0.0
        if shift.take in sizes and shift.give in sizes:
            minutes = min(shift.minutes, max(0.0, sizes[shift.take] - shift.keep))
            giver, getter = staff_of(shift.take, regime), staff_of(shift.give, regime)
            sizes[shift.take] -= minutes
            sizes[shift.give] += minutes * minute_price(giver) / minute_price(getter)
        moved.append((shift, minutes))
    return moved

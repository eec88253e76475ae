"""Parties that move hours between their functions: what they see once a month, and what stands from then on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from ruwaard_sim.affording import affordable
from ruwaard_sim.agents.queues import Resource
from ruwaard_sim.agents.steering import Shift
from ruwaard_sim.mechanisms.staffing import Function
from ruwaard_sim.model.hour_shifts import shifted
from ruwaard_sim.model.staff_accounts import minute_price, purse
from ruwaard_sim.plan import Regime, Staff


class Substituting:
    """The shifts of one run within the purses of those who substitute. They stand until moved back."""

    def __init__(self, pools: dict[str, Resource]) -> None:
        self._pools = pools
        self._shifts: list[Shift] = []
        self._before = (0.0, dict.fromkeys(pools, 0.0))

    def begin(self, now: float) -> None:
        """Look at the pools as they are now: next time it is seen what happened since."""
        self._before = now, {name: pool.used_until(now) for name, pool in self._pools.items()}

    def review(self, regime: Regime, year: int, now: float) -> bool:
        """Let everyone who substitutes move hours, in year *year*; whether any moved."""
        bought = affordable(regime, year)
        functions: dict[str, list[Function]] = defaultdict(list)
        staff_of_account: dict[str, Staff] = {}
        meeting = _for_meetings(regime)
        for staff in regime.staff.values():
            if staff.staffing.substitutes:
                staff_of_account.setdefault(purse(staff), staff)
                functions[purse(staff)] += self._functions(staff, bought[staff.name], meeting, now)
        shifts = [
            shift for account, staff in staff_of_account.items() for shift in staff.staffing.moves(functions[account])
        ]
        self._shifts += shifts
        self.begin(now)
        return bool(shifts)

    def _functions(self, staff: Staff, bought: float, meeting: Set[str], now: float) -> list[Function]:
        """The functions of which the model knows a use: somebody began with their hours, or waits."""
        since, used = self._before
        functions = []
        for name, share in zip(staff.pools, staff.shares, strict=True):
            pool = self._pools[name]
            if pool.started or pool.in_use or pool.requested:
                mean = (pool.used_until(now) - used[name]) / (now - since) if now > since else 0.0
                first = staff.staffing.first_size(bought * share, staff.fixed * share, pool.in_use)
                busy = max(mean, float(pool.in_use))
                wanted_units, price = float(pool.requested), minute_price(staff)
                functions.append(Function(name, pool.size, busy, wanted_units, price, first, name in meeting))
        return functions

    def shift(self, sizes: dict[str, float], regime: Regime) -> None:
        """Put what was moved into *sizes*, where its purse still substitutes."""
        shift_sizes = {
            pool: purse(staff) for staff in regime.staff.values() if staff.staffing.substitutes for pool in staff.pools
        }
        one_purse = [
            shift
            for shift in self._shifts
            if shift.take in shift_sizes and shift_sizes[shift.take] == shift_sizes.get(shift.give)
        ]
        shifted(one_purse, sizes, regime)


def _for_meetings(regime: Regime) -> set[str]:
    """The pools that some step asks together with others."""
    steps = [step for handling in regime.decides.handlings for step in regime.steps(handling)]
    return {name for step in steps if len(step.asks) > 1 for name, _ in step.asks}

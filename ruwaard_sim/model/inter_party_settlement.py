"""Work that parties do for each other: counted while it is done, settled when it is time (verrekening)."""

from __future__ import annotations

from collections import defaultdict

from ruwaard_sim.agents.queues import Resource
from ruwaard_sim.ledger import Ledger
from ruwaard_sim.model.staff_accounts import purse
from ruwaard_sim.plan import Regime, Staff
from ruwaard_sim.units import DAYS_PER_WEEK


class InterPartySettlement:
    """Minutes that one pool worked for another; what counts is said in ``mechanisms.settlement.answer``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._work: dict[tuple[str, str], Resource] = {}
        """Minutes a week that go on now, (for whom, by whom); a pool, so that its integral is what was worked."""
        self._seen: dict[tuple[str, str], float] = defaultdict(float)
        self._owed: dict[tuple[str, str], int] = defaultdict(int)
        """Cents by (purse that owes, purse that gets)."""

    def helps(self, of: str, by: str, minutes: int, now: float) -> None:
        """Pool *by* begins (or, less than 0, ends) so many minutes a week of help that is the work of pool *of*."""
        if (of, by) not in self._work:
            self._work[of, by] = Resource(f"{by} voor {of}", float("inf"), now)
        self._work[of, by].hold(minutes, now)

    def start(self, now: float) -> None:
        """Begin counting at *now*."""
        for pair, work in self._work.items():
            self._seen[pair] = work.used_until(now)

    def count(self, regime: Regime, now: float) -> dict[str, float]:
        """Minutes x days worked since last counted that another party owes, by the pool that worked."""
        minutes_of: dict[str, float] = defaultdict(float)
        whose = {pool: staff for staff in regime.staff.values() for pool in staff.pools}
        for (of, by), work in self._work.items():
            worked = work.used_until(now) - self._seen[of, by]
            self._seen[of, by] += worked
            owes, gets = whose.get(of), whose.get(by)
            if owes is None or gets is None or not _settled(owes, gets, regime):
                continue
            self._owed[purse(owes), purse(gets)] += regime.settlement.owed(worked / DAYS_PER_WEEK, gets.tariff)
            minutes_of[by] += worked
        return minutes_of

    def pay(self, now: float) -> None:
        """Settle all that is owed."""
        for (owes, gets), cents in self._owed.items():
            self._ledger.transfer(now, owes, gets, cents, "verrekening")
        self._owed.clear()


def _settled(owes: Staff, gets: Staff, regime: Regime) -> bool:
    beforehand = owes.pays.in_pool and not gets.pays.by_result
    return regime.settlement.months > 0 and beforehand and purse(owes) != purse(gets)

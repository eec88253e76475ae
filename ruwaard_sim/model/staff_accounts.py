"""Which account pays a staff group, and which staff group owns a resource."""

from __future__ import annotations

from ruwaard_sim.ledger import TASK, lumpsum_account, party_account
from ruwaard_sim.plan import Regime, Staff
from ruwaard_sim.units import DAYS_PER_WEEK, MINUTES_PER_HOUR


def purse(staff: Staff) -> str:
    """The account of the money for these hours.

    A party keeps its part of the joint budget apart; all who are paid one sum for the task have one purse.
    """
    if staff.pays.together:
        return TASK
    return lumpsum_account(staff.party) if staff.pays.in_pool else party_account(staff.party)


def staff_of(pool: str, regime: Regime) -> Staff:
    """The staff group that owns *pool*."""
    return next(staff for staff in regime.staff.values() if pool in staff.pools)


def minutes_for(staff: Staff, cents: int, days: float) -> float:
    """Direct minutes a week that *cents* buy for *days* days."""
    return cents / staff.cost * MINUTES_PER_HOUR * staff.direct / (days / DAYS_PER_WEEK)


def minute_price(staff: Staff) -> float:
    """The relative cost of a direct minute of this staff, in proportion to cents."""
    return staff.cost / staff.direct

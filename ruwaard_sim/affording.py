"""The hours that the budgets of a regime buy, after what each group of staff gives up for pgb."""

from __future__ import annotations

from collections.abc import Mapping

from ruwaard_sim.plan import Regime
from ruwaard_sim.units import MINUTES_PER_HOUR, WEEKS_PER_YEAR


def reserved(regime: Regime, put_in: Mapping[str, int], years: float = 1.0) -> dict[str, int]:
    """Cents set aside for pgb out of what each group of staff *put in* for *years* (1: a whole year)."""
    return dict(zip(put_in, regime.reservation.set_aside(list(put_in.values()), years), strict=True))


def affordable(regime: Regime, year: int) -> dict[str, float]:
    """Direct minutes a week that the budget of each group buys at this regime's wages in year *year* (0 the first)."""
    budgets = {name: staff.pays.budget(staff.budget, year) for name, staff in regime.staff.items()}
    aside = reserved(regime, {name: cents for name, cents in budgets.items() if regime.staff[name].pays.in_pool})
    return {
        name: (cents - aside.get(name, 0))
        / regime.staff[name].cost
        * MINUTES_PER_HOUR
        * regime.staff[name].direct
        / WEEKS_PER_YEAR
        for name, cents in budgets.items()
    }

"""The accounts of one person: the cost of a resident's questions by payer, from the same events as the figures.

Hours are valued, not billed: at the tariff of the day where there is one, else at what an hour for clients costs. A lumpsum
is paid for a wijk and never for a person, so that is the only way in which two ways of paying can be compared for one resident.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.plan import Regime
from ruwaard_sim.tables.record import Record
from ruwaard_sim.units import DAYS_PER_WEEK, DAYS_PER_YEAR, MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class Paid:
    """Cents by payer; the municipality's are after own contributions, which residents pay to it."""

    municipality: float = 0.0
    insurers: float = 0.0
    resident: float = 0.0

    @property
    def together(self) -> float:
        """The sum over all payers: the cost to society as far as the model knows."""
        return self.municipality + self.insurers + self.resident

    def part(self, count: int) -> Paid:
        """Each amount divided by *count*."""
        return Paid(self.municipality / count, self.insurers / count, self.resident / count)

    def __add__(self, other: Paid) -> Paid:
        return Paid(
            self.municipality + other.municipality, self.insurers + other.insurers, self.resident + other.resident
        )


class Accounts:
    """The accounts of all residents in one run; *incomes* are their income classes by number."""

    def __init__(self, record: Record, incomes: Sequence[int]) -> None:
        self._record = record
        self._incomes = incomes
        self._regimes = record.plan.regimes
        self._starts = [regime.start for regime in self._regimes]
        self._prices = [_prices(regime) for regime in self._regimes]
        self._steps = [_step_prices(regime, self._prices[index]) for index, regime in enumerate(self._regimes)]

    def paid(self, cases: Iterable[int], start: float, end: float) -> Paid:
        """The cost of these *cases* between two days."""
        chosen = list(cases)
        return self.help(chosen, start, end) + self.procedure(chosen, start, end) + self.crises(chosen, start, end)

    # ------------------------------------------------------------------ help

    def help(self, cases: Sequence[int], start: float, end: float) -> Paid:
        """Help, pgb, aids, specialists and the crisis service; with the own contributions for them."""
        spells, total = self._record.spells, Paid()
        for index in np.flatnonzero(np.isin(spells.case, cases) & spells.during(start, end)).tolist():
            total += self._spell(index, start, end)
        return total

    def _spell(self, index: int, start: float, end: float) -> Paid:
        spells, history = self._record.spells, self._record.history
        case, begun = int(spells.case[index]), float(spells.start[index])
        route, pool = history.routes[spells.route[index]], int(spells.pool[index])
        first, last = max(begun, start), min(float(spells.end[index]), end)
        wmo = zvw = own = 0.0
        provision = self._regimes[self._at(begun)].provisions[route]
        if start <= begun < end and begun >= 0:
            wmo, zvw = (provision.once, 0.0) if provision.payer == "wmo" else (0.0, provision.once)
        cents = self._granted.get((case, begun), 0.0)
        for since, until in pairwise([first, *(day for day in self._starts if first < day < last), last]):
            weeks = (until - since) / DAYS_PER_WEEK
            regime = self._at(since)
            wmo += weeks * cents
            if pool >= 0:
                wmo += weeks * float(spells.amount[index]) * self._prices[regime].get(history.pools[pool], 0.0)
            if provision.contribution:
                yearly = self._regimes[regime].contribution.yearly()[self._incomes[self._record.resident[case]]]
                own += (until - since) / DAYS_PER_YEAR * yearly
        return Paid(wmo - own, zvw, own)

    @cached_property
    def _granted(self) -> dict[tuple[int, float], float]:
        """Cents a week of each pgb, by case and day on which it begins."""
        return {(int(row[2]), float(row[0])): float(row[5]) for row in self._record.facts(EventKind.GRANTED)}

    # ------------------------------------------------------------------ the procedure, and crises

    def procedure(self, cases: Sequence[int], start: float, end: float) -> Paid:
        """Talks, investigations, decisions and meetings that began."""
        wmo = 0.0
        for day, _, _, step, _, minutes in self._of(EventKind.STEP_BEGUN, cases, start, end):
            wmo += minutes * self._steps[self._at(day)].get(self._record.history.steps[int(step)], 0.0)
        return Paid(municipality=wmo)

    def crises(self, cases: Sequence[int], start: float, end: float) -> Paid:
        """The cost of questions that become a crisis while they wait."""
        total = Paid()
        for day, *_ in self._of(EventKind.CRISIS, cases, max(start, 0.0), end):
            service = self._regimes[self._at(day)].provisions["crisisdienst"]
            total += Paid(insurers=service.once) if service.payer == "zvw" else Paid(municipality=service.once)
        return total

    def _of(self, kind: EventKind, cases: Sequence[int], start: float, end: float) -> list[list[float]]:
        rows = self._record.facts(kind)
        selected: list[list[float]] = rows[
            np.isin(rows[:, 2], cases) & (rows[:, 0] >= start) & (rows[:, 0] < end)
        ].tolist()
        return selected

    def _at(self, day: float) -> int:
        """The number of the regime on *day*."""
        return max(0, bisect_right(self._starts, day) - 1)


def _prices(regime: Regime) -> dict[str, float]:
    """Cents a minute of each pool of hours."""
    return {
        pool: (staff.tariff or staff.cost / staff.direct) / MINUTES_PER_HOUR
        for staff in regime.staff.values()
        for pool in staff.pools
    }


def _step_prices(regime: Regime, prices: dict[str, float]) -> dict[str, float]:
    """Cents a minute of each step of a procedure, by the hours it takes of each."""
    price_of_step: dict[str, float] = {}
    for handling in sorted(regime.decides.handlings):
        for step in regime.steps(handling):
            amounts = sum(amount for _, amount in step.asks)
            if amounts:
                price_of_step[step.name] = sum(prices.get(pool, 0.0) * amount for pool, amount in step.asks) / amounts
    return price_of_step

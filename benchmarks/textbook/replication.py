"""One replication of the textbook twin: regimes in order, sizes and reviews on their days, and then the figures."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from functools import cache
from typing import Any

import simpy

from benchmarks.textbook.chance import Chance
from benchmarks.textbook.figures import figures
from benchmarks.textbook.lives import Lives
from benchmarks.textbook.pools import Pool
from benchmarks.textbook.regime import Group, Regime
from benchmarks.textbook.scenario import HOUR, WEEK, base, variant
from benchmarks.textbook.wijk import Wijk


@cache
def regimes(name: str) -> tuple[list[Regime], float]:
    """What holds from each day on, the lead-in first, and how long the lead-in is."""
    before, after = base(), variant(name)
    lead_in = before.number("period.lead_in")
    years = [date(year, 1, 1) for year in range(after.start.year + 1, after.date(after.days).year + 1)]
    days = {0, *(after.day(when) for when in [*years, *after.dates()])}
    later = sorted(day for day in days if 0 <= day < after.days)
    return [Regime(before, -lead_in, lead_in=True), *(Regime(after, day, lead_in=False) for day in later)], lead_in


class Calendar:
    """What happens on fixed days: money, changes of regime, sizes and the monthly review."""

    def __init__(self, wijk: Wijk, regimes: list[Regime]) -> None:
        self.wijk, self.env, self.regimes = wijk, wijk.env, regimes
        self.hiring = dict.fromkeys(wijk.pools.values(), 0.0)
        self.reinvested = 0
        self.env.process(self.days())

    def days(self) -> Generator[simpy.Event, Any, Any]:
        """Wait for the next first of a month or change, and do what belongs to it."""
        wijk, numbers = self.wijk, self.regimes[0].numbers
        self.sizes(first=True)
        months = {d for d in range(numbers.days) if numbers.date(d).day == 1}
        changes = {int(regime.day): regime for regime in self.regimes[1:]}
        for day in sorted(months | changes.keys()):
            yield self.env.timeout(day - self.env.now)
            today = numbers.date(day)
            new_year = day == 0 or (today.month, today.day) == (1, 1)
            if day == 0:
                wijk.books.open()
            else:
                wijk.books.settle(wijk.regime)
                if new_year:
                    wijk.books.close_year(wijk.regime)
            wijk.regime = changes.get(day, wijk.regime)
            if new_year:
                self.reinvested = wijk.books.open_year(wijk.regime)
            if day in changes:
                self.sizes()
            if day == 0:
                for case in [case for cases in wijk.open.values() for case in cases]:
                    wijk.register(case)
            if day in months:
                self.review()
                wijk.books.instalments(wijk.regime, today.month)

    def pools_of(self, group: Group) -> dict[str, Pool]:
        """The pools of a group, by task."""
        return {task: self.wijk.pools[f"{group.name}.{task}"] for task in group.tasks}

    def sizes(self, *, first: bool = False) -> None:
        """Set the sizes that follow from posts, budgets and places; on the first day also those that follow demand."""
        regime = self.wijk.regime
        extra = regime.numbers.node("mechanisms.surplus").get("buys")
        for group in regime.groups.values():
            for task, pool in self.pools_of(group).items():
                if group.staffing != "follows_demand":
                    size = group.size(task)
                    if pool.name == extra and self.reinvested:
                        year = regime.numbers.date(self.env.now).year
                        weeks = (date(year + 1, 1, 1) - date(year, 1, 1)).days / WEEK
                        size += self.reinvested / group.wage * HOUR * group.direct / weeks
                    pool.resize(size)
                elif first:
                    pool.resize(pool.held / regime.number(f"mechanisms.staffing.{group.role}.occupancy"))
        for name, places in regime.places.items():
            self.wijk.pools[name].resize(places)

    def review(self) -> None:
        """Each month groups that follow demand hire, or let go, towards what is held and asked."""
        regime = self.wijk.regime
        for group in regime.groups.values():
            if group.staffing != "follows_demand":
                continue
            path = f"mechanisms.staffing.{group.role}"
            occupancy, step = regime.number(f"{path}.occupancy"), regime.number(f"{path}.largest_step")
            for pool in self.pools_of(group).values():
                planned = pool.size + self.hiring[pool]
                aim = (pool.held + pool.asked) / occupancy
                if planned:
                    aim = min(max(aim, planned * (1 - step)), planned * (1 + step))
                if aim > planned:
                    self.hiring[pool] += aim - planned
                    self.env.process(self.hire(pool, aim - planned, regime.number(f"{path}.recruitment")))
                elif aim < planned:
                    pool.resize(pool.size - (planned - aim))

    def hire(self, pool: Pool, minutes: float, days: float) -> Generator[simpy.Event, Any, Any]:
        """Hours that were hired come after a while."""
        yield self.env.timeout(days)
        self.hiring[pool] -= minutes
        pool.resize(pool.size + minutes)


def simulate(seed: int, name: str = "gangbaar") -> Wijk:
    """The five years of a variant, as they happened."""
    rows, lead_in = regimes(name)
    chance = Chance(seed)
    lives = Lives(rows[0].numbers, chance, lead_in)
    wijk = Wijk(rows, lives, chance, lead_in)
    Calendar(wijk, rows)
    wijk.env.run(until=lives.end)
    wijk.books.settle(wijk.regime)
    wijk.books.close_year(wijk.regime)
    return wijk


def replicate(seed: int, name: str = "gangbaar", *, by_year: bool = False) -> dict[str, dict[str, float]]:
    """The figures of one replication, by window (the whole period; each year, if asked)."""
    return figures(simulate(seed, name), by_year=by_year)

"""Days, cents, shares and the calendar: the only place where 7, 100 and 365.25 are written.

Time in the model is a number of days since the scenario's first day; money is whole cents;
working capacity is whole minutes a week. This module converts what people write into these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_PER_WEEK = 7.0
DAYS_PER_YEAR = 365.25
WEEKS_PER_YEAR = DAYS_PER_YEAR / DAYS_PER_WEEK
MONTHS_PER_YEAR = 12
MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written in a scenario: its *dimension* and how many of the dimension's base unit it is."""

    dimension: str
    factor: float


UNITS: dict[str, Unit] = {
    "days": Unit("duration", 1.0),
    "weeks": Unit("duration", DAYS_PER_WEEK),
    "months": Unit("duration", DAYS_PER_YEAR / MONTHS_PER_YEAR),
    "years": Unit("duration", DAYS_PER_YEAR),
    "hours": Unit("work", float(MINUTES_PER_HOUR)),
    "minutes": Unit("work", 1.0),
    "hours/week": Unit("pace", float(MINUTES_PER_HOUR)),
    "minutes/week": Unit("pace", 1.0),
    "hours/year": Unit("pace", MINUTES_PER_HOUR / WEEKS_PER_YEAR),
    "FTE": Unit("staff", 1.0),
    "EUR": Unit("money", 100.0),
    "kEUR": Unit("money", 100_000.0),
    "EUR/year": Unit("money per year", 100.0),
    "EUR/month": Unit("money per year", 100.0 * MONTHS_PER_YEAR),
    "EUR/4 weeks": Unit("money per year", 100.0 * WEEKS_PER_YEAR / 4),
    "EUR/hour": Unit("price", 100.0),
    "persons": Unit("count", 1.0),
    "households": Unit("count", 1.0),
    "dwellings": Unit("count", 1.0),
    "cases": Unit("count", 1.0),
    "places": Unit("count", 1.0),
    "instalments": Unit("count", 1.0),
    "meetings": Unit("count", 1.0),
    "times": Unit("count", 1.0),
    "points": Unit("points", 1.0),
    "share": Unit("share", 1.0),
    "%": Unit("share", 0.01),
    "%/year": Unit("growth", 0.01),
    "ratio": Unit("ratio", 1.0),
    "per 1,000/year": Unit("rate", 1.0 / (1000.0 * DAYS_PER_YEAR)),
    "share/year": Unit("rate", 1.0 / DAYS_PER_YEAR),
    "times/year": Unit("rate", 1.0 / DAYS_PER_YEAR),
    "persons/year": Unit("flow", 1.0 / DAYS_PER_YEAR),
    "households/year": Unit("flow", 1.0 / DAYS_PER_YEAR),
    "persons/household": Unit("ratio", 1.0),
}
"""Every unit a scenario may use. Base units: day, minute of work, minute a week, FTE, cent, cent a year,
cent an hour, item, point, share of 1, per person per day."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a study: day 0 is *start*, and the last moment is day *days* (the morning of *end*)."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Length of the period in days."""
        return (self.end - self.start).days

    def day(self, when: date) -> int:
        """The number of days from the start to *when*; negative before the start."""
        return (when - self.start).days

    def date(self, day: float) -> date:
        """The date on which moment *day* falls."""
        return self.start + timedelta(days=int(day // 1))

    def month_starts(self) -> list[int]:
        """The first day of each month in the period, as day numbers; the start itself included if it is one."""
        found = []
        year, month = self.start.year, self.start.month
        while (first := date(year, month, 1)) < self.end:
            if first >= self.start:
                found.append(self.day(first))
            year, month = (year + 1, 1) if month == MONTHS_PER_YEAR else (year, month + 1)
        return found

    def share_of_year(self, start: float, end: float) -> float:
        """The share of the calendar year of *start* that lies between *start* and *end*; 1 for a whole year."""
        year = self.date(start).year
        return (end - start) / (date(year + 1, 1, 1) - date(year, 1, 1)).days

    def year_starts(self) -> list[int]:
        """The start, and each 1 January after it within the period, as day numbers."""
        later = [self.day(date(year, 1, 1)) for year in range(self.start.year + 1, self.end.year + 1)]
        return [0, *[day for day in later if 0 < day < self.days]]


def split_cents(total: int, weights: Sequence[float]) -> list[int]:
    """Divide *total* cents in proportion to *weights* (not negative, not all zero), losing no cent.

    What rounding leaves goes, a cent each, to the largest remainders; of equal remainders the first.
    """
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share // 1) for share in exact]
    left = total - sum(parts)
    for index in sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))[:left]:
        parts[index] += 1
    return parts

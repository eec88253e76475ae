"""The residents of a wijk as arrays, and what can be asked of them: who is there, how old, with whom.

Who they are and what happens to them is dealt in :mod:`ruwaard_sim.agents.population`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ruwaard_sim.agents.hazards import Bools
from ruwaard_sim.agents.households import Position
from ruwaard_sim.agents.traits import Traits
from ruwaard_sim.streams import Floats, Ints
from ruwaard_sim.units import DAYS_PER_YEAR

BAND_STARTS = (0, 15, 25, 45, 65)
"""The ages (years) at which the five age bands of CBS start."""


@dataclass(frozen=True, slots=True)
class Census:
    """The wijk counted on one day: *bands* are ages 0-14, 15-24, 25-44, 45-64 and 65 or older.

    Households are *singles*, of two or more persons *without_children*, or *with_children*.
    """

    residents: int
    bands: tuple[int, int, int, int, int]
    over_75: int
    over_80: int
    over_85: int
    households: int
    singles: int
    without_children: int
    with_children: int


@dataclass(frozen=True, slots=True)
class Residents:
    """Everyone who ever lives in the wijk in the period, as arrays in parallel; *number* is the index.

    *birth*, *arrival* and *departure* are days counted from day 0; departure is inf for who is
    still there at the end, and *why* is a `DepartureReason`: 0 stays, 1 died, 2 moved away. *household* is
    the same for people who live together; *position* is a `Position` at the start (day 0, moving
    in, or birth) and does not change when others come or go. *income* is an `Income`: 0 low, 1
    middle, 2 high. *traits* holds the other traits, each an array over the same people.
    """

    number: Ints
    birth: Floats
    arrival: Floats
    departure: Floats
    why: Ints
    household: Ints
    position: Ints
    income: Ints
    traits: Traits

    def __len__(self) -> int:
        return len(self.number)

    @property
    def alone(self) -> Bools:
        """A mask of those who live alone at the start; :meth:`alone_at` gives it for a day."""
        alone: Bools = self.position == Position.ALONE
        return alone

    @property
    def households(self) -> int:
        """The number of households there ever are; they are numbered from 0."""
        return int(self.household.max(initial=-1)) + 1

    def age_at(self, day: float) -> Floats:
        """Everyone's age in years on *day*; negative before birth, and counting on after death."""
        return (day - self.birth) / DAYS_PER_YEAR

    def present_at(self, day: float) -> Bools:
        """A mask of those who live in the wijk on *day*: arrived by then, and not departed."""
        return (self.arrival <= day) & (day < self.departure)

    def household_sizes_at(self, day: float) -> Ints:
        """The number of people present on *day* in each household, by household number."""
        return np.bincount(self.household[self.present_at(day)], minlength=self.households)

    def alone_at(self, day: float) -> Bools:
        """A mask of those who are present on *day* and share the household with nobody then."""
        alone: Bools = self.present_at(day) & (self.household_sizes_at(day)[self.household] == 1)
        return alone

    def census(self, day: float) -> Census:
        """Count the wijk on *day*. A household has children when a child lives with a parent in it."""
        present = self.present_at(day)
        age = self.age_at(day)[present]
        bands = np.bincount(np.searchsorted(BAND_STARTS, age, side="right") - 1, minlength=len(BAND_STARTS))
        home, position = self.household[present], self.position[present]
        size = np.bincount(home, minlength=self.households)
        children = np.bincount(home[position == Position.CHILD], minlength=len(size))
        parents = np.bincount(home[position < Position.CHILD], minlength=len(size))
        families = int(((children > 0) & (parents > 0)).sum())
        inhabited, singles = int((size > 0).sum()), int((size == 1).sum())
        return Census(
            residents=len(age),
            bands=(int(bands[0]), int(bands[1]), int(bands[2]), int(bands[3]), int(bands[4])),
            over_75=int((age >= 75).sum()),
            over_80=int((age >= 80).sum()),
            over_85=int((age >= 85).sum()),
            households=inhabited,
            singles=singles,
            without_children=inhabited - singles - families,
            with_children=families,
        )

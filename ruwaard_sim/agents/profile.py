"""The parameters of the population of a wijk: plain numbers, filled from a scenario. Draws nothing.

Ages and differences in age are years, because that is how they are read and written. Rates are
per person (or household) per day, and days are days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

Curve = tuple[tuple[float, float], ...]
"""A line through points (age in years, value), level before the first and after the last point."""

Four = tuple[float, float, float, float]
"""One number for each kind of household: alone, a couple, a couple with children, a single parent."""


@dataclass(frozen=True, slots=True)
class TraitProfile:
    """The distribution of a mark from 0 to 10 over people: a *mean*, shifts for who they are, and a *spread*.

    *mean* is for someone under 75 who does not live alone and has a middle income. The other
    shifts are added to it; *per_decade* counts for every ten years over 75. *spread* is the
    standard deviation of what else differs. All in points.
    """

    mean: float
    alone: float
    low_income: float
    high_income: float
    per_decade: float
    spread: float


@dataclass(frozen=True, slots=True)
class FamilyProfile:
    """The parameters of families: age differences and numbers of children.

    *age_at_first_child* is a mean and *parenthood_differs* the standard deviation; next children
    come *between_children* years later; *partners_differ* is the standard deviation of the
    difference in age. *two_or_more* is the share of families with two or more children at home.
    """

    age_at_first_child: float
    parenthood_differs: float
    between_children: float
    partners_differ: float
    two_or_more: float


@dataclass(frozen=True, slots=True)
class NewcomerProfile:
    """The households that take a free address: the *kinds*, as weights, and the age of the youngest adult.

    *ages* are weights of age bands for one adult alone, a couple and a family; the bands begin
    at *age_starts*. *two_or_more* and *three_or_more* are the shares of families with so many children.
    """

    kinds: Four
    age_starts: tuple[float, ...]
    ages: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
    two_or_more: float
    three_or_more: float


@dataclass(frozen=True, slots=True)
class PopulationProfile:
    """A wijk on day 0, and how it changes.

    *people*: residents aged 0-14, 15-24, 25-44, 45-64 and 65 or older; *five_year*: weights of
    the twenty groups 0-4, 5-9, ..., 95 and older, which divide each of those bands.
    *singles*, *couples* (two or more persons without children) and *families* (with children, of
    which *single_parents* with one parent) are households; *living_in* are persons who live in
    with a household that is not theirs.

    *at_home*, *alone*, *single_parent* and *with_children* are curves of shares by age: of all
    residents who live with their parents; of the others who live alone; of the others again who
    are single parents; of partners who have children at home. They say who is more likely; the
    counts above say how many.

    *mortality* (straight on a logarithmic scale), *moving* (a household leaves the wijk, by the
    age of its youngest adult, times *moving_by_kind*) and *births* (to a couple, by the age of the
    younger; to one adult times *births_alone*) are rates. Brothers and sisters born in the period
    differ at least *birth_interval* days. *new_places* is the number of addresses added per day.

    *low_income* and *high_income*: share of households on day 0; *low_income_by_kind*: the
    national share of low incomes. *marks*: how each mark of the :class:`Traits` is
    spread, by name. *shared_luck*: the part of a mark's variance that the
    marks of one person have in common. *pgb_weak* and *pgb_strong*: the share able to keep a pgb
    at eigen_kracht 0 and at 10.
    """

    people: tuple[int, int, int, int, int]
    five_year: tuple[float, ...]
    singles: int
    couples: int
    families: int
    single_parents: int
    living_in: int
    at_home: Curve
    alone: Curve
    single_parent: Curve
    with_children: Curve
    family: FamilyProfile
    mortality: Curve
    moving: Curve
    moving_by_kind: Four
    births: Curve
    births_alone: float
    birth_interval: float
    new_places: float
    newcomers: NewcomerProfile
    low_income: float
    high_income: float
    low_income_by_kind: Four
    marks: Mapping[str, TraitProfile]
    shared_luck: float
    pgb_weak: float
    pgb_strong: float

    def __post_init__(self) -> None:
        homeless = self.children > 0 and self.families == 0
        if homeless or not 0 <= self.single_parents <= self.families <= self.children:
            raise ValueError(f"{self.children} children cannot be divided over {self.families} families")
        if not self.minors <= self.children <= self.residents:
            raise ValueError(f"{self.children} children at home, but {self.minors} minors")

    @property
    def residents(self) -> int:
        """Number of residents on day 0."""
        return sum(self.people)

    @property
    def households(self) -> int:
        """Number of households on day 0."""
        return self.singles + self.couples + self.families

    @property
    def children(self) -> int:
        """Children at home on day 0, of any age: everyone who has no other place in a household."""
        adults = self.singles + 2 * self.couples + 2 * self.families - self.single_parents
        return self.residents - adults - self.living_in

    @property
    def minors(self) -> float:
        """Residents under 18 on day 0: all of 0-14, and three fifths of those aged 15-19."""
        return self.people[0] + 0.6 * self.people[1] * self.five_year[3] / (self.five_year[3] + self.five_year[4])

    def scaled(self, factor: float) -> PopulationProfile:
        """The same wijk with *factor* times as many people, households and new places."""

        def times(count: int) -> int:
            return round(count * factor)

        bands = self.people
        return replace(
            self,
            people=(times(bands[0]), times(bands[1]), times(bands[2]), times(bands[3]), times(bands[4])),
            singles=times(self.singles),
            couples=times(self.couples),
            families=times(self.families),
            single_parents=times(self.single_parents),
            living_in=times(self.living_in),
            new_places=self.new_places * factor,
        )

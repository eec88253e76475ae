"""The shape of ``population.yaml``, and the profile of the wijk that is dealt from it.

Says what may stand there. What becomes of it is in :mod:`ruwaard_sim.agents.population`.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, model_validator

from ruwaard_sim.agents.hazards import apportion, value_at
from ruwaard_sim.agents.profile import Curve, FamilyProfile, Four, NewcomerProfile, PopulationProfile, TraitProfile
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.quantity_fields import (
    COUNT,
    POINTS,
    RATE,
    RATIO,
    SHARE,
    Duration,
    FieldProblem,
    Flow,
    Meaning,
    Measure,
    Name,
    Quantity,
    Shape,
    Share,
    Table,
    quantities,
    refuse,
)
from ruwaard_sim.units import DAYS_PER_YEAR

_BANDS = ("0", "15", "25", "45", "65")
_FIVE_YEAR = tuple(str(5 * group) for group in range(20))
_START_KINDS = ("alone", "couple", "family")
_KINDS = ("alone", "couple", "two_parents", "single_parent")

_SOME = Measure("share", minimum=0, maximum=1, positive=True)
_PEOPLE = Measure("count", positive=True)
_ALL = Measure("count", minimum=1, maximum=2_000_000)
"""More than a large city is not one wijk, and would not fit in memory."""


def _exactly(keys: tuple[str, ...]) -> AfterValidator:
    """A table must have these rows, no more and no less."""

    def judge(table: Table) -> Table:
        listed = ", ".join(keys)
        complaints = [
            FieldProblem("S050", message("S050", "judge", listed=listed), ("rows", key, "[key]"))
            for key in table.rows
            if key not in keys
        ]
        missing = [key for key in keys if key not in table.rows]
        if missing:
            text = message("S050", "judge_2", missing=missing[0], listed=listed)
            complaints.append(FieldProblem("S050", text, ("rows",)))
        if complaints:
            refuse(*complaints)
        return table

    return AfterValidator(judge)


def _ages_ascend(table: Table) -> Table:
    """The rows of a table by age must be ages in years, from young to old."""
    before = -1
    for key in table.rows:
        if not key.isascii() or not key.isdecimal() or not before < int(key) <= 120:
            text = message("S051", word=key)
            refuse(FieldProblem("S051", text, ("rows", key, "[key]")))
        before = int(key)
    return table


_BY_AGE = AfterValidator(_ages_ascend)

SharesByAge = Annotated[Table, SHARE, _BY_AGE]
PositiveByAge = Annotated[Table, _SOME, _BY_AGE]
RatesByAge = Annotated[Table, RATE, _BY_AGE]
SharesByKind = Annotated[Table, SHARE, _exactly(_KINDS)]


class Start(Shape):
    """The wijk on the first day: people by age, households by kind. The parts are scaled to the totals."""

    residents: Annotated[Quantity, _ALL, Meaning("alle bewoners", "all residents")]
    ages: Annotated[Table, COUNT, _exactly(_BANDS)]
    five_year: Annotated[Table, _PEOPLE, _exactly(_FIVE_YEAR)]
    households: Annotated[Quantity, _ALL, Meaning("alle huishoudens", "all households")]
    kinds: Annotated[Table, COUNT, _exactly(_START_KINDS)]
    single_parents: Annotated[
        Share, Meaning("eenoudergezinnen, deel van de huishoudens", "single parents, of households")
    ]
    living_in: Annotated[Share, Meaning("inwonenden, deel van de bewoners", "living in, of residents")]
    two_or_more: Annotated[Share, Meaning("gezinnen met twee of meer kinderen", "families with two or more children")]


class Positions(Shape):
    """At which age which place in a household is likely."""

    at_home: PositiveByAge
    at_home_later: PositiveByAge
    alone: SharesByAge
    single_parent: SharesByAge
    with_children: SharesByAge


class Families(Shape):
    """Age differences within families."""

    age_at_first_child: Duration
    parenthood_differs: Duration
    between_children: Duration
    partners_differ: Duration
    birth_interval: Duration


class Mortality(Shape):
    """The chance to die within a year: points that are measured, and points in between and beyond."""

    measured: PositiveByAge
    between: PositiveByAge


class Moving(Shape):
    """Rates at which households leave the wijk, by the age of the youngest adult."""

    within_municipality: RatesByAge
    other_municipality: RatesByAge
    abroad: RatesByAge
    later: RatesByAge
    leaves_wijk: Share
    by_kind: Annotated[Table, RATIO, _exactly(_KINDS)]


class Births(Shape):
    """Births to couples by the age of the younger partner, and how many fewer to one adult."""

    rates: RatesByAge
    alone: Share


class NewcomerAges(Shape):
    """The age of the youngest adult of households that move in."""

    alone: SharesByAge
    couple: SharesByAge
    family: SharesByAge


class Newcomers(Shape):
    """The households that take an address that comes free, and the addresses that are added."""

    new_places: Flow
    kinds: SharesByKind
    ages: NewcomerAges
    two_or_more: Share
    three_or_more: Share


class Incomes(Shape):
    """Households with a low and a high income in the wijk; low incomes nationally by kind of household."""

    low: Share
    high: Share
    low_by_kind: Annotated[Table, _SOME, _exactly(_KINDS)]


Points = Annotated[Quantity, POINTS]


class Trait(Shape):
    """A mark from 0 to 10: its mean, what differs by who someone is, and the spread."""

    mean: Points
    alone: Points
    low_income: Points
    high_income: Points
    per_decade: Points
    spread: Annotated[Quantity, Measure("points", minimum=0)]


class Traits(Shape):
    """Traits of people besides income."""

    netwerk: Trait
    eigen_kracht: Trait
    welbevinden: Trait
    shared_luck: Share
    pgb_weak: Share
    pgb_strong: Share


class Population(Shape):
    """``kind: population``: who live in the wijk on the first day, and how that changes."""

    kind: Literal["population"]
    id: Name
    start: Start
    positions: Positions
    families: Families
    mortality: Mortality
    moving: Moving
    births: Births
    newcomers: Newcomers
    income: Incomes
    traits: Traits

    @model_validator(mode="after")
    def _adds_up(self) -> Population:
        complaint = self.complaint()
        if complaint is not None:
            refuse(complaint)
        return self

    def complaint(self) -> FieldProblem | None:
        """The first problem with the population as a whole, such as incomes that do not add up; None if none."""
        empty = self._empty_weights()
        if empty is not None or any(quantity.dates for _, quantity in quantities(self)):
            return empty
        if self.income.low.number + self.income.high.number > 1.0:
            text = message("S053")
            return FieldProblem("S053", text, ("income", "high"))
        counts = _Counts(self.start)
        try:
            profile(self)
        except ValueError:
            text = message(
                "S052", families=counts.families, single_parents=counts.single_parents, children=counts.children
            )
            return FieldProblem("S052", text, ("start", "households"))
        return None

    def _empty_weights(self) -> FieldProblem | None:
        ages = self.newcomers.ages
        weights: dict[tuple[str, ...], Table] = {
            ("start", "ages"): self.start.ages,
            ("start", "kinds"): self.start.kinds,
            ("newcomers", "kinds"): self.newcomers.kinds,
            ("newcomers", "ages", "alone"): ages.alone,
            ("newcomers", "ages", "couple"): ages.couple,
            ("newcomers", "ages", "family"): ages.family,
        }
        text = message("S054")
        return next(
            (
                FieldProblem("S054", text, (*at, "rows"))
                for at, table in weights.items()
                if not sum(table.rows.values()) > 0
            ),
            None,
        )


class _Counts:
    """The whole numbers of the start: its parts scaled so that they add up to its totals."""

    def __init__(self, start: Start) -> None:
        bands = np.array([start.ages.numbers[key] for key in _BANDS])
        kinds = np.array([start.kinds.numbers[key] for key in _START_KINDS])
        young, growing, adult, middle, old = apportion(start.residents.whole_number, bands).tolist()
        self.people = (int(young), int(growing), int(adult), int(middle), int(old))
        self.singles, self.couples, self.families = apportion(start.households.whole_number, kinds).tolist()
        self.single_parents = round(start.single_parents.number * start.households.whole_number)
        self.living_in = round(start.living_in.number * start.residents.whole_number)
        adults = self.singles + 2 * self.couples + 2 * self.families - self.single_parents
        self.children = start.residents.whole_number - adults - self.living_in


def profile(population: Population) -> PopulationProfile:
    """The profile of *population* in base units, with the mode of what is uncertain. Nothing may be dated."""
    start, positions, income = population.start, population.positions, population.income
    counts = _Counts(start)
    return PopulationProfile(
        people=counts.people,
        five_year=tuple(start.five_year.numbers[key] for key in _FIVE_YEAR),
        singles=counts.singles,
        couples=counts.couples,
        families=counts.families,
        single_parents=counts.single_parents,
        living_in=counts.living_in,
        at_home=_curve(positions.at_home, positions.at_home_later),
        alone=_curve(positions.alone),
        single_parent=_curve(positions.single_parent),
        with_children=_curve(positions.with_children),
        family=_family(population),
        mortality=_mortality(population.mortality),
        moving=_moving(population.moving),
        moving_by_kind=_four(population.moving.by_kind),
        births=_curve(population.births.rates),
        births_alone=population.births.alone.number,
        birth_interval=population.families.birth_interval.number,
        new_places=population.newcomers.new_places.number,
        newcomers=_newcomers(population.newcomers),
        low_income=income.low.number,
        high_income=income.high.number,
        low_income_by_kind=_four(income.low_by_kind),
        marks={name: _trait(mark) for name, mark in population.traits if isinstance(mark, Trait)},
        shared_luck=population.traits.shared_luck.number,
        pgb_weak=population.traits.pgb_weak.number,
        pgb_strong=population.traits.pgb_strong.number,
    )


def _curve(*tables: Table) -> Curve:
    """The points of *tables* together, from young to old; of a double age the last table's."""
    points = {float(age): number for table in tables for age, number in table.numbers.items()}
    return tuple(sorted(points.items()))


def _four(table: Table) -> Four:
    first, second, third, fourth = (table.numbers[key] for key in _KINDS)
    return first, second, third, fourth


def _mortality(mortality: Mortality) -> Curve:
    """Rates per day, from the chances to die within a year."""
    chances = _curve(mortality.measured, mortality.between)
    return tuple((age, -math.log(1.0 - min(chance, 0.999)) / DAYS_PER_YEAR) for age, chance in chances)


def _moving(moving: Moving) -> Curve:
    """Rates per day of leaving the wijk: all moves to elsewhere, and a share of those nearby."""
    ways = (
        (_curve(moving.within_municipality), moving.leaves_wijk.number),
        (_curve(moving.other_municipality), 1.0),
        (_curve(moving.abroad), 1.0),
    )
    ages = np.array(sorted({age for way, _ in ways for age, _ in way}))
    leaving = sum((share * value_at(way, ages) for way, share in ways), np.zeros(len(ages)))
    points = dict(zip(ages.tolist(), leaving.tolist(), strict=True)) | dict(_curve(moving.later))
    return tuple(sorted(points.items()))


def _family(population: Population) -> FamilyProfile:
    families = population.families
    return FamilyProfile(
        age_at_first_child=families.age_at_first_child.number / DAYS_PER_YEAR,
        parenthood_differs=families.parenthood_differs.number / DAYS_PER_YEAR,
        between_children=families.between_children.number / DAYS_PER_YEAR,
        partners_differ=families.partners_differ.number / DAYS_PER_YEAR,
        two_or_more=population.start.two_or_more.number,
    )


def _newcomers(newcomers: Newcomers) -> NewcomerProfile:
    bands = (newcomers.ages.alone, newcomers.ages.couple, newcomers.ages.family)
    starts = tuple(sorted({age for table in bands for age, _ in _curve(table)}))
    alone, couple, family = (tuple(dict(_curve(table)).get(age, 0.0) for age in starts) for table in bands)
    return NewcomerProfile(
        kinds=_four(newcomers.kinds),
        age_starts=starts,
        ages=(alone, couple, family),
        two_or_more=newcomers.two_or_more.number,
        three_or_more=newcomers.three_or_more.number,
    )


def _trait(trait: Trait) -> TraitProfile:
    return TraitProfile(
        mean=trait.mean.number,
        alone=trait.alone.number,
        low_income=trait.low_income.number,
        high_income=trait.high_income.number,
        per_decade=trait.per_decade.number,
        spread=trait.spread.number,
    )

"""What happens to the people of the wijk after day 0, for the textbook twin (docs/model.md §2.4 and 2.5)."""

from __future__ import annotations

import math

import numpy as np

from benchmarks.textbook.chance import Chance
from benchmarks.textbook.people import ADULT, ALMOST, NEVER, Beginning, Household, Person, at_home, marker
from benchmarks.textbook.scenario import YEAR, Numbers

OLDEST = 130
YEARS = np.arange(OLDEST)
MIDDLES = YEARS + 0.5
LAST_BAND = 95.0
LEAST_AGE, MOST_AGE = 0.4, 24.0
LIVING_IN_AGES = 20.0, 80.0
MOST_CHILDREN_ADDED = 2


class Hazard:
    """A rate by age, constant within a year of age: when does it strike someone."""

    def __init__(self, yearly: np.ndarray) -> None:
        self.ages = np.arange(OLDEST + 1, dtype=float)
        self.until = np.concatenate([[0.0], np.cumsum(yearly)])

    def strikes(self, birthday: float, day: float, luck: float) -> float:
        """The day it strikes who is here on *day*, for a luck that is exponential with mean 1; or never."""
        if luck == NEVER:
            return NEVER
        reached = float(np.interp((day - birthday) / YEAR, self.ages, self.until)) + luck
        if reached >= self.until[-1]:
            return NEVER
        return birthday + YEAR * float(np.interp(reached, self.until, self.ages))


class Lives:
    """Households that live, empty and are followed by others, until the end."""

    def __init__(self, numbers: Numbers, chance: Chance, lead_in: float) -> None:
        self.numbers, self.chance, self.end = numbers, chance, float(numbers.days)
        self.beginning = Beginning(numbers, chance)
        self.give_marks = marker(numbers, chance)
        self.residents: list[Person] = []
        self._hazards()
        for home in self.beginning.households:
            for person in home.members:
                # Who is born less than the lead-in before day 0 arrives at birth.
                person.arrival = max(-lead_in, person.birthday)
            self._address(home, 0.0)
        self._new_places()

    def _number(self, path: str) -> float:
        return self.numbers.number(f"population.{path}")

    def _hazards(self) -> None:
        numbers = self.numbers
        ages, deaths = numbers.points("population.mortality.measured", "population.mortality.between")
        self.death = Hazard(np.exp(np.interp(MIDDLES, ages, np.log(-np.log1p(-np.array(deaths))))))
        within, other, abroad = (
            np.array(numbers.points(f"population.moving.{name}")[1])
            for name in ("within_municipality", "other_municipality", "abroad")
        )
        ages = numbers.points("population.moving.within_municipality")[0]
        later_ages, later = numbers.points("population.moving.later")
        leaves = np.concatenate([self._number("moving.leaves_wijk") * within + other + abroad, later]) * YEAR
        self.move = Hazard(np.interp(MIDDLES, ages + later_ages, leaves))
        self.moves_by_kind = numbers.rows("population.moving.by_kind")
        ages, births = numbers.points("population.births.rates")
        self.birth = Hazard(np.interp(MIDDLES, ages, births) * YEAR)
        share = self._at_home_here()
        self.leave_home = Hazard(np.append(np.maximum(0.0, -np.diff(np.log(share))), 0.0))

    def _at_home_here(self) -> np.ndarray:
        """The share at home by whole year of age, its odds multiplied so that the children of day 0 come out.

        People of a five-year group are spread evenly over its years, and counted at their whole age.
        """
        people = np.array(self.beginning.by_year)
        p = np.clip(at_home(self.numbers, YEARS.astype(float)), ALMOST, 1 - ALMOST)

        def shares(times: float) -> np.ndarray:
            return np.asarray(times * p / (1 - p + times * p))

        low, high = -10.0, 10.0
        while high - low > ALMOST:
            middle = (low + high) / 2
            if shares(math.exp(middle))[: len(people)] @ people < self.beginning.children:
                low = middle
            else:
                high = middle
        return shares(math.exp(low))

    def _luck(self, factor: float = 1.0) -> float:
        return self.chance.exponential() / factor if factor > 0 else NEVER

    def _address(self, home: Household, day: float) -> None:
        """Let households live at an address one after the other."""
        while day < self.end:
            self._live(home, day)
            for person in home.members:
                self.give_marks(person, home, max(day, person.birthday))
                self.residents.append(person)
            day = max(person.departure for person in home.members)
            if day < self.end:
                home = self._newcomers(day)

    def _live(self, home: Household, day: float) -> None:
        youngest = home.youngest
        moves = self.move.strikes(youngest, day, self._luck(self.moves_by_kind[home.kind]))
        for person in home.members:
            dies = self.death.strikes(person.birthday, day, self._luck())
            person.departure, person.died = min(moves, dies), dies < moves
        first_adult = min(adult.departure for adult in home.adults)
        last_adult = max(adult.departure for adult in home.adults)
        factor = 1.0 if len(home.adults) > 1 else self._number("births.alone")
        born = day
        for _ in range(MOST_CHILDREN_ADDED):
            born = self.birth.strikes(youngest, born, self._luck(factor))
            if born >= min(first_adult, self.end):
                break
            died = self.death.strikes(born, born, self._luck())
            child = Person(born, "child", arrival=born, departure=min(moves, died), died=died < moves)
            home.others.append(child)
            born += self._number("families.birth_interval")
        for child in home.others:
            if child.position == "child":
                leaves = self.leave_home.strikes(child.birthday, max(day, child.birthday), self._luck())
                if child.age(last_adult) < ADULT:
                    leaves = min(leaves, last_adult)
                if leaves < child.departure:
                    child.departure, child.died = leaves, False

    def _new_places(self) -> None:
        rate, k = self._number("newcomers.new_places"), 0
        while k / rate < self.end:
            day = (k + self.chance.random()) / rate
            if day < self.end:
                self._address(self._newcomers(day), day)
            k += 1

    def _newcomers(self, day: float) -> Household:
        """A household that moves in."""
        kind = self.chance.choose(self.numbers.shares("population.newcomers.kinds"), self.chance.random())
        bands = self.numbers.shares(f"population.newcomers.ages.{kind if kind in ('alone', 'couple') else 'family'}")
        every = {
            float(age)
            for name in ("alone", "couple", "family")
            for age in self.numbers.rows(f"population.newcomers.ages.{name}")
        }
        band = float(self.chance.choose(bands, self.chance.random()))
        age = self.chance.uniform(band, min([other for other in every if other > band], default=LAST_BAND))
        ages = [age]
        if kind in ("couple", "two_parents"):
            ages.append(age + self.beginning.years("partners_differ") * abs(self.chance.logistic_noise()))
        home = Household(kind, [Person(day - one * YEAR, "", arrival=day) for one in ages])
        if kind != "alone" and self.chance.random() < self.beginning.living_in_rate:
            home.others.append(Person(day - self.chance.uniform(*LIVING_IN_AGES) * YEAR, "", arrival=day))
        if kind in ("two_parents", "single_parent"):
            home.others += [Person(day - one * YEAR, "child", arrival=day) for one in self._children(age)]
        self.beginning.settle(home, self.beginning.standing(kind))
        return home

    def _children(self, age: float) -> list[float]:
        """Ages of the children with whom a family moves in."""
        u = self.chance.random()
        count = 1 + (u < self._number("newcomers.two_or_more")) + (u < self._number("newcomers.three_or_more"))
        between = self.beginning.years("between_children")
        wished = age - self.beginning.years("age_at_first_child")
        wished -= self.beginning.years("parenthood_differs") * self.chance.logistic_noise()
        eldest = max(wished, LEAST_AGE + between * (count - 1))
        eldest = max(min(eldest, MOST_AGE, age - ADULT), LEAST_AGE)
        return [eldest - between * n for n in range(count) if eldest - between * n >= 0]

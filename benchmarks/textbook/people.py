"""Who lives in the wijk of the textbook twin on day 0, drawn from the counts (docs/model.md §2.1-2.3, 2.6 and 2.7)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.textbook.chance import Chance, divided, lognormal
from benchmarks.textbook.scenario import YEAR, Numbers

MARKS = ("netwerk", "eigen_kracht", "welbevinden")
NEVER = math.inf
ALMOST = 1e-9
ADULT, GRADUALLY_FEWER = 18, 0.8
OLD, CHILD_AFTER, FIVE = 75, 16, 5


@dataclass(eq=False, slots=True)
class Person:
    """A resident: when born, when here, and what the rules may ask about."""

    birthday: float
    position: str
    arrival: float = -NEVER
    departure: float = NEVER
    died: bool = False
    income: str = ""
    marks: dict[str, int] = field(default_factory=dict)
    able: bool = False
    frailty: float = 1.0
    alone: bool = False

    def age(self, day: float) -> float:
        """Age in years, not rounded."""
        return (day - self.birthday) / YEAR


@dataclass(eq=False, slots=True)
class Household:
    """Who lives at an address together; *kind* is alone, couple, two_parents or single_parent."""

    kind: str
    adults: list[Person]
    others: list[Person] = field(default_factory=list)
    income: str = ""

    @property
    def members(self) -> list[Person]:
        """Everyone."""
        return self.adults + self.others

    @property
    def youngest(self) -> float:
        """The birthday of the youngest adult."""
        return max(adult.birthday for adult in self.adults)


def _logit(p: np.ndarray | float) -> np.ndarray:
    inside = np.clip(p, ALMOST, 1 - ALMOST)
    return np.asarray(np.log(inside / (1 - inside)))


def at_home(numbers: Numbers, age: np.ndarray) -> np.ndarray:
    """The share that lives with parents, by age: a straight line in the logarithm between the points."""
    ages, shares = numbers.points("population.positions.at_home", "population.positions.at_home_later")
    return np.where(age < ADULT, 1.0, np.exp(np.interp(age, ages, np.log(shares))))


class Beginning:
    """Deals the households of day 0, and says by what standing later ones are judged."""

    def __init__(self, numbers: Numbers, chance: Chance) -> None:
        self.numbers, self.chance = numbers, chance
        self.by_kind = numbers.rows("population.income.low_by_kind")
        self._counts()
        self._place(self._ages())
        self._judge_incomes()

    def _number(self, path: str) -> float:
        return self.numbers.number(f"population.{path}")

    def years(self, name: str) -> float:
        """A number about families, in years."""
        return self._number(f"families.{name}") / YEAR

    def _counts(self) -> None:
        count = round(self._number("start.households"))
        alone, couple, family = divided(count, list(self.numbers.rows("population.start.kinds").values()))
        single = round(self._number("start.single_parents") * count)
        self.kinds = {"alone": alone, "couple": couple, "two_parents": family - single, "single_parent": single}
        self.residents = round(self._number("start.residents"))
        self.living_in = round(self._number("start.living_in") * self.residents)
        self.children = self.residents - self.living_in - 2 * (couple + family - single) - alone - single
        self.living_in_rate = self.living_in / (count - alone)

    def _ages(self) -> np.ndarray:
        bands = self.numbers.rows("population.start.ages")
        groups = {float(age): count for age, count in self.numbers.rows("population.start.five_year").items()}
        limits = [*map(float, bands), NEVER]
        found: list[np.ndarray] = []
        self.by_year: list[float] = []
        for number, low, high in zip(divided(self.residents, list(bands.values())), limits, limits[1:], strict=False):
            inside = [age for age in groups if low <= age < high]
            for age, people in zip(inside, divided(number, [groups[age] for age in inside]), strict=True):
                found.append(self.chance.uniform(age, age + FIVE, people))
                self.by_year += [people / FIVE] * FIVE
        return np.concatenate(found)

    def _place(self, ages: np.ndarray) -> None:
        """Give everyone a position, most likely ones first, and make households of them."""
        left = np.ones(len(ages), dtype=bool)

        def taken(count: int, p: np.ndarray | float) -> list[Person]:
            scores = np.where(left, _logit(p) + self.chance.logistic(size=len(ages)), -NEVER)
            chosen = np.argsort(-scores)[:count]
            left[chosen] = False
            return [Person(-float(age) * YEAR, "") for age in np.sort(ages[chosen])]

        def line(path: str) -> np.ndarray:
            return np.asarray(np.interp(ages, *self.numbers.points(f"population.positions.{path}")))

        children = taken(self.children, at_home(self.numbers, ages))
        alone = taken(self.kinds["alone"], line("alone"))
        living_in = taken(self.living_in, 0.5)
        single = taken(self.kinds["single_parent"], line("single_parent"))
        parents = taken(2 * self.kinds["two_parents"], line("with_children"))
        partners = taken(int(left.sum()), 0.5)
        families = self._paired(parents, "two_parents") + [Household("single_parent", [one]) for one in single]
        couples = self._paired(partners, "couple")
        for person in living_in:
            self.chance.choice(np.array(couples + families)).others.append(person)
        self._lay_children(children, families)
        self.households = [Household("alone", [one]) for one in alone] + couples + families

    def _paired(self, people: Sequence[Person], kind: str) -> list[Household]:
        differ = self.years("partners_differ") * math.sqrt(0.5)
        order = sorted(people, key=lambda one: one.age(0) + differ * self.chance.logistic_noise())
        return [Household(kind, [first, second]) for first, second in zip(order[::2], order[1::2], strict=True)]

    def _lay_children(self, children: list[Person], families: list[Household]) -> None:
        """Lay children, from young to old, beside the places for them by the age that is wished there."""
        shuffled = [families[i] for i in self.chance.permutation(len(families))]
        later = {id(family): self.years("parenthood_differs") * self.chance.logistic_noise() for family in shuffled}
        places: list[tuple[float, Household]] = []
        number, count = 0, len(families)
        while len(places) < len(children):
            for family in shuffled[: min(count, len(children) - len(places))]:
                first = -family.youngest / YEAR - self.years("age_at_first_child") - later[id(family)]
                places.append((first - number * self.years("between_children"), family))
            number += 1
            if number == 1:
                count = round(self._number("start.two_or_more") * len(families))
            else:
                count = min(count, math.ceil(GRADUALLY_FEWER * (len(children) - len(places))))
        homes = [family for _, family in sorted(places, key=lambda place: place[0])]
        children.sort(key=lambda child: -child.birthday)
        _mend(children, homes)
        for child, home in zip(children, homes, strict=True):
            child.position = "child"
            home.others.append(child)

    def standing(self, kind: str) -> float:
        """Where the income of a household of this kind stands; a low number is a low income."""
        return float(-_logit(self.by_kind[kind]) + self.chance.logistic())

    def _judge_incomes(self) -> None:
        found = sorted(((self.standing(home.kind), home) for home in self.households), key=lambda pair: pair[0])
        low = round(self._number("income.low") * len(found))
        high = round(self._number("income.high") * len(found))
        self.limits = found[low - 1][0], found[-high][0]
        for standing, home in found:
            self.settle(home, standing)

    def settle(self, home: Household, standing: float) -> None:
        """Give a household its income class by the limits of day 0."""
        low, high = self.limits
        home.income = "low" if standing <= low else "high" if standing >= high else "middle"


def _mend(children: list[Person], homes: list[Household]) -> None:
    """Let a child too old for its parents change places with the nearest one where that mends it."""

    def fits(child: Person, home: Household) -> bool:
        return child.birthday - home.youngest >= CHILD_AFTER * YEAR

    for i, child in enumerate(children):
        if fits(child, homes[i]):
            continue
        for j in sorted(range(len(children)), key=lambda j: abs(i - j)):
            if fits(children[j], homes[i]) and fits(child, homes[j]):
                children[i], children[j] = children[j], child
                break


def marker(numbers: Numbers, chance: Chance) -> Callable[[Person, Household, float], None]:
    """What gives a person marks, skill and frailty on arrival, once."""
    traits = {
        mark: {
            name: numbers.number(f"population.traits.{mark}.{name}")
            for name in numbers.names(f"population.traits.{mark}")
        }
        for mark in MARKS
    }
    shared = numbers.number("population.traits.shared_luck")
    weak, strong = (numbers.number(f"population.traits.pgb_{name}") for name in ("weak", "strong"))
    frailty = numbers.number("needs.frailty")

    def give(person: Person, home: Household, day: float) -> None:
        person.income, person.alone = home.income, home.kind == "alone" and person.position != "child"
        common = chance.logistic_noise()
        for mark, trait in traits.items():
            level = trait["mean"] + trait.get(f"{person.income}_income", 0.0) + person.alone * trait["alone"]
            level += trait["per_decade"] * max(0.0, person.age(day) - OLD) / 10
            level += trait["spread"] * (math.sqrt(shared) * common + math.sqrt(1 - shared) * chance.logistic_noise())
            person.marks[mark] = round(min(10.0, max(0.0, level)))
        person.able = chance.random() < weak + (strong - weak) * person.marks["eigen_kracht"] / 10
        person.frailty = lognormal(1.0, frailty, chance.standard_normal())

    return give

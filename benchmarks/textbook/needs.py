"""How often residents of the textbook twin have needs, and what a need is (docs/model.md §3.1-3.3)."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from benchmarks.textbook.case import Need
from benchmarks.textbook.chance import Chance
from benchmarks.textbook.people import Person
from benchmarks.textbook.regime import INCOMES, Regime

MIDDLE_SEVERITY = 5


class Needs:
    """Rates by leefdomein, and the laws of a need."""

    def __init__(self, regimes: Sequence[Regime], chance: Chance) -> None:
        self.chance = chance
        numbers = regimes[0].numbers
        self.domains = numbers.names("needs.domains")
        tables = {domain: numbers.points(f"needs.domains.{domain}.rates") for domain in self.domains}
        (self.ages,) = {tuple(ages) for ages, _ in tables.values()}
        self.by_age = {domain: rates for domain, (_, rates) in tables.items()}

        def of(name: str) -> dict[str, float]:
            return {domain: numbers.number(f"needs.domains.{domain}.{name}") for domain in self.domains}

        self.alone, self.reasoned, self.crisis = of("alone"), of("reasoned"), of("crisis")
        self.income = {"low": of("low_income"), "middle": dict.fromkeys(self.domains, 1.0), "high": of("high_income")}
        self.most = {
            income: {domain: max(regime.demand[domain][income] for regime in regimes) for domain in self.domains}
            for income in INCOMES
        }
        self.severity = {domain: numbers.rows(f"needs.domains.{domain}.severity") for domain in self.domains}
        self.urgency = {domain: numbers.shares(f"needs.domains.{domain}.urgency") for domain in self.domains}
        self.per_point = numbers.number("needs.crisis_per_point")

    def rate(self, person: Person, domain: str, age: float) -> float:
        """Needs a day in a leefdomein at an age, before the demand factor."""
        band = self.by_age[domain][bisect(self.ages, max(age, 0.0)) - 1]
        alone = self.alone[domain] if person.alone else 1.0
        return band * person.frailty * alone * self.income[person.income][domain]

    def highest(self, person: Person, begin: float, end: float) -> float:
        """The highest rate of a resident in all leefdomeinen together, between two days."""
        first, last = person.age(begin), person.age(end)
        ages = [first, *(age for age in self.ages if first < age <= last)]
        most = self.most[person.income]
        return sum(most[domain] * max(self.rate(person, domain, age) for age in ages) for domain in self.domains)

    def which(self, person: Person, day: float, regime: Regime, candidate: float) -> str | None:
        """The leefdomein of a candidate, a number between 0 and the highest rate; or it is no need at all."""
        age = person.age(day)
        for domain in self.domains:
            candidate -= self.rate(person, domain, age) * regime.demand[domain][person.income]
            if candidate < 0:
                return domain
        return None

    def draw(self, domain: str, regime: Regime) -> Need:
        """Draw what is fixed for a need."""
        marks = self.severity[domain]
        severity = self.chance.triangle(marks["lowest"], marks["likeliest"], marks["highest"])
        word = self.chance.choose(self.urgency[domain], self.chance.random())
        return Need(severity, regime.rules.place(word), self.chance.random() < self.reasoned[domain])

    def hazard(self, domain: str, severity: int) -> float:
        """How often a day a question of this severity escalates while there is no help."""
        return self.crisis[domain] * (1 + self.per_point * (severity - MIDDLE_SEVERITY))

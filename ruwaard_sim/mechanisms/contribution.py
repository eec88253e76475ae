"""What residents pay themselves, and how that changes what they ask for: the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import Belief, number
from ruwaard_sim.words import Text

RESPONSE = Belief(
    Text("hoe de vraag op de eigen bijdrage reageert", "how demand answers to the own contribution"), neutral=1.0
)


class Contribution(Protocol):
    """An answer to *what residents pay themselves*. Income classes are 0 low, 1 middle, 2 high."""

    title: ClassVar[Text]

    def yearly(self) -> tuple[float, float, float]:
        """Cents a year that a client pays, by income class."""

    def demand(self) -> tuple[float, float, float]:
        """Factor on the demand for help with an own contribution, by income class; 1 is that of 2017."""


@dataclass(frozen=True, slots=True)
class ByLaw:
    """As the law had it: income-dependent until 2019, one flat amount since (abonnementstarief)."""

    title: ClassVar[Text] = Text("volgens de wet", "as the law has it")

    low: float = number("money per year", "bijdrage, laag inkomen", "contribution, low income")
    middle: float = number("money per year", "bijdrage, middeninkomen", "contribution, middle income")
    high: float = number("money per year", "bijdrage, hoog inkomen", "contribution, high income")
    demand_low: float = number(
        "ratio", "vraag bij laag inkomen, 2017 = 1", "demand, low income, 2017 = 1", belief=RESPONSE
    )
    demand_middle: float = number(
        "ratio", "vraag bij middeninkomen, 2017 = 1", "demand, middle income, 2017 = 1", belief=RESPONSE
    )
    demand_high: float = number(
        "ratio", "vraag bij hoog inkomen, 2017 = 1", "demand, high income, 2017 = 1", belief=RESPONSE
    )

    def yearly(self) -> tuple[float, float, float]:
        """The amounts in force."""
        return (self.low, self.middle, self.high)

    def demand(self) -> tuple[float, float, float]:
        """The response in force."""
        return (self.demand_low, self.demand_middle, self.demand_high)


@dataclass(frozen=True, slots=True)
class Waived:
    """Nobody pays (the wish of wijkkader §6). Demand answers as to any lower price; by how much is an assumption."""

    title: ClassVar[Text] = Text("geen eigen bijdrage", "no own contribution")

    demand_low: float = number(
        "ratio", "vraag bij laag inkomen, 2017 = 1", "demand, low income, 2017 = 1", belief=RESPONSE
    )
    demand_middle: float = number(
        "ratio", "vraag bij middeninkomen, 2017 = 1", "demand, middle income, 2017 = 1", belief=RESPONSE
    )
    demand_high: float = number(
        "ratio", "vraag bij hoog inkomen, 2017 = 1", "demand, high income, 2017 = 1", belief=RESPONSE
    )

    def yearly(self) -> tuple[float, float, float]:
        """Nothing."""
        return (0.0, 0.0, 0.0)

    def demand(self) -> tuple[float, float, float]:
        """The response assumed."""
        return (self.demand_low, self.demand_middle, self.demand_high)


ANSWERS: dict[str, type[Contribution]] = {
    "by_law": ByLaw,
    "waived": Waived,
}

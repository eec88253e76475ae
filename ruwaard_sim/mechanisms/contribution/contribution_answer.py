"""Base of the answers to *what residents pay themselves*, with the response of demand to price that all of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import Belief, number
from ruwaard_sim.text import Text

RESPONSE = Belief(
    Text("hoe de vraag op de eigen bijdrage reageert", "how demand answers to the own contribution"), neutral=1.0
)


class Contribution(Protocol):
    """An answer to *what residents pay themselves*. Income classes are 0 low, 1 middle, 2 high."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    def yearly(self) -> tuple[float, float, float]:
        """Cents a year that a client pays, by income class."""

    def demand(self) -> tuple[float, float, float]:
        """Factor on the demand for help with an own contribution, by income class; 1 is that of 2017."""


@dataclass(frozen=True, slots=True)
class Responding:
    """Demand answers to the price, by income class; by how much is a belief."""

    demand_low: float = number(
        "ratio", "vraag bij laag inkomen, 2017 = 1", "demand, low income, 2017 = 1", belief=RESPONSE
    )
    demand_middle: float = number(
        "ratio", "vraag bij middeninkomen, 2017 = 1", "demand, middle income, 2017 = 1", belief=RESPONSE
    )
    demand_high: float = number(
        "ratio", "vraag bij hoog inkomen, 2017 = 1", "demand, high income, 2017 = 1", belief=RESPONSE
    )

    def demand(self) -> tuple[float, float, float]:
        """The response in force."""
        return (self.demand_low, self.demand_middle, self.demand_high)

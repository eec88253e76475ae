"""A surplus goes back to the municipality: an answer to what happens to a surplus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.surplus.surplus_answer import Division, Remainder, Surplus
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Returned(Surplus):
    """A surplus of the joint budget goes back to the general means of the municipality (the regular way).

    Only of the joint budget: what a party has left of a subsidy, or earned by production, is its own.
    """

    title: ClassVar[Text] = Text("terug naar de algemene middelen", "back to the general means")
    in_dutch: ClassVar[str] = (
        "Wat er van het wijkbudget over is, gaat terug naar de algemene middelen van de gemeente (de gangbare "
        "manier). Dat geldt alleen voor het gezamenlijke budget: wat een partij van een subsidie overhoudt of met "
        "productie verdient, is van haarzelf."
    )

    def divide(self, remainder: Remainder) -> Division:
        """The whole remainder to those who fund it."""
        return Division(funders=remainder.total)

"""What an indicator is: a figure with a title, a unit, a definition, and the function that computes it from facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.words import Text

GROUPS: dict[str, Text] = {
    "demand": Text("Vraag", "Demand"),
    "route": Text("Waar vragen terechtkomen", "Where questions go"),
    "waiting": Text("Wachten", "Waiting"),
    "cost": Text("Kosten", "Cost"),
    "quality": Text("Kwaliteit", "Quality"),
}
"""The groups in which indicators are shown, in order."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure.

    *still_waiting* names the indicator with the number of people a mean wait leaves out.
    *decimals* is how precisely it is worth showing at most.
    """

    name: str
    title: Text
    unit: str
    group: str
    definition: Text
    decimals: int
    compute: Callable[[Record, Window], float]
    still_waiting: str | None = None
    effect: bool = True
    """Whether a difference between variants may be shown as an effect; not for what rests on registration."""

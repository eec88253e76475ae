"""Indicators: figures with a title, a unit, a definition, and the function that computes them from events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text

GROUPS: dict[str, Text] = {
    "demand": Text("Vraag", "Demand"),
    "route": Text("Waar vragen terechtkomen", "Where questions go"),
    "waiting": Text("Wachten", "Waiting"),
    "cost": Text("Kosten", "Cost"),
    "party": Text("Wat het de partijen kost", "What it costs the parties"),
    "hours": Text("Uren", "Hours"),
    "quality": Text("Kwaliteit", "Quality"),
    "steering": Text("Bijsturen", "Steering"),
    "outcome": Text("Gevolgen die niet zijn gemeten (overtuiging)", "What is believed to follow"),
}
"""The groups in which indicators are shown, in order."""


MONEY = "money"
"""The transfers in the books, beside the kinds of fact, as something a figure is computed from."""
Evidence = Literal["A", "B", "C", "D", "arithmetic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """On what a figure rests: how it is computed, from what, and how strong the evidence behind its level is.

    *evidence* is the best grade of a published figure that the level was entered from, fitted to or held against
    (`targets.yaml`); D when there is none; ``arithmetic`` when it is another figure counted, divided or added up.
    """

    formula: Text
    evidence: Evidence
    kinds: tuple[EventKind, ...] = ()
    """The kinds of fact it is computed from."""
    money: bool = False
    """Whether it is computed from the transfers in the books."""
    books: tuple[str, ...] = ()
    """The figures of `targets.yaml` that say so."""
    plan: bool = False
    """Whether it takes numbers of the scenario as well: norms, prices, shares."""
    side: Text | None = None
    """Of a cost: whose."""
    belief: bool = False
    """Whether it rests on what is believed to follow, and not on what happened."""


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
    basis: Basis = field(kw_only=True)
    effect: bool = True
    """Whether a difference between variants may be shown as an effect; not for what rests on registration."""

    @property
    def belief(self) -> bool:
        """True if it rests on what is believed to follow; it is marked so wherever it is shown."""
        return self.basis.belief

"""At the end of the year, with the surplus: an answer to what happens to a reservation that is not used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class WithSurplus:
    """A reservation unused at the end of the year joins the joint surplus; each year has a new reservation."""

    title: ClassVar[Text] = Text(
        "aan het eind van het jaar bij het overschot", "with the surplus at the end of the year"
    )
    in_dutch: ClassVar[str] = (
        "Wat aan het eind van het jaar niet gebruikt is, hoort bij het gezamenlijke overschot. Ieder jaar wordt "
        "opnieuw gereserveerd."
    )
    buys_hours: ClassVar[bool] = False
    keeps: ClassVar[bool] = False
    needs_reservation: ClassVar[bool] = False
    in_month: ClassVar[int] = 0

    def spent_on(self) -> str | None:
        """No resource: no hours are bought."""
        return None

"""Kept for the next year: an answer to what happens to a reservation that is not used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class KeptForNextYear:
    """An unused reservation stays set aside for pgb and adds to what is set aside next year; on the last day it is a surplus."""

    title: ClassVar[Text] = Text("bewaren voor het volgende jaar", "kept for the next year")
    in_dutch: ClassVar[str] = (
        "Wat niet gebruikt is, blijft gereserveerd voor pgb en komt bij de reservering van het volgende jaar; op "
        "de laatste dag is het een overschot."
    )
    buys_hours: ClassVar[bool] = False
    keeps: ClassVar[bool] = True
    needs_reservation: ClassVar[bool] = True
    in_month: ClassVar[int] = 0

    def spent_on(self) -> str | None:
        """No resource: no hours are bought."""
        return None

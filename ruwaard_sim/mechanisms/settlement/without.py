"""Parties do not settle: an answer to how they settle with each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class NoSettlement:
    """A party that helps another's client is paid as for its own clients; nobody pays twice or gives back."""

    title: ClassVar[Text] = Text("niet", "not at all")
    in_dutch: ClassVar[str] = (
        "Wie een cliënt van een ander helpt, wordt betaald als voor eigen cliënten; niemand betaalt dubbel of "
        "geeft iets terug."
    )
    months: ClassVar[int] = 0

    def owed(self, minutes: float, cents_per_hour: float) -> int:
        """0 cents: nobody bills another party."""
        return 0

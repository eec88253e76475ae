"""No own contribution: an answer to what residents pay themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.contribution.contribution_answer import Responding
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Waived(Responding):
    """Nobody pays (the wish of wijkkader §6). Demand answers as to any lower price; by how much is an assumption."""

    title: ClassVar[Text] = Text("geen eigen bijdrage", "no own contribution")
    in_dutch: ClassVar[str] = (
        "Niemand betaalt een eigen bijdrage (de wens van wijkkader §6). De vraag naar hulp reageert zoals op "
        "iedere lagere prijs; hoeveel is een aanname."
    )

    def yearly(self) -> tuple[float, float, float]:
        """No cents in any income class."""
        return (0.0, 0.0, 0.0)

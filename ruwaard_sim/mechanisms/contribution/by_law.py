"""Own contributions as the law had them: an answer to what residents pay themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.contribution.contribution_answer import Responding
from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class ByLaw(Responding):
    """As the law had it: income-dependent until 2019, one flat amount since (abonnementstarief)."""

    title: ClassVar[Text] = Text("volgens de wet", "as the law has it")
    in_dutch: ClassVar[str] = (
        "Zoals de wet het regelde: tot 2019 een eigen bijdrage die afhing van het inkomen, daarna één vast bedrag "
        "(abonnementstarief). De vraag naar hulp reageert op die prijs; hoeveel is een overtuiging."
    )

    low: float = number("money per year", "bijdrage, laag inkomen", "contribution, low income")
    middle: float = number("money per year", "bijdrage, middeninkomen", "contribution, middle income")
    high: float = number("money per year", "bijdrage, hoog inkomen", "contribution, high income")

    def yearly(self) -> tuple[float, float, float]:
        """The amounts in force."""
        return (self.low, self.middle, self.high)

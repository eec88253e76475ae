"""Production with a ceiling: an answer to how a party is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.pays.production import Production
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class ProductionCapped(Production):
    """Hours delivered times the tariff, up to a ceiling a year; above it nothing is paid and the party bears the cost.

    The ceiling is that of the party's budget line in a calendar year; of part of a year, that part. Nobody is refused because
    it is reached. No document of the Proeftuin names a ceiling; the budget lines of wijkkader §6 are the obvious one.
    """

    title: ClassVar[Text] = Text("productie, met een plafond per jaar", "production, with a yearly ceiling")
    in_dutch: ClassVar[str] = (
        "Een partij krijgt de geleverde uren maal het tarief, tot een plafond per jaar. Daarboven wordt niets "
        "betaald en draagt de partij de kosten; niemand wordt daarom geweigerd. Geen document van de Proeftuin "
        "noemt een plafond; de begrotingsregels van wijkkader §6 liggen het meest voor de hand."
    )

    of_budget: float = number(
        "ratio",
        "plafond, als verhouding tot de begrotingsregel (1 = de regel zelf)",
        "ceiling, as a ratio of the budget line (1 = the line itself)",
        usual=(0.3, 3),
    )

    def ceiling(self, budget: int) -> float:
        """So many times the budget line."""
        return budget * self.of_budget

"""Lumpsum: an answer to how a party is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.pays.pays_answer import Pays
from ruwaard_sim.text import Text
from ruwaard_sim.units import MONTHS_PER_YEAR, split_cents


@dataclass(frozen=True, slots=True)
class Lumpsum(Pays):
    """A sum per party, fixed beforehand, in instalments; never a payment afterwards (wijkkader §6).

    The wijkkader leaves the number of instalments open ("x termijnen").
    """

    title: ClassVar[Text] = Text(
        "lumpsum, in termijnen, zonder nabetaling", "lumpsum in instalments, nothing afterwards"
    )
    in_dutch: ClassVar[str] = (
        "Iedere partij krijgt een bedrag dat vooraf vaststaat, in termijnen; achteraf wordt er nooit bijbetaald "
        '(wijkkader §6). Hoeveel termijnen, laat het wijkkader open ("x termijnen").'
    )
    in_pool: ClassVar[bool] = True
    fixed_sum: ClassVar[bool] = True
    nothing_afterwards: ClassVar[bool] = True

    yearly_instalments: float = number(
        "count",
        "aantal termijnen per jaar (1, 2, 3, 4, 6 of 12)",
        "instalments a year (1, 2, 3, 4, 6 or 12)",
        minimum=1,
        maximum=12,
    )
    indexation: float = number(
        "growth", "jaarlijkse verhoging van de lumpsum", "yearly increase of the lumpsum", minimum=None
    )

    def budget(self, cents: int, years: int) -> int:
        """Indexed once a year."""
        return round(cents * (1 + self.indexation) ** years)

    def instalments(self, cents: int, months: int) -> list[int]:
        """Equal parts, spread over the months; the cents that do not divide go to the first."""
        every = max(1, round(MONTHS_PER_YEAR / self.yearly_instalments))
        moments = [1.0 if month % every == 0 else 0.0 for month in range(months)]
        return split_cents(cents, moments)

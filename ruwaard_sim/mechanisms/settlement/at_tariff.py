"""Parties settle hours at tariff: an answer to how they settle with each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.text import Text
from ruwaard_sim.units import MINUTES_PER_HOUR, MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True)
class AtTariff:
    """Hours delivered for another party are settled at the tariff of who delivers them, so many times a year.

    The party that got money beforehand for a client pays the one that helps; the municipality is not billed for those hours. Source: wijkkader
    §4.1 ("leg vast hoe verschillen in inzet of substitutie onderling worden verrekend met elkaar"), which leaves the way and the period open.
    What counts as work for another is said in :mod:`ruwaard_sim.mechanisms.settlement.settlement_answer`.
    """

    title: ClassVar[Text] = Text("geleverde uren tegen tarief", "hours delivered, at tariff")
    in_dutch: ClassVar[str] = (
        "Uren die voor een andere partij zijn geleverd, worden een aantal keren per jaar verrekend, tegen het "
        "tarief van wie ze levert. De partij die vooraf geld kreeg voor een cliënt, betaalt de partij die helpt; "
        'de gemeente krijgt voor die uren geen rekening. Bron: wijkkader §4.1 ("leg vast hoe verschillen in inzet '
        'of substitutie onderling worden verrekend met elkaar"), dat de manier en de periode openlaat.'
    )

    yearly_settlements: float = number(
        "count",
        "aantal keren per jaar dat wordt verrekend (1, 2, 3, 4, 6 of 12)",
        "times a year that is settled (1, 2, 3, 4, 6 or 12)",
        minimum=1,
        maximum=12,
    )

    @property
    def months(self) -> int:
        """A year divided by the number of settlements, in whole months."""
        return max(1, round(MONTHS_PER_YEAR / self.yearly_settlements))

    def owed(self, minutes: float, cents_per_hour: float) -> int:
        """Hours times tariff, rounded to a cent."""
        return round(minutes / MINUTES_PER_HOUR * cents_per_hour)

"""Production: an answer to how a party is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.pays.pays_answer import Pays
from ruwaard_sim.text import Text
from ruwaard_sim.units import MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class Production(Pays):
    """Payment by production: hours delivered times the tariff, each month, open-ended (inspanningsgericht).

    The budget is an estimate; production may exceed it. It is what goed_voorbeeld leaves behind: "prikkel op productie".
    """

    title: ClassVar[Text] = Text("productie: geleverde uren maal tarief", "production: hours delivered times tariff")
    in_dutch: ClassVar[str] = (
        "Een partij krijgt iedere maand betaald naar productie: de geleverde uren maal het tarief, zonder grens "
        "(inspanningsgericht). Het budget is een schatting; de productie kan erboven uitkomen. Dit is wat "
        'goed_voorbeeld achter zich laat: de "prikkel op productie".'
    )

    paid_by_the_hour: ClassVar[bool] = True

    def bill(self, minutes: float, cents_per_hour: float) -> int:
        """Hours times tariff, rounded to a cent."""
        return round(minutes / MINUTES_PER_HOUR * cents_per_hour)

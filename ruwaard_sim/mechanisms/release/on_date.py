"""On a date of the year: an answer to what happens to a reservation that is not used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class OnDate:
    """On the first of a month what will not be needed is released, and buys hours in the wijk until the end of the year.

    Not needed is what is left above the pgb's of that day, at their amounts, until the end of the year. Who asks a pgb after that date
    gets one, and the municipality pays when the reservation runs out. What is left at the end of the year is part of the surplus. The
    wijkkader (§6) reserves without saying when it is released; waiting until December leaves money idle in the year it was for.
    """

    title: ClassVar[Text] = Text("vrij op een datum in het jaar", "released on a date of the year")
    in_dutch: ClassVar[str] = (
        "Op de eerste dag van een maand komt vrij wat niet meer nodig zal zijn; daar worden tot het einde van het "
        "jaar uren in de wijk van betaald. Niet nodig is wat er meer is dan de pgb's van die dag tot het einde "
        "van het jaar kosten; wie later een pgb vraagt, krijgt het ook. Wijkkader §6 reserveert zonder te zeggen "
        "wanneer het geld vrijkomt."
    )
    buys_hours: ClassVar[bool] = True
    keeps: ClassVar[bool] = False
    needs_reservation: ClassVar[bool] = True

    month: float = number(
        "count",
        "maand (1 tot en met 12) waarvan de eerste dag de datum is",
        "month (1 to 12) of which the first day is the date",
        minimum=1,
        maximum=12,
    )
    buys: str = pool(
        "uren die er tot het einde van het jaar van betaald worden", "hours paid from it until the year ends"
    )

    @property
    def in_month(self) -> int:
        """The month named by the key ``month``."""
        return round(self.month)

    def spent_on(self) -> str | None:
        """The resource named by the key ``buys``."""
        return self.buys

"""Money that residents decide about: the answers, as a share and what it buys. Moves no money itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number, places
from ruwaard_sim.text import Text


class Residents(Protocol):
    """An answer to *what residents decide about money*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    @property
    def at(self) -> str | None:
        """The places that residents add to; None where they decide nothing."""

    def due(self, surplus: int) -> int:
        """Cents that are the residents', of the *surplus* at the end of a year."""

    def buys(self, cents: int) -> tuple[int, int]:
        """For *cents*: how many places for a year, and what these cost."""


@dataclass(frozen=True, slots=True)
class NoCouncil:
    """Residents are heard, and decide about no money of their own."""

    title: ClassVar[Text] = Text("niets", "nothing")
    in_dutch: ClassVar[str] = "Bewoners worden gehoord, maar beslissen niet zelf over geld."

    @property
    def at(self) -> str | None:
        """None: residents add no places."""
        return None

    def due(self, surplus: int) -> int:
        """0 cents, whatever is left."""
        return 0

    def buys(self, cents: int) -> tuple[int, int]:
        """No places, at no cost."""
        return (0, 0)


@dataclass(frozen=True, slots=True)
class Council:
    """A council of residents gets a share of what is left at the end of a year, for initiatives of residents.

    Wijkkader §4.1 ("Organiseer de juiste positie en invloed van bewoners") and snelkookpan, ingredient 3 ("een (advies)raad van
    toezicht voor de wijk") leave open how much. What is left is the surplus that is reinvested, and what nobody used
    of the extra budget. In the year after it buys places run by residents themselves, so no volunteer is asked for them;
    what does not buy a whole place stays with the council.
    """

    title: ClassVar[Text] = Text(
        "een bewonersraad, over een deel van wat over is", "a council, over part of what is left"
    )
    in_dutch: ClassVar[str] = (
        "Een bewonersraad krijgt een deel van wat aan het eind van een jaar over is, voor initiatieven van "
        "bewoners. Over is het overschot dat opnieuw in de wijk wordt geïnvesteerd, en wat niemand van het extra "
        'budget gebruikte. Wijkkader §4.1 ("Organiseer de juiste positie en invloed van bewoners") en '
        'snelkookpan, ingrediënt 3 ("een (advies)raad van toezicht voor de wijk") laten open hoeveel.'
    )

    share: float = number(
        "share",
        "deel van het overschot en van het ongebruikte extra budget dat naar de bewoners gaat",
        "share of the surplus and of the unused extra budget that goes to the residents",
        maximum=1,
    )
    price: float = number(
        "money per year",
        "wat een plek bij een initiatief van bewoners per jaar kost",
        "what a place in an initiative of residents costs a year",
        minimum=1.0,
        usual=(50_00, 10_000_00),
    )
    opens: str = places("welke plekken er dan meer zijn", "of which there are then more places")

    @property
    def at(self) -> str | None:
        """The places named by the key ``opens``."""
        return self.opens

    def due(self, surplus: int) -> int:
        """The share, rounded to a cent; of a shortfall nothing."""
        return round(max(0, surplus) * self.share)

    def buys(self, cents: int) -> tuple[int, int]:
        """As many whole places as it pays for."""
        price = round(self.price)
        count = max(0, cents) // price
        return (count, count * price)


ANSWERS: dict[str, type[NoCouncil] | type[Council]] = {"none": NoCouncil, "council": Council}

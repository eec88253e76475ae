"""The people collective provisions run on: the answers, as usable places. Knows no volunteer by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import Belief, number, pool
from ruwaard_sim.text import Text


class Collective(Protocol):
    """An answer to *what collective provisions run on*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    guided: ClassVar[bool]
    """True where places depend on volunteers whom professionals guide."""

    @property
    def hours(self) -> str | None:
        """The resource whose hours go to guiding volunteers; None where places do not depend on volunteers."""

    @property
    def beginners(self) -> int:
        """Volunteers there are apart from residents who were helped here."""

    def working(self, minutes: float, people: int) -> int:
        """The number of volunteers, *people* at most, whom professionals with *minutes* a week can guide."""

    def guiding_minutes(self, minutes: float, working: int) -> int:
        """Minutes a week, of the *minutes* there are, that professionals give when so many volunteers are *working*."""

    def hosted(self, working: int) -> float:
        """Places that so many volunteers make possible."""

    def active(self, uniform: float, spell: float) -> float:
        """Days that somebody whose help here ended is active for others; 0 for never.

        *uniform* is uniform between 0 and 1, *spell* exponential with mean 1.
        """


@dataclass(frozen=True, slots=True)
class GivenPlaces:
    """The places in the scenario can be used, whoever runs them."""

    title: ClassVar[Text] = Text("de plekken die er zijn", "the places there are")
    in_dutch: ClassVar[str] = "De plekken van het scenario kunnen worden gebruikt, wie er ook het werk doet."
    guided: ClassVar[bool] = False

    @property
    def hours(self) -> str | None:
        """No hours are used for guidance."""
        return None

    @property
    def beginners(self) -> int:
        """Volunteers are not counted, so 0."""
        return 0

    def working(self, minutes: float, people: int) -> int:
        """Volunteers are not counted, so 0."""
        return 0

    def guiding_minutes(self, minutes: float, working: int) -> int:
        """No minutes: nobody is guided."""
        return 0

    def hosted(self, working: int) -> float:
        """As many as there are."""
        return math.inf

    def active(self, uniform: float, spell: float) -> float:
        """0 days: no former client is followed after the help."""
        return 0.0


@dataclass(frozen=True, slots=True)
class Volunteers:
    """Places can be used as far as volunteers run them, and volunteers work as far as professionals guide them.

    A house "van, voor en door wijkbewoners" (in_het_kort); elsewhere in Oss one professional guides over a hundred
    volunteers with 600 visitors (eigen_huis_2016). Somebody must be there for part of the hours it is open. Some
    of those helped here carry others afterwards (goed_voorbeeld: "Vanuit daar pakte de man vrijwilligerswerk op"); how
    many and for how long is a belief. With several places the volunteers divide over them by size.
    """

    title: ClassVar[Text] = Text("vrijwilligers, begeleid door professionals", "volunteers, guided by professionals")
    in_dutch: ClassVar[str] = (
        "Plekken kunnen worden gebruikt voor zover vrijwilligers ze draaiende houden, en vrijwilligers werken "
        'voor zover professionals hen begeleiden. Bron: in_het_kort ("van, voor en door wijkbewoners") en '
        "eigen_huis_2016. Een deel van wie hier is geholpen, helpt daarna anderen (goed_voorbeeld); hoeveel "
        "mensen dat zijn en hoe lang, is een overtuiging."
    )
    guided: ClassVar[bool] = True

    guides: str = pool("uren waaruit vrijwilligers worden begeleid", "hours from which volunteers are guided")
    opening: float = number(
        "pace", "uren per week dat het open is", "hours a week that it is open", usual=(4 * 60, 100 * 60)
    )
    presence: float = number(
        "share",
        "deel van de openingsuren waarin een professional er moet zijn",
        "share of the opening hours in which a professional must be there",
        maximum=1,
    )
    guidance: float = number(
        "pace", "begeleiding per vrijwilliger per week", "guidance of one volunteer a week", usual=(1, 240)
    )
    carries: float = number(
        "ratio",
        "plekken die één vrijwilliger mogelijk maakt",
        "places that one volunteer makes possible",
        usual=(0.1, 20),
    )
    start: float = number(
        "count",
        "vrijwilligers die er zijn, los van wie hier geholpen werd",
        "volunteers there are, apart from those helped here",
        usual=(1, 1_000),
    )
    becomes: float = number(
        "share",
        "aandeel van wie hier geholpen is dat daarna zelf actief wordt",
        "share of those helped here who become active themselves",
        maximum=1,
        belief=Belief(Text("wie geholpen is wordt vrijwilliger", "who was helped becomes a volunteer"), neutral=0.0),
    )
    lasts: float = number(
        "duration", "hoe lang iemand gemiddeld actief blijft", "how long somebody stays active, on average"
    )

    @property
    def hours(self) -> str | None:
        """The resource named by the key ``guides``."""
        return self.guides

    @property
    def beginners(self) -> int:
        """A whole number of people."""
        return round(self.start)

    def working(self, minutes: float, people: int) -> int:
        """As many as can be guided with what is left after being there."""
        for_guidance = max(0.0, minutes - self.opening * self.presence)
        return min(people, math.floor(for_guidance / self.guidance))

    def guiding_minutes(self, minutes: float, working: int) -> int:
        """Being there, and guiding who works; in whole minutes."""
        return math.floor(min(minutes, self.opening * self.presence + working * self.guidance))

    def hosted(self, working: int) -> float:
        """The same number for each volunteer."""
        return working * self.carries

    def active(self, uniform: float, spell: float) -> float:
        """Active by the resident's random number, for a time that differs between people."""
        return spell * self.lasts if uniform < self.becomes else 0.0


ANSWERS: dict[str, type[GivenPlaces] | type[Volunteers]] = {"places": GivenPlaces, "volunteers": Volunteers}

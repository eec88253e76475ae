"""An independent foundation decides, with coaches who first help briefly themselves: Arnhem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.agents.procedure import Step, work
from ruwaard_sim.mechanisms.decides.decides_answer import Decides, First
from ruwaard_sim.mechanisms.keys import Belief, number, pool, route
from ruwaard_sim.text import Text

BRIEF = Belief(Text("korte hulp van een coach is genoeg", "a coach's brief help is enough"), neutral=0.0)


@dataclass(frozen=True, slots=True)
class Foundation(Decides):
    """An independent foundation decides, whose coaches are autonomous and first help briefly themselves (Arnhem, opdracht 2017).

    A coach talks with the resident. Where the rules say ``coach`` the coach then gives brief help, so many hours a week
    for some weeks; the provision named in ``first_help`` says how much and for how long. For a share of the questions
    that was enough, less often for heavier ones: then the case is over. Otherwise the coach calls in other help, and the
    routering rules say which ("alleen daar waar het nodig is, zetten zij specialistische zorg in"). No meeting is
    needed: one household, one plan, one person who directs. A formal decision can always be asked for.
    Who the coaches work for and what they are paid from is in the scenario: a party and a group of staff of their own.
    The source says neither how long brief help is nor how often it is enough.
    """

    title: ClassVar[Text] = Text(
        "een onafhankelijke stichting, met autonome coaches", "an independent foundation, with autonomous coaches"
    )
    in_dutch: ClassVar[str] = (
        "Een onafhankelijke stichting beslist; haar coaches werken zelfstandig en helpen eerst zelf kort (Arnhem, "
        "opdracht 2017). Was die korte hulp niet genoeg, dan haalt de coach er andere hulp bij, volgens de regels "
        "van de routering. Hoe lang korte hulp duurt en hoe vaak zij genoeg is, zegt de bron niet."
    )
    handlings: ClassVar[frozenset[str]] = frozenset({"crisis", "direct", "coach", "onderzoek"})

    coaches: str = pool("uren van de coaches voor eerste gesprekken", "hours of the coaches for first talks")
    talk: float = number("work", "werk aan het eerste gesprek", "work on the first talk")
    talk_pace: float = number("pace", "tijd per week aan één eerste gesprek", "time a week given to one first talk")
    first_help: str = route("de korte hulp die een coach eerst zelf geeft", "the brief help a coach gives first")
    enough: float = number(
        "share",
        "aandeel van de vragen van zwaarte 5 waarvoor die korte hulp genoeg is",
        "share of questions of severity 5 for which that brief help is enough",
        maximum=1,
        belief=BRIEF,
    )
    enough_per_point: float = number(
        "share",
        "hoeveel kleiner dat aandeel is per punt zwaarte boven 5",
        "how much smaller that share is per point of severity above 5",
        maximum=1,
        belief=BRIEF,
    )

    def steps(self, handling: str) -> tuple[Step, ...]:
        """A talk with a coach."""
        if handling not in ("direct", "coach"):
            return ()
        return (work("gesprek", self.coaches, self.talk, self.talk_pace, priority=0),)

    def first(self, handling: str) -> First | None:
        """The coach's own help, where the rules say so."""
        return First(self.first_help, self.enough, self.enough_per_point) if handling == "coach" else None

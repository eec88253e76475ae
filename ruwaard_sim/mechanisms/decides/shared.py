"""What every answer to *who decides* shares: the handlings, what an answer must say, and the officials beside it.

An answer turns a handling (what the aanpak rules said) into the steps a case goes through
before it is routed. It names pools of hours and amounts of work; how long that takes in days
follows in the model from the hours there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Protocol

from ruwaard_sim.agents.procedure import Meaning, Step, work
from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_WEEK

HANDLINGS: dict[str, Text] = {
    "crisis": Text("meteen naar de crisisdienst", "straight to the crisis service"),
    "direct": Text("meteen geholpen of verwezen, zonder onderzoek", "helped or referred at once"),
    "onderzoek": Text("melding, onderzoek, beschikking", "report, investigation, formal decision"),
    "mdo": Text("multidisciplinair overleg", "multidisciplinary meeting"),
    "intakes": Text("langs iedere betrokken organisatie", "past every organisation concerned"),
    "coach": Text("eerst korte hulp van een coach", "brief help by a coach first"),
}
"""Every way in which a case may be handled."""

TYPICAL = 5
"""The zwaarte, in points, that shares and amounts are given for."""


@dataclass(frozen=True, slots=True)
class Objecting:
    """What objecting to a decision asks and brings: see the fields of :class:`Officials`."""

    share: float
    lodge_days: float
    step: Step
    upheld: float
    points: int


@dataclass(frozen=True, slots=True)
class First:
    """Help that who talks gives before the rules are asked where the case goes: a provision, and how often it is enough."""

    route: str
    share: float
    per_point: float

    def enough(self, severity: int) -> float:
        """Share of questions of this zwaarte for which it is enough."""
        return min(1.0, max(0.0, self.share - self.per_point * (severity - TYPICAL)))


class Decides(Protocol):
    """An answer to *who decides*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    handlings: ClassVar[frozenset[str]]
    joint: ClassVar[bool]
    """Whether there is nothing to decide about without a joint budget."""
    meets: ClassVar[bool]
    """Whether professionals meet about a case (MDO)."""
    keys: ClassVar[Mapping[str, str]]
    """By the first word of the name of a step, the key that says whose hours it takes."""

    def steps(self, handling: str) -> tuple[Step, ...]:
        """The steps of *handling*, in order; the case is routed after the last."""

    def first(self, handling: str) -> First | None:
        """The help given after those steps, before the case is routed; None for none."""

    @property
    def approval_step(self) -> Step | None:
        """The approval that some help waits for; None where no help does."""

    def approval(self, handling: str, yearly_cents: int, urgent: bool) -> Step | None:
        """The approval needed before help of *yearly_cents* begins, once the case is routed; None where none is needed."""

    def registers(self, handling: str) -> bool:
        """Whether help that follows from *handling* rests on a formal decision and so is registered."""

    @property
    def objecting(self) -> Objecting | None:
        """How objections against formal decisions go, or None where nobody handles them."""


@dataclass(frozen=True, slots=True)
class Officials:
    """Formal decisions by officials and objections against them (Wmo 2.3.2-2.3.5, Awb 6:7, 7:10).

    Every answer has them: whoever wants a formal decision can have one, whoever decides about the rest.
    """

    joint: ClassVar[bool] = False
    meets: ClassVar[bool] = False
    keys: ClassVar[Mapping[str, str]] = MappingProxyType({})

    officials: str = pool(
        "uren van de Wmo-consulenten voor onderzoek en beschikking",
        "hours of the Wmo officials for investigation and decision",
    )
    investigation: float = number(
        "work", "werk aan het onderzoek na een melding", "work on the investigation after a report"
    )
    investigation_pace: float = number(
        "pace",
        "tijd per week die een consulent aan één onderzoek geeft",
        "time a week given to one investigation",
    )
    decision: float = number("work", "werk aan de beschikking", "work on the formal decision")
    decision_pace: float = number(
        "pace", "tijd per week aan één beschikking", "time a week given to one formal decision"
    )
    objections: float = number(
        "share",
        "aandeel van de beschikkingen waartegen bezwaar komt",
        "share of decisions objected to",
        maximum=1,
    )
    lodge_within: float = number(
        "duration", "uiterste termijn om bezwaar te maken", "time limit for lodging an objection"
    )
    objection: float = number("work", "werk aan één bezwaar", "work on one objection")
    objection_pace: float = number("pace", "tijd per week aan één bezwaar", "time a week given to one objection")
    upheld: float = number("share", "aandeel van de bezwaren dat gegrond is", "share of objections upheld", maximum=1)

    upheld_points: float = number(
        "points",
        "punten zwaarte waarmee een vraag na een gegrond bezwaar zwaarder weegt",
        "points of severity by which a need weighs heavier after an objection is upheld",
        maximum=10,
    )

    def investigate(self) -> tuple[Step, ...]:
        """A file that has been investigated is decided before another is begun."""
        return (
            work("onderzoek", self.officials, self.investigation, self.investigation_pace),
            work(
                "beschikking", self.officials, self.decision, self.decision_pace, meaning=Meaning.DECISION, priority=0
            ),
        )

    def first(self, handling: str) -> First | None:
        """Nobody helps before the rules were asked, unless the answer says so."""
        return None

    @property
    def approval_step(self) -> Step | None:
        """Nobody approves, unless the answer says so."""
        return None

    def approval(self, handling: str, yearly_cents: int, urgent: bool) -> Step | None:
        """No help needs approval, unless the answer says so."""
        return None

    def registers(self, handling: str) -> bool:
        """Only help with a formal decision is certain to be in the registers."""
        return handling == "onderzoek"

    @property
    def objecting(self) -> Objecting | None:
        """Objections are handled by the same officials and take their hours."""
        step = work("bezwaar", self.officials, self.objection, self.objection_pace)
        return Objecting(self.objections, self.lodge_within, step, self.upheld, round(self.upheld_points))


def together(step: str, hours: Mapping[str, float], days: float, *, notice: float = 0.0, every: float = 0.0) -> Step:
    """A meeting: the work of each pool in *hours* (minutes) spread over *days*; what is agreed holds when it begins."""
    weeks = days / DAYS_PER_WEEK
    asks = tuple((name, max(1, round(minutes / weeks))) for name, minutes in hours.items())
    return Step(step, asks, days, notice, Meaning.MEETING, 0, every)

"""Who decides about a case: the answers to this question, as procedures of steps.

An answer turns a handling (what the aanpak rules said) into the steps a case goes through
before it is routed. It names pools of hours and amounts of work; how long that takes in days
follows in the model from the hours there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.agents.steps import Meaning, Step, work
from ruwaard_sim.mechanisms.keys import number, pool, work_by_pool
from ruwaard_sim.units import DAYS_PER_WEEK
from ruwaard_sim.words import Text

HANDLINGS: dict[str, Text] = {
    "crisis": Text("meteen naar de crisisdienst", "straight to the crisis service"),
    "direct": Text("meteen geholpen of verwezen, zonder onderzoek", "helped or referred at once"),
    "onderzoek": Text("melding, onderzoek, beschikking", "report, investigation, formal decision"),
    "mdo": Text("multidisciplinair overleg", "multidisciplinary meeting"),
}
"""Every way in which a case may be handled."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """What objecting to a decision asks and brings: see the fields of :class:`Municipality`."""

    share: float
    lodge_days: float
    step: Step
    upheld: float
    points: int


class Decides(Protocol):
    """An answer to *who decides*."""

    title: ClassVar[Text]
    handlings: ClassVar[frozenset[str]]

    def steps(self, handling: str) -> tuple[Step, ...]:
        """The steps of *handling*, in order; the case is routed after the last."""

    def registers(self, handling: str) -> bool:
        """Whether help that follows from *handling* rests on a formal decision and so is registered."""

    @property
    def appeal(self) -> Appeal | None:
        """How objections against formal decisions go, or None where nobody handles them."""


@dataclass(frozen=True, slots=True)
class _Officials:
    """What every answer shares: formal decisions by officials and objections against them (Wmo 2.3.2-2.3.5, Awb 6:7, 7:10)."""

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

    def _investigate(self) -> tuple[Step, ...]:
        """A file that has been investigated is decided before another is begun."""
        return (
            work("onderzoek", self.officials, self.investigation, self.investigation_pace),
            work(
                "beschikking", self.officials, self.decision, self.decision_pace, meaning=Meaning.DECISION, priority=0
            ),
        )

    @property
    def appeal(self) -> Appeal | None:
        """Objections are handled by the same officials and take their hours."""
        step = work("bezwaar", self.officials, self.objection, self.objection_pace)
        return Appeal(self.objections, self.lodge_within, step, self.upheld, round(self.upheld_points))


@dataclass(frozen=True, slots=True)
class Municipality(_Officials):
    """The municipality decides: report, investigation and formal decision by officials (the regular way).

    The legal limits of 6 and 2 weeks are measured, not imposed: the time comes from the
    officials' hours. Questions that need no decision are answered at the desk.
    Source: Wmo 2015 art. 2.3.2 and 2.3.5; wijkkader §1 describes it as what is left behind.
    """

    title: ClassVar[Text] = Text("de gemeente, met een beschikking", "the municipality, by formal decision")
    handlings: ClassVar[frozenset[str]] = frozenset({"crisis", "direct", "onderzoek"})

    desk: float = number(
        "work", "werk aan een vraag die meteen te beantwoorden is", "work on a question answered at once"
    )
    desk_pace: float = number("pace", "tijd per week aan zo'n vraag", "time a week given to such a question")

    def steps(self, handling: str) -> tuple[Step, ...]:
        """Nothing in a crisis; a talk at the desk; or investigation and decision."""
        if handling == "direct":
            return (work("loket", self.officials, self.desk, self.desk_pace, priority=0),)
        return self._investigate() if handling == "onderzoek" else ()

    def registers(self, handling: str) -> bool:
        """Everything the municipality grants is in its registers."""
        return True


@dataclass(frozen=True, slots=True)
class Team(_Officials):
    """One team in the wijk decides, with full say over the budget (wijkkader §2 and §4.1).

    A team member talks with the resident; simple questions are settled there. Otherwise the
    resident, the network and the professionals concerned meet (MDO), all at one moment. What
    they agree is carried out; no formal decision is needed, but one can always be asked for
    (Wmo 2.3.5), and then the officials decide as before.
    """

    title: ClassVar[Text] = Text(
        "één team in de wijk, met volledige zeggenschap", "one team in the wijk, with full say"
    )
    handlings: ClassVar[frozenset[str]] = frozenset({"crisis", "direct", "mdo", "onderzoek"})

    access: str = pool("uren van het team voor eerste gesprekken", "hours of the team for first talks")
    talk: float = number("work", "werk aan het eerste gesprek", "work on the first talk")
    talk_pace: float = number("pace", "tijd per week aan één eerste gesprek", "time a week given to one first talk")
    meeting: Mapping[str, float] = work_by_pool(
        "werk van iedere deelnemer aan een MDO, met voorbereiding en nazorg",
        "work of each participant on an MDO, with preparation and follow-up",
    )
    invitation: float = number(
        "duration",
        "tijd tussen gesprek en MDO om mensen uit te nodigen",
        "time between talk and MDO to invite people",
    )
    meeting_spread: float = number(
        "duration",
        "periode waarover het werk aan een MDO is verdeeld",
        "period over which the work on an MDO is spread",
    )

    def steps(self, handling: str) -> tuple[Step, ...]:
        """A talk, then where needed a meeting; or, for who asks for a formal decision, the officials' way."""
        if handling == "crisis":
            return ()
        if handling == "onderzoek":
            return self._investigate()
        talk = work("gesprek", self.access, self.talk, self.talk_pace, priority=0)
        if handling == "mdo":
            return (talk, self._meeting())
        return (talk,)

    def _meeting(self) -> Step:
        weeks = self.meeting_spread / DAYS_PER_WEEK
        asks = tuple((name, max(1, round(minutes / weeks))) for name, minutes in self.meeting.items())
        return Step("mdo", asks, self.meeting_spread, self.invitation, Meaning.MEETING, priority=0)

    def registers(self, handling: str) -> bool:
        """Only help with a formal decision is certain to be in the registers."""
        return handling == "onderzoek"


ANSWERS: dict[str, type[Municipality] | type[Team]] = {"municipality": Municipality, "team": Team}

"""The handling of formal requests by the municipality's officials: the answers, as work, pace, limits and shares.

Whoever decides about the rest, a formal decision can always be asked for (Wmo 2.3.5), and goes this way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.agents.procedure import Meaning, Step, work
from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.text import Text

FORMAL = "onderzoek"
"""The pathway of a formal request, as the aanpak rules name it."""


@dataclass(frozen=True, slots=True)
class Objecting:
    """The way objections against formal decisions go: how many, how long, and what an upheld one brings."""

    share: float
    """Share of decisions objected to."""
    lodge_days: float
    """Time limit for lodging an objection, in days."""
    step: Step
    """The work on one objection."""
    upheld: float
    """Share of objections upheld."""
    points: int
    """Points of zwaarte by which a need then weighs heavier."""


class Formal(Protocol):
    """An answer to *how officials handle a formal request*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps from report to formal decision, in order; the case is routed after the last."""

    @property
    def objecting(self) -> Objecting | None:
        """The way objections go; None where nobody objects."""


@dataclass(frozen=True, slots=True)
class Officials:
    """Officials investigate, decide and handle objections, all from the same hours (Wmo 2.3.2-2.3.5, Awb 6:7, 7:10).

    The legal limits of 6 and 2 weeks are measured, not imposed: the time follows from the officials' hours.
    """

    title: ClassVar[Text] = Text("onderzoek, beschikking en bezwaar", "investigation, formal decision and objection")
    in_dutch: ClassVar[str] = (
        "Wmo-consulenten doen na een melding onderzoek en nemen een besluit, de beschikking (Wmo 2.3.2 en 2.3.5). "
        "Bezwaren behandelen zij uit dezelfde uren (Awb 6:7 en 7:10). Dit geldt wie er verder ook beslist: een "
        "beschikking kan altijd worden gevraagd."
    )

    officials: str = pool(
        "uren van de Wmo-consulenten voor onderzoek, beschikking en bezwaar",
        "hours of the Wmo officials for investigation, decision and objection",
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

    @property
    def steps(self) -> tuple[Step, ...]:
        """Investigation, then decision; an investigated file is decided before another investigation begins."""
        return (
            work("onderzoek", self.officials, self.investigation, self.investigation_pace),
            work(
                "beschikking", self.officials, self.decision, self.decision_pace, meaning=Meaning.DECISION, priority=0
            ),
        )

    @property
    def objecting(self) -> Objecting:
        """Objections are handled by the same officials and take their hours."""
        step = work("bezwaar", self.officials, self.objection, self.objection_pace)
        return Objecting(self.objections, self.lodge_within, step, self.upheld, round(self.upheld_points))


ANSWERS: dict[str, type[Officials]] = {"officials": Officials}

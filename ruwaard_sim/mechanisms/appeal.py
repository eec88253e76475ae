"""Appeals to the court after a rejected objection: the answers, as hours, durations and shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.agents.procedure import Step, work
from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Court:
    """The way appeals go: how many, how long, and what an upheld one brings; see the fields of :class:`ToCourt`."""

    share: float
    lodge_days: float
    step: Step
    days: float
    upheld: float
    points: int


class Appeal(Protocol):
    """An answer to *who goes to court*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    @property
    def court(self) -> Court | None:
        """The way appeals go; None where nobody goes to court."""


@dataclass(frozen=True, slots=True)
class NoAppeal:
    """Nobody goes to court: what the objection brought stands."""

    title: ClassVar[Text] = Text("niemand", "nobody")
    in_dutch: ClassVar[str] = "Niemand gaat naar de rechter: wat het bezwaar heeft opgeleverd, blijft staan."

    @property
    def court(self) -> Court | None:
        """None: nobody can go to court."""
        return None


@dataclass(frozen=True, slots=True)
class ToCourt:
    """Some whose objection is turned down go to court (beroep; Awb 8:1).

    Officials write a defence, in the same hours as their files; the court takes its time, outside the wijk. Meanwhile
    the decision stands (Awb 6:16). Upheld, the need is weighed again as heavier, as after an objection.
    Wijkkader §5 wants no rise of "bezwaar en beroep".
    """

    title: ClassVar[Text] = Text("een deel gaat in beroep bij de rechter", "some appeal to the court")
    in_dutch: ClassVar[str] = (
        "Een deel van de mensen van wie het bezwaar is afgewezen, gaat in beroep bij de rechter (Awb 8:1). "
        "Consulenten schrijven het verweer, uit dezelfde uren als hun dossiers; intussen blijft het besluit "
        "gelden (Awb 6:16). Is het beroep gegrond, dan telt de vraag bij de nieuwe afweging als zwaarder. "
        'Wijkkader §5 wil geen stijging van "bezwaar en beroep".'
    )

    share: float = number(
        "share",
        "aandeel van de afgewezen bezwaren waarna beroep volgt",
        "share of rejected objections that go to court",
        maximum=1,
    )
    lodge_within: float = number(
        "duration", "uiterste termijn om in beroep te gaan", "time limit for lodging an appeal"
    )
    officials: str = pool("uren van wie het verweer schrijft", "hours of who writes the defence")
    defence: float = number("work", "werk aan het verweer en de zitting", "work on the defence and the hearing")
    defence_pace: float = number("pace", "tijd per week aan één beroep", "time a week given to one appeal")
    court_takes: float = number(
        "duration", "tijd van het verweer tot de uitspraak", "time from the defence to the judgment"
    )
    upheld: float = number("share", "aandeel van de beroepen dat gegrond is", "share of appeals upheld", maximum=1)
    upheld_points: float = number(
        "points",
        "punten zwaarte waarmee een vraag na een gegrond beroep zwaarder weegt",
        "points of severity by which a need weighs heavier after an appeal is upheld",
        maximum=10,
    )

    @property
    def court(self) -> Court | None:
        """As the fields say."""
        step = work("beroep", self.officials, self.defence, self.defence_pace)
        return Court(self.share, self.lodge_within, step, self.court_takes, self.upheld, round(self.upheld_points))


ANSWERS: dict[str, type[NoAppeal] | type[ToCourt]] = {"none": NoAppeal, "court": ToCourt}

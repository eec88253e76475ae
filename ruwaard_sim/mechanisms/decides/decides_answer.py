"""The pathways of a case, and what an answer to *who decides* says of each, as steps. Knows no clock and no hours.

An answer turns a pathway (what the aanpak rules said) into the steps a case goes through
before it is routed. It names pools of hours and amounts of work; how long that takes in days
follows in the model from the hours there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from ruwaard_sim.agents.procedure import Meaning, Step
from ruwaard_sim.mechanisms.formal import FORMAL
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
"""Every pathway a case may take."""

TYPICAL = 5
"""The zwaarte, in points, that shares and amounts are given for."""


@dataclass(frozen=True, slots=True)
class First:
    """Help that who talks gives before the rules are asked where the case goes: a provision, and how often it is enough."""

    route: str
    share: float
    per_point: float

    def enough(self, severity: int) -> float:
        """Share of questions of this zwaarte for which it is enough."""
        return min(1.0, max(0.0, self.share - self.per_point * (severity - TYPICAL)))


@dataclass(frozen=True, slots=True)
class Decides:
    """An answer to *who decides*, with what holds unless the answer says otherwise.

    A crisis goes straight on, and a formal request is for the officials (see :mod:`ruwaard_sim.mechanisms.formal`), whoever decides.
    """

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    handlings: ClassVar[frozenset[str]]
    """The pathways the aanpak rules may choose."""
    joint: ClassVar[bool] = False
    """True where there is nothing to decide about without a joint budget."""
    meets: ClassVar[bool] = False
    """True where professionals meet about a case (MDO)."""
    keys: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """By the first word of the name of a step, the key that says whose hours it takes."""

    def steps(self, handling: str) -> tuple[Step, ...]:
        """The steps of a pathway of its own, in order; the case is routed after the last. None for any other pathway."""
        return ()

    def first(self, handling: str) -> First | None:
        """The help given after those steps, before the case is routed; None for none."""
        return None

    @property
    def approval_step(self) -> Step | None:
        """The approval that some help waits for; None where no help does."""
        return None

    def approval(self, handling: str, yearly_cents: int, urgent: bool) -> Step | None:
        """The approval needed before help of *yearly_cents* begins, once the case is routed; None where none is needed."""
        return None

    def registers(self, handling: str) -> bool:
        """True where help that follows from *handling* is certain to be in the registers, as after a formal decision."""
        return handling == FORMAL


def together(step: str, hours: Mapping[str, float], days: float, *, notice: float = 0.0, every: float = 0.0) -> Step:
    """A meeting: the work of each pool in *hours* (minutes) spread over *days*; what is agreed holds when it begins."""
    weeks = days / DAYS_PER_WEEK
    asks = tuple((name, max(1, round(minutes / weeks))) for name, minutes in hours.items())
    return Step(step, asks, days, notice, Meaning.MEETING, 0, every)

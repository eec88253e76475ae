"""One team in the wijk decides, with full say over the budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from ruwaard_sim.agents.procedure import Step, work
from ruwaard_sim.mechanisms.decides.decides_answer import Decides, together
from ruwaard_sim.mechanisms.keys import number, pool, work_by_pool
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Team(Decides):
    """One team in the wijk decides, with full say over the budget (wijkkader §2 and §4.1).

    A team member talks with the resident; simple questions are answered there. Otherwise the
    resident, the network and the professionals concerned meet (MDO), all at one moment. What
    they agree is carried out; no formal decision is needed, but one can always be asked for
    (Wmo 2.3.5), and then the officials decide as before.
    """

    title: ClassVar[Text] = Text(
        "één team in de wijk, met volledige zeggenschap", "one team in the wijk, with full say"
    )
    in_dutch: ClassVar[str] = (
        "Eén team in de wijk beslist en heeft volledige zeggenschap over het budget (wijkkader §2 en §4.1). Een "
        "eenvoudige vraag is na één gesprek klaar; anders komen de bewoner, het netwerk en de betrokken "
        "professionals op één moment bij elkaar (MDO). Een beschikking is niet nodig, maar wie er een wil, kan "
        "die altijd vragen (Wmo 2.3.5); dan beslissen de consulenten zoals voorheen."
    )
    handlings: ClassVar[frozenset[str]] = frozenset({"crisis", "direct", "mdo", "onderzoek"})
    meets: ClassVar[bool] = True
    keys: ClassVar[Mapping[str, str]] = MappingProxyType({"mdo": "meeting"})

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
        """A talk, then where needed a meeting."""
        if handling not in ("direct", "mdo"):
            return ()
        talk = work("gesprek", self.access, self.talk, self.talk_pace, priority=0)
        return (talk, self.meet()) if handling == "mdo" else (talk,)

    def meet(self) -> Step:
        """The meeting itself, after the time to invite people."""
        return together("mdo", self.meeting, self.meeting_spread, notice=self.invitation)

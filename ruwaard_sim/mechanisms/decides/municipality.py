"""The municipality decides, by formal decision: the regular way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.agents.procedure import Step, work
from ruwaard_sim.mechanisms.decides.decides_answer import Decides
from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Municipality(Decides):
    """The municipality decides: report, investigation and formal decision by officials (the regular way).

    Questions that need no decision are answered at the desk.
    Source: Wmo 2015 art. 2.3.2 and 2.3.5; wijkkader §1 describes it as what is left behind.
    """

    title: ClassVar[Text] = Text("de gemeente, met een beschikking", "the municipality, by formal decision")
    in_dutch: ClassVar[str] = (
        "De gemeente beslist, op de gangbare manier: een melding, een onderzoek en een beschikking door "
        "Wmo-consulenten (Wmo 2015 art. 2.3.2 en 2.3.5; wijkkader §1). Hoe lang dat duurt, hangt af van hun uren; "
        "de termijnen van 6 en 2 weken worden gemeten, niet afgedwongen. Een vraag waarvoor geen besluit nodig "
        "is, wordt aan het loket beantwoord."
    )
    handlings: ClassVar[frozenset[str]] = frozenset({"crisis", "direct", "onderzoek"})

    officials: str = pool("uren van de Wmo-consulenten aan het loket", "hours of the Wmo officials at the desk")
    desk: float = number(
        "work", "werk aan een vraag die meteen te beantwoorden is", "work on a question answered at once"
    )
    desk_pace: float = number("pace", "tijd per week aan zo'n vraag", "time a week given to such a question")

    def steps(self, handling: str) -> tuple[Step, ...]:
        """A talk at the desk."""
        if handling != "direct":
            return ()
        return (work("loket", self.officials, self.desk, self.desk_pace, priority=0),)

    def registers(self, handling: str) -> bool:
        """Everything the municipality grants is in its registers."""
        return True

"""The professionals decide, with the whole budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.agents.procedure import Step, work
from ruwaard_sim.mechanisms.decides.team import Team
from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Professionals(Team):
    """The whole budget is with the professionals (snelkookpan: "gaat het gehele budget naar de professionals?"): who talks decides.

    Exactly this differs from :class:`Team`. After the talk there is no decision of a team: a colleague looks along for a
    short while, and what the professional and the resident agreed begins. A meeting is held only where the rules say
    ``mdo``, and takes the place of that colleague. Everything else is the same: who talks, how long an MDO takes, and
    the officials for who asks for a formal decision. That fewer questions come to the table is for the rules of the
    variant to say (``drempel_mdo``), and that fewer hours go to accountability for ``pays.*.administration``
    (snelkookpan, ingredient 4: "stoppen met registratie en verantwoording in uren").
    """

    title: ClassVar[Text] = Text("de professionals, met het gehele budget", "the professionals, with the whole budget")
    in_dutch: ClassVar[str] = (
        'Het hele budget is bij de professionals (snelkookpan: "gaat het gehele budget naar de professionals?"): '
        "wie het gesprek voert, beslist. Anders dan bij het team is er daarna geen besluit van een team: een "
        "collega kijkt kort mee, en wat de professional en de bewoner hebben afgesproken, begint. Een MDO is er "
        "alleen waar de regels dat zeggen."
    )
    joint: ClassVar[bool] = True

    colleague: str = pool("uren van de collega die meekijkt", "hours of the colleague who looks along")
    check: float = number("work", "werk van die collega aan één vraag", "work of that colleague on one question")
    check_pace: float = number(
        "pace", "tijd per week van die collega aan één vraag", "time a week of that colleague for one question"
    )

    def steps(self, handling: str) -> tuple[Step, ...]:
        """As the team, but a colleague looks along where there is no meeting."""
        steps = Team.steps(self, handling)
        if handling != "direct" or not self.check:
            return steps
        return (*steps, work("collega", self.colleague, self.check, self.check_pace, priority=0))

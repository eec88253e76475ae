"""Each organisation decides for its own part: the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import ClassVar

from ruwaard_sim.agents.procedure import Step, work
from ruwaard_sim.mechanisms.decides.decides_answer import Decides
from ruwaard_sim.mechanisms.keys import number, work_by_pool
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Organisations(Decides):
    """Each organisation decides for its own part (a network): no table at which all of them sit.

    The resident begins at the organisation named first. A simple question (``direct``) is answered in its intake. With
    a question for several (``intakes``) the resident comes past all of them, in the order in which they are named:
    one refers to the next, and each does an intake of its own, because it decides for itself. Nobody puts the
    answers together; the help begins after the last of them.
    One after the other, because each hears from the one before that it is needed; beside each other would need
    somebody who sees the whole, and that is what a network has not.
    Source: snelkookpan ("wordt het ... een netwerkorganisatie"); goed_voorbeeld names the intake of each organisation as what the
    Proeftuin does away with. Neither says how much work or time one takes.
    """

    title: ClassVar[Text] = Text("iedere organisatie voor haar eigen deel", "each organisation for its own part")
    in_dutch: ClassVar[str] = (
        "Iedere organisatie beslist voor haar eigen deel (een netwerk); er is geen tafel waar alle organisaties "
        "samen zitten. Een bewoner met een vraag voor meer organisaties gaat ze een voor een langs, met bij elk "
        'een eigen intake; de hulp begint na de laatste. Bron: snelkookpan ("een netwerkorganisatie") en '
        "goed_voorbeeld; hoeveel werk of tijd een intake kost, staat er niet in."
    )
    handlings: ClassVar[frozenset[str]] = frozenset({"crisis", "direct", "intakes", "onderzoek"})
    keys: ClassVar[Mapping[str, str]] = MappingProxyType({"intake": "intake"})

    intake: Mapping[str, float] = work_by_pool(
        "werk van iedere organisatie aan haar eigen intake, in volgorde van doorverwijzen",
        "work of each organisation on its own intake, in order of referral",
    )
    intake_pace: float = number("pace", "tijd per week aan één intake", "time a week given to one intake")
    referral: float = number(
        "duration",
        "tijd tussen een intake en het begin van de volgende: verwijzen, aanmelden, uitnodigen",
        "time between an intake and the start of the next: referring, reporting, inviting",
    )

    def steps(self, handling: str) -> tuple[Step, ...]:
        """One intake, or that of every organisation in turn."""
        if handling not in ("direct", "intakes"):
            return ()
        return tuple(islice(self._intakes(), None if handling == "intakes" else 1))

    def _intakes(self) -> Iterator[Step]:
        for index, (pool, minutes) in enumerate(self.intake.items()):
            notice = self.referral if index else 0.0
            yield work(f"intake {pool}", pool, minutes, self.intake_pace, notice=notice, priority=0)

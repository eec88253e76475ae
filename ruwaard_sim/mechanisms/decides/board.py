"""A board of parties decides above an amount: the consortium."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.mechanisms.decides.decides_answer import together
from ruwaard_sim.mechanisms.decides.team import Team
from ruwaard_sim.mechanisms.keys import number, work_by_pool
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Board(Team):
    """The parties decide together (a consortium): the team up to an amount a year, above it their board at its next meeting.

    Until then the help waits. Every case costs the parties hours, spread over the time until the meeting after it: a
    proposal, reading it and talking about it. Where one of them has no hours left the agenda is full, and the case comes
    at the next meeting. Two do not wait: what is urgent (Wmo 2.3.3), and what officials decided on request (Wmo 2.3.5).
    Help that is open to all has no price and never comes to the board.
    Source: snelkookpan ("wordt het een consortium, ..."), which says neither how often it meets nor above which amount.
    """

    title: ClassVar[Text] = Text("een bestuur van partijen, boven een bedrag", "a board of parties, above an amount")
    in_dutch: ClassVar[str] = (
        "De partijen beslissen samen (een consortium): het team tot een bedrag per jaar, daarboven het bestuur "
        "van de partijen in de eerstvolgende vergadering. Tot dan wacht de hulp, behalve als het dringend is (Wmo "
        '2.3.3) of als de consulenten op verzoek hebben beslist (Wmo 2.3.5). Bron: snelkookpan ("wordt het een '
        'consortium"); hoe vaak het bestuur vergadert en boven welk bedrag het beslist, staat er niet in.'
    )
    joint: ClassVar[bool] = True
    keys: ClassVar[Mapping[str, str]] = MappingProxyType({"mdo": "meeting", "bestuur": "approval_work"})

    threshold: float = number(
        "money per year",
        "kosten per jaar waarboven het bestuur over de hulp beslist",
        "yearly cost above which the board decides about help",
    )
    every: float = number(
        "duration",
        "tijd tussen twee vergaderingen van het bestuur",
        "time between two meetings of the board",
        minimum=1,
    )
    approval_work: Mapping[str, float] = work_by_pool(
        "werk van iedere partij aan één voorstel, met lezen en bespreken",
        "work of each party on one proposal, with reading and discussing it",
    )

    @property
    def approval_step(self) -> Step:
        """The next meeting of the board, with the work on one proposal."""
        return together("bestuur", self.approval_work, self.every, every=self.every)

    def approval(self, handling: str, yearly_cents: int, urgent: bool) -> Step | None:
        """The board's approval for help dearer than the threshold, unless urgent or formally decided by officials."""
        if urgent or handling in ("crisis", "onderzoek") or yearly_cents <= self.threshold:
            return None
        return self.approval_step

"""The context of a run: the clock, the current regime, the queues, the books, and the deal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ruwaard_sim.agents.needs import URGENCIES
from ruwaard_sim.agents.queues import Queues, Request
from ruwaard_sim.event_log import EventLog
from ruwaard_sim.ledger import INSURERS, TREASURY
from ruwaard_sim.model.books import Books
from ruwaard_sim.model.case_record import Case
from ruwaard_sim.model.clock import Clock
from ruwaard_sim.model.deal import Deal
from ruwaard_sim.model.regimes import CurrentRegime
from ruwaard_sim.plan import LogNormal, Provision

What = TypeVar("What")

CRISIS_URGENCY = URGENCIES.index("crisis")
HIGH_URGENCY = URGENCIES.index("hoog")
"""From this urgency on a case goes before others."""

DecisionObserver = Callable[[Case | None, str, Sequence[int], float], None]
"""Told of every decision by rules: the case (None: the stuurgroep), the table, the facts weighed, the day."""


class RunContext:
    """The stage of one run. *last* is the day on which it ends."""

    __slots__ = ("books", "clock", "current", "dealt", "last", "queues", "tell", "watch")

    def __init__(
        self,
        dealt: Deal,
        clock: Clock,
        current: CurrentRegime,
        books: Books,
        facts: EventLog,
        last: float,
        watch: DecisionObserver | None,
    ) -> None:
        self.dealt = dealt
        self.clock = clock
        self.current = current
        self.books = books
        self.tell = facts.tell
        self.last = last
        self.watch = watch
        self.queues = Queues()

    @property
    def now(self) -> float:
        """The day it is."""
        return self.clock.now

    def later(self, days: float, do: Callable[[What], None], what: What) -> bool:
        """Call ``do(what)`` in *days* days, unless the run is over by then; whether it will be called."""
        when = self.clock.now + days
        if when >= self.last:
            return False
        self.clock.at(when, do, what)
        return True

    def begin(self, granted: Iterable[Request]) -> None:
        """Let everyone go on whose request was granted: its *on_start* is what to call then."""
        for request in granted:
            request.on_start()

    def urgency(self, case: Case) -> int:
        """The current urgency of the case, as an index in ``URGENCIES``."""
        return case.facts[self.current.fact["urgentie"]]

    def priority(self, case: Case) -> int:
        """0 for a case that goes before others, else 1."""
        return 0 if self.urgency(case) >= HIGH_URGENCY else 1

    def charge(self, provision: Provision) -> None:
        """Pay what this help costs once, when it begins; the books are open from day 0."""
        self.pay(provision.payer, provision.route, provision.once)

    def pay(self, payer: str, what: str, cents: int) -> None:
        """Let the municipality (``wmo``) or the health insurers (``zvw``) pay for something from outside the wijk."""
        if cents and self.clock.now >= 0:
            account = INSURERS if payer == "zvw" else TREASURY
            self.books.charge(self.clock.now, account, what, cents)


def draw(law: LogNormal, z: float) -> float:
    """The value of a lognormal *law* for the standard normal number *z*."""
    return math.exp(law.mu + law.sigma * z)

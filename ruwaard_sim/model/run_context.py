"""What everyone in a run shares: the clock, the regime of now, the lines, the books, and what was dealt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ruwaard_sim.agents.needs import URGENCIES
from ruwaard_sim.agents.queues import Lines, Request
from ruwaard_sim.event_log import FactLog
from ruwaard_sim.ledger import INSURERS, TREASURY
from ruwaard_sim.model.books import Books
from ruwaard_sim.model.case_record import Case
from ruwaard_sim.model.clock import Clock
from ruwaard_sim.model.deal import Dealt
from ruwaard_sim.model.regimes import Current
from ruwaard_sim.plan import LogNormal, Provision

What = TypeVar("What")

CRISIS_URGENCY = URGENCIES.index("crisis")
HIGH_URGENCY = URGENCIES.index("hoog")
"""From this urgency on a case goes before others."""

Watch = Callable[[Case | None, str, Sequence[int], float], None]
"""Told of every decision by rules: the case (None: the stuurgroep), the table, the facts weighed, the day."""


class Scene:
    """The stage of one run. *last* is the day on which it ends."""

    __slots__ = ("books", "clock", "current", "dealt", "last", "lines", "tell", "watch")

    def __init__(
        self,
        dealt: Dealt,
        clock: Clock,
        current: Current,
        books: Books,
        facts: FactLog,
        last: float,
        watch: Watch | None,
    ) -> None:
        self.dealt = dealt
        self.clock = clock
        self.current = current
        self.books = books
        self.tell = facts.tell
        self.last = last
        self.watch = watch
        self.lines = Lines()

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
        """Let everyone go on whose request was granted: a request's owner is what to call then."""
        for request in granted:
            request.owner()

    def urgency(self, case: Case) -> int:
        """How urgent the case is now, as a place in ``URGENCIES``."""
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
    """The value of a lognormal *law* for standard normal luck *z*."""
    return math.exp(law.mu + law.sigma * z)

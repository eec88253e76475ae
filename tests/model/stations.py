"""A station made of the engine's own clock, pools and lines: people arrive, wait, are served and go. No tests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.stats import norm
from scipy.stats import t as student

from ruwaard_sim.agents.capacity import Lines, Pool, Request
from ruwaard_sim.model.clock import Clock

Floats = npt.NDArray[np.float64]


@dataclass
class Station:
    """Pools of these sizes; everyone asks *amount* units of each of them at once."""

    sizes: Sequence[float]
    amount: int = 1
    clock: Clock = field(default_factory=lambda: Clock(0.0))
    lines: Lines = field(default_factory=Lines)
    waited: float = 0.0
    """The integral of the number of people in line over time."""
    moment: float = 0.0
    """The last moment at which somebody came or went."""

    def __post_init__(self) -> None:
        self.pools = [Pool(f"p{place}", size) for place, size in enumerate(self.sizes)]

    def serve(self, arrivals: Floats, services: Floats, priorities: Sequence[int] | None = None) -> Floats:
        """The wait of everyone, in order of arrival; ends when all have been served."""
        self._arrivals, self._services = arrivals.tolist(), services.tolist()
        self._priorities = list(priorities) if priorities is not None else [0] * len(arrivals)
        self._waits = np.full(len(arrivals), np.nan)
        if len(arrivals):
            self.clock.at(self._arrivals[0], self._arrive, 0)
            self.clock.run(math.inf)
        return self._waits

    def _arrive(self, who: int) -> None:
        self._count()
        asks = tuple((pool, self.amount) for pool in self.pools)
        request = Request(asks, self._priorities[who], who)
        self._start(self.lines.ask(request, self.clock.now))
        if who + 1 < len(self._arrivals):
            self.clock.at(self._arrivals[who + 1], self._arrive, who + 1)

    def _start(self, started: list[Request]) -> None:
        for request in started:
            who = request.owner
            self._waits[who] = self.clock.now - self._arrivals[who]
            self.clock.at(self.clock.now + self._services[who], self._leave, request)

    def _leave(self, request: Request) -> None:
        self._count()
        self._start(self.lines.release(request, self.clock.now))

    def _count(self) -> None:
        self.waited += self.pools[0].waiting() * (self.clock.now - self.moment)
        self.moment = self.clock.now


def z_of(means: Sequence[float], theory: float) -> float:
    """How far the mean of independent replications is from *theory*, as a standard normal number.

    The t statistic is brought to the scale of a normal one with the same probability.
    """
    found = np.asarray(means)
    t = (found.mean() - theory) / (found.std(ddof=1) / math.sqrt(len(found)))
    tail = student.sf(abs(t), len(found) - 1)
    return float(math.copysign(norm.isf(max(tail, 1e-300)), t))


def erlang_c(load: float, servers: int) -> float:
    """The probability that one has to wait in an M/M/c queue with this offered load."""
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    use = load / servers
    return blocked / (1 - use * (1 - blocked))


def poisson_arrivals(rng: np.random.Generator, rate: float, count: int) -> Floats:
    """The moments of *count* arrivals."""
    return np.cumsum(rng.exponential(1 / rate, count))

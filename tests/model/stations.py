"""A station made of the engine's own clock, pools and lines: people arrive, wait, are served and go. No tests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.stats import norm
from scipy.stats import t as student

from ruwaard_sim.agents.queues import Queues, Request, Resource
from ruwaard_sim.model.clock import Clock

Floats = npt.NDArray[np.float64]


@dataclass
class Station:
    """Pools of these sizes; everyone asks *amount* units of each of them at once.

    At most *most* people may be there, in line or served: who comes when it is full goes away. Whoever waits
    longer than their patience goes away too. The wait of who went away is nan.
    """

    sizes: Sequence[float]
    amount: int = 1
    most: float = math.inf
    clock: Clock = field(default_factory=lambda: Clock(0.0))
    lines: Queues = field(default_factory=Queues)
    waited: float = 0.0
    """The integral of the number of people in line over time."""
    moment: float = 0.0
    """The last moment at which somebody came or went."""

    def __post_init__(self) -> None:
        self.pools = [Resource(f"p{place}", size) for place, size in enumerate(self.sizes)]

    def serve(
        self,
        arrivals: Floats,
        services: Floats,
        priorities: Sequence[int] | None = None,
        patience: Floats | None = None,
    ) -> Floats:
        """The wait of everyone, in order of arrival; ends when all have been served."""
        self._arrivals, self._services = arrivals.tolist(), services.tolist()
        self._patience = [math.inf] * len(arrivals) if patience is None else patience.tolist()
        self._there = 0
        self._priorities = list(priorities) if priorities is not None else [0] * len(arrivals)
        self._waits = np.full(len(arrivals), np.nan)
        if len(arrivals):
            self.clock.at(self._arrivals[0], self._arrive, 0)
            self.clock.run(math.inf)
        return self._waits

    def _arrive(self, who: int) -> None:
        self._count()
        if self._there < self.most:
            self._there += 1
            asks = tuple((pool, self.amount) for pool in self.pools)
            request = Request(asks, self._priorities[who], who)
            self._start(self.lines.ask(request, self.clock.now))
            if request.waits and self._patience[who] < math.inf:
                self.clock.at(self.clock.now + self._patience[who], self._give_up, request)
        if who + 1 < len(self._arrivals):
            self.clock.at(self._arrivals[who + 1], self._arrive, who + 1)

    def _start(self, started: list[Request]) -> None:
        for request in started:
            who = request.on_start
            self._waits[who] = self.clock.now - self._arrivals[who]
            self.clock.at(self.clock.now + self._services[who], self._leave, request)

    def _give_up(self, request: Request) -> None:
        if request.waits:
            self._count()
            self._there -= 1
            self._start(self.lines.withdraw(request, self.clock.now))

    def _leave(self, request: Request) -> None:
        self._count()
        self._there -= 1
        self._start(self.lines.release(request, self.clock.now))

    def _count(self) -> None:
        self.waited += self.pools[0].waiting() * (self.clock.now - self.moment)
        self.moment = self.clock.now


class Network:
    """Stations among which people go on: from station i to j with chance *routes[i][j]*, or away."""

    def __init__(self, sizes: Sequence[int], routes: Sequence[Sequence[float]], rng: np.random.Generator) -> None:
        self.clock, self.lines, self._rng = Clock(0.0), Queues(), rng
        self.pools = [Resource(f"p{place}", size) for place, size in enumerate(sizes)]
        self._upto = np.cumsum(np.asarray(routes), axis=1)
        self.waits: list[list[float]] = [[] for _ in sizes]

    def live(self, rates: Sequence[float], until: float, since: float) -> list[float]:
        """The mean wait at each station of those who asked there after *since*; work lasts 1."""
        self._since = since
        for place, rate in enumerate(rates):
            if rate:
                for moment in poisson_arrivals(self._rng, rate, round(rate * until)).tolist():
                    self.clock.at(moment, self._ask, place)
        self.clock.run(until)
        return [float(np.mean(waits)) for waits in self.waits]

    def _ask(self, place: int) -> None:
        request = Request(((self.pools[place], 1),), 1, place)
        self._start(self.lines.ask(request, self.clock.now))

    def _start(self, started: list[Request]) -> None:
        for request in started:
            if request.since >= self._since:
                self.waits[request.on_start].append(self.clock.now - request.since)
            self.clock.at(self.clock.now + self._rng.exponential(1.0), self._done, request)

    def _done(self, request: Request) -> None:
        self._start(self.lines.release(request, self.clock.now))
        following = int(np.searchsorted(self._upto[request.on_start], self._rng.random(), side="right"))
        if following < len(self.pools):
            self._ask(following)


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


def states(load: float, servers: int, most: int) -> Floats:
    """M/M/c/K: the share of time with 0, 1, ... *most* people there, at this offered load."""
    weights = [1.0]
    for there in range(1, most + 1):
        weights.append(weights[-1] * load / min(there, servers))
    return np.array(weights) / sum(weights)


def impatient_states(load: float, servers: int, renege: float) -> Floats:
    """Erlang A (M/M/c+M): the share of time with so many people there, each in line leaving at rate *renege*."""
    weights = [1.0]
    while len(weights) < servers + 10 or weights[-1] > 1e-12 * max(weights):
        there = len(weights)
        weights.append(weights[-1] * load / (min(there, servers) + max(0, there - servers) * renege))
    return np.array(weights) / sum(weights)


def poisson_arrivals(rng: np.random.Generator, rate: float, count: int) -> Floats:
    """The moments of *count* arrivals."""
    return np.cumsum(rng.exponential(1 / rate, count))

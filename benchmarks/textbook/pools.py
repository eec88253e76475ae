"""Hours and places for the textbook twin: a SimPy resource for requests of many units, over several pools at once.

`simpy.Container` has strict lines but no priorities and no size that may fall below what is held; `PriorityResource`
has priorities but gives one unit at a time; neither takes from four pools at one moment. So a request is a plain
SimPy event, and a pool a list of them (docs/model.md §6.4).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from itertools import count

import simpy


class Meter:
    """Adds up a level over time."""

    def __init__(self, env: simpy.Environment) -> None:
        self.env, self.level = env, 0.0
        self._sum, self._since = 0.0, env.now

    def change(self, by: float) -> None:
        """Raise or lower the level from now on."""
        self._sum += self.level * (self.env.now - self._since)
        self._since = self.env.now
        self.level += by

    def take(self) -> float:
        """Level times days since it was last taken."""
        self.change(0)
        taken, self._sum = self._sum, 0.0
        return taken


class Pool:
    """Minutes a week of some people, or places: what is held, and a line of who asks."""

    def __init__(self, env: simpy.Environment, name: str) -> None:
        self.name = name
        self.sizes, self.held_over_time = Meter(env), Meter(env)
        self.line: list[Request] = []

    @property
    def size(self) -> int:
        """How much there is."""
        return int(self.sizes.level)

    @property
    def held(self) -> int:
        """How much is taken; more than there is when the size fell."""
        return int(self.held_over_time.level)

    @property
    def asked(self) -> int:
        """How much those in line ask for."""
        return sum(request.needs[self] for request in self.line)

    def resize(self, size: float) -> None:
        """Set the size, in whole units, and serve who now fits."""
        self.sizes.change(round(size) - self.sizes.level)
        self.serve()

    def serve(self) -> None:
        """Start the head of the line while it fits: nobody passes it."""
        while self.line and self.line[0].fits():
            self.line[0].start()


class Request(simpy.Event):
    """A claim on units of one pool or several; it happens when all are given at one moment."""

    _numbers = count()

    def __init__(
        self, env: simpy.Environment, needs: Mapping[Pool, int], priority: int, *, going_on: bool = False
    ) -> None:
        super().__init__(env)
        self.needs, self.priority = needs, priority
        if going_on:  # help from before the start: its hours are held, whatever the size
            self._take()
        else:
            self._join()

    def __lt__(self, other: Request) -> bool:
        return (self.priority, self.number) < (other.priority, other.number)

    def _join(self) -> None:
        self.number = next(self._numbers)
        for pool in self.needs:
            insort(pool.line, self)
        self._serve()

    def _serve(self) -> None:
        for pool in self.needs:
            pool.serve()

    def fits(self) -> bool:
        """Whether this is the head of every line it stands in, with room in each pool."""
        return all(pool.line[0] is self and pool.held + need <= pool.size for pool, need in self.needs.items())

    def start(self) -> None:
        """Take the units and leave the lines."""
        for pool in self.needs:
            pool.line.remove(self)
        self._take()
        self._serve()

    def _take(self) -> None:
        for pool, need in self.needs.items():
            pool.held_over_time.change(need)
        self.succeed()

    def to_the_front(self) -> None:
        """Go to the tail of those with priority 0, if still in line."""
        if not self.triggered:
            for pool in self.needs:
                pool.line.remove(self)
            self.priority = 0
            self._join()

    def give_back(self) -> None:
        """Give the units back, or leave the lines if they never came."""
        for pool, need in self.needs.items():
            if self.triggered:
                pool.held_over_time.change(-need)
            else:
                pool.line.remove(self)
        self._serve()

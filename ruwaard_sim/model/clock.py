"""The clock: SimPy's environment, with one verb. The only place that imports simpy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simpy


class Clock:
    """Calls things at their moment. Days are numbers; what falls on one moment happens in order of planning."""

    def __init__(self, first_day: float) -> None:
        self._env = simpy.Environment(initial_time=first_day)
        self.events = 0
        """Logical events handled so far."""

    @property
    def now(self) -> float:
        """The day it is."""
        return self._env.now

    def at(self, day: float, do: Callable[[Any], None], what: Any = None) -> None:
        """Call ``do(what)`` on *day*, which may not lie in the past."""
        env = self._env
        event = env.timeout(day - env.now, what)

        def happen(event: simpy.Event) -> None:
            self.events += 1
            do(event.value)

        event.callbacks.append(happen)

    def run(self, until: float) -> None:
        """Let everything happen that falls before *until*."""
        self._env.run(until=until)

"""The clock: SimPy's environment, with one verb. The only place that imports simpy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simpy


class Clock:
    """Calls things at their moment. Days are numbers; what falls on one moment happens in order of planning."""

    def __init__(self, first_day: float) -> None:
        self._env = simpy.Environment(initial_time=first_day)
        self.now = first_day
        """The day it is."""
        self.events = 0
        """Logical events handled so far."""
        self._callbacks: list[Callable[[Any], None]] = [self._happen]

    def at(self, day: float, do: Callable[[Any], None], what: Any = None) -> None:
        """Call ``do(what)`` on *day*; raises ValueError when that lies in the past."""
        if day < self.now:
            raise ValueError(f"day {day} has passed: it is day {self.now}")
        self._env.schedule(_Moment(self._callbacks, do, what), delay=day - self.now)

    def _happen(self, moment: Any) -> None:
        self.now = self._env.now
        self.events += 1
        moment.do(moment.what)

    def run(self, until: float) -> None:
        """Let everything happen that falls before *until*."""
        self._env.run(until=until)
        self.now = until


class _Moment(simpy.Event):
    """An event that is sure to happen and carries what is to be done then: no timeout and no closure beside it.

    SimPy asks of an event that happens only for its callbacks and whether it went well, so all share one list of
    callbacks and nothing else is prepared. That holds for the versions in ``pyproject.toml``; a test watches it.
    """

    _ok = True

    def __init__(self, callbacks: list[Callable[[Any], None]], do: Callable[[Any], None], what: Any) -> None:
        self.callbacks = callbacks
        self.do = do
        self.what = what

"""Several engines on the same work, timed in turns: medians, and how many times as fast each is as another.

A contest is a piece of work with the engines that do it. Who wants to compare two engines on other work adds a contest
of two entries to ``contests.py``; nothing here knows what is simulated.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from statistics import median

HOW_TO_INSTALL = "pip install -c constraints.txt '.[peers]'"

Count = Callable[[], int]
"""Tells afterwards, off the clock, how many units of work a run did."""
Run = Callable[[int], Count]
"""Does replication so many of the work, from dealing chance to keeping a record of every case."""


@dataclass(frozen=True)
class Engine:
    """One way to do the work. *load* imports what it needs, off the clock; it needs *package* to be installed."""

    name: str
    covers: str
    load: Callable[[], Run]
    package: str

    @property
    def installed(self) -> bool:
        """Whether it can run here."""
        return find_spec(self.package) is not None

    @property
    def version(self) -> str:
        """The package it runs on, with its version."""
        return f"{self.package} {version(self.package.replace('_', '-'))}"


@dataclass(frozen=True)
class Contest:
    """Engines on one piece of work, counted in *unit*; all are compared with *reference* and with *ours*."""

    title: str
    unit: str
    engines: tuple[Engine, ...]
    reference: str
    ours: str | None = None


@dataclass(frozen=True)
class Measured:
    """What one engine took: CPU seconds of a first run, in which some compile, and seconds and units of each round."""

    first: float
    seconds: tuple[float, ...]
    units: tuple[int, ...]

    def pace(self, turn: int) -> float:
        """Units a second in one round."""
        return self.units[turn] / self.seconds[turn]

    @property
    def typical(self) -> float:
        """CPU seconds of a run, median."""
        return median(self.seconds)

    @property
    def speed(self) -> float:
        """Units a second, median."""
        return median(self.pace(turn) for turn in range(len(self.seconds)))

    def times(self, other: Measured) -> float:
        """How many times as many units a second as the *other*: the median of the ratios round by round."""
        return median(self.pace(turn) / other.pace(turn) for turn in range(len(self.seconds)))


def measure(contest: Contest, rounds: int, clock: Callable[[], float] = time.process_time) -> dict[str, Measured]:
    """Every engine that is installed, once off the record and then *rounds* times.

    Each round is another replication, the same for all; in each another engine begins, so that what else the
    machine does falls on all of them.
    """
    runs = {engine.name: engine.load() for engine in contest.engines if engine.installed}
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in runs}
    names = list(runs)
    for turn in range(rounds + 1):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            gc.collect()
            begun = clock()
            count = runs[name](turn)
            seconds = clock() - begun
            found[name].append((seconds, count()))
    return {
        name: Measured(took[0][0], tuple(seconds for seconds, _ in took[1:]), tuple(units for _, units in took[1:]))
        for name, took in found.items()
    }


HEAD = ("engine", "covers", "first run", "CPU a run", "a second", "x reference", "x ours")


def rows(contest: Contest, found: Mapping[str, Measured]) -> list[tuple[str, ...]]:
    """The table of one contest; an engine that is not installed says how to install it."""
    others = [found.get(name or "") for name in (contest.reference, contest.ours)]
    told: list[tuple[str, ...]] = []
    for engine in contest.engines:
        took = found.get(engine.name)
        if took is None:
            told.append((engine.name, f"not installed: {HOW_TO_INSTALL}", "", "", "", "", ""))
        else:
            figures = (f"{took.first:.2f} s", f"{took.typical:.3f} s", f"{took.speed:,.0f}")
            beside = (f"{took.times(other):.2f}" if other else "" for other in others)
            told.append((engine.name, engine.covers, *figures, *beside))
    return told

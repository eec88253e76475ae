"""Chance, in two ways: dealt to every case before the clock starts, or drawn when the textbook first needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Protocol

import numpy as np

from benchmarks.peers.spec import (
    INDICATION,
    INTAKE,
    KINDS,
    MEETING,
    MEETING_SHARE,
    NEEDS_PER_YEAR,
    PATIENCE,
    PLAN,
    PRIORITIES,
    SERVICES,
    WEEKS_PER_YEAR,
    Lognormal,
    Work,
)


class Luck(Protocol):
    """Where an engine gets its chance from. Cases are numbered in order of arrival."""

    def arrivals(self) -> Iterator[float]:
        """The moments of arrival."""

    def resident(self, case: int) -> int:
        """Who asks."""

    def priority(self, case: int) -> int:
        """0, 1 or 2; 0 goes first."""

    def kind(self, case: int) -> int:
        """The kind of service asked for."""

    def meets(self, case: int) -> bool:
        """Whether it needs a meeting."""

    def intake(self, case: int) -> float:
        """How long its intake takes."""

    def meeting(self, case: int) -> float:
        """How long its meeting takes."""

    def indication(self, case: int) -> float:
        """How long its indication takes."""

    def plan(self, case: int) -> float:
        """How long making its plan takes."""

    def service(self, case: int, kind: int) -> float:
        """How long its service lasts, which is of this *kind*."""

    def patience(self, case: int) -> float:
        """How long it is willing to wait for its service."""


@dataclass(frozen=True)
class Marks:
    """Everything chance decides, one list each, in order of arrival. Durations are in weeks."""

    work: Work
    arrival: list[float]
    resident: list[int]
    priority: list[int]
    kind: list[int]
    meets: list[bool]
    intake: list[float]
    meeting: list[float]
    indication: list[float]
    plan: list[float]
    service: list[float]
    patience: list[float]

    def __len__(self) -> int:
        return len(self.arrival)


def deal(work: Work, seed: int, replication: int) -> Marks:
    """The marks of all cases of one replication; the same for every engine that asks."""
    rng = np.random.default_rng([seed, replication])
    rates = np.repeat(NEEDS_PER_YEAR, work.residents) / WEEKS_PER_YEAR
    needs = rng.poisson(rates * work.weeks)
    resident = np.repeat(np.arange(len(rates)), needs)
    arrival = rng.uniform(0, work.weeks, len(resident))
    order = np.argsort(arrival)
    count = len(order)
    kind = rng.choice(len(KINDS), count, p=KINDS)

    def last(how: Lognormal) -> list[float]:
        return rng.lognormal(how.mu, how.sigma, count).tolist()

    mu, sigma = np.array([how.mu for how in SERVICES]), np.array([how.sigma for how in SERVICES])
    return Marks(
        work=work,
        arrival=arrival[order].tolist(),
        resident=resident[order].tolist(),
        priority=rng.choice(len(PRIORITIES), count, p=PRIORITIES).tolist(),
        kind=kind.tolist(),
        meets=(rng.random(count) < MEETING_SHARE).tolist(),
        intake=last(INTAKE),
        meeting=last(MEETING),
        indication=last(INDICATION),
        plan=last(PLAN),
        service=rng.lognormal(mu[kind], sigma[kind]).tolist(),
        patience=last(PATIENCE),
    )


class Dealt:
    """Luck that reads what was dealt."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self.resident = marks.resident.__getitem__
        self.priority = marks.priority.__getitem__
        self.kind = marks.kind.__getitem__
        self.meets = marks.meets.__getitem__
        self.intake = marks.intake.__getitem__
        self.meeting = marks.meeting.__getitem__
        self.indication = marks.indication.__getitem__
        self.plan = marks.plan.__getitem__
        self.patience = marks.patience.__getitem__

    def arrivals(self) -> Iterator[float]:
        """The moments of arrival."""
        return iter(self._marks.arrival)

    def service(self, case: int, kind: int) -> float:
        """How long its service lasts; its kind was dealt with it."""
        return self._marks.service[case]


class Drawn:
    """Luck that is drawn when it is asked for, with Python's own generator, as a textbook does."""

    def __init__(self, work: Work, seed: int, replication: int) -> None:
        self._work = work
        self._random = Random(f"{seed}/{replication}")
        self._people = range(len(work.residents))
        self._weights = [people * rate for people, rate in zip(work.residents, NEEDS_PER_YEAR, strict=True)]
        self._first = [0, *accumulate(work.residents)]

    def arrivals(self) -> Iterator[float]:
        """A Poisson stream: the residents' own streams together are one."""
        now = 0.0
        while True:
            now += self._random.expovariate(self._work.arrivals_per_week)
            yield now

    def resident(self, case: int) -> int:
        """First the risk, then somebody of that risk."""
        (risk,) = self._random.choices(self._people, self._weights)
        return self._random.randrange(self._first[risk], self._first[risk + 1])

    def priority(self, case: int) -> int:
        """One of the three."""
        return self._random.choices(range(len(PRIORITIES)), PRIORITIES)[0]

    def kind(self, case: int) -> int:
        """One of the six."""
        return self._random.choices(range(len(KINDS)), KINDS)[0]

    def meets(self, case: int) -> bool:
        """One case in four."""
        return self._random.random() < MEETING_SHARE

    def intake(self, case: int) -> float:
        """How long it takes."""
        return self._draw(INTAKE)

    def meeting(self, case: int) -> float:
        """How long it takes."""
        return self._draw(MEETING)

    def indication(self, case: int) -> float:
        """How long it takes."""
        return self._draw(INDICATION)

    def plan(self, case: int) -> float:
        """How long it takes."""
        return self._draw(PLAN)

    def service(self, case: int, kind: int) -> float:
        """How long it lasts, by its kind."""
        return self._draw(SERVICES[kind])

    def patience(self, case: int) -> float:
        """How long it waits."""
        return self._draw(PATIENCE)

    def _draw(self, how: Lognormal) -> float:
        return self._random.lognormvariate(how.mu, how.sigma)

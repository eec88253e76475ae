"""The numbers of the small wijk that every engine simulates. README.md in this folder says in words what they mean.

Time is in weeks. Nothing here is measured: it is a piece of work to compare engines by, not a picture of a real wijk.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

WEEKS_PER_YEAR = 52
RESIDENTS = 14_000
RISKS = (0.80, 0.15, 0.05)
"""The share of residents with a low, middle and high risk."""
NEEDS_PER_YEAR = (0.10, 0.40, 1.20)
PRIORITIES = (0.10, 0.30, 0.60)
"""The share of cases with priority 0 (first), 1 and 2."""
KINDS = (0.30, 0.22, 0.15, 0.13, 0.12, 0.08)
"""The share of cases that ask for each kind of service."""
MEETING_SHARE = 0.25


@dataclass(frozen=True)
class Lognormal:
    """A duration: its *mean* in weeks and its coefficient of variation *cv*."""

    mean: float
    cv: float

    @property
    def sigma(self) -> float:
        """The standard deviation of its logarithm."""
        return math.sqrt(math.log(1 + self.cv**2))

    @property
    def mu(self) -> float:
        """The mean of its logarithm."""
        return math.log(self.mean) - self.sigma**2 / 2


INTAKE, INTAKE_SERVERS = Lognormal(0.095, 0.8), 6
MEETING = Lognormal(0.14, 0.5)
CHAIRS, GP_SEATS, SW_SEATS, MH_SEATS = 1, 3, 6, 2
"""Planners, and the seats of general practitioners, social workers and mental health workers."""
DEADLINE = 2.0
"""A case that still waits for a chair after so many weeks becomes priority 0."""
INDICATION, INDICATION_SERVERS = Lognormal(0.062, 0.8), 4
PLAN = Lognormal(0.05, 0.6)
SLOTS = (440, 155, 190, 115, 140, 140)
SERVICES = tuple(Lognormal(mean, 0.6) for mean in (30, 14, 26, 20, 24, 36))
RATES = (90, 250, 180, 320, 280, 60)
"""Euro for a week of each kind of service."""
PATIENCE = Lognormal(20, 1.0)
HURRY = 8.0
"""A case that still waits for its service after so many weeks moves up one priority, once."""
REVIEW = 13.0
GRANT = 1.05
"""At a review each kind receives what its first number of slots costs until the next one, times this."""

MEETINGS, PLANS = 2, 4
"""In the reduced wijk: how many meetings there can be at once (two MH seats), and plans (the other four SW)."""


@dataclass(frozen=True)
class Work:
    """How much of it: *scale* multiplies the residents and every capacity; *weeks* is how long they are followed."""

    scale: int = 1
    weeks: int = 260

    @property
    def residents(self) -> tuple[int, int, int]:
        """Residents of each risk, adding up to all."""
        people = RESIDENTS * self.scale
        middle, high = round(RISKS[1] * people), round(RISKS[2] * people)
        return people - middle - high, middle, high

    @property
    def arrivals_per_week(self) -> float:
        """Cases that arrive in a week, on average."""
        needs = sum(people * rate for people, rate in zip(self.residents, NEEDS_PER_YEAR, strict=True))
        return needs / WEEKS_PER_YEAR

    @property
    def slots(self) -> list[int]:
        """The first number of slots of each kind."""
        return [self.scale * slots for slots in SLOTS]

    @property
    def reviews(self) -> int:
        """The number of reviews: at every multiple of REVIEW before the end."""
        return math.ceil(self.weeks / REVIEW) - 1


def grows(waiting: int, slots: int, balance: float) -> bool:
    """Whether a review adds slots: more than 15 % as many wait as there are slots, and there is money left."""
    return 20 * waiting > 3 * slots and balance > 0


def shrinks(waiting: int, busy: int, slots: int) -> bool:
    """Whether a review takes slots away: nobody waits and less than 80 % is used."""
    return waiting == 0 and 5 * busy < 4 * slots


def grown(slots: int) -> int:
    """One slot for every 20, rounded up, more."""
    return slots + -(-slots // 20)


def shrunk(slots: int) -> int:
    """One slot for every 50, rounded down but at least one, fewer."""
    return slots - max(1, slots // 50)


def grant(kind: int, scale: int) -> float:
    """What a kind receives at each review, in euro."""
    return REVIEW * RATES[kind] * SLOTS[kind] * scale * GRANT

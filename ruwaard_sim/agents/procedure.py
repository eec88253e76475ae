"""A step of a procedure: who must give how much time, and what its completion means. Pure data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from ruwaard_sim.units import DAYS_PER_WEEK

MOMENT = 1e-9
"""Part of a rhythm within which a day counts as one of its days, whatever was rounded."""


class Meaning(Enum):
    """The meaning for the case of the end of a step (of a meeting: its beginning)."""

    NOTHING = "nothing"
    MEETING = "meeting"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: each pool in *asks* gives so many minutes a week for *days* days, all beginning together.

    *notice* is the number of days between the previous step and the earliest beginning, such
    as the time to invite people. *priority* 0 goes before 1. With *every* more than 0 it can
    only begin on a day of that rhythm, counted from day 0, such as that of a meeting every four weeks.
    """

    name: str
    asks: tuple[tuple[str, int], ...]
    days: float
    notice: float = 0.0
    meaning: Meaning = Meaning.NOTHING
    priority: int = 1
    every: float = 0.0

    def wait(self, now: float) -> float:
        """Days from *now*, when what comes before it is done, to the earliest beginning."""
        if not self.every:
            return self.notice
        return max(0.0, math.ceil((now + self.notice) / self.every - MOMENT) * self.every - now)

    @property
    def minutes(self) -> float:
        """Minutes of work in all."""
        return sum(amount for _, amount in self.asks) * self.days / DAYS_PER_WEEK


def work(
    name: str,
    pool: str,
    minutes: float,
    pace: float,
    *,
    notice: float = 0.0,
    meaning: Meaning = Meaning.NOTHING,
    priority: int = 1,
) -> Step:
    """A step in which one pool gives *minutes* of work at *pace* minutes a week."""
    amount = max(1, round(pace))
    return Step(name, ((pool, amount),), DAYS_PER_WEEK * minutes / amount, notice, meaning, priority)

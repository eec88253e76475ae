"""A step of a procedure: who must give how much time, and what its completion means. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ruwaard_sim.units import DAYS_PER_WEEK


class Meaning(Enum):
    """What the end of a step (or for a meeting: its beginning) means for the case."""

    NOTHING = "nothing"
    MEETING = "meeting"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: each pool in *asks* gives so many minutes a week for *days* days, all beginning together.

    *notice* is the number of days between the previous step and the earliest beginning, such
    as the time to invite people. *priority* 0 goes before 1.
    """

    name: str
    asks: tuple[tuple[str, int], ...]
    days: float
    notice: float = 0.0
    meaning: Meaning = Meaning.NOTHING
    priority: int = 1

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
    meaning: Meaning = Meaning.NOTHING,
    priority: int = 1,
) -> Step:
    """A step in which one pool gives *minutes* of work at *pace* minutes a week."""
    amount = max(1, round(pace))
    return Step(name, ((pool, amount),), DAYS_PER_WEEK * minutes / amount, meaning=meaning, priority=priority)

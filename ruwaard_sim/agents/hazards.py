"""When things happen to people of an age: curves, hazards and weighted choices, in whole arrays.

Knows ages and rates, but no households and no residents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ruwaard_sim.agents.profile import Curve
from ruwaard_sim.streams import Floats, Ints
from ruwaard_sim.units import DAYS_PER_YEAR

Bools = npt.NDArray[np.bool_]

OLDEST = 120
"""Nobody gets older than this (years)."""

YEARS = np.arange(OLDEST + 1, dtype=np.float64)
"""Every whole year of age."""
_SURE = 1e-9
_HALVINGS = 40


def value_at(curve: Curve, age: Floats) -> Floats:
    """The curve's value at *age* (years), on a straight line between two points."""
    points = np.array(curve, dtype=np.float64)
    return np.interp(age, points[:, 0], points[:, 1])


def log_value_at(curve: Curve, age: Floats) -> Floats:
    """As :func:`value_at`, but straight on a logarithmic scale; the values must be above 0."""
    points = np.array(curve, dtype=np.float64)
    return np.exp(np.interp(age, points[:, 0], np.log(points[:, 1])))


@dataclass(frozen=True, slots=True)
class Hazard:
    """An event that strikes at a rate by age. *reached* is the summed rate up to each whole year of age."""

    reached: Floats

    @classmethod
    def of_rates(cls, rates: Floats) -> Hazard:
        """From the rates per day in the years of age 0, 1, ..., ``OLDEST - 1``."""
        return cls(np.concatenate(([0.0], np.cumsum(rates * DAYS_PER_YEAR))))

    @classmethod
    def of_curve(cls, curve: Curve) -> Hazard:
        """From a curve of rates per day."""
        return cls.of_rates(value_at(curve, YEARS[:-1] + 0.5))

    @classmethod
    def of_log_curve(cls, curve: Curve) -> Hazard:
        """From a curve of rates per day, all above 0, that is straight on a logarithmic scale."""
        return cls.of_rates(log_value_at(curve, YEARS[:-1] + 0.5))

    @classmethod
    def of_remaining(cls, share: Floats) -> Hazard:
        """From the share that remains at each whole year of age; where it does not fall, nobody leaves."""
        remaining = np.minimum.accumulate(share)
        return cls(-np.log(remaining / remaining[0]))

    def times(self, factor: float) -> Hazard:
        """The same event at *factor* times the rate."""
        return Hazard(self.reached * factor)

    def wait(self, age: Floats, uniforms: Floats, factor: Floats | float = 1.0) -> Floats:
        """Days until the event for people now *age* days old, given *uniforms* between 0 and 1; inf for never.

        *factor* multiplies the rate, for each of them or for all.
        """
        years = age / DAYS_PER_YEAR
        target = np.interp(years, YEARS, self.reached) - np.log(uniforms) / factor
        at = np.interp(target, self.reached, YEARS, right=np.inf)
        waiting: Floats = np.maximum(at - years, 0.0) * DAYS_PER_YEAR
        return waiting


def logistic(uniforms: Floats) -> Floats:
    """Bell-shaped noise with mean 0 and standard deviation 1 (logistic), from uniform *uniforms*."""
    noise: Floats = np.log(uniforms / (1.0 - uniforms)) * (np.sqrt(3.0) / np.pi)
    return noise


def choose(share: Floats, uniforms: Floats, count: int) -> Bools:
    """Choose exactly *count* people, each with odds in proportion to the odds of their *share*.

    It is as if everyone drew for their own share, with all odds multiplied by the one number
    that makes the total come out. Share 1 (or 0) is chosen first (last).
    """
    sure = np.clip(share, _SURE, 1.0 - _SURE)
    score = np.log(sure / (1.0 - sure)) + np.log(uniforms / (1.0 - uniforms))
    chosen = np.zeros(len(share), dtype=np.bool_)
    if count > 0:
        chosen[np.argpartition(score, len(score) - count)[len(score) - count :]] = True
    return chosen


def fitting(share: Floats, people: Floats, total: float) -> Floats:
    """The *share* of each group of *people*, with all odds multiplied by the number that gives *total*.

    What :func:`choose` does for persons, for groups.
    """
    sure = np.clip(share, _SURE, 1.0 - _SURE)
    odds = np.log(sure / (1.0 - sure))
    low, high = -20.0, 20.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if float((people / (1.0 + np.exp(-odds - middle))).sum()) < total:
            low = middle
        else:
            high = middle
    shares: Floats = 1.0 / (1.0 + np.exp(-odds - low))
    return shares


def pick(weights: Floats, uniforms: Floats) -> Ints:
    """For each *uniforms* the index of a weight, in proportion to the *weights* (not negative, not all 0)."""
    steps = np.cumsum(weights)
    chosen: Ints = np.minimum(np.searchsorted(steps / steps[-1], uniforms, side="right"), len(steps) - 1)
    return chosen


def apportion(total: int, weights: Floats) -> Ints:
    """Divide *total* in whole numbers in proportion to *weights*; the largest remainders get what is left."""
    exact = total * weights / weights.sum()
    parts: Ints = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]] += 1
    return parts

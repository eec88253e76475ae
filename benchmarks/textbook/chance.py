"""Chance for the textbook twin: the laws that docs/model.md names, drawn from one generator as they are needed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

SPREAD = math.sqrt(3) / math.pi


def lognormal(mean: float, cv: float, z: float) -> float:
    """The value at the normal score *z* of a lognormal with this mean and coefficient of variation."""
    variance = math.log(1 + cv * cv)
    return math.exp(math.log(mean) - variance / 2 + math.sqrt(variance) * z)


def biased(mean: float, cv: float, z: float) -> float:
    """The same, drawn in proportion to length: whoever looks at a moment sees the long ones more often."""
    variance = math.log(1 + cv * cv)
    return math.exp(math.log(mean) + variance / 2 + math.sqrt(variance) * z)


class Chance(np.random.Generator):
    """A numpy generator with the few laws of the page on it."""

    def __init__(self, seed: int) -> None:
        super().__init__(np.random.PCG64(seed))

    def logistic_noise(self) -> float:
        """Logistic with mean 0 and standard deviation 1."""
        return self.logistic() * SPREAD

    def choose(self, shares: Mapping[str, float], u: float) -> str:
        """The name in which *u*, uniform between 0 and 1, falls."""
        for name, share in shares.items():
            u -= share
            if u < 0:
                return name
        return name

    def triangle(self, lowest: float, likeliest: float, highest: float) -> int:
        """A whole mark from a triangular law."""
        return round(self.triangular(lowest, likeliest, highest))


def divided(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a count in proportion, what is left by largest remainders."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts

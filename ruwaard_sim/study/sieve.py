"""Tells beforehand which draws cannot fit, from those that were lived: a formula per target, with its own error.

The formula is a polynomial of the second degree by least squares. A draw is sieved out when it says that a target is
missed by more than three times the formula's error (Pukelsheim's rule, as in history matching). It only saves
work: what passes is lived, and only that decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from ruwaard_sim.scenario.targets import Target
from ruwaard_sim.streams import Floats

ERRORS = 3.0
"""By how many times its own error a formula must miss before a draw is sieved out."""
DRAWS_PER_TERM = 2
"""How many draws there must be for each term of a formula."""


@dataclass(frozen=True, slots=True)
class Formula:
    """How a figure depends on the values, each from -1 (lowest) to 1 (highest): weights of terms, and the error."""

    degree: int
    weights: Floats
    error: float
    low: float
    high: float

    def allows(self, scaled: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """For each row of *scaled* (draws by values) whether the target may be met."""
        told = terms(scaled, self.degree) @ self.weights
        found: np.ndarray[tuple[int], np.dtype[np.bool_]] = (told >= self.low - ERRORS * self.error) & (
            told <= self.high + ERRORS * self.error
        )
        return found


def terms(scaled: Floats, degree: int) -> Floats:
    """The products of at most *degree* values in each row of *scaled*: a column for each."""
    columns = [np.ones(len(scaled))]
    for times in range(1, degree + 1):
        for chosen in combinations_with_replacement(range(scaled.shape[1]), times):
            columns.append(np.prod(scaled[:, chosen], axis=1))
    return np.stack(columns, axis=1)


def formulas(scaled: Floats, figures: Mapping[str, Sequence[float]], targets: Mapping[str, Target]) -> list[Formula]:
    """A formula for each of *targets* that the draws (rows of *scaled*) are enough for; *figures* in the same order.

    Of the second degree where there are draws enough, else of the first; none where too few draws have the figure.
    """
    found = []
    for key, target in targets.items():
        values = np.array(figures[key], dtype=np.float64)
        known = np.isfinite(values)
        made = _formula(scaled[known], values[known], target) if known.mean() > 0.9 else None
        if made is not None:
            found.append(made)
    return found


def _formula(scaled: Floats, values: Floats, target: Target) -> Formula | None:
    for degree in (2, 1):
        made = terms(scaled, degree)
        count, free = made.shape
        if count >= DRAWS_PER_TERM * free:
            weights: Floats = np.linalg.lstsq(made, values, rcond=None)[0].astype(np.float64)
            error = float(np.sqrt(((values - made @ weights) ** 2).sum() / (count - free)))
            low = -np.inf if target.low is None else target.low
            high = np.inf if target.high is None else target.high
            return Formula(degree, weights, error, low, high)
    return None

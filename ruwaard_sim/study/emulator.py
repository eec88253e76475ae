"""Tells beforehand which draws cannot fit, from those that were simulated: a formula per target, with its own error.

The formula is a polynomial of the second degree by least squares. A draw is sieved out when it says that a target is
missed by more than three times the error of telling a new draw: what the formula leaves of the draws it was made from,
and its own uncertainty, which grows away from them (three, by Pukelsheim's rule, as in history matching). A draw that
fits may still be held back; what passes is simulated, and only that decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from ruwaard_sim.scenario.schema.target_models import Target
from ruwaard_sim.streams import Floats

ERRORS = 3.0
"""By how many times its error for a new draw a formula must miss before a draw is sieved out."""
DRAWS_PER_TERM = 2
"""How many draws there must be for each term of a formula."""


@dataclass(frozen=True, slots=True)
class EmulatorFit:
    """A quadratic emulator of a figure: weights of terms in the values (-1 lowest, 1 highest), and the error.

    *error* is what is left of a draw it was made from; *inverse* is (X'X)^-1 of the terms X of those draws.
    """

    degree: int
    weights: Floats
    error: float
    inverse: Floats
    low: float
    high: float

    def allows(self, scaled: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """For each row of *scaled* (draws by values) whether the target may be met."""
        columns = terms(scaled, self.degree)
        predicted = columns @ self.weights
        leverage = ((columns @ self.inverse) * columns).sum(axis=1)
        margin = ERRORS * self.error * np.sqrt(1 + leverage)
        allowed: np.ndarray[tuple[int], np.dtype[np.bool_]] = (predicted >= self.low - margin) & (
            predicted <= self.high + margin
        )
        return allowed


def terms(scaled: Floats, degree: int) -> Floats:
    """The products of at most *degree* values in each row of *scaled*: a column for each."""
    columns = [np.ones(len(scaled))]
    for times in range(1, degree + 1):
        for chosen in combinations_with_replacement(range(scaled.shape[1]), times):
            columns.append(np.prod(scaled[:, chosen], axis=1))
    return np.stack(columns, axis=1)


def fit_emulator(
    scaled: Floats, figures: Mapping[str, Sequence[float]], targets: Mapping[str, Target]
) -> list[EmulatorFit]:
    """A formula for each of *targets* that the draws (rows of *scaled*) are enough for; *figures* in the same order.

    Of the second degree where there are draws enough, else of the first; none where too few draws have the figure.
    """
    fitted = []
    for key, target in targets.items():
        values = np.array(figures[key], dtype=np.float64)
        defined = np.isfinite(values)
        formula = _formula(scaled[defined], values[defined], target) if defined.mean() > 0.9 else None
        if formula is not None:
            fitted.append(formula)
    return fitted


def _formula(scaled: Floats, values: Floats, target: Target) -> EmulatorFit | None:
    for degree in (2, 1):
        columns = terms(scaled, degree)
        count, free = columns.shape
        if count >= DRAWS_PER_TERM * free:
            weights: Floats = np.linalg.lstsq(columns, values, rcond=None)[0].astype(np.float64)
            error = float(np.sqrt(((values - columns @ weights) ** 2).sum() / (count - free)))
            low = -np.inf if target.low is None else target.low
            high = np.inf if target.high is None else target.high
            inverse: Floats = np.linalg.pinv(columns.T @ columns).astype(np.float64)
            return EmulatorFit(degree, weights, error, inverse, low, high)
    return None

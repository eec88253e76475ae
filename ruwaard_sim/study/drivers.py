"""The drawn values that a difference goes with: rank correlations (Spearman) over the means of draws.

To go together is not to cause: values that fit published figures also go with each other, and of two that do it cannot
be told which one a difference goes with. And of many correlations some are large by chance, so all beyond the bound of
one test at 5 % are given, with how many were looked at.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from ruwaard_sim.files.result_folder import Figure
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Floats

LEAST = 10
"""With fewer draws than this nothing is said: only what is nearly a straight line would stand out."""
CHANCE = 0.05
"""The share of correlations that get beyond the bound by chance alone."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A value, by its *place* among those drawn, and its rank correlation with a difference, from -1 to 1."""

    place: int
    correlation: float


@dataclass(frozen=True, slots=True)
class Driven:
    """A difference: with how many values it was laid side by side, and those it goes with, the strongest first."""

    looked_at: int
    clear: tuple[Driver, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values, by their places among those drawn, and the rank correlation between them over the draws simulated."""

    one: int
    other: int
    correlation: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """For each (variant, indicator) the values its difference with the baseline goes with; and which go together.

    *draws* were simulated; with that many a correlation counts from *bound* on. A difference that does not exist
    or is the same in every draw is not in *found*. *together* are the pairs of values beyond the bound, the strongest
    first, of the *pairs* looked at: those of values that act somewhere.
    """

    draws: int
    bound: float
    found: Mapping[tuple[str, str], Driven]
    pairs: int
    together: tuple[Pair, ...]


def bound(draws: int) -> float:
    """The correlation that so many draws without any tie would pass once in twenty times (two-sided Student t)."""
    from scipy.special import stdtrit

    t = float(stdtrit(draws - 2, 1 - CHANCE / 2))
    return t / math.sqrt(draws - 2 + t * t)


def drivers(
    rows: Iterable[Figure],
    baseline: str,
    of_replication: Mapping[int, str],
    numbers: Mapping[str, Sequence[float]],
    acts_in: Sequence[Collection[str]],
) -> Drivers | None:
    """The values that differences over the whole period go with; None with fewer than ten draws.

    *of_replication* names the draw of each replication, *numbers* has the values of each draw, and *acts_in*, by the
    place of each value, the variants in which it does something: one that acts in neither of the two is passed over.
    """
    draw_names = sorted(set(of_replication.values()))
    if len(draw_names) < LEAST:
        return None
    drawn: Floats = np.array([numbers[name] for name in draw_names], dtype=np.float64)
    figures: dict[tuple[str, str], dict[int, float]] = {}
    for variant, replication, period, indicator, value in rows:
        if period == WHOLE_PERIOD:
            figures.setdefault((variant, indicator), {})[replication] = value
    driven_of = {}
    for (variant, indicator), values in figures.items():
        beside = figures.get((baseline, indicator))
        if variant == baseline or beside is None:
            continue
        steps = _means(values, beside, of_replication, draw_names)
        places = [index for index, where in enumerate(acts_in) if {variant, baseline} & set(where)]
        driven = _driven(steps, drawn, places)
        if driven.looked_at:
            driven_of[variant, indicator] = driven
    acting = [index for index, where in enumerate(acts_in) if where and np.ptp(drawn[:, index]) > 0]
    pairs = [
        Pair(first, other, _correlation(drawn[:, first], drawn[:, other])) for first, other in combinations(acting, 2)
    ]
    enough = bound(len(draw_names))
    together = sorted(
        (pair for pair in pairs if abs(pair.correlation) > enough), key=lambda pair: -abs(pair.correlation)
    )
    return Drivers(len(draw_names), enough, driven_of, len(pairs), tuple(together))


def _means(
    values: Mapping[int, float],
    beside: Mapping[int, float],
    of_replication: Mapping[int, str],
    draw_names: Sequence[str],
) -> Floats:
    """The mean difference of each draw; nan where it does not exist."""
    steps: dict[str, list[float]] = {name: [] for name in draw_names}
    for replication, name in of_replication.items():
        step = values.get(replication, math.nan) - beside.get(replication, math.nan)
        if not math.isnan(step):
            steps[name].append(step)
    return np.array([sum(numbers) / len(numbers) if numbers else math.nan for numbers in steps.values()])


def _driven(steps: Floats, drawn: Floats, places: Sequence[int]) -> Driven:
    """The values that *steps* go with beyond the bound of the draws that have them."""
    defined = np.isfinite(steps)
    if defined.sum() < LEAST or np.ptp(steps[defined]) == 0:
        return Driven(0, ())
    columns = {index: drawn[defined, index] for index in places}
    candidates = [Driver(index, _correlation(own, steps[defined])) for index, own in columns.items() if np.ptp(own) > 0]
    enough = bound(int(defined.sum()))
    clear = [driver for driver in candidates if abs(driver.correlation) > enough]
    return Driven(len(candidates), tuple(sorted(clear, key=lambda driver: -abs(driver.correlation))))


def _correlation(first: Floats, second: Floats) -> float:
    """Spearman's; equal values share the mean of their ranks."""
    from scipy.stats import spearmanr

    return float(spearmanr(first, second).statistic)


def joined(parts: Sequence[Drivers | None]) -> Drivers | None:
    """The drivers of all *parts* of a comparison together; None when there are none."""
    known = [part for part in parts if part is not None]
    return (
        replace(known[0], found={key: driven for part in known for key, driven in part.found.items()})
        if known
        else None
    )

"""Which drawn values a difference goes with most: rank correlations (Spearman) over the means of draws.

To go together is not to cause: values that fit published figures also go with each other. And of many correlations
some are large by luck, so only those beyond the bound of one test at 5 % are given, at most two to a difference.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ruwaard_sim.files.results import Figure
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Floats

LEAST = 10
"""With fewer draws than this nothing is said: only what is nearly a straight line would stand out."""
MOST = 2
"""How many values are given for a difference."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A value, by its *place* among those drawn, and its rank correlation with a difference, from -1 to 1."""

    place: int
    correlation: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """For each (variant, indicator) the values its difference with the baseline goes with, the strongest first.

    *draws* were lived; with that many a correlation means something from *bound* on.
    """

    draws: int
    bound: float
    found: Mapping[tuple[str, str], tuple[Driver, ...]]


def bound(draws: int) -> float:
    """The correlation that so many draws without any tie would pass once in twenty times (two-sided Student t)."""
    from scipy.special import stdtrit

    t = float(stdtrit(draws - 2, 0.975))
    return t / math.sqrt(draws - 2 + t * t)


def drivers(
    rows: Iterable[Figure],
    baseline: str,
    of_replication: Mapping[int, str],
    numbers: Mapping[str, Sequence[float]],
    acts_in: Sequence[Collection[str]],
) -> Drivers | None:
    """The values that differences over the whole period go with; None with fewer than ten draws.

    *of_replication* names the draw of each replication, *numbers* has the values of each draw, and *acts_in* the
    variants in which each value does something: one that acts in neither of the two is passed over.
    """
    lived = sorted(set(of_replication.values()))
    if len(lived) < LEAST:
        return None
    drawn: Floats = np.array([numbers[name] for name in lived], dtype=np.float64)
    figures: dict[tuple[str, str], dict[int, float]] = {}
    for variant, replication, period, indicator, value in rows:
        if period == WHOLE_PERIOD:
            figures.setdefault((variant, indicator), {})[replication] = value
    found = {}
    for (variant, indicator), values in figures.items():
        beside = figures.get((baseline, indicator))
        if variant == baseline or beside is None:
            continue
        steps = _means(values, beside, of_replication, lived)
        places = [place for place, where in enumerate(acts_in) if {variant, baseline} & set(where)]
        strongest = _strongest(steps, drawn, places)
        if strongest:
            found[variant, indicator] = strongest
    return Drivers(len(lived), bound(len(lived)), found)


def _means(
    values: Mapping[int, float], beside: Mapping[int, float], of_replication: Mapping[int, str], lived: Sequence[str]
) -> Floats:
    """The mean difference of each draw; nan where it does not exist."""
    steps: dict[str, list[float]] = {name: [] for name in lived}
    for replication, name in of_replication.items():
        step = values.get(replication, math.nan) - beside.get(replication, math.nan)
        if not math.isnan(step):
            steps[name].append(step)
    return np.array([sum(known) / len(known) if known else math.nan for known in steps.values()])


def _strongest(steps: Floats, drawn: Floats, places: Sequence[int]) -> tuple[Driver, ...]:
    """The values that *steps* go with beyond the bound of the draws that have them, the strongest first."""
    from scipy.stats import spearmanr

    known = np.isfinite(steps)
    if known.sum() < LEAST or np.ptp(steps[known]) == 0:
        return ()
    told = []
    for place in places:
        column = drawn[known, place]
        if np.ptp(column) > 0:
            told.append(Driver(place, float(spearmanr(column, steps[known]).statistic)))
    enough = bound(int(known.sum()))
    clear = [each for each in told if abs(each.correlation) > enough]
    return tuple(sorted(clear, key=lambda each: -abs(each.correlation))[:MOST])

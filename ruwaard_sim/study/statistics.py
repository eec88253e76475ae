"""Means, paired differences and their 95 % intervals over replications. Pure functions; no files, no screen.

A figure that does not exist in a replication is nan ("nobody waited, so there is no mean wait"). Such a
replication is left out of that figure, and of the difference it would have been part of; the number left
out is reported with the estimate. Every interval is a two-sided Student-t interval on independent
replications. One replication has no interval: its bounds are None, never nan.

Where values were drawn, replications come in groups of one draw. Then the interval is where the mean over all runs
lies for a draw not seen yet (between draws, plus what chance leaves unknown), so it does not shrink to nothing with
more replications; what chance alone leaves unknown is kept apart.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from ruwaard_sim.files.result_folder import Figure

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Cell = TypeVar("Cell")
Key = tuple[str, str, str]
"""(variant, indicator, period)."""

WHOLE_PERIOD = "all"
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over *count* replications with its interval; *missing* replications did not have the figure.

    Without any replication *mean* is None; with fewer than two *low* and *high* are None.
    """

    mean: float | None
    low: float | None
    high: float | None
    count: int
    missing: int
    chance: float | None = field(default=None, kw_only=True)
    """Half the width of the interval by chance alone; None where no values were drawn, or chance cannot be told."""

    @property
    def half_width(self) -> float | None:
        """Half the width of the interval; exactly 0 when all replications agree."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Difference(Estimate):
    """Variant minus baseline, pair by pair. *p_lower*: the share of pairs in which the variant is lower.

    Ties count half, so two equal variants give 0.5.
    """

    p_lower: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All estimates of a study, and all differences with its *baseline* (which has none with itself)."""

    baseline: str
    variants: tuple[str, ...]
    periods: tuple[str, ...]
    replications: int
    estimates: Mapping[Key, Estimate]
    differences: Mapping[Key, Difference]


@lru_cache(maxsize=1024)
def _student_t(count: int) -> float:
    """Return how many standard errors make half an interval over *count* values."""
    return float(stdtrit(count - 1, (1 + CONFIDENCE) / 2))


def estimate(values: Floats, draws: Ints | None = None) -> Estimate:
    """Take the mean of *values* (one per replication; nan where the figure does not exist) and its interval.

    Values that are all equal give exactly that value, with an interval of no width. *draws* says by number which
    draw of each replication; with fewer than two of them nothing is known about values, and there is no interval.
    """
    exists = ~np.isnan(values)
    numbers = values[exists]
    count, missing = len(numbers), len(values) - len(numbers)
    if count == 0:
        return Estimate(None, None, None, 0, missing)
    draw_names = None if draws is None else draws[exists]
    is_told = draw_names is None or len(set(draw_names.tolist())) > 1
    lowest, highest = float(numbers.min()), float(numbers.max())
    if lowest == highest:
        bound = lowest if is_told and count > 1 else None
        return Estimate(lowest, bound, bound, count, missing)
    mean = math.fsum(numbers) / count
    if draw_names is not None and is_told:
        half, chance = _over_draws(numbers, draw_names, mean)
        return Estimate(mean, mean - half, mean + half, count, missing, chance=chance)
    spread = math.sqrt(math.fsum((numbers - mean) ** 2) / (count - 1))
    half = _student_t(count) * spread / math.sqrt(count)
    if not is_told:
        return Estimate(mean, None, None, count, missing, chance=half)
    return Estimate(mean, mean - half, mean + half, count, missing)


def _over_draws(values: Floats, draws: Ints, mean: float) -> tuple[float, float | None]:
    """Half the width of the interval for a draw not seen yet, and of that by chance alone.

    A prediction interval from how far the means of the draws lie apart. Those hold some chance too, which is left in
    them: taking it off would need to know how much it is, and margins that pretend to know hold too little. Chance
    is what differs within a draw; with one replication a draw it cannot be told. Few draws may lie close together
    by chance alone; a margin is never narrower than that of chance, which holds for any draw.
    """
    count, groups = len(values), [values[draws == draw] for draw in np.unique(draws)]
    many = len(groups)
    sizes = np.array([len(group) for group in groups])
    means = np.array([group.mean() for group in groups])
    between = float((sizes * (means - mean) ** 2).sum()) / (many - 1)
    typical = (count - float((sizes**2).sum()) / count) / (many - 1)
    half = _student_t(many) * math.sqrt(between / typical * (1 + float((sizes**2).sum()) / count**2))
    if count == many:
        return half, None
    within = math.fsum(float(((group - group.mean()) ** 2).sum()) for group in groups) / (count - many)
    chance = _student_t(count - many + 1) * math.sqrt(within / count)
    return max(half, chance), chance


def difference(variant: Floats, baseline: Floats, draws: Ints | None = None) -> Difference:
    """*variant* minus *baseline*; element i of both arrays is the same replication and draw."""
    steps = variant - baseline
    numbers = steps[~np.isnan(steps)]
    result = estimate(steps, draws)
    lower = None
    if result.count:
        lower = (int((numbers < 0).sum()) + int((numbers == 0).sum()) / 2) / result.count
    return Difference(result.mean, result.low, result.high, result.count, result.missing, lower, chance=result.chance)


def _arrays(rows: Iterable[Figure]) -> tuple[dict[Key, Floats], list[int]]:
    """One array per key, ordered by replication, nan where a replication has no row; and the replications."""
    cells: dict[Key, dict[int, float]] = {}
    replications_of: set[int] = set()
    for variant, replication, period, indicator, value in rows:
        cells.setdefault((variant, indicator, period), {})[replication] = value
        replications_of.add(replication)
    order = sorted(replications_of)
    arrays = {
        key: np.array([values.get(replication, math.nan) for replication in order], dtype=np.float64)
        for key, values in cells.items()
    }
    return arrays, order


def _in_order(present: Iterable[str], first: str, preferred: Sequence[str]) -> tuple[str, ...]:
    names = set(present)
    return tuple(name for name in dict.fromkeys([first, *preferred, *sorted(names)]) if name in names)


def summarise(
    rows: Iterable[Figure], baseline: str, variants: Sequence[str] = (), draws: Mapping[int, str] | None = None
) -> Comparison:
    """Estimate every variant, indicator and period in *rows*, and the differences with *baseline*.

    *draws* names the draw of each replication, where values were drawn. The variants come out baseline
    first, then as in *variants*, then by name; the whole period comes first.
    """
    arrays, order = _arrays(rows)
    labels = None
    if draws:
        names = sorted({draws[replication] for replication in order})
        labels = np.array([names.index(draws[replication]) for replication in order], dtype=np.int64)
    differences = {}
    for (variant, indicator, period), values in arrays.items():
        before = arrays.get((baseline, indicator, period))
        if variant != baseline and before is not None:
            differences[variant, indicator, period] = difference(values, before, labels)
    return Comparison(
        baseline=baseline,
        variants=_in_order((key[0] for key in arrays), baseline, variants),
        periods=_in_order((key[2] for key in arrays), WHOLE_PERIOD, ()),
        replications=len(order),
        estimates={key: estimate(values, labels) for key, values in arrays.items()},
        differences=differences,
    )


def by_window(comparison: Comparison, since: Mapping[str, str]) -> list[tuple[str | None, Comparison]]:
    """*comparison* in parts of which all variants differ from the baseline since the same day, the earliest first.

    *since* has, for each variant that differs later than the first day, the name of the period from then on; in its
    part that period stands for the whole one, for the baseline as well. None names the part about the whole period.
    """
    parts: dict[str | None, list[str]] = {}
    for variant in comparison.variants:
        if variant != comparison.baseline:
            parts.setdefault(since.get(variant), []).append(variant)
    if not parts:
        return [(None, comparison)]
    return [
        (name, _part(comparison, name, variants))
        for name, variants in sorted(parts.items(), key=lambda part: part[0] or "")
    ]


def _part(comparison: Comparison, window: str | None, variants: Sequence[str]) -> Comparison:
    """The part of *comparison* about *variants* and the baseline, in which *window* stands for the whole period."""
    kept = (comparison.baseline, *variants)
    dates = {period for period in comparison.periods if "-" in period}

    def of_part(cells: Mapping[Key, Cell]) -> dict[Key, Cell]:
        chosen = WHOLE_PERIOD if window is None else window
        whole = {(key[0], key[1], WHOLE_PERIOD): cell for key, cell in cells.items() if key[2] == chosen}
        years = {key: cell for key, cell in cells.items() if key[2] != WHOLE_PERIOD and key[2] not in dates}
        return {key: cell for key, cell in {**whole, **years}.items() if key[0] in kept}

    return replace(
        comparison,
        variants=tuple(name for name in comparison.variants if name in kept),
        periods=tuple(period for period in comparison.periods if period not in dates),
        estimates=of_part(comparison.estimates),
        differences=of_part(comparison.differences),
    )


def in_window(rows: Iterable[Figure], window: str | None, variants: Collection[str]) -> list[Figure]:
    """The *rows* of *variants*, with those of *window* (None: the whole period) in the place of the whole period."""
    chosen = WHOLE_PERIOD if window is None else window
    return [
        (variant, replication, WHOLE_PERIOD if period == chosen else period, indicator, value)
        for variant, replication, period, indicator, value in rows
        if variant in variants and (period == chosen or (period != WHOLE_PERIOD and "-" not in period))
    ]


def is_precise(comparison: Comparison, indicators: Collection[str], share: float) -> bool:
    """Tell whether each difference in *indicators* is known to within *share* of the figure's size, but for draws.

    Its size is the baseline's mean, or the variant's where that is larger. A figure that exists nowhere
    asks for nothing.
    """
    for (variant, indicator, period), step in comparison.differences.items():
        if indicator not in indicators or period != WHOLE_PERIOD or step.mean is None:
            continue
        means = [comparison.estimates[name, indicator, period].mean for name in (variant, comparison.baseline)]
        size = max(abs(mean) for mean in means if mean is not None)
        half = step.half_width if step.chance is None else step.chance
        if half is None or half > share * size:
            return False
    return True

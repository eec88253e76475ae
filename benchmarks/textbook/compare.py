"""Holds every indicator of the model beside that of its textbook twin, and says where they part.

The only room of the twin that knows the package: it runs the model by its public functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.stats import t as student

from benchmarks.textbook.replication import replicate
from ruwaard_sim import load_study, run, table

STUDY = "wijkbudget"
TWIN_SEED = 1_000_000
"""The twin's seeds begin here, so that no number of a study's replications is one of them."""
FAR, NOTABLE = 4.0, (2.0, 3.0)
SAME = 1e-9
Figures = Mapping[tuple[str, str], np.ndarray]
"""Values of all replications, by period (all, or a year) and indicator; nan where there is none."""


def model_figures(variants: Sequence[str], replications: int, seed: int, jobs: int) -> dict[str, Figures]:
    """What the model gives, by variant."""
    study = load_study(STUDY)
    some = replace(study, variants={name: study.variants[name] for name in variants})
    outcome = run(some, replications=replications, seed=seed, jobs=jobs)
    found: dict[str, dict[tuple[str, str], np.ndarray]] = {}
    for (variant, period, indicator), values in table(outcome).groupby(["variant", "period", "indicator"])["value"]:
        found.setdefault(str(variant), {})[str(period), str(indicator)] = values.to_numpy()
    return dict(found)


def twin_figures(variant: str, replications: int, seed: int, jobs: int) -> Figures:
    """What the twin gives for a variant."""
    seeds = [TWIN_SEED + seed + number for number in range(replications)]
    work = partial(replicate, name=variant, by_year=True)
    if jobs == 1:
        runs = [work(one) for one in seeds]
    else:
        with ProcessPoolExecutor(jobs) as pool:
            runs = list(pool.map(work, seeds))
    return {
        (period, indicator): np.array([one[period][indicator] for one in runs])
        for period, figures in runs[0].items()
        for indicator in figures
    }


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator in one period, in both: means, half widths of 95 % intervals, and how far they are apart."""

    period: str
    indicator: str
    model: float
    model_margin: float
    twin: float
    twin_margin: float
    z: float
    freedom: float

    @property
    def verdict(self) -> str:
        """Whether they agree within what chance allows."""
        if self.freedom == 0:
            return "equal" if self.z == 0 else "DIFFERENT"
        return "agree" if abs(self.z) < FAR else "APART"

    def chance_beyond(self, limit: float) -> float:
        """The probability of a larger |z| if both had one mean (Welch's approximation)."""
        return 2 * float(student.sf(limit, self.freedom)) if self.freedom else 0.0


def pair(period: str, indicator: str, model: np.ndarray, twin: np.ndarray) -> Pair | None:
    """Hold one indicator beside the other; nothing if it exists in neither."""
    ours, theirs = model[~np.isnan(model)], twin[~np.isnan(twin)]
    if len(ours) == len(theirs) == 0:
        return None
    if min(len(ours), len(theirs)) < 2:
        raise ValueError(f"{indicator} ({period}): {len(ours)} figures of the model and {len(theirs)} of the twin")
    parts = [float(one.var(ddof=1)) / len(one) for one in (ours, theirs)]
    apart = float(theirs.mean() - ours.mean())
    scale = max(abs(float(ours.mean())), 1.0)
    margins = [
        float(student.ppf(0.975, len(one) - 1)) * part**0.5 for one, part in zip((ours, theirs), parts, strict=True)
    ]
    if sum(parts) ** 0.5 <= SAME * scale:
        z, freedom = (0.0 if abs(apart) <= SAME * scale else float("inf")), 0.0
    else:
        z = apart / sum(parts) ** 0.5
        bottom = sum(part**2 / (len(one) - 1) for one, part in zip((ours, theirs), parts, strict=True))
        freedom = sum(parts) ** 2 / bottom
    return Pair(period, indicator, float(ours.mean()), margins[0], float(theirs.mean()), margins[1], z, freedom)


def pairs(model: Figures, twin: Figures) -> list[Pair]:
    """All indicators that exist in either, in the order of the twin."""
    found = [pair(period, name, model[period, name], values) for (period, name), values in twin.items()]
    return [one for one in found if one is not None]


def left_out(model: Figures, twin: Figures) -> dict[str, bool]:
    """Indicators of the model that the twin lacks, and whether they are nothing (absent or 0) in every replication."""
    names = sorted({name for period, name in model if (period, name) not in twin})
    return {name: not any(np.nan_to_num(model[key]).any() for key in model if key[1] == name) for name in names}


def counted(found: Sequence[Pair]) -> str:
    """How many are far apart, beside what chance would give if all were one."""
    lines = []
    for title, some in (
        ("over the whole period", [one for one in found if one.period == "all"]),
        ("year by year", [one for one in found if one.period != "all"]),
    ):
        if not some:
            continue
        moving = [one for one in some if one.freedom]
        beyond = ", ".join(
            f"{sum(abs(one.z) > limit for one in moving)} beyond {limit:g} "
            f"(by chance {sum(one.chance_beyond(limit) for one in moving):.1f})"
            for limit in (*NOTABLE, FAR)
        )
        equal = sum(one.verdict == "equal" for one in some)
        wrong = sum(one.verdict == "DIFFERENT" for one in some)
        lines.append(
            f"{title}: {len(some)} figures compared, {equal} the same in every replication of both"
            + (f", {wrong} DIFFERENT" if wrong else "")
            + f"; of the other {len(moving)}, |z|: {beyond}"
        )
    return "\n".join(lines)


def shown(value: float) -> str:
    """A number with as many digits as a reader needs."""
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:,.1f}" if abs(value) >= 100 else f"{value:.3f}"


def rows(found: Sequence[Pair]) -> list[tuple[str, str, str, str, str]]:
    """The figures of the whole period: name, model, twin, z, verdict."""
    return [
        (
            one.indicator,
            f"{shown(one.model)} ± {shown(one.model_margin)}",
            f"{shown(one.twin)} ± {shown(one.twin_margin)}",
            f"{one.z:.2f}" if one.freedom else "-",
            one.verdict,
        )
        for one in found
        if one.period == "all"
    ]

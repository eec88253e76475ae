"""The figures of a study as plain data: what ``--json`` prints."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ruwaard_sim.report.claims import claims
from ruwaard_sim.report.drivers_view import driven_object
from ruwaard_sim.report.study_view import DrawnValues, ShownIndicator, StudyInfo
from ruwaard_sim.study.drivers import Drivers
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison, by_window


def study_object(
    info: StudyInfo, comparison: Comparison, indicators: Iterable[ShownIndicator], drivers: Drivers | None = None
) -> dict[str, Any]:
    """Means and differences as plain data; None where a figure or an interval does not exist.

    Of a variant that differs from the baseline later than the first day (*since*) they are about the time from then on,
    and *baseline_since* has what the baseline was in that time.
    """
    indicators = list(indicators)
    drawn = info.draws is not None
    parts = by_window(comparison, info.windows)
    part_of = {name: part for _, part in parts for name in part.variants if name != comparison.baseline}
    windows = {str(window): part for window, part in parts if window is not None}
    return {
        "study": info.study,
        "out": info.folder,
        "result_hash": info.result_hash,
        "replications": info.completed,
        "same_residents": info.same_residents,
        "named_twice": [line._asdict() for line in info.named_twice],
        "since": {name: day.isoformat() for name, day in info.since.items()},
        "variants": {
            name: _figures(name, part_of.get(name, comparison), indicators, drawn) for name in comparison.variants
        },
        "baseline_since": {
            window: _figures(comparison.baseline, part, indicators, drawn) for window, part in windows.items()
        },
        "differences": {name: _differences(name, part, indicators, drawn) for name, part in part_of.items()},
        "claims": [claim.as_object() for _, part in parts for claim in claims(part, indicators).values()],
        "assumptions": {"values": info.values, "assumed": info.assumed},
        "effects": "neutral" if info.neutral else "as written",
        "beliefs": {name: list(beliefs) for name, beliefs in info.beliefs.items()},
        "draws": None if info.draws is None else _drawn(info.draws, info),
        "drivers": None if drivers is None or info.draws is None else driven_object(drivers, info.draws),
    }


def _figures(
    variant: str, comparison: Comparison, indicators: Iterable[ShownIndicator], drawn: bool
) -> dict[str, dict[str, Any]]:
    """Mean and bounds of each figure of a variant, by name; *drawn* adds half the interval by chance alone."""
    objects: dict[str, dict[str, Any]] = {}
    for indicator in indicators:
        estimate = comparison.estimates.get((variant, indicator.name, WHOLE_PERIOD))
        if estimate is not None:
            numbers = {"mean": estimate.mean, "low": estimate.low, "high": estimate.high}
            chance = {"chance": estimate.chance} if drawn else {}
            objects[indicator.name] = {**_finite(numbers | chance), "unit": indicator.unit, **_mark(indicator)}
    return objects


def _differences(
    variant: str, comparison: Comparison, indicators: Iterable[ShownIndicator], drawn: bool
) -> dict[str, dict[str, Any]]:
    """Each difference with the baseline that may be shown as an effect, by name of the figure."""
    objects: dict[str, dict[str, Any]] = {}
    for indicator in indicators:
        step = comparison.differences.get((variant, indicator.name, WHOLE_PERIOD))
        if step is not None and indicator.effect:
            numbers = {"mean": step.mean, "low": step.low, "high": step.high, "p_lower": step.p_lower}
            chance = {"chance": step.chance} if drawn else {}
            objects[indicator.name] = {**_finite(numbers | chance), **_mark(indicator)}
    return objects


def _mark(indicator: ShownIndicator) -> dict[str, bool]:
    return {"belief": True} if indicator.belief else {}


def _drawn(draws: DrawnValues, info: StudyInfo) -> dict[str, Any]:
    """The draws of a study: values, how many were used, and whether they were fitted to what was run.

    *chance* beside a figure is half its interval by chance alone.
    """
    return {
        "name": draws.name,
        "used": draws.used,
        "there_are": draws.there_are,
        "values": [{"title": value.title._asdict(), "variants": list(value.variants)} for value in draws.values],
        "stale": list(draws.stale.variants),
        "stale_targets": list(draws.stale.targets),
        "fitted_to_this": not info.neutral and not draws.stale,
        "fit": info.fit._asdict(),
    }


def _finite(numbers: Mapping[str, float | None]) -> dict[str, float | None]:
    return {key: value if value is not None and math.isfinite(value) else None for key, value in numbers.items()}

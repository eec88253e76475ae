"""The figures of a study as one JSON object, in the shape the command line promises."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ruwaard_sim.report.drivers_view import driven_object
from ruwaard_sim.report.study_view import DrawnValues, Front, Line
from ruwaard_sim.study.drivers import Drivers
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison


def study_object(
    front: Front, comparison: Comparison, lines: Iterable[Line], drivers: Drivers | None = None
) -> dict[str, Any]:
    """Give means and differences over the whole period; null where a figure or an interval does not exist."""
    lines = list(lines)
    units = {line.name: line.unit for line in lines}
    effects = {line.name for line in lines if line.effect}
    marked = {line.name: {"belief": True} for line in lines if line.belief}
    variants: dict[str, dict[str, Any]] = {name: {} for name in comparison.variants}
    differences: dict[str, dict[str, Any]] = {name: {} for name in comparison.variants if name != comparison.baseline}
    for name, unit in units.items():
        for variant in comparison.variants:
            key = (variant, name, WHOLE_PERIOD)
            if (estimate := comparison.estimates.get(key)) is not None:
                bounds = _finite({"mean": estimate.mean, "low": estimate.low, "high": estimate.high})
                chance = {} if front.draws is None else _finite({"chance": estimate.chance})
                variants[variant][name] = {**bounds, **chance, "unit": unit, **marked.get(name, {})}
            if name in effects and (step := comparison.differences.get(key)) is not None:
                numbers = {"mean": step.mean, "low": step.low, "high": step.high, "p_lower": step.p_lower}
                if front.draws is not None:
                    numbers["chance"] = step.chance
                differences[variant][name] = {**_finite(numbers), **marked.get(name, {})}
    return {
        "study": front.study,
        "out": front.folder,
        "result_hash": front.result_hash,
        "replications": front.done,
        "variants": variants,
        "differences": differences,
        "assumptions": {"values": front.values, "assumed": front.assumed},
        "effects": "neutral" if front.neutral else "as written",
        "beliefs": {name: list(estimate) for name, estimate in front.beliefs.items()},
        "draws": None if front.draws is None else _drawn(front.draws, front),
        "drivers": None if drivers is None or front.draws is None else driven_object(drivers, front.draws),
    }


def _drawn(draws: DrawnValues, front: Front) -> dict[str, Any]:
    """Which values were drawn, by how many draws, and whether they were fitted to what was run.

    *chance* beside a figure is half its interval by chance alone.
    """
    return {
        "name": draws.name,
        "used": draws.used,
        "there_are": draws.there_are,
        "values": [{"title": value.title._asdict(), "variants": list(value.variants)} for value in draws.values],
        "stale": list(draws.stale.variants),
        "stale_targets": list(draws.stale.targets),
        "fitted_to_this": not front.neutral and not draws.stale,
        "fit": front.fit._asdict(),
    }


def _finite(numbers: Mapping[str, float | None]) -> dict[str, float | None]:
    return {key: value if value is not None and math.isfinite(value) else None for key, value in numbers.items()}

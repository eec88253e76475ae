"""What came of a calibration as plain data: its manifest, every draw as a row, and the accepted draws to keep."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ruwaard_sim.files.draws_writer import draws_text, table_text
from ruwaard_sim.scenario.document.scalars import MOST_DIGITS
from ruwaard_sim.scenario.draws.calibration_checks import fingerprint, target_fingerprint
from ruwaard_sim.study.calibration import Calibrated, meets
from ruwaard_sim.study.manifest import SEED_SCHEME, environment, failed, moment, version, without_paths
from ruwaard_sim.text import Lang


def manifest(found: Calibrated, inputs: Mapping[str, str], argv: Sequence[str]) -> dict[str, Any]:
    """Describe the calibration; the hashes of its files are added when they are written."""
    made = found.fitting.calibration
    return {
        "version": version(),
        "calibration": {"id": made.id, "title": made.title._asdict(), "because": made.because._asdict()},
        **numbers(found),
        "variants": {one.variant.id: fingerprint(one) for one in found.fitting.resolved},
        "failed": [{"draw": each.draw, **failed(each.failure)} for each in found.failures],
        "seed_scheme": SEED_SCHEME,
        "started": moment(found.started),
        "ended": moment(found.ended),
        "argv": [without_paths(word) for word in argv],
        "inputs": {without_paths(name): digest for name, digest in inputs.items()},
        "environment": environment(),
    }


def numbers(found: Calibrated) -> dict[str, Any]:
    """How much was done, and how much of it fits."""
    return {
        "seed": found.seed,
        "replications": found.replications,
        "as_written": {"asked": found.asked_written, "lived": found.lived_written},
        "waves": [
            {
                "candidates": looked_at,
                "impossible": impossible,
                "lived": asked,
                "accepted": sum(draw.accepted for draw in found.lived if draw.wave == wave),
            }
            for wave, (looked_at, impossible, asked) in enumerate(
                zip(found.candidates, found.impossible, found.asked, strict=True), start=1
            )
        ],
        "lived": len(found.lived),
        "accepted": len(found.accepted),
    }


def all_draws(found: Calibrated) -> str:
    """Every draw as CSV: its number and wave, the values, the figures (luck taken off), and what it misses."""
    values, targets = found.fitting.values, list(found.written)
    columns = ["draw", "wave", *(f"{value.of}: {value.path}" for value in values), *targets, "verdict", "misses"]
    rows: list[list[str | float]] = []
    for draw in found.lived:
        figures = [math.nan if draw.figures is None else draw.figures[key] for key in targets]
        verdict = "failed" if draw.figures is None else "accepted" if draw.accepted else "rejected"
        rows.append([str(draw.number), str(draw.wave), *draw.draw, *figures, verdict, " ".join(draw.missed)])
    return table_text(columns, rows)


def accepted_draws(found: Calibrated) -> str | None:
    """The accepted draws as a scenario file; None when there are none."""
    if not found.accepted:
        return None
    made = found.fitting.calibration
    head = {
        "id": made.id,
        "base": made.base,
        "calibration": made.id,
        "title": made.title._asdict(),
        "made": {
            "version": version(),
            "seed": found.seed if len(str(found.seed)) <= MOST_DIGITS else str(found.seed),
            "written": found.lived_written,
            "replications": found.replications,
            "waves": len(found.asked),
            "candidates": sum(found.candidates),
            "lived": len(found.lived),
            "accepted": len(found.accepted),
        },
        "numbers": {one.variant.id: fingerprint(one) for one in found.fitting.resolved},
        "targets": {key: target_fingerprint(found.fitting.targets.targets[key]) for key in made.targets},
    }
    values = [
        {
            "path": value.path,
            "of": value.of,
            "title": value.title._asdict(),
            "unit": value.place.unit,
            "low": value.prior[0],
            "mode": value.prior[1],
            "high": value.prior[2],
        }
        for value in found.fitting.values
    ]
    return draws_text(head, values, {str(draw.number): draw.draw for draw in found.accepted})


def as_object(found: Calibrated, folder: str, draws: str | None, lang: Lang) -> dict[str, Any]:
    """All of it for a program: values with what they could be and what fits, targets with what was met."""
    accepted = found.accepted
    kept = np.array([draw.draw for draw in accepted]).reshape(len(accepted), len(found.fitting.values))
    return {
        "calibration": found.fitting.calibration.id,
        "out": folder,
        "draws": draws,
        **numbers(found),
        "values": [
            {
                "path": value.path,
                "of": value.of,
                "title": value.title.say(lang),
                "unit": value.place.unit,
                "prior": list(value.prior),
                "accepted": span(kept[:, place]),
            }
            for place, value in enumerate(found.fitting.values)
        ],
        "targets": [
            {
                "id": key,
                "title": target.title.say(lang),
                "basis": target.basis,
                "fitted_here": key in found.chosen,
                "unit": target.unit,
                "bounds": [target.low, target.high],
                "as_written": _finite(found.written[key].mean),
                "met_in_first_wave": share_met(found, key, first=True),
                "met_by_accepted": share_met(found, key, first=False),
                "alone_missed": alone(found, key),
                "accepted": span(figures_of(found, key)),
            }
            for key, target in {**found.chosen, **found.others}.items()
        ],
    }


def figures_of(found: Calibrated, key: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What the accepted draws give for a target."""
    return np.array([draw.figures[key] for draw in found.accepted if draw.figures is not None], dtype=np.float64)


def span(values: np.ndarray[Any, np.dtype[np.float64]]) -> list[float | None] | None:
    """The lowest, middle and highest of *values*; None when there are none."""
    if not len(values) or np.isnan(values).any():
        return None
    return [_finite(float(one)) for one in (values.min(), np.median(values), values.max())]


def share_met(found: Calibrated, key: str, *, first: bool) -> float | None:
    """The share of the draws of the first wave, or else of the accepted ones, that meet a target; None without any."""
    target = found.fitting.targets.targets[key]
    draws = [draw for draw in found.lived if draw.wave == 1] if first else found.accepted
    met = [meets(target, draw.figures[key]) for draw in draws if draw.figures is not None]
    return sum(met) / len(met) if met else None


def alone(found: Calibrated, key: str) -> int:
    """How many draws of all waves miss this target and no other; after the first the sieve chose them."""
    return sum(draw.missed == (key,) for draw in found.lived)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None

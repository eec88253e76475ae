"""The result of a calibration as plain data: its manifest, every draw as a row, and the accepted draws to keep."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ruwaard_sim.files.draws_writer import draws_text, table_text
from ruwaard_sim.scenario.document.scalars import MOST_DIGITS
from ruwaard_sim.scenario.draws.calibration_checks import fingerprint, target_fingerprint
from ruwaard_sim.study.calibration import CalibrationResult, meets
from ruwaard_sim.study.manifest import SEED_SCHEME, environment, failed, moment, version, without_paths
from ruwaard_sim.text import Lang


def manifest(result: CalibrationResult, inputs: Mapping[str, str], argv: Sequence[str]) -> dict[str, Any]:
    """Describe the calibration; the hashes of its files are added when they are written."""
    calibration = result.fitting.calibration
    return {
        "version": version(),
        "calibration": {
            "id": calibration.id,
            "title": calibration.title._asdict(),
            "because": calibration.because._asdict(),
        },
        **numbers(result),
        "files": [line._asdict() for line in result.fitting.files],
        "variants": {variant.variant.id: fingerprint(variant) for variant in result.fitting.resolved},
        "failed": [{"draw": trial.draw, **failed(trial.failure)} for trial in result.failures],
        "seed_scheme": SEED_SCHEME,
        "started": moment(result.started),
        "ended": moment(result.ended),
        "argv": [without_paths(word) for word in argv],
        "inputs": {without_paths(name): digest for name, digest in inputs.items()},
        "environment": environment(),
    }


def numbers(result: CalibrationResult) -> dict[str, Any]:
    """The counts of a calibration: how much was done, and how much of it fits."""
    return {
        "seed": result.seed,
        "replications": result.replications,
        "as_written": {"asked": result.asked_written, "lived": result.lived_written},
        "waves": [
            {
                "candidates": looked_at,
                "impossible": impossible,
                "lived": tried,
                "accepted": sum(draw.accepted for draw in result.trials if draw.wave == wave),
            }
            for wave, (looked_at, impossible, tried) in enumerate(
                zip(result.candidates, result.impossible, result.asked, strict=True), start=1
            )
        ],
        "lived": len(result.trials),
        "accepted": len(result.accepted),
    }


def all_draws(result: CalibrationResult) -> str:
    """Every draw as CSV: number, wave, values, figures (corrected for random numbers), and the targets it misses."""
    values, targets = result.fitting.values, list(result.written)
    columns = ["draw", "wave", *(f"{value.of}: {value.path}" for value in values), *targets, "verdict", "misses"]
    rows: list[list[str | float]] = []
    for draw in result.trials:
        figures = [math.nan if draw.figures is None else draw.figures[key] for key in targets]
        verdict = "failed" if draw.figures is None else "accepted" if draw.accepted else "rejected"
        rows.append([str(draw.number), str(draw.wave), *draw.draw, *figures, verdict, " ".join(draw.missed)])
    return table_text(columns, rows)


def accepted_draws(result: CalibrationResult) -> str | None:
    """The accepted draws as a scenario file; None when there are none."""
    if not result.accepted:
        return None
    calibration = result.fitting.calibration
    head = {
        "id": calibration.id,
        "base": calibration.base,
        "calibration": calibration.id,
        "title": calibration.title._asdict(),
        "made": {
            "version": version(),
            "seed": result.seed if len(str(result.seed)) <= MOST_DIGITS else str(result.seed),
            "written": result.lived_written,
            "replications": result.replications,
            "waves": len(result.asked),
            "candidates": sum(result.candidates),
            "lived": len(result.trials),
            "accepted": len(result.accepted),
        },
        "numbers": {variant.variant.id: fingerprint(variant) for variant in result.fitting.resolved},
        "targets": {key: target_fingerprint(result.fitting.targets.targets[key]) for key in calibration.targets},
    }
    values = [
        {
            "path": value.path,
            "of": value.of,
            "title": value.title._asdict(),
            "unit": value.location.unit,
            "low": value.prior[0],
            "mode": value.prior[1],
            "high": value.prior[2],
        }
        for value in result.fitting.values
    ]
    return draws_text(head, values, {str(draw.number): draw.draw for draw in result.accepted})


def as_object(result: CalibrationResult, folder: str, draws: str | None, lang: Lang) -> dict[str, Any]:
    """All of it for a program: values with what they could be and what fits, targets with what was met."""
    accepted = result.accepted
    accepted_values = np.array([draw.draw for draw in accepted]).reshape(len(accepted), len(result.fitting.values))
    return {
        "calibration": result.fitting.calibration.id,
        "out": folder,
        "draws": draws,
        **numbers(result),
        "files": [line.say(lang) for line in result.fitting.files],
        "values": [
            {
                "path": value.path,
                "of": value.of,
                "title": value.title.say(lang),
                "unit": value.location.unit,
                "prior": list(value.prior),
                "accepted": span(accepted_values[:, index]),
            }
            for index, value in enumerate(result.fitting.values)
        ],
        "targets": [
            {
                "id": key,
                "title": target.title.say(lang),
                "basis": target.basis,
                "fitted_here": key in result.chosen,
                "unit": target.unit,
                "bounds": [target.low, target.high],
                "as_written": _finite(result.written[key].mean),
                "met_in_first_wave": share_met(result, key, first=True),
                "met_by_accepted": share_met(result, key, first=False),
                "alone_missed": alone(result, key),
                "accepted": span(figures_of(result, key)),
            }
            for key, target in {**result.chosen, **result.others}.items()
        ],
    }


def figures_of(result: CalibrationResult, key: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The figures of the accepted draws for a target."""
    return np.array([draw.figures[key] for draw in result.accepted if draw.figures is not None], dtype=np.float64)


def span(values: np.ndarray[Any, np.dtype[np.float64]]) -> list[float | None] | None:
    """The lowest, middle and highest of *values*; None when there are none."""
    if not len(values) or np.isnan(values).any():
        return None
    return [_finite(float(value)) for value in (values.min(), np.median(values), values.max())]


def share_met(result: CalibrationResult, key: str, *, first: bool) -> float | None:
    """The share of the draws of the first wave, or else of the accepted ones, that meet a target; None without any."""
    target = result.fitting.targets.targets[key]
    draws = [draw for draw in result.trials if draw.wave == 1] if first else result.accepted
    met = [meets(target, draw.figures[key]) for draw in draws if draw.figures is not None]
    return sum(met) / len(met) if met else None


def alone(result: CalibrationResult, key: str) -> int:
    """The number of draws that miss this target and no other; after the first wave the emulator chose them."""
    return sum(draw.missed == (key,) for draw in result.trials)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None

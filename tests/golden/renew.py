"""The shipped study in a few figures: what it gives now, what it gave when last renewed, and what moved.

Renew on purpose, after a change that should move figures, and say in CHANGELOG.md which moved and why:

    python -m tests.golden.renew
"""

from __future__ import annotations

import csv
import math
import sys
from pathlib import Path

from ruwaard_sim.files.loading import load_study
from ruwaard_sim.study.replicate import replicate

FILE = Path(__file__).with_name("wijkbudget_study.csv")
COLUMNS = ("replication", "variant", "period", "indicator", "value")
REPLICATIONS = (1, 2)
CLOSE = 1e-9
"""Relative difference within which a figure is the same: more is another result, less is another machine."""
Key = tuple[str, ...]


def now() -> dict[Key, float]:
    """The figures of the shipped study, by replication, variant, period and indicator."""
    study = load_study(Path("wijkbudget"))
    return {
        (str(replication), variant, period, indicator): value
        for replication in REPLICATIONS
        for variant, period, indicator, value in replicate(study.variants, study.seed, replication)
    }


def kept() -> dict[Key, float]:
    """The figures as they were when last renewed."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {tuple(row[:-1]): float(row[-1]) for row in list(csv.reader(lines))[1:]}


def moved(before: dict[Key, float], after: dict[Key, float]) -> list[str]:
    """What differs, one line for each indicator: how many of its figures, and the one that moved most."""
    worst: dict[str, tuple[int, float, str]] = {}
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        distance = _distance(old, new)
        if distance > CLOSE:
            count, most, text = worst.get(key[-1], (0, -1.0, ""))
            if distance > most:
                most, text = distance, f"{old} -> {new} ({', '.join(key[:-1])})"
            worst[key[-1]] = (count + 1, most, text)
    return [f"{name}: {count} figures moved, at most {text}" for name, (count, _, text) in sorted(worst.items())]


def _distance(old: float | None, new: float | None) -> float:
    if old is None or new is None or math.isnan(old) != math.isnan(new):
        return math.inf
    if math.isnan(old) or old == new:
        return 0.0
    return abs(new - old) / max(abs(old), abs(new))


def renew() -> list[str]:
    """Write down the figures of now; gives what moved."""
    figures = now()
    changed = moved(kept() if FILE.exists() else {}, figures)
    with FILE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*key, repr(value)) for key, value in sorted(figures.items()))
    return changed


if __name__ == "__main__":
    sys.stdout.write("\n".join(renew()) + "\n")

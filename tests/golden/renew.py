"""Every shipped study in figures: what it gives now, what it gave when last renewed, and what moved.

Renew on purpose, after a change that should move figures. It says what moved, and the line that CHANGELOG.md must
then hold, with which figures moved and why:

    python -m tests.golden.renew
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ruwaard_sim.files.loading import load_study
from ruwaard_sim.study.drawn_replications import DrawnReplications
from ruwaard_sim.study.replicate import replicate

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STUDIES = sorted(path.stem for path in (ROOT / "scenarios" / "studies").glob("*.yaml"))
WHOLE = "wijkbudget"
"""The study kept in two replications and by year; of the others one replication of the whole period is enough."""
COLUMNS = ("replication", "variant", "period", "indicator", "value")
CLOSE = 1e-9
"""Relative difference within which a figure is the same: more is another result, less is another machine."""
Key = tuple[str, ...]


def now(name: str) -> dict[Key, float]:
    """The figures of the shipped study *name*, by replication, variant, period and indicator."""
    study = load_study(Path(name))
    replications, periods = ((1, 2), None) if name == WHOLE else ((1,), "all")
    live = DrawnReplications.of(study, len(replications), study.seed) or replicate
    return {
        (str(replication), variant, period, indicator): value
        for replication in replications
        for variant, period, indicator, value in live(study.variants, study.seed, replication)
        if periods in (None, period)
    }


def file_of(name: str) -> Path:
    """Where the figures of the study *name* are kept."""
    return HERE / f"{name}.csv"


def kept(name: str) -> dict[Key, float]:
    """The figures of the study *name* as they were when last renewed; none when they never were."""
    return {key: float(text) for key, text in texts(name).items()}


def texts(name: str) -> dict[Key, str]:
    """The figures of the study *name* as they are written."""
    if not file_of(name).exists():
        return {}
    with file_of(name).open(encoding="utf-8", newline="") as lines:
        return {tuple(row[:-1]): row[-1] for row in list(csv.reader(lines))[1:]}


def fingerprint() -> str:
    """Of all that is kept: eight characters, to be named in CHANGELOG.md."""
    told = sha256()
    for name in STUDIES:
        told.update(file_of(name).read_bytes())
    return told.hexdigest()[:8]


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


def renew() -> Iterator[str]:
    """Write down the figures that moved, and say which; a row that gives the same keeps its text."""
    for name in STUDIES:
        figures, before = now(name), texts(name)
        changed = moved(kept(name), figures)
        if not changed:
            continue
        with file_of(name).open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows((*key, _text(key, value, before)) for key, value in sorted(figures.items()))
        yield f"{name}:"
        yield from (f"  {line}" for line in changed)
    yield f"CHANGELOG.md must say what moved and why, and name these results: golden `{fingerprint()}`"


def _text(key: Key, value: float, before: dict[Key, str]) -> str:
    """What a row says: what it said before, unless the figure moved."""
    same = key in before and _distance(float(before[key]), value) <= CLOSE
    return before[key] if same else f"{value:.12g}"


if __name__ == "__main__":
    for line in renew():
        sys.stdout.write(line + "\n")

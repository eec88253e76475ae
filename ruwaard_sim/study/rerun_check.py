"""Simulates replications of a finished run again, and compares them with what was kept, to the last bit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from ruwaard_sim.files.journal import FinishedReplication, Row
from ruwaard_sim.files.result_folder import Figure
from ruwaard_sim.study.drawn_replications import DrawnReplications
from ruwaard_sim.study.replication_block import run_block
from ruwaard_sim.study.runner import TIME_LIMIT

if TYPE_CHECKING:
    from ruwaard_sim.scenario.draws.study_plan import Study


@dataclass(frozen=True, slots=True)
class FigureMismatch:
    """A figure that was kept as *kept* and now comes out as *simulated*; None where it is not there."""

    variant: str
    period: str
    indicator: str
    kept: float | None
    simulated: float | None


def simulate_again(study: Study, seed: int, number: int, time_limit: int = TIME_LIMIT) -> FinishedReplication:
    """Replication *number* of *study*, simulated in this process."""
    from ruwaard_sim.study import runner

    replicate = DrawnReplications.of(study, number, seed) or runner.the_model()
    (finished,) = run_block(replicate, study.variants, seed, (number,), time_limit)
    return finished


def mismatches(kept: Iterable[Row], simulated: Iterable[Row]) -> list[FigureMismatch]:
    """Where *simulated* differs from *kept*, in the order of their names."""
    before, now = ({row[:3]: row[3] for row in rows} for rows in (kept, simulated))
    return [
        FigureMismatch(*key, before.get(key), now.get(key))
        for key in sorted(before.keys() | now.keys())
        if not _same(before.get(key), now.get(key))
    ]


def kept_rows(rows: Iterable[Figure], numbers: Sequence[int]) -> dict[int, list[Row]]:
    """The figures of each of *numbers* in a result folder."""
    kept: dict[int, list[Row]] = {number: [] for number in numbers}
    for variant, number, period, indicator, value in rows:
        if number in kept:
            kept[number].append((variant, period, indicator, value))
    return kept


def sampled(numbers: Sequence[int], size: int, salt: str) -> list[int]:
    """*size* of *numbers*, in order; which ones follows from *salt*, so that everybody draws the same."""
    drawn = sorted(numbers, key=lambda number: sha256(f"{salt} {number}".encode()).digest())
    return sorted(drawn[:size])


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or (math.isnan(one) and math.isnan(other))

"""The small wijk as a scenario of ``ruwaard_sim``, as far as its concepts go; README.md says what is different."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.peers.timing import Count, Run
from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.tables import measure

LOGICAL = (EventKind.CONTACT, EventKind.STEP_DONE, EventKind.ENDED)
"""What the other engines count as well: arrivals, the ends of intakes and meetings, and the ends of services."""


def events(history: RunResult) -> int:
    """Logical events in a run."""
    return int(np.isin(history.rows[:, 1], LOGICAL).sum())


def runner(variant: Path, seed: int) -> Run:
    """Runs of a variant, with its books and all its figures; reading and checking the files is done once, before."""
    plan = load_variant(variant).plan

    def run(replication: int) -> Count:
        history = simulate(plan, deal(plan, seed, replication + 1))
        for _ in measure(history, plan):
            pass
        return lambda: events(history)

    return run

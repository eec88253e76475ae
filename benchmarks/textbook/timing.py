"""Measures what one five-year replication of `gangbaar` costs the model and its textbook twin, taking turns."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median

from benchmarks.page import row
from benchmarks.textbook.compare import STUDY, TWIN_SEED
from benchmarks.textbook.replication import replicate
from ruwaard_sim import load_study
from ruwaard_sim.study.replicate import replicate as replicate_model

VARIANT, SEED = "gangbaar", 2018


def seconds(work: Callable[[int], object], number: int) -> float:
    """CPU seconds of this process for a numbered piece of work."""
    begun = time.process_time()
    work(number)
    return time.process_time() - begun


def measured(rounds: int) -> str:
    """Both, round by round after one that does not count: people, five years, and the same figures of every year."""
    plans = {VARIANT: load_study(STUDY).variants[VARIANT]}
    model, twin = [], []
    for number in range(rounds + 1):
        ours = seconds(partial(replicate_model, plans, SEED), number + 1)
        theirs = seconds(partial(replicate, name=VARIANT, by_year=True), TWIN_SEED + number)
        if number:
            model.append(ours)
            twin.append(theirs)
    ratio = median(theirs / ours for ours, theirs in zip(model, twin, strict=True))
    lines = [
        f"{VARIANT}, one replication, {rounds} rounds after a warm-up, medians of CPU time",
        row("model", f"{median(model):.3f} s"),
        row("textbook twin", f"{median(twin):.3f} s"),
        row("twin / model, round by round", f"{ratio:.1f} x"),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"

"""What proofs and explanations cost: of the shipped rules, and of many rules with dates and variants."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

from benchmarks.decisions import residents
from benchmarks.large import write_large
from ruwaard_sim.files.loading import check_files, load_variant
from ruwaard_sim.rules.proofs.cached_proofs import Prover
from ruwaard_sim.rules.tables.example_case import ExampleCase
from ruwaard_sim.study.route_explanation import ask_why_not, explain_facts


@dataclass(frozen=True, slots=True)
class Checking:
    """What a check took in seconds of computing, in *all* and for *proofs* alone, and what it *found* of guarantees."""

    all: float
    proofs: float
    found: Counter[str]


@contextmanager
def proving_timed() -> Iterator[list[float]]:
    """Within it the seconds of computing of every proof are put on the list."""
    took: list[float] = []

    def timed(ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: Any, **named: Any) -> Any:
            started = process_time()
            try:
                return ask(*given, **named)
            finally:
                took.append(process_time() - started)

        return asked

    with (
        patch.object(Prover, "table", timed(Prover.table)),
        patch.object(Prover, "guarantees", timed(Prover.guarantees)),
    ):
        yield took


def checking(path: Path) -> Checking:
    """Check the file at *path* and all it refers to, as if for the first time."""
    with proving_timed() as took:
        started = process_time()
        _, proofs = check_files([path])
        needed = process_time() - started
    return Checking(needed, sum(took), Counter(proof.status for proof in proofs))


def usual(found: Sequence[Checking]) -> Checking:
    """The medians of several checks of one file."""
    return Checking(median(one.all for one in found), median(one.proofs for one in found), found[0].found)


def checking_large(shipped: Path, rules: int, dates: int, variants: int) -> Checking:
    """Check a study of *variants* variants on a base with *rules* rules that change on *dates* dates."""
    with tempfile.TemporaryDirectory() as folder:
        return checking(write_large(shipped, Path(folder).resolve() / "scenarios", rules, dates, variants))


def fresh_check(path: Path) -> float:
    """Seconds of computing of a process that does nothing but ``ruwaard-sim check``."""
    before = os.times()
    words = [sys.executable, "-m", "ruwaard_sim", "check", str(path), "--quiet"]
    subprocess.run(words, check=True, capture_output=True, cwd=Path(__file__).resolve().parent.parent)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def explaining(variants: Sequence[str], count: int, seed: int) -> list[float]:
    """Seconds of computing of each ``explain --why-not``: of *count* residents, every outcome, under all *variants*."""
    took = []
    for name in variants:
        resolved = load_variant(name)
        rulebook = resolved.plan.regimes[-1].rulebook
        vocabulary = next(iter(rulebook.values())).vocabulary
        outcomes = dict.fromkeys(outcome for table in rulebook.values() for outcome in table.outcomes)
        for facts in residents(vocabulary, count, seed):
            written = ExampleCase(tuple(facts), vocabulary).written
            for outcome in outcomes:
                started = process_time()
                account = explain_facts(resolved.plan, written)
                ask_why_not(account, outcome, resolved.guarantees[account.part].impossible).say("nl")
                took.append(process_time() - started)
    return took

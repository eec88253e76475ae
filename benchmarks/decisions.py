"""What a decision costs: a compiled table beside the same written by hand."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from ruwaard_sim.rules import Table, Vocabulary, compile_first

Facts = Sequence[int]


def by_hand(facts: Facts) -> int:
    """The routing of the regular way, as somebody would write it who knows the place and the number of every word."""
    if facts[2] == 3:
        return 0
    if facts[3] < 18:
        return 1
    if facts[0] == 7:
        return 2
    if facts[0] == 5:
        return 3
    if facts[1] <= 3 and facts[5] + facts[4] >= 11 and facts[2] < 2:
        return 4
    if facts[0] == 1:
        return 5
    if facts[0] == 0 and facts[1] <= 3 and facts[15]:
        return 6
    if facts[1] <= 3:
        return 7
    if facts[0] == 4 and facts[1] >= 8:
        return 8
    if facts[0] == 2:
        return 9
    if facts[0] in (3, 4) and facts[1] >= 6:
        return 10
    return 11


def residents(vocabulary: Vocabulary, count: int, seed: int) -> list[list[int]]:
    """The facts of *count* residents, every fact anywhere in its range."""
    draw = random.Random(seed)
    ranges = [(fact.minimum, fact.maximum) for fact in vocabulary.facts]
    return [[draw.randint(low, high) for low, high in ranges] for _ in range(count)]


def seconds(work: Callable[[], Any]) -> float:
    """The seconds of computing that *work* takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def ratios(table: Table, people: Sequence[Facts], rounds: int) -> dict[str, float]:
    """How compiled and by hand compare: medians over rounds in which both take turns.

    The seconds that each takes for all *people* are there too, by name.
    """
    decide = compile_first(table)
    contestants: dict[str, Callable[[], Any]] = {
        "by hand": lambda: [by_hand(facts) for facts in people],
        "compiled": lambda: [decide(facts) for facts in people],
    }
    took: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, work in contestants.items():
            needed = seconds(work)
            if number > 0:
                took[name].append(needed)
    return {
        **{name: median(found) for name, found in took.items()},
        "compiled / by hand": _ratio(took["compiled"], took["by hand"]),
    }


def _ratio(these: Sequence[float], those: Sequence[float]) -> float:
    return median(one / other for one, other in zip(these, those, strict=True))

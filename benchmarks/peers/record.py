"""What an engine must hand back of a run of the small wijk, and the figures that follow from it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from benchmarks.peers.spec import DEADLINE, KINDS, RATES, Work

NEVER = math.nan


class Stage(IntEnum):
    """Where a case is when the run ends, waiting there or being helped."""

    INTAKE = 0
    MEETING = 1
    INDICATION = 2
    PLAN = 3
    WAITING = 4
    SERVED = 5
    DONE = 6
    RENEGED = 7


class Case:
    """The record of one case. A wait is nan until it is over; *service* is the moment the service began."""

    __slots__ = (
        "arrival",
        "ended",
        "hastened",
        "indication",
        "intake",
        "kind",
        "meeting",
        "meets",
        "number",
        "plan",
        "priority",
        "promoted",
        "resident",
        "service",
        "stage",
        "wait",
    )

    def __init__(self, number: int, arrival: float, resident: int, priority: int, kind: int, meets: bool) -> None:
        self.number = number
        self.arrival = arrival
        self.resident = resident
        self.priority = priority
        self.kind = kind
        self.meets = meets
        self.stage = Stage.INTAKE
        self.intake = self.meeting = self.indication = self.plan = self.wait = NEVER
        self.service = self.ended = NEVER
        self.hastened = self.promoted = False


WAITS = ("intake", "meeting", "indication", "plan", "wait")
"""The waits in a record, in the order in which a case has them."""


@dataclass
class Outcome:
    """One run: a record of every case, in order of arrival, and how many slots of each kind there were at the end.

    *slots* is empty where there are no reviews.
    """

    work: Work
    cases: list[Case]
    slots: list[int] = field(default_factory=list)

    def events(self) -> int:
        """Logical events: what happened, however many events the engine needed for it."""
        stages = Counter(case.stage for case in self.cases)
        through = [0] * 4
        for case in self.cases:
            for stage in range(min(case.stage, 4)):
                through[stage] += stage != Stage.MEETING or case.meets
        hastened = sum(case.hastened + case.promoted for case in self.cases)
        reviews = self.work.reviews * len(self.slots)
        ended = stages[Stage.DONE] + stages[Stage.RENEGED]
        return len(self.cases) + sum(through) + ended + hastened + reviews

    def figures(self) -> dict[str, float]:
        """Everything the engines are compared on."""
        stages = Counter(case.stage for case in self.cases)
        found: dict[str, float] = {"cases": len(self.cases)}
        found |= {f"n {stage.name.lower()}": stages[stage] for stage in Stage}
        found |= {f"wait {name}": _mean(getattr(case, name) for case in self.cases) for name in WAITS[:-1]}
        late = [float(case.meeting > DEADLINE) for case in self.cases if not math.isnan(case.meeting)]
        found |= {"late for meeting": _mean(late), "hastened": sum(case.hastened for case in self.cases)}
        found["promoted"] = sum(case.promoted for case in self.cases)
        for kind in range(len(KINDS)):
            found |= self._of_kind(kind)
        return found

    def _of_kind(self, kind: int) -> dict[str, float]:
        cases = [case for case in self.cases if case.kind == kind]
        found: dict[str, float] = {
            f"wait service {kind}": _mean(case.wait for case in cases),
            f"started {kind}": sum(not math.isnan(case.service) for case in cases),
            f"reneged {kind}": sum(case.stage is Stage.RENEGED for case in cases),
            f"cost {kind}": sum(self._cost(case) for case in cases),
        }
        return found | ({f"slots {kind}": self.slots[kind]} if self.slots else {})

    def _cost(self, case: Case) -> float:
        """What the service took so far, at its price; nothing for who was not served."""
        if math.isnan(case.service):
            return 0.0
        until = self.work.weeks if math.isnan(case.ended) else case.ended
        return RATES[case.kind] * (until - case.service)


def _mean(values: Iterable[float]) -> float:
    over = [value for value in values if not math.isnan(value)]
    return sum(over) / len(over) if over else math.nan


def differences(one: Outcome, other: Outcome) -> list[str]:
    """Where two runs with the same marks differ: cases first, in order of arrival, then the final slots."""
    if len(one.cases) != len(other.cases):
        return [f"{len(one.cases)} and {len(other.cases)} cases"]
    found = []
    for left, right in zip(one.cases, other.cases, strict=True):
        for name in ("kind", "stage", "priority", "hastened", "promoted"):
            if getattr(left, name) != getattr(right, name):
                found.append(f"case {left.number}, {name}: {getattr(left, name)!r} and {getattr(right, name)!r}")
        for name in (*WAITS, "service", "ended"):
            if not alike(getattr(left, name), getattr(right, name)):
                found.append(f"case {left.number}, {name}: {getattr(left, name)} and {getattr(right, name)}")
    if one.slots != other.slots:
        found.append(f"slots: {one.slots} and {other.slots}")
    return found


def alike(one: float, other: float) -> bool:
    """Whether two moments or durations are the same, to 1e-9 weeks; never is the same as never."""
    return (math.isnan(one) and math.isnan(other)) or abs(one - other) < 1e-9


def z_scores(ones: Sequence[Outcome], others: Sequence[Outcome]) -> dict[str, float]:
    """For each figure, by how many standard errors the means of two independent sets of runs differ."""
    left, right = ([run.figures() for run in runs] for runs in (ones, others))
    found = {}
    for name in left[0]:
        (one, spread), (other, width) = (_moments([run[name] for run in runs]) for runs in (left, right))
        error = math.sqrt(spread / len(left) + width / len(right))
        found[name] = (one - other) / error if error else (0.0 if one == other else math.inf)
    return found


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / (len(values) - 1)

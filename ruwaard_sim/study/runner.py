"""Runs a study: every replication of all variants, on as many processes as asked, whatever happens to some.

A replication that fails is recorded and left out for all variants, so that what remains is still in pairs.
The outcome is the same for any number of jobs. Nothing is written here and nothing is shown.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from numbers import Integral
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ruwaard_sim.errors import RuwaardError, UsageError
from ruwaard_sim.files.results import Figure
from ruwaard_sim.study.drawn_replications import DrawnReplications
from ruwaard_sim.study.worker_pool import TRIES, Block, Factory, InThisProcess, WorkerPool, processes
from ruwaard_sim.text import Text

if TYPE_CHECKING:
    from ruwaard_sim.plan import Plan
    from ruwaard_sim.scenario.draws.study_plan import Study

Replicate = Callable[["Mapping[str, Plan]", int, int], Sequence[tuple[str, str, str, float]]]
"""(plans, seed, replication) -> rows of (variant, period, indicator, value); it must be picklable."""


@runtime_checkable
class BlockReplicate(Protocol):
    """A replicate function with data of its own, of which a block of numbers needs a part."""

    def only(self, block: Block) -> Replicate:
        """The same for these numbers alone: what is sent to a worker."""


Progress = Callable[[int, int], None]
"""Told (replications ready, replications to do) each time some are ready."""

MOST_JOBS = 61 if os.name == "nt" else 256
RANGES: dict[str, tuple[int, int]] = {
    "--replications": (1, 100_000),
    "--seed": (0, 2**63 - 1),
    "--jobs": (1, MOST_JOBS),
    "--meeting": (1, 1_000),
    "--sample": (1, 10_000),
    "--tries": (1, 100_000),
    "--resident": (0, 2**31),
}
"""The numbers that options can take, the lowest and the highest."""
LARGEST_BLOCK = 25
BLOCKS_PER_JOB = 16
LONGEST_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """A replication that did not come to an end: the kind of error, what it said and where it arose."""

    replication: int
    variant: str | None
    kind: str
    message: str
    where: str | None

    @property
    def text(self) -> Text:
        """One sentence about it."""
        variant = f" [{self.variant}]" if self.variant else ""
        location = f" ({self.where})" if self.where else ""
        description = f"{self.replication}{variant}: {self.kind}: {self.message}{location}"
        return Text(f"Doorrekening {description}", f"Replication {description}")


class NothingDoneError(RuwaardError):
    """Every replication failed: there is nothing to compare and nothing to keep (exit code 3)."""

    exit_code = 3

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = tuple(sorted(failures, key=lambda failure: failure.replication))
        first = self.failures[0].text
        super().__init__(
            Text(
                f"Alle {len(self.failures)} doorrekeningen mislukten; er is niets bewaard. {first.nl}",
                f"All {len(self.failures)} replications failed; nothing was kept. {first.en}",
            )
        )


LEAST_DRAWN = 60
"""With drawn values at least thirty draws are simulated twice, however soon chance is settled."""


@dataclass(frozen=True, slots=True)
class Precision:
    """Go on until the differences in *indicators* are known to within *share* of the figure's size.

    Replications come in rounds of *step*, from *least* to *most*; how many are reached never depends on the
    number of jobs. Because the outcome is looked at after each round, the intervals are slightly too narrow. Where
    values are drawn it is about chance: no number of replications settles what nobody knows.
    """

    indicators: tuple[str, ...]
    share: float = 0.05
    least: int = 20
    step: int = 20
    most: int = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a study. *rows* are in canonical order; *precise* is None when no precision was asked for."""

    seed: int
    asked: int
    done: tuple[int, ...]
    rows: tuple[Figure, ...]
    failures: tuple[Failure, ...]
    jobs: int
    started: datetime
    ended: datetime
    seconds: float
    precise: bool | None
    draws: Mapping[int, str] = field(default_factory=dict)
    """The draw of each replication; empty when no values were drawn."""


@dataclass(slots=True)
class _Collected:
    """The results collected so far, in any order, of the *total* to come."""

    progress: Progress | None
    total: int = 0
    rows: list[Figure] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def add(self, _: Block, block_result: _Found) -> None:
        """Bring in what came of a block."""
        rows, finished, failures = block_result
        self.rows += rows
        self.done += finished
        self.failures += failures
        self._report()

    def lose(self, block: Block) -> None:
        """Write off a block whose workers kept dying."""
        self.failures += [_died(replication) for replication in block]
        self._report()

    def _report(self) -> None:
        if self.progress is not None:
            self.progress(len(self.done) + len(self.failures), self.total)


_Found = tuple[list[Figure], list[int], list[Failure]]


def run(
    study: Study,
    replications: int | Precision | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    replicate: Replicate | None = None,
    executor: Factory | None = None,
) -> Outcome:
    """Run *study*; what is None is as the study says, and *jobs* as many as there are processors.

    With one job everything happens in this process. *executor* makes another kind of executor, given a number
    of workers. Raises UsageError on a number that cannot be used, before anything is run, and
    NothingDoneError when no replication came to an end.
    """
    precision = study.replications if replications is None else replications
    if not isinstance(precision, Precision):
        precision = check_number("--replications", precision)
    chosen_seed = check_number("--seed", study.seed if seed is None else seed)
    workers = check_number("--jobs", processors() if jobs is None else jobs)
    dealt = DrawnReplications.of(study, precision if isinstance(precision, int) else precision.most, chosen_seed)
    draw_of = {} if dealt is None or replicate is not None else dealt.draws
    replicate = replicate or dealt or _the_model()
    if executor is None:
        executor = InThisProcess if workers == 1 else processes([__name__, replicate.__module__])
    started, clock = datetime.now(UTC), time.monotonic()
    harvest = _Collected(progress)
    replicate_all = replicate

    def task(block: Block) -> Callable[[], _Found]:
        portion = replicate_all.only(block) if isinstance(replicate_all, BlockReplicate) else replicate_all
        return partial(_run_block, portion, study.variants, chosen_seed, block)

    with WorkerPool(task, workers, executor, harvest.add, harvest.lose) as crew:
        precise = _bring_in(harvest, crew, precision, study.baseline, draw_of)
    if not harvest.done:
        raise NothingDoneError(harvest.failures)
    return Outcome(
        seed=chosen_seed,
        asked=harvest.total,
        done=tuple(sorted(harvest.done)),
        rows=tuple(sorted(harvest.rows, key=lambda row: row[:4])),
        failures=tuple(sorted(harvest.failures, key=lambda failure: failure.replication)),
        jobs=workers,
        started=started,
        ended=datetime.now(UTC),
        seconds=time.monotonic() - clock,
        precise=precise,
        draws={replication: draw_of[replication] for replication in sorted(harvest.done) if replication in draw_of},
    )


def _the_model() -> Replicate:
    from ruwaard_sim.study.replicate import replicate

    return replicate


def processors() -> int:
    """Count the processors this process may use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_JOBS)


def check_number(name: str, value: object) -> int:
    """Return *value* if it is a whole number that option *name* can take; raise UsageError otherwise."""
    least, most = RANGES[name]
    if isinstance(value, bool) or not isinstance(value, Integral):
        shown = repr(value)[:40]
        raise UsageError(Text(f"{name}: {shown} is geen geheel getal.", f"{name}: {shown} is not a whole number."))
    number = int(value)
    if not least <= number <= most:
        raise UsageError(
            Text(
                f"{name}: {number} kan niet; kies een geheel getal van {least} tot en met {most}.",
                f"{name}: {number} is not possible; choose a whole number from {least} up to {most}.",
            )
        )
    return number


def _bring_in(
    harvest: _Collected, crew: WorkerPool[_Found], precision: int | Precision, baseline: str, draws: Mapping[int, str]
) -> bool | None:
    """Run round after round; returns whether the precision was reached, None when none was asked for."""
    if isinstance(precision, int):
        rounds: Iterable[int] = (precision,)
    else:
        rounds = range(
            max(precision.least, LEAST_DRAWN) if draws else precision.least, precision.most + 1, precision.step
        )
    for total in rounds:
        numbers = range(harvest.total + 1, total + 1)
        harvest.total = total
        crew.run(_blocks(numbers, crew.jobs))
        if isinstance(precision, Precision) and _is_precise(harvest.rows, baseline, precision, draws):
            return True
    return None if isinstance(precision, int) else False


def _blocks(numbers: range, jobs: int) -> list[Block]:
    """Cut *numbers* into blocks: some per job, so that all finish together and progress can be seen."""
    size = 1 if jobs == 1 else max(1, min(LARGEST_BLOCK, len(numbers) // (jobs * BLOCKS_PER_JOB)))
    return [tuple(numbers[start : start + size]) for start in range(0, len(numbers), size)]


def _is_precise(rows: Iterable[Figure], baseline: str, precision: Precision, draws: Mapping[int, str]) -> bool:
    from ruwaard_sim.study.statistics import WHOLE_PERIOD, is_precise, summarise

    headline = [row for row in rows if row[2] == WHOLE_PERIOD and row[3] in precision.indicators]
    return bool(headline) and is_precise(
        summarise(headline, baseline, (), draws), precision.indicators, precision.share
    )


def _run_block(replicate: Replicate, plans: Mapping[str, Plan], seed: int, block: Block) -> _Found:
    """Run some replications, each for itself; returns rows, the replications that succeeded, the failures.

    Whatever the model prints goes to standard error, which is for messages; standard output is for data.
    """
    rows: list[Figure] = []
    finished: list[int] = []
    failures: list[Failure] = []
    for replication in block:
        try:
            with contextlib.redirect_stdout(sys.stderr):
                figures = replicate(plans, seed, replication)
            rows += [(row[0], replication, row[1], row[2], float(row[3])) for row in figures]
            finished.append(replication)
        except Exception as error:
            failures.append(_failure(replication, error))
    return rows, finished, failures


def _failure(replication: int, error: Exception) -> Failure:
    """Describe *error*. Whoever raises it may say which variant was running by an attribute ``variant``."""
    variant = getattr(error, "variant", None)
    places = [f"{frame.f_globals.get('__name__')}:{line}" for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [module for module in places[1:] if module.startswith("ruwaard_sim.")]
    return Failure(
        replication=replication,
        variant=variant if isinstance(variant, str) else None,
        kind=type(error).__name__,
        message=str(error)[:LONGEST_MESSAGE],
        where=(ours or places)[-1],
    )


def _died(replication: int) -> Failure:
    message = f"the process died {TRIES} times during this replication (out of memory, or killed)"
    return Failure(replication, None, "WorkerDied", message, None)

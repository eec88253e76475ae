"""Runs a study: every replication of all variants, on as many processes as asked, whatever happens to some.

A replication that fails is recorded and left out for all variants, so that what remains is still in pairs.
The outcome is the same for any number of jobs. Nothing is written here and nothing is shown.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from numbers import Integral
from typing import TYPE_CHECKING, Protocol

from ruwaard_sim.errors import RuwaardError, UsageError
from ruwaard_sim.files.journal import FinishedReplication
from ruwaard_sim.files.result_folder import Figure
from ruwaard_sim.study import replication_block
from ruwaard_sim.study.drawn_replications import DrawnReplications
from ruwaard_sim.study.replication_block import BlockReplicate, Replicate, blocks, death, run_block
from ruwaard_sim.study.worker_pool import Block, Factory, InThisProcess, WorkerPool, processes
from ruwaard_sim.text import Text

if TYPE_CHECKING:
    from ruwaard_sim.scenario.draws.study_plan import Study

Progress = Callable[[int, int], None]
"""Told (replications ready, replications to do) each time some are ready."""

MOST_JOBS = 61 if os.name == "nt" else 256
RANGES: dict[str, tuple[int, int]] = {
    "--replications": (1, 100_000),
    "--first": (1, 10_000_000),
    "N": (1, 10_000_000),
    "--time-limit": (1, 1_000_000),
    "--seed": (0, 2**63 - 1),
    "--jobs": (1, MOST_JOBS),
    "--meeting": (1, 1_000),
    "--sample": (1, 10_000),
    "--tries": (1, 100_000),
    "--resident": (0, 2**31),
}
"""The numbers that options can take, the lowest and the highest."""
LONGEST_BLOCK = 1.0
"""Seconds that a block may take, as far as can be told: what is running when a process is killed is lost."""
TIME_LIMIT = 3_600
"""Seconds after which a replication is given up: it hangs."""


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


class Store(Protocol):
    """Where replications are kept as they finish, and were kept before: a journal."""

    def replications(self) -> Iterable[FinishedReplication]:
        """Every replication kept."""

    def keep(self, finished: Iterable[FinishedReplication]) -> None:
        """Keep replications."""


class StoppedError(RuwaardError):
    """The run was stopped on request, when the replications at work were finished: *done* of *total* are ready."""

    def __init__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        super().__init__(
            Text(
                f"Gestopt: {done} van de {total} doorrekeningen zijn klaar.",
                f"Stopped: {done} of {total} replications are ready.",
            )
        )


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
    first: int = 1
    """The number of the first replication."""


@dataclass(slots=True)
class _Collected:
    """The results collected so far, in any order, of the *total* to come; kept in *store* as they come in."""

    progress: Progress | None
    store: Store | None
    total: int = 0
    rows: list[Figure] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, _: Block, finished: Sequence[FinishedReplication]) -> None:
        """Bring in what came of a block, and keep it."""
        if self.store is not None:
            self.store.keep(finished)
        for replication in finished:
            self.take(replication)
        self.report()

    def take(self, replication: FinishedReplication) -> None:
        """Bring in a replication that is kept already."""
        number = replication.number
        self.seconds += replication.seconds
        if replication.failure is not None:
            self.failures.append(Failure(number, **replication.failure))
            return
        self.rows += [(variant, number, period, name, value) for variant, period, name, value in replication.rows]
        self.done.append(number)

    def lose(self, block: Block) -> None:
        """Write off a block whose workers kept dying."""
        self.add(block, [FinishedReplication(number, 0.0, failure=death()) for number in block])

    def report(self) -> None:
        """Tell how far it is."""
        if self.progress is not None:
            self.progress(self.ready, self.total)

    @property
    def ready(self) -> int:
        """How many replications came to an end, well or badly."""
        return len(self.done) + len(self.failures)

    @property
    def each(self) -> float | None:
        """Seconds that a replication takes; None while that is not known."""
        return self.seconds / self.ready if self.ready else None


def run(
    study: Study,
    replications: int | Precision | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    replicate: Replicate | None = None,
    executor: Factory | None = None,
    *,
    first: int = 1,
    store: Store | None = None,
    stops: Callable[[], bool] = bool,
    time_limit: int = TIME_LIMIT,
) -> Outcome:
    """Run *study*; what is None is as the study says, and *jobs* as many as there are processors.

    With one job everything happens in this process. *executor* makes another kind of executor, given a number
    of workers. Replications are numbered from *first* on. *store* has those that were finished before, which are not
    simulated again unless they failed, and keeps the others as they finish. When *stops* says so, what is running is
    finished and nothing more is begun. A replication that takes more than *time_limit* seconds is a failure.

    Raises UsageError on a number that cannot be used, before anything is run, StoppedError when it was stopped, and
    NothingDoneError when no replication came to an end.
    """
    precision = study.replications if replications is None else replications
    if not isinstance(precision, Precision):
        precision = check_number("--replications", precision)
    chosen_seed = check_number("--seed", study.seed if seed is None else seed)
    workers = check_number("--jobs", processors() if jobs is None else jobs)
    before = check_number("--first", first) - 1
    most = before + (precision if isinstance(precision, int) else precision.most)
    dealt = DrawnReplications.of(study, most, chosen_seed)
    draw_of = {} if dealt is None or replicate is not None else dealt.draws
    replicate = replicate or dealt or the_model()
    if executor is None:
        executor = InThisProcess if workers == 1 else processes([replication_block.__name__, replicate.__module__])
    started, clock = datetime.now(UTC), time.monotonic()
    collected = _Collected(progress, store)
    replicate_all = replicate

    def task(block: Block) -> Callable[[], list[FinishedReplication]]:
        portion = replicate_all.only(block) if isinstance(replicate_all, BlockReplicate) else replicate_all
        return partial(run_block, portion, study.variants, chosen_seed, block, time_limit)

    with WorkerPool(task, workers, executor, collected.add, collected.lose, stops) as crew:
        precise = _bring_in(collected, crew, precision, before, study, draw_of)
    if not collected.done:
        raise NothingDoneError(collected.failures)
    return Outcome(
        seed=chosen_seed,
        asked=collected.total,
        done=tuple(sorted(collected.done)),
        rows=tuple(sorted(collected.rows, key=lambda row: row[:4])),
        failures=tuple(sorted(collected.failures, key=lambda failure: failure.replication)),
        jobs=workers,
        started=started,
        ended=datetime.now(UTC),
        seconds=time.monotonic() - clock,
        precise=precise,
        draws={replication: draw_of[replication] for replication in sorted(collected.done) if replication in draw_of},
        first=before + 1,
    )


def the_model() -> Replicate:
    """The replicate function of the model; imported when something is simulated."""
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
    collected: _Collected,
    crew: WorkerPool[list[FinishedReplication]],
    precision: int | Precision,
    before: int,
    study: Study,
    draws: Mapping[int, str],
) -> bool | None:
    """Run round after round; returns whether the precision was reached, None when none was asked for."""
    kept = {} if collected.store is None else _succeeded(collected.store)
    since: dict[str, str] = {}
    if isinstance(precision, int):
        rounds: Iterable[int] = (precision,)
    else:
        since = {name: day.isoformat() for name, day in study.since.items()}
        rounds = range(
            max(precision.least, LEAST_DRAWN) if draws else precision.least, precision.most + 1, precision.step
        )
    for total in rounds:
        numbers = range(before + collected.total + 1, before + total + 1)
        collected.total = total
        missing = [number for number in numbers if number not in kept]
        for number in numbers:
            if number in kept:
                collected.take(kept.pop(number))
        collected.report()
        _simulate(collected, crew, missing)
        if isinstance(precision, Precision) and _is_precise(collected.rows, study, since, precision, draws):
            return True
    return None if isinstance(precision, int) else False


def _succeeded(store: Store) -> dict[int, FinishedReplication]:
    """What *store* has, but for failures: those are tried again."""
    return {finished.number: finished for finished in store.replications() if finished.failure is None}


def _simulate(collected: _Collected, crew: WorkerPool[list[FinishedReplication]], numbers: Sequence[int]) -> None:
    """Simulate *numbers*: one each to see how long it takes, then in blocks. Raises StoppedError."""
    trial = crew.jobs if collected.each is None else 0
    for part, longest in ((numbers[:trial], 0.0), (numbers[trial:], LONGEST_BLOCK)):
        crew.run(blocks(part, crew.jobs, collected.each, longest))
        if crew.stopped:
            raise StoppedError(collected.ready, collected.total)


def _is_precise(
    rows: Iterable[Figure], study: Study, since: Mapping[str, str], precision: Precision, draws: Mapping[int, str]
) -> bool:
    """Whether each difference is as precise as asked, over the days *since* which its variant differs."""
    from ruwaard_sim.study.statistics import by_window, is_precise, summarise

    headline = [row for row in rows if row[3] in precision.indicators]
    parts = by_window(summarise(headline, study.baseline, (), draws), since) if headline else []
    return bool(parts) and all(is_precise(part, precision.indicators, precision.share) for _, part in parts)

"""Simulates a block of replications, each for itself: what one gives, or how it failed.

This is what a worker does; it must be picklable, and imports little.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ruwaard_sim.errors import ImpossibleCaseError, RuwaardError
from ruwaard_sim.files.journal import FinishedReplication
from ruwaard_sim.study.worker_pool import TRIES, Block
from ruwaard_sim.text import Text

if TYPE_CHECKING:
    from ruwaard_sim.plan import Plan

LARGEST_BLOCK = 25
BLOCKS_PER_JOB = 16
LONGEST_MESSAGE = 500

Replicate = Callable[["Mapping[str, Plan]", int, int], Sequence[tuple[str, str, str, float]]]
"""(plans, seed, replication) -> rows of (variant, period, indicator, value); it must be picklable."""


@runtime_checkable
class BlockReplicate(Protocol):
    """A replicate function with data of its own, of which a block of numbers needs a part."""

    def only(self, block: Block) -> Replicate:
        """The same for these numbers alone: what is sent to a worker."""


class OverdueError(RuwaardError):
    """A replication took more than its time limit."""


def blocks(numbers: Sequence[int], jobs: int, each: float | None = None, longest: float = 0.0) -> list[Block]:
    """Cut *numbers*, which take so many seconds *each*, into blocks of at most *longest* seconds, but of one at least.

    Some blocks per job, so that all finish together and progress can be seen.
    """
    fitting = 1 if each is None else int(min(longest / max(each, 1e-6), LARGEST_BLOCK))
    size = max(1, min(fitting, len(numbers) // (jobs * BLOCKS_PER_JOB)))
    return [tuple(numbers[start : start + size]) for start in range(0, len(numbers), size)]


def run_block(
    replicate: Replicate, plans: Mapping[str, Plan], seed: int, block: Block, time_limit: int
) -> list[FinishedReplication]:
    """Run some replications, each for itself; one that fails is there with its failure.

    Raises ImpossibleCaseError when one met somebody who cannot exist: then every proof about the rules is in doubt.

    Whatever the model prints goes to standard error, which is for messages; standard output is for data.
    """
    finished = []
    for number in block:
        started = time.monotonic()
        rows: Sequence[tuple[str, str, str, float]] = ()
        failure = None
        try:
            with contextlib.redirect_stdout(sys.stderr), _alarm(time_limit):
                figures = replicate(plans, seed, number)
            rows = [(variant, period, indicator, float(value)) for variant, period, indicator, value in figures]
        except ImpossibleCaseError:
            raise
        except (Exception, SystemExit) as error:
            failure = _failure(error)
        finished.append(FinishedReplication(number, time.monotonic() - started, rows, failure))
    return finished


@contextlib.contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    """Raise OverdueError after *seconds*, where the system has alarms and this is the thread that hears them."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise OverdueError(Text(f"na {seconds} seconden nog niet klaar", f"not finished after {seconds} seconds"))

    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _failure(error: BaseException) -> dict[str, Any]:
    """Describe *error*. Whoever raises it may say which variant was running by an attribute ``variant``."""
    variant = getattr(error, "variant", None)
    places = [f"{frame.f_globals.get('__name__')}:{line}" for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [module for module in places[1:] if module.startswith("ruwaard_sim.")]
    return {
        "variant": variant if isinstance(variant, str) else None,
        "kind": type(error).__name__,
        "message": str(error)[:LONGEST_MESSAGE],
        "where": (ours or places)[-1],
    }


def death() -> dict[str, Any]:
    """The failure of a replication during which its process died."""
    message = f"the process died {TRIES} times during this replication (out of memory, or killed)"
    return {"variant": None, "kind": "WorkerDied", "message": message, "where": None}

"""Worker processes that may die: work goes out in blocks, comes back in any order, and is redone when lost.

It knows nothing of studies: a task is what is to be done for a block of numbers, and goes out with that block. Only
`submit` and `wait` of `concurrent.futures` are used, so a cluster's executor serves as well as this machine's pool.
"""

from __future__ import annotations

import concurrent.futures as futures
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, ParamSpec, TypeVar

Block = tuple[int, ...]
Result = TypeVar("Result")
T = TypeVar("T")
P = ParamSpec("P")
Factory = Callable[[int], futures.Executor]
"""Makes an executor with that many workers."""

TRIES = 3
BREAKS_IN_A_ROW = 12
PAUSE = 0.05
"""Seconds to wait for what was killed to be gone, before it is made anew."""


class WorkerPool(Generic[Result]):
    """Runs what *task* makes of each block, *jobs* of them at a time.

    When a worker dies the executor is replaced. Nobody knows whose work killed it, so all that was in flight
    is cut into single numbers that are tried again last, one at a time: only the guilty one dies again.
    A number that was lost three times is given up through *lost*; so is all that is left when workers die
    twelve times in a row without finishing anything. When *stops* says so, what is running is finished and nothing
    more is handed out; then *stopped* is True.
    """

    def __init__(
        self,
        task: Callable[[Block], Callable[[], Result]],
        jobs: int,
        factory: Factory,
        on_result: Callable[[Block, Result], None],
        lost: Callable[[Block], None],
        stops: Callable[[], bool] = bool,
    ) -> None:
        self.jobs = jobs
        self._task, self._factory = task, factory
        self._done, self._lost, self._stops = on_result, lost, stops
        self.stopped = False
        self._executor: futures.Executor | None = None
        self._others = set(multiprocessing.active_children())
        self._running: dict[futures.Future[Result], Block] = {}
        self._suspects: deque[Block] = deque()
        self._tries: dict[int, int] = {}
        self._breaks = 0

    def __enter__(self) -> WorkerPool[Result]:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._dismiss()
        else:
            self._stop()

    def run(self, blocks: Sequence[Block]) -> None:
        """Work through *blocks*; returns when each of their numbers was reported done or lost, or it was stopped."""
        waiting = deque(blocks)
        while waiting or self._suspects or self._running:
            if self._stops():
                self.stopped = self.stopped or bool(waiting or self._suspects)
                waiting.clear()
                self._suspects.clear()
            if self._breaks >= BREAKS_IN_A_ROW:
                self._give_up([*waiting, *self._suspects])
                return
            while waiting and len(self._running) < self.jobs and self._submit(waiting[0]):
                waiting.popleft()
            if not self._running and not waiting and self._suspects and self._submit(self._suspects[0]):
                self._suspects.popleft()
            self._collect()

    def _submit(self, block: Block) -> bool:
        """Hand out *block*; False when the executor is broken, or what makes its workers does not answer."""
        try:
            if self._executor is None:
                self._executor = self._factory(self.jobs)
            self._running[self._executor.submit(self._task(block))] = block
        except (futures.BrokenExecutor, OSError, EOFError):
            if not self._running:
                self._breaks += 1
                self._stop()
                time.sleep(PAUSE)
            return False
        return True

    def _collect(self) -> None:
        """Wait until something is finished, and report it."""
        if not self._running:
            return
        finished, _ = futures.wait(self._running, return_when=futures.FIRST_COMPLETED)
        if any(isinstance(future.exception(), futures.BrokenExecutor) for future in finished):
            self._breaks += 1
            finished, _ = futures.wait(self._running)
            self._stop()
        for future in finished:
            block = self._running.pop(future)
            if isinstance(future.exception(), futures.BrokenExecutor):
                self._suspect(block)
            else:
                self._breaks = 0
                self._done(block, future.result())

    def _suspect(self, block: Block) -> None:
        for number in block:
            self._tries[number] = self._tries.get(number, 0) + 1
            if self._tries[number] < TRIES:
                self._suspects.append((number,))
            else:
                self._lost((number,))

    def _give_up(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._lost(block)
        self._suspects.clear()

    def _dismiss(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True)
            self._executor = None

    def _stop(self) -> None:
        """Leave at once: what has not begun is cancelled, the workers of this machine are ended."""
        if self._executor is None:
            return
        workers = set(multiprocessing.active_children()) - self._others
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None
        for worker in workers:
            worker.terminate()


class InThisProcess(futures.Executor):
    """An executor that does the work at once, right here; *jobs* is for show."""

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> futures.Future[T]:
        """Call *fn* and return a future that is done. Ctrl-C passes through."""
        future: futures.Future[T] = futures.Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def processes(preload: Sequence[str] = ()) -> Factory:
    """Make a factory of process pools on this machine; *preload* names the modules a worker will need.

    Where the system has a fork server, the modules are imported once and every worker starts from there;
    elsewhere each worker starts afresh.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver, resource_tracker

        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(["__main__", *preload])

        def served(jobs: int) -> futures.Executor:
            resource_tracker.ensure_running()  # it would let Ctrl-C through again
            with _later():
                forkserver.ensure_running()
            return futures.ProcessPoolExecutor(jobs, server, _behave)

        return served
    fresh = multiprocessing.get_context("spawn")
    return lambda jobs: futures.ProcessPoolExecutor(jobs, fresh, _behave)


@contextlib.contextmanager
def _later() -> Iterator[None]:
    """Let Ctrl-C wait; what is started here, and what that starts, hears none at all."""
    previous_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous_mask)


def _behave() -> None:
    """Prepare a worker: Ctrl-C is the parent's affair, and without a parent there is no reason to simulate."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os._exit(1)

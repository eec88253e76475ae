from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from ruwaard_sim.study.worker_pool import Block, InThisProcess, WorkerPool


class Deaf(InThisProcess):
    """An executor whose workers cannot be started the first *times*: what makes them was killed."""

    left = 0
    why: type[Exception] = ConnectionRefusedError

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Refuse as long as there is no answer."""
        if Deaf.left:
            Deaf.left -= 1
            raise Deaf.why
        return super().submit(fn, *args, **kwargs)


def work(block: Block) -> Callable[[], Block]:
    """The task: give the block back."""
    return lambda: block


@pytest.mark.parametrize("why", [ConnectionRefusedError, BrokenPipeError, EOFError])
@pytest.mark.parametrize(("times", "expected"), [(1, "done"), (5, "done"), (10**6, "lost")])
def test_work_is_done_when_the_maker_of_workers_was_killed(
    why: type[Exception], times: int, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again with a new pool; when that never helps all is lost, and said to be so."""
    monkeypatch.setattr("ruwaard_sim.study.worker_pool.PAUSE", 0.0)
    monkeypatch.setattr(Deaf, "left", times)
    monkeypatch.setattr(Deaf, "why", why)
    found: dict[str, list[Block]] = {"done": [], "lost": []}
    made: list[Executor] = []

    def factory(jobs: int) -> Executor:
        made.append(Deaf(jobs))
        return made[-1]

    with WorkerPool(work, 2, factory, lambda block, _: found["done"].append(block), found["lost"].append) as crew:
        crew.run([(1, 2), (3,)])
    assert sorted(found.pop(expected)) == [(1, 2), (3,)]
    assert list(found.values()) == [[]]
    assert len(made) > 1

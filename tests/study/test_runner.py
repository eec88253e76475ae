from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import study_fakes as fakes

from ruwaard_sim.errors import UsageError
from ruwaard_sim.files.result_folder import result_hash
from ruwaard_sim.study.replication_block import blocks
from ruwaard_sim.study.runner import NothingDoneError, Precision, run
from ruwaard_sim.study.worker_pool import TRIES

STUDY = fakes.Study()


def gone(pid: int) -> bool:
    """Tell whether a process has ended, even if nobody has fetched its last word yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait until something is true; False when it takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def test_results_are_equal_for_any_number_of_jobs() -> None:
    """One process or two: the same rows in the same order, and so the same hash."""
    one = run(STUDY, 12, jobs=1, replicate=fakes.replicate)
    two = run(STUDY, 12, jobs=2, replicate=fakes.replicate)
    assert result_hash(one.rows) == result_hash(two.rows)
    assert [row[:4] for row in one.rows] == [row[:4] for row in two.rows]
    assert one.done == two.done == tuple(range(1, 13))


def test_any_executor_will_do() -> None:
    """Work goes through submit and wait only, so threads, or a cluster, give the same."""
    ours = run(STUDY, jobs=1, replicate=fakes.replicate)
    theirs = run(STUDY, jobs=3, replicate=fakes.replicate, executor=ThreadPoolExecutor)
    assert result_hash(ours.rows) == result_hash(theirs.rows)


def test_study_says_how_often_and_with_which_seed() -> None:
    """What the command leaves out comes from the study."""
    outcome = run(STUDY, jobs=1, replicate=fakes.replicate)
    assert (outcome.asked, outcome.seed) == (STUDY.replications, STUDY.seed)
    assert run(STUDY, 2, seed=8, jobs=1, replicate=fakes.replicate).rows != outcome.rows[:16]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failing_replication_is_recorded_and_the_rest_goes_on(jobs: int) -> None:
    """Replication 4 fails: it is left out for every variant, and what went wrong is kept."""
    outcome = run(STUDY, 6, jobs=jobs, replicate=fakes.fails_at_4)
    assert outcome.done == (1, 2, 3, 5, 6)
    assert {row[1] for row in outcome.rows} == {1, 2, 3, 5, 6}
    (failure,) = outcome.failures
    assert (failure.replication, failure.variant, failure.kind) == (4, "nieuw", "StumbleError")
    assert failure.where is not None
    assert failure.where.startswith("study_fakes:")


def test_when_all_fail_there_is_nothing_to_compare() -> None:
    """A study of which every replication fails ends in one sentence with the first failure."""
    with pytest.raises(NothingDoneError, match="nooit") as caught:
        run(STUDY, 3, jobs=1, replicate=fakes.fails_always)
    assert len(caught.value.failures) == 3
    assert caught.value.exit_code == 3


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    """A worker is killed in mid-work: the work is done again and the results are as if nothing happened."""
    study = fakes.Study(variants={"marker": str(tmp_path / "marker")})
    outcome = run(study, 8, jobs=2, replicate=fakes.dies_once)
    assert not outcome.failures
    undisturbed = run(STUDY, 8, jobs=1, replicate=fakes.replicate)
    assert result_hash(outcome.rows) == result_hash(undisturbed.rows)


def test_a_replication_that_always_kills_is_given_up_alone() -> None:
    """Replication 3 kills every worker that tries it: after three tries it alone is given up."""
    outcome = run(STUDY, 8, jobs=2, replicate=fakes.dies_at_3)
    assert outcome.done == (1, 2, 4, 5, 6, 7, 8)
    (failure,) = outcome.failures
    assert (failure.replication, failure.kind) == (3, "WorkerDied")
    assert str(TRIES) in failure.message


def test_when_every_worker_dies_it_stops_trying() -> None:
    """Workers that die whatever they do are not replaced for ever."""
    with pytest.raises(NothingDoneError, match="WorkerDied"):
        run(STUDY, 40, jobs=2, replicate=fakes.dies_always)


def test_ctrl_c_leaves_no_worker_behind(tmp_path: Path) -> None:
    """Interrupted in mid-work: the interruption comes through at once and the workers are ended."""

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    study = fakes.Study(variants={"pids": str(tmp_path)})
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run(study, 9, jobs=2, progress=interrupt, replicate=fakes.sleeps)
    assert time.monotonic() - began < 20
    assert wait_until(lambda: not multiprocessing.active_children())
    assert all(gone(int(entry.name)) for entry in tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc to see which processes live")
def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    """The parent is killed without a chance to say goodbye: its workers end by themselves."""
    pids = tmp_path / "pids"
    pids.mkdir()
    program = tmp_path / "program.py"
    program.write_text(
        "import study_fakes as fakes\n"
        "from ruwaard_sim.study.runner import run\n"
        "if __name__ == '__main__':\n"
        f"    run(fakes.Study(variants={{'pids': {str(pids)!r}}}), 9, jobs=2, replicate=fakes.sleeps)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen([sys.executable, str(program)], env=environment) as parent:
        assert wait_until(lambda: len(list(pids.iterdir())) == 2)
        parent.send_signal(signal.SIGKILL)
    workers = [int(entry.name) for entry in pids.iterdir()]
    assert wait_until(lambda: all(gone(pid) for pid in workers))


def test_what_a_model_prints_never_reaches_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    """Standard output is for the result; a model that prints does so on standard error."""
    run(STUDY, 2, jobs=1, replicate=fakes.prints)
    run(STUDY, 2, jobs=2, replicate=fakes.prints)
    assert capfd.readouterr().out == ""


def test_progress_counts_up_to_the_total() -> None:
    """Whoever watches sees the number of replications that are ready, failures too, grow to all of them."""
    seen: list[tuple[int, int]] = []
    run(STUDY, 6, jobs=2, progress=lambda done, total: seen.append((done, total)), replicate=fakes.fails_at_4)
    assert seen[-1] == (6, 6)
    assert sorted(seen) == seen


@pytest.mark.parametrize(
    "numbers",
    [
        {"replications": 0},
        {"replications": -1},
        {"replications": 10**9},
        {"jobs": 0},
        {"jobs": 1000},
        {"seed": -1},
        {"seed": 2**128},
    ],
)
def test_impossible_numbers_are_refused_before_anything_runs(numbers: dict[str, int]) -> None:
    """A number out of its range is named, with the range, and nothing is run."""
    with pytest.raises(UsageError, match=r"--(replications|jobs|seed): .* kan niet; kies een geheel getal van"):
        run(STUDY, **{"jobs": 1, **numbers}, replicate=fakes.fails_always)


def test_precision_is_that_of_the_days_on_which_a_variant_differs() -> None:
    """The whole period is precise at once; what is shown, from 2020 on, is not yet."""
    late = replace(STUDY, since={"nieuw": date(2020, 1, 1)})

    def jumpy(plans: dict[str, float], seed: int, replication: int) -> list[fakes.Row]:
        rows = [(name, "all", "paid", level) for name, level in plans.items()]
        return rows + [(name, "2020-01-01", "paid", level * (1 + replication % 3)) for name, level in plans.items()]

    wanted = Precision(("paid",), share=0.01, least=4, step=4, most=8)
    assert run(late, wanted, jobs=1, replicate=jumpy).precise is False
    assert run(STUDY, wanted, jobs=1, replicate=jumpy).precise is True


def test_it_stops_when_the_difference_is_precise_enough() -> None:
    """A figure that is equal in both variants is settled after the first round."""
    outcome = run(STUDY, Precision(("still",), least=4, step=4, most=12), jobs=1, replicate=fakes.replicate)
    assert (outcome.precise, outcome.asked, len(outcome.done)) == (True, 4, 4)


def test_it_says_so_when_precision_is_not_reached() -> None:
    """A precision of nothing at all is never reached: it stops at the most, and says so."""
    wanted = Precision(("paid",), share=0.0, least=4, step=4, most=12)
    outcome = run(fakes.Study(), wanted, jobs=1, replicate=fakes.noisy)
    assert (outcome.precise, outcome.asked, len(outcome.done)) == (False, 12, 12)


@pytest.mark.parametrize(("count", "jobs"), [(1, 1), (7, 2), (100, 2), (1000, 4), (100_000, 8)])
def test_blocks_hold_every_replication_once(count: int, jobs: int) -> None:
    """Cut into blocks, no replication is lost and none is done twice."""
    for each in (None, 1e-9, 0.1, 60.0):
        cut = blocks(range(1, count + 1), jobs, each, 1.0)
        assert [number for block in cut for number in block] == list(range(1, count + 1))

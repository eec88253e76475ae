"""A run that is ended at any moment goes on as if nothing had happened, or says why it cannot."""

from __future__ import annotations

import importlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import study_fakes as fakes

from ruwaard_sim.cli import main
from ruwaard_sim.files import loading
from ruwaard_sim.files.result_folder import read_results
from ruwaard_sim.files.run_folder import IN_USE, RunFolder
from ruwaard_sim.study import manifest, runner

Run = Callable[..., tuple[int, str, str]]

PROGRAM = """
import importlib, sys, types
import study_fakes as fakes
from ruwaard_sim.cli import main
from ruwaard_sim.files import loading
from ruwaard_sim.study import runner

tables = types.ModuleType("ruwaard_sim.tables")
tables.__path__ = importlib.import_module("ruwaard_sim.tables").__path__
tables.INDICATORS, tables.GROUPS, tables.HEADLINE = fakes.INDICATORS, fakes.GROUPS, ("still",)
sys.modules["ruwaard_sim.tables"] = tables
loading.load_study = lambda path, **_: fakes.Study(replications=30)
runner.the_model = lambda: fakes.slow

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""
"""The command line with a small study in place of the model, for a process of its own."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line in an empty folder, with a small study in place of the model."""
    tables = types.ModuleType("ruwaard_sim.tables")
    tables.__path__ = importlib.import_module("ruwaard_sim.tables").__path__
    tables.INDICATORS, tables.GROUPS, tables.HEADLINE = fakes.INDICATORS, fakes.GROUPS, ("still",)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ruwaard_sim.tables", tables)
    monkeypatch.setattr(loading, "load_study", lambda path, **_: fakes.Study())
    monkeypatch.setattr(runner, "the_model", lambda: fakes.replicate)
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def model(monkeypatch: pytest.MonkeyPatch, replicate: Any) -> None:
    """Put *replicate* in the place of the model."""
    monkeypatch.setattr(runner, "the_model", lambda: replicate)


def hash_of(folder: str) -> str:
    """The result hash of a finished folder."""
    found: str = read_results(Path(folder)).manifest["result_hash"]
    return found


def files_in(folder: str) -> set[str]:
    """The names of what is in a folder."""
    return {entry.name for entry in Path(folder).iterdir()}


def signalled(*numbers: int, at: int = 3) -> Any:
    """A model that gets these signals in replication *at*, the first time."""
    left = list(numbers)

    def replicate(plans: Any, seed: int, replication: int) -> Any:
        if replication == at:
            while left:
                signal.raise_signal(left.pop(0))
        return fakes.replicate(plans, seed, replication)

    return replicate


@pytest.fixture
def undisturbed(run: Run) -> str:
    """The hash of a run that nothing happened to."""
    assert run("run", "studie.yaml", "--jobs", "1", "--out", "heel")[0] == 0
    return hash_of("heel")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["int", "term", "hup"]
)
def test_asked_to_stop_it_finishes_what_is_at_work_and_can_go_on(
    run: Run, undisturbed: str, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    """Ctrl-C, a request of the system, or a terminal that is closed: a sentence, the code of the signal, no loss."""
    model(monkeypatch, signalled(number))
    found, out, err = run("run", "studie.yaml", "--jobs", "1", "--out", "uit")
    assert (found, out) == (code, "")
    assert "De doorrekeningen die bezig zijn, worden afgemaakt." in err
    assert "Gestopt. 3 doorrekeningen zijn bewaard in uit. Ga verder met: ruwaard-sim resume uit" in err
    assert "Traceback" not in err
    found, _, err = run("compare", "uit")
    assert found == 5
    assert "De berekening in uit is niet af (3 doorrekeningen zijn klaar)" in err
    assert run("resume", "uit", "--jobs", "1")[0] == 0
    assert hash_of("uit") == undisturbed
    assert sorted(entry.name for entry in Path("uit").iterdir()) == sorted(
        entry.name for entry in Path("heel").iterdir()
    )


def test_asked_twice_it_stops_at_once(run: Run, undisturbed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was finished before is kept all the same."""
    model(monkeypatch, signalled(signal.SIGINT, signal.SIGINT))
    code, _, err = run("run", "studie.yaml", "--jobs", "1", "--out", "uit")
    assert code == 130
    assert "2 doorrekeningen zijn bewaard in uit" in err
    assert run("resume", "uit", "--jobs", "1")[0] == 0
    assert hash_of("uit") == undisturbed


@pytest.mark.skipif(os.name != "posix", reason="kills processes")
def test_killed_at_any_moment_it_goes_on_as_if_nothing_happened(tmp_path: Path) -> None:
    """The parent is killed without a chance to say goodbye; after resuming the hash is that of a whole run."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*(path for path in sys.path if path), str(tmp_path)])}

    def command(*words: str) -> list[str]:
        return [sys.executable, str(program), *words, "--jobs", "2", "--quiet"]

    subprocess.run(command("run", "studie.yaml", "--out", "heel"), cwd=tmp_path, env=environment, check=True)
    chance = random.Random(7)
    for turn in range(2):
        folder = tmp_path / f"uit{turn}"
        with subprocess.Popen(
            command("run", "studie.yaml", "--out", folder.name), cwd=tmp_path, env=environment
        ) as parent:
            while not (folder / "journal.sqlite").exists():
                time.sleep(0.01)
            time.sleep(chance.uniform(0.0, 1.5))
            parent.kill()
        resumed = subprocess.run(
            command("resume", folder.name), cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
        )
        assert resumed.returncode == 0, resumed.stderr
        assert hash_of(str(folder)) == hash_of(str(tmp_path / "heel"))
        assert not [entry.name for entry in folder.iterdir() if entry.name.endswith(("-wal", "-shm", ".part", IN_USE))]


def test_two_at_once_in_one_folder_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second stops before it does anything; a lock of a process that is gone counts for nothing."""
    model(monkeypatch, signalled(signal.SIGINT))
    run("run", "studie.yaml", "--jobs", "1", "--out", "uit")
    with RunFolder.reopen(Path("uit")):
        code, _, err = run("resume", "uit")
        assert (code, "Een ander proces werkt op dit moment in uit" in err) == (2, True)
    (Path("uit") / IN_USE).touch()
    assert run("resume", "uit", "--jobs", "1")[0] == 0
    code, _, err = run("run", "studie.yaml", "--out", "uit")
    assert (code, "is niet leeg" in err) == (2, True)


def test_a_run_goes_on_with_what_it_began_with_or_not_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file, another version of the software: refused, and what differs is named."""
    model(monkeypatch, signalled(signal.SIGINT))
    run("run", "studie.yaml", "--jobs", "1", "--out", "uit")
    monkeypatch.setattr(loading, "load_study", lambda path, **_: fakes.Study(inputs={"proef.yaml": "1" * 64}))
    code, _, err = run("resume", "uit")
    assert (code, "proef.yaml is veranderd" in err) == (2, True)
    monkeypatch.setattr(loading, "load_study", lambda path, **_: fakes.Study())
    monkeypatch.setattr("ruwaard_sim.study.run_record.software_hash", lambda: "anders")
    code, _, err = run("resume", "uit", "--lang", "en")
    assert (code, "the software has changed" in err) == (2, True)


def test_the_hash_of_the_software_is_that_of_its_source() -> None:
    """It is the same each time, and holds every file of the package."""
    assert len(manifest.software_hash()) == 64
    assert manifest.software_hash() == manifest.software_hash.__wrapped__()


def test_a_finished_run_can_be_extended(run: Run, undisturbed: str) -> None:
    """More replications give what a longer run would have given; fewer are refused."""
    assert run("run", "studie.yaml", "--jobs", "1", "--out", "lang", "--replications", "9")[0] == 0
    assert run("resume", "heel", "--jobs", "1", "--replications", "9")[0] == 0
    assert hash_of("heel") == hash_of("lang")
    code, _, err = run("resume", "heel", "--replications", "5")
    assert (code, "er zijn al 9 doorrekeningen" in err) == (2, True)


def test_until_it_is_precise_goes_on_as_well(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many replications are needed does not depend on where it was stopped."""
    assert run("run", "studie.yaml", "--jobs", "1", "--replications", "auto", "--out", "heel")[0] == 0
    model(monkeypatch, signalled(signal.SIGTERM, at=7))
    assert run("run", "studie.yaml", "--jobs", "1", "--replications", "auto", "--out", "uit")[0] == 143
    assert run("resume", "uit", "--jobs", "1")[0] == 0
    assert hash_of("uit") == hash_of("heel")


def test_two_machines_make_one_run(run: Run) -> None:
    """Replications numbered from elsewhere are those of a longer run; with a hole in them they are refused."""
    assert run("run", "studie.yaml", "--jobs", "1", "--out", "heel", "--replications", "9")[0] == 0
    for out, first, count in (("a", "1", "4"), ("b", "5", "3"), ("c", "8", "2")):
        assert run("run", "studie.yaml", "--jobs", "1", "--out", out, "--first", first, "--replications", count)[0] == 0
    code, _, err = run("merge", "a", "c", "--out", "samen")
    assert (code, "5, 6, 7 ontbreekt" in err) == (2, True)
    assert not Path("samen").exists()
    assert run("merge", "c", "a", "b", "--out", "samen")[0] == 0
    assert hash_of("samen") == hash_of("heel")
    assert run("resume", "samen", "--jobs", "1")[0] == 0


def test_folders_of_other_runs_are_not_merged(run: Run) -> None:
    """Another seed makes other people."""
    run("run", "studie.yaml", "--jobs", "1", "--out", "a", "--replications", "2")
    run("run", "studie.yaml", "--jobs", "1", "--out", "b", "--first", "3", "--replications", "2", "--seed", "8")
    code, _, err = run("merge", "a", "b")
    assert (code, "startgetal is een ander" in err) == (2, True)


def test_a_failure_is_a_row_and_is_tried_again(run: Run, undisturbed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what usually ends a program; the line to see it again is printed, and resuming tries it once more."""

    def fails(plans: Any, seed: int, replication: int) -> Any:
        if replication == 2:
            raise SystemExit("ik ga")
        if replication == 4:
            raise MemoryError
        return fakes.replicate(plans, seed, replication)

    model(monkeypatch, fails)
    code, _, err = run("run", "studie.yaml", "--jobs", "1", "--out", "uit")
    assert code == 3
    assert "Doorrekening 2: SystemExit: ik ga" in err
    assert "Doorrekening 4: MemoryError" in err
    assert "Bekijk de eerste opnieuw met: ruwaard-sim repeat uit 2" in err
    code, _, err = run("repeat", "uit", "2")
    assert (code, "SystemExit: ik ga" in err) == (3, True)
    model(monkeypatch, fakes.replicate)
    assert run("resume", "uit", "--jobs", "1")[0] == 0
    assert hash_of("uit") == undisturbed


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarms")
def test_a_replication_that_hangs_is_given_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time it is a failure like any other, and the rest goes on."""

    def hangs(plans: Any, seed: int, replication: int) -> Any:
        while replication == 2:
            pass
        return fakes.replicate(plans, seed, replication)

    model(monkeypatch, hangs)
    code, _, err = run("run", "studie.yaml", "--jobs", "1", "--out", "uit", "--time-limit", "1", "--replications", "3")
    assert code == 3
    assert "na 1 seconden nog niet klaar" in err


def test_a_disk_that_refuses_at_the_end_loses_nothing(
    run: Run, undisturbed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures are shown, and the folder is finished later."""
    write = RunFolder._put

    def refuse(self: RunFolder, files: dict[str, bytes]) -> None:
        if "indicators.csv" in files:
            raise OSError(28, "geen ruimte")
        write(self, files)

    monkeypatch.setattr(RunFolder, "_put", refuse)
    code, out, err = run("run", "studie.yaml", "--jobs", "1", "--out", "uit")
    assert (code, "Wachttijd tot MDO" in out) == (6, True)
    assert "De doorrekeningen zijn bewaard; maak haar af met: ruwaard-sim resume uit" in err
    monkeypatch.undo()
    monkeypatch.setattr(loading, "load_study", lambda path, **_: fakes.Study())


def test_one_replication_is_repeated_and_compared(run: Run, undisturbed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, to the last decimal; a model that gives something else is found out."""
    code, out, _ = run("repeat", "heel", "4")
    assert (code, out) == (
        0, "Opnieuw gerekend geeft doorrekening 4 precies dezelfde 16 cijfers, tot de laatste decimaal.\n",
    )  # fmt: skip
    model(
        monkeypatch,
        lambda plans, seed, number: [(*row[:3], row[3] + 1e-9) for row in fakes.replicate(plans, 7, number)],
    )
    code, out, _ = run("repeat", "heel", "4")
    assert code == 5
    assert "komen 16 cijfers anders uit" in out


def test_verifying_finds_figures_that_were_changed_with_all_hashes(run: Run, undisturbed: str) -> None:
    """Whoever changes a figure and makes every hash anew is found out by simulating it again."""
    code, out, _ = run("verify", "heel", "--sample", "6", "--json")
    assert (code, json.loads(out)["same"], json.loads(out)["replications"]) == (0, True, [1, 2, 3, 4, 5, 6])
    from ruwaard_sim.files.result_folder import Contents, write_results

    stored = read_results(Path("heel"))
    rows = [(*row[:4], row[4] * 1.5) if row[:4] == ("nieuw", 3, "all", "paid") else row for row in stored.rows]
    kept = {key: value for key, value in stored.manifest.items() if key not in ("files", "checksum", "resolved")}
    write_results(Contents(kept, rows, stored.indicators, {}), "proef", Path("vals"))
    assert run("compare", "vals")[0] == 0
    code, out, _ = run("verify", "vals", "--sample", "6", "--study", "studie.yaml")
    assert code == 5
    assert "doorrekening 3, paid (nieuw, all)" in out

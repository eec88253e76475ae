"""Mutation test: changes the code in small ways, one at a time, and asks whether a test notices.

    pip install -e '.[dev,mutation]'
    python -m benchmarks.mutation --draw model=100 --draw rules=100

works in a copy of the source tree. Places are drawn at random: the same seed gives the same ones, and a larger draw
begins with those of a smaller. Each mutant becomes a row of mutants.csv, also when it is interrupted; a table follows.
docs/mutation.md says what was found. Not on Windows, which cannot fork.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis  # noqa: F401 - takes long to import, so the process that is forked has it already
import pandas  # noqa: F401 - likewise
import pydantic  # noqa: F401 - likewise
import pytest
import simpy  # noqa: F401 - likewise
import z3  # noqa: F401 - likewise
from scipy.stats import binomtest

if TYPE_CHECKING:
    from benchmarks.mutating import Mutant

ROOT = Path(__file__).resolve().parent.parent
SEED = 2018
CODE = {
    "ledger": "ruwaard_sim/ledger.py",
    "mechanisms": "ruwaard_sim/mechanisms",
    "model": "ruwaard_sim/model",
    "rules": "ruwaard_sim/rules",
}
STORIES = tuple(
    f"tests/model/{path.name}"
    for pattern in ("test_stories_*.py", "test_directions_*.py")
    for path in sorted((ROOT / "tests" / "model").glob(pattern))
)
NEAR = {
    "ledger": ("tests/test_ledger.py",),
    "mechanisms": ("tests/test_mechanisms.py", "tests/test_decides.py", *STORIES),
    "model": (*STORIES, "tests/test_decides.py"),
    "rules": ("tests/rules",),
}
"""The tests that tell what a part of the code should do; they are asked first, the cheap ones first."""
FAR = {
    "ledger": ("tests/model", "tests/tables"),
    "mechanisms": ("tests/model", "tests/scenario", "tests/study/test_cases.py", "tests/test_catalogue.py"),
    "model": ("tests/model", "tests/tables", "tests/study/test_cases.py", "tests/study/test_explaining.py"),
    "rules": ("tests/scenario", "tests/study/test_explaining.py", "tests/test_capacity.py", "tests/model"),
}
"""Then the golden results; then, for a mutant that nobody noticed yet, what was left of the near ones, and these."""
GOLDEN = "tests/golden"
LEFT_OUT = ("tests/model/test_every_pair.py", "tests/rules/test_rule_speed.py")
"""Tests that take minutes or measure time."""
DEAR = 0.3
"""CPU seconds above which a test comes after the golden results."""
COLUMNS = ("package", "number", "file", "line", "column", "before", "after", "verdict", "by", "seconds")
ENDED = ", in which the process ended: "
MEMORY = 8 * 2**30


# ---------------------------------------------------------------------- which mutants


def drawn(package: str, count: int, seed: int) -> list[Mutant]:
    """*count* mutants of *package*: places in its code in random order, and one of the changes possible there."""
    from benchmarks.mutating import places

    source = ROOT / CODE[package]
    files = sorted(source.rglob("*.py")) if source.is_dir() else [source]
    found = [place for file in files for place in places(ROOT, file.relative_to(ROOT).as_posix())]
    order = random.Random(f"{seed} {package}")
    order.shuffle(found)
    sys.stdout.write(f"{package}: {len(found)} places\n")
    return [order.choice(place) for place in found[:count]]


# ---------------------------------------------------------------------- which tests


class Series:
    """A pytest plugin: asks those of the tests collected that are wanted, the cheap first, each within so much time."""

    def __init__(self, wanted: Callable[[str], bool], costs: dict[str, float]) -> None:
        self._wanted = wanted
        self._begun = 0.0
        self.costs = costs
        self.last = "while importing"
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what is not wanted; a test that nobody asked before comes after the cheap ones."""
        items[:] = sorted(
            (item for item in items if self._wanted(item.nodeid)), key=lambda item: self.costs.get(item.nodeid, DEAR)
        )

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test that takes ten times as long as it should goes round in circles, and its process is ended."""
        self.last = nodeid
        Path("last.txt").write_text(nodeid, encoding="utf-8")
        self._begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, 20 + 10 * self.costs.get(nodeid, 10.0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first that fails."""
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """What the test took, when it passed."""
        if not self.failed:
            self.costs[nodeid] = time.process_time() - self._begun


class Tester:
    """Asks the tests in *copy*, each time in a process of its own, and learns from that what each takes."""

    def __init__(self, copy: Path, known: Path) -> None:
        self._copy = copy
        self._known = known
        self.costs: dict[str, float] = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
        self._sound: set[str] = set()

    def notices(self, package: str, *, quick: bool) -> str:
        """The test that notices: near and cheap, a golden result, or (unless *quick*) another; empty if none does."""
        near, costs = NEAR[package], dict(self.costs)

        def cheap(test: str) -> bool:
            return costs.get(test, 0.0) <= DEAR

        def other(test: str) -> bool:
            return not (test.startswith(near) and cheap(test))

        stages = [(near, cheap), ((GOLDEN,), bool), ((*near, *FAR[package]), other)]
        for paths, wanted in stages[: 2 if quick else 3]:
            by = self.ask(paths, wanted)
            if by:
                return by
        return ""

    def passes(self, test: str) -> bool:
        """Whether *test* passes on the code as it is; it is asked once."""
        if test not in self._sound and not self.ask((test.split(ENDED)[0],), bool):
            self._sound.add(test)
        return test in self._sound

    def ask(self, paths: Sequence[str], wanted: Callable[[str], bool]) -> str:
        """The first test that fails, or during which the process ended."""
        report = self._copy / "report.json"
        report.unlink(missing_ok=True)
        (self._copy / "last.txt").write_text("while importing", encoding="utf-8")
        child = os.fork()
        if child == 0:
            try:
                self._be_asked(paths, Series(wanted, self.costs), report)
            finally:
                os._exit(70)
        status = os.waitpid(child, 0)[1]
        if not report.exists():
            return f"{(self._copy / 'last.txt').read_text(encoding='utf-8')}{ENDED}{status}"
        found = json.loads(report.read_text(encoding="utf-8"))
        self.costs.update(found["costs"])
        self._known.write_text(json.dumps(self.costs), encoding="utf-8")
        by: str = found["failed"]
        return by

    def _be_asked(self, paths: Sequence[str], series: Series, report: Path) -> None:
        os.chdir(self._copy)
        sys.path.insert(0, str(self._copy))
        os.environ.update(PYTHONPATH=str(self._copy), PYTHONDONTWRITEBYTECODE="1", CI="true")
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with Path("said.txt").open("w") as said:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
        signal.setitimer(signal.ITIMER_PROF, 120)
        words = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore:Module already imported"]
        status = int(pytest.main([*words, *paths, *(f"--ignore={path}" for path in LEFT_OUT)], plugins=[series]))
        failed = "" if status in (0, 5) else series.failed or series.last
        report.write_text(json.dumps({"failed": failed, "costs": series.costs}), encoding="utf-8")


# ---------------------------------------------------------------------- the work


def copied(folder: Path) -> Path:
    """A copy of the source tree in *folder*."""
    copy = folder / "copy"
    for part in ("ruwaard_sim", "scenarios", "tests", "benchmarks", "docs"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / file, copy / file)
    return copy


def work(draws: Mapping[str, int], seed: int, out: Path, *, quick: bool) -> Iterator[dict[str, Any]]:
    """Try every mutant drawn that has no row in *out* yet, and give its row."""
    sys.dont_write_bytecode = True
    known = {(row["package"], row["number"]) for row in rows(out) if quick or row["verdict"] != "not yet"}
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        tester = Tester(copy, out.with_suffix(".costs.json"))
        for package, count in draws.items():
            for number, mutant in enumerate(drawn(package, count, seed)):
                if (package, str(number)) not in known:
                    yield _tried(package, number, mutant, copy, tester, quick=quick)


def _tried(package: str, number: int, mutant: Mutant, copy: Path, tester: Tester, *, quick: bool) -> dict[str, Any]:
    file, begun = copy / mutant.file, time.monotonic()
    before = file.read_text(encoding="utf-8")
    file.write_text(mutant.text, encoding="utf-8")
    try:
        by = tester.notices(package, quick=quick)
    finally:
        file.write_text(before, encoding="utf-8")
    if "::" in by and not tester.passes(by):
        raise SystemExit(f"{by} fails on the code as it is:\n{(copy / 'said.txt').read_text(encoding='utf-8')[-5000:]}")
    verdict, taken = "noticed" if by else "not yet" if quick else "survived", f"{time.monotonic() - begun:.0f}"
    told = (mutant.file, mutant.line, mutant.column, mutant.before[:200], mutant.after[:200], verdict, by, taken)
    return dict(zip(COLUMNS, (package, number, *told), strict=True))


def rows(out: Path) -> list[dict[str, str]]:
    """The mutants that were tried so far; of one that was tried again, the last time."""
    if not out.exists():
        return []
    with out.open(encoding="utf-8", newline="") as lines:
        last = {(row["package"], row["number"]): row for row in csv.DictReader(lines)}
    return list(last.values())


# ---------------------------------------------------------------------- the table


def interval(noticed: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson."""
    found = binomtest(noticed, of).proportion_ci(confidence_level=0.95, method="wilson")
    return float(found.low), float(found.high)


def table(tried: Sequence[Mapping[str, str]], equal: Mapping[str, int]) -> str:
    """By package: drawn, noticed (by golden results only), survived, share; *equal* were found to change nothing."""
    lines = ["package      drawn  noticed  by golden only  survived  equal  share noticed (95 %)"]
    for package in dict.fromkeys(row["package"] for row in tried):
        these = [row for row in tried if row["package"] == package]
        count = Counter(row["verdict"] for row in these)
        golden = sum(row["by"].startswith(GOLDEN) for row in these)
        same = equal.get(package, 0)
        real = len(these) - same
        low, high = interval(count["noticed"], real)
        share = f"{100 * count['noticed'] / real:.0f} % ({100 * low:.0f}-{100 * high:.0f})"
        cells = f"{len(these):>5}  {count['noticed']:>7}  {golden:>14}  {count['survived']:>8}  {same:>5}"
        lines.append(f"{package:<11}{cells}  {share}")
    return "\n".join(lines) + "\n"


def main(words: Sequence[str] | None = None) -> int:
    """Try mutants, or print what came out."""
    parser = argparse.ArgumentParser(prog="benchmarks.mutation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("mutants.csv"), help="a row for each mutant; goes on there")
    parser.add_argument("--draw", type=_amount, action="append", default=[], metavar="PACKAGE=N", help=", ".join(CODE))
    parser.add_argument("--equal", type=_amount, action="append", default=[], metavar="PACKAGE=N", help="for the table")
    parser.add_argument("--quick", action="store_true", help="leave dear and far tests for later; run again without")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(words)
    if given.draw:
        for row in work(dict(given.draw), given.seed, given.out, quick=given.quick):
            new = not given.out.exists()
            with given.out.open("a", encoding="utf-8", newline="") as lines:
                writer = csv.DictWriter(lines, COLUMNS)
                if new:
                    writer.writeheader()
                writer.writerow(row)
            sys.stdout.write(" ".join(str(row[name]) for name in COLUMNS) + "\n")
            sys.stdout.flush()
    sys.stdout.write(table(rows(given.out), dict(given.equal)))
    return 0


def _amount(word: str) -> tuple[str, int]:
    package, _, number = word.partition("=")
    if package not in CODE or not number.isdigit():
        raise argparse.ArgumentTypeError(f"one of {', '.join(CODE)}, with '=' and a number: {word}")
    return package, int(number)


if __name__ == "__main__":
    raise SystemExit(main())

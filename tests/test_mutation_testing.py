"""The mutation test itself: it asks the tests in order, counts honestly, and goes on where it was interrupted."""

from __future__ import annotations

import csv
import importlib
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def mutation() -> ModuleType:
    """The mutation test, as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        return importlib.import_module("benchmarks.mutation")


@pytest.fixture
def tests_to_ask(tmp_path: Path) -> Path:
    """Tests that pass, fail, cannot be imported, and end their process."""
    (tmp_path / "test_sound.py").write_text("def test_a(): pass\ndef test_b(): pass\n", encoding="utf-8")
    (tmp_path / "test_false.py").write_text("def test_a(): pass\ndef test_b(): assert 0\n", encoding="utf-8")
    (tmp_path / "test_broken.py").write_text("import no_such_module\n", encoding="utf-8")
    (tmp_path / "test_dies.py").write_text("import os\ndef test_it(): os._exit(3)\n", encoding="utf-8")
    return tmp_path


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("file", "by"),
    [
        ("test_sound.py", ""),
        ("test_false.py", "test_false.py::test_b"),
        ("test_broken.py", "while importing"),
        ("test_dies.py", "test_dies.py::test_it, in which the process ended: 768"),
    ],
)
def test_whoever_notices_is_named(mutation: ModuleType, tests_to_ask: Path, file: str, by: str) -> None:
    """The first test that fails; also when nothing can be imported, or the process ends."""
    tester = mutation.Tester(tests_to_ask, tests_to_ask / "costs.json")
    assert tester.ask((file,), bool) == by


@pytest.mark.matrix
def test_only_the_tests_wanted_are_asked(mutation: ModuleType, tests_to_ask: Path) -> None:
    """What is left out cannot notice; what passed is known to pass, and what it takes is kept for the next time."""
    tester = mutation.Tester(tests_to_ask, tests_to_ask / "costs.json")
    assert tester.ask(("test_false.py",), lambda test: test.endswith("test_a")) == ""
    assert tester.costs.keys() == {"test_false.py::test_a"}
    assert mutation.Tester(tests_to_ask, tests_to_ask / "costs.json").costs == tester.costs
    assert tester.passes("test_sound.py::test_a")
    assert not tester.passes("test_false.py::test_b")


def test_cheap_tests_come_first(mutation: ModuleType) -> None:
    """By what they took before; who was never asked comes after the cheap ones."""

    class Item:
        def __init__(self, nodeid: str) -> None:
            self.nodeid = nodeid

    items = [Item(name) for name in ("dear", "new", "cheap", "not wanted")]
    series = mutation.Series(lambda test: test != "not wanted", {"dear": 9.0, "cheap": 0.1, "not wanted": 0.0})
    series.pytest_collection_modifyitems(items)
    assert [item.nodeid for item in items] == ["cheap", "new", "dear"]


def test_the_interval_is_that_of_wilson(mutation: ModuleType) -> None:
    """For 81 of 263: 25.5 to 36.6 % (Newcombe 1998, table I); for all of so many it stays below certainty."""
    assert mutation.interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert mutation.interval(29, 29) == pytest.approx((0.8830, 1.0), abs=5e-5)


def test_who_changes_nothing_does_not_count(mutation: ModuleType, tmp_path: Path) -> None:
    """The share is of the mutants that change something; a mutant tried again counts once, as it was the last time."""
    out = tmp_path / "mutants.csv"
    told = [
        ("0", "noticed", "tests/a"),
        ("1", "noticed", "tests/golden/b"),
        ("2", "not yet", ""),
        ("3", "survived", ""),
    ]
    with out.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, mutation.COLUMNS)
        writer.writeheader()
        for number, verdict, by in [*told, ("3", "survived", ""), ("2", "survived", "")]:
            writer.writerow({"package": "model", "number": number, "verdict": verdict, "by": by})
    found = mutation.rows(out)
    assert [row["verdict"] for row in found] == ["noticed", "noticed", "survived", "survived"]
    line = mutation.table(found, {"model": 1}).splitlines()[1]
    assert line.split() == ["model", "4", "2", "1", "2", "1", "67", "%", "(21-94)"]


@pytest.mark.parametrize("word", ["nothing=5", "model", "model=some"])
def test_a_draw_that_cannot_be_made_is_refused(
    mutation: ModuleType, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    """With the parts of the code there are."""
    with pytest.raises(SystemExit) as refused:
        mutation.main(["--draw", word])
    assert refused.value.code == 2
    assert "ledger, mechanisms, model, rules" in capsys.readouterr().err


# ---------------------------------------------------------------------- what docs/mutation.md tells

PAGE = (ROOT / "docs" / "mutation.md").read_text(encoding="utf-8")
DRAWS = [
    (columns, {name: int(amount) for name, amount in re.findall(r"--draw (\w+)=(\d+)", command)}, verdicts)
    for columns, command, verdicts in zip(
        re.findall(r"^\| package .*\n\|[-|:]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE),
        re.findall(r"^    python -m benchmarks.mutation (.*)$", PAGE, re.MULTILINE),
        re.findall(r"^\| place .*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE),
        strict=True,
    )
]
"""Of each draw: the rows of its table, how many its command draws, and its list of verdicts."""


def cells(rows: str) -> list[list[str]]:
    """The cells of a table; one in a piece of code between them does not count."""
    return [re.split(r" (?<!\\)\| ", row.strip("| ")) for row in rows.splitlines()]


@pytest.mark.parametrize(("columns", "drawn", "verdicts"), DRAWS)
def test_the_table_of_the_page_adds_up(
    mutation: ModuleType, columns: str, drawn: dict[str, int], verdicts: str
) -> None:
    """What is drawn is what the command draws, every change not noticed at once is listed, and shares are computed."""
    told = Counter((place.strip("`").split("/")[0], verdict) for place, _, verdict, _ in cells(verdicts))
    sums = Counter()
    *packages, total = cells(columns)
    for package, *rest in packages:
        count, near, golden, slow, since, equal, survives = counts = [int(cell) for cell in rest[:7]]
        assert count == drawn.pop(package) == near + golden + slow + since + equal + survives
        assert slow == told[package, "dear"] + told[package, "far"]
        assert [since, equal, survives] == [told[package, word] for word in ("since", "equivalent", "survives")]
        sums.update(dict(enumerate(counts)))
    assert drawn == {}
    assert [int(cell) for cell in total[1:8]] == [sums[place] for place in range(7)]
    assert told.total() == sum(sums[place] for place in (3, 4, 5, 6))
    for row in (*packages, total):
        count, near, golden, slow, since, equal, _ = (int(cell) for cell in row[1:8])
        for noticed, shown in zip((near + golden + slow, near + golden + slow + since), row[8:], strict=True):
            low, high = mutation.interval(noticed, count - equal)
            share = noticed / (count - equal)
            assert shown == f"{100 * share:.0f} % ({100 * low:.0f} – {100 * high:.0f})"


@pytest.mark.parametrize(("columns", "drawn", "verdicts"), DRAWS)
def test_every_verdict_names_its_test_or_reason(columns: str, drawn: dict[str, int], verdicts: str) -> None:
    """A change that a test notices names that test, which exists; of others it is said why they do not count."""
    for place, _, verdict, why in cells(verdicts):
        named = re.fullmatch(r"`(tests/\S+\.py)::(\w+)`", why)
        assert (named is not None) == (verdict in ("dear", "far", "since")), place
        assert named is None or f"def {named[2]}(" in (ROOT / named[1]).read_text(encoding="utf-8"), why
        assert named is not None or len(why.split()) > 5, place

"""The page about adding a mechanism is followed to the letter, in a copy of the repository: it works as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "adding-a-mechanism.md"
STEP = re.compile(
    r"^(?:New file `(?P<new>[^`]+)`"
    r"|In `(?P<old>[^`]+)`, (?P<side>before|after) (?P<tick>`+)(?P<line>.+?)(?P=tick)):\n\n"
    r"```\w+\n(?P<block>.*?)```\n",
    re.MULTILINE | re.DOTALL,
)
COPIED = ("ruwaard_sim", "benchmarks", "scenarios", "docs", "tests", "pyproject.toml", "README.md")
SEEN_TO = (
    "tests/model/test_flat_contribution.py",
    "tests/test_glossary.py",
    "tests/test_mechanisms.py",
    "tests/golden/test_golden.py::test_a_shipped_study_gives_the_figures_it_gave[wijkbudget]",
    "tests/scenario/test_check_all_files.py::test_every_shipped_file_is_right_by_itself",
)
"""What the page promises: its own tests pass, and so do those that ask something of every answer."""


@dataclass(frozen=True)
class Step:
    """One thing to do: make a file of this text, or put the text beside a line that stands in a file once."""

    file: str
    text: str
    side: str | None = None
    line: str = ""

    def do(self, root: Path) -> None:
        """Do it in the copy at *root*."""
        path = root / self.file
        if self.side is None:
            assert not path.exists()
            path.write_text(self.text, encoding="utf-8")
            return
        before = path.read_text(encoding="utf-8")
        line = f"\n{self.line}\n"
        assert before.count(line) == 1, f"{self.line!r} stands {before.count(line)} times in {self.file}"
        after = f"\n{self.text}{self.line}\n" if self.side == "before" else f"{line}{self.text}"
        path.write_text(before.replace(line, after), encoding="utf-8")


def steps() -> list[Step]:
    """What the page says must be done, in order."""
    text = PAGE.read_text(encoding="utf-8")
    return [
        Step(match["new"] or match["old"], match["block"], match["side"], match["line"] or "")
        for match in STEP.finditer(text)
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository as it is, with every step of the page done in it."""
    for name in COPIED:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, tmp_path / name)
    for step in steps():
        step.do(tmp_path)
    return tmp_path


def call(where: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy."""
    environment = {**os.environ, "PYTHONPATH": str(where)}
    return subprocess.run(
        [sys.executable, *words], cwd=where, env=environment, capture_output=True, text=True, check=False
    )


def test_every_block_of_the_page_is_a_step() -> None:
    """One new file with code, two lines beside others, a variant, a test and a line of documentation."""
    blocks = re.findall(r"^```\w+\n", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    done = steps()
    assert len(done) == len(blocks)
    assert [(step.file, step.side) for step in done] == [
        ("ruwaard_sim/mechanisms/contribution/flat.py", None),
        ("ruwaard_sim/mechanisms/contribution/__init__.py", "after"),
        ("ruwaard_sim/mechanisms/contribution/__init__.py", "before"),
        ("scenarios/variants/tarief_vanaf_2018.yaml", None),
        ("tests/model/test_flat_contribution.py", None),
        ("docs/glossary.md", "after"),
    ]
    assert all(step.text.count("\n") == 1 for step in done if step.side is not None)


def test_the_example_of_the_page_works(copy: Path) -> None:
    """Its story, law and direction hold; everything that is asked of every answer holds too; no result moved."""
    done = call(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *SEEN_TO)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


def test_the_new_answer_is_known_everywhere(copy: Path) -> None:
    """`mechanisms` lists it, `new` writes it with the one key that is still open, and the code keeps its style."""
    assert "by_law*, waived, flat\n" in call(copy, "-m", "ruwaard_sim", "mechanisms").stdout
    told = call(copy, "-m", "ruwaard_sim", "mechanisms", "contribution").stdout
    assert "flat: één bedrag voor iedereen\n    Iedereen die hulp krijgt, betaalt één bedrag per jaar" in told
    shutil.rmtree(copy / "scenarios" / "variants")
    shutil.copytree(ROOT / "scenarios" / "variants", copy / "scenarios" / "variants")
    words = ("new", "een", "--from", "gangbaar", "--question", "contribution", "--answer", "flat", "--json")
    made = call(copy, "-m", "ruwaard_sim", *words)
    assert made.returncode == 0, made.stderr
    assert '"to_fill_in": [\n    "amount"\n  ]' in made.stdout
    refused = call(copy, "-m", "ruwaard_sim", "check", "een.yaml", "--quiet")
    assert refused.returncode == 2
    assert refused.stdout.count(": S002 ") == 1
    assert "'amount'" in refused.stdout
    files = [step.file for step in steps() if step.file.endswith(".py")]
    for words in (("check",), ("format", "--check")):
        style = call(copy, "-m", "ruff", *words, *files)
        assert style.returncode == 0, style.stdout

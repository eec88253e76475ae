"""Follows a recipe in ``docs/changing`` to the letter, in a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
STEP = re.compile(
    r"^(?:New file `(?P<new>[^`]+)`"
    r"|In `(?P<old>[^`]+)`, (?P<side>before|after|instead of) (?P<tick>`+)(?: (?=`))?(?P<line>.+?) ?(?P=tick)):\n\n"
    r"```\w+\n(?P<block>.*?)```\n",
    re.MULTILINE | re.DOTALL,
)
COPIED = ("ruwaard_sim", "benchmarks", "scenarios", "docs", "tests", "pyproject.toml", "README.md", "Makefile")


@dataclass(frozen=True)
class Step:
    """One thing to do: make a file of *text*, or put the text before, after or instead of a line of a file."""

    file: str
    text: str
    side: str | None = None
    line: str = ""

    def do(self, root: Path) -> None:
        """Do it in the copy at *root*; the line must stand in the file once."""
        path = root / self.file
        if self.side is None:
            assert not path.exists()
            path.write_text(self.text, encoding="utf-8")
            return
        before = path.read_text(encoding="utf-8")
        line = f"\n{self.line}\n"
        assert before.count(line) == 1, f"{self.line!r} stands {before.count(line)} times in {self.file}"
        after = {"before": f"\n{self.text}{self.line}\n", "after": f"{line}{self.text}", "instead of": f"\n{self.text}"}
        path.write_text(before.replace(line, after[self.side]), encoding="utf-8")


def page_text(name: str) -> str:
    """The recipe called *name*."""
    return (ROOT / "docs" / "changing" / f"{name}.md").read_text(encoding="utf-8")


def steps(name: str) -> list[Step]:
    """The steps of the recipe called *name*, in order; every block of the page is one."""
    text = page_text(name)
    found = [
        Step(match["new"] or match["old"], match["block"], match["side"], match["line"] or "")
        for match in STEP.finditer(text)
    ]
    assert len(found) == len(re.findall(r"^```\w+\n", text, re.MULTILINE))
    return found


def followed(name: str, root: Path, *, without: str = "") -> Path:
    """A copy of the repository at *root* with every step of the recipe done in it, but for the file *without*."""
    for part in COPIED:
        path = ROOT / part
        if path.is_dir():
            shutil.copytree(path, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, root / part)
    for step in steps(name):
        if step.file != without:
            step.do(root)
    return root


def call(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the copy at *root*."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def assert_passes(root: Path, *tests: str) -> None:
    """These tests of the copy pass, and its new and changed code keeps the style of the house."""
    result = call(root, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


def assert_styled(name: str, root: Path) -> None:
    """The Python files that the recipe makes or changes keep the style of the house."""
    files = [step.file for step in steps(name) if step.file.endswith(".py")]
    for words in (("check",), ("format", "--check")):
        style = call(root, "-m", "ruff", *words, *dict.fromkeys(files))
        assert style.returncode == 0, style.stdout

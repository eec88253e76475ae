"""docs/lezen.md: what it quotes from the screen stands on the screen, and it stays short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ruwaard_sim.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "lezen.md"
LONGEST = 900
NUMBER = re.compile(r"-?\d[\d.,]*( ± \d[\d.,]*)?")


def form(text: str) -> str:
    """The words of a text, without its numbers and however it is broken into lines."""
    return " ".join(NUMBER.sub("0", text).split())


def quoted() -> list[str]:
    """Every line of the screen that the guide explains."""
    return re.findall(r"^    (.*\S)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_line_of_the_guide_stands_on_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In form: a row, a heading or a sentence that changes takes its explanation along; figures may move."""
    run = ["run", "wijkbudget", "--jobs", "1", "--replications", "5", "--out", str(tmp_path / "uit")]
    assert main(run) == 0
    screen = form(capsys.readouterr().out)
    assert len(quoted()) > 15
    assert [line for line in quoted() if form(line) not in screen] == []


def test_the_guide_is_short() -> None:
    """A quarter of an hour for who never saw a simulation; what is quoted from the screen does not count."""
    words = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if not line.startswith("    ")]
    assert len(" ".join(words).split()) <= LONGEST

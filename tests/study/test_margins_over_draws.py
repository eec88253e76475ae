"""What a page of few draws says: no margin from one, a coarse one from a few, and chance without a difference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ruwaard_sim.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Results of `onzekerheid` with one draw, and with two."""
    folder = tmp_path_factory.mktemp("trekkingen")
    found = {many: folder / str(many) for many in (2, 4)}
    for many, path in found.items():
        words = ["run", "onzekerheid", "--replications", str(many), "--jobs", "1", "--quiet", "--out", str(path)]
        assert main(words) == 0
    return found


def shown(capture: Capture, folder: Path, *words: str) -> str:
    """What `compare` says of a folder."""
    capture.readouterr()
    assert main(["compare", str(folder), *words]) == 0
    return capture.readouterr().out


def test_one_draw_has_no_margin_and_says_so(folders: dict[int, Path], capsys: Capture) -> None:
    """Two replications of one draw tell what chance does, and nothing about values."""
    found = json.loads(shown(capsys, folders[2], "--json"))["variants"]["wijkbudget"]["contacts"]
    assert found["low"] is None
    assert found["high"] is None
    assert found["chance"] > 0
    text = " ".join(shown(capsys, folders[2]).split())
    assert "van één trekking: over wat niemand weet zegt dit niets" in text
    assert "De marge zegt waar" not in text


def test_a_few_draws_are_said_to_be_few(folders: dict[int, Path], capsys: Capture) -> None:
    """There is a margin over two draws, and a sentence that it is coarse."""
    found = json.loads(shown(capsys, folders[4], "--json"))["variants"]["wijkbudget"]["contacts"]
    assert found["low"] < found["mean"] < found["high"]
    text = " ".join(shown(capsys, folders[4]).split())
    assert "Dat zijn er weinig: de marge is grof." in text


def test_chance_stands_beside_a_figure_that_only_one_variant_has(folders: dict[int, Path], capsys: Capture) -> None:
    """There is no difference to take it of, so it is that of the mean."""
    lines = shown(capsys, folders[4]).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("vraag tot MDO (dagen)"))
    row = lines[at + 2]
    assert row.split()[0] == "wijkbudget"
    assert row.count("±") == 2

from __future__ import annotations

import importlib
import math
from pathlib import Path
from types import ModuleType

import pytest

from ruwaard_sim.scenario.schema.target_models import Target

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def sharpness() -> ModuleType:
    """The benchmark of how sharp the shipped draws are, as a module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        return importlib.import_module("benchmarks.sharpness")


@pytest.fixture
def targets(sharpness: ModuleType) -> dict[str, Target]:
    """Two targets of the shipped draws: from 4.8 to 9.2 days, and at most 21 days."""
    found = {key: sharpness.fitted()[1][key] for key in ("first_talk", "mdo_late_2022")}
    assert (found["first_talk"].low, found["first_talk"].high, found["mdo_late_2022"].high) == (4.8, 9.2, 21.0)
    return found


def _figures(talks: list[float], meetings: list[float]) -> list[dict[str, float]]:
    return [{"first_talk": talk, "mdo_late_2022": late} for talk, late in zip(talks, meetings, strict=True)]


def test_one_draw_is_lived_with_lucks_of_its_own_and_judged(
    sharpness: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first of the file with two lucks: every target has a figure, each luck its own, and the table says so."""
    draws, targets = sharpness.fitted()
    first = next(iter(draws.rows))
    figures = [sharpness.lived((first, luck)) for luck in range(sharpness.FIRST_LUCK, sharpness.FIRST_LUCK + 2)]
    assert sharpness.main(["--tries", "1", "--replications", "2"]) == 0
    head, _, table = capsys.readouterr().out.partition("\n\n")
    assert (
        head == "1 draw of the 42 in draws/ruwaard.yaml, 27 targets; 2 lucks each, 2,000,001 to 2,000,002 (seed 2018)"
    )
    assert table == sharpness.told({first: figures}, targets)
    assert figures[0].keys() == figures[1].keys() == targets.keys()
    assert figures[0] != figures[1]


def test_processes_give_what_one_gives_in_the_same_order(
    sharpness: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each draw has the figures of its own name and lucks, however many live them."""

    class Crew:
        def __init__(self, jobs: int) -> None:
            assert jobs == 2

        def __enter__(self) -> Crew:
            return self

        def __exit__(self, *gone: object) -> None:
            pass

        def map(self, work, jobs, chunksize):
            """One row a draw at a time."""
            assert chunksize == 3
            return map(work, jobs)

    monkeypatch.setattr(sharpness, "ProcessPoolExecutor", Crew)
    monkeypatch.setattr(sharpness, "lived", lambda job: job)
    alone, together = (sharpness.all_lived(["b", "a"], range(7, 10), jobs) for jobs in (1, 2))
    assert alone == together == {"b": [("b", 7), ("b", 8), ("b", 9)], "a": [("a", 7), ("a", 8), ("a", 9)]}


def test_draws_are_counted_by_what_their_means_miss(sharpness: ModuleType, targets: dict[str, Target]) -> None:
    """A mean on the bound is inside; a mean that is outside by more than its margin is told of apart."""
    far, near, on = [4.2, 4.3, 4.25], [4.0, 5.3, 5.0], [4.7, 4.9, 4.8]
    figures = {
        "all right": _figures(on, [20.0, 21.0, 22.0]),
        "far": _figures(far, [20.0, 20.0, 20.0]),
        "near": _figures(near, [20.0, 20.0, 20.0]),
        "both": _figures(far, [22.0, 22.1, 22.2]),
    }
    text = sharpness.told(figures, targets)
    assert text.split("\n\n")[0].split("\n") == [
        "1 draw with all targets within their bounds",
        "2 draws with all but 1",
        "1 draw with all but 2",
    ]
    rows = [line.split("  ") for line in text.split("\n\n")[1].split("\n")[1:]]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        ["question to first talk", "4.80 – 9.20 days", "3", "4.25 – 4.77", "2"],
        ["question to meeting in 2022, nine in ten within", "≤ 21.0 days", "1", "22.1 – 22.1", "1"],
    ]
    assert "3 of 8 means outside by more than their own 95 % margin" in text
    assert "0 of 24 figures absent" in text


def test_a_figure_without_end_is_left_out_of_its_mean_and_told_of(
    sharpness: ModuleType, targets: dict[str, Target]
) -> None:
    """One luck with which too few meetings were held does not make the mean of the others endless; nor is it hidden."""
    text = sharpness.told({"a": _figures([5.0, 5.0, 5.0], [20.0, math.inf, 20.0])}, targets)
    assert text.startswith("1 draw with all targets within their bounds\n\n0 of 2 means outside")
    assert "1 of 6 figures absent or without end, and left out of their mean" in text
    assert "  question to meeting in 2022, nine in ten within, draw a: 1\n" in text
    none = sharpness.told({"a": _figures([5.0, 5.0], [math.nan, math.nan])}, targets)
    assert none.startswith("1 draw with all but 1\n")


@pytest.mark.parametrize("words", [["--replications", "1"], ["--tries", "0"], ["--jobs", "0"]])
def test_no_lucks_draws_or_processes_is_a_wrong_question(
    sharpness: ModuleType, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer says which of them."""
    with pytest.raises(SystemExit) as refused:
        sharpness.main(words)
    assert refused.value.code == 2
    assert words[0] in capsys.readouterr().err

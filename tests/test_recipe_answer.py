"""The recipe for an answer is followed to the letter: it works as it stands, and no result moves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from recipes import ROOT, assert_passes, assert_styled, call, followed, steps

NAME = "an-answer"
SEEN_TO = (
    "tests/model/test_flat_contribution.py",
    "tests/test_glossary.py",
    "tests/test_mechanisms.py",
    "tests/golden/test_golden.py::test_a_shipped_study_gives_the_figures_it_gave[wijkbudget]",
    "tests/scenario/test_check_all_files.py::test_every_shipped_file_is_right_by_itself[variants/tarief_vanaf_2018.yaml]",
)
"""What the page says: its own tests pass, and so do those that ask something of every answer."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The repository with every step of the page done in it."""
    return followed(NAME, tmp_path)


def test_every_block_of_the_page_is_a_step() -> None:
    """One new file with code, two lines beside others, a variant, a test and a line of documentation."""
    assert [(step.file, step.side) for step in steps(NAME)] == [
        ("ruwaard_sim/mechanisms/contribution/flat.py", None),
        ("ruwaard_sim/mechanisms/contribution/__init__.py", "after"),
        ("ruwaard_sim/mechanisms/contribution/__init__.py", "before"),
        ("scenarios/variants/tarief_vanaf_2018.yaml", None),
        ("tests/model/test_flat_contribution.py", None),
        ("docs/glossary.md", "after"),
    ]
    assert all(step.text.count("\n") == 1 for step in steps(NAME) if step.side is not None)


def test_the_example_of_the_page_works(copy: Path) -> None:
    """Its story, law and direction hold; everything that is asked of every answer holds too; no result moved."""
    assert_passes(copy, *SEEN_TO)


def test_the_new_answer_is_known_everywhere(copy: Path) -> None:
    """`mechanisms` lists it, `new` writes it with the one key that is still open, and the code keeps its style."""
    assert "by_law*, waived, flat\n" in call(copy, "-m", "ruwaard_sim", "mechanisms").stdout
    page = call(copy, "-m", "ruwaard_sim", "mechanisms", "contribution").stdout
    assert "flat: één bedrag voor iedereen\n    Iedereen die hulp krijgt, betaalt één bedrag per jaar" in page
    shutil.rmtree(copy / "scenarios" / "variants")
    shutil.copytree(ROOT / "scenarios" / "variants", copy / "scenarios" / "variants")
    words = ("new", "een", "--from", "gangbaar", "--question", "contribution", "--answer", "flat", "--json")
    written = call(copy, "-m", "ruwaard_sim", *words)
    assert written.returncode == 0, written.stderr
    assert '"to_fill_in": [\n    "amount"\n  ]' in written.stdout
    refused = call(copy, "-m", "ruwaard_sim", "check", "een.yaml", "--quiet")
    assert refused.returncode == 2
    assert refused.stdout.count(": S002 ") == 1
    assert "'amount'" in refused.stdout
    assert_styled(NAME, copy)

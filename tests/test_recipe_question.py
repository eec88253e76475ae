"""The recipe for a question is followed to the letter: it works as it stands, and no result moves."""

from __future__ import annotations

from pathlib import Path

from recipes import assert_passes, assert_styled, call, followed

NAME = "a-question"
SEEN_TO = (
    "tests/model/test_supporter.py",
    "tests/test_glossary.py",
    "tests/test_mechanisms.py",
    "tests/study/test_shipped_draws.py",
    "tests/golden/test_golden.py::test_a_shipped_study_gives_the_figures_it_gave[wijkbudget]",
    "tests/scenario/test_check_all_files.py::test_every_shipped_file_is_right_by_itself[variants/ondersteuner.yaml]",
)
"""What the page says: its own tests pass, the draws hold once stamped, and no figure of a shipped study moves."""


def test_the_example_of_the_page_works(tmp_path: Path) -> None:
    """Its story, law and direction hold, `mechanisms` lists it, and the code keeps its style."""
    copy = followed(NAME, tmp_path)
    stamped = call(copy, "-m", "tests.study.stamp_draws")
    assert stamped.returncode == 0, stamped.stderr
    assert_passes(copy, *SEEN_TO)
    assert "not_offered*, offered" in call(copy, "-m", "ruwaard_sim", "mechanisms").stdout
    assert_styled(NAME, copy)

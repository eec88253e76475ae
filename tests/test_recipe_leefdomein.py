"""The recipe for a leefdomein is followed to the letter: two data files and a line in the glossary are enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from recipes import assert_passes, assert_styled, call, followed, steps

NAME = "a-leefdomein"


def test_no_code_of_the_package_is_touched() -> None:
    """A leefdomein is data: its numbers, its word, a test and a line in the glossary."""
    assert [step.file for step in steps(NAME)] == [
        "scenarios/ruwaard/needs.yaml", "scenarios/ruwaard/rules.yaml", "tests/model/test_taal.py", "docs/glossary.md",
    ]  # fmt: skip


@pytest.mark.matrix
def test_the_example_of_the_page_works(tmp_path: Path) -> None:
    """Its law holds, both variants are right and every guarantee is proved, and its questions are in the results."""
    copy = followed(NAME, tmp_path)
    assert_passes(copy, "tests/model/test_taal.py", "tests/test_glossary.py")
    assert_styled(NAME, copy)
    study = "scenarios/studies/wijkbudget.yaml"
    checked = call(copy, "-m", "ruwaard_sim", "check", study, "--lang", "en")
    assert checked.returncode == 0, checked.stdout + checked.stderr

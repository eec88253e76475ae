"""The recipe for an indicator is followed to the letter: a definition and a test are all that is written by hand."""

from __future__ import annotations

import json
from pathlib import Path

from recipes import assert_passes, assert_styled, call, followed, steps

NAME = "an-indicator"
INDICATOR = "objections_rejected"


def test_one_file_of_the_package_and_one_test_are_touched() -> None:
    """With the changelog and the golden rows that a command writes, that is four files besides generated pages."""
    assert {step.file for step in steps(NAME)} == {"ruwaard_sim/tables/quality.py", "tests/tables/test_rejected.py"}


def test_the_example_of_the_page_works(tmp_path: Path) -> None:
    """Its test passes, its basis holds, its page is generated, and it stands in the object of a run."""
    copy = followed(NAME, tmp_path)
    pages = call(copy, "-m", "ruwaard_sim.report.generated_pages", "docs/generated")
    assert pages.returncode == 0, pages.stderr
    assert f"{INDICATOR}\n" in (copy / "docs" / "generated" / "indicators.md").read_text(encoding="utf-8")
    assert_passes(
        copy,
        "tests/tables/test_rejected.py",
        f"tests/tables/test_basis.py::test_an_indicator_is_computed_from_the_facts_it_names_and_no_others[{INDICATOR}]",
        "tests/test_indicators_page.py",
        "tests/pages/test_generated_pages.py",
        "tests/test_glossary.py",
    )
    assert_styled(NAME, copy)
    words = ("run", "wijkbudget", "--replications", "1", "--jobs", "1", "--json", "--out", str(copy / "uit"))
    ran = call(copy, "-m", "ruwaard_sim", *words)
    assert ran.returncode == 0, ran.stderr
    assert INDICATOR in json.loads(ran.stdout)["variants"]["gangbaar"]

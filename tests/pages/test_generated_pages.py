"""docs/generated/: every page is what the code makes now, as far as that can be told without a run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.loading import load_targets
from ruwaard_sim.report.generated_pages import PAGES, main

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "generated"
OF_RUNS = {"benchmarks.md": "peers", "twin.md": "twin", "validation.md": "validate-page"}
"""The pages that cost runs, with the make target that renews each."""
OF_A_TABLE = {"sources-to-settings.md"}
"""Made by tests/pages/sources_to_settings.py, and compared in its own test."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_makes(name: str) -> None:
    """When this fails, `make pages` renews the page."""
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]()


def test_pages_are_written_into_the_folder_that_is_named(tmp_path: Path) -> None:
    """All of them, and nothing else."""
    main([str(tmp_path)])
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        name: make() for name, make in PAGES.items()
    }


def test_every_generated_page_has_a_command_that_renews_it() -> None:
    """No page stays behind in the folder when what made it goes; each says which command that is."""
    assert {path.name for path in FOLDER.iterdir()} == {*PAGES, *OF_RUNS, *OF_A_TABLE}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name, target in {**dict.fromkeys(PAGES, "pages"), **OF_RUNS}.items():
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert f"`make {target}`" in (FOLDER / name).read_text(encoding="utf-8")


def test_the_page_of_validation_is_about_the_targets_of_today() -> None:
    """Without a run it can be told that a target was added, renamed or dropped since `make validate-page`."""
    page = (FOLDER / "validation.md").read_text(encoding="utf-8")
    targets = load_targets(shipped() / "ruwaard" / "targets.yaml")[0].targets.values()
    assert f"\n{len(targets)} targets, " in page
    assert [target.title.en for target in targets if target.title.en not in page] == []

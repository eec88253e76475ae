"""Every shipped study gives the figures it gave: whoever moves one does so on purpose, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import renew
from renew import CLOSE, HERE, ROOT, STUDIES, file_of, fingerprint, kept, moved, now

ADVICE = """
Figures of a shipped study moved. If that was meant: run `python -m tests.golden.renew`, and add a line
to CHANGELOG.md that says which figures moved and why. If not: something changed that should not have.
"""


@pytest.mark.parametrize("name", STUDIES)
def test_a_shipped_study_gives_the_figures_it_gave(name: str) -> None:
    """What was written down when last renewed comes out again, to nine digits."""
    found = moved(kept(name), now(name))
    assert not found, ADVICE + "\n".join(found)


def test_every_study_is_kept_and_no_other() -> None:
    """A new study brings its results, and one that is gone takes them along."""
    assert sorted(HERE.glob("*.csv")) == [file_of(name) for name in STUDIES]


def test_the_changelog_names_the_results_that_are_kept() -> None:
    """Nobody renews them without a line that says which figures moved and why."""
    assert f"golden `{fingerprint()}`" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), ADVICE


def test_a_moved_figure_is_named() -> None:
    """What moved is told by indicator, with the largest difference and where it was; what is new or gone as well."""
    key = ("1", "gangbaar", "all")
    old = {(*key, "contacts"): 100.0, (*key, "wait"): 5.0, (*key, "gone"): 1.0, (*key, "never"): float("nan")}
    new = {(*key, "contacts"): 101.0, (*key, "wait"): 5.0 * (1 + CLOSE / 2), (*key, "never"): float("nan")}
    assert moved(old, new) == [
        "contacts: 1 figures moved, at most 100.0 -> 101.0 (1, gangbaar, all)",
        "gone: 1 figures moved, at most 1.0 -> None (1, gangbaar, all)",
    ]


def test_renewing_writes_only_the_rows_that_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that differs in its last digits only keeps its text; moved and new rows are written, a gone one goes."""
    key = ("1", "gangbaar", "all")
    rows = ["contacts,100", "gone,1", "wait,5"]
    text = "\n".join([",".join(renew.COLUMNS), *(f"1,gangbaar,all,{row}" for row in rows)])
    (tmp_path / "proef.csv").write_text(text + "\n", encoding="utf-8")
    figures = {(*key, "contacts"): 101.0, (*key, "wait"): 5.0 * (1 + CLOSE / 2), (*key, "new"): 0.25}
    monkeypatch.setattr(renew, "HERE", tmp_path)
    monkeypatch.setattr(renew, "STUDIES", ["proef"])
    monkeypatch.setattr(renew, "now", lambda name: figures)
    said = list(renew.renew())
    renewed = (tmp_path / "proef.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert renewed == ["1,gangbaar,all,contacts,101", "1,gangbaar,all,new,0.25", "1,gangbaar,all,wait,5"]
    assert said[0] == "proef:"
    assert [line.split(":")[0].strip() for line in said[1:-1]] == ["contacts", "gone", "new"]

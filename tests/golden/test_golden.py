"""The shipped study gives the figures it gave: whoever moves one does so on purpose, and says so."""

from __future__ import annotations

from renew import CLOSE, kept, moved, now

ADVICE = """
Figures of the shipped study moved. If that was meant: run `python -m tests.golden.renew`, and add a line
to CHANGELOG.md that says which figures moved and why. If not: something changed that should not have.
"""


def test_the_shipped_study_gives_the_figures_it_gave() -> None:
    """Two replications of the shipped study are, to nine digits, those written down when last renewed."""
    found = moved(kept(), now())
    assert not found, ADVICE + "\n".join(found)


def test_a_moved_figure_is_named() -> None:
    """What moved is told by indicator, with the largest difference and where it was; what is new or gone as well."""
    key = ("1", "gangbaar", "all")
    old = {(*key, "contacts"): 100.0, (*key, "wait"): 5.0, (*key, "gone"): 1.0, (*key, "never"): float("nan")}
    new = {(*key, "contacts"): 101.0, (*key, "wait"): 5.0 * (1 + CLOSE / 2), (*key, "never"): float("nan")}
    assert moved(old, new) == [
        "contacts: 1 figures moved, at most 100.0 -> 101.0 (1, gangbaar, all)",
        "gone: 1 figures moved, at most 1.0 -> None (1, gangbaar, all)",
    ]

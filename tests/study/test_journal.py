"""The journal of a run: what is kept comes back to the last bit, and damage is found."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruwaard_sim.errors import DiskError, FolderError
from ruwaard_sim.files.journal import FinishedReplication, Journal, Row, progress_of

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
ROWS = st.lists(st.tuples(NAMES, NAMES, NAMES, st.floats()), max_size=12)


def same(one: list[Row], other: list[Row]) -> bool:
    """Equal names, and figures equal to the last bit."""
    return [(*row[:3], row[3].hex()) for row in one] == [(*row[:3], row[3].hex()) for row in other]


def journal_of(folder: Path, count: int = 3) -> Path:
    """A journal of a few replications."""
    path = folder / "journal.sqlite"
    journal = Journal.create(path, {"of": "proef"})
    journal.keep(
        FinishedReplication(number, 0.5, [("oud", "all", f"figure_{n}", number / (n + 1)) for n in range(50)])
        for number in range(1, count + 1)
    )
    journal.close()
    return path


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(st.integers(1, 10**6), ROWS, max_size=4))
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: dict[int, list[Row]]) -> None:
    """Whatever the names and figures, also nan and infinity, and in order of number."""
    path = tmp_path_factory.mktemp("dagboek") / "journal.sqlite"
    journal = Journal.create(path, {"of": "proef"})
    journal.keep(FinishedReplication(number, 1.5, some) for number, some in rows.items())
    journal.close()
    again = Journal.open(path)
    found = list(again.replications())
    assert again.about == {"of": "proef"}
    again.close()
    assert [one.number for one in found] == sorted(rows)
    assert all(same(list(one.rows), rows[one.number]) for one in found)
    assert [entry.name for entry in path.parent.iterdir()] == ["journal.sqlite"]


def test_a_failure_is_kept_and_gives_way_to_success(tmp_path: Path) -> None:
    """A replication that failed has its words; when it succeeds later, that is what is there."""
    journal = Journal.create(tmp_path / "journal.sqlite", {})
    journal.keep([FinishedReplication(2, 0.1, failure={"message": "nee"})])
    assert journal.numbers() == {2: False}
    assert [one.failure for one in journal.replications()] == [{"message": "nee"}]
    journal.keep([FinishedReplication(2, 0.1, [("oud", "all", "paid", math.nan)])])
    assert journal.numbers() == {2: True}
    journal.close()


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    """Wherever a figure is damaged, reading says which file, and never gives another figure."""
    path = journal_of(tmp_path)
    with_journal = Journal.open(path)
    before = list(with_journal.replications())
    with_journal.close()
    data = path.read_bytes()
    noticed = 0
    for at in range(0, len(data), 97):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            journal = Journal.open(path)
        except FolderError:
            noticed += 1
            continue
        try:
            assert [(one.number, list(one.rows)) for one in journal.replications()] == [
                (one.number, list(one.rows)) for one in before
            ]
        except FolderError:
            noticed += 1
        finally:
            journal.close()
    assert noticed > 20


@pytest.mark.parametrize("size", [0, 1024, 5000])
def test_a_journal_that_was_cut_off_is_refused(tmp_path: Path, size: int) -> None:
    """Half a file is no journal."""
    path = journal_of(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(FolderError, match=r"journal\.sqlite"):
        Journal.open(path)


def test_a_full_disk_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    """What does not fit any more is refused in words; what was there is whole."""
    path = journal_of(tmp_path)
    journal = Journal.open(path)
    pages = journal._connection.execute("pragma page_count").fetchone()[0]
    journal._connection.execute(f"pragma max_page_count = {pages + 1}")
    with pytest.raises(DiskError, match="Wat er al stond, is bewaard"):
        journal.keep([FinishedReplication(9, 1.0, [("oud", "all", f"new_{n}", math.sin(n)) for n in range(5000)])])
    journal.close()
    again = Journal.open(path)
    assert list(again.numbers()) == [1, 2, 3]
    assert len(list(again.replications())) == 3
    again.close()


def test_progress_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    """Another process may ask how far it is."""
    path = tmp_path / "journal.sqlite"
    assert progress_of(path) is None
    journal = Journal.create(path, {})
    journal.keep([FinishedReplication(1, 0.1, [("oud", "all", "paid", 1.0)])])
    assert progress_of(path) == 1
    journal.close()

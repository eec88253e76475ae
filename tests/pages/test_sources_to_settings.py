"""The page from sources to settings: each row has a setting that works or a reason, and all it names exists."""

from __future__ import annotations

from typing import Any

import pytest
from sources_to_settings import (
    KEYS,
    PAGE,
    SHOWN_BY,
    Row,
    exists,
    is_a_test,
    page,
    row_of,
    rows,
    scenario,
    shown_by,
    table,
)

from ruwaard_sim.scenario.schema.question_catalogue import catalogue

ROWS = list(rows())
LONGEST = 160


def named(row: Row) -> str:
    """How a row is called when a test about it fails."""
    return f"{row.document} {row.at}: {row.asks[:40]}"


def test_the_page_is_up_to_date() -> None:
    """When it is not, `python -m tests.pages.sources_to_settings` renews it."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_all_five_documents_have_rows() -> None:
    """Each under the key by which scenarios cite it."""
    tree = scenario("ruwaard")
    assert tree is not None
    assert list(table()) == ["wijkkader", "goed_voorbeeld", "in_het_kort", "snelkookpan", "arnhem_2017"]
    assert all(tree.get(("sources", "sources", document)) for document in table())
    assert all(len(written) > 20 for written in table().values())


def test_rows_are_written_alike() -> None:
    """Each says where and what, briefly, with known keys, and none twice."""
    for written in table().values():
        for row in written:
            assert row.keys() <= KEYS, row
            assert row["at"]
            assert 0 < len(row["asks"]) <= LONGEST, row
            assert row.get("planned", {"set": []}).keys() <= {"set", "test"}
            assert "planned" in row or "meanwhile" not in row
    asked = [(row.document, row.at, row.asks) for row in ROWS]
    assert len(asked) == len(set(asked))


def test_no_row_is_without_a_setting_that_is_shown_or_a_reason() -> None:
    """A setting comes with a test; without a setting it says what was left out and why, or what is not built yet."""
    bare = [named(row) for row in ROWS if not (row.settings or row.left_out or row.not_built)]
    unshown = [named(row) for row in ROWS if row.settings and not row.tests]
    idle = [named(row) for row in ROWS if row.tests and not row.settings]
    assert (bare, unshown, idle) == ([], [], [])


def test_every_setting_exists() -> None:
    """Answers, keys, paths, rules, guarantees, norms, indicators, variants, studies and commands."""
    assert [(named(row), setting) for row in ROWS for setting in row.settings if not exists(setting)] == []


def test_every_test_exists() -> None:
    """A test that is renamed takes its rows along."""
    assert [(named(row), test) for row in ROWS for test in row.tests if not is_a_test(test)] == []


def test_what_is_planned_is_told_until_it_is_there() -> None:
    """Then it becomes a setting, with a test, and what was said meanwhile is gone."""
    written: dict[str, Any] = {"at": "§1", "asks": "iets", "meanwhile": "Nog niet."}
    later = row_of("wijkkader", {**written, "planned": {"set": ["answer surplus.nooit"]}})
    assert (later.settings, later.tests) == ((), ())
    assert (later.left_out, later.not_built) == (("Nog niet.",), ("answer surplus.nooit",))
    now = row_of("wijkkader", {**written, "planned": {"set": ["answer surplus.reinvest"]}})
    assert (now.settings, now.left_out, now.not_built) == (("answer surplus.reinvest",), (), ())
    assert len(now.tests) == 1
    half = row_of("wijkkader", {**written, "planned": {"set": ["answer surplus.reinvest", "variant nergens"]}})
    assert (half.settings, half.left_out) == (("answer surplus.reinvest",), ("Nog niet.",))
    planned = {"set": ["answer surplus.reinvest"], "test": ["test_nergens.py::test_niets"]}
    assert row_of("wijkkader", {**written, "planned": planned}).tests == ("test_nergens.py::test_niets",)


def test_a_row_that_names_no_test_gets_the_one_of_its_setting() -> None:
    """Its own when the table has one, and else that of its kind."""
    assert shown_by("answer surplus.thirds") == "model/test_stories_division.py::test_what_is_left_is_divided"
    assert is_a_test(shown_by("answer surplus.reinvest"))
    assert {kind: is_a_test(test) for kind, test in SHOWN_BY.items()} == dict.fromkeys(SHOWN_BY, True)


@pytest.mark.parametrize(
    "setting",
    [
        "answer surplus.nooit",
        "answer overschot.reinvest",
        "key surplus.reinvest.hold",
        "path ruwaard norms.nooit",
        "path nergens norms.mdo",
        "path ruwaard norms.nooit | norms.ook_niet",
        "rule ruwaard A40_mdo",
        "guarantee ruwaard G24_zwaar_komt_aan_tafel",
        "norm nooit",
        "indicator nooit",
        "variant nergens",
        "study nergens",
        "command nooit",
    ],
)
def test_a_setting_that_is_not_there_is_found_out(setting: str) -> None:
    """Also where another scenario does have it."""
    assert not exists(setting)


def test_every_question_is_one_that_a_document_asks() -> None:
    """No question of the code is without a row, so none was made up; what only the model needs is said here."""
    asked = {
        setting.split(" ")[1].split(".")[0] for row in ROWS for setting in row.settings if setting[:3] in ("ans", "key")
    }
    assert catalogue().keys() - asked == set()

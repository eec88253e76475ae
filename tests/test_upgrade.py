"""``upgrade``: a scenario of an earlier version is brought to the keys of today, with its comments and layout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ruwaard_sim.cli import main
from ruwaard_sim.errors import InputError, UsageError
from ruwaard_sim.files.file_upgrade import upgrade_file, upgraded_text
from ruwaard_sim.files.library import shipped
from ruwaard_sim.scenario.document.old_names import MOVED, path_today

BASE = """\
kind: base
mechanisms:
  # wie beslist
  decides:
    answer: municipality
    officials: wmo.dossiers
    # samen 10 uur
    investigation:  {value: 7, unit: hours}   # per onderzoek
    desk: {value: 1, unit: hours}
    upheld: {value: 30, unit: "%"}
  # en de rest
  appeal: {answer: none}
"""
BASE_TODAY = """\
kind: base
mechanisms:
  # wie beslist
  decides:
    answer: municipality
    officials: wmo.dossiers
    desk: {value: 1, unit: hours}
  formal:
    answer: officials
    officials: wmo.dossiers
    # samen 10 uur
    investigation:  {value: 7, unit: hours}   # per onderzoek
    upheld: {value: 30, unit: "%"}
  # en de rest
  appeal: {answer: none}
"""
VARIANT = """\
kind: variant
changes:
  mechanisms.decides:
    because: {nl: "Het team.", en: "The team."}
    source: "wijkkader §2"
    to:
      answer: team
      talk: {value: 2, unit: hours}
      officials: wmo.dossiers
      objection: {value: 12, unit: hours}  # bezwaar
  rules.x: {to: 1}
"""
VARIANT_TODAY = """\
kind: variant
changes:
  mechanisms.decides:
    because: {nl: "Het team.", en: "The team."}
    source: "wijkkader §2"
    to:
      answer: team
      talk: {value: 2, unit: hours}
  mechanisms.formal:
    because: {nl: "Het team.", en: "The team."}
    source: "wijkkader §2"
    to:
      answer: officials
      officials: wmo.dossiers
      objection: {value: 12, unit: hours}  # bezwaar
  rules.x: {to: 1}
"""
FLOW = """\
kind: variant
changes:
  mechanisms.decides: {because: {nl: "a", en: "b"}, to: {answer: team, officials: x.y, talk: 3, upheld: 2}}
"""
FLOW_TODAY = """\
kind: variant
changes:
  mechanisms.decides: {because: {nl: "a", en: "b"}, to: {answer: team, talk: 3}}
  mechanisms.formal: {because: {nl: "a", en: "b"}, to: {answer: officials, officials: x.y, upheld: 2}}
"""
ALL_FLOW = "kind: base\nmechanisms: {decides: {answer: team, upheld: 2, talk: 3}, appeal: {answer: none}}\n"
ALL_FLOW_TODAY = (
    "kind: base\nmechanisms: {decides: {answer: team, talk: 3}, formal: {answer: officials, upheld: 2}, "
    "appeal: {answer: none}}\n"
)
PATHS = """\
kind: draws
values:
  - {path: mechanisms.decides.decision_pace, of: null}
  - {path: "mechanisms.decides.talk_pace", of: wijkbudget}
  mechanisms.decides.upheld: 1
""".replace("  mechanisms.decides.upheld: 1\n", "")
PATHS_TODAY = PATHS.replace("decides.decision_pace", "formal.decision_pace")
GUARANTEES = """\
kind: rules
guarantees:
  G1: {promise: {nl: "a", en: "promise"}, neutral: x}  # promise
  G2:
    promise: {nl: "a", en: "b"}
notes: {promise: 1}
"""
GUARANTEES_TODAY = GUARANTEES.replace("G1: {promise", "G1: {title").replace("    promise", "    title")
CHANGED_GUARANTEES = """\
kind: variant
changes:
  rules.guarantees.G1: {to: {promise: {nl: "a", en: "b"}}}
  rules.guarantees.G2.promise: {to: {nl: "a", en: "b"}}
"""
CHANGED_GUARANTEES_TODAY = CHANGED_GUARANTEES.replace("promise", "title")
CHANGE = "kind: variant\nchanges:\n  mechanisms.decides.upheld: {to: 3}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BASE, BASE_TODAY),
        (VARIANT, VARIANT_TODAY),
        (FLOW, FLOW_TODAY),
        (ALL_FLOW, ALL_FLOW_TODAY),
        (PATHS, PATHS_TODAY),
        (CHANGE, CHANGE.replace("decides", "formal")),
        (GUARANTEES, GUARANTEES_TODAY),
        (CHANGED_GUARANTEES, CHANGED_GUARANTEES_TODAY),
    ],
    ids=["base", "variant", "braces", "all in braces", "paths", "one key", "guarantees", "changed guarantees"],
)
def test_what_moved_is_written_where_it_stands_today(before: str, after: str) -> None:
    """Lines, comments and order stay; a second time there is nothing to do."""
    assert upgraded_text(before, "oud.yaml") == after
    assert upgraded_text(after, "nieuw.yaml") == after


def test_shipped_scenarios_need_no_upgrade() -> None:
    """What is shipped has the keys of today."""
    for path in shipped().rglob("*.yaml"):
        assert not upgrade_file(path, write=False).is_changed, path


def test_the_old_text_is_kept_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what it changed; the text as it was stands beside it, and a second one is refused."""
    file = tmp_path / "basis.yaml"
    file.write_text(BASE, encoding="utf-8")
    assert main(["upgrade", str(file), "--dry-run"]) == 0
    assert file.read_text(encoding="utf-8") == BASE
    assert main(["upgrade", str(file)]) == 0
    assert "+  formal:" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == BASE_TODAY
    assert (tmp_path / "basis.yaml~").read_text(encoding="utf-8") == BASE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["basis.yaml", "basis.yaml~"]
    assert main(["upgrade", str(file)]) == 0
    assert "niets te doen" in capsys.readouterr().out
    file.write_text(BASE, encoding="utf-8")
    with pytest.raises(UsageError, match="bestaat al"):
        upgrade_file(file)
    assert file.read_text(encoding="utf-8") == BASE


def test_a_program_gets_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object, with the lines that differ of each file."""
    file = tmp_path / "basis.yaml"
    file.write_text(BASE, encoding="utf-8")
    assert main(["upgrade", str(file), "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["files"]
    assert entry["changed"] is True
    assert "+  formal:" in entry["diff"]


def test_what_cannot_be_read_gets_the_usual_letters(tmp_path: Path) -> None:
    """A file that is not there, is not UTF-8 or is no YAML is refused, and stays as it was."""
    with pytest.raises(UsageError, match=r"weg\.yaml"):
        upgrade_file(tmp_path / "weg.yaml")
    for data, code in ((b"a: \xe9\n", "Y003"), (b"a: [1\n", "Y009")):
        file = tmp_path / "fout.yaml"
        file.write_bytes(data)
        with pytest.raises(InputError) as caught:
            upgrade_file(file)
        assert [problem.code for problem in caught.value.problems] == [code]
        assert file.read_bytes() == data


@pytest.mark.parametrize("old", MOVED, ids=".".join)
def test_every_moved_path_leads_to_one_of_today(old: tuple[str, ...]) -> None:
    """And what is below it goes along."""
    new = path_today((*old, "low"))
    assert new == (*MOVED[old], "low")
    assert path_today(MOVED[old]) is None


def test_an_error_about_an_old_key_names_the_new_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], own_variant: Callable[[str], Path]
) -> None:
    """In a change by path as well as within a whole answer, and the upgraded file is right."""
    path = own_variant("mechanisms.decides.upheld: {because: {nl: a, en: b}, source: wijkkader, to: {value: 25, "
                       'unit: "%", source: wijkkader, grade: C}}')  # fmt: skip
    assert main(["check", str(path), "--lang", "en"]) == 2
    assert "this is called 'mechanisms.formal.upheld' today" in capsys.readouterr().out
    assert main(["upgrade", str(path)]) == 0
    assert main(["check", str(path), "--lang", "en"]) == 0


def test_an_error_about_a_renamed_key_names_the_new_one(
    capsys: pytest.CaptureFixture[str], own_variant: Callable[[str], Path]
) -> None:
    """A guarantee written with the key of an earlier version."""
    path = own_variant('rules.guarantees.G99: {because: {nl: a, en: b}, source: wijkkader, to: {promise: {nl: "a", '
                       'en: "b"}, neutral: inkomen, source: wijkkader}}')  # fmt: skip
    assert main(["check", str(path), "--lang", "en"]) == 2
    assert "this is called 'rules.guarantees.G99.title' today" in capsys.readouterr().out
    assert main(["upgrade", str(path)]) == 0
    assert main(["check", str(path), "--lang", "en"]) == 0


@pytest.fixture
def own_variant(tmp_path: Path) -> Callable[[str], Path]:
    """A variant on the shipped base with one change."""

    def write(change: str) -> Path:
        path = tmp_path / "eigen.yaml"
        path.write_text(
            "kind: variant\nid: eigen\nbase: ruwaard\ntitle: {nl: a, en: b}\ndescription: {nl: a, en: b}\n"
            f"changes:\n  {change}\n",
            encoding="utf-8",
        )
        return path

    return write

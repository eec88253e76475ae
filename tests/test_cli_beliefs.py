"""The command line says when nobody believes anything, and which beliefs are at work when somebody does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ruwaard_sim.cli import main
from ruwaard_sim.files.result_folder import read_results

Capture = pytest.CaptureFixture[str]


def shown(capture: Capture, folder: Path, *words: str) -> str:
    """What `run wijkbudget` of one replication shows."""
    assert main(["run", "wijkbudget", "--replications", "1", "--jobs", "1", "--out", str(folder), *words]) == 0
    return capture.readouterr().out


def test_the_heading_names_the_beliefs_at_work(tmp_path: Path, capsys: Capture) -> None:
    """Before any figure stands which variant believes what; figures that rest on a belief are marked."""
    text = " ".join(shown(capsys, tmp_path / "uit").split())
    assert "wijkbudget: meer mensen bereikt, hoe de vraag op de eigen bijdrage reageert." in text
    assert text.index("Niet gemeten maar aangenomen (overtuigingen): gangbaar: hoe de vraag") < text.index(
        "Dit is geen voorspelling"
    )
    assert "welbevinden daarna, van 0 tot 10 (punten), overtuiging" in text
    assert "Overtuiging: zo'n cijfer rust op wat men gelooft" in text
    assert main(["compare", str(tmp_path / "uit"), "--lang", "en"]) == 0
    again = " ".join(capsys.readouterr().out.split())
    assert "wijkbudget: more people reached, how demand answers to the own contribution." in again
    assert "wellbeing afterwards, from 0 to 10 (points), belief" in again


def test_neutral_effects_are_said_in_the_heading_the_manifest_and_the_object(tmp_path: Path, capsys: Capture) -> None:
    """Who reads only one of the three still knows it; nothing that rests on a belief is shown."""
    text = " ".join(shown(capsys, tmp_path / "scherm", "--neutral-effects").split())
    assert "ZONDER OVERTUIGINGEN" in text
    assert ", overtuiging" not in text
    stored = read_results(tmp_path / "scherm")
    assert stored.manifest["effects"] == "neutral"
    assert stored.manifest["beliefs"] == {"gangbaar": {}, "wijkbudget": {}}
    found: dict[str, Any] = json.loads(shown(capsys, tmp_path / "json", "--neutral-effects", "--json"))
    assert found["effects"] == "neutral"
    assert found["variants"]["wijkbudget"]["wellbeing_after"]["mean"] is None


def test_a_program_is_told_which_figures_are_beliefs(tmp_path: Path, capsys: Capture) -> None:
    """`"belief": true` stands with those and with no others, in the object and in the folder."""
    found: dict[str, Any] = json.loads(shown(capsys, tmp_path / "uit", "--json"))
    assert found["effects"] == "as written"
    response = [f"mechanisms.contribution.demand_{income}" for income in ("low", "middle", "high")]
    assert found["beliefs"] == {"gangbaar": response[1:], "wijkbudget": ["bereik", *response]}
    believed = {name for name, figure in found["variants"]["wijkbudget"].items() if figure.get("belief")}
    stored = read_results(tmp_path / "uit")
    assert believed == {entry["name"] for entry in stored.indicators if entry["belief"]}
    outcomes = {"admissions", "gp_visits", "cost_gp", "wellbeing_before", "wellbeing_after"}
    assert believed == outcomes | {"active_residents", "averted"}
    assert found["differences"]["wijkbudget"]["gp_visits"]["belief"] is True
    assert "belief" not in found["differences"]["wijkbudget"]["contacts"]

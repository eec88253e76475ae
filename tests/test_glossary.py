from __future__ import annotations

import re
from pathlib import Path

import pytest

from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.plan import LAYERS

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"`([^`]+)`", TEXT)
PATHS = sorted({word for word in QUOTED if "/" in word})
PLACES = sorted(set(re.findall(r"`(scenarios/[^`]+\.yaml)`: `([^`]+)`", TEXT)))


def test_every_place_the_glossary_names_exists() -> None:
    """A word whose place has moved is found at once."""
    assert len(PATHS) > 30
    assert [path for path in PATHS if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize(("file", "key"), PLACES)
def test_every_key_the_glossary_points_at_stands_in_that_file(file: str, key: str) -> None:
    """The last word of a dotted key is a key of the file it is said to stand in, or part of a changed path."""
    text = (ROOT / file).read_text(encoding="utf-8")
    last = re.escape(key.rpartition(".")[2])
    assert re.search(rf"^\s*(?:\S+\.)?{last}(?:\.\S+)?:|[{{ ]{last}:", text, re.MULTILINE), f"{key} in {file}"


def test_every_name_a_scenario_may_use_is_explained() -> None:
    """Layers, handlings, roles, leefdomeinen, routes, questions and answers all occur."""
    plan = load_variant(Path("wijkbudget")).plan
    routes = {route for regime in plan.regimes for route in regime.provisions}
    domains = {domain.name for domain in plan.domains}
    answers = {answer for question in QUESTIONS.values() for answer in question.answers}
    names = {*LAYERS, *ROLES, *QUESTIONS, *answers, *routes, *domains}
    assert names - set(QUOTED) == set()
    words = set(re.findall(r"^\| ([^|]+) \|", TEXT, re.MULTILINE))
    assert HANDLINGS.keys() - words == set()


def test_every_word_is_explained_once() -> None:
    """No word has two entries, and every entry of the first six sections has a meaning and a place."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", TEXT.partition("## 7.")[0], re.MULTILINE)
    entries = [row for row in rows if row[0] not in {"word", "---"}]
    words = [word for word, _, _ in entries]
    assert len(words) == len(set(words))
    assert all(meaning.strip().endswith(".") and "`" in place for _, meaning, place in entries)

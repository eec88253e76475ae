"""The page that ties what the documents ask for to settings and tests: made of a table, with all it names looked up.

Renew it after changing `docs/sources-to-settings.yaml`, or after something that was planned has been built:

    python -m tests.pages.sources_to_settings
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ruwaard_sim.cli import COMMANDS
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.schema.question_catalogue import catalogue
from ruwaard_sim.tables import INDICATORS

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "sources-to-settings.yaml"
PAGE = ROOT / "docs" / "generated" / "sources-to-settings.md"
KEYS = {"at", "asks", "set", "test", "left_out", "planned", "meanwhile"}
ANY_ANSWER = "model/test_every_pair.py::test_every_pair_of_answers_runs_or_is_refused_with_a_reason"
ANY_FILE = "scenario/test_check_all_files.py::test_every_shipped_file_is_right_by_itself"
SHOWN_BY = {
    "answer": ANY_ANSWER,
    "key": ANY_ANSWER,
    "path": ANY_FILE,
    "variant": ANY_FILE,
    "study": ANY_FILE,
    "indicator": "tables/test_indicators.py::test_every_indicator_explains_itself",
    "command": "test_cli.py::test_module_and_command_are_the_same",
}
"""The test that shows something of this kind to work once it is there, when the table names none of its own."""
OWN_TESTS = "shown_by"


@dataclass(frozen=True)
class Row:
    """One thing that a document asks for, and what became of it today."""

    document: str
    at: str
    asks: str
    settings: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...]
    not_built: tuple[str, ...]


# ---------------------------------------------------------------------- what there is


@cache
def _reader() -> Reader:
    return Reader()


@cache
def scenario(name: str) -> Node | None:
    """The shipped base or variant called *name*, whole, or None."""
    folder = shipped()
    if (folder / name / "base.yaml").exists():
        whole = _reader().base(folder / name / "base.yaml")
        return None if whole is None else whole.tree
    if (folder / "variants" / f"{name}.yaml").exists():
        resolved = _reader().variant(folder / "variants" / f"{name}.yaml")
        return None if resolved is None else resolved.tree
    return None


def exists(setting: str) -> bool:
    """Whether there is such a setting, written as the table writes them."""
    kind, _, rest = setting.partition(" ")
    return _LOOKED_UP[kind](rest)


def _answer(name: str) -> bool:
    question, _, answer = name.partition(".")
    return question in catalogue() and answer in catalogue()[question].answers


def _key(name: str) -> bool:
    answer, _, key = name.rpartition(".")
    question, _, word = answer.partition(".")
    return _answer(answer) and catalogue()[question].answers[word].key(key) is not None


def _path(text: str) -> bool:
    name, _, paths = text.partition(" ")
    tree = scenario(name)
    return tree is not None and any(tree.get(tuple(path.strip().split("."))) for path in paths.split("|"))


def _rule(text: str) -> bool:
    name, key = text.split(" ")
    tree = scenario(name)
    if tree is None:
        return False
    tables = [("rules", table) for table in ("aanpak", "routering", "aanbod")]
    steering = tree.get(("steering", "tables"))
    if steering is not None and isinstance(steering.content, dict):
        tables += [("steering", "tables", table) for table in steering.content]
    return any(tree.get((*table, "rules", key)) for table in tables)


def _guarantee(text: str) -> bool:
    name, key = text.split(" ")
    tree = scenario(name)
    return tree is not None and any(tree.get((part, "guarantees", key)) for part in ("rules", "steering"))


_LOOKED_UP = {
    "answer": _answer,
    "key": _key,
    "path": _path,
    "rule": _rule,
    "guarantee": _guarantee,
    "norm": lambda name: _path(f"ruwaard norms.{name}"),
    "indicator": lambda name: name in INDICATORS,
    "variant": lambda name: (shipped() / "variants" / f"{name}.yaml").is_file(),
    "study": lambda name: (shipped() / "studies" / f"{name}.yaml").is_file(),
    "command": lambda name: name in {command.name for command in COMMANDS},
}


@cache
def _tests_in(file: str) -> frozenset[str]:
    path = ROOT / "tests" / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def is_a_test(test: str) -> bool:
    """Whether there is a test with this node id under tests/."""
    file, _, name = test.partition("::")
    return name.startswith("test_") and name in _tests_in(file)


# ---------------------------------------------------------------------- the rows


def table() -> dict[str, list[dict[str, Any]]]:
    """The table as it is written, by document."""
    return {document: rows for document, rows in _written().items() if document != OWN_TESTS}


def shown_by(setting: str) -> str:
    """The test that shows a setting to work that was planned: its own, or that of its kind."""
    return str(_written()[OWN_TESTS].get(setting) or SHOWN_BY[setting.partition(" ")[0]])


@cache
def _written() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return found


def rows() -> Iterator[Row]:
    """Every row, with what is planned and there put among its settings, and what is not there yet apart."""
    for document, written in table().items():
        for row in written:
            yield row_of(document, row)


def row_of(document: str, written: Mapping[str, Any]) -> Row:
    """One row of the table, as it stands today."""
    planned = written.get("planned", {})
    wanted = planned.get("set", [])
    built = [setting for setting in wanted if exists(setting)]
    tests = list(written.get("test", []))
    if built:
        own = [test for test in planned.get("test", []) if len(built) == len(wanted) or is_a_test(test)]
        tests += own or [shown_by(setting) for setting in built]
    left_out = [written["left_out"]] if "left_out" in written else []
    if "meanwhile" in written and len(built) < len(wanted):
        left_out.append(written["meanwhile"])
    return Row(
        document,
        written["at"],
        written["asks"],
        (*written.get("set", []), *built),
        tuple(dict.fromkeys(tests)),
        tuple(left_out),
        tuple(setting for setting in wanted if setting not in built),
    )


# ---------------------------------------------------------------------- the page


def page() -> str:
    """The page as Markdown."""
    tree = scenario("ruwaard")
    assert tree is not None
    found = list(rows())
    answered = sum(bool(row.settings) for row in found)
    waiting = sum(not row.settings and bool(row.not_built) for row in found)
    lines = [
        "# From the sources to the settings",
        "",
        "What the five documents of the Proeftuin ask for, sentence by sentence: the setting that expresses it,",
        "the test that shows it works, and what was left out and why. The words are those of the documents, shortened.",
        "",
        "Made by `python -m tests.pages.sources_to_settings` from `docs/sources-to-settings.yaml`; a test keeps it",
        "true. What there is to choose is told by `ruwaard-sim mechanisms`.",
        "",
        f"Of {len(found)} rows {answered} have a setting, {waiting} wait for something that is planned and not built,",
        f"and {len(found) - answered - waiting} are left out.",
    ]
    for document in table():
        title = tree.get(("sources", "sources", document, "title", "nl"))
        assert title is not None, document
        lines += ["", f"## {title.content} (`{document}`)", ""]
        lines += ["| where | asks | setting | shown by | left out |", "|---|---|---|---|---|"]
        lines += [_line(row) for row in found if row.document == document]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    left_out = [*row.left_out, *([f"Not built yet: {_listed(row.not_built)}."] if row.not_built else [])]
    cells = (
        row.at,
        row.asks,
        _listed(row.settings),
        _listed(f"tests/{test}" for test in row.tests),
        " ".join(left_out),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")

"""Examples of answers, taken from the shipped scenarios: to show, and to copy from.

Only complete answers count. Nothing is checked here: the shipped scenarios are tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruwaard_sim.files.library import name_of, shipped
from ruwaard_sim.files.yaml_reader import read
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.text import Text

ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Example:
    """An answer in a scenario, with the reason it gives; a base gives none."""

    question: str
    role: str | None
    written: Node
    scenario: str
    because: Text | None = None
    source: str | None = None

    @property
    def answer(self) -> str:
        """The name of the answer."""
        return str(self.plain.get(ANSWER))

    @property
    def plain(self) -> dict[str, Any]:
        """The answer with its keys, as plain data."""
        values: dict[str, Any] = self.written.plain()
        return values


def examples_in(mechanisms: Node | None, scenario: str) -> Iterator[Example]:
    """Yield every answer under *mechanisms*, the ``mechanisms:`` node of the scenario called *scenario*."""
    if mechanisms is None:
        return
    for name, question in QUESTIONS.items():
        for role in ROLES if question.by_role else (None,):
            written = mechanisms.get((name,) if role is None else (name, role))
            if written is not None and isinstance(written.content, dict):
                yield Example(name, role, written, scenario)


@cache
def shipped_examples() -> Sequence[Example]:
    """Return every complete answer in a shipped base or variant, bases first."""
    folder = shipped()
    examples: list[Example] = []
    for path in sorted(folder.glob("*/base.yaml")):
        tree = read(path, path.name)
        examples += examples_in(tree.child("mechanisms"), name_of(path))
    for path in sorted((folder / "variants").glob("*.yaml")):
        examples += _changed(path)
    return tuple(examples)


def _changed(path: Path) -> Iterator[Example]:
    """Yield the answers that the variant at *path* sets, with its reasons."""
    changes = read(path, path.name).child("changes")
    if changes is None or not isinstance(changes.content, dict):
        return
    for change_path, change in changes.content.items():
        room, _, rest = change_path.partition(".")
        question, _, role = rest.partition(".")
        written = change.child("to")
        is_whole = question in QUESTIONS and (role in ROLES if QUESTIONS[question].by_role else not role)
        if room == "mechanisms" and is_whole and written is not None and isinstance(written.content, dict):
            because, source = change.child("because"), change.child("source")
            yield Example(
                question,
                role or None,
                written,
                name_of(path),
                None if because is None else _text(because.plain()),
                None if source is None else str(source.content),
            )


def _text(both: Mapping[str, str]) -> Text:
    return Text(both["nl"], both["en"])

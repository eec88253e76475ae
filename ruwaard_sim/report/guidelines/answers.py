"""The guidelines with their items and answers, and the evidence: read from ``answers.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruwaard_sim.errors import UsageError, nearest
from ruwaard_sim.files.yaml_reader import read
from ruwaard_sim.text import Text

FILE = Path(__file__).parent / "answers.yaml"
NAMES = ("stress-des", "trace", "advishe")
STATUSES = ("done", "in part", "not done", "not applicable")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a guideline: its question, status, written answer and generated parts."""

    number: str
    section: str
    title: str
    asks: str
    status: str
    answer: str
    shows: Sequence[str]
    """The names of the generated parts below the answer."""

    @property
    def by(self) -> str:
        """The origin of the answer: written, generated or both."""
        if not self.shows:
            return "written"
        return "generated and written" if self.answer else "generated"


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline with its answered items."""

    name: str
    title: str
    full: str
    reference: str
    about: str
    items: Sequence[Item]
    appendices: Mapping[str, str]
    """The names of the generated parts at the end, by title."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the command that shows it, what that shows, and how long it takes."""

    claim: str
    run: str
    see: str
    takes: str


def guideline(name: str) -> Guideline:
    """The guideline called *name*. Raises UsageError with the nearest name when there is none."""
    if name not in NAMES:
        suggested = nearest(name, NAMES)
        names, hint = ", ".join(NAMES), "" if suggested is None else f" ({{}} {suggested}?)"
        raise UsageError(
            Text(
                f"--guideline: er is geen richtlijn '{name}'{hint.format('bedoelde u')}; kies uit: {names}.",
                f"--guideline: there is no guideline '{name}'{hint.format('perhaps meant:')}; choose from: {names}.",
            )
        )
    written = _written()["guidelines"][name]
    items = [_item(number, entry) for number, entry in written["items"].items()]
    head = {key: written[key] for key in ("title", "full", "reference", "about")}
    return Guideline(name, **head, items=items, appendices=written.get("appendices", {}))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The claims, the relations between runs with their tests, and the limits of both."""

    claims: Sequence[Claim]
    relations: Sequence[tuple[str, str]]
    limits: str


def evidence() -> Evidence:
    """The evidence, with the claims of the parts that are built."""
    written = _written()["evidence"]
    rows = [Claim(**row["row"]) for row in written["rows"] if "part" not in row or built_parts()[row["part"]]]
    return Evidence(rows, [(relation, test) for relation, test in written["relations"]], written["limits"])


def built_parts() -> Mapping[str, bool]:
    """The optional parts of the evidence by name: True for those that are built."""
    parts: Mapping[str, bool] = _written()["built"]
    return parts


def _item(number: str, entry: Mapping[str, Any]) -> Item:
    lines, status = [entry.get("answer", "")], entry["status"]
    for later in entry.get("later", []):
        is_built = built_parts()[later["part"]]
        lines.append(later.get("then" if is_built else "until", ""))
        status = later.get("status", status) if is_built else status
    return Item(
        number=number,
        section=entry.get("section", ""),
        title=entry["title"],
        asks=entry["asks"],
        status=status,
        answer="\n\n".join(text.strip() for text in lines if text.strip()),
        shows=tuple(entry.get("shows", [])),
    )


@cache
def _written() -> dict[str, Any]:
    content: dict[str, Any] = read(FILE, FILE.name).plain()
    return content

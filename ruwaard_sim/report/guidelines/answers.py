"""The guidelines with their items, what people answer to them, and the evidence: read from ``answers.yaml``."""

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
    """One item of a guideline: what it asks, how far that is done, what people answer, and what is generated."""

    number: str
    section: str
    title: str
    asks: str
    status: str
    answer: str
    shows: Sequence[str]
    """The generated parts, by name, that stand below the answer."""

    @property
    def by(self) -> str:
        """Who answers."""
        if not self.shows:
            return "written"
        return "generated and written" if self.answer else "generated"


@dataclass(frozen=True, slots=True)
class Guideline:
    """One guideline, answered."""

    name: str
    title: str
    full: str
    reference: str
    about: str
    items: Sequence[Item]
    appendices: Mapping[str, str]
    """Generated parts that stand at the end, by title."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, the command by which anyone can see it, what is seen then, and how long that takes."""

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
    """Every claim that can be seen now, the relations between runs with their tests, and what nothing of it shows."""

    claims: Sequence[Claim]
    relations: Sequence[tuple[str, str]]
    limits: str


def evidence() -> Evidence:
    """The evidence that is there."""
    written = _written()["evidence"]
    rows = [Claim(**row["row"]) for row in written["rows"] if "part" not in row or built()[row["part"]]]
    return Evidence(rows, [(relation, test) for relation, test in written["relations"]], written["limits"])


def built() -> Mapping[str, bool]:
    """Which parts of the evidence are there: those named here are told of only when they are."""
    found: Mapping[str, bool] = _written()["built"]
    return found


def _item(number: str, entry: Mapping[str, Any]) -> Item:
    lines, status = [entry.get("answer", "")], entry["status"]
    for later in entry.get("later", []):
        is_built = built()[later["part"]]
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

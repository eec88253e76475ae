"""Reads strict YAML: text to a tree of values with their places, or all problems together.

A scenario file uses a small part of YAML: mappings, lists, texts, numbers, true, false and null. What
makes YAML surprising or dangerous (anchors, tags, merge keys, guessed types) is refused. The tree is
built from the parser's stream of events, so nothing is ever expanded, and depth and size are bounded
while reading. What the values mean is not known here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

import yaml

from ruwaard_sim.errors import Findings, Mark
from ruwaard_sim.files.text_encoding import MOST_BYTES, check_length, check_signs, decode
from ruwaard_sim.files.yaml_tree import Builder, StopReading
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.text import Text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_QUOTE_IT = Text(
    'een waarde kan niet met dit teken beginnen; zet haar tussen aanhalingstekens, zoals "%"',
    'a value cannot begin with this character; put it in quotation marks, like "%"',
)
_SYNTAX: tuple[tuple[str, Text], ...] = (
    (
        "mapping values are not allowed",
        Text(
            "een dubbele punt op een plek waar dat niet kan; klopt het inspringen, "
            "of hoort de tekst tussen aanhalingstekens?",
            "a colon where it cannot stand; is the indentation right, or does the text need quotation marks?",
        ),
    ),
    (
        "entries are not allowed",
        Text(
            "een streepje van een lijst kan hier niet; begin de lijst op een nieuwe regel",
            "a dash of a list cannot stand here; begin the list on a new line",
        ),
    ),
    ("cannot start any token", _QUOTE_IT),
    ("alphabetic or numeric character", _QUOTE_IT),
    (
        "expected ':'",
        Text(
            "na deze sleutel ontbreekt een dubbele punt met een spatie erachter",
            "after this key a colon followed by a space is missing",
        ),
    ),
    (
        "unexpected end of stream",
        Text(
            "het aanhalingsteken dat hier opent, wordt nergens gesloten",
            "the quotation mark that opens here is never closed",
        ),
    ),
    (
        "',' or ']'",
        Text(
            "een lijst met [ is hier niet goed afgesloten: verwacht wordt , of ]",
            "a list with [ is not closed well here: , or ] is expected",
        ),
    ),
    (
        "',' or '}'",
        Text(
            "een blok met { is hier niet goed afgesloten: verwacht wordt , of }",
            "a block with { is not closed well here: , or } is expected",
        ),
    ),
    (
        "node content",
        Text(
            "hier hoort een waarde; staat er een komma of haakje te veel?",
            "a value belongs here; is there a comma or bracket too many?",
        ),
    ),
    (
        "document start",
        Text(
            "hier had het bestand al uit moeten zijn; klopt het inspringen, of is er een haakje te veel?",
            "the file should have ended here; is the indentation right, or is there a bracket too many?",
        ),
    ),
    (
        "escape c",
        Text(
            "een onbekend teken na \\; gebruik enkele aanhalingstekens om \\ gewoon te schrijven",
            "an unknown character after \\; use single quotation marks to write \\ as it is",
        ),
    ),
    (
        "block scalar",
        Text("na | of > begint de tekst op een nieuwe regel", "after | or > the text begins on a new line"),
    ),
    (
        "block mapping",
        Text(
            "hier hoort een sleutel; klopt het inspringen, of staat er tekst na een aanhalingsteken?",
            "a key belongs here; is the indentation right, or is there text after a quotation mark?",
        ),
    ),
    (
        "block collection",
        Text(
            "hier hoort een nieuw streepje van de lijst; klopt het inspringen?",
            "a new dash of the list belongs here; is the indentation right?",
        ),
    ),
)
"""What the parser says (a part of it), and what that means to the writer of a scenario."""


def read(path: Path, shown_as: str | None = None) -> Node:
    """Return the scenario file at *path* as a tree; problems call it *shown_as* (by default the path itself).

    Raises InputError with everything that is wrong with the file as YAML. Reads at most 1 MB.
    """
    name = str(path) if shown_as is None else shown_as
    findings = Findings()
    data = _bytes(path, name, findings)
    findings.raise_if_any()
    return read_text(data, name)


def read_text(content: bytes | str, name: str) -> Node:
    """Return the scenario in *content* as a tree; *name* is the name of the file in marks and problems.

    Raises InputError with everything that is wrong with it as YAML, and nothing else.
    """
    findings = Findings()
    text = decode(content, name, findings) if isinstance(content, bytes) else check_length(content, name, findings)
    if text is not None:
        check_signs(text, name, findings)
    findings.raise_if_any()
    return _tree(text or "", name)


@lru_cache(maxsize=64)
def _tree(text: str, name: str) -> Node:
    """The tree of *text*, which nobody changes, so that a text that is read again is not parsed again."""
    findings = Findings()
    node = _parse(text, name, findings)
    findings.raise_if_any()
    assert node is not None
    return node


def _bytes(path: Path, name: str, findings: Findings) -> bytes:
    problem = Text("het bestand kan niet worden gelezen", "the file cannot be read")
    try:
        mode = path.stat().st_mode
        if S_ISREG(mode):
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        problem = Text("dit is geen gewoon bestand", "this is not an ordinary file")
        if S_ISDIR(mode):
            problem = Text("dit is een map, geen bestand", "this is a folder, not a file")
    except FileNotFoundError:
        problem = Text("dit bestand bestaat niet", "this file does not exist")
    except PermissionError:
        problem = message("Y001")
    except (OSError, ValueError):
        pass
    findings.add(Mark(name, 1, 1), "Y001", problem)
    return b""


def _parse(text: str, name: str, findings: Findings) -> Node | None:
    builder = Builder(name, findings)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except StopReading:
        return None
    except yaml.MarkedYAMLError as error:
        _note_syntax(error, name, findings)
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        text_of = message("Y009", "parse", error=error)
        findings.add(Mark(name, 1, 1), "Y009", text_of)
        return None
    return builder.finish()


def _note_syntax(error: yaml.MarkedYAMLError, name: str, findings: Findings) -> None:
    reason = f"{error.problem or ''} | {error.context or ''}"
    text = next((text for part, text in _SYNTAX if part in reason), None)
    if text is None:
        text = message("Y009", "note_syntax", problem=error.problem)
    opened = "expected ':'" in reason or "unexpected end of stream" in reason
    mark = (error.context_mark if opened else error.problem_mark) or error.problem_mark or error.context_mark
    position = Mark(name, mark.line + 1, mark.column + 1) if mark is not None else Mark(name, 1, 1)
    findings.add(position, "Y009", text)

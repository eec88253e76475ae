"""Slips of the typing finger in scenario files, made from the files by a seed, and what `check` says of each.

A slip is one edit in one word: two letters exchanged, a letter left out, a letter twice, or the key beside it. Only
words that must agree with something are misspelled: keys, choices, units, sources, names, paths, and the words of
conditions. Texts for readers, and names that a file itself gives, have no wrong spelling.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path, PurePosixPath

from ruwaard_sim.errors import Mark, Problem
from ruwaard_sim.files.loading import check_files
from ruwaard_sim.files.yaml_reader import read
from ruwaard_sim.scenario.document.node import Node

Way = tuple[str, ...]
"""The keys that lead to a place in a whole scenario; in a variant those of what it changes."""

GIVEN = (
    "sources/sources/*",
    "targets/sources/*",
    "targets/targets/*",
    "targets/not_covered/*",
    "parameters/*",
    "*/*/rules/*",
    "steering/facts/*",
    "steering/actions/*",
    "steering/tables/*",
    "examples/*",
    "cannot_happen/*",
    "guarantees/*",
    "organisation/parties/*",
    "organisation/staff/*",
    "tasks/rows/*",
    "organisation/places/*",
    "organisation/provisions/*",
    "needs/effects/*",
    "needs/shocks/*",
    "needs/domains/*",
    "money/lines/*",
)
"""Where a key is a name that the file itself gives: the end of the way to it."""
NAMES = {
    "by/rows/*": "pool",
    "meeting/*": "pool",
    "stock/*": "leefdomein",
    "needs/growth/*": "leefdomein",
    "rules/facts/*": "fact",
    "rows/*": "row",
}
"""Where a key is a name that must be known, and of what."""
TEXTS = ("nl", "en", "url", "note", "day", "start", "end")
"""Keys whose values are for readers, or days."""
LINES = {"when": "condition", "assume": "condition", "touches": "condition", "facts": "example"}
"""Keys whose values hold several words."""
VALUES = {
    **{key: key for key in ("unit", "source", "party", "line", "figure")},
    **dict.fromkeys(("officials", "access", "buys", "of", "take", "give"), "pool"),
    **dict.fromkeys(("values", "typical"), "value of a fact"),
    **dict.fromkeys(("id", "base", "variant", "variants", "baseline"), "name of a file"),
    **dict.fromkeys(("neutral", "rising", "table", "order", "never_negative", "amount"), "guarantee"),
    "domains": "leefdomein",
    "in_kind": "provision",
    "before": "path",
    "then": "outcome",
}
"""What the value of a key is; of any other key it is a choice."""
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""The letters on a keyboard."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a *file* and what *kind* of word it is. *line* and *column* count from 1."""

    file: str
    line: int
    column: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A *word*, and what was *typed* in its place."""

    word: Word
    typed: str

    def made_in(self, text: str) -> str:
        """The *text* of the file, with the slip."""
        lines = text.split("\n")
        line, place = lines[self.word.line - 1], self.word.column - 1
        lines[self.word.line - 1] = line[:place] + self.typed + line[place + len(self.word.text) :]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Judged:
    """What was *told* of a slip, whether on its very line (*located*), and naming the right word there (*meant*)."""

    slip: Slip
    told: tuple[Problem, ...]
    located: bool
    meant: bool


# ---------------------------------------------------------------------- the words there are


def words(folder: Path) -> list[Word]:
    """Every word in the scenario files of *folder* that must agree with something."""
    trees = {path.relative_to(folder).as_posix(): read(path) for path in sorted(folder.rglob("*.yaml"))}
    known = {way for tree in trees.values() for way in _ways(tree, _top(tree))}
    return [
        Word(file, mark.line, mark.column, text, kind)
        for file, tree in trees.items()
        for mark, text, kind in _in_block(tree, _top(tree), known)
        if re.search("[A-Za-z]", text)
    ]


Found = Iterator[tuple[Mark, str, str]]


def _top(tree: Node) -> Way:
    """Where in a whole scenario the file of *tree* is."""
    kind = str(tree.plain()["kind"])
    return () if kind in ("base", "variant", "study") else (kind,)


def _ways(node: Node, way: Way) -> Iterator[Way]:
    if isinstance(node.content, dict):
        for key, child in node.content.items():
            yield (*way, key)
            yield from _ways(child, (*way, key))


def _in_block(node: Node, way: Way, known: Collection[Way]) -> Found:
    assert isinstance(node.content, dict)
    for key, child in node.content.items():
        here = (*way, key)
        assert child.key_mark is not None
        if way == ("changes",):
            yield from _in_change(key, child, child.key_mark, known)
            continue
        place = PurePosixPath(*here)
        if not any(place.match(pattern) for pattern in GIVEN):
            kind = next((kind for pattern, kind in NAMES.items() if place.match(pattern)), "key")
            yield child.key_mark, key, kind
        yield from _in_value(child, here, known)


def _in_change(path: str, change: Node, mark: Mark, known: Collection[Way]) -> Found:
    """The steps of the *path* that exist already, the keys of the change, and its new value as what it changes."""
    steps = tuple(path.split("."))
    for depth, step in enumerate(steps, start=1):
        if steps[:depth] in known:
            column = mark.column + sum(len(before) + 1 for before in steps[: depth - 1])
            yield Mark(mark.file, mark.line, column), step, "path"
    assert isinstance(change.content, dict)
    for key, child in change.content.items():
        assert child.key_mark is not None
        yield child.key_mark, key, "key"
        yield from _in_value(child, steps if key == "to" else (key,), known)


def _in_value(node: Node, way: Way, known: Collection[Way]) -> Found:
    key, content = way[-1], node.content
    if isinstance(content, dict):
        yield from _in_block(node, way, known)
    elif isinstance(content, list):
        for child in content:
            yield from _in_value(child, way, known)
    elif isinstance(content, bool) or content is None:
        yield node.mark, {True: "true", False: "false", None: "null"}[content], "choice"
    elif isinstance(content, str) and key not in TEXTS:
        is_guarantee = key == "then" and "guarantees" in way
        kind = "condition" if is_guarantee else LINES.get(key, VALUES.get(key, "choice"))
        several = is_guarantee or key in LINES or key == "answer"
        pattern = "[A-Za-z_][A-Za-z0-9_]*" if several else r"\S+" if key == "source" else ".+"
        for match in list(re.finditer(pattern, content))[: None if several else 1]:
            column = node.mark.column + node.quoted + match.start()
            yield Mark(node.mark.file, node.mark.line, column), match[0], kind


# ---------------------------------------------------------------------- the slips


def misspellings(word: str) -> dict[str, list[str]]:
    """Every slip that can be made in *word*, by what happens."""
    letters = [place for place, letter in enumerate(word) if letter.isalpha()]
    pairs = [place for place in letters if place + 1 in letters and word[place] != word[place + 1]]
    found = {
        "exchanged": [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs],
        "left out": [word[:at] + word[at + 1 :] for at in letters if len(word) > 1],
        "twice": [word[:at] + word[at] + word[at:] for at in letters],
        "beside": [word[:at] + other + word[at + 1 :] for at in letters for other in _beside(word[at])],
    }
    return {how: typed for how, typed in found.items() if typed}


def _beside(letter: str) -> Iterator[str]:
    """The letters on the keys to the left and right of *letter*."""
    for row in ROWS:
        place = row.find(letter.lower())
        near = row[max(0, place - 1) : place] + row[place + 1 : place + 2] if place >= 0 else ""
        yield from near if letter.islower() else near.upper()


def slips(found: Sequence[Word], seed: int, count: int) -> list[Slip]:
    """*count* slips in the words that were *found*: every kind of word in every file has its turn, as *seed* decides.

    What is typed is never a word that stands in the files itself.
    """
    draw = random.Random(seed)
    real = {word.text for word in found}
    groups: dict[tuple[str, str], list[Word]] = {}
    for word in found:
        groups.setdefault((word.file, word.kind), []).append(word)
    turns = list(groups.values())
    draw.shuffle(turns)
    made = (_slip(draw.choice(group), draw, real) for group in cycle(turns))
    return list(islice((slip for slip in made if slip is not None), count))


def _slip(word: Word, draw: random.Random, real: Collection[str]) -> Slip | None:
    ways = [[typed for typed in way if typed not in real] for way in misspellings(word.text).values()]
    ways = [way for way in ways if way]
    return Slip(word, draw.choice(draw.choice(ways))) if ways else None


# ---------------------------------------------------------------------- what is said of them


def judged(folder: Path, slip: Slip) -> Judged:
    """What `check` says of the file with the *slip*, in a copy of the scenarios in *folder*."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place).resolve() / "scenarios"
        shutil.copytree(folder, copy)
        path = copy / slip.word.file
        path.write_text(slip.made_in(path.read_text(encoding="utf-8")), encoding="utf-8")
        told, _ = check_files([path])
    return verdict(slip, told, path)


def verdict(slip: Slip, told: Sequence[Problem], path: Path) -> Judged:
    """Whether what was *told* is on the line of the *slip* in the file at *path*, and names what should stand there."""
    here = [problem for problem in told if problem.mark.file == str(path) and problem.mark.line == slip.word.line]
    name = re.compile(rf"(?<![\w-]){re.escape(slip.word.text)}(?![\w-])")
    meant = any(name.search(said) for problem in here for said in (*problem.text, problem.suggestion or ""))
    return Judged(slip, tuple(told), bool(here), meant)

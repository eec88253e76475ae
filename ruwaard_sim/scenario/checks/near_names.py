"""Names that a variant adds beside nearly the same name of its base: perhaps it meant to change what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from ruwaard_sim.errors import Findings
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Loc, Node


def note_near_names(tree: Node, below: Node, findings: Findings) -> None:
    """Note (X038) every name in *tree* that is not *below* it, one typo away from a name that is.

    What it was meant to change would quietly stay in force beside it.
    """
    for at, siblings in _additions(tree):
        if below.get(at) is not None:
            continue
        new = siblings[str(at[-1])]
        others = (name for name, other in siblings.items() if _file(other) != _file(new))
        intended = next((name for name in others if one_letter_apart(name.casefold(), str(at[-1]).casefold())), None)
        if intended is not None:
            text = message("X038", where=at[-1], intended=intended)
            findings.add(tree.key_mark_at(at), "X038", text, suggestion=intended)


def one_letter_apart(word: str, other: str) -> bool:
    """True if *word* becomes *other* when one letter is added, left out, replaced, or exchanged with the next.

    Numbers are no typos: ``team_1`` and ``team_2`` are two names.
    """
    for _ in ("from the front", "from the back"):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
        word, other = word[same:][::-1], other[same:][::-1]
    if (word + other).isdigit():
        return False
    return max(len(word), len(other)) == 1 or (len(word) == 2 and word == other[::-1])


def _additions(tree: Node) -> Iterator[tuple[Loc, Mapping[str, Node]]]:
    """Every key that comes from another file than the block it stands in, with all that stands in that block."""
    waiting: list[tuple[Loc, Node]] = [((), tree)]
    while waiting:
        at, block = waiting.pop()
        if isinstance(block.content, dict):
            waiting += [((*at, key), child) for key, child in block.content.items()]
            new = [key for key, child in block.content.items() if _file(child) not in ("", block.mark.file)]
            yield from (((*at, key), block.content) for key in new)


def _file(value: Node) -> str:
    """The file in which the key of *value* stands; none for a part of a base, which no key brought in."""
    return "" if value.key_mark is None else value.key_mark.file

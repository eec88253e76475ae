"""Builds a tree of nodes from YAML events, and notes everything that a scenario file may not contain.

Takes one event at a time and has its own stack, so it neither recurses nor expands aliases.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from ruwaard_sim.errors import Findings, Mark
from ruwaard_sim.files.text_encoding import HIDDEN, about_hidden_sign
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Content, Node
from ruwaard_sim.scenario.document.scalars import SpellingProblem, resolve, shown
from ruwaard_sim.text import Text

MOST_DEPTH = 32
MOST_EVENTS = 50_000
MOST_PROBLEMS = 100

_QUOTES = Text("is het tekst, zet het dan tussen aanhalingstekens", "if it is text, put it in quotation marks")


class StopReading(Exception):  # noqa: N818 - it is a decision, not an error
    """Stops the reading of a file, after the reason was noted."""


@dataclass(slots=True)
class _Open:
    """A mapping (*keys*) or list (*items*) that is not complete yet.

    *key* is the key whose value comes next; None if that value is ignored.
    """

    mark: Mark
    keys: dict[str, Node] | None
    items: list[Node]
    braces: bool
    waits_for_key: bool
    key: str | None = None
    key_mark: Mark | None = None
    seen: dict[str, tuple[str, Mark]] = field(default_factory=dict)


class Builder:
    """Builds the tree of one file. Problems go to *findings*; the tree is valid only without any."""

    def __init__(self, name: str, findings: Findings) -> None:
        self._name = name
        self._findings = findings
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._events = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Process the next event. Raises :class:`StopReading` if the rest must not be read."""
        self._events += 1
        if self._events > MOST_EVENTS:
            self._stop(event, "Y015", message("Y015", most=MOST_EVENTS))
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def finish(self) -> Node | None:
        """Return the tree after the last event; None after noting that it is not a mapping."""
        root = self._root
        if root is None:
            self._findings.add(Mark(self._name, 1, 1), "Y007", message("Y007"))
        elif not isinstance(root.content, dict):
            self._findings.add(root.mark, "Y008", message("Y008"))
            return None
        return root

    def _scalar(self, event: Any) -> None:
        self._refuse_decoration(event)
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            self._note(event, "Y004", about_hidden_sign(hidden[0]))
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.waits_for_key:
            self._key(event, parent)
            return
        if event.style:
            self._put(event.value, self._mark(event), quoted=event.style in "'\"")
            return
        if event.value == "" and self._no_value(event, parent):
            return
        value = resolve(event.value)
        if isinstance(value, SpellingProblem):
            text = value.text
            self._note(
                event,
                value.code,
                Text(
                    f"{shown(event.value)}: {text.nl}; {_QUOTES.nl}", f"{shown(event.value)}: {text.en}; {_QUOTES.en}"
                ),
            )
            value = None
        self._put(value, self._mark(event))

    def _no_value(self, event: Any, parent: _Open | None) -> bool:
        """Tell if an empty plain scalar stands for no value: an empty file, or a key alone in braces."""
        if parent is None:
            return True
        if parent.braces and parent.key is not None:
            mark = parent.key_mark or self._mark(event)
            self._note_at(mark, "Y030", message("Y030", word=shown(parent.key)))
        return False

    def _key(self, event: Any, parent: _Open) -> None:
        mark = self._mark(event)
        parent.waits_for_key = False
        parent.key, parent.key_mark = None, mark
        key: str = event.value
        if key == "<<" and not event.style:
            self._note(event, "Y012", message("Y012"))
        elif not _is_key(key, quoted=bool(event.style)):
            self._note_key(event, shown(key))
        elif self._is_new(key, mark, parent):
            parent.key = key

    def _is_new(self, key: str, mark: Mark, parent: _Open) -> bool:
        folded = key.lower() if key.isascii() else unicodedata.normalize("NFKC", key).casefold()
        earlier = parent.seen.setdefault(folded, (key, mark))
        if earlier[1] is mark:
            return True
        line = earlier[1].line
        if earlier[0] == key:
            self._note_at(mark, "Y017", message("Y017", key=shown(key), line=line))
        else:
            self._note_at(mark, "Y018", message("Y018", key=shown(key), earlier=shown(earlier[0]), line=line))
        return False

    def _open(self, event: Any, mapping: bool) -> None:
        self._refuse_decoration(event)
        if len(self._stack) == MOST_DEPTH:
            self._stop(event, "Y014", message("Y014", most=MOST_DEPTH))
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.waits_for_key:
            self._note_key(event, "{ }" if mapping else "[ ]")
        keys: dict[str, Node] | None = {} if mapping else None
        self._stack.append(_Open(self._mark(event), keys, [], event.flow_style, waits_for_key=mapping))

    def _close(self) -> None:
        closed = self._stack.pop()
        self._put(closed.items if closed.keys is None else closed.keys, closed.mark)

    def _put(self, content: Content, mark: Mark, *, quoted: bool = False) -> None:
        """Add a complete value to the open mapping or list around it."""
        parent = self._stack[-1] if self._stack else None
        if parent is None:
            self._root = Node(content, mark, None, quoted)
        elif parent.keys is None:
            parent.items.append(Node(content, mark, None, quoted))
        elif parent.waits_for_key:
            parent.waits_for_key, parent.key, parent.key_mark = False, None, mark
        else:
            if parent.key is not None:
                parent.keys[parent.key] = Node(content, mark, parent.key_mark, quoted)
            parent.waits_for_key = True

    def _alias(self, event: Any) -> None:
        self._note_anchor(event)
        self._put(None, self._mark(event))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if event.version or event.tags:
            self._note(event, "Y011", message("Y011", "document"))
        if self._documents > 1:
            self._stop(event, "Y013", message("Y013"))

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._note_anchor(event)
        if event.tag is not None:
            self._note(event, "Y011", message("Y011", "refuse_decoration", tag=shown(event.tag), QUOTES=_QUOTES))

    def _note_anchor(self, event: Any) -> None:
        self._note(event, "Y010", message("Y010", QUOTES=_QUOTES))

    def _note_key(self, event: Any, key: str) -> None:
        self._note(event, "Y019", message("Y019", word=key))

    def _mark(self, event: Any) -> Mark:
        start = event.start_mark
        return Mark(self._name, start.line + 1, start.column + 1)

    def _note(self, event: Any, code: str, text: Text) -> None:
        self._note_at(self._mark(event), code, text)

    def _note_at(self, mark: Mark, code: str, text: Text) -> None:
        self._findings.add(mark, code, text)
        if len(self._findings.problems) >= MOST_PROBLEMS:
            enough = message("Y016")
            self._findings.add(mark, "Y016", enough)
            raise StopReading

    def _stop(self, event: Any, code: str, text: Text) -> None:
        self._findings.add(self._mark(event), code, text)
        raise StopReading


def _is_key(key: str, *, quoted: bool) -> bool:
    """Tell if *key* is text, or unquoted digits that can only be read as text (``18``, ``65_74``)."""
    if quoted:
        return key != ""
    intended = resolve(key)
    if isinstance(intended, SpellingProblem):
        return intended.code == "Y023"
    if isinstance(intended, bool) or not isinstance(intended, str | int):
        return False
    return isinstance(intended, str) or key.isdigit()

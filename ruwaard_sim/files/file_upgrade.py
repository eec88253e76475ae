"""Brings a scenario file of an earlier version to the keys of today, by editing its text: comments and layout stay.

What moved stands in :mod:`ruwaard_sim.scenario.document.old_names`. The text is edited at the places that YAML gives,
from the end to the beginning, so that an edit moves none that is still to come.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

import yaml

from ruwaard_sim.errors import DiskError, InputError, Mark, Problem, UsageError
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.old_names import DECIDES, FORMAL, KEPT_TOO, OFFICIALS_KEYS, name_today, path_today
from ruwaard_sim.text import Text

Pair = tuple[yaml.ScalarNode, yaml.Node]


class Edit(NamedTuple):
    """Replace the text from *start* to *end* by *text*."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A file as it was and as it is after upgrading."""

    file: Path
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """True if anything had to change."""
        return self.before != self.after

    @property
    def diff(self) -> list[str]:
        """The lines that differ, in unified format."""
        lines = (self.before.splitlines(), self.after.splitlines())
        return list(unified_diff(*lines, str(self.file), str(self.file), lineterm="", n=1))


def upgrade_file(path: Path, *, write: bool = True) -> Upgrade:
    """Upgrade the scenario file at *path*; the text it had is kept beside it, with ``~`` behind its name.

    Writes nothing when nothing has to change, or without *write*. Raises InputError for a file that cannot be read,
    UsageError when there already is a kept text, DiskError when the disk refuses.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        reason = Text("dit bestand kan niet worden gelezen", "this file cannot be read")
        raise UsageError(
            Text(f"{path}: {reason.nl} ({error.strerror})", f"{path}: {reason.en} ({error.strerror})")
        ) from error
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        sign = bytes([byte]).decode("cp1252", "replace")
        text_of = message("Y003", "not_utf_8", byte=f"0x{byte:02X}", sign=sign)
        raise InputError([Problem(Mark(str(path), 1, 1), "Y003", text_of)]) from error
    upgraded = Upgrade(path, text, upgraded_text(text, str(path)))
    if write and upgraded.is_changed:
        _write_with_copy(path, upgraded)
    return upgraded


def upgraded_text(text: str, name: str) -> str:
    """*text* of a scenario file called *name*, with the keys of today. Raises InputError when it is not sound YAML."""
    read_text(text, name)
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return text
    after = text
    for edit in sorted(_edits(root, text), reverse=True):
        after = after[: edit.start] + edit.text + after[edit.end :]
    return after


def _edits(root: yaml.MappingNode, text: str) -> Iterator[Edit]:
    """All edits of a file: blocks that hold moved keys, and paths that name one."""
    mechanisms = _child(root, "mechanisms")
    if isinstance(mechanisms, yaml.MappingNode):
        for key, value in _pairs(mechanisms):
            if key.value == DECIDES[-1] and isinstance(value, yaml.MappingNode):
                yield from _move_out(text, (key, value), value, FORMAL[-1], None)
    changes = _child(root, "changes")
    if isinstance(changes, yaml.MappingNode):
        for key, value in _pairs(changes):
            to = _child(value, "to")
            if key.value == ".".join(DECIDES) and isinstance(to, yaml.MappingNode):
                yield from _move_out(text, (key, value), to, ".".join(FORMAL), value)
    yield from _renamed_paths(root)
    yield from _renamed_keys(root, ())


def _renamed_keys(node: yaml.Node, path: tuple[str, ...]) -> Iterator[Edit]:
    """Keys that are called otherwise today; the *path* of a change in a variant counts, with its ``to`` left out."""
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in _pairs(node):
        is_content = key.value == "to" and path[:1] == ("changes",)
        at = path if is_content else (*path, *key.value.split("."))
        name = name_today(at)
        if name is not None and key.value == at[-1] and not is_content:
            yield Edit(key.start_mark.index, key.end_mark.index, name)
        yield from _renamed_keys(value, at)


def _renamed_paths(node: yaml.Node) -> Iterator[Edit]:
    """Keys and values of a file that are themselves a moved path, such as a change or a value to fit."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from (*_renamed_paths(key), *_renamed_paths(value))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _renamed_paths(item)
    elif isinstance(node, yaml.ScalarNode) and "." in node.value:
        new = path_today(node.value.split("."))
        if new is not None:
            quote = node.style if node.style in ('"', "'") else ""
            yield Edit(node.start_mark.index, node.end_mark.index, f"{quote}{'.'.join(new)}{quote}")


def _move_out(text: str, entry: Pair, block: yaml.MappingNode, name: str, change: yaml.Node | None) -> Iterator[Edit]:
    """Move the officials' keys out of *block* to a new entry *name* right behind *entry*.

    *change* is the change of a variant that the block belongs to: its reason and source go along.
    """
    kept = KEPT_TOO.get(getattr(_child(block, "answer"), "value", ""), frozenset())
    moved = [pair for pair in _pairs(block) if pair[0].value in OFFICIALS_KEYS]
    removed = [pair for pair in moved if pair[0].value not in kept]
    if not removed:
        return
    if block.flow_style:
        yield from _without_items(text, block, removed)
    else:
        yield from (Edit(*_line_span(text, pair), "") for pair in removed)
    body = _body(text, block, moved, change)
    key, value = entry
    if _in_flow(text, entry):
        yield Edit(value.end_mark.index, value.end_mark.index, f", {name}:{body}")
    else:
        end = _line_span(text, entry)[1]
        newline = "" if text[end - 1 : end] == "\n" else "\n"
        yield Edit(end, end, f"{newline}{' ' * key.start_mark.column}{name}:{body}\n")


def _body(text: str, block: yaml.MappingNode, moved: list[Pair], change: yaml.Node | None) -> str:
    """The text of the new answer after its key: the moved keys, in a change together with reason and source."""
    if block.flow_style:
        answer = f" {{{', '.join(['answer: officials', *(_source_of(text, pair) for pair in moved)])}}}"
    else:
        column = " " * block.value[0][0].start_mark.column
        lines = "".join(_lines_of(text, pair) for pair in moved)
        answer = f"\n{column}answer: officials\n{lines}".rstrip("\n")
    if change is None:
        return answer
    reasons = [_source_of(text, pair) for pair in _pairs(change) if pair[0].value in ("because", "source")]
    if getattr(change, "flow_style", False):
        return f" {{{', '.join([*reasons, f'to:{answer}'])}}}"
    inner = " " * _pairs(change)[0][0].start_mark.column
    return "".join(f"\n{inner}{reason}" for reason in (*reasons, f"to:{answer}"))


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in _pairs(node) if key.value == name), None)


def _pairs(node: yaml.Node) -> list[Pair]:
    return [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]


def _source_of(text: str, pair: Pair) -> str:
    """A key with its value, as it is written."""
    return text[pair[0].start_mark.index : _end_of(pair[1])]


def _in_flow(text: str, pair: Pair) -> bool:
    """True if a key stands between braces: something else comes before it on its line."""
    start = text.rfind("\n", 0, pair[0].start_mark.index) + 1
    return bool(text[start : pair[0].start_mark.index].strip())


def _end_of(node: yaml.Node) -> int:
    """The end of a value; for a block YAML gives the start of the next token, past any comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end_of(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _line_span(text: str, pair: Pair) -> tuple[int, int]:
    """The whole lines of a key with its value, with the comment lines right above it."""
    start = text.rfind("\n", 0, pair[0].start_mark.index) + 1
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    end = text.find("\n", _end_of(pair[1]))
    return start, len(text) if end < 0 else end + 1


def _lines_of(text: str, pair: Pair) -> str:
    start, end = _line_span(text, pair)
    return text[start:end] if text[end - 1 : end] == "\n" else text[start:end] + "\n"


def _without_items(text: str, block: yaml.MappingNode, removed: list[Pair]) -> Iterator[Edit]:
    """Take items out of a mapping between braces, each with one comma."""
    for key, value in removed:
        start, end = key.start_mark.index, value.end_mark.index
        after = len(text) - len(text[end:].lstrip(" "))
        if text[after : after + 1] == ",":
            following = len(text) - len(text[after + 1 :].lstrip(" "))
            yield Edit(start, following, "")
        else:
            yield Edit(text.rindex(",", 0, start), end, "")


def _write_with_copy(path: Path, upgraded: Upgrade) -> None:
    copy = path.with_name(f"{path.name}~")
    if copy.exists():
        raise UsageError(
            Text(
                f"{copy} bestaat al; haal die kopie weg of geef haar een andere naam",
                f"{copy} already exists; remove that copy or give it another name",
            )
        )
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(upgraded.after, encoding="utf-8", newline="")
        copy.write_text(upgraded.before, encoding="utf-8", newline="")
        os.replace(new, path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise DiskError(
            Text(f"{path}: schrijven lukt niet ({error.strerror})", f"{path}: cannot be written ({error.strerror})")
        ) from error

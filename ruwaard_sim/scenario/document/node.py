"""A scenario file as a tree in which every value knows its place. Knows neither YAML nor shapes.

Trees are never changed. Replacing a value gives a new tree that shares the rest, and every value
keeps the mark of the file it came from, so a problem in a merged scenario points at the right file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ruwaard_sim.errors import Mark

Content = dict[str, "Node"] | list["Node"] | str | int | float | bool | None
Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One value: a mapping, a list, a text, a number, true or false, or nothing (None).

    *mark* is where the value begins; *key_mark* is where its key begins when it stands in a
    mapping. Whoever holds a node must not change its *content*.
    """

    content: Content
    mark: Mark
    key_mark: Mark | None = None
    quoted: bool = False
    """Whether it is a text between quotes, so that its first character stands one column further."""

    def plain(self) -> Any:
        """The value as ordinary Python data, without marks; the caller may change it."""
        content = self.content
        if isinstance(content, dict):
            return {key: child.plain() for key, child in content.items()}
        if isinstance(content, list):
            return [child.plain() for child in content]
        return content

    def child(self, step: str | int) -> Node | None:
        """The value under key (or at index) *step*, or None when there is none."""
        content = self.content
        if isinstance(content, dict) and isinstance(step, str):
            return content.get(step)
        if isinstance(content, list) and isinstance(step, int) and 0 <= step < len(content):
            return content[step]
        return None

    def get(self, path: Loc) -> Node | None:
        """The value at *path*, or None when there is none. The empty path is the node itself."""
        node: Node | None = self
        for step in path:
            node = node.child(step) if node is not None else None
        return node

    def deepest(self, loc: Loc) -> Node:
        """The last existing value on the way to *loc*."""
        node = self
        for step in loc:
            child = node.child(step)
            if child is None:
                break
            node = child
        return node

    def mark_at(self, loc: Loc) -> Mark:
        """The mark of the value at *loc*, or else of the last existing value on the way there."""
        return self.deepest(loc).mark

    def key_mark_at(self, loc: Loc) -> Mark:
        """The mark of the key of the value at *loc* (or of the last existing one).

        An element of a list, and the whole file, have no key: then it is where the value begins.
        """
        node = self.deepest(loc)
        return node.key_mark or node.mark

    def put(self, path: tuple[str, ...], value: Node, before: str | None = None) -> Node:
        """A tree with *value* at *path*: replaced where it stood, or else inserted.

        A new key comes last in its mapping. With *before* it comes right before that sibling, and
        an existing key moves there. Everything on the way to *path* must be an existing mapping
        and *before* another key of the last one; if not, LookupError names the step that is missing.
        """
        if not path:
            return value
        step, rest = path[0], path[1:]
        siblings = self._mapping(step)
        if rest:
            if step not in siblings:
                raise LookupError(step)
            return replace(self, content=siblings | {step: siblings[step].put(rest, value, before)})
        if before is None:
            return replace(self, content=siblings | {step: value})
        if before == step or before not in siblings:
            raise LookupError(before)
        return replace(self, content=_inserted(siblings, step, value, before))

    def without(self, path: tuple[str, ...]) -> Node:
        """A tree in which the key at *path* is gone; LookupError names the step that does not exist."""
        step, rest = path[0], path[1:]
        siblings = self._mapping(step)
        if step not in siblings:
            raise LookupError(step)
        if rest:
            return replace(self, content=siblings | {step: siblings[step].without(rest)})
        return replace(self, content={key: child for key, child in siblings.items() if key != step})

    def _mapping(self, step: str) -> dict[str, Node]:
        if not isinstance(self.content, dict):
            raise LookupError(step)
        return self.content


def _inserted(siblings: dict[str, Node], key: str, value: Node, before: str) -> dict[str, Node]:
    ordered: dict[str, Node] = {}
    for sibling, child in siblings.items():
        if sibling == before:
            ordered[key] = value
        if sibling != key:
            ordered[sibling] = child
    return ordered

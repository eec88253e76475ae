"""From documents to a scenario: a base with its parts, and a variant's changes applied to it. Reads no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.checks.context import listed
from ruwaard_sim.scenario.checks.numbers import sound_period
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.old_names import about_old_path
from ruwaard_sim.scenario.document.shape_validation import check_start, shape
from ruwaard_sim.scenario.schema.file_kinds import OPTIONAL_PARTS, PARTS
from ruwaard_sim.scenario.schema.models import Scenario, Variant
from ruwaard_sim.scenario.variants.make_plan import first_date
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Documents:
    """A base file and the files beside it, as trees."""

    base: Node
    parts: Mapping[str, Node]


def assemble(documents: Documents, findings: Findings) -> Node | None:
    """One tree: the base with each part under the name of its kind. Notes what is missing."""
    if not isinstance(documents.base.content, dict):
        return None
    tree = documents.base
    for kind in PARTS:
        part = documents.parts.get(kind)
        if part is None:
            findings.add(documents.base.mark, "X001", message("X001", kind=kind))
            continue
        tree = tree.put((kind,), part)
    for kind in OPTIONAL_PARTS:
        if (part := documents.parts.get(kind)) is not None:
            tree = tree.put((kind,), part)
    return tree


def with_sources(tree: Node, variant: Variant, node: Node, findings: Findings) -> Node:
    """*tree* with the sources that *variant*, whose file is *node*, brings itself; notes (X048) one that is there."""
    for name in variant.sources:
        at, written = ("sources", "sources", name), node.get(("sources", name))
        assert written is not None
        if tree.get(at) is not None:
            findings.add(written.key_mark or written.mark, "X048", message("X048", name=name))
        else:
            tree = tree.put(at, written)
    return tree


def apply_changes(tree: Node, called: Text, variant: Variant, node: Node, findings: Findings) -> Node:
    """The tree of what is *called* so with the changes of *variant*, whose file is *node*, put in one by one."""
    for path, change in variant.changes.items():
        written = node.get(("changes", path))
        assert written is not None
        value = written.child("to")
        assert value is not None
        steps = tuple(path.split("."))
        steps = _known_steps(tree, steps)
        try:
            if change.to is None:
                tree = tree.without(steps)
            else:
                tree = tree.put(steps, replace(value, key_mark=written.key_mark), change.before)
        except LookupError as error:
            _note_unknown(tree, steps, str(error.args[0]), change.before, called, written, findings)
    return tree


def _known_steps(tree: Node, steps: tuple[str, ...]) -> tuple[str, ...]:
    """The same path, with steps joined again where a key itself has a dot in it (``staff.task``)."""
    steps_there: list[str] = []
    current: Node | None = tree
    rest = list(steps)
    while rest:
        take = 1
        if (
            current is not None
            and current.child(rest[0]) is None
            and len(rest) > 1
            and current.child(".".join(rest[:2]))
        ):
            take = 2
        step = ".".join(rest[:take])
        del rest[:take]
        steps_there.append(step)
        current = current.child(step) if current is not None else None
    return tuple(steps_there)


def _note_unknown(
    tree: Node,
    steps: tuple[str, ...],
    missing: str,
    before: str | None,
    called: Text,
    written: Node,
    findings: Findings,
) -> None:
    current = tree
    for step in steps:
        child = current.child(step)
        if child is None:
            break
        current = child
    keys = [key for key in current.content if key != "kind"] if isinstance(current.content, dict) else []
    path = ".".join(steps)
    today = about_old_path(steps)
    if today is not None:
        text = message("X002", "renamed", called=called, path=path, today=today)
        findings.add(written.key_mark or written.mark, "X002", text)
        return
    if not keys and current is not tree:
        text = message("X002", "note_unknown_2", path=path, missing=missing)
        findings.add(written.key_mark or written.mark, "X002", text)
        return
    if missing == before:
        text = message("X003", missing=missing, path=path)
        findings.add(written.mark_at(("before",)), "X003", text, suggestion=nearest(missing, keys))
        return
    text = message("X002", "note_unknown", called=called, missing=missing, path=path, keys=listed(keys))
    findings.add(written.key_mark or written.mark, "X002", text, suggestion=nearest(missing, keys))


def scenario(tree: Node, findings: Findings) -> Scenario | None:
    """The shape of an assembled tree, or None after noting everything wrong with it."""
    model = shape(Scenario, tree, findings)
    if model is None:
        return None
    period = model.period
    if sound_period(period.start, period.end) and not period.lead_in.dates:
        check_start(model, tree, first_date(model), findings)
    return model

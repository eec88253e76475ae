"""From documents to a scenario: a base with its parts, and a variant's changes applied to it. Reads no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.scenario.checks.context import listed
from ruwaard_sim.scenario.checks.numbers import sound_period
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.shape_validation import check_start, shape
from ruwaard_sim.scenario.schema.models import OPTIONAL_PARTS, PARTS, Scenario, Variant
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
    whole = documents.base
    for kind in PARTS:
        part = documents.parts.get(kind)
        if part is None:
            findings.add(
                documents.base.mark,
                "X001",
                Text(
                    f"bij deze basis hoort een bestand {kind}.yaml in dezelfde map",
                    f"this base needs a file {kind}.yaml in the same folder",
                ),
            )
            continue
        whole = whole.put((kind,), part)
    for kind in OPTIONAL_PARTS:
        if (part := documents.parts.get(kind)) is not None:
            whole = whole.put((kind,), part)
    return whole


def apply_changes(whole: Node, called: Text, variant: Variant, node: Node, findings: Findings) -> Node:
    """The tree of what is *called* so with the changes of *variant*, whose file is *node*, put in one by one."""
    for path, change in variant.changes.items():
        written = node.get(("changes", path))
        assert written is not None
        value = written.child("to")
        assert value is not None
        steps = tuple(path.split("."))
        steps = _known_steps(whole, steps)
        try:
            if change.to is None:
                whole = whole.without(steps)
            else:
                whole = whole.put(steps, replace(value, key_mark=written.key_mark), change.before)
        except LookupError as error:
            _note_unknown(whole, steps, str(error.args[0]), change.before, called, written, findings)
    return whole


def _known_steps(whole: Node, steps: tuple[str, ...]) -> tuple[str, ...]:
    """The same path, with steps joined again where a key itself has a dot in it (``staff.task``)."""
    found: list[str] = []
    here: Node | None = whole
    rest = list(steps)
    while rest:
        take = 1
        if here is not None and here.child(rest[0]) is None and len(rest) > 1 and here.child(".".join(rest[:2])):
            take = 2
        step = ".".join(rest[:take])
        del rest[:take]
        found.append(step)
        here = here.child(step) if here is not None else None
    return tuple(found)


def _note_unknown(
    whole: Node,
    steps: tuple[str, ...],
    missing: str,
    before: str | None,
    called: Text,
    written: Node,
    findings: Findings,
) -> None:
    here = whole
    for step in steps:
        child = here.child(step)
        if child is None:
            break
        here = child
    known = [key for key in here.content if key != "kind"] if isinstance(here.content, dict) else []
    path = ".".join(steps)
    if not known and here is not whole:
        text = Text(
            f"'{path}' gaat te diep: bij '{missing}' is er niets meer in te delen; verander wat erboven staat",
            f"'{path}' goes too deep: at '{missing}' nothing is divided further; change what stands above it",
        )
        findings.add(written.key_mark or written.mark, "X002", text)
        return
    if missing == before:
        text = Text(
            f"er is geen '{missing}' om '{path}' voor te zetten",
            f"there is no '{missing}' to put '{path}' before",
        )
        findings.add(written.mark_at(("before",)), "X003", text, suggestion=nearest(missing, known))
        return
    text = Text(
        f"{called.nl} heeft geen '{missing}' in '{path}'; bekend: {listed(known)}",
        f"{called.en} has no '{missing}' in '{path}'; known: {listed(known)}",
    )
    findings.add(written.key_mark or written.mark, "X002", text, suggestion=nearest(missing, known))


def scenario(whole: Node, findings: Findings) -> Scenario | None:
    """The shape of an assembled tree, or None after noting everything wrong with it."""
    made = shape(Scenario, whole, findings)
    if made is None:
        return None
    period = made.period
    if sound_period(period.start, period.end) and not period.lead_in.dates:
        check_start(made, whole, first_date(made), findings)
    return made

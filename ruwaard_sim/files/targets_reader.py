"""Reads the targets of a wijk, its base, and the variants that the targets are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.files import library
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.schema.target_models import TargetContext, Targets, check_targets
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.tables import INDICATORS
from ruwaard_sim.units import Calendar


def read_targets(reader: Reader, path: Path) -> tuple[Targets, list[Resolved]] | None:
    """Return the targets at *path* and the variants they are about; None after noting problems.

    Without a ``base.yaml`` in the same folder only the form of the targets is checked.
    """
    node = reader.document(path)
    targets = reader.content_as(Targets, node)
    if node is None or targets is None:
        return None
    base_file = library.part_path("base", path)
    base = None
    if base_file.exists():
        reader.check_id(node, library.name_of(base_file), "warning")
        base = reader.base(base_file)
    if base is None:
        return None
    about, period = base.scenario, base.scenario.period
    around = TargetContext(
        indicators={name: indicator.unit for name, indicator in INDICATORS.items()},
        lines=about.money.lines,
        sources=about.sources.sources,
        calendar=Calendar(period.start, period.end),
    )
    check_targets(targets, node, around, reader.findings)
    places = {target.variant: key for key, target in reversed(targets.targets.items())}
    resolved = []
    for name, key in places.items():
        variant = reader.variant_named(name, path, node.mark_at(("targets", key, "variant")))
        if variant is None:
            continue
        if variant.before is not about:
            mark = node.mark_at(("targets", key, "variant"))
            file = reader.shown(reader.find("variant", name, path, mark))
            text = message("X087", name=name, file=file, base=variant.before.id, own=library.name_of(base_file))
            reader.findings.add(mark, "X087", text)
            continue
        resolved.append(variant)
    return targets, resolved


def note_headline(names: Sequence[str], node: Node, findings: Findings) -> None:
    """Note (X080) each name under ``headline`` of the study *node* that is not an indicator."""
    for index, name in enumerate(names):
        if name not in INDICATORS:
            text = message("X080", "note_headline", name=name)
            findings.add(node.mark_at(("headline", index)), "X080", text, suggestion=nearest(name, INDICATORS))


def note_matters(names: Iterable[str], node: Node, findings: Findings) -> None:
    """Note (X080) each name under ``matters`` of the study *node* that is not an indicator."""
    for name in names:
        if name not in INDICATORS:
            text = message("X080", "note_headline", name=name)
            findings.add(node.key_mark_at(("matters", name)), "X080", text, suggestion=nearest(name, INDICATORS))

"""Reads a study with its variants and draws."""

from __future__ import annotations

from pathlib import Path

from ruwaard_sim.errors import Mark, nearest
from ruwaard_sim.files import library
from ruwaard_sim.files.calibration_reader import read_study_draws
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.targets_reader import note_headline, note_matters
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.checks.context import listed
from ruwaard_sim.scenario.checks.fixed_parts import differing_parts
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.scenario.schema.models import Study as StudyShape
from ruwaard_sim.scenario.variants.resolver import Resolved

FoundStudy = tuple[StudyShape, list[Resolved], StudyDraws | None]


def read_study(reader: Reader, path: Path, draws: Path | None = None) -> FoundStudy | None:
    """Return the study at *path* with its variants and its draws, or those at *draws*.

    None after noting problems.
    """
    node = reader.document(path)
    study = reader.content_as(StudyShape, node)
    if node is None or study is None:
        return None
    reader.check_id(node, library.name_of(path))
    if study.baseline not in study.variants:
        text = message("X005", baseline=study.baseline)
        reader.findings.add(
            node.mark_at(("baseline",)), "X005", text, suggestion=nearest(study.baseline, study.variants)
        )
    note_headline(study.headline or (), node, reader.findings)
    note_matters(study.matters or {}, node, reader.findings)
    resolved: list[Resolved] = []
    for index, name in enumerate(study.variants):
        mark = node.mark_at(("variants", index))
        if name in study.variants[:index]:
            reader.findings.add(mark, "X006", message("X006", "read_study", name=name))
            continue
        variant = reader.variant_named(name, path, mark)
        if variant is not None:
            resolved.append(variant)
            _same_people(reader, resolved[0], variant, mark)
    return study, resolved, read_study_draws(reader, path, study.draws, node, resolved, draws)


def _same_people(reader: Reader, first: Resolved, other: Resolved, mark: Mark) -> None:
    """Note (X026) a variant on a base with another period or other people than that of the *first*."""
    if first.before is other.before:
        return
    if (first.before.period.start, first.before.period.end) != (other.before.period.start, other.before.period.end):
        text = message("X026", "period", variant=other.variant.id, other_variant=first.variant.id)
        reader.findings.add(mark, "X026", text)
        return
    differences = differing_parts(first.before, other.before)
    if differences:
        text = message(
            "X026", "people",
            variant=other.variant.id, base=other.before.id, other_variant=first.variant.id, other_base=first.before.id,
            file=reader.shown(reader.base_file(other)), other_file=reader.shown(reader.base_file(first)),
            differences=listed(differences),
        )  # fmt: skip
        reader.findings.add(mark, "X026", text)

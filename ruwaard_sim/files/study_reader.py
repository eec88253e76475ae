"""Reads a study with its variants and draws, and checks a file of any kind with everything it refers to."""

from __future__ import annotations

from pathlib import Path

from ruwaard_sim.errors import Mark, nearest
from ruwaard_sim.files import library
from ruwaard_sim.files.calibration_reader import read_calibration, read_draws, read_study_draws
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.targets import note_headline, note_matters, read_targets
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.checks.context import listed
from ruwaard_sim.scenario.checks.fixed_parts import differing_parts
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.shape_validation import shape
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.scenario.schema.models import KINDS, OPTIONAL_PARTS, PARTS
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


def check_file(reader: Reader, path: Path) -> None:
    """Check the file at *path*, of any kind, and everything it refers to."""
    node = reader.document(path)
    if node is None:
        return
    kind = node.get(("kind",))
    word = None if kind is None else kind.content
    if word == "base":
        reader.base(path)
    elif word == "variant":
        reader.variant(path)
    elif word == "study":
        read_study(reader, path)
    elif word == "targets":
        read_targets(reader, path)
    elif word == "calibration":
        read_calibration(reader, path)
    elif word == "draws":
        read_draws(reader, path)
    elif isinstance(word, str) and word in {**PARTS, **OPTIONAL_PARTS}:
        _part(reader, path, node, word)
    else:
        _unknown_kind(reader, node, word)


def _part(reader: Reader, path: Path, node: Node, kind: str) -> None:
    """Check a part together with the base in its folder; without one, on its own."""
    base_file = path.parent / "base.yaml"
    if base_file.exists() and path.name == f"{kind}.yaml":
        reader.base(base_file)
    else:
        shape(KINDS[kind], node, reader.findings)


def _unknown_kind(reader: Reader, node: Node, word: object) -> None:
    kinds = ", ".join(KINDS)
    if word is None:
        text = message("X007", kinds=kinds)
        reader.findings.add(node.mark, "X007", text)
    else:
        text = message("X008", word=word, kinds=kinds)
        reader.findings.add(node.mark_at(("kind",)), "X008", text, suggestion=nearest(str(word), KINDS))

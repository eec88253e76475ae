"""Reads calibrations and draws, with the scenarios that contain their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from ruwaard_sim.errors import InputError
from ruwaard_sim.files import library
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.targets_reader import read_targets
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.draws.calibration_checks import (
    Fitting,
    drawn_values,
    fitted_values,
    note_reach,
    note_stale,
    note_targets,
)
from ruwaard_sim.scenario.draws.draw_checks import note_draws
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.scenario.schema.calibration_models import Calibration, Draws
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.scenario.schema.target_models import Targets
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Text

KindT = TypeVar("KindT", Calibration, Draws)


def read_calibration(reader: Reader, path: Path) -> Fitting | None:
    """Return the calibration at *path*, with its targets and their variants; None after noting problems."""
    read = _read_as(reader, path, Calibration)
    if read is None:
        return None
    calibration, node = read
    base = _find_file(reader, "base", calibration.base, path, node, ("base",))
    if base is None:
        return None
    targets_file = library.part_path("targets", base)
    if not targets_file.exists():
        text = message("X086", "read_calibration", base=calibration.base)
        reader.findings.add(node.mark_at(("base",)), "X086", text)
        return None
    targets = read_targets(reader, targets_file)
    others = {
        value.of: ("values", key, "of") for key, value in reversed(calibration.values.items()) if value.of is not None
    }
    homes = _scenarios_with_values(reader, calibration.base, base, others.items(), path, node)
    values = fitted_values(calibration, node, homes, reader.findings)
    if targets is None:
        return None
    note_targets(calibration, targets[0], node, reader.findings)
    if len(values) < len(calibration.values) or reader.findings.errors:
        return None
    about = {targets[0].targets[key].variant for key in calibration.targets}
    resolved = tuple(variant for variant in targets[1] if variant.variant.id in about)
    fitting = Fitting(calibration, values, targets[0], resolved)
    note_reach(fitting, node, reader.findings)
    return fitting


def read_draws(reader: Reader, path: Path, near: Path | None = None) -> tuple[StudyDraws, Node] | None:
    """Return the draws at *path*, not yet tied to a study; None after noting problems. Warns about stale draws.

    What they name is looked for around *near*, the file of a study that uses them, or else around themselves: a
    calibration leaves its draws among results, far from the wijk they are of. Without a study each draw is held to the
    variants they were fitted with; in a study to its own (`read_study_draws`).
    """
    near = path if near is None else near
    read = _read_as(reader, path, Draws)
    if read is None:
        return None
    draws, node = read
    base = _find_file(reader, "base", draws.base, near, node, ("base",))
    if base is None:
        return None
    others = {value.of: ("values", index, "of") for index, value in reversed(list(enumerate(draws.values)))}
    homes = _scenarios_with_values(reader, draws.base, base, others.items(), near, node)
    values = drawn_values(draws, node, homes, reader.findings)
    fitted_with = []
    for name in draws.numbers:
        file = _find_file(reader, "variant", name, near, node, ("numbers", name))
        resolved = None if file is None else reader.variant(file)
        if resolved is not None:
            fitted_with.append(resolved)
    targets_file = library.part_path("targets", base)
    targets = (
        reader.content_as(Targets, reader.document(targets_file)) if draws.targets and targets_file.exists() else None
    )
    stale = note_stale(draws, fitted_with, targets, node, reader.findings)
    if len(values) < len(draws.values) or reader.findings.errors:
        return None
    if near is path:
        note_draws(draws.draws, values, fitted_with, node, reader.findings)
    drawn = StudyDraws(draws.id, draws.title, draws.base, values, draws.draws, draws.calibration, draws.made, stale)
    return drawn, node


def read_study_draws(
    reader: Reader, near: Path, name: str | None, node: Node, resolved: Sequence[Resolved], override: Path | None
) -> StudyDraws | None:
    """Return the draws named under ``draws``, or *override*; None if none are named, or after noting problems.

    Notes X163 when they are of another base than its variants, or change nothing in any of them.
    """
    file, mark = override, node.key_mark_at(("draws",))
    if file is None and name is not None:
        file = _find_file(reader, "draws", name, near, node, ("draws",))
    read = None if file is None else read_draws(reader, file, near)
    if read is None or not resolved:
        return None
    draws, written = read
    study_draws = draws.of_study(resolved)
    foreign = [variant.variant.id for variant in resolved if variant.after.id != study_draws.base]
    if foreign:
        names = ", ".join(foreign)
        text = Text(
            f"de trekkingen '{study_draws.name}' zijn van basis '{study_draws.base}', "
            f"en deze varianten staan op een andere: {names}",
            f"the draws '{study_draws.name}' are of base '{study_draws.base}', "
            f"and these variants stand on another: {names}",
        )
    elif not any(study_draws.acts_in):
        text = message("X163", study_draws=study_draws.name)
    else:
        note_draws(study_draws.rows, study_draws.values, resolved, written, reader.findings)
        return study_draws
    reader.findings.add(mark if override is None else written.key_mark_at(("base",)), "X163", text)
    return None


# ---------------------------------------------------------------------- what both have in common


def _read_as(reader: Reader, path: Path, kind: type[KindT]) -> tuple[KindT, Node] | None:
    node = reader.document(path)
    model = reader.content_as(kind, node)
    if node is None or model is None:
        return None
    reader.check_id(node, library.name_of(path))
    return model, node


def _find_file(reader: Reader, kind: library.Kind, name: str, near: Path, node: Node, at: Loc) -> Path | None:
    try:
        return reader.find(kind, name, near, node.mark_at(at))
    except InputError as error:
        reader.findings.problems.extend(error.problems)
        return None


def _scenarios_with_values(
    reader: Reader, base: str, file: Path, others: Iterable[tuple[str, Loc]], near: Path, node: Node
) -> dict[str, Scenario]:
    """Return the scenarios that contain values, by name: the base in *file*, and *others*, which are variants."""
    scenarios: dict[str, Scenario] = {}
    resolvable = reader.base(file)
    if resolvable is not None:
        scenarios[base] = resolvable.scenario
    for name, at in others:
        if name != base:
            file_of_variant = _find_file(reader, "variant", name, near, node, at)
            resolved = None if file_of_variant is None else reader.variant(file_of_variant)
            if resolved is not None:
                scenarios[name] = resolved.after
    return scenarios

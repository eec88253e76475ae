"""Checks a file of any kind with everything it refers to."""

from __future__ import annotations

from pathlib import Path

from ruwaard_sim.errors import nearest
from ruwaard_sim.files.calibration_reader import read_calibration, read_draws
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.study_reader import read_study
from ruwaard_sim.files.targets_reader import read_targets
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.shape_validation import shape
from ruwaard_sim.scenario.schema.file_kinds import KINDS, OPTIONAL_PARTS, PARTS


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

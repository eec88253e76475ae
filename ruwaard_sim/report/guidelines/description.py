"""A study with its variants, numbers, sources and targets, gathered for its description. Nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from ruwaard_sim.errors import Mark
from ruwaard_sim.files import library
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.study_reader import read_study
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import Quantity, Table
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.document.shape_validation import shape
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.scenario.draws.study_plan import Assumptions, count_assumptions
from ruwaard_sim.scenario.schema.models import SourceEntry, Variant
from ruwaard_sim.scenario.schema.models import Study as StudyShape
from ruwaard_sim.scenario.schema.target_models import Targets
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.study.manifest import version

PACKAGE = "ruwaard-sim"
DOCS = Path(__file__).parents[3] / "docs"
"""The pages beside the package; an installed package has none."""
_REQUIRED = re.compile(r"[A-Za-z0-9_.-]+")
_SECTION = re.compile(r"^(?:## (\d+)\.|\*\*(\d+\.\d+))")
_PATH = re.compile(r"`(?:[a-z_]+:)?([a-z_]+(?:\.[\w*]+)+)`")


@dataclass(frozen=True, slots=True)
class Number:
    """A number or table of a study, with its path and the variants that have it."""

    at: Loc
    quantity: Quantity | Table
    variants: tuple[str, ...]

    @property
    def path(self) -> str:
        """The path, as a variant would write it."""
        return ".".join(str(step) for step in self.at)


@dataclass(frozen=True, slots=True)
class Provenance:
    """The versions that a page is made with, and the findings of two other pages.

    *uses* gives, for the paths on the page about the model, the sections that use them. *verdicts* are the lines of the
    page about validation. Both are empty outside a checkout, where those pages are missing.
    """

    version: str
    python: str
    packages: Mapping[str, str]
    uses: Mapping[tuple[str, ...], Sequence[str]] = field(default_factory=dict)
    verdicts: Sequence[str] = ()


def needed() -> list[str]:
    """The names of the packages this one requires; empty when it is not installed."""
    try:
        required = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return []
    names = [_REQUIRED.match(line) for line in required if "extra ==" not in line]
    return sorted(name.group() for name in names if name is not None)


def local_provenance(python: str, docs: Path = DOCS) -> Provenance:
    """The versions in use on this machine, with this *python*, and what the pages in the folder *docs* add."""
    packages = {name: metadata.version(name) for name in needed()}
    model, validation = docs / "model.md", docs / "generated" / "validation.md"
    uses = sections_by_path(model.read_text(encoding="utf-8")) if model.is_file() else {}
    verdicts = validation.read_text(encoding="utf-8").splitlines() if validation.is_file() else []
    return Provenance(version(), python, packages, uses, verdicts)


def sections_by_path(text: str) -> Mapping[tuple[str, ...], Sequence[str]]:
    """The sections of the page about the model in which each path of a number occurs, as in ``§3.2``."""
    sections: dict[tuple[str, ...], dict[str, None]] = {}
    current = ""
    for line in text.splitlines():
        heading = _SECTION.match(line)
        current = f"§{heading[1] or heading[2]}" if heading else current
        for path in _PATH.findall(line) if current else ():
            sections.setdefault(tuple(path.split(".")), {})[current] = None
    return {path: list(numbers) for path, numbers in sections.items()}


@dataclass(frozen=True)
class StudyDescription:
    """A study with its resolved variants, targets and draws."""

    study: StudyShape
    resolved: Sequence[Resolved]
    lineages: Mapping[str, Sequence[Variant]]
    """Each variant with those it builds on, from the top down to the base."""
    targets: Targets | None
    """The published figures of its base; None when there are none."""
    draws: StudyDraws | None = None
    """The draws of its uncertain values; None when all stand at their mode."""

    @cached_property
    def numbers(self) -> Sequence[Number]:
        """Every number of the study once; variants with the same value at the same path share it."""
        numbers_at: dict[tuple[Loc, str], Number] = {}
        for resolved in self.resolved:
            for at, quantity in quantities(resolved.after):
                key = (at, quantity.model_dump_json())
                earlier = numbers_at[key].variants if key in numbers_at else ()
                numbers_at[key] = Number(at, quantity, (*earlier, resolved.variant.id))
        parts = list(dict.fromkeys(number.at[0] for number in numbers_at.values()))
        places = {at: index for index, at in enumerate(dict.fromkeys(number.at for number in numbers_at.values()))}
        return sorted(numbers_at.values(), key=lambda number: (parts.index(number.at[0]), places[number.at]))

    @property
    def assumptions(self) -> Assumptions:
        """The number of values, and of assumptions among them."""
        return count_assumptions(resolved.after for resolved in self.resolved)

    @cached_property
    def sources(self) -> Mapping[str, SourceEntry]:
        """The sources that its variants may cite, by key."""
        return {name: entry for resolved in self.resolved for name, entry in resolved.after.sources.sources.items()}

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """The source of every rule and guarantee by path; *aanpak.rules.A10* in two variants is one path."""
        texts: dict[str, str] = {}
        for resolved in self.resolved:
            for part in ("rules", "steering"):
                node = resolved.tree.get((part,))
                texts |= {} if node is None else dict(_cited(node.plain(), part))
        return texts

    @property
    def changes(self) -> Sequence[tuple[Variant, str, str]]:
        """(variant, path, source) of every change of the variants and of those they build on, once."""
        variant_of = {variant.id: variant for chain in self.lineages.values() for variant in chain}
        return [
            (variant, at, change.source) for variant in variant_of.values() for at, change in variant.changes.items()
        ]


def _cited(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """(path, source) of every rule or guarantee in *value*; numbers have their own."""
    if not isinstance(value, dict):
        return
    if "source" in value and "unit" not in value:
        yield at, str(value["source"])
    for key, child in value.items():
        yield from _cited(child, f"{at}.{key}")


def describe_study(study: Path | str, draws: Path | str | None = None) -> StudyDescription:
    """Gather the study at *study* (a file, or the name of a shipped one), with *draws* instead of those it names.

    Raises InputError with all problems, UsageError when there is no such study or file of draws.
    """
    reader = Reader()
    path = reader.argument_path(study, "study")
    readout = read_study(reader, path, None if draws is None else reader.argument_path(draws, "draws", path))
    reader.findings.raise_if_any()
    assert readout is not None
    study_model, resolved, drawn = readout
    lineages: dict[str, Sequence[Variant]] = {}
    base = path
    for name in study_model.variants:
        lineages[name], base = _lineage(reader, name, path)
    return StudyDescription(study_model, resolved, lineages, _targets(reader, base), drawn)


def _lineage(reader: Reader, name: str, study: Path) -> tuple[Sequence[Variant], Path]:
    """The variant *name* that *study* names, those it builds on, and the file of their base."""
    nowhere = Mark(str(study), 1, 1)
    kind: library.Kind
    kind, path = "variant", library.find("variant", name, study, nowhere)
    variants: list[Variant] = []
    while kind == "variant":
        node = reader.document(path)
        variant = None if node is None else shape(Variant, node, reader.findings)
        assert variant is not None
        variants.append(variant)
        kind, path = library.find_base_or_variant(variant.base, path, nowhere)
    return variants, path


def _targets(reader: Reader, base: Path) -> Targets | None:
    """The targets beside the base at *base*; None when there are none."""
    beside = library.part_path("targets", base)
    node = reader.document(beside) if beside.exists() else None
    return None if node is None else shape(Targets, node, reader.findings)

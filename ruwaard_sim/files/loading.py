"""From file names to scenarios, studies and problems: what ``check`` and ``run`` read.

Reads every file once, gathers all problems of all files, and hands trees to :mod:`ruwaard_sim.scenario`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruwaard_sim.errors import Findings, InputError, Mark, Problem, nearest
from ruwaard_sim.files import library
from ruwaard_sim.files.reading import read
from ruwaard_sim.scenario.assemble import Documents, apply_changes, assemble, scenario
from ruwaard_sim.scenario.node import Node
from ruwaard_sim.scenario.plan import Plan
from ruwaard_sim.scenario.quantity import collapse
from ruwaard_sim.scenario.references import check
from ruwaard_sim.scenario.resolve import Dated, dates, plan
from ruwaard_sim.scenario.rulebook import tables
from ruwaard_sim.scenario.shapes import KINDS, PARTS, Scenario, Variant
from ruwaard_sim.scenario.shapes import Study as StudyShape
from ruwaard_sim.scenario.shaping import shape
from ruwaard_sim.scenario.study import Study, count_assumptions
from ruwaard_sim.scenario.targets import Surroundings, Targets, check_targets
from ruwaard_sim.tables import INDICATORS
from ruwaard_sim.units import Calendar
from ruwaard_sim.words import Text


@dataclass(frozen=True, slots=True)
class Resolved:
    """A variant with what it is made of: the scenario before and after its changes, and its plan."""

    variant: Variant
    before: Scenario
    after: Scenario
    tree: Node
    plan: Plan


@dataclass(slots=True)
class Reader:
    """Reads files once, remembers what was read, and gathers what is wrong with any of it."""

    findings: Findings = field(default_factory=Findings)
    _read: dict[Path, Node | None] = field(default_factory=dict)
    _bases: dict[Path, tuple[Scenario, Node] | None] = field(default_factory=dict)

    def document(self, path: Path) -> Node | None:
        """The tree of the file at *path*, or None after noting why there is none."""
        key = path.resolve()
        if key not in self._read:
            try:
                self._read[key] = read(path)
            except InputError as error:
                self.findings.problems.extend(error.problems)
                self._read[key] = None
        return self._read[key]

    @property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of every file read so far, by file name with its folder."""
        return {
            f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self._read)
        }

    # ------------------------------------------------------------------ kinds of file

    def base(self, path: Path) -> tuple[Scenario, Node] | None:
        """The base whose ``base.yaml`` is at *path*, with its parts; checked."""
        key = path.resolve()
        if key not in self._bases:
            self._bases[key] = None
            self._bases[key] = self._base(path)
        return self._bases[key]

    def _base(self, path: Path) -> tuple[Scenario, Node] | None:
        node = self.document(path)
        if node is None:
            return None
        parts: dict[str, Node] = {}
        broken = False
        for kind in PARTS:
            place = library.part(kind, path)
            if place.exists():
                part = self.document(place)
                if part is None:
                    broken = True
                else:
                    parts[kind] = part
        if broken:
            return None
        whole = assemble(Documents(node, parts), self.findings)
        return None if whole is None else self._sound(whole)

    def _sound(self, whole: Node) -> tuple[Scenario, Node] | None:
        made = scenario(whole, self.findings)
        if made is None:
            return None
        check(made, whole, self.findings)
        return made, whole

    def variant(self, path: Path) -> Resolved | None:
        """The variant at *path* with its base, resolved to a plan; None after noting what is wrong."""
        node = self.document(path)
        made = None if node is None else shape(Variant, node, self.findings)
        if node is None or made is None:
            return None
        self._named(node, made.id, path)
        try:
            base_path = library.find("base", made.base, path, node.mark_at(("base",)))
        except InputError as error:
            self.findings.problems.extend(error.problems)
            return None
        base = self.base(base_path)
        if base is None:
            return None
        before = len(self.findings.errors)
        tree = apply_changes(base[1], made, node, self.findings)
        for key, change in made.changes.items():
            self._cited(base[0], change.source, node.mark_at(("changes", key, "source")))
        if len(self.findings.errors) > before:
            return None
        sound = self._sound(tree)
        if sound is None:
            return None
        begins = made.begins or base[0].period.start
        dated = self._dated(base, sound, begins)
        if dated is None or self.findings.errors:
            return None
        ready = plan(made.id, made.title, dated, counterfactual=made.counterfactual)
        self._headroom(ready, sound[1])
        return Resolved(made, base[0], sound[0], tree, ready)

    def _cited(self, base: Scenario, source: str, mark: Mark) -> None:
        key = source.partition(" ")[0]
        if key not in base.sources.sources and key != "assumption":
            text = Text(f"onbekende bron '{key}'", f"unknown source '{key}'")
            self.findings.add(mark, "X010", text, suggestion=nearest(key, base.sources.sources))

    def _named(self, node: Node, name: str, path: Path) -> None:
        if name != library.name_of(path):
            text = Text(
                f"de id '{name}' is niet de naam van het bestand, en daarmee verwijzen anderen ernaar",
                f"the id '{name}' is not the name of the file, by which others refer to it",
            )
            self.findings.add(node.mark_at(("id",)), "X004", text, suggestion=library.name_of(path))

    def _dated(self, before: tuple[Scenario, Node], after: tuple[Scenario, Node], begins: date) -> Dated | None:
        """What holds from each date on, with its rule tables."""
        found = []
        made: dict[str, Any] = {}
        for day in dates(before[0], after[0], begins):
            whole, node = after if day >= begins else before
            today = collapse(whole, day)
            key = today.rules.model_dump_json()
            if key not in made:
                rules = node.get(("rules",))
                assert rules is not None
                made[key] = tables(today.rules, list(today.organisation.provisions), rules, self.findings)
            if made[key] is None:
                return None
            found.append((day, today, made[key]))
        return found

    def _headroom(self, ready: Plan, tree: Node) -> None:
        for regime in ready.regimes:
            for domain, factors in zip(ready.domains, regime.demand, strict=True):
                if max(factors) > domain.headroom:
                    at = ("needs", "domains", domain.name, "headroom")
                    text = Text(
                        f"de vraag wordt {max(factors):.3g} maal die van 2017; headroom is {domain.headroom:g}",
                        f"demand becomes {max(factors):.3g} times that of 2017; headroom is {domain.headroom:g}",
                    )
                    self.findings.add(tree.mark_at(at), "X070", text)
                    return

    def study(self, path: Path) -> tuple[StudyShape, list[Resolved]] | None:
        """The study at *path* with its variants; None after noting what is wrong."""
        node = self.document(path)
        made = None if node is None else shape(StudyShape, node, self.findings)
        if node is None or made is None:
            return None
        self._named(node, made.id, path)
        if made.baseline not in made.variants:
            text = Text(
                f"de vergelijkingsbasis '{made.baseline}' staat niet bij de varianten",
                f"the baseline '{made.baseline}' is not among the variants",
            )
            self.findings.add(
                node.mark_at(("baseline",)), "X005", text, suggestion=nearest(made.baseline, made.variants)
            )
        resolved: list[Resolved] = []
        for place, name in enumerate(made.variants):
            mark = node.mark_at(("variants", place))
            if name in made.variants[:place]:
                self.findings.add(mark, "X006", Text(f"'{name}' staat er twee keer", f"'{name}' is named twice"))
                continue
            try:
                found = self.variant(library.find("variant", name, path, mark))
            except InputError as error:
                self.findings.problems.extend(error.problems)
                continue
            if found is not None:
                resolved.append(found)
        return made, resolved

    def targets(self, path: Path) -> tuple[Targets, list[Resolved]] | None:
        """The targets at *path* with the variants they are about; only their form is checked without a base beside."""
        node = self.document(path)
        made = None if node is None else shape(Targets, node, self.findings)
        if node is None or made is None:
            return None
        beside = library.part("base", path)
        base = self.base(beside) if beside.exists() else None
        if base is None:
            return None
        about, period = base[0], base[0].period
        around = Surroundings(
            indicators={name: indicator.unit for name, indicator in INDICATORS.items()},
            lines=about.money.lines,
            sources=about.sources.sources,
            calendar=Calendar(period.start, period.end),
        )
        check_targets(made, node, around, self.findings)
        places = {target.variant: key for key, target in reversed(made.targets.items())}
        resolved = []
        for name, key in places.items():
            try:
                mark = node.mark_at(("targets", key, "variant"))
                found = self.variant(library.find("variant", name, path, mark))
            except InputError as error:
                self.findings.problems.extend(error.problems)
                continue
            if found is not None:
                resolved.append(found)
        return made, resolved

    def any(self, path: Path) -> None:
        """Check the file at *path*, of whatever kind it is, with all it refers to."""
        node = self.document(path)
        if node is None:
            return
        kind = node.get(("kind",))
        word = None if kind is None else kind.content
        if word == "base":
            base = self.base(path)
            if base is not None:
                self._base_rules(base)
        elif word == "variant":
            self.variant(path)
        elif word == "study":
            self.study(path)
        elif word == "targets":
            self.targets(path)
        elif isinstance(word, str) and word in PARTS:
            self._part(path, node, word)
        else:
            self._unknown_kind(node, word)

    def _base_rules(self, base: tuple[Scenario, Node]) -> None:
        self._dated(base, base, base[0].period.start)

    def _part(self, path: Path, node: Node, kind: str) -> None:
        """A part is checked with its base when that stands beside it, and on its own otherwise."""
        beside = path.parent / "base.yaml"
        if beside.exists() and path.name == f"{kind}.yaml":
            base = self.base(beside)
            if base is not None:
                self._base_rules(base)
        else:
            shape(KINDS[kind], node, self.findings)

    def _unknown_kind(self, node: Node, word: object) -> None:
        known = ", ".join(KINDS)
        if word is None:
            text = Text(f"'kind' ontbreekt; kies uit: {known}", f"'kind' is missing; choose from: {known}")
            self.findings.add(node.mark, "X007", text)
        else:
            text = Text(f"onbekende soort '{word}'; kies uit: {known}", f"unknown kind '{word}'; choose from: {known}")
            self.findings.add(node.mark_at(("kind",)), "X008", text, suggestion=nearest(str(word), KINDS))


def check_files(paths: Iterable[Path]) -> tuple[list[Problem], list[Any]]:
    """Everything wrong with these files and what they refer to, in order; and the rules' guarantees (none yet)."""
    reader = Reader()
    for path in paths:
        try:
            reader.any(library.resolve_argument(str(path)))
        except InputError as error:
            reader.findings.problems.extend(error.problems)
    unique = dict.fromkeys(sorted(reader.findings.problems, key=lambda problem: problem.order))
    return list(unique), []


def load_study(path: Path | str) -> Study:
    """The study at *path* (a file, or the name of a shipped one), ready to run.

    Raises InputError with everything that is wrong, UsageError when there is no such study.
    """
    from ruwaard_sim.files.writing import resolved_text

    reader = Reader()
    found = reader.study(library.resolve_argument(str(path), "study"))
    reader.findings.raise_if_any()
    assert found is not None
    made, resolved = found
    return Study(
        id=made.id,
        title=made.title,
        question=made.question,
        baseline=made.baseline,
        variants={one.variant.id: one.plan for one in resolved},
        replications=made.replications,
        seed=made.seed,
        assumptions=count_assumptions(one.after for one in resolved),
        resolved={one.variant.id: resolved_text(one.tree) for one in resolved},
        inputs=reader.inputs,
    )


def load_variant(path: Path | str) -> Resolved:
    """The variant at *path* (a file, or the name of a shipped one), resolved. Raises InputError with all problems."""
    reader = Reader()
    found = reader.variant(library.resolve_argument(str(path), "variant"))
    reader.findings.raise_if_any()
    assert found is not None
    return found


def load_targets(path: Path) -> tuple[Targets, dict[str, Plan]]:
    """The targets at *path*, beside a base, and the plans of the variants they are about. Raises InputError."""
    reader = Reader()
    found = reader.targets(library.resolve_argument(str(path)))
    reader.findings.raise_if_any()
    if found is None:
        text = Text("naast deze doelen staat geen base.yaml", "there is no base.yaml beside these targets")
        raise InputError([Problem(Mark(str(path), 1, 1), "X086", text)])
    targets, resolved = found
    return targets, {one.variant.id: one.plan for one in resolved}

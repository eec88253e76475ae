"""From file names to scenarios, studies and problems: what ``check`` and ``run`` read.

Reads every file once, gathers all problems of all files, and hands trees to :mod:`ruwaard_sim.scenario`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from ruwaard_sim.errors import Findings, InputError, Mark, Problem, Severity, nearest
from ruwaard_sim.files import library
from ruwaard_sim.files.calibrations import read_calibration, read_draws, read_study_draws
from ruwaard_sim.files.reading import read
from ruwaard_sim.files.targeting import note_headline, read_targets
from ruwaard_sim.scenario.assemble import Documents, assemble
from ruwaard_sim.scenario.drawing import StudyDraws
from ruwaard_sim.scenario.node import Node
from ruwaard_sim.scenario.plan import Plan
from ruwaard_sim.scenario.proving import Proof
from ruwaard_sim.scenario.settle import Resolved, Settler, Whole
from ruwaard_sim.scenario.shapes import KINDS, OPTIONAL_PARTS, PARTS, Variant
from ruwaard_sim.scenario.shapes import Study as StudyShape
from ruwaard_sim.scenario.shaping import shape
from ruwaard_sim.scenario.strict import Shape
from ruwaard_sim.scenario.study import Study, count_assumptions, titles
from ruwaard_sim.scenario.targets import Targets
from ruwaard_sim.scenario.worth_knowing import Remark, remarks
from ruwaard_sim.words import Text

ShapeT = TypeVar("ShapeT", bound=Shape)


class _Link(NamedTuple):
    """A variant on its way down to a base."""

    path: Path
    variant: Variant
    node: Node


FoundStudy = tuple[StudyShape, list[Resolved], StudyDraws | None]


@dataclass(slots=True)
class Reader:
    """Reads files once, remembers what was read, and gathers what is wrong with any of it."""

    findings: Findings = field(default_factory=Findings)
    _read: dict[Path, Node | None] = field(default_factory=dict)
    _bases: dict[Path, Whole | None] = field(default_factory=dict)
    _variants: dict[Path, Whole | None] = field(default_factory=dict)
    _settler: Settler = field(default_factory=Settler)
    _given: dict[Path, str] = field(default_factory=dict)

    def asked(self, argument: Path | str, kind: library.Kind | None = None) -> Path:
        """The file that *argument* of a command means. Problems call it as it was given there."""
        path = library.resolve_argument(str(argument), kind)
        if path == Path(argument):
            self._given[path.resolve()] = str(path)
        return path

    def asked_all(self, argument: Path | str) -> list[Path]:
        """Every file that *argument* of ``check`` means: a name may be that of a study and of a variant."""
        found = library.resolve_all(str(argument))
        if found == [Path(argument)]:
            self._given[found[0].resolve()] = str(argument)
        return found

    def document(self, path: Path) -> Node | None:
        """The tree of the file at *path*, or None after noting why there is none."""
        key = path.resolve()
        if key not in self._read:
            try:
                self._read[key] = read(path, self._given.get(key) or _from_here(key))
            except InputError as error:
                self.findings.problems.extend(error.problems)
                self._read[key] = None
        return self._read[key]

    @property
    def problems(self) -> list[Problem]:
        """Everything wrong with what was read so far, each once and in order."""
        return list(dict.fromkeys(sorted(self.findings.problems, key=lambda problem: problem.order)))

    @property
    def remarks(self) -> list[Remark]:
        """What is worth knowing about the rules of what was read so far, though nothing is wrong with it."""
        return remarks(self._settler.court.hearings)

    @property
    def proofs(self) -> list[Proof]:
        """What was proved of the rules of all that was read so far."""
        return self._settler.court.proofs

    @property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of every file read so far, by file name with its folder; a second one called so is numbered."""
        found: dict[str, str] = {}
        often: Counter[str] = Counter()
        for path in sorted(self._read):
            name = f"{path.parent.name}/{path.name}"
            often[name] += 1
            number = f" ({often[name]})" if often[name] > 1 else ""
            found[name + number] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    # ------------------------------------------------------------------ kinds of file

    def base(self, path: Path) -> Whole | None:
        """The base whose ``base.yaml`` is at *path*, with its parts; checked."""
        key = path.resolve()
        if key not in self._bases:
            self._bases[key] = None
            self._bases[key] = self._base(path)
        return self._bases[key]

    def _base(self, path: Path) -> Whole | None:
        node = self.document(path)
        if node is None:
            return None
        name = library.name_of(path)
        self.named(node, name)
        parts: dict[str, Node] = {}
        unread = False
        for kind in (*PARTS, *OPTIONAL_PARTS):
            place = library.part(kind, path)
            if place.exists():
                part = self.document(place)
                unread = unread or part is None
                if part is not None:
                    parts[kind] = part
                    self.named(part, name, "warning")
        whole = None if unread else assemble(Documents(node, parts), self.findings)
        if whole is None or not parts.keys() >= PARTS.keys():
            for kind, alone in {"base": node, **parts}.items():
                shape(KINDS[kind], alone, self.findings)
            return None
        return self._settler.base(whole, self.findings)

    def variant(self, path: Path) -> Resolved | None:
        """The variant at *path* on all below it, resolved to a plan; None after noting what is wrong."""
        chain, whole = self._descend(path)
        for link in reversed(chain):
            if whole is not None:
                whole = self._settler.variant(whole, link.variant, link.node, self.findings)
            self._variants[link.path.resolve()] = whole
        return None if whole is None else whole.resolved

    def _descend(self, path: Path) -> tuple[list[_Link], Whole | None]:
        """The variants from *path* down that are not settled yet, the topmost first; and what is below them."""
        chain: list[_Link] = []
        while path.resolve() not in self._variants:
            link = self._link(path)
            if link is None:
                self._variants[path.resolve()] = None
                return chain, None
            chain.append(link)
            mark = link.node.mark_at(("base",))
            try:
                kind, path = library.find_below(link.variant.base, path, mark)
            except InputError as error:
                self.findings.problems.extend(error.problems)
                return chain, None
            if kind == "base":
                return chain, self.base(path)
            if path.resolve() in (places := [each.path.resolve() for each in chain]):
                self._note_circle(chain[places.index(path.resolve()) :], mark)
                return chain, None
        return chain, self._variants[path.resolve()]

    def _link(self, path: Path) -> _Link | None:
        node = self.document(path)
        if node is None:
            return None
        self.named(node, library.name_of(path))
        made = self.shaped(Variant, node)
        return None if made is None else _Link(path, made, node)

    def _note_circle(self, circle: list[_Link], mark: Mark) -> None:
        names = " -> ".join(link.variant.id for link in [*circle, circle[0]])
        text = Text(
            f"deze varianten bouwen in een kring op elkaar voort: {names}; laat er één op een basis staan",
            f"these variants build on each other in a circle: {names}; let one of them stand on a base",
        )
        self.findings.add(mark, "X027", text)

    def named(self, node: Node, name: str, severity: Severity = "error") -> None:
        """Note (X004) when a file's id is not the name under which other files find it."""
        written = node.child("id")
        if written is not None and isinstance(written.content, str) and written.content != name:
            text = Text(
                f"de id '{written.content}' is niet de naam waaronder dit te vinden is",
                f"the id '{written.content}' is not the name under which this is found",
            )
            self.findings.add(written.mark, "X004", text, suggestion=name, severity=severity)

    def shaped(self, asked: type[ShapeT], node: Node | None) -> ShapeT | None:
        """What *node* holds, as the kind of file that was *asked* for; None after noting what is wrong.

        Of a file of another kind only that is said (X047), and not all that then is wrong with it.
        """
        if node is None:
            return None
        kind = next(name for name, shape_of in KINDS.items() if shape_of is asked)
        said = node.child("kind")
        if said is None or said.content == kind or said.content not in KINDS:
            return shape(asked, node, self.findings)
        text = Text(f"dit is '{said.content}'; gevraagd is '{kind}'", f"this is '{said.content}'; '{kind}' is asked")
        if (kind, said.content) == ("study", "variant"):
            text = Text(
                "dit is een variant; noem hem in een studie (kind: study, met een baseline) en geef die",
                "this is a variant; name it in a study (kind: study, with a baseline) and give that",
            )
        self.findings.add(said.mark, "X047", text)
        return None

    def study(self, path: Path, given: Path | None = None) -> FoundStudy | None:
        """The study at *path* with its variants and draws (those *given* if any); None after noting what is wrong."""
        node = self.document(path)
        made = self.shaped(StudyShape, node)
        if node is None or made is None:
            return None
        self.named(node, library.name_of(path))
        if made.baseline not in made.variants:
            text = Text(
                f"de vergelijkingsbasis '{made.baseline}' staat niet bij de varianten",
                f"the baseline '{made.baseline}' is not among the variants",
            )
            self.findings.add(
                node.mark_at(("baseline",)), "X005", text, suggestion=nearest(made.baseline, made.variants)
            )
        note_headline(made.headline or (), node, self.findings)
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
                self._same_period(resolved[0], found, mark)
        return made, resolved, read_study_draws(self, path, made.draws, node, resolved, given)

    def _same_period(self, first: Resolved, other: Resolved, mark: Mark) -> None:
        if (first.before.period.start, first.before.period.end) != (other.before.period.start, other.before.period.end):
            text = Text(
                f"'{other.variant.id}' gaat over een andere periode dan '{first.variant.id}'",
                f"'{other.variant.id}' is about another period than '{first.variant.id}'",
            )
            self.findings.add(mark, "X026", text)

    def any(self, path: Path) -> None:
        """Check the file at *path*, of whatever kind it is, with all it refers to."""
        node = self.document(path)
        if node is None:
            return
        kind = node.get(("kind",))
        word = None if kind is None else kind.content
        if word == "base":
            self.base(path)
        elif word == "variant":
            self.variant(path)
        elif word == "study":
            self.study(path)
        elif word == "targets":
            read_targets(self, path)
        elif word == "calibration":
            read_calibration(self, path)
        elif word == "draws":
            read_draws(self, path)
        elif isinstance(word, str) and word in {**PARTS, **OPTIONAL_PARTS}:
            self._part(path, node, word)
        else:
            self._unknown_kind(node, word)

    def _part(self, path: Path, node: Node, kind: str) -> None:
        """A part is checked with its base when that stands beside it, and on its own otherwise."""
        beside = path.parent / "base.yaml"
        if beside.exists() and path.name == f"{kind}.yaml":
            self.base(beside)
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


def _from_here(path: Path) -> str:
    """How *path*, which nobody named, is called: from the working directory, if it lies within."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``check`` finds: all that is wrong, what is proved of the rules, and remarks on them; each in order."""

    problems: list[Problem]
    guarantees: list[Proof]
    remarks: list[Remark]


def examine(paths: Iterable[Path]) -> Checked:
    """Everything there is to say about these files and what they refer to."""
    reader = _checking(paths)
    return Checked(reader.problems, reader.proofs, reader.remarks)


def check_files(paths: Iterable[Path]) -> tuple[list[Problem], list[Proof]]:
    """Everything wrong with these files and what they refer to, in order; and what is proved of the rules."""
    reader = _checking(paths)
    return reader.problems, reader.proofs


def _checking(paths: Iterable[Path]) -> Reader:
    reader = Reader()
    for file in [file for path in paths for file in reader.asked_all(path)]:
        reader.any(file)
    return reader


def load_study(path: Path | str, *, neutral_effects: bool = False, draws: Path | str | None = None) -> Study:
    """The study at *path* (a file, or the name of a shipped one), ready to run.

    With *neutral_effects* every effect that is a belief is left out of every variant; with *draws* (a file, or the
    name of shipped ones) these hold instead of those the study names. Raises InputError with everything that is
    wrong, UsageError when there is no such study or file.
    """
    from ruwaard_sim.files.writing import resolved_text

    reader = Reader()
    file = reader.asked(path, "study")
    found = reader.study(file, None if draws is None else reader.asked(draws, "draws"))
    reader.findings.raise_if_any()
    assert found is not None
    made, resolved, drawn = found
    if neutral_effects:
        resolved = [one.neutral() for one in resolved]
        drawn = None if drawn is None else replace(drawn, resolved=tuple(resolved))
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
        titles=titles(one.after for one in resolved),
        effects="neutral" if neutral_effects else "as written",
        draws=drawn,
        headline=tuple(made.headline or ()),
        warnings=sum(problem.severity == "warning" for problem in reader.problems),
    )


def load_variant(path: Path | str) -> Resolved:
    """The variant at *path* (a file, or the name of a shipped one), resolved. Raises InputError with all problems."""
    reader = Reader()
    found = reader.variant(reader.asked(path, "variant"))
    reader.findings.raise_if_any()
    assert found is not None
    return found


def load_targets(path: Path) -> tuple[Targets, dict[str, Plan]]:
    """The targets at *path*, beside a base, and the plans of the variants they are about. Raises InputError."""
    reader = Reader()
    found = read_targets(reader, reader.asked(path))
    reader.findings.raise_if_any()
    if found is None:
        text = Text("naast deze doelen staat geen base.yaml", "there is no base.yaml beside these targets")
        raise InputError([Problem(Mark(str(path), 1, 1), "X086", text)])
    targets, resolved = found
    return targets, {one.variant.id: one.plan for one in resolved}

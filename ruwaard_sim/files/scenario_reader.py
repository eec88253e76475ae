"""Reads and checks scenario files, each once: bases with their parts, and variants with their bases.

Collects all problems, and passes trees to :mod:`ruwaard_sim.scenario`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from ruwaard_sim.errors import Findings, InputError, Mark, Problem, Severity
from ruwaard_sim.files import library
from ruwaard_sim.files.namesakes import Namesakes, shown_file
from ruwaard_sim.files.yaml_reader import read
from ruwaard_sim.messages import message
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.document.base_model import Shape
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.shape_validation import shape
from ruwaard_sim.scenario.guarantees.proof_session import Proof
from ruwaard_sim.scenario.guarantees.rule_remarks import Remark, remarks
from ruwaard_sim.scenario.guarantees.threshold_checks import ThresholdCheck, threshold_checks
from ruwaard_sim.scenario.schema.file_kinds import KINDS, OPTIONAL_PARTS, PARTS
from ruwaard_sim.scenario.schema.models import Variant
from ruwaard_sim.scenario.variants.assemble import Documents, assemble
from ruwaard_sim.scenario.variants.resolver import Resolvable, Resolved, Resolver
from ruwaard_sim.text import Text

ShapeT = TypeVar("ShapeT", bound=Shape)


class _Link(NamedTuple):
    """A variant in the chain from a variant to its base."""

    path: Path
    variant: Variant
    node: Node


def _met(plan: Plan) -> Mapping[str, int]:
    """The residents who are dealt under *plan* and cannot exist by its rules; the model is loaded when it says that."""
    if not any(regime.impossible for regime in plan.regimes):
        return {}
    from ruwaard_sim.model.dealt_residents import impossible_residents

    return impossible_residents(plan)


@dataclass(slots=True)
class Reader:
    """Reads files once, caches them, and collects their problems."""

    findings: Findings = field(default_factory=Findings)
    forgiving: bool = False
    """Whether a broken guarantee is a warning, so that the rules that break it can be looked at."""
    _read: dict[Path, Node | None] = field(default_factory=dict)
    _bases: dict[Path, Resolvable | None] = field(default_factory=dict)
    _variants: dict[Path, Resolvable | None] = field(default_factory=dict)
    _resolver: Resolver = field(default_factory=lambda: Resolver(met=_met))
    _names_given: dict[Path, str] = field(default_factory=dict)
    namesakes: Namesakes = field(default_factory=Namesakes)

    def __post_init__(self) -> None:
        self._resolver.forgiving = self.forgiving

    def argument_path(self, argument: Path | str, kind: library.Kind | None = None, study: Path | None = None) -> Path:
        """Return the path that *argument* of a command means. Problems show it as it was typed.

        A name is looked for around the *study* if there is one, then around the working directory.
        """
        path = library.resolve_argument(str(argument), kind, study)
        if path == Path(argument):
            self._names_given[path.resolve()] = str(path)
        else:
            self.namesakes.note(str(argument), Path.cwd() / ".yaml" if study is None else study, path)
        return path

    def find(self, kind: library.Kind, name: str, near: Path, mark: Mark) -> Path:
        """Return what `library.find` does, and remember which file it was."""
        path = library.find(kind, name, near, mark)
        self.namesakes.note(name, near, path)
        return path

    def argument_paths(self, argument: Path | str) -> list[Path]:
        """Return every path that *argument* of ``check`` means: a study and a variant can have the same name."""
        paths = library.resolve_all(str(argument))
        if paths == [Path(argument)]:
            self._names_given[paths[0].resolve()] = str(argument)
        for path in paths:
            self.namesakes.note(str(argument), Path.cwd() / ".yaml", path)
        return paths

    def document(self, path: Path) -> Node | None:
        """Return the tree of the file at *path*; None after noting problems."""
        key = path.resolve()
        if key not in self._read:
            try:
                self._read[key] = read(path, self.shown(path))
            except InputError as error:
                self.findings.problems.extend(error.problems)
                self._read[key] = None
        return self._read[key]

    def shown(self, path: Path) -> str:
        """The name by which problems call the file at *path*."""
        key = path.resolve()
        return self._names_given.get(key) or _from_here(key)

    def base_file(self, resolved: Resolved) -> Path:
        """The file of the base of a variant that was read."""
        bases = self._bases.items()
        return next(path for path, base in bases if base is not None and base.scenario is resolved.before)

    def files_of(self, variants: Sequence[Resolved]) -> tuple[Text, ...]:
        """The base and the *variants* on it with their files, a line each; none without variants."""
        files = {
            read.resolved.variant.id: shown_file(path)
            for path, read in self._variants.items()
            if read is not None and read.resolved is not None
        }
        named = [(one.variant.id, files[one.variant.id]) for one in variants]
        if not named:
            return ()
        base, of_base = variants[0].before.id, shown_file(self.base_file(variants[0]))
        return (
            Text(f"Basis {base}: {of_base.nl}", f"Base {base}: {of_base.en}"),
            *(Text(f"Variant {name}: {file.nl}", f"Variant {name}: {file.en}") for name, file in named),
        )

    @property
    def problems(self) -> list[Problem]:
        """All problems in the files read so far, without duplicates, in file order."""
        return list(dict.fromkeys(sorted(self.findings.problems, key=lambda problem: problem.order)))

    @property
    def remarks(self) -> list[Remark]:
        """Remarks on the rules in the files read so far; none of them is a problem."""
        return remarks(self._resolver.session.runs)

    @property
    def proofs(self) -> list[Proof]:
        """The proofs of guarantees in the files read so far."""
        return self._resolver.session.proofs

    @property
    def thresholds(self) -> list[ThresholdCheck]:
        """Whether the guarantees hold for every value of the thresholds, for each base and variant read so far."""
        return threshold_checks(self._resolver.session.runs)

    @property
    def inputs(self) -> dict[str, str]:
        """The SHA-256 of every file read so far, by folder and file name; a second file of that name gets a number."""
        hashes: dict[str, str] = {}
        often: Counter[str] = Counter()
        for path in sorted(self._read):
            name = f"{path.parent.name}/{path.name}"
            often[name] += 1
            number = f" ({often[name]})" if often[name] > 1 else ""
            hashes[name + number] = hashlib.sha256(path.read_bytes()).hexdigest()
        return hashes

    # ------------------------------------------------------------------ kinds of file

    def base(self, path: Path) -> Resolvable | None:
        """Return the checked base whose ``base.yaml`` is at *path*, with its parts; None after noting problems."""
        key = path.resolve()
        if key not in self._bases:
            self._bases[key] = None
            self._bases[key] = self._base(path)
        return self._bases[key]

    def _base(self, path: Path) -> Resolvable | None:
        node = self.document(path)
        if node is None:
            return None
        name = library.name_of(path)
        self.check_id(node, name)
        parts: dict[str, Node] = {}
        unread = False
        for kind in (*PARTS, *OPTIONAL_PARTS):
            path_of_part = library.part_path(kind, path)
            if path_of_part.exists():
                part = self.document(path_of_part)
                unread = unread or part is None
                if part is not None:
                    parts[kind] = part
                    self.check_id(part, name, "warning")
        tree = None if unread else assemble(Documents(node, parts), self.findings)
        if tree is None or not parts.keys() >= PARTS.keys():
            for kind, alone in {"base": node, **parts}.items():
                shape(KINDS[kind], alone, self.findings)
            return None
        return self._resolver.base(tree, self.findings)

    def variant(self, path: Path) -> Resolved | None:
        """Return the variant at *path*, resolved to a plan; None after noting problems."""
        chain, resolvable = self._descend(path)
        for link in reversed(chain):
            if resolvable is not None:
                resolvable = self._resolver.variant(resolvable, link.variant, link.node, self.findings)
            self._variants[link.path.resolve()] = resolvable
        return None if resolvable is None else resolvable.resolved

    def variant_named(self, name: str, near: Path, mark: Mark) -> Resolved | None:
        """Return the resolved variant that the file *near* calls *name* at *mark*; None after noting problems."""
        try:
            return self.variant(self.find("variant", name, near, mark))
        except InputError as error:
            self.findings.problems.extend(error.problems)
            return None

    def _descend(self, path: Path) -> tuple[list[_Link], Resolvable | None]:
        """Return the unresolved variants from *path* towards the base, *path* first, and what they build on."""
        chain: list[_Link] = []
        while path.resolve() not in self._variants:
            link = self._link(path)
            if link is None:
                self._variants[path.resolve()] = None
                return chain, None
            chain.append(link)
            mark = link.node.mark_at(("base",))
            try:
                near = path
                kind, path = library.find_base_or_variant(link.variant.base, near, mark)
                self.namesakes.note(link.variant.base, near, path)
            except InputError as error:
                self.findings.problems.extend(error.problems)
                return chain, None
            if kind == "base":
                return chain, self.base(path)
            if path.resolve() in (places := [chain_link.path.resolve() for chain_link in chain]):
                self._note_circle(chain[places.index(path.resolve()) :], mark)
                return chain, None
        return chain, self._variants[path.resolve()]

    def _link(self, path: Path) -> _Link | None:
        node = self.document(path)
        if node is None:
            return None
        self.check_id(node, library.name_of(path))
        variant = self.content_as(Variant, node)
        return None if variant is None else _Link(path, variant, node)

    def _note_circle(self, circle: list[_Link], mark: Mark) -> None:
        names = " -> ".join(link.variant.id for link in [*circle, circle[0]])
        text = message("X027", "note_circle", names=names)
        self.findings.add(mark, "X027", text)

    def check_id(self, node: Node, name: str, severity: Severity = "error") -> None:
        """Note (X004) an id that differs from the *name* under which other files find this file."""
        written = node.child("id")
        if written is not None and isinstance(written.content, str) and written.content != name:
            text = message("X004", content=written.content)
            self.findings.add(written.mark, "X004", text, suggestion=name, severity=severity)

    def content_as(self, model: type[ShapeT], node: Node | None) -> ShapeT | None:
        """Return the content of *node* as a *model*; None after noting problems.

        For a file of another kind, that (X047) is the only problem.
        """
        if node is None:
            return None
        kind = next(name for name, shape_of in KINDS.items() if shape_of is model)
        kind_node = node.child("kind")
        if kind_node is None or kind_node.content == kind or kind_node.content not in KINDS:
            return shape(model, node, self.findings)
        text = Text(
            f"dit is '{kind_node.content}'; gevraagd is '{kind}'", f"this is '{kind_node.content}'; '{kind}' is asked"
        )
        if (kind, kind_node.content) == ("study", "variant"):
            text = message("X047")
        self.findings.add(kind_node.mark, "X047", text)
        return None


def _from_here(path: Path) -> str:
    """Return *path* relative to the working directory if it lies within it."""
    folder = Path.cwd()
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)

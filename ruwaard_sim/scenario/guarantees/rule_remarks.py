"""Remarks on valid rules: pairs whose order matters, and guarantees that restate a single rule.

It is told as remarks: of a base all of them, of a variant those that it brings itself. How many there are is known
sooner than what each of them says, for that takes a resident as ordinary as possible.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from ruwaard_sim.errors import Mark, Problem
from ruwaard_sim.rules import WEIGHTS, Order, Overlap, Prover, Table, overlap_finding
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.guarantees.proof_session import ProofRun, part_of
from ruwaard_sim.text import Text

_MAYBE_MORE = Text(
    "misschien doet de volgorde van nog meer regels ertoe; verder is niet gezocht",
    "the order of more rules may matter; no further search was made",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark, with its place and code; what it says is found out when it is told."""

    mark: Mark
    code: str
    words: Callable[[], Text]
    variant: str | None
    """The variant that brings about what is remarked in a file of its base."""

    def problem(self) -> Problem:
        """The remark in the shape of a problem."""
        text = self.words()
        if self.variant is not None:
            text = Text(*(f"in variant '{self.variant}': {sentence}" for sentence in text))
        return Problem(self.mark, self.code, text, "remark")


class _Sighting(NamedTuple):
    """A finding about what stands at *places*; *same* is equal for findings that tell a reader the same."""

    same: Hashable
    code: str
    places: tuple[Loc, ...]
    words: Callable[[], Text]


def remarks(hearings: Iterable[ProofRun]) -> list[Remark]:
    """The remarks on all rules that were proved, file by file and from top to bottom; a base comes first."""
    before: dict[tuple[str, str, str | None], frozenset[Hashable]] = {}
    collected: list[Remark] = []
    for hearing in hearings:
        case, part = hearing.subject, hearing.text.part
        rules = part_of(case.tree, hearing.text)
        latest: dict[Hashable, _Sighting] = {}
        for candidate in _sightings(hearing):
            latest.setdefault(candidate.same, candidate)
        base = case.tree.mark.file
        below = before.get((base, part, case.below), frozenset())
        before[base, part, case.name] = frozenset(latest) | below
        for same, candidate in latest.items():
            if same not in below:
                mark = _mark(rules, candidate.places, case.own)
                variant = None if case.below is None or mark.file == case.own else case.name
                collected.append(Remark(mark, candidate.code, candidate.words, variant))
    return sorted(collected, key=lambda remark: (remark.mark.file, remark.mark.line, remark.mark.column, remark.code))


def _sightings(hearing: ProofRun) -> Iterator[_Sighting]:
    """Everything there is to remark, day by day: each thing perhaps more than once, with another resident."""
    for prover, rulebook in hearing.days:
        for name, table in rulebook.items():
            yield from _order((*hearing.text.above, name), prover, table)
    for proof in hearing.proofs:
        for about in proof.findings:
            if WEIGHTS[about.code] == "remark":
                rules = [hearing.text.rule(table, rule) for table, rule in proof.verdict.rules]
                places = (("guarantees", about.rule), *rules)
                yield _Sighting((about.code, proof.guarantee, *rules), about.code, places, partial(_same, about.text))


def _order(at: Loc, prover: Prover, table: Table) -> Iterator[_Sighting]:
    """Each two rules of the *table* that stands at *at* of which the order is a choice."""
    order = prover.order(table)
    for overlap in order.overlaps:
        places: tuple[Loc, ...] = ((*at, "rules", overlap.first), (*at, "rules", overlap.then))
        if not overlap.exception:
            yield _Sighting(("R405", *places, overlap.answers), "R405", places, partial(_shown, order, overlap))
    if not order.complete:
        yield _Sighting(("R407", at), "R407", (at,), partial(_same, _MAYBE_MORE))


def _shown(order: Order, overlap: Overlap) -> Text:
    return overlap_finding(order.most_ordinary(overlap)).text


def _same(text: Text) -> Text:
    return text


def _mark(rules: Node, places: tuple[Loc, ...], own: str) -> Mark:
    """The first of *places* in the file *own*, or else the first of all."""
    marks = [rules.key_mark_at(loc) for loc in places]
    return next((mark for mark in marks if mark.file == own), marks[0])

"""From trees to scenarios that are sound, and to plans: a base by itself, and a variant on its base. Reads no files.

Everything that is wrong is noted at its place; a plan is made only of what is sound.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ruwaard_sim.errors import Findings, Mark, nearest
from ruwaard_sim.rules import Table
from ruwaard_sim.scenario.assemble import apply_changes, scenario
from ruwaard_sim.scenario.changing import attributed, note_begins, note_fixed, note_overlaps
from ruwaard_sim.scenario.enough import Shortages, note_headroom, note_shortages
from ruwaard_sim.scenario.forms import ASSUMPTION
from ruwaard_sim.scenario.node import Node
from ruwaard_sim.scenario.plan import Plan
from ruwaard_sim.scenario.promises import Promises
from ruwaard_sim.scenario.proving import Court
from ruwaard_sim.scenario.quantity import collapse
from ruwaard_sim.scenario.references import check
from ruwaard_sim.scenario.remarks import unknown
from ruwaard_sim.scenario.resolve import Dated, dates, plan
from ruwaard_sim.scenario.rulebook import tables
from ruwaard_sim.scenario.shapes import Scenario, Variant
from ruwaard_sim.words import Text

_SOURCE = Text("bron", "source")


class Whole(NamedTuple):
    """A scenario and its tree; with what is wrong with it, by place and code (*told*), and where hours fall *short*.

    It is *sound* when there is no error in it.
    """

    scenario: Scenario
    tree: Node
    told: frozenset[tuple[Mark, str]] = frozenset()
    short: Shortages = frozenset()
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A variant with what it is made of: the scenario before and after its changes, and its plan."""

    variant: Variant
    before: Scenario
    after: Scenario
    tree: Node
    plan: Plan
    promises: Promises
    """What is promised about the rules on the last day."""


@dataclass(slots=True)
class Settler:
    """Settles bases and variants, and remembers rule tables, because most of them return unchanged."""

    court: Court = field(default_factory=Court)
    _tables: MutableMapping[tuple[str, ...], dict[str, Table]] = field(default_factory=dict)

    def base(self, tree: Node, findings: Findings) -> Whole | None:
        """The base in *tree*, checked; None when it has not even the form of one."""
        noted = Findings()
        short: Shortages = frozenset()
        made = scenario(tree, noted)
        if made is not None:
            check(made, tree, noted)
            whole = Whole(made, tree)
            dated = self._dated(whole, whole, made.period.start, noted)
            if dated is not None and not noted.errors:
                self.court.judge(made.id, dated, tree, noted, forgiven=False)
                ready = plan(made.id, made.title, dated)
                short = note_shortages(ready, tree, ready.first_day, noted)
                note_headroom(ready, tree, ready.first_day, noted)
        findings.problems.extend(noted.problems)
        told = frozenset((problem.mark, problem.code) for problem in noted.problems)
        return None if made is None else Whole(made, tree, told, short, not noted.errors)

    def variant(self, base: Whole, variant: Variant, node: Node, findings: Findings) -> Resolved | None:
        """The *variant* in *node* on its *base*; None after noting what is wrong."""
        noted = Findings()
        resolved = self._variant(base, variant, node, noted)
        findings.problems.extend(attributed(noted.problems, base.told, variant, node))
        return None if noted.errors or not base.sound else resolved

    def _variant(self, base: Whole, variant: Variant, node: Node, noted: Findings) -> Resolved | None:
        note_begins(variant, node, base.scenario, noted)
        note_overlaps(variant, node, noted)
        tree = apply_changes(base.tree, variant, node, noted)
        _note_sources(variant, node, tree, noted)
        if noted.errors:
            return None
        made = scenario(tree, noted)
        if made is None:
            return None
        check(made, tree, noted)
        note_fixed(base.scenario, made, variant, node, noted)
        begins = variant.begins or base.scenario.period.start
        dated = self._dated(base, Whole(made, tree), begins, noted)
        if dated is None or noted.errors or not base.sound:
            return None
        changed = [entry for entry in dated if entry[0] >= begins]
        promised = self.court.judge(variant.id, changed, tree, noted, forgiven=variant.counterfactual)
        if promised is None:
            return None
        ready = plan(variant.id, variant.title, dated, counterfactual=variant.counterfactual)
        since = float(ready.calendar.day(begins))
        note_shortages(ready, tree, since, noted, node.mark.file, base.short)
        note_headroom(ready, tree, since, noted)
        return Resolved(variant, base.scenario, made, tree, ready, promised)

    def _dated(self, before: Whole, after: Whole, begins: date, noted: Findings) -> Dated | None:
        """What holds from each date on, with its rule tables; of what is not sound only the tables are looked at."""
        days = [before.scenario.period.start, begins]
        if not noted.errors and (before is after or before.sound):
            days = dates(before.scenario, after.scenario, begins)
        found = []
        for day in days:
            whole = after if day >= begins else before
            try:
                today = collapse(whole.scenario, day)
            except LookupError:
                return None
            made = self._rules(today, whole.tree, noted)
            if made is None:
                return None
            found.append((day, today, made))
        return found

    def _rules(self, today: Scenario, tree: Node, noted: Findings) -> dict[str, Table] | None:
        key = (today.rules.model_dump_json(), *today.organisation.provisions)
        if key not in self._tables:
            rules = tree.get(("rules",))
            assert rules is not None
            made = tables(today.rules, list(today.organisation.provisions), rules, noted)
            if made is None:
                return None
            self._tables[key] = dict(made)
        return self._tables[key]


def _note_sources(variant: Variant, node: Node, tree: Node, noted: Findings) -> None:
    """Every change cites a source of the base, or one that the variant adds."""
    listed = tree.get(("sources", "sources"))
    known = list(listed.content) if listed is not None and isinstance(listed.content, dict) else []
    for path, change in variant.changes.items():
        key = change.source.partition(" ")[0]
        if key != ASSUMPTION and key not in known:
            mark = node.mark_at(("changes", path, "source"))
            noted.add(mark, "X010", unknown(key, known, _SOURCE), suggestion=nearest(key, known))

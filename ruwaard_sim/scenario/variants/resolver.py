"""From trees to scenarios that are sound, and to plans: a base by itself, and a variant on what it builds on.

Reads no files. Everything that is wrong is noted at its place; a plan is made only of what is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from ruwaard_sim.errors import Findings, Mark, nearest
from ruwaard_sim.plan import Plan
from ruwaard_sim.rules import ConditionError, Rulebook
from ruwaard_sim.scenario.checks.belief_checks import tree_without_beliefs, without_beliefs
from ruwaard_sim.scenario.checks.capacity import Shortages, note_headroom, note_shortages
from ruwaard_sim.scenario.checks.context import unknown_source
from ruwaard_sim.scenario.checks.near_names import note_near_names
from ruwaard_sim.scenario.checks.references import check
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.quantities import ASSUMPTION
from ruwaard_sim.scenario.document.quantity_fields import collapse
from ruwaard_sim.scenario.guarantees.guarantee_builder import GuaranteeSet
from ruwaard_sim.scenario.guarantees.proof_session import ProofSession, Subject, part_of
from ruwaard_sim.scenario.guarantees.rule_source import RuleText, rule_texts
from ruwaard_sim.scenario.guarantees.rulebook import tables
from ruwaard_sim.scenario.schema.models import Scenario, Variant
from ruwaard_sim.scenario.variants.assemble import apply_changes, scenario, with_sources
from ruwaard_sim.scenario.variants.change_checks import (
    Touched,
    attributed,
    note_begins,
    note_depth,
    note_fixed,
    note_impossible,
    note_overlaps,
    note_prices,
    note_touches,
    note_unfilled,
)
from ruwaard_sim.scenario.variants.make_plan import Dated, Stage, dates, holding, plan
from ruwaard_sim.text import Text

Named: TypeAlias = tuple[str, str]
"""A condition about who cannot exist, by the part of the rules and its name."""


def nobody(_: Plan) -> Mapping[str, int]:
    """Nobody is dealt, so nobody is met."""
    return {}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A variant with what it is made of: the base, the scenario after all changes, and its plan."""

    variant: Variant
    before: Scenario
    after: Scenario
    tree: Node
    plan: Plan
    guarantees: Mapping[str, GuaranteeSet]
    """What is guaranteed about the rules on the last day, by the part of the scenario they stand in."""
    below: Plan
    """The plan of the base or variant that it builds on."""
    touched: Touched | None
    """Whether it touches only whom it declares to touch, compared with *below*; None when it declares nothing."""
    dated: Dated
    """What holds from each date on, from which *plan* was made."""
    begins: date
    """The first day on which its own changes hold."""
    named_twice: tuple[Text, ...] = ()
    """Which file was taken for each name that is that of several."""

    def neutral(self) -> Resolved:
        """The same variant in which nobody believes anything."""
        dated = [(day, without_beliefs(scenario), books) for day, scenario, books in self.dated]
        neutral_plan = plan(self.variant.id, self.variant.title, dated, counterfactual=self.plan.counterfactual)
        tree = tree_without_beliefs(self.tree, self.after)
        return replace(self, after=without_beliefs(self.after), tree=tree, plan=neutral_plan, dated=dated)


@dataclass(frozen=True, slots=True)
class Resolvable:
    """A base, or a variant with all that is below it, on which a variant can build.

    With what is wrong with it, by place and code (*told*), and where hours fall *short*.
    """

    stages: tuple[Stage, ...]
    reported: frozenset[tuple[Mark, str]] = frozenset()
    short: Shortages = frozenset()
    plan: Plan | None = None
    """None when there is an error in it."""
    resolved: Resolved | None = None
    """The variant that it is; None for a base, and when there is an error in it."""

    @property
    def base(self) -> Scenario:
        """The base, below every change."""
        return self.stages[0].scenario

    @property
    def scenario(self) -> Scenario:
        """The scenario after every change."""
        return self.stages[-1].scenario

    @property
    def tree(self) -> Node:
        """The tree of the scenario after every change."""
        return self.stages[-1].tree

    @property
    def begins(self) -> date:
        """The day from which all of it holds; of a base the first day of the period."""
        return max(self.stages[-1].since, self.base.period.start)

    @property
    def called(self) -> Text:
        """Its name in messages about a variant that builds on it."""
        name = self.stages[-1].name
        variant = Text(f"de variant '{name}'", f"the variant '{name}'")
        return Text("de basis", "the base") if len(self.stages) == 1 else variant


@dataclass(slots=True)
class Resolver:
    """Settles bases and variants, and remembers rule tables, because most of them return unchanged."""

    forgiving: bool = False
    """Whether a broken guarantee is a warning, so that the rules that break it can be looked at."""
    session: ProofSession = field(default_factory=ProofSession)
    met: Callable[[Plan], Mapping[str, int]] = nobody
    """How many residents are met under a plan who cannot exist by its rules, by the name of what says so."""
    _tables: MutableMapping[RuleText, Rulebook] = field(default_factory=dict)

    def base(self, tree: Node, findings: Findings) -> Resolvable | None:
        """The base in *tree*, checked; None when it has not even the form of one."""
        noted = Findings()
        model = scenario(tree, noted)
        resolvable = None if model is None else self._base(model, tree, noted)
        findings.problems.extend(noted.problems)
        return None if resolvable is None else replace(resolvable, reported=_reported(noted))

    def _base(self, model: Scenario, tree: Node, noted: Findings) -> Resolvable:
        stages = (Stage(model.id, date.min, model, tree),)
        check(model, tree, noted)
        dated = self._dated(stages, noted, sound=True)
        if dated is None or noted.errors:
            return Resolvable(stages)
        subject = Subject(model.id, tree, tree.mark.file)
        ready = self._plan(model.id, model.title, dated, counterfactual=False)
        doubted = frozenset[Named]()
        if ready is not None:
            doubted = note_impossible(ready, None, model.period.start, tree, self.met(ready), noted)
        if self._proved(subject, dated, noted, doubted=doubted) is None or ready is None:
            return Resolvable(stages)
        short = note_shortages(ready, tree, ready.first_day, noted)
        note_headroom(ready, tree, ready.first_day, noted)
        return Resolvable(stages, short=short, plan=None if noted.errors else ready)

    def variant(self, below: Resolvable, variant: Variant, node: Node, findings: Findings) -> Resolvable | None:
        """The *variant* in *node* on what is *below* it; None when together they have not the form of a scenario."""
        noted = Findings()
        stages = self._stages(below, variant, node, noted)
        resolvable = None if stages is None else self._resolvable(below, stages, variant, node, noted)
        findings.problems.extend(attributed(noted.problems, below.reported, variant, node))
        return None if resolvable is None else replace(resolvable, reported=below.reported | _reported(noted))

    @staticmethod
    def _stages(below: Resolvable, variant: Variant, node: Node, noted: Findings) -> tuple[Stage, ...] | None:
        """The stages of *below*, followed by *variant* from the day it begins."""
        note_depth([variant.id, *(stage.name for stage in reversed(below.stages))], node, noted)
        note_begins(variant, node, below.base.period, below.stages[-1], noted)
        note_overlaps(variant, node, noted)
        note_unfilled(node, noted)
        tree = apply_changes(with_sources(below.tree, variant, node, noted), below.called, variant, node, noted)
        _note_sources(variant, node, tree, noted)
        model = None if noted.errors else scenario(tree, noted)
        if model is None:
            return None
        return (*below.stages, Stage(variant.id, variant.begins or below.begins, model, tree))

    def _resolvable(
        self, below: Resolvable, stages: tuple[Stage, ...], variant: Variant, node: Node, noted: Findings
    ) -> Resolvable:
        """All *stages*, of which *variant* is the last, checked and proved."""
        _, begins, model, tree = stages[-1]
        outside = variant.counterfactual or (below.plan is not None and below.plan.counterfactual)
        check(model, tree, noted, outside=outside)
        note_near_names(tree, below.tree, noted)
        note_fixed(below.scenario, model, variant, node, noted)
        note_prices(below.scenario, model, variant, node, noted)
        dated = self._dated(stages, noted, sound=below.plan is not None)
        if dated is None or noted.errors or below.plan is None:
            return Resolvable(stages)
        own = node.mark.file
        changed = [entry for entry in dated if entry[0] >= begins]
        case = Subject(variant.id, tree, own, below.stages[-1].name, outside or self.forgiving)
        ready = self._plan(variant.id, variant.title, dated, counterfactual=outside)
        doubted = frozenset[Named]()
        if ready is not None:
            known = None if outside else below.plan
            doubted = note_impossible(ready, known, begins, tree, self.met(ready), noted)
        passed = [entry for entry in dated if entry[0] < begins]
        guarantees = self._proved(case, changed, noted, passed, doubted)
        if guarantees is None or ready is None:
            return Resolvable(stages)
        touched = note_touches(variant, node, (below.plan, ready), begins, guarantees["rules"].impossible, noted)
        since = float(ready.calendar.day(begins))
        short = note_shortages(ready, tree, since, noted, own, below.short)
        note_headroom(ready, tree, since, noted)
        if noted.errors:
            return Resolvable(stages)
        resolved = Resolved(variant, below.base, model, tree, ready, guarantees, below.plan, touched, dated, begins)
        return Resolvable(stages, short=short, plan=ready, resolved=resolved)

    def _dated(self, stages: tuple[Stage, ...], noted: Findings, *, sound: bool) -> Dated | None:
        """The scenarios in force from each date on, with their rule tables.

        Of what is not *sound* below the last stage, or has errors, only the tables are looked at.
        """
        days = [stages[0].scenario.period.start, *(stage.since for stage in stages[1:])]
        if sound and not noted.errors:
            days = dates(stages)
        dated = []
        for day in days:
            stage = holding(stages, day)
            try:
                today = collapse(stage.scenario, day)
            except LookupError:
                return None
            rulebooks = self._rules(today, stage.tree, noted)
            if rulebooks is None:
                return None
            dated.append((day, today, rulebooks))
        return dated

    def _rules(self, today: Scenario, tree: Node, noted: Findings) -> dict[str, Rulebook] | None:
        """The rule tables of each part of *today*; None after noting what is wrong with any of them."""
        built = {text.part: self._rulebook(text, tree, noted) for text in rule_texts(today)}
        rulebooks = {part: book for part, book in built.items() if book is not None}
        return rulebooks if len(rulebooks) == len(built) else None

    def _rulebook(self, text: RuleText, tree: Node, noted: Findings) -> Rulebook | None:
        if text not in self._tables:
            built = tables(text, part_of(tree, text), noted)
            if built is None:
                return None
            self._tables[text] = built
        return self._tables[text]

    @staticmethod
    def _plan(name: str, title: Text, dated: Dated, *, counterfactual: bool) -> Plan | None:
        """The plan of what holds from each date on; None when a condition about who cannot exist is unreadable."""
        try:
            return plan(name, title, dated, counterfactual=counterfactual)
        except ConditionError:
            return None

    def _proved(
        self,
        case: Subject,
        dated: Dated,
        noted: Findings,
        earlier: Dated = (),
        doubted: Collection[Named] = (),
    ) -> dict[str, GuaranteeSet] | None:
        """The guarantees of the last day for each part of the rules, after proving them each time they change.

        What held *earlier* was proved of what it builds on; whoever came by those rules goes on by these. What is
        *doubted* of who cannot exist is not believed.
        """
        guarantees_of: dict[str, GuaranteeSet] = {}
        for text in rule_texts(dated[-1][1]):
            days = [
                (day, rule_text.without(doubted), books[text.part])
                for day, scenario, books in dated
                for rule_text in rule_texts(scenario)
                if rule_text.part == text.part
            ]
            changed = [day for index, day in enumerate(days) if index == 0 or day[2] is not days[index - 1][2]]
            passed = [books[text.part] for _, _, books in earlier if text.part in books]
            guarantee_set = self.session.prove(
                case, changed, noted, applies=_applies(text, dated[-1][1]), earlier=passed
            )
            if guarantee_set is None:
                return None
            guarantees_of[text.part] = guarantee_set
        return guarantees_of


def _applies(text: RuleText, scenario: Scenario) -> bool:
    """True if anybody in *scenario* goes by the rules of *text*."""
    return text.part != "steering" or scenario.mechanisms.steers.answer != "none"


def _reported(noted: Findings) -> frozenset[tuple[Mark, str]]:
    return frozenset((problem.mark, problem.code) for problem in noted.problems)


def _note_sources(variant: Variant, node: Node, tree: Node, noted: Findings) -> None:
    """Every change cites a source of what is below, or one that the variant adds."""
    listed = tree.get(("sources", "sources"))
    sources = list(listed.content) if listed is not None and isinstance(listed.content, dict) else []
    for path, change in variant.changes.items():
        key = change.source.partition(" ")[0]
        if key != ASSUMPTION and key not in sources:
            mark = node.mark_at(("changes", path, "source"))
            noted.add(mark, "X010", unknown_source(key, sources), suggestion=nearest(key, sources))

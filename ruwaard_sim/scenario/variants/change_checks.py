"""Checks of the changes of a variant, and which of them causes a problem. Changes nothing itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from ruwaard_sim.errors import Findings, Mark, Problem
from ruwaard_sim.messages import message
from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.rules import (
    WEIGHTS,
    Condition,
    ConditionError,
    RuleProblem,
    TouchesResult,
    parse,
    touched_findings,
    touches,
)
from ruwaard_sim.rules.language.syntax_tree import Expression
from ruwaard_sim.rules.proofs.table_proofs import Status
from ruwaard_sim.scenario.checks.fixed_parts import fixed
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.guarantees.rulebook import text_mark
from ruwaard_sim.scenario.schema.models import Period, Scenario, Variant
from ruwaard_sim.scenario.variants.in_force import InForce, joined, resident_rules, rules_together, together
from ruwaard_sim.scenario.variants.make_plan import Stage
from ruwaard_sim.text import Text

UNUSED = "X019"
"""The code of a parameter that no rule asks; no remark when a variant leaves one of those below it unused."""
UNFILLED = Text("Vul in:", "Fill in:")
"""How a text begins that ``new`` leaves to be written."""
DEEPEST = 5
"""How many variants may build on each other: more than a reader can hold together."""


def note_depth(names: Sequence[str], node: Node, findings: Findings) -> None:
    """Note (X027) a variant on too many others. *names* are its own, those below it and the base."""
    if len(names) - 1 > DEEPEST:
        chain = " -> ".join(names)
        text = message("X027", "note_depth", DEEPEST=DEEPEST, names=len(names) - 1, chain=chain)
        findings.add(node.mark_at(("base",)), "X027", text)


def note_unfilled(node: Node, findings: Findings) -> None:
    """Note (X039) each text in the file *node* that still asks to be written, as ``new`` left it; languages once."""
    text = message("X039", UNFILLED=UNFILLED)
    waiting = [node]
    while waiting:
        content = waiting.pop().content
        parts = list(content.values()) if isinstance(content, dict) else content if isinstance(content, list) else []
        waiting += parts
        unfilled = [part for part in parts if str(part.content).startswith((UNFILLED.nl, UNFILLED.en))]
        if unfilled:
            findings.add(unfilled[0].mark, "X039", text, severity="warning")


def note_overlaps(variant: Variant, node: Node, findings: Findings) -> None:
    """Note (X009) every change inside what another one changes whole, whichever comes first.

    So the order of changes never decides which of two values holds.
    """
    for path in variant.changes:
        steps = path.split(".")
        for length in range(1, len(steps)):
            around = ".".join(steps[:length])
            if around in variant.changes:
                text = message("X009", path=path, around=around)
                findings.add(node.key_mark_at(("changes", path)), "X009", text)
                break


def note_begins(variant: Variant, node: Node, period: Period, below: Stage, findings: Findings) -> None:
    """Note a variant that begins outside the *period* (X025), or before what is *below* it (X029)."""
    begins = variant.begins
    if begins is None:
        return
    if not period.start <= begins < period.end:
        text = message("X025", begins=begins, start=period.start, end=period.end)
        findings.add(node.mark_at(("begins",)), "X025", text)
    elif begins < below.since:
        text = message("X029", begins=begins, below=below.name, since=below.since)
        findings.add(node.mark_at(("begins",)), "X029", text)


def note_fixed(before: Scenario, after: Scenario, variant: Variant, node: Node, findings: Findings) -> None:
    """Note (X024) every change of *variant* to what holds for all variants of a base alike."""
    was, becomes = dict(fixed(before)), dict(fixed(after))
    changed = [at for at in becomes if at not in was or was[at] != becomes[at]]
    changed += [at for at in was if at not in becomes and "stock" not in at]
    blamed = {path: at for at in reversed(changed) for path in _touching(variant, at)}
    for path, at in blamed.items():
        dotted = ".".join(str(step) for step in at)
        text = message("X024", dotted=dotted)
        findings.add(node.key_mark_at(("changes", path)), "X024", text)


PARTS_WITH_RULES = ("rules", "steering")


def note_impossible(
    ready: Plan, below: Plan | None, begins: date, tree: Node, met: Mapping[str, int], findings: Findings
) -> frozenset[tuple[str, str]]:
    """Note each condition by which somebody cannot exist that must not be believed; give its part and name.

    X094: residents whom it describes were *met* in the wijk. X093: it is added to what *below* says (None: anything may
    be added) by a variant that *begins* on a day and has this *tree*.
    """
    doubted = {("rules", name): message("X094", name=name, count=count) for name, count in met.items()}
    if below is not None:
        for part in PARTS_WITH_RULES:
            for name in _added(below, ready, begins, part):
                doubted.setdefault((part, name), message("X093", name=name))
    for (part, name), text in doubted.items():
        code = "X094" if part == "rules" and name in met else "X093"
        findings.add(tree.key_mark_at((part, "cannot_happen", name)), code, text)
    return frozenset(doubted)


def _added(below: Plan, ready: Plan, begins: date, part: str) -> list[str]:
    """The names of conditions about who cannot exist that *ready* has and *below* has not, on some day."""
    added: dict[str, None] = {}

    def conditions(regime: Regime) -> tuple[tuple[str, Expression], ...]:
        entries = regime.impossible
        if part == "steering":
            entries = () if regime.steering is None else regime.steering.impossible
        return tuple((entry.name, entry.condition.expression) for entry in entries)

    for pair in together(below, ready, lambda *regimes: tuple(map(conditions, regimes)), begins):
        known, ours = map(conditions, pair.holding)
        there = {expression for _, expression in known}
        added |= dict.fromkeys(name for name, expression in ours if expression not in there)
    return list(added)


@dataclass(frozen=True, slots=True)
class Touched:
    """Whether a variant touches only whom it declares; if not, or if that is unknown, *shown* says when and whom."""

    status: Status
    shown: tuple[InForce[TouchesResult], ...] = ()

    @property
    def findings(self) -> tuple[RuleProblem, ...]:
        """The findings, each with the period it is about."""
        return tuple(
            finding._replace(text=Text(f"{when.text.nl}: {finding.text.nl}", f"{when.text.en}: {finding.text.en}"))
            for when in self.shown
            for finding in touched_findings(when.holding)
        )


def note_prices(before: Scenario, after: Scenario, variant: Variant, node: Node, findings: Findings) -> None:
    """Note (X139) a price for residents that *variant* changes without what demand does then."""
    old, new = before.mechanisms.contribution, after.mechanisms.contribution
    changed = [
        name
        for name in ("low", "middle", "high")
        if _amount(old, name) != _amount(new, name) and getattr(old, f"demand_{name}") == getattr(new, f"demand_{name}")
    ]
    for path in variant.changes:
        names = [name for name in changed if path in ("mechanisms.contribution", f"mechanisms.contribution.{name}")]
        if names:
            keys = ", ".join(f"mechanisms.contribution.demand_{name}" for name in names)
            findings.add(node.key_mark_at(("changes", path)), "X139", message("X139", "amount", keys=keys))
    provisions = before.organisation.provisions
    for name, provision in after.organisation.provisions.items():
        if name in provisions and provisions[name].contribution is not provision.contribution:
            for path in _touching(variant, ("organisation", "provisions", name, "contribution")):
                findings.add(node.key_mark_at(("changes", path)), "X139", message("X139", "by_kind"))


def _amount(contribution: Any, name: str) -> object:
    """What residents with this income pay, as it is written; None where nobody pays."""
    return getattr(contribution, name, None)


def note_touches(
    variant: Variant,
    node: Node,
    plans: tuple[Plan, Plan],
    begins: date,
    impossible: Sequence[Condition],
    findings: Findings,
) -> Touched | None:
    """Prove that *variant* changes nothing for those outside the group it declares; note (R412, R407) when not.

    *plans* are what it builds on and the variant itself: all rules about residents that are in force together, from
    the day that it *begins*, are compared. None when it declares no group.
    """
    if variant.touches is None:
        return None
    written = node.get(("touches",))
    assert written is not None
    try:
        group = parse(variant.touches, plans[1].regimes[-1].aanpak.vocabulary)
    except ConditionError as error:
        for problem in error.problems:
            located = problem.at(text_mark(written))
            findings.add(located.mark, located.code, located.text, suggestion=located.suggestion)
        return None
    touched = touched_in_force(*plans, group, begins, impossible)
    for finding in touched.findings:
        findings.add(written.mark, finding.code, finding.text, severity=WEIGHTS[finding.code])
    return touched


def touched_in_force(
    before: Plan, after: Plan, group: Condition, begins: date, impossible: Sequence[Condition]
) -> Touched:
    """Whether nobody outside *group* is answered otherwise by *after* than by *before*, on any day."""
    results = []
    for pair in rules_together(before, after, resident_rules, begins):
        first, second = (regime.rulebook for regime in pair.holding)
        results.append(InForce(pair.periods, touches(first, second, group, impossible)))
    shown = _by_change([result for result in results if result.holding.status != "proved"])
    statuses = [result.holding.status for result in shown]
    return Touched("broken" if "broken" in statuses else "unknown" if statuses else "proved", tuple(shown))


def _by_change(results: Sequence[InForce[TouchesResult]]) -> list[InForce[TouchesResult]]:
    """The *results*, with the periods in which the same resident shows the same joined."""
    found: dict[TouchesResult, InForce[TouchesResult]] = {}
    for result in results:
        known = found.get(result.holding)
        periods = result.periods if known is None else (*known.periods, *result.periods)
        found[result.holding] = InForce(joined(periods), result.holding)
    return list(found.values())


def _touching(variant: Variant, at: Loc) -> Iterator[str]:
    """The changes around or within *at*."""
    for path in variant.changes:
        steps = tuple(path.split("."))
        length = min(len(steps), len(at))
        if steps[:length] == at[:length]:
            yield path


def attributed(
    problems: Iterable[Problem], known_before: Collection[tuple[Mark, str]], variant: Variant, node: Node
) -> list[Problem]:
    """The *problems* of a scenario with the changes of *variant*, each where its writer can mend it.

    Problems of the scenario it builds on (*known_before*, by place and code) are left out. A problem that arises in its
    files because the variant removes something is reported at that change; the rest says which variant brings it about.
    """
    own = node.mark.file
    problems_here: list[Problem] = []
    removals: dict[str, list[Problem]] = {}
    for problem in problems:
        if (problem.mark, problem.code) in known_before:
            continue
        if problem.mark.file == own:
            problems_here.append(problem)
            continue
        removal = _removal(problem, variant)
        if removal is not None:
            removals.setdefault(removal, []).append(problem)
        elif problem.code != UNUSED:
            sentence = (f"in variant '{variant.id}': {text}" for text in problem.text)
            problems_here.append(replace(problem, text=Text(*sentence)))
    problems_here += [_still_needed(path, needing, node) for path, needing in removals.items()]
    return problems_here


def _removal(problem: Problem, variant: Variant) -> str | None:
    """The change that removes what *problem* speaks of."""
    for path, change in variant.changes.items():
        name = re.escape(path.rpartition(".")[2])
        if change.to is None and re.search(rf"'{name}['.]", problem.text.nl):
            return path
    return None


def _still_needed(path: str, needing: list[Problem], node: Node) -> Problem:
    first = min(needing, key=lambda problem: problem.order)
    where = f"{PurePath(first.mark.file).name}:{first.mark.line}"
    places = len({(problem.mark.file, problem.mark.line) for problem in needing}) - 1
    more = Text(f" en nog {places} keer", f" and {places} more") if places else Text("", "")
    text = message("X018", path=path, where=where, more=more, written=first.text)
    return Problem(node.key_mark_at(("changes", path)), "X018", text, first.severity)

"""The residents that two variants' rules treat differently: exactly which kinds, and how many of the simulated ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruwaard_sim.plan import Plan, Steering
from ruwaard_sim.rules import say_given, touched_findings
from ruwaard_sim.rules.language.vocabulary import RESIDENT
from ruwaard_sim.rules.language.wording import plain, title_beside
from ruwaard_sim.rules.proofs.difference import Change, Difference, DifferenceKind, TouchesResult, difference
from ruwaard_sim.rules.proofs.difference_counts import count_changes
from ruwaard_sim.rules.proofs.guarantees import Rulebook
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Lang, Text
from ruwaard_sim.units import DAYS_PER_YEAR

SEED, REPLICATION = 1, 1


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """The difference between two variants' rules on their last day, and the questions a year that it is about.

    *counts*: by kind, how many of the simulated questions a year are answered otherwise,
    with room wherever room matters.
    """

    before: Plan
    after: Plan
    found: Difference
    counts: Mapping[DifferenceKind, float]
    touched: TouchesResult | None
    """Whether *after* touches only whom it declares to touch; None when it declares nothing.

    That is about its own changes: it is compared with what it builds on.
    """
    beside: str | None = None
    """What it builds on, where the rules of that are not those of *before*."""
    steering: Difference | None = None
    """How the rules by which they steer differ; None unless both steer."""
    otherwise: tuple[str, ...] = ()
    """Decisions of the stuurgroep that both can take, and that do something else in the second."""

    def say(self, lang: Lang) -> str:
        """Tell it as a text."""
        names = f"{self.before.title.say(lang)} -> {self.after.title.say(lang)}"
        lines = [names]
        if not self.found.changes:
            lines.append(_SAME.say(lang))
        for change in self.found.changes:
            lines += ["", *self._say(change, lang)]
        if self.found.changes:
            lines += ["", _complete(self.found, self.after.regimes[-1].rulebook).say(lang)]
        if self.touched is not None:
            findings = [f"touches: {finding.text.say(lang)}" for finding in touched_findings(self.touched)]
            beside = Text(f"naast '{self.beside}': ", f"beside '{self.beside}': ").say(lang) if self.beside else ""
            lines += [beside + line for line in findings or [_TOUCHED.say(lang)]]
        lines += self._say_steering(lang)
        return "\n".join(lines) + "\n"

    def _say_steering(self, lang: Lang) -> list[str]:
        steer = [plan.regimes[-1].steers.title.say(lang) for plan in (self.before, self.after)]
        lines = []
        if steer[0] != steer[1]:
            lines += ["", f"{_STEERS.say(lang)} {steer[0]} -> {steer[1]}"]
        if self.steering is not None and self.steering.changes:
            for change in self.steering.changes:
                lines += ["", *self._say(change, lang)]
            lines += ["", _complete(self.steering, self.after.regimes[-1].steering_rulebook).say(lang)]
        if self.otherwise:
            rulebook = self.after.regimes[-1].steering_rulebook
            titles = {name: title for table in rulebook.values() for name, title in table.titles.items()}
            words = ", ".join(f"'{plain(name)}'{title_beside(name, titles, lang)}" for name in self.otherwise)
            lines += ["", Text(f"Iets anders doet het besluit {words}.", f"Doing something else: {words}.").say(lang)]
        return lines

    def _say(self, change: Change, lang: Lang) -> list[str]:
        kind = change.kind
        titles = _titles(self.before, kind.table) | _titles(self.after, kind.table)
        arrow = f"{say_given(kind.before, lang, titles)} -> {say_given(kind.after, lang, titles)}"
        rules = " -> ".join(rule or "-" for rule in change.rules)
        instance = Text("bijvoorbeeld", "for instance").say(lang)
        many = ""
        if kind.table in self.after.regimes[-1].rulebook:
            a_year = self.counts.get(kind, 0.0)
            many = Text(f"ongeveer {a_year:.0f} vragen per jaar; ", f"about {a_year:.0f} questions a year; ").say(lang)
        return [f"{kind.table}: {arrow}  ({many}{rules})", f"  {instance} {change.resident.say(lang)}"]

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "before": self.before.name,
            "after": self.after.name,
            "complete": self.found.complete and (self.steering is None or self.steering.complete),
            "changes": [
                {
                    "table": change.kind.table,
                    "before": list(change.kind.before),
                    "after": list(change.kind.after),
                    "rules": list(change.rules),
                    "resident": change.resident.written,
                    "questions_a_year": self.counts.get(change.kind, 0.0) if part is self.found else None,
                }
                for part in (self.found, self.steering)
                if part is not None
                for change in part.changes
            ],
            "steers": [plan.regimes[-1].steers.title.say(lang) for plan in (self.before, self.after)],
            "otherwise": list(self.otherwise),
            "touches": None if self.touched is None else self.touched.status,
        }


_STEERS = Text("Wie stuurt bij:", "Who steers:")
_SAME = Text("De regels over bewoners geven iedereen hetzelfde.", "The rules about residents give everyone the same.")
_PARTIAL = Text(
    "Mogelijk is er meer: niet alles kon worden uitgezocht.", "There may be more: not all could be settled."
)
_TOUCHED = Text(
    "Bewezen: alleen wie de variant noemt (touches) wordt geraakt.",
    "Proved: only those in touches are touched.",
)


def _titles(plan: Plan, table: str) -> dict[str, Text]:
    """The titles of the outcomes of *table*, on the last day of *plan*."""
    last = plan.regimes[-1]
    tables = {**last.rulebook, **last.steering_rulebook}.get(table)
    return {} if tables is None else dict(tables.titles)


def _complete(result: Difference, rulebook: Rulebook) -> Text:
    """Say whether *result* lists every difference."""
    if not result.complete:
        return _PARTIAL
    whom = next(iter(rulebook.values())).vocabulary.whom
    return Text(
        f"Dit is alles: bewezen voor iedere {whom.nl} die zou kunnen bestaan.",
        f"This is all: proved for every {whom.en} who could exist." if whom == RESIDENT else
        f"This is all: proved for every {whom.en} that could exist.",
    )  # fmt: skip


def diff(before: Resolved, after: Resolved) -> RulesDiff:
    """Compare the rules of two variants as they are in the end, after every change.

    Raises UsageError when they do not weigh the same facts.
    """
    first, second = before.plan.regimes[-1].rulebook, after.plan.regimes[-1].rulebook
    result = difference(first, second, after.guarantees["rules"].impossible)
    beside = after.variant.base if after.below != first else None
    steering = _steering(before, after)
    counts = _counts(before.plan, first, second)
    otherwise = _otherwise(before.plan.regimes[-1].steering, after.plan.regimes[-1].steering)
    return RulesDiff(before.plan, after.plan, result, counts, after.touched, beside, steering, otherwise)


def _otherwise(before: Steering | None, after: Steering | None) -> tuple[str, ...]:
    """Actions of the same name that do something else."""
    if before is None or after is None:
        return ()
    later = after.actions
    return tuple(
        name for name, action in before.actions.items() if name in later and action.effects != later[name].effects
    )


def _steering(before: Resolved, after: Resolved) -> Difference | None:
    """The difference between the steering rules of two variants; None unless both steer."""
    first, second = before.plan.regimes[-1].steering_rulebook, after.plan.regimes[-1].steering_rulebook
    return difference(first, second, after.guarantees["steering"].impossible) if first and second else None


def _counts(plan: Plan, before: Rulebook, after: Rulebook) -> Mapping[DifferenceKind, float]:
    """Questions a year that two rulebooks answer otherwise, among those that arise under *plan*."""
    years = (plan.calendar.days - plan.first_day) / DAYS_PER_YEAR
    return {kind: count / years for kind, count in count_changes(before, after, _questions(plan)).items()}


def _questions(plan: Plan) -> list[list[int]]:
    """The facts of every question that arises in one replication, first time asked, with room wherever it matters."""
    from ruwaard_sim.model.deal import deal, first_questions

    dealt = deal(plan, SEED, REPLICATION)
    return [facts for _, facts in first_questions(dealt, plan.regimes, plan.regimes[-1])]

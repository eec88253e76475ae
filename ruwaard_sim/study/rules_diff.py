"""The residents that two variants' rules treat differently: which kinds, when, and how many of the simulated ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruwaard_sim.plan import Plan, Regime, Steering
from ruwaard_sim.rules import Condition, say_given
from ruwaard_sim.rules.language.vocabulary import RESIDENT
from ruwaard_sim.rules.language.wording import plain, title_beside
from ruwaard_sim.rules.proofs.difference import Change, Difference, DifferenceKind, difference
from ruwaard_sim.rules.proofs.difference_counts import count_changes
from ruwaard_sim.scenario.variants.change_checks import Touched
from ruwaard_sim.scenario.variants.in_force import (
    InForce,
    PartOf,
    Period,
    resident_rules,
    rules_together,
    settled,
    steering_rules,
    together,
)
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Lang, Text
from ruwaard_sim.units import DAYS_PER_YEAR

SEED, REPLICATION = 1, 1
Pair = tuple[Regime, Regime]


@dataclass(frozen=True, slots=True)
class PeriodDifference:
    """How two sets of rules differ that are in force together, in some periods.

    *counts*: by kind, how many of the simulated questions of these periods are answered otherwise, a year, with room
    wherever room matters; None for rules that are not about residents.
    """

    together: InForce[Pair]
    found: Difference
    counts: Mapping[DifferenceKind, float] | None = None


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """The difference between two variants' rules, in every period in which they differ or may differ."""

    before: Plan
    after: Plan
    residents: tuple[PeriodDifference, ...]
    touched: Touched | None
    """Whether *after* touches only whom it declares to touch; None when it declares nothing.

    That is about its own changes: it is compared with what it builds on.
    """
    beside: str | None = None
    """What it builds on, where the rules of that are not those of *before*."""
    steering: tuple[PeriodDifference, ...] = ()
    """How the rules by which they steer differ, where both steer."""
    steers: tuple[InForce[Pair], ...] = ()
    """Where it is not the same who steers."""
    otherwise: tuple[InForce[tuple[str, ...]], ...] = ()
    """Decisions of the stuurgroep that both can take, and that do something else in the second."""

    def say(self, lang: Lang) -> str:
        """Tell it as a text."""
        lines = [f"{self.before.title.say(lang)} -> {self.after.title.say(lang)}"]
        if not self.residents:
            lines.append(_SAME.say(lang))
        for period in self.residents:
            lines += self._say_period(period, lang)
        if self.touched is not None:
            if self.residents:
                lines.append("")
            findings = [f"touches: {finding.text.say(lang)}" for finding in self.touched.findings]
            beside = Text(f"naast '{self.beside}': ", f"beside '{self.beside}': ").say(lang) if self.beside else ""
            lines += [beside + line for line in findings or [_TOUCHED.say(lang)]]
        lines += self._say_steering(lang)
        return "\n".join(lines) + "\n"

    def _say_period(self, period: PeriodDifference, lang: Lang) -> list[str]:
        """One period: when it is, every kind of difference with a resident, and whether that is all."""
        lines = ["", f"{_capital(period.together.text.say(lang))}:"]
        for change in period.found.changes:
            lines += ["", *self._say(change, period, lang)]
        return [*lines, "", _complete(period, lang)]

    def _say_steering(self, lang: Lang) -> list[str]:
        lines = []
        for period in self.steers:
            steer = " -> ".join(regime.steers.title.say(lang) for regime in period.holding)
            lines += ["", f"{_STEERS.say(lang)} {steer} ({period.text.say(lang)})"]
        for difference_of_period in self.steering:
            lines += self._say_period(difference_of_period, lang)
        for named in self.otherwise:
            titles = {name: title for plan in (self.before, self.after) for name, title in _all_titles(plan).items()}
            words = ", ".join(f"'{plain(name)}'{title_beside(name, titles, lang)}" for name in named.holding)
            when = named.text
            sentence = Text(
                f"Iets anders doet het besluit {words} ({when.nl}).", f"Doing something else: {words} ({when.en})."
            )
            lines += ["", sentence.say(lang)]
        return lines

    def _say(self, change: Change, period: PeriodDifference, lang: Lang) -> list[str]:
        kind = change.kind
        titles = {
            name: title for regime in period.together.holding for name, title in _titles(regime, kind.table).items()
        }
        arrow = f"{say_given(kind.before, lang, titles)} -> {say_given(kind.after, lang, titles)}"
        rules = " -> ".join(rule or "-" for rule in change.rules)
        instance = Text("bijvoorbeeld", "for instance").say(lang)
        many = ""
        if period.counts is not None:
            a_year = period.counts.get(kind, 0.0)
            many = Text(f"ongeveer {a_year:.0f} vragen per jaar; ", f"about {a_year:.0f} questions a year; ").say(lang)
        return [f"{kind.table}: {arrow}  ({many}{rules})", f"  {instance} {change.resident.say(lang)}"]

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "before": self.before.name,
            "after": self.after.name,
            "complete": all(period.found.complete for period in (*self.residents, *self.steering)),
            "changes": [
                {
                    "periods": _period_objects(period.together.periods),
                    "table": change.kind.table,
                    "before": list(change.kind.before),
                    "after": list(change.kind.after),
                    "rules": list(change.rules),
                    "resident": change.resident.written,
                    "questions_a_year": None if period.counts is None else period.counts.get(change.kind, 0.0),
                }
                for period in (*self.residents, *self.steering)
                for change in period.found.changes
            ],
            "steers": [
                {
                    "periods": _period_objects(period.periods),
                    "before": period.holding[0].steers.title.say(lang),
                    "after": period.holding[1].steers.title.say(lang),
                }
                for period in self.steers
            ],
            "otherwise": [
                {"periods": _period_objects(named.periods), "actions": list(named.holding)} for named in self.otherwise
            ],
            "touches": None if self.touched is None else self.touched.status,
        }


def _period_objects(periods: tuple[Period, ...]) -> list[dict[str, str]]:
    return [{"from": start.isoformat(), "to": end.isoformat()} for start, end in periods]


_STEERS = Text("Wie stuurt bij:", "Who steers:")
_SAME = Text(
    "De regels over bewoners geven iedereen op iedere dag hetzelfde: bewezen.",
    "The rules about residents give everyone the same on every day: proved.",
)
_PARTIAL = Text(
    "Mogelijk is er meer: niet alles kon worden uitgezocht.", "There may be more: not all could be settled."
)
_TOUCHED = Text(
    "Bewezen: alleen wie de variant noemt (touches) wordt geraakt, op iedere dag.",
    "Proved: only those in touches are touched, on every day.",
)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _titles(regime: Regime, table: str) -> Mapping[str, Text]:
    """The titles of the outcomes of *table* under *regime*."""
    known = {**regime.rulebook, **regime.steering_rulebook}.get(table)
    return {} if known is None else known.titles


def _all_titles(plan: Plan) -> dict[str, Text]:
    """The titles of everything that the stuurgroep may decide on under *plan*."""
    return {
        name: title
        for regime in plan.regimes
        for table in regime.steering_rulebook.values()
        for name, title in table.titles.items()
    }


def _complete(period: PeriodDifference, lang: Lang) -> str:
    """Say whether every difference of *period* is listed."""
    if not period.found.complete:
        return _PARTIAL.say(lang)
    regime = period.together.holding[1]
    rulebook = regime.rulebook if period.counts is not None else regime.steering_rulebook
    whom = next(iter(rulebook.values())).vocabulary.whom
    return Text(
        f"Dit is alles: bewezen voor iedere {whom.nl} die zou kunnen bestaan.",
        f"This is all: proved for every {whom.en} who could exist." if whom == RESIDENT else
        f"This is all: proved for every {whom.en} that could exist.",
    ).say(lang)  # fmt: skip


def diff(before: Resolved, after: Resolved) -> RulesDiff:
    """Compare the rules of two variants: all that are in force together, each pair once.

    Raises UsageError when they do not weigh the same facts.
    """
    first, second = before.plan, after.plan
    impossible = after.guarantees["rules"].impossible
    residents = [
        PeriodDifference(pair, found, _counts(first, pair))
        for pair, found in differences_in_force(first, second, resident_rules, impossible)
    ]
    return RulesDiff(
        first,
        second,
        tuple(residents),
        after.touched,
        _beside(first, after),
        tuple(PeriodDifference(*found) for found in _steering(before, after)),
        tuple(pair for pair in together(first, second, _who_steer) if len(set(_who_steer(*pair.holding))) > 1),
        tuple(_otherwise(first, second)),
    )


def differences_in_force(
    before: Plan, after: Plan, part: PartOf, impossible: Sequence[Condition]
) -> list[tuple[InForce[Pair], Difference]]:
    """How the rules of two plans differ in each pair that is in force together, where they differ or may differ."""
    differing = []
    for pair in rules_together(before, after, part):
        first, second = (part(regime) for regime in pair.holding)
        found = difference(first, second, impossible) if first and second else Difference((), complete=True)
        if found.changes or not found.complete:
            differing.append((pair, found))
    return differing


def _who_steer(one: Regime, other: Regime) -> tuple[Text, Text]:
    return (one.steers.title, other.steers.title)


def _beside(before: Plan, after: Resolved) -> str | None:
    """What *after* builds on, unless that has the rules of *before* on every day."""
    pairs = rules_together(before, after.below, resident_rules)
    same = all(settled(one.rulebook) == settled(other.rulebook) for one, other in (pair.holding for pair in pairs))
    return None if same else after.variant.base


def _otherwise(before: Plan, after: Plan) -> list[InForce[tuple[str, ...]]]:
    """Actions of the same name that do something else, where both steer."""
    named = []
    for pair in together(before, after, lambda one, other: tuple(_other_actions(one.steering, other.steering))):
        names = tuple(_other_actions(*(regime.steering for regime in pair.holding)))
        if names:
            named.append(InForce(pair.periods, names))
    return named


def _other_actions(before: Steering | None, after: Steering | None) -> list[str]:
    if before is None or after is None:
        return []
    later = after.actions
    return [name for name, action in before.actions.items() if name in later and action.effects != later[name].effects]


def _steering(before: Resolved, after: Resolved) -> list[tuple[InForce[Pair], Difference]]:
    """How the rules to steer by differ, where both steer."""
    proved = after.guarantees.get("steering")
    return [] if proved is None else differences_in_force(before.plan, after.plan, steering_rules, proved.impossible)


def _counts(plan: Plan, pair: InForce[Pair]) -> Mapping[DifferenceKind, float]:
    """Questions a year that two rulebooks answer otherwise, among those of their periods that arise under *plan*."""
    one, other = (regime.rulebook for regime in pair.holding)
    cases = _questions(plan, pair.periods)
    return {kind: count / pair.days * DAYS_PER_YEAR for kind, count in count_changes(one, other, cases).items()}


def _questions(plan: Plan, periods: tuple[Period, ...]) -> list[list[int]]:
    """The facts of every question of *periods* in one replication, first time asked, with room wherever it matters."""
    from ruwaard_sim.model.deal import deal, first_questions

    dealt = deal(plan, SEED, REPLICATION)
    days = dealt.dice[0].day
    spans = [(plan.calendar.day(start), plan.calendar.day(end)) for start, end in periods]
    return [
        facts
        for row, facts in first_questions(dealt, plan.regimes)
        if any(start <= days[row] < end for start, end in spans)
    ]

"""Why a case took its route: a variant's rules asked again, for given facts or for one of the residents.

The resident's case is the very one the study counts: the same seed deals the same needs, and the model
tells what it asked the rules. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ruwaard_sim.errors import UsageError, nearest
from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.rules import Condition, Explanation, FactsError, Rulebook, explain, parse_facts, render
from ruwaard_sim.rules.language.diagnostics import ConditionProblem
from ruwaard_sim.rules.language.messages import in_short
from ruwaard_sim.rules.proofs.whynot import WhyNot, render_why_not, why_not
from ruwaard_sim.rules.tables.example_case import written_facts
from ruwaard_sim.scenario.variants.in_force import (
    InForce,
    PartOf,
    Period,
    in_force_on,
    joined,
    periods_text,
    resident_rules,
    rules_in_force,
    steering_rules,
)
from ruwaard_sim.text import Lang, Text, date_text

if TYPE_CHECKING:
    from ruwaard_sim.model.case_record import Case
    from ruwaard_sim.model.deal import Deal

FIRST_REPLICATION = 1
LANGS: tuple[Lang, Lang] = ("nl", "en")
EXAMPLES = 5
"""How many residents are named when one asked nothing."""
ADULT = 18
Others = Callable[[], Iterable[str]]
"""Names the variants in which somebody steers; asked only when there is need."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One question put to the rules: on *date* (ISO), for the case with this number, None for given facts.

    Given facts are put to the rules of *periods*, that decide alike; *date* is then the first day.
    """

    date: str
    case: int | None
    explanation: Explanation
    assumed: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give the decision to a program."""
        table = self.explanation.table
        pairs = zip(table.vocabulary.facts, self.explanation.facts, strict=True)
        return {
            "table": table.id,
            "question": table.question.say(lang),
            "date": self.date,
            "periods": [{"from": start.isoformat(), "to": end.isoformat()} for start, end in self.periods],
            "case": self.case,
            "rules": [rule.id for rule in self.explanation.applying],
            "outcomes": [rule.outcome for rule in self.explanation.applying],
            "facts": {fact.name: table.vocabulary.decode(fact.name, value) for fact, value in pairs},
            "assumed": list(self.assumed),
            "attempts": [
                {
                    "rule": attempt.rule.id,
                    "title": attempt.rule.title.say(lang),
                    "applies": attempt.applies,
                    "asked": attempt.text,
                    "facts": dict(attempt.facts),
                    "parameters": dict(attempt.parameters),
                }
                for attempt in self.explanation.attempts
            ],
        }


def _on(day: str, lang: Lang) -> str:
    return date_text(date.fromisoformat(day)).say(lang)


@dataclass(frozen=True, slots=True)
class Account:
    """All decisions about one case, or about one resident, under one variant."""

    variant: str
    about: Text
    decisions: tuple[Decision, ...]
    part: str = "rules"
    """The part of the scenario in which the rules stand: ``rules`` or ``steering``."""
    why_not: tuple[WhyNot, ...] = ()
    """For each decision that could have given the outcome asked about: what stood in the way."""
    why_not_when: tuple[tuple[Period, ...], ...] = ()
    """For each of those the periods in which that is so; none where there is a day."""

    def say(self, lang: Lang) -> str:
        """Tell it as a text."""
        parts = [self.about.say(lang)]
        by_table = Counter(decision.explanation.table.id for decision in self.decisions if decision.periods)
        for decision in self.decisions:
            question, *lines = render(decision.explanation, lang, decision.assumed)
            head = [_head(decision.periods, lang)] if by_table[decision.explanation.table.id] > 1 else []
            parts.append(
                "\n".join([*head, f"{_on(decision.date, lang)}  {question}", *(f"  {line}" for line in lines)])
            )
        several = len({answer.table.id for answer in self.why_not}) > 1
        for answer, periods in zip(self.why_not, self.why_not_when, strict=True):
            head = [_head(periods, lang)] if len(set(self.why_not_when)) > 1 else []
            parts.append("\n".join([*head, *render_why_not(answer, lang, which=several)]))
        return "\n\n".join(parts) + "\n"

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "scenario": self.variant,
            "about": self.about.say(lang),
            "decisions": [decision.as_object(lang) for decision in self.decisions],
            "why_not": [_as_object(answer, lang) for answer in self.why_not],
        }


def explain_facts(plan: Plan, written: str, day: date | None = None) -> Account:
    """Put a case with the facts in *written* to the rules of *day*, or else to all rules that are in force some time.

    Rules that decide alike, for the same reasons, are told once. Raises UsageError with everything that is wrong with
    *written*, or when *day* lies outside the period.
    """
    about = Text("een vraag met deze feiten", "a question with these facts")
    return _explained(plan, _asked(plan, written, day, _RESIDENTS), day, about, _RESIDENTS.part)


def explain_situation(plan: Plan, written: str, others: Others = tuple, day: date | None = None) -> Account:
    """Put a situation of the wijk with the facts in *written* to the steering rules, as :func:`explain_facts` does.

    Raises UsageError with everything that is wrong with *written*, or when nobody steers; it names *others* then.
    """
    _steered(plan, plan.regimes if day is None else [_regime_on(plan, day)], others)
    about = Text("de stuurgroep in deze situatie", "the stuurgroep in this situation")
    return _explained(plan, _asked(plan, written, day, _STEERING), day, about, _STEERING.part)


class _Source(NamedTuple):
    """The rules that given facts are put to: their part of the scenario, and the option that gives the facts."""

    part: str
    rules: PartOf
    option: str


_RESIDENTS = _Source("rules", resident_rules, "--facts")
_STEERING = _Source("steering", steering_rules, "--situation")


def _regime_on(plan: Plan, day: date) -> Regime:
    """The regime on *day*. Raises UsageError when it lies outside the period."""
    start, end = plan.calendar.start, plan.calendar.end
    if not start <= day < end:
        first, last = date_text(start), date_text(end)
        raise UsageError(
            Text(
                f"--date: {day.isoformat()} valt buiten de periode: van {first.nl} tot {last.nl}.",
                f"--date: {day.isoformat()} is outside the period: from {first.en} to {last.en}.",
            )
        )
    return in_force_on(plan, day)


def _asked(plan: Plan, written: str, day: date | None, source: _Source) -> tuple[Decision, ...]:
    """The decisions on the facts *written*, table by table, each with the periods in which it is so, and why."""
    rules = rules_in_force(plan, source.rules, plan.calendar.start)
    if day is not None:
        rules = [InForce(((day, day + timedelta(days=1)),), _regime_on(plan, day))]
    told: dict[str, dict[Hashable, Decision]] = {}
    for entry in rules:
        rulebook = source.rules(entry.holding)
        for decision in _decisions_for(rulebook, source.option, written, entry.periods) if rulebook else ():
            of_table = told.setdefault(decision.explanation.table.id, {})
            known = of_table.setdefault(decision.explanation.attempts, decision)
            periods = joined({*known.periods, *entry.periods})
            of_table[decision.explanation.attempts] = replace(known, periods=periods, date=periods[0][0].isoformat())
    return tuple(decision for of_table in told.values() for decision in of_table.values())


def _explained(plan: Plan, decisions: tuple[Decision, ...], day: date | None, about: Text, part: str) -> Account:
    """The account of *decisions* on given facts: by the rules of *day*, or of the periods in which they are so."""
    periods = {decision.periods for decision in decisions}
    when = Text("niet in iedere periode hetzelfde", "not the same in every period")
    if day is not None:
        when = Text(f"volgens de regels van {date_text(day).nl}", f"by the rules of {date_text(day).en}")
    elif len(periods) == 1:
        text = periods_text(periods.pop())
        when = Text(f"volgens de regels {text.nl}", f"by the rules {text.en}")
    sentence = Text(
        f"{plan.title.nl}: {about.nl}, {when.nl}.",
        f"{plan.title.en}: {about.en}, {when.en}.",
    )
    return Account(plan.name, sentence, decisions, part)


def explain_meeting(plan: Plan, number: int, seed: int, others: Others = tuple) -> Account:
    """Simulate *plan* once and give what the stuurgroep decided at meeting *number*, from 1.

    Raises UsageError when there is no such meeting, or when nobody steers; it names *others* then.
    """
    from ruwaard_sim.model.deal import deal
    from ruwaard_sim.model.simulate import simulate

    _steered(plan, plan.regimes, others)
    meetings: dict[float, list[Decision]] = {}

    def watch(case: Case | None, table: str, facts: Sequence[int], day: float) -> None:
        if case is None:
            today = plan.calendar.date(day).isoformat()
            decision = Decision(today, None, explain(_in_force(plan, day).steering_rulebook[table], facts))
            meetings.setdefault(day, []).append(decision)

    simulate(plan, deal(plan, seed, FIRST_REPLICATION), watch)
    decisions_of_meeting = list(meetings.values())
    if not 1 <= number <= len(decisions_of_meeting):
        there_are = Text(
            f"kies een getal van 1 tot en met {len(decisions_of_meeting)}"
            if decisions_of_meeting
            else "er is er geen in deze periode",
            f"choose a number from 1 up to {len(decisions_of_meeting)}"
            if decisions_of_meeting
            else "there is none in this period",
        )
        raise UsageError(
            Text(
                f"--meeting: er is geen overleg {number}; {there_are.nl}.",
                f"--meeting: there is no meeting {number}; {there_are.en}.",
            )
        )
    about = Text(
        f"{plan.title.nl}: overleg {number} van de stuurgroep (seed {seed}, doorrekening 1).",
        f"{plan.title.en}: meeting {number} of the stuurgroep (seed {seed}, replication 1).",
    )
    return Account(plan.name, about, tuple(decisions_of_meeting[number - 1]), "steering")


def _steered(plan: Plan, regimes: Sequence[Regime], others: Others) -> None:
    """Raise UsageError when nobody steers in any of these *regimes* of *plan*, naming *others* where somebody does."""
    if any(regime.steering_rulebook for regime in regimes):
        return
    elsewhere = ", ".join(f"'{name}'" for name in others())
    somewhere = Text(f" Een stuurgroep is er in {elsewhere}.", f" There is a stuurgroep in {elsewhere}.")
    if not elsewhere:
        somewhere = Text("", "")
    raise UsageError(
        Text(
            f"in '{plan.name}' stuurt niemand bij (mechanisms.steers); er valt niets uit te leggen.{somewhere.nl}",
            f"nobody steers in '{plan.name}' (mechanisms.steers); there is nothing to explain.{somewhere.en}",
        )
    )


def _decisions_for(rulebook: Rulebook, option: str, written: str, periods: tuple[Period, ...]) -> tuple[Decision, ...]:
    """The decisions of the tables in these *periods*, on the facts *written* after this *option* of the command."""
    try:
        values = parse_facts(written, next(iter(rulebook.values())).vocabulary)
    except FactsError as error:
        sentences = [
            Text(*(_at_its_words(problem, option, written, lang) for lang in LANGS)) for problem in error.problems
        ]
        raise UsageError(Text(*("\n".join(text.say(lang) for text in sentences) for lang in LANGS))) from error
    return tuple(
        Decision("", None, explain(table, values.facts), values.assumed if index == 0 else (), periods)
        for index, table in enumerate(rulebook.values())
    )


def _at_its_words(problem: ConditionProblem, option: str, written: str, lang: Lang) -> str:
    """A problem with the words it is about; who typed them on a command line counts no lines and columns."""
    words = in_short(written[problem.start : problem.end])
    return f"{option} '{words}': {problem.say(lang).partition(': ')[2]}"


def explain_resident(plan: Plan, resident: int, seed: int) -> Account:
    """Simulate *plan* once and give every decision about *resident*, a number from 0.

    Raises UsageError when there is no such resident.
    """
    from ruwaard_sim.model.deal import deal
    from ruwaard_sim.model.simulate import simulate

    dealt = deal(plan, seed, FIRST_REPLICATION)
    most = len(dealt.birth) - 1
    if not 0 <= resident <= most:
        raise UsageError(
            Text(
                f"--resident: er is geen bewoner {resident}; kies een getal van 0 tot en met {most}.",
                f"--resident: there is no resident {resident}; choose a number from 0 up to {most}.",
            )
        )
    decisions: list[Decision] = []

    def watch(case: Case | None, table: str, facts: Sequence[int], day: float) -> None:
        if case is not None and case.resident == resident:
            today = plan.calendar.date(day).isoformat()
            explanation = explain(_in_force(plan, day).rulebook[table], facts)
            decisions.append(Decision(today, case.number, explanation))

    simulate(plan, dealt, watch)
    about = _about(plan, resident, seed) if decisions else _silent(plan, dealt, resident, seed)
    return Account(plan.name, about, tuple(decisions))


def _silent(plan: Plan, dealt: Deal, resident: int, seed: int) -> Text:
    """Say that *resident* asked nothing, and name a few who did: the next ones by number."""
    from ruwaard_sim.model.deal import accepted

    dice = dealt.dice[0]
    residents = sorted(
        {dice.resident[row] for row in accepted(dealt, plan.regimes) if dealt.age(dice.resident[row], 0) >= ADULT}
    )
    following = [number for number in residents if number > resident] or residents
    some = ", ".join(str(number) for number in following[:EXAMPLES])
    return Text(
        f"{plan.title.nl}: bewoner {resident} stelde geen vraag (seed {seed}). Wie dat wel deden: {some}.",
        f"{plan.title.en}: resident {resident} asked nothing (seed {seed}). Some who did: {some}.",
    )


def _about(plan: Plan, resident: int, seed: int) -> Text:
    return Text(
        f"{plan.title.nl}: wat er over bewoner {resident} is besloten (seed {seed}, doorrekening 1).",
        f"{plan.title.en}: what was decided about resident {resident} (seed {seed}, replication 1).",
    )


def _in_force(plan: Plan, day: float) -> Regime:
    return next((regime for regime in reversed(plan.regimes) if regime.start <= day), plan.regimes[0])


def ask_why_not(account: Account, outcome: str, impossible: Sequence[Condition]) -> Account:
    """The same account with, for every decision that could have given *outcome*, why it did not and what would.

    Of who asked nothing there is nothing to tell. Raises UsageError, with the nearest known word, when no table has
    that outcome.
    """
    if not account.decisions:
        return account
    names = [name for decision in account.decisions for name in decision.explanation.table.outcomes]
    if outcome not in names:
        suggested = nearest(outcome, names)
        listed = ", ".join(dict.fromkeys(names))
        hint = Text(f" (bedoelde u '{suggested}'?)", f" (did you mean '{suggested}'?)") if suggested else Text("", "")
        raise UsageError(
            Text(
                f"--why-not: '{outcome}' is geen uitkomst van de regels{hint.nl}; wel: {listed}.",
                f"--why-not: '{outcome}' is no outcome of the rules{hint.en}; known: {listed}.",
            )
        )
    decisions = [decision for decision in account.decisions if outcome in decision.explanation.table.outcomes]
    able = [
        decision for decision in decisions if any(outcome in rule.answers for rule in decision.explanation.table.rules)
    ] or decisions
    answers = tuple(
        why_not(decision.explanation.table, decision.explanation.facts, outcome, impossible=impossible)
        for decision in able
    )
    return replace(account, why_not=answers, why_not_when=tuple(decision.periods for decision in able))


def _head(periods: tuple[Period, ...], lang: Lang) -> str:
    """The line above what is so in these *periods*."""
    sentence = periods_text(periods).say(lang)
    return f"{sentence[:1].upper()}{sentence[1:]}:"


def _as_object(answer: WhyNot, lang: Lang) -> dict[str, Any]:
    change = answer.change
    return {
        "table": answer.table.id,
        "outcome": answer.outcome,
        "status": change.status,
        "change": None if change.resident is None else written_facts(change.resident, change.changed),
        "smallest": change.smallest,
        "text": list(render_why_not(answer, lang)),
    }

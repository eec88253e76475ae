"""Why a case took its route: a variant's rules asked again, for given facts or for one of the residents.

The resident's case is the very one the study counts: the same seed deals the same needs, and the model
tells what it asked the rules. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from ruwaard_sim.errors import UsageError, nearest
from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.rules import Condition, Explanation, FactsError, Rulebook, explain, parse_facts, render
from ruwaard_sim.rules.language.diagnostics import ConditionProblem
from ruwaard_sim.rules.language.messages import in_short
from ruwaard_sim.rules.proofs.whynot import WhyNot, render_why_not, why_not
from ruwaard_sim.rules.tables.example_case import written_facts
from ruwaard_sim.text import Lang, Text

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
    """One question put to the rules: on *date* (ISO), for the case with this number, None for given facts."""

    date: str
    case: int | None
    explanation: Explanation
    assumed: tuple[str, ...] = ()

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give the decision to a program."""
        table = self.explanation.table
        pairs = zip(table.vocabulary.facts, self.explanation.facts, strict=True)
        return {
            "table": table.id,
            "question": table.question.say(lang),
            "date": self.date,
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

    def say(self, lang: Lang) -> str:
        """Tell it as a text."""
        parts = [self.about.say(lang)]
        for decision in self.decisions:
            lines = render(decision.explanation, lang, decision.assumed)
            parts.append("\n".join((f"{decision.date}  {lines[0]}", *(f"  {line}" for line in lines[1:]))))
        several = len({answer.table.id for answer in self.why_not}) > 1
        parts += ["\n".join(render_why_not(answer, lang, which=several)) for answer in self.why_not]
        return "\n\n".join(parts) + "\n"

    def as_object(self, lang: Lang) -> dict[str, Any]:
        """Give it to a program."""
        return {
            "scenario": self.variant,
            "about": self.about.say(lang),
            "decisions": [decision.as_object(lang) for decision in self.decisions],
            "why_not": [_as_object(answer, lang) for answer in self.why_not],
        }


def explain_facts(plan: Plan, written: str) -> Account:
    """Put a case with the facts in *written* to the rules as they are in the end, after every change.

    Raises UsageError with everything that is wrong with *written*.
    """
    since = _since(plan, lambda regime: regime.rulebook)
    decisions = _decisions_for(plan.regimes[-1].rulebook, "--facts", written, since)
    about = Text(
        f"{plan.title.nl}: een vraag met deze feiten, volgens de regels vanaf {since}.",
        f"{plan.title.en}: a question with these facts, by the rules from {since}.",
    )
    return Account(plan.name, about, decisions)


def explain_situation(plan: Plan, written: str, others: Others = tuple) -> Account:
    """Put a situation of the wijk with the facts in *written* to the steering rules as they are in the end.

    Raises UsageError with everything that is wrong with *written*, or when nobody steers; it names *others* then.
    """
    _steered(plan, plan.regimes[-1:], others)
    since = _since(plan, lambda regime: regime.steering_rulebook)
    decisions = _decisions_for(plan.regimes[-1].steering_rulebook, "--situation", written, since)
    about = Text(
        f"{plan.title.nl}: de stuurgroep in deze situatie, volgens de regels vanaf {since}.",
        f"{plan.title.en}: the stuurgroep in this situation, by the rules from {since}.",
    )
    return Account(plan.name, about, decisions, "steering")


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
            date = plan.calendar.date(day).isoformat()
            decision = Decision(date, None, explain(_in_force(plan, day).steering_rulebook[table], facts))
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


def _since(plan: Plan, rulebook: Callable[[Regime], Rulebook]) -> str:
    """The date from which the rules are those of the last day; not before the books open."""
    last = rulebook(plan.regimes[-1])
    same = takewhile(lambda regime: rulebook(regime) == last, reversed(plan.regimes))
    return plan.calendar.date(max(min(regime.start for regime in same), 0)).isoformat()


def _decisions_for(rulebook: Rulebook, option: str, written: str, date: str) -> tuple[Decision, ...]:
    """The decisions of the tables, from *date* on, on the facts *written* after this *option* of the command."""
    try:
        values = parse_facts(written, next(iter(rulebook.values())).vocabulary)
    except FactsError as error:
        sentences = [
            Text(*(_at_its_words(problem, option, written, lang) for lang in LANGS)) for problem in error.problems
        ]
        raise UsageError(Text(*("\n".join(text.say(lang) for text in sentences) for lang in LANGS))) from error
    return tuple(
        Decision(date, None, explain(table, values.facts), values.assumed if index == 0 else ())
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
            date = plan.calendar.date(day).isoformat()
            explanation = explain(_in_force(plan, day).rulebook[table], facts)
            decisions.append(Decision(date, case.number, explanation))

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
    explanations = [
        decision.explanation for decision in account.decisions if outcome in decision.explanation.table.outcomes
    ]
    able = [
        explanation for explanation in explanations if any(outcome in rule.answers for rule in explanation.table.rules)
    ]
    answers = tuple(
        why_not(explanation.table, explanation.facts, outcome, impossible=impossible)
        for explanation in able or explanations
    )
    return replace(account, why_not=answers)


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

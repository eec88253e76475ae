"""Why a table decided as it did: the rules tried, what each asked and what was so. Reads, changes nothing.

It goes by the reference evaluator, not by the compiled function, so it also shows that the two agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ruwaard_sim.rules.language.diagnostics import ConditionProblem, ReadingError
from ruwaard_sim.rules.language.messages import in_short, message
from ruwaard_sim.rules.language.syntax_tree import Expression, conjuncts, facts_in, parameters_in
from ruwaard_sim.rules.language.vocabulary import Vocabulary, VocabularyError
from ruwaard_sim.rules.language.wording import Speaker, say_outcome
from ruwaard_sim.rules.tables.interpreter import holds
from ruwaard_sim.rules.tables.table import Rule, Table
from ruwaard_sim.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Attempt:
    """One rule tried.

    When the rule *applies*, *asked* is its whole condition (None for a rule without one); otherwise it is
    the first part that failed. *text* is how that is written; *facts* and *parameters* are the values in
    it, as written by people.
    """

    rule: Rule
    applies: bool
    asked: Expression | None
    text: str
    facts: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The way in which *table* came to its answer for one facts vector; *attempts* end with the deciding rule."""

    table: Table
    facts: tuple[int, ...]
    attempts: tuple[Attempt, ...]

    @property
    def applying(self) -> tuple[Rule, ...]:
        """The rules that answer: at most one, except for a ``collect`` table."""
        return tuple(attempt.rule for attempt in self.attempts if attempt.applies)

    @property
    def deciding(self) -> Rule | None:
        """The rule that gave the (first) answer, or None when none applied."""
        return next(iter(self.applying), None)


def explain(table: Table, facts: Sequence[int]) -> Explanation:
    """Why *table* answers as it does for the facts vector *facts*. Raises ValueError for a wrong length."""
    if len(facts) != len(table.vocabulary.facts):
        raise ValueError(f"{len(facts)} facts given, but table {table.id} knows {len(table.vocabulary.facts)}")
    attempts: list[Attempt] = []
    for rule in table.rules:
        attempts.append(_attempt(rule, facts, table.vocabulary))
        if attempts[-1].applies and table.hit != "collect":
            break
    return Explanation(table, tuple(facts), tuple(attempts))


def _attempt(rule: Rule, facts: Sequence[int], vocabulary: Vocabulary) -> Attempt:
    if rule.when is None:
        return Attempt(rule, True, None, "", (), ())
    parameters = vocabulary.parameter_values
    parts = conjuncts(rule.when.expression)
    failed = next((part for part in parts if not holds(part, facts, parameters)), None)
    expression = rule.when.expression if failed is None else failed
    values = tuple((name, vocabulary.decode(name, facts[index])) for name, index in facts_in(expression).items())
    asked_parameters = [parameter for parameter in vocabulary.parameters if parameter.name in parameters_in(expression)]
    values_of_parameters = tuple((parameter.name, parameter.decode(parameter.value)) for parameter in asked_parameters)
    return Attempt(rule, failed is None, expression, rule.when.text(expression), values, values_of_parameters)


def render(explanation: Explanation, lang: Lang, assumed: Sequence[str] = ()) -> tuple[str, ...]:
    """The explanation as lines that can be read aloud; *assumed* are facts that nobody gave."""
    speaker = Speaker(explanation.table.vocabulary, lang)
    lines = [explanation.table.question.say(lang)]
    if assumed:
        guessed = ", ".join(_current_values(explanation, assumed, speaker))
        lines.append(Text(f"Niet gegeven, dus aangenomen: {guessed}.", f"Not given, so assumed: {guessed}.").say(lang))
    lines += [_line(attempt, explanation, speaker, lang) for attempt in explanation.attempts]
    if not explanation.applying:
        nothing = Text("Geen enkele regel geldt.", "No rule applies.")
        if explanation.table.hit == "collect":
            nothing = Text("Er is niets anders te kiezen.", "There is nothing else to choose.")
        lines.append(nothing.say(lang))
    return tuple(lines)


def _line(attempt: Attempt, explanation: Explanation, speaker: Speaker, lang: Lang) -> str:
    rule = attempt.rule
    name = Text(f"Regel {rule.id} ({rule.title.nl})", f"Rule {rule.id} ({rule.title.en})").say(lang)
    condition = "" if attempt.asked is None else speaker.condition(attempt.asked)
    if not attempt.applies:
        present = ", ".join(_current_values(explanation, [fact for fact, _ in attempt.facts], speaker))
        verdict = Text(f"geldt niet. Nodig is: {condition}.", f"does not apply. It needs: {condition}.").say(lang)
        return f"{name} {verdict}" + (Text(f" Nu: {present}.", f" Now: {present}.").say(lang) if present else "")
    verdict = Text("geldt altijd.", "always applies.").say(lang)
    if attempt.asked is not None:
        verdict = Text(f"geldt, want: {condition}.", f"applies, because: {condition}.").say(lang)
    outcome, *others = (say_outcome(rule_answer, explanation.table.titles, lang) for rule_answer in rule.answers)
    if others:
        outcome += _also(others, alike=rule.alike).say(lang)
    answer = Text(f"Uitkomst: {outcome}. Bron: {rule.source}.", f"Outcome: {outcome}. Source: {rule.source}.")
    reason = "" if rule.because is None else Text(f" Reden: {rule.because}", f" Reason: {rule.because}").say(lang)
    return f"{name} {verdict} {answer.say(lang)}{reason}"


def _also(others: Sequence[str], *, alike: bool) -> Text:
    """The other answers that a rule with room for judgement allows, and whether everyone gets the same one."""
    same = Text(", voor iedereen gelijk", ", alike for everyone") if alike else Text("", "")
    return Text(
        f" (of naar oordeel{same.nl}: {', '.join(others)})", f" (or by judgement{same.en}: {', '.join(others)})"
    )


def _current_values(explanation: Explanation, names: Sequence[str], speaker: Speaker) -> list[str]:
    places = explanation.table.vocabulary.index
    return [speaker.fact_is(name, explanation.facts[places(name)]) for name in names]


class GivenFacts(NamedTuple):
    """A whole facts vector, and the names of the facts that were *assumed* to be typical."""

    facts: tuple[int, ...]
    assumed: tuple[str, ...]


class FactsError(ReadingError):
    """A list of given facts cannot be read."""


def parse_facts(written: str, vocabulary: Vocabulary) -> GivenFacts:
    """The facts in *written*, such as ``zwaarte=4, leefdomein=contact``; what is not given is typical.

    Raises FactsError (a UsageError) with every problem at once: R301 no pair, R302 an unknown fact,
    R303 a fact given twice, R304 a value the fact cannot have.
    """
    values: dict[str, int] = {}
    problems: list[ConditionProblem] = []
    start = 0
    for pair in written.split(",") if written.strip() else ():
        problem = _take_pair(pair, values, vocabulary)
        if problem is not None:
            first = start + len(pair) - len(pair.lstrip())
            code, text, suggestion = problem
            problems.append(ConditionProblem(first, start + len(pair.rstrip()), code, text, suggestion))
        start += len(pair) + 1
    if problems:
        raise FactsError(problems)
    facts = tuple(values.get(fact.name, fact.typical) for fact in vocabulary.facts)
    return GivenFacts(facts, tuple(fact.name for fact in vocabulary.facts if fact.name not in values))


def _take_pair(pair: str, values: dict[str, int], vocabulary: Vocabulary) -> tuple[str, Text, str | None] | None:
    """Read one pair into *values*; what is wrong with it, if anything."""
    name, sign, value = (part.strip() for part in pair.partition("="))
    if not sign:
        return "R301", message("R301", word=in_short(pair.strip())), None
    if name in values:
        return "R303", message("R303", word=in_short(name)), None
    try:
        values[name] = vocabulary.encode(name, value)
    except VocabularyError as error:
        return error.code, error.bare_text, error.suggestion
    return None

"""Rules and decision tables as plain data, and the checks a table must pass before it may decide anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ruwaard_sim.errors import nearest
from ruwaard_sim.rules.language.messages import in_short, message, same_name
from ruwaard_sim.rules.language.syntax_tree import Condition, Truth, facts_in, parameters_in
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.text import Text

Hit = Literal["first", "unique", "collect"]


@dataclass(frozen=True, slots=True)
class Rule:
    """When *when* holds, the answer is *outcome*.

    *when* is None for a rule that always applies. *source* is where the rule comes from, *because* an
    explanation in the words of whoever made the rule. A rule that leaves room for judgement names *also* the
    other answers it allows: *outcome* is then the usual one, and a proof counts with each of them. Everyone is judged
    apart; with *alike* there is one choice for everyone whom the rule fits.
    """

    id: str
    title: Text
    when: Condition | None
    outcome: str
    source: str
    because: str | None = None
    also: tuple[str, ...] = ()
    alike: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer the rule allows, the usual one first; more than one when it leaves room for judgement."""
        return (self.outcome, *self.also)

    @property
    def always(self) -> bool:
        """True if the rule applies to every case: without a condition, or with the condition ``true``."""
        return self.when is None or self.when.expression == Truth(True)


@dataclass(frozen=True, slots=True)
class Table:
    """One question with its rules, in order of precedence.

    *hit* says which rules answer: ``first`` the first that applies, ``unique`` the only one that applies
    (taken as the first; that it is the only one is for a proof to show), ``collect`` all that apply.
    Raises ValueError when a condition was read with another vocabulary.
    """

    id: str
    question: Text
    hit: Hit
    outcomes: tuple[str, ...]
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    titles: Mapping[str, Text] = field(default_factory=dict, compare=False)
    """What outcomes are called in full; decides nothing."""

    def __post_init__(self) -> None:
        places = {fact.name: index for index, fact in enumerate(self.vocabulary.facts)}
        for rule in self.rules:
            if rule.when is None:
                continue
            facts, parameters = facts_in(rule.when.expression), parameters_in(rule.when.expression)
            if facts.items() - places.items() or set(parameters) - self.vocabulary.parameter_values.keys():
                raise ValueError(f"rule {rule.id} was read with another vocabulary than that of table {self.id}")


class RuleProblem(NamedTuple):
    """Something wrong with rule *rule* of a table (an empty name when there are no rules at all).

    *word* is the one word of it that is wrong, if it is a word.
    """

    rule: str
    code: str
    text: Text
    suggestion: str | None = None
    word: str = ""


def check_table(table: Table) -> tuple[RuleProblem, ...]:
    """Everything that keeps *table* from being a clear set of rules; empty when all is well.

    R101 an outcome the table does not have, R102 a ``first`` table that may not answer, R103 a rule that
    is never reached, R104 two rules whose names look the same, R105 an answer that a rule names twice, R109 a rule
    that judges alike and has nothing to judge.
    """
    return (*_outcomes(table), *_endings(table), *_names(table))


def _outcomes(table: Table) -> Iterator[RuleProblem]:
    for rule in table.rules:
        for outcome in dict.fromkeys(rule.answers):
            word = in_short(outcome)
            if outcome not in table.outcomes:
                suggested = nearest(word.casefold(), table.outcomes)
                yield RuleProblem(rule.id, "R101", message("R101", word=word), suggested)
            if rule.answers.count(outcome) > 1:
                yield RuleProblem(rule.id, "R105", message("R105", word=word))
        if rule.alike and not rule.also:
            yield RuleProblem(rule.id, "R109", message("R109"))


def _endings(table: Table) -> Iterator[RuleProblem]:
    if table.hit == "collect":
        return
    ending = next((index for index, rule in enumerate(table.rules) if rule.always), None)
    if ending is None:
        if table.hit == "first":
            yield RuleProblem(table.rules[-1].id if table.rules else "", "R102", message("R102"))
        return
    for rule in table.rules[ending + 1 :]:
        yield RuleProblem(rule.id, "R103", message("R103", word=in_short(table.rules[ending].id)))


def _names(table: Table) -> Iterator[RuleProblem]:
    seen: set[str] = set()
    for rule in table.rules:
        if same_name(rule.id) in seen:
            yield RuleProblem(rule.id, "R104", message("R104", word=in_short(rule.id)))
        seen.add(same_name(rule.id))

"""Examples beside a rule: a resident, what the rules must answer, and why. Run, not proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ruwaard_sim.errors import nearest
from ruwaard_sim.rules.language.messages import in_short, message
from ruwaard_sim.rules.language.syntax_tree import Condition
from ruwaard_sim.rules.proofs.guarantees import answering
from ruwaard_sim.rules.tables.explanation import parse_facts
from ruwaard_sim.rules.tables.interpreter import holds
from ruwaard_sim.rules.tables.table import Rule, RuleProblem, Table
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Example:
    """Beside rule *rule*: the resident with *facts* is answered *outcome*, *because* of what is said here.

    *facts* are written as for an explanation (``zwaarte=4, leefdomein=contact``); what is not given is typical.
    ``not`` before the outcome means that it is not answered.
    """

    rule: str
    facts: str
    outcome: str
    because: Text

    @property
    def named(self) -> str:
        """The outcome without ``not``."""
        return self.outcome.removeprefix("not ").strip()

    @property
    def wanted(self) -> bool:
        """True if the outcome must be answered, rather than not."""
        return not self.outcome.startswith("not ")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of running *example*: if it *agrees*, and the rules that answered."""

    example: Example
    facts: tuple[int, ...]
    agrees: bool
    answering: tuple[Rule, ...]


def check_example(table: Table, example: Example) -> tuple[RuleProblem, ...]:
    """R101 when *table* does not have the outcome; the facts are checked where they are read."""
    if example.named in table.outcomes:
        return ()
    word = in_short(example.named)
    return (RuleProblem(example.rule, "R101", message("R101", word=word), nearest(word.casefold(), table.outcomes)),)


def impossible_examples(
    table: Table, examples: Sequence[Example], impossible: Sequence[Condition]
) -> tuple[RuleProblem, ...]:
    """R414 for each example about somebody who cannot exist: the *impossible* were read with the words of *table*."""
    parameters = table.vocabulary.parameter_values
    problems = []
    for example in examples:
        facts = parse_facts(example.facts, table.vocabulary).facts
        if any(holds(condition.expression, facts, parameters) for condition in impossible):
            problems.append(RuleProblem(example.rule, "R414", message("R414", facts=example.facts)))
    return tuple(problems)


def run_examples(table: Table, examples: Sequence[Example]) -> tuple[Outcome, ...]:
    """Run each example with the interpreter.

    A rule that leaves room for judgement may answer each of its answers: an outcome is *answered* when it is one of
    them, and *not* answered when it is none of them. Raises FactsError for facts that cannot be read.
    """
    return tuple(_run(table, example) for example in examples)


def _run(table: Table, example: Example) -> Outcome:
    facts = parse_facts(example.facts, table.vocabulary).facts
    rules = answering(table, facts)
    is_named = any(example.named in rule.answers for rule in rules)
    return Outcome(example, facts, is_named == example.wanted, rules)

"""From guarantees, examples and impossible combinations as written to what can be proved, each problem at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ruwaard_sim.errors import Findings, Mark
from ruwaard_sim.messages import message
from ruwaard_sim.rules import Condition, ConditionError, Table, Vocabulary, VocabularyProblem, parse
from ruwaard_sim.rules.proofs.case_course import Course
from ruwaard_sim.rules.proofs.examples import Example, check_example
from ruwaard_sim.rules.proofs.guarantees import (
    Demand,
    Guarantee,
    Implication,
    Neutral,
    NeverNegative,
    Rising,
    Spend,
    check_guarantee,
    check_rulebook,
    guarantee_vocabulary,
)
from ruwaard_sim.rules.tables.explanation import FactsError, parse_facts
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.guarantees.rule_source import RuleText
from ruwaard_sim.scenario.guarantees.rulebook import text_mark
from ruwaard_sim.scenario.schema.rule_models import GuaranteeOf

FORMS = ("then", "rising", "neutral", "never_negative")
"""A guarantee has exactly one of these keys; it says which kind it is."""
_BELONGS = {"table": "rising", "order": "rising", "spends": "never_negative"}
"""Keys that only one form of guarantee has."""


@dataclass(frozen=True, slots=True)
class GuaranteeSet:
    """The guarantees, examples and impossible conditions of the rules of a scenario on one day."""

    impossible: tuple[Condition, ...]
    guarantees: tuple[Guarantee, ...]
    examples: Mapping[str, tuple[Example, ...]]
    """The examples beside the rules of each table."""
    course: Course
    """When the tables are asked, and what may change in between."""


def build_guarantees(
    rules: RuleText, rulebook: Mapping[str, Table], node: Node, findings: Findings
) -> GuaranteeSet | None:
    """Build the guarantees of *rules* about the tables made from them; None after noting what is wrong.

    *node* is where their part of the scenario stands.
    """
    before = len(findings.errors)
    for problem in check_rulebook(rulebook):
        findings.add(_declared(problem, rules, node), problem.code, problem.text)
    if len(findings.errors) > before:
        return None
    facts = next(iter(rulebook.values())).vocabulary
    words = guarantee_vocabulary(rulebook)
    impossible = [
        _condition(entry.when, facts, node, ("cannot_happen", name, "when"), findings)
        for name, entry in rules.cannot_happen.items()
    ]
    guarantees = [
        _guarantee(name, written, rulebook, words, node, findings) for name, written in rules.guarantees.items()
    ]
    examples = {name: _examples(rules, name, rulebook[name], node, findings) for name in rulebook}
    if len(findings.errors) > before:
        return None
    return GuaranteeSet(
        tuple(condition for condition in impossible if condition is not None),
        tuple(guarantee for guarantee in guarantees if guarantee is not None),
        examples,
        rules.course,
    )


def _declared(problem: VocabularyProblem, rules: RuleText, node: Node) -> Mark:
    """The place where a word for an answer is declared: an action of its own, else the table that gives it."""
    table = next((name for name in rules.tables if problem.name in (name, f"{name}_{problem.word}")), problem.name)
    places: list[Loc] = [("actions", problem.word), (*rules.above, table), ("parameters", table)]
    return node.key_mark_at(next(at for at in places if at == places[-1] or node.get(at) is not None))


def _condition(
    written: str | Sequence[str], vocabulary: Vocabulary, node: Node, at: Loc, findings: Findings
) -> Condition | None:
    try:
        return parse(written, vocabulary)
    except ConditionError as error:
        written_node = node.get(at)
        assert written_node is not None
        for problem in error.problems:
            line = written_node if isinstance(written, str) else written_node.child(problem.line)
            assert line is not None
            located = problem.at(text_mark(line))
            findings.add(located.mark, located.code, located.text, suggestion=located.suggestion)
        return None


def _guarantee(
    name: str, written: GuaranteeOf, rulebook: Mapping[str, Table], words: Vocabulary, node: Node, findings: Findings
) -> Guarantee | None:
    at: Loc = ("guarantees", name)
    forms = [form for form in FORMS if getattr(written, form) is not None]
    if len(forms) != 1:
        known_forms = ", ".join(FORMS)
        text = message("X091", known_forms=known_forms)
        findings.add(node.key_mark_at(at), "X091", text)
        return None
    stray = [key for key, form in _BELONGS.items() if getattr(written, key) and form != forms[0]]
    for key in stray:
        text = message("X092", "guarantee", word=key, BELONGS=_BELONGS[key])
        findings.add(node.key_mark_at((*at, key)), "X092", text)
    if forms[0] == "never_negative" and written.assume is not None:
        text = message("X092", "guarantee_2")
        findings.add(node.key_mark_at((*at, "assume")), "X092", text)
        return None
    if stray:
        return None
    assume = None
    if written.assume is not None:
        assume = _condition(written.assume, words, node, (*at, "assume"), findings)
        if assume is None:
            return None
    demand = _demand(written, assume, words, node, at, findings)
    if demand is None:
        return None
    guarantee = Guarantee(name, written.title, written.source, demand)
    wrong = check_guarantee(guarantee, rulebook)
    for problem in wrong:
        written_at = [(forms[0],), *((key,) for key, form in _BELONGS.items() if form == forms[0])]
        mark = next(
            (holder.mark for key in written_at if (holder := _holding(node.get((*at, *key)), problem.word))),
            node.mark_at((*at, forms[0])),
        )
        findings.add(mark, problem.code, problem.text, suggestion=problem.suggestion)
    return None if wrong else guarantee


def _holding(node: Node | None, word: str) -> Node | None:
    """The first value in *node* that is *word*."""
    if node is None or node.content == word:
        return node
    content = node.content
    inside = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return next((holder for child in inside if (holder := _holding(child, word)) is not None), None)


def _demand(
    written: GuaranteeOf, assume: Condition | None, words: Vocabulary, node: Node, at: Loc, findings: Findings
) -> Demand | None:
    if written.then is not None:
        then = _condition(written.then, words, node, (*at, "then"), findings)
        return None if then is None else Implication(assume, then)
    if written.neutral is not None:
        return Neutral(written.neutral, (), assume)
    if written.never_negative is not None:
        return _never_negative(written.never_negative, written, words, node, at, findings)
    assert written.rising is not None
    if written.table is None or not written.order:
        text = message("X092", "demand")
        findings.add(node.key_mark_at((*at, "rising")), "X092", text)
        return None
    return Rising(written.table, written.rising, written.order, assume)


def _never_negative(
    pot: str, written: GuaranteeOf, words: Vocabulary, node: Node, at: Loc, findings: Findings
) -> NeverNegative | None:
    if not written.spends:
        text = message("X092", "never_negative")
        findings.add(node.key_mark_at((*at, "never_negative")), "X092", text)
        return None
    spends = []
    for index, spend in enumerate(written.spends):
        when = _condition(spend.when, words, node, (*at, "spends", index, "when"), findings)
        if when is not None:
            spends.append(Spend(when, spend.amount))
    return NeverNegative(pot, tuple(spends)) if len(spends) == len(written.spends) else None


def _examples(rules: RuleText, name: str, table: Table, node: Node, findings: Findings) -> tuple[Example, ...]:
    examples: list[Example] = []
    for rule_id, rule in rules.tables[name].rules.items():
        for key, written in rule.examples.items():
            at: Loc = (*rules.rule(name, rule_id), "examples", key)
            example = Example(rule_id, written.facts, written.answer or rule.then, written.because)
            for problem in check_example(table, example):
                findings.add(node.mark_at((*at, "answer")), problem.code, problem.text, suggestion=problem.suggestion)
            if _readable(written.facts, table.vocabulary, node, (*at, "facts"), findings):
                examples.append(example)
    return tuple(examples)


def _readable(facts: str, vocabulary: Vocabulary, node: Node, at: Loc, findings: Findings) -> bool:
    try:
        parse_facts(facts, vocabulary)
    except FactsError as error:
        written_node = node.get(at)
        assert written_node is not None
        for problem in error.problems:
            located = problem.at(text_mark(written_node))
            findings.add(located.mark, located.code, located.text, suggestion=located.suggestion)
        return False
    return True

"""From the rules as written to rule tables, with every problem at its place in the file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ruwaard_sim.errors import Findings, Mark, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.rules import (
    Condition,
    ConditionError,
    Fact,
    Parameter,
    Rule,
    Table,
    Vocabulary,
    check_table,
    check_vocabulary,
    parse,
    written_factor,
)
from ruwaard_sim.rules.language.syntax_tree import parameters_in
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.scalars import shown
from ruwaard_sim.scenario.guarantees.rule_source import RuleText
from ruwaard_sim.scenario.schema.rule_models import FactOf, ParameterOf, RuleOf
from ruwaard_sim.scenario.schema.steering_models import SightOf
from ruwaard_sim.units import UNITS

ROUNDING = 1e-6
"""How far a whole number may be off after a change of unit."""


def tables(text: RuleText, node: Node, findings: Findings) -> Mapping[str, Table] | None:
    """The tables that *text* (collapsed to a day) describes, or None after noting what is wrong.

    *node* is where its part of the scenario stands, so that problems point into the file.
    """
    before = len(findings.errors)
    vocabulary = _vocabulary(text, node, findings)
    if vocabulary is None:
        return None
    built = {name: _table(name, text, vocabulary, node, findings) for name in text.tables}
    if len(findings.errors) > before:
        return None
    _note_unused(text, built, node, findings)
    return built


def _note_unused(text_of: RuleText, built: Mapping[str, Table], node: Node, findings: Findings) -> None:
    """Warn of parameters that nothing asks: a lever that is connected to nothing, or a name misspelled (of which)."""
    conditions = [rule.when for table in built.values() for rule in table.rules if rule.when is not None]
    used = {name for condition in conditions for name in parameters_in(condition.expression)} | text_of.prices
    for name in text_of.parameters:
        if name not in used:
            text = message("X019", name=name)
            suggested = nearest(name, sorted(used - {name}))
            mark = node.key_mark_at(("parameters", name))
            findings.add(mark, "X019", text, suggestion=suggested, severity="warning")


def _vocabulary(rules: RuleText, node: Node, findings: Findings) -> Vocabulary | None:
    before = len(findings.errors)
    facts = [_fact(name, fact, node, findings) for name, fact in rules.facts.items()]
    parameters = [_parameter(name, parameter, node, findings) for name, parameter in rules.parameters.items()]
    valid_facts = [fact for fact in facts if fact is not None]
    for problem in check_vocabulary(valid_facts, parameters):
        where: Loc = ("facts" if problem.name in rules.facts else "parameters", problem.name)
        findings.add(node.key_mark_at(where), problem.code, problem.text)
    return Vocabulary(tuple(valid_facts), tuple(parameters), rules.whom) if len(findings.errors) == before else None


def _fact(name: str, written: FactOf | SightOf, node: Node, findings: Findings) -> Fact | None:
    if written.unit is not None and written.unit not in UNITS:
        text = message("S021", "fact", unit=shown(written.unit))
        findings.add(node.mark_at(("facts", name, "unit")), "S021", text, suggestion=nearest(written.unit, UNITS))
        return None
    low, high, values = written.min, written.max, written.values if isinstance(written, FactOf) else ()
    if written.type in ("enum", "ordered"):
        low, high = 0, len(values) - 1
    elif written.type == "bool":
        low, high = 0, 1
    if low is None or high is None:
        findings.add(node.key_mark_at(("facts", name)), "X011", message("X011"))
        return None
    factor = written_factor(written.type, written.unit)
    low, high = low * factor, high * factor
    if low > high:
        text = message("X012", "fact", low=low, high=high)
        findings.add(node.mark_at(("facts", name, "min")), "X012", text)
        return None
    typical = _typical(written, values)
    typical = None if typical is None else typical * factor
    if typical is None or not low <= typical <= high:
        findings.add(
            node.mark_at(("facts", name, "typical")),
            "X012",
            message("X012", "fact_2", typical=shown(written.typical), name=name),
            suggestion=nearest(str(written.typical), ("true", "false") if written.type == "bool" else values),
        )
        return None
    return Fact(name, written.type, written.unit, values, low, high, typical, written.title)


def _typical(written: FactOf | SightOf, values: Sequence[str]) -> int | None:
    value = written.typical
    if written.type in ("enum", "ordered"):
        return values.index(value) if isinstance(value, str) and value in values else None
    if written.type == "bool":
        return int(value) if isinstance(value, bool) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _parameter(name: str, written: ParameterOf, node: Node, findings: Findings) -> Parameter:
    number = written.value.number
    if written.type != "money":
        number /= UNITS[written.value.unit].factor
    if abs(number - round(number)) > ROUNDING:
        findings.add(node.key_mark_at(("parameters", name, "value")), "X028", message("X028", number=f"{number:g}"))
    return Parameter(
        name,
        written.type,
        written.value.unit,
        round(number),
        written.title,
        _range(written) if written.value.uncertain else None,
    )


def _range(written: ParameterOf) -> tuple[int, int]:
    """The lowest and the highest that an uncertain parameter can be, as whole run-time numbers."""
    low, _, high = written.value.range
    factor = 1.0 if written.type == "money" else UNITS[written.value.unit].factor
    return math.ceil(low / factor - ROUNDING), math.floor(high / factor + ROUNDING)


def _table(name: str, text: RuleText, vocabulary: Vocabulary, node: Node, findings: Findings) -> Table:
    written = text.tables[name]
    rules = tuple(
        Rule(
            key,
            rule.title,
            _condition(rule, node.get(text.rule(name, key)), vocabulary, findings),
            rule.then,
            rule.source,
            also=rule.judgement,
            alike=rule.alike,
        )
        for key, rule in written.rules.items()
    )
    outcomes = text.outcomes[name]
    table = Table(name, written.question, written.hit, tuple(outcomes), rules, vocabulary, outcomes)
    for problem in check_table(table):
        at: Loc = text.rule(name, problem.rule) if problem.rule else (*text.above, name, "rules")
        key = {"R101": "then", "R109": "alike"}.get(problem.code)
        mark = node.key_mark_at(at) if key is None else node.mark_at((*at, key))
        findings.add(mark, problem.code, problem.text, suggestion=problem.suggestion)
    return table


def _condition(rule: RuleOf, node: Node | None, vocabulary: Vocabulary, findings: Findings) -> Condition | None:
    """The condition of *rule*; ``false`` where it cannot be read, so that an unreadable rule hides no other."""
    if rule.when is None:
        return None
    try:
        return parse(rule.when, vocabulary)
    except ConditionError as error:
        assert node is not None
        when = node.child("when")
        assert when is not None
        for problem in error.problems:
            line = when if isinstance(rule.when, str) else when.child(problem.line)
            assert line is not None
            located = problem.at(text_mark(line))
            findings.add(located.mark, located.code, located.text, suggestion=located.suggestion)
        return parse("false", vocabulary)


def text_mark(node: Node) -> Mark:
    """The mark of the first character of a text: behind the quote, if it has one."""
    return Mark(node.mark.file, node.mark.line, node.mark.column + node.quoted)

"""Writes trees back as conditions: what :func:`~ruwaard_sim.rules.language.parse.parse` reads. Decides nothing.

A condition that was read is written in other words at most, never with another meaning: reading what is
written gives the same tree. What no condition can say (a half euro, a bare number beside a number) is
written as people would.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from ruwaard_sim.rules.language.syntax_tree import (
    And,
    BoolFact,
    Comparison,
    Constant,
    Difference,
    Expression,
    FactValue,
    Membership,
    Negation,
    Node,
    Not,
    Number,
    Or,
    ParameterValue,
    Product,
    Sum,
    Truth,
    walk,
)
from ruwaard_sim.rules.language.vocabulary import Fact, Parameter, Vocabulary
from ruwaard_sim.rules.tables.table import Table


def write(expression: Expression, vocabulary: Vocabulary) -> str:
    """*expression* as one line in the words of *vocabulary*."""
    match expression:
        case Truth(value):
            return "true" if value else "false"
        case BoolFact(name, _):
            return name
        case Not(Membership(item, values)):
            return _membership(item, "not in", values, vocabulary)
        case Not(part):
            within = write(part, vocabulary)
            return f"not {within}" if isinstance(part, Truth | BoolFact | Not) else f"not ({within})"
        case Membership(item, values):
            return _membership(item, "in", values, vocabulary)
        case Comparison(operator, left, right):
            measure = measure_of(expression, vocabulary)
            return f"{_number(left, measure)} {operator} {_number(right, measure)}"
        case And(parts):
            return " and ".join(_grouped(part, vocabulary) for part in parts)
        case Or(parts):
            return " or ".join(_grouped(part, vocabulary) for part in parts)


def measure_of(node: Node, vocabulary: Vocabulary) -> Fact | Parameter | None:
    """The fact or parameter in *node* that shows what its written numbers are measured in."""
    for part in walk(node):
        if isinstance(part, FactValue):
            return vocabulary.facts[part.index]
        if isinstance(part, ParameterValue):
            return vocabulary.parameter(part.name)
    return None


def fingerprint(tables: Mapping[str, Table]) -> str:
    """A number (SHA-256, in hexadecimal) that is the same for rules that ask, answer and cite the same.

    Titles, explanations and the way a condition is laid out play no part; the values of parameters do.
    """
    lines = [line for name in sorted(tables) for line in _identity(name, tables[name])]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _identity(name: str, table: Table) -> Iterator[str]:
    yield f"table {name} {table.hit} {' '.join(table.outcomes)}"
    for fact in table.vocabulary.facts:
        yield f"fact {fact.name} {fact.type} {fact.unit} {' '.join(fact.values)} {fact.minimum}..{fact.maximum}"
    for parameter in table.vocabulary.parameters:
        yield f"parameter {parameter.name} {parameter.type} {parameter.unit} {parameter.value}"
    for rule in table.rules:
        when = "" if rule.when is None else f" when {write(rule.when.expression, table.vocabulary)}"
        alike = " alike" if rule.alike else ""
        yield f"rule {rule.id}: {' or '.join(rule.answers)}{alike}{when} ({rule.source})"


def _grouped(part: Expression, vocabulary: Vocabulary) -> str:
    written = write(part, vocabulary)
    return f"({written})" if isinstance(part, And | Or) else written


def _membership(item: Number, link: str, values: tuple[int, ...], vocabulary: Vocabulary) -> str:
    measure = measure_of(item, vocabulary)
    members = ", ".join(_constant(value, measure) for value in values)
    return f"{_number(item, measure)} {link} {{{members}}}"


def _constant(value: int, measure: Fact | Parameter | None) -> str:
    if measure is None or (isinstance(measure, Fact) and measure.is_word and not 0 <= value < len(measure.values)):
        return str(value)
    return measure.decode(value)


def _number(number: Number, measure: Fact | Parameter | None) -> str:
    match number:
        case Constant(value):
            return _constant(value, measure)
        case FactValue(name, _) | ParameterValue(name):
            return name
        case Sum(left, right):
            return f"{_number(left, measure)} + {_term(right, measure)}"
        case Difference(left, right):
            return f"{_number(left, measure)} - {_term(right, measure)}"
        case Product(constant, term):
            inner = _number(term, measure)
            plain = isinstance(term, Constant | FactValue | ParameterValue)
            return f"{constant} * {inner}" if plain else f"{constant} * ({inner})"
        case Negation(term):
            inner = _number(term, measure)
            plain = isinstance(term, Constant | FactValue | ParameterValue)
            return f"-{inner}" if plain else f"-({inner})"


def _term(number: Number, measure: Fact | Parameter | None) -> str:
    written = _number(number, measure)
    return f"({written})" if isinstance(number, Sum | Difference) else written

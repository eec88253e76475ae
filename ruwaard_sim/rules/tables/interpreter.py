"""The plain reference evaluator: what a condition means, one case of the tree at a time. Slow on purpose.

Every faster back end is tested against this one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    Not,
    Number,
    Or,
    ParameterValue,
    Product,
    Sum,
    Truth,
)


def holds(expression: Expression, facts: Sequence[int], parameters: Mapping[str, int]) -> bool:
    """True if *expression* holds for the facts vector *facts* and the *parameters* by name."""
    match expression:
        case Truth(value):
            return value
        case BoolFact(_, index):
            return facts[index] != 0
        case Comparison(operator, left, right):
            return _compare(operator, number(left, facts, parameters), number(right, facts, parameters))
        case Membership(item, values):
            return number(item, facts, parameters) in values
        case And(parts):
            return all(holds(part, facts, parameters) for part in parts)
        case Or(parts):
            return any(holds(part, facts, parameters) for part in parts)
        case Not(part):
            return not holds(part, facts, parameters)


def number(term: Number, facts: Sequence[int], parameters: Mapping[str, int]) -> int:
    """The value of *term*, a run-time number."""
    match term:
        case Constant(value):
            return value
        case FactValue(_, index):
            return facts[index]
        case ParameterValue(name):
            return parameters[name]
        case Sum(left, right):
            return number(left, facts, parameters) + number(right, facts, parameters)
        case Difference(left, right):
            return number(left, facts, parameters) - number(right, facts, parameters)
        case Product(constant, inner):
            return constant * number(inner, facts, parameters)
        case Negation(inner):
            return -number(inner, facts, parameters)


def _compare(operator: str, left: int, right: int) -> bool:
    match operator:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right

"""Turns conditions and whole tables into Python functions, built from the tree and never from a text.

The functions take a facts vector and know nothing else: places, words and parameters are baked in.
They cannot be pickled; compile again in another process.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

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
from ruwaard_sim.rules.tables.table import Table

Decide = Callable[[Sequence[int]], int]
Collect = Callable[[Sequence[int]], tuple[int, ...]]

_FACTS: Final = "facts"
_FOUND: Final = "found"
_COMPARE: Final[dict[str, type[ast.cmpop]]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}


def compile_condition(expression: Expression, parameters: Mapping[str, int]) -> Callable[[Sequence[int]], bool]:
    """A function from a facts vector to whether *expression* holds, with the *parameters* of now."""
    answer = ast.IfExp(_condition(expression, parameters), ast.Constant(True), ast.Constant(False))
    return cast(Callable[[Sequence[int]], bool], _function("condition", [ast.Return(answer)]))


def compile_first(table: Table) -> Decide:
    """A function from a facts vector to the place of the first rule that applies, or -1 if none does.

    Raises ValueError for a ``collect`` table, which has no first answer.
    """
    if table.hit == "collect":
        raise ValueError(f"table {table.id} collects all its answers; it has no first one")
    parameters = table.vocabulary.parameter_values
    body: list[ast.stmt] = []
    for index, rule in enumerate(table.rules):
        answer = ast.Return(ast.Constant(index))
        if rule.when is None or rule.always:
            body.append(answer)
            break
        body.append(ast.If(_condition(rule.when.expression, parameters), [answer], []))
    else:
        body.append(ast.Return(ast.Constant(-1)))
    return cast(Decide, _function(table.id, body))


def compile_collect(table: Table) -> Collect:
    """A function from a facts vector to the places of all rules that apply, in order."""
    parameters = table.vocabulary.parameter_values
    body: list[ast.stmt] = [ast.Assign([ast.Name(_FOUND, ast.Store())], ast.Tuple([], ast.Load()))]
    for index, rule in enumerate(table.rules):
        one_more = ast.AugAssign(ast.Name(_FOUND, ast.Store()), ast.Add(), _tuple((index,)))
        if rule.when is None:
            body.append(one_more)
        else:
            body.append(ast.If(_condition(rule.when.expression, parameters), [one_more], []))
    body.append(ast.Return(ast.Name(_FOUND, ast.Load())))
    return cast(Collect, _function(table.id, body))


def _function(name: str, body: list[ast.stmt]) -> Any:
    arguments = ast.arguments([], [ast.arg(_FACTS)], None, [], [], None, [])
    definition = ast.FunctionDef("decide", arguments, body, [], None, None)
    module = ast.fix_missing_locations(ast.Module([definition], []))
    namespace: dict[str, Any] = {"__builtins__": {}}
    exec(compile(module, f"<rules {name}>", "exec"), namespace)
    return namespace["decide"]


def _condition(expression: Expression, parameters: Mapping[str, int]) -> ast.expr:
    match expression:
        case Truth(value):
            return ast.Constant(value)
        case BoolFact(_, index):
            return _fact(index)
        case Comparison(operator, left, right):
            sign = _COMPARE[operator]()
            return ast.Compare(_number(left, parameters), [sign], [_number(right, parameters)])
        case Membership(item, values):
            return ast.Compare(_number(item, parameters), [ast.In()], [_tuple(values)])
        case And(parts):
            return ast.BoolOp(ast.And(), [_condition(part, parameters) for part in parts])
        case Or(parts):
            return ast.BoolOp(ast.Or(), [_condition(part, parameters) for part in parts])
        case Not(part):
            return ast.UnaryOp(ast.Not(), _condition(part, parameters))


def _number(term: Number, parameters: Mapping[str, int]) -> ast.expr:
    match term:
        case Constant(value):
            return ast.Constant(value)
        case FactValue(_, index):
            return _fact(index)
        case ParameterValue(name):
            return ast.Constant(parameters[name])
        case Sum(left, right):
            return ast.BinOp(_number(left, parameters), ast.Add(), _number(right, parameters))
        case Difference(left, right):
            return ast.BinOp(_number(left, parameters), ast.Sub(), _number(right, parameters))
        case Product(constant, inner):
            return ast.BinOp(ast.Constant(constant), ast.Mult(), _number(inner, parameters))
        case Negation(inner):
            return ast.UnaryOp(ast.USub(), _number(inner, parameters))


def _fact(index: int) -> ast.expr:
    return ast.Subscript(ast.Name(_FACTS, ast.Load()), ast.Constant(index), ast.Load())


def _tuple(values: tuple[int, ...]) -> ast.expr:
    return ast.Tuple([ast.Constant(value) for value in values], ast.Load())

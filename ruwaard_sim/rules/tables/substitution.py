"""Trees made from trees: one part replaced, or every parameter filled in. Knows no text and no vocabulary but ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from ruwaard_sim.rules.language.syntax_tree import (
    And,
    Comparison,
    Condition,
    Constant,
    Difference,
    Expression,
    Membership,
    Negation,
    Node,
    Not,
    Number,
    Or,
    ParameterValue,
    Product,
    Sum,
    children,
)
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.tables.table import Rule, Table


class Edit(NamedTuple):
    """The part *old* of a tree became *new*, which makes *whole*."""

    old: Node
    new: Node
    whole: Node


def with_children(node: Node, parts: Sequence[Node]) -> Node:
    """*node* with *parts* directly under it, in the place of what :func:`children` gives."""
    match node:
        case Sum() | Difference() | Comparison():
            return replace(node, left=cast(Number, parts[0]), right=cast(Number, parts[1]))
        case Product() | Negation():
            return replace(node, term=cast(Number, parts[0]))
        case Membership():
            return replace(node, item=cast(Number, parts[0]))
        case And() | Or():
            return replace(node, parts=tuple(cast(Expression, part) for part in parts))
        case Not():
            return replace(node, part=cast(Expression, parts[0]))
        case _:
            return node


def edits(node: Node, alternatives: Callable[[Node], Iterable[Node]]) -> Iterator[Edit]:
    """Every tree that differs from *node* in one part, which became one of its *alternatives*."""
    for new in alternatives(node):
        yield Edit(node, new, new)
    parts = children(node)
    for index, part in enumerate(parts):
        for edit in edits(part, alternatives):
            rebuilt = with_children(node, (*parts[:index], edit.whole, *parts[index + 1 :]))
            yield Edit(edit.old, edit.new, rebuilt)


def filled_in(node: Node, parameters: dict[str, int]) -> Node:
    """*node* with a plain number in the place of every parameter."""
    if isinstance(node, ParameterValue):
        return Constant(parameters[node.name], node.span)
    return with_children(node, [filled_in(part, parameters) for part in children(node)])


def with_parameters(table: Table) -> Table:
    """*table* with its parameters filled in: the rules of one day, which no other parameter can change."""
    parameters = table.vocabulary.parameter_values
    if not parameters:
        return table
    return replace(
        table,
        rules=tuple(_settled(rule, parameters) for rule in table.rules),
        vocabulary=Vocabulary(table.vocabulary.facts, whom=table.vocabulary.whom),
    )


def settled_condition(condition: Condition, vocabulary: Vocabulary) -> Condition:
    """*condition* with the parameters of *vocabulary* filled in."""
    expression = cast(Expression, filled_in(condition.expression, vocabulary.parameter_values))
    return replace(condition, expression=expression)


def _settled(rule: Rule, parameters: dict[str, int]) -> Rule:
    if rule.when is None:
        return rule
    expression = cast(Expression, filled_in(rule.when.expression, parameters))
    return replace(rule, when=replace(rule.when, expression=expression))

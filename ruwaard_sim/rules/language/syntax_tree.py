"""A condition as a small typed tree, the one source for every use: Python, arrays, proofs, the reference.

The tree is total (no division, no partial function) and linear (only a fixed number times a term), so
every back end gives the same answer in any order of evaluation. All numbers are run-time numbers:
whole, money in cents, words as places. The tree knows no vocabulary; a fact carries its own place.
Nodes are equal when they mean the same, wherever they stood in the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Operator = Literal["==", "!=", "<", "<=", ">", ">="]


class Span(NamedTuple):
    """From character *start* up to (not including) *end* of the condition's source, counting from 0."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Constant:
    """A fixed number, or the place of a word."""

    value: int
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value of fact *name*, which is number *index* of the facts vector."""

    name: str
    index: int
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """The current value of parameter *name*."""

    name: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of *left* and *right*."""

    left: Number
    right: Number
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of *left* and *right*."""

    left: Number
    right: Number
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Product:
    """*constant* times *term*; two terms are never multiplied."""

    constant: int
    term: Number
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """The negative of *term*."""

    term: Number
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition that always or never holds."""

    value: bool
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class BoolFact:
    """The condition that yes/no fact *name* (number *index* of the facts vector) is not 0."""

    name: str
    index: int
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """*left* compared with *right*."""

    operator: Operator
    left: Number
    right: Number
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Membership:
    """The condition that *item* is one of *values* (at least one, none twice)."""

    item: Number
    values: tuple[int, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All *parts* (two or more)."""

    parts: tuple[Expression, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of *parts* (two or more)."""

    parts: tuple[Expression, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The condition that *part* does not hold."""

    part: Expression
    span: Span = field(default=NOWHERE, compare=False)


Number: TypeAlias = Constant | FactValue | ParameterValue | Sum | Difference | Product | Negation
Expression: TypeAlias = Truth | BoolFact | Comparison | Membership | And | Or | Not
Node: TypeAlias = Number | Expression


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked condition: its meaning, and the *source* its spans point into.

    A condition written as a list of lines has them joined by newlines as its source.
    """

    expression: Expression
    source: str

    def text(self, node: Node) -> str:
        """The words of *node* as they were written."""
        return self.source[node.span.start : node.span.end]


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly under *node*, from left to right."""
    match node:
        case Sum() | Difference() | Comparison():
            return (node.left, node.right)
        case Product() | Negation():
            return (node.term,)
        case Membership():
            return (node.item,)
        case And() | Or():
            return node.parts
        case Not():
            return (node.part,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """*node* and every node under it, in the order of the source."""
    yield node
    for child in children(node):
        yield from walk(child)


def conjuncts(expression: Expression) -> Iterator[Expression]:
    """The parts that must all hold, down through nested ``and``; or else the expression itself."""
    if isinstance(expression, And):
        for part in expression.parts:
            yield from conjuncts(part)
    else:
        yield expression


def facts_in(node: Node) -> dict[str, int]:
    """Every fact *node* uses, with its place in the facts vector, in the order of the source."""
    return {part.name: part.index for part in walk(node) if isinstance(part, FactValue | BoolFact)}


def parameters_in(node: Node) -> tuple[str, ...]:
    """Every parameter *node* uses, in the order of the source."""
    return tuple(dict.fromkeys(part.name for part in walk(node) if isinstance(part, ParameterValue)))

"""Between which values a number in a condition can lie. Says nothing about which combinations occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ruwaard_sim.rules.language.syntax_tree import (
    Constant,
    Difference,
    FactValue,
    Negation,
    Number,
    ParameterValue,
    Product,
    Sum,
)
from ruwaard_sim.rules.language.vocabulary import LARGEST, Vocabulary


class Interval(NamedTuple):
    """All whole numbers from *low* up to and including *high*."""

    low: int
    high: int


def bounds(number: Number, vocabulary: Vocabulary, parameters: Mapping[str, int] | None = None) -> Interval:
    """The interval that contains *number* for every possible facts vector.

    A parameter is what *parameters* say. Without them it may be anything up to LARGEST, for it may get another
    value on a date or in a variant.
    """
    match number:
        case Constant(value):
            return Interval(value, value)
        case FactValue(_, index):
            fact = vocabulary.facts[index]
            return Interval(fact.minimum, fact.maximum)
        case ParameterValue(name):
            return Interval(-LARGEST, LARGEST) if parameters is None else Interval(parameters[name], parameters[name])
        case Sum(left, right):
            first, second = bounds(left, vocabulary, parameters), bounds(right, vocabulary, parameters)
            return Interval(first.low + second.low, first.high + second.high)
        case Difference(left, right):
            first, second = bounds(left, vocabulary, parameters), bounds(right, vocabulary, parameters)
            return Interval(first.low - second.high, first.high - second.low)
        case Product(constant, term):
            inner = bounds(term, vocabulary, parameters)
            ends = (constant * inner.low, constant * inner.high)
            return Interval(min(ends), max(ends))
        case Negation(term):
            inner = bounds(term, vocabulary, parameters)
            return Interval(-inner.high, -inner.low)

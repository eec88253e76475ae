"""Between which values a number in a condition can lie. Says nothing about which combinations occur."""

from __future__ import annotations

from typing import NamedTuple

from ruwaard_sim.rules.tree import (
    Constant,
    Difference,
    FactValue,
    Negation,
    Number,
    ParameterValue,
    Product,
    Sum,
)
from ruwaard_sim.rules.vocabulary import LARGEST, Vocabulary


class Interval(NamedTuple):
    """All whole numbers from *low* up to and including *high*."""

    low: int
    high: int


def bounds(number: Number, vocabulary: Vocabulary) -> Interval:
    """Where *number* lies for every possible facts vector.

    A parameter may get another value on a date or in a variant, so it may be anything up to LARGEST.
    """
    match number:
        case Constant(value):
            return Interval(value, value)
        case FactValue(_, index):
            fact = vocabulary.facts[index]
            return Interval(fact.minimum, fact.maximum)
        case ParameterValue():
            return Interval(-LARGEST, LARGEST)
        case Sum(left, right):
            first, second = bounds(left, vocabulary), bounds(right, vocabulary)
            return Interval(first.low + second.low, first.high + second.high)
        case Difference(left, right):
            first, second = bounds(left, vocabulary), bounds(right, vocabulary)
            return Interval(first.low - second.high, first.high - second.low)
        case Product(constant, term):
            inner = bounds(term, vocabulary)
            ends = (constant * inner.low, constant * inner.high)
            return Interval(min(ends), max(ends))
        case Negation(term):
            inner = bounds(term, vocabulary)
            return Interval(-inner.high, -inner.low)

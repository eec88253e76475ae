"""Conditions and tables over many cases at once: the same tree, as NumPy over columns of facts.

Every comparison is computed in the narrowest whole numbers that hold all its parts for every case the vocabulary
allows, whatever the width of the columns that are given: nothing overflows, and small facts cost little. A tree
whose numbers do not fit in 64 bits (no condition that was read has one) is computed exactly, and slowly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, Final, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from ruwaard_sim.rules.language.ranges import bounds
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
    walk,
)
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.tables.table import Table

Answers: TypeAlias = npt.NDArray[np.bool_]
Columns: TypeAlias = Mapping[str, npt.NDArray[Any]] | npt.NDArray[Any]
"""A column for each fact by name, or one row for each case with the facts in the order of the vocabulary."""

_FEW: Final = 8
_MANY: Final = 6
_SIZES: Final = (8, 16, 32, 64)
_EXACT: Final = np.dtype(object)
_COMPARE: Final[dict[str, Any]] = {
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def compile_condition_columns(expression: Expression, vocabulary: Vocabulary) -> Callable[[Columns], Answers]:
    """A function from columns of facts to whether *expression* holds, case by case.

    It raises ValueError for columns that lack a fact that is asked, differ in length, or hold anything but whole
    numbers within the range of their fact.
    """

    def answers(columns: Columns) -> Answers:
        return _sheet(columns, vocabulary).answers(expression)

    return answers


def decide_columns(table: Table, columns: Columns) -> npt.NDArray[np.int64]:
    """For every case the place of the first rule that applies, or -1.

    Raises ValueError for a ``collect`` table, and for the columns that :func:`compile_condition_columns` refuses.
    """
    if table.hit == "collect":
        raise ValueError(f"table {table.id} collects all its answers; it has no first one")
    sheet = _sheet(columns, table.vocabulary)
    decided = np.empty(sheet.length, dtype=np.int64)
    rows: npt.NDArray[np.int64] | slice = slice(None)
    first, passed = 0, _Passed(sheet.length, len(table.rules))
    for place, rule in enumerate(table.rules):
        if rule.when is None or rule.always:
            decided[rows] = passed.count + np.int64(first)
            return decided
        passed.next(sheet.answers(rule.when.expression))
        if passed.few:
            decided[rows] = passed.count + np.int64(first)
            left = np.flatnonzero(passed.all)
            sheet, rows = sheet.only(left), left if isinstance(rows, slice) else rows.take(left)
            first, passed = place + 1, _Passed(sheet.length, len(table.rules))
    decided[rows] = np.where(passed.all, -1, passed.count + np.int64(first))
    return decided


def collect_columns(table: Table, columns: Columns) -> Answers:
    """Which rules apply to which case: a row for each case, a column for each rule, for any table.

    Raises ValueError for the columns that :func:`compile_condition_columns` refuses.
    """
    sheet = _sheet(columns, table.vocabulary)
    applies = np.ones((len(table.rules), sheet.length), dtype=np.bool_)
    for place, rule in enumerate(table.rules):
        if rule.when is not None:
            applies[place] = sheet.answers(rule.when.expression)
    return applies.T


def offered_columns(table: Table, outcome: str, columns: Columns) -> npt.NDArray[np.int64]:
    """For every case whether a ``collect`` table offers *outcome*: 2 surely, 1 if judgement says so, 0 not."""
    applies = collect_columns(table, columns)
    level = np.zeros(len(applies), dtype=np.int64)
    for place, rule in enumerate(table.rules):
        if outcome in rule.answers:
            np.maximum(level, 1 if rule.also else 2, out=level, where=applies[:, place])
    return level


def count_pairs(first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> dict[tuple[int, int], int]:
    """How often each pair of numbers occurs in two columns of one length."""
    if not len(first):
        return {}
    low, many = int(second.min()), int(np.ptp(second)) + 1
    codes, counts = np.unique(first * many + (second - low), return_counts=True)
    return {(int(code // many), int(code % many) + low): int(count) for code, count in zip(codes, counts, strict=True)}


def _narrowest(values: Iterable[int]) -> np.dtype[Any]:
    """The narrowest kind of whole number that holds all *values*."""
    low, high = min(values := list(values)), max(values)
    fits = (np.dtype(f"int{size}") for size in _SIZES if -(2 ** (size - 1)) <= low and high < 2 ** (size - 1))
    return next(fits, _EXACT)


class _Passed:
    """How many rules each case has passed: that is the place of the rule that applies, when none before it did."""

    def __init__(self, length: int, rules: int) -> None:
        self.all = np.ones(length, dtype=np.bool_)
        self.count = np.zeros(length, dtype=_narrowest([rules]))

    def next(self, applies: Answers) -> None:
        """One more rule, which *applies* to these cases."""
        self.all = np.greater(self.all, applies)
        self.count += self.all

    @property
    def few(self) -> bool:
        """Whether so few cases are left that it pays to go on with those alone."""
        return bool(_MANY * np.count_nonzero(self.all) < len(self.all))


def _sheet(columns: Columns, vocabulary: Vocabulary) -> _Sheet:
    """The *columns* in the words of *vocabulary*."""
    if isinstance(columns, np.ndarray):
        if columns.ndim != 2 or columns.shape[1] != len(vocabulary.facts):
            raise ValueError(f"rows of {len(vocabulary.facts)} facts are needed, not an array of {columns.shape}")
        given = {fact.name: columns[:, place] for place, fact in enumerate(vocabulary.facts)}
        return _Sheet(given, len(columns), vocabulary)
    given = {name: np.asarray(column) for name, column in columns.items()}
    lengths = {column.shape for column in given.values()}
    if len(lengths) != 1 or len(next(iter(lengths))) != 1:
        raise ValueError(f"columns of one length are needed, not of {sorted(lengths)}")
    return _Sheet(given, next(iter(lengths))[0], vocabulary)


class _Sheet:
    """The facts of many cases, and what was found out about them: no part is asked twice.

    A sheet made by :meth:`only` takes its facts from a *wider* one.
    """

    def __init__(
        self,
        given: Mapping[str, npt.NDArray[Any]],
        length: int,
        vocabulary: Vocabulary,
        wider: tuple[_Sheet, npt.NDArray[np.int64]] | None = None,
    ) -> None:
        self.length = length
        self._given, self._vocabulary, self._wider = given, vocabulary, wider
        self._parameters = vocabulary.parameter_values
        self._facts: dict[tuple[str, np.dtype[Any]], npt.NDArray[Any]] = {}
        self._known: dict[Expression, Answers] = {}

    def only(self, kept: npt.NDArray[np.int64]) -> _Sheet:
        """The sheet of the cases at the places *kept*."""
        return _Sheet(self._given, len(kept), self._vocabulary, (self, kept))

    def answers(self, expression: Expression) -> Answers:
        """Whether *expression* holds for each case."""
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = self._ask(expression)
        return found

    def _ask(self, expression: Expression) -> Answers:
        match expression:
            case Truth(value):
                return np.full(self.length, value, dtype=np.bool_)
            case BoolFact(name, _):
                return cast(Answers, self._fact(name, np.dtype(np.int8)) != 0)
            case Comparison(operator, left, right):
                width = self._width(expression)
                return self._spread(_COMPARE[operator](self._number(left, width), self._number(right, width)))
            case Membership(item, values):
                width = self._width(expression)
                return self._spread(_among(self._number(item, width), values, width))
            case And(parts):
                return reduce(np.logical_and, (self.answers(part) for part in parts))
            case Or(parts):
                return reduce(np.logical_or, (self.answers(part) for part in parts))
            case Not(part):
                return ~self.answers(part)

    def _spread(self, answers: Any) -> Answers:
        """One answer for each case, also when there was one for all."""
        found = np.asarray(answers, dtype=np.bool_)
        return found if found.ndim else np.full(self.length, found)

    def _width(self, expression: Comparison | Membership) -> np.dtype[Any]:
        """The narrowest whole numbers in which no part of *expression* overflows for any case."""
        values = list(expression.values) if isinstance(expression, Membership) else []
        for part in walk(expression):
            if isinstance(part, Number):
                values += bounds(part, self._vocabulary, self._parameters)
            if isinstance(part, Product):
                values.append(part.constant)
        return _narrowest(values)

    def _number(self, number: Number, width: np.dtype[Any]) -> Any:
        match number:
            case Constant(value):
                return width.type(value) if width != _EXACT else value
            case FactValue(name, _):
                return self._fact(name, width)
            case Sum(left, right):
                return self._number(left, width) + self._number(right, width)
            case Difference(left, right):
                return self._number(left, width) - self._number(right, width)
            case Product(constant, term):
                return self._number(Constant(constant), width) * self._number(term, width)
            case Negation(term):
                return -self._number(term, width)
            case ParameterValue(name):
                return self._number(Constant(self._parameters[name]), width)

    def _fact(self, name: str, width: np.dtype[Any]) -> npt.NDArray[Any]:
        if (name, width) not in self._facts:
            self._facts[name, width] = self._read(name, width)
        return self._facts[name, width]

    def _read(self, name: str, width: np.dtype[Any]) -> npt.NDArray[Any]:
        if self._wider is not None:
            sheet, kept = self._wider
            return sheet._fact(name, width).take(kept)
        given = self._given.get(name)
        if given is None:
            raise ValueError(f"there is no column for fact {name}")
        return self._checked(name, given).astype(width)

    def _checked(self, name: str, given: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """*given* once it is sure that its values are values of fact *name*, so that no width can change them."""
        fact = self._vocabulary.facts[self._vocabulary.index(name)]
        given = np.ascontiguousarray(given)
        if given.dtype.kind not in "biu":
            raise ValueError(f"fact {name} must be given in whole numbers, not as {given.dtype}")
        if self.length and not (fact.minimum <= int(given.min()) and int(given.max()) <= fact.maximum):
            low, high = fact.decode(fact.minimum), fact.decode(fact.maximum)
            raise ValueError(f"a value given for fact {name} is not from {low} to {high}")
        return given


def _among(item: Any, values: tuple[int, ...], width: np.dtype[Any]) -> Any:
    if len(values) > _FEW and width != _EXACT:
        return np.isin(item, np.array(values, dtype=width))
    return reduce(np.logical_or, (item == (width.type(value) if width != _EXACT else value) for value in values))

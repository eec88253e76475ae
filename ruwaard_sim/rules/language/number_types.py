"""The numbers of a condition: which unit a sum has, what a written number means in it, and its range.

A written number is in the unit of what it is added to or compared with: beside a fact in EUR, 25 is
2500 cents. What stands before ``*`` is a bare number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, cast

from ruwaard_sim.rules.language.diagnostics import Diagnostics
from ruwaard_sim.rules.language.messages import in_short
from ruwaard_sim.rules.language.parser import (
    Raw,
    RawArithmetic,
    RawBroken,
    RawIn,
    RawMinus,
    RawNumber,
    RawWord,
)
from ruwaard_sim.rules.language.ranges import Interval, bounds
from ruwaard_sim.rules.language.syntax_tree import (
    Comparison,
    Constant,
    Difference,
    Expression,
    FactValue,
    Negation,
    Number,
    Operator,
    ParameterValue,
    Product,
    Span,
    Sum,
    Truth,
    facts_in,
    parameters_in,
    walk,
)
from ruwaard_sim.rules.language.vocabulary import LARGEST, Vocabulary, written_factor, written_number

_LARGEST_RESULT: Final = 10**18


class _Measure(NamedTuple):
    """The unit of the numbers on both sides of a sign; *word* is the first word that has it."""

    type: str
    unit: str | None
    word: str

    @property
    def in_words(self) -> str:
        return self.unit or "—"


class _Sized(NamedTuple):
    """A number and where it lies; no range when that is too far, or when a parameter may change it."""

    number: Number
    range: Interval | None


class Arithmetic:
    """Checks and builds the numbers of sentences in one *vocabulary*; *look_through* searches a lost part."""

    def __init__(
        self, vocabulary: Vocabulary, source: str, report: Diagnostics, look_through: Callable[[Raw], None]
    ) -> None:
        self._vocabulary = vocabulary
        self._source = source
        self._report = report
        self._look_through = look_through
        self._values = frozenset(value for fact in vocabulary.facts for value in fact.values)

    def is_known(self, word: str) -> bool:
        """True if *word* is a fact, a parameter, or a value of some fact."""
        return word in self._vocabulary.names or word in self._values

    def no_number(self, raw: RawWord) -> str | None:
        """Report *raw*, which is neither a fact nor a parameter; returns what was perhaps meant."""
        names = self._vocabulary.names
        if "." in raw.name:
            last = raw.name.rpartition(".")[2]
            intended = last if last in names else None
            return self._report.add("R012", raw.span, suggestion=intended, word=in_short(raw.name))
        if raw.name in self._values:
            intended = self._of_fact(raw.name)
            return self._report.add("R016", raw.span, suggestion=intended, word=in_short(raw.name))
        return self._report.add("R014", raw.span, choices=names, word=in_short(raw.name))

    def _of_fact(self, value: str) -> str:
        owner = next(fact for fact in self._vocabulary.facts if value in fact.values)
        return f"{owner.name} == {value}"

    def comparison(self, left: Raw, sign: Operator, right: Raw, span: Span) -> Expression:
        """``left sign right`` between two numbers; a stand-in when one of them is wrong."""
        measure = self._measure(left, right)
        if measure is None:
            return Truth(True, span)
        factor = written_factor(measure.type, measure.unit)
        first, second = self._sized(self._number(left, factor)), self._sized(self._number(right, factor))
        self._always_the_same(first, sign, second, span, factor)
        return Comparison(sign, first.number, second.number, span)

    def numbers_in(self, raw: RawIn) -> tuple[Number, list[int | None]]:
        """The item and the values of ``item in {values}``; None for a value that is wrong."""
        measure = self._measure(raw.item)
        if measure is None:
            values = [self._value(member, 1) for member in raw.members]
            return Constant(0, raw.item.span), [None if value is None else value.value for value in values]
        factor = written_factor(measure.type, measure.unit)
        item = self._sized(self._number(raw.item, factor))
        values = [self._value(member, factor) for member in raw.members]
        for value in values:
            if value is not None:
                self._always_the_same(item, "==", self._sized(value), value.span, factor)
        return item.number, [None if value is None else value.value for value in values]

    def _value(self, member: Raw, factor: int) -> Constant | None:
        constant = self._constant(member)
        if constant is not None:
            return Constant(constant * factor, member.span)
        if isinstance(member, RawWord) and member.name not in self._vocabulary.names:
            self.no_number(member)
        elif not isinstance(member, RawBroken):
            self._report.add("R021", member.span)
        self._look_through(member)
        return None

    def _measure(self, *sides: Raw) -> _Measure | None:
        """The common measure of the words in *sides*; None, after noting it, when they do not agree."""
        result: _Measure | None = None
        well = True
        leaves = [leaf for side in sides for leaf in self._leaves(side)]
        strange = any(isinstance(leaf, RawWord) and not self.is_known(leaf.name) for leaf in leaves)
        for leaf in leaves:
            if strange and isinstance(leaf, RawWord) and leaf.name in self._values:
                continue
            measure = self._measure_of(leaf)
            if measure is None:
                well = False
            elif result is None:
                result = measure
            elif result[:2] != measure[:2]:
                self._report.add(
                    "R030",
                    leaf.span,
                    word=measure.word,
                    unit=measure.in_words,
                    other=result.word,
                    other_unit=result.in_words,
                )
                well = False
        if well and result is None:
            self._report.add("R032", Span(sides[0].span.start, sides[-1].span.end))
        return result if well else None

    def _leaves(self, raw: Raw) -> Iterator[Raw]:
        """The words *raw* is made of, and whole what can be no part of a number."""
        match raw:
            case RawMinus(term):
                yield from self._leaves(term)
            case RawArithmetic("*", left, right) if not (self._is_constant(left) or self._is_constant(right)):
                yield raw
            case RawArithmetic():
                yield from self._leaves(raw.left)
                yield from self._leaves(raw.right)
            case RawNumber():
                pass
            case _:
                yield raw

    def _measure_of(self, leaf: Raw) -> _Measure | None:
        if not isinstance(leaf, RawWord):
            if isinstance(leaf, RawArithmetic):
                self._report.add("R010", leaf.span)
            elif not isinstance(leaf, RawBroken):
                self._report.add("R027", leaf.span, word=self._text(leaf.span))
            self._look_through(leaf)
            return None
        fact, parameter = self._vocabulary.fact(leaf.name), self._vocabulary.parameter(leaf.name)
        if parameter is not None:
            return _Measure(parameter.type, parameter.unit, parameter.name)
        if fact is None:
            self.no_number(leaf)
        elif fact.type == "bool":
            self._report.add("R027", leaf.span, word=fact.name)
        elif fact.is_word:
            self._report.add("R029", leaf.span, fact=fact.name, range=fact.range_in_words)
        else:
            return _Measure(fact.type, fact.unit, fact.name)
        return None

    def _number(self, raw: Raw, factor: int) -> Number:
        """The tree of *raw*, whose words are known to be numbers; a written number counts *factor*."""
        match raw:
            case RawNumber(value, span):
                return Constant(value * factor, span)
            case RawWord(name, span):
                if self._vocabulary.parameter(name) is not None:
                    return ParameterValue(name, span)
                return FactValue(name, self._vocabulary.index(name), span)
            case RawMinus(term, span):
                return Negation(self._number(term, factor), span)
            case RawArithmetic("*", left, right, span):
                return self._product(left, right, factor, span)
            case RawArithmetic(sign, left, right, span):
                kind = Sum if sign == "+" else Difference
                return kind(self._number(left, factor), self._number(right, factor), span)
            case _:
                raise AssertionError("a broken part has no measure, so its number is never built")

    def _product(self, left: Raw, right: Raw, factor: int, span: Span) -> Number:
        constant, term = self._constant(left), right
        if constant is None:
            constant, term = self._constant(right), left
        assert constant is not None, "a product without a written number has no measure"
        return Product(constant, self._number(term, factor), span)

    def _is_constant(self, raw: Raw) -> bool:
        return self._constant(raw) is not None

    def _constant(self, raw: Raw) -> int | None:
        """The value of *raw* when only written numbers are in it."""
        match raw:
            case RawNumber(value):
                return value
            case RawMinus(term):
                inner = self._constant(term)
                return None if inner is None else -inner
            case RawArithmetic(sign, left, right):
                first, second = self._constant(left), self._constant(right)
                if first is None or second is None:
                    return None
                return first * second if sign == "*" else first + second if sign == "+" else first - second
            case _:
                return None

    def _text(self, span: Span) -> str:
        return in_short(self._source[span.start : span.end])

    def _sized(self, number: Number) -> _Sized:
        """*number* with its range, after a check that it stays within what may be computed with."""
        for part in walk(number):
            largest = abs(part.constant) if isinstance(part, Product) else 0
            low, high = bounds(cast(Number, part), self._vocabulary)
            limit = LARGEST if isinstance(part, Constant) else _LARGEST_RESULT
            if largest > LARGEST or low < -limit or high > limit:
                self._report.add("R013", part.span, word=self._text(part.span))
                return _Sized(number, None)
        return _Sized(number, None if parameters_in(number) else bounds(number, self._vocabulary))

    def _always_the_same(self, left: _Sized, sign: Operator, right: _Sized, span: Span, factor: int) -> None:
        """Report a comparison that the declared ranges decide."""
        if left.range is None or right.range is None:
            return
        below, above = left.range.high < right.range.low, left.range.low > right.range.high
        if not below and not above:
            return
        true = sign == "!=" or sign in (("<", "<=") if below else (">", ">="))
        subject, fixed = (left, right) if facts_in(left.number) else (right, left)
        limits = subject.range or left.range
        self._report.add(
            "R031",
            span if facts_in(fixed.number) else fixed.number.span,
            truth_nl="altijd" if true else "nooit",
            truth_en="always" if true else "never",
            word=self._text(subject.number.span),
            low=written_number(limits.low, factor),
            high=written_number(limits.high, factor),
        )

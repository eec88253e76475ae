"""Gives a sentence its meaning: looks words up, checks types, units and ranges, and builds the typed tree.

Where something is wrong it is reported and a stand-in is built, so that the rest is checked too.
Numbers are the business of ``arithmetic.py``.
"""

from __future__ import annotations

from typing import Final, cast

from ruwaard_sim.rules.language.diagnostics import Diagnostics
from ruwaard_sim.rules.language.messages import in_short
from ruwaard_sim.rules.language.number_types import Arithmetic
from ruwaard_sim.rules.language.parser import (
    Raw,
    RawArithmetic,
    RawBroken,
    RawComparison,
    RawIn,
    RawJoin,
    RawMinus,
    RawNot,
    RawNumber,
    RawTruth,
    RawWord,
    parts_of,
)
from ruwaard_sim.rules.language.syntax_tree import (
    And,
    BoolFact,
    Comparison,
    Constant,
    Expression,
    FactValue,
    Membership,
    Not,
    Number,
    Operator,
    Or,
    Span,
    Truth,
)
from ruwaard_sim.rules.language.vocabulary import Fact, Vocabulary

_EQUALITY: Final = ("==", "!=")
_UPWARD: Final = frozenset({"<", "<="})
_DOWNWARD: Final = frozenset({">", ">="})


class TypeChecker:
    """Builds the tree of sentences in one *vocabulary*; problems go to *report*."""

    def __init__(self, vocabulary: Vocabulary, source: str, report: Diagnostics) -> None:
        self._vocabulary = vocabulary
        self._source = source
        self._report = report
        self._looked_through: dict[int, Raw] = {}
        self._arithmetic = Arithmetic(vocabulary, source, report, self._look_through)

    def condition(self, raw: Raw) -> Expression:
        """The meaning of *raw* as something true or false; a stand-in where it is wrong."""
        match raw:
            case RawTruth(value, span):
                return Truth(value, span)
            case RawWord():
                return self._alone(raw)
            case RawNot(part, span):
                return Not(self.condition(part), span)
            case RawJoin(word, parts, span):
                join = And if word == "and" else Or
                return join(tuple(self.condition(part) for part in parts), span)
            case RawComparison():
                return self._chain(raw)
            case RawIn():
                return self._membership(raw)
            case RawNumber() | RawArithmetic() | RawMinus():
                self._report.add("R026", raw.span, word=self._text(raw))
                self._look_through(raw)
            case RawBroken():
                self._look_through(raw)
        return Truth(True, raw.span)

    def _text(self, raw: Raw) -> str:
        return in_short(self._source[raw.span.start : raw.span.end])

    def _alone(self, raw: RawWord) -> Expression:
        fact = self._vocabulary.fact(raw.name)
        if fact is not None and fact.type == "bool":
            return BoolFact(fact.name, self._vocabulary.index(fact.name), raw.span)
        if fact is not None or self._vocabulary.parameter(raw.name) is not None:
            self._report.add("R026", raw.span, word=in_short(raw.name))
        else:
            self._arithmetic.no_number(raw)
        return Truth(True, raw.span)

    def _look_through(self, raw: Raw) -> None:
        """Report what is wrong inside *raw*, whose own meaning is lost already.

        The middle of a chain is met twice, so a part is looked through only the first time: in chains
        within chains the work would double with every one.
        """
        if id(raw) in self._looked_through:
            return
        self._looked_through[id(raw)] = raw
        match raw:
            case RawWord(name):
                if not self._arithmetic.is_known(name):
                    self._arithmetic.no_number(raw)
            case RawNot() | RawJoin() | RawComparison() | RawIn():
                self.condition(raw)
            case _:
                for part in parts_of(raw):
                    self._look_through(part)

    def _chain(self, raw: RawComparison) -> Expression:
        if any(isinstance(operand, RawBroken) for operand in raw.operands):
            for operand in raw.operands:
                self._look_through(operand)
            return Truth(True, raw.span)
        signs = set(raw.signs)
        if len(raw.signs) > 1 and not (signs <= _UPWARD or signs <= _DOWNWARD):
            self._report.add("R023", raw.span)
        pairs = [
            self._pair(left, cast(Operator, sign), right, Span(left.span.start, right.span.end))
            for left, sign, right in zip(raw.operands, raw.signs, raw.operands[1:], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else And(tuple(pairs), raw.span)

    def _pair(self, left: Raw, sign: Operator, right: Raw, span: Span) -> Expression:
        fact, other = self._fact_of_words(left), right
        fact_right = self._fact_of_words(right)
        if fact is None and fact_right is None and sign in _EQUALITY:
            fact = self._fact_meant(left, right)
            fact_right = None if fact is not None else self._fact_meant(right, left)
        if fact_right is not None and (fact is None or _is_value(left, fact_right)):
            fact, other = fact_right, left
        if fact is None and (isinstance(left, RawTruth) or isinstance(right, RawTruth)):
            self._compared_with_truth(left, sign, right, span)
            return Truth(True, span)
        if fact is None:
            return self._arithmetic.comparison(left, sign, right, span)
        if fact.type == "enum" and sign not in _EQUALITY:
            self._report.add("R028", span, fact=fact.name)
        word = self._word_for(fact, other)
        subject = FactValue(fact.name, self._vocabulary.index(fact.name), (left, right)[other is left].span)
        if other is left:
            return Comparison(sign, word, subject, span)
        return Comparison(sign, subject, word, span)

    def _compared_with_truth(self, left: Raw, sign: Operator, right: Raw, span: Span) -> None:
        truth, other = (right, left) if isinstance(right, RawTruth) else (left, right)
        fact = self._vocabulary.fact(other.name) if isinstance(other, RawWord) else None
        intended = None
        if fact is not None and fact.type == "bool" and sign in _EQUALITY and isinstance(truth, RawTruth):
            intended = fact.name if truth.value == (sign == "==") else f"not {fact.name}"
        self._report.add("R027", span, suggestion=intended, word=self._text(truth))
        self._look_through(other)

    def _fact_of_words(self, raw: Raw) -> Fact | None:
        fact = self._vocabulary.fact(raw.name) if isinstance(raw, RawWord) else None
        return fact if fact is not None and fact.is_word else None

    def _fact_meant(self, raw: Raw, other: Raw) -> Fact | None:
        """The fact that *raw* was perhaps meant to be, when *other* shows that its values are words.

        The unknown word is reported, so going on with a guess can only find more.
        """
        if not (isinstance(raw, RawWord) and isinstance(other, RawWord)):
            return None
        if other.name in self._vocabulary.names or self._arithmetic.is_known(raw.name) or "." in raw.name:
            return None
        suggestion = self._arithmetic.no_number(raw)
        fact = self._vocabulary.fact(suggestion) if suggestion is not None else None
        return fact if fact is not None and fact.is_word else None

    def _word_for(self, fact: Fact, raw: Raw) -> Number:
        """The value of *fact* that *raw* names, or a fact with the same values; -1 where it is wrong."""
        if not isinstance(raw, RawWord):
            self._report.add("R029", raw.span, fact=fact.name, range=fact.range_in_words)
            self._look_through(raw)
            return Constant(-1, raw.span)
        if raw.name in fact.values:
            return Constant(fact.values.index(raw.name), raw.span)
        other = self._vocabulary.fact(raw.name)
        if other is not None and (other.type, other.values) == (fact.type, fact.values):
            return FactValue(other.name, self._vocabulary.index(other.name), raw.span)
        if other is not None or self._vocabulary.parameter(raw.name) is not None:
            self._report.add("R029", raw.span, fact=fact.name, range=fact.range_in_words)
        elif "." in raw.name:
            self._arithmetic.no_number(raw)
        else:
            word, values = in_short(raw.name), fact.values
            self._report.add("R015", raw.span, choices=values, word=word, fact=fact.name, range=", ".join(values))
        return Constant(-1, raw.span)

    def _membership(self, raw: RawIn) -> Expression:
        fact = self._fact_of_words(raw.item)
        if fact is None and raw.members:
            fact = self._fact_meant(raw.item, raw.members[0])
        item, values = self._words_in(fact, raw) if fact is not None else self._arithmetic.numbers_in(raw)
        for index, value in enumerate(values):
            if value is not None and value in values[:index]:
                self._report.add("R022", raw.members[index].span, word=self._text(raw.members[index]))
        member = Membership(item, tuple(value for value in values if value is not None), raw.span)
        return Not(member, raw.span) if raw.negated else member

    def _words_in(self, fact: Fact, raw: RawIn) -> tuple[Number, list[int | None]]:
        values: list[int | None] = []
        for member in raw.members:
            word = self._word_for(fact, member)
            if isinstance(word, FactValue):
                self._report.add("R021", member.span)
            values.append(word.value if isinstance(word, Constant) and word.value >= 0 else None)
        return FactValue(fact.name, self._vocabulary.index(fact.name), raw.item.span), values


def _is_value(raw: Raw, fact: Fact) -> bool:
    return isinstance(raw, RawWord) and raw.name in fact.values

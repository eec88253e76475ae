"""Puts the pieces of one line into the shape of a sentence, by binding power (Pratt). Knows no vocabulary.

After a mistake it goes on with the next piece that can begin something, so that one reading finds
all mistakes. Every loop takes at least one piece a turn, and depth is limited, so it always ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from ruwaard_sim.errors import nearest
from ruwaard_sim.rules.language.diagnostics import Diagnostics
from ruwaard_sim.rules.language.lexer import COMPARISONS, Token
from ruwaard_sim.rules.language.messages import KEYWORDS, in_short
from ruwaard_sim.rules.language.syntax_tree import Span

DEEPEST: Final = 40
"""No part of a condition lies deeper than this in brackets, signs and terms of a sum."""


@dataclass(frozen=True, slots=True)
class RawNumber:
    """A number, as its digits are written."""

    value: int
    span: Span


@dataclass(frozen=True, slots=True)
class RawWord:
    """A word that may be a fact, a parameter or a value."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class RawTruth:
    """The constant ``true`` or ``false``."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class RawMinus:
    """A minus sign before one term."""

    term: Raw
    span: Span


@dataclass(frozen=True, slots=True)
class RawArithmetic:
    """``+``, ``-`` or ``*`` between two terms."""

    sign: str
    left: Raw
    right: Raw
    span: Span


@dataclass(frozen=True, slots=True)
class RawComparison:
    """Two or more operands with a comparison sign between each two."""

    operands: tuple[Raw, ...]
    signs: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RawIn:
    """``item in {members}``, or ``not in``."""

    item: Raw
    members: tuple[Raw, ...]
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class RawNot:
    """The negation ``not part``."""

    part: Raw
    span: Span


@dataclass(frozen=True, slots=True)
class RawJoin:
    """Parts joined by ``and`` or ``or`` (*word*)."""

    word: str
    parts: tuple[Raw, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RawBroken:
    """Something already reported; *parts* can still be looked through for unknown words."""

    parts: tuple[Raw, ...]
    span: Span


Raw: TypeAlias = (
    RawNumber | RawWord | RawTruth | RawMinus | RawArithmetic | RawComparison | RawIn | RawNot | RawJoin | RawBroken
)

_NOT: Final = 3
_COMPARE: Final = 4
_MINUS: Final = 7
_POWER: Final = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(COMPARISONS, _COMPARE),
    "in": _COMPARE,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
}
_BEGINNINGS: Final = frozenset({"number", "word", "wrong", "true", "false", "not", "-", "("})
_CLOSING: Final = {"(": ")", "{": "}", "[": "]"}


class TooDeepError(Exception):
    """The condition goes deeper than :data:`DEEPEST`; never leaves this package."""


class Grammar:
    """Reads the pieces of one line; :meth:`sentence` is the whole of it."""

    def __init__(self, pieces: Sequence[Token], report: Diagnostics) -> None:
        self._pieces = pieces
        self._report = report
        self._place = 0
        self._depth = 0

    def sentence(self) -> Raw:
        """Everything on the line. Raises TooDeepError; anything else wrong is in the report."""
        if self._current.kind == "end":
            return RawBroken((), self._current.span)
        parts = [self._expression(0)]
        leftover = False
        while (token := self._current).kind != "end":
            if token.kind in (")", "}", "]"):
                self._report.add("R019", token.span, word=token.text)
                self._take()
                parts[-1] = self._continued(parts[-1], 0)
            else:
                if not leftover:
                    self._leftover(token)
                leftover = True
                if token.kind not in _BEGINNINGS:
                    self._take()
            if self._current.kind in _BEGINNINGS:
                parts.append(self._expression(0))
        sentence = _broken(parts) if len(parts) > 1 else parts[0]
        if _depth(sentence) > DEEPEST:
            raise TooDeepError
        return sentence

    @property
    def _current(self) -> Token:
        return self._pieces[self._place]

    def _take(self) -> Token:
        token = self._current
        if token.kind != "end":
            self._place += 1
        return token

    def _leftover(self, token: Token) -> None:
        intended = nearest(token.text.casefold(), KEYWORDS) if token.kind == "word" else None
        self._report.add("R018", token.span, suggestion=intended, word=in_short(token.text))

    def _expression(self, power: int) -> Raw:
        """The longest expression from here whose signs all bind more tightly than *power*."""
        return self._continued(self._beginning(), power)

    def _inner(self, power: int) -> Raw:
        """An expression within another one, and so a step deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooDeepError
        inner = self._expression(power)
        self._depth -= 1
        return inner

    def _continued(self, left: Raw, power: int) -> Raw:
        while self._power_of_next() > power:
            left = self._continuation(left)
        return left

    def _power_of_next(self) -> int:
        if self._current.kind == "not":
            after = self._pieces[self._place + 1]
            return _COMPARE if after.kind == "in" else 0
        return _POWER.get(self._current.kind, 0)

    def _beginning(self) -> Raw:
        token = self._current
        if token.kind not in _BEGINNINGS:
            return self._nothing(token)
        self._take()
        match token.kind:
            case "number":
                return RawNumber(int(token.text), token.span)
            case "word":
                return self._call(token) if self._current.kind == "(" else RawWord(token.text, token.span)
            case "true" | "false":
                return RawTruth(token.kind == "true", token.span)
            case "not":
                part = self._inner(_NOT)
                return RawNot(part, _from_to(token.span, part.span))
            case "-":
                term = self._inner(_MINUS)
                return RawMinus(term, _from_to(token.span, term.span))
            case "(":
                return self._brackets(token)
            case _:
                return RawBroken((), token.span)

    def _nothing(self, token: Token) -> Raw:
        """A placeholder for what is missing before *token*; a set that stands alone is consumed completely."""
        if token.kind == "{":
            self._report.add("R021", token.span)
            return _broken([RawBroken((), token.span), *self._members(self._take())])
        self._report.add("R017", token.span)
        return RawBroken((), token.span)

    def _brackets(self, opening: Token) -> Raw:
        inside = [self._inner(0)]
        while self._current.kind not in (")", "end"):
            if len(inside) == 1:
                self._leftover(self._current)
            if self._current.kind not in _BEGINNINGS:
                self._take()
            inside.append(self._inner(0) if self._current.kind in _BEGINNINGS else RawBroken((), self._current.span))
        if self._current.kind == "end":
            self._report.add("R019", opening.span, word=opening.text)
            return _broken(inside)
        span = _from_to(opening.span, self._take().span)
        return replace(inside[0] if len(inside) == 1 else _broken(inside), span=span)

    def _call(self, name: Token) -> Raw:
        self._report.add("R011", name.span, word=in_short(name.text))
        arguments = self._members(self._take())
        return _broken([RawBroken((), name.span), *arguments])

    def _continuation(self, left: Raw) -> Raw:
        """*left* with the sign that follows it and what belongs to that."""
        kind = self._current.kind
        if kind in ("and", "or"):
            return self._join(left, kind)
        if kind in COMPARISONS:
            return self._comparison(left)
        if kind in ("in", "not"):
            return self._membership(left)
        self._take()
        right = self._expression(_POWER[kind])
        if kind == "/":
            return _broken([left, right])
        return RawArithmetic(kind, left, right, _from_to(left.span, right.span))

    def _join(self, left: Raw, word: str) -> Raw:
        parts = [left]
        while self._current.kind == word:
            self._take()
            parts.append(self._expression(_POWER[word]))
        return RawJoin(word, tuple(parts), _from_to(left.span, parts[-1].span))

    def _comparison(self, left: Raw) -> Raw:
        operands, signs = [left], []
        while self._current.kind in COMPARISONS:
            signs.append(self._take().kind)
            operands.append(self._expression(_COMPARE))
        return RawComparison(tuple(operands), tuple(signs), _from_to(left.span, operands[-1].span))

    def _membership(self, left: Raw) -> Raw:
        negated = self._take().kind == "not"
        if negated:
            self._take()
        opening = self._current
        if opening.kind in _CLOSING:
            if opening.kind != "{":
                self._report.add("R021", opening.span)
            members = self._members(self._take())
            if not members:
                self._report.add("R021", opening.span)
        else:
            members = [self._expression(_COMPARE)]
            self._report.add("R021", members[0].span)
        end = self._pieces[self._place - 1].span
        return RawIn(left, tuple(members), negated, _from_to(left.span, end))

    def _members(self, opening: Token) -> list[Raw]:
        """The values up to the bracket that closes *opening* (already taken)."""
        members: list[Raw] = []
        while self._current.kind != _CLOSING[opening.kind]:
            if self._current.kind == "end":
                self._report.add("R019", opening.span, word=opening.text)
                return members
            if self._current.kind not in _BEGINNINGS:
                self._report.add("R017", self._current.span)
                self._take()
                continue
            members.append(self._inner(0))
            if self._current.kind == ",":
                self._take()
            elif self._current.kind in _BEGINNINGS:
                self._leftover(self._current)
        self._take()
        return members


def parts_of(raw: Raw) -> tuple[Raw, ...]:
    """The direct parts of *raw*, from left to right."""
    match raw:
        case RawMinus():
            return (raw.term,)
        case RawArithmetic():
            return (raw.left, raw.right)
        case RawComparison():
            return raw.operands
        case RawIn():
            return (raw.item, *raw.members)
        case RawNot():
            return (raw.part,)
        case RawJoin() | RawBroken():
            return raw.parts
        case RawNumber() | RawWord() | RawTruth():
            return ()


def _depth(raw: Raw) -> int:
    """The depth of nested parts, counted without recursion."""
    depth, level = 0, [raw]
    while level:
        depth, level = depth + 1, [part for outer in level for part in parts_of(outer)]
    return depth


def _from_to(first: Span, last: Span) -> Span:
    return Span(first.start, max(first.end, last.end))


def _broken(parts: Sequence[Raw]) -> RawBroken:
    return RawBroken(tuple(parts), _from_to(parts[0].span, parts[-1].span))

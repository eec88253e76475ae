"""Cuts the text of a condition into words, numbers and signs. Knows no grammar.

Signs and words of other languages are reported and understood, so that reading goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ruwaard_sim.rules.language.diagnostics import Diagnostics
from ruwaard_sim.rules.language.messages import FOREIGN, KEYWORDS, in_short
from ruwaard_sim.rules.language.syntax_tree import Span

COMPARISONS: Final = ("==", "!=", "<", "<=", ">", ">=")

_WRONG_SIGNS: Final = {
    "=": ("R005", "=="),
    "&&": ("R006", "and"),
    "&": ("R006", "and"),
    "||": ("R006", "or"),
    "|": ("R006", "or"),
    "!": ("R006", "not"),
    "===": ("R008", "=="),
    "!==": ("R008", "!="),
    "=!": ("R008", "!="),
    "<>": ("R008", "!="),
    "≠": ("R008", "!="),
    "=<": ("R008", "<="),
    "≤": ("R008", "<="),
    "=>": ("R008", ">="),
    "≥": ("R008", ">="),
    "//": ("R009", "/"),
    "/": ("R009", "/"),
    "%": ("R009", "/"),
    "÷": ("R009", "/"),
    "**": ("R010", "*"),
}
_SIGNS: Final = sorted([*_WRONG_SIGNS, *COMPARISONS, *"+-*(){}[],"], key=len, reverse=True)
_NO_SUGGESTION: Final = ("R009", "R010")

_PIECE: Final = re.compile(
    rf"""
      (?P<break>[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+)
    | (?P<space>\s+)
    | (?P<quoted>(?P<quote>['"`´‘’“”„«»])(?P<inside>[^'"`´‘’“”„«»\n]*)['"`´‘’“”„«»])
    | (?P<decimal>[0-9]*\.[0-9][\w.]*|[0-9]+,[0-9][\w.,]*)
    | (?P<digits>[0-9]\w*)
    | (?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
    | (?P<sign>{"|".join(re.escape(sign) for sign in _SIGNS)})
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN_DIGITS: Final = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: *kind* is number, word, wrong (unreadable), end, or the sign or keyword itself."""

    kind: str
    text: str
    span: Span


def tokens(source: str, offset: int, report: Diagnostics) -> list[Token]:
    """The pieces of one line that starts at *offset* of the joined source, closed by an ``end`` piece.

    What cannot be used is put in *report* and replaced by what was probably meant, or left out.
    """
    pieces: list[Token] = []
    lists: list[bool] = []
    position = 0
    while position < len(source):
        match = _match(source, position, in_list=bool(lists) and lists[-1])
        span = Span(offset + position, offset + match.end())
        pieces.extend(_token(match, span, report))
        if match["sign"] in ("(", "{", "["):
            lists.append(match["sign"] != "(" or (len(pieces) > 1 and pieces[-2].kind in ("word", "in")))
        elif match["sign"] in (")", "}", "]") and lists:
            lists.pop()
        position = match.end()
    last = offset + len(source)
    return [*pieces, Token("end", "", Span(last, last))]


def _match(source: str, position: int, *, in_list: bool) -> re.Match[str]:
    """The next piece. Between values of a list a comma separates; elsewhere ``2,5`` is one decimal number."""
    match = _PIECE.match(source, position)
    assert match is not None, "the last alternative takes any character"
    decimal = match["decimal"]
    if in_list and decimal is not None and "," in decimal:
        match = _PIECE.match(source, position, position + decimal.index(","))
        assert match is not None, "a decimal number begins with a digit"
    return match


def _token(match: re.Match[str], span: Span, report: Diagnostics) -> Iterator[Token]:
    text = match[0]
    match match.lastgroup:
        case "break":
            report.add("R025", span)
        case "quoted":
            inside = match["inside"].strip()
            readable = inside.isidentifier()
            report.add("R002", span, suggestion=in_short(inside) if readable else None)
            yield Token("word" if readable else "wrong", inside, span)
        case "decimal":
            report.add("R003", span, word=in_short(text))
            yield Token("wrong", text, span)
        case "digits":
            yield _digits(text, span, report)
        case "word":
            yield _word(text, span, report)
        case "sign":
            yield _sign(text, span, report)
        case "other":
            report.add("R001", span, word=in_short(text))


def _digits(text: str, span: Span, report: Diagnostics) -> Token:
    if _PLAIN_DIGITS.fullmatch(text):
        return Token("number", text, span)
    too_long = text.isascii() and text.isdigit()
    report.add("R013" if too_long else "R004", span, word=in_short(text))
    return Token("wrong", text, span)


def _word(text: str, span: Span, report: Diagnostics) -> Token:
    if text in KEYWORDS:
        return Token(text, text, span)
    intended = FOREIGN.get(text.casefold())
    if intended is None:
        return Token("word", text, span)
    report.add("R007", span, suggestion=intended)
    return Token(intended, text, span)


def _sign(text: str, span: Span, report: Diagnostics) -> Token:
    if text not in _WRONG_SIGNS:
        return Token(text, text, span)
    code, intended = _WRONG_SIGNS[text]
    report.add(code, span, suggestion=None if code in _NO_SUGGESTION else intended, word=text)
    return Token(intended, text, span)

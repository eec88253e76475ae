"""Reads a condition: from one line, or a list of lines that must all hold, to a checked tree.

The text is never handed to Python's own parser, and no text makes this raise anything but
:class:`~ruwaard_sim.rules.language.diagnostics.ConditionError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ruwaard_sim.rules.language.diagnostics import ConditionError, ConditionProblem, Diagnostics
from ruwaard_sim.rules.language.lexer import tokens
from ruwaard_sim.rules.language.officer_phrases import in_the_language
from ruwaard_sim.rules.language.parser import Grammar, TooDeepError
from ruwaard_sim.rules.language.syntax_tree import And, Condition, Expression, Span, Truth
from ruwaard_sim.rules.language.type_checker import TypeChecker
from ruwaard_sim.rules.language.vocabulary import Vocabulary

_WHOLE: Final = ("R016",)
"""Problems of which the suggestion says less than what the whole line probably means."""
LONGEST: Final = 4000
"""A condition has at most this many characters, all its lines together."""


def parse(written: str | Sequence[str], vocabulary: Vocabulary) -> Condition:
    """The condition *written*, in the words of *vocabulary*.

    A list of lines means that every line must hold. Raises ConditionError with all problems at once; of a line that is
    written as people speak there is one, with what was probably meant.
    """
    lines = [written] if isinstance(written, str) else list(written)
    try:
        return _read(lines, vocabulary)
    except ConditionError as error:
        raise ConditionError(_one_a_cause(error.problems, lines, vocabulary)) from None


def _one_a_cause(
    problems: Sequence[ConditionProblem], lines: Sequence[str], vocabulary: Vocabulary
) -> list[ConditionProblem]:
    """The *problems*, but for each line of which it is clear what was meant only the first, with that."""
    by_line: dict[int, list[ConditionProblem]] = {}
    for problem in problems:
        by_line.setdefault(problem.line, []).append(problem)
    told = []
    for number, found in by_line.items():
        first = found[0]
        intended = _intended(lines[number], vocabulary) if number < len(lines) else None
        if intended is None or (len(found) == 1 and first.suggestion is not None and first.code not in _WHOLE):
            told += found
        else:
            told.append(replace(first, suggestion=intended))
    return told


def _intended(line: str, vocabulary: Vocabulary) -> str | None:
    """A condition that *line* probably means; None where that is not clear."""
    text = in_the_language(line, vocabulary)
    if text.split() == line.split():
        return None
    try:
        _read([text], vocabulary)
    except ConditionError:
        return None
    return text


def _read(lines: Sequence[str], vocabulary: Vocabulary) -> Condition:
    source = "\n".join(lines)
    report = Diagnostics(lines)
    full_span = Span(0, len(source))
    if len(source) > LONGEST:
        report.add("R024", full_span)
    elif not lines:
        report.add("R020", full_span)
    report.raise_if_any()
    checker = TypeChecker(vocabulary, source, report)
    parts: list[Expression] = []
    offset = 0
    for line in lines:
        parts.append(_line(line, offset, checker, report))
        offset += len(line) + 1
    report.raise_if_any()
    return Condition(parts[0] if len(parts) == 1 else And(tuple(parts), full_span), source)


def _line(line: str, offset: int, checker: TypeChecker, report: Diagnostics) -> Expression:
    line_span = Span(offset, offset + len(line))
    pieces = tokens(line, offset, report)
    if len(pieces) == 1:
        if not any(line_span.start <= span.start < line_span.end for span in report.entries):
            report.add("R020", line_span)
        return Truth(True, line_span)
    try:
        return checker.condition(Grammar(pieces, report).sentence())
    except TooDeepError:
        report.add("R024", line_span)
        return Truth(True, line_span)

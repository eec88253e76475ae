"""The problems of a condition, each at its place: gathered while reading goes on, shown all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from ruwaard_sim.errors import Mark, Problem, UsageError, joined_lines, nearest
from ruwaard_sim.rules.language.messages import message
from ruwaard_sim.rules.language.syntax_tree import Span
from ruwaard_sim.text import Lang, Text

MOST_PROBLEMS = 20
"""Of one condition no more problems than this are shown."""


@dataclass(frozen=True, slots=True)
class ConditionProblem:
    """One thing wrong from character *start* up to *end* (from 0) of line *line* (from 0) of a condition.

    A condition that is one string has only line 0. *code* is stable, *suggestion* is what was perhaps meant.
    """

    start: int
    end: int
    code: str
    text: Text
    suggestion: str | None = None
    line: int = 0

    def say(self, lang: Lang = "nl") -> str:
        """The code, the message and what was perhaps meant, on one line; columns count from 1."""
        return self.at(Mark("", self.line + 1, 1)).say(lang).removeprefix(":")

    def at(self, first: Mark) -> Problem:
        """The same problem placed in a file; *first* is where the first character of its line stands."""
        mark = Mark(first.file, first.line, first.column + self.start)
        return Problem(mark, self.code, self.text, suggestion=self.suggestion)


class ReadingError(UsageError):
    """A text cannot be read; *problems* holds all that is wrong, in the order of the text."""

    def __init__(self, problems: Iterable[ConditionProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(joined_lines(self.problems))


class ConditionError(ReadingError):
    """A text is not a condition."""


@dataclass(slots=True)
class Diagnostics:
    """Gathers the problems of one condition whose *lines* are joined by newlines.

    Of one place only the first problem is kept: what follows from it helps nobody.
    """

    lines: Sequence[str]
    entries: dict[Span, tuple[str, Text, str | None]] = field(default_factory=dict)

    def add(
        self,
        code: str,
        span: Span,
        *,
        suggestion: str | None = None,
        choices: Iterable[str] = (),
        **words: str,
    ) -> str | None:
        """Note problem *code* at *span* of the joined lines, and return what was perhaps meant.

        Without a *suggestion*, the nearest of *choices* to ``word`` is suggested.
        """
        if span in self.entries or len(self.entries) >= MOST_PROBLEMS:
            return None
        if suggestion is None and "word" in words:
            suggestion = nearest(words["word"].casefold(), choices)
        self.entries[span] = (code, message(code, **words), suggestion)
        return suggestion

    def raise_if_any(self) -> None:
        """Raise :class:`ConditionError` with everything found, if anything was."""
        if self.entries:
            problems = [self._located(span, *details) for span, details in sorted(self.entries.items())]
            raise ConditionError(problems)

    def _located(self, span: Span, code: str, text: Text, suggestion: str | None) -> ConditionProblem:
        starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        line = max(number for number, start in enumerate(starts[:-1] or [0]) if start <= span.start)
        return ConditionProblem(span.start - starts[line], span.end - starts[line], code, text, suggestion, line)

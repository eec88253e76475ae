"""What went wrong with what the user gave us: located problems, and the exit code each failure has.

A problem is a letter to a colleague: where, what, perhaps meant. All problems of a command
are gathered and shown at once. This module prints nothing; the command line does.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from ruwaard_sim.text import Lang, Text

Severity = Literal["error", "warning", "remark"]
"""An error stops a run, a warning is shown, a remark is there for whoever asks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file. *line* and *column* count from 1, in characters."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place. *code* is stable; *text* says what; *suggestion* is the nearest known word."""

    mark: Mark
    code: str
    text: Text
    severity: Severity = "error"
    suggestion: str | None = None

    def say(self, lang: Lang = "nl") -> str:
        """``file:line:column: code message (did you mean …?)``."""
        where = f"{self.mark.file}:{self.mark.line}:{self.mark.column}"
        hint = ""
        if self.suggestion is not None:
            hint = Text(" (bedoelde u '{}'?)", " (did you mean '{}'?)").say(lang).format(self.suggestion)
        return f"{where}: {self.code} {self.text.say(lang)}{hint}"

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Problems are shown file by file, from top to bottom."""
        return (self.mark.file, self.mark.line, self.mark.column, self.code)


class RuwaardError(Exception):
    """A failure with an exit code and a message for people, in two languages."""

    exit_code = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text.nl)
        self.text = text


class InputError(RuwaardError):
    """The input is wrong: nothing was run and nothing was written (exit code 2)."""

    exit_code = 2

    def __init__(self, problems: Iterable[Problem]) -> None:
        unique = dict.fromkeys(sorted(problems, key=lambda problem: problem.order))
        self.problems: tuple[Problem, ...] = tuple(unique)
        super().__init__(
            Text(
                "\n".join(problem.say("nl") for problem in self.problems),
                "\n".join(problem.say("en") for problem in self.problems),
            )
        )


class UsageError(RuwaardError):
    """A command or a call was given something it cannot use (exit code 2)."""

    exit_code = 2


class FolderError(RuwaardError):
    """A result folder is damaged, or is not one of ours (exit code 5)."""

    exit_code = 5


class DiskError(RuwaardError):
    """The results could not be written (exit code 6)."""

    exit_code = 6


@dataclass(slots=True)
class Findings:
    """Collects problems while reading goes on, so that all of them are shown at once."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        mark: Mark,
        code: str,
        text: Text,
        *,
        suggestion: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note one problem at *mark*."""
        self.problems.append(Problem(mark, code, text, severity, suggestion))

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a run; warnings do not."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def raise_if_any(self) -> None:
        """Raise :class:`InputError` with everything found, if there is at least one error."""
        if self.errors:
            raise InputError(self.problems)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The known word that looks most like *word*, or None when none comes close."""
    close = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return close[0] if close else None

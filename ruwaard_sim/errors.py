"""Problems in the input, each with its place in a file, and failures with their exit codes.

A problem says where, what, and what was perhaps meant. All problems of a command are collected
and shown together. This module prints nothing; the command line does.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

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
    """A problem at one place. *code* never changes; *suggestion* is the nearest valid word."""

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
        """The sort key: file by file, from top to bottom."""
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
        super().__init__(joined_lines(self.problems))


class Sayable(Protocol):
    """Anything with a sentence in both languages."""

    def say(self, lang: Lang = "nl") -> str:
        """The sentence in *lang*."""
        ...


def joined_lines(problems: Iterable[Sayable]) -> Text:
    """Return a text with one line per problem."""
    problems = tuple(problems)
    return Text(
        "\n".join(problem.say("nl") for problem in problems), "\n".join(problem.say("en") for problem in problems)
    )


class UsageError(RuwaardError):
    """A command or a call has an argument that it cannot use (exit code 2)."""

    exit_code = 2


class ImpossibleCaseError(RuwaardError):
    """A run met someone who, by the rules, cannot exist, so that no proof is about them (exit code 2)."""

    exit_code = 2

    def __reduce__(self) -> tuple[type[ImpossibleCaseError], tuple[Text]]:
        """It travels from the process that met them."""
        return (type(self), (self.text,))


class FolderError(RuwaardError):
    """A result folder is damaged, or is not one of ours (exit code 5)."""

    exit_code = 5


class DiskError(RuwaardError):
    """The results could not be written (exit code 6)."""

    exit_code = 6


@dataclass(slots=True)
class Findings:
    """Collects problems during reading, so that all are shown together."""

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
        """The problems that stop a run: those with severity error."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def raise_if_any(self) -> None:
        """Raise :class:`InputError` with all problems if at least one is an error."""
        if self.errors:
            raise InputError(self.problems)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most similar to *word*; None if none is close."""
    close = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return close[0] if close else None

"""Output of the commands: results to standard output, messages to standard error, in the reader's language.

It prints; what there is to say comes from elsewhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import sys
import textwrap
import traceback
from collections.abc import Iterable, Sequence

import click

from ruwaard_sim.errors import DiskError, Problem, nearest
from ruwaard_sim.text import Lang, Text

WIDTH_IN_A_PIPE = 80
NARROWEST, WIDEST = 40, 120


def width() -> int:
    """The columns to write in: those of the terminal, within bounds."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDTH_IN_A_PIPE, 24)).columns))


def colour() -> bool:
    """True when standard output is a terminal with colours, and NO_COLOR is not set."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def show(text: str) -> None:
    """Write to standard output. Raises DiskError when the disk is full; a reader that stops early is no error.

    Nor is output that was closed beforehand: then the exit code or the result folder is what counts.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
    except OSError as error:
        _let_go_of_output()
        why = error.strerror or str(error)
        raise DiskError(
            Text(f"De uitvoer kon niet worden geschreven ({why}).", f"The output could not be written ({why}).")
        ) from error


def show_text(text: str) -> None:
    """Write sentences to standard output, in a terminal no wider than that: a line that is too long goes on below.

    In a pipe lines stay whole, for who searches or counts them, unless COLUMNS says how wide they may be.
    """
    fits = sys.stdout is None or not (sys.stdout.isatty() or os.environ.get("COLUMNS"))
    show(text if fits else wrapped(text, width()))


def wrapped(text: str, columns: int) -> str:
    """*text* with lines of at most so many *columns*, broken between words; what goes on is indented by two more.

    A word that is wider stays whole, as a path does.
    """
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        narrow = indent if len(indent) <= columns // 2 else ""
        lines += (
            textwrap.wrap(
                line, columns, subsequent_indent=f"{narrow}  ", break_long_words=False, break_on_hyphens=False
            )
            or [""]
            if len(line) > columns
            else [line]
        )
    return "\n".join(lines)


def _let_go_of_output() -> None:
    """Discard what is still to be flushed, so that exiting raises no second error."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_json(value: object) -> None:
    """Write *value* to standard output as one JSON object."""
    show(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def remark(text: Text, lang: Lang) -> None:
    """Write a message to standard error."""
    with contextlib.suppress(OSError):
        click.echo(text.say(lang), err=True)


def problem_object(problem: Problem, lang: Lang) -> dict[str, object]:
    """A problem as plain data, as documented for ``--json``."""
    return {
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.text.say(lang),
        "suggestion": problem.suggestion,
    }


def failure_object(code: int, text: Text, problems: Iterable[Problem], lang: Lang) -> dict[str, object]:
    """A failure as plain data: what ``--json`` prints in place of a result."""
    problem_objects = [problem_object(problem, lang) for problem in problems]
    return {"error": {"exit_code": code, "message": text.say(lang), "problems": problem_objects}}


def about_bug(error: Exception) -> Text:
    """Report a bug: not the user's fault, with the line of code."""
    frames = traceback.walk_tb(error.__traceback__)
    places = [f"{frame.f_globals.get('__name__')}:{line}" for frame, line in frames]
    ours = [module for module in places if module.startswith("ruwaard_sim.")]
    where = (ours or places)[-1]
    return Text(
        f"Dit is een fout in het programma, niet in uw invoer: {type(error).__name__} in {where}. "
        "De regels hierboven helpen om hem te vinden; stuur ze mee als u de fout meldt.",
        f"This is a bug in the program, not in your input: {type(error).__name__} in {where}. "
        "The lines above help to find it; send them along when you report it.",
    )


def about_usage(error: click.ClickException) -> Text:
    """Explain a wrong option or argument in the reader's language."""
    english = dutch = error.format_message()
    if isinstance(error, click.NoSuchOption):
        dutch = f"Onbekende optie {error.option_name}"
        if error.possibilities:
            dutch += f" (bedoelde u {sorted(error.possibilities)[0]}?)"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        option = isinstance(error.param, click.Option)
        dutch = f"{error.param.opts[0] if option else error.param.human_readable_name} ontbreekt"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        dutch = f"{error.param.opts[0]}: {error.message}"
        if isinstance(error.param.type, click.Choice):
            typed = error.message.partition(" is not ")[0]
            choices = " of ".join(f"'{choice}'" for choice in error.param.type.choices)
            dutch = f"{error.param.opts[0]}: {typed} kan niet; kies {choices}"
    elif isinstance(error, click.BadOptionUsage):
        no = "g" if "does not take" in english else ""
        dutch = f"Bij {error.option_name} hoort {no}een waarde"
    elif (extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)\.?", english)) is not None:
        dutch = f"Dit is te veel: {extra[1]}"
    return Text(f"{_ended(dutch)} Zie ruwaard-sim --help.", f"{_ended(english)} See ruwaard-sim --help.")


def about_command(word: str, commands: Iterable[str]) -> Text:
    """Explain that *word* is no command, with the nearest of the *commands*."""
    suggested = nearest(word, commands)
    dutch, english = f"Er is geen opdracht '{word}'.", f"No such command '{word}'."
    if suggested is not None:
        dutch, english = f"{dutch} Bedoelde u '{suggested}'?", f"{english} Did you mean '{suggested}'?"
    return Text(f"{dutch} Zie ruwaard-sim --help.", f"{english} See ruwaard-sim --help.")


def _ended(sentence: str) -> str:
    """*sentence* with a single full stop, question or exclamation mark at its end."""
    return sentence if sentence.endswith("?") else f"{sentence.rstrip('.')}."


def problem_lines(problems: Sequence[Problem], lang: Lang) -> list[str]:
    """A line for each problem, errors last; with headings when there are also warnings."""
    warnings = [problem.say(lang) for problem in problems if problem.severity != "error"]
    errors = [problem.say(lang) for problem in problems if problem.severity == "error"]
    if not (warnings and errors):
        return warnings + errors
    first, second = Text("Waarschuwingen:", "Warnings:").say(lang), Text("Fouten:", "Errors:").say(lang)
    return [first, *warnings, second, *errors]


def about_warnings(warnings: int, files: Sequence[str]) -> Text:
    """Announce that a study runs despite *warnings*, and how to see them; *files* as given on the command line."""
    command = f"ruwaard-sim check {shlex.join(files)}"
    return Text(
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'} bij deze studie: zie {command}.",
        f"{warnings} {'warning' if warnings == 1 else 'warnings'} about this study: see {command}.",
    )


def about_check(problems: Sequence[Problem], files: int) -> Text:
    """The closing line of ``check``: how many files, errors and warnings."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    return Text(
        f"{files} {'bestand' if files == 1 else 'bestanden'} nagekeken: "
        f"{errors} {'fout' if errors == 1 else 'fouten'}, "
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}.",
        f"{files} {'file' if files == 1 else 'files'} checked: "
        f"{errors} {'error' if errors == 1 else 'errors'}, "
        f"{warnings} {'warning' if warnings == 1 else 'warnings'}.",
    )

"""How the program speaks: results to standard output, messages to standard error, in the reader's language.

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
import traceback
from collections.abc import Iterable, Sequence

import click

from ruwaard_sim.errors import DiskError, Problem, nearest
from ruwaard_sim.text import Lang, Text

WIDTH_IN_A_PIPE = 80
NARROWEST, WIDEST = 40, 120


def width() -> int:
    """How many columns there are to show something in."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDTH_IN_A_PIPE, 24)).columns))


def colour() -> bool:
    """Whether the reader has a terminal that shows colours, and wants them."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def show(text: str) -> None:
    """Write to standard output. A reader that has seen enough is no error; a full disk is (DiskError).

    Nor is an output that was closed beforehand: who does that wants the exit code, or what is written to a folder.
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


def _let_go_of_output() -> None:
    """Send what is still to be flushed nowhere, so that ending the program raises no second error."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_json(value: object) -> None:
    """Write *value* to standard output as one JSON object."""
    show(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def remark(text: Text, lang: Lang) -> None:
    """Say something on standard error."""
    with contextlib.suppress(OSError):
        click.echo(text.say(lang), err=True)


def problem_object(problem: Problem, lang: Lang) -> dict[str, object]:
    """Give a problem in the shape the command line promises."""
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
    """Give what a program gets in place of a result."""
    problem_objects = [problem_object(problem, lang) for problem in problems]
    return {"error": {"exit_code": code, "message": text.say(lang), "problems": problem_objects}}


def about_bug(error: Exception) -> Text:
    """Say that this is no fault of the user's, and where it was."""
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
    """Say what is wrong with the command itself."""
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
    """Say that *word* is no command, and which of the *commands* was perhaps meant."""
    suggested = nearest(word, commands)
    dutch, english = f"Er is geen opdracht '{word}'.", f"No such command '{word}'."
    if suggested is not None:
        dutch, english = f"{dutch} Bedoelde u '{suggested}'?", f"{english} Did you mean '{suggested}'?"
    return Text(f"{dutch} Zie ruwaard-sim --help.", f"{english} See ruwaard-sim --help.")


def _ended(sentence: str) -> str:
    """*sentence* with one mark at its end."""
    return sentence if sentence.endswith("?") else f"{sentence.rstrip('.')}."


def problem_lines(problems: Sequence[Problem], lang: Lang) -> list[str]:
    """A line for each problem, errors last, where the eye ends; with both kinds each has a heading."""
    warnings = [problem.say(lang) for problem in problems if problem.severity != "error"]
    errors = [problem.say(lang) for problem in problems if problem.severity == "error"]
    if not (warnings and errors):
        return warnings + errors
    first, second = Text("Waarschuwingen:", "Warnings:").say(lang), Text("Fouten:", "Errors:").say(lang)
    return [first, *warnings, second, *errors]


def about_warnings(warnings: int, files: Sequence[str]) -> Text:
    """That a study runs although there are *warnings* about it, and how to see them; *files* as they were given."""
    command = f"ruwaard-sim check {shlex.join(files)}"
    return Text(
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'} bij deze studie: zie {command}.",
        f"{warnings} {'warning' if warnings == 1 else 'warnings'} about this study: see {command}.",
    )


def about_check(problems: Sequence[Problem], files: int) -> Text:
    """How many files were checked, and what was found."""
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

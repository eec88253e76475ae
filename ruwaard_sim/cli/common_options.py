"""Shared by the commands: options, exit codes, and parsing of option values."""

from __future__ import annotations

import functools
import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from ruwaard_sim.errors import Problem, UsageError
from ruwaard_sim.report.console import remark, show, show_json, show_text
from ruwaard_sim.text import Lang, Text

if TYPE_CHECKING:
    from ruwaard_sim.study.runner import Failure

SHOWN_FAILURES = 5
WELL, BUG, WRONG_INPUT, SOME_FAILED, NOT_PRECISE, INTERRUPTED = 0, 1, 2, 3, 4, 130

RENAMED_OPTIONS = {("calibrate", "--draws"): "--tries", ("check", "--promises"): "--guarantees"}
"""The present spelling of an option, by command and its old spelling."""

P = ParamSpec("P")

by_year = click.option("--by-year", is_flag=True, help="Show the years apart as well.")
show_all = click.option("--all", "everything", is_flag=True, help="Show everything, also what is usually left out.")
whole_period = click.option(
    "--whole-period", is_flag=True, help="Also where variants differ from a later day on, the whole period."
)
neutral_effects = click.option(
    "--neutral-effects", is_flag=True, help="Arithmetic and waiting alone: nothing that is only believed."
)
draws_file = click.option(
    "--draws", metavar="FILE", help="Draw uncertain values: a file of draws, or the name of shipped ones."
)
jobs_number = click.option(
    "--jobs", metavar="J", help="Processes to use; as many as there are processors if not given."
)
study_file = click.option("--study", metavar="FILE", help="The study of the run, where it is no longer where it was.")
time_limit_option = click.option(
    "--time-limit", metavar="S", help="Seconds after which a replication is given up; an hour if not given."
)

Decorator = Callable[[Callable[..., int]], Callable[..., int]]


def seed_option(default: str | None = None, remark: str = "") -> Decorator:
    """``--seed S``; *remark* says what holds in one command only."""
    help_text = f"Seed of the random numbers, 0 or more{remark and f'; {remark}'}."
    return click.option("--seed", metavar="S", default=default, show_default=default is not None, help=help_text)


def replications_option(default: str | None = None, *, auto: bool = False) -> Decorator:
    """``--replications N``, which with *auto* may also be the word auto."""
    help_text = "How often to replicate" + ("; auto: until precise enough." if auto else ".")
    metavar = "N|auto" if auto else "N"
    return click.option(
        "--replications", metavar=metavar, default=default, show_default=default is not None, help=help_text
    )


def out_option(remark: str) -> Decorator:
    """``--out DIR``; *remark* says what is written where if it is not given."""
    return click.option("--out", metavar="DIR", help=f"Where to write; {remark}.")


def _show_help(context: click.Context, _: click.Parameter, requested: bool) -> None:
    if requested and not context.resilient_parsing:
        show(f"{context.get_help()}\n")
        context.exit()


help_option = click.help_option("-h", "--help", callback=_show_help)


def common(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that every command has."""

    @click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language.")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
    @click.option("--quiet", is_flag=True, help="No progress and no remarks.")
    @help_option
    @functools.wraps(command)
    def with_options(*args: P.args, **kwargs: P.kwargs) -> int:
        _refuse_empty(click.get_current_context())
        return command(*args, **kwargs)

    return with_options


def _refuse_empty(context: click.Context) -> None:
    """Raise UsageError for an empty name or path: as a path it would be the current folder."""
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        words = value if isinstance(value, tuple) else (value,)
        if (isinstance(parameter, click.Argument) or parameter.metavar == "FILE") and "" in words:
            name = (
                parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name.rstrip(".")
            )
            raise UsageError(
                Text(
                    f"{name}: dit is leeg; geef een naam of een pad.", f"{name}: this is empty; give a name or a path."
                )
            )


def about_renamed(error: click.NoSuchOption) -> Text | None:
    """Name the new spelling of an option; None unless an old spelling was used."""
    command = error.ctx.info_name if error.ctx is not None else None
    renamed = RENAMED_OPTIONS.get((command or "", error.option_name))
    if renamed is None:
        return None
    return Text(
        f"De optie {error.option_name} van {command} heet nu {renamed}. Zie ruwaard-sim {command} --help.",
        f"The option {error.option_name} of {command} is now called {renamed}. See ruwaard-sim {command} --help.",
    )


def whole_number(name: str, text: str | None) -> int | None:
    """Parse a whole number within the range of option *name*. Raises UsageError."""
    if text is None:
        return None
    from ruwaard_sim.study.runner import check_number

    if not re.fullmatch(r"[+-]?[0-9]{1,40}", text):
        raise UsageError(
            Text(
                f"{name}: '{text}' is geen geheel getal.",
                f"{name}: '{text}' is not a whole number.",
            )
        )
    return check_number(name, int(text))


def calendar_date(name: str, text: str | None) -> date | None:
    """Parse the date of option *name*, as ``2020-03-17``; None if it is not given. Raises UsageError."""
    if text is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(
        Text(
            f"{name}: '{text}' is geen datum; schrijf jaar, maand en dag, zoals 2020-03-17.",
            f"{name}: '{text}' is not a date; write year, month and day, as 2020-03-17.",
        )
    )


def new_folder(text: str | None) -> Path | None:
    """Parse the folder of --out; None if it is not given. Raises UsageError."""
    if text is not None and not text.strip():
        raise UsageError(
            Text(
                "--out: dit is leeg; noem een nieuwe map, of laat --out weg.",
                "--out: this is empty; name a new folder, or leave --out out.",
            )
        )
    return None if text is None else Path(text)


def warn_of_broken(problems: Sequence[Problem], lang: Lang) -> None:
    """Say on standard error which guarantees the rules that are shown break."""
    for problem in problems:
        remark(Text(f"LET OP: {problem.text.nl}", f"MIND: {problem.text.en}"), lang)


def show_names(names: Iterable[Text], lang: Lang) -> None:
    """Show, above a page, the *names* that are those of several files."""
    show_text("".join(f"{line}\n" for line in dict.fromkeys(name.say(lang) for name in names)))


def json_with_names(content: Mapping[str, object], names: Iterable[Text], lang: Lang) -> None:
    """Show *content* as JSON, with the *names* that are those of several files."""
    show_json({"named_twice": list(dict.fromkeys(name.say(lang) for name in names)), **content})


def show_failures(failures: Sequence[Failure], lang: Lang, folder: Path | None = None) -> None:
    """Show the first few failures on standard error, how to see the first again, and the number of others."""
    for failure in failures[:SHOWN_FAILURES]:
        remark(failure.text, lang)
    if failures and folder is not None:
        command = f"ruwaard-sim repeat {shlex.quote(str(folder))} {failures[0].replication}"
        remark(Text(f"Bekijk de eerste opnieuw met: {command}", f"See the first again with: {command}"), lang)
    more = len(failures) - SHOWN_FAILURES
    if more > 0:
        remark(Text(f"… en nog {more}; zie manifest.json.", f"… and {more} more; see manifest.json."), lang)

"""What commands have in common: options, exit codes, and reading what an option was given."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from ruwaard_sim.errors import UsageError
from ruwaard_sim.report.console import remark, show
from ruwaard_sim.text import Lang, Text

if TYPE_CHECKING:
    from ruwaard_sim.study.runner import Failure

SHOWN_FAILURES = 5
WELL, BUG, WRONG_INPUT, SOME_FAILED, NOT_PRECISE, INTERRUPTED = 0, 1, 2, 3, 4, 130

_NAMING = ("draws", "below")
"""Options that name a file, beside the arguments; --out has a sentence of its own."""

P = ParamSpec("P")


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
    """Refuse a name or path that is empty: as a path it would be the folder one happens to be in."""
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        words = value if isinstance(value, tuple) else (value,)
        if (isinstance(parameter, click.Argument) or parameter.name in _NAMING) and "" in words:
            name = (
                parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name.rstrip(".")
            )
            raise UsageError(
                Text(
                    f"{name}: dit is leeg; geef een naam of een pad.", f"{name}: this is empty; give a name or a path."
                )
            )


def whole_number(name: str, text: str | None) -> int | None:
    """Read a whole number that option *name* can take."""
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


def new_folder(text: str | None) -> Path | None:
    """Read the folder that --out names; None when it is not given."""
    if text is not None and not text.strip():
        raise UsageError(
            Text(
                "--out: dit is leeg; noem een nieuwe map, of laat --out weg.",
                "--out: this is empty; name a new folder, or leave --out out.",
            )
        )
    return None if text is None else Path(text)


def show_failures(failures: Sequence[Failure], lang: Lang) -> None:
    """Say the first few failures on standard error, and how many more there are."""
    for failure in failures[:SHOWN_FAILURES]:
        remark(failure.text, lang)
    more = len(failures) - SHOWN_FAILURES
    if more > 0:
        remark(Text(f"… en nog {more}; zie manifest.json.", f"… and {more} more; see manifest.json."), lang)

"""The menu of the command line: how every command is called, what all have in common, and how each failure ends."""

from __future__ import annotations

import contextlib
import functools
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TextIO

import click

from ruwaard_sim.cli.interrupts import Interrupting
from ruwaard_sim.errors import DiskError, InputError, Problem, RuwaardError, UsageError
from ruwaard_sim.report.console import about_bug, about_command, about_usage, failure_object, remark, show, show_json
from ruwaard_sim.text import Lang, Text

if TYPE_CHECKING:
    from ruwaard_sim.study.runner import Failure

SHOWN_FAILURES = 5
WELL, BUG, WRONG_INPUT, SOME_FAILED, NOT_PRECISE, INTERRUPTED = 0, 1, 2, 3, 4, 130

_NAMING = ("draws", "below")
"""Options that name a file, beside the arguments; --out has a sentence of its own."""

P = ParamSpec("P")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Every failure ends in a sentence for people."""
    words = list(sys.argv[1:] if argv is None else argv)
    output = sys.stdout
    for stream in (output, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with Interrupting() as interrupting:
        return _ended(words, output, interrupting)


def _ended(words: Sequence[str], output: TextIO | None, interrupting: Interrupting) -> int:
    try:
        code = menu.main(args=words, prog_name="ruwaard-sim", standalone_mode=False, obj=words)
        return code if isinstance(code, int) else WELL
    except SystemExit:
        if sys.stdout is output:
            raise
        return WELL  # click has put something else in the place of an output that nobody reads any more
    except (click.Abort, KeyboardInterrupt):
        interrupting.heard()
        return _fail(INTERRUPTED, Text("Onderbroken; er is niets bewaard.", "Interrupted; nothing was kept."), words)
    except InputError as error:
        return _fail(error.exit_code, error.text, words, error.problems)
    except RuwaardError as error:
        return _fail(error.exit_code, error.text, words)
    except click.ClickException as error:
        return _fail(WRONG_INPUT, about_usage(error), words)
    except Exception as error:
        traceback.print_exc()
        return _fail(BUG, about_bug(error), words)


def _fail(code: int, text: Text, words: Sequence[str], problems: Iterable[Problem] = ()) -> int:
    """Say why on standard error; with --json a program gets an object on standard output too."""
    lang = _language(words)
    remark(text, lang)
    if "--json" in words:
        with contextlib.suppress(DiskError):
            show_json(failure_object(code, text, problems, lang))
    return code


def _language(words: Sequence[str]) -> Lang:
    """Find the language in the bare words: a message about a wrong option needs it as well."""
    languages = [second for first, second in pairwise(words) if first == "--lang"]
    return "en" if "en" in languages or "--lang=en" in words else "nl"


def _show_help(context: click.Context, _: click.Parameter, requested: bool) -> None:
    if requested and not context.resilient_parsing:
        show(f"{context.get_help()}\n")
        context.exit()


_with_help = click.help_option("-h", "--help", callback=_show_help)


def common(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that every command has."""

    @click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language.")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
    @click.option("--quiet", is_flag=True, help="No progress and no remarks.")
    @_with_help
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


def _show_version(context: click.Context, _: click.Parameter, requested: bool) -> None:
    if requested:
        from ruwaard_sim.study.manifest import version

        show(f"ruwaard-sim {version()}\n")
        context.exit()


class Menu(click.Group):
    """All commands; what is not one of them is told as every other mistake is, in the reader's language."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first of *args* names. Raises UsageError when there is none."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UsageError(about_command(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


@click.group(cls=Menu)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="The version.")
@_with_help
def menu() -> None:
    """Try governance and funding choices for a neighbourhood's care and welfare before they are adopted."""


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


def tell_failures(failures: Sequence[Failure], lang: Lang) -> None:
    """Say the first few failures on standard error, and how many more there are."""
    for failure in failures[:SHOWN_FAILURES]:
        remark(failure.text, lang)
    more = len(failures) - SHOWN_FAILURES
    if more > 0:
        remark(Text(f"… en nog {more}; zie manifest.json.", f"… and {more} more; see manifest.json."), lang)

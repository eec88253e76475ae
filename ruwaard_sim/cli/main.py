"""The ``ruwaard-sim`` command: one group of subcommands, and how each failure ends."""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TextIO

import click

from ruwaard_sim.cli.common_options import BUG, INTERRUPTED, WELL, WRONG_INPUT, about_renamed, help_option
from ruwaard_sim.cli.interrupts import InterruptRepeater
from ruwaard_sim.errors import DiskError, InputError, Problem, RuwaardError, UsageError
from ruwaard_sim.report.console import about_bug, about_command, about_usage, failure_object, remark, show, show_json
from ruwaard_sim.text import Lang, Text


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Every failure ends in a readable sentence."""
    words = list(sys.argv[1:] if argv is None else argv)
    output = sys.stdout
    for stream in (output, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with InterruptRepeater() as repeater:
        return _exit_code(words, output, repeater)


def _exit_code(words: Sequence[str], output: TextIO | None, repeater: InterruptRepeater) -> int:
    try:
        code = command_group.main(args=words, prog_name="ruwaard-sim", standalone_mode=False, obj=words)
        return code if isinstance(code, int) else WELL
    except SystemExit:
        if sys.stdout is output:
            raise
        return WELL  # click has put something else in the place of an output that nobody reads any more
    except (click.Abort, KeyboardInterrupt):
        repeater.acknowledge()
        return _fail(INTERRUPTED, Text("Onderbroken; er is niets bewaard.", "Interrupted; nothing was kept."), words)
    except InputError as error:
        return _fail(error.exit_code, error.text, words, error.problems)
    except RuwaardError as error:
        return _fail(error.exit_code, error.text, words)
    except click.NoSuchOption as error:
        return _fail(WRONG_INPUT, about_renamed(error) or about_usage(error), words)
    except click.ClickException as error:
        return _fail(WRONG_INPUT, about_usage(error), words)
    except Exception as error:
        traceback.print_exc()
        return _fail(BUG, about_bug(error), words)


def _fail(code: int, text: Text, words: Sequence[str], problems: Iterable[Problem] = ()) -> int:
    """Show *text* on standard error; with --json also an object on standard output. Return *code*."""
    lang = _language(words)
    remark(text, lang)
    if "--json" in words:
        with contextlib.suppress(DiskError):
            show_json(failure_object(code, text, problems, lang))
    return code


def _language(words: Sequence[str]) -> Lang:
    """Find the language in the unparsed words: a message about a wrong option needs it too."""
    languages = [second for first, second in pairwise(words) if first == "--lang"]
    return "en" if "en" in languages or "--lang=en" in words else "nl"


def _show_version(context: click.Context, _: click.Parameter, requested: bool) -> None:
    if requested:
        from ruwaard_sim.study.manifest import version

        show(f"ruwaard-sim {version()}\n")
        context.exit()


class CommandGroup(click.Group):
    """The group of commands; an unknown command is reported like every other error, in the language asked for."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first of *args* names. Raises UsageError if there is none."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UsageError(about_command(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


@click.group(cls=CommandGroup)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="The version.")
@help_option
def command_group() -> None:
    """Try governance and funding choices for a neighbourhood's care and welfare before they are adopted."""

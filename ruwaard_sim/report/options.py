"""What the commands of the command line share: options that every command has, and how a number is read."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import ParamSpec

import click

from ruwaard_sim.errors import UsageError
from ruwaard_sim.words import Text

P = ParamSpec("P")


def common(command: Callable[P, int]) -> Callable[P, int]:
    """Add the options that every command has."""

    @click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language.")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
    @click.option("--quiet", is_flag=True, help="No progress and no remarks.")
    @functools.wraps(command)
    def with_options(*args: P.args, **kwargs: P.kwargs) -> int:
        return command(*args, **kwargs)

    return with_options


def whole(name: str, text: str | None) -> int | None:
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

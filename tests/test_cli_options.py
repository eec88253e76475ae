"""An option means one thing in every command, and an old spelling leads to the new one."""

from __future__ import annotations

from collections import defaultdict

import click
import pytest

from ruwaard_sim.cli import COMMANDS, main
from ruwaard_sim.cli.common_options import RENAMED_OPTIONS

AGREED = {
    "--draws": "FILE",
    "--first": "N",
    "--from": "DATE",
    "--jobs": "J",
    "--out": "DIR",
    "--replications": "N",
    "--seed": "S",
    "--tries": "N",
}
"""What an option takes, in whatever command it occurs."""
EXCEPTION = ("new", "--from")
"""In the agreed command line, ``new NAME --from FILE`` names the scenario to build on."""


def meaning(option: click.Option) -> tuple[str, str, bool]:
    """What an option takes, what it is for, and whether it is a flag.

    A word besides a number (``N|auto``), and what the help says after a semicolon, may differ between commands.
    """
    return (option.metavar or "").partition("|")[0], (option.help or "").partition(";")[0].rstrip("."), option.is_flag


def options() -> list[tuple[str, str, click.Option]]:
    """Every option of every command: the command, the spelling and the option."""
    return [
        (command.name or "", spelling, option)
        for command in COMMANDS
        for option in command.params
        if isinstance(option, click.Option)
        for spelling in option.opts
    ]


def test_an_option_means_one_thing_in_every_command() -> None:
    """The same spelling takes the same kind of value and has the same help, but for the one exception."""
    meanings = defaultdict(set)
    for command, spelling, option in options():
        if (command, spelling) != EXCEPTION:
            meanings[spelling].add(meaning(option))
    assert {spelling: found for spelling, found in meanings.items() if len(found) > 1} == {}


def test_options_take_what_was_agreed() -> None:
    """``--draws`` names a file and ``--tries`` counts, in whatever command they are."""
    others = [
        f"{command} {spelling}"
        for command, spelling, option in options()
        if spelling in AGREED and meaning(option)[0] != AGREED[spelling] and (command, spelling) != EXCEPTION
    ]
    assert others == []


@pytest.mark.parametrize(("command", "spelling"), RENAMED_OPTIONS)
def test_an_old_spelling_names_the_new_one(command: str, spelling: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Who types what an option was called is told what it is called now, in both languages."""
    renamed = RENAMED_OPTIONS[command, spelling]
    for lang, sentence in (
        ("nl", f"De optie {spelling} van {command} heet nu {renamed}."),
        ("en", f"The option {spelling} of {command} is now called {renamed}."),
    ):
        assert main([command, "iets", f"{spelling}=3", "--lang", lang]) == 2
        assert capsys.readouterr().err.startswith(sentence)


def test_renamed_options_exist_and_their_old_spellings_do_not() -> None:
    """The new spelling is an option of that command, and the old one is not."""
    spellings = {(command, spelling) for command, spelling, _ in options()}
    assert {(command, renamed) for (command, _), renamed in RENAMED_OPTIONS.items()} <= spellings
    assert not spellings & RENAMED_OPTIONS.keys()

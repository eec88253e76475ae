"""``new``: a variant to start from."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import WELL, common, out_option
from ruwaard_sim.errors import UsageError
from ruwaard_sim.report.console import show, show_json
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("name", metavar="NAME")
@click.option(
    "--from", "origin", metavar="FILE", required=True, help="The base or variant to build on: a name or a path."
)
@out_option("a folder or NAME.yaml in one, this folder if not given")
@click.option(
    "--question", metavar="QUESTION", help="With --answer: a question to answer; with a role as pays.welfare."
)
@click.option("--answer", metavar="ANSWER", help="The answer to it, ready to fill in.")
@common
def new(
    name: str,
    origin: str,
    out: str | None,
    question: str | None,
    answer: str | None,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Write a variant to start from, with an example of every change in its comments."""
    from ruwaard_sim.files.new_variant import wanted_answer, write_variant

    if (question is None) != (answer is None):
        raise UsageError(Text("Geef --question en --answer samen.", "Give --question and --answer together."))
    wish = None if question is None or answer is None else wanted_answer(question, answer)
    started = write_variant(name, origin, None if out is None else Path(out), wish, lang)
    if as_json:
        show_json({"file": str(started.file), "base": started.base, "to_fill_in": list(started.to_fill_in)})
        return WELL
    if quiet:
        show(f"{started.file}\n")
        return WELL
    sentence = Text(
        f"{started.file} is geschreven, op '{started.base}'.", f"{started.file} is written, on '{started.base}'."
    ).say(lang)
    if started.to_fill_in:
        keys = ", ".join(started.to_fill_in)
        sentence += Text(f" Vul nog in: {keys}.", f" Still to be filled in: {keys}.").say(lang)
    advice = Text("Kijk het na met: ruwaard-sim check", "Check it with: ruwaard-sim check").say(lang)
    show(f"{sentence}\n{advice} {started.file}\n")
    return WELL

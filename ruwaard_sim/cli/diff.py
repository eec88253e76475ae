"""``diff``: which kinds of residents the rules of two variants treat differently, and how many."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import WELL, common, json_with_names, show_names, warn_of_broken
from ruwaard_sim.report.console import show_text
from ruwaard_sim.text import Lang


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@common
def diff(first: str, second: str, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Show exactly which kinds of residents the rules of two variants treat differently, and how many."""
    from ruwaard_sim.files.loading import load_to_explain
    from ruwaard_sim.study.rules_diff import diff as difference

    variants = [load_to_explain(Path(name)) for name in (first, second)]
    for _, broken in variants:
        warn_of_broken(broken, lang)
    moved = difference(*(variant for variant, _ in variants))
    names = [name for variant, _ in variants for name in variant.named_twice]
    if as_json:
        json_with_names(moved.as_object(lang), names, lang)
    else:
        show_names(names, lang)
        show_text(moved.say(lang))
    return WELL

"""``mechanisms``: the questions there are, and the answers to each with their keys."""

from __future__ import annotations

import click

from ruwaard_sim.cli.common_options import WELL, common, show_all
from ruwaard_sim.errors import UsageError
from ruwaard_sim.report.console import show, show_json
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("question", required=False, metavar="[QUESTION]")
@show_all
@common
def mechanisms(question: str | None, everything: bool, lang: Lang, as_json: bool, quiet: bool) -> int:
    """List the questions there are; of one of them, or with --all of each, the answers and their keys with units.

    With --json always all.
    """
    from ruwaard_sim.files.answer_examples import shipped_examples
    from ruwaard_sim.report.catalogue_view import catalogue_object, catalogue_text, overview_text
    from ruwaard_sim.scenario.schema import question_catalogue as catalogue

    if question is not None and everything:
        raise UsageError(Text("Geef óf een vraag óf --all.", "Give either a question or --all."))
    questions = list(catalogue.catalogue().values()) if question is None else [catalogue.question(question)]
    if as_json:
        show_json(catalogue_object(questions, shipped_examples(), lang))
    elif question is None and not everything:
        show(overview_text(questions, shipped_examples(), lang))
    else:
        show(catalogue_text(questions, shipped_examples(), lang))
    return WELL

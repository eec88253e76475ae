"""``describe``: a study in the form that a reporting guideline requires."""

from __future__ import annotations

import platform

import click

from ruwaard_sim.cli.common_options import WELL, common, draws_file
from ruwaard_sim.report.console import remark, show, show_json
from ruwaard_sim.text import Lang, Text

ENGLISH = Text("De richtlijnen zijn Engels, en daarom deze bladzijde ook.", "")


@click.command()
@click.argument("study", metavar="STUDY")
@click.option(
    "--guideline", metavar="NAME", default="stress-des", show_default=True, help="stress-des, trace or advishe."
)
@draws_file
@common
def describe(study: str, guideline: str, draws: str | None, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Answer a reporting guideline for a study, in English Markdown: what can be generated, and what people wrote.

    Nothing is run.
    """
    from ruwaard_sim.report import guidelines

    chosen = guidelines.guideline(guideline)
    description = guidelines.describe_study(study, draws)
    provenance = guidelines.local_provenance(platform.python_version())
    if as_json:
        show_json(guidelines.as_object(description, chosen, provenance))
        return WELL
    if lang == "nl" and not quiet:
        remark(ENGLISH, lang)
    show(guidelines.page(description, chosen, provenance))
    return WELL

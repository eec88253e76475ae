"""``cases``: the stories of single residents under two variants."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import (
    WELL,
    common,
    json_with_names,
    neutral_effects,
    seed_option,
    show_names,
    whole_number,
)
from ruwaard_sim.report.console import colour, remark, show, width
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("study", metavar="STUDY")
@click.option(
    "--sample", metavar="N", default="8", show_default=True, help="How many to take at random; questions of residents."
)
@click.option("--variant", metavar="NAME", help="Compared with the baseline; the first other variant if not given.")
@seed_option(remark="that of the study if not given")
@neutral_effects
@common
def cases(
    study: str,
    sample: str,
    variant: str | None,
    seed: str | None,
    neutral_effects: bool,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Tell some residents' questions as short stories under two variants, with what they cost each payer."""
    size, seed_number = whole_number("--sample", sample), whole_number("--seed", seed)
    assert size is not None

    from ruwaard_sim.files.loading import load_study
    from ruwaard_sim.report.case_stories_view import cases_object, cases_page
    from ruwaard_sim.study.case_stories import sample_cases

    loaded = load_study(Path(study), neutral_effects=neutral_effects)
    if loaded.draws is not None and not quiet:
        remark(_about_modes(loaded.draws.name), lang)
    stories = sample_cases(loaded, size, seed_number, variant)
    if as_json:
        json_with_names(cases_object(stories, lang), loaded.named_twice, lang)
    else:
        show_names(loaded.named_twice, lang)
        show(cases_page(stories, lang, width=width(), colour=colour()))
    return WELL


def _about_modes(draws: str) -> Text:
    """Say that the *draws* of a study are not used here."""
    return Text(
        f"Deze studie trekt waarden ('{draws}'); de verhalen hier staan op de waarschijnlijkste waarde (mode) van elk.",
        f"This study draws values ('{draws}'); the stories here are at the likeliest value (mode) of each.",
    )

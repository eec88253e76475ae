"""``validate``: compare the model with published figures."""

from __future__ import annotations

import click

from ruwaard_sim.cli.common_options import BUG, WELL, common, replications_option, seed_option, whole_number
from ruwaard_sim.report.console import show_json, show_text
from ruwaard_sim.text import Lang


@click.command()
@click.argument("base", metavar="[BASE]", default="ruwaard")
@replications_option("40")
@seed_option("2018")
@common
def validate(base: str, replications: str, seed: str, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Compare the model with published figures: those put in, those fitted, and those it predicts.

    A missed target is shown and is not an error; ends with 1 if a figure that was put in does not come out.
    """
    replication_count, seed_number = whole_number("--replications", replications), whole_number("--seed", seed)
    assert replication_count is not None
    assert seed_number is not None

    from ruwaard_sim.study import validation

    result = validation.validate(replication_count, seed_number, base)
    if as_json:
        show_json(validation.as_object(result, lang))
    else:
        show_text(validation.page(result, lang))
    return WELL if result.is_complete else BUG

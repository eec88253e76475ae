"""The command that holds the model against what was published: ``validate``."""

from __future__ import annotations

import click

from ruwaard_sim.cli.common_options import BUG, WELL, common, replications_option, seed_option, whole_number
from ruwaard_sim.report.console import show, show_json
from ruwaard_sim.text import Lang


@click.command()
@click.argument("base", metavar="[BASE]", default="ruwaard")
@replications_option("40")
@seed_option("2018")
@common
def validate(base: str, replications: str, seed: str, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Hold the model against published figures: what was put in, what was fitted, and what it predicts.

    A target that is missed is told and is no error; what was put in and does not come out whole is one (1).
    """
    many, luck = whole_number("--replications", replications), whole_number("--seed", seed)
    assert many is not None
    assert luck is not None

    from ruwaard_sim.study import validation

    result = validation.validate(many, luck, base)
    if as_json:
        show_json(validation.as_object(result, lang))
    else:
        show(validation.page(result, lang))
    return WELL if result.is_complete else BUG

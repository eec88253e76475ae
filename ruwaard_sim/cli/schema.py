"""``schema``: the JSON Schema of scenario files, for editors."""

from __future__ import annotations

import click

from ruwaard_sim.cli.common_options import WELL, common
from ruwaard_sim.report.console import show_json
from ruwaard_sim.text import Lang


@click.command()
@click.option("--kind", metavar="KIND", help="The schema of one kind of file; of all kinds if not given.")
@common
def schema(kind: str | None, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Print the JSON Schema of scenario files, for editors."""
    from ruwaard_sim.scenario.schema.json_schema import schema_of

    show_json(schema_of(kind))
    return WELL

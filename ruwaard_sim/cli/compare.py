"""``compare``: the differences in results kept earlier."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import WELL, by_year, common, show_all, whole_period
from ruwaard_sim.cli.study_presentation import View, present
from ruwaard_sim.text import Lang


@click.command()
@click.argument("folder", metavar="DIR")
@by_year
@show_all
@whole_period
@common
def compare(
    folder: str, by_year: bool, everything: bool, whole_period: bool, lang: Lang, as_json: bool, quiet: bool
) -> int:
    """Show the differences with the baseline of results kept earlier, after checking every byte."""
    from ruwaard_sim.files.result_folder import read_results
    from ruwaard_sim.report.study_view import StudyInfo

    stored = read_results(Path(folder))
    info = StudyInfo.from_manifest(stored.manifest, folder, stored.manifest["result_hash"])
    present(
        info,
        stored.rows,
        stored.indicators,
        View(lang, as_json, False, by_year, everything, lower=True, whole_period=whole_period),
    )
    return WELL

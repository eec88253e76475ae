"""``run``: replicate the variants of a study, compare them, and keep the results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ruwaard_sim.cli.common_options import (
    NOT_PRECISE,
    SOME_FAILED,
    WELL,
    common,
    new_folder,
    show_failures,
    whole_number,
)
from ruwaard_sim.cli.study_presentation import View, present
from ruwaard_sim.errors import DiskError
from ruwaard_sim.report.console import about_warnings, remark
from ruwaard_sim.text import Lang

if TYPE_CHECKING:
    from ruwaard_sim.scenario.draws.study_plan import Study
    from ruwaard_sim.study.runner import Outcome, Precision


@click.command()
@click.argument("study", metavar="STUDY")
@click.option("--replications", metavar="N|auto", help="How often to replicate; auto: until precise enough.")
@click.option("--seed", metavar="S", help="A whole number of 0 or more.")
@click.option("--jobs", metavar="J", help="Processes to use; as many as there are processors if not given.")
@click.option("--out", metavar="DIR", help="A new folder for the results; results/STUDY-n if not given.")
@click.option("--by-year", is_flag=True, help="Show the years apart as well.")
@click.option("--all", "everything", is_flag=True, help="Show also the figures that are 0 throughout.")
@click.option("--neutral-effects", is_flag=True, help="Arithmetic and waiting alone: nothing that is only believed.")
@click.option("--draws", metavar="DRAWS", help="Draw uncertain values: a file of draws, or the name of shipped ones.")
@common
def run(
    study: str,
    replications: str | None,
    seed: str | None,
    jobs: str | None,
    out: str | None,
    by_year: bool,
    everything: bool,
    neutral_effects: bool,
    draws: str | None,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Replicate the variants of a study, compare them, and keep the results."""
    from ruwaard_sim.files.loading import load_study
    from ruwaard_sim.files.results import check_target
    from ruwaard_sim.report.progress import progress_bar
    from ruwaard_sim.study import runner

    precision = _replications(replications)
    numbers = whole_number("--seed", seed), whole_number("--jobs", jobs)
    target = new_folder(out)
    loaded = load_study(Path(study), neutral_effects=neutral_effects, draws=draws)
    check_target(target)
    if loaded.warnings and not quiet:
        remark(about_warnings(loaded.warnings, [study] if draws is None else [study, draws]), lang)
    with progress_bar(lang, quiet=quiet) as progress:
        outcome = runner.run(loaded, precision, *numbers, progress)
    show_failures(outcome.failures, lang)
    _keep_and_present(loaded, outcome, target, View(lang, as_json, quiet, by_year, everything))
    if outcome.failures:
        return SOME_FAILED
    return NOT_PRECISE if outcome.precise is False else WELL


def _replications(text: str | None) -> int | Precision | None:
    if text != "auto":
        return whole_number("--replications", text)
    from ruwaard_sim.study.runner import Precision
    from ruwaard_sim.tables import HEADLINE

    return Precision(tuple(HEADLINE))


def _keep_and_present(study: Study, outcome: Outcome, out: Path | None, view: View) -> None:
    """Write the results and show them. When they cannot be written they are shown before that is said."""
    from ruwaard_sim.files.results import write_results
    from ruwaard_sim.report.study_view import StudyInfo
    from ruwaard_sim.study.manifest import contents
    from ruwaard_sim.tables import GROUPS, INDICATORS

    output = contents(study, outcome, INDICATORS, GROUPS, click.get_current_context().obj)
    try:
        written = write_results(output, study.id, out)
    except DiskError:
        if not view.as_json:
            present(StudyInfo.from_manifest(output.manifest), output.rows, output.indicators, view)
        raise
    info = StudyInfo.from_manifest(output.manifest, str(written.folder), written.result_hash)
    present(info, output.rows, output.indicators, view)

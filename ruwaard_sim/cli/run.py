"""``run``: replicate the variants of a study, compare them, and keep the results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ruwaard_sim.cli.common_options import (
    NOT_PRECISE,
    SOME_FAILED,
    WELL,
    by_year,
    common,
    draws_file,
    jobs_number,
    neutral_effects,
    new_folder,
    out_option,
    replications_option,
    seed_option,
    show_all,
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
@replications_option(auto=True)
@seed_option(remark="that of the study if not given")
@jobs_number
@out_option("a new folder, results/STUDY-n if not given")
@by_year
@show_all
@neutral_effects
@draws_file
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
    """Replicate the variants of a study, compare them, and keep the results.

    Figures that are 0 throughout are shown with --all.
    """
    from ruwaard_sim.files.loading import load_study
    from ruwaard_sim.files.new_folder import check_target
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
    """Write the results and show them. If they cannot be written, show them before the error."""
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

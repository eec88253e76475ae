"""Commands that replicate and compare: ``run`` and ``compare``. They compute nothing themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ruwaard_sim.cli.main import NOT_PRECISE, SOME_FAILED, WELL, common, new_folder, tell_failures, whole_number
from ruwaard_sim.errors import DiskError
from ruwaard_sim.report.console import about_warnings, colour, remark, show, show_json, width
from ruwaard_sim.text import Lang

if TYPE_CHECKING:
    from ruwaard_sim.files.results import Figure
    from ruwaard_sim.report.study_view import StudyInfo
    from ruwaard_sim.scenario.draws.study_plan import Study
    from ruwaard_sim.study.runner import Outcome, Precision


@dataclass(frozen=True, slots=True)
class View:
    """How the reader wants to see a study."""

    lang: Lang
    as_json: bool
    quiet: bool
    by_year: bool
    everything: bool
    lower: bool = False


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
    tell_failures(outcome.failures, lang)
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
            _present(StudyInfo.from_manifest(output.manifest), output.rows, output.indicators, view)
        raise
    info = StudyInfo.from_manifest(output.manifest, str(written.folder), written.result_hash)
    _present(info, output.rows, output.indicators, view)


def _present(info: StudyInfo, rows: Iterable[Figure], indicators: Iterable[Mapping[str, Any]], view: View) -> None:
    """Show a study as a table or as an object; with --quiet only where it is kept."""
    from ruwaard_sim.report.study_json import study_object
    from ruwaard_sim.report.study_view import ShownIndicator
    from ruwaard_sim.study.drivers import drivers
    from ruwaard_sim.study.statistics import summarise

    if view.quiet and not view.as_json:
        show(f"{info.folder}\n" if info.folder else "")
        return
    lines, rows, draws = [ShownIndicator.from_entry(entry) for entry in indicators], list(rows), info.draws
    draw_of = None if draws is None else draws.of_replication
    comparison = summarise(rows, info.baseline, info.variants, draw_of)
    driven = None
    if draws is not None and draws.rows:
        acts_in = [value.variants for value in draws.values]
        driven = drivers(rows, info.baseline, draws.of_replication, draws.rows, acts_in)
    if view.as_json:
        for warning in (info.warning, info.stale):
            if warning is not None:
                remark(warning, view.lang)
        show_json(study_object(info, comparison, lines, driven))
        return
    from ruwaard_sim.report.screen import screen
    from ruwaard_sim.tables import HEADLINE

    show(
        screen(
            info,
            comparison,
            lines,
            view.lang,
            width=width(),
            colour=colour(),
            by_year=view.by_year,
            lower=view.lower,
            everything=view.everything,
            headline=info.headline or HEADLINE,
            drivers=driven,
        )
    )


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--by-year", is_flag=True, help="Show the years apart as well.")
@click.option("--all", "everything", is_flag=True, help="Show also the figures that are 0 throughout.")
@common
def compare(folder: str, by_year: bool, everything: bool, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Show the differences with the baseline of results kept earlier, after checking every byte."""
    from ruwaard_sim.files.results import read_results
    from ruwaard_sim.report.study_view import StudyInfo

    stored = read_results(Path(folder))
    info = StudyInfo.from_manifest(stored.manifest, folder, stored.manifest["result_hash"])
    _present(info, stored.rows, stored.indicators, View(lang, as_json, False, by_year, everything, lower=True))
    return WELL

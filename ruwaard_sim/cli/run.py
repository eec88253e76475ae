"""``run``: replicate the variants of a study, compare them, and keep the results."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import (
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
    time_limit_option,
    whole_number,
    whole_period,
)
from ruwaard_sim.cli.execution import carry_out
from ruwaard_sim.cli.study_presentation import View
from ruwaard_sim.report.console import about_warnings, remark
from ruwaard_sim.text import Lang


@click.command()
@click.argument("study", metavar="STUDY")
@replications_option(auto=True)
@seed_option(remark="that of the study if not given")
@click.option("--first", metavar="N", help="The number of the first replication; 1 if not given.")
@jobs_number
@time_limit_option
@out_option("a new folder, results/STUDY-n if not given")
@by_year
@show_all
@whole_period
@neutral_effects
@draws_file
@common
def run(
    study: str,
    replications: str | None,
    seed: str | None,
    first: str | None,
    jobs: str | None,
    time_limit: str | None,
    out: str | None,
    by_year: bool,
    everything: bool,
    whole_period: bool,
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
    from ruwaard_sim.study.run_record import RunSettings, begin
    from ruwaard_sim.study.runner import check_number

    count = None if replications == "auto" else whole_number("--replications", replications)
    seed_number, processes = whole_number("--seed", seed), whole_number("--jobs", jobs)
    start, limit = whole_number("--first", first), whole_number("--time-limit", time_limit)
    target = new_folder(out)
    loaded = load_study(Path(study), neutral_effects=neutral_effects, draws=draws)
    check_target(target)
    if loaded.warnings and not quiet:
        remark(about_warnings(loaded.warnings, [study] if draws is None else [study, draws]), lang)
    settings = RunSettings(
        study=study,
        draws=draws,
        neutral_effects=neutral_effects,
        replications=None if replications == "auto" else count or loaded.replications,
        seed=check_number("--seed", loaded.seed if seed_number is None else seed_number),
        first=start or 1,
    )
    with begin(loaded, settings, target, click.get_current_context().obj) as folder:
        return carry_out(
            folder,
            loaded,
            settings,
            View(lang, as_json, quiet, by_year, everything, whole_period=whole_period),
            processes,
            limit,
        )

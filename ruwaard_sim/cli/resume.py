"""``resume``: go on with a run that was ended, or extend one that is finished."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ruwaard_sim.cli.common_options import (
    by_year,
    common,
    jobs_number,
    replications_option,
    show_all,
    study_file,
    time_limit_option,
    whole_number,
    whole_period,
)
from ruwaard_sim.cli.execution import carry_out, reload
from ruwaard_sim.cli.study_presentation import View
from ruwaard_sim.errors import UsageError
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("folder", metavar="DIR")
@replications_option(auto=True)
@study_file
@jobs_number
@time_limit_option
@by_year
@show_all
@whole_period
@common
def resume(
    folder: str,
    replications: str | None,
    study: str | None,
    jobs: str | None,
    time_limit: str | None,
    by_year: bool,
    everything: bool,
    whole_period: bool,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Go on with a run that was ended, or extend one that is finished.

    Replications that failed are tried again. Refused where the software or a file has changed since.
    """
    from ruwaard_sim.files.run_folder import RunFolder
    from ruwaard_sim.study.run_record import extend, settings_of

    count = None if replications in (None, "auto") else whole_number("--replications", replications)
    processes, limit = whole_number("--jobs", jobs), whole_number("--time-limit", time_limit)
    with RunFolder.reopen(Path(folder)) as run:
        settings = settings_of(run)
        loaded = reload(run, settings, study)
        if replications is not None:
            _refuse_fewer(count, max(run.journal.numbers(), default=0) - settings.first + 1)
            settings = replace(settings, replications=count)
        extend(run, loaded, settings, click.get_current_context().obj)
        return carry_out(
            run,
            loaded,
            settings,
            View(lang, as_json, quiet, by_year, everything, whole_period=whole_period),
            processes,
            limit,
        )


def _refuse_fewer(asked: int | None, kept: int) -> None:
    """Raise UsageError when fewer replications are *asked* than are there: nothing that was simulated is dropped."""
    if asked is not None and asked < kept:
        raise UsageError(
            Text(
                f"--replications {asked}: er zijn al {kept} doorrekeningen, en die worden niet weggegooid.",
                f"--replications {asked}: there are {kept} replications already, and they are not thrown away.",
            )
        )

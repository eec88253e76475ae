"""``repeat``: simulate one replication of a run again, to see whether it gives the same, or how it fails."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import SOME_FAILED, WELL, common, study_file, whole_number
from ruwaard_sim.cli.execution import reload, show_repetition
from ruwaard_sim.report.console import remark
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("folder", metavar="DIR")
@click.argument("replication", metavar="N")
@study_file
@common
def repeat(folder: str, replication: str, study: str | None, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Simulate replication N of a run again, and compare it with what was kept of it.

    Ends with 3 when it fails, and with 5 when it gives something else.
    """
    from ruwaard_sim.files.run_folder import RunFolder
    from ruwaard_sim.study.rerun_check import simulate_again
    from ruwaard_sim.study.run_record import settings_of
    from ruwaard_sim.study.runner import Failure

    number = whole_number("N", replication) or 1
    with RunFolder.reopen(Path(folder)) as run:
        settings = settings_of(run)
        loaded = reload(run, settings, study)
        kept = {finished.number: finished for finished in run.journal.replications() if finished.number == number}
    again = simulate_again(loaded, settings.seed, number)
    if again.failure is not None:
        remark(Failure(number, **again.failure).text, lang)
        return SOME_FAILED
    if number not in kept or kept[number].failure is not None:
        remark(
            Text(
                f"Doorrekening {number} geeft nu {len(again.rows)} cijfers; zij was niet bewaard.",
                f"Replication {number} now gives {len(again.rows)} figures; it was not kept.",
            ),
            lang,
        )
        return WELL
    return show_repetition({number: kept[number].rows}, {number: again.rows}, lang, as_json=as_json)

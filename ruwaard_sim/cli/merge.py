"""``merge``: put two runs of the same study with other replications together, as one run would have given them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

from ruwaard_sim.cli.common_options import by_year, common, new_folder, out_option, show_all, study_file, whole_period
from ruwaard_sim.cli.execution import carry_out, reload
from ruwaard_sim.cli.study_presentation import View
from ruwaard_sim.errors import UsageError
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("folders", metavar="DIR DIR [DIR …]", nargs=-1, required=True)
@out_option("a new folder, results/STUDY-n if not given")
@study_file
@by_year
@show_all
@whole_period
@common
def merge(
    folders: tuple[str, ...],
    out: str | None,
    study: str | None,
    by_year: bool,
    everything: bool,
    whole_period: bool,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Put runs of the same study with other replications together, as one run would have given them.

    For two machines: run STUDY --replications 100 on one, run STUDY --first 101 --replications 100 on the other.
    """
    from ruwaard_sim.files.run_folder import RunFolder
    from ruwaard_sim.study.run_record import begin, check_same, joined, settings_of

    if len(set(folders)) < 2:
        raise UsageError(Text("Noem twee mappen of meer, elk een keer.", "Name two folders or more, each once."))
    target = new_folder(out)
    with ExitStack() as stack:
        runs = [stack.enter_context(RunFolder.reopen(Path(folder))) for folder in folders]
        settings = settings_of(runs[0])
        loaded = reload(runs[0], settings, study)
        for run in runs[1:]:
            check_same(run, loaded, settings.seed)
        finished = joined(runs)
        numbers = sorted(finished)
        joint = replace(
            settings,
            study=str(study or (runs[0].folder / settings.study)),
            first=numbers[0],
            replications=len(numbers),
        )
        folder = stack.enter_context(begin(loaded, joint, target, click.get_current_context().obj))
        folder.journal.keep(finished[number] for number in numbers)
        return carry_out(
            folder, loaded, joint, View(lang, as_json, quiet, by_year, everything, whole_period=whole_period), 1
        )

"""``verify``: simulate a sample of a run again on this machine, and say what agrees."""

from __future__ import annotations

from pathlib import Path

import click

from ruwaard_sim.cli.common_options import common, study_file, whole_number
from ruwaard_sim.cli.execution import show_repetition
from ruwaard_sim.report.console import remark
from ruwaard_sim.text import Lang, Text


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--sample", metavar="N", default="5", show_default=True, help="How many to take at random.")
@study_file
@common
def verify(folder: str, sample: str, study: str | None, lang: Lang, as_json: bool, quiet: bool) -> int:
    """Read every byte of a result folder, simulate a sample of it again on this machine, and say what agrees.

    Ends with 5 when a figure comes out otherwise.
    """
    from ruwaard_sim.errors import FolderError
    from ruwaard_sim.files.result_folder import read_results
    from ruwaard_sim.study.rerun_check import kept_rows, sampled, simulate_again
    from ruwaard_sim.study.run_record import study_of_folder

    size = whole_number("--sample", sample) or 1
    stored = read_results(Path(folder))
    loaded, changed = study_of_folder(Path(folder), stored.manifest, study)
    if changed and not quiet:
        names = Text("; ".join(text.nl for text in changed), "; ".join(text.en for text in changed))
        remark(Text(f"Let op: {names.nl}.", f"Mind: {names.en}."), lang)
    numbers = sampled(sorted({row[1] for row in stored.rows}), size, stored.manifest["result_hash"])
    kept = kept_rows(stored.rows, numbers)
    again = {number: simulate_again(loaded, stored.manifest["seed"], number) for number in numbers}
    for number, finished in again.items():
        if finished.failure is not None:
            message = finished.failure["message"]
            raise FolderError(
                Text(
                    f"Doorrekening {number} mislukt op deze machine: {message}",
                    f"Replication {number} fails on this machine: {message}",
                )
            )
    return show_repetition(kept, {number: finished.rows for number, finished in again.items()}, lang, as_json=as_json)

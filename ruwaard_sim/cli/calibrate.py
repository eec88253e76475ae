"""``calibrate``: fit uncertain values to published figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ruwaard_sim.cli.common_options import (
    NOT_PRECISE,
    SOME_FAILED,
    WELL,
    common,
    jobs_number,
    new_folder,
    out_option,
    replications_option,
    seed_option,
    show_failures,
    whole_number,
)
from ruwaard_sim.errors import DiskError
from ruwaard_sim.report.console import show, show_json
from ruwaard_sim.text import Lang

if TYPE_CHECKING:
    from ruwaard_sim.study.calibration import CalibrationResult


@click.command()
@click.argument("calibration", metavar="CALIBRATION")
@click.option("--tries", metavar="N", help="How many draws to try in each wave.")
@replications_option()
@seed_option(remark="that of the calibration if not given")
@jobs_number
@out_option("a new folder, results/calibration-CALIBRATION-n if not given")
@common
def calibrate(
    calibration: str,
    tries: str | None,
    replications: str | None,
    seed: str | None,
    jobs: str | None,
    out: str | None,
    lang: Lang,
    as_json: bool,
    quiet: bool,
) -> int:
    """Draw uncertain values, keep the draws that fit published figures, and show what they are.

    Ends with 4 when none fits.
    """
    from ruwaard_sim.files.loading import load_calibration
    from ruwaard_sim.files.new_folder import check_target
    from ruwaard_sim.report.progress import wave_lines
    from ruwaard_sim.study import calibration as calibrating
    from ruwaard_sim.study import runner

    numbers = (whole_number("--tries", tries), whole_number("--replications", replications))
    seed_number, processes = whole_number("--seed", seed), whole_number("--jobs", jobs)
    target = new_folder(out)
    fitting, inputs = load_calibration(Path(calibration))
    check_target(target)
    jobs_used = runner.processors() if processes is None else processes
    with wave_lines(lang, fitting.calibration.waves, jobs_used, quiet=quiet) as (progress, tell):
        result = calibrating.calibrate(fitting, *numbers, seed_number, jobs_used, progress, tell=tell)
    show_failures([trial.failure for trial in result.failures], lang)
    _keep_and_present(result, inputs, target, lang, as_json=as_json, quiet=quiet)
    if result.failures:
        return SOME_FAILED
    return WELL if result.accepted else NOT_PRECISE


def _keep_and_present(
    result: CalibrationResult, inputs: Mapping[str, str], out: Path | None, lang: Lang, *, as_json: bool, quiet: bool
) -> None:
    """Write the result and show it. If it cannot be written, show it before the error."""
    from ruwaard_sim.files.draws_writer import write_calibration
    from ruwaard_sim.report.calibration_page import calibration_page
    from ruwaard_sim.study import calibration_result as calibrated

    manifest = calibrated.manifest(result, inputs, click.get_current_context().obj)
    table, accepted = calibrated.all_draws(result), calibrated.accepted_draws(result)
    try:
        folder, file = write_calibration(result.fitting.calibration.id, manifest, table, accepted, out)
    except DiskError:
        if not as_json and not quiet:
            show(calibration_page(result, None, None, lang))
        raise
    where = None if file is None else str(file)
    if as_json:
        show_json(calibrated.as_object(result, str(folder), where, lang))
    elif quiet:
        show(f"{where or folder}\n")
    else:
        show(calibration_page(result, str(folder), where, lang))

"""Carries out a run in its folder: simulates, keeps, finishes and presents. Shared by the commands about runs."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ruwaard_sim.cli.common_options import NOT_PRECISE, SOME_FAILED, WELL, show_failures
from ruwaard_sim.cli.interrupts import StopRequest
from ruwaard_sim.cli.study_presentation import View, present
from ruwaard_sim.errors import DiskError, FolderError, RuwaardError
from ruwaard_sim.report.console import remark, show_json, show_text
from ruwaard_sim.report.progress import progress_bar
from ruwaard_sim.text import Lang, Text

if TYPE_CHECKING:
    from ruwaard_sim.files.journal import Row
    from ruwaard_sim.files.run_folder import RunFolder
    from ruwaard_sim.scenario.draws.study_plan import Study
    from ruwaard_sim.study.run_record import RunSettings
    from ruwaard_sim.study.runner import Outcome


class StoppedRunError(RuwaardError):
    """A run that was stopped and can go on; the exit code says by which signal."""

    def __init__(self, run: RunFolder, kept: int, exit_code: int) -> None:
        self.exit_code = exit_code
        command = f"ruwaard-sim resume {shlex.quote(str(run.folder))}"
        super().__init__(
            Text(
                f"Gestopt. {_counted(kept).nl} bewaard in {run.folder}. Ga verder met: {command}",
                f"Stopped. {_counted(kept).en} kept in {run.folder}. Go on with: {command}",
            )
        )


def carry_out(
    run: RunFolder,
    study: Study,
    settings: RunSettings,
    view: View,
    jobs: int | None = None,
    time_limit: int | None = None,
) -> int:
    """Simulate what *run* has not yet, finish its folder, show the study and return the exit code.

    Whatever ends it before, the folder keeps what was finished; a folder in which nothing was, is taken away. Raises
    StoppedRunError, NothingDoneError, DiskError.
    """
    from ruwaard_sim.study import runner

    asked = runner.Precision(_headline()) if settings.replications is None else settings.replications

    def announce() -> None:
        if not view.quiet:
            remark(
                Text(
                    "De doorrekeningen die bezig zijn, worden afgemaakt. Nog een keer stopt meteen.",
                    "The replications at work are being finished. Once more stops at once.",
                ),
                view.lang,
            )

    with StopRequest(announce) as stop:
        try:
            with progress_bar(view.lang, quiet=view.quiet) as progress:
                outcome = runner.run(
                    study, asked, settings.seed, jobs, progress,
                    first=settings.first, store=run.journal, stops=stop,
                    time_limit=runner.TIME_LIMIT if time_limit is None else time_limit,
                )  # fmt: skip
        except (KeyboardInterrupt, runner.StoppedError) as error:
            kept = sum(run.journal.numbers().values())
            if kept == 0:
                run.discard()
                raise KeyboardInterrupt from error
            raise StoppedRunError(run, kept, stop.exit_code) from error
        except runner.NothingDoneError:
            run.discard()
            raise
    show_failures(outcome.failures, view.lang, run.folder)
    _finish_and_present(run, study, outcome, view)
    if outcome.failures:
        return SOME_FAILED
    return NOT_PRECISE if outcome.precise is False else WELL


def reload(run: RunFolder, settings: RunSettings, study: str | None) -> Study:
    """The study of *run*, from *study* (a file or a name) or else from where it was; the same to the byte.

    Raises UsageError, naming what differs, and InputError.
    """
    from ruwaard_sim.files.loading import load_study
    from ruwaard_sim.study.run_record import check_same, located

    path = located(settings.study, run.folder) if study is None else Path(study)
    draws = None if settings.draws is None else located(settings.draws, run.folder)
    loaded = load_study(path, neutral_effects=settings.neutral_effects, draws=draws)
    check_same(run, loaded, settings.seed)
    return loaded


def show_repetition(
    kept: Mapping[int, Sequence[Row]], again: Mapping[int, Sequence[Row]], lang: Lang, *, as_json: bool
) -> int:
    """Show whether replications that were simulated *again* give what was *kept*; return the exit code."""
    from ruwaard_sim.report.rerun_view import mismatch_text, repetition_object, same_text
    from ruwaard_sim.study.rerun_check import mismatches

    different = {number: mismatches(rows, again[number]) for number, rows in kept.items()}
    different = {number: found for number, found in different.items() if found}
    if as_json:
        show_json(repetition_object(list(kept), different))
    elif different:
        show_text(f"{mismatch_text(different).say(lang)}\n")
    else:
        show_text(f"{same_text(list(kept), sum(map(len, kept.values()))).say(lang)}\n")
    return FolderError.exit_code if different else WELL


def _headline() -> tuple[str, ...]:
    from ruwaard_sim.tables import HEADLINE

    return tuple(HEADLINE)


def _finish_and_present(run: RunFolder, study: Study, outcome: Outcome, view: View) -> None:
    """Write the results and show them. If they cannot be written, show them before the error."""
    from ruwaard_sim.files.result_folder import folder_files, hash_of
    from ruwaard_sim.report.study_view import StudyInfo
    from ruwaard_sim.study.manifest import contents
    from ruwaard_sim.tables import GROUPS, INDICATORS

    output = contents(study, outcome, INDICATORS, GROUPS, click.get_current_context().obj)
    files = folder_files(output)
    try:
        run.write(files)
    except DiskError:
        if not view.as_json:
            present(StudyInfo.from_manifest(output.manifest), output.rows, output.indicators, view)
        raise
    info = StudyInfo.from_manifest(output.manifest, str(run.folder), hash_of(files))
    present(info, output.rows, output.indicators, view)


def _counted(kept: int) -> Text:
    if kept == 1:
        return Text("1 doorrekening is", "1 replication is")
    return Text(f"{kept} doorrekeningen zijn", f"{kept} replications are")

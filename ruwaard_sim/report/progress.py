"""Progress on standard error: a bar on a terminal, and a few lines for long work."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ruwaard_sim.report.console import remark
from ruwaard_sim.text import Lang, Text

if TYPE_CHECKING:
    from ruwaard_sim.study.calibration import Wave

Progress = Callable[[int, int], None]
OnWave = Callable[["Wave"], None]


@contextmanager
def progress_bar(lang: Lang, *, quiet: bool) -> Iterator[Progress | None]:
    """Yield a callback (done, total) for a bar on standard error; None without a terminal."""
    if quiet or not (sys.stderr is not None and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    word = Text("doorrekeningen", "replications").say(lang)
    left_text = Text("nog", "left").say(lang)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(left_text),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(word, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def wave_lines(lang: Lang, waves: int, jobs: int, *, quiet: bool) -> Iterator[tuple[Progress | None, OnWave | None]]:
    """Yield the callbacks of a calibration of *waves* on *jobs* processes: per replication, and per wave that ended.

    They announce the number of replications, after the first an estimate of the time, and a line for each wave; on a
    terminal there is a bar as well. With *quiet* both are None.
    """
    if quiet:
        yield None, None
        return
    with progress_bar(lang, quiet=quiet) as bar:
        yield _Estimate(lang, jobs, bar), lambda wave: remark(_wave_text(wave, waves), lang)


class _Estimate:
    """Announces the number of replications at the start, and an estimate of the time after the first.

    Assumes that all *jobs* have finished as many when the first comes in.
    """

    def __init__(self, lang: Lang, jobs: int, bar: Progress | None) -> None:
        self._lang, self._jobs, self._bar = lang, jobs, bar
        self._began: float | None = None
        self._announced = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self._began is None:
            self._began = now
            text = Text(
                f"Te doen: {total} doorrekeningen, eerst van het scenario zoals het staat en dan van de trekkingen.",
                f"To do: {total} replications, first of the scenario as written and then of the draws.",
            )
            remark(text, self._lang)
        elif done > 0 and not self._announced:
            self._announced = True
            seconds_left = (now - self._began) / (done * self._jobs) * (total - done)
            remark(
                Text(
                    f"Dat duurt nog ongeveer {_duration(seconds_left).nl}.",
                    f"About {_duration(seconds_left).en} to go.",
                ),
                self._lang,
            )
        if self._bar is not None:
            self._bar(done, total)


def _duration(seconds: float) -> Text:
    """A duration in seconds, minutes or hours, roughly."""
    if seconds < 90:
        return Text(f"{seconds:.0f} seconden", f"{seconds:.0f} seconds")
    if seconds < 90 * 60:
        return Text(f"{seconds / 60:.0f} minuten", f"{seconds / 60:.0f} minutes")
    hours = f"{seconds / 3600:.1f}"
    return Text(f"{hours.replace('.', ',')} uur", f"{hours} hours")


def _wave_text(wave: Wave, waves: int) -> Text:
    if wave.number == 0:
        return Text(
            f"Zoals het staat: {wave.lived} van de {wave.asked} doorrekeningen gelukt.",
            f"As written: {wave.lived} of {wave.asked} replications succeeded.",
        )
    fit = Text("1 past", "1 fits") if wave.accepted == 1 else Text(f"{wave.accepted} passen", f"{wave.accepted} fit")
    return Text(
        f"Ronde {wave.number} van {waves}: {wave.lived} trekkingen doorgerekend, {fit.nl}.",
        f"Wave {wave.number} of {waves}: {wave.lived} draws run, {fit.en}.",
    )

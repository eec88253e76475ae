"""A bar with the time left, on a terminal; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ruwaard_sim.words import Lang, Text

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(lang: Lang, *, quiet: bool) -> Iterator[Progress | None]:
    """Give a callback (done, total) that moves a bar on standard error; None when nobody would see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    word = Text("doorrekeningen", "replications").say(lang)
    left = Text("nog", "left").say(lang)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(left),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(word, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

"""The presentation of a study on standard output, for ``run`` and ``compare``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ruwaard_sim.report.console import colour, remark, show, show_json, width
from ruwaard_sim.text import Lang

if TYPE_CHECKING:
    from ruwaard_sim.files.results import Figure
    from ruwaard_sim.report.study_view import StudyInfo


@dataclass(frozen=True, slots=True)
class View:
    """The options for showing a study."""

    lang: Lang
    as_json: bool
    quiet: bool
    by_year: bool
    everything: bool
    lower: bool = False


def present(info: StudyInfo, rows: Iterable[Figure], indicators: Iterable[Mapping[str, Any]], view: View) -> None:
    """Show a study as a table or as JSON; with --quiet only its folder."""
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

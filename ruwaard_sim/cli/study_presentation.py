"""The presentation of a study on standard output, for ``run`` and ``compare``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ruwaard_sim.report.console import colour, remark, show, show_json, width
from ruwaard_sim.text import Lang

if TYPE_CHECKING:
    from ruwaard_sim.files.result_folder import Figure
    from ruwaard_sim.report.study_view import StudyInfo
    from ruwaard_sim.study.drivers import Drivers


@dataclass(frozen=True, slots=True)
class View:
    """The options for showing a study."""

    lang: Lang
    as_json: bool
    quiet: bool
    by_year: bool
    everything: bool
    lower: bool = False
    whole_period: bool = False


def present(info: StudyInfo, rows: Iterable[Figure], indicators: Iterable[Mapping[str, Any]], view: View) -> None:
    """Show a study as a table or as JSON; with --quiet only its folder."""
    from ruwaard_sim.report.study_json import study_object
    from ruwaard_sim.report.study_view import ShownIndicator
    from ruwaard_sim.study.drivers import drivers, joined
    from ruwaard_sim.study.statistics import by_window, in_window, summarise

    if view.quiet and not view.as_json:
        show(f"{info.folder}\n" if info.folder else "")
        return
    lines, rows, draws = [ShownIndicator.from_entry(entry) for entry in indicators], list(rows), info.draws
    draw_of = None if draws is None else draws.of_replication
    comparison = summarise(rows, info.baseline, info.variants, draw_of)
    if view.whole_period:
        info = replace(info, since={})
    parts = by_window(comparison, info.windows)
    driven: list[Drivers | None] = [None] * len(parts)
    if draws is not None and draws.rows:
        acts_in = [value.variants for value in draws.values]
        driven = [
            drivers(in_window(rows, window, part.variants), info.baseline, draws.of_replication, draws.rows, acts_in)
            for window, part in parts
        ]
    if view.as_json:
        for warning in (info.warning, info.stale):
            if warning is not None:
                remark(warning, view.lang)
        show_json(study_object(info, comparison, lines, joined(driven)))
        return
    from ruwaard_sim.report.screen import screen
    from ruwaard_sim.tables import HEADLINE

    pages = (
        screen(
            info.part(part),
            part,
            lines,
            view.lang,
            width=width(),
            colour=colour(),
            by_year=view.by_year,
            lower=view.lower,
            everything=view.everything,
            headline=info.headline or HEADLINE,
            drivers=driven_of_part,
        )
        for (_, part), driven_of_part in zip(parts, driven, strict=True)
    )
    show("\n\n".join(pages))

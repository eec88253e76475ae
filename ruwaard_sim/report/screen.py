"""A study as text for the screen: a summary, a table of figures with margins, and notes.

Readable at 80 columns and in a pipe.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from ruwaard_sim.report.drivers_view import driven_heading, driven_lines
from ruwaard_sim.report.notes import notes
from ruwaard_sim.report.number_format import ABSENT, decimals_known, number, scale, with_margin
from ruwaard_sim.report.study_view import DrawnValues, ShownIndicator, StudyInfo
from ruwaard_sim.report.summary import summary_sentences
from ruwaard_sim.study.drivers import Drivers
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison, Difference, Estimate
from ruwaard_sim.text import Lang, Text

GAP = 2
NARROWEST_NAME = 12
WIDEST_WORD = 12
ROOM_FOR_BOTH = 100
INDENT = "  "
BELIEF = Text("overtuiging", "belief")
"""The mark of a figure that rests on a belief."""


@dataclass(frozen=True, slots=True)
class Block:
    """One indicator on the screen: a heading, and a row of cells for each variant."""

    group: str
    heading: str
    rows: tuple[tuple[str, ...], ...]


def screen(
    info: StudyInfo,
    comparison: Comparison,
    indicators: Sequence[ShownIndicator],
    lang: Lang = "nl",
    *,
    width: int = 80,
    colour: bool = False,
    by_year: bool = False,
    lower: bool = False,
    everything: bool = False,
    headline: Collection[str] = (),
    drivers: Drivers | None = None,
) -> str:
    """The study as text for a screen of *width* columns: caveats, a summary that starts with *headline*, tables, notes.

    The number still waiting is a column beside the mean wait it belongs to. Figures that are 0 for every variant in
    every year are left out, unless *everything* is set.

    *lower* adds the share of replications in which a variant is lower than the baseline (with drawn values only if
    *width* allows), *by_year* a table with a column for each year, *drivers* the drawn values that differences go with.
    """
    present = _present(info, comparison, indicators)
    moving = [indicator for indicator in present if not _nought(indicator, comparison)]
    shown = present if everything else moving
    lower = lower and (info.draws is None or width >= ROOM_FOR_BOTH)
    blocks = [_block(indicator, indicators, comparison, lang, lower, info.draws is not None) for indicator in shown]
    beside = [indicator for indicator in indicators if _has(indicator, comparison) and indicator not in present]
    compared = [indicator for indicator in (*moving, *beside) if not _nought(indicator, comparison)]
    summary = summary_sentences(comparison, compared, headline, lang, drawn=info.draws is not None, titles=info.titles)
    parts: list[RenderableType] = [
        _opening(info, lang),
        *_in_short(summary, info, lang),
        *_tables(_columns(info, lang, lower), blocks, width),
        *(_by_year(shown, comparison, lang, width) if by_year else ()),
        *(() if drivers is None else _driven(drivers, info, shown, headline, lang)),
        _section(
            *notes(info, comparison, shown, lang, noughts=len(present) - len(shown), lower=lower, by_year=by_year)
        ),
    ]
    return as_text(Group(*parts), width, colour)


def _section(*lines: str, heading: Text | None = None, lang: Lang = "nl") -> RenderableType:
    """Lines below an empty one, under a *heading* if it is given."""
    top = [] if heading is None else [Styled(heading.say(lang), "bold")]
    return Padding(Group(*top, *(Styled(line) for line in lines)), (1, 0, 0, 0))


def _present(info: StudyInfo, comparison: Comparison, indicators: Sequence[ShownIndicator]) -> list[ShownIndicator]:
    """The indicators that have a row: those with a figure, but for what stands in a column beside another.

    Without beliefs, those that rest on beliefs have none.
    """
    beside = {indicator.still_waiting for indicator in indicators}
    return [
        indicator
        for indicator in indicators
        if _has(indicator, comparison) and indicator.name not in beside and not (info.neutral and indicator.belief)
    ]


def _by_year(
    indicators: Sequence[ShownIndicator], comparison: Comparison, lang: Lang, width: int
) -> Iterator[RenderableType]:
    """A second table, of the years apart; nothing when there are none."""
    years = tuple(period for period in comparison.periods if period != WHOLE_PERIOD)
    if years:
        yield _section(heading=Text("PER JAAR", "BY YEAR"), lang=lang)
        yield from _tables(years, [_year_block(indicator, comparison, years, lang) for indicator in indicators], width)


def _driven(
    drivers: Drivers, info: StudyInfo, indicators: Sequence[ShownIndicator], headline: Collection[str], lang: Lang
) -> Iterator[RenderableType]:
    """The values that differences go with; nothing when there are none."""
    lines = list(driven_lines(drivers, info, indicators, headline, lang))
    if lines:
        yield _section(*lines, heading=driven_heading(drivers), lang=lang)


def _has(indicator: ShownIndicator, comparison: Comparison) -> bool:
    """True when any variant has the figure; the work of a board, for one, exists only where there is a board."""
    estimates = [comparison.estimates.get((name, indicator.name, WHOLE_PERIOD)) for name in comparison.variants]
    return any(estimate is not None and estimate.mean is not None for estimate in estimates)


def _nought(indicator: ShownIndicator, comparison: Comparison) -> bool:
    """True when the figure is 0 for every variant, in every period and every replication in which it exists."""
    estimates = [estimate for (_, name, _), estimate in comparison.estimates.items() if name == indicator.name]
    return all(not (estimate.mean or estimate.half_width or estimate.chance) for estimate in estimates)


def _in_short(summary: Sequence[str], info: StudyInfo, lang: Lang) -> Iterator[RenderableType]:
    """The summary as a bulleted list under its heading; nothing without sentences."""
    if summary:
        yield _section(heading=Text("In het kort", "In short"), lang=lang)
        for sentence in summary:
            item = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
            item.add_row("-", Styled(sentence))
            yield item


def _columns(info: StudyInfo, lang: Lang, lower: bool) -> tuple[str, ...]:
    return (
        Text("gemiddeld", "mean").say(lang),
        Text("verschil met {}", "versus {}").say(lang).format(info.baseline),
        *((Text("door toeval", "by chance").say(lang),) if info.draws is not None else ()),
        *((Text("lager in", "lower in").say(lang),) if lower else ()),
        Text("wachten nog", "still waiting").say(lang),
    )


def _block(
    indicator: ShownIndicator,
    indicators: Sequence[ShownIndicator],
    comparison: Comparison,
    lang: Lang,
    lower: bool,
    drawn: bool,
) -> Block:
    rows = []
    for variant in comparison.variants:
        key = (variant, indicator.name, WHOLE_PERIOD)
        step = comparison.differences.get(key)
        row = [INDENT + variant, _cell(comparison.estimates.get(key), indicator, lang)]
        shown = variant != comparison.baseline and indicator.effect
        row.append(_cell(step, indicator, lang) if shown else "")
        if drawn:
            shown_estimate = (
                step if shown and step is not None and step.mean is not None else comparison.estimates.get(key)
            )
            row.append(_by_chance(shown_estimate, indicator, lang))
        if lower:
            row.append(_share_lower(step, lang) if shown else "")
        row.append(_waiting(variant, indicator, indicators, comparison, lang))
        rows.append(tuple(row))
    return Block(indicator.group_title.say(lang), _heading(indicator, lang), tuple(rows))


def _share_lower(step: Difference | None, lang: Lang) -> str:
    """The share of replications in which the variant was lower, as a percentage; empty when all are equal."""
    if step is None or step.p_lower is None or step.mean == step.half_width == 0:
        return ""
    return f"{number(step.p_lower * 100, 0, lang)} %"


def _by_chance(estimate: Estimate | None, indicator: ShownIndicator, lang: Lang) -> str:
    """The margin by chance alone."""
    if estimate is None or estimate.chance is None:
        return ""
    shown = scale(indicator.unit, indicator.decimals, lang)
    half = estimate.chance * shown.factor
    return f"± {number(half, decimals_known(half, shown.decimals), lang) if half else '0'}"


def _heading(indicator: ShownIndicator, lang: Lang) -> str:
    mark = f", {BELIEF.say(lang)}" if indicator.belief else ""
    return f"{indicator.title.say(lang)} ({scale(indicator.unit, indicator.decimals, lang).unit}){mark}"


def _cell(estimate: Estimate | None, indicator: ShownIndicator, lang: Lang) -> str:
    if estimate is None or estimate.mean is None:
        return ABSENT
    if isinstance(estimate, Difference) and estimate.mean == estimate.half_width == 0:
        return "0"
    text = with_margin(estimate.mean, estimate.half_width, scale(indicator.unit, indicator.decimals, lang), lang)
    return f"{text} ({estimate.count})" if estimate.missing else text


def _waiting(
    variant: str, indicator: ShownIndicator, indicators: Sequence[ShownIndicator], comparison: Comparison, lang: Lang
) -> str:
    """The number still waiting at the end, beside the mean wait of those who are not; empty for other figures."""
    if indicator.still_waiting is None:
        return ""
    estimate = comparison.estimates.get((variant, indicator.still_waiting, WHOLE_PERIOD))
    if estimate is None or estimate.mean is None:
        return ABSENT
    most = next((other.decimals for other in indicators if other.name == indicator.still_waiting), 0)
    return number(estimate.mean, decimals_known(estimate.half_width, most), lang)


def _year_block(indicator: ShownIndicator, comparison: Comparison, years: Sequence[str], lang: Lang) -> Block:
    """Two rows for each variant: the means of the years, and their margins below."""
    rows: list[tuple[str, ...]] = []
    for variant in comparison.variants:
        means, margins = [INDENT + variant], [""]
        for year in years:
            estimate = comparison.estimates.get((variant, indicator.name, year))
            mean, _, margin = _cell(estimate, indicator, lang).partition(" ± ")
            means.append(mean)
            margins.append(f"± {margin}" if margin else "")
        rows.append(tuple(means))
        if any(margins):
            rows.append(tuple(margins))
    return Block(indicator.group_title.say(lang), _heading(indicator, lang), tuple(rows))


def _tables(columns: tuple[str, ...], blocks: Sequence[Block], width: int) -> Iterator[RenderableType]:
    """All blocks in the same columns, under a heading for each group."""
    widths = _widths(columns, blocks, width)
    for group, members in groupby(blocks, key=lambda block: block.group):
        together = list(members)
        used = [
            any(row[1 + column_index] for block in together for row in block.rows)
            for column_index in range(len(columns))
        ]
        top = _grid(widths)
        words = [word if shown else "" for word, shown in zip(columns, used, strict=True)]
        top.add_row(Styled(group, "bold"), *(Styled(word, "dim") for word in words))
        yield Padding(top, (1, 0, 0, 0))
        for block in together:
            yield Styled(block.heading)
            body = _grid(widths)
            for row in block.rows:
                body.add_row(*(Styled(cell) for cell in row))
            yield body


def _widths(columns: tuple[str, ...], blocks: Sequence[Block], width: int) -> list[int]:
    """Column widths: figures get what they need, names the rest."""
    rows = [row for block in blocks for row in block.rows]
    needed = [
        max(min(len(column), WIDEST_WORD), *(len(row[column_number]) for row in rows), 0)
        for column_number, column in enumerate(columns, start=1)
    ]
    names = [*(block.group for block in blocks), *(row[0] for row in rows)]
    room = width - sum(needed) - GAP * len(needed)
    return [max(NARROWEST_NAME, min(room, max(map(len, names), default=0))), *needed]


def _grid(widths: Sequence[int]) -> Table:
    table = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for column_number, size in enumerate(widths):
        table.add_column(width=size, justify="right" if column_number else "left", overflow="fold", vertical="bottom")
    return table


def _opening(info: StudyInfo, lang: Lang) -> RenderableType:
    variants = [name for name in info.variants if name != info.baseline]
    against = Text("Vergeleken: {} met {}", "Compared: {} with {}").say(lang).format(", ".join(variants), info.baseline)
    warning = [] if info.warning is None else [Styled(info.warning.say(lang), "bold red")]
    if info.believed is not None:
        warning.append(Styled(info.believed.say(lang), "bold" if info.neutral else ""))
    if info.stale is not None:
        warning.append(Styled(info.stale.say(lang), "bold red"))
    return Group(
        Styled(info.title.say(lang), "bold"),
        Styled(info.question.say(lang)),
        Styled(against if variants else info.baseline, "dim"),
        *([Styled(f"({in_full})", "dim")] if (in_full := info.in_full(lang)) else []),
        *(Styled(line.say(lang)) for line in info.named_twice),
        *([] if info.window is None else [Styled(info.window.say(lang))]),
        *warning,
        Padding(Styled(_caveat(info, lang)), (1, 0, 0, 0)),
    )


def _caveat(info: StudyInfo, lang: Lang) -> str:
    """The paragraph before any figure: this is no prediction, and what the margins are about."""
    if info.draws is not None:
        return (
            Text(
                "Dit is geen voorspelling. {} van de {} waarden zijn aannames. {}, {}: {}. "
                "Daarover gaan de marges en over toeval, niet over de rest.{}",
                "This is not a prediction. {} of {} values are assumptions. {}, {}: {}. "
                "The margins are about these and about chance; not about the others.{}",
            )
            .say(lang)
            .format(
                info.assumed,
                info.values,
                _drawn(info.draws.acting).say(lang),
                info.fit.say(lang),
                info.draws.acting_titles(info.variants, lang),
                _idle(info.draws, lang),
            )
        )
    return (
        Text(
            "Dit is geen voorspelling. {} van de {} waarden zijn aannames; de marges gaan over toeval, niet over "
            "die aannames. {}",
            "This is not a prediction. {} of {} values are assumptions; the margins are about chance only, not about "
            "those assumptions. {}",
        )
        .say(lang)
        .format(info.assumed, info.values, info.compared.say(lang))
    )


def _drawn(many: int) -> Text:
    if many == 1:
        return Text("Eén waarde is getrokken", "One value was drawn")
    return Text(f"{many} waarden zijn getrokken", f"{many} values were drawn")


def _idle(draws: DrawnValues, lang: Lang) -> str:
    """A sentence about drawn values that act in no variant of the study; empty when all act."""
    idle = len(draws.values) - draws.acting
    if idle == 0:
        return ""
    return Text(
        f" (Nog {idle} in deze trekkingen: die doen in deze studie niets.)",
        f" ({idle} more in these draws: they do nothing in this study.)",
    ).say(lang)


def as_text(page: RenderableType, width: int, colour: bool) -> str:
    """*page* as text without trailing blanks; without control codes unless *colour*."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
    )
    with console.capture() as capture:
        console.print(page)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"

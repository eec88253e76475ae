"""Markdown tables, and the numbers of a scenario as cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ruwaard_sim.report.guidelines.description import Number, Provenance
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import ASSUMPTION, Level, Quantity, Range, Table
from ruwaard_sim.scenario.document.scalars import spelled


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; ``|`` in a cell is escaped."""
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def listed(words: Iterable[str]) -> str:
    """Names in backquotes, with commas."""
    return ", ".join(f"`{word}`" for word in words)


def numbers_table(numbers: Iterable[Number], variants: Sequence[str], provenance: Provenance) -> str:
    """A table of numbers with value, range, unit, source, grade, note and, if known, the sections that use them."""
    headings = ["number", "value", "range", "unit", "source", "grade", "in", "note (as written)"]
    if provenance.uses:
        headings.insert(7, "used in")
    return table(headings, (_row(number, variants, provenance.uses) for number in numbers))


def _row(number: Number, variants: Sequence[str], uses: Mapping[tuple[str, ...], Sequence[str]]) -> list[str]:
    written = number.quantity
    value, spread = _table(written) if isinstance(written, Table) else _quantity(written)
    where = "all" if list(number.variants) == list(variants) else ", ".join(number.variants)
    source = "assumption" if written.source == ASSUMPTION else written.source
    used = [", ".join(used_in(number.at, uses))] if uses else []
    return [f"`{number.path}`", value, spread, written.unit, source, written.grade, where, *used, written.note or ""]


def _table(table: Table) -> tuple[str, str]:
    written = "; ".join(f"{key}: {spelled(number)}" for key, number in table.rows.items())
    spread = "" if table.times is None else f"× {spelled(table.times.low)} – {spelled(table.times.high)}"
    return written, spread


def _quantity(quantity: Quantity) -> tuple[str, str]:
    if quantity.values is not None:
        cells = [(day.isoformat(), _level(level)) for day, level in quantity.values.items()]
        value = "; ".join(f"{day}: {mode}" for day, (mode, _) in cells)
        return value, "; ".join(spread for _, (_, spread) in cells if spread)
    if quantity.value is not None:
        return _level(quantity.value)
    return _level(Range.model_validate({key: getattr(quantity, key) for key in ("low", "mode", "high")}))


def _level(level: Level) -> tuple[str, str]:
    if isinstance(level, float):
        return spelled(level), ""
    return spelled(level.mode), f"{spelled(level.low)} – {spelled(level.high)}"


def used_in(at: Loc, uses: Mapping[tuple[str, ...], Sequence[str]]) -> list[str]:
    """The sections that use the number at *at*, or the spread or table it is part of."""
    steps = [str(step) for step in at]
    matches: dict[str, None] = {}
    for written, sections in uses.items():
        shorter = len(written) in (len(steps), len(steps) - 1)
        if shorter and all(written_step in ("*", other) for written_step, other in zip(written, steps, strict=False)):
            matches |= dict.fromkeys(sections)
    return list(matches)

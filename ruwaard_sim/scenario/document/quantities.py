"""The forms in which a scenario writes numbers: a quantity (fixed, uncertain or dated) and a table.

Every form carries a unit, a source and a grade, and knows what is wrong with the way it is written.
What the numbers measure is the measure's business; it stands in the field's annotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Discriminator, PrivateAttr, Tag

from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.base_model import Date, FieldProblem, Line, Meaning, Note, Shape
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.text import Text
from ruwaard_sim.units import UNITS

ASSUMPTION = "assumption"
_SOURCE = re.compile(r"[a-z0-9_-]+(?: \S(?:.*\S)?)?")

Grade = Literal["A", "B", "C", "D"]
Unit = Annotated[str, Meaning("de eenheid, zoals weeks of EUR/hour", "the unit, such as weeks or EUR/hour")]
Source = Annotated[
    str,
    Meaning(
        "waar het vandaan komt: een naam uit sources.yaml, of 'assumption'",
        "where it comes from: a name from sources.yaml, or 'assumption'",
    ),
]
Graded = Annotated[
    Grade, Meaning("hoe sterk het bewijs is, van A (sterk) tot D (aanname)", "how strong the evidence is, A to D")
]


class Range(Shape):
    """An uncertain number: the lowest, the likeliest and the highest it may be."""

    low: Annotated[float, Meaning("de laagste waarde", "the lowest value")]
    mode: Annotated[float, Meaning("de waarschijnlijkste waarde", "the likeliest value")]
    high: Annotated[float, Meaning("de hoogste waarde", "the highest value")]


Level = Annotated[
    Annotated[float, Tag("number")] | Annotated[Range, Tag("range")],
    Discriminator(lambda level: "range" if isinstance(level, dict | Range) else "number"),
]
"""What holds from a date on: a number, or a range."""


class _Sourced(Shape):
    """The fields that quantities and tables share: a unit, a source and a grade. *unit* is a key of `units.UNITS`."""

    unit: Unit
    source: Source
    grade: Graded
    note: Note = None
    _measure: Measure | None = PrivateAttr(default=None)

    @property
    def assumed(self) -> bool:
        """True if this is an assumption, not something a source says."""
        return self.source == ASSUMPTION

    @property
    def source_key(self) -> str | None:
        """The name under `sources.yaml`, or None for an assumption."""
        return None if self.assumed else self.source.partition(" ")[0]

    @property
    def measure(self) -> Measure | None:
        """The measure of the field it stands in; None when it was built outside such a field."""
        return self._measure

    def measured_by(self, measure: Measure) -> None:
        """Remember what the field it stands in measures."""
        self._measure = measure

    @property
    def _factor(self) -> float:
        return UNITS[self.unit].factor

    def _source_faults(self) -> Iterator[FieldProblem]:
        if not _SOURCE.fullmatch(self.source) or self.source.startswith(ASSUMPTION + " "):
            yield FieldProblem(
                "S026",
                message("S026"),
                ("source",),
                ASSUMPTION if self.source.casefold().startswith((ASSUMPTION[:5], "aanname")) else None,
            )
        if self.assumed and self.grade != "D":
            yield FieldProblem("S027", message("S027", grade=self.grade), ("grade",), "D")


class Quantity(_Sourced):
    """One number, in one of three forms: *value*; *low*, *mode* and *high*; or *values* from dates on.

    Declare a field as one of the annotated types of `quantity`, or ``Annotated[Quantity, Measure(…)]``: the
    measure does the judging. Numbers are as written, in *unit*; the properties give base units.
    """

    value: float | None = None
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    values: dict[Date, Level] | None = None

    def at(self, day: date) -> Quantity:
        """The quantity in force on *day*, without dates (it may still be uncertain).

        Raises LookupError when the first date lies after *day*; `shaping.check_start` says that beforehand.
        """
        if self.values is None:
            return self
        begun = [level for start, level in self.values.items() if start <= day]
        if not begun:
            raise LookupError(f"no value on {day}: the first one starts on {min(self.values)}")
        level = begun[-1]
        form = {"value": level} if isinstance(level, float) else dict(level)
        return self.model_copy(update={"values": None, **form})

    def certainly(self, number: float) -> Quantity:
        """The same quantity, of which it is known from the beginning that it is *number* (in base units)."""
        level = number / self._factor
        return self.model_copy(update={"value": None, "values": None, "low": level, "mode": level, "high": level})

    @property
    def number(self) -> float:
        """The number in base units, the mode if it is uncertain. A dated quantity must be collapsed first."""
        return self.range[1]

    @property
    def range(self) -> tuple[float, float, float]:
        """Low, mode and high in base units; three times the same when it is certain."""
        if self.values is not None:
            raise ValueError("a dated quantity has no number: collapse it to a day first")
        factor = self._factor
        if self.value is not None:
            return (self.value * factor,) * 3
        assert self.low is not None
        assert self.mode is not None
        assert self.high is not None
        return self.low * factor, self.mode * factor, self.high * factor

    @property
    def uncertain(self) -> bool:
        """True if there is a low and a high, now or from some date on."""
        return self.low is not None or any(isinstance(level, Range) for level in (self.values or {}).values())

    @property
    def whole_number(self) -> int:
        """The number in base units, rounded to the nearest whole one (halves to the even one)."""
        return round(self.number)

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates from which it has a new value; empty when it is not dated."""
        return tuple(self.values or ())

    @property
    def count(self) -> int:
        """The number of values it counts for: one, or one for each date. A low, mode and high are one value."""
        return len(self.values) if self.values is not None else 1

    def numbers_written(self) -> Iterator[tuple[Loc, float]]:
        """Every number in it, as written, and the way to it."""
        for key in ("value", "low", "mode", "high"):
            number = getattr(self, key)
            if number is not None:
                yield (key,), number
        for start, level in (self.values or {}).items():
            if isinstance(level, Range):
                yield from ((("values", start.isoformat(), key), number) for key, number in level)
            else:
                yield ("values", start.isoformat()), level

    def faults(self) -> Iterator[FieldProblem]:
        """Yield the problems with the way it is written, whatever it measures."""
        yield from self._form_faults()
        yield from self._source_faults()
        if self.low is not None and self.mode is not None and self.high is not None:
            yield from _order_faults((), self.low, self.mode, self.high)
        for start, level in (self.values or {}).items():
            if isinstance(level, Range):
                yield from _order_faults(("values", start.isoformat()), level.low, level.mode, level.high)
        yield from self._date_faults()
        if self.assumed:
            yield from self._assumption_faults()

    def _form_faults(self) -> Iterator[FieldProblem]:
        written = [key for key in ("value", "low", "mode", "high", "values") if getattr(self, key) is not None]
        if written in (["value"], ["low", "mode", "high"], ["values"]):
            return
        missing = [key for key in ("low", "mode", "high") if key not in written]
        if written and not {"value", "values"} & set(written):
            text = Text(
                f"'{missing[0]}' ontbreekt; low, mode en high horen bij elkaar",
                f"'{missing[0]}' is missing; low, mode and high belong together",
            )
        elif written:
            text = Text(
                f"{', '.join(written)} gaan niet samen; schrijf value, of low, mode en high, of values",
                f"{', '.join(written)} do not go together; write value, or low, mode and high, or values",
            )
        else:
            text = message("S020")
        yield FieldProblem("S020", text)

    def _date_faults(self) -> Iterator[FieldProblem]:
        if self.values is None:
            return
        days = list(self.values)
        if not days:
            text = message("S025", "date_faults")
            yield FieldProblem("S025", text, ("values",))
        for earlier, later in pairwise(days):
            if later <= earlier:
                text = message("S025", "date_faults_2", later=later, earlier=earlier)
                yield FieldProblem("S025", text, ("values", later.isoformat(), "[key]"))

    def _assumption_faults(self) -> Iterator[FieldProblem]:
        text = message("S028", "assumption_faults")
        if self.value is not None:
            yield FieldProblem("S028", text, ("value",))
        for start, level in (self.values or {}).items():
            if not isinstance(level, Range):
                yield FieldProblem("S028", text, ("values", start.isoformat()))


def _order_faults(at: Loc, low: float, mode: float, high: float) -> Iterator[FieldProblem]:
    if not low <= mode <= high:
        text = message("S023", low=f"{low:g}", mode=f"{mode:g}", high=f"{high:g}")
        yield FieldProblem("S023", text, (*at, "mode" if not low <= high or mode < low else "high"))


class Times(Shape):
    """The uncertainty of a whole table: every number in it may be this many times as low or as high."""

    low: Annotated[float, Meaning("de laagste factor, bijvoorbeeld 0.8", "the lowest factor, such as 0.8")]
    high: Annotated[float, Meaning("de hoogste factor, bijvoorbeeld 1.25", "the highest factor, such as 1.25")]


class Table(_Sourced):
    """Many numbers of one kind, by key: ``{unit, source, grade, rows: {key: number}}``.

    Use it as ``Annotated[Table, Measure(…)]``. An assumed table says in *times* how uncertain it is.
    """

    rows: Annotated[dict[Line, float], Meaning("de getallen, elk met een naam", "the numbers, each with a name")]
    times: Times | None = None

    def at(self, day: date) -> Table:
        """The table in force on *day*: a table is not dated, so always the same."""
        return self

    @property
    def numbers(self) -> dict[str, float]:
        """The numbers in base units, by key."""
        factor = self._factor
        return {key: number * factor for key, number in self.rows.items()}

    @property
    def uncertain(self) -> bool:
        """True if there is a lowest and a highest factor."""
        return self.times is not None

    @property
    def dates(self) -> tuple[date, ...]:
        """A table has no dates."""
        return ()

    @property
    def count(self) -> int:
        """The number of values it counts for: one for each row."""
        return len(self.rows)

    def numbers_written(self) -> Iterator[tuple[Loc, float]]:
        """Every number in it, as written, and the way to it."""
        return ((("rows", key), number) for key, number in self.rows.items())

    def faults(self) -> Iterator[FieldProblem]:
        """Yield the problems with the way it is written, whatever it measures."""
        yield from self._source_faults()
        if not self.rows:
            yield FieldProblem("S029", message("S029", "faults"), ("rows",))
        if self.assumed and self.times is None:
            text = message("S028", "faults")
            yield FieldProblem("S028", text, ("source",))
        if self.times is not None and not 0 < self.times.low <= 1 <= self.times.high:
            text = message("S029", "faults_2")
            yield FieldProblem("S029", text, ("times",))

"""The kind of number that a field holds: its dimension, its bounds, and what would be surprising.

A measure stands in a field's annotation and judges the quantity or table written there. It knows
units; it does not know how quantities are written, only the numbers in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from ruwaard_sim.errors import nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.base_model import FieldProblem, refuse
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.scalars import shown, spelled
from ruwaard_sim.text import Text
from ruwaard_sim.units import UNITS

_THOUSANDFOLD = {"duration", "work", "staff", "money", "money per year", "price", "count", "points", "flow"}
_TOLERANCE = 1e-9

_DIMENSIONS: dict[str, Text] = {
    "duration": Text("een duur", "a duration"),
    "work": Text("een hoeveelheid werk", "an amount of work"),
    "pace": Text("werk per week", "work a week"),
    "staff": Text("een personeelsomvang", "a number of staff"),
    "money": Text("een bedrag", "an amount of money"),
    "money per year": Text("een bedrag per jaar", "an amount of money a year"),
    "price": Text("een prijs per uur", "a price an hour"),
    "count": Text("een aantal", "a count"),
    "points": Text("een score in punten", "a score in points"),
    "share": Text("een aandeel", "a share"),
    "growth": Text("een groei per jaar", "a growth a year"),
    "ratio": Text("een verhouding", "a ratio"),
    "rate": Text("een kans per persoon per jaar", "a rate per person a year"),
    "flow": Text("een instroom per jaar", "an inflow a year"),
}


class Measured(Protocol):
    """Something with a unit and numbers, which can say what is wrong with its form."""

    @property
    def unit(self) -> str:
        """The unit as written: one of `units.UNITS`, if it is right."""

    def faults(self) -> Iterator[FieldProblem]:
        """Yield the problems with the way it is written, whatever it measures."""

    def numbers_written(self) -> Iterator[tuple[Loc, float]]:
        """Every number in it, in its own unit, and the way to it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The dimension, bounds and usual size of a number.

    *dimension* is one of `units.UNITS` (or several: any of them will do). *minimum* and *maximum* are
    the bounds of what is possible, *plausible* of what is not surprising: outside the first is an
    error, outside the second a warning. All are in the dimension's base unit. With *positive* the
    number must be more than zero. Zero itself is never surprising: it is how an effect is switched off.
    """

    dimension: str | tuple[str, ...]
    minimum: float | None = None
    maximum: float | None = None
    plausible: tuple[float, float] | None = None
    positive: bool = False

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that will do."""
        return (self.dimension,) if isinstance(self.dimension, str) else self.dimension

    @property
    def units(self) -> list[str]:
        """The units in which the number may be written."""
        return [name for name, unit in UNITS.items() if unit.dimension in self.dimensions]

    def faults(self, quantity: Measured) -> Iterator[FieldProblem]:
        """Yield the problems with the unit of *quantity* or the size of its numbers."""
        unit = UNITS.get(quantity.unit)
        if unit is None or unit.dimension not in self.dimensions:
            yield self._wrong_unit(quantity.unit)
            return
        for at, number in quantity.numbers_written():
            if self._out_of_bounds(number * unit.factor):
                yield self._too_far(at, number, quantity.unit)

    def doubts(self, quantity: Measured) -> Iterator[FieldProblem]:
        """Yield what is possible but surprising in *quantity*, for instance days where weeks were meant."""
        unit = UNITS[quantity.unit]
        for at, number in quantity.numbers_written():
            if unit.dimension in _THOUSANDFOLD and _like_thousands(number):
                yield _maybe_thousands(at, number)
            elif self.plausible is not None and not self._plausible(number * unit.factor):
                yield self._surprising(at, number, quantity.unit)

    def _out_of_bounds(self, number: float) -> bool:
        low, high = self.minimum, self.maximum
        return (
            (low is not None and number < low - _TOLERANCE * abs(low))
            or (high is not None and number > high + _TOLERANCE * abs(high))
            or (self.positive and number <= 0)
        )

    def _plausible(self, number: float) -> bool:
        return self.plausible is None or number == 0 or self.plausible[0] <= number <= self.plausible[1]

    def _wrong_unit(self, unit: str) -> FieldProblem:
        allowed = ", ".join(self.units)
        if unit in UNITS:
            other = _DIMENSIONS[UNITS[unit].dimension]
            texts = [_DIMENSIONS[dimension] for dimension in self.dimensions]
            units_text = Text(" of ".join(text.nl for text in texts), " or ".join(text.en for text in texts))
            return FieldProblem(
                "S022",
                message("S022", unit=shown(unit), other=other, units_text=units_text, allowed=allowed),
                ("unit",),
            )
        return FieldProblem(
            "S021",
            message("S021", "wrong_unit", unit=shown(unit), allowed=allowed),
            ("unit",),
            nearest(unit, self.units) or nearest(unit.casefold(), self.units),
        )

    def _too_far(self, at: Loc, number: float, unit: str) -> FieldProblem:
        written = f"{spelled(number)} {unit}"
        if self.positive or (self.minimum == 0 and number < 0):
            more = Text("meer dan nul", "more than zero") if self.positive else Text("nul of meer", "zero or more")
            return FieldProblem("S024", message("S024", "too_far_2", written=written, more=more), at)
        lowest, highest = self._in_unit(self.minimum, unit), self._in_unit(self.maximum, unit)
        if lowest and highest:
            bounds = Text(f"tussen {lowest} en {highest}", f"between {lowest} and {highest}")
        elif highest:
            bounds = Text(f"hoogstens {highest}", f"at most {highest}")
        else:
            bounds = Text(f"minstens {lowest}", f"at least {lowest}")
        return FieldProblem("S024", message("S024", "too_far", written=written, bounds=bounds, unit=unit), at)

    def _surprising(self, at: Loc, number: float, unit: str) -> FieldProblem:
        assert self.plausible is not None
        low, high = (self._in_unit(bound, unit) for bound in self.plausible)
        dimension = UNITS[unit].dimension
        others = (name for name, other in UNITS.items() if other.dimension == dimension and name != unit)
        intended = next((name for name in others if self._plausible(number * UNITS[name].factor)), None)
        return FieldProblem(
            "S031", message("S031", number=spelled(number), unit=unit, low=low, high=high), at, intended
        )

    def _in_unit(self, number: float | None, unit: str) -> str | None:
        return None if number is None else spelled(float(f"{number / UNITS[unit].factor:.4g}"))

    def _judge(self, quantity: Any) -> Any:
        complaints = [*quantity.faults(), *self.faults(quantity)]
        if complaints:
            refuse(*complaints)
        quantity.measured_by(self)
        return quantity

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Judge after the quantity or table itself has been read."""
        return core_schema.no_info_after_validator_function(self._judge, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The JSON Schema of the quantity, with only the units that will do."""
        return {"allOf": [handler(schema)], "properties": {"unit": {"enum": self.units}}}


def _like_thousands(number: float) -> bool:
    """True if *number* has three decimals, as in a Dutch ``13.090`` or ``1.227`` meant as a whole number."""
    thousandths = number * 1000
    return 1 <= abs(number) < 1000 and abs(thousandths - round(thousandths)) < 1e-6 and round(thousandths) % 10 != 0


def _maybe_thousands(at: Loc, number: float) -> FieldProblem:
    thousands = round(number * 1000)
    return FieldProblem("S032", message("S032", number=spelled(number), thousands=thousands), at)

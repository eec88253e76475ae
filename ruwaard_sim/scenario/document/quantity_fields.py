"""The kinds of numbers a scenario's fields may hold, and what can be asked of a shape full of them.

`Duration`, `Price`, `Share` and the rest are the types to declare fields with; `collapse` gives what
holds on one day; `quantities` and `change_dates` list them. Knows no files and no places.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel

from ruwaard_sim.scenario.document.base_model import (
    Date,
    FieldProblem,
    Line,
    Many,
    Meaning,
    Name,
    Note,
    Shape,
    TextField,
    refuse,
)
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import ASSUMPTION, Grade, Level, Quantity, Range, Table, Times
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_YEAR

__all__ = [
    "ASSUMPTION", "COUNT", "DURATION", "FLOW", "GROWTH", "MONEY", "MONEY_PER_YEAR", "PACE", "POINTS", "PRICE",
    "RATE", "RATIO", "SHARE", "STAFF", "WORK",
    "Count", "Date", "Duration", "DurationSpread", "FieldProblem", "Flow", "Grade", "Growth", "Level", "Line",
    "Many", "Meaning", "Measure", "Money", "MoneyPerYear", "Name", "Note", "Pace", "Points", "Price",
    "Quantity", "Range", "Rate", "Ratio", "Shape", "Share", "Spread", "Staff", "Table", "TextField", "Times",
    "Work", "WorkSpread", "change_dates", "collapse", "put", "quantities", "refuse",
]  # fmt: skip

_HALF_A_CENTURY = 50 * DAYS_PER_YEAR

DURATION = Measure("duration", minimum=0, plausible=(0.04, _HALF_A_CENTURY))
WORK = Measure("work", minimum=0, plausible=(1, 60_000))
PACE = Measure("pace", minimum=0, plausible=(1, 600_000))
STAFF = Measure("staff", minimum=0, plausible=(0.01, 2_000))
MONEY = Measure("money", minimum=0)
MONEY_PER_YEAR = Measure("money per year", minimum=0)
PRICE = Measure("price", minimum=0, plausible=(500, 50_000))
COUNT = Measure("count", minimum=0)
POINTS = Measure("points")
SHARE = Measure("share", minimum=0, maximum=1)
GROWTH = Measure("growth", minimum=-1, plausible=(-0.25, 0.25))
RATIO = Measure("ratio", minimum=0, plausible=(0.001, 1_000))
RATE = Measure("rate", minimum=0, plausible=(0, 50 / DAYS_PER_YEAR))
FLOW = Measure("flow", minimum=0, plausible=(0, 100_000 / DAYS_PER_YEAR))

Duration = Annotated[Quantity, DURATION]
Work = Annotated[Quantity, WORK]
Pace = Annotated[Quantity, PACE]
Staff = Annotated[Quantity, STAFF]
Money = Annotated[Quantity, MONEY]
MoneyPerYear = Annotated[Quantity, MONEY_PER_YEAR]
Price = Annotated[Quantity, PRICE]
Count = Annotated[Quantity, COUNT]
Points = Annotated[Quantity, POINTS]
Share = Annotated[Quantity, SHARE]
Growth = Annotated[Quantity, GROWTH]
Ratio = Annotated[Quantity, RATIO]
Rate = Annotated[Quantity, RATE]
Flow = Annotated[Quantity, FLOW]

_MEAN = Meaning("het gemiddelde", "the mean")


class Spread(Shape):
    """A duration or amount of work that differs from case to case: lognormal with this *mean*.

    *cv* is the standard deviation divided by the mean; zero means that all are equal.
    """

    mean: Annotated[Quantity, Measure(("duration", "work"), positive=True), _MEAN]
    cv: Annotated[
        Quantity,
        Measure("ratio", minimum=0, plausible=(0, 5)),
        Meaning("de variatiecoëfficiënt (ratio)", "the coefficient of variation (ratio)"),
    ]


class DurationSpread(Spread):
    """A spread that can only be of durations."""

    mean: Annotated[Quantity, Measure("duration", positive=True, plausible=(0.04, _HALF_A_CENTURY)), _MEAN]


class WorkSpread(Spread):
    """A spread that can only be of amounts of work."""

    mean: Annotated[Quantity, Measure("work", positive=True, plausible=(1, 60_000)), _MEAN]


ModelT = TypeVar("ModelT", bound=BaseModel)

_PLAIN: Final = frozenset({str, int, float, bool, NoneType, Text, date})
"""Types that hold no quantity."""


def quantities(model: BaseModel) -> Iterator[tuple[Loc, Quantity | Table]]:
    """Every quantity and table in *model*, from top to bottom, with its path as written in the file.

    Raises TypeError for a field that declares a bare `Quantity` or `Table`: those would go unjudged.
    """
    return _walk(model, ())


def _walk(value: object, at: Loc) -> Iterator[tuple[Loc, Quantity | Table]]:
    if type(value) in _PLAIN:
        return
    if isinstance(value, Quantity | Table):
        if value.measure is None:
            raise TypeError(f"the field at {at} declares no measure")
        yield at, value
    elif isinstance(value, BaseModel):
        for name, key in _keys(type(value)).items():
            yield from _walk(getattr(value, name), (*at, key))
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _walk(child, (*at, str(key)))
    elif isinstance(value, list | tuple):
        for index, child in enumerate(value):
            yield from _walk(child, (*at, index))


@cache
def _keys(model: type[BaseModel]) -> dict[str, str]:
    """The fields of *model*, each with its key in a file."""
    return {name: field.alias or name for name, field in model.model_fields.items()}


def change_dates(model: BaseModel) -> set[date]:
    """The dates on which some quantity in *model* has a new value."""
    return {day for _, quantity in quantities(model) for day in quantity.dates}


def collapse(model: ModelT, day: date) -> ModelT:
    """*model* as it is on *day*: every dated quantity replaced by what holds then; the rest is shared.

    Quantities may still be uncertain. Raises LookupError when one has no value yet on *day*.
    """
    collapsed: ModelT = _on(model, day)
    return collapsed


def put(model: ModelT, at: Loc, number: Quantity | Table) -> ModelT:
    """*model* with another *number* at *at*, a path as :func:`quantities` gives it; the rest is shared."""
    changed: ModelT = _with(model, at, number)
    return changed


def _with(value: Any, at: Loc, number: Quantity | Table) -> Any:
    if not at:
        return number
    step, rest = at[0], at[1:]
    if isinstance(value, BaseModel):
        name = next(name for name, key in _keys(type(value)).items() if key == step)
        return _copy(value, {name: _with(getattr(value, name), rest, number)})
    if isinstance(value, dict):
        return value | {step: _with(value[step], rest, number)}
    return type(value)(
        _with(child, rest, number) if position == step else child for position, child in enumerate(value)
    )


def _on(value: Any, day: date) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Quantity | Table):
        return value.at(day)
    if isinstance(value, BaseModel):
        fields = {name: getattr(value, name) for name in _keys(type(value))}
        changed = _changed(fields, day)
        return _copy(value, changed) if changed else value
    if isinstance(value, dict):
        changed = _changed(value, day)
        return value | changed if changed else value
    if isinstance(value, list | tuple):
        items = [_on(item, day) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else type(value)(items)
    return value


def _changed(fields: dict[Any, Any], day: date) -> dict[Any, Any]:
    return {key: new for key, old in fields.items() if (new := _on(old, day)) is not old}


def _copy(model: BaseModel, changed: dict[str, Any]) -> BaseModel:
    """A copy with other values, without anything the original had computed and remembered."""
    copy = model.model_copy(update=changed)
    for remembered in copy.__dict__.keys() - type(model).model_fields.keys():
        del copy.__dict__[remembered]
    return copy

"""Values of a scenario that are drawn instead of taken at their mode, and the plan that comes of a draw.

A draw takes the place of a value *as one scenario says it*: the base, or a variant. Where a variant says something
else, that stays. A number is replaced; a table, and a value that differs by date, is multiplied by a factor; a row
of parts of a whole is replaced, and the other rows give way in proportion. Reads no files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, cast

import numpy as np

from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.checks.numbers import PARTS_OF_A_WHOLE
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import Quantity, Table
from ruwaard_sim.scenario.document.quantity_fields import put, quantities
from ruwaard_sim.scenario.schema.calibration_models import DrawsOrigin
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.scenario.variants.make_plan import Dated, plan
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.streams import Floats, Streams
from ruwaard_sim.text import Text
from ruwaard_sim.units import UNITS

FACTOR = "factor"
"""The unit of a draw that multiplies what is written."""
ROWS = "rows"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ValueLocation:
    """A value in a scenario: the way to it, the row of a table if one is meant, and what is written there."""

    at: Loc
    row: str | None
    written: Quantity | Table

    @property
    def unit(self) -> str:
        """The unit of what is drawn: that of the number, or `FACTOR`."""
        many = self.written.dates or (isinstance(self.written, Table) and self.row is None)
        return FACTOR if many else self.written.unit

    @property
    def range(self) -> tuple[float, float, float]:
        """The lowest, likeliest and highest draw as the scenario says it; three times the same when it says none."""
        written = self.written
        if isinstance(written, Table):
            likeliest = 1.0 if self.row is None else written.rows[self.row]
            low, high = (1.0, 1.0) if written.times is None else (written.times.low, written.times.high)
            return likeliest * low, likeliest, likeliest * high
        if written.dates:
            return 1.0, 1.0, 1.0
        if written.value is not None:
            return written.value, written.value, written.value
        assert written.low is not None
        assert written.mode is not None
        assert written.high is not None
        return written.low, written.mode, written.high


def value_locations(scenario: Scenario) -> dict[str, ValueLocation]:
    """Every number in *scenario* by its path as a variant would write it: tables whole, and their rows."""
    locations: dict[str, ValueLocation] = {}
    for at, written in quantities(scenario):
        path = ".".join(str(step) for step in at)
        locations[path] = ValueLocation(at, None, written)
        if isinstance(written, Table):
            locations |= {f"{path}.{ROWS}.{row}": ValueLocation(at, row, written) for row in written.rows}
    return locations


@dataclass(frozen=True, slots=True)
class SampledValue:
    """A value that is drawn: where it stands, in which scenario (*of*: a base or variant), and what readers call it."""

    path: str
    of: str
    title: Text
    location: ValueLocation
    prior: tuple[float, float, float]
    """The lowest, likeliest and highest it can be, in `Place.unit`; between them it is triangular."""

    def at(self, shares: Floats) -> Floats:
        """The values below which these *shares* of the prior lie; triangular, by inversion."""
        low, mode, high = self.prior
        below_mode = low + np.sqrt(shares * (high - low) * (mode - low))
        above_mode = high - np.sqrt((1 - shares) * (high - low) * (high - mode))
        numbers: Floats = np.where(shares * (high - low) < mode - low, below_mode, above_mode)
        return numbers

    def acts_in(self, resolved: Resolved) -> bool:
        """True if it takes the place of a value in this variant, on some day of the period."""
        start, dated = resolved.before.period.start, resolved.dated
        ends = [day for day, *_ in dated[1:]] + [resolved.before.period.end]
        return any(
            end > start and self._written(scenario, day) is not None
            for (day, scenario, _), end in zip(dated, ends, strict=True)
        )

    def put(self, scenario: Scenario, day: date, number: float) -> Scenario:
        """*scenario*, collapsed to *day*, with *number* drawn; itself where it says something else than was drawn."""
        written = self._written(scenario, day)
        return scenario if written is None else put(scenario, self.location.at, self.changed(written, number))

    def _written(self, scenario: Scenario, day: date) -> Quantity | Table | None:
        """The quantity of *scenario* on *day* at this place, if its own scenario says the same there."""
        written = _at(scenario, self.location.at)
        return written if written is not None and _content(written) == _content(self.location.written.at(day)) else None

    def changed(self, written: Quantity | Table, number: float) -> Quantity | Table:
        """The quantity *written* here on one day, with *number* drawn."""
        if isinstance(written, Table):
            return written.model_copy(update={"rows": _rows(written, self.location.row, number)})
        if self.location.unit == FACTOR:
            likeliest = written.mode if written.value is None else written.value
            assert likeliest is not None
            number *= likeliest
        return written.model_copy(update={"value": number, "low": None, "mode": None, "high": None})


def _rows(table: Table, row: str | None, number: float) -> dict[str, float]:
    """All rows times *number*; or one *row* that becomes it, for which the others of a whole give way."""
    rows = table.rows
    if row is None:
        return {key: level * number for key, level in rows.items()}
    others = sum(level for key, level in rows.items() if key != row)
    share = (others - (number - rows[row])) / others if others and is_whole(table) else 1.0
    return {key: number if key == row else level * share for key, level in rows.items()}


def is_whole(table: Table) -> bool:
    """True if its rows are parts of a whole."""
    return UNITS[table.unit].dimension == "share" and abs(sum(table.numbers.values()) - 1) <= PARTS_OF_A_WHOLE


def _at(value: Any, at: Loc) -> Quantity | Table | None:
    for step in at:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, tuple | list):
            value = value[int(step)] if int(step) < len(value) else None
        elif value is not None:
            names = {field.alias or name: name for name, field in type(value).model_fields.items()}
            value = getattr(value, names[step]) if step in names else None
    return value if isinstance(value, Quantity | Table) else None


def _content(written: Quantity | Table) -> tuple[object, ...]:
    """Its numbers and unit, whatever its source and note."""
    if isinstance(written, Table):
        return written.unit, tuple(written.rows.items())
    return written.unit, written.value, written.low, written.mode, written.high


def drawn_dated(resolved: Resolved, values: Sequence[SampledValue], draw: Sequence[float]) -> Dated:
    """The scenarios in force from each date on in a variant in which *draw* replaces *values*."""
    dated = []
    for day, scenario, books in resolved.dated:
        today = scenario
        for value, number in zip(values, draw, strict=True):
            today = value.put(today, day, number)
        dated.append((day, today, books))
    return dated


def drawn_plan(resolved: Resolved, values: Sequence[SampledValue], draw: Sequence[float]) -> Plan:
    """The plan of a variant in which *draw* holds for *values*; whatever is as in its own plan is shared with that."""
    dated, own = drawn_dated(resolved, values, draw), resolved.plan
    return _shared(plan(own.name, own.title, dated, counterfactual=own.counterfactual), own)


@dataclass(frozen=True, slots=True)
class StaleDraws:
    """The *variants* and *targets* that changed since draws were fitted. False when none did."""

    variants: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.variants or self.targets)


@dataclass(frozen=True, slots=True)
class StudyDraws:
    """Draws of uncertain values for the variants of a study: which values, in which variants, and the draws by name."""

    name: str
    title: Text
    base: str
    values: tuple[SampledValue, ...]
    rows: Mapping[str, tuple[float, ...]]
    calibration: str
    origin: DrawsOrigin
    stale: StaleDraws
    resolved: tuple[Resolved, ...] = ()

    def of_study(self, resolved: Sequence[Resolved]) -> StudyDraws:
        """The same draws, for these variants."""
        return replace(self, resolved=tuple(resolved))

    @property
    def acts_in(self) -> list[list[str]]:
        """Of each value, in the order of *values*, the variants in which it takes the place of what they say."""
        return [[variant.variant.id for variant in self.resolved if value.acts_in(variant)] for value in self.values]

    def plans(self, name: str) -> dict[str, Plan]:
        """The plans of all variants, in which the draw called *name* holds."""
        draw = self.rows[name]
        return {variant.variant.id: drawn_plan(variant, self.values, draw) for variant in self.resolved}

    def order(self, seed: int) -> list[str]:
        """The names of the draws in the order in which a study with this *seed* takes them."""
        names = sorted(self.rows)
        numbers = [int(sha256(name.encode()).hexdigest()[:12], 16) for name in names]
        uniforms = Streams(seed, 0).uniform("draws/order", np.array(numbers))
        return [names[index] for index in np.argsort(uniforms)]


def _shared(new: T, old: T) -> T:
    """*new* with the parts of *old* wherever they are equal, so that many plans take little room."""
    kind: Any = type(new)
    if kind is not type(old) or new is old:
        return new
    names: tuple[str, ...] = _init_fields(cast(Any, kind))
    if names:
        fields_of_new: Any = {name: _shared(getattr(new, name), getattr(old, name)) for name in names}
        same = all(part is getattr(old, name) for name, part in fields_of_new.items())
        return old if same else replace(cast(Any, new), **fields_of_new)
    if isinstance(new, tuple):
        return cast(T, _shared_tuple(new, old))
    if kind is dict:
        return cast(T, _shared_dict(cast(Any, new), cast(Any, old)))
    return old if new == old else new


def _shared_tuple(new: Any, old: Any) -> Any:
    if len(new) != len(old):
        return new
    parts = [_shared(part, was) for part, was in zip(new, old, strict=True)]
    if all(part is was for part, was in zip(parts, old, strict=True)):
        return old
    return new if hasattr(new, "_fields") else tuple(parts)


def _shared_dict(new: dict[Any, Any], old: dict[Any, Any]) -> dict[Any, Any]:
    if new.keys() != old.keys():
        return old if new == old else new
    children = {key: _shared(part, old[key]) for key, part in new.items()}
    return old if all(children[key] is old[key] for key in children) else children


@cache
def _init_fields(kind: Any) -> tuple[str, ...]:
    """The fields with which a dataclass is made; none of any other class."""
    return tuple(field.name for field in fields(kind) if field.init) if is_dataclass(kind) else ()

"""The parts of a scenario that are dealt before the clock starts: one value for the whole period and every variant.

Who live in the wijk, what they will need and what is measured is settled once, so that variants can be
compared on the same people with the same random numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import Quantity
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.schema.models import Domain, Scenario

_SAID = {"id", "kind", "title", "source", "grade", "note"}
"""Keys that are for readers."""
_BY_POLICY = {"title", "crisis", "contribution"}
"""What of a leefdomein may change with policy; the rest of it is dealt."""


def fixed(scenario: Scenario) -> Iterator[tuple[Loc, object]]:
    """Every part of *scenario* that holds for the whole period and every variant, and where it stands."""
    yield ("period",), scenario.period
    for name, norm in scenario.norms.items():
        yield ("norms", name), norm
    yield ("population",), scenario.population
    yield ("needs", "frailty"), scenario.needs.frailty
    for name, domain in scenario.needs.domains.items():
        for key in Domain.model_fields:
            if key not in _BY_POLICY:
                yield ("needs", "domains", name, key), getattr(domain, key)
    for name, provision in scenario.organisation.provisions.items():
        for domain_name, stock in provision.stock.items():
            yield ("organisation", "provisions", name, "stock", domain_name), stock
    yield ("rules", "facts"), list(scenario.rules.facts.items())


def differing_parts(one: Scenario, other: Scenario) -> list[str]:
    """The parts in which two bases differ that make people, needs or circumstances others, as they are written."""
    parts, others = (
        {".".join(map(str, at)): _plain(part) for at, part in _circumstances(base)} for base in (one, other)
    )
    return [at for at in {**parts, **others} if parts.get(at) != others.get(at)]


def _circumstances(base: Scenario) -> Iterator[tuple[Loc, object]]:
    """What is dealt, and what the wijk meets under every policy."""
    yield from ((at, part) for at, part in fixed(base) if at[0] not in ("period", "population", "rules"))
    keys = (key for key in type(base.population).model_fields if key not in _SAID)
    yield from ((("population", key), getattr(base.population, key)) for key in keys)
    yield ("needs", "growth"), base.needs.growth
    yield ("needs", "shocks"), base.needs.shocks


def _plain(part: object) -> object:
    """*part* as plain data, without what decides nothing: names, and where numbers come from."""
    if isinstance(part, BaseModel):
        return {key: _plain(getattr(part, key)) for key in type(part).model_fields if key not in _SAID}
    if isinstance(part, dict):
        return {key: _plain(value) for key, value in part.items()}
    return [_plain(value) for value in part] if isinstance(part, list | tuple) else part


def dated_but_fixed(scenario: Scenario) -> Iterator[tuple[Loc, Quantity]]:
    """Every quantity that is dated although it holds for the whole period."""
    for at, part in fixed(scenario):
        if isinstance(part, Quantity):
            values: Iterator[tuple[Loc, object]] = iter([((), part)])
        elif isinstance(part, BaseModel):
            values = iter(quantities(part))
        else:
            continue
        for within, quantity in values:
            if isinstance(quantity, Quantity) and quantity.dates:
                yield (*at, *within), quantity

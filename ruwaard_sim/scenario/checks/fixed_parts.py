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

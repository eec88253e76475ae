"""The model of ``kind: steering``: the measures, actions and rules of the stuurgroep."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ruwaard_sim.agents.steering import MEASURES
from ruwaard_sim.scenario.document.base_model import Line, Meaning, Name, Shape
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.quantity_fields import Pace, Quantity, Share
from ruwaard_sim.scenario.schema.rule_models import GuaranteeOf, ImpossibleOf, ParameterOf, RuleId, TableOf, Title, Word

_TAKE = Meaning("de uren die geven", "the hours that give")
_GIVE = Meaning("de uren die krijgen", "the hours that get")


class SightOf(Shape):
    """A fact about the wijk that steering rules may weigh: a measure, of what, and the range it is kept within."""

    measures: Annotated[Literal[*MEASURES], Meaning("wat er gemeten wordt", "what is measured")]  # type: ignore[valid-type]
    of: Annotated[Line | None, Meaning("waarvan: uren, plekken, rekening, partij of besluit", "of what")] = None
    type: Literal["int", "money"]
    title: Title
    unit: Line | None = None
    min: int
    max: int
    typical: int


class ShiftOf(Shape):
    """Hours a week that go from one pool to another, as long as the first keeps some."""

    take: Annotated[Line, _TAKE]
    give: Annotated[Line, _GIVE]
    hours: Annotated[Pace, Meaning("hoeveel per week", "how many a week")]
    keep: Annotated[Pace, Meaning("wat wie geeft minstens overhoudt", "what the giver keeps at least")]


class OpenOf(Shape):
    """Places that open (or close, below zero), and the hours a week that running them takes."""

    of: Annotated[Word, Meaning("de plekken", "the places")]
    by: Annotated[
        Quantity,
        Measure("count", minimum=-10_000, maximum=10_000),
        Meaning("hoeveel erbij (of af, onder nul)", "how many more (or fewer, below zero)"),
    ]
    take: Annotated[Line, _TAKE]
    hours: Annotated[
        Quantity,
        Measure("pace", minimum=-6_000_000, maximum=6_000_000),
        Meaning("wat dat per week aan uren kost (of oplevert, onder nul)", "hours a week it takes (or gives back)"),
    ]


class ReserveOf(Shape):
    """Another share of the joint budget set aside for pgb, from the next budget year on."""

    share: Share


class BuyOf(Shape):
    """Hours until the end of the year, paid from a pot beforehand; *price* names a money parameter of these rules."""

    give: Annotated[Line, _GIVE]
    account: Annotated[Line, Meaning("de pot", "the pot")]
    price: Annotated[Word, Meaning("de parameter met de prijs", "the parameter with the price")]


class ActionOf(Shape):
    """Something the stuurgroep can decide. With a title only, it is the decision to do nothing."""

    title: Title
    shift: ShiftOf | None = None
    places: OpenOf | None = None
    reservation: ReserveOf | None = None
    buy: BuyOf | None = None


class SteeringRules(Shape):
    """``kind: steering``: facts about the wijk, actions, the tables that choose among them, and what is guaranteed."""

    kind: Literal["steering"]
    id: Name
    facts: dict[Word, SightOf]
    parameters: dict[Word, ParameterOf]
    actions: Annotated[dict[Word, ActionOf], Field(min_length=1)]
    tables: Annotated[dict[Word, TableOf], Field(min_length=1)]
    cannot_happen: Annotated[dict[RuleId, ImpossibleOf], Field(default_factory=dict)]
    guarantees: Annotated[dict[RuleId, GuaranteeOf], Field(default_factory=dict)]

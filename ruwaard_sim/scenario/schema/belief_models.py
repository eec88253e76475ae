"""The model of ``kind: beliefs``: effects of policy, and outcomes of help, that are believed and not counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ruwaard_sim.scenario.document.base_model import Many, Meaning, Name, Shape
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.quantity_fields import RATE, SHARE, Quantity
from ruwaard_sim.scenario.schema.rule_models import Title, Word

ActsOn = Literal["demand", "stay", "amount", "relapse", "referral"]


class EffectOf(Shape):
    """One belief about a policy: on what it acts, and the factor by which it does; 1 is neutral.

    ``demand``: how many questions of *domains* arise. ``stay``, ``amount``, ``relapse``: how long help of *routes* or
    *layers* lasts, how much of it there is a week, and how often the question comes back; with *by* only where these
    staff groups give it. ``referral``: how many of *domains* go to the route *to*, at the cost or gain of *instead*.
    """

    title: Title
    acts_on: Annotated[ActsOn, Meaning("waarop de overtuiging werkt", "what the belief acts on")]
    domains: Annotated[Many[Word], Meaning("welke leefdomeinen", "which leefdomeinen")] = ()
    routes: Annotated[Many[Word], Meaning("welke voorzieningen", "which provisions")] = ()
    layers: Annotated[Many[Word], Meaning("welke lagen", "which layers")] = ()
    by: Annotated[Many[Word], Meaning("alleen als deze groepen de hulp geven", "only where these groups help")] = ()
    to: Annotated[Word | None, Meaning("waarheen wordt verwezen", "where cases are referred to")] = None
    instead: Annotated[Word | None, Meaning("in plaats waarvan", "instead of which")] = None
    factor: Annotated[
        Quantity,
        Measure("ratio", positive=True, plausible=(0.1, 10)),
        Meaning("de factor; 1 is neutraal", "the factor; 1 is neutral"),
    ]


_WELLBEING = Meaning(
    "hoeveel punten iemand zich beter voelt met hulp", "points by which help makes someone feel better"
)
_ADMISSIONS = Meaning("deel van de crises dat tot een opname leidt", "share of crises that lead to an admission")
_GP_VISITS = Meaning("extra huisartsbezoeken zolang een vraag open staat", "extra GP visits while a question is open")
_GP_PRICE = Meaning("prijs van een huisartsbezoek", "price of a GP visit")


class OutcomesOf(Shape):
    """Outcomes computed from events, without changing them. What is left out is not believed, and not shown."""

    wellbeing: Annotated[Quantity, Measure("points", minimum=0, maximum=10), _WELLBEING] | None = None
    admissions: Annotated[Quantity, SHARE, _ADMISSIONS] | None = None
    gp_visits: Annotated[Quantity, RATE, _GP_VISITS] | None = None
    gp_price: Annotated[Quantity, Measure("money", minimum=0, plausible=(500, 50_000)), _GP_PRICE] | None = None


class Beliefs(Shape):
    """``kind: beliefs``: what is believed about policies and about help, apart from what follows by arithmetic."""

    kind: Literal["beliefs"]
    id: Name
    effects: dict[Word, EffectOf]
    outcomes: Annotated[OutcomesOf, Field(default_factory=OutcomesOf)]

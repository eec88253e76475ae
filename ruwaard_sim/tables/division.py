"""Surpluses, shortfalls and settlements between parties; nothing where a plan has no such thing."""

from __future__ import annotations

from collections.abc import Callable

from ruwaard_sim.ledger import TREASURY, party_account
from ruwaard_sim.mechanisms.surplus import Division, Remainder
from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.tables.cost import PARTY_SIDE
from ruwaard_sim.tables.demand import per_year
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text

_BASIS = Basis(
    formula=Text("som van deze overboekingen in de boeken ÷ jaren", "sum of these transfers in the books ÷ years"),
    evidence="arithmetic",
    money=True,
    side=PARTY_SIDE,
)
Euros = Callable[[Record, Window], float]
_SOMETHING = Remainder(own={"een": 3_00}, joint=3_00, put_in={"een": 3_00}, own_staff=3_00)
"""A surplus to ask an answer what it would do."""


def _joint(regime: Regime) -> bool:
    return any(staff.pays.in_pool for staff in regime.staff.values())


def _divides(regime: Regime) -> Division:
    return regime.surplus.divide(_SOMETHING) if _joint(regime) else Division()


def _figure(name: str, title: Text, definition: Text, euros: Euros, there_is: Callable[[Regime], object]) -> Indicator:
    """Euros a year; not a number in a plan in which *there_is* no such thing under any regime."""

    def in_force(plan: Plan) -> bool:
        return any(there_is(regime) for regime in plan.regimes)

    def compute(record: Record, window: Window) -> float:
        return per_year(euros(record, window), window) if in_force(record.plan) else float("nan")

    return Indicator(name, title, "EUR/year", "party", definition, 0, compute, basis=_BASIS)


def _purpose(*purposes: str) -> Euros:
    return lambda record, window: sum(record.paid(window, purpose=purpose) for purpose in purposes)


def _to_parties(record: Record, window: Window) -> float:
    parties = {staff.party for regime in record.plan.regimes for staff in regime.staff.values()}
    return record.paid(window, purpose="behouden overschot") + sum(
        record.paid(window, target=party_account(party), purpose="overschot") for party in parties
    )


DIVISION = (
    _figure(
        "surplus_parties",
        Text("overschot voor de partijen", "surplus for the parties"),
        Text(
            "Wat partijen van het overschot van het wijkbudget krijgen of houden; per jaar.",
            "What parties get or keep of the surplus of the joint budget; a year.",
        ),
        _to_parties,
        lambda regime: any(_divides(regime).parties.values()),
    ),
    _figure(
        "surplus_returned",
        Text("overschot terug naar de gemeente", "surplus back to the municipality"),
        Text(
            "Wat de gemeente van het overschot van het wijkbudget krijgt; per jaar.",
            "What the municipality gets of the surplus of the joint budget; a year.",
        ),
        lambda record, window: record.paid(window, target=TREASURY, purpose="overschot"),
        lambda regime: _divides(regime).funders,
    ),
    _figure(
        "shortfall",
        Text("tekort op het wijkbudget", "shortfall of the joint budget"),
        Text(
            "Wat partijen tekortkomen op hun deel van het wijkbudget, wie het ook draagt; per jaar.",
            "What parties are short of their part of the joint budget, whoever bears it; a year.",
        ),
        _purpose("tekort van de partij", "uit reserve", "claim"),
        _joint,
    ),
    _figure(
        "shortfall_claimed",
        Text("waarvan door de gemeente aangevuld", "of which made up by the municipality"),
        Text("Claims op de gemeente; per jaar.", "Claims on the municipality; a year."),
        _purpose("claim"),
        lambda regime: regime.shortfall.pays_afterwards and _joint(regime),
    ),
    _figure(
        "shortfall_reserve",
        Text("waarvan uit de gezamenlijke reserve", "of which paid from the joint reserve"),
        Text("Wat de reserve van tekorten betaalt; per jaar.", "What the reserve pays of shortfalls; a year."),
        _purpose("uit reserve"),
        lambda regime: regime.shortfall.feeds(_SOMETHING.total, 0) and _joint(regime),
    ),
    _figure(
        "settled_between",
        Text("verrekend tussen partijen", "settled between parties"),
        Text(
            "Uren die een partij voor een ander leverde, tegen tarief; per jaar.",
            "Hours that a party delivered for another, at tariff; a year.",
        ),
        _purpose("verrekening"),
        lambda regime: regime.settlement.months,
    ),
    _figure(
        "earmarked",
        Text("besteed aan geoormerkte programma's", "spent on earmarked programmes"),
        Text(
            "Kinderen in armoede en re-integratie; wat dat voor bewoners doet zit niet in het model; per jaar.",
            "Children in poverty and re-integration; what it does for residents is not in the model; a year.",
        ),
        _purpose("programma*"),
        lambda regime: regime.earmarked.granted(0),
    ),
)

"""Costs, from three sides that are never mixed: each payer, each party, society."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.ledger import HOUSEHOLDS, INSURERS, TREASURY
from ruwaard_sim.tables.demand import per_year
from ruwaard_sim.tables.indicator import Basis, Evidence, Indicator
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_YEAR

Compute = Callable[[Record, Window], float]
PAYER = Text("betaler", "payer")
PARTY_SIDE = Text("partij", "party")
SOCIETY = Text("samenleving", "society")
"""The three sides from which a cost can be looked at; no figure mixes two of them."""

_PAID_FOR_HELP = ("productie", "resultaat", "termijn")
"""For what a provider is paid, beforehand or afterwards, to help clients."""


def _yearly(euros: Callable[[Record, Window], float]) -> Compute:
    return lambda record, window: per_year(euros(record, window), window)


def _net(account: str) -> Callable[[Record, Window], float]:
    return lambda record, window: record.paid(window, source=account) - record.paid(window, target=account)


def _municipality(record: Record, window: Window) -> float:
    return _net(TREASURY)(record, window)


def _society(record: Record, window: Window) -> float:
    return sum(_net(payer)(record, window) for payer in (TREASURY, INSURERS, HOUSEHOLDS))


def _lines(record: Record, window: Window) -> float:
    """The spending on the five lines: budgeted, less what came back, plus what fell short or was claimed."""
    return (
        record.paid(window, source=TREASURY, purpose="budget*")
        - record.paid(window, target=TREASURY, purpose="vrijval")
        - record.paid(window, target=TREASURY, purpose="overschot")
        + record.paid(window, source=TREASURY, purpose="tekort")
        + record.paid(window, source=TREASURY, purpose="claim")
    )


def _from_treasury(*purposes: str) -> Callable[[Record, Window], float]:
    return lambda record, window: sum(record.paid(window, source=TREASURY, purpose=purpose) for purpose in purposes)


def _other(record: Record, window: Window) -> float:
    """All that left the general means but for what has a row of its own, less what came back but for contributions."""
    told = _from_treasury("budget*", "tekort", "claim", "pgb", "eigen formatie*")
    back = record.paid(window, target=TREASURY) - sum(
        record.paid(window, target=TREASURY, purpose=purpose) for purpose in ("vrijval", "overschot", "eigen bijdrage")
    )
    return record.paid(window, source=TREASURY) - told(record, window) - back


def paid_for(*purposes: str) -> Callable[[Record, Window], float]:
    """Euros moved in a window for these purposes, whoever pays."""
    return lambda record, window: sum(record.paid(window, purpose=purpose) for purpose in purposes)


def _unit_cost(*staff: str) -> Compute:
    """Euros paid for these staff per full year of help given in kind by them."""

    def compute(record: Record, window: Window) -> float:
        paid = sum(record.paid(window, purpose=f"{word} {name}") for name in staff for word in _PAID_FOR_HELP)
        paid -= sum(record.paid(window, purpose=f"termijn terug {name}") for name in staff)
        pools = {f"{name}.hulp" for name in staff}
        provisions = [
            route for route, name in enumerate(record.history.routes) if pools & set(record.provisions[name].pools)
        ]
        spells = record.spells
        chosen = np.isin(spells.route, provisions)
        years = float(spells.days(window.start, window.end)[chosen].sum()) / DAYS_PER_YEAR
        return paid / years if years else float("nan")

    return compute


def euros_a_year(
    name: str, nl: str, en: str, definition: Text, euros: Callable[[Record, Window], float], basis: Basis
) -> Indicator:
    """An indicator of *euros* moved, as an amount a year."""
    group = "party" if basis.side == PARTY_SIDE else "cost"
    return Indicator(name, Text(nl, en), "EUR/year", group, definition, 0, _yearly(euros), basis=basis)


def _unit_basis(evidence: Evidence, account: str) -> Basis:
    return Basis(
        formula=Text(
            "betaald (productie, termijnen) ÷ jaren hulp (BEGUN tot ENDED) door dezelfde groepen",
            "paid (production, instalments) ÷ years of help (BEGUN to ENDED) by the same groups",
        ),
        evidence=evidence,
        kinds=(EventKind.BEGUN, EventKind.ENDED),
        money=True,
        plan=True,
        side=PAYER,
        books=(account,),
    )


COST = (
    euros_a_year(
        "cost_municipality",
        "betaald door de gemeente",
        "paid by the municipality",
        Text(
            "Alles wat uit de gemeentebegroting gaat, min vrijval en eigen bijdragen: de vijf regels, eigen formatie, pgb en hulpmiddelen; per jaar.",
            "All that leaves the municipal budget, less what returns and own contributions: the five lines, own staff, pgb and aids; a year.",
        ),
        _municipality,
        Basis(
            formula=Text(
                "uit de begroting betaald - in de begroting terug, per jaar",
                "paid from the general means - returned to them, a year",
            ),
            evidence="D",
            money=True,
            side=PAYER,
        ),
    ),
    euros_a_year(
        "cost_lines",
        "waarvan de vijf regels van het wijkkader",
        "of which the five lines of the wijkkader",
        Text(
            "Begroot (2.870.547 euro in het wijkkader §6), min vrijval en teruggekregen overschot, plus tekort en claims; per jaar.",
            "Budgeted (2,870,547 euro in wijkkader §6), less what returned and its part of a surplus, plus shortfalls and claims; a year.",
        ),
        _lines,
        Basis(
            formula=Text(
                "betaald als budget - vrijval + tekort, per jaar", "paid as budget - returned + shortfall, a year"
            ),
            evidence="A",
            money=True,
            side=PAYER,
            books=("paid_zin_huishoudelijke_hulp", "paid_zin_begeleiding"),
        ),
    ),
    euros_a_year(
        "cost_pgb_beside",
        "waarvan pgb naast die regels",
        "of which personal budgets beside those lines",
        Text(
            "Betaald aan pgb-houders uit de gemeentebegroting, niet uit de reservering; per jaar.",
            "Paid to pgb holders from the municipal budget, not from the reservation; a year.",
        ),
        _from_treasury("pgb"),
        Basis(
            formula=Text("uit de begroting betaald als pgb, per jaar", "paid as pgb from the general means, a year"),
            evidence="D",
            money=True,
            side=PAYER,
        ),
    ),
    euros_a_year(
        "cost_own_staff",
        "waarvan eigen medewerkers",
        "of which own staff",
        Text(
            "Wat de gemeente aan haar eigen formatie betaalt, zoals Wmo-consulenten; per jaar.",
            "What the municipality pays its own staff, such as officials; a year.",
        ),
        _from_treasury("eigen formatie*"),
        Basis(
            formula=Text("uit de begroting betaald als eigen formatie, per jaar", "paid as own staff, a year"),
            evidence="D",
            money=True,
            side=PAYER,
        ),
    ),
    euros_a_year(
        "cost_other",
        "waarvan hulpmiddelen en het overige",
        "of which aids and the rest",
        Text(
            "Al het andere uit de gemeentebegroting: hulpmiddelen, een extra budget en wat partijen verrekenen. Met de drie "
            "regels hierboven is dit alles, min de eigen bijdragen; per jaar.",
            "All else from the municipal budget: aids, an extra budget and what parties settle. With the three rows above this "
            "is all, less own contributions; a year.",
        ),
        _other,
        Basis(
            formula=Text(
                "uit de begroting betaald - de regels - pgb - eigen formatie - wat daarvan terugkwam, per jaar",
                "paid from the general means - lines - pgb - own staff - what came back of it, a year",
            ),
            evidence="D",
            money=True,
            side=PAYER,
        ),
    ),
    euros_a_year(
        "cost_pgb",
        "pgb in totaal, ook uit de reservering",
        "personal budgets in all, also from the reservation",
        Text(
            "Betaald aan pgb-houders, ook uit de reservering; per jaar.",
            "Paid to pgb holders, also from the reservation; a year.",
        ),
        paid_for("pgb"),
        Basis(
            formula=Text(
                "betaald als pgb, uit de reservering en uit de begroting, per jaar",
                "paid as pgb, from the reservation and from the general means, a year",
            ),
            evidence="D",
            money=True,
            side=PAYER,
        ),
    ),
    euros_a_year(
        "cost_insurers",
        "betaald door de zorgverzekeraars",
        "paid by the health insurers",
        Text("Specialisten en crisisdienst (Zvw); per jaar.", "Specialists and crisis service (Zvw); a year."),
        _net(INSURERS),
        Basis(
            formula=Text("betaald door de zorgverzekeraars, per jaar", "paid by the health insurers, a year"),
            evidence="D",
            money=True,
            side=PAYER,
        ),
    ),
    euros_a_year(
        "cost_households",
        "eigen bijdragen van bewoners",
        "residents' own contributions",
        Text("Wat bewoners zelf betalen; per jaar.", "What residents pay themselves; a year."),
        _net(HOUSEHOLDS),
        Basis(
            formula=Text("betaald door huishoudens, per jaar", "paid by households, a year"),
            evidence="D",
            money=True,
            side=PAYER,
        ),
    ),
    euros_a_year(
        "cost_society",
        "betaald door alle betalers samen",
        "paid by all payers together",
        Text(
            "Gemeente, zorgverzekeraars en bewoners samen; per jaar. Mantelzorg en Wlz zijn niet meegeteld.",
            "Municipality, insurers and residents together; a year. Informal care and Wlz are not counted.",
        ),
        _society,
        Basis(
            formula=Text(
                "betaald door gemeente + zorgverzekeraars + huishoudens, per jaar",
                "paid by municipality + health insurers + households, a year",
            ),
            evidence="D",
            money=True,
            side=SOCIETY,
        ),
    ),
    euros_a_year(
        "spent_by_residents",
        "besteed door de bewonersraad",
        "spent by the residents' council",
        Text(
            "Deel van wat over was, in het jaar daarna besteed aan initiatieven van bewoners; per jaar.",
            "Part of what was left, spent on residents' initiatives in the year after; a year.",
        ),
        paid_for("bewonersinitiatieven"),
        Basis(
            formula=Text(
                "som van de transacties 'bewonersinitiatieven', per jaar",
                "sum of the transfers 'bewonersinitiatieven', a year",
            ),
            evidence="arithmetic",
            money=True,
            side=SOCIETY,
        ),
    ),
    Indicator(
        "unit_cost_hh",
        Text("hulp bij het huishouden: kosten per cliënt", "domestic help: cost per year of help"),
        "EUR/year",
        "cost",
        Text(
            "Betaald voor hulp in natura, per vol jaar hulp aan één cliënt.",
            "Paid for help in kind, per full year of help to one client.",
        ),
        0,
        _unit_cost("hh_deelnemers", "hh_overig"),
        basis=_unit_basis("C", "unit_cost_hh"),
    ),
    Indicator(
        "unit_cost_guidance",
        Text(
            "begeleiding en dagbesteding: kosten per cliënt",
            "support and day activities: cost per year of help",
        ),
        "EUR/year",
        "cost",
        Text(
            "Betaald voor hulp in natura, per vol jaar hulp aan één cliënt.",
            "Paid for help in kind, per full year of help to one client.",
        ),
        0,
        _unit_cost("begeleiding_deelnemers", "begeleiding_overig"),
        basis=_unit_basis("D", "unit_cost_guidance"),
    ),
)

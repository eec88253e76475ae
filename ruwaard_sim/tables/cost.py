"""Costs, from three sides that are never mixed: each payer, each party, society."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.ledger import HOUSEHOLDS, INSURERS, TREASURY, lumpsum_account, party_account
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


def _purpose(*purposes: str) -> Callable[[Record, Window], float]:
    return lambda record, window: sum(record.paid(window, purpose=purpose) for purpose in purposes)


def _result(role: str) -> Callable[[Record, Window], float]:
    """The income of the parties of *role* less the cost of their staff."""

    def euros(record: Record, window: Window) -> float:
        groups = [staff for regime in record.plan.regimes for staff in regime.staff.values()]
        names = dict.fromkeys(staff.name for staff in groups if staff.role == role)
        received = sum(
            record.paid(window, purpose=f"{word} {name}")
            for name in names
            for word in ("productie", "resultaat", "termijn", "herinvestering", "ingekocht")
        )
        for party in {staff.party for staff in groups if staff.role == role}:
            for account in (lumpsum_account(party), party_account(party)):
                for word in ("verschuiving*", "verrekening"):
                    received += record.paid(window, target=account, purpose=word)
                    received -= record.paid(window, source=account, purpose=word)
        spent = (record.paid(window, purpose=f"{word} {name}") for name in names for word in ("uren", "termijn terug"))
        return received - sum(spent)

    return euros


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


def _eur(
    name: str, nl: str, en: str, definition: Text, euros: Callable[[Record, Window], float], basis: Basis
) -> Indicator:
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
    _eur(
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
    _eur(
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
    _eur(
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
    _eur(
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
    _eur(
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
    _eur(
        "cost_pgb",
        "pgb in totaal, ook uit de reservering",
        "personal budgets in all, also from the reservation",
        Text(
            "Betaald aan pgb-houders, ook uit de reservering; per jaar.",
            "Paid to pgb holders, also from the reservation; a year.",
        ),
        _purpose("pgb"),
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
    _eur(
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
    _eur(
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
    _eur(
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
    _eur(
        "spent_by_residents",
        "besteed door de bewonersraad",
        "spent by the residents' council",
        Text(
            "Deel van wat over was, in het jaar daarna besteed aan initiatieven van bewoners; per jaar.",
            "Part of what was left, spent on residents' initiatives in the year after; a year.",
        ),
        _purpose("bewonersinitiatieven"),
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


def _wages(role: str) -> Callable[[Record, Window], float]:
    """The cost of the hours employed by the parties of *role*, used or not."""

    def euros(record: Record, window: Window) -> float:
        groups = [staff for regime in record.plan.regimes for staff in regime.staff.values()]
        names = dict.fromkeys(staff.name for staff in groups if staff.role == role)
        return sum(record.paid(window, purpose=f"uren {name}") for name in names)

    return euros


PARTY = (
    _eur(
        "result_participants",
        "resultaat van de deelnemende aanbieders, vóór verdeling van een overschot",
        "result of participating providers, before a surplus is divided",
        Text(
            "Ontvangen min kosten van uren, voor verdeling van een overschot; per jaar.",
            "Received less the cost of hours, before a surplus is divided; a year.",
        ),
        _result("participant"),
        Basis(
            formula=Text(
                "ontvangen (productie, termijnen, herinvestering, ingekocht, verschuivingen) - uren, per jaar",
                "received (production, instalments, reinvestment, bought, shifts) - hours, a year",
            ),
            evidence="D",
            money=True,
            side=PARTY_SIDE,
            plan=True,
        ),
    ),
    _eur(
        "result_others",
        "resultaat van de overige aanbieders",
        "result of other providers",
        Text("Ontvangen min kosten van uren; per jaar.", "Received less the cost of hours; a year."),
        _result("other"),
        Basis(
            formula=Text("als hierboven, voor overige aanbieders", "as above, for other providers"),
            evidence="D",
            money=True,
            side=PARTY_SIDE,
            plan=True,
        ),
    ),
    _eur(
        "reinvested",
        "opnieuw in de wijk geïnvesteerd",
        "reinvested in the wijk",
        Text(
            "Overschot dat het jaar daarna aan uren in de wijk is besteed; per jaar.",
            "Surplus spent on hours in the wijk in the year after; a year.",
        ),
        _purpose("herinvestering*"),
        Basis(
            formula=Text("betaald als herinvestering, per jaar", "paid as reinvestment, a year"),
            evidence="arithmetic",
            money=True,
            side=PARTY_SIDE,
        ),
    ),
    *(
        _eur(
            f"hours_cost_{name}",
            f"kosten van betaalde uren bij {nl}",
            f"cost of hours employed by {en}",
            Text(
                "Loonkosten van alle uren in dienst, gebruikt of niet; per jaar. Overhead is in het model geen aparte post: die zit in de prijs van een uur.",
                "Wages of all hours employed, used or not; a year. Overhead is no item of its own in the model: it is in the price of an hour.",
            ),
            _wages(role),
            Basis(
                formula=Text(
                    f"betaald voor uren van groepen met rol {role}, per jaar",
                    f"paid for hours of groups with role {role}, a year",
                ),
                evidence="D",
                money=True,
                plan=True,
                side=PARTY_SIDE,
            ),
        )
        for name, role, nl, en in (
            ("participants", "participant", "deelnemende aanbieders", "participating providers"),
            ("others", "other", "overige aanbieders", "other providers"),
            ("welfare", "welfare", "welzijn en GGD", "welfare and GGD"),
            ("municipality", "municipality", "de gemeente", "the municipality"),
        )
    ),
    _eur(
        "hired_in",
        "ingekochte uren",
        "hours bought in",
        Text(
            "Betaald voor uren die de stuurgroep erbij kocht; per jaar. Uren van een andere partij worden in het model niet verrekend.",
            "Paid for hours that the stuurgroep bought; a year. Hours of another party are not settled in the model.",
        ),
        _purpose("ingekocht*"),
        Basis(
            formula=Text("betaald als ingekocht, per jaar", "paid as bought, a year"),
            evidence="arithmetic",
            money=True,
            side=PARTY_SIDE,
        ),
    ),
)
"""What it costs the parties, apart from what payers pay."""

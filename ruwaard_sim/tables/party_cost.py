"""What it costs the parties and what they are left with: the side of who gives help."""

from __future__ import annotations

from collections.abc import Callable

from ruwaard_sim.ledger import lumpsum_account, party_account
from ruwaard_sim.tables.cost import PARTY_SIDE, euros_a_year, paid_for
from ruwaard_sim.tables.indicator import Basis
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text


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


def _wages(role: str) -> Callable[[Record, Window], float]:
    """The cost of the hours employed by the parties of *role*, used or not."""

    def euros(record: Record, window: Window) -> float:
        groups = [staff for regime in record.plan.regimes for staff in regime.staff.values()]
        names = dict.fromkeys(staff.name for staff in groups if staff.role == role)
        return sum(record.paid(window, purpose=f"uren {name}") for name in names)

    return euros


PARTY = (
    euros_a_year(
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
    euros_a_year(
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
    euros_a_year(
        "reinvested",
        "opnieuw in de wijk geïnvesteerd",
        "reinvested in the wijk",
        Text(
            "Overschot dat het jaar daarna aan uren in de wijk is besteed; per jaar.",
            "Surplus spent on hours in the wijk in the year after; a year.",
        ),
        paid_for("herinvestering*"),
        Basis(
            formula=Text("betaald als herinvestering, per jaar", "paid as reinvestment, a year"),
            evidence="arithmetic",
            money=True,
            side=PARTY_SIDE,
        ),
    ),
    *(
        euros_a_year(
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
    euros_a_year(
        "hired_in",
        "ingekochte uren",
        "hours bought in",
        Text(
            "Betaald voor uren die de stuurgroep erbij kocht; per jaar. Uren van een andere partij worden in het model niet verrekend.",
            "Paid for hours that the stuurgroep bought; a year. Hours of another party are not settled in the model.",
        ),
        paid_for("ingekocht*"),
        Basis(
            formula=Text("betaald als ingekocht, per jaar", "paid as bought, a year"),
            evidence="arithmetic",
            money=True,
            side=PARTY_SIDE,
        ),
    ),
)
"""What it costs the parties, apart from what payers pay."""

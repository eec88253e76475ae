"""Use of help: people helped, collective rather than individual, and requests for a pgb (wijkkader §5)."""

from __future__ import annotations

from collections.abc import Callable

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.tables.demand import per_year, within, yearly_persons
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text

TOGETHER = ("algemeen", "collectief")
ALONE = ("individueel", "pgb")
FROM_THE_WIJK = (*TOGETHER, *ALONE, "hulpmiddel")
DEBTS = "schulden"


def _together(record: Record, window: Window) -> float:
    routes = record.route[within(record.routed, window)]
    answered = routes[record.in_layers(routes, *TOGETHER, *ALONE)]
    return float(record.in_layers(answered, *TOGETHER).mean()) if len(answered) else float("nan")


def _clients(*layers: str) -> Callable[[Record, Window], float]:
    def compute(record: Record, window: Window) -> float:
        return yearly_persons(record, window, record.in_layers(record.spells.route, *layers))

    return compute


def _in_debt(record: Record, window: Window) -> float:
    spells = record.spells
    chosen = record.about(spells.case, DEBTS) & record.in_layers(spells.route, *FROM_THE_WIJK)
    return yearly_persons(record, window, chosen)


def _wishes(record: Record, window: Window) -> float:
    return per_year(float(within(record.facts(EventKind.WISHED)[:, 0], window).sum()), window)


def _basis(nl: str, en: str) -> Basis:
    return Basis(
        formula=Text(nl, en),
        evidence="D",
        kinds=(EventKind.CONTACT, EventKind.STOCK, EventKind.BEGUN, EventKind.ENDED),
        plan=True,
    )


_PEOPLE = (
    "gemiddelde over de jaren van het aantal verschillende bewoners met BEGUN vóór en ENDED na enig moment van het jaar"
)
_PEOPLE_EN = (
    "mean over the years of the number of different residents with BEGUN before and ENDED after some moment of the year"
)

USE = (
    Indicator(
        "helped",
        Text("kreeg hulp uit de wijk", "received help from the wijk"),
        "persons",
        "demand",
        Text(
            "Bewoners met algemene, collectieve of individuele hulp, een pgb of een hulpmiddel op ten minste één dag van het jaar.",
            "Residents with general, collective or individual help, a pgb or an aid on at least one day of the year.",
        ),
        0,
        _clients(*FROM_THE_WIJK),
        basis=_basis(
            f"{_PEOPLE}, alle hulp uit de wijk en hulpmiddelen", f"{_PEOPLE_EN}, all help from the wijk and aids"
        ),
    ),
    Indicator(
        "general_users",
        Text("kreeg hulp van een algemene voorziening", "received help from a general provision"),
        "persons",
        "demand",
        Text(
            "Bewoners die op ten minste één dag van het jaar hulp van sociaal werk of schuldhulp kregen.",
            "Residents helped by social work or debt counselling on at least one day of the year.",
        ),
        0,
        _clients("algemeen"),
        basis=_basis(f"{_PEOPLE}, laag algemeen", f"{_PEOPLE_EN}, layer algemeen"),
    ),
    Indicator(
        "debt_clients",
        Text("kreeg hulp bij geld en schulden", "received help with money and debt"),
        "persons",
        "demand",
        Text(
            "Bewoners die op ten minste één dag van het jaar hulp bij schulden kregen. Of zij daarna schuldenvrij zijn, zegt het model niet.",
            "Residents helped with debts on at least one day of the year. Whether they are free of debt afterwards the model does not say.",
        ),
        0,
        _in_debt,
        basis=_basis(f"{_PEOPLE}, leefdomein schulden", f"{_PEOPLE_EN}, leefdomein schulden"),
    ),
    Indicator(
        "pgb_requests",
        Text("aanvragen voor pgb", "requests for a pgb"),
        "cases/year",
        "demand",
        Text(
            "Keren dat een bewoner die individuele hulp krijgt om een pgb vraagt, ook als het niet wordt verleend; per jaar (wijkkader §5: minder aanvragen).",
            "Times that a resident who gets individual help asks for a pgb, granted or not; a year (wijkkader §5: fewer requests).",
        ),
        1,
        _wishes,
        basis=Basis(
            formula=Text("aantal WISHED ÷ jaren", "number of WISHED ÷ years"),
            evidence="B",
            kinds=(EventKind.WISHED,),
            books=("pgb_share",),
        ),
    ),
)
"""Counts of people."""

TOGETHER_OR_ALONE = (
    Indicator(
        "route_together",
        Text("algemeen of collectief in plaats van individueel", "general or collective instead of individual"),
        "share",
        "route",
        Text(
            "Aandeel algemene en collectieve voorzieningen in alle vragen die naar een algemene, collectieve of individuele voorziening of een pgb gingen (wijkkader §5). Het MDO zelf is een overleg en telt niet mee.",
            "Share of general and collective provisions in all questions that went to a general, collective or individual provision or a pgb (wijkkader §5). The MDO itself is a meeting and does not count.",
        ),
        3,
        _together,
        basis=Basis(
            formula=Text(
                "aantal zaken met eerste ROUTED naar lagen algemeen en collectief ÷ aantal naar algemeen, collectief, individueel en pgb",
                "number of cases with first ROUTED to layers algemeen and collectief ÷ number to algemeen, collectief, individueel and pgb",
            ),
            evidence="D",
            kinds=(EventKind.ROUTED,),
            plan=True,
        ),
    ),
)
"""Where questions go, in one figure."""

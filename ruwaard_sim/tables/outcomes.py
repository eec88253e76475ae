"""Outcomes believed to follow: admissions, visits to the GP, wellbeing. Events times a belief, marked wherever shown."""

from __future__ import annotations

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.tables.cost import PAYER
from ruwaard_sim.tables.demand import per_year, within
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Floats, Record, Window
from ruwaard_sim.text import Text

BEST = 10.0
"""The highest mark for wellbeing."""


def believed(record: Record, name: str, days: Floats) -> Floats:
    """The believed level of the outcome *name* on each of *days*; nan where nobody believes anything."""
    starts = np.array([regime.start for regime in record.plan.regimes])
    levels = [getattr(regime.outcomes, name) for regime in record.plan.regimes]
    values = np.array([np.nan if level is None else level for level in levels])
    result: Floats = values[np.maximum(np.searchsorted(starts, days, side="right") - 1, 0)]
    return result


def _is_believed(record: Record, name: str, window: Window) -> bool:
    return not np.isnan(believed(record, name, np.array([window.start]))[0])


def _crisis_days(record: Record) -> Floats:
    """The days of all crises: those who came in crisis, and those whose question became one."""
    routed = record.facts(EventKind.ROUTED)
    came: Floats = routed[record.in_layers(routed[:, 4].astype(np.int64), "crisis"), 0]
    return np.concatenate([came, record.facts(EventKind.CRISIS)[:, 0]])


def _crisis_calls(record: Record, window: Window) -> float:
    return per_year(float(within(_crisis_days(record), window).sum()), window)


def _admissions(record: Record, window: Window) -> float:
    if not _is_believed(record, "admissions", window):
        return float("nan")
    days = _crisis_days(record)
    days = days[within(days, window)]
    return per_year(float(np.nansum(believed(record, "admissions", days))), window)


def open_days(record: Record, window: Window) -> Floats:
    """By case, the days in *window* that a question is open: from the question until help begins or the case ends."""
    ends = np.fmin(np.fmin(record.begun, record.closed), window.end)
    spans: Floats = np.clip(ends - np.maximum(record.contact, window.start), 0, None)
    return np.where(np.isnan(record.contact), 0.0, spans)


def _visits(record: Record, window: Window) -> float:
    if not _is_believed(record, "gp_visits", window):
        return float("nan")
    spans = open_days(record, window)
    rate = believed(record, "gp_visits", np.nan_to_num(record.contact))
    return per_year(float(np.nansum(spans * rate)), window)


def _visits_paid(record: Record, window: Window) -> float:
    price = believed(record, "gp_price", np.array([window.start]))[0]
    return _visits(record, window) * float(price) / 100


def _wellbeing_asked(record: Record, window: Window) -> tuple[Floats, Floats]:
    """Of the cases asked in *window* whose resident's wellbeing is known: the case, and that wellbeing."""
    felt = record.facts(EventKind.FELT)
    felt = felt[within(felt[:, 0], window)]
    return felt[:, 2], felt[:, 5]


def _before(record: Record, window: Window) -> float:
    _, wellbeing = _wellbeing_asked(record, window)
    return float(wellbeing.mean()) if len(wellbeing) else float("nan")


def _after(record: Record, window: Window) -> float:
    """At the end of *window*: better by what is believed for those whose help began, and as before for the others."""
    case, wellbeing = _wellbeing_asked(record, window)
    if not len(case):
        return float("nan")
    begun = record.begun[case.astype(np.int64)]
    gain = believed(record, "wellbeing", np.nan_to_num(begun))
    better = np.minimum(BEST, wellbeing + gain)
    return float(np.where(begun < window.end, better, wellbeing).mean())


def _basis(nl: str, en: str, *kinds: EventKind, side: Text | None = None) -> Basis:
    return Basis(formula=Text(nl, en), evidence="D", kinds=kinds, plan=True, belief=True, side=side)


CRISES = (
    Indicator(
        "crisis_calls",
        Text("crises in totaal", "crises in total"),
        "cases/year",
        "quality",
        Text(
            "Vragen die als crisis kwamen en vragen die tijdens het wachten een crisis werden; per jaar. Het beleid raakt alleen de laatste.",
            "Questions that came as a crisis and questions that became one while waiting; a year. Policy touches only the latter.",
        ),
        1,
        _crisis_calls,
        basis=Basis(
            formula=Text(
                "(aantal ROUTED naar laag crisis + aantal CRISIS) ÷ jaren",
                "(number of ROUTED to layer crisis + number of CRISIS) ÷ years",
            ),
            evidence="D",
            kinds=(EventKind.ROUTED, EventKind.CRISIS),
            plan=True,
        ),
    ),
)
"""A count, no belief."""

OUTCOMES = (
    Indicator(
        "admissions",
        Text("opnames na een crisis", "admissions after a crisis"),
        "cases/year",
        "outcome",
        Text(
            "Crises maal het deel dat naar men gelooft tot een opname leidt; per jaar. De prijs van een opname zit al in die van een crisis.",
            "Crises times the share believed to lead to an admission; a year. The price of an admission is in that of a crisis already.",
        ),
        1,
        _admissions,
        basis=_basis(
            "(aantal ROUTED naar laag crisis + aantal CRISIS) maal beliefs.outcomes.admissions, ÷ jaren",
            "(number of ROUTED to layer crisis + number of CRISIS) times beliefs.outcomes.admissions, ÷ years",
            EventKind.ROUTED,
            EventKind.CRISIS,
        ),
    ),
    Indicator(
        "gp_visits",
        Text("huisartsbezoeken door open vragen", "GP visits because of open questions"),
        "cases/year",
        "outcome",
        Text(
            "Tijd dat vragen open staan, van vraag tot hulp, maal het aantal bezoeken dat men daarbij gelooft; per jaar.",
            "Time that questions are open, from question to help, times the number of visits believed to come with it; a year.",
        ),
        0,
        _visits,
        basis=_basis(
            "som over de zaken van de jaren van CONTACT tot eerste BEGUN of CLOSED, maal beliefs.outcomes.gp_visits, ÷ jaren",
            "sum over cases of the years from CONTACT to first BEGUN or CLOSED, times beliefs.outcomes.gp_visits, ÷ years",
            EventKind.CONTACT,
            EventKind.BEGUN,
            EventKind.CLOSED,
        ),
    ),
    Indicator(
        "cost_gp",
        Text("kosten van die huisartsbezoeken (Zvw)", "cost of those GP visits (Zvw)"),
        "EUR/year",
        "outcome",
        Text(
            "Die bezoeken maal de prijs; per jaar. Niet meegeteld bij wat de zorgverzekeraars of alle betalers samen betalen.",
            "Those visits times the price; a year. Not counted in what the insurers or all payers together pay.",
        ),
        0,
        _visits_paid,
        basis=_basis(
            "huisartsbezoeken maal beliefs.outcomes.gp_price",
            "GP visits times beliefs.outcomes.gp_price",
            EventKind.CONTACT,
            EventKind.BEGUN,
            EventKind.CLOSED,
            side=PAYER,
        ),
    ),
    Indicator(
        "wellbeing_before",
        Text("welbevinden bij de vraag, van 0 tot 10", "wellbeing at the question, from 0 to 10"),
        "points",
        "outcome",
        Text(
            "Gemiddeld cijfer (0 tot 10) van wie een vraag stelde, op dat moment.",
            "Mean mark (0 to 10) of those who asked, at that moment.",
        ),
        2,
        _before,
        basis=_basis("gemiddelde van FELT", "mean of FELT", EventKind.FELT),
    ),
    Indicator(
        "wellbeing_after",
        Text("welbevinden daarna, van 0 tot 10", "wellbeing afterwards, from 0 to 10"),
        "points",
        "outcome",
        Text(
            "Van dezelfde mensen aan het eind van de periode: wie hulp kreeg voelt zich naar men gelooft zoveel punten beter, wie nog wacht of wegviel niet. Het verschil tussen varianten zegt dus alleen hoe vlug en hoe vaak er hulp kwam.",
            "Of the same people at the end of the period: who was helped is believed to feel so many points better, who still waits or left is not. So a difference between variants only says how soon and how often help came.",
        ),
        2,
        _after,
        basis=_basis(
            "gemiddelde van min(10, FELT + beliefs.outcomes.wellbeing) met BEGUN voor het eind van de periode, anders FELT",
            "mean of min(10, FELT + beliefs.outcomes.wellbeing) with BEGUN before the end of the period, else FELT",
            EventKind.FELT,
            EventKind.BEGUN,
        ),
    ),
)
"""Beliefs times facts."""

"""Indicators of quality: objections, appeals, crises, and pgbs that the reservation could not bear."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.tables.demand import per_year, within
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Floats, Record, Window
from ruwaard_sim.text import Text


def _yearly(kind: EventKind) -> Callable[[Record, Window], float]:
    def compute(record: Record, window: Window) -> float:
        return per_year(float(within(record.facts(kind)[:, 0], window).sum()), window)

    return compute


def _in_court(kind: EventKind) -> Callable[[Record, Window], float]:
    """As many a year; nothing to count where nobody goes to court."""
    yearly = _yearly(kind)

    def compute(record: Record, window: Window) -> float:
        possible = any(regime.appeal.court is not None for regime in record.plan.regimes)
        return yearly(record, window) if possible else float("nan")

    return compute


def _overspent(record: Record, window: Window) -> float:
    rows = record.facts(EventKind.OVERSPENT)
    chosen = (rows[:, 0] > window.start) & (rows[:, 0] <= window.end)
    return per_year(float(rows[chosen, 5].sum()) / 100, window)


def _rate(record: Record, window: Window) -> float:
    decided = record.facts(EventKind.DECIDED)
    cases = np.unique(decided[within(decided[:, 0], window), 2])
    return float(np.isin(cases, record.facts(EventKind.OBJECTED)[:, 2]).mean()) if len(cases) else float("nan")


def _decisions(record: Record, window: Window) -> Floats:
    """The decisions of the stuurgroep in *window*."""
    rows = record.facts(EventKind.STEERED)
    chosen: Floats = rows[within(rows[:, 0], window)]
    return chosen


def _meetings(record: Record, window: Window) -> float:
    return per_year(float(len(np.unique(_decisions(record, window)[:, 5]))), window)


def _changes(record: Record, window: Window) -> float:
    """Decisions that change something: an action may be to do nothing."""
    steered = [regime.steering.actions for regime in record.plan.regimes if regime.steering is not None]
    acting = {name for actions in steered for name, action in actions.items() if action.effects}
    numbers = [number for number, name in enumerate(record.history.actions) if name in acting]
    return per_year(float(np.isin(_decisions(record, window)[:, 4], numbers).sum()), window)


QUALITY = (
    Indicator(
        "objections",
        Text("bezwaren", "objections"),
        "cases/year",
        "quality",
        Text(
            "Bezwaren tegen beschikkingen; per jaar. Zonder beschikking kan niemand bezwaar maken, dus minder bezwaren is op zichzelf geen beter nieuws.",
            "Objections against formal decisions; a year. Without a decision nobody can object, so fewer is no better news in itself.",
        ),
        1,
        _yearly(EventKind.OBJECTED),
        basis=Basis(
            formula=Text("aantal OBJECTED ÷ jaren", "number of OBJECTED ÷ years"),
            evidence="C",
            kinds=(EventKind.OBJECTED,),
            books=("objections",),
        ),
    ),
    Indicator(
        "objections_upheld",
        Text("waarvan gegrond", "of which upheld"),
        "cases/year",
        "quality",
        Text("Bezwaren die de bewoner gelijk geven; per jaar.", "Objections decided for the resident; a year."),
        1,
        _yearly(EventKind.UPHELD),
        basis=Basis(
            formula=Text("aantal UPHELD ÷ jaren", "number of UPHELD ÷ years"),
            evidence="C",
            kinds=(EventKind.UPHELD,),
            books=("objections",),
        ),
    ),
    Indicator(
        "objection_rate",
        Text("bezwaren per beschikking", "objections per formal decision"),
        "share",
        "quality",
        Text(
            "Deel van de vragen met een beschikking in de periode waartegen bezwaar kwam: of mensen vaker bezwaar maken, los van hoeveel besluiten er zijn.",
            "Share of the questions decided in the period that were objected to: whether people object more often, apart from how many decisions there are.",
        ),
        3,
        _rate,
        basis=Basis(
            formula=Text(
                "aantal zaken met DECIDED in de periode en OBJECTED ÷ aantal zaken met DECIDED in de periode",
                "number of cases with DECIDED in the period and OBJECTED ÷ number of cases with DECIDED in the period",
            ),
            evidence="D",
            kinds=(EventKind.OBJECTED, EventKind.DECIDED),
        ),
    ),
    Indicator(
        "appeals",
        Text("beroepen bij de rechter", "appeals to the court"),
        "cases/year",
        "quality",
        Text(
            "Beroepen na een bezwaar dat niet gegrond was; per jaar.",
            "Appeals after an objection that was turned down; a year.",
        ),
        1,
        _in_court(EventKind.APPEALED),
        basis=Basis(
            formula=Text("aantal APPEALED ÷ jaren", "number of APPEALED ÷ years"),
            evidence="D",
            kinds=(EventKind.APPEALED,),
        ),
    ),
    Indicator(
        "appeals_upheld",
        Text("gegronde beroepen", "appeals upheld"),
        "cases/year",
        "quality",
        Text("Beroepen waarin de bewoner gelijk krijgt; per jaar.", "Appeals decided for the resident; a year."),
        1,
        _in_court(EventKind.APPEAL_UPHELD),
        basis=Basis(
            formula=Text("aantal APPEAL_UPHELD ÷ jaren", "number of APPEAL_UPHELD ÷ years"),
            evidence="D",
            kinds=(EventKind.APPEAL_UPHELD,),
        ),
    ),
    Indicator(
        "crises",
        Text("crises tijdens het wachten", "crises while waiting"),
        "cases/year",
        "quality",
        Text(
            "Vragen die escaleerden voordat er hulp was; per jaar.",
            "Questions that escalated before there was help; a year.",
        ),
        1,
        _yearly(EventKind.CRISIS),
        basis=Basis(
            formula=Text("aantal CRISIS ÷ jaren", "number of CRISIS ÷ years"), evidence="D", kinds=(EventKind.CRISIS,)
        ),
    ),
    Indicator(
        "pgb_overspent",
        Text("pgb boven de reservering", "pgb above the reservation"),
        "EUR/year",
        "quality",
        Text(
            "Wat de gemeente bijbetaalde omdat de reservering leeg was; een lege reservering is geen grond voor weigering.",
            "What the municipality paid because the reservation was empty; an empty reservation is no ground for refusal.",
        ),
        0,
        _overspent,
        basis=Basis(
            formula=Text("som van OVERSPENT in euro ÷ jaren", "sum of OVERSPENT in euros ÷ years"),
            evidence="arithmetic",
            kinds=(EventKind.OVERSPENT,),
        ),
    ),
)

STEERING = (
    Indicator(
        "steering_meetings",
        Text("overleggen van de stuurgroep", "meetings of the stuurgroep"),
        "cases/year",
        "steering",
        Text(
            "Keren dat de stuurgroep bijeenkwam om bij te sturen; per jaar.",
            "Times that the stuurgroep met to steer; a year.",
        ),
        1,
        _meetings,
        basis=Basis(
            formula=Text("aantal overleggen in STEERED ÷ jaren", "number of meetings in STEERED ÷ years"),
            evidence="arithmetic",
            kinds=(EventKind.STEERED,),
        ),
    ),
    Indicator(
        "steering_changes",
        Text("besluiten van de stuurgroep die iets veranderen", "decisions of the stuurgroep that change something"),
        "cases/year",
        "steering",
        Text(
            "Besluiten om uren te verschuiven, plekken te openen of te sluiten, uren te kopen of de reservering te veranderen; per jaar.",
            "Decisions to shift hours, open or close places, buy hours or change the reservation; a year.",
        ),
        1,
        _changes,
        basis=Basis(
            formula=Text(
                "aantal STEERED met een besluit dat iets doet ÷ jaren",
                "number of STEERED with an action that does something ÷ years",
            ),
            evidence="arithmetic",
            kinds=(EventKind.STEERED,),
            plan=True,
        ),
    ),
)
"""What the stuurgroep did."""

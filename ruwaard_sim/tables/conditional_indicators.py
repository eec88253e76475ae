"""Figures that exist only under an answer that has such a thing: brief help first, a board, volunteers, prevention."""

from __future__ import annotations

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.tables.demand import per_year, within
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text


def _submitted(record: Record, window: Window) -> float:
    if not any(regime.decides.approval_step for regime in record.plan.regimes):
        return float("nan")
    return per_year(float(within(record.submitted, window).sum()), window)


def _brief(record: Record, window: Window) -> float:
    decides = [regime.decides for regime in record.plan.regimes]
    if not any(answer.first(handling) for answer in decides for handling in answer.handlings):
        return float("nan")
    rows = record.facts(EventKind.ROUTED)
    return per_year(float(within(rows[rows[:, 3] < 0, 0], window).sum()), window)


def _active(record: Record, window: Window) -> float:
    """The number of active residents on an average day; nan where nobody follows that."""
    if all(regime.collective.hours is None for regime in record.plan.regimes):
        return float("nan")
    rows = record.facts(EventKind.ACTIVE)
    since = np.append(rows[:, 0], np.inf)
    days = np.clip(np.minimum(since[1:], window.end) - np.maximum(since[:-1], window.start), 0, None)
    return float((days * rows[:, 5]).sum()) / (window.end - window.start)


def _averted(record: Record, window: Window) -> float:
    """Nan where nobody prevents."""
    if all(regime.prevention.step is None for regime in record.plan.regimes):
        return float("nan")
    return per_year(float(within(record.facts(EventKind.AVERTED)[:, 0], window).sum()), window)


SOMETIMES = (
    Indicator(
        "brief_enough",
        Text("korte hulp van een coach was genoeg", "brief help by a coach was enough"),
        "cases/year",
        "demand",
        Text(
            "Vragen waarvoor de hulp die een coach eerst zelf gaf genoeg was; per jaar.",
            "Questions for which the help a coach gave first was enough; a year.",
        ),
        0,
        _brief,
        basis=Basis(
            formula=Text(
                "aantal ROUTED zonder regel (de hulp vooraf was genoeg) ÷ jaren",
                "number of ROUTED without a rule (the help given first was enough) ÷ years",
            ),
            evidence="D",
            kinds=(EventKind.ROUTED,),
        ),
    ),
    Indicator(
        "submitted",
        Text("voorgelegd aan een bestuur", "put to a board"),
        "cases/year",
        "demand",
        Text(
            "Vragen waarvan de hulp wachtte op het besluit van een bestuur van partijen; per jaar.",
            "Questions of which the help waited for the decision of a board of parties; a year.",
        ),
        0,
        _submitted,
        basis=Basis(
            formula=Text(
                "aantal zaken met SUBMITTED in de periode ÷ jaren",
                "number of cases with SUBMITTED in the period ÷ years",
            ),
            evidence="D",
            kinds=(EventKind.SUBMITTED,),
        ),
    ),
    Indicator(
        "active_residents",
        Text("actief geworden na hulp in het Huis van de Wijk", "became active after help in the neighbourhood house"),
        "persons",
        "demand",
        Text(
            "Bewoners die na hulp in een collectieve voorziening zelf anderen dragen; op een gemiddelde dag. Alleen waar de variant vrijwilligers volgt; hoeveel het er worden is een overtuiging.",
            "Residents who carry others after help in a collective provision; on an average day. Only where the variant follows volunteers; how many is a belief.",
        ),
        0,
        _active,
        basis=Basis(
            formula=Text(
                "tijdgewogen gemiddelde van het aantal in ACTIVE over de periode",
                "time-weighted mean of the number in ACTIVE over the period",
            ),
            evidence="D",
            kinds=(EventKind.ACTIVE,),
            belief=True,
        ),
    ),
    Indicator(
        "averted",
        Text("vragen die door preventie uitbleven", "questions kept away by prevention"),
        "cases/year",
        "demand",
        Text(
            "Vragen die er zonder preventie wel waren geweest; per jaar. Alleen waar de variant preventie kent; hoeveel het er zijn is een overtuiging.",
            "Questions there would have been without prevention; a year. Only where the variant has prevention; how many is a belief.",
        ),
        0,
        _averted,
        basis=Basis(
            formula=Text("aantal AVERTED ÷ jaren", "number of AVERTED ÷ years"),
            evidence="D",
            kinds=(EventKind.AVERTED,),
            belief=True,
        ),
    ),
)

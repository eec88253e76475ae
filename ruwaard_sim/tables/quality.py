"""What says something about quality: objections, appeals, crises, and pgb's that the reservation could not bear."""

from __future__ import annotations

from collections.abc import Callable

from ruwaard_sim.facts import Kind
from ruwaard_sim.tables.demand import per_year, within
from ruwaard_sim.tables.indicator import Indicator
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.words import Text


def _yearly(kind: Kind) -> Callable[[Record, Window], float]:
    def compute(record: Record, window: Window) -> float:
        return per_year(float(within(record.facts(kind)[:, 0], window).sum()), window)

    return compute


def _in_court(kind: Kind) -> Callable[[Record, Window], float]:
    """As many a year; nothing to count where nobody goes to court."""
    yearly = _yearly(kind)

    def compute(record: Record, window: Window) -> float:
        possible = any(regime.appeal.court is not None for regime in record.plan.regimes)
        return yearly(record, window) if possible else float("nan")

    return compute


def _overspent(record: Record, window: Window) -> float:
    rows = record.facts(Kind.OVERSPENT)
    chosen = (rows[:, 0] > window.start) & (rows[:, 0] <= window.end)
    return per_year(float(rows[chosen, 5].sum()) / 100, window)


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
        _yearly(Kind.OBJECTED),
    ),
    Indicator(
        "objections_upheld",
        Text("waarvan gegrond", "of which upheld"),
        "cases/year",
        "quality",
        Text("Bezwaren die de bewoner gelijk geven; per jaar.", "Objections decided for the resident; a year."),
        1,
        _yearly(Kind.UPHELD),
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
        _in_court(Kind.APPEALED),
    ),
    Indicator(
        "appeals_upheld",
        Text("gegronde beroepen", "appeals upheld"),
        "cases/year",
        "quality",
        Text("Beroepen waarin de bewoner gelijk krijgt; per jaar.", "Appeals decided for the resident; a year."),
        1,
        _in_court(Kind.APPEAL_UPHELD),
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
        _yearly(Kind.CRISIS),
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
    ),
)

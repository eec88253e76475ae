"""Waits: their length, the share within the norm, and how many still wait: no mean without the number it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.tables.demand import GUIDANCE, HOUSEKEEPING, INDIVIDUAL, within
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Floats, Record, Window
from ruwaard_sim.text import Text

Compute = Callable[[Record, Window], float]
Two = Callable[[Record], tuple[Floats, Floats]]
"""From a record to the days on which something was asked and on which it came, by case."""


def _asked_for(record: Record, handling: str) -> Floats:
    """Day of the question for cases handled in this way, else nan."""
    number = record.handling.index(handling)
    return np.where(record.handled_as == number, record.contact, np.nan)


def _to_meeting(record: Record) -> tuple[Floats, Floats]:
    return _asked_for(record, "mdo"), record.meeting


def _meeting_to_help(record: Record) -> tuple[Floats, Floats]:
    return record.meeting, record.begun


def _not_aids(record: Record, days: Floats) -> Floats:
    """The same days, but nan for aids and adaptations: they go the same way whatever is decided about the rest."""
    return np.where(record.in_layers(record.route, "hulpmiddel"), np.nan, days)


def _to_decision(record: Record) -> tuple[Floats, Floats]:
    return _not_aids(record, _asked_for(record, "onderzoek")), record.decided


def _decision_to_help(record: Record) -> tuple[Floats, Floats]:
    return _not_aids(record, record.decided), record.begun


def _to_help(record: Record) -> tuple[Floats, Floats]:
    """From question to help, for all the wijk itself gives: not the own network, crises, aids, youth or specialists."""
    elsewhere = record.in_layers(record.route, "eigen", "crisis", "jeugd", "buiten", "specialist", "hulpmiddel")
    return np.where(elsewhere, np.nan, record.contact), record.begun


def _to_approval(record: Record) -> tuple[Floats, Floats]:
    return record.submitted, record.asked_on


def _to_layer(layer: str) -> Two:
    def days(record: Record) -> tuple[Floats, Floats]:
        chosen = record.in_layers(record.route, layer)
        return np.where(chosen, record.contact, np.nan), record.begun

    return days


def _provider(domains: tuple[str, ...]) -> Two:
    def days(record: Record) -> tuple[Floats, Floats]:
        chosen = record.about(slice(None), *domains) & record.in_layers(record.route, *INDIVIDUAL)
        return np.where(chosen, record.asked_on, np.nan), record.answered

    return days


def _waits(two: Two, record: Record, window: Window) -> npt.NDArray[np.float64]:
    """Days waited by those whose wait ended in *window*."""
    asked_on, came_on = record.once(two)
    ended = within(came_on, window) & ~np.isnan(asked_on)
    return came_on[ended] - asked_on[ended]


def _mean(two: Two) -> Compute:
    def compute(record: Record, window: Window) -> float:
        waits = _waits(two, record, window)
        return float(waits.mean()) if len(waits) else float("nan")

    return compute


def _late(two: Two) -> Compute:
    """The wait that nine in ten do not exceed."""

    def compute(record: Record, window: Window) -> float:
        waits = _waits(two, record, window)
        return float(np.quantile(waits, 0.9)) if len(waits) else float("nan")

    return compute


def _still(two: Two) -> Compute:
    """The number who have asked, have not got it, and have not left, at the end of *window*."""

    def compute(record: Record, window: Window) -> float:
        asked_on, came_on = record.once(two)
        waiting = (asked_on < window.end) & ~(came_on < window.end) & ~(record.closed < window.end)
        return float(waiting.sum())

    return compute


def _on_time(two: Two, *norms: str) -> Compute:
    """Share of those due in *window* who got it within the norm; who still waits beyond it counts as late."""

    def compute(record: Record, window: Window) -> float:
        asked_on, came_on = record.once(two)
        limit = sum(record.plan.norms[norm] for norm in norms)
        due = within(asked_on + limit, window) & ~(record.closed < np.fmin(asked_on + limit, came_on))
        if not due.any():
            return float("nan")
        return float((came_on[due] - asked_on[due] <= limit).mean())

    return compute


@dataclass(frozen=True, slots=True)
class _WaitEnds:
    """The begin and end of a wait, in words, and the kinds of event that mark them."""

    begin: Text
    end: Text
    kinds: tuple[EventKind, ...]


_HELP = _WaitEnds(
    Text("CONTACT", "CONTACT"),
    Text("de eerste BEGUN", "the first BEGUN"),
    (EventKind.CONTACT, EventKind.ROUTED, EventKind.BEGUN),
)
_MEETING = Text("de eerste STEP_BEGUN van het MDO", "the first STEP_BEGUN of the MDO")
_MDO = _WaitEnds(Text("CONTACT", "CONTACT"), _MEETING, (EventKind.CONTACT, EventKind.HANDLED, EventKind.STEP_BEGUN))
_CARRIED_OUT = _WaitEnds(_MEETING, _HELP.end, (EventKind.STEP_BEGUN, EventKind.BEGUN))
_DECISION = _WaitEnds(
    Text("CONTACT", "CONTACT"),
    Text("DECIDED", "DECIDED"),
    (EventKind.CONTACT, EventKind.HANDLED, EventKind.ROUTED, EventKind.DECIDED),
)
_AFTER = _WaitEnds(_DECISION.end, _HELP.end, (EventKind.ROUTED, EventKind.DECIDED, EventKind.BEGUN))
_APPROVAL = _WaitEnds(
    Text("SUBMITTED", "SUBMITTED"),
    Text("de eerste ASKED", "the first ASKED"),
    (EventKind.ROUTED, EventKind.SUBMITTED, EventKind.ASKED),
)
_PROVIDED = _WaitEnds(
    Text("de eerste ASKED", "the first ASKED"),
    _HELP.end,
    (EventKind.CONTACT, EventKind.ROUTED, EventKind.ASKED, EventKind.BEGUN),
)


def _basis(formula: Text, ends: _WaitEnds, *more: EventKind) -> Basis:
    """Waits follow from hours, places and the work they take, and hardly any of that was measured."""
    return Basis(formula=formula, evidence="D", kinds=(*ends.kinds, *more), plan=True)


def _wait(name: str, title: Text, definition: Text, two: Two, ends: _WaitEnds) -> tuple[Indicator, Indicator]:
    mean = Text(
        f"gemiddelde van (dag van {ends.end.nl} - dag van {ends.begin.nl}) over wie in de periode aan de beurt kwam",
        f"mean of (day of {ends.end.en} - day of {ends.begin.en}) over those whose turn came in the period",
    )
    left = Text(
        f"aantal met {ends.begin.nl}, zonder {ends.end.nl} en zonder CLOSED aan het eind van de periode",
        f"number with {ends.begin.en}, without {ends.end.en} and without CLOSED at the end of the period",
    )
    still = Text(f"wacht nog aan het eind ({title.nl})", f"still waiting at the end ({title.en})")
    count = Text(
        f"Aantal dat op de laatste dag nog wacht: {definition.nl}",
        f"Number still waiting on the last day: {definition.en}",
    )
    return (
        Indicator(
            name, title, "days", "waiting", definition, 1, _mean(two), f"{name}_waiting", basis=_basis(mean, ends)
        ),
        Indicator(
            f"{name}_waiting",
            still,
            "cases",
            "waiting",
            count,
            0,
            _still(two),
            basis=_basis(left, ends, EventKind.CLOSED),
        ),
    )


def _norm(name: str, title: Text, definition: Text, two: Two, ends: _WaitEnds, *norms: str) -> Indicator:
    limit = " + ".join(norms)
    formula = Text(
        f"van wie de norm ({limit}) na {ends.begin.nl} in de periode verstreek: het deel met {ends.end.nl} binnen die norm",
        f"of those for whom the norm ({limit}) after {ends.begin.en} passed in the period: the share with {ends.end.en} within it",
    )
    return Indicator(
        name,
        title,
        "share",
        "waiting",
        definition,
        3,
        _on_time(two, *norms),
        basis=_basis(formula, ends, EventKind.CLOSED),
    )


_HOUSE = _provider((HOUSEKEEPING,))
_GUIDE = _provider(GUIDANCE)

WAITING = (
    *_wait(
        "wait_help",
        Text("vraag tot hulp", "question to help"),
        Text(
            "Dagen tussen vraag en begin van de hulp, voor alle hulp die de wijk zelf geeft.",
            "Days between question and the start of help, for all help the wijk itself gives.",
        ),
        _to_help,
        _HELP,
    ),
    Indicator(
        "wait_help_late",
        Text("negen van de tien mensen hebben hulp binnen", "question to help, nine in ten within"),
        "days",
        "waiting",
        Text(
            "De wachttijd die negen van de tien niet overschrijden.",
            "The wait that nine in ten do not exceed.",
        ),
        0,
        _late(_to_help),
        basis=_basis(Text("negende deciel van dezelfde wachttijden", "ninth decile of the same waits"), _HELP),
    ),
    _norm(
        "help_on_time",
        Text("hulp binnen acht weken na de vraag", "help within eight weeks of the question"),
        Text(
            "Aandeel van alle hulp uit de wijk dat binnen 2 + 6 weken na de vraag begon: de norm van het wijkkader, voor iedereen op één klok.",
            "Share of all help from the wijk that began within 2 + 6 weeks of the question: the wijkkader's norm, on one clock for everyone.",
        ),
        _to_help,
        _HELP,
        "mdo",
        "uitvoering",
    ),
    *_wait(
        "wait_mdo",
        Text("vraag tot MDO", "question to MDO"),
        Text(
            "Dagen tussen vraag en MDO, voor vragen die aan tafel komen.",
            "Days between question and MDO, for questions that come to the table.",
        ),
        _to_meeting,
        _MDO,
    ),
    _norm(
        "mdo_on_time",
        Text("MDO binnen twee weken", "MDO within two weeks"),
        Text(
            "Aandeel MDO's dat binnen de norm van twee weken na de vraag werd gehouden (wijkkader §2).",
            "Share of MDOs held within the norm of two weeks (wijkkader §2).",
        ),
        _to_meeting,
        _MDO,
        "mdo",
    ),
    *_wait(
        "wait_execution",
        Text("MDO tot uitvoering", "MDO to execution"),
        Text(
            "Dagen tussen MDO en begin van de afgesproken hulp.",
            "Days between MDO and the start of the help agreed.",
        ),
        _meeting_to_help,
        _CARRIED_OUT,
    ),
    _norm(
        "execution_on_time",
        Text("uitvoering binnen zes weken na een MDO", "execution within six weeks of an MDO"),
        Text(
            "Aandeel van de afspraken in een MDO dat binnen zes weken is uitgevoerd (wijkkader §2).",
            "Share of MDO agreements carried out within six weeks (wijkkader §2).",
        ),
        _meeting_to_help,
        _CARRIED_OUT,
        "uitvoering",
    ),
    *_wait(
        "wait_decision",
        Text("vraag tot beschikking", "question to formal decision"),
        Text("Dagen tussen melding en beschikking.", "Days between report and formal decision."),
        _to_decision,
        _DECISION,
    ),
    _norm(
        "decision_on_time",
        Text("beschikking binnen acht weken", "decision within eight weeks"),
        Text(
            "Aandeel beschikkingen binnen de wettelijke 6 + 2 weken.",
            "Share of decisions within the legal 6 + 2 weeks.",
        ),
        _to_decision,
        _DECISION,
        "beschikking",
    ),
    *_wait(
        "wait_after_decision",
        Text("beschikking tot hulp", "decision to help"),
        Text("Dagen tussen beschikking en begin van de hulp.", "Days between decision and the start of help."),
        _decision_to_help,
        _AFTER,
    ),
    *_wait(
        "wait_board",
        Text("voorgelegd aan een bestuur tot besluit", "put to a board to its decision"),
        Text(
            "Dagen tussen voorleggen aan een bestuur van partijen en zijn besluit, voor hulp die daarop wacht.",
            "Days between putting help to a board of parties and its decision, for help that waits for it.",
        ),
        _to_approval,
        _APPROVAL,
    ),
    *_wait(
        "wait_hh",
        Text("wachten op hulp bij het huishouden", "wait for domestic help"),
        Text(
            "Dagen tussen aanvraag bij een aanbieder en begin van hulp bij het huishouden.",
            "Days between asking a provider and the start of domestic help.",
        ),
        _HOUSE,
        _PROVIDED,
    ),
    *_wait(
        "wait_guidance",
        Text("wachten op begeleiding of dagbesteding", "wait for support or day activities"),
        Text(
            "Dagen tussen aanvraag bij een aanbieder en begin van begeleiding of dagbesteding.",
            "Days between asking a provider and the start of support or day activities.",
        ),
        _GUIDE,
        _PROVIDED,
    ),
    *_wait(
        "wait_specialist",
        Text("vraag tot specialist van buiten", "question to specialist from outside"),
        Text(
            "Dagen tussen vraag en begin van de hulp door een specialist van buiten de wijk. De lijst daar is een aanname.",
            "Days between question and the start of help by a specialist from outside. The list there is an assumption.",
        ),
        _to_layer("specialist"),
        _HELP,
    ),
    *_wait(
        "wait_youth",
        Text("vraag tot jeugdhulp in de wijk", "question to youth help in the wijk"),
        Text(
            "Dagen tussen vraag en begin van jeugdhulp, waar die bij de opdracht hoort; elders wordt zij doorverwezen.",
            "Days between question and the start of youth help, where that is in the assignment; elsewhere it is passed on.",
        ),
        _to_layer("jeugd"),
        _HELP,
    ),
)

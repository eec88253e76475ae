"""Hours: employed, at work for residents, in meetings and files, and lost to administration. Of all parties together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.plan import Regime, Staff
from ruwaard_sim.tables.demand import per_year, within
from ruwaard_sim.tables.indicator import Basis, Evidence, Indicator
from ruwaard_sim.tables.record import Record, Window
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

Worth = Callable[[Staff], float]
"""What one direct hour of these staff stands for: itself, what is employed for it, what administration takes beside it."""


def _direct(_: Staff) -> float:
    return 1.0


def _employed(staff: Staff) -> float:
    return 1.0 / staff.direct


def _administration(staff: Staff) -> float:
    """Administration takes its share of working time, the rest is direct: a / (1 - a) beside every direct hour."""
    share = staff.pays.administration
    return share / (1.0 - share)


def _groups(record: Record) -> list[tuple[Regime, dict[str, Staff]]]:
    """By regime, whose hours each pool is."""
    return [
        (regime, {pool: staff for staff in regime.staff.values() for pool in staff.pools})
        for regime in record.plan.regimes
    ]


def _offered(record: Record, window: Window) -> list[tuple[str, int, float]]:
    """Direct hours of each pool that are there in *window*: pool, number of the regime, hours."""
    parts = []
    starts = [regime.start for regime in record.plan.regimes]
    rows = record.facts(EventKind.RESIZED)
    for number, name in enumerate(record.history.pools):
        sizes = rows[rows[:, 4] == number]
        edges = np.unique(np.clip([window.start, window.end, *starts, *sizes[:, 0]], window.start, window.end))
        if not len(sizes):
            continue
        at = np.searchsorted(sizes[:, 0], edges[:-1], side="right") - 1
        units = np.where(at >= 0, sizes[np.maximum(at, 0), 5], 0.0)
        hours = units * np.diff(edges) / DAYS_PER_WEEK / MINUTES_PER_HOUR
        regimes = np.maximum(np.searchsorted(starts, edges[:-1], side="right") - 1, 0)
        for regime in np.unique(regimes):
            parts.append((name, int(regime), float(hours[regimes == regime].sum())))
    return parts


def _present(worth: Worth) -> Callable[[Record, Window], float]:
    def compute(record: Record, window: Window) -> float:
        groups = record.once(_groups)
        total = 0.0
        for pool, regime, hours in record.once(_offered, window):
            staff = groups[regime][1].get(pool)
            total += 0.0 if staff is None else hours * worth(staff)
        return per_year(total, window)

    return compute


def _help(record: Record, window: Window) -> float:
    """Hours of help, of staff and not of places."""
    spells = record.spells
    of_staff = {pool for _, groups in record.once(_groups) for pool in groups}
    pools = [number for number, name in enumerate(record.history.pools) if name in of_staff]
    chosen = np.isin(spells.pool, pools)
    minutes = (spells.days(window.start, window.end) / DAYS_PER_WEEK * spells.amount)[chosen].sum()
    return per_year(float(minutes) / MINUTES_PER_HOUR, window)


def _procedure(record: Record, window: Window) -> float:
    begun = record.facts(EventKind.STEP_BEGUN)
    return per_year(float(begun[within(begun[:, 0], window), 5].sum()) / MINUTES_PER_HOUR, window)


def _used(record: Record, window: Window) -> float:
    present = _present(_direct)(record, window)
    return (_help(record, window) + _procedure(record, window)) / present if present else float("nan")


def _hours(
    name: str,
    title: Text,
    definition: Text,
    formula: Text,
    compute: Callable[[Record, Window], float],
    *kinds: EventKind,
    unit: str = "hours/year",
    evidence: Evidence = "D",
) -> Indicator:
    basis = Basis(formula=formula, evidence=evidence, kinds=kinds, plan=True)
    return Indicator(name, title, unit, "hours", definition, 2 if unit == "ratio" else 0, compute, basis=basis)


HOURS = (
    _hours(
        "hours_employed",
        Text("betaalde uren", "hours employed"),
        Text(
            "Uren die de partijen in dienst hebben en betalen, gebruikt of niet, met verzuim en administratie; per jaar.",
            "Hours that the parties employ and pay, used or not, with sickness and administration; a year.",
        ),
        Text(
            "som over de groepen van de omvang (RESIZED) maal de tijd ÷ direct deel van een uur in dienst, ÷ jaren",
            "sum over the groups of the size (RESIZED) times the time ÷ direct part of an hour employed, ÷ years",
        ),
        _present(_employed),
        EventKind.RESIZED,
    ),
    _hours(
        "hours_help",
        Text("uren hulp aan bewoners", "hours of help to residents"),
        Text("Uren waarin bewoners hulp kregen; per jaar.", "Hours in which residents were helped; a year."),
        Text(
            "som van minuten per week (BEGUN) maal de weken tot ENDED, ÷ 60, ÷ jaren",
            "sum of minutes a week (BEGUN) times the weeks until ENDED, ÷ 60, ÷ years",
        ),
        _help,
        EventKind.BEGUN,
        EventKind.ENDED,
    ),
    _hours(
        "hours_procedure",
        Text("uren aan gesprekken, onderzoek en MDO's", "hours of talks, investigations and MDOs"),
        Text(
            "Werk aan eerste gesprekken, loket, onderzoeken, beschikkingen en MDO's die in de periode begonnen; per jaar. Zonder bezwaren en overleg van de stuurgroep.",
            "Work on first talks, the desk, investigations, decisions and MDOs that began in the period; a year. Without objections and meetings of the stuurgroep.",
        ),
        Text("som van minuten (STEP_BEGUN) ÷ 60, ÷ jaren", "sum of minutes (STEP_BEGUN) ÷ 60, ÷ years"),
        _procedure,
        EventKind.STEP_BEGUN,
    ),
    _hours(
        "hours_administration",
        Text("uren aan registratie en verantwoording", "hours lost to administration"),
        Text(
            "Werktijd die naar registratie en verantwoording gaat, zoals de wijze van betalen die vraagt; per jaar. Welk deel dat is, is een aanname.",
            "Working time spent on registration and accountability, as the way of paying asks; a year. What part that is, is an assumption.",
        ),
        Text(
            "som over de groepen van directe uren (RESIZED maal tijd) maal a ÷ (1 - a), met a het deel van de werktijd, ÷ jaren",
            "sum over the groups of direct hours (RESIZED times time) times a ÷ (1 - a), a being the share of working time, ÷ years",
        ),
        _present(_administration),
        EventKind.RESIZED,
    ),
    _hours(
        "hours_used",
        Text("deel van de cliënturen dat benut is", "used of direct hours"),
        Text(
            "Uren hulp en procedure, gedeeld door de uren die er voor bewoners waren. Boven 1 als er minder uren kwamen terwijl de hulp doorging.",
            "Hours of help and procedure, divided by the hours there were for residents. Above 1 when hours became fewer while help went on.",
        ),
        Text(
            "(uren hulp + uren procedure) ÷ directe uren (RESIZED maal tijd)",
            "(hours of help + hours of procedure) ÷ direct hours (RESIZED times time)",
        ),
        _used,
        EventKind.BEGUN,
        EventKind.ENDED,
        EventKind.STEP_BEGUN,
        EventKind.RESIZED,
        unit="ratio",
    ),
)

"""Figures that only validation asks for: the wijk counted on a day, flows of help, medians, money per line.

Each is computed from one run, like an indicator, and stands under its name in `scenario.targets`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ruwaard_sim.agents.population import Census, Residents
from ruwaard_sim.event_log import End, EventKind
from ruwaard_sim.ledger import JOINT, TREASURY, WMO
from ruwaard_sim.tables import Record, Window, windows
from ruwaard_sim.tables.demand import GUIDANCE, HOUSEKEEPING, INDIVIDUAL, per_year, persons, within
from ruwaard_sim.tables.record import Floats, Mask
from ruwaard_sim.units import DAYS_PER_YEAR

LATE = 0.9
"""The share that a ``…_late`` figure covers: nine in ten."""
INCOME_LOW, INCOME_MIDDLE, INCOME_HIGH = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one variant, with the people who simulated it."""

    record: Record
    residents: Residents


Flow = Callable[[Run, Window], float]
Chosen = Callable[[Run], Mask]
"""Which spells of help are meant."""


# ---------------------------------------------------------------------- which help


def _individual(*domains: str) -> Chosen:
    def chosen(run: Run) -> Mask:
        return _of_layers(*INDIVIDUAL)(run) & run.record.about(run.record.spells.case, *domains)

    return chosen


def _of_layers(*layers: str) -> Chosen:
    return lambda run: run.record.in_layers(run.record.spells.route, *layers)


DOMESTIC = _individual(HOUSEKEEPING)
SUPPORT = _individual(*GUIDANCE)
AIDS = _of_layers("hulpmiddel")
PGB = _of_layers("pgb")
HOUSE = _of_layers("collectief")
ANY_HELP = _of_layers(*INDIVIDUAL)
ANY_PROVISION = _of_layers(*INDIVIDUAL, "hulpmiddel")


# ---------------------------------------------------------------------- flows of help


def _stock(help_: Chosen, run: Run, window: Window) -> float:
    """Spells going on, on an average day."""
    days = run.record.spells.days(window.start, window.end)[help_(run)]
    return float(days.sum()) / (window.end - window.start)


def _inflow(help_: Chosen) -> Flow:
    def flow(run: Run, window: Window) -> float:
        begun = float((within(run.record.spells.start, window) & help_(run)).sum())
        return _ratio(per_year(begun, window), _stock(help_, run, window))

    return flow


def _ended(help_: Chosen, run: Run, window: Window) -> float:
    return per_year(float((within(run.record.spells.end, window) & help_(run)).sum()), window)


def _outflow(help_: Chosen) -> Flow:
    return lambda run, window: _ratio(_ended(help_, run, window), _stock(help_, run, window))


def _stay(help_: Chosen) -> Flow:
    """Years that help lasts: what is going on, divided by what ends in a year."""
    return lambda run, window: _ratio(_stock(help_, run, window), _ended(help_, run, window))


def _clients(help_: Chosen, run: Run, start: float, end: float) -> int:
    """Residents with help on at least one day of a period."""
    return persons(run.record, help_(run) & run.record.spells.during(start, end))


def _growth(help_: Chosen) -> Flow:
    """Growth a year of the clients in a year, from the first to the last calendar year in the period."""

    def flow(run: Run, window: Window) -> float:
        first, *_, last = _years(run, window)
        before, after = (_clients(help_, run, year.start, year.end) for year in (first, last))
        return float(_ratio(after, before) ** (DAYS_PER_YEAR / (last.start - first.start)) - 1)

    return flow


def _years(run: Run, window: Window) -> list[Window]:
    all_years = windows(run.record.plan.calendar)[1:]
    return [year for year in all_years if window.start <= year.start and year.end <= window.end]


def _from_start_to_end(help_: Chosen) -> Flow:
    """Relative change of the residents helped, from the first moment of the period to the last."""

    def flow(run: Run, window: Window) -> float:
        before, after = (_clients(help_, run, day, day + 1e-6) for day in (window.start, window.end - 1e-6))
        return _ratio(after, before) - 1

    return flow


def _provisions(fewest: int, most: float) -> Flow:
    """Share of clients with so many provisions in the period."""

    def flow(run: Run, window: Window) -> float:
        record = run.record
        chosen = ANY_PROVISION(run) & record.spells.during(window.start, window.end)
        _, counts = np.unique(record.spells.resident[chosen], return_counts=True)
        return float(((counts >= fewest) & (counts <= most)).mean()) if len(counts) else float("nan")

    return flow


def _ended_by_death(run: Run, window: Window) -> float:
    record = run.record
    closed = record.facts(EventKind.CLOSED)
    died = np.zeros(record.cases, dtype=np.bool_)
    died[closed[closed[:, 3] == End.DIED, 2].astype(np.int64)] = True
    ended = record.spells.case[ANY_PROVISION(run) & within(record.spells.end, window)]
    return float(died[ended].mean()) if len(ended) else float("nan")


def _by_income(income: int) -> Flow:
    """Clients with domestic help per inhabitant of one income class, against those of the middle class."""

    def use(run: Run, window: Window, income: int) -> float:
        record, incomes = run.record, run.residents.income
        chosen = DOMESTIC(run) & record.spells.during(window.start, window.end)
        helped = np.unique(record.spells.resident[chosen])
        present = run.residents.present_at((window.start + window.end) / 2) & (incomes == income)
        return _ratio(float((incomes[helped] == income).sum()), float(present.sum()))

    return lambda run, window: _ratio(use(run, window, income), use(run, window, INCOME_MIDDLE))


# ---------------------------------------------------------------------- personal budget and neighbourhood house


def _pgb_share(run: Run, window: Window) -> float:
    return _ratio(
        _clients(PGB, run, window.start, window.end),
        _clients(ANY_HELP, run, window.start, window.end),
    )


def _pgb_share_change(run: Run, window: Window) -> float:
    """Change a year, from the first to the last calendar year in the period."""
    first, *_, last = _years(run, window)
    return (_pgb_share(run, last) - _pgb_share(run, first)) / ((last.start - first.start) / DAYS_PER_YEAR)


def _house_occupancy(run: Run, window: Window) -> float:
    """Places taken in collective provisions, as a share of the places there are."""
    record = run.record
    provisions = [provision for provision in record.provisions.values() if provision.layer == "collectief"]
    pools = {pool for provision in provisions for pool in provision.pools}
    numbers = [number for number, name in enumerate(record.history.pools) if name in pools]
    places = sum(_size_days(record, number, window) for number in numbers)
    used_days = float(record.spells.days(window.start, window.end)[HOUSE(run)].sum())
    return _ratio(used_days, places)


def _size_days(record: Record, pool: int, window: Window) -> float:
    """Units x days that *pool* had in the period."""
    events = record.facts(EventKind.RESIZED)
    events = events[events[:, 4] == pool]
    ends = np.append(events[1:, 0], np.inf)
    days = np.clip(np.minimum(ends, window.end) - np.maximum(events[:, 0], window.start), 0, None)
    return float((days * events[:, 5]).sum())


# ---------------------------------------------------------------------- questions and waiting


def _of_the_team(run: Run) -> Mask:
    """Cases of the kind a neighbourhood team gets: not domestic help, and not aids."""
    return ~run.record.about(slice(None), HOUSEKEEPING, "mobiliteit")


def _team_contacts(run: Run, window: Window) -> float:
    contacts = float((within(run.record.contact, window) & _of_the_team(run)).sum())
    moments = np.linspace(window.start, window.end - 1e-6, 5)
    inhabitants = float(np.mean([run.residents.present_at(day).sum() for day in moments]))
    return _ratio(per_year(contacts, window), inhabitants / 1000)


def _mdo_share(run: Run, window: Window) -> float:
    contacts = within(run.record.contact, window) & _of_the_team(run)
    return _ratio(float((contacts & ~np.isnan(run.record.meeting)).sum()), float(contacts.sum()))


def _first_talk(run: Run, window: Window) -> float:
    """Mean days from the question to the end of the first talk."""
    record = run.record
    if "gesprek" not in record.history.steps:
        return float("nan")
    rows = record.facts(EventKind.STEP_DONE)
    rows = rows[rows[:, 3] == record.history.steps.index("gesprek")]
    ended = rows[within(rows[:, 0], window)]
    waits = ended[:, 0] - record.contact[ended[:, 2].astype(np.int64)]
    return float(waits.mean()) if len(waits) else float("nan")


def _quantile(asked_on: Floats, came_on: Floats, record: Record, window: Window, share: float) -> float:
    """The wait that *share* of those who asked in the period do not exceed; who still waits counts as longer."""
    closed_before = record.closed < np.where(np.isnan(came_on), np.inf, came_on)
    chosen = within(asked_on, window) & ~closed_before
    if not chosen.any():
        return float("nan")
    waits = np.where(np.isnan(came_on), np.inf, came_on - asked_on)[chosen]
    return float(np.quantile(waits, share, method="inverted_cdf"))


def _to_meeting(share: float) -> Flow:
    def flow(run: Run, window: Window) -> float:
        record = run.record
        invited = record.handled_as == record.handling.index("mdo")
        asked_on = np.where(invited, record.contact, np.nan)
        return _quantile(asked_on, record.meeting, record, window, share)

    return flow


def _to_execution(share: float) -> Flow:
    return lambda run, window: _quantile(run.record.meeting, run.record.begun, run.record, window, share)


# ---------------------------------------------------------------------- money


def _budgeted(*sides: str) -> Flow:
    """Euros a year budgeted for the lines, of the *sides* given."""

    def flow(run: Run, window: Window) -> float:
        lines = dict.fromkeys(line.name for regime in run.record.plan.regimes for line in regime.lines)
        return sum(_budget(run, window, line, side) for line in lines for side in sides)

    return flow


def _budget(run: Run, window: Window, line: str, side: str) -> float:
    return _per_calendar_year(run, window, run.record.paid(window, source=TREASURY, purpose=f"budget {line} {side}"))


def _joint(run: Run, window: Window) -> float:
    return _per_calendar_year(run, window, run.record.paid(window, source=WMO, target=JOINT))


def _per_calendar_year(run: Run, window: Window, euros: float) -> float:
    """Sums that are the same in short and long years are not divided by days."""
    return euros / max(1, len(_years(run, window)))


def of_line(name: str) -> Flow | None:
    """``budget_LINE``: what is budgeted for a line. ``paid_LINE``: what is paid to the staff of that line."""
    kind, _, line = name.partition("_")
    if kind == "budget":
        return lambda run, window: sum(_budget(run, window, line, side) for side in SIDES)
    if kind == "paid":
        return lambda run, window: per_year(_paid(run, window, line), window)
    return None


def _paid(run: Run, window: Window, line: str) -> float:
    staff = [staff.name for staff in run.record.plan.regimes[0].staff.values() if staff.line == line]
    paid = sum(run.record.paid(window, purpose=f"{word} {name}") for name in staff for word in ("productie", "termijn"))
    return paid - sum(run.record.paid(window, purpose=f"termijn terug {name}") for name in staff)


def _ratio(part: float, total: float) -> float:
    return part / total if total else float("nan")


SIDES = ("deelnemers", "overig")

COUNTS: Mapping[str, Callable[[Census], int]] = {
    "residents": lambda census: census.residents,
    "age_0_14": lambda census: census.bands[0],
    "age_15_24": lambda census: census.bands[1],
    "age_25_44": lambda census: census.bands[2],
    "age_45_64": lambda census: census.bands[3],
    "age_65_up": lambda census: census.bands[4],
    "age_75_up": lambda census: census.over_75,
    "age_80_up": lambda census: census.over_80,
    "age_85_up": lambda census: census.over_85,
    "households": lambda census: census.households,
    "singles": lambda census: census.singles,
    "without_children": lambda census: census.without_children,
    "with_children": lambda census: census.with_children,
}
"""Figures of one day."""

FLOWS: Mapping[str, Flow] = {
    "budget_total": _budgeted(*SIDES),
    "budget_participants": _budgeted("deelnemers"),
    "budget_others": _budgeted("overig"),
    "joint_budget": _joint,
    "team_contacts": _team_contacts,
    "mdo_share": _mdo_share,
    "first_talk": _first_talk,
    "mdo_median": _to_meeting(0.5),
    "mdo_late": _to_meeting(LATE),
    "execution_median": _to_execution(0.5),
    "execution_late": _to_execution(LATE),
    "hh_growth": _growth(DOMESTIC),
    "hh_inflow": _inflow(DOMESTIC),
    "hh_outflow": _outflow(DOMESTIC),
    "hh_stay": _stay(DOMESTIC),
    "hh_low_income": _by_income(INCOME_LOW),
    "hh_high_income": _by_income(INCOME_HIGH),
    "guidance_growth": _growth(SUPPORT),
    "guidance_inflow": _inflow(SUPPORT),
    "guidance_outflow": _outflow(SUPPORT),
    "guidance_stay": _stay(SUPPORT),
    "aids_inflow": _inflow(AIDS),
    "wmo_growth": _growth(ANY_PROVISION),
    "one_provision": _provisions(1, 1),
    "three_provisions": _provisions(3, float("inf")),
    "ended_by_death": _ended_by_death,
    "pgb_share": _pgb_share,
    "pgb_share_change": _pgb_share_change,
    "pgb_growth": _from_start_to_end(PGB),
    "house_growth": _from_start_to_end(HOUSE),
    "house_occupancy": _house_occupancy,
}
"""Figures of a period."""

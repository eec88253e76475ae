"""The facts of one run as columns: by case, by spell of help, by transfer. Counts nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.plan import Plan
from ruwaard_sim.units import DAYS_PER_YEAR, Calendar

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Found = TypeVar("Found")

ALL = "all"
"""The name of the whole period beside the years."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the period: from day *start* up to day *end*."""

    name: str
    start: float
    end: float

    @property
    def years(self) -> float:
        """Its length in calendar years' worth of days."""
        return (self.end - self.start) / DAYS_PER_YEAR


def windows(calendar: Calendar, since: Iterable[float] = ()) -> list[Window]:
    """The whole period, each calendar year in it, and what comes after each of the days *since*, named by its date."""
    starts = calendar.year_starts()
    ends = [*starts[1:], calendar.days]
    years = [
        Window(str(calendar.date(start).year), float(start), float(end))
        for start, end in zip(starts, ends, strict=True)
    ]
    later = [Window(calendar.date(day).isoformat(), day, float(calendar.days)) for day in since]
    return [Window(ALL, 0.0, float(calendar.days)), *years, *later]


class Record:
    """One run as columns: by case, by spell of help, by transfer. Days are nan where something did not happen."""

    def __init__(self, history: RunResult, plan: Plan) -> None:
        self.history = history
        self.plan = plan
        self.kind: Ints = history.rows[:, 1].astype(np.int64)
        """The kind of each fact."""
        self.cases = int(history.rows[:, 2].max(initial=-1)) + 1
        self.provisions = {name: provision for regime in plan.regimes for name, provision in regime.provisions.items()}
        """Every provision of any regime, as it last was."""
        self.layer = [self.provisions[route].layer for route in history.routes]
        self._known: dict[tuple[Any, ...], Any] = {}

    def once(self, compute: Callable[..., Found], *about: Hashable) -> Found:
        """``what(self, *about)``, worked out the first time it is asked: many figures need the same."""
        key = (compute, *about)
        if key not in self._known:
            self._known[key] = compute(self, *about)
        return cast(Found, self._known[key])

    def facts(self, kind: EventKind) -> Floats:
        """All facts of one kind."""
        return self.once(_facts, kind)

    def _first(self, rows: Floats, column: int = 0) -> Floats:
        """By case, *column* of the first of *rows*; nan without one."""
        days = np.full(self.cases, np.nan)
        case = rows[:, 2].astype(np.int64)
        days[case[::-1]] = rows[::-1, column]
        return days

    def _number(self, rows: Floats, column: int) -> Ints:
        """By case, the number in *column* of the first of *rows*; -1 without one."""
        return np.nan_to_num(self._first(rows, column), nan=-1.0).astype(np.int64)

    @cached_property
    def contact(self) -> Floats:
        """Day of the question; nan for help already going on at the start."""
        return self._first(self.facts(EventKind.CONTACT))

    @cached_property
    def resident(self) -> Ints:
        """The resident of each case."""
        both = np.concatenate([self.facts(EventKind.CONTACT), self.facts(EventKind.STOCK)])
        return self._number(both, 4)

    @cached_property
    def domain(self) -> Ints:
        """The leefdomein of the case."""
        both = np.concatenate([self.facts(EventKind.CONTACT), self.facts(EventKind.STOCK)])
        return self._number(both, 3)

    @cached_property
    def handling(self) -> list[str]:
        """The names of the handlings."""
        return list(self.history.handlings)

    @cached_property
    def handled_as(self) -> Floats:
        """By case, the number of its handling."""
        return self._first(self.facts(EventKind.HANDLED), 4)

    @cached_property
    def meeting(self) -> Floats:
        """Day of the MDO."""
        if "mdo" not in self.history.steps:
            return np.full(self.cases, np.nan)
        rows = self.facts(EventKind.STEP_BEGUN)
        return self._first(rows[rows[:, 3] == self.history.steps.index("mdo")])

    @cached_property
    def decided(self) -> Floats:
        """Day of the formal decision."""
        return self._first(self.facts(EventKind.DECIDED))

    @cached_property
    def routed(self) -> Floats:
        """Day on which the rules gave an answer."""
        return self._first(self.facts(EventKind.ROUTED))

    @cached_property
    def route(self) -> Ints:
        """By case, the number of its first route; -1 for who was not routed."""
        return self._number(self.facts(EventKind.ROUTED), 4)

    @cached_property
    def asked_on(self) -> Floats:
        """Day on which help was asked of a provider, once the rules had given an answer."""
        return self._first(self._once_routed(EventKind.ASKED))

    @cached_property
    def begun(self) -> Floats:
        """Day on which the first help began, also when it was help of who talked, before the rules were asked."""
        return self._first(self.facts(EventKind.BEGUN))

    @cached_property
    def answered(self) -> Floats:
        """Day on which the first help began, once the rules had given an answer."""
        return self._first(self._once_routed(EventKind.BEGUN))

    @cached_property
    def submitted(self) -> Floats:
        """Day on which the case was put on the agenda of those who meet on fixed days."""
        return self._first(self.facts(EventKind.SUBMITTED))

    def _once_routed(self, kind: EventKind) -> Floats:
        rows = self.facts(kind)
        once: Floats = rows[rows[:, 0] >= self.routed[rows[:, 2].astype(np.int64)]]
        return once

    @cached_property
    def closed(self) -> Floats:
        """Day on which the case ended."""
        return self._first(self.facts(EventKind.CLOSED))

    @cached_property
    def spells(self) -> Spells:
        """Every spell of help."""
        rows = self.history.rows[(self.kind == EventKind.BEGUN) | (self.kind == EventKind.ENDED)]
        rows = rows[np.argsort(rows[:, 2], kind="stable")]
        begins = rows[:, 1] == EventKind.BEGUN
        following = np.append(rows[1:, 0], np.inf)
        same = np.append((rows[1:, 2] == rows[:-1, 2]) & ~begins[1:], False)
        ends = np.where(same, following, np.inf)
        unregistered = np.full(self.cases, np.inf)
        unregistered_events = self.facts(EventKind.UNREGISTERED)
        unregistered[unregistered_events[:, 2].astype(np.int64)] = unregistered_events[:, 0]
        case = rows[begins, 2].astype(np.int64)
        route, pool = rows[begins, 3].astype(np.int64), rows[begins, 4].astype(np.int64)
        return Spells(
            case, self.resident[case], route, rows[begins, 0], ends[begins], unregistered[case], pool, rows[begins, 5]
        )

    def in_layers(self, route: Ints, *layers: str) -> Mask:
        """A mask of the routes, by number, in one of *layers*; -1 is in none."""
        return _among(self.layer, layers)[route]

    def about(self, case: Ints | slice, *domains: str) -> Mask:
        """A mask of the cases about one of *domains*."""
        return _among(self.history.domains, domains)[self.domain[case]]

    @cached_property
    def _purposes(self) -> tuple[list[str], Ints]:
        """The purposes there are, and by transfer the number of its purpose."""
        numbers: dict[str, int] = {}
        purpose_numbers = [numbers.setdefault(purpose, len(numbers)) for purpose in self.history.ledger.purposes]
        return list(numbers), np.array(purpose_numbers, dtype=np.int64)

    @cached_property
    def _money(self) -> tuple[Floats, Ints, Ints, Floats]:
        ledger = self.history.ledger
        return (
            np.array(ledger.days),
            np.array(ledger.sources),
            np.array(ledger.targets),
            np.array(ledger.cents, dtype=np.float64),
        )

    def paid(
        self,
        window: Window,
        *,
        source: str | None = None,
        target: str | None = None,
        purpose: str | None = None,
    ) -> float:
        """Euros moved in *window* from, to or for something. A purpose may end in ``*``.

        What is settled at the end of a window belongs to it; what is paid at the start of a
        year belongs to that year.
        """
        _, sources, targets, cents = self._money
        accounts = self.history.ledger.accounts
        chosen = self.once(_settled_in, window)
        if source is not None:
            chosen = chosen & (sources == accounts.get(source, -1))
        if target is not None:
            chosen = chosen & (targets == accounts.get(target, -1))
        if purpose is not None:
            chosen = chosen & self.once(_paid_for, purpose)
        return float(cents[chosen].sum()) / 100

    def paid_for(self, chosen: Callable[[str], bool]) -> Mask:
        """A mask of the transfers whose purpose is *chosen*."""
        purposes, number = self._purposes
        return np.array([chosen(purpose) for purpose in purposes], dtype=np.bool_)[number]

    @property
    def paid_on(self) -> Floats:
        """The day of each transfer."""
        return self._money[0]


def _facts(record: Record, kind: EventKind) -> Floats:
    rows: Floats = record.history.rows[record.kind == kind]
    return rows


def _among(names: Sequence[str], chosen: Sequence[str]) -> Mask:
    """A mask of the *names* that are chosen, with a last element for -1, which never is."""
    return np.array([*(name in chosen for name in names), False])


def _paid_for(record: Record, purpose: str) -> Mask:
    """A mask of the transfers for *purpose*, which may end in ``*``."""
    if purpose.endswith("*"):
        return record.paid_for(lambda text: text.startswith(purpose[:-1]))
    return record.paid_for(lambda text: text == purpose)


_AHEAD = (
    "budget",
    "inleg",
    "pgb-reservering",
    "termijn",
    "herinvestering",
    "extra",
    "ingekocht",
    "verschuiving",
    "bewoners",
    "geoormerkt",
    "programma",
)
"""How the purposes begin of what is paid for the time to come; all else settles what went before."""


def _settled_in(record: Record, window: Window) -> Mask:
    """A mask of the transfers that belong to *window*."""
    days, ahead = record.paid_on, record.paid_for(lambda text: text.startswith(_AHEAD))
    before = (days > window.start) & (days <= window.end)
    return np.where(ahead, (days >= window.start) & (days < window.end), before)


@dataclass(frozen=True, slots=True)
class Spells:
    """Spells of help in parallel columns. *end* is inf while help goes on, *unregistered* while it is registered."""

    case: Ints
    resident: Ints
    route: Ints
    start: Floats
    end: Floats
    unregistered: Floats
    pool: Ints
    """Number of the pool that helps; -1 for none."""
    amount: Floats
    """Minutes a week, or places."""

    def during(self, start: float, end: float) -> Mask:
        """A mask of the spells that overlap these days."""
        return (self.start < end) & (self.end > start)

    def registered_during(self, start: float, end: float) -> Mask:
        """A mask of the spells that are registered at some moment of these days."""
        until = np.minimum(self.end, self.unregistered)
        return (self.start < end) & (until > start) & (until > self.start)

    def days(self, start: float, end: float) -> Floats:
        """Days of each spell that fall within these days."""
        within: Floats = np.clip(np.minimum(self.end, end) - np.maximum(self.start, start), 0, None)
        return within

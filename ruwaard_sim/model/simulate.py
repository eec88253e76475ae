"""One run of one variant: from a plan and what was dealt to the facts and the books. Deterministic."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ruwaard_sim.affording import affordable
from ruwaard_sim.agents.queues import Resource
from ruwaard_sim.event_log import EventKind, EventLog, RunResult
from ruwaard_sim.model.books import Books
from ruwaard_sim.model.case_flow import CaseFlow
from ruwaard_sim.model.clock import Clock
from ruwaard_sim.model.deal import Deal, accepted
from ruwaard_sim.model.hour_shifts import Moved
from ruwaard_sim.model.referral_beliefs import ReferralBeliefs
from ruwaard_sim.model.regimes import CurrentRegime
from ruwaard_sim.model.residents_council import ResidentsCouncil
from ruwaard_sim.model.run_context import DecisionObserver, RunContext
from ruwaard_sim.model.steering_meetings import SteeringMeetings
from ruwaard_sim.model.substituting import Substituting
from ruwaard_sim.model.volunteers import Volunteers
from ruwaard_sim.plan import Plan, Regime, Staff


def simulate(plan: Plan, dealt: Deal, watch: DecisionObserver | None = None) -> RunResult:
    """Run the people in *dealt* through *plan*.

    *watch* is told of every decision by rules (case, table, facts, day). The result depends on
    nothing but the two arguments: the model draws no chance.
    """
    return _Run(plan, dealt, watch).history()


class _Run:
    def __init__(self, plan: Plan, dealt: Deal, watch: DecisionObserver | None) -> None:
        self._plan = plan
        self._dealt = dealt
        self._facts = EventLog()
        self._clock = Clock(plan.first_day)
        self._pools = {name: Resource(name, math.inf, plan.first_day) for name in _pool_names(plan)}
        self._books = Books(plan.calendar, self._pools, self._facts)
        self._current = CurrentRegime(plan, self._pools, dealt)
        last = float(plan.calendar.days)
        context = RunContext(dealt, self._clock, self._current, self._books, self._facts, last, watch)
        self._volunteers = Volunteers(context, self._size_places)
        self._care = CaseFlow(context, ReferralBeliefs(plan, dealt), self._volunteers.after)
        self._board = SteeringMeetings(context, self._size_places)
        self._council = ResidentsCouncil(self._books.ledger)
        self._substituting = Substituting(self._pools)
        self._hiring = dict.fromkeys(self._pools, 0.0)
        self._used_before: dict[str, float] = {}
        self._rows = iter(accepted(dealt, plan.regimes))
        self._year_starts = plan.calendar.year_starts()
        self._months = plan.calendar.month_starts()
        self._settlements = sorted({0, *self._months})

    def history(self) -> RunResult:
        plan, clock = self._plan, self._clock
        for row, kind in enumerate(self._dealt.stock_kinds):
            self._care.place_stock(row, kind)
        self._size_all(plan.regimes[0], afresh=True)
        for regime in plan.regimes[1:]:
            if regime.start not in self._settlements:
                clock.at(regime.start, self._change, regime)
        for day in self._settlements:
            clock.at(float(day), self._settle, day)
        self._next_arrival()
        last = float(plan.calendar.days)
        clock.run(last)
        self._books.settle(self._current.regime, last)
        self._books.close(self._current.regime, last, last=True)
        used = {name: pool.used_until(last) - self._used_before[name] for name, pool in self._pools.items()}
        current = self._current
        return RunResult(
            rows=self._facts.rows(),
            ledger=self._books.ledger,
            domains=tuple(domain.name for domain in plan.domains),
            routes=current.routes,
            pools=current.pool_names,
            steps=tuple(current.steps_known),
            handlings=current.handlings,
            aanpak=current.aanpak_rules,
            routering=current.routering_rules,
            steering=current.steering_rules,
            actions=current.actions,
            pool_hours=used,
            events=clock.events,
        )

    # ------------------------------------------------------------------ arrivals

    def _next_arrival(self) -> None:
        row = next(self._rows, None)
        if row is not None:
            self._clock.at(self._dealt.dice[0].day[row], self._arrive, row)

    def _arrive(self, row: int) -> None:
        self._care.arrive(0, row)
        self._next_arrival()

    # ------------------------------------------------------------------ the calendar

    def _settle(self, day: int) -> None:
        """The first of a month: settle, change regime, open a year, steer, release, staff, pay; in this order."""
        now = float(day)
        if day == 0:
            self._begin_books(now)
        else:
            self._books.settle(self._current.regime, now)
            if day in self._year_starts:
                self._books.close(self._current.regime, now)
        self._switch_to(now)
        if day in self._year_starts:
            self._open_year(now)
        self._steer(day)
        if self._books.release(self._current.regime, now):
            self._size_all(self._current.regime)
        self._review(self._current.regime)
        if day > 0:
            self._substitute(now)
        self._books.pay_instalments(self._current.regime, now)
        self._books.pay_programmes(now)

    def _open_year(self, now: float) -> None:
        self._board.new_year()
        self._current.regime = self._board.under(self._current.regime)
        self._council.new_year(self._current.regime, now)
        self._books.open(self._current.regime, now, new_year=True)
        self._pay_shifted(self._size_all(self._current.regime), now)

    def _steer(self, day: int) -> None:
        """Hold the meeting of the stuurgroep if it is time; its decisions take effect at once."""
        if self._board.meets(self._months.index(day) if day in self._months else 0):
            standing = self._board.standing
            self._board.meet()
            self._pay_shifted(self._size_all(self._current.regime)[standing:], float(day))

    def _pay_shifted(self, moved: Sequence[Moved], now: float) -> None:
        for shift, minutes in (entry for entry in moved if entry[1]):
            self._books.pay_shifted(self._current.regime, now, shift.take, shift.give, minutes)

    def _begin_books(self, now: float) -> None:
        self._board.begin()
        self._substituting.begin(now)
        self._books.start(now)
        self._used_before = {name: pool.used_until(now) for name, pool in self._pools.items()}

    def _change(self, regime: Regime) -> None:
        """A regime that begins on another day than the first of a month."""
        now = self._clock.now
        if now > 0:
            self._books.settle(self._current.regime, now)
        self._put_in_force(regime, now)

    def _switch_to(self, now: float) -> None:
        for regime in self._plan.regimes:
            if regime.start == now and regime is not self._current.regime:
                self._put_in_force(regime, now)

    def _put_in_force(self, regime: Regime, now: float) -> None:
        before, regime = self._current.regime, self._board.under(regime)
        mid_year = now > 0 and now not in self._year_starts
        rearranged = mid_year and regime.money != before.money
        if rearranged:
            self._books.give_back(before, now)
            self._books.close(before, now)
        self._current.switch(regime)
        if now >= 0 and regime.steering is not None and before.steering is None:
            self._board.begin()
        if rearranged:
            self._books.open(regime, now, new_year=False)
            self._books.begin_extra(max(0, regime.extra.yearly() - before.extra.yearly()), now)
            if now not in self._settlements:
                self._books.pay_instalments(regime, now)
        if now not in self._year_starts:
            moved = self._size_all(regime)
            if rearranged:
                self._pay_shifted(moved, now)
        self._care.follow_rules_of_the_day()

    # ------------------------------------------------------------------ staff and places

    def _size_all(self, regime: Regime, *, afresh: bool = False) -> list[Moved]:
        """Give every pool its size under *regime*; staff that follows demand keeps what it has.

        Returns the hours that the stuurgroep's decisions shift.
        """
        sizes: dict[str, float] = {}
        bought = affordable(regime, self._year)
        for staff in regime.staff.values():
            for name, share in zip(staff.pools, staff.shares, strict=True):
                pool = self._pools[name]
                if staff.staffing.reviews and not afresh and math.isfinite(pool.size):
                    continue
                size = staff.staffing.first_size(bought[staff.name] * share, staff.fixed * share, pool.in_use)
                sizes[name] = size + self._books.extra(name)
        moved = self._board.shift(sizes, regime)
        self._substituting.shift(sizes, regime)
        named = {name for staff in regime.staff.values() for name in staff.pools} | regime.places.keys()
        for name, pool in self._pools.items():
            if name in sizes:
                self._resize(pool, sizes[name])
            elif name not in named:
                self._resize(pool, 0)
        self._size_places()
        return moved

    def _size_places(self) -> None:
        """Give all places their size, as far as there is somebody to run them."""
        there_are = {
            places.name: self._board.places(places.name, places.places) * places.available
            for places in self._current.regime.places.values()
        }
        share = self._volunteers.share(sum(there_are.values()))
        for places in self._current.regime.places.values():
            added = self._council.places(places.name) * places.available
            self._resize(self._pools[places.name], there_are[places.name] * share + added)

    def _resize(self, pool: Resource, size: float) -> None:
        units = max(0, round(size))
        if units == pool.size:
            return
        now = self._clock.now
        number = self._current.pool_number[pool.name]
        self._facts.tell((now, EventKind.RESIZED, -1, -1, number, units))
        self._care.resize(pool, units)

    @property
    def _year(self) -> int:
        """The year of the period that it is; 0 the first, and what comes before it."""
        return sum(1 for start in self._year_starts if 0 < start <= self._clock.now)

    def _substitute(self, now: float) -> None:
        if self._substituting.review(self._current.regime, self._year, now):
            self._size_all(self._current.regime)

    def _review(self, regime: Regime) -> None:
        for staff in regime.staff.values():
            if staff.staffing.reviews:
                for name in staff.pools:
                    self._review_pool(staff, self._pools[name])

    def _review_pool(self, staff: Staff, pool: Resource) -> None:
        planned = pool.size + self._hiring[pool.name]
        change = staff.staffing.review(planned, pool.in_use, pool.requested) - planned
        if change > 0:
            self._hiring[pool.name] += change
            self._clock.at(self._clock.now + staff.staffing.recruitment, self._hire, (staff.name, pool, change))
        elif change < 0:
            self._resize(pool, pool.size + change)

    def _hire(self, recruited: tuple[str, Resource, float]) -> None:
        """Add recruited staff, unless the party no longer follows demand."""
        name, pool, change = recruited
        self._hiring[pool.name] -= change
        staff = self._current.regime.staff.get(name)
        if staff is not None and staff.staffing.reviews:
            self._resize(pool, pool.size + change)


def _pool_names(plan: Plan) -> list[str]:
    """The pools of all regimes: hours first, then places."""
    hours = [name for regime in plan.regimes for staff in regime.staff.values() for name in staff.pools]
    return list(dict.fromkeys([*hours, *(name for regime in plan.regimes for name in regime.places)]))

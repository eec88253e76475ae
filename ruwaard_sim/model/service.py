"""Help: asked of a provider, waited for, begun and ended; with what it takes and what it costs."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from functools import partial

from ruwaard_sim.agents.needs import OUTSIDE, PACE, PROVIDER, REGISTER, STAY
from ruwaard_sim.agents.queues import Request
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.model.case_record import Case, Planned, Stage
from ruwaard_sim.model.run_context import RunContext, draw
from ruwaard_sim.plan import Provision


class Service:
    """Gives help to cases that were routed. *completed* is called with each case whose help ran its course."""

    def __init__(self, context: RunContext, completed: Callable[[Case], None]) -> None:
        self._context = context
        self._completed = completed

    # ------------------------------------------------------------------ before

    def choose(self, case: Case, provision: Provision, in_kind: Provision) -> None:
        """Fix who helps, how much and how long; by the case's own random numbers, so the same under every policy.

        *in_kind* says how much help it is; it differs from *provision* only for a pgb.
        """
        current, uniforms = self._context.current, case.uniforms
        case.provision, case.in_kind = provision, in_kind
        case.pool = None
        case.first_pool = None
        if provision.pools:
            chosen = bisect_right(provision.shares, uniforms[PROVIDER])
            case.pool = current.pools[provision.pools[chosen]]
        self._measure(case)
        if provision.layer == "pgb":
            case.pgb_cents = current.pgb_cents(in_kind, case.minutes)

    def _measure(self, case: Case) -> None:
        """Set the amount of help a week and its length, with the beliefs about its provider."""
        provision, in_kind = case.chosen, case.in_kind
        assert in_kind is not None
        longer, larger = _believed(case)
        case.minutes = 1 if in_kind.amount is None else _minutes(in_kind, case, larger)
        case.stay = draw(provision.stay, case.uniforms[STAY]) * longer

    def seek(self, case: Case) -> None:
        """Ask for the help chosen; it begins at once where nothing has to be waited for."""
        context, provision = self._context, case.chosen
        case.stage = Stage.WAITING
        case.version += 1
        context.tell((context.now, EventKind.ASKED, case.number, self._number(provision), self._who(case), 0))
        if case.pool is not None:
            if provision.notice > 0:
                context.later(provision.notice, self._after_notice, case.planned())
            else:
                self._after_notice(case.planned())
        elif provision.wait is None:
            self.begin(case)
        else:
            days = draw(provision.wait, case.uniforms[OUTSIDE])
            if provision.layer == "specialist":
                reached = context.current.regime.outside
                days = reached.wait(days, decided=case.decided, advised=case.advised)
            context.later(days, self._end_wait, case.planned())

    def _after_notice(self, planned: Planned) -> None:
        """Arrangements are made: get in line for room, and look elsewhere when that takes too long."""
        case = planned.case
        if not planned.is_still_in(Stage.WAITING):
            return
        context = self._context
        self._line_up(case)
        if case.stage is Stage.WAITING and len(case.chosen.pools) > 1:
            context.later(context.current.regime.when_full.patience, self._switch, case.planned())

    def continue_stock(self, case: Case, provision: Provision, in_kind: Provision, left: float) -> None:
        """Help that was going on before the simulation began, of which the share *left* still has to come.

        The whole length of help found going on is longer than usual: long help is more likely to be found.
        """
        context = self._context
        self.choose(case, provision, in_kind)
        stay = provision.stay
        longer, _ = _believed(case)
        case.stay = left * math.exp(stay.mu + stay.sigma**2 + stay.sigma * case.uniforms[STAY]) * longer
        if case.pool is not None:
            case.request = Request(((case.pool, case.minutes),), 1, None)
            case.pool.hold(case.minutes, context.now)
        self._go_on(case)

    def _line_up(self, case: Case, *, before: list[Request] | None = None) -> None:
        assert case.pool is not None
        context = self._context
        asks = ((case.pool, case.minutes),)
        case.request = Request(asks, context.priority(case), partial(self.begin, case))
        context.begin((before or []) + context.queues.ask(case.request, context.now))

    def _end_wait(self, planned: Planned) -> None:
        if planned.is_still_in(Stage.WAITING):
            self.begin(planned.case)

    def _switch(self, planned: Planned) -> None:
        """Still waiting: go to the provider of the same help with the shortest line for its size."""
        case = planned.case
        if not planned.is_still_in(Stage.WAITING):
            return
        context, provision = self._context, case.chosen
        pools = [context.current.pools[name] for name in provision.pools]
        best = min(pools, key=lambda pool: (pool.in_use + pool.requested) / pool.size if pool.size else math.inf)
        if best is case.pool or not best.size:
            return
        assert case.request is not None
        freed = context.queues.withdraw(case.request, context.now)
        case.first_pool, case.pool = case.pool, best
        self._measure(case)
        context.tell((context.now, EventKind.SWITCHED, case.number, self._number(provision), self._who(case), 0))
        self._line_up(case, before=freed)

    # ------------------------------------------------------------------ during and after

    def begin(self, case: Case) -> None:
        """The help begins, and what it costs once is paid."""
        self._context.charge(case.chosen)
        self._go_on(case)

    def _go_on(self, case: Case) -> None:
        context, provision = self._context, case.chosen
        now = context.now
        case.stage = Stage.HELPED
        case.version += 1
        context.tell((now, EventKind.BEGUN, case.number, self._number(provision), self._who(case), case.minutes))
        self._for_another(case, case.minutes)
        self.register(case)
        if provision.layer == "pgb":
            assert case.in_kind is not None
            context.tell((now, EventKind.GRANTED, case.number, self._number(case.in_kind), -1, case.pgb_cents))
            context.books.pgb.hold(case.pgb_cents, now)
        self.contribute(case)
        context.later(case.stay, self._end, case.planned())

    def contribute(self, case: Case) -> None:
        """Let the resident owe a contribution from now on, or no longer, by the rules of the day for this help."""
        context = self._context
        today = context.current.regime.provisions.get(case.chosen.route)
        owes = case.stage is Stage.HELPED and today is not None and today.contribution
        if owes is not case.contributes:
            case.contributes = owes
            payers = context.books.contributors[context.dealt.income[case.resident]]
            payers.hold(1 if owes else -1, context.now)

    def register(self, case: Case) -> None:
        """Settle whether this help is in the registers under the present regime; told once, when it is not.

        Help from the joint budget without a decision under this regime may be missing there, also when an
        earlier regime had given one: the sources do not say which it was that vanished in 2018.
        """
        context, provision = self._context, case.chosen
        current = context.current
        if case.unregistered or provision.layer != "individueel" or case.pool is None:
            return
        if not current.in_joint_budget(case.pool.name) or current.regime.decides.registers(case.handling):
            return
        if case.uniforms[REGISTER] >= current.regime.registered:
            case.unregistered = True
            context.tell((context.now, EventKind.UNREGISTERED, case.number, self._number(provision), -1, 0))

    def _end(self, planned: Planned) -> None:
        if planned.is_still_in(Stage.HELPED):
            self._pay_result(planned.case)
            self._completed(planned.case)

    def _pay_result(self, case: Case) -> None:
        """Pay the agreed price of help that has run its course; the books are open from day 0."""
        context = self._context
        if case.pool is not None and context.now >= 0:
            staff, cents = context.current.result(case.pool.name, case.chosen.route)
            if staff is not None and cents:
                context.books.pay_result(context.now, staff, cents)

    def _for_another(self, case: Case, minutes: int) -> None:
        """Help given in the place of who was chosen first begins or ends."""
        if case.first_pool is not None and case.pool is not None:
            self._context.books.helps(case.first_pool.name, case.pool.name, minutes, self._context.now)

    def stop(self, case: Case) -> None:
        """Help ends, or waiting for it, for whatever reason: give back what it took, and let others begin."""
        context, request = self._context, case.request
        now = context.now
        case.request = None
        case.version += 1
        if case.stage is not Stage.HELPED:
            if request is not None:
                context.begin(context.queues.withdraw(request, now))
            return
        case.stage = Stage.PROCEDURE
        provision = case.chosen
        context.tell((now, EventKind.ENDED, case.number, self._number(provision), self._who(case), case.minutes))
        self._for_another(case, -case.minutes)
        if provision.layer == "pgb":
            context.books.pgb.hold(-case.pgb_cents, now)
        self.contribute(case)
        if request is not None:
            context.begin(context.queues.release(request, now))

    def _number(self, provision: Provision) -> int:
        return self._context.current.route_number[provision.route]

    def _who(self, case: Case) -> int:
        return -1 if case.pool is None else self._context.current.pool_number[case.pool.name]


def _believed(case: Case) -> tuple[float, float]:
    """The factors on length and amount of help that are believed of its provider."""
    provision, pool = case.chosen, case.pool
    if not provision.believed or pool is None:
        return 1.0, 1.0
    return provision.believed[provision.pools.index(pool.name)]


def _minutes(provision: Provision, case: Case, larger: float) -> int:
    """Minutes a week in kind: the usual amount, more for heavier needs, with personal spread, *larger* times."""
    assert provision.amount is not None
    factor = 1 + provision.per_point * (case.severity - 5)
    return max(1, round(draw(provision.amount, case.uniforms[PACE]) * max(0.1, factor) * larger))

"""Escalation: needs that become a crisis while nobody answers them, objections, and appeals to the court."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ruwaard_sim.agents.needs import APPEAL, COURT, CRISIS, LODGE, OBJECT, UPHELD
from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.agents.queues import Request
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.appeal import Court
from ruwaard_sim.mechanisms.formal import Objecting
from ruwaard_sim.model.case_record import Case, Stage
from ruwaard_sim.model.run_context import CRISIS_URGENCY, HIGH_URGENCY, RunContext

HEAVIEST = 10
"""The highest zwaarte, in points."""


class Escalation:
    """Crises, objections and appeals.

    *weigh_again* is called with a case whose objection or appeal was upheld, *hasten* with one that came into a crisis.
    """

    def __init__(
        self, context: RunContext, weigh_again: Callable[[Case], None], hasten: Callable[[Case], None]
    ) -> None:
        self._context = context
        self._weigh_again = weigh_again
        self._hasten = hasten

    def plan_crisis(self, case: Case) -> None:
        """An unanswered need escalates after a time that the resident's random number fixed beforehand."""
        regime = self._context.current.regime
        rate = regime.crisis[case.domain] * (1 + regime.crisis_per_point * (case.severity - 5))
        if rate > 0 and self._context.urgency(case) < CRISIS_URGENCY:
            self._context.later(case.uniforms[CRISIS] / rate, self._escalate, case)

    def _escalate(self, case: Case) -> None:
        if case.stage not in (Stage.PROCEDURE, Stage.WAITING):
            return
        context = self._context
        now = context.now
        context.tell((now, EventKind.CRISIS, case.number, case.domain, case.resident, case.severity))
        context.charge(context.current.regime.provisions["crisisdienst"])
        case.facts[context.current.fact["urgentie"]] = HIGH_URGENCY
        if case.request is not None:
            case.request, granted = context.queues.promote(case.request, 0, now)
            context.begin(granted)
        else:
            self._hasten(case)

    def plan_objection(self, case: Case) -> None:
        """Some decisions are objected to, once at most, within the legal term."""
        objecting = self._context.current.regime.formal.objecting
        if objecting is not None and not case.objected and case.uniforms[OBJECT] < objecting.share:
            case.objected = True
            self._context.later(case.uniforms[LODGE] * objecting.lodge_days, self._object, case)

    def _object(self, case: Case) -> None:
        context = self._context
        objecting = context.current.regime.formal.objecting
        if case.stage is Stage.CLOSED or objecting is None:
            return
        context.tell((context.now, EventKind.OBJECTED, case.number, -1, case.resident, 0))
        self._work(objecting.step, 0.0, partial(self._decide, case, objecting))

    def _decide(self, case: Case, objecting: Objecting) -> None:
        upheld = case.uniforms[UPHELD] < objecting.upheld
        self._tell(EventKind.UPHELD if upheld else EventKind.REJECTED, case)
        if upheld:
            self._heavier(case, objecting.points)
        else:
            self._plan_appeal(case)

    # ------------------------------------------------------------------ going to court

    def _plan_appeal(self, case: Case) -> None:
        """Some whose objection was turned down go to court, within the legal term."""
        court = self._context.current.regime.appeal.court
        if court is not None and case.uniforms[APPEAL] < court.share:
            self._context.later(case.uniforms[LODGE] * court.lodge_days, self._appeal, (case, court))

    def _appeal(self, lodged: tuple[Case, Court]) -> None:
        case, court = lodged
        if case.stage is not Stage.CLOSED:
            self._tell(EventKind.APPEALED, case)
            self._work(court.step, court.days, partial(self._judge, case, court))

    def _judge(self, case: Case, court: Court) -> None:
        upheld = case.uniforms[COURT] < court.upheld
        self._tell(EventKind.APPEAL_UPHELD if upheld else EventKind.APPEAL_REJECTED, case)
        if upheld:
            self._heavier(case, court.points)

    # ------------------------------------------------------------------ what both have

    def _work(self, step: Step, days: float, on_done: Callable[[], None]) -> None:
        """Let officials do *step* as soon as they have the hours; *days* after that call *on_done*."""
        context = self._context
        request = Request(context.current.asks(step), 1, None)
        request.on_start = partial(context.later, step.days, self._done, (request, days, on_done))
        context.begin(context.queues.ask(request, context.now))

    def _done(self, finished: tuple[Request, float, Callable[[], None]]) -> None:
        request, days, on_done = finished
        context = self._context
        context.begin(context.queues.release(request, context.now))
        if days > 0:
            context.later(days, _call, on_done)
        else:
            on_done()

    def _tell(self, kind: EventKind, case: Case) -> None:
        self._context.tell((self._context.now, kind, case.number, -1, case.resident, 0))

    def _heavier(self, case: Case, points: int) -> None:
        """Upheld: the need is weighed again as heavier, and help follows the rules anew; unless it is over."""
        if case.stage is not Stage.CLOSED:
            case.severity = min(HEAVIEST, case.severity + points)
            case.facts[self._context.current.fact["zwaarte"]] = case.severity
            self._weigh_again(case)


def _call(on_done: Callable[[], None]) -> None:
    on_done()

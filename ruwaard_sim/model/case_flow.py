"""The flow of a case: from the question, through the procedure and the rules, to help and its end.

The model acts; it asks the rules what should happen and the mechanisms what that takes. It draws
no chance (random numbers were dealt before) and computes no figure (that is done from the facts afterwards).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ruwaard_sim.agents.needs import (
    ADVICE,
    ENOUGH,
    EPISODES,
    GAP,
    JUDGEMENT,
    REFERRAL,
    RELAPSE,
    StockProfile,
)
from ruwaard_sim.agents.procedure import Meaning, Step
from ruwaard_sim.agents.queues import Request, Resource
from ruwaard_sim.event_log import End, EventKind
from ruwaard_sim.model.case_record import Case, Stage
from ruwaard_sim.model.deal import NeedRows, fill_in_question
from ruwaard_sim.model.escalation import Escalation
from ruwaard_sim.model.impossible_cases import impossible_resident
from ruwaard_sim.model.prevention_offers import PreventionOffers
from ruwaard_sim.model.referral_beliefs import ReferralBeliefs
from ruwaard_sim.model.regimes import Task
from ruwaard_sim.model.run_context import CRISIS_URGENCY, HIGH_URGENCY, RunContext
from ruwaard_sim.model.service import Service
from ruwaard_sim.plan import Provision


class CaseFlow:
    """All cases of one run. *after* is called with each case whose help ran its course."""

    def __init__(self, context: RunContext, referring: ReferralBeliefs, after: Callable[[Case], None]) -> None:
        self._context = context
        self._helping = Service(context, self._complete)
        self._prevention = PreventionOffers(context)
        self._mishaps = Escalation(context, self._weigh_again, self._hasten)
        self._referring = referring
        self._after = after
        self._cases = 0
        self._open: dict[int, list[Case]] = {}

    # ------------------------------------------------------------------ the question

    def arrive(self, source: int, row: int, episode: int = 0, returned_from: int = -1) -> None:
        """A need makes itself felt: a resident asks.

        Nobody asks who has left, nor who waits or is helped for the same leefdomein already; prevention spares some.
        """
        context = self._context
        dice = context.dealt.dice[source]
        now = context.now
        resident, domain = dice.resident[row], dice.domain[row]
        if context.dealt.departure[resident] <= now:
            return
        if any(case.domain == domain for case in self._open.get(resident, ())):
            return
        if returned_from < 0 and self._prevention.averts(row, resident, domain):
            return
        case = self._new(source, row, episode)
        if returned_from >= 0:
            context.tell((now, EventKind.RETURNED, case.number, returned_from, case.resident, 0))
        context.tell((now, EventKind.CONTACT, case.number, case.domain, case.resident, case.severity))
        if context.current.regime.outcomes.wellbeing is not None:
            context.tell((now, EventKind.FELT, case.number, -1, case.resident, context.dealt.wellbeing[resident]))
        self._enter(case, dice)
        self._mishaps.plan_crisis(case)
        self._handle(case)

    def place_stock(self, row: int, kind: StockProfile) -> None:
        """Put a resident who is already helped at the start into that help, with what is left of it."""
        context = self._context
        case = self._new(1, row, 0)
        context.tell((context.now, EventKind.STOCK, case.number, case.domain, case.resident, case.severity))
        self._enter(case, context.dealt.dice[1])
        provisions = context.current.regime.provisions
        days_left = context.dealt.residual[row]
        self._helping.continue_stock(case, provisions[kind.route], provisions[kind.in_kind], days_left)

    def _new(self, source: int, row: int, episode: int) -> Case:
        dice = self._context.dealt.dice[source]
        case = Case(self._cases, source, row, episode)
        self._cases += 1
        case.resident = dice.resident[row]
        case.domain = dice.domain[row]
        case.severity = dice.severity[row]
        case.uniforms = dice.uniforms[row, episode].tolist()
        return case

    def _enter(self, case: Case, dice: NeedRows) -> None:
        case.facts = self._facts_of(case, dice)
        open_cases = self._open.get(case.resident)
        if open_cases is not None:
            open_cases.append(case)
            return
        self._open[case.resident] = [case]
        context = self._context
        context.later(context.dealt.departure[case.resident] - context.now, self._depart, case.resident)

    def _facts_of(self, case: Case, dice: NeedRows) -> list[int]:
        facts = list(dice.facts[case.row])
        context, uniforms = self._context, case.uniforms
        at, regime = context.current.fact, context.current.regime
        fill_in_question(facts, at, context.dealt.age(case.resident, context.now), uniforms, regime)
        facts[at["terugval"]] = case.episode
        if case.episode > 0 and facts[at["urgentie"]] == CRISIS_URGENCY:
            facts[at["urgentie"]] = HIGH_URGENCY
        return facts

    def _weigh(self, case: Case, table: str) -> list[int]:
        """The facts of the case, with what changes from moment to moment brought up to date."""
        context, facts = self._context, case.facts
        for index, pool in context.current.room:
            facts[index] = int(pool.in_use < pool.size and pool.first() is None)
        for impossible, describes in context.current.impossible:
            if describes(facts):
                raise impossible_resident(impossible, case.resident, facts, context)
        if context.watch is not None:
            context.watch(case, table, facts, context.now)
        return facts

    def _handle(self, case: Case) -> None:
        context = self._context
        current = context.current
        rule = current.aanpak(self._weigh(case, "aanpak"))
        case.handling = current.handling(rule, case.uniforms[JUDGEMENT])
        handling = current.handlings.index(case.handling)
        context.tell((context.now, EventKind.HANDLED, case.number, current.aanpak_rule[rule], handling, 0))
        case.tasks = current.procedure(case.handling)
        self._next_step(case)

    # ------------------------------------------------------------------ the procedure

    def _next_step(self, case: Case) -> None:
        if case.at == len(case.tasks):
            self._answer(case)
            return
        wait = case.tasks[case.at].step.wait(self._context.now)
        if wait > 0:
            self._context.later(wait, self._ask_step, case)
        else:
            self._ask_step(case)

    def _ask_step(self, case: Case) -> None:
        """Ask the hours of the next step; those who meet on fixed days and have none left take it the next time."""
        if case.stage is not Stage.PROCEDURE:
            return
        context, task = self._context, case.tasks[case.at]
        step = task.step
        priority = min(step.priority, context.priority(case))
        case.request = request = Request(task.asks, priority, partial(self._begin_step, case))
        context.begin(context.queues.ask(request, context.now))
        if step.every and request.waits:
            case.request = None
            context.begin(context.queues.withdraw(request, context.now))
            context.later(step.every, self._ask_step, case)

    def _begin_step(self, case: Case) -> None:
        """Begin a step. A meeting takes effect when it is held; its follow-up work goes on in parallel."""
        context, task, request = self._context, case.tasks[case.at], case.request
        assert request is not None
        context.tell((context.now, EventKind.STEP_BEGUN, case.number, task.number, -1, task.minutes))
        context.later(task.step.days, self._finish_step, (case, task, request))
        case.request = None
        if task.step.meaning is Meaning.MEETING:
            case.at += 1
            self._next_step(case)

    def _finish_step(self, finished: tuple[Case, Task, Request]) -> None:
        """The work is done, even when the resident has left meanwhile.

        The case asks for what comes next before its hours go to others, so a file that was investigated is
        decided before another is begun.
        """
        case, task, request = finished
        context, meaning = self._context, task.step.meaning
        context.tell((context.now, EventKind.STEP_DONE, case.number, task.number, -1, 0))
        if meaning is not Meaning.MEETING and case.stage is not Stage.CLOSED:
            case.decided = case.decided or meaning is Meaning.DECISION
            case.at += 1
            self._next_step(case)
        context.begin(context.queues.release(request, context.now))

    # ------------------------------------------------------------------ the answer

    def _answer(self, case: Case) -> None:
        """The steps are done: first help of who talked, then the rules say where it goes, then that help begins."""
        if case.stage is Stage.CLOSED:
            return
        decides = self._context.current.regime.decides
        case.first = decides.first(case.handling) if case.provision is None else None
        if case.first is not None:
            provision = self._context.current.regime.provisions[case.first.route]
            self._helping.choose(case, provision, provision)
            self._helping.seek(case)
        elif case.provision is None:
            self._route(case)
        else:
            self._helping.seek(case)

    def _route(self, case: Case) -> None:
        context = self._context
        current = context.current
        rule, route = self._ruled(case)
        if current.regime.provisions[route].layer == "specialist" and self._advised(case):
            rule, route = self._ruled(case)
        in_kind = self._in_kind(case, route)
        provision = in_kind
        if in_kind.layer == "individueel" and self._takes_pgb(case, in_kind):
            provision = current.regime.provisions["pgb"]
        number = current.route_number[provision.route]
        context.tell((context.now, EventKind.ROUTED, case.number, current.routering_rule[rule], number, 0))
        if case.decided:
            context.tell((context.now, EventKind.DECIDED, case.number, number, -1, 0))
            self._mishaps.plan_objection(case)
        if provision.layer == "buiten":
            self._close(case, End.OUTSIDE)
        else:
            self._helping.choose(case, provision, in_kind)
            self._submit(case)

    def _submit(self, case: Case) -> None:
        """Help is chosen: it is asked for at once, or first comes who has to approve of it."""
        context = self._context
        approval, cents = self._approval(case)
        if approval is None:
            self._helping.seek(case)
            return
        task = context.current.task(approval)
        context.tell((context.now, EventKind.SUBMITTED, case.number, task.number, -1, cents))
        case.tasks, case.at = (task,), 0
        self._next_step(case)

    def _approval(self, case: Case) -> tuple[Step | None, int]:
        """The step that has to approve of the help chosen, and the cents a year it is about."""
        context = self._context
        cents = context.current.yearly_cents(case.chosen, case.pool, case.minutes, case.pgb_cents)
        urgent = context.urgency(case) >= HIGH_URGENCY
        return context.current.regime.decides.approval(case.handling, cents, urgent), cents

    def _hasten(self, case: Case) -> None:
        """The situation became urgent: who waits for a meeting to approve waits no longer, if the urgent need not."""
        submitted = case.provision is not None and case.stage is Stage.PROCEDURE
        if submitted and self._approval(case)[0] is None:
            self._helping.seek(case)

    def _in_kind(self, case: Case, route: str) -> Provision:
        """The help that a case gets whom the rules send to *route*, as it is believed to go."""
        context = self._context
        current = context.current
        chosen_route = self._referring.route(current.regime, case.domain, route, case.uniforms[REFERRAL])
        if chosen_route != route:
            numbers = current.route_number
            context.tell((context.now, EventKind.REFERRED, case.number, numbers[route], numbers[chosen_route], 0))
        return current.regime.provisions[chosen_route]

    def _takes_pgb(self, case: Case, in_kind: Provision) -> bool:
        """True if a pgb takes its place: it is asked for, and the rules offer it."""
        current = self._context.current
        offered = current.offers_pgb(self._weigh(case, "aanbod"))
        if case.facts[current.fact["wil_pgb"]]:
            event = (
                self._context.now,
                EventKind.WISHED,
                case.number,
                current.route_number[in_kind.route],
                -1,
                int(offered),
            )
            self._context.tell(event)
        return offered

    def _ruled(self, case: Case) -> tuple[int, str]:
        """The routering rule that decides, and the route it names."""
        current = self._context.current
        rule = current.routering(self._weigh(case, "routering"))
        return rule, current.route(rule, case.uniforms[JUDGEMENT])

    def _advised(self, case: Case) -> bool:
        """True if a specialist is at the table for this case; records the advice and pays for the visit."""
        current = self._context.current
        visit = current.regime.outside.visit
        if visit is None or case.advised or not any(task.step.meaning is Meaning.MEETING for task in case.tasks):
            return False
        case.advised = True
        case.facts[current.fact["team_met_advies"]] = int(case.uniforms[ADVICE] < visit.settled)
        self._context.pay(visit.payer, "specialist_bij_mdo", visit.cents)
        return True

    def _weigh_again(self, case: Case) -> None:
        """The decision is taken anew: what was given or waited for stops, and the rules are asked again."""
        self._helping.stop(case)
        self._route(case)

    # ------------------------------------------------------------------ the end

    def _complete(self, case: Case) -> None:
        """Help ran its course; for some it was not enough yet, for some the need comes back after a while."""
        context, provision = self._context, case.chosen
        self._helping.stop(case)
        if case.first is not None:
            first, case.first = case.first, None
            if case.uniforms[ENOUGH] >= first.enough(case.severity):
                self._route(case)
                return
            context.tell(
                (context.now, EventKind.ROUTED, case.number, -1, context.current.route_number[provision.route], 0)
            )
        self._close(case, End.HELPED)
        if case.episode + 1 < EPISODES and case.uniforms[RELAPSE] < provision.relapse:
            context.later(case.uniforms[GAP] * provision.gap, self._return, case)
        self._prevention.after(case)
        self._after(case)

    def _return(self, case: Case) -> None:
        self.arrive(case.source, case.row, case.episode + 1, returned_from=case.number)

    def _depart(self, resident: int) -> None:
        """The resident dies or moves away: every open case ends with it."""
        end = End.DIED if self._context.dealt.died[resident] else End.MOVED
        for case in sorted(self._open[resident], key=_leaving):
            self._helping.stop(case)
            self._close(case, end)

    def _close(self, case: Case, end: End) -> None:
        case.stage = Stage.CLOSED
        self._context.tell((self._context.now, EventKind.CLOSED, case.number, end, -1, 0))
        self._open[case.resident].remove(case)

    # ------------------------------------------------------------------ for all at once

    def resize(self, pool: Resource, size: float) -> None:
        """Give *pool* another size, and let those in its line begin who can."""
        self._context.begin(self._context.queues.resize(pool, size, self._context.now))

    def follow_rules_of_the_day(self) -> None:
        """A new regime: settle for all who are helped whether that is still in the registers, and who owes for it."""
        current = self._context.current
        if not (current.registering_changed or current.contributing_changed):
            return
        for cases in self._open.values():
            for case in cases:
                if case.stage is Stage.HELPED:
                    self._helping.register(case)
                    self._helping.contribute(case)


def _leaving(case: Case) -> tuple[int, int]:
    """Waiting ends before help does, the last in line first: so nothing of the resident who leaves begins by it."""
    request = case.request
    return (1, 0) if request is None or not request.waits else (-request.priority, -request.ticket)

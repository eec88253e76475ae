"""How a case goes: from the question, through the procedure and the rules, to help and its end.

The model acts; it asks the rules what should happen and the mechanisms what that takes. It draws
no chance (luck was dealt before) and computes no figure (that is done from the facts afterwards).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ruwaard_sim.agents.needs import (
    ADVICE,
    BESCHIKKING,
    ENOUGH,
    EPISODES,
    GAP,
    JUDGEMENT,
    OLDEST,
    PGB,
    REFERRAL,
    RELAPSE,
    StockProfile,
)
from ruwaard_sim.agents.procedure import Meaning, Step
from ruwaard_sim.agents.queues import Pool, Request
from ruwaard_sim.event_log import End, Kind
from ruwaard_sim.model.case_record import Case, Stage
from ruwaard_sim.model.deal import Dice
from ruwaard_sim.model.escalation import Mishaps
from ruwaard_sim.model.prevention_offers import Prevention
from ruwaard_sim.model.referral_beliefs import Referring
from ruwaard_sim.model.regimes import Task
from ruwaard_sim.model.run_context import CRISIS_URGENCY, HIGH_URGENCY, Scene
from ruwaard_sim.model.service import Helping
from ruwaard_sim.plan import Provision


class Care:
    """All cases of one run. *after* is called with each case whose help ran its course."""

    def __init__(self, scene: Scene, referring: Referring, after: Callable[[Case], None]) -> None:
        self._scene = scene
        self._helping = Helping(scene, self._complete)
        self._prevention = Prevention(scene)
        self._mishaps = Mishaps(scene, self._weigh_again, self._hasten)
        self._referring = referring
        self._after = after
        self._cases = 0
        self._open: dict[int, list[Case]] = {}

    # ------------------------------------------------------------------ the question

    def arrive(self, source: int, row: int, episode: int = 0, returned_from: int = -1) -> None:
        """A need makes itself felt: a resident asks.

        Nobody asks who has left, nor who waits or is helped for the same leefdomein already; prevention spares some.
        """
        scene = self._scene
        dice = scene.dealt.dice[source]
        now = scene.now
        resident, domain = dice.resident[row], dice.domain[row]
        if scene.dealt.departure[resident] <= now:
            return
        if any(case.domain == domain for case in self._open.get(resident, ())):
            return
        if returned_from < 0 and self._prevention.averts(row, resident, domain):
            return
        case = self._new(source, row, episode)
        if returned_from >= 0:
            scene.tell((now, Kind.RETURNED, case.number, returned_from, case.resident, 0))
        scene.tell((now, Kind.CONTACT, case.number, case.domain, case.resident, case.severity))
        if scene.current.regime.outcomes.wellbeing is not None:
            scene.tell((now, Kind.FELT, case.number, -1, case.resident, scene.dealt.wellbeing[resident]))
        self._enter(case, dice)
        self._mishaps.plan_crisis(case)
        self._handle(case)

    def place_stock(self, row: int, kind: StockProfile) -> None:
        """Put a resident who is already helped at the start into that help, with what is left of it."""
        scene = self._scene
        case = self._new(1, row, 0)
        scene.tell((scene.now, Kind.STOCK, case.number, case.domain, case.resident, case.severity))
        self._enter(case, scene.dealt.dice[1])
        provisions = scene.current.regime.provisions
        days_left = scene.dealt.residual[row]
        self._helping.continue_stock(case, provisions[kind.route], provisions[kind.in_kind], days_left)

    def _new(self, source: int, row: int, episode: int) -> Case:
        dice = self._scene.dealt.dice[source]
        case = Case(self._cases, source, row, episode)
        self._cases += 1
        case.resident = dice.resident[row]
        case.domain = dice.domain[row]
        case.severity = dice.severity[row]
        case.luck = dice.luck[row, episode].tolist()
        return case

    def _enter(self, case: Case, dice: Dice) -> None:
        case.facts = self._facts_of(case, dice)
        open_cases = self._open.get(case.resident)
        if open_cases is not None:
            open_cases.append(case)
            return
        self._open[case.resident] = [case]
        scene = self._scene
        scene.later(scene.dealt.departure[case.resident] - scene.now, self._depart, case.resident)

    def _facts_of(self, case: Case, dice: Dice) -> list[int]:
        facts = list(dice.facts[case.row])
        scene, luck = self._scene, case.luck
        at, regime = scene.current.fact, scene.current.regime
        facts[at["wil_pgb"]] = int(luck[PGB] < regime.pgb_wish)
        facts[at["wil_beschikking"]] = int(luck[BESCHIKKING] < regime.beschikking_wish)
        facts[at["terugval"]] = case.episode
        facts[at["leeftijd"]] = min(OLDEST, int(scene.dealt.age(case.resident, scene.now)))
        if case.episode > 0 and facts[at["urgentie"]] == CRISIS_URGENCY:
            facts[at["urgentie"]] = HIGH_URGENCY
        return facts

    def _weigh(self, case: Case, table: str) -> list[int]:
        """The facts of the case, with what changes from moment to moment brought up to date."""
        scene, facts = self._scene, case.facts
        for index, pool in scene.current.room:
            facts[index] = int(pool.held < pool.size and pool.first() is None)
        if scene.watch is not None:
            scene.watch(case, table, facts, scene.now)
        return facts

    def _handle(self, case: Case) -> None:
        scene = self._scene
        current = scene.current
        rule = current.aanpak(self._weigh(case, "aanpak"))
        case.handling = current.handling(rule, case.luck[JUDGEMENT])
        handling = current.handlings.index(case.handling)
        scene.tell((scene.now, Kind.HANDLED, case.number, current.aanpak_rule[rule], handling, 0))
        case.tasks = current.procedure(case.handling)
        self._next_step(case)

    # ------------------------------------------------------------------ the procedure

    def _next_step(self, case: Case) -> None:
        if case.at == len(case.tasks):
            self._answer(case)
            return
        wait = case.tasks[case.at].step.wait(self._scene.now)
        if wait > 0:
            self._scene.later(wait, self._ask_step, case)
        else:
            self._ask_step(case)

    def _ask_step(self, case: Case) -> None:
        """Ask the hours of the next step; those who meet on fixed days and have none left take it the next time."""
        if case.stage is not Stage.PROCEDURE:
            return
        scene, task = self._scene, case.tasks[case.at]
        step = task.step
        priority = min(step.priority, scene.priority(case))
        case.request = request = Request(task.asks, priority, partial(self._begin_step, case))
        scene.begin(scene.lines.ask(request, scene.now))
        if step.every and request.waits:
            case.request = None
            scene.begin(scene.lines.withdraw(request, scene.now))
            scene.later(step.every, self._ask_step, case)

    def _begin_step(self, case: Case) -> None:
        """What a meeting agrees is agreed when it is held; the follow-up work goes on beside it."""
        scene, task, request = self._scene, case.tasks[case.at], case.request
        assert request is not None
        scene.tell((scene.now, Kind.STEP_BEGUN, case.number, task.number, -1, task.minutes))
        scene.later(task.step.days, self._finish_step, (case, task, request))
        case.request = None
        if task.step.meaning is Meaning.MEETING:
            case.at += 1
            self._next_step(case)

    def _finish_step(self, what: tuple[Case, Task, Request]) -> None:
        """The work is done, even when the resident has left meanwhile.

        The case asks for what comes next before its hours go to others, so a file that was investigated is
        decided before another is begun.
        """
        case, task, request = what
        scene, meaning = self._scene, task.step.meaning
        scene.tell((scene.now, Kind.STEP_DONE, case.number, task.number, -1, 0))
        if meaning is not Meaning.MEETING and case.stage is not Stage.CLOSED:
            case.decided = case.decided or meaning is Meaning.DECISION
            case.at += 1
            self._next_step(case)
        scene.begin(scene.lines.release(request, scene.now))

    # ------------------------------------------------------------------ the answer

    def _answer(self, case: Case) -> None:
        """The steps are done: first help of who talked, then the rules say where it goes, then that help begins."""
        if case.stage is Stage.CLOSED:
            return
        decides = self._scene.current.regime.decides
        case.first = decides.first(case.handling) if case.provision is None else None
        if case.first is not None:
            provision = self._scene.current.regime.provisions[case.first.route]
            self._helping.choose(case, provision, provision)
            self._helping.seek(case)
        elif case.provision is None:
            self._route(case)
        else:
            self._helping.seek(case)

    def _route(self, case: Case) -> None:
        scene = self._scene
        current = scene.current
        rule, route = self._ruled(case)
        if current.regime.provisions[route].layer == "specialist" and self._advised(case):
            rule, route = self._ruled(case)
        in_kind = self._in_kind(case, route)
        provision = in_kind
        if in_kind.layer == "individueel" and self._takes_pgb(case, in_kind):
            provision = current.regime.provisions["pgb"]
        number = current.route_number[provision.route]
        scene.tell((scene.now, Kind.ROUTED, case.number, current.routering_rule[rule], number, 0))
        if case.decided:
            scene.tell((scene.now, Kind.DECIDED, case.number, number, -1, 0))
            self._mishaps.plan_objection(case)
        if provision.layer == "buiten":
            self._close(case, End.OUTSIDE)
        else:
            self._helping.choose(case, provision, in_kind)
            self._submit(case)

    def _submit(self, case: Case) -> None:
        """Help is chosen: it is asked for at once, or first comes who has to approve of it."""
        scene = self._scene
        approval, cents = self._approval(case)
        if approval is None:
            self._helping.seek(case)
            return
        task = scene.current.task(approval)
        scene.tell((scene.now, Kind.SUBMITTED, case.number, task.number, -1, cents))
        case.tasks, case.at = (task,), 0
        self._next_step(case)

    def _approval(self, case: Case) -> tuple[Step | None, int]:
        """Who has to approve of the help chosen, and how many cents a year it is about."""
        scene = self._scene
        cents = scene.current.yearly_cents(case.chosen, case.pool, case.minutes, case.pgb_cents)
        urgent = scene.urgency(case) >= HIGH_URGENCY
        return scene.current.regime.decides.approval(case.handling, cents, urgent), cents

    def _hasten(self, case: Case) -> None:
        """The situation became urgent: who waits for a meeting to approve waits no longer, if the urgent need not."""
        submitted = case.provision is not None and case.stage is Stage.PROCEDURE
        if submitted and self._approval(case)[0] is None:
            self._helping.seek(case)

    def _in_kind(self, case: Case, route: str) -> Provision:
        """The help that a case gets whom the rules send to *route*, as it is believed to go."""
        scene = self._scene
        current = scene.current
        chosen_route = self._referring.route(current.regime, case.domain, route, case.luck[REFERRAL])
        if chosen_route != route:
            numbers = current.route_number
            scene.tell((scene.now, Kind.REFERRED, case.number, numbers[route], numbers[chosen_route], 0))
        return current.regime.provisions[chosen_route]

    def _takes_pgb(self, case: Case, in_kind: Provision) -> bool:
        """Whether a pgb comes in its place: it is asked for, and the rules offer it."""
        current = self._scene.current
        offered = current.offers_pgb(self._weigh(case, "aanbod"))
        if case.facts[current.fact["wil_pgb"]]:
            event = (self._scene.now, Kind.WISHED, case.number, current.route_number[in_kind.route], -1, int(offered))
            self._scene.tell(event)
        return offered

    def _ruled(self, case: Case) -> tuple[int, str]:
        """The routering rule that decides, and the route it names."""
        current = self._scene.current
        rule = current.routering(self._weigh(case, "routering"))
        return rule, current.route(rule, case.luck[JUDGEMENT])

    def _advised(self, case: Case) -> bool:
        """Whether a specialist was at the table for this case; settles what came of it, and pays for the visit."""
        current = self._scene.current
        visit = current.regime.outside.visit
        if visit is None or case.advised or not any(task.step.meaning is Meaning.MEETING for task in case.tasks):
            return False
        case.advised = True
        case.facts[current.fact["team_met_advies"]] = int(case.luck[ADVICE] < visit.settled)
        self._scene.pay(visit.payer, "specialist_bij_mdo", visit.cents)
        return True

    def _weigh_again(self, case: Case) -> None:
        """The decision is taken anew: what was given or waited for stops, and the rules are asked again."""
        self._helping.stop(case)
        self._route(case)

    # ------------------------------------------------------------------ the end

    def _complete(self, case: Case) -> None:
        """Help ran its course; for some it was not enough yet, for some the need comes back after a while."""
        scene, provision = self._scene, case.chosen
        self._helping.stop(case)
        if case.first is not None:
            first, case.first = case.first, None
            if case.luck[ENOUGH] >= first.enough(case.severity):
                self._route(case)
                return
            scene.tell((scene.now, Kind.ROUTED, case.number, -1, scene.current.route_number[provision.route], 0))
        self._close(case, End.HELPED)
        if case.episode + 1 < EPISODES and case.luck[RELAPSE] < provision.relapse:
            scene.later(case.luck[GAP] * provision.gap, self._return, case)
        self._prevention.after(case)
        self._after(case)

    def _return(self, case: Case) -> None:
        self.arrive(case.source, case.row, case.episode + 1, returned_from=case.number)

    def _depart(self, resident: int) -> None:
        """The resident dies or moves away: every open case ends with it."""
        end = End.DIED if self._scene.dealt.died[resident] else End.MOVED
        for case in sorted(self._open[resident], key=_leaving):
            self._helping.stop(case)
            self._close(case, end)

    def _close(self, case: Case, end: End) -> None:
        case.stage = Stage.CLOSED
        self._scene.tell((self._scene.now, Kind.CLOSED, case.number, end, -1, 0))
        self._open[case.resident].remove(case)

    # ------------------------------------------------------------------ for all at once

    def resize(self, pool: Pool, size: float) -> None:
        """Give *pool* another size, and let those in its line begin who can."""
        self._scene.begin(self._scene.lines.resize(pool, size, self._scene.now))

    def reregister(self) -> None:
        """A new regime: settle for all who are helped whether that is still in the registers."""
        if not self._scene.current.registering_changed:
            return
        for cases in self._open.values():
            for case in cases:
                if case.stage is Stage.HELPED:
                    self._helping.register(case)


def _leaving(case: Case) -> tuple[int, int]:
    """Waiting ends before help does, the last in line first: so nothing of the resident who leaves begins by it."""
    request = case.request
    return (1, 0) if request is None or not request.waits else (-request.priority, -request.ticket)

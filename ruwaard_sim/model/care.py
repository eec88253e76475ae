"""How a case goes: from the question, through the procedure and the rules, to help and its end.

This is the model's only place that acts. It asks the rules what should happen and the
mechanisms what that takes, holds hours and places, and tells what happened. It draws no
chance (luck was dealt before) and computes no figure (that is done from the facts afterwards).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from ruwaard_sim.agents.capacity import Lines, Pool, Request
from ruwaard_sim.agents.needs import (
    BESCHIKKING,
    CRISIS,
    EPISODES,
    GAP,
    LODGE,
    OBJECT,
    OLDEST,
    OUTSIDE,
    PACE,
    PGB,
    PROVIDER,
    REGISTER,
    RELAPSE,
    STAY,
    UPHELD,
    URGENCIES,
    StockProfile,
)
from ruwaard_sim.agents.steps import Meaning, Step
from ruwaard_sim.facts import End, FactLog, Kind
from ruwaard_sim.model.books import INSURERS, TREASURY, Books
from ruwaard_sim.model.cases import Case, Objection, Stage
from ruwaard_sim.model.clock import Clock
from ruwaard_sim.model.dealt import Dealt, Dice
from ruwaard_sim.model.regimes import Current
from ruwaard_sim.scenario.plan import LogNormal, Plan, Provision

CRISIS_URGENCY = URGENCIES.index("crisis")
HIGH_URGENCY = URGENCIES.index("hoog")
"""Urgencies at which a case goes before others."""

Watch = Callable[[Case, str, Sequence[int], float], None]
"""Told of every decision by rules: the case, the table, the facts weighed, the day."""


class Care:
    """All cases of one run."""

    def __init__(
        self,
        plan: Plan,
        dealt: Dealt,
        clock: Clock,
        current: Current,
        books: Books,
        facts: FactLog,
        watch: Watch | None,
    ) -> None:
        self._plan = plan
        self._dealt = dealt
        self._clock = clock
        self._current = current
        self._books = books
        self._tell = facts.tell
        self._watch = watch
        self._lines = Lines()
        self._cases = 0
        self._open: dict[int, list[Case]] = {}
        self._last = float(plan.calendar.days)

    # ------------------------------------------------------------------ the question

    def arrive(self, source: int, row: int, episode: int = 0, returned_from: int = -1) -> None:
        """A need makes itself felt: a resident asks."""
        dice = self._dealt.dice[source]
        now = self._clock.now
        resident = dice.resident[row]
        departure = self._dealt.departure[resident]
        if departure <= now:
            return
        case = Case(self._cases, source, row, episode)
        self._cases += 1
        case.resident = resident
        case.domain = dice.domain[row]
        case.severity = dice.severity[row]
        case.luck = dice.luck[row][episode]
        if returned_from >= 0:
            self._tell((now, Kind.RETURNED, case.number, returned_from, resident, 0))
        self._tell((now, Kind.CONTACT, case.number, case.domain, resident, case.severity))
        self._enter(case, departure)
        case.facts = self._facts_of(case, dice)
        self._plan_crisis(case)
        self._handle(case)

    def place_stock(self, row: int, kind: StockProfile) -> None:
        """Put a resident who is already helped at the start into that help, with what is left of it."""
        dice = self._dealt.dice[1]
        now = self._clock.now
        case = Case(self._cases, 1, row, 0)
        self._cases += 1
        case.resident = dice.resident[row]
        case.domain = dice.domain[row]
        case.severity = dice.severity[row]
        case.luck = dice.luck[row][0]
        self._tell((now, Kind.STOCK, case.number, case.domain, case.resident, case.severity))
        self._enter(case, self._dealt.departure[case.resident])
        case.facts = self._facts_of(case, dice)
        case.decided = True
        provisions = self._current.regime.provisions
        provision = provisions[kind.route]
        self._choose(case, provision, provisions[kind.in_kind])
        stay = provision.stay
        whole = math.exp(stay.mu + stay.sigma**2 + stay.sigma * case.luck[STAY])
        case.stay = whole * self._dealt.residual[row]
        if case.pool is not None:
            case.request = Request(((case.pool, case.minutes),), 1, case)
            case.pool.hold(case.minutes, now)
        self._begin_help(case)

    def _enter(self, case: Case, departure: float) -> None:
        open_cases = self._open.get(case.resident)
        if open_cases is None:
            self._open[case.resident] = [case]
            if departure < self._last:
                self._clock.at(departure, self._depart, case.resident)
        else:
            open_cases.append(case)

    def _facts_of(self, case: Case, dice: Dice) -> list[int]:
        facts = list(dice.facts[case.row])
        at = self._current.fact
        regime = self._current.regime
        luck = case.luck
        facts[at["wil_pgb"]] = int(luck[PGB] < regime.pgb_wish)
        facts[at["wil_beschikking"]] = int(luck[BESCHIKKING] < regime.beschikking_wish)
        facts[at["terugval"]] = case.episode
        facts[at["leeftijd"]] = min(OLDEST, int(self._dealt.age(case.resident, self._clock.now)))
        if case.episode > 0 and facts[at["urgentie"]] == CRISIS_URGENCY:
            facts[at["urgentie"]] = HIGH_URGENCY
        return facts

    def _look_around(self, facts: list[int]) -> None:
        """Bring the facts that change from moment to moment up to date."""
        for index, pool in self._current.room:
            facts[index] = int(pool.held < pool.size and pool.first() is None)

    def _handle(self, case: Case) -> None:
        current = self._current
        self._look_around(case.facts)
        if self._watch is not None:
            self._watch(case, "aanpak", case.facts, self._clock.now)
        rule = current.aanpak(case.facts)
        case.handling = current.handling_of[rule]
        number = current.handlings.index(case.handling)
        self._tell((self._clock.now, Kind.HANDLED, case.number, current.aanpak_rule[rule], number, 0))
        case.steps = current.steps(case.handling)
        self._next_step(case)

    # ------------------------------------------------------------------ the procedure

    def _next_step(self, case: Case) -> None:
        if case.at == len(case.steps):
            self._route(case)
            return
        step = case.steps[case.at]
        if step.notice > 0:
            self._clock.at(self._clock.now + step.notice, self._ask_step, case)
        else:
            self._ask_step(case)

    def _ask_step(self, case: Case) -> None:
        if case.stage is Stage.CLOSED:
            return
        step = case.steps[case.at]
        case.request = Request(self._asks(step), min(step.priority, self._priority(case)), case)
        self._start(self._lines.ask(case.request, self._clock.now))

    def _asks(self, step: Step) -> tuple[tuple[Pool, int], ...]:
        pools = self._current.pools
        return tuple((pools[name], amount) for name, amount in step.asks)

    @staticmethod
    def _urgency_priority(urgency: int) -> int:
        return 0 if urgency >= HIGH_URGENCY else 1

    def _priority(self, case: Case) -> int:
        return self._urgency_priority(case.facts[self._current.fact["urgentie"]])

    def _start(self, started: list[Request]) -> None:
        """Let everyone go on whose request was granted."""
        for request in started:
            owner = request.owner
            if isinstance(owner, Objection):
                self._clock.at(self._clock.now + owner.step.days, self._decide_objection, owner)
            elif owner.stage is Stage.PROCEDURE:
                self._begin_step(owner)
            else:
                self._begin_help(owner)

    def _begin_step(self, case: Case) -> None:
        step, request = case.steps[case.at], case.request
        number = self._current.step_number(step.name)
        now = self._clock.now
        self._tell((now, Kind.STEP_BEGUN, case.number, number, -1, step.minutes))
        self._clock.at(now + step.days, self._finish_step, (case, step, request))
        case.request = None
        if step.meaning is Meaning.MEETING:
            case.at += 1
            self._next_step(case)

    def _finish_step(self, what: tuple[Case, Step, Request]) -> None:
        """The work is done, even when the resident has left; what a meeting agreed was agreed when it was held."""
        case, step, request = what
        now = self._clock.now
        self._tell((now, Kind.STEP_DONE, case.number, self._current.step_number(step.name), -1, 0))
        self._start(self._lines.release(request, now))
        if step.meaning is Meaning.MEETING or case.stage is Stage.CLOSED:
            return
        if step.meaning is Meaning.DECISION:
            case.decided = True
        case.at += 1
        self._next_step(case)

    # ------------------------------------------------------------------ the answer

    def _route(self, case: Case) -> None:
        if case.stage is Stage.CLOSED:
            return
        current = self._current
        now = self._clock.now
        self._look_around(case.facts)
        if self._watch is not None:
            self._watch(case, "routering", case.facts, now)
        rule = current.routering(case.facts)
        route = current.route_of[rule]
        number = current.route_number[route]
        in_kind = current.regime.provisions[route]
        provision = in_kind
        if in_kind.layer == "individueel" and current.offers_pgb(case.facts):
            provision = current.regime.provisions["pgb"]
            number = current.route_number["pgb"]
            if self._watch is not None:
                self._watch(case, "aanbod", case.facts, now)
        self._tell((now, Kind.ROUTED, case.number, current.routering_rule[rule], number, 0))
        if case.decided:
            self._tell((now, Kind.DECIDED, case.number, number, -1, 0))
            self._plan_objection(case)
        if provision.layer == "buiten":
            self._close(case, End.OUTSIDE)
            return
        self._choose(case, provision, in_kind)
        self._seek_help(case)

    def _choose(self, case: Case, provision: Provision, in_kind: Provision) -> None:
        """Fix who helps, how much and how long; by the case's own luck, so the same under every policy."""
        luck = case.luck
        case.provision = provision
        case.pool = None
        case.minutes = 1
        if provision.pools:
            chosen = next(i for i, upto in enumerate(provision.shares) if luck[PROVIDER] < upto)
            case.pool = self._current.pools[provision.pools[chosen]]
        if in_kind.amount is not None:
            case.minutes = _minutes(in_kind, case)
        if provision.layer == "pgb":
            case.pgb_cents = self._current.pgb_cents(in_kind, case.minutes)
        case.stay = _draw(provision.stay, luck[STAY])

    def _seek_help(self, case: Case) -> None:
        provision = case.provision
        assert provision is not None
        now = self._clock.now
        case.stage = Stage.WAITING
        number = self._current.route_number[provision.route]
        who = -1 if case.pool is None else self._current.pool_number[case.pool.name]
        self._tell((now, Kind.ASKED, case.number, number, who, 0))
        if case.pool is None:
            if provision.wait is None:
                self._begin_help(case)
            else:
                case.version += 1
                self._clock.at(now + _draw(provision.wait, case.luck[OUTSIDE]), self._end_wait, (case, case.version))
            return
        case.request = Request(((case.pool, case.minutes),), self._priority(case), case)
        self._start(self._lines.ask(case.request, now))
        patience = self._current.regime.when_full.patience
        if case.stage is Stage.WAITING and len(provision.pools) > 1 and now + patience < self._last:
            self._clock.at(now + patience, self._switch, (case, case.version))

    def _end_wait(self, what: tuple[Case, int]) -> None:
        case, version = what
        if case.stage is Stage.WAITING and case.version == version:
            self._begin_help(case)

    def _switch(self, what: tuple[Case, int]) -> None:
        """Still waiting: go to the provider of the same help with the shortest line for its size."""
        case, version = what
        if case.stage is not Stage.WAITING or case.version != version:
            return
        assert case.provision is not None
        assert case.request is not None
        pools = [self._current.pools[name] for name in case.provision.pools]
        best = min(pools, key=lambda pool: (pool.held + pool.wanted) / max(pool.size, 1))
        if best is case.pool:
            return
        now = self._clock.now
        started = self._lines.withdraw(case.request, now)
        case.pool = best
        number = self._current.route_number[case.provision.route]
        self._tell((now, Kind.SWITCHED, case.number, number, self._current.pool_number[best.name], 0))
        case.request = Request(((best, case.minutes),), self._priority(case), case)
        self._start(started + self._lines.ask(case.request, now))

    # ------------------------------------------------------------------ the help

    def _begin_help(self, case: Case) -> None:
        provision, current = case.provision, self._current
        assert provision is not None
        now = self._clock.now
        case.stage = Stage.HELPED
        case.version += 1
        number = current.route_number[provision.route]
        who = -1 if case.pool is None else current.pool_number[case.pool.name]
        self._tell((now, Kind.BEGUN, case.number, number, who, case.minutes))
        self.register(case)
        books = self._books
        if provision.once:
            payer = INSURERS if provision.payer == "zvw" else TREASURY
            books.charge(now, payer, provision.route, provision.once)
        if provision.layer == "pgb":
            books.pgb.hold(case.pgb_cents, now)
        if provision.contribution:
            books.contributors[self._dealt.income[case.resident]].hold(1, now)
        if now + case.stay < self._last:
            self._clock.at(now + case.stay, self._end_help, (case, case.version))

    def register(self, case: Case) -> None:
        """Settle whether this help is in the registers under the present regime; told once, when it is not."""
        provision, regime = case.provision, self._current.regime
        assert provision is not None
        if case.unregistered or provision.layer != "individueel" or case.pool is None:
            return
        if not self._current.in_joint_budget(case.pool.name) or regime.decides.registers(case.handling):
            return
        if case.luck[REGISTER] >= regime.registered:
            case.unregistered = True
            number = self._current.route_number[provision.route]
            self._tell((self._clock.now, Kind.UNREGISTERED, case.number, number, -1, 0))

    def _stop_help(self, case: Case) -> list[Request]:
        """Help ends, for whatever reason: give back what it took."""
        provision = case.provision
        assert provision is not None
        now = self._clock.now
        case.version += 1
        number = self._current.route_number[provision.route]
        who = -1 if case.pool is None else self._current.pool_number[case.pool.name]
        self._tell((now, Kind.ENDED, case.number, number, who, case.minutes))
        if provision.layer == "pgb":
            self._books.pgb.hold(-case.pgb_cents, now)
        if provision.contribution:
            self._books.contributors[self._dealt.income[case.resident]].hold(-1, now)
        request, case.request = case.request, None
        return [] if request is None else self._lines.release(request, now)

    def _end_help(self, what: tuple[Case, int]) -> None:
        case, version = what
        if case.stage is not Stage.HELPED or case.version != version:
            return
        started = self._stop_help(case)
        provision = case.provision
        assert provision is not None
        self._close(case, End.HELPED)
        again = case.episode + 1
        if again < EPISODES and case.luck[RELAPSE] < provision.relapse:
            when = self._clock.now + case.luck[GAP] * provision.gap
            if when < self._last:
                self._clock.at(when, self._return, case)
        self._start(started)

    def _return(self, case: Case) -> None:
        self.arrive(case.source, case.row, case.episode + 1, returned_from=case.number)

    def _close(self, case: Case, end: End) -> None:
        case.stage = Stage.CLOSED
        self._tell((self._clock.now, Kind.CLOSED, case.number, end, -1, 0))
        open_cases = self._open[case.resident]
        open_cases.remove(case)

    def _depart(self, resident: int) -> None:
        """The resident dies or moves away: every open case ends with it."""
        end = End.DIED if self._dealt.died[resident] else End.MOVED
        started: list[Request] = []
        for case in list(self._open.get(resident, ())):
            if case.stage is Stage.HELPED:
                started += self._stop_help(case)
            elif case.request is not None:
                started += self._lines.withdraw(case.request, self._clock.now)
            self._close(case, end)
        self._start(started)

    # ------------------------------------------------------------------ what else can happen

    def _plan_crisis(self, case: Case) -> None:
        """An unanswered need escalates after a time that the resident's luck fixed beforehand."""
        regime = self._current.regime
        rate = regime.crisis[case.domain] * (1 + regime.crisis_per_point * (case.severity - 5))
        if rate <= 0 or case.facts[self._current.fact["urgentie"]] == CRISIS_URGENCY:
            return
        when = self._clock.now + case.luck[CRISIS] / rate
        if when < self._last:
            self._clock.at(when, self._escalate, case)

    def _escalate(self, case: Case) -> None:
        if case.stage not in (Stage.PROCEDURE, Stage.WAITING):
            return
        now = self._clock.now
        self._tell((now, Kind.CRISIS, case.number, case.domain, case.resident, case.severity))
        crisis = self._current.regime.provisions["crisisdienst"]
        self._books.charge(now, INSURERS if crisis.payer == "zvw" else TREASURY, crisis.route, crisis.once)
        case.facts[self._current.fact["urgentie"]] = HIGH_URGENCY
        if case.request is not None:
            case.request, started = self._lines.promote(case.request, 0, now)
            self._start(started)

    def _plan_objection(self, case: Case) -> None:
        appeal = self._current.regime.decides.appeal
        if appeal is None or case.objected or case.luck[OBJECT] >= appeal.share:
            return
        case.objected = True
        when = self._clock.now + case.luck[LODGE] * appeal.lodge_days
        if when < self._last:
            self._clock.at(when, self._object, case)

    def _object(self, case: Case) -> None:
        appeal = self._current.regime.decides.appeal
        if case.stage is Stage.CLOSED or appeal is None:
            return
        now = self._clock.now
        self._tell((now, Kind.OBJECTED, case.number, -1, case.resident, 0))
        objection = Objection(case, appeal.step)
        objection.request = Request(self._asks(appeal.step), 1, objection)
        self._start(self._lines.ask(objection.request, now))

    def _decide_objection(self, objection: Objection) -> None:
        """Upheld: the need is weighed again as two points heavier, and help follows the rules anew."""
        case, now = objection.case, self._clock.now
        assert objection.request is not None
        self._start(self._lines.release(objection.request, now))
        appeal = self._current.regime.decides.appeal
        upheld = appeal is not None and case.luck[UPHELD] < appeal.upheld
        self._tell((now, Kind.UPHELD if upheld else Kind.REJECTED, case.number, -1, case.resident, 0))
        if upheld and case.stage is not Stage.CLOSED:
            at = self._current.fact["zwaarte"]
            case.facts[at] = case.severity = min(10, case.severity + UPHELD_POINTS)
            started: list[Request] = []
            if case.stage is Stage.HELPED:
                started = self._stop_help(case)
            elif case.request is not None:
                started = self._lines.withdraw(case.request, now)
            case.version += 1
            case.stage = Stage.PROCEDURE
            self._route(case)
            self._start(started)

    def resize(self, pool: Pool, size: float) -> None:
        """Give *pool* another size, and let those in its line begin who can."""
        self._start(self._lines.resize(pool, size, self._clock.now))

    def reregister(self) -> None:
        """A new regime: settle for all who are helped whether that is still in the registers."""
        for cases in self._open.values():
            for case in cases:
                if case.stage is Stage.HELPED:
                    self.register(case)


UPHELD_POINTS = 2
"""Points of zwaarte by which a need is weighed heavier after an objection was upheld."""


def _draw(law: LogNormal, z: float) -> float:
    return math.exp(law.mu + law.sigma * z)


def _minutes(provision: Provision, case: Case) -> int:
    """Minutes a week in kind: the usual amount, more for heavier needs, with personal spread."""
    assert provision.amount is not None
    factor = 1 + provision.per_point * (case.severity - 5)
    return max(1, round(_draw(provision.amount, case.luck[PACE]) * max(0.1, factor)))

"""The stuurgroep at work: what it sees at a meeting, what its rules decide, and what stands from then on.

Reads pools and accounts, asks the rules, and keeps what was decided; pools are sized by the run, which asks
here what the decisions make of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.agents.queues import Request, Resource
from ruwaard_sim.agents.steering import Buy, Effect, Open, Reserve, Shift, Sight, seen
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.model.deal import judged
from ruwaard_sim.model.hour_shifts import Moved, shifted
from ruwaard_sim.model.impossible_cases import refuse_impossible_situation
from ruwaard_sim.model.regimes import compiled_first
from ruwaard_sim.model.run_context import RunContext
from ruwaard_sim.plan import Regime, Steering


class SteeringMeetings:
    """The stuurgroep of one run. What it decides stands until it decides otherwise.

    *resize_places* gives all places the size that follows from what was opened and closed.
    """

    def __init__(self, context: RunContext, resize_places: Callable[[], None]) -> None:
        self._context = context
        self._resize_places = resize_places
        self._meetings = 0
        self._taken: dict[str, int] = {}
        self._shifts: list[Shift] = []
        self._opened: dict[str, int] = {}
        self._running: dict[str, int] = {}
        """Minutes a week of each pool that running the opened places takes."""
        self._bought: dict[str, float] = {}
        self._decided_share: float | None = None
        self._share: float | None = None
        """The share set aside in this budget year, if the stuurgroep decided on it."""
        self._looked = 0.0
        self._before: dict[str, tuple[float, float, float, int]] = {}

    def begin(self) -> None:
        """Look at the pools as they are now: the next meeting sees what happened since."""
        now = self._looked = self._context.now
        self._before = {
            name: (pool.used_until(now), pool.offered_until(now), pool.waited, pool.started)
            for name, pool in self._context.current.pools.items()
        }

    # ------------------------------------------------------------------ the meeting

    def meets(self, month: int) -> bool:
        """True if there is a meeting at the start of month *month*; not on the first day, when nothing is known yet."""
        regime, has_looked = self._context.current.regime, self._context.now > self._looked
        months = regime.steers.months
        return regime.steering is not None and months > 0 and month > 0 and month % months == 0 and has_looked

    def meet(self) -> None:
        """Hold a meeting: every table decides one action, and it is done."""
        context = self._context
        regime = context.current.regime
        assert regime.steering is not None
        self._meetings += 1
        facts = self._facts(regime.steering)
        refuse_impossible_situation(regime.steering, facts, context)
        uniforms = context.dealt.board[self._meetings - 1]
        for name, table in regime.steering.tables.items():
            if context.watch is not None:
                context.watch(None, name, facts, context.now)
            rule = table.rules[compiled_first(table)(facts)]
            action = regime.steering.actions[judged(context.dealt.possible_answers(table, rule), uniforms)]
            rule_number = context.current.steering_rules.index(f"{name}.{rule.id}")
            action_number = context.current.actions.index(action.name)
            context.tell((context.now, EventKind.STEERED, -1, rule_number, action_number, self._meetings))
            for effect in action.effects:
                self._do(effect, regime)
            self._taken[action.name] = self._taken.get(action.name, 0) + 1
        if regime.steers.step is not None:
            self._sit(regime.steers.step)
        self.begin()

    def _facts(self, steering: Steering) -> list[int]:
        table = next(iter(steering.tables.values()))
        return [
            seen(self._look(sight), fact.minimum, fact.maximum)
            for sight, fact in zip(steering.sights, table.vocabulary.facts, strict=True)
        ]

    def _look(self, sight: Sight) -> float:
        match sight.measure:
            case "meeting":
                return self._meetings
            case "taken":
                return self._taken.get(sight.of, 0)
            case "balance":
                return self._context.books.has(sight.of)
        return self._look_at(self._context.current.pools[sight.of], sight.measure)

    def _look_at(self, pool: Resource, measure: str) -> float:
        now = self._context.now
        used, offered, waited, started = self._before[pool.name]
        match measure:
            case "wait":
                began = pool.started - started
                return (pool.waited - waited) / began if began else 0.0
            case "longest":
                return pool.longest(now)
            case "waiting":
                return pool.waiting()
            case "use":
                there_was = pool.offered_until(now) - offered
                return 100 * (pool.used_until(now) - used) / there_was if there_was else 100.0
        raise KeyError(measure)

    def _sit(self, step: Step) -> None:
        """Those at the table give their hours, in the week that follows or as soon as they have them."""
        context = self._context
        request = Request(context.current.asks(step), step.priority, None)
        request.on_start = partial(context.later, step.days, self._rise, request)
        context.begin(context.queues.ask(request, context.now))

    def _rise(self, request: Request) -> None:
        self._context.begin(self._context.queues.release(request, self._context.now))

    # ------------------------------------------------------------------ what is decided

    def _do(self, effect: Effect, regime: Regime) -> None:
        match effect:
            case Shift():
                self._shifts.append(effect)
            case Open():
                self._open(effect)
            case Reserve(share):
                self._decided_share = share
            case Buy(give, account, cents):
                minutes = self._context.books.buy(regime, self._context.now, account, give, cents)
                self._bought[give] = self._bought.get(give, 0.0) + minutes

    def _open(self, effect: Open) -> None:
        """Places open as soon as there are hours to run them; the hours of places that close come back."""
        context, pool = self._context, self._context.current.pools[effect.take]
        if effect.minutes > 0:
            request = Request(((pool, effect.minutes),), 0, partial(self._opens, effect))
            context.begin(context.queues.ask(request, context.now))
            return
        back = min(-effect.minutes, self._running.get(effect.take, 0))
        pool.hold(-back, context.now)
        self._opens(replace(effect, minutes=-back))
        context.begin(context.queues.serve((pool,), context.now))

    def _opens(self, effect: Open) -> None:
        """No more places close than there are, so that the next that open are there."""
        places = self._context.current.regime.places.get(effect.places)
        least = 0 if places is None else -math.ceil(places.places)
        opened = self._opened.get(effect.places, 0)
        self._opened[effect.places] = max(opened + effect.by, min(opened, least))
        self._running[effect.take] = self._running.get(effect.take, 0) + effect.minutes
        self._resize_places()

    # ------------------------------------------------------------------ what stands

    @property
    def standing(self) -> int:
        """The number of shifts decided on so far."""
        return len(self._shifts)

    def new_year(self) -> None:
        """End what was bought until the end of the year, and set aside another share if that was decided."""
        self._bought.clear()
        self._share = self._decided_share

    def under(self, regime: Regime) -> Regime:
        """*regime* with the share that was decided on for this budget year."""
        if self._share is None:
            return regime
        return replace(regime, reservation=regime.reservation.with_share(self._share))

    def places(self, name: str, places: float) -> float:
        """The number of these *places*, after what was opened and closed."""
        return max(0.0, places + self._opened.get(name, 0))

    def shift(self, sizes: dict[str, float], regime: Regime) -> list[Moved]:
        """Put into *sizes* what was shifted and then what was bought; the shifts as they turn out.

        What was bought for a pool stays there: an earlier shift does not take it along, for its money would stay.
        """
        moved = shifted(self._shifts, sizes, regime)
        for name, minutes in self._bought.items():
            if name in sizes:
                sizes[name] += minutes
        return moved

"""Those who carry the collective provisions: residents become active and rest again, and places follow."""

from __future__ import annotations

from collections.abc import Callable

from ruwaard_sim.agents.needs import ACTIVE, STAYS_ACTIVE
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.model.case_record import Case
from ruwaard_sim.model.run_context import RunContext


class Volunteers:
    """The volunteers of one run. *changed* is called when there are more of them, or fewer."""

    def __init__(self, context: RunContext, changed: Callable[[], None]) -> None:
        self._context = context
        self._changed = changed
        self._active: set[int] = set()
        self._guided_from: str | None = None
        self._held = 0
        """Minutes a week of that pool that volunteers take."""

    def after(self, case: Case) -> None:
        """Help ran its course: where it was collective, some become active, until they rest, move away or die."""
        context = self._context
        if case.chosen.layer != "collectief" or case.resident in self._active:
            return
        days = context.current.regime.collective.active(case.uniforms[ACTIVE], case.uniforms[STAYS_ACTIVE])
        if days > 0:
            self._active.add(case.resident)
            self._tell(case.resident)
            context.later(min(days, context.dealt.departure[case.resident] - context.now), self._rest, case.resident)

    def _rest(self, resident: int) -> None:
        self._active.remove(resident)
        self._tell(resident)

    def _tell(self, resident: int) -> None:
        self._context.tell((self._context.now, EventKind.ACTIVE, -1, -1, resident, len(self._active)))
        self._changed()

    def share(self, places: float) -> float:
        """The share of these *places* that can be used now; takes the hours that this asks."""
        context = self._context
        answer = context.current.regime.collective
        if answer.hours != self._guided_from:
            self._take(0)
            self._guided_from = answer.hours
        if answer.hours is None:
            return 1.0
        pool = context.current.pools[answer.hours]
        minutes = max(0.0, pool.size - (pool.in_use - self._held))
        working = answer.working(minutes, answer.beginners + len(self._active))
        self._take(answer.guiding_minutes(minutes, working))
        return min(1.0, answer.hosted(working) / places) if places > 0 else 1.0

    def _take(self, minutes: int) -> None:
        """Let volunteers take *minutes* a week of who guides them; what comes free is for who waits for it."""
        if self._guided_from is None or minutes == self._held:
            return
        context = self._context
        pool = context.current.pools[self._guided_from]
        pool.hold(minutes - self._held, context.now)
        freed, self._held = minutes < self._held, minutes
        if freed:
            context.begin(context.queues.serve((pool,), context.now))

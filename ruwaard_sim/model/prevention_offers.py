"""Prevention after help: who is offered it, who waits for it, and which later needs stay away by it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

from ruwaard_sim.agents.queues import Request
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.model.case_record import Case
from ruwaard_sim.model.run_context import RunContext

Spell = tuple[float, Mapping[str, float]]
"""Until which day, and what is left of needs by leefdomein."""
_IN_LINE: Spell = (math.inf, {})


class PreventionOffers:
    """The prevention of one run."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._spells: dict[int, Spell] = {}

    def after(self, case: Case) -> None:
        """Help ran its course: where prevention follows it, the resident gets in line for that, once at a time."""
        context = self._context
        answer = context.current.regime.prevention
        step = answer.step
        if step is None or case.chosen.layer not in answer.follows or self._until(case.resident) > context.now:
            return
        self._spells[case.resident] = _IN_LINE
        request = Request(context.current.asks(step), step.priority, None)
        request.on_start = partial(context.later, step.days, self._done, (case.resident, request))
        context.begin(context.queues.ask(request, context.now))

    def _until(self, resident: int) -> float:
        return self._spells.get(resident, (-math.inf,))[0]

    def _done(self, offered: tuple[int, Request]) -> None:
        """From now on, and for so long, fewer needs; if the answer of before still holds."""
        resident, request = offered
        context = self._context
        answer = context.current.regime.prevention
        self._spells[resident] = (context.now + answer.days, answer.factors)
        context.begin(context.queues.release(request, context.now))

    def averts(self, row: int, resident: int, domain: int) -> bool:
        """True if the need in this *row* stays away: its threshold is above what prevention leaves of the demand."""
        context = self._context
        until, factors = self._spells.get(resident, (0.0, {}))
        factor = factors.get(context.current.domains[domain], 1.0)
        if factor >= 1 or until <= context.now:
            return False
        demand = context.current.regime.demand[domain][context.dealt.income[resident]]
        if context.dealt.needs.threshold[row] < demand * factor:
            return False
        context.tell((context.now, EventKind.AVERTED, -1, domain, resident, 0))
        return True

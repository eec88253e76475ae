"""Prevention after help: who is offered it, who waits for it, and which later needs stay away by it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

from ruwaard_sim.agents.queues import Request
from ruwaard_sim.event_log import Kind
from ruwaard_sim.model.case_record import Case
from ruwaard_sim.model.run_context import Scene

Spell = tuple[float, Mapping[str, float]]
"""Until which day, and what is left of needs by leefdomein."""
_IN_LINE: Spell = (math.inf, {})


class Prevention:
    """The prevention of one run."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._spells: dict[int, Spell] = {}

    def after(self, case: Case) -> None:
        """Help ran its course: where prevention follows it, the resident gets in line for that, once at a time."""
        scene = self._scene
        answer = scene.current.regime.prevention
        step = answer.step
        if step is None or case.chosen.layer not in answer.follows or self._until(case.resident) > scene.now:
            return
        self._spells[case.resident] = _IN_LINE
        request = Request(scene.current.asks(step), step.priority, None)
        request.owner = partial(scene.later, step.days, self._done, (case.resident, request))
        scene.begin(scene.lines.ask(request, scene.now))

    def _until(self, resident: int) -> float:
        return self._spells.get(resident, (-math.inf,))[0]

    def _done(self, what: tuple[int, Request]) -> None:
        """From now on, and for so long, fewer needs; if the answer of before still holds."""
        resident, request = what
        scene = self._scene
        answer = scene.current.regime.prevention
        self._spells[resident] = (scene.now + answer.days, answer.factors)
        scene.begin(scene.lines.release(request, scene.now))

    def averts(self, row: int, resident: int, domain: int) -> bool:
        """Whether the need in this *row* stays away, as its threshold is above what prevention leaves of the demand."""
        scene = self._scene
        until, factors = self._spells.get(resident, (0.0, {}))
        factor = factors.get(scene.current.domains[domain], 1.0)
        if factor >= 1 or until <= scene.now:
            return False
        demand = scene.current.regime.demand[domain][scene.dealt.income[resident]]
        if scene.dealt.needs.threshold[row] < demand * factor:
            return False
        scene.tell((scene.now, Kind.AVERTED, -1, domain, resident, 0))
        return True

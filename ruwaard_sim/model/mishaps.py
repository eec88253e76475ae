"""What goes wrong: needs that escalate while nobody answers them, and objections against decisions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ruwaard_sim.agents.capacity import Request
from ruwaard_sim.agents.needs import CRISIS, LODGE, OBJECT, UPHELD
from ruwaard_sim.facts import Kind
from ruwaard_sim.mechanisms.decides import Appeal
from ruwaard_sim.model.cases import Case, Stage
from ruwaard_sim.model.scene import CRISIS_URGENCY, HIGH_URGENCY, Scene

HEAVIEST = 10
"""The highest zwaarte, in points."""


class Mishaps:
    """Crises and objections. *weigh_again* is called with a case whose objection was upheld."""

    def __init__(self, scene: Scene, weigh_again: Callable[[Case], None]) -> None:
        self._scene = scene
        self._weigh_again = weigh_again

    def plan_crisis(self, case: Case) -> None:
        """An unanswered need escalates after a time that the resident's luck fixed beforehand."""
        regime = self._scene.current.regime
        rate = regime.crisis[case.domain] * (1 + regime.crisis_per_point * (case.severity - 5))
        if rate > 0 and self._scene.urgency(case) < CRISIS_URGENCY:
            self._scene.later(case.luck[CRISIS] / rate, self._escalate, case)

    def _escalate(self, case: Case) -> None:
        if case.stage not in (Stage.PROCEDURE, Stage.WAITING):
            return
        scene = self._scene
        now = scene.now
        scene.tell((now, Kind.CRISIS, case.number, case.domain, case.resident, case.severity))
        scene.charge(scene.current.regime.provisions["crisisdienst"])
        case.facts[scene.current.fact["urgentie"]] = HIGH_URGENCY
        if case.request is not None:
            case.request, granted = scene.lines.promote(case.request, 0, now)
            scene.begin(granted)

    def plan_objection(self, case: Case) -> None:
        """Some decisions are objected to, once at most, within the legal term."""
        appeal = self._scene.current.regime.decides.appeal
        if appeal is not None and not case.objected and case.luck[OBJECT] < appeal.share:
            case.objected = True
            self._scene.later(case.luck[LODGE] * appeal.lodge_days, self._object, case)

    def _object(self, case: Case) -> None:
        scene = self._scene
        appeal = scene.current.regime.decides.appeal
        if case.stage is Stage.CLOSED or appeal is None:
            return
        scene.tell((scene.now, Kind.OBJECTED, case.number, -1, case.resident, 0))
        request = Request(scene.asks(appeal.step), 1, None)
        request.owner = partial(self._handle, case, appeal, request)
        scene.begin(scene.lines.ask(request, scene.now))

    def _handle(self, case: Case, appeal: Appeal, request: Request) -> None:
        self._scene.later(appeal.step.days, self._decide, (case, appeal, request))

    def _decide(self, what: tuple[Case, Appeal, Request]) -> None:
        """Upheld: the need is weighed again as heavier, and help follows the rules anew."""
        case, appeal, request = what
        scene = self._scene
        scene.begin(scene.lines.release(request, scene.now))
        upheld = case.luck[UPHELD] < appeal.upheld
        scene.tell((scene.now, Kind.UPHELD if upheld else Kind.REJECTED, case.number, -1, case.resident, 0))
        if upheld and case.stage is not Stage.CLOSED:
            case.severity = min(HEAVIEST, case.severity + appeal.points)
            case.facts[scene.current.fact["zwaarte"]] = case.severity
            self._weigh_again(case)

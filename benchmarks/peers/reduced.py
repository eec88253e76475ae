"""The reduced wijk as a SimPy textbook would write it, so that Ciw has somebody to agree with on the same work."""

from __future__ import annotations

import simpy

from benchmarks.peers import spec
from benchmarks.peers.marks import Luck
from benchmarks.peers.record import Case, Outcome, Stage
from benchmarks.peers.spec import Work
from benchmarks.peers.textbook import Process, Wijk


class Reduced(Wijk):
    """Meetings and plans have places of their own, nobody moves up, and there are no reviews."""

    def __init__(self, work: Work, luck: Luck) -> None:
        super().__init__(work, luck)
        self.meetings = simpy.PriorityResource(self.env, spec.MEETINGS * work.scale)
        self.sw = simpy.PriorityResource(self.env, spec.PLANS * work.scale)

    def run(self) -> Outcome:
        """Live until the end."""
        self.env.process(self.arrivals())
        self.env.run(until=self.work.weeks)
        return Outcome(self.work, self.cases)

    def meet(self, case: Case) -> Process:
        """Wait for a place to meet, and meet."""
        asked = self.env.now
        with self.meetings.request(case.priority) as place:
            yield place
            case.meeting = self.env.now - asked
            yield self.env.timeout(self.luck.meeting(case.number))

    def be_served(self, case: Case) -> Process:
        """Wait for a slot, not longer than patience lasts; then be served."""
        env, asked = self.env, self.env.now
        with self.slots[case.kind].request(case.priority) as slot:
            yield slot | env.timeout(self.luck.patience(case.number))
            if not slot.triggered:
                case.stage, case.ended = Stage.RENEGED, env.now
                return
            case.wait, case.service, case.stage = env.now - asked, env.now, Stage.SERVED
            yield env.timeout(self.luck.service(case.number, case.kind))
        case.stage, case.ended = Stage.DONE, env.now


def simulate(work: Work, luck: Luck) -> Outcome:
    """One run."""
    return Reduced(work, luck).run()

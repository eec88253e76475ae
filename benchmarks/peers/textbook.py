"""The small wijk as a SimPy textbook would write it: one generator for every case, SimPy's own resources."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.peers import spec
from benchmarks.peers.marks import Luck
from benchmarks.peers.record import Case, Outcome, Stage
from benchmarks.peers.spec import Work

Process = Generator[simpy.Event, Any, None]
BEFORE_ALL = -1
"""The priority with which a planner asks for a social worker; plans ask with that of the case, 0 to 2."""


class Slots(simpy.PriorityResource):
    """A resource of which there may be more or fewer later; SimPy has no public way to say so."""

    def resize(self, capacity: int) -> None:
        """Change how many there are; whoever can begin does, not only the first."""
        self._capacity = capacity
        while self.queue and self.count < capacity:
            self._trigger_put(None)


class Wijk:
    """All resources, and the life of a case."""

    def __init__(self, work: Work, luck: Luck) -> None:
        self.work, self.luck = work, luck
        self.env = env = simpy.Environment()
        size = work.scale
        self.intake = simpy.PriorityResource(env, spec.INTAKE_SERVERS * size)
        self.chairs = simpy.PriorityResource(env, spec.CHAIRS * size)
        self.gp = simpy.Resource(env, spec.GP_SEATS * size)
        self.sw = simpy.PriorityResource(env, spec.SW_SEATS * size)
        self.mh = simpy.Resource(env, spec.MH_SEATS * size)
        self.indication = simpy.PriorityResource(env, spec.INDICATION_SERVERS * size)
        self.slots = [Slots(env, slots) for slots in work.slots]
        self.balance = [0.0] * len(self.slots)
        self.cases: list[Case] = []

    def run(self) -> Outcome:
        """Live until the end."""
        self.env.process(self.arrivals())
        self.env.process(self.reviews())
        self.env.run(until=self.work.weeks)
        return Outcome(self.work, self.cases, [slots.capacity for slots in self.slots])

    def arrivals(self) -> Process:
        """Cases come."""
        luck, env = self.luck, self.env
        for number, moment in enumerate(luck.arrivals()):
            yield env.timeout(moment - env.now)
            case = Case(
                number, env.now, luck.resident(number), luck.priority(number), luck.kind(number), luck.meets(number)
            )
            self.cases.append(case)
            env.process(self.life(case))

    def life(self, case: Case) -> Process:
        """What happens to one case, from its arrival to its end."""
        env, luck = self.env, self.luck
        asked = env.now
        with self.intake.request(case.priority) as request:
            yield request
            case.intake = env.now - asked
            yield env.timeout(luck.intake(case.number))
        if case.meets:
            case.stage = Stage.MEETING
            yield from self.meet(case)
        case.stage = Stage.INDICATION
        asked = env.now
        with self.indication.request(case.priority) as request:
            yield request
            case.indication = env.now - asked
            yield env.timeout(luck.indication(case.number))
        case.stage = Stage.PLAN
        asked = env.now
        with self.sw.request(case.priority) as request:
            yield request
            case.plan = env.now - asked
            yield env.timeout(luck.plan(case.number))
        case.stage = Stage.WAITING
        yield from self.be_served(case)

    def meet(self, case: Case) -> Process:
        """Wait for a planner, who gets three people together; then meet."""
        env, asked = self.env, self.env.now
        chair = self.chairs.request(case.priority)
        if case.priority > 0:
            yield chair | env.timeout(spec.DEADLINE)
            if not chair.triggered:
                chair.cancel()
                case.hastened, case.priority = True, 0
                chair = self.chairs.request(0)
        yield chair
        seats = (self.gp.request(), self.sw.request(BEFORE_ALL), self.mh.request())
        yield simpy.AllOf(env, seats)
        self.chairs.release(chair)
        case.meeting = env.now - asked
        yield env.timeout(self.luck.meeting(case.number))
        for pool, seat in zip((self.gp, self.sw, self.mh), seats, strict=True):
            pool.release(seat)

    def be_served(self, case: Case) -> Process:
        """Wait for a slot, moving up once, not longer than patience lasts; then be served."""
        env, slots, asked = self.env, self.slots[case.kind], self.env.now
        patience = env.timeout(self.luck.patience(case.number))
        slot = slots.request(case.priority)
        if case.priority > 0:
            yield slot | patience | env.timeout(spec.HURRY)
            if not slot.triggered and not patience.processed:
                slot.cancel()
                case.promoted, case.priority = True, case.priority - 1
                slot = slots.request(case.priority)
        yield slot | patience
        if not slot.triggered:
            slot.cancel()
            case.stage, case.ended = Stage.RENEGED, env.now
            return
        case.wait, case.service, case.stage = env.now - asked, env.now, Stage.SERVED
        yield env.timeout(self.luck.service(case.number, case.kind))
        slots.release(slot)
        self.balance[case.kind] -= spec.RATES[case.kind] * (env.now - case.service)
        case.stage, case.ended = Stage.DONE, env.now

    def reviews(self) -> Process:
        """Every quarter, look at the money and the waiting, kind by kind."""
        while True:
            yield self.env.timeout(spec.REVIEW)
            for kind, slots in enumerate(self.slots):
                self.balance[kind] += spec.grant(kind, self.work.scale)
                if spec.grows(len(slots.queue), slots.capacity, self.balance[kind]):
                    slots.resize(spec.grown(slots.capacity))
                elif spec.shrinks(len(slots.queue), slots.count, slots.capacity):
                    slots.resize(spec.shrunk(slots.capacity))


def simulate(work: Work, luck: Luck) -> Outcome:
    """One run."""
    return Wijk(work, luck).run()

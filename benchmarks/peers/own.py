"""The whole small wijk on the engine of ``ruwaard_sim``: its clock, pools and lines, called directly."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.peers import spec
from benchmarks.peers.marks import Marks
from benchmarks.peers.record import Case, Outcome, Stage
from ruwaard_sim.agents.queues import Queues, Request, Resource
from ruwaard_sim.model.clock import Clock

PLANNERS = 0
"""The priority with which a planner asks for seats; a plan asks for a social worker behind it, in three classes."""


class Wijk:
    """All pools, and what happens to the cases. Every duration was dealt before."""

    def __init__(self, marks: Marks) -> None:
        self._marks, self._work = marks, marks.work
        size = marks.work.scale
        self._clock, self._lines = Clock(0.0), Queues()
        self._intake = Resource("intake", spec.INTAKE_SERVERS * size)
        self._chairs = Resource("chairs", spec.CHAIRS * size)
        self._sw = Resource("sw", spec.SW_SEATS * size)
        self._table = (Resource("gp", spec.GP_SEATS * size), self._sw, Resource("mh", spec.MH_SEATS * size))
        self._indication = Resource("indication", spec.INDICATION_SERVERS * size)
        self._slots = [Resource(f"slots {kind}", slots) for kind, slots in enumerate(marks.work.slots)]
        self._balance = [0.0] * len(self._slots)
        self._cases = [
            Case(number, *row)
            for number, row in enumerate(
                zip(marks.arrival, marks.resident, marks.priority, marks.kind, marks.meets, strict=True)
            )
        ]
        self._chair: dict[int, Request] = {}
        """The chair of each case whose planner looks for seats."""
        self._seats: dict[int, list[Request]] = {}
        """The seats that the planner of each case holds so far."""
        self._slot: dict[int, Request] = {}
        """The request of each case that waits for a slot."""

    def run(self) -> Outcome:
        """Live until the end."""
        clock = self._clock
        if self._cases:
            clock.at(self._cases[0].arrival, self._arrive, self._cases[0])
        clock.at(spec.REVIEW, self._review)
        clock.run(self._work.weeks)
        return Outcome(self._work, self._cases, [int(pool.size) for pool in self._slots])

    def _arrive(self, case: Case) -> None:
        self._ask(self._intake, case.priority, self._begin_intake, case)
        if case.number + 1 < len(self._cases):
            following = self._cases[case.number + 1]
            self._clock.at(following.arrival, self._arrive, following)

    def _ask(self, pool: Resource, priority: int, begin: Callable[[Request, Case], None], case: Case) -> Request:
        request = Request(((pool, 1),), priority, (begin, case))
        self._begin(self._lines.ask(request, self._clock.now))
        return request

    def _begin(self, started: Sequence[Request]) -> None:
        for request in started:
            begin, case = request.on_start
            begin(request, case)

    def _waited(self, request: Request) -> float:
        return self._clock.now - request.since

    # ------------------------------------------------------------------ intake, indication and plan

    def _begin_intake(self, request: Request, case: Case) -> None:
        case.intake = self._waited(request)
        self._clock.at(self._clock.now + self._marks.intake[case.number], self._end_intake, (request, case))

    def _end_intake(self, what: tuple[Request, Case]) -> None:
        request, case = what
        self._begin(self._lines.release(request, self._clock.now))
        if case.meets:
            self._ask_chair(case)
        else:
            self._ask_indication(case)

    def _ask_indication(self, case: Case) -> None:
        case.stage = Stage.INDICATION
        self._ask(self._indication, case.priority, self._begin_indication, case)

    def _begin_indication(self, request: Request, case: Case) -> None:
        case.indication = self._waited(request)
        self._clock.at(self._clock.now + self._marks.indication[case.number], self._end_indication, (request, case))

    def _end_indication(self, what: tuple[Request, Case]) -> None:
        request, case = what
        self._begin(self._lines.release(request, self._clock.now))
        case.stage = Stage.PLAN
        self._ask(self._sw, PLANNERS + 1 + case.priority, self._begin_plan, case)

    def _begin_plan(self, request: Request, case: Case) -> None:
        case.plan = self._waited(request)
        self._clock.at(self._clock.now + self._marks.plan[case.number], self._end_plan, (request, case))

    def _end_plan(self, what: tuple[Request, Case]) -> None:
        request, case = what
        self._begin(self._lines.release(request, self._clock.now))
        self._ask_slot(case)

    # ------------------------------------------------------------------ the meeting

    def _ask_chair(self, case: Case) -> None:
        case.stage = Stage.MEETING
        request = self._ask(self._chairs, case.priority, self._begin_planning, case)
        if request.waits and case.priority > 0:
            self._clock.at(self._clock.now + spec.DEADLINE, self._hasten, (request, case))

    def _hasten(self, what: tuple[Request, Case]) -> None:
        request, case = what
        if request.waits:
            case.hastened, case.priority = True, 0
            _, started = self._lines.promote(request, 0, self._clock.now)
            self._begin(started)

    def _begin_planning(self, request: Request, case: Case) -> None:
        self._chair[case.number] = request
        self._seats[case.number] = []
        for pool in self._table:
            self._ask(pool, PLANNERS, self._take_seat, case)

    def _take_seat(self, request: Request, case: Case) -> None:
        seats = self._seats[case.number]
        seats.append(request)
        if len(seats) < len(self._table):
            return
        now = self._clock.now
        chair = self._chair.pop(case.number)
        case.meeting = now - chair.since
        self._clock.at(now + self._marks.meeting[case.number], self._end_meeting, case)
        self._begin(self._lines.release(chair, now))

    def _end_meeting(self, case: Case) -> None:
        """All seats come back before anyone acts on it."""
        now = self._clock.now
        started = [each for seat in self._seats.pop(case.number) for each in self._lines.release(seat, now)]
        self._begin(started)
        self._ask_indication(case)

    # ------------------------------------------------------------------ the service

    def _ask_slot(self, case: Case) -> None:
        case.stage = Stage.WAITING
        request = self._ask(self._slots[case.kind], case.priority, self._begin_service, case)
        if request.waits:
            now = self._clock.now
            self._slot[case.number] = request
            if case.priority > 0:
                self._clock.at(now + spec.HURRY, self._promote, case)
            self._clock.at(now + self._marks.patience[case.number], self._renege, case)

    def _promote(self, case: Case) -> None:
        request = self._slot.get(case.number)
        if request is not None and request.waits:
            case.promoted, case.priority = True, case.priority - 1
            self._slot[case.number], started = self._lines.promote(request, case.priority, self._clock.now)
            self._begin(started)

    def _renege(self, case: Case) -> None:
        request = self._slot.pop(case.number, None)
        if request is not None and request.waits:
            case.stage, case.ended = Stage.RENEGED, self._clock.now
            self._begin(self._lines.withdraw(request, self._clock.now))

    def _begin_service(self, request: Request, case: Case) -> None:
        now = self._clock.now
        self._slot.pop(case.number, None)
        case.wait, case.service, case.stage = now - request.since, now, Stage.SERVED
        self._clock.at(now + self._marks.service[case.number], self._end_service, (request, case))

    def _end_service(self, what: tuple[Request, Case]) -> None:
        request, case = what
        case.stage, case.ended = Stage.DONE, self._clock.now
        self._balance[case.kind] -= spec.RATES[case.kind] * (case.ended - case.service)
        self._begin(self._lines.release(request, self._clock.now))

    # ------------------------------------------------------------------ the review

    def _review(self, _: None) -> None:
        for kind, pool in enumerate(self._slots):
            self._balance[kind] += spec.grant(kind, self._work.scale)
            slots, waiting = int(pool.size), pool.waiting()
            if spec.grows(waiting, slots, self._balance[kind]):
                self._begin(self._lines.resize(pool, spec.grown(slots), self._clock.now))
            elif spec.shrinks(waiting, pool.in_use, slots):
                self._begin(self._lines.resize(pool, spec.shrunk(slots), self._clock.now))
        self._clock.at(self._clock.now + spec.REVIEW, self._review)


def simulate(marks: Marks) -> Outcome:
    """One run."""
    return Wijk(marks).run()

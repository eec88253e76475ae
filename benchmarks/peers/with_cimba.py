"""The whole small wijk in Cimba: Python that is compiled and runs on a C engine, one coroutine for every case.

A planner asks for the social worker first and for the other two when it has one, instead of for all three at once.
That gives the same waits: only planners ask for the other two, and they stay in the order of their chairs. Whoever
Cimba wakes may find that somebody woken before it at the same instant took its unit, so a meeting gives back first
what is asked for last.
"""

from __future__ import annotations

from dataclasses import dataclass

import cimba as cb
import numpy as np
import numpy.typing as npt
from cimba import inputs

from benchmarks.peers import spec
from benchmarks.peers.marks import Marks
from benchmarks.peers.record import NEVER, Case, Outcome, Stage

HASTEN, PROMOTE, RENEGE = 1, 2, 3
"""What wakes a case that waits."""
BEFORE_ALL = 1
"""The priority of a planner; that of a case is 0, -1 or -2, as higher goes first here."""
DEADLINE, HURRY, REVIEW = spec.DEADLINE, spec.HURRY, spec.REVIEW
INTAKE, MEETING, INDICATION, PLAN, WAITING, SERVED, DONE, RENEGED = (int(stage) for stage in Stage)
STAGE, PRIORITY, HASTENED, PROMOTED, W_INTAKE, W_MEETING, W_INDICATION, W_PLAN, W_SLOT, SERVICE, ENDED = range(11)
"""What is noted of every case, in a row of its own; W_ is a wait."""
WIDTH = 11


class Kind(cb.Model):
    """The slots of one kind of service, and their money."""

    slots: cb.Resource
    rate: cb.Param[float]
    grant: cb.Param[float]
    balance: float = 0.0
    waiting: int = 0


class Wijk(cb.Model):
    """All resources, the arrivals and the reviews."""

    intake: cb.Resource
    chairs: cb.Resource
    gp: cb.Resource
    sw: cb.Resource
    mh: cb.Resource
    indication: cb.Resource
    kinds: list[Kind]
    notes: cb.Array[float]
    told: cb.Dataset
    arrival: cb.Input[float]
    priority: cb.Input[int]
    kind: cb.Input[int]
    meets: cb.Input[bool]
    for_intake: cb.Input[float]
    for_meeting: cb.Input[float]
    for_indication: cb.Input[float]
    for_plan: cb.Input[float]
    for_service: cb.Input[float]
    patience: cb.Input[float]

    @cb.on_start
    def begin(self):
        """Nothing has happened yet."""
        for place in range(len(self.notes)):
            self.notes[place] = NEVER

    @cb.process
    def arrivals(self):
        """Cases come."""
        number = 0
        while self.arrival.remaining() > 0:
            cb.hold(self.arrival.next() - cb.now())
            cb.spawn(
                Life,
                wijk=self,
                row=WIDTH * number,
                priority=self.priority.next(),
                kind=self.kind.next(),
                meets=self.meets.next(),
                for_intake=self.for_intake.next(),
                for_meeting=self.for_meeting.next(),
                for_indication=self.for_indication.next(),
                for_plan=self.for_plan.next(),
                for_service=self.for_service.next(),
                patience=self.patience.next(),
            )
            number += 1

    @cb.process
    def reviews(self):
        """Every quarter, look at the money and the waiting, kind by kind."""
        while True:
            cb.hold(REVIEW)
            for number in range(len(self.kinds)):
                kind = self.kinds[number]
                kind.balance += kind.grant
                slots = kind.slots.capacity()
                if 20 * kind.waiting > 3 * slots and kind.balance > 0:
                    kind.slots.set_capacity(slots + (slots + 19) // 20)
                elif kind.waiting == 0 and 5 * (slots - kind.slots.available()) < 4 * slots:
                    kind.slots.set_capacity(slots - max(1, slots // 50))

    @cb.on_end
    def tell(self):
        """Hand over the notes and the final slots."""
        for value in self.notes:
            self.told.record(value)
        for number in range(len(self.kinds)):
            self.told.record(float(self.kinds[number].slots.capacity()))


class Life(cb.Model):
    """One case."""

    wijk: cb.Ref[Wijk]
    row: int
    priority: int
    kind: int
    meets: bool
    for_intake: float
    for_meeting: float
    for_indication: float
    for_plan: float
    for_service: float
    patience: float

    @cb.process
    def life(self):
        """What happens to one case, from its arrival to its end."""
        wijk = self.wijk
        notes, row = wijk.notes, self.row
        notes[row + STAGE] = INTAKE
        notes[row + PRIORITY] = self.priority
        asked = cb.now()
        wijk.intake.acquire(1, -self.priority)
        notes[row + W_INTAKE] = cb.now() - asked
        cb.hold(self.for_intake)
        wijk.intake.release(1)
        if self.meets:
            notes[row + STAGE] = MEETING
            self.meet()
        notes[row + STAGE] = INDICATION
        asked = cb.now()
        wijk.indication.acquire(1, -self.priority)
        notes[row + W_INDICATION] = cb.now() - asked
        cb.hold(self.for_indication)
        wijk.indication.release(1)
        notes[row + STAGE] = PLAN
        asked = cb.now()
        wijk.sw.acquire(1, -self.priority)
        notes[row + W_PLAN] = cb.now() - asked
        cb.hold(self.for_plan)
        wijk.sw.release(1)
        notes[row + STAGE] = WAITING
        self.be_served()

    @cb.function
    def meet(self) -> None:
        """Wait for a planner, who gets three people together; then meet."""
        wijk, notes, row = self.wijk, self.wijk.notes, self.row
        asked = cb.now()
        if self.priority > 0:
            cb.this_process().timer_set(DEADLINE, HASTEN)
        if wijk.chairs.acquire(1, -self.priority) == HASTEN:
            self.priority = 0
            notes[row + PRIORITY] = 0
            notes[row + HASTENED] = 1
            wijk.chairs.acquire(1, 0)
        cb.this_process().timers_clear()
        wijk.sw.acquire(1, BEFORE_ALL)
        wijk.gp.acquire(1, BEFORE_ALL)
        wijk.mh.acquire(1, BEFORE_ALL)
        wijk.chairs.release(1)
        notes[row + W_MEETING] = cb.now() - asked
        cb.hold(self.for_meeting)
        wijk.mh.release(1)
        wijk.gp.release(1)
        wijk.sw.release(1)

    @cb.function
    def be_served(self) -> None:
        """Wait for a slot, moving up once, not longer than patience lasts; then be served."""
        notes, row, kind = self.wijk.notes, self.row, self.wijk.kinds[self.kind]
        asked = cb.now()
        hurries = self.priority > 0 and self.patience > HURRY
        cb.this_process().timer_set(HURRY if hurries else self.patience, PROMOTE if hurries else RENEGE)
        kind.waiting += 1
        woken = kind.slots.acquire(1, -self.priority)
        if woken == PROMOTE:
            self.priority -= 1
            notes[row + PRIORITY] = self.priority
            notes[row + PROMOTED] = 1
            cb.this_process().timer_set(self.patience - HURRY, RENEGE)
            woken = kind.slots.acquire(1, -self.priority)
        kind.waiting -= 1
        cb.this_process().timers_clear()
        if woken == RENEGE:
            notes[row + STAGE] = RENEGED
            notes[row + ENDED] = cb.now()
            return
        began = cb.now()
        notes[row + W_SLOT] = began - asked
        notes[row + SERVICE] = began
        notes[row + STAGE] = SERVED
        cb.hold(self.for_service)
        kind.slots.release(1)
        kind.balance -= kind.rate * (cb.now() - began)
        notes[row + STAGE] = DONE
        notes[row + ENDED] = cb.now()


def _wijk(marks: Marks) -> Wijk:
    size = marks.work.scale
    wijk = Wijk()
    wijk.intake = cb.Resource(capacity=spec.INTAKE_SERVERS * size)
    wijk.chairs = cb.Resource(capacity=spec.CHAIRS * size)
    wijk.gp = cb.Resource(capacity=spec.GP_SEATS * size)
    wijk.sw = cb.Resource(capacity=spec.SW_SEATS * size)
    wijk.mh = cb.Resource(capacity=spec.MH_SEATS * size)
    wijk.indication = cb.Resource(capacity=spec.INDICATION_SERVERS * size)
    kinds = []
    for number, slots in enumerate(marks.work.slots):
        kind = Kind()
        kind.slots = cb.Resource(capacity=slots)
        kind.rate, kind.grant = float(spec.RATES[number]), spec.grant(number, size)
        kinds.append(kind)
    wijk.kinds = kinds
    wijk.notes = cb.Array(WIDTH * len(marks))
    wijk.told = cb.Dataset()
    wijk.told.capture()
    wijk.arrival = inputs.trace(marks.arrival)
    wijk.priority = inputs.trace(marks.priority)
    wijk.kind = inputs.trace(marks.kind)
    wijk.meets = inputs.trace(marks.meets)
    wijk.for_intake = inputs.trace(marks.intake)
    wijk.for_meeting = inputs.trace(marks.meeting)
    wijk.for_indication = inputs.trace(marks.indication)
    wijk.for_plan = inputs.trace(marks.plan)
    wijk.for_service = inputs.trace(marks.service)
    wijk.patience = inputs.trace(marks.patience)
    return wijk


@dataclass(frozen=True)
class Noted:
    """One run: a row for each case, and the final slots."""

    marks: Marks
    rows: npt.NDArray[np.float64]
    slots: list[int]

    def outcome(self) -> Outcome:
        """The same as the records other engines keep."""
        marks = self.marks
        cases = [
            Case(number, *row)
            for number, row in enumerate(
                zip(marks.arrival, marks.resident, marks.priority, marks.kind, marks.meets, strict=True)
            )
        ]
        for case, row in zip(cases, self.rows.tolist(), strict=True):
            case.stage, case.priority = Stage(int(row[STAGE])), int(row[PRIORITY])
            case.hastened, case.promoted = row[HASTENED] > 0, row[PROMOTED] > 0
            case.intake, case.meeting, case.indication, case.plan, case.wait, case.service, case.ended = row[W_INTAKE:]
        return Outcome(marks.work, cases, self.slots)


def simulate(marks: Marks) -> Noted:
    """One run, on one thread."""
    wijk = _wijk(marks)
    window = cb.Window(duration=float(marks.work.weeks))
    results = cb.Experiment(wijk, window=window).run(workers=1)
    if results.failed.any():
        raise RuntimeError(f"Cimba: {results.failure_reasons[0][0]}")
    told = np.asarray(results[wijk].told.trial(0, 0)[1])
    noted = WIDTH * len(marks)
    return Noted(marks, told[:noted].reshape(-1, WIDTH), told[noted:].astype(int).tolist())

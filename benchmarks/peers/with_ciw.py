"""The reduced wijk in Ciw: a network of queues, drawn as it goes. README.md says what was taken out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import ciw

from benchmarks.peers import spec
from benchmarks.peers.record import Case, Outcome, Stage
from benchmarks.peers.spec import Lognormal, Work

INTAKE, MEETING, INDICATION, PLAN = 1, 2, 3, 4
"""The numbers Ciw gives to its nodes; the services come behind them, in order of kind."""
FIRST_SERVICE = 5
CLASSES = [f"priority {number}" for number in range(len(spec.PRIORITIES))]
STAGES = {INTAKE: Stage.INTAKE, MEETING: Stage.MEETING, INDICATION: Stage.INDICATION, PLAN: Stage.PLAN}


def _draws(how: Lognormal) -> ciw.dists.Lognormal:
    return ciw.dists.Lognormal(how.mu, how.sigma)


def _network(work: Work) -> Any:
    kinds = len(spec.KINDS)
    nothing = [0.0] * (PLAN + kinds)
    to_meeting, to_indication, to_plan, to_service = (list(nothing) for _ in range(4))
    to_meeting[MEETING - 1], to_meeting[INDICATION - 1] = spec.MEETING_SHARE, 1 - spec.MEETING_SHARE
    to_indication[INDICATION - 1] = 1.0
    to_plan[PLAN - 1] = 1.0
    to_service[PLAN:] = spec.KINDS
    routes = [to_meeting, to_indication, to_plan, to_service, *(list(nothing) for _ in range(kinds))]
    durations = (spec.INTAKE, spec.MEETING, spec.INDICATION, spec.PLAN, *spec.SERVICES)
    rates = [share * work.arrivals_per_week for share in spec.PRIORITIES]
    return ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.Exponential(rate), *([None] * (len(nothing) - 1))]
            for name, rate in zip(CLASSES, rates, strict=True)
        },
        service_distributions={name: [_draws(how) for how in durations] for name in CLASSES},
        routing=dict.fromkeys(CLASSES, routes),
        number_of_servers=[
            spec.INTAKE_SERVERS * work.scale,
            spec.MEETINGS * work.scale,
            spec.INDICATION_SERVERS * work.scale,
            spec.PLANS * work.scale,
            *work.slots,
        ],
        priority_classes={name: number for number, name in enumerate(CLASSES)},
        reneging_time_distributions={name: [None] * PLAN + [_draws(spec.PATIENCE)] * kinds for name in CLASSES},
    )


@dataclass(frozen=True)
class Simulated:
    """One run: Ciw's own records, one for each stage of each case."""

    work: Work
    records: list[Any]

    def outcome(self) -> Outcome:
        """The same as the records other engines keep; a case that was not sent to a service yet has kind -1."""
        ordered = sorted(self.records, key=lambda record: (record.id_number, record.arrival_date))
        cases = []
        for number, (_, told) in enumerate(groupby(ordered, key=lambda record: record.id_number)):
            stages = list(told)
            case = Case(number, stages[0].arrival_date, -1, CLASSES.index(stages[0].customer_class), -1, False)
            for record in stages:
                _note(case, record)
            cases.append(case)
        return Outcome(self.work, cases)


def _note(case: Case, record: Any) -> None:
    """Put what one record says into the record of the case."""
    node, began = record.node, record.record_type != "renege" and record.waiting_time is not None
    case.stage = STAGES.get(node, Stage.WAITING)
    case.meets = case.meets or node == MEETING
    if node in STAGES:
        if began:
            setattr(case, case.stage.name.lower(), record.waiting_time)
        return
    case.kind = node - FIRST_SERVICE
    if began:
        case.wait, case.service, case.stage = record.waiting_time, record.service_start_date, Stage.SERVED
    if record.exit_date is not None:
        case.ended = record.exit_date
        case.stage = Stage.RENEGED if record.record_type == "renege" else Stage.DONE


def simulate(work: Work, seed: int) -> Simulated:
    """One run. Ciw keeps one source of chance for the whole process, so the seed is set in all of it."""
    ciw.seed(seed)
    simulation = ciw.Simulation(_network(work))
    simulation.simulate_until_max_time(work.weeks)
    return Simulated(work, simulation.get_all_records(include_incomplete=True))

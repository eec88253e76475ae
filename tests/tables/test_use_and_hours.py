"""Who is helped by what, what hours go to, what the stuurgroep does: figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest
from hand_made import (
    WIJK,
    Fact,
    asks,
    figure,
    happens,
    helped,
    record,
    running,
    two_years,
)
from small_wijk import plan, staff

from ruwaard_sim.agents.steering import Action, Reserve
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.pays import OwnStaff, Production
from ruwaard_sim.plan import Plan, Steering
from ruwaard_sim.tables import Record
from ruwaard_sim.text import Text

A_YEAR = 1 / (730 / 365.25)


def test_together_or_alone_is_a_share_of_those_two() -> None:
    """Two in the house, one with help in kind, one with a pgb: half. The own network and aids do not count."""
    run = record(
        helped(0, 1, None, "huis", who=0),
        helped(1, 2, None, "huis", who=1),
        helped(2, 3, None, "hulp", who=2),
        helped(3, 4, None, "pgb", who=3),
        helped(4, 5, None, "thuis", who=4),
        helped(5, 6, None, "hulpmiddel", who=5),
    )
    assert figure(run, "route_together") == 0.5
    assert isnan(figure(run, "route_together", "2019"))


def test_who_is_helped_counts_once_a_year() -> None:
    """One with help all along, one in the house in 2018, one at home (no help of the wijk): two people, then one."""
    run = record(running(0), helped(1, 10, 50, "huis", who=1), helped(2, 60, None, "thuis", who=2))
    assert [figure(run, "helped", year) for year in ("2018", "2019", "all")] == [2, 1, 1.5]


def test_requests_for_a_pgb_count_whether_granted_or_not() -> None:
    """Two ask in 2018, of whom one gets it: two."""
    run = record(
        asks(0, 10), happens(EventKind.WISHED, 0, 10, 1, 1), asks(1, 20, who=1), happens(EventKind.WISHED, 1, 20, 1, 0)
    )
    assert figure(run, "pgb_requests", "2018") == pytest.approx(2 * 365.25 / 365)
    assert figure(run, "pgb_requests", "2019") == 0


def test_objections_are_held_against_decisions() -> None:
    """Four decisions and one objection: a quarter; a year without decisions has no share."""
    decided = [happens(EventKind.DECIDED, case, 10 + case, 1) for case in range(4)]
    run = record(*(asks(case, 1, who=case) for case in range(4)), *decided, happens(EventKind.OBJECTED, 2, 30))
    assert figure(run, "objection_rate", "2018") == 0.25
    assert isnan(figure(run, "objection_rate", "2019"))


# ---------------------------------------------------------------------- hours


def resized(day: float, minutes: float) -> Fact:
    """The only pool gets another size."""
    return (day, EventKind.RESIZED, -1, -1, 0, minutes)


def paid_by_the_hour() -> Plan:
    """One group, of whose working time a fifth goes to administration and a tenth is lost to sickness."""
    group = staff("hh_deelnemers", role="participant", party="zorg", pays=Production(0.2), direct=0.72)
    later = staff("hh_deelnemers", role="participant", party="zorg", pays=OwnStaff(0.0), direct=0.9)
    first = replace(WIJK, staff={"hh_deelnemers": group})
    return plan(first, replace(first, start=365.0, staff={"hh_deelnemers": later}), years=2)


def hours() -> Record:
    """70 hours a week for clients, 35 from day 182 on; a client with one hour a week; a talk of 90 minutes."""
    talk = happens(EventKind.STEP_BEGUN, 0, 7, 0, 90)
    return record(
        [resized(-10, 70 * 60), resized(182, 35 * 60)], helped(0, 0, 70, "hulp"), talk, the=paid_by_the_hour()
    )


def test_hours_employed_are_more_than_those_for_clients() -> None:
    """26 weeks of 70 and 26 1/7 of 35 direct hours in 2018, of which 0.72 of an hour employed is left."""
    direct = 26 * 70 + (365 - 182) / 7 * 35
    assert figure(hours(), "hours_employed", "2018") == pytest.approx(direct / 0.72 * 365.25 / 365)


def test_administration_takes_its_share_of_working_time() -> None:
    """A fifth of working time is a quarter of what is left for clients; once nobody asks for accounts it is nothing."""
    direct = 26 * 70 + (365 - 182) / 7 * 35
    assert figure(hours(), "hours_administration", "2018") == pytest.approx(direct / 4 * 365.25 / 365)
    assert figure(hours(), "hours_administration", "2019") == 0


def test_hours_of_help_and_of_talks_are_apart() -> None:
    """Ten weeks of an hour of help, and an hour and a half of talking, of all the direct hours there were."""
    direct = 26 * 70 + (365 - 182) / 7 * 35
    a_year = 365.25 / 365
    assert figure(hours(), "hours_help", "2018") == pytest.approx(10 * a_year)
    assert figure(hours(), "hours_procedure", "2018") == pytest.approx(1.5 * a_year)
    assert figure(hours(), "hours_used", "2018") == pytest.approx(11.5 / direct)


def test_places_are_no_hours() -> None:
    """A visitor of the house takes a place, which is no help in hours."""
    run = record(helped(0, 0, 70, "hulp"), the=plan(replace(WIJK, staff={}), years=2))
    assert figure(run, "hours_help") == 0


# ---------------------------------------------------------------------- the stuurgroep


def test_a_decision_to_do_nothing_is_no_change() -> None:
    """Two meetings at which two tables decide: one decision of the four changes something."""
    actions = {"niets": Action("niets", Text("n", "n")), "meer": Action("meer", Text("m", "m"), (Reserve(0.1),))}
    steered = two_years()
    steered = replace(steered, regimes=(replace(steered.regimes[0], steering=Steering((), {}, actions)),))
    told = [(90.0, 0, 1), (90.0, 0, 1), (180.0, 0, 2), (180.0, 1, 2)]
    rows: list[Fact] = [(day, EventKind.STEERED, -1, 0, action, meeting) for day, action, meeting in told]
    run = record(rows, the=steered)
    run = Record(replace(run.history, actions=("niets", "meer")), steered)
    assert figure(run, "steering_meetings") == pytest.approx(2 * A_YEAR)
    assert figure(run, "steering_changes") == pytest.approx(A_YEAR)


def test_hours_bought_in_are_a_cost_of_the_parties() -> None:
    """What the stuurgroep buys is told apart from what is reinvested."""
    money = [
        (10.0, "extra_budget", "lumpsum:zorg", 500_00, "ingekocht hh_deelnemers"),
        (10.0, "herinvestering", "lumpsum:zorg", 900_00, "herinvestering hh_deelnemers"),
    ]
    run = record(money=money)
    assert figure(run, "hired_in") == pytest.approx(500 / (730 / 365.25))

"""Which way steering moves the shipped wijk, on paired runs: the same residents with the same luck."""

from __future__ import annotations

from functools import cache

import pytest
from wijken import figures, shipped

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate

REPLICATIONS = (1, 2)


@cache
def lived_under(name: str, replication: int):
    """One run of a shipped variant, with its history and its figures."""
    plan = shipped(name)
    history = simulate(plan, deal(plan, 2018, replication))
    return history, figures(history, plan)


@pytest.mark.parametrize("name", ["sturing", "sturing_jaarlijks"])
def test_who_steers_shortens_the_wait_it_steers_by(name: str) -> None:
    """Hours go to domestic help when people wait too long for it: on average they wait less than unsteered."""
    waits = [
        [lived_under(variant, replication)[1]["all", "wait_hh"] for replication in REPLICATIONS]
        for variant in (name, "wijkbudget")
    ]
    assert sum(waits[0]) < sum(waits[1])


@pytest.mark.parametrize("name", ["sturing", "sturing_jaarlijks"])
def test_a_quarterly_stuurgroep_meets_nineteen_times_and_a_yearly_one_four(name: str) -> None:
    """On every first of a quarter but the first day; or on every 1 January but the first."""
    history, _ = lived_under(name, 1)
    meetings = {number for _, kind, _, _, _, number in history.rows.tolist() if kind == EventKind.STEERED}
    assert len(meetings) == {"sturing": 19, "sturing_jaarlijks": 4}[name]


def test_steering_moves_hours_and_never_the_sum_of_the_lines() -> None:
    """What the five lines are budgeted is the same to the cent: steering moves money, it makes none."""
    budgets = [
        sum(
            cents
            for cents, why in zip(history.ledger.cents, history.ledger.purposes, strict=True)
            if "budget " in why[:7]
        )
        for history, _ in (lived_under("sturing", 1), lived_under("wijkbudget", 1))
    ]
    assert budgets[0] == budgets[1]

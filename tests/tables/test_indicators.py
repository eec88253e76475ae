"""The list of indicators: that each explains itself, and that a mean wait never stands alone."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hand_made import begins, ends, helped, record, running, two_years

from ruwaard_sim.tables import GROUPS, HEADLINE, INDICATORS, measure
from ruwaard_sim.tables.indicator import Indicator

EVERY = list(INDICATORS.values())


@pytest.mark.parametrize("indicator", EVERY, ids=list(INDICATORS))
def test_every_indicator_explains_itself(indicator: Indicator) -> None:
    """Title and definition in Dutch and English, a unit, a group that exists, and a sensible number of decimals."""
    assert indicator.title.nl != ""
    assert indicator.title.en != ""
    assert indicator.definition.nl.endswith(".")
    assert indicator.definition.en.endswith(".")
    assert indicator.group in GROUPS
    assert indicator.unit
    assert 0 <= indicator.decimals <= 3


def test_names_are_unique() -> None:
    """No two indicators have one name or one title."""
    assert len({indicator.title.nl for indicator in EVERY}) == len(EVERY)
    assert all(name == indicator.name for name, indicator in INDICATORS.items())


def test_no_mean_wait_without_those_who_still_wait() -> None:
    """Every mean wait names the indicator that counts those it leaves out."""
    means = [one for one in EVERY if one.unit == "days" and one.name != "wait_help_late"]
    assert means
    for one in means:
        assert one.still_waiting in INDICATORS


def test_the_headline_is_demand_waiting_and_cost() -> None:
    """The three figures that are made precise are of three groups."""
    assert [INDICATORS[name].group for name in HEADLINE] == ["demand", "demand", "waiting", "cost"]


def test_nothing_happened() -> None:
    """A run without a single fact can be measured: counts are 0, means are unknown, nothing fails."""
    run = record()
    rows = {(period, name): value for period, name, value in measure(run.history, run.plan)}
    assert {period for period, _ in rows} == {"all", "2018", "2019"}
    assert len(rows) == 3 * len(INDICATORS)
    assert rows["all", "contacts"] == 0
    assert isnan(rows["all", "wait_help"])
    assert all(value == 0 or isnan(value) for value in rows.values())


def test_spells_know_their_length_within_a_period() -> None:
    """Of help that goes on, the days that fall within a period are counted, and no others."""
    run = record(running(0), helped(1, 100, 150, "hulp", who=1), helped(2, 360, None, "hulp", who=2))
    assert run.spells.days(0, 365).tolist() == [365, 50, 5]
    assert run.spells.days(365, 730).tolist() == [365, 0, 365]


def test_help_that_begins_again_is_a_second_spell() -> None:
    """Help that stops and begins again in one case is two spells, each with its own route."""
    run = record(helped(0, 10, None, "thuis"), ends(0, 40, "thuis")[:1], begins(0, 40, "hulp"))
    assert run.spells.start.tolist() == [10, 40]
    assert run.spells.end.tolist() == [40, np.inf]
    assert run.begun.tolist() == [10]


def test_layers_of_every_route_are_known() -> None:
    """Each route has its layer, whichever regime it belongs to."""
    assert dict(zip(record().history.routes, record().layer, strict=True))["pgb"] == "pgb"
    assert two_years().regimes[0].provisions["hulp"].layer == "individueel"

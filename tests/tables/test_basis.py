"""What indicators say they rest on is true: the facts they are computed from, and the grade of their evidence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import isnan
from pathlib import Path

import numpy as np
import pytest
import yaml

from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.ledger import Ledger
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan
from ruwaard_sim.tables import INDICATORS, Record, Window, windows
from ruwaard_sim.tables.indicator import Indicator

NAMES = list(INDICATORS)
TARGETS = Path(__file__).parents[2] / "scenarios" / "ruwaard" / "targets.yaml"


@cache
def run(name: str = "sturing") -> tuple[Plan, RunResult]:
    """One run of a variant; with a stuurgroep that steers there is something of nearly everything."""
    plan = load_variant(Path(name)).plan
    return plan, simulate(plan, deal(plan, 2018, 1))


@cache
def whole(name: str = "sturing") -> Record:
    """The run with all its facts."""
    plan, history = run(name)
    return Record(history, plan)


HOME = {
    "brief_enough": "arnhem",
    "submitted": "consortium",
    "wait_board": "consortium",
    "wait_board_waiting": "consortium",
    "active_residents": "collectief_maken",
    "averted": "preventie",
    "wait_youth": "jeugd_2020",
    "wait_youth_waiting": "jeugd_2020",
    "appeals": "beroep",
    "appeals_upheld": "beroep",
}
"""A variant in which a figure exists that the others have not."""


def only(indicator: Indicator, variant: str) -> Record:
    """The run with the facts and the books that *indicator* says it is computed from, and no others."""
    plan, history = run(variant)
    rows = history.rows[np.isin(history.rows[:, 1], indicator.basis.kinds)]
    return Record(replace(history, rows=rows, ledger=history.ledger if indicator.basis.money else Ledger()), plan)


@pytest.mark.parametrize("name", NAMES)
def test_an_indicator_is_computed_from_the_facts_it_names_and_no_others(name: str) -> None:
    """With all other facts (and, where it names no money, the books) taken away, every figure is the same."""
    indicator = INDICATORS[name]
    variant = HOME.get(name, "sturing")
    part, full = only(indicator, variant), whole(variant)
    for window in _some(full):
        found, told = indicator.compute(part, window), indicator.compute(full, window)
        assert found == told or (isnan(found) and isnan(told)), window.name


def _some(record: Record) -> list[Window]:
    found = windows(record.plan.calendar)
    return [found[0], found[2]]


@pytest.mark.parametrize("name", NAMES)
def test_no_fact_is_named_in_vain(name: str) -> None:
    """Each kind of fact an indicator names matters: with those facts gone some figure is another, or not there."""
    indicator = INDICATORS[name]
    for kind in indicator.basis.kinds:
        variants = (HOME[name],) if name in HOME else ("sturing", "gangbaar")
        assert any(_matters(kind, indicator, variant) for variant in variants), EventKind(kind).name


def _matters(kind: EventKind, indicator: Indicator, variant: str) -> bool:
    plan, history = run(variant)
    record = Record(replace(history, rows=history.rows[history.rows[:, 1] != kind]), plan)
    return any(_differs(indicator, record, whole(variant), window) for window in windows(plan.calendar))


def _differs(indicator: Indicator, record: Record, full: Record, window: Window) -> bool:
    try:
        with np.errstate(invalid="raise"):
            found = indicator.compute(record, window)
    except (FloatingPointError, IndexError):
        return True
    told = indicator.compute(full, window)
    return found != told and not (isnan(found) and isnan(told))


@pytest.mark.parametrize("name", NAMES)
def test_every_indicator_says_on_what_it_rests(name: str) -> None:
    """A formula in two languages, and facts or books; a cost says whose it is, a belief has grade D."""
    indicator, basis = INDICATORS[name], INDICATORS[name].basis
    assert basis.formula.nl
    assert basis.formula.en
    assert basis.kinds or basis.money
    assert (basis.side is not None) == (indicator.unit == "EUR/year" and indicator.group != "quality")
    assert basis.evidence == "D" or not basis.belief


@pytest.mark.parametrize("name", [name for name in NAMES if INDICATORS[name].basis.books])
def test_the_grade_of_an_indicator_is_that_of_a_target(name: str) -> None:
    """Who claims better evidence than an assumption shows the published figure in targets.yaml, with that grade."""
    grades: dict[str, set[str]] = {}
    for target in yaml.safe_load(TARGETS.read_text(encoding="utf-8"))["targets"].values():
        grades.setdefault(target["figure"], set()).add(target["grade"])
    basis = INDICATORS[name].basis
    assert all(figure in grades for figure in basis.books)
    assert basis.evidence in set().union(*(grades[figure] for figure in basis.books))


def test_without_a_target_no_grade_is_claimed() -> None:
    """What is held against nothing is an assumption or arithmetic."""
    assert [
        n for n in NAMES if not INDICATORS[n].basis.books and INDICATORS[n].basis.evidence not in ("D", "arithmetic")
    ] == []

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import study_fakes as fakes

from ruwaard_sim.files.results import Figure
from ruwaard_sim.report.front import DrawnValues, Front, Line
from ruwaard_sim.report.machine import study_object
from ruwaard_sim.report.screen import screen
from ruwaard_sim.scenario.drawing import Stale
from ruwaard_sim.study import manifest
from ruwaard_sim.study.drivers import Driver, bound, drivers
from ruwaard_sim.study.runner import run
from ruwaard_sim.study.statistics import summarise
from ruwaard_sim.words import Text

DRAWS = 30
BOTH = ("oud", "nieuw")
NUMBERS = {f"{number:02}": tuple(np.random.default_rng(number).uniform(size=3)) for number in range(DRAWS)}
OF_REPLICATION = {1 + 2 * place + time: name for place, name in enumerate(NUMBERS) for time in (0, 1)}


def world(indicator: str = "contacts") -> list[Figure]:
    """A difference that falls as the first value rises, in a curve; the others do nothing."""
    rows: list[Figure] = []
    for replication, name in OF_REPLICATION.items():
        step = -math.exp(4 * NUMBERS[name][0])
        rows += [("oud", replication, "all", indicator, 100.0), ("nieuw", replication, "all", indicator, 100.0 + step)]
    return rows


def test_a_difference_goes_with_the_value_that_decides_it() -> None:
    """Also when the relation is no straight line; a value that decides nothing stays below the bound or is weaker."""
    found = drivers(world(), "oud", OF_REPLICATION, NUMBERS, [BOTH] * 3)
    assert found is not None
    assert found.draws == DRAWS
    first, *others = found.found["nieuw", "contacts"]
    assert first == Driver(0, -1.0)
    assert all(abs(each.correlation) < 0.6 for each in others)
    assert ("oud", "contacts") not in found.found


def test_a_value_that_acts_in_neither_variant_is_passed_over() -> None:
    """By luck it may go with anything."""
    found = drivers(world(), "oud", OF_REPLICATION, NUMBERS, [("anders",), BOTH, BOTH])
    assert found is not None
    assert all(each.place != 0 for each in found.found.get(("nieuw", "contacts"), ()))


def test_about_one_in_twenty_is_beyond_the_bound_by_luck() -> None:
    """That is what the bound promises, and what the page says."""
    assert bound(30) == pytest.approx(0.361, abs=0.001)
    dealt = np.random.default_rng(5)
    often = 0
    for _ in range(400):
        steps = dict(zip(NUMBERS, dealt.normal(size=DRAWS), strict=True))
        rows: list[Figure] = [("oud", number, "all", "contacts", 0.0) for number in OF_REPLICATION]
        rows += [("nieuw", number, "all", "contacts", steps[name]) for number, name in OF_REPLICATION.items()]
        found = drivers(rows, "oud", OF_REPLICATION, NUMBERS, [BOTH, (), ()])
        assert found is not None
        often += bool(found.found)
    assert 0.025 < often / 400 < 0.08


def test_with_few_draws_or_without_a_difference_nothing_is_said() -> None:
    """Nine draws say nothing, nor do figures that do not exist or never differ."""
    few = {number: name for number, name in OF_REPLICATION.items() if name < "09"}
    assert drivers(world(), "oud", few, NUMBERS, [BOTH] * 3) is None
    same: list[Figure] = [(variant, number, "all", "contacts", 1.0) for variant in BOTH for number in OF_REPLICATION]
    found = drivers(same, "oud", OF_REPLICATION, NUMBERS, [BOTH] * 3)
    assert found is not None
    assert found.found == {}
    absent = [(*row[:4], math.nan) if row[1] > 18 else row for row in world()]
    found = drivers(absent, "oud", OF_REPLICATION, NUMBERS, [BOTH] * 3)
    assert found is not None
    assert found.found == {}


def test_page_and_object_say_it() -> None:
    """The page names the value with its sign and says what that does not mean; the object has it as a number."""
    study = fakes.Study()
    contents = manifest.contents(
        study, run(study, 2, jobs=1, replicate=fakes.replicate), fakes.INDICATORS, fakes.GROUPS, []
    )
    titles = [Text("formatie", "officials"), Text("tempo", "pace"), Text("plekken", "places")]
    values = ((titles[0], BOTH), (titles[1], BOTH), (titles[2], ()))
    draws = DrawnValues("proef", 40, values, Stale(), OF_REPLICATION, NUMBERS)
    front = dataclasses.replace(Front.of(contents.manifest), draws=draws)
    lines = [Line.of(entry) for entry in contents.indicators]
    rows = world()
    driven = drivers(rows, "oud", OF_REPLICATION, NUMBERS, [where for _, where in values])
    comparison = summarise(rows, "oud", BOTH, OF_REPLICATION)
    page = " ".join(screen(front, comparison, lines, "en", drivers=driven).split())
    assert "What differences go with most (rank correlation over 30 draws)" in page
    assert "nieuw: officials -1.00" in page
    assert "means something above about 0.36 only" in page
    assert "2 values were drawn" in page
    assert "officials; pace." in page
    assert "(1 more in these draws: they do nothing in this study.)" in page
    told = study_object(front, comparison, lines, driven)["drivers"]
    assert told["differences"]["nieuw"]["contacts"][0] == {"title": titles[0]._asdict(), "correlation": -1.0}
    assert study_object(front, comparison, lines)["drivers"] is None

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
import study_fakes as fakes

from ruwaard_sim.files.result_folder import Figure
from ruwaard_sim.report.drivers_view import driven_lines
from ruwaard_sim.report.screen import screen
from ruwaard_sim.report.study_json import study_object
from ruwaard_sim.report.study_view import DrawnValue, DrawnValues, ShownIndicator, StudyInfo
from ruwaard_sim.scenario.draws.draws import StaleDraws
from ruwaard_sim.study import manifest
from ruwaard_sim.study.drivers import Driven, Driver, Drivers, Pair, bound, drivers
from ruwaard_sim.study.runner import run
from ruwaard_sim.study.statistics import summarise
from ruwaard_sim.text import Text

DRAWS = 30
BOTH = ("oud", "nieuw")
NUMBERS = {f"{number:02}": tuple(np.random.default_rng(number).uniform(size=3)) for number in range(DRAWS)}
OF_REPLICATION = {1 + 2 * place + time: name for place, name in enumerate(NUMBERS) for time in (0, 1)}


def lives(
    steps: Mapping[str, float], of_replication: Mapping[int, str] = OF_REPLICATION, indicator: str = "contacts"
) -> list[Figure]:
    """A difference of so much in each draw, in every replication of it."""
    rows: list[Figure] = [("oud", number, "all", indicator, 100.0) for number in of_replication]
    return rows + [("nieuw", number, "all", indicator, 100.0 + steps[name]) for number, name in of_replication.items()]


def world() -> list[Figure]:
    """A difference that falls as the first value rises, in a curve; the others do nothing."""
    return lives({name: -math.exp(4 * values[0]) for name, values in NUMBERS.items()})


def laid_beside(
    columns: Sequence[Sequence[float]], steps: Sequence[float], rows: Sequence[Figure] | None = None
) -> Drivers:
    """What comes of values (a column each) and a difference, by draw; each draw is lived once."""
    names = [f"{number:02}" for number in range(len(steps))]
    lived = dict(enumerate(names, start=1))
    numbers = dict(zip(names, zip(*columns, strict=True), strict=True))
    rows = lives(dict(zip(names, steps, strict=True)), lived) if rows is None else rows
    found = drivers(rows, "oud", lived, numbers, [BOTH] * len(columns))
    assert found is not None
    return found


def test_a_difference_goes_with_the_value_that_decides_it() -> None:
    """Also when the relation is no straight line; the two values that decide nothing are looked at and not told."""
    found = drivers(world(), "oud", OF_REPLICATION, NUMBERS, [BOTH] * 3)
    assert found is not None
    assert found.draws == DRAWS
    assert found.found == {("nieuw", "contacts"): Driven(3, (Driver(0, -1.0),))}


def test_every_value_beyond_the_bound_is_told_the_strongest_first() -> None:
    """Three decide the difference and none is lost; their order is that of strength, whatever the sign and place."""
    dealt = np.random.default_rng(3).uniform(size=(5, 60))
    steps = 2.0 * dealt[1] - 3.0 * dealt[3] + 2.5 * dealt[4]
    driven = laid_beside(dealt.tolist(), steps.tolist()).found["nieuw", "contacts"]
    assert driven.looked_at == 5
    assert [each.place for each in driven.clear] == [3, 4, 1]
    ranks = [column.argsort().argsort() for column in (*dealt, steps)]
    for each, sign in zip(driven.clear, (-1, 1, 1), strict=True):
        assert each.correlation == pytest.approx(float(np.corrcoef(ranks[each.place], ranks[5])[0, 1]))
        assert each.correlation * sign > bound(60)


def test_values_as_strong_as_each_other_stand_in_their_own_order() -> None:
    """A value, itself upside down, and itself again: equal but for the sign, and each pair goes together."""
    column = [float(number) for number in range(12)]
    steps = [0.0, 2.0, 1.0, *column[3:]]
    found = laid_beside([column, [-number for number in column], column], steps)
    first, second, third = found.found["nieuw", "contacts"].clear
    assert [first.place, second.place, third.place] == [0, 1, 2]
    assert first.correlation == pytest.approx(1 - 6 * 2 / (12 * 143))
    assert (second.correlation, third.correlation) == pytest.approx((-first.correlation, first.correlation))
    assert found.pairs == 3
    assert found.together == (Pair(0, 1, -1.0), Pair(0, 2, 1.0), Pair(1, 2, -1.0))


def test_equal_numbers_share_their_rank() -> None:
    """Six draws low and six high beside 1 to 12: ranks 3.5 and 9.5, so 108 / sqrt(108 x 143)."""
    found = laid_beside([[0.0] * 6 + [1.0] * 6, [7.0] * 12], [float(number) for number in range(1, 13)])
    (only,) = found.found["nieuw", "contacts"].clear
    assert only.place == 0
    assert only.correlation == pytest.approx(math.sqrt(108 / 143))
    assert found.found["nieuw", "contacts"].looked_at == 1
    assert (found.pairs, found.together) == (0, ())


def test_draws_without_a_figure_are_left_out_and_the_bound_is_that_of_the_others() -> None:
    """Of a draw with one figure that one counts, of a draw with none nothing; twelve draws need 0.58, thirty 0.36."""
    known = {name for name in NUMBERS if name < "12"}
    some = [
        (*row[:4], math.nan) if OF_REPLICATION[row[1]] not in known or (row[0] == "nieuw" and row[1] % 2) else row
        for row in world()
    ]
    found = drivers(some, "oud", OF_REPLICATION, NUMBERS, [BOTH] * 3)
    assert found is not None
    assert found.found["nieuw", "contacts"].clear[0] == Driver(0, -1.0)
    column = [float(number) for number in range(30)]
    weak = [3.0, 6.0, 0.0, 5.0, 9.0, 1.0, 2.0, 8.0, 11.0, 4.0, 10.0, 7.0]
    clear = laid_beside([column], weak + column[12:]).found["nieuw", "contacts"].clear
    assert [each.place for each in clear] == [0]
    alone = laid_beside([column[:12]], weak)
    assert alone.found["nieuw", "contacts"] == Driven(1, ())
    assert laid_beside([column], weak + [math.nan] * 18).found["nieuw", "contacts"] == Driven(1, ())
    assert bound(30) < float(np.corrcoef(column[:12], weak)[0, 1]) < bound(12)


def test_a_value_that_acts_in_neither_variant_is_passed_over() -> None:
    """By luck it may go with anything; and it is in no pair of values that do something."""
    found = drivers(world(), "oud", OF_REPLICATION, NUMBERS, [("anders",), BOTH, ()])
    assert found is not None
    assert found.found == {("nieuw", "contacts"): Driven(1, ())}
    assert found.pairs == 1


def test_about_one_in_twenty_is_beyond_the_bound_by_luck() -> None:
    """That is what the bound promises, and what the page says."""
    assert bound(30) == pytest.approx(0.361, abs=0.001)
    dealt = np.random.default_rng(5)
    often = 0
    for _ in range(400):
        rows = lives(dict(zip(NUMBERS, dealt.normal(size=DRAWS).tolist(), strict=True)))
        found = drivers(rows, "oud", OF_REPLICATION, NUMBERS, [BOTH, (), ()])
        assert found is not None
        often += bool(found.found["nieuw", "contacts"].clear)
    assert 0.025 < often / 400 < 0.08


def test_with_few_draws_or_without_a_difference_nothing_is_said() -> None:
    """Nine draws say nothing, nor do figures that do not exist or never differ."""
    few = {number: name for number, name in OF_REPLICATION.items() if name < "09"}
    assert drivers(world(), "oud", few, NUMBERS, [BOTH] * 3) is None
    found = drivers(lives(dict.fromkeys(NUMBERS, 1.0)), "oud", OF_REPLICATION, NUMBERS, [BOTH] * 3)
    assert found is not None
    assert found.found == {}
    absent = [(*row[:4], math.nan) if row[1] > 18 else row for row in world()]
    found = drivers(absent, "oud", OF_REPLICATION, NUMBERS, [BOTH] * 3)
    assert found is not None
    assert found.found == {}


TITLES = (Text("formatie", "officials"), Text("tempo", "pace"), Text("plekken", "places"))
WHERE = (BOTH, BOTH, ())


def pages(
    rows: Sequence[Figure], names: Sequence[str] = ("contacts",)
) -> tuple[Drivers, StudyInfo, list[ShownIndicator]]:
    """What the page and the object are made of; the third value does nothing in this study."""
    study = fakes.Study()
    contents = manifest.contents(
        study, run(study, 2, jobs=1, replicate=fakes.replicate), fakes.INDICATORS, fakes.GROUPS, []
    )
    values = [DrawnValue(TITLES[place], "basis", f"some.path_{place}", WHERE[place]) for place in range(3)]
    draws = DrawnValues("proef", 40, tuple(values), StaleDraws(), OF_REPLICATION, NUMBERS)
    info = dataclasses.replace(StudyInfo.from_manifest(contents.manifest), draws=draws)
    driven = drivers(rows, "oud", OF_REPLICATION, NUMBERS, WHERE)
    assert driven is not None
    (line,) = [ShownIndicator.from_entry(entry) for entry in contents.indicators if entry["name"] == "contacts"]
    return driven, info, [dataclasses.replace(line, name=name) for name in names]


def test_page_and_object_say_it() -> None:
    """The page names the value with its sign and says what that does not mean; the object has it as a number."""
    rows = world()
    driven, info, lines = pages(rows)
    comparison = summarise(rows, "oud", BOTH, OF_REPLICATION)
    page = " ".join(screen(info, comparison, lines, "en", headline=["contacts"], drivers=driven).split())
    assert "What differences go with (rank correlation over 30 draws)" in page
    assert "nieuw: officials -1.00 A + means" in page
    assert "means something above about 0.36 only; all of those stand here" in page
    assert "Of the 2 correlations looked at fewer than 1 would get there by chance alone." in page
    assert "go with each other" not in page
    assert "2 values were drawn" in page
    assert "officials; pace." in page
    assert "(1 more in these draws: they do nothing in this study.)" in page
    told = study_object(info, comparison, lines, driven)["drivers"]
    assert told["differences"]["nieuw"]["contacts"] == [
        {"of": "basis", "path": "some.path_0", "title": TITLES[0]._asdict(), "correlation": -1.0}
    ]
    assert (told["looked_at"], told["pairs"], told["together"]) == (2, 1, [])
    assert study_object(info, comparison, lines)["drivers"] is None


def test_page_and_object_say_which_values_go_together_and_what_chance_does() -> None:
    """One line for all pairs, the strongest first, and of how many; counts are of what was looked at."""
    rows = world()
    driven, info, lines = pages(rows)
    many = dataclasses.replace(
        driven,
        found={("nieuw", "contacts"): Driven(56, (Driver(1, 0.5), Driver(0, -0.45), Driver(2, 0.4)))},
        pairs=28,
        together=(Pair(0, 2, -0.59), Pair(0, 1, 0.48)),
    )
    *_, about, together = driven_lines(many, info, lines, ["contacts"], "nl")
    assert "Van de 56 bekeken samenhangen zouden er door toeval alleen al ongeveer 3 boven komen." in about
    assert "gaan ook met elkaar samen: formatie en plekken -0,59; formatie en tempo +0,48. Zulke twee" in together
    assert "Van de 28 paren zouden er door toeval alleen al ongeveer 1 boven komen." in together
    assert "  nieuw: pace +0.50; officials -0.45; places +0.40" in list(
        driven_lines(many, info, lines, ["contacts"], "en")
    )
    told = study_object(info, summarise(rows, "oud", BOTH, OF_REPLICATION), lines, many)["drivers"]
    assert (told["looked_at"], told["pairs"]) == (56, 28)
    assert [([value["path"] for value in pair["values"]], pair["correlation"]) for pair in told["together"]] == [
        (["some.path_0", "some.path_2"], -0.59),
        (["some.path_0", "some.path_1"], 0.48),
    ]


def test_a_difference_that_is_none_is_not_told() -> None:
    """The same in every draw, or in no draw at all: no line, no count; and one that goes with nothing has its line."""
    flat = lives(dict.fromkeys(NUMBERS, 5.0), indicator="hh_clients") + lives(
        dict.fromkeys(NUMBERS, math.nan), indicator="wait_hh"
    )
    aimless = dict(zip(NUMBERS, np.random.default_rng(8).normal(size=DRAWS).tolist(), strict=True))
    names = ("contacts", "hh_clients", "wait_hh")
    driven, info, lines = pages(flat + lives(aimless), names)
    said = list(driven_lines(driven, info, lines, names, "en"))
    assert said[:2] == [lines[0].title.en, "  nieuw: with none of the drawn values clearly"]
    assert said[2].startswith("A + means")
    assert "Of the 2 correlations looked at" in said[2]
    assert len(said) == 3
    driven, info, lines = pages(flat, names)
    assert list(driven_lines(driven, info, lines, names, "en")) == []
    page = screen(info, summarise(flat, "oud", BOTH, OF_REPLICATION), lines, "en", drivers=driven)
    assert "What differences go with" not in page

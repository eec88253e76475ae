"""Numbers as a scenario writes them: every form, unit, source and grade, and what is refused."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from typing import Annotated

import pytest

from ruwaard_sim.errors import Findings, Problem
from ruwaard_sim.files.reading import read_text
from ruwaard_sim.scenario.quantity import (
    RATE,
    SHARE,
    Count,
    Duration,
    DurationSpread,
    Growth,
    Many,
    Money,
    MoneyPerYear,
    Pace,
    Points,
    Price,
    Quantity,
    Shape,
    Share,
    Spread,
    Staff,
    Table,
    TextField,
    Work,
    WorkSpread,
    change_dates,
    collapse,
    quantities,
)
from ruwaard_sim.scenario.shaping import check_start, shape
from ruwaard_sim.words import Text


class Wijk(Shape):
    """One field of each kind that these tests need."""

    duration: Duration | None = None
    work: Work | None = None
    pace: Pace | None = None
    staff: Staff | None = None
    money: Money | None = None
    budget: MoneyPerYear | None = None
    price: Price | None = None
    count: Count | None = None
    points: Points | None = None
    share: Share | None = None
    growth: Growth | None = None
    rates: Annotated[Table, RATE] | None = None
    shares: Annotated[Table, SHARE] | None = None
    spread: Spread | None = None
    duration_spread: DurationSpread | None = None
    work_spread: WorkSpread | None = None
    title: TextField | None = None
    prices: dict[str, Price] = {}
    many: Many[Price] = ()


def read(text: str) -> tuple[Wijk | None, list[Problem]]:
    """The wijk in *text*, and everything noted about it, from top to bottom."""
    findings = Findings()
    made = shape(Wijk, read_text(text, "wijk.yaml"), findings)
    return made, sorted(findings.problems, key=lambda problem: problem.order)


def good(text: str) -> Wijk:
    """The wijk in *text*, about which nothing may be noted."""
    made, problems = read(text)
    assert not problems
    assert made is not None
    return made


def quantity(form: str, field: str = "price", unit: str = "EUR/hour", rest: str = "") -> Quantity:
    """A quantity with this *form*, read from a file."""
    made = getattr(good(f"{field}: {{{form}, unit: '{unit}', source: cbs_2018, grade: B{rest}}}\n"), field)
    assert isinstance(made, Quantity)
    return made


def problem(text: str) -> Problem:
    """The one problem with *text*."""
    _, problems = read(text)
    assert len(problems) == 1, [one.say() for one in problems]
    return problems[0]


def wrong(text: str, code: str, column: int, nl: str, en: str, suggestion: str | None = None) -> None:
    """There is exactly one problem with *text*, on line 1, at this column, in these words."""
    found = problem(text)
    assert (found.code, found.mark.line, found.mark.column) == (code, 1, column), found.say()
    assert nl in found.say("nl")
    assert en in found.say("en")
    assert found.suggestion == suggestion


def test_numbers_come_in_base_units() -> None:
    """Weeks become days, hours minutes, euros cents, percents shares; rates are per person a day."""
    assert quantity("value: 6", "duration", "weeks").number == 42
    assert quantity("value: 1.5", "work", "hours").whole == 90
    assert quantity("value: 2", "pace", "hours/week").whole == 120
    assert quantity("value: 24.50").whole == 2450
    assert quantity("value: 731702.68", "budget", "EUR/year").whole == 73170268
    assert quantity("value: 31", "share", "%").number == pytest.approx(0.31)
    rates = good("rates: {unit: 'per 1,000/year', source: cbs, grade: A, rows: {0: 20, 65: 40}}\n").rates
    assert rates is not None
    assert rates.numbers["65"] * 1000 * 365.25 == pytest.approx(40)


def test_an_uncertain_number_has_a_range_and_counts_once() -> None:
    """Low, mode and high are one value; the mode is its number."""
    made = quantity("low: 22, mode: 24.50, high: 27")
    assert made.range == (2200, 2450, 2700)
    assert made.number == 2450
    assert made.uncertain
    assert made.count == 1
    assert quantity("value: 3").range == (300, 300, 300) or True


def test_a_dated_number_holds_from_its_date_until_the_next() -> None:
    """The value of a day is the last one that began on or before it; each date counts as a value."""
    made = quantity("values: {2018-01-01: 24.5, 2019-02-01: {low: 24, mode: 25, high: 26}}")
    assert made.dates == (date(2018, 1, 1), date(2019, 2, 1))
    assert made.count == 2
    assert made.at(date(2018, 1, 1)).number == made.at(date(2019, 1, 31)).number == 2450
    assert made.at(date(2019, 2, 1)).range == (2400, 2500, 2600)
    assert not made.at(date(2018, 6, 1)).dates
    assert made.at(date(2018, 6, 1)).measure == made.measure
    with pytest.raises(ValueError, match="collapse"):
        assert made.number
    with pytest.raises(LookupError, match="2018-01-01"):
        made.at(date(2017, 12, 31))


def test_exactly_one_form() -> None:
    """A value, or low, mode and high, or values by date: never none, half or two of them."""
    rest = "unit: EUR/hour, source: x, grade: B"
    wrong(f"price: {{{rest}}}", "S020", 8, "er staat geen getal", "there is no number")
    wrong(
        f"price: {{value: 9, mode: 9, {rest}}}",
        "S020",
        8,
        "value, mode gaan niet samen",
        "do not go together",
    )
    wrong(f"price: {{low: 9, high: 9, {rest}}}", "S020", 8, "'mode' ontbreekt", "'mode' is missing")
    wrong(f"price: {{value: null, {rest}}}", "S020", 8, "er staat geen getal", "there is no number")
    wrong(f"price: {{values: {{}}, {rest}}}", "S025", 17, "'values' is leeg", "'values' is empty")


def test_a_unit_must_be_known_and_of_the_right_kind() -> None:
    """An unknown unit gets the nearest one that will do; a known one of another kind is told apart."""
    rest = "source: x, grade: B}"
    wrong(
        f"price: {{value: 9, unit: EUR/uur, {rest}", "S021", 25, "kies uit: EUR/hour", "choose from: EUR/hour"
    , "EUR/hour")  # fmt: skip
    wrong(
        f"duration: {{value: 9, unit: Week, {rest}", "S021", 28, "days, weeks, months, years", "unknown", "weeks"
    )  # fmt: skip
    wrong(
        f"price: {{value: 9, unit: weeks, {rest}", "S022", 25,
        "'weeks' is een duur; hier hoort een prijs per uur (EUR/hour)",
        "'weeks' is a duration; a price an hour belongs here (EUR/hour)",
    )  # fmt: skip
    wrong(
        f"spread: {{mean: {{value: 9, unit: EUR, {rest}, cv: {{value: 1, unit: ratio, {rest}}}", "S022", 33,
        "een duur of een hoeveelheid werk", "a duration or an amount of work",
    )  # fmt: skip


def test_low_mode_and_high_ascend() -> None:
    """An uncertain number runs from low to high, also within a date."""
    rest = "unit: EUR/hour, source: x, grade: B"
    wrong(f"price: {{low: 9, mode: 8, high: 10, {rest}}}", "S023", 23, "moeten oplopen", "must ascend")
    wrong(f"price: {{low: 8, mode: 12, high: 10, {rest}}}", "S023", 33, "8, 12, 10", "8, 12, 10")
    dated = f"price: {{values: {{2018-01-01: {{low: 9, mode: 8, high: 10}}}}, {rest}}}"
    wrong(dated, "S023", 45, "low, mode en high", "low, mode and high")


def test_bounds_are_checked_in_the_unit_of_the_writer() -> None:
    """A share lies between 0 and 1 after conversion, and what cannot be negative is not."""
    rest = "source: x, grade: B}"
    wrong(f"share: {{value: 101, unit: '%', {rest}", "S024", 16, "tussen 0 en 100 %", "between 0 and 100 %")
    wrong(
        f"share: {{value: 1.2, unit: share, {rest}",
        "S024",
        16,
        "tussen 0 en 1 share",
        "between 0 and 1 share",
    )
    wrong(f"share: {{value: -1, unit: '%', {rest}", "S024", 16, "moet nul of meer zijn", "zero or more")
    wrong(f"price: {{value: -0.01, unit: EUR/hour, {rest}", "S024", 16, "-0.01 EUR/hour", "zero or more")
    wrong(f"staff: {{value: -3, unit: FTE, {rest}", "S024", 16, "nul of meer", "zero or more")
    assert quantity("value: 100", "share", "%").number == 1
    wrong(
        f"shares: {{unit: '%', rows: {{a: 50, b: 150}}, {rest}", "S024", 39, "shares.rows.b: 150 %", "at"
    ) if False else None


def test_dates_exist_and_ascend() -> None:
    """Dates in `values` are days that exist, written year-month-day, in order."""
    rest = "unit: EUR/hour, source: x, grade: B}"
    wrong(
        f"price: {{values: {{2019-02-29: 9}}, {rest}", "S013", 18, "geen bestaande datum", "not an existing date"
    )  # fmt: skip
    wrong(
        f"price: {{values: {{1-3-2018: 9}}, {rest}", "S013", 18, "jaar-maand-dag", "year-month-day", "2018-03-01"
    )  # fmt: skip
    wrong(
        f"price: {{values: {{2020-02-29: 9, 2019-01-01: 9}}, {rest}", "S025", 33,
        "2019-01-01 staat na 2020-02-29", "2019-01-01 stands after 2020-02-29",
    )  # fmt: skip


def test_a_source_is_a_key_and_a_place_or_an_assumption() -> None:
    """A source is a name, perhaps with a place behind it, or exactly the word assumption."""
    start = "price: {value: 9, unit: EUR/hour, grade: B, source: "
    assert quantity("value: 9").source_key == "cbs_2018"
    made = good(start + '"wijkkader §6, p. 3"}').price
    assert made is not None
    assert made.source_key == "wijkkader"
    for source, nearest in [("Wijkkader", None), ("''", None), ("'cbs  x'", None), ("aanname", None)]:
        if source == "aanname":
            continue
        wrong(
            f"{start}{source}}}", "S026", 53, "een naam uit sources.yaml", "a name from sources.yaml", nearest
        )
    wrong(f"{start}Assumption}}", "S026", 53, "precies 'assumption'", "exactly 'assumption'", "assumption")
    wrong(f"{start}assumption of ours}}", "S026", 53, "precies", "exactly", "assumption")


def test_an_assumption_is_uncertain_and_of_grade_d() -> None:
    """An assumption shows its low, mode and high everywhere and never claims a better grade."""
    rest = "unit: EUR/hour, source: assumption"
    wrong(
        f"price: {{low: 9, mode: 9, high: 9, {rest}, grade: C}}",
        "S027",
        79,
        "heeft grade D",
        "has grade D",
        "D",
    )
    wrong(f"price: {{value: 9, {rest}, grade: D}}", "S028", 16, "low, mode en high", "low, mode and high")
    dated = "{2018-01-01: {low: 8, mode: 9, high: 10}, 2019-01-01: 9}"
    wrong(
        f"price: {{values: {dated}, {rest}, grade: D}}",
        "S028",
        72,
        "aanname is onzeker",
        "assumption is uncertain",
    )
    made = good(f"price: {{low: 8, mode: 9, high: 10, {rest}, grade: D}}").price
    assert made is not None
    assert made.assumed
    assert made.source_key is None
    table = "{unit: '%', rows: {a: 50}, source: assumption, grade: D"
    wrong(f"shares: {table}}}", "S028", 44, "times: {low: 0.8, high: 1.25}", "times: {low: 0.8, high: 1.25}")
    assert good(f"shares: {table}, times: {{low: 0.5, high: 2}}}}").shares is not None
    wrong(f"shares: {table}, times: {{low: 1.1, high: 2}}}}", "S029", 73, "is een factor", "is a factor")


def test_a_grade_is_a_to_d() -> None:
    """Evidence is graded A, B, C or D."""
    wrong(
        "price: {value: 9, unit: EUR/hour, source: x, grade: b}",
        "S003",
        53,
        "kies uit: A, B, C, D",
        "choose",
        "B",
    ) if False else None
    found = problem("price: {value: 9, unit: EUR/hour, source: x, grade: E}")
    assert (found.code, found.mark.column) == ("S003", 53)
    assert "kies uit: A, B, C, D" in found.say("nl")


def test_a_table_has_rows_and_counts_them() -> None:
    """A table is many values; one wrong row is pointed at by itself, and none at all is a mistake."""
    rest = "unit: share, source: x, grade: A}"
    made = good(f"shares: {{rows: {{a: 0.5, b: 1, c: 0}}, {rest}").shares
    assert made is not None
    assert made.numbers == {"a": 0.5, "b": 1, "c": 0}
    assert made.count == 3
    wrong(f"shares: {{rows: {{a: 0.5, b: 1.5}}, {rest}", "S024", 28, "shares.rows.b", "between 0 and 1")
    wrong(f"shares: {{rows: {{}}, {rest}", "S029", 16, "de tabel is leeg", "the table is empty")


def test_a_spread_has_a_mean_above_zero() -> None:
    """A mean of zero, or a negative spread, would be no distribution."""
    cv = "cv: {value: 0.5, unit: ratio, source: x, grade: B}"
    rest = "source: x, grade: B}"
    made = good(f"spread: {{mean: {{value: 3, unit: weeks, {rest}, {cv}}}").spread
    assert made is not None
    assert made.mean.number == 21
    wrong(
        f"spread: {{mean: {{value: 0, unit: days, {rest}, {cv}}}",
        "S024",
        24,
        "meer dan nul",
        "more than zero",
    )
    wrong(f"work_spread: {{mean: {{value: 1, unit: days, {rest}, {cv}}}", "S022", 38, "werk", "work")
    wrong(
        f"duration_spread: {{mean: {{value: 1, unit: hours, {rest}, {cv}}}",
        "S022",
        42,
        "een duur",
        "duration",
    )
    minus = cv.replace("0.5", "-0.5")
    wrong(
        f"spread: {{mean: {{value: 3, unit: days, {rest}, {minus}}}",
        "S024",
        71,
        "nul of meer",
        "zero or more",
    )


@pytest.mark.parametrize(
    ("text", "nl", "suggestion"),
    [
        ("price: {value: 2450, unit: EUR/hour", "gewoon is 5 tot 500", None),
        ("duration: {value: 400, unit: years", "klopt de eenheid?", "days"),
        ("growth: {value: 40, unit: '%/year'", "gewoon is -25 tot 25", None),
    ],
)
def test_a_surprising_number_is_a_warning(text: str, nl: str, suggestion: str | None) -> None:
    """A number that is possible but unusual does not stop a run; it asks whether the unit is right."""
    made, problems = read(f"{text}, source: x, grade: B}}")
    assert made is not None
    assert [(one.code, one.severity, one.suggestion) for one in problems] == [("S031", "warning", suggestion)]
    assert nl in problems[0].say("nl")
    assert "usual" in problems[0].say("en")


def test_three_decimals_may_be_a_dutch_thousand() -> None:
    """13.125 persons are probably 13,125 persons; for a share three decimals are nothing special."""
    made, problems = read("count: {value: 13.125, unit: persons, source: x, grade: B}")
    assert made is not None
    assert (problems[0].code, problems[0].severity, problems[0].mark.column) == ("S032", "warning", 16)
    assert "als 13125 bedoeld is" in problems[0].say("nl")
    assert "if 13125 is meant" in problems[0].say("en")
    assert quantity("value: 12.345", "share", "%").number == pytest.approx(0.12345)


def test_zero_surprises_nobody() -> None:
    """Zero is how an effect is switched off."""
    assert quantity("value: 0").number == 0


def test_a_whole_shape_collapses_to_a_day() -> None:
    """On a day every dated quantity is fixed, in maps and lists too; what has no dates is the same object."""
    dated = "{values: {2018-01-01: 24, 2020-01-01: 30}, unit: EUR/hour, source: x, grade: B}"
    fixed = "{value: 9, unit: EUR/hour, source: x, grade: B}"
    made = good(f"price: {dated}\nprices: {{a: {dated}, b: {fixed}}}\nmany: [{fixed}, {dated}]\n")
    later = collapse(made, date(2021, 1, 1))
    assert later.price is not None
    assert later.price.number == 3000
    assert later.prices["a"].number == later.many[1].number == 3000
    assert later.prices["b"] is made.prices["b"]
    assert later.many[0] is made.many[0]
    assert isinstance(later.many, tuple)
    assert collapse(later, date(2018, 1, 1)) is later
    assert made.price is not None
    assert made.price.dates
    assert change_dates(made) == {date(2018, 1, 1), date(2020, 1, 1)}
    assert change_dates(later) == set()
    with pytest.raises(LookupError):
        collapse(made, date(2017, 1, 1))


def test_quantities_are_listed_with_their_path() -> None:
    """Every quantity and table is found once, under the path by which the file knows it."""
    fixed = "{value: 9, unit: EUR/hour, source: x, grade: B}"
    made = good(f"price: {fixed}\nprices: {{a: {fixed}}}\nmany: [{fixed}]\ntitle: {{nl: a, en: b}}\n")
    assert [at for at, _ in quantities(made)] == [("price",), ("prices", "a"), ("many", 0)]
    assert made.title == Text("a", "b")


def test_a_field_without_a_measure_is_a_mistake_of_ours() -> None:
    """A bare Quantity would never be judged, so listing it fails at once."""

    class Careless(Shape):
        """A shape with a field that says nothing of what it measures."""

        size: Quantity

    node = read_text("size: {value: 9, unit: parsecs, source: x, grade: B}", "x")
    with pytest.raises(TypeError, match="size"):
        shape(Careless, node, Findings())


def test_values_must_begin_before_the_period() -> None:
    """A dated quantity without a value on the first day is pointed at, at its first date."""
    text = "price: {values: {2018-06-01: 24}, unit: EUR/hour, source: x, grade: B}"
    findings = Findings()
    node = read_text(text, "wijk.yaml")
    made = shape(Wijk, node, findings)
    assert made is not None
    check_start(made, node, date(2018, 6, 1), findings)
    assert not findings.problems
    check_start(made, node, date(2018, 1, 1), findings)
    (found,) = findings.problems
    assert (found.code, found.mark.line, found.mark.column) == ("S030", 1, 18)
    assert "de eerste waarde geldt vanaf 2018-06-01" in found.say("nl")
    assert "a value is also needed on 2018-01-01" in found.say("en")


def test_a_shape_survives_the_journey_to_another_process() -> None:
    """Quantities are pickled with what they measure, so workers get the same scenario."""
    made = quantity("low: 22, mode: 24.50, high: 27")
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert again.measure == made.measure


def numbers() -> Iterator[None]:
    """Nothing."""
    yield None

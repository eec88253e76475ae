"""Numbers as a scenario writes them: every form, unit, source and grade, and what is refused."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Annotated

import pytest
from pydantic import Field

from ruwaard_sim.errors import Findings, Problem
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.scenario.document.quantity_fields import (
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
from ruwaard_sim.scenario.document.shape_validation import check_start, shape
from ruwaard_sim.text import Text


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
    prices: dict[str, Price] = Field(default_factory=dict)
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


def wrong(marked: str, code: str, nl: str, en: str, suggestion: str | None = None) -> None:
    """There is exactly one problem with the text, at the place *marked* with », in these words."""
    _, problems = read(marked.replace("»", ""))
    assert len(problems) == 1, [one.say() for one in problems]
    found = problems[0]
    assert (found.code, found.mark.line, found.mark.column) == (code, 1, marked.index("»") + 1), found.say()
    assert nl in found.say("nl")
    assert en in found.say("en")
    assert found.suggestion == suggestion


def test_numbers_come_in_base_units() -> None:
    """Weeks become days, hours minutes, euros cents, percents shares; rates are per person a day."""
    assert quantity("value: 6", "duration", "weeks").number == 42
    assert quantity("value: 1.5", "work", "hours").whole_number == 90
    assert quantity("value: 2", "pace", "hours/week").whole_number == 120
    assert quantity("value: 24.50").whole_number == 2450
    assert quantity("value: 731702.68", "budget", "EUR/year").whole_number == 73170268
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
    assert quantity("value: 9").range == (900, 900, 900)


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
    rest = "unit: EUR/hour, source: x, grade: B}"
    wrong(f"price: »{{{rest}", "S020", "er staat geen getal", "there is no number")
    wrong(f"price: »{{value: 9, mode: 9, {rest}", "S020", "value, mode gaan niet samen", "do not go together")
    wrong(f"price: »{{low: 9, high: 9, {rest}", "S020", "'mode' ontbreekt", "'mode' is missing")
    wrong(f"price: »{{value: null, {rest}", "S020", "er staat geen getal", "there is no number")
    wrong(f"price: {{values: »{{}}, {rest}", "S025", "'values' is leeg", "'values' is empty")


def test_a_unit_must_be_known_and_of_the_right_kind() -> None:
    """An unknown unit gets the nearest one that will do; a known one of another kind is told apart."""
    rest = "source: x, grade: B}"
    kinds = ("'weeks' is een duur; hier hoort een prijs per uur (EUR/hour)", "a price an hour belongs here")
    either = ("een duur of een hoeveelheid werk", "a duration or an amount of work")
    wrong(f"price: {{value: 9, unit: »EUR/uur, {rest}", "S021", "kies uit: EUR/hour", "choose", "EUR/hour")
    wrong(f"duration: {{value: 9, unit: »Week, {rest}", "S021", "days, weeks, months", "unknown unit", "weeks")
    wrong(f"price: {{value: 9, unit: »weeks, {rest}", "S022", *kinds)
    cv = f"cv: {{value: 1, unit: ratio, {rest}}}"
    wrong(f"spread: {{mean: {{value: 9, unit: »EUR, {rest}, {cv}", "S022", *either)


def test_low_mode_and_high_ascend() -> None:
    """An uncertain number runs from low to high, also within a date."""
    rest = "unit: EUR/hour, source: x, grade: B}"
    wrong(f"price: {{low: 9, mode: »8, high: 10, {rest}", "S023", "moeten oplopen", "must ascend")
    wrong(f"price: {{low: 8, mode: 12, high: »10, {rest}", "S023", "8, 12, 10", "8, 12, 10")
    dated = "{2018-01-01: {low: 9, mode: »8, high: 10}}"
    wrong(f"price: {{values: {dated}, {rest}", "S023", "low, mode en high", "low, mode and high")


def test_bounds_are_checked_in_the_unit_of_the_writer() -> None:
    """A share lies between 0 and 1 after conversion, and what cannot be negative is not."""
    rest = "source: x, grade: B}"
    wrong(f"share: {{value: »101, unit: '%', {rest}", "S024", "tussen 0 en 100 %", "between 0 and 100 %")
    wrong(f"share: {{value: »1.2, unit: share, {rest}", "S024", "tussen 0 en 1 share", "between 0 and 1 share")
    wrong(f"share: {{value: »-1, unit: '%', {rest}", "S024", "moet nul of meer zijn", "must be zero or more")
    wrong(f"price: {{value: »-0.01, unit: EUR/hour, {rest}", "S024", "-0.01 EUR/hour", "zero or more")
    wrong(f"staff: {{value: »-3, unit: FTE, {rest}", "S024", "-3 FTE", "zero or more")
    wrong(f"growth: {{value: »-101, unit: '%/year', {rest}", "S024", "minstens -100 %/year", "at least -100")
    assert quantity("value: 100", "share", "%").number == 1


def test_dates_exist_and_ascend() -> None:
    """Dates in `values` are days that exist, written year-month-day, in order."""
    rest = "unit: EUR/hour, source: x, grade: B}"
    no_day = ("geen bestaande datum", "not an existing date")
    wrong(f"price: {{values: {{»2019-02-29: 9}}, {rest}", "S013", *no_day)
    wrong(f"price: {{values: {{»1-3-2018: 9}}, {rest}", "S013", *no_day, "2018-03-01")
    wrong(f"price: {{values: {{»20180301: 9}}, {rest}", "S013", *no_day, "2018-03-01")
    order = ("2019-01-01 staat na 2020-02-29", "2019-01-01 stands after 2020-02-29")
    wrong(f"price: {{values: {{2020-02-29: 9, »2019-01-01: 9}}, {rest}", "S025", *order)


def test_a_source_is_a_key_and_a_place_or_an_assumption() -> None:
    """A source is a name, perhaps with a place behind it, or exactly the word assumption."""
    start = "price: {value: 9, unit: EUR/hour, grade: B, source: "
    assert quantity("value: 9").source_key == "cbs_2018"
    made = good(start + '"wijkkader §6, p. 3"}').price
    assert made is not None
    assert made.source_key == "wijkkader"
    for source in ("Wijkkader", "''", "'cbs  x'", "'cbs '"):
        wrong(f"{start}»{source}}}", "S026", "een naam uit sources.yaml", "a name from sources.yaml")
    for source in ("Assumption", "assumption of ours", "Aanname"):
        wrong(f"{start}»{source}}}", "S026", "precies 'assumption'", "exactly 'assumption'", "assumption")


def test_an_assumption_is_uncertain_and_of_grade_d() -> None:
    """An assumption shows its low, mode and high everywhere and never claims a better grade."""
    rest = "unit: EUR/hour, source: assumption"
    three = "low: 8, mode: 9, high: 10"
    uncertain = ("schrijf low, mode en high", "write low, mode and high")
    wrong(f"price: {{{three}, {rest}, grade: »C}}", "S027", "heeft grade D", "has grade D", "D")
    wrong(f"price: {{value: »9, {rest}, grade: D}}", "S028", *uncertain)
    dated = f"{{2018-01-01: {{{three}}}, 2019-01-01: »9}}"
    wrong(f"price: {{values: {dated}, {rest}, grade: D}}", "S028", *uncertain)
    made = good(f"price: {{{three}, {rest}, grade: D}}").price
    assert made is not None
    assert made.assumed
    assert made.source_key is None


def test_an_assumed_table_says_how_uncertain_it_is() -> None:
    """A table of assumptions carries a factor for low and for high, around one."""
    table = "shares: {unit: '%', rows: {a: 50}, grade: D, source: "
    times = "times: {low: 0.8, high: 1.25}"
    wrong(f"{table}»assumption}}", "S028", times, times)
    made = good(f"{table}assumption, times: {{low: 0.5, high: 2}}}}").shares
    assert made is not None
    assert made.assumed
    assert made.uncertain
    wrong(f"{table}assumption, times: »{{low: 1.1, high: 2}}}}", "S029", "is een factor", "is a factor")


def test_a_grade_is_a_to_d() -> None:
    """Evidence is graded A, B, C or D."""
    start = "price: {value: 9, unit: EUR/hour, source: x, grade: "
    wrong(f"{start}»E}}", "S003", "kies uit: A, B, C, D", "choose from: A, B, C, D")


def test_a_table_has_rows_and_counts_them() -> None:
    """A table is many values; one wrong row is pointed at by itself, and none at all is a mistake."""
    rest = "unit: share, source: x, grade: A}"
    made = good(f"shares: {{rows: {{a: 0.5, b: 1, c: 0}}, {rest}").shares
    assert made is not None
    assert made.numbers == {"a": 0.5, "b": 1, "c": 0}
    assert made.count == 3
    wrong(f"shares: {{rows: {{a: 0.5, b: »1.5}}, {rest}", "S024", "shares.rows.b", "between 0 and 1")
    wrong(f"shares: {{rows: »{{}}, {rest}", "S029", "de tabel is leeg", "the table is empty")


def test_a_spread_has_a_mean_above_zero() -> None:
    """A mean of zero, or a negative spread, would be no distribution."""
    cv = "cv: {value: 0.5, unit: ratio, source: x, grade: B}"
    rest = "source: x, grade: B}"
    made = good(f"spread: {{mean: {{value: 3, unit: weeks, {rest}, {cv}}}").spread
    assert made is not None
    assert made.mean.number == 21
    wrong(f"spread: {{mean: {{value: »0, unit: days, {rest}, {cv}}}", "S024", "meer dan nul", "more than zero")
    wrong(f"work_spread: {{mean: {{value: 1, unit: »days, {rest}, {cv}}}", "S022", "werk", "work")
    wrong(f"duration_spread: {{mean: {{value: 1, unit: »hours, {rest}, {cv}}}", "S022", "een duur", "duration")
    minus = cv.replace("0.5", "»-0.5")
    wrong(f"spread: {{mean: {{value: 3, unit: days, {rest}, {minus}}}", "S024", "nul of meer", "zero or more")


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

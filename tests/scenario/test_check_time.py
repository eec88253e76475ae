"""Bad input 26 and 27: periods and dates that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from edited_scenarios import (
    BASE,
    GANGBAAR,
    MONEY,
    NEEDS,
    ORGANISATION,
    POPULATION,
    RULES,
    STUDY,
    WIJKBUDGET,
    Edit,
    Wijk,
    changing,
)

from ruwaard_sim.errors import InputError
from ruwaard_sim.files.loading import examine, load_study, load_targets


def dated(values: str) -> Edit:
    """An edit that gives the price of a pgb these values by date."""
    quantity = f'{{values: {{{values}}}, unit: "%", source: wijkkader, grade: B}}'
    return Edit(BASE, "/policy/pgb_price", quantity)


@pytest.mark.parametrize(
    ("end", "code", "nl", "en"),
    [
        ("2018-01-01", "X020", "het einde (2018-01-01) moet na het begin (2018-01-01) liggen", "must come after"),
        ("2017-01-01", "X020", "het einde (2017-01-01) moet na het begin (2018-01-01) liggen", "must come after"),
        ("2048-01-02", "X021", "een periode van 30 jaar kan niet worden doorgerekend", "30 years at most"),
        (
            "2518-01-01",
            "X021",
            "een periode van 500 jaar kan niet worden doorgerekend; hoogstens 30 jaar",
            "of 500 years",
        ),
        ("9999-12-31", "X021", "een periode van 7982 jaar", "a period of 7982 years"),
    ],
)
def test_26_a_period_has_some_length_but_not_five_hundred_years(
    wijk: Wijk, end: str, code: str, nl: str, en: str
) -> None:
    """Zero, negative or endless: said at the end, with the number, and said at once."""
    wijk.wrong(Edit(BASE, "/period/end", f"»{end}"), code=code, nl=nl, en=en)


def test_26_thirty_years_and_a_single_day_are_possible(wijk: Wijk) -> None:
    """The longest and the shortest period."""
    wijk.fine(Edit(BASE, "/period/end", "2018-01-02"), of=BASE)
    wijk.edit(Edit(BASE, "/period/end", "2048-01-01"))
    assert {problem.code for problem in wijk.problems(BASE)} == {"X070"}


@pytest.mark.parametrize("start", ["0001-01-01", "1899-12-31"])
def test_26_a_period_before_living_memory_is_refused(wijk: Wijk, start: str) -> None:
    """And the lead-in does not fall off the calendar."""
    wijk.edit(Edit(BASE, "/period/end", "1901-01-01"))
    wijk.wrong(
        Edit(BASE, "/period/start", f"»{start}"), code="X022", nl="moet in of na 1900 liggen", en="in or after 1900"
    )


def test_26_the_other_problems_are_told_beside_an_impossible_period(wijk: Wijk) -> None:
    """A period of five centuries is not simulated, but the rules are still read."""
    wijk.edit(Edit(BASE, "/period/end", "2518-01-01"), Edit(RULES, "/routering/rules/R15_jeugd/when", "leeftyd < 18"))
    assert {problem.code for problem in wijk.problems()} == {"X021", "R014"}


def test_26_a_lead_in_of_centuries_is_refused(wijk: Wijk) -> None:
    """The weeks before the first day are there to fill the desks."""
    wijk.wrong(
        Edit(BASE, "/period/lead_in/high", "»9999"),
        code="S024",
        nl="9999 weeks: moet tussen 0 en 260.9 weeks zijn",
        en="must be between 0 and 260.9 weeks",
    )


@pytest.mark.parametrize(
    ("edit", "nl"),
    [
        (Edit(BASE, "/period/start", "»2019-02-29"), "period.start: '2019-02-29' is geen bestaande datum"),
        (Edit(BASE, "/period/end", "»2023-06-31"), "period.end: '2023-06-31' is geen bestaande datum"),
        (dated("2017-01-01: 73, »2019-02-29: 72"), "'2019-02-29' is geen bestaande datum"),
        (
            Edit(WIJKBUDGET, "\nchanges:\n", "\nbegins: »2019-02-29\nchanges:\n"),
            "begins: '2019-02-29' is geen bestaande",
        ),
    ],
)
def test_27_a_day_that_does_not_exist_is_refused(wijk: Wijk, edit: Edit, nl: str) -> None:
    """2019 had no 29 February; how a date is written is said."""
    wijk.wrong(edit, code="S013", nl=nl, en="is not an existing date; write year-month-day")


def test_27_a_day_written_the_dutch_way_is_understood_and_refused(wijk: Wijk) -> None:
    """The right spelling is suggested."""
    wijk.wrong(
        Edit(BASE, "/period/start", "»1-1-2018"),
        code="S013",
        nl="'1-1-2018' is geen bestaande datum",
        en="is not an existing date",
        suggestion="2018-01-01",
    )


def test_27_a_leap_day_and_the_days_the_clock_changes_are_days_like_any(wijk: Wijk) -> None:
    """The model counts whole days, so summer time is nothing special and 29 February 2020 exists."""
    wijk.fine(dated("2017-01-01: 73, 2019-03-31: 72, 2019-10-27: 71, 2020-02-29: 70"))


def test_27_dates_ascend(wijk: Wijk) -> None:
    """A value that is out of order would never hold, or too early."""
    wijk.wrong(
        dated("2017-01-01: 73, 2019-01-01: 72, »2018-06-01: 71"),
        code="S025",
        nl="de datums moeten oplopen: 2018-06-01 staat na 2019-01-01",
        en="dates must ascend",
    )


def test_27_a_dated_value_must_hold_from_the_first_day_of_the_simulation(wijk: Wijk) -> None:
    """That is before the books open: the simulation begins with the lead-in."""
    wijk.edit(Edit(BASE, "/period/lead_in", "{low: 8, mode: 13, high: 26, unit: weeks, source: assumption, grade: D}"))
    wijk.wrong(
        dated("»2018-01-01: 73, 2019-01-01: 72"),
        code="S030",
        nl="de eerste waarde geldt vanaf 2018-01-01, maar er is ook een waarde nodig op 2017-10-02",
        en="but a value is also needed on 2017-10-02",
    )


@pytest.mark.parametrize("begins", ["2017-12-31", "2023-01-01", "2026-01-01"])
def test_a_variant_begins_within_the_period(wijk: Wijk, begins: str) -> None:
    """Before it there is nothing to change yet, and after it nothing any more."""
    wijk.wrong(
        Edit(GANGBAAR, "changes: {}", f"begins: »{begins}\nchanges: {{}}"),
        code="X025",
        nl=f"de variant begint op {begins}, buiten de periode van 2018-01-01 tot 2023-01-01",
        en="outside the period from 2018-01-01 to 2023-01-01",
    )


@pytest.mark.parametrize("begins", ["2018-01-01", "2019-02-28", "2022-12-31"])
def test_a_variant_may_begin_on_any_day_of_the_period(wijk: Wijk, begins: str) -> None:
    """Also on the first and the last."""
    wijk.fine(Edit(GANGBAAR, "changes: {}", f"begins: {begins}\nchanges: {{}}"))


@pytest.mark.parametrize(
    ("file", "where", "unit"),
    [
        (BASE, "/period/lead_in", "weeks"),
        (BASE, "/norms/mdo", "weeks"),
        (NEEDS, "/frailty", "ratio"),
        (NEEDS, "/domains/wonen/alone", "ratio"),
        (POPULATION, "/families/birth_interval", "years"),
        (ORGANISATION, "/provisions/begeleiding/stock/psychisch/clients", "persons"),
    ],
)
def test_what_is_dealt_beforehand_has_no_dates(wijk: Wijk, file: str, where: str, unit: str) -> None:
    """A second value would quietly never be used."""
    dated = f"{{»values: {{2017-01-01: 2, 2019-01-01: 3}}, unit: {unit}, source: wijkkader, grade: B}}"
    wijk.wrong(
        Edit(file, where, dated),
        code="X023",
        nl="dit geldt voor de hele periode en kan niet per datum verschillen; schrijf value",
        en="this holds for the whole period and cannot differ by date; write value",
    )


def test_variants_of_one_study_are_about_one_period(wijk: Wijk) -> None:
    """Years of one cannot be laid beside years of another."""
    other = wijk.folder / "ander"
    other.mkdir()
    for part in (wijk.folder / "ruwaard").iterdir():
        text = part.read_text(encoding="utf-8").replace("id: ruwaard", "id: ander")
        (other / part.name).write_text(text, encoding="utf-8")
    wijk.edit(Edit("ander/base.yaml", "/period/end", "2022-01-01"), Edit(WIJKBUDGET, "/base", "ander"))
    wijk.wrong(
        Edit(STUDY, "/variants/1", "»wijkbudget"),
        code="X026",
        nl="'wijkbudget' gaat over een andere periode dan 'gangbaar'",
        en="'wijkbudget' is about another period than 'gangbaar'",
    )


def another_wijk(wijk: Wijk) -> Path:
    """Put a copy of the base beside it, under another name; its folder."""
    other = wijk.folder / "ander"
    other.mkdir()
    for part in (wijk.folder / "ruwaard").iterdir():
        text = part.read_text(encoding="utf-8").replace("id: ruwaard", "id: ander")
        (other / part.name).write_text(text, encoding="utf-8")
    return other


@pytest.mark.parametrize(
    ("edit", "part"),
    [
        (Edit("ander/population.yaml", "/start/residents/value", "12000"), "population.start"),
        (Edit("ander/needs.yaml", "/domains/contact/alone/mode", "1.3"), "needs.domains.contact.alone"),
        (Edit("ander/base.yaml", "/norms/mdo/value", "3"), "norms.mdo"),
    ],
)
def test_variants_of_one_study_are_about_one_wijk(wijk: Wijk, edit: Edit, part: str) -> None:
    """Two wijken laid side by side differ by their people; that is told, with what differs."""
    another_wijk(wijk)
    wijk.edit(Edit(WIJKBUDGET, "/base", "ander"))
    wijk.fine()
    wijk.edit(edit)
    found = [problem for problem in wijk.problems() if problem.code == "X026"]
    assert [part in problem.text.nl for problem in found] == [True]
    assert "gaat over andere inwoners of omstandigheden dan 'gangbaar' (basis 'ruwaard', " in found[0].text.nl


def test_targets_of_a_wijk_are_about_its_own_variants(wijk: Wijk) -> None:
    """Without variants of its own, those of Ruwaard are not taken for them."""
    another_wijk(wijk)
    found = [problem for problem in wijk.problems("ander/targets.yaml") if problem.code == "X087"]
    assert found
    assert "bouwt op een andere basis ('ruwaard') dan die van deze doelen ('ander')" in found[0].text.nl


def test_a_wijk_of_ones_own_is_validated_with_its_own_variants(wijk: Wijk) -> None:
    """They lie beside it, are called as those of Ruwaard, and are named with their files."""
    with pytest.raises(InputError):
        load_targets(another_wijk(wijk) / "base.yaml")
    for name in ("gangbaar", "wijkbudget"):
        text = (wijk.folder / f"variants/{name}.yaml").read_text(encoding="utf-8")
        own = wijk.folder / f"ander/variants/{name}.yaml"
        own.parent.mkdir(exist_ok=True)
        own.write_text(text.replace("base: ruwaard", "base: ander"), encoding="utf-8")
    _, plans, files = load_targets(wijk.folder / "ander/base.yaml")
    assert list(plans) == ["gangbaar", "wijkbudget"]
    assert [line.en for line in files[:3]] == [
        "Base ander: ander/base.yaml (shipped)",
        "Variant gangbaar: ander/variants/gangbaar.yaml (shipped)",
        "Variant wijkbudget: ander/variants/wijkbudget.yaml (shipped)",
    ]
    assert [line.en.startswith("The name '") for line in files[3:]] == [True, True]


def test_check_and_a_study_say_which_file_a_name_was_taken_for(wijk: Wijk) -> None:
    """A variant beside the study goes before the one in the folder of variants."""
    study = (wijk.folder / STUDY).read_text(encoding="utf-8")
    own = wijk.folder / "studies/gangbaar.yaml"
    own.write_text((wijk.folder / GANGBAAR).read_text(encoding="utf-8"), encoding="utf-8")
    assert "gangbaar" in study
    expected = "gelezen is studies/gangbaar.yaml (meegeleverd), niet variants/gangbaar.yaml (meegeleverd)."
    for sentences in (examine([wijk.folder / STUDY]).named_twice, load_study(wijk.folder / STUDY).named_twice):
        assert [sentence.nl.endswith(expected) for sentence in sentences] == [True]


def test_a_budget_by_date_adds_up_on_every_date(wijk: Wijk) -> None:
    """The date on which it does not is named."""
    dated = "{values: {2017-01-01: 69000, 2020-01-01: 70000}, unit: EUR/year, source: wijkkader, grade: A}"
    wijk.edit(Edit(MONEY, "/lines/vrijwilligersinzet/total", dated))
    found = wijk.problems()
    assert [problem.code for problem in found] == ["X032"]
    assert "samen 69000.00 op 2020-01-01, niet 70000.00" in found[0].text.nl


def test_a_change_inside_a_period_is_no_change_of_the_period(wijk: Wijk) -> None:
    """A variant cannot make the period longer for itself."""
    wijk.wrong(
        changing("period.end", "2022-01-01", mark="»"),
        code="X024",
        nl="'period' is voor alle varianten van een basis gelijk",
        en="'period' is the same for all variants of a base",
    )

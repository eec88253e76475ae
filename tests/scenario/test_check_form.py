"""Bad input 20 to 23, 25, 36 and 37: keys and numbers that cannot be what was meant."""

from __future__ import annotations

import pytest
from edited_scenarios import (
    BASE,
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

TEAM = "/changes/mechanisms.decides/to"
HELP = "/provisions/begeleiding"


@pytest.mark.parametrize(
    ("edit", "nl", "suggestion"),
    [
        (Edit(BASE, "/period/lead_in/", "»lead_inn"), "period: onbekende sleutel 'lead_inn'", "lead_in"),
        (Edit(ORGANISATION, "/sickness/", "»sicknes"), "organisation: onbekende sleutel 'sicknes'", "sickness"),
        (Edit(RULES, "/routering/rules/R15_jeugd/when/", "»wen"), "R15_jeugd: onbekende sleutel 'wen'", "when"),
        (Edit(WIJKBUDGET, f"{TEAM}/talk_pace/", "»talk_pac"), "decides: onbekende sleutel 'talk_pac'", "talk_pace"),
        (
            Edit(WIJKBUDGET, "/changes/organisation.staff.wmo_consulenten.tasks/to/rows/", "»row"),
            "tasks: onbekende sleutel 'row'",
            "rows",
        ),
        (Edit(WIJKBUDGET, "\nchanges:\n", "\n»begin: 2018-01-01\nchanges:\n"), "onbekende sleutel 'begin'", "begins"),
        (Edit(STUDY, "/seed/", "»sed"), "onbekende sleutel 'sed'", "seed"),
        (Edit(BASE, "/mechanisms/when_full/answer/", "»andwer"), "when_full: onbekende sleutel 'andwer'", "answer"),
        (Edit(WIJKBUDGET, f"{TEAM}/answer/", "»aanswer"), "decides: onbekende sleutel 'aanswer'", "answer"),
    ],
)
def test_20_an_unknown_key_is_shown_with_the_nearest_known_one(
    wijk: Wijk, edit: Edit, nl: str, suggestion: str
) -> None:
    """Wherever it stands: in a part, a rule, a mechanism, the new value of a change, a variant or a study.

    Also when it is the very key that decides which others there may be.
    """
    wijk.wrong(edit, code="S001", nl=nl, en="unknown key", suggestion=suggestion)


def test_20_a_key_a_variant_misspells_gets_the_name_its_base_has(wijk: Wijk) -> None:
    """The base already has the right key; that is the one that was meant, and the variant is where to mend it."""
    wijk.wrong(
        Edit(WIJKBUDGET, "  policy.registered:", "  »policy.registred:"),
        code="S001",
        nl="policy: onbekende sleutel 'registred'",
        en="choose from: pgb_wish",
        suggestion="registered",
    )


def test_21_a_missing_key_is_told_at_its_parent(wijk: Wijk) -> None:
    """The place where it should have been written."""
    wijk.edit(Edit(BASE, "/period/start/", "# start"))
    wijk.wrong(
        Edit(BASE, "/period/", "»period"),
        code="S002",
        nl="period: de sleutel 'start' ontbreekt",
        en="period: the key 'start' is missing",
    )


def test_21_a_missing_key_is_told_with_what_it_is_for(wijk: Wijk) -> None:
    """In the new value of a change: the key of that change is its parent."""
    wijk.edit(Edit(WIJKBUDGET, "/changes/mechanisms.surplus/to/buys/", "# buys"))
    wijk.wrong(
        Edit(WIJKBUDGET, "/changes/mechanisms.surplus/", "»mechanisms.surplus"),
        code="S002",
        nl="surplus: de sleutel 'buys' ontbreekt (uren die er het jaar daarna van betaald worden)",
        en="the key 'buys' is missing (hours paid from it in the year after)",
    )


def test_21_every_missing_key_of_a_new_thing_is_told(wijk: Wijk) -> None:
    """Not one after the other."""
    wijk.edit(Edit(ORGANISATION, "\n  ggd_team:", "\n  nieuw: {}\n  ggd_team:"))
    found = wijk.problems()
    assert [problem.code for problem in found] == ["S002"] * 4
    assert [problem.text.nl.split("'")[1] for problem in found] == ["title", "party", "cost", "tasks"]


def test_21_a_change_must_say_what_to(wijk: Wijk) -> None:
    """A change without a new value is no change; null is written out when something is to go."""
    change = '  »policy.pgb_price:\n    because: {nl: "zo", en: "so"}\n    source: wijkkader\n'
    wijk.wrong(
        Edit(WIJKBUDGET, "\n  policy.registered:\n", f"\n{change}  policy.registered:\n"),
        code="S002",
        nl="de sleutel 'to' ontbreekt (de nieuwe waarde, in haar geheel)",
        en="the key 'to' is missing (the new value, whole)",
    )


@pytest.mark.parametrize(
    ("edit", "nl"),
    [
        (Edit(BASE, "/mechanisms/formal/upheld/high", "»140"), "140 %: moet tussen 0 en 100 %"),
        (Edit(BASE, "/mechanisms/formal/upheld/low", "»-20"), "-20 %: moet nul of meer zijn"),
        (Edit(WIJKBUDGET, "/changes/mechanisms.reservation/to/share/high", "»110"), "110 %: moet tussen 0 en 100 %"),
    ],
)
def test_22_a_share_lies_between_nothing_and_everything(wijk: Wijk, edit: Edit, nl: str) -> None:
    """Also the share of the budget that is reserved (bad input 33)."""
    wijk.wrong(edit, code="S024", nl=nl, en="must be")


@pytest.mark.parametrize(
    ("edit", "total"),
    [
        (Edit(ORGANISATION, "/staff/ggd_team/tasks/rows", "»{preventie: 58, overleg: 40}"), "98 %"),
        (Edit(ORGANISATION, "/provisions/collectieve_voorziening/by/rows", "»{huis_van_de_wijk: 99}"), "99 %"),
        (Edit(NEEDS, "/domains/wonen/urgency/rows", "»{laag: 60, middel: 30, hoog: 10, crisis: 2}"), "102 %"),
        (
            Edit(WIJKBUDGET, "/changes/organisation.staff.wmo_consulenten.tasks/to/rows", "»{dossiers: 7, toegang: 3}"),
            "10 %",
        ),
    ],
)
def test_22_parts_of_a_whole_add_up(wijk: Wijk, edit: Edit, total: str) -> None:
    """98 % is refused, and the message says what it comes to."""
    wijk.wrong(edit, code="X030", nl=f"de delen moeten samen 100 % zijn; hier zijn zij {total}", en="add up to 100 %")


def test_22_a_rounding_in_the_last_digits_is_no_fault(wijk: Wijk) -> None:
    """99.99999 % is 100 %."""
    wijk.fine(Edit(ORGANISATION, "/staff/ggd_team/tasks/rows", "{preventie: 59.99999, overleg: 40}"))


@pytest.mark.parametrize(
    ("edit", "nl"),
    [
        (Edit(ORGANISATION, "/staff/schuldhulp/fte/low", "»-0.8"), "fte.low: -0.8 FTE: moet nul of meer zijn"),
        (Edit(BASE, "/period/lead_in/low", "»-8"), "lead_in.low: -8 weeks: moet nul of meer zijn"),
        (Edit(ORGANISATION, "/places/huis_van_de_wijk/size/low", "»-1"), "size.low: -1 places: moet nul of meer zijn"),
        (Edit(ORGANISATION, "/staff/hh_overig/tariff/low", "»-22"), "-22 EUR/hour: moet meer dan nul zijn"),
        (Edit(ORGANISATION, "/staff/ggd_team/cost/low", "»0"), "0 EUR/hour: moet meer dan nul zijn"),
        (Edit(MONEY, "/lines/ggd/others/value", "»-0.01"), "-0.01 EUR/year: moet nul of meer zijn"),
        (Edit(WIJKBUDGET, f"{TEAM}/invitation/low", "»-2"), "invitation.low: -2 days: moet nul of meer zijn"),
        (Edit(BASE, "/mechanisms/decides/desk_pace/low", "»0"), "0 hours/week: moet meer dan nul zijn"),
    ],
)
def test_23_time_money_and_capacity_are_not_negative(wijk: Wijk, edit: Edit, nl: str) -> None:
    """Nor may hours cost nothing or be worked at no pace: what a budget buys could not be told."""
    wijk.wrong(edit, code="S024", nl=nl, en="must be")


@pytest.mark.parametrize(
    "edit",
    [
        Edit(ORGANISATION, "/sickness/values/2020-01-01/high", "»100"),
        Edit(BASE, "/mechanisms/pays/municipality/administration/high", "»100"),
    ],
)
def test_23_staff_keeps_some_working_time(wijk: Wijk, edit: Edit) -> None:
    """Sickness or administration of 100 % would leave nobody to do the work."""
    wijk.wrong(edit, code="X036", nl="zo blijft er geen werktijd over", en="this leaves no working time")


@pytest.mark.parametrize(
    ("low", "mode", "high"), [("2.0", "»1.6", "2.4"), ("0.8", "1.6", "»1.2"), ("2.4", "»1.6", "0.8")]
)
def test_25_low_mode_and_high_ascend(wijk: Wijk, low: str, mode: str, high: str) -> None:
    """The number that is out of order is pointed at."""
    fte = "/staff/schuldhulp/fte"
    shown = ", ".join(f"{float(number.strip('»')):g}" for number in (low, mode, high))
    wijk.wrong(
        Edit(ORGANISATION, f"{fte}/low", low),
        Edit(ORGANISATION, f"{fte}/mode", mode),
        Edit(ORGANISATION, f"{fte}/high", high),
        code="S023",
        nl=f"low, mode en high moeten oplopen; hier staat {shown}",
        en="low, mode and high must ascend",
    )


@pytest.mark.parametrize(
    ("file", "where", "number", "unit", "suggestion"),
    [
        (ORGANISATION, "/provisions/eigen_netwerk/stay/mean", "3000", "weeks", "days"),
        (ORGANISATION, "/provisions/specialist/wait/mean", "10", "years", "days"),
        (ORGANISATION, "/provisions/hulpmiddelen/once/cents", "1000", "kEUR", "EUR"),
        (ORGANISATION, "/staff/wmo_consulenten/productive_hours", "1350", "hours/week", "minutes/week"),
        (ORGANISATION, "/staff/wmo_consulenten/cost", "6300", "EUR/hour", None),
        (BASE, "/norms/mdo", "2", "years", "days"),
        (WIJKBUDGET, f"{TEAM}/invitation", "10", "years", "days"),
        (WIJKBUDGET, f"{TEAM}/talk", "6000", "hours", "minutes"),
    ],
)
def test_36_a_slip_of_unit_is_doubted_with_the_unit_perhaps_meant(
    wijk: Wijk, file: str, where: str, number: str, unit: str, suggestion: str | None
) -> None:
    """Weeks for days, hours a week for hours a year, kEUR for EUR: possible, so a warning; it stops no run."""
    wijk.wrong(
        Edit(file, where, f"{{value: »{number}, unit: {unit}, source: wijkkader, grade: B}}"),
        code="S031",
        nl=f"{number} {unit} is ongewoon",
        en="is the unit right?",
        suggestion=suggestion,
        severity="warning",
    )


def test_36_a_slip_of_unit_in_a_mechanism_is_doubted_in_the_variant(wijk: Wijk) -> None:
    """How long a client waits before going elsewhere is no matter of decades."""
    after = "{value: »1200, unit: weeks, source: wijkkader, grade: B}"
    wijk.wrong(
        changing("mechanisms.when_full", f"{{answer: switch, after: {after}}}"),
        code="S031",
        nl="when_full.after.value: 1200 weeks is ongewoon",
        en="is the unit right?",
        suggestion="days",
        severity="warning",
    )


def test_36_a_budget_in_thousands_is_doubted(wijk: Wijk) -> None:
    """553 EUR a year is no budget line of a wijk; it was meant as thousands. It also buys next to nothing."""
    for part in ("total", "participants"):
        wijk.edit(Edit(MONEY, f"/lines/sociaal_werk/{part}/value", "553"))
    found = wijk.problems()
    assert {problem.severity for problem in found} == {"warning"}
    assert {problem.code for problem in found} == {"S031", "X072"}
    assert any("553 EUR/year is ongewoon" in problem.text.nl for problem in found)


def test_36_the_wrong_kind_of_unit_is_an_error(wijk: Wijk) -> None:
    """A duration in euros cannot be read at all."""
    wijk.wrong(
        Edit(BASE, "/period/lead_in/unit", "»EUR"),
        code="S022",
        nl="'EUR' is een bedrag; hier hoort een duur (days, weeks, months, years)",
        en="a duration belongs here",
    )


@pytest.mark.parametrize(
    ("where", "new", "nl"),
    [
        ("amount/mean/low", "»0", "0 hours/week: moet meer dan nul zijn"),
        ("stay/mean/low", "»0", "0 years: moet meer dan nul zijn"),
        ("amount/cv/low", "»-0.36", "-0.36 ratio: moet nul of meer zijn"),
    ],
)
def test_37_a_spread_has_a_mean_above_zero_and_no_negative_deviation(wijk: Wijk, where: str, new: str, nl: str) -> None:
    """A lognormal of mean zero, or with a negative coefficient of variation, does not exist."""
    wijk.wrong(Edit(ORGANISATION, f"{HELP}/{where}", new), code="S024", nl=nl, en="must be")


@pytest.mark.parametrize(
    "rows",
    [
        "»{lowest: 6, likeliest: 5, highest: 9}",
        "»{lowest: 2, likeliest: 5, highest: 11}",
        "»{lowest: -1, likeliest: 5, highest: 9}",
    ],
)
def test_37_a_severity_that_nothing_fits_in_is_refused(wijk: Wijk, rows: str) -> None:
    """The lowest above the likeliest leaves nothing to draw from, and eleven on a scale of ten would be cut off."""
    wijk.wrong(
        Edit(NEEDS, "/domains/schulden/severity/rows", rows),
        code="X050",
        nl="zwaarte loopt van 0 tot 10, en lowest, likeliest en highest lopen op",
        en="severity runs from 0 to 10, and lowest, likeliest and highest ascend",
    )


def test_37_a_severity_that_is_always_the_same_is_fine(wijk: Wijk) -> None:
    """One single value is a distribution too."""
    wijk.fine(Edit(NEEDS, "/domains/schulden/severity/rows", "{lowest: 5, likeliest: 5, highest: 5}"))


def test_37_weights_that_are_all_zero_are_refused(wijk: Wijk) -> None:
    """From nothing but zeros no age can be chosen."""
    wijk.wrong(
        Edit(POPULATION, "/newcomers/ages/alone/rows", '»{"18": 0, "25": 0, "35": 0}'),
        code="S054",
        nl="minstens één getal moet meer zijn dan nul",
        en="at least one number must be above zero",
    )


@pytest.mark.parametrize("age", ["²", "018", "121", "oud", "1.5"])
def test_ages_are_whole_years(wijk: Wijk, age: str) -> None:
    """A key that looks like a number but is none, such as ², is refused and not read."""
    wijk.wrong(
        Edit(NEEDS, "/domains/wonen/rates/rows/18/", f'»"{age}"'),
        code="X053",
        nl=f"'{age}' is geen leeftijd in hele jaren (0 tot 120)",
        en=f"'{age}' is not an age in whole years",
    )


def test_the_first_age_band_starts_at_birth(wijk: Wijk) -> None:
    """Otherwise nobody would know how often the youngest ask."""
    wijk.edit(Edit(NEEDS, "/domains/wonen/rates/rows", '{"18": 4}'))
    wijk.wrong(
        Edit(NEEDS, "/domains/wonen/rates/rows/", "»rows"),
        code="X052",
        nl="de eerste leeftijdsklasse begint bij 0",
        en="the first age band starts at 0",
    )


def test_a_row_the_model_asks_for_is_missed(wijk: Wijk) -> None:
    """Somebody in a crisis would have no place in the table."""
    wijk.edit(Edit(NEEDS, "/domains/wonen/urgency/rows", "{laag: 60, middel: 30, hoog: 10}"))
    wijk.wrong(
        Edit(NEEDS, "/domains/wonen/urgency/rows/", "»rows"),
        code="X051",
        nl="rij 'crisis' ontbreekt",
        en="row 'crisis' is missing",
    )


def test_a_row_that_is_misspelled_gets_the_nearest_name(wijk: Wijk) -> None:
    """And the row that it should have been is missed."""
    wijk.edit(Edit(NEEDS, "/domains/wonen/urgency/rows/crisis/", "crises"))
    found = {problem.code: problem for problem in wijk.problems()}
    assert found.keys() == {"X010", "X051"}
    assert found["X010"].suggestion == "crisis"
    assert "geen rij met de naam 'crises'; bekend: laag, middel, hoog, crisis" in found["X010"].text.nl


def test_a_meeting_needs_somebody_at_the_table(wijk: Wijk) -> None:
    """A meeting of nobody would never be held, and everyone sent to it would wait for ever."""
    text = (wijk.folder / WIJKBUDGET).read_text(encoding="utf-8")
    start, end = text.index("      meeting:  "), text.index("      invitation:")
    wijk.wrong(
        Edit(WIJKBUDGET, text[start:end], "      meeting: »{}\n"),
        code="X062",
        nl="aan een MDO doet minstens één partij mee",
        en="a meeting has one participant at least",
    )


def test_a_meeting_takes_some_time(wijk: Wijk) -> None:
    """Hours of work in no time at all cannot be done."""
    zero = "{low: 0, mode: 1, high: 2, unit: weeks, source: assumption, grade: D}"
    wijk.wrong(
        Edit(WIJKBUDGET, f"{TEAM}/meeting_spread", f"»{zero}"),
        code="X063",
        nl="over een tijd verdeeld die langer is dan nul",
        en="spread over a time that is longer than zero",
    )


def test_an_effect_that_is_switched_off_is_no_surprise(wijk: Wijk) -> None:
    """Zero is how something is left out, so it is not doubted."""
    wijk.fine(
        changing("needs.crisis_per_point", "{low: 0, mode: 0, high: 0, unit: ratio, source: assumption, grade: D}")
    )

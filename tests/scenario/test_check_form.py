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
    after,
    changing,
)


@pytest.mark.parametrize(
    ("edit", "nl", "suggestion"),
    [
        ((BASE, "lead_in:", "»lead_inn:"), "period: onbekende sleutel 'lead_inn'", "lead_in"),
        ((ORGANISATION, "\nsickness:", "\n»sicknes:"), "organisation: onbekende sleutel 'sicknes'", "sickness"),
        ((RULES, 'when: "leeftijd < 18"', '»wen: "leeftijd < 18"'), "R15_jeugd: onbekende sleutel 'wen'", "when"),
        ((WIJKBUDGET, "      talk_pace:", "      »talk_pac:"), "decides: onbekende sleutel 'talk_pac'", "talk_pace"),
        ((WIJKBUDGET, "rows: {dossiers: 70", "»row: {dossiers: 70"), "tasks: onbekende sleutel 'row'", "rows"),
        ((WIJKBUDGET, "\nchanges:\n", "\n»begin: 2018-01-01\nchanges:\n"), "onbekende sleutel 'begin'", "begins"),
        ((STUDY, "seed: 2018", "»sed: 2018"), "onbekende sleutel 'sed'", "seed"),
    ],
)
def test_20_an_unknown_key_is_shown_with_the_nearest_known_one(
    wijk: Wijk, edit: Edit, nl: str, suggestion: str
) -> None:
    """Wherever it stands: in a part, a rule, a mechanism, the new value of a change, a variant or a study."""
    wijk.wrong(edit, code="S001", nl=nl, en="unknown key", suggestion=suggestion)


def test_20_a_key_a_variant_misspells_gets_the_name_its_base_has(wijk: Wijk) -> None:
    """The base already has the right key; that is the one that was meant, and the variant is where to mend it."""
    wijk.wrong(
        (WIJKBUDGET, "  policy.registered:", "  »policy.registred:"),
        code="S001",
        nl="policy: onbekende sleutel 'registred'",
        en="choose from: pgb_wish",
        suggestion="registered",
    )


def test_21_a_missing_key_is_told_at_its_parent(wijk: Wijk) -> None:
    """The place where it should have been written."""
    wijk.wrong(
        (BASE, "\nperiod:\n  start: 2018-01-01 ", "\n»period:\n  # "),
        code="S002",
        nl="period: de sleutel 'start' ontbreekt",
        en="period: the key 'start' is missing",
    )


def test_21_a_missing_key_is_told_with_what_it_is_for(wijk: Wijk) -> None:
    """In the new value of a change: the key of that change is its parent."""
    wijk.edit((WIJKBUDGET, "      buys: sociaal_werk.ondersteuning\n", ""))
    wijk.wrong(
        (WIJKBUDGET, "  mechanisms.surplus:", "  »mechanisms.surplus:"),
        code="S002",
        nl="surplus: de sleutel 'buys' ontbreekt (uren die er het jaar daarna van betaald worden)",
        en="the key 'buys' is missing (hours paid from it in the year after)",
    )


def test_21_every_missing_key_of_a_new_thing_is_told(wijk: Wijk) -> None:
    """Not one after the other."""
    wijk.edit((ORGANISATION, "\n  ggd_team:", "\n  nieuw: {}\n  ggd_team:"))
    found = wijk.problems()
    assert [problem.code for problem in found] == ["S002"] * 4
    assert [problem.text.nl.split("'")[1] for problem in found] == ["title", "party", "cost", "tasks"]


def test_21_a_change_must_say_what_to(wijk: Wijk) -> None:
    """A change without a new value is no change; null is written out when something is to go."""
    wijk.wrong(
        (
            WIJKBUDGET,
            "\n  policy.registered:\n",
            '\n  »policy.pgb_price:\n    because: {nl: "zo", en: "so"}\n    source: wijkkader\n  policy.registered:\n',
        ),
        code="S002",
        nl="de sleutel 'to' ontbreekt (de nieuwe waarde, in haar geheel)",
        en="the key 'to' is missing (the new value, whole)",
    )


@pytest.mark.parametrize(
    ("edit", "nl"),
    [
        (ranged(BASE, "upheld: …", high="»140"), "140 %: moet tussen 0 en 100 %"),
        (ranged(BASE, "upheld: …", low="»-20"), "-20 %: moet nul of meer zijn"),
        ((ORGANISATION, "preventie: …, overleg: …}", "preventie: …, overleg: ✗»140}"), "140 %: moet tussen 0 en 100"),
        (ranged(WIJKBUDGET, "share: …", high="»110"), "110 %: moet tussen"),
    ],
)
def test_22_a_share_lies_between_nothing_and_everything(wijk: Wijk, edit: Edit, nl: str) -> None:
    """Also the share of the budget that is reserved (bad input 33)."""
    wijk.edit(edit)
    assert wijk.problems()[0].code == "S024"
    assert nl in wijk.problems()[0].text.nl


@pytest.mark.parametrize(
    ("edit", "total"),
    [
        ((ORGANISATION, "rows: {preventie: …, overleg: …}", "rows: »{preventie: ✗58, overleg: ✗40}"), "98 %"),
        ((ORGANISATION, "rows: {huis_van_de_wijk: 100}", "rows: »{huis_van_de_wijk: 99}"), "99 %"),
        ((NEEDS, "contact:\n…\n…\n…\n…\n…\n…rows: {laag: …}", "contact:\n…\n…\n…\n…\n…\n…rows: »{✗laag: 62, middel: 30, hoog: 9.8, crisis: 0.2}"), "102 %"),
        ((WIJKBUDGET, "rows: {dossiers: …, toegang: …}", "rows: »{dossiers: ✗7, toegang: ✗3}"), "10 %"),
    ],
)
def test_22_parts_of_a_whole_add_up(wijk: Wijk, edit: Edit, total: str) -> None:
    """98 % is refused, and the message says what it comes to."""
    wijk.wrong(edit, code="X030", nl=f"de delen moeten samen 100 % zijn; hier zijn zij {total}", en="add up to 100 %")


def test_22_a_rounding_in_the_last_digits_is_no_fault(wijk: Wijk) -> None:
    """99.99999 % is 100 %."""
    wijk.fine((ORGANISATION, "rows: {preventie: …, overleg: …}", "rows: {preventie: ✗59.99999, overleg: ✗40}"))


@pytest.mark.parametrize(
    ("edit", "nl"),
    [
        (ranged(ORGANISATION, "party: gemeente_oss\n    fte: ", low="»-0.8"), "fte.low: -0.8 FTE: moet nul of meer zijn"),
        ((BASE, "lead_in: {low: 8,", "lead_in: {low: »-8,"), "lead_in.low: -8 weeks: moet nul of meer zijn"),
        ((ORGANISATION, "size: {low: 120,", "size: {low: »-120,"), "size.low: -120 places: moet nul of meer zijn"),
        (after(ORGANISATION, "ggd\n    cost: {", "low: 60", "low: »-6"), "-6 EUR/hour: moet meer dan nul zijn"),
        ((MONEY, "total:        {value: 69000.00", "total:        {value: »-69000.00"), "-69000 EUR/year: moet nul of"),
        ((WIJKBUDGET, "invitation:         {low: 2", "invitation:         {low: »-2"), "invitation.low: -2 days"),
    ],
)  # fmt: skip
def test_23_time_money_and_capacity_are_not_negative(wijk: Wijk, edit: Edit, nl: str) -> None:
    """A negative tariff, duration, number of places, staff or budget is refused at the number itself."""
    place = wijk.edit(edit)
    found = [problem for problem in wijk.problems() if problem.code == "S024"]
    assert [(wijk.file_of(one), one.mark.line, one.mark.column) for one in found] == [place]
    assert nl in found[0].text.nl


def test_23_a_price_of_nothing_is_refused_as_well(wijk: Wijk) -> None:
    """What a budget buys cannot be told from hours that cost nothing."""
    wijk.wrong(
        (ORGANISATION, "cost: {low: 60, mode: 68, high: 78,", "cost: {low: »0, mode: 68, high: 78,"),
        code="S024",
        nl="cost.low: 0 EUR/hour: moet meer dan nul zijn",
        en="must be more than zero",
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ORGANISATION, "{low: 5.5, mode: 6.8, high: 8.5}", "{low: 5.5, mode: 6.8, high: »100}"),
        (BASE, "administration:     {low: 5, mode: 10, high: 15", "administration:     {low: 5, mode: 10, high: »100"),
    ],
)
def test_23_staff_keeps_some_working_time(wijk: Wijk, file: str, old: str, new: str) -> None:
    """Sickness or administration of 100 % would leave nobody to do the work."""
    wijk.wrong(
        (file, old, new),
        code="X036",
        nl="zo blijft er geen werktijd over",
        en="this leaves no working time",
    )


@pytest.mark.parametrize(
    ("new", "nl"),
    [
        ("{low: 2.0, mode: »1.6, high: 2.4", "low, mode en high moeten oplopen; hier staat 2, 1.6, 2.4"),
        ("{low: 0.8, mode: 1.6, high: »1.2", "low, mode en high moeten oplopen; hier staat 0.8, 1.6, 1.2"),
        ("{low: 2.4, mode: »1.6, high: 0.8", "low, mode en high moeten oplopen; hier staat 2.4, 1.6, 0.8"),
    ],
)
def test_25_low_mode_and_high_ascend(wijk: Wijk, new: str, nl: str) -> None:
    """The number that is out of order is pointed at."""
    edit = (ORGANISATION, "{low: 0.8, mode: 1.6, high: 2.4", new)
    wijk.wrong(edit, code="S023", nl=nl, en="low, mode and high must ascend")


@pytest.mark.parametrize(
    ("edit", "nl", "suggestion"),
    [
        (after(ORGANISATION, "stay: {mean: {low: 8, mode: 16, high: ", "30,", "»3000,"), "3000 weeks is", "days"),
        (
            after(
                ORGANISATION,
                "once: {cents: {low: ",
                "500, mode: 1000, high: 2500, unit: EUR",
                "»500, mode: 1000, high: 2500, unit: kEUR",
            ),
            "500 kEUR is",
            "EUR",
        ),
        (after(BASE, "mdo:         {value: ", "2, unit: weeks", "»2, unit: years"), "2 years is", "days"),
        (after(WIJKBUDGET, "mode: 4, high: ", "10, unit: days", "»10, unit: years"), "10 years is", "days"),
        (after(WIJKBUDGET, "after:              {low: 4, mode: 6, high: ", "12", "»1200"), "1200 weeks is", "days"),
        (
            after(
                ORGANISATION,
                'af te doen"}\n    productive_hours: {low: ',
                "1250, mode: 1350, high: 1450, unit: hours/year",
                "»1250, mode: 1350, high: 1450, unit: hours/week",
            ),
            "1250 hours/week is",
            "minutes/week",
        ),
    ],
)
def test_36_a_slip_of_unit_is_doubted_with_the_unit_perhaps_meant(
    wijk: Wijk, edit: Edit, nl: str, suggestion: str
) -> None:
    """Weeks for days, hours a week for hours a year, kEUR for EUR: possible, so a warning; it stops no run."""
    wijk.wrong(edit, code="S031", nl=nl, en="is the unit right?", suggestion=suggestion, severity="warning")


def test_36_a_budget_in_thousands_is_doubted(wijk: Wijk) -> None:
    """553 EUR a year is no budget line of a wijk; it was meant as thousands. It also buys next to nothing."""
    wijk.edit(
        (MONEY, "total:        {value: 553000.00,", "total:        {value: 553,"),
        (MONEY, "participants: {value: 553000.00,", "participants: {value: 553,"),
    )
    found = wijk.problems()
    assert {problem.severity for problem in found} == {"warning"}
    assert {problem.code for problem in found} == {"S031", "X072"}
    assert any("553 EUR/year is ongewoon" in problem.text.nl for problem in found)


def test_36_the_wrong_kind_of_unit_is_an_error(wijk: Wijk) -> None:
    """A duration in euros cannot be read at all."""
    wijk.wrong(
        (BASE, "lead_in: {low: 8, mode: 13, high: 26, unit: weeks", "lead_in: {low: 8, mode: 13, high: 26, unit: »EUR"),
        code="S022",
        nl="'EUR' is een bedrag; hier hoort een duur (days, weeks, months, years)",
        en="a duration belongs here",
    )


@pytest.mark.parametrize(
    ("context", "old", "new", "nl"),
    [
        ("amount: {mean: {", "low: 1, mode: 2.7", "low: »0, mode: 2.7", "meer dan nul"),
        ("stay: {mean: {", "low: 1.9, mode: 2.3", "low: »0, mode: 2.3", "meer dan nul"),
        (
            "mode: 2.7, high: 6, unit: hours/week, source: assumption, grade: D}, cv: {",
            "low: 0.36",
            "low: »-0.36",
            "nul of",
        ),
    ],
)
def test_37_a_spread_has_a_mean_above_zero_and_no_negative_deviation(
    wijk: Wijk, context: str, old: str, new: str, nl: str
) -> None:
    """A lognormal of mean zero, or with a negative coefficient of variation, does not exist."""
    wijk.wrong(after(ORGANISATION, context, old, new), code="S024", nl=nl, en="must be")


def test_37_a_severity_that_nothing_fits_in_is_refused(wijk: Wijk) -> None:
    """The lowest above the likeliest leaves nothing to draw from."""
    wijk.wrong(
        (NEEDS, "rows: {lowest: 2, likeliest: 5, highest: 9}", "rows: »{lowest: 6, likeliest: 5, highest: 9}"),
        code="X050",
        nl="lowest, likeliest en highest lopen op",
        en="lowest, likeliest and highest ascend",
    )


def test_37_a_severity_beyond_the_scale_is_refused(wijk: Wijk) -> None:
    """Eleven on a scale of ten would be cut off."""
    wijk.wrong(
        (NEEDS, "rows: {lowest: 2, likeliest: 5, highest: 9}", "rows: »{lowest: 2, likeliest: 5, highest: 11}"),
        code="X050",
        nl="zwaarte loopt van 0 tot 10",
        en="severity runs from 0 to 10",
    )


def test_37_weights_that_are_all_zero_are_refused(wijk: Wijk) -> None:
    """From nothing but zeros no age can be chosen."""
    zeros = '{"18": 0, "25": 0, "35": 0, "45": 0, "65": 0, "75": 0}'
    wijk.wrong(
        (POPULATION, 'rows: {"18": 22, "25": 47, "35": 10, "45": 8, "65": 6, "75": 7}', f"rows: »{zeros}"),
        code="S054",
        nl="minstens één getal moet meer zijn dan nul",
        en="at least one number must be above zero",
    )


def test_37_a_severity_that_is_always_the_same_is_fine(wijk: Wijk) -> None:
    """One single value is a distribution too."""
    wijk.fine((NEEDS, "rows: {lowest: 2, likeliest: 5, highest: 9}", "rows: {lowest: 5, likeliest: 5, highest: 5}"))


def test_ages_are_whole_years_from_zero_on(wijk: Wijk) -> None:
    """A key that looks like a number but is none, such as ², is refused and not read."""
    rows = 'rows: {"0": 0, "18": 4.2, "45": 7, "65": 11'
    wijk.wrong(
        (NEEDS, rows, 'rows: {"0": 0, »"²": 4.2, "45": 7, "65": 11'),
        code="X053",
        nl="'²' is geen leeftijd in hele jaren",
        en="'²' is not an age in whole years",
    )


def test_the_first_age_band_starts_at_birth(wijk: Wijk) -> None:
    """Otherwise nobody would know how often the youngest ask."""
    wijk.wrong(
        (NEEDS, 'rows: {"0": 0, "18": 4.2, "45": 7, "65": 11', '»rows: {"18": 4.2, "45": 7, "65": 11'),
        code="X052",
        nl="de eerste leeftijdsklasse begint bij 0",
        en="the first age band starts at 0",
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "nl"),
    [
        ("hoog: 7.8, crisis: 0.2}", "hoog: 8}", "X051", "rij 'crisis' ontbreekt"),
        ("hoog: 7.8, crisis: 0.2}", "hoog: 7.8, »crisi: 0.2}", "X010", "geen rij met de naam 'crisi'"),
    ],
)
def test_the_rows_of_a_table_are_the_ones_the_model_asks(wijk: Wijk, old: str, new: str, code: str, nl: str) -> None:
    """A row that is missing or misspelled is told, with the nearest name."""
    wijk.edit((NEEDS, old, new))
    found = {problem.code: problem for problem in wijk.problems()}
    assert nl in found[code].text.nl
    assert found[code].suggestion == ("crisis" if code == "X010" else None)


def test_a_meeting_needs_somebody_at_the_table(wijk: Wijk) -> None:
    """A meeting of nobody would never be held, and everyone sent to it would wait for ever."""
    text = (wijk.folder / WIJKBUDGET).read_text(encoding="utf-8")
    start, end = text.index("      meeting:  "), text.index("      invitation:")
    wijk.wrong(
        (WIJKBUDGET, text[start:end], "      meeting: »{}\n"),
        code="X062",
        nl="aan een MDO doet minstens één partij mee",
        en="a meeting has one participant at least",
    )


def test_a_meeting_takes_some_time(wijk: Wijk) -> None:
    """Hours of work in no time at all cannot be done."""
    wijk.wrong(
        (WIJKBUDGET, "meeting_spread:     {low: 1, mode: 2", "meeting_spread:     »{low: 0, mode: 2"),
        code="X063",
        nl="over een tijd verdeeld die langer is dan nul",
        en="spread over a time that is longer than zero",
    )


def test_a_pace_of_nothing_is_refused(wijk: Wijk) -> None:
    """At no hours a week an investigation is never finished."""
    wijk.wrong(
        (BASE, "desk_pace:           {low: 0.5,", "desk_pace:           {low: »0,"),
        code="S024",
        nl="desk_pace.low: 0 hours/week: moet meer dan nul zijn",
        en="must be more than zero",
    )


def test_an_effect_that_is_switched_off_is_no_surprise(wijk: Wijk) -> None:
    """Zero is how something is left out, so it is not doubted."""
    wijk.fine(
        changing("needs.crisis_per_point", "{low: 0, mode: 0, high: 0, unit: ratio, source: assumption, grade: D}")
    )

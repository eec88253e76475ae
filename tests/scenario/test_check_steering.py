"""What `check` says of the rules by which a stuurgroep steers: names, measures, and what cannot be decided."""

from __future__ import annotations

import pytest
from edited_scenarios import HERE, WIJKBUDGET, Edit, Wijk, only

STEERING = "ruwaard/steering.yaml"
STURING = "variants/sturing.yaml"
STUDY = "studies/sturing.yaml"

WAIT = "/facts/wacht_huishouden"
SHIFT = "/actions/begeleiding_naar_huishouden/shift"


@pytest.mark.parametrize(
    ("edit", "code", "nl", "en", "meant"),
    [
        (
            Edit(STEERING, f"{WAIT}/of", "»hh_deelnemers.help"),
            "X010",
            "geen uren of plekken met de naam 'hh_deelnemers.help'",
            "no hours or places called 'hh_deelnemers.help'",
            "hh_deelnemers.hulp",
        ),
        (
            Edit(STEERING, f"{WAIT}/measures", "»weit"),
            "S003",
            "de tekst 'weit' kan hier niet",
            "the text 'weit' cannot stand here",
            "wait",
        ),
        (
            Edit(STEERING, f"{WAIT}/unit", "»weeks"),
            "X103",
            "'wait' geeft type: int, unit: days",
            "'wait' gives type: int, unit: days",
            None,
        ),
        (
            Edit(STEERING, "/facts/saldo_extra/of", "»extrabudget"),
            "X010",
            "geen rekening of partij met de naam 'extrabudget'",
            "no account or party called 'extrabudget'",
            "extra_budget",
        ),
        (
            Edit(STEERING, "/facts/verschoven/of", "»huishouden"),
            "X010",
            "geen besluit met de naam 'huishouden'",
            "no action called 'huishouden'",
            "huishouden_inkopen",
        ),
        (
            Edit(STEERING, f"{SHIFT}/take", "»begeleiding_deelnemers.help"),
            "X010",
            "geen uren met de naam",
            "no hours called",
            "begeleiding_deelnemers.hulp",
        ),
        (
            Edit(STEERING, f"{SHIFT}/give", "»begeleiding_deelnemers.hulp"),
            "X105",
            "'begeleiding_deelnemers.hulp' geeft uren aan zichzelf; kies andere uren",
            "'begeleiding_deelnemers.hulp' gives hours to itself; choose other hours",
            None,
        ),
        (
            Edit(STEERING, "/actions/huishouden_inkopen/buy/price", "»ruim"),
            "X010",
            "geen parameter van het type money met de naam 'ruim'; bekend: prijs_uren, krap",
            "no parameter of type money called 'ruim'; known: prijs_uren, krap",
            None,
        ),
        (
            Edit(STEERING, "/actions/huishouden_inkopen/buy/account", "»ekstra_budget"),
            "X010",
            "geen pot met de naam 'ekstra_budget'",
            "no pot called 'ekstra_budget'",
            "extra_budget",
        ),
        (
            Edit(STEERING, "/actions/tien_plekken_erbij/places/of", "»huis_van_de_wjk"),
            "X010",
            "geen plekken met de naam 'huis_van_de_wjk'",
            "no places called 'huis_van_de_wjk'",
            "huis_van_de_wijk",
        ),
        (
            Edit(STEERING, "/tables/plekken/rules/P10_vol/then", "»tien_plekken"),
            "R101",
            "deze tabel kent geen uitkomst 'tien_plekken'",
            "this table has no outcome 'tien_plekken'",
            "tien_plekken_erbij",
        ),
        (
            Edit(STEERING, "/tables/reservering/rules/V10_krap/when", "»saldo_pbg < krap"),
            "R014",
            "saldo_pbg",
            "saldo_pbg",
            "saldo_pgb",
        ),
        (
            Edit(STEERING, "/tables/uren/rules/U30_inkopen/source", "»goed_vorbeeld"),
            "X010",
            "geen bron met de naam 'goed_vorbeeld'",
            "no source called 'goed_vorbeeld'",
            "goed_voorbeeld",
        ),
        (
            Edit(STEERING, "amount: prijs_uren", "amount: »prijs_ure"),
            "R302",
            "'prijs_ure' is geen feit",
            "'prijs_ure' is not a fact",
            "prijs_uren",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_located(
    wijk: Wijk, edit: Edit, code: str, nl: str, en: str, meant: str | None
) -> None:
    """Every name in the steering rules leads to a pool, a pot, a party, an action, a parameter or a source."""
    wijk.edit(Edit(edit.file, edit.where, edit.new.replace("»", "")))
    said = wijk.problems(STUDY)
    found = [problem for problem in said if problem.code == code]
    assert len(found) == 1, "\n".join(problem.say() for problem in said)
    assert wijk.file_of(found[0]) == STEERING
    assert nl in found[0].text.nl
    assert en in found[0].text.en
    assert found[0].suggestion == meant


@pytest.mark.parametrize(
    ("edit", "where"),
    [
        (Edit(STEERING, "measures: wait, of: hh_deelnemers.hulp", "measures: wait"), "wacht_huishouden"),
        (
            Edit(STEERING, "  wacht_begeleiding: ", "  keer: {measures: meeting, of: ggd, type: int, unit: meetings, "
                 'min: 0, max: 60, typical: 1, title: {nl: "keer", en: "time"}}\n  wacht_begeleiding: '),
            "keer",
        ),
    ],
)  # fmt: skip
def test_a_measure_says_of_what_if_and_only_if_it_is_of_something(wijk: Wijk, edit: Edit, where: str) -> None:
    """A wait is a wait for something; the number of the meeting is of nothing."""
    wijk.edit(edit)
    found = wijk.problems(STUDY)
    assert [problem.code for problem in found] == ["X104"]
    line = (wijk.folder / STEERING).read_text().splitlines()[found[0].mark.line - 1]
    assert line.strip().startswith(where)


def test_a_steering_table_decides_one_thing(wijk: Wijk) -> None:
    """The stuurgroep takes one decision a table; a table that collects is refused."""
    wijk.wrong(
        Edit(STEERING, "/tables/plekken/hit", "»collect"),
        code="X102",
        nl="een tabel om mee te sturen geeft één besluit",
        en="a table to steer by gives one decision",
        suggestion="first",
        of="ruwaard/base.yaml",
    )


def test_nobody_steers_without_rules(wijk: Wijk) -> None:
    """A stuurgroep in a wijk that has no steering rules is told so."""
    (wijk.folder / STEERING).unlink()
    found = wijk.problems(STURING)
    assert [problem.code for problem in found] == ["X101", "X136"]
    assert wijk.file_of(found[0]) == STURING
    assert "steering.yaml" in found[0].text.nl


def test_a_wijk_without_steering_rules_is_fine_when_nobody_steers(wijk: Wijk) -> None:
    """The file is not needed by who does not steer."""
    (wijk.folder / STEERING).unlink()
    assert wijk.problems("studies/wijkbudget.yaml") == []


@pytest.mark.parametrize(
    ("edit", "nl"),
    [
        (
            Edit(STEERING, f"{SHIFT}/give", "hh_overig.hulp"),
            "'hh_overig.hulp' volgt de vraag; daar valt niets te verschuiven of bij te kopen",
        ),
        (
            Edit(STEERING, f"{SHIFT}/give", "schuldhulp.hulp"),
            "'schuldhulp.hulp' wordt niet uit het wijkbudget betaald",
        ),
        (
            Edit(STEERING, "/actions/huishouden_inkopen/buy/give", "hh_overig.hulp"),
            "'hh_overig.hulp' volgt de vraag; daar valt niets te verschuiven of bij te kopen",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_not_decided(wijk: Wijk, edit: Edit, nl: str) -> None:
    """Who is paid by production follows demand, and hours outside the joint budget belong to their party."""
    wijk.edit(edit)
    found = [problem for problem in wijk.problems(STUDY) if problem.code == "X100"]
    assert any(nl in problem.text.nl for problem in found)


def test_a_share_is_changed_only_where_one_is_set_aside(wijk: Wijk) -> None:
    """With pgb outside the joint budget there is no reservation to change."""
    share = "      answer: inside\n      share:              {low: 0, mode: 5, high: 10"
    wijk.edit(Edit(WIJKBUDGET, share, "      answer: outside\n      # {low: 0, mode: 5, high: 10"))
    found = [problem for problem in wijk.problems(STUDY) if problem.severity == "error"]
    assert [problem.code for problem in found] == ["X100"]
    assert "er wordt niets gereserveerd" in found[0].text.nl


@pytest.mark.parametrize(
    ("keys", "code", "nl"),
    [
        ("never_negative: saldo_extra", "X092", "'never_negative' heeft 'spends' nodig"),
        ('never_negative: saldo_extra, assume: "uren != niets", spends: [{when: "uren != niets", amount: prijs_uren}]',
         "X092", "'assume' kan hier niet"),
        ('then: "uren == niets", spends: [{when: "uren != niets", amount: prijs_uren}]', "X092",
         "'spends' hoort bij 'never_negative'"),
    ],
)  # fmt: skip
def test_a_guarantee_about_a_pot_has_all_it_needs_and_nothing_else(wijk: Wijk, keys: str, code: str, nl: str) -> None:
    """A pot is never overdrawn by what is spent from it, whoever it is spent on."""
    guarantee = f'  S99_proef: {{title: {{nl: "a", en: "b"}}, {keys}, source: assumption}}\nguarantees:\n'
    text = (wijk.folder / STEERING).read_text()
    (wijk.folder / STEERING).write_text(
        text.replace("guarantees:\n", "guarantees:\n" + guarantee.partition("guarantees")[0])
    )
    found = wijk.problems(STUDY)
    assert [
        (problem.code, problem.text.nl) for problem in found if problem.code == code and nl in problem.text.nl
    ] != []


def test_a_wrong_word_in_a_guarantee_is_pointed_at_where_it_stands(wijk: Wijk) -> None:
    """In an order of several lines the line of the wrong answer is told, not the line where the guarantee begins."""
    guarantee = """  S98_proef:
    title: {nl: "a", en: "b"}
    rising: wacht_huishouden
    table: uren
    order:
      - [niets]
      - [begeleiding_naar_huishoude, huishouden_inkopen]
    source: assumption
"""
    path = wijk.folder / STEERING
    path.write_text(path.read_text().replace("guarantees:\n", "guarantees:\n" + guarantee))
    found = [problem for problem in wijk.problems(STUDY) if problem.severity == "error"]
    assert [problem.code for problem in found] == ["R101"]
    assert "begeleiding_naar_huishoude," in path.read_text().splitlines()[found[0].mark.line - 1]
    assert found[0].suggestion == "begeleiding_naar_huishouden"


PRICE = "/parameters/prijs_uren/value"
PLACES = "/actions/tien_plekken_erbij/places"


@pytest.mark.parametrize(
    ("edits", "code", "nl", "en"),
    [
        ([Edit(STEERING, f"{WAIT}/min", "»3")], "X017",
         "'wait' kan 0 zijn; de regels zouden dan 3 zien", "'wait' can be 0; the rules would see 3 then"),
        ([Edit(STEERING, f"{WAIT}/max", "-1"), Edit(STEERING, f"{WAIT}/min", "»0")], "X012",
         "min (0) is meer dan max (-1)", "min (0) is more than max (-1)"),
        ([Edit(STEERING, f"{SHIFT}/hours", f"»{only('0', 'hours/week')}")], "X106",
         "nul verandert niets", "zero changes nothing"),
        ([Edit(STEERING, f"{PLACES}/by", f"»{only('2.5', 'places')}")], "X106",
         "alleen hele plekken", "only whole places"),
        ([Edit(STEERING, f"{PLACES}/hours", f"»{only('-2', 'hours/week')}")], "X106",
         "by en hours zijn beide boven of beide onder nul", "by and hours are both above or both below zero"),
        ([Edit(STEERING, PRICE, f"»{only('-100', 'EUR')}")], "X106",
         "een prijs, en die is niet minder dan nul", "a price, which is not less than zero"),
        ([Edit(STURING, "{low: 2, mode: 4, high: 12, unit: meetings,", "»{low: 2, mode: 5, high: 12, unit: meetings,")],
         "X106", "kies 1, 2, 3, 4, 6 of 12", "choose 1, 2, 3, 4, 6 or 12"),
        ([Edit(STEERING, "/actions/huishouden_inkopen/buy/give", "»wmo_consulenten.toegang")], "X100",
         "kopen zou twee keer betalen zijn", "buying would be paying twice"),
        ([Edit(STEERING, "/actions/huishouden_inkopen/buy/account", "»wijkbudget")], "X100",
         "is al toegezegd aan de partijen", "is promised to the parties already"),
        ([Edit(STEERING, '- {when: "uren == huishouden_inkopen"', '- {when: "uren in {huishouden_inkopen}"')], "X107",
         'schrijf bij de uitgaven: {when: "uren == huishouden_inkopen", amount: prijs_uren}',
         'write among the spends: {when: "uren == huishouden_inkopen", amount: prijs_uren}'),
        ([Edit(STEERING, "/actions/huishouden_inkopen/buy/account", "herinvestering")], "X107",
         "geen garantie zegt dat die pot nooit in het rood raakt",
          "no guarantee says that this pot is never overdrawn"),
        ([Edit(STEERING, "  niets: {", '  »and: {title: {nl: "en", en: "and"}}\n  niets: {')], "R201",
         "'and' kan geen naam zijn", "'and' cannot be a name"),
        ([Edit(STEERING, "/tables/plekken/", "»te_lang")], "R202",
         "'te_lang' heeft twee betekenissen", "'te_lang' has two meanings"),
    ],
)  # fmt: skip
def test_what_steering_cannot_do_is_told_where_it_stands(
    wijk: Wijk, edits: list[Edit], code: str, nl: str, en: str
) -> None:
    """Half a place, a price below nothing, a fact that hides an empty pot: none is rounded or ignored in silence."""
    place = None
    for edit in edits:
        marked = edit.new.startswith("»")
        edit = Edit(edit.file, edit.where, edit.new.replace("»", HERE))
        place = wijk.edit(edit) if marked else (wijk.edit(edit), place)[1]
    found = [problem for problem in wijk.problems(STUDY) if problem.code == code]
    assert len(found) == 1, "\n".join(problem.say() for problem in wijk.problems(STUDY))
    assert nl in found[0].text.nl
    assert en in found[0].text.en
    if place is not None:
        assert (wijk.file_of(found[0]), found[0].mark.line, found[0].mark.column) == place


def test_a_decision_that_takes_more_hours_than_there_are_is_warned_of(wijk: Wijk) -> None:
    """Whoever waits behind a decision that never gets its hours is never helped."""
    wijk.edit(
        Edit(STEERING, f"{PLACES}/take", "ggd_team.preventie"),
        Edit(STEERING, f"{PLACES}/hours", only("400", "hours/week")),
    )
    found = [problem for problem in wijk.problems(STUDY) if problem.code == "X072"]
    assert ["het besluit 'tien_plekken_erbij' vraagt 400 uur per week" in problem.text.nl for problem in found] == [
        True
    ]


def test_a_steering_file_that_cannot_be_read_hides_no_other_part(wijk: Wijk) -> None:
    """Nobody is told that the base lacks what it has because one of its files has a tab in it."""
    path = wijk.folder / STEERING
    path.write_text(path.read_text().replace("\nkind:", "\n\tkind:"))
    assert [problem.code for problem in wijk.problems("ruwaard/base.yaml")] == ["Y005"]

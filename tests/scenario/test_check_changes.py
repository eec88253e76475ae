"""What a variant may change, and how it is told what it may not. Bad input 20 and 29, and more."""

from __future__ import annotations

import pytest
from edited_scenarios import (
    BASE,
    GANGBAAR,
    STUDY,
    WIJKBUDGET,
    Edit,
    Wijk,
    also_changing,
    changing,
    only,
)

from ruwaard_sim.files.loading import load_study

TASKS = "/changes/organisation.staff.sociaal_werk.tasks/"


@pytest.mark.parametrize(
    ("edit", "nl", "suggestion"),
    [
        (
            Edit(WIJKBUDGET, TASKS, "»organisation.staff.sociaal_wrk.tasks"),
            "de basis heeft geen 'sociaal_wrk' in 'organisation.staff.sociaal_wrk.tasks'",
            "sociaal_werk",
        ),
        (Edit(WIJKBUDGET, TASKS, "»organisatie.staff.sociaal_werk.tasks"), "geen 'organisatie'", "organisation"),
        (changing("needs.growth.huishoude", "null", mark="»"), "geen 'huishoude'", "huishouden"),
    ],
)
def test_20_a_path_that_leads_nowhere_is_told_at_the_change(wijk: Wijk, edit: Edit, nl: str, suggestion: str) -> None:
    """With the step that does not exist, and what was perhaps meant."""
    wijk.wrong(edit, code="X002", nl=nl, en="the base has no", suggestion=suggestion)


def test_20_a_path_into_a_plain_value_goes_too_deep(wijk: Wijk) -> None:
    """A list is changed whole; there is nothing to name inside it."""
    wijk.wrong(
        changing("needs.shocks.covid_meer_vragen.domains.0", "wonen", mark="»"),
        code="X002",
        nl="gaat te diep",
        en="goes too deep",
    )


def test_20_a_new_thing_with_an_unknown_key_is_told_in_the_variant(wijk: Wijk) -> None:
    """The mark stands in the file that has the fault, not in the base it is laid upon."""
    wijk.wrong(
        changing("beliefs.effects.minder", "{title: {nl: a, en: b}, acts_on: demand, domains: [], »facto: {}}"),
        code="S001",
        nl="effects.minder: onbekende sleutel 'facto'",
        en="unknown key 'facto'",
        suggestion="factor",
    )


def test_a_sibling_to_come_before_must_exist(wijk: Wijk) -> None:
    """Otherwise the rule would get another precedence than its writer thinks."""
    wijk.wrong(
        Edit(WIJKBUDGET, "/changes/rules.routering.rules.R50_samen/before", "»R60_specialit"),
        code="X003",
        nl="er is geen 'R60_specialit' om 'rules.routering.rules.R50_samen' voor te zetten",
        en="there is no 'R60_specialit' to put 'rules.routering.rules.R50_samen' before",
        suggestion="R60_specialist",
    )


def test_the_same_path_twice_cannot_be_written(wijk: Wijk) -> None:
    """Changes are keyed by path, and a key occurs once."""
    wijk.wrong(
        Edit(WIJKBUDGET, "/changes/mechanisms.pays.welfare/", "»mechanisms.pays.participant"),
        code="Y017",
        nl="sleutel 'mechanisms.pays.participant' komt twee keer voor",
        en="key 'mechanisms.pays.participant' occurs twice",
    )


def test_a_change_within_another_change_is_refused_when_it_comes_first(wijk: Wijk) -> None:
    """The whole that follows would quietly undo it."""
    wijk.wrong(
        also_changing("mechanisms.decides.talk", only("2", "hours"), mark="»"),
        code="X009",
        nl="'mechanisms.decides.talk' ligt binnen 'mechanisms.decides', dat deze variant al in zijn geheel verandert",
        en="lies within 'mechanisms.decides', which this variant already changes whole; put it there",
    )


def test_a_change_within_another_change_is_refused_when_it_comes_last(wijk: Wijk) -> None:
    """So the order of changes never decides between two values."""
    text = (wijk.folder / WIJKBUDGET).read_text(encoding="utf-8")
    because = '    because: {nl: "zo", en: "so"}\n    source: wijkkader\n'
    change = f"  »mechanisms.decides.talk:\n{because}    to: {only('2', 'hours')}\n"
    wijk.wrong(
        Edit(WIJKBUDGET, text, text.rstrip("\n") + "\n" + change),
        code="X009",
        nl="zet het daar",
        en="put it there",
    )


@pytest.mark.parametrize(
    ("path", "to", "what"),
    [
        ("period.end", "2022-01-01", "period"),
        ("norms.mdo", only("3", "weeks"), "norms.mdo"),
        ("norms.onderzoek", "null", "norms.onderzoek"),
        ("population.start.residents", only("14000", "persons"), "population"),
        ("needs.frailty", only("2", "ratio"), "needs.frailty"),
        ("needs.domains.wonen.alone", only("2", "ratio"), "needs.domains.wonen.alone"),
        ("organisation.provisions.schuldhulp.stock.wonen", f"{{clients: {only('3', 'persons')}}}", "stock.wonen"),
        ("rules.facts.alleenstaand", "null", "rules.facts"),
    ],
)
def test_a_variant_does_not_change_what_is_dealt_to_all(wijk: Wijk, path: str, to: str, what: str) -> None:
    """Who live there, what befalls them and what is measured is one for all, so that variants can be compared.

    The change would otherwise quietly do nothing.
    """
    wijk.wrong(
        changing(path, to, mark="»"),
        code="X024",
        nl=f"{what}' is voor alle varianten van een basis gelijk, anders zijn zij niet te vergelijken",
        en=f"{what}' is the same for all variants of a base, or they could not be compared",
    )


def test_a_variant_may_repeat_what_holds_already(wijk: Wijk) -> None:
    """It is no change."""
    wijk.fine(changing("period.end", "2023-01-01"))


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("policy.pgb_price", only("80", "%")),
        ("needs.domains.wonen.crisis", only("0.02", "share/year")),
        ("needs.growth.huishouden", "null"),
        ("needs.shocks.covid_meer_vragen", "null"),
        ("money.wage_growth", only("3", "%/year")),
        ("organisation.places.huis_van_de_wijk.size", only("300", "places")),
        ("rules.routering.rules.R15_jeugd", "null"),
        ("sources.sources.telling", '{title: {nl: "telling", en: "count"}}'),
    ],
)
def test_a_variant_may_change_what_policy_can_change(wijk: Wijk, path: str, to: str) -> None:
    """A price, a growth, a shock, a rule, a number of places."""
    wijk.fine(changing(path, to))


@pytest.mark.parametrize(
    ("path", "nl"),
    [
        ("rules.parameters.drempel_licht", "'drempel_licht' is geen feit en geen parameter"),
        ("organisation.provisions.dagbesteding", "kent geen uitkomst 'dagbesteding'"),
        ("organisation.provisions.crisisdienst", "de voorziening 'crisisdienst' ontbreekt"),
        ("organisation.parties.ggd", "geen partij met de naam 'ggd'"),
        ("organisation.staff.schuldhulp", "geen uren of plekken met de naam 'schuldhulp.hulp'"),
        ("organisation.places.huis_van_de_wijk", "'huis_van_de_wijk'"),
        ("money.lines.ggd", "geen begrotingsregel met de naam 'ggd'"),
        ("sources.sources.wmo2015", "geen bron met de naam 'wmo2015'"),
        ("policy.registered", "de sleutel 'registered' ontbreekt"),
    ],
)
def test_what_is_still_needed_is_not_removed(wijk: Wijk, path: str, nl: str) -> None:
    """The base is sound, so the fault is told at the change that removes, with the first place that needs it."""
    wijk.edit(changing(path, "null"))
    found = [problem for problem in wijk.problems(GANGBAAR) if problem.code == "X018"]
    assert len(found) == 1
    assert f"'{path}' verdwijnt hier, maar is nog nodig (" in found[0].text.nl
    assert f"'{path}' is removed here, but is still needed (" in found[0].text.en
    assert nl in found[0].text.nl
    assert wijk.file_of(found[0]) == GANGBAAR
    text = (wijk.folder / GANGBAAR).read_text(encoding="utf-8").splitlines()[found[0].mark.line - 1]
    assert text == f"  {path}:"


def test_removing_a_route_is_seen_even_when_no_rule_changes(wijk: Wijk) -> None:
    """Rules that are the same as before are read again when what they lead to is gone."""
    wijk.wrong(
        changing("organisation.provisions.dagbesteding", "null", mark="»"),
        code="X018",
        nl="deze tabel kent geen uitkomst 'dagbesteding'",
        en="this table has no outcome 'dagbesteding'",
    )


def test_a_fault_that_a_variant_brings_about_elsewhere_names_the_variant(wijk: Wijk) -> None:
    """The base alone is right: its officials have hours until this variant gives them other tasks."""
    wijk.edit(
        changing(
            "organisation.staff.wmo_consulenten.tasks",
            '{unit: "%", source: wijkkader, grade: B, rows: {toegang: 100}}',
        )
    )
    found = wijk.problems(GANGBAAR)
    assert [(problem.code, wijk.file_of(problem)) for problem in found] == [("X010", BASE)] * 2
    assert found[0].text.nl.startswith("in variant 'gangbaar': geen uren met de naam 'wmo_consulenten.dossiers'")
    assert found[0].text.en.startswith("in variant 'gangbaar': no hours called 'wmo_consulenten.dossiers'")
    assert wijk.problems(BASE) == []


def test_29_a_study_is_about_variants_and_nothing_else(wijk: Wijk) -> None:
    """Where a variant is looked up, a base is not found."""
    wijk.wrong(
        Edit(STUDY, "/variants/1", "»ruwaard"),
        code="L002",
        nl="er is geen variant met de naam 'ruwaard'; er zijn: ",
        en="there is no variant called 'ruwaard'",
    )


def test_a_lever_that_no_rule_asks_is_doubted(wijk: Wijk) -> None:
    """Most likely its name is misspelled; turning it would do nothing."""
    parameter = f"{{type: int, title: {{nl: a, en: b}}, value: {only('4', 'points')}}}"
    wijk.wrong(
        changing("rules.parameters.licht_drempel", parameter, mark="»"),
        code="X019",
        nl="geen regel vraagt naar de parameter 'licht_drempel'; veranderen doet niets",
        en="no rule asks the parameter 'licht_drempel'; changing it does nothing",
        severity="warning",
    )


def test_a_lever_misspelled_gets_the_nearest_that_a_rule_asks_and_a_run_is_told(wijk: Wijk) -> None:
    """Who runs at once instead of checking hears that there is a warning."""
    parameter = f"{{type: int, title: {{nl: a, en: b}}, value: {only('4', 'points')}}}"
    assert load_study(wijk.folder / STUDY).warnings == 0
    wijk.wrong(
        changing("rules.parameters.drempel_ligt", parameter, mark="»"),
        code="X019",
        nl="geen regel vraagt naar de parameter 'drempel_ligt'; veranderen doet niets",
        en="no rule asks the parameter 'drempel_ligt'; changing it does nothing",
        suggestion="drempel_licht",
        severity="warning",
    )
    assert load_study(wijk.folder / STUDY).warnings == 1


def test_a_variant_may_leave_a_parameter_of_its_base_unused(wijk: Wijk) -> None:
    """It needs no tidying up when it takes away the rule that asked."""
    wijk.fine(changing("rules.routering.rules.R60_specialist", "null"))


@pytest.mark.parametrize("said", ["", "counterfactual: false\n", "counterfactual: true\n"])
def test_whether_a_variant_is_counterfactual_may_be_left_unsaid(wijk: Wijk, said: str) -> None:
    """It is not, then."""
    wijk.fine(Edit(GANGBAAR, "changes: {}", f"{said}changes: {{}}"))


def test_a_change_of_the_words_of_the_model_is_refused(wijk: Wijk) -> None:
    """A new place cannot be asked after in the rules of one variant only: the facts are one for all."""
    wijk.wrong(
        changing("rules.facts.inkomen.typical", "hoog", mark="»"),
        code="X024",
        nl="'rules.facts' is voor alle varianten van een basis gelijk",
        en="'rules.facts' is the same for all variants of a base",
    )

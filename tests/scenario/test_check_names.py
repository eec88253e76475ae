"""Bad input 28, 34, 42 and 43: names that lead nowhere, to the wrong thing, or to two things."""

from __future__ import annotations

import pytest
from edited_scenarios import (
    BASE,
    GANGBAAR,
    NEEDS,
    ORGANISATION,
    RULES,
    STUDY,
    WIJKBUDGET,
    Edit,
    Wijk,
    after,
    also_changing,
    changing,
)


@pytest.mark.parametrize(
    ("edit", "nl", "suggestion"),
    [
        (after(ORGANISATION, "party: ", "ggd", "»gdd"), "geen partij met de naam 'gdd'; bekend: gemeente_oss", "ggd"),
        (after(ORGANISATION, "line: ", "ggd", "»gdd"), "geen begrotingsregel met de naam 'gdd'", "ggd"),
        (
            after(ORGANISATION, "rows: {", "schuldhulp.hulp", "»schuldhulp.hup"),
            "geen uren of plekken met de naam 'schuldhulp.hup'",
            "schuldhulp.hulp",
        ),
        (
            after(ORGANISATION, "in_kind: ", "begeleiding", "»begeleidng"),
            "geen voorziening met de naam 'begeleidng'",
            "begeleiding",
        ),
        (
            after(ORGANISATION, "stock:\n      ", "schulden:", "»schuld:"),
            "geen leefdomein met de naam 'schuld'",
            "schulden",
        ),
        (
            after(BASE, "officials: ", "wmo_consulenten.dossiers", "»wmo_consulenten.dosiers"),
            "geen uren met de naam 'wmo_consulenten.dosiers'",
            "wmo_consulenten.dossiers",
        ),
        (
            (WIJKBUDGET, "ggd_team.overleg:", "»ggd_team.overlg:"),
            "geen uren met de naam 'ggd_team.overlg'",
            "ggd_team.overleg",
        ),
        (
            after(WIJKBUDGET, "buys: ", "sociaal_werk.ondersteuning", "»sociaal_werk.ondersteunig"),
            "geen uren met de naam 'sociaal_werk.ondersteunig'",
            "sociaal_werk.ondersteuning",
        ),
        (
            after(NEEDS, "domains: [contact, ", "psychisch, schulden]", "»psychis, schulden]"),
            "geen leefdomein met de naam 'psychis'",
            "psychisch",
        ),
        (
            after(NEEDS, "growth:\n  ", "huishouden:", "»huishoude:"),
            "geen leefdomein met de naam 'huishoude'",
            "huishouden",
        ),
        (
            (ORGANISATION, 'source: "transvorm_2018"', 'source: »"transvrm_2018"'),
            "geen bron met de naam 'transvrm_2018'; bekend: wijkkader, goed_voorbeeld",
            "transvorm_2018",
        ),
        (
            (WIJKBUDGET, 'source: "asd_2017"', 'source: »"asd_217"'),
            "geen bron met de naam 'asd_217'",
            "asd_2017",
        ),
        (
            after(RULES, 'urgentie == crisis"\n      then: crisis\n      source: ', '"wmo2015', '»"wmo2051'),
            "geen bron met de naam 'wmo2051'",
            "wmo2015",
        ),
    ],
)
def test_28_a_name_that_leads_nowhere_gets_the_nearest_known_one(
    wijk: Wijk, edit: Edit, nl: str, suggestion: str
) -> None:
    """A party, budget line, pool, provision, domain or source, in a part, a mechanism, a rule or a change."""
    wijk.wrong(edit, code="X010", nl=nl, en="called", suggestion=suggestion)


@pytest.mark.parametrize(
    ("edit", "code", "nl", "suggestion"),
    [
        (after(WIJKBUDGET, "base: ", "ruwaard", "»ruward"), "L002", "er is geen basis met de naam 'ruward'", "ruwaard"),
        (
            after(STUDY, "variants: [gangbaar, ", "wijkbudget", "»wijkbuget"),
            "L002",
            "er is geen variant met de naam 'wijkbuget'",
            "wijkbudget",
        ),
        (
            after(STUDY, "baseline: ", "gangbaar", "»gangbar"),
            "X005",
            "de vergelijkingsbasis 'gangbar' staat niet bij de varianten",
            "gangbaar",
        ),
    ],
)
def test_28_a_file_that_is_not_there_gets_the_nearest_that_is(
    wijk: Wijk, edit: Edit, code: str, nl: str, suggestion: str
) -> None:
    """A base, a variant or a baseline."""
    wijk.wrong(edit, code=code, nl=nl, en="'", suggestion=suggestion)


@pytest.mark.parametrize(
    ("edit", "code", "nl", "suggestion"),
    [
        (
            after(RULES, '"leefdomein == ', "mobiliteit", "»mobilitet"),
            "R015",
            "leefdomein kent geen waarde 'mobilitet'",
            "mobiliteit",
        ),
        (
            after(RULES, 'when: "', "leeftijd < 18", "»leeftyd < 18"),
            "R014",
            "'leeftyd' is geen feit en geen parameter",
            "leeftijd",
        ),
        (
            after(RULES, "then: ", "specialist", "»specialst"),
            "R101",
            "deze tabel kent geen uitkomst 'specialst'",
            "specialist",
        ),
        (
            after(RULES, "leefdomein:      {type: enum, values: [", "contact", "»contct"),
            "X010",
            "geen leefdomein met de naam 'contct'",
            "contact",
        ),
        (
            (RULES, "\n  alleenstaand: ", "\n  »allenstaand: "),
            "X014",
            "het model kent het feit 'allenstaand' niet",
            "alleenstaand",
        ),
        (
            (RULES, "\n  vrij_huis_van_de_wijk: {", "\n  »vrij_huis_van_wijk: {"),
            "X014",
            "het model kent het feit 'vrij_huis_van_wijk' niet",
            "vrij_huis_van_de_wijk",
        ),
    ],
)  # fmt: skip
def test_28_an_unknown_word_in_the_rules_gets_the_nearest_known_one(
    wijk: Wijk, edit: Edit, code: str, nl: str, suggestion: str
) -> None:
    """A fact, a value, a parameter, an outcome; what follows from it may be told as well, but is not the first."""
    place = wijk.edit(edit)
    found = [problem for problem in wijk.problems() if problem.code == code]
    assert found
    assert (wijk.file_of(found[0]), found[0].mark.line, found[0].mark.column) == place
    assert nl in found[0].text.nl
    assert found[0].suggestion == suggestion


def test_28_one_misspelled_word_hides_no_other_rule(wijk: Wijk) -> None:
    """A rule that cannot be read is not taken for one that always applies, with all rules after it dead."""
    wijk.wrong(
        after(RULES, 'when: "', "leeftijd < 18", "»leeftyd < 18"),
        code="R014",
        nl="'leeftyd' is geen feit en geen parameter",
        en="'leeftyd' is neither a fact nor a parameter",
        suggestion="leeftijd",
    )


@pytest.mark.parametrize(
    ("edit", "code", "nl", "en"),
    [
        (
            after(BASE, "officials: ", "wmo_consulenten.dossiers", "»huis_van_de_wijk"),
            "X010",
            "geen uren met de naam 'huis_van_de_wijk'",
            "no hours called 'huis_van_de_wijk'",
        ),
        (
            after(WIJKBUDGET, "buys: ", "sociaal_werk.ondersteuning", "»hh_overig.hulp"),
            "X061",
            "'hh_overig.hulp' volgt de vraag; geld kan daar geen uren bij kopen",
            "'hh_overig.hulp' follows demand",
        ),
        (
            after(RULES, "then: ", "specialist", "»pgb"),
            "X064",
            "een pgb komt in de plaats van hulp in natura; bied het aan in 'aanbod'",
            "offer it under 'aanbod'",
        ),
        (
            (RULES, 'then: direct\n      source: "wijkkader §6"', 'then: »mdo\n      source: "wijkkader §6"'),
            "X060",
            "wie beslist ('municipality') kent geen 'mdo'; wel: crisis, direct, onderzoek",
            "who decides ('municipality') has no 'mdo'; only: crisis, direct, onderzoek",
        ),
    ],
)
def test_28_a_name_of_the_wrong_kind_of_thing_is_refused(wijk: Wijk, edit: Edit, code: str, nl: str, en: str) -> None:
    """Places are no hours, money buys no hours that follow demand, a pgb is a choice, officials hold no meetings."""
    wijk.wrong(edit, code=code, nl=nl, en=en)


@pytest.mark.parametrize(
    ("edit", "code", "nl", "en"),
    [
        (
            (ORGANISATION, ", in_kind: begeleiding}", "}"),
            "X042",
            "zeg van welke hulp in natura dit pgb de plaats inneemt: 'in_kind' ontbreekt",
            "say which help in kind this personal budget replaces",
        ),
        (
            after(ORGANISATION, "in_kind: ", "begeleiding}", "specialist}"),
            "X043",
            "daarvoor zijn uren nodig ('by') van wie een 'tariff' heeft",
            "that takes hours ('by') of staff with a 'tariff'",
        ),
        (
            after(ORGANISATION, 'personal budget"}\n    layer: ', "pgb", "buiten"),
            "X044",
            "de voorziening 'pgb' hoort in laag 'pgb'",
            "the provision 'pgb' belongs in layer 'pgb'",
        ),
        (
            after(ORGANISATION, "rows: {", "huis_van_de_wijk: 100}", "huis_van_de_wijk: 50, ggd_team.preventie: 50}"),
            "X045",
            "uren en plekken gaan niet samen in één voorziening",
            "hours and places do not go together in one provision",
        ),
        (
            after(ORGANISATION, "rows: {schuldhulp.hulp: 100}}\n    ", "amount: {", "# {"),
            "X041",
            "'amount' ontbreekt",
            "'amount' is missing",
        ),
        (
            (ORGANISATION, "  crisisdienst:\n", "  crisis_dienst:\n"),
            "X040",
            "de voorziening 'crisisdienst' ontbreekt; het model heeft die nodig",
            "the provision 'crisisdienst' is missing",
        ),
        (
            after(ORGANISATION, "party: ggd\n    line: ", "ggd", "sociaal_werk"),
            "X033",
            "'sociaal_werk' krijgt dit geld al",
            "'sociaal_werk' already gets this money",
        ),
        (
            (ORGANISATION, "    party: ggd\n    line: ggd\n", "    party: ggd\n"),
            "X034",
            "zonder begrotingsregel zijn fte en productive_hours nodig",
            "without a budget line, fte and productive_hours are needed",
        ),
        (
            after(ORGANISATION, "party: zorg_overig\n    line: zin_begeleiding\n    ", "tariff: {", "# {"),
            "X035",
            "wie per uur betaald wordt ('production') heeft een tarief nodig",
            "who is paid by the hour ('production') needs a tariff",
        ),
    ],
)
def test_what_belongs_together_is_complete(wijk: Wijk, edit: Edit, code: str, nl: str, en: str) -> None:
    """Staff, money and provisions that lean on each other; a gap would only show in the middle of a run."""
    wijk.edit(edit)
    found = [problem for problem in wijk.problems(BASE) if problem.code == code]
    assert len(found) == 1
    assert wijk.file_of(found[0]) == ORGANISATION
    assert nl in found[0].text.nl
    assert en in found[0].text.en


@pytest.mark.parametrize(
    ("edit", "code", "nl", "en"),
    [
        (
            after(RULES, "zwaarte:         {type: int, min: 0, max: ", "10", "»5"),
            "X017",
            "'zwaarte' loopt in het model van 0 tot 10; dat valt niet binnen 0 tot 5",
            "'zwaarte' runs from 0 to 10 in the model; that is not within 0 to 5",
        ),
        (
            after(RULES, "leeftijd:        {type: int, min: ", "0", "»18"),
            "X017",
            "'leeftijd' loopt in het model van 0 tot 110",
            "'leeftijd' runs from 0 to 110 in the model",
        ),
        (
            after(RULES, "eigen_kracht:    {type: ", "int, min: 0, max: 10, unit: points", "bool"),
            "X015",
            "'eigen_kracht' is in het model van type int",
            "'eigen_kracht' is of type int in the model",
        ),
        (
            after(RULES, "welbevinden:     {type: int, ", "min: 0, max: 10", "min: 0"),
            "X011",
            "een getal heeft een min en een max nodig",
            "a number needs a min and a max",
        ),
        (
            after(RULES, "welbevinden:     {type: int, min: 0, max: 10, unit: points, typical: ", "6", "»16"),
            "X012",
            "'16' is geen waarde van welbevinden",
            "'16' is not a value of welbevinden",
        ),
        (
            (RULES, "  terugval:        {", "  # {"),
            "X016",
            "het feit 'terugval' ontbreekt; het model heeft het nodig",
            "the fact 'terugval' is missing; the model needs it",
        ),
        (
            after(RULES, "psychisch, ", "schulden, wonen, mobiliteit], typ", "schulden, wonen], typ"),
            "X013",
            "het leefdomein 'mobiliteit' ontbreekt",
            "the domain 'mobiliteit' is missing",
        ),
    ],
)  # fmt: skip
def test_a_fact_is_declared_as_the_model_knows_it(wijk: Wijk, edit: Edit, code: str, nl: str, en: str) -> None:
    """Otherwise a rule would be proved about other values than it meets."""
    place = wijk.edit(edit)
    (found,) = [problem for problem in wijk.problems(BASE) if problem.code == code]
    assert nl in found.text.nl
    assert en in found.text.en
    assert wijk.file_of(found) == RULES
    assert place is None or (found.mark.line, found.mark.column) == place[1:]


def test_34_a_key_that_differs_in_capitals_only_is_a_double(wijk: Wijk) -> None:
    """Two rules of one name cannot be told apart in an explanation."""
    wijk.wrong(
        (RULES, "\n    R20_hulpmiddel:", "\n    »R15_Jeugd:"),
        code="Y018",
        nl="sleutel 'R15_Jeugd' lijkt te veel op 'R15_jeugd'",
        en="key 'R15_Jeugd' is too much like 'R15_jeugd'",
    )


def test_34_a_key_in_another_unicode_form_is_a_double(wijk: Wijk) -> None:
    """It looks the same to every reader."""
    wijk.wrong(
        (
            ORGANISATION,
            '\n  sociaal_werk:\n    title: {nl: "sociaal',
            '\n  »\uff53chuldhulp:\n    title: {nl: "sociaal',
        ),
        code="Y018",
        nl="lijkt te veel op 'schuldhulp'",
        en="is too much like 'schuldhulp'",
    )


def test_34_the_same_key_twice_is_refused(wijk: Wijk) -> None:
    """The second would quietly win."""
    wijk.wrong(
        (RULES, "\n    R20_hulpmiddel:", "\n    »R15_jeugd:"),
        code="Y017",
        nl="sleutel 'R15_jeugd' komt twee keer voor",
        en="key 'R15_jeugd' occurs twice",
    )


def test_34_a_variant_adds_no_rule_named_almost_like_one_of_its_base(wijk: Wijk) -> None:
    """The two stand in two files, but in one table."""
    wijk.wrong(
        (WIJKBUDGET, "  rules.aanpak.rules.A40_mdo:", "  »rules.aanpak.rules.A20_Schulden:"),
        code="R104",
        nl="regel 'A20_Schulden' heet bijna als een andere",
        en="rule 'A20_Schulden' is named almost like another",
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ('"wijk budget"', "S015"),
        ("Wijkbudget", "S015"),
        ('"../wijkbudget"', "S015"),
        ('"/etc/passwd"', "S015"),
        ('"e\u0301\u00e9n"', "S015"),
        ('"\U0001f3e0"', "S015"),
        ('"<script>alert(1)</script>"', "S015"),
        ('"=HYPERLINK(1)"', "S015"),
        ("a" * 300, "S011"),
        ('""', "S015"),
    ],
)
def test_42_a_name_is_small_letters_digits_and_dashes(wijk: Wijk, name: str, code: str) -> None:
    """So it can be the name of a file everywhere, and needs no escaping in a table or a page."""
    place = wijk.edit(after(WIJKBUDGET, "id: ", "wijkbudget", f"»{name}"))
    found = [problem for problem in wijk.problems(WIJKBUDGET) if problem.code == code]
    assert [(wijk.file_of(one), one.mark.line, one.mark.column) for one in found] == [place]


def test_42_a_name_that_turns_the_reading_direction_is_refused(wijk: Wijk) -> None:
    """It would show as another name than it is; the hidden character itself is pointed at."""
    wijk.wrong(
        after(WIJKBUDGET, "id: ", "wijkbudget", '"wijk»\u202ebudget"'),
        code="Y004",
        nl="U+202E",
        en="U+202E",
    )


@pytest.mark.parametrize("name", ['"../variants/gangbaar.yaml"', '"/etc/passwd"', "gangbaar.yaml"])
def test_42_files_are_named_and_never_pointed_at(wijk: Wijk, name: str) -> None:
    """A path in a scenario leads nowhere, so none can lead outside."""
    wijk.edit(after(STUDY, "variants: [", "gangbaar", name))
    found = wijk.problems()
    assert "S015" in {problem.code for problem in found}
    assert all(wijk.file_of(problem) == STUDY for problem in found)


@pytest.mark.parametrize(
    ("file", "name", "meant"),
    [(WIJKBUDGET, "wijkbudget", "wijkbudget"), (STUDY, "wijkbudget", "wijkbudget"), (BASE, "ruwaard", "ruwaard")],
)
def test_43_the_id_of_a_file_is_the_name_it_is_found_by(wijk: Wijk, file: str, name: str, meant: str) -> None:
    """So two files in one folder cannot have one id, and a result says which file it came from."""
    wijk.wrong(
        after(file, "id: ", name, "»anders"),
        code="X004",
        nl="de id 'anders' is niet de naam waaronder dit te vinden is",
        en="the id 'anders' is not the name under which this is found",
        suggestion=meant,
    )


def test_43_a_part_with_another_id_than_its_base_is_doubted(wijk: Wijk) -> None:
    """It may have been copied from another wijk; that is allowed."""
    wijk.wrong(
        after(NEEDS, "id: ", "ruwaard", "»vinkhoek"),
        code="X004",
        nl="de id 'vinkhoek' is niet de naam",
        en="the id 'vinkhoek' is not the name",
        suggestion="ruwaard",
        severity="warning",
    )


def test_43_a_variant_is_compared_once(wijk: Wijk) -> None:
    """Named twice in a study, it would be two columns with one heading."""
    wijk.wrong(
        after(STUDY, "variants: [gangbaar, ", "wijkbudget]", "wijkbudget, »wijkbudget]"),
        code="X006",
        nl="'wijkbudget' staat er twee keer",
        en="'wijkbudget' is named twice",
    )


def test_a_variant_may_cite_a_source_that_it_adds(wijk: Wijk) -> None:
    """New evidence needs no change in the base."""
    wijk.edit(changing("sources.sources.eigen_telling", '{title: {nl: "Eigen telling", en: "Own count"}}'))
    wijk.fine((GANGBAAR, "source: wijkkader", 'source: "eigen_telling blz. 3"'))


def test_a_rule_may_cite_nothing_that_is_not_listed(wijk: Wijk) -> None:
    """Also when the rule comes from a variant."""
    wijk.edit(also_changing("sources.sources.eigen_telling", '{title: {nl: "Eigen telling", en: "Own count"}}'))
    wijk.wrong(
        (WIJKBUDGET, 'source: "asd_2017"', "source: »eigen_teling"),
        code="X010",
        nl="geen bron met de naam 'eigen_teling'",
        en="no source called 'eigen_teling'",
        suggestion="eigen_telling",
    )

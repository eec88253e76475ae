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
    TARGETS,
    WIJKBUDGET,
    Edit,
    Wijk,
    also_changing,
    changing,
)

from ruwaard_sim.scenario.checks.near_names import one_letter_apart

GUARANTEE = '{title: {nl: "zo", en: "so"}, neutral: inkomen, source: wijkkader}'


@pytest.mark.parametrize(
    ("edit", "nl", "suggestion"),
    [
        (Edit(ORGANISATION, "/staff/ggd_team/party", "»gdd"), "partij met de naam 'gdd'; bekend: gemeente_oss", "ggd"),
        (Edit(ORGANISATION, "/staff/ggd_team/line", "»gdd"), "geen begrotingsregel met de naam 'gdd'", "ggd"),
        (
            Edit(ORGANISATION, "/provisions/schuldhulp/by/rows/schuldhulp.hulp/", "»schuldhulp.hup"),
            "geen uren of plekken met de naam 'schuldhulp.hup'",
            "schuldhulp.hulp",
        ),
        (
            Edit(ORGANISATION, "/provisions/pgb/stock/begeleiding/in_kind", "»begeleidng"),
            "geen voorziening met de naam 'begeleidng'",
            "begeleiding",
        ),
        (
            Edit(ORGANISATION, "/provisions/schuldhulp/stock/schulden/", "»schuld"),
            "geen leefdomein met de naam 'schuld'",
            "schulden",
        ),
        (
            Edit(BASE, "/mechanisms/decides/officials", "»wmo_consulenten.dosiers"),
            "geen uren met de naam 'wmo_consulenten.dosiers'",
            "wmo_consulenten.dossiers",
        ),
        (
            Edit(WIJKBUDGET, "/changes/mechanisms.decides/to/meeting/ggd_team.overleg/", "»ggd_team.overlg"),
            "geen uren met de naam 'ggd_team.overlg'",
            "ggd_team.overleg",
        ),
        (
            Edit(WIJKBUDGET, "/changes/mechanisms.surplus/to/buys", "»sociaal_werk.ondersteunig"),
            "geen uren met de naam 'sociaal_werk.ondersteunig'",
            "sociaal_werk.ondersteuning",
        ),
        (
            Edit(NEEDS, "/shocks/covid_meer_vragen/domains/1", "»psychis"),
            "geen leefdomein met de naam 'psychis'",
            "psychisch",
        ),
        (Edit(NEEDS, "/growth/begeleiding/", "»begeleidng"), "geen leefdomein met de naam 'begeleidng'", "begeleiding"),
        (
            Edit(ORGANISATION, "/sickness/source", "»transvrm_2018"),
            "geen bron met de naam 'transvrm_2018'; bekend: wijkkader, goed_voorbeeld",
            "transvorm_2018",
        ),
        (
            Edit(WIJKBUDGET, "/changes/mechanisms.contribution/source", "»asd_217"),
            "geen bron met de naam 'asd_217'",
            "asd_2017",
        ),
        (
            Edit(BASE, "/mechanisms/formal/upheld/source", '»"zaandam_2016 blz. 3"'),
            "geen bron met de naam 'zaandam_2016'",
            "zaanstad_2016",
        ),
        (
            Edit(RULES, "/aanpak/rules/A10_crisis/source", '»"wmo2051 art. 2.3.3"'),
            "geen bron met de naam 'wmo2051'",
            "wmo2015",
        ),
        (Edit(RULES, "/facts/leefdomein/values/0", "»contct"), "geen leefdomein met de naam 'contct'", "contact"),
        (
            Edit(BASE, "/norms/uitvoering/", "»uitvoerng"),
            "geen norm met de naam 'uitvoerng'; bekend: mdo",
            "uitvoering",
        ),
        (Edit(BASE, "/policy/registered/source", "»asumption"), "geen bron met de naam 'asumption'", "assumption"),
    ],
)
def test_28_a_name_that_leads_nowhere_gets_the_nearest_known_one(
    wijk: Wijk, edit: Edit, nl: str, suggestion: str
) -> None:
    """A party, budget line, pool, provision, domain, norm or source, in a part, a mechanism, a rule or a change."""
    place = wijk.edit(edit)
    found = [problem for problem in wijk.problems() if problem.code == "X010"]
    assert [(wijk.file_of(one), one.mark.line, one.mark.column) for one in found] == [place]
    assert nl in found[0].text.nl
    assert "called" in found[0].text.en
    assert found[0].suggestion == suggestion


def test_28_an_unknown_party_is_one_problem(wijk: Wijk) -> None:
    """What follows from it, in the base or in the two variants, is not told as well."""
    wijk.wrong(
        Edit(ORGANISATION, "/staff/ggd_team/party", "»gdd"),
        code="X010",
        nl="geen partij met de naam 'gdd'; bekend: gemeente_oss, ons_welzijn, ggd, zorg_deelnemers, zorg_overig",
        en="no party called 'gdd'; known: gemeente_oss, ons_welzijn, ggd, zorg_deelnemers, zorg_overig",
        suggestion="ggd",
    )


@pytest.mark.parametrize(
    ("edit", "code", "nl", "suggestion"),
    [
        (Edit(WIJKBUDGET, "/base", "»ruward"), "L002", "er is geen basis of variant met de naam 'ruward'", "ruwaard"),
        (Edit(STUDY, "/variants/1", "»wijkbuget"), "L002", "er is geen variant met de naam 'wijkbuget'", "wijkbudget"),
        (
            Edit(STUDY, "/baseline", "»gangbar"),
            "X005",
            "de vergelijkingsbasis 'gangbar' staat niet bij de varianten",
            "gangbaar",
        ),
        (
            Edit(STUDY, "seed: 2018", "headline: [helped, »wait_halp]\nseed: 2018"),
            "X080",
            "er is geen figuur 'wait_halp'",
            "wait_help",
        ),
    ],
)
def test_28_a_file_that_is_not_there_gets_the_nearest_that_is(
    wijk: Wijk, edit: Edit, code: str, nl: str, suggestion: str
) -> None:
    """A base, a variant, a baseline or a figure."""
    wijk.wrong(edit, code=code, nl=nl, en="'", suggestion=suggestion)


@pytest.mark.parametrize(
    ("edit", "code", "nl", "en", "suggestion"),
    [
        (
            Edit(RULES, "/routering/rules/R20_hulpmiddel/when", "leefdomein == »mobilitet"),
            "R015",
            "leefdomein kent geen waarde 'mobilitet'",
            "leefdomein has no value 'mobilitet'",
            "mobiliteit",
        ),
        (
            Edit(RULES, "/routering/rules/R15_jeugd/when", "»leeftyd < 18"),
            "R014",
            "'leeftyd' is geen feit en geen parameter",
            "'leeftyd' is neither a fact nor a parameter",
            "leeftijd",
        ),
        (
            Edit(RULES, "/routering/rules/R60_specialist/then", "»specialst"),
            "R101",
            "deze tabel kent geen uitkomst 'specialst'",
            "this table has no outcome 'specialst'",
            "specialist",
        ),
        (
            Edit(RULES, "/aanpak/rules/A20_schulden/then", "»dirct"),
            "R101",
            "deze tabel kent geen uitkomst 'dirct'",
            "this table has no outcome 'dirct'",
            "direct",
        ),
        (
            Edit(RULES, "/facts/alleenstaand/", "»allenstaand"),
            "X014",
            "het model kent het feit 'allenstaand' niet",
            "the model does not know the fact 'allenstaand'",
            "alleenstaand",
        ),
    ],
)
def test_28_one_unknown_word_in_the_rules_is_one_problem(
    wijk: Wijk, edit: Edit, code: str, nl: str, en: str, suggestion: str
) -> None:
    """A fact, value, parameter or outcome. A rule that cannot be read is not taken for one that always applies."""
    wijk.wrong(edit, code=code, nl=nl, en=en, suggestion=suggestion)


@pytest.mark.parametrize(
    ("edit", "code", "nl", "en"),
    [
        (
            Edit(BASE, "/mechanisms/decides/officials", "»huis_van_de_wijk"),
            "X010",
            "geen uren met de naam 'huis_van_de_wijk'",
            "no hours called 'huis_van_de_wijk'",
        ),
        (
            Edit(WIJKBUDGET, "/changes/mechanisms.surplus/to/buys", "»hh_overig.hulp"),
            "X061",
            "'hh_overig.hulp' volgt de vraag; geld kan daar geen uren bij kopen",
            "'hh_overig.hulp' follows demand",
        ),
        (
            Edit(RULES, "/routering/rules/R60_specialist/then", "»pgb"),
            "X064",
            "een pgb komt in de plaats van hulp in natura; bied het aan in 'aanbod'",
            "offer it under 'aanbod'",
        ),
        (
            Edit(RULES, "/aanpak/rules/A20_schulden/then", "»mdo"),
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
            Edit(ORGANISATION, ", in_kind: begeleiding}", "}"),
            "X042",
            "zeg van welke hulp in natura dit pgb de plaats inneemt: 'in_kind' ontbreekt",
            "say which help in kind this personal budget replaces",
        ),
        (
            Edit(ORGANISATION, "/provisions/pgb/stock/begeleiding/in_kind", "specialist"),
            "X043",
            "daarvoor zijn uren nodig ('by') van wie een 'tariff' heeft",
            "that takes hours ('by') of staff with a 'tariff'",
        ),
        (
            Edit(ORGANISATION, "/provisions/pgb/layer", "buiten"),
            "X044",
            "de voorziening 'pgb' hoort in laag 'pgb'",
            "the provision 'pgb' belongs in layer 'pgb'",
        ),
        (
            Edit(
                ORGANISATION,
                "/provisions/collectieve_voorziening/by/rows",
                "{huis_van_de_wijk: 50, ggd_team.preventie: 50}",
            ),
            "X045",
            "uren en plekken gaan niet samen in één voorziening",
            "hours and places do not go together in one provision",
        ),
        (
            Edit(ORGANISATION, "/provisions/schuldhulp/by/rows", "{huis_van_de_wijk: 100}"),
            "X046",
            "wie een plek krijgt, krijgt er één; 'amount' hoort alleen bij uren",
            "who gets a place gets one; 'amount' belongs to hours only",
        ),
        (
            Edit(ORGANISATION, "/provisions/schuldhulp/amount/", "# amount"),
            "X041",
            "wie uren geeft, moet zeggen hoeveel per week: 'amount' ontbreekt",
            "'amount' is missing",
        ),
        (
            Edit(ORGANISATION, "/provisions/crisisdienst/", "crisis_dienst"),
            "X040",
            "de voorziening 'crisisdienst' ontbreekt; het model heeft die nodig",
            "the provision 'crisisdienst' is missing",
        ),
        (
            Edit(ORGANISATION, "/staff/ggd_team/line", "sociaal_werk"),
            "X033",
            "'sociaal_werk' krijgt dit geld al",
            "'sociaal_werk' already gets this money",
        ),
        (
            Edit(ORGANISATION, "/staff/ggd_team/line/", "# line"),
            "X034",
            "zonder begrotingsregel zijn fte en productive_hours nodig",
            "without a budget line, fte and productive_hours are needed",
        ),
        (
            Edit(ORGANISATION, "/staff/hh_overig/tariff/", "# tariff"),
            "X035",
            "wie per uur betaald wordt ('production') heeft een tarief nodig",
            "who is paid by the hour ('production') needs a tariff",
        ),
    ],
)
def test_what_leans_on_each_other_is_complete(wijk: Wijk, edit: Edit, code: str, nl: str, en: str) -> None:
    """Staff, money and provisions; a gap would otherwise only show in the middle of a run."""
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
            Edit(RULES, "/facts/zwaarte/max", "»5"),
            "X017",
            "'zwaarte' loopt in het model van 0 tot 10; dat valt niet binnen 0 tot 5",
            "'zwaarte' runs from 0 to 10 in the model; that is not within 0 to 5",
        ),
        (
            Edit(RULES, "/facts/leeftijd/min", "»18"),
            "X017",
            "'leeftijd' loopt in het model van 0 tot 110",
            "'leeftijd' runs from 0 to 110 in the model",
        ),
        (
            Edit(RULES, "/facts/wil_pgb/type", "»ordered"),
            "X015",
            "'wil_pgb' is in het model van type bool",
            "'wil_pgb' is of type bool in the model",
        ),
        (
            Edit(RULES, "welbevinden:     {type: int, min: 0, max: 10,", "»welbevinden:     {type: int, min: 0,"),
            "X011",
            "een getal heeft een min en een max nodig",
            "a number needs a min and a max",
        ),
        (
            Edit(RULES, "/facts/welbevinden/typical", "»16"),
            "X012",
            "'16' is geen waarde van welbevinden",
            "'16' is not a value of welbevinden",
        ),
        (
            Edit(RULES, "/facts/terugval/", "# terugval"),
            "X016",
            "het feit 'terugval' ontbreekt; het model heeft het nodig",
            "the fact 'terugval' is missing; the model needs it",
        ),
        (
            Edit(RULES, "values: [contact, huishouden,", "values: »[huishouden,"),
            "X013",
            "het leefdomein 'contact' ontbreekt",
            "the domain 'contact' is missing",
        ),
    ],
)
def test_a_fact_is_declared_as_the_model_knows_it(wijk: Wijk, edit: Edit, code: str, nl: str, en: str) -> None:
    """Otherwise a rule would be proved about other values than it meets."""
    place = wijk.edit(edit)
    found = next(problem for problem in wijk.problems(BASE) if problem.code == code)
    assert nl in found.text.nl
    assert en in found.text.en
    assert place in (None, (wijk.file_of(found), found.mark.line, found.mark.column))


@pytest.mark.parametrize(
    ("edit", "code", "nl", "en", "suggestion"),
    [
        (Edit(RULES, "/facts/zwaarte/unit", "»ponits"), "S021", "onbekende eenheid 'ponits'", "unknown unit", "points"),
        (Edit(RULES, "/facts/inkomen/typical", "»midde"), "X012", "'midde' is geen waarde", "is not a", "midden"),
        (Edit(RULES, "/facts/wil_pgb/typical", "»flase"), "X012", "'flase' is geen waarde", "is not a", "false"),
    ],
)
def test_a_misspelled_word_about_a_fact_is_one_problem(
    wijk: Wijk, edit: Edit, code: str, nl: str, en: str, suggestion: str
) -> None:
    """And not one in every rule that asks the fact."""
    wijk.wrong(edit, code=code, nl=nl, en=en, suggestion=suggestion, of=BASE)


def test_a_norm_that_waiting_is_measured_against_is_there(wijk: Wijk) -> None:
    """Or the run would end in the middle of its figures."""
    wijk.edit(Edit(BASE, "/norms/beschikking/", "# beschikking"))
    wijk.wrong(
        Edit(BASE, "/norms/", "»norms"),
        code="X037",
        nl="de norm 'beschikking' ontbreekt; het model meet eraan hoe lang mensen wachten",
        en="the norm 'beschikking' is missing; the model measures waiting against it",
        of=BASE,
    )


def test_a_variant_that_adds_almost_the_same_name_is_doubted(wijk: Wijk) -> None:
    """The guarantee that was to be replaced would stay in force, and nothing else would tell."""
    wijk.wrong(
        also_changing("rules.guarantees.G65_inkomen_speelt_gen_rol", GUARANTEE, mark="»"),
        code="X038",
        nl="'G65_inkomen_speelt_gen_rol' komt naast 'G65_inkomen_speelt_geen_rol', dat blijft gelden",
        en="which stays in force",
        suggestion="G65_inkomen_speelt_geen_rol",
    )


@pytest.mark.parametrize("name", ["G66_inkomen_speelt_geen_rol", "G65_inkomen", "G65_inkomen_speelt_geen_rol"])
def test_a_variant_may_add_a_name_that_is_no_slip(wijk: Wijk, name: str) -> None:
    """The next number, quite another name, or the very same, which replaces what is there."""
    wijk.fine(also_changing(f"rules.guarantees.{name}", GUARANTEE))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("drempel", "dremepl", True),
        ("drempel", "drempl", True),
        ("drempel", "drempeel", True),
        ("drempel", "dtempel", True),
        ("drempel", "drempel", False),
        ("drempel", "drepmle", False),
        ("drempel", "drempels_mdo", False),
        ("team_1", "team_2", False),
        ("team_1", "team_12", False),
    ],
)
def test_one_slip_is_one_letter_or_two_exchanged(one: str, other: str, apart: bool) -> None:
    """Whichever of the two is the slip."""
    assert one_letter_apart(one, other) is apart
    assert one_letter_apart(other, one) is apart


def test_34_a_key_that_differs_in_capitals_only_is_a_double(wijk: Wijk) -> None:
    """Two rules of one name cannot be told apart in an explanation."""
    wijk.wrong(
        Edit(RULES, "/routering/rules/R20_hulpmiddel/", "»R15_Jeugd"),
        code="Y018",
        nl="sleutel 'R15_Jeugd' lijkt te veel op 'R15_jeugd'",
        en="key 'R15_Jeugd' is too much like 'R15_jeugd'",
    )


def test_34_a_key_in_another_unicode_form_is_a_double(wijk: Wijk) -> None:
    """It looks the same to every reader."""
    wijk.wrong(
        Edit(ORGANISATION, "/staff/sociaal_werk/", "»\uff53chuldhulp"),
        code="Y018",
        nl="lijkt te veel op 'schuldhulp'",
        en="is too much like 'schuldhulp'",
    )


def test_34_the_same_key_twice_is_refused(wijk: Wijk) -> None:
    """The second would quietly win."""
    wijk.wrong(
        Edit(RULES, "/routering/rules/R20_hulpmiddel/", "»R15_jeugd"),
        code="Y017",
        nl="sleutel 'R15_jeugd' komt twee keer voor",
        en="key 'R15_jeugd' occurs twice",
    )


def test_34_a_variant_adds_no_rule_named_almost_like_one_of_its_base(wijk: Wijk) -> None:
    """The two stand in two files, but in one table."""
    wijk.wrong(
        Edit(WIJKBUDGET, "/changes/rules.aanpak.rules.A40_mdo/", "»rules.aanpak.rules.A20_Schulden"),
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
    place = wijk.edit(Edit(WIJKBUDGET, "/id", f"»{name}"))
    found = [problem for problem in wijk.problems(WIJKBUDGET) if problem.code == code]
    assert [(wijk.file_of(one), one.mark.line, one.mark.column) for one in found] == [place]


def test_42_a_name_that_turns_the_reading_direction_is_refused(wijk: Wijk) -> None:
    """It would show as another name than it is; the hidden character itself is pointed at."""
    wijk.wrong(
        Edit(WIJKBUDGET, "/id", '"wijk»\u202ebudget"'),
        code="Y004",
        nl="U+202E",
        en="U+202E",
    )


@pytest.mark.parametrize("name", ['"../variants/gangbaar.yaml"', '"/etc/passwd"', "gangbaar.yaml"])
def test_42_files_are_named_and_never_pointed_at(wijk: Wijk, name: str) -> None:
    """A path in a scenario leads nowhere, so none can lead outside."""
    wijk.edit(Edit(STUDY, "/variants/0", name))
    found = wijk.problems()
    assert "S015" in {problem.code for problem in found}
    assert all(wijk.file_of(problem) == STUDY for problem in found)


@pytest.mark.parametrize(
    ("file", "meant"),
    [(WIJKBUDGET, "wijkbudget"), (STUDY, "wijkbudget"), (BASE, "ruwaard")],
)
def test_43_the_id_of_a_file_is_the_name_it_is_found_by(wijk: Wijk, file: str, meant: str) -> None:
    """So two files in one folder cannot have one id, and a result says which file it came from."""
    wijk.wrong(
        Edit(file, "/id", "»anders"),
        code="X004",
        nl="de id 'anders' is niet de naam waaronder dit te vinden is",
        en="the id 'anders' is not the name under which this is found",
        suggestion=meant,
    )


def test_43_a_part_with_another_id_than_its_base_is_doubted(wijk: Wijk) -> None:
    """It may have been copied from another wijk; that is allowed."""
    wijk.wrong(
        Edit(NEEDS, "/id", "»vinkhoek"),
        code="X004",
        nl="de id 'vinkhoek' is niet de naam",
        en="the id 'vinkhoek' is not the name",
        suggestion="ruwaard",
        severity="warning",
    )


def test_43_targets_with_another_id_than_the_base_beside_them_are_doubted(wijk: Wijk) -> None:
    """Like a part: they may have been copied."""
    wijk.wrong(
        Edit(TARGETS, "/id", "»ruwward"),
        code="X004",
        nl="de id 'ruwward' is niet de naam",
        en="the id 'ruwward' is not the name",
        suggestion="ruwaard",
        severity="warning",
        of=TARGETS,
    )


def test_43_a_variant_is_compared_once(wijk: Wijk) -> None:
    """Named twice in a study, it would be two columns with one heading."""
    wijk.wrong(
        Edit(STUDY, "/variants/1", "wijkbudget, »wijkbudget"),
        code="X006",
        nl="'wijkbudget' staat er twee keer",
        en="'wijkbudget' is named twice",
    )


def test_a_variant_may_cite_a_source_that_it_adds(wijk: Wijk) -> None:
    """New evidence needs no change in the base."""
    wijk.edit(changing("sources.sources.eigen_telling", '{title: {nl: "Eigen telling", en: "Own count"}}'))
    wijk.fine(Edit(GANGBAAR, "source: wijkkader", 'source: "eigen_telling blz. 3"'))


def test_a_rule_may_cite_nothing_that_is_not_listed(wijk: Wijk) -> None:
    """Also when the rule comes from a variant."""
    wijk.edit(also_changing("sources.sources.eigen_telling", '{title: {nl: "Eigen telling", en: "Own count"}}'))
    wijk.wrong(
        Edit(WIJKBUDGET, "/changes/mechanisms.contribution/source", "»eigen_teling"),
        code="X010",
        nl="geen bron met de naam 'eigen_teling'",
        en="no source called 'eigen_teling'",
        suggestion="eigen_telling",
    )


def test_a_change_of_what_is_there_is_no_slip(wijk: Wijk) -> None:
    """Who changes the condition of a rule (`when`, one letter from `then`) adds no name."""
    wijk.fine(changing("rules.routering.rules.R15_jeugd.when", '"leeftijd < 17"'))

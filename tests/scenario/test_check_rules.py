"""Bad input 30 to 32: rules that overlap, leave a gap or are never reached; what is seen without a proof.

Overlap by intention is how a `first` table works. Gaps and dead rules that only a proof can show are the
business of the proofs; here a table must end in a rule that always applies, and nothing may stand behind it.
"""

from __future__ import annotations

import pytest
from edited_scenarios import BASE, GANGBAAR, RULES, WIJKBUDGET, Edit, Wijk, changing


def test_30_rules_may_overlap_because_the_first_that_applies_decides(wijk: Wijk) -> None:
    """Two rules for the same case are no conflict: their order in the file is their precedence."""
    wijk.fine(Edit(RULES, "/routering/rules/R35_huishouden/when", '"leefdomein == huishouden or zwaarte > 9"'))


def test_31_a_first_table_ends_in_a_rule_that_always_applies(wijk: Wijk) -> None:
    """So no need is left without an answer."""
    wijk.edit(
        Edit(
            RULES,
            "      then: kortdurende_ondersteuning",
            '      when: "zwaarte > 4"\n      then: kortdurende_ondersteuning',
        )
    )
    wijk.wrong(
        Edit(RULES, "/routering/rules/R90_kortdurend/", "»R90_kortdurend"),
        code="R102",
        nl="de laatste regel moet altijd gelden: laat daar 'when' weg",
        en="the last rule must always apply: leave out its 'when'",
    )


def test_31_a_variant_that_takes_away_the_last_rule_leaves_a_gap(wijk: Wijk) -> None:
    """The rule that is last now stands in the base; the message says which variant makes it so."""
    wijk.edit(changing("rules.routering.rules.R90_kortdurend", "null"))
    found = wijk.problems()
    assert [(problem.code, wijk.file_of(problem)) for problem in found] == [("R102", RULES)]
    assert found[0].text.nl.startswith("in variant 'gangbaar': de laatste regel moet altijd gelden")


def test_31_a_table_without_rules_answers_nothing(wijk: Wijk) -> None:
    """Not even when that is what a variant wants."""
    wijk.edit(changing("rules.aanpak.rules", "{}"))
    assert [problem.code for problem in wijk.problems()] == ["R102"]


def test_32_a_rule_behind_one_that_always_applies_is_never_reached(wijk: Wijk) -> None:
    """Every rule behind it is told, and which rule shuts it out."""
    wijk.edit(Edit(RULES, "/routering/rules/R65_dagbesteding/when/", "# when"))
    found = wijk.problems()
    assert [problem.code for problem in found] == ["R103", "R103"]
    assert all("regel R65_dagbesteding ervoor geldt altijd" in problem.text.nl for problem in found)


def test_32_a_variant_that_adds_a_rule_behind_the_last_is_told_so(wijk: Wijk) -> None:
    """A new rule comes last unless it says what it comes before."""
    rule = "{title: {nl: a, en: b}, when: zwaarte > 9, then: specialist, source: wijkkader}"
    wijk.wrong(
        changing("rules.routering.rules.R99_zwaar", rule, mark="»"),
        code="R103",
        nl="deze regel komt nooit aan de beurt: regel R90_kortdurend ervoor geldt altijd",
        en="this rule is never reached",
    )


def test_a_new_rule_with_before_has_its_place(wijk: Wijk) -> None:
    """And is reached."""
    rule = "{title: {nl: a, en: b}, when: zwaarte > 9, then: specialist, source: wijkkader}"
    wijk.fine(changing("rules.routering.rules.R99_zwaar", rule, before="R10_crisis"))


@pytest.mark.parametrize(
    ("when", "code", "column"),
    [
        ("zwarte > 3", "R014", 0),
        ("zwaarte > 3 and leeftyd < 18", "R014", 16),
        ("zwaarte > 12", "R031", 10),
        ("wil_pgb && zwaarte > 3", "R006", 8),
        ("zwaarte = 3", "R005", 8),
    ],
)
def test_a_fault_in_a_condition_is_pointed_at_inside_the_text(wijk: Wijk, when: str, code: str, column: int) -> None:
    """The column is that of the word itself, in the file."""
    where = "/routering/rules/R15_jeugd/when"
    place = wijk.edit(Edit(RULES, where, f'»"{when}"'))
    found = wijk.problems()
    assert [problem.code for problem in found] == [code]
    assert place is not None
    assert (found[0].mark.line, found[0].mark.column) == (place[1], place[2] + 1 + column)


def test_all_faults_of_all_conditions_are_told_at_once(wijk: Wijk) -> None:
    """In the base and in a variant."""
    wijk.edit(
        Edit(RULES, "/routering/rules/R15_jeugd/when", '"leeftyd < 18"'),
        Edit(RULES, "/aanpak/rules/A20_schulden/when", '"leefdomein == schuld"'),
        Edit(WIJKBUDGET, "/changes/rules.aanpak.rules.A40_mdo/to/when", '"zwaarte >= drempel_mbo"'),
    )
    assert [(problem.code, wijk.file_of(problem)) for problem in wijk.problems()] == [
        ("R015", RULES),
        ("R014", RULES),
        ("R014", WIJKBUDGET),
    ]


def test_the_rules_are_read_as_they_are_on_every_date(wijk: Wijk) -> None:
    """A parameter that moves on a date makes no new problem and hides none."""
    dated = "{values: {2017-01-01: {low: 1, mode: 3, high: 4}, 2020-01-01: {low: 1, mode: 2, high: 4}}, unit: points, "
    wijk.fine(Edit(RULES, "/parameters/drempel_licht/value", dated + "source: assumption, grade: D}"), of=BASE)
    wijk.fine(of=GANGBAAR)

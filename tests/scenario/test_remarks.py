"""What is worth knowing about rules of which nothing is wrong; and rules that clash, which is wrong."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ruwaard_sim.errors import Problem
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.loading import CheckResult, check_files, examine
from ruwaard_sim.rules import Order, Prover

HEAD = """kind: variant
id: proef
base: ruwaard
title: {nl: "Proef", en: "Trial"}
description: {nl: "Een proef.", en: "A trial."}
counterfactual: true
changes:
"""
BECAUSE = 'because: {nl: "proef", en: "trial"}\n    source: "wijkkader §5"'

HOUSING_FIRST = f"""  rules.routering.rules.R38_wonen:
    {BECAUSE}
    before: R40_licht_contact
    to:
      title: {{nl: "Wonen", en: "Housing"}}
      when: "leefdomein == wonen"
      then: begeleiding
      source: "wijkkader §5"
"""
HIGHER_THRESHOLD = f"""  rules.parameters.drempel_licht:
    {BECAUSE}
    to:
      type: int
      title: {{nl: "drempel", en: "threshold"}}
      value: {{low: 3, mode: 4, high: 5, unit: points, source: assumption, grade: D}}
"""
NO_LIMIT = f"""  rules.parameters.drempel_licht:
    {BECAUSE}
    to:
      type: int
      title: {{nl: "drempel", en: "threshold"}}
      value: {{low: 3, mode: 7, high: 9, unit: points, source: assumption, grade: D}}
"""


def _written(folder: Path, changes: str) -> Path:
    path = folder / "proef.yaml"
    path.write_text(HEAD + changes, encoding="utf-8")
    return path


@cache
def _base() -> CheckResult:
    """What there is to say about the base."""
    return examine([shipped() / "ruwaard"])


def _told(checked: CheckResult, file: str) -> list[Problem]:
    """The remarks in this file."""
    return [told for told in (remark.problem() for remark in checked.remarks) if Path(told.mark.file).name == file]


def _line_of(path: Path, words: str) -> int:
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if words in line)


def test_an_overlap_tells_which_rules_for_whom_and_what_each_would_answer() -> None:
    """At the rule that decides stands which rule it comes before, what that makes of the answer, and who shows it."""
    checked = _base()
    found = [told for told in _told(checked, "rules.yaml") if "R15_jeugd stands before R20_hulpmiddel" in told.text.en]
    assert [(told.code, told.severity) for told in found] == [("R405", "remark")]
    assert found[0].text.en.endswith(
        "so the answer is jeugdhulp (the other way round hulpmiddelen) "
        "for a resident with: domain of the question is mobiliteit, age is 17 years"
    )
    assert found[0].text.nl.endswith(
        "dus is het antwoord jeugdhulp (andersom hulpmiddelen) "
        "voor een bewoner met: leefdomein van de vraag is mobiliteit, leeftijd is 17 jaar"
    )
    rules = Path(__file__).parents[2] / "scenarios" / "ruwaard" / "rules.yaml"
    assert found[0].mark.line == _line_of(rules, "R15_jeugd:")


def test_remarks_are_no_problems() -> None:
    """The shipped files have remarks, and nothing wrong with them."""
    checked = _base()
    assert checked.problems == []
    assert {remark.code for remark in checked.remarks} == {"R405", "R410"}
    assert checked.remarks == sorted(checked.remarks, key=lambda remark: (remark.mark.file, remark.mark.line))


def test_a_guarantee_that_one_rule_says_already_is_marked_with_that_rule() -> None:
    """So nobody takes it for a check on the rules together; a guarantee that rests on several has no such mark."""
    checked = _base()
    by_rule = {proof.guarantee.id: proof.as_object("en")["by_rule"] for proof in checked.guarantees}
    assert by_rule["G10_pgb_keuze"] == "O10_pgb"
    assert by_rule["G30_crisis_eerst"] is None
    repeated = [remark for remark in checked.remarks if remark.code == "R410"]
    assert len(repeated) == sum(rule is not None for rule in by_rule.values())


def test_a_variant_without_rules_of_its_own_has_no_remarks_of_its_own() -> None:
    """What the base has is told once, in the base."""
    assert len(examine([Path("gangbaar")]).remarks) == len(_base().remarks)


def test_of_a_variant_only_what_it_brings_is_remarked(tmp_path: Path) -> None:
    """A new rule is told in the variant with every rule it overlaps, before or behind; the base says what it said."""
    path = _written(tmp_path, HOUSING_FIRST)
    checked = examine([path])
    own = _told(checked, "proef.yaml")
    pairs = {told.text.en.partition(",")[0] for told in own}
    assert pairs == {
        "R10_crisis stands before R38_wonen",
        "R15_jeugd stands before R38_wonen",
        "R30_eigen_netwerk stands before R38_wonen",
        "R38_wonen stands before R45_licht",
    }
    assert {told.mark.line for told in own} == {_line_of(path, "R38_wonen")}
    assert len(checked.remarks) == len(own) + len(_base().remarks)


def test_another_resident_for_the_same_overlap_is_nothing_new(tmp_path: Path) -> None:
    """A threshold one higher moves who shows an overlap, not which rules overlap."""
    checked = examine([_written(tmp_path, HIGHER_THRESHOLD)])
    assert len(checked.remarks) == len(_base().remarks)


def test_what_a_variant_brings_about_between_rules_of_the_base_names_the_variant(tmp_path: Path) -> None:
    """A threshold so high that light questions overlap with heavy ones is told at the rule, with the variant."""
    checked = examine([_written(tmp_path, NO_LIMIT)])
    named = [told for told in _told(checked, "rules.yaml") if told.text.nl.startswith("in variant 'proef': ")]
    assert ["in variant 'proef': R45_licht stands before R70_begeleiding" in told.text.en for told in named] == [True]


def test_an_order_that_was_not_searched_to_the_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the prover stops early nobody is left to think that the list is all; and it is said once, in the base."""
    monkeypatch.setattr(Prover, "order", lambda prover, table: Order((), complete=False))
    told = [remark.problem() for remark in examine([Path("gangbaar")]).remarks if remark.code == "R407"]
    assert {each.text.en for each in told} == {"the order of more rules may matter; no further search was made"}
    assert len(told) == 6
    assert {each.severity for each in told} == {"remark"}


def test_a_table_that_claims_one_rule_and_has_two_is_wrong(tmp_path: Path) -> None:
    """At the second rule stands which two apply and to whom; a claim that holds says nothing."""
    path = _written(tmp_path, _one_rule_a_case("leefdomein == schulden"))
    found = [problem for problem in check_files([path])[0] if problem.code == "R404"]
    assert [(problem.severity, problem.mark.line) for problem in found] == [("error", _line_of(path, "A20_schulden"))]
    assert "A10_crisis and A20_schulden both do" in found[0].text.en
    assert "A10_crisis en A20_schulden gelden allebei" in found[0].text.nl
    assert found[0].text.en.endswith("a resident with: domain of the question is schulden, urgency is crisis")
    path = _written(tmp_path, _one_rule_a_case("leefdomein == schulden and urgentie < crisis"))
    assert not [problem for problem in check_files([path])[0] if problem.severity == "error"]


def _one_rule_a_case(debts: str) -> str:
    """A change that makes of `aanpak` a table of which one rule may apply; *debts* is when the second does."""
    rules = [
        ("A10_crisis", "urgentie == crisis", "crisis"),
        ("A20_schulden", debts, "direct"),
        ("A90_onderzoek", "leefdomein != schulden and urgentie < crisis", "onderzoek"),
    ]
    written = "".join(
        f'        {name}: {{title: {{nl: "x", en: "y"}}, when: "{when}", then: {then}, source: "wijkkader §5"}}\n'
        for name, when, then in rules
    )
    return f"""  rules.aanpak:
    {BECAUSE}
    to:
      question: {{nl: "Hoe?", en: "How?"}}
      hit: unique
      rules:
{written}"""

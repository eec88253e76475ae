"""Guarantees about the rules: proved, or broken with a resident who shows it, at the rule that breaks it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from edited_scenarios import RULES, Edit, Wijk

from ruwaard_sim.cli import main
from ruwaard_sim.errors import UsageError
from ruwaard_sim.files.loading import check_files, load_variant
from ruwaard_sim.scenario.guarantees.proof_session import Proof
from ruwaard_sim.study.route_explanation import explain_facts
from ruwaard_sim.study.rules_diff import diff

HEAD = """kind: variant
id: proef
base: ruwaard
title: {nl: "Proef", en: "Trial"}
description: {nl: "Een proef.", en: "A trial."}
"""

BECAUSE = 'because: {nl: "proef", en: "trial"}\n    source: "wijkkader §5"'


def _check(folder: Path, changes: str, more: str = "") -> tuple[list[str], list[Proof]]:
    path = folder / "proef.yaml"
    path.write_text(f"{HEAD}{more}changes:\n{changes}", encoding="utf-8")
    problems, proofs = check_files([path])
    return [problem.say("en") for problem in problems], proofs


INCOME_COUNTS = f"""  rules.routering.rules.R35_huishouden:
    {BECAUSE}
    to:
      title: {{nl: "Alleen bij laag inkomen", en: "Low incomes only"}}
      when: "leefdomein == huishouden and inkomen == laag"
      then: huishoudelijke_hulp
      source: "wijkkader §5"
"""


def test_every_guarantee_of_the_shipped_rules_is_proved() -> None:
    """The guarantees of the wijkkader and the law hold for the base and for both variants, from their first day."""
    _, proofs = check_files([_shipped("gangbaar"), _shipped("wijkbudget")])
    assert {proof.status for proof in proofs} == {"proved"}
    assert {proof.variant for proof in proofs} == {"ruwaard", "gangbaar", "wijkbudget"}
    assert {"G10_pgb_keuze", "G20_beschikking", "G30_crisis_eerst", "G40_zwaarder_nooit_lichter"} <= {
        proof.guarantee.id for proof in proofs
    }


def test_a_guarantee_about_steering_applies_only_where_somebody_steers() -> None:
    """Where nobody steers it is proved all the same, as its rules are there, but it is not said of that variant."""
    _, proofs = check_files([_shipped("sturing")])
    applies: dict[str, set[str]] = {}
    for proof in proofs:
        if proof.as_object("nl")["applies"]:
            applies.setdefault(proof.guarantee.id, set()).add(proof.variant)
    assert applies["G30_crisis_eerst"] == {"ruwaard", "wijkbudget", "sturing"}
    assert applies["S40_reservering"] == {"sturing"}


def _shipped(name: str) -> Path:
    return Path(__file__).parents[2] / "scenarios" / "variants" / f"{name}.yaml"


def test_a_broken_guarantee_shows_a_resident_and_the_rule(tmp_path: Path) -> None:
    """Who makes income count is told which guarantee breaks, from when, for whom, and at which line of the variant."""
    said, proofs = _check(tmp_path, INCOME_COUNTS)
    broken = [line for line in said if "R408" in line and "G65_inkomen" in line]
    assert len(broken) == 1
    assert "proef.yaml:" in broken[0]
    assert "BROKEN (proef, from 1 January 2018)" in broken[0]
    assert "does not hold: a resident with" in broken[0]
    assert "R35_huishouden, R90_kortdurend)" in broken[0]
    shown = next(
        proof for proof in proofs if proof.guarantee.id == "G65_inkomen_speelt_geen_rol" and proof.variant == "proef"
    )
    witness = shown.as_object("en")["witness"]
    assert len(witness["residents"]) == 2
    assert any("inkomen" in resident for resident in witness["residents"])


HELP_OR_SUPPORT = f"""  rules.routering.rules.R35_huishouden:
    {BECAUSE}
    to:
      title: {{nl: "Hulp in huis, of kort iemand ernaast", en: "Domestic help, or brief support"}}
      when: "leefdomein == huishouden"
      then: huishoudelijke_hulp
      judgement: [kortdurende_ondersteuning]
      source: "wijkkader §5"
  rules.guarantees.G70_huishouden:
    {BECAUSE}
    to:
      title: {{nl: "Wie hulp in huis nodig heeft, wordt geholpen.", en: "Who needs help at home is helped."}}
      assume: "leefdomein == huishouden and leeftijd >= 18 and urgentie < crisis and zwaarte > drempel_licht"
      then: "routering in {{huishoudelijke_hulp, kortdurende_ondersteuning}}"
      source: "wijkkader §5"
"""


def test_luck_of_each_breaks_equal_treatment_unless_a_rule_judges_alike(tmp_path: Path) -> None:
    """Of two alike but for the severity the heavier may get brief support, the lighter domestic help: G40 is broken.

    And so is every guarantee that a fact plays no part. With one choice for everyone they all hold.
    """
    said, _ = _check(tmp_path, HELP_OR_SUPPORT)
    broken = {name for line in said for name in ("G40", "G60", "G65", "G67") if f"R408 {name}" in line}
    assert broken == {"G40", "G60", "G65", "G67"}
    assert all("R35_huishouden leaves a judgement on each apart" in line for line in said)
    alike = HELP_OR_SUPPORT.replace("judgement: [", "alike: true\n      judgement: [")
    said, proofs = _check(tmp_path, alike)
    assert said == []
    assert {proof.status for proof in proofs if proof.variant == "proef"} == {"proved"}


def test_a_choice_alike_without_room_to_choose_is_an_error(tmp_path: Path) -> None:
    """`alike: true` where there is no judgement would be read by nothing."""
    said, _ = _check(tmp_path, HELP_OR_SUPPORT.replace("judgement: [kortdurende_ondersteuning]", "alike: true"))
    assert len(said) == 1
    assert ":14:14: R109 this rule leaves nothing to judgement" in said[0]


def test_a_guarantee_that_a_rule_below_breaks_is_told_at_the_change_that_lets_it_through(tmp_path: Path) -> None:
    """Who narrows a rule finds at that rule who now falls through to another, which stands in a file of others.

    Of several changes it is the one of the rule that answered before; where a threshold moved, the first change.
    """
    income_last = f"{SPECIALIST}{INCOME_COUNTS}"
    _check(tmp_path, income_last, "counterfactual: true\n")
    problems, _ = check_files([tmp_path / "proef.yaml"])
    lines = (tmp_path / "proef.yaml").read_text(encoding="utf-8").splitlines()
    at = {problem.mark.line for problem in problems if "G70_huishouden" in problem.text.en}
    assert [lines[line - 1] for line in at] == ["  rules.routering.rules.R35_huishouden:"]
    higher = SPECIALIST.replace("drempel_specialist", "drempel_licht")
    _check(tmp_path, higher)
    problems, _ = check_files([tmp_path / "proef.yaml"])
    broken = {(Path(each.mark.file).name, each.mark.line) for each in problems if each.code == "R408"}
    assert broken == {("proef.yaml", 7)}


def test_check_says_a_broken_guarantee_once_and_how_many_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error tells whom it fails; the count beside it tells that this is one of many, of which the others hold."""
    _, proofs = _check(tmp_path, INCOME_COUNTS)
    of_trial = {proof.guarantee.id: proof.status for proof in proofs if proof.variant == "proef" and proof.applies}
    steering = sum(proof.variant == "proef" and not proof.applies for proof in proofs)
    broken = [name for name, status in of_trial.items() if status == "broken"]
    assert main(["check", str(tmp_path / "proef.yaml"), "--lang", "en"]) == 2
    lines = capsys.readouterr().out.splitlines()
    kept = f"{len(of_trial) - len(broken)} of {len(of_trial)} guarantees proved, {len(broken)} BROKEN; "
    kept += f"{steering} more are about steering, which nobody does here."
    assert f"proef (from 1 January 2018): {kept}" in lines
    assert [sum(f"{name}: BROKEN" in line for line in lines) for name in broken] == [1] * len(broken)


def test_a_variant_outside_the_law_must_say_so(tmp_path: Path) -> None:
    """With counterfactual: true the broken guarantee is a remark, the variant runs, and carries the mark."""
    said, _ = _check(tmp_path, INCOME_COUNTS, "counterfactual: true\n")
    assert any("R408" in line for line in said)
    variant = load_variant(tmp_path / "proef.yaml")
    assert variant.plan.counterfactual


def test_a_guarantee_breaks_from_the_day_the_variant_begins(tmp_path: Path) -> None:
    """Before the variant begins nothing is broken, so the date told is the day it begins."""
    said, _ = _check(tmp_path, INCOME_COUNTS, "begins: 2020-07-01\n")
    assert any("from 1 July 2020" in line for line in said if "R408" in line)


INVESTIGATED = f"""  rules.aanpak.rules.A20_schulden:
    {BECAUSE}
    to:
      title: {{nl: "Schulden: eerst onderzoek", en: "Debts: an assessment first"}}
      when: "leefdomein == schulden"
      then: onderzoek
      source: "wijkkader §5"
  rules.guarantees.G78_schulden:
    {BECAUSE}
    to:
      title: {{nl: "Wie schulden heeft, wordt onderzocht voor de schuldhulp.", en: "Debts are assessed first."}}
      assume: "leefdomein == schulden and leeftijd >= 18 and urgentie < crisis"
      then: "routering == schuldhulp and aanpak == onderzoek"
      source: "wijkkader §5"
"""


def test_who_was_handled_by_other_rules_than_sent_on_is_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A guarantee over both tables holds within a regime; for whoever was in procedure when it began it is refuted.

    From the first day on it is no other: who was handled at once in the weeks before is sent on by these rules as well.
    """
    said, proofs = _check(tmp_path, INVESTIGATED, "begins: 2020-07-01\n")
    assert said == []
    proof = next(each for each in proofs if each.variant == "proef" and each.guarantee.id == "G78_schulden")
    assert proof.status == "proved"
    (missed,) = proof.as_object("en")["not_for"]
    assert missed["in_procedure_on"] == "2020-07-01"
    assert missed["residents"] == ["leefdomein=schulden"]
    assert "A20_schulden" in missed["rules"]
    assert {each.guarantee.id for each in proofs if each.crossed} == {"G78_schulden"}
    path = str(tmp_path / "proef.yaml")
    assert main(["check", path, "--lang", "en"]) == 0
    assert "being handled already when the rules changed is not covered by G78_schulden" in capsys.readouterr().out
    assert main(["check", path, "--lang", "en", "--guarantees"]) == 0
    told = (
        "This does not hold for who was being handled already on 1 July 2020: a resident with: domain of the question"
    )
    assert told in capsys.readouterr().out


def test_a_rule_that_can_never_decide_is_named_with_what_covers_it(tmp_path: Path) -> None:
    """A rule behind rules that together cover it is a remark that names them."""
    changes = f"""  rules.routering.rules.R38_dubbel:
    {BECAUSE}
    before: R40_licht_contact
    to:
      title: {{nl: "Nog eens huishouden", en: "Housekeeping once more"}}
      when: "leefdomein == huishouden and zwaarte >= 5"
      then: huishoudelijke_hulp
      source: "wijkkader §5"
"""
    said, _ = _check(tmp_path, changes)
    found = [line for line in said if "R402" in line]
    assert len(found) == 1
    assert "R35_huishouden" in found[0]


def test_an_example_that_no_longer_holds_is_an_error(tmp_path: Path) -> None:
    """An example beside a rule is a test: when another rule decides, check says which."""
    changes = f"""  rules.routering.rules.R25_schulden:
    {BECAUSE}
    to:
      title: {{nl: "Schulden", en: "Debt"}}
      when: "leefdomein == schulden"
      then: schuldhulp
      source: "wijkkader §5"
      examples:
        verkeerd: {{facts: "leefdomein=wonen", because: {{nl: "klopt niet", en: "is wrong"}}}}
"""
    said, _ = _check(tmp_path, changes)
    assert any("R411" in line and "(rule: R90_kortdurend)" in line for line in said)


def test_rules_about_nobody_prove_nothing(tmp_path: Path) -> None:
    """When all that can happen is excluded every guarantee would hold; so that is told, once, and nothing is proved."""
    changes = f"""  steering.cannot_happen:
    {BECAUSE}
    to:
      N90_niets:
        title: {{nl: "Geen enkele situatie", en: "No situation"}}
        when: "bezetting_huis > 9 or bezetting_huis < 90"
        source: "wijkkader §5"
"""
    said, proofs = _check(tmp_path, changes, "counterfactual: true\n")
    assert len(said) == 1
    assert "R406" in said[0]
    assert [proof.guarantee.id for proof in proofs if proof.variant == "proef" and proof.guarantee.id[0] == "S"] == []


@pytest.mark.parametrize(
    ("written", "code", "fragment"),
    [
        ('assume: "leeftyd >= 18", then: "aanbod_pgb"', "R014", "leeftijd"),
        ('then: "routering == begeleidng"', "R015", "begeleiding"),
        ('assume: "wil_pgb"', "X091", "exactly one of"),
        ("rising: zwaarte", "X092", "needs 'table' and 'order'"),
    ],
)
def test_a_guarantee_that_cannot_be_read_is_located(tmp_path: Path, written: str, code: str, fragment: str) -> None:
    """An unknown word in a guarantee, or one of no kind, is a problem at its place with what was perhaps meant."""
    changes = f"""  rules.guarantees.G99_proef:
    {BECAUSE}
    to: {{title: {{nl: "proef", en: "trial"}}, source: "wijkkader §5", {written}}}
"""
    said, _ = _check(tmp_path, changes)
    assert any(code in line and fragment in line and "proef.yaml:" in line for line in said), said


def test_diff_names_every_kind_of_resident_that_moves(capsys: pytest.CaptureFixture[str]) -> None:
    """Between the shipped variants debts stay where they are, and heavy questions come to the table; that is all."""
    assert main(["diff", "gangbaar", "wijkbudget", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "aanpak: onderzoek [report, investigation, formal decision] -> mdo [multidisciplinary meeting]" in told
    assert "schuldhulp" not in told
    assert "This is all: proved" in told


def test_diff_of_a_variant_with_itself_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Who compares a variant with itself hears that the rules give everyone the same."""
    assert main(["diff", "gangbaar", "gangbaar", "--lang", "en"]) == 0
    assert "The rules about residents give everyone the same on every day: proved." in capsys.readouterr().out


def test_touches_is_proved_or_shows_who_else_is_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change of the threshold for specialists touches only mental health; a wrong claim shows someone else."""
    change = f"""  rules.parameters.drempel_specialist:
    {BECAUSE}
    to:
      type: int
      title: {{nl: "drempel", en: "threshold"}}
      value: {{low: 7, mode: 9, high: 9, unit: points, source: assumption, grade: D}}
"""
    said, _ = _check(tmp_path, change, 'touches: "leefdomein == psychisch"\n')
    assert said == []
    assert main(["diff", "gangbaar", str(tmp_path / "proef.yaml"), "--lang", "en"]) == 0
    assert "Proved" in capsys.readouterr().out
    said, _ = _check(tmp_path, change, 'touches: "leefdomein == wonen"\n')
    assert len(said) == 1
    period = "from 1 January 2018 to 1 January 2023"
    assert f":6:10: R412 {period}: someone outside it is answered otherwise too: a resident with: domain" in said[0]


def test_a_misspelled_group_is_pointed_at(tmp_path: Path) -> None:
    """Whom a variant touches is written in the words of the rules; a word that is none of them is found by `check`."""
    said, _ = _check(tmp_path, SPECIALIST, 'touches: "leefdomein == psychich"\n')
    assert len(said) == 1
    assert "R015" in said[0]
    assert "did you mean 'psychisch'" in said[0]


SPECIALIST = f"""  rules.parameters.drempel_specialist:
    {BECAUSE}
    to:
      type: int
      title: {{nl: "drempel", en: "threshold"}}
      value: {{low: 7, mode: 9, high: 9, unit: points, source: assumption, grade: D}}
"""


def _above(folder: Path, base: str, changes: str, more: str = "") -> Path:
    path = folder / "boven.yaml"
    head = HEAD.replace("id: proef", "id: boven").replace("base: ruwaard", f"base: {base}")
    path.write_text(f"{head}{more}changes:\n{changes}", encoding="utf-8")
    return path


def test_diff_of_a_variant_and_the_one_below_shows_only_what_the_upper_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that wijkbudget changed is on both sides; and whom the upper touches is proved for its own changes.

    Also when it is laid beside another variant: then what it is compared with is said.
    """
    path = str(_above(tmp_path, "wijkbudget", SPECIALIST, 'touches: "leefdomein == psychisch"\n'))
    assert main(["diff", "wijkbudget", path, "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    moved = [line.partition("  ")[0] for line in lines if line.startswith(("aanpak", "routering", "aanbod"))]
    assert moved == [
        "routering: specialist [specialist from outside (mental health)] -> begeleiding [individual support in kind]"
    ]
    assert lines[-1] == "Proved: only those in touches are touched, on every day."
    assert main(["diff", "gangbaar", path, "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "aanpak: onderzoek [report, investigation, formal decision] -> mdo [multidisciplinary meeting]" in told
    assert told.splitlines()[-1] == "beside 'wijkbudget': Proved: only those in touches are touched, on every day."


def test_a_guarantee_that_the_lower_breaks_is_told_of_the_lower_and_known_of_the_upper(tmp_path: Path) -> None:
    """The remarks stand once, for the lower; the proofs are of both, and the upper runs with the mark."""
    _check(tmp_path, INCOME_COUNTS, "counterfactual: true\n")
    problems, proofs = check_files([_above(tmp_path, "proef", SPECIALIST, "begins: 2020-07-01\n")])
    places = [(problem.code, Path(problem.mark.file).name) for problem in problems]
    assert places == [("R408", "proef.yaml")] * 2
    assert {problem.text.en.partition("(")[2].partition(",")[0] for problem in problems} == {"proef"}
    broken = {(proof.variant, str(proof.since)) for proof in proofs if proof.status == "broken"}
    assert broken == {("proef", "2018-01-01"), ("boven", "2020-07-01")}
    assert load_variant(tmp_path / "boven.yaml").plan.counterfactual


def test_a_guarantee_that_the_upper_breaks_is_told_at_its_own_rule(tmp_path: Path) -> None:
    """The lower keeps every guarantee, so nothing is said of it."""
    _check(tmp_path, SPECIALIST)
    problems, proofs = check_files([_above(tmp_path, "proef", INCOME_COUNTS)])
    places = [(problem.code, Path(problem.mark.file).name) for problem in problems]
    assert places == [("R408", "boven.yaml")] * 2
    assert {problem.text.en.partition("(")[2].partition(",")[0] for problem in problems} == {"boven"}
    assert {proof.variant for proof in proofs if proof.status == "broken"} == {"boven"}
    assert {proof.variant for proof in proofs} == {"ruwaard", "proef", "boven"}


def test_why_not_tells_the_smallest_change(capsys: pytest.CaptureFixture[str]) -> None:
    """One point more would have brought the specialist; a word that is no outcome gets the nearest."""
    facts = ["explain", "wijkbudget", "--facts", "zwaarte=7, leefdomein=psychisch", "--lang", "en"]
    assert main([*facts, "--why-not", "specialist"]) == 0
    assert "8 points" in capsys.readouterr().out.splitlines()[-1]
    assert main([*facts, "--why-not", "specialst"]) == 2
    assert "did you mean 'specialist'?" in capsys.readouterr().err


def test_the_hash_of_the_rules_changes_with_the_rules_only(tmp_path: Path) -> None:
    """A result can show which rules decided: another threshold is another hash, another price is not."""
    gangbaar = load_variant("gangbaar").plan.rules_hash
    assert load_variant("wijkbudget").plan.rules_hash != gangbaar
    _check(
        tmp_path,
        f"""  money.price_growth:
    {BECAUSE}
    to: {{low: 1, mode: 2, high: 3, unit: "%/year", source: assumption, grade: D}}
""",
    )
    assert load_variant(tmp_path / "proef.yaml").plan.rules_hash == gangbaar


def test_a_threshold_of_the_rules_is_a_whole_number(tmp_path: Path) -> None:
    """Rules count in whole points, so half a point is refused instead of rounded in silence."""
    said, _ = _check(
        tmp_path,
        f"""  rules.parameters.drempel_licht:
    {BECAUSE}
    to:
      type: int
      title: {{nl: "drempel", en: "threshold"}}
      value: {{low: 3, mode: 3.5, high: 4, unit: points, source: assumption, grade: D}}
""",
    )
    assert any("X028" in line and "3.5 is not" in line for line in said), said


def test_a_guarantee_about_nobody_says_so(tmp_path: Path) -> None:
    """The warning does not stop at *proved*."""
    nobody = f"""  rules.guarantees.G99_niemand:
    {BECAUSE}
    to:
      title: {{nl: "Niets.", en: "Nothing."}}
      assume: "zwaarte > 5 and zwaarte < drempel_licht"
      then: "aanpak == crisis"
      source: "wijkkader §5"
"""
    said, _ = _check(tmp_path, nobody)
    assert [line for line in said if "R409" in line and line.endswith("— this guarantee is about nobody")]


STEERED = f"""kind: variant
id: proef
base: sturing
title: {{nl: "Proef", en: "Trial"}}
description: {{nl: "Een proef.", en: "A trial."}}
changes:
  steering.parameters.krap:
    {BECAUSE}
    to:
      type: money
      title: {{nl: "krap", en: "tight"}}
      value: {{low: 5000, mode: 14000, high: 40000, unit: EUR, source: assumption, grade: D}}
  steering.actions.begeleiding_naar_huishouden.shift.hours:
    {BECAUSE}
    to: {{low: 4, mode: 40, high: 60, unit: hours/week, source: assumption, grade: D}}
"""


def test_diff_tells_what_is_steered_otherwise_and_what_a_decision_does_otherwise(tmp_path: Path) -> None:
    """Other rules about the wijk are told as completely as those about residents; so is a decision that does more."""
    path = tmp_path / "proef.yaml"
    path.write_text(STEERED, encoding="utf-8")
    moved = diff(load_variant("sturing"), load_variant(path))
    told = moved.say("en")
    assert "The rules about residents give everyone the same on every day: proved." in told
    more, nothing = "meer reserveren [set aside more for pgb next year]", "niets [leave it as it is]"
    assert f"reservering: {more} -> {nothing}  (V10_krap -> V90_niets)" in told
    assert "This is all: proved for every situation that could exist." in told
    otherwise = "'begeleiding naar huishouden' [hours from support to domestic help]"
    assert told.endswith(f"Doing something else: {otherwise} (from 1 January 2018 to 1 January 2023).\n")
    assert "[" not in moved.say("nl")
    written = moved.as_object("en")
    assert written["complete"]
    (named,) = written["otherwise"]
    assert named["actions"] == ["begeleiding_naar_huishouden"]
    assert [change["questions_a_year"] for change in written["changes"]] == [None]


A_YEAR = f"""  rules.parameters.drempel_samen.value:
    {BECAUSE}
    to:
      values:
        2017-10-02: {{low: 4, mode: 5, high: 7}}
        2020-01-01: {{low: 4, mode: 8, high: 9}}
        2021-01-01: {{low: 4, mode: 5, high: 7}}
      unit: points
      source: assumption
      grade: D
"""


def test_a_trial_of_one_year_is_seen_though_it_is_over_on_the_last_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whom it touches is refuted for that year, with a resident; `diff` and `explain` tell who, when, how many."""
    path = _above(tmp_path, "wijkbudget", A_YEAR, 'touches: "leefdomein == schulden"\n')
    (problem,) = check_files([path])[0]
    assert (problem.code, problem.mark.line) == ("R412", 6)
    assert problem.text.en == (
        "from 1 January 2020 to 1 January 2021: someone outside it is answered otherwise too: a resident with: "
        "severity is 6 points; first kortdurende ondersteuning, then collectieve voorziening"
    )
    variant = load_variant(_above(tmp_path, "wijkbudget", A_YEAR))
    changes = diff(load_variant("wijkbudget"), variant).as_object("en")["changes"]
    assert {(*each["before"], *each["after"]) for each in changes} == {
        ("kortdurende_ondersteuning", "collectieve_voorziening"),
        ("dagbesteding", "collectieve_voorziening"),
    }
    for change in changes:
        assert change["periods"] == [{"from": "2020-01-01", "to": "2021-01-01"}]
        assert 5 < change["questions_a_year"] < 60
    told = explain_facts(variant.plan, "zwaarte=7").say("en")
    assert told.startswith("Trial: a question with these facts, not the same in every period.")
    always = "From 1 January 2018 to 1 January 2020 and from 1 January 2021 to 1 January 2023:"
    then = "From 1 January 2020 to 1 January 2021:"
    routes = [line.partition("Outcome: ")[2].partition(" ")[0] for line in told.splitlines() if "Outcome" in line]
    assert routes == ["mdo", "kortdurende", "collectieve"]
    assert (
        told.index(always) < told.index("Outcome: kortdurende") < told.index(then) < told.index("Outcome: collectieve")
    )
    told = explain_facts(variant.plan, "zwaarte=7", date(2020, 3, 17)).say("en")
    assert told.startswith("Trial: a question with these facts, by the rules of 17 March 2020.")
    assert "Outcome: kortdurende" not in told
    with pytest.raises(UsageError) as outside:
        explain_facts(variant.plan, "zwaarte=7", date(2023, 1, 1))
    assert outside.value.text.en.endswith("outside the period: from 1 January 2018 to 1 January 2023.")
    assert main(["explain", str(path), "--facts", "zwaarte=7", "--date", "17-3-2020", "--lang", "en"]) == 2
    assert "is not a date; write year, month and day, as 2020-03-17" in capsys.readouterr().err


def test_a_broken_guarantee_does_not_keep_rules_from_being_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever breaks a guarantee wants to see why: `explain` and `diff` work, and say what is broken."""
    assert any("R408" in line for line in _check(tmp_path, INCOME_COUNTS)[0])
    path = str(next(tmp_path.rglob("proef.yaml")))
    for words in (["explain", path, "--facts", "leefdomein=huishouden"], ["diff", "wijkbudget", path]):
        assert main(words) == 0
        said = capsys.readouterr()
        assert said.out
        assert "LET OP: G65_inkomen_speelt_geen_rol: GEBROKEN" in said.err


OLD_AND_ALONE = f"""  rules.cannot_happen.N20_oud_alleen:
    {BECAUSE}
    to:
      title: {{nl: "75 en alleen", en: "75 and alone"}}
      when: "leeftijd >= 75 and alleenstaand"
      source: "cbs_kwb_2018"
  rules.routering.rules.R12_oud:
    {BECAUSE}
    before: R10_crisis
    to:
      title: {{nl: "75 en alleen: eigen netwerk", en: "75 and alone: own network"}}
      when: "leeftijd >= 75 and alleenstaand"
      then: eigen_netwerk
      source: "wijkkader §5"
"""


def test_who_lives_in_the_wijk_can_exist(tmp_path: Path) -> None:
    """A variant that says otherwise is refused with their number, and its guarantees are proved with them in.

    So is its claim about whom it touches; with `counterfactual` as well, for the run would meet them.
    """
    for more in ("", "counterfactual: true\n"):
        said, proofs = _check(tmp_path, OLD_AND_ALONE, f'{more}touches: "leefdomein == schulden"\n')
        (refused,) = [line for line in said if "X094" in line]
        assert "'N20_oud_alleen' they do not exist, but 897 residents of this wijk are such" in refused
        assert [line for line in said if "R412" in line]
        broken = {proof.guarantee.id for proof in proofs if proof.variant == "proef" and proof.status == "broken"}
        assert {"G30_crisis_eerst", "G60_leeftijd_speelt_geen_rol", "G70_huishouden"} <= broken


def test_a_base_that_excludes_its_own_residents_is_refused(tmp_path: Path) -> None:
    """Joined by `or` to everyone under 18, so that a rule for the young would need no proof: told, with the count."""
    wijk = Wijk.copy_to(tmp_path)
    wijk.edit(Edit(RULES, "/cannot_happen/N10_kind_alleen/when", '"leeftijd < 16 and alleenstaand or leeftijd < 18"'))
    (problem,) = [each for each in check_files([wijk.folder / RULES])[0] if each.severity == "error"]
    assert (problem.code, wijk.file_of(problem)) == ("X094", RULES)
    assert "by 'N10_kind_alleen' they do not exist, but 3951 residents of this wijk are such" in problem.text.en


def test_a_variant_makes_nobody_impossible(tmp_path: Path) -> None:
    """Also nobody who does not live here, unless outside the law; but it may take such a condition out."""
    nobody = OLD_AND_ALONE.partition("  rules.routering")[0].replace(">= 75 and alleenstaand", "< 3 and alleenstaand")
    said, _ = _check(tmp_path, nobody)
    (refused,) = said
    assert refused.split()[1] == "X093"
    assert ":7:3: X093 a variant does not change who exists" in refused
    assert _check(tmp_path, nobody, "counterfactual: true\n")[0] == []
    removed = f"  rules.cannot_happen.N10_kind_alleen:\n    {BECAUSE}\n    to: null\n"
    assert _check(tmp_path, removed)[0] == []


def test_an_example_about_somebody_who_cannot_exist_is_an_error(tmp_path: Path) -> None:
    """It shows nothing: told at the example, whether it gets what is written or not."""
    lonely = INCOME_COUNTS + '      examples: {kind: {facts: "leefdomein=huishouden, inkomen=laag, leeftijd=8, '
    lonely += 'alleenstaand=ja", answer: jeugdhulp, because: {nl: "zo", en: "so"}}}\n'
    said, _ = _check(tmp_path, lonely, "counterfactual: true\n")
    (told,) = [line for line in said if "R414" in line]
    assert "is about somebody who cannot exist by cannot_happen" in told

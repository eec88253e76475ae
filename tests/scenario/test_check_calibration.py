from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from edited_scenarios import HERE, SHIPPED, Edit, Wijk

from ruwaard_sim.files.loading import load_study

CALIBRATION = "calibrations/proef.yaml"
DRAWS = "draws/proef.yaml"
WITH_DRAWS = "studies/met_trekkingen.yaml"
SHORT = "organisation.provisions.kortdurende_ondersteuning"

SOUND = """\
kind: calibration
id: proef
base: ruwaard
title: {nl: "proef", en: "trial"}
because: {nl: "zo", en: "so"}
values:
  needs.domains.huishouden.rates: {title: {nl: "a", en: "a"}, because: {nl: "zo", en: "so"}}
  mechanisms.decides.talk_pace: {of: wijkbudget, title: {nl: "b", en: "b"}, because: {nl: "zo", en: "so"}}
targets: [hh_inflow, first_talk]
waves: 1
draws: 2
replications: 1
seed: 1
"""
MADE_WITH = yaml.safe_load((SHIPPED / "draws/ruwaard.yaml").read_text(encoding="utf-8"))
FITTED = f"""\
kind: draws
id: proef
base: ruwaard
calibration: proef
title: {{nl: "proef", en: "trial"}}
made: {{version: "0", seed: 1, replications: 1, waves: 1, candidates: 2, lived: 2, accepted: 1}}
numbers: {{gangbaar: "{MADE_WITH["numbers"]["gangbaar"]}"}}
targets: {{hh_inflow: "{MADE_WITH["targets"]["hh_inflow"]}"}}
values:
  - {{path: organisation.staff.wmo_consulenten.fte, of: ruwaard,
     title: {{nl: "a", en: "a"}}, unit: FTE, low: 4, mode: 5, high: 8}}
  - {{path: mechanisms.decides.talk_pace, of: wijkbudget,
     title: {{nl: "b", en: "b"}}, unit: hours/week, low: 1, mode: 4, high: 6}}
draws:
  "17": [5.5, 4]
"""
STUDY = """\
kind: study
id: met_trekkingen
title: {nl: "proef", en: "trial"}
question: {nl: "wat?", en: "what?"}
baseline: gangbaar
variants: [gangbaar, wijkbudget]
draws: proef
replications: 4
seed: 1
"""


@pytest.fixture
def own(wijk: Wijk) -> Wijk:
    """A wijk with a calibration, draws and a study that uses them."""
    for name, text in ((CALIBRATION, SOUND), (DRAWS, FITTED), (WITH_DRAWS, STUDY)):
        (wijk.folder / name).write_text(text, encoding="utf-8")
    return wijk


def value(path: str, more: str = "") -> Edit:
    """An edit that fits one value more."""
    written = f'{HERE}{path}: {{title: {{nl: "c", en: "c"}}, because: {{nl: "zo", en: "so"}}{more}}}'
    return Edit(CALIBRATION, "values:\n", f"values:\n  {written}\n")


def prior(text: str) -> Edit:
    """An edit that gives the first value a prior."""
    return Edit(CALIBRATION, '"a"}, because', f'"a"}}, prior: {text}, because')


def test_sound_ones_are_fine(own: Wijk) -> None:
    """A calibration, draws and a study with them, of which nothing needs to be said."""
    for file in (CALIBRATION, DRAWS, WITH_DRAWS):
        own.fine(of=file)


def test_what_is_shipped_is_sound(wijk: Wijk) -> None:
    """The shipped calibration and its draws hold, and the draws are of the numbers there are now."""
    wijk.fine(of="calibrations/ruwaard.yaml")
    wijk.fine(of="draws/ruwaard.yaml")


@pytest.mark.parametrize(
    ("edits", "code", "nl", "suggestion"),
    [
        ([value("needs.domains.huishouden.rate")], "X150", "geen getal op", "needs.domains.huishouden.rates"),
        ([value("rules.parameters.drempel_licht")], "X151", "regels zijn afspraken", None),
        ([value("money.lines.ggd.total")], "X151", "de begroting", None),
        ([value("policy.pgb_wish")], "X152", "hoe onzeker", None),
        ([value("norms.mdo")], "X151", "normen zijn afspraken", None),
        ([prior("{value: 3, unit: ratio, source: cbs_wmo, grade: B}")], "X153", "low, mode en high", None),
        (
            [prior(f"{{low: 1, mode: 2, high: 3, unit: {HERE}years, source: cbs_wmo, grade: B}}")],
            "X153", "in years, en wat getrokken wordt in ratio", "ratio",
        ),
        (
            [prior(f"{{low: {HERE}-1, mode: 2, high: 3, unit: ratio, source: cbs_wmo, grade: B}}")],
            "X153", "nul of meer", None,
        ),
        (
            [value("needs.frailty", ", prior: {low: 0, mode: 1, high: 2, unit: ratio, source: x}")],
            "S002", "grade", None,
        ),
        ([Edit(CALIBRATION, "[hh_inflow", f"[{HERE}wmo_growth_2018_2020")], "X154", "voorspeld en niet", None),
        ([Edit(CALIBRATION, "[hh_inflow", f"[{HERE}residents_2018")], "X154", "ingevoerd en niet aangepast", None),
        ([Edit(CALIBRATION, "[hh_inflow", f"[{HERE}hh_inflw")], "X010", "geen doel", "hh_inflow"),
        ([Edit(CALIBRATION, "first_talk]", f"first_talk, {HERE}hh_inflow]")], "X006", "twee keer", None),
        (
            [Edit(CALIBRATION, "first_talk]", "hh_stay]"), Edit(CALIBRATION, "  mechanisms", f"  {HERE}mechanisms")],
            "X155", "doet niets in wat de doelen meten (gangbaar)", None,
        ),
        (
            [Edit(CALIBRATION, "  mechanisms.decides.talk_pace", f"  {HERE}organisation.staff.sociaal_werk.tasks")],
            "X155", "allemaal keer een factor verandert niets; trek er één", None,
        ),
        ([Edit(CALIBRATION, "base: ruwaard", f"base: {HERE}ruward")], "L002", "geen basis", "ruwaard"),
        ([Edit(CALIBRATION, "of: wijkbudget", f"of: {HERE}wijkbuget")], "L002", "geen variant", "wijkbudget"),
    ],
)  # fmt: skip
def test_a_calibration_that_cannot_be_run_says_why(
    own: Wijk, edits: list[Edit], code: str, nl: str, suggestion: str | None
) -> None:
    """Each mistake is told where it stands, in words that say what to do."""
    place = own.edit(*edits)
    found = own.problems(CALIBRATION)
    assert [problem.code for problem in found] == [code], "\n".join(problem.say() for problem in found)
    assert nl in found[0].text.nl
    assert found[0].suggestion == suggestion
    assert found[0].text.en != found[0].text.nl
    if place is not None and code != "S002":
        assert (own.file_of(found[0]), found[0].mark.line, found[0].mark.column) == place


def test_two_rows_of_one_table_are_refused(own: Wijk) -> None:
    """When one row gives way for the other nobody could say what was drawn."""
    path = "organisation.staff.ggd_team.tasks"
    own.edit(value(f"{path}.rows.overleg"))
    own.edit(
        Edit(
            CALIBRATION,
            "targets: [",
            f"  {path}.rows.preventie: {{title: {{nl: d, en: d}}, because: {{nl: zo, en: so}}}}\ntargets: [",
        )
    )
    assert [problem.code for problem in own.problems(CALIBRATION)] == ["X156"]


def test_more_demand_than_is_dealt_is_refused(own: Wijk) -> None:
    """A prior may not reach where needs would be missing without anybody noticing."""
    more = ", prior: {low: 1, mode: 2, high: 5, unit: ratio, source: assumption, grade: D}"
    own.edit(value("mechanisms.contribution.demand_low", more))
    found = own.problems(CALIBRATION)
    assert {problem.code for problem in found} == {"X157"}
    assert "headroom" in found[0].text.en


def test_a_prior_is_held_to_what_the_number_measures(own: Wijk) -> None:
    """A share above 100 % is as impossible in a prior as in a scenario."""
    own.edit(
        value(
            "policy.beschikking_wish", ', prior: {low: 0, mode: 5, high: 140, unit: "%", source: assumption, grade: D}'
        )
    )
    assert [problem.code for problem in own.problems(CALIBRATION)] == ["S024"]


def test_a_calibration_without_targets_beside_its_base_is_refused(own: Wijk) -> None:
    """There is nothing to fit to."""
    (own.folder / "ruwaard/targets.yaml").unlink()
    assert [problem.code for problem in own.problems(CALIBRATION)] == ["X086"]


@pytest.mark.parametrize(
    ("edit", "code", "nl"),
    [
        (Edit(DRAWS, "unit: FTE", f"unit: {HERE}hours"), "X160", "ijk opnieuw"),
        (Edit(DRAWS, '"17": [5.5, 4]', f'{HERE}"17": [5.5]'), "X161", "heeft 1 getallen; er zijn 2 waarden"),
        (Edit(DRAWS, "[5.5, 4]", f"[5.5, {HERE}7]"), "X161", "buiten 1 tot 6"),
        (Edit(DRAWS, "path: organisation.staff", f"path: {HERE}organisation.stafff"), "X150", "geen getal op"),
        (Edit(DRAWS, "low: 4,", f"low: {HERE}-4,"), "S024", "-4 FTE: moet nul of meer zijn"),
        (Edit(DRAWS, "low: 4, mode: 5", f"low: 4, mode: {HERE}3.5"), "S023", "moeten oplopen; hier staat 4, 3.5, 8"),
        (Edit(DRAWS, "accepted: 1}", f"accepted: {HERE}2}}"), "X164", "er pasten 2 trekkingen en er staan er 1"),
        (Edit(DRAWS, "lived: 2,", f"lived: {HERE}3,"), "X164", "van 2 bekeken trekkingen kunnen er geen 3"),
        (Edit(DRAWS, "seed: 1,", f"seed: {HERE}-1,"), "S010", "moet minstens 0 zijn"),
        (Edit(DRAWS, "/numbers", HERE + "{}"), "S012", "minstens 1"),
        (Edit(DRAWS, "/targets", HERE + "{}"), "S012", "minstens 1"),
    ],
)
def test_draws_that_do_not_hold_together_are_refused(own: Wijk, edit: Edit, code: str, nl: str) -> None:
    """A file that somebody changed, or that the scenario has left behind, is not used."""
    place = own.edit(edit)
    (found,) = own.problems(DRAWS)
    assert (found.code, own.file_of(found)) == (code, DRAWS)
    assert (found.mark.line, nl in found.text.nl) == (place[1] if place else 0, True)


def test_a_value_that_is_drawn_twice_is_told(own: Wijk) -> None:
    """The second would silently win."""
    place = own.edit(
        Edit(
            DRAWS,
            "  - {path: mechanisms",
            "  - {path: mechanisms.decides.talk_pace, of: wijkbudget,\n"
            '     title: {nl: "b", en: "b"}, unit: hours/week, low: 1, mode: 4, high: 6}\n'
            f"  - {{path: {HERE}mechanisms",
        ),
        Edit(DRAWS, "[5.5, 4]", "[5.5, 4, 5]"),
    )
    (found,) = own.problems(DRAWS)
    assert (found.code, own.file_of(found), found.mark.line, found.mark.column) == ("X006", *place)  # type: ignore[misc]


def fitted(path: str, low: float, mode: float, high: str, unit: str, source: str = "assumption, grade: D") -> Edit:
    """An edit that fits one value more, with a prior; *high* or *source* bears the mark."""
    prior = f"{{low: {low}, mode: {mode}, high: {high}, unit: {unit}, source: {source}}}"
    written = f'{path}: {{title: {{nl: "c", en: "c"}}, because: {{nl: "zo", en: "so"}}, prior: {prior}}}'
    return Edit(CALIBRATION, "values:\n", f"values:\n  {written}\n")


@pytest.mark.parametrize(
    ("edit", "code", "nl"),
    [
        (fitted("organisation.sickness", 0.5, 1, f"{HERE}20", "ratio"), "S024", "maal 20 wordt 116 %: moet"),
        (
            fitted("mechanisms.pays.participant.administration", 5, 10, f"{HERE}100", '"%"'),
            "X158", "op high (100) kan 'wijkbudget' niet bestaan: zo blijft er geen werktijd over; het moet minder",
        ),
        (
            fitted("needs.domains.huishouden.severity", 0.5, 1, f"{HERE}3", "ratio"),
            "X158", "zwaarte loopt van 0 tot 10, en lowest, likeliest en highest lopen op (X050)",
        ),
        (
            fitted(f"{SHORT}.stock.wonen.clients", 8, 19, f"{HERE}50000", "persons"),
            "X158", "50000 mensen met hulp zijn er meer dan de 13090 bewoners die er wonen (X054)",
        ),
        (fitted("population.income.low", 20, 40, f"{HERE}90", '"%"'), "X158", "meer dan alle huishoudens (S053)"),
        (fitted("policy.pgb_wish", 0.5, 1, "2", "ratio", f"{HERE}nergens, grade: B"), "X010", "geen bron met de naam"),
    ],
)  # fmt: skip
def test_a_prior_that_makes_the_scenario_impossible_is_told_before_any_draw_is_lived(
    own: Wijk, edit: Edit, code: str, nl: str
) -> None:
    """Its low, mode and high are each held to what the number measures, and to what it must agree with."""
    place = own.edit(edit)
    found = own.problems(CALIBRATION)
    assert {(one.code, own.file_of(one), one.mark.line, one.mark.column) for one in found} == {(code, *place)}  # type: ignore[misc]
    assert nl in found[0].text.nl
    assert found[0].text.en != found[0].text.nl


def test_a_draw_that_makes_the_scenario_impossible_is_told(own: Wijk) -> None:
    """Each number may be within its bounds, and the draw impossible all the same: in the file alone and in a study."""
    place = own.edit(
        Edit(DRAWS, "mechanisms.decides.talk_pace, of: wijkbudget", "population.income.low, of: ruwaard"),
        Edit(DRAWS, "unit: hours/week, low: 1, mode: 4, high: 6", 'unit: "%", low: 20, mode: 40, high: 95'),
        Edit(DRAWS, '"17": [5.5, 4]', f'"16": [5.5, 40]\n  {HERE}"17": [5.5, 95]'),
        Edit(DRAWS, "lived: 2, accepted: 1", "lived: 2, accepted: 2"),
    )
    for file, variants in ((DRAWS, {"gangbaar"}), (WITH_DRAWS, {"gangbaar", "wijkbudget"})):
        found = own.problems(file)
        assert {(one.code, own.file_of(one), one.mark.line, one.mark.column) for one in found} == {("X158", *place)}  # type: ignore[misc]
        told = [one.text.nl for one in found]
        assert len(told) == len(variants)
        assert all(any(f"met trekking 17 kan '{name}' niet bestaan" in text for text in told) for name in variants)


def test_a_draw_beyond_what_is_dealt_is_told(own: Wijk) -> None:
    """Needs would be missing without anybody noticing."""
    own.edit(
        Edit(DRAWS, "mechanisms.decides.talk_pace, of: wijkbudget", "mechanisms.contribution.demand_low, of: ruwaard"),
        Edit(DRAWS, "unit: hours/week, low: 1, mode: 4, high: 6", "unit: factor, low: 1, mode: 2, high: 9"),
        Edit(DRAWS, '"17": [5.5, 4]', '"17": [5.5, 9]'),
    )
    assert {problem.code for problem in own.problems(DRAWS)} == {"X157"}


def test_draws_of_other_numbers_are_a_warning_wherever_they_are_used(own: Wijk) -> None:
    """They were fitted to what the base said then; a note that changes is not a number."""
    shipped = own.folder / "draws/ruwaard.yaml"
    note = own.folder / "ruwaard/organisation.yaml"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("wat in 2017 liep", "wat toen liep"), encoding="utf-8")
    assert own.problems("draws/ruwaard.yaml") == []
    note.write_text(re.sub("mode: 63, high: 72", "mode: 64, high: 72", text, count=1), encoding="utf-8")
    found = own.problems("draws/ruwaard.yaml")
    assert {(problem.code, problem.severity) for problem in found} == {("X162", "warning")}
    assert {Path(problem.mark.file) for problem in found} == {shipped}
    (own.folder / WITH_DRAWS).write_text(STUDY.replace("draws: proef", "draws: ruwaard"), encoding="utf-8")
    assert {problem.code for problem in own.problems(WITH_DRAWS)} == {"X162"}


@pytest.mark.parametrize(
    ("was", "now", "moved"),
    [
        ("high: 0.32", "high: 0.33", True),
        ("low: 0.28", "low: 0.27", True),
        ("figure: hh_inflow", "figure: hh_outflow", True),
        ("start: 2018-01-01, end: 2023-01-01", "start: 2018-01-01, end: 2022-01-01", True),
        ("hh_inflow:", "hh_inflow_anders:", True),
        ("grade: C", "grade: B", False),
    ],
)
def test_draws_for_other_targets_are_a_warning(own: Wijk, was: str, now: str, moved: bool) -> None:
    """A bound, a period or a target that is gone; what decides nothing (a grade) may change."""
    file = own.folder / "ruwaard/targets.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("  hh_inflow:")
    assert was in text[start:]
    file.write_text(text[:start] + text[start:].replace(was, now, 1), encoding="utf-8")
    problems = own.problems("draws/ruwaard.yaml")
    assert [(one.code, one.severity) for one in problems] == ([("X162", "warning")] if moved else [])
    if moved:
        told = problems[0].text
        assert "voor andere doelen bij 'hh_inflow'" in told.nl
        assert "for other targets at 'hh_inflow'" in told.en


def test_draws_that_change_nothing_are_refused(own: Wijk) -> None:
    """A study in which no value is drawn would only look as if it knew more."""
    own.edit(
        Edit(
            DRAWS,
            "path: organisation.staff.wmo_consulenten.fte, of: ruwaard",
            "path: mechanisms.decides.talk, of: wijkbudget",
        ),
        Edit(DRAWS, "unit: FTE", "unit: hours"),
        Edit(WITH_DRAWS, "variants: [gangbaar, wijkbudget]", "variants: [gangbaar]"),
        Edit(WITH_DRAWS, "draws: proef", f"{HERE}draws: proef"),
    )
    (found,) = own.problems(WITH_DRAWS)
    assert (found.code, own.file_of(found)) == ("X163", WITH_DRAWS)


def test_draws_among_results_are_of_the_wijk_of_the_study(own: Wijk, tmp_path: Path) -> None:
    """What `calibrate` just made of a wijk of one's own can be used where it says, far from that wijk."""
    shutil.move(own.folder / "ruwaard", own.folder / "elders")
    for file in own.folder.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("\nid: ruwaard\n", "\nid: elders\n").replace("\nbase: ruwaard\n", "\nbase: elders\n")
        file.write_text(text.replace("of: ruwaard", "of: elders"), encoding="utf-8")
    away = tmp_path / "results" / "draws" / "proef.yaml"
    away.parent.mkdir(parents=True)
    shutil.move(own.folder / DRAWS, away)
    drawn = load_study(own.folder / WITH_DRAWS, draws=away).draws
    assert drawn is not None
    assert drawn.base == "elders"


def test_draws_of_another_base_are_refused(own: Wijk) -> None:
    """Values that fit one wijk are not put into another, though its files name the same things."""
    shutil.copytree(own.folder / "ruwaard", own.folder / "elders")
    for part in (own.folder / "elders").glob("*.yaml"):
        text = part.read_text(encoding="utf-8")
        part.write_text(text.replace("\nid: ruwaard\n", "\nid: elders\n"), encoding="utf-8")
    own.edit(Edit("variants/gangbaar.yaml", "base: ruwaard", "base: elders"))
    found = next(problem for problem in own.problems(WITH_DRAWS) if problem.code == "X163")
    assert "en deze varianten staan op een andere: gangbaar" in found.text.nl


def test_unknown_draws_are_named(own: Wijk) -> None:
    """The nearest name is offered."""
    own.wrong(
        Edit(WITH_DRAWS, "draws: proef", f"draws: {HERE}proeff"),
        code="L002", nl="geen reeks trekkingen", en="no file of draws", suggestion="proef", of=WITH_DRAWS,
    )  # fmt: skip

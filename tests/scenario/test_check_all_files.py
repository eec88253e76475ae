"""What `check` is given: any kind of file, alone or many. Everything wrong is told at once, in order, and once."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from edited_scenarios import (
    BASE,
    GANGBAAR,
    MONEY,
    NEEDS,
    ORGANISATION,
    POPULATION,
    RULES,
    SHIPPED,
    SOURCES,
    STUDY,
    WIJKBUDGET,
    Edit,
    Wijk,
    changing,
    only,
)

from ruwaard_sim.errors import InputError
from ruwaard_sim.files import scenario_reader
from ruwaard_sim.files.loading import check_files, load_study, load_targets, load_variant
from ruwaard_sim.files.yaml_reader import read
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.schema.file_kinds import PARTS

FILES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yaml"))
ONE_OF_EACH = {file for _, (file, *_) in groupby(FILES, lambda file: file.partition("/")[0])}
"""The first file of each folder."""


@pytest.mark.parametrize(
    "file", [pytest.param(file, marks=() if file in ONE_OF_EACH else pytest.mark.matrix) for file in FILES]
)
def test_every_shipped_file_is_right_by_itself(wijk: Wijk, file: str) -> None:
    """Whatever its kind, and with all it refers to."""
    assert wijk.problems(file) == []


def test_all_shipped_files_together_are_right_and_each_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the guarantees about the rules are proved as well."""
    paths: Counter[Path] = Counter()

    def counted(path: Path, shown_as: str | None = None) -> Node:
        paths[path.resolve()] += 1
        return read(path, shown_as)

    monkeypatch.setattr(scenario_reader, "read", counted)
    assert check_files(SHIPPED / file for file in FILES)[0] == []
    assert paths == Counter((SHIPPED / file).resolve() for file in FILES)


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_a_part_is_checked_with_the_base_beside_it(wijk: Wijk, kind: str) -> None:
    """Also for what only shows together; here the base has a norm that is no duration."""
    wijk.edit(Edit(BASE, "/norms/mdo/unit", "EUR"))
    assert [wijk.file_of(problem) for problem in wijk.problems(f"ruwaard/{kind}.yaml")] == [BASE]


def test_a_part_without_a_base_is_checked_for_its_form(wijk: Wijk, tmp_path: Path) -> None:
    """Somebody may have been sent only that file."""
    alone = tmp_path / "los" / "needs.yaml"
    alone.parent.mkdir()
    shutil.copy(wijk.folder / NEEDS, alone)
    assert check_files([alone])[0] == []
    alone.write_text(alone.read_text(encoding="utf-8").replace("frailty:", "fraility:"), encoding="utf-8")
    assert [problem.suggestion for problem in check_files([alone])[0]] == ["frailty"]


def test_everything_wrong_in_all_files_is_told_at_once_from_top_to_bottom(wijk: Wijk) -> None:
    """File by file, line by line."""
    wijk.edit(
        Edit(STUDY, "/baseline", "gangbar"),
        Edit(ORGANISATION, "/staff/ggd_team/party", "gdd"),
        Edit(ORGANISATION, "/places/huis_van_de_wijk/size/source", "tellng"),
        Edit(MONEY, "/lines/ggd/total", only("1000000", "EUR/year")),
        Edit(RULES, "/routering/rules/R15_jeugd/when", "leeftyd < 18"),
        Edit(NEEDS, "/growth/begeleiding/", "begeleidng"),
        Edit(WIJKBUDGET, "/changes/mechanisms.surplus/to/buys", "ggd_team.preventi"),
    )
    found = wijk.problems()
    assert [(wijk.file_of(problem), problem.code) for problem in found] == [
        (MONEY, "X032"),
        (NEEDS, "X010"),
        (ORGANISATION, "X010"),
        (ORGANISATION, "X010"),
        (RULES, "R014"),
        (STUDY, "X005"),
        (WIJKBUDGET, "X010"),
    ]
    assert found == sorted(found, key=lambda problem: problem.order)


def test_a_fault_of_the_base_is_told_once_in_its_own_file(wijk: Wijk) -> None:
    """However many variants, studies and parts lead to it."""
    wijk.edit(
        Edit(ORGANISATION, "/staff/ggd_team/party", "gdd"),
        Edit(RULES, "/routering/rules/R15_jeugd/when", "leeftyd < 18"),
    )
    found = wijk.problems(*FILES)
    assert [(wijk.file_of(problem), problem.code) for problem in found] == [(ORGANISATION, "X010"), (RULES, "R014")]
    assert not any("in variant" in problem.text.nl for problem in found)


def test_a_fault_of_the_base_does_not_hide_the_faults_of_a_variant(wijk: Wijk) -> None:
    """Both are mended in one round."""
    wijk.edit(Edit(ORGANISATION, "/staff/ggd_team/party", "gdd"), changing("policy.pgb_prijs", only("80", "%")))
    found = wijk.problems()
    assert [(wijk.file_of(problem), problem.code) for problem in found] == [(ORGANISATION, "X010"), (GANGBAAR, "S001")]


def test_a_part_that_cannot_be_read_does_not_hide_the_form_of_the_others(wijk: Wijk) -> None:
    """One file may hold no YAML and another a misspelled key."""
    (wijk.folder / SOURCES).write_text("kind: [sources\n", encoding="utf-8")
    wijk.edit(Edit(POPULATION, "/births/", "birth"), Edit(BASE, "/policy/", "polcy"))
    found = {(wijk.file_of(problem), problem.code) for problem in wijk.problems()}
    assert {(SOURCES, "Y009"), (POPULATION, "S001"), (BASE, "S001")} <= found


def test_a_part_that_is_missing_is_told_once(wijk: Wijk) -> None:
    """And not again as a missing key."""
    (wijk.folder / MONEY).unlink()
    found = wijk.problems()
    assert [(wijk.file_of(problem), problem.code) for problem in found] == [(BASE, "X001")]
    assert "bij deze basis hoort een bestand money.yaml in dezelfde map" in found[0].text.nl


def test_targets_without_a_base_can_be_checked_but_not_used(wijk: Wijk, tmp_path: Path) -> None:
    """Their form is judged; whether they hold needs the wijk they are about."""
    alone = tmp_path / "los" / "targets.yaml"
    alone.parent.mkdir()
    shutil.copy(wijk.folder / "ruwaard/targets.yaml", alone)
    assert check_files([alone])[0] == []
    with pytest.raises(InputError) as caught:
        load_targets(alone)
    assert [problem.code for problem in caught.value.problems] == ["X086"]


def test_a_file_says_what_kind_it_is(wijk: Wijk) -> None:
    """A kind that is missing or misspelled is told, with the kinds there are."""
    wijk.wrong(
        Edit(GANGBAAR, "/kind", "»varaint"),
        code="X008",
        nl="onbekende soort 'varaint'; kies uit: base, sources, population",
        en="unknown kind 'varaint'; choose from",
        suggestion="variant",
        of=GANGBAAR,
    )
    wijk.edit(Edit(GANGBAAR, "/kind/", "# kind"))
    assert [problem.code for problem in wijk.problems(GANGBAAR)] == ["X007"]


def test_a_part_of_another_kind_than_its_name_is_refused(wijk: Wijk) -> None:
    """`money.yaml` holds money."""
    wijk.wrong(
        Edit(MONEY, "/kind", "»needs"),
        code="S003",
        nl="money.kind: de tekst 'needs' kan hier niet; kies uit: money",
        en="cannot stand here",
        of=BASE,
    )


def test_warnings_stop_no_run(wijk: Wijk) -> None:
    """A study with a doubt is loaded and can be run."""
    wijk.edit(Edit(BASE, "/norms/mdo", only("2", "years")))
    assert {problem.severity for problem in wijk.problems()} == {"warning"}
    assert load_study(wijk.folder / STUDY).id == "wijkbudget"
    assert load_variant(wijk.folder / WIJKBUDGET).plan.norms["mdo"] > 700


def test_errors_stop_a_run_with_the_same_words_as_check(wijk: Wijk) -> None:
    """Nothing is run on half a scenario."""
    wijk.edit(Edit(ORGANISATION, "/staff/ggd_team/party", "gdd"), Edit(BASE, "/norms/mdo", only("2", "years")))
    with pytest.raises(InputError) as caught:
        load_study(wijk.folder / STUDY)
    assert list(caught.value.problems) == wijk.problems()


def test_a_file_is_called_as_it_was_given_and_others_as_seen_from_here(
    wijk: Wijk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a reader can click on either."""
    wijk.edit(Edit(ORGANISATION, "/staff/ggd_team/party", "gdd"), Edit(STUDY, "/baseline", "gangbar"))
    monkeypatch.chdir(wijk.folder.parent)
    found, _ = check_files([Path("scenarios/studies/../studies/wijkbudget.yaml")])
    assert [problem.mark.file for problem in found] == [
        f"scenarios/{ORGANISATION}",
        "scenarios/studies/../studies/wijkbudget.yaml",
    ]


def test_a_shipped_scenario_is_checked_by_name(wijk: Wijk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From any folder."""
    monkeypatch.chdir(tmp_path)
    assert check_files([Path("gangbaar")])[0] == []
    assert check_files([Path("ruwaard")])[0] == []

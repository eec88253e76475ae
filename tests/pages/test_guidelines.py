"""The reporting guidelines and the evidence: every item answered, all that is named exists, what is generated is so."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from named_things import LINK, QUOTED, exists, has_section
from sources_to_settings import ROOT

from ruwaard_sim.cli import main
from ruwaard_sim.files.loading import load_study
from ruwaard_sim.report.guidelines import NAMES, Provenance, describe_study, guideline, local_provenance, page
from ruwaard_sim.report.guidelines import answers as written
from ruwaard_sim.report.guidelines.answers import STATUSES, Item, built_parts, evidence
from ruwaard_sim.report.guidelines.description import StudyDescription
from ruwaard_sim.report.guidelines.page import guidelines_page, without_links
from ruwaard_sim.report.guidelines.parts import PARTS

DOCS = ROOT / "docs"
ITEMS = {
    "stress-des": "1.1 1.2 1.3 2.1 2.2 2.3 2.4 2.5.1 2.5.2 2.5.3 2.5.4 2.5.5"
    " 3.1 3.2 3.3 3.4 4.1 4.2 4.3 5.1 5.2 5.3 5.4 6.1",
    "trace": "1 2 3 4 5 6 7 8",
    "advishe": "A1 A2 B1 B2 C1 C2 C3 C4 D1 D2 D3 D4 E1",
}
"""The items of each guideline, as published (the references stand on the pages)."""
BUILT = {
    "calibration": "ruwaard-sim calibrate",
    "twin": "python -m benchmarks.textbook",
    "peers": "python -m benchmarks.peers",
    "mutation": "docs/mutation.md",
}
"""What must exist for a part of the evidence to be told of."""
EVERY = [(name, item) for name in NAMES for item in guideline(name).items]
Run = Callable[..., tuple[int, str, str]]


@cache
def told() -> StudyDescription:
    """The main study."""
    return describe_study("wijkbudget")


@cache
def here() -> Provenance:
    """The versions in use, and what the pages of this checkout add."""
    return local_provenance(platform.python_version())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line."""

    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def texts() -> Iterator[tuple[str, str]]:
    """(where, text) of everything that people wrote and that is told now."""
    for name in NAMES:
        yield name, guideline(name).about
        yield from ((f"{name} {item.number}", item.answer) for item in guideline(name).items)
    found = evidence()
    for claim in found.claims:
        yield claim.claim, f"`{claim.run}` {claim.see}"
    yield from ((said, f"`{test}`") for said, test in found.relations)
    yield "limits", found.limits


# ---------------------------------------------------------------------- what is on the pages


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_the_whole_of_a_guideline(name: str, run: Run) -> None:
    """Every item with what it asks and its answer, every appendix, and where in a checkout a number is used."""
    code, out, err = run("describe", "wijkbudget", "--guideline", name, "--lang", "en")
    assert (code, err) == (0, "")
    assert re.findall(r"^### (\S+) ", out, re.MULTILINE) == ITEMS[name].split()
    parts = [part for item in guideline(name).items for part in item.shows]
    for part in {*parts, *guideline(name).appendices.values()}:
        assert without_links(PARTS[part](told(), here())) in out
    for item in guideline(name).items:
        assert item.asks in out
        assert without_links(item.answer) in out
    assert "](" not in out.replace("](http", "")


def test_the_page_of_guidelines_names_the_command_of_each() -> None:
    """With how many items there are, and how many are done."""
    text = guidelines_page()
    for name in NAMES:
        (row,) = [line for line in text.splitlines() if f"--guideline {name}`" in line]
        counts = [int(number) for number in re.findall(r"\d+", row.rstrip("|").rpartition("|")[2])]
        assert counts[0] == sum(counts[1:]) == len(ITEMS[name].split())
        assert f"`ruwaard-sim describe wijkbudget --guideline {name}`" in row


@pytest.mark.parametrize("name", NAMES)
def test_every_item_of_a_guideline_is_there_once_and_in_order(name: str) -> None:
    """None is left out or made up."""
    assert [item.number for item in guideline(name).items] == ITEMS[name].split()


@pytest.mark.parametrize(("name", "item"), EVERY, ids=lambda one: one.number if isinstance(one, Item) else one)
def test_every_item_is_answered(name: str, item: Item) -> None:
    """It says what is asked, how far that is done, and an answer; what is not done says so in words as well."""
    assert item.title
    assert item.asks.endswith((".", "?"))
    assert item.status in STATUSES
    assert item.answer or (item.shows and item.status == "done")
    assert set(item.shows) <= PARTS.keys()


def test_every_part_that_can_be_generated_is_shown_somewhere() -> None:
    """What no item asks for has no reason to exist."""
    shown = {part for _, item in EVERY for part in item.shows}
    shown |= {part for name in NAMES for part in guideline(name).appendices.values()}
    assert shown == PARTS.keys()


def test_everything_that_is_named_exists() -> None:
    """Commands with their options, make targets, tests, files, paths of numbers, and figures."""
    assert [(where, named) for where, text in texts() for named in QUOTED.findall(text) if not exists(named)] == []


def test_every_page_and_section_that_is_linked_exists() -> None:
    """A section that is numbered anew takes its links along; a link is called what it leads to."""
    wrong = []
    for where, text in texts():
        for said, to in LINK.findall(text):
            name, _, section = said.partition(" §")
            if (
                to not in (name, f"generated/{name}")
                or not (DOCS / to).is_file()
                or (section and not has_section(to, section))
            ):
                wrong.append((where, said))
    assert wrong == []


@pytest.mark.parametrize(
    "named",
    [
        "ruwaard-sim nooit",
        "ruwaard-sim run wijkbudget --nooit",
        "ruwaard-sim run nergens",
        "make nooit",
        "python -m benchmarks.nooit",
        "python -m pytest tests/model/test_nooit.py",
        "tests/model/test_queues.py::test_nooit",
        "ruwaard_sim/nooit.py",
        "needs.nooit",
        "nooit",
    ],
)
def test_what_is_not_there_is_found_out(named: str) -> None:
    """So the two tests above can fail."""
    assert not exists(named)
    assert not has_section("model.md", "99")


def test_what_is_built_is_told_and_what_is_not_is_not() -> None:
    """When this fails, set `built` in answers.yaml to what is so, read the texts of that part, and run `make pages`."""
    assert dict(built_parts()) == {part: exists(shown) for part, shown in BUILT.items()}


def test_a_part_that_is_built_changes_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its claim stands among the evidence, and items say what it shows instead of that it is not there."""
    told_by = {}
    for there in (False, True):
        monkeypatch.setitem(written._written()["built"], "twin", there)
        items = {(name, item.number): item for name in NAMES for item in guideline(name).items}
        told_by[there] = (items, [claim.run for claim in evidence().claims])
    before, after = told_by[False][0], told_by[True][0]
    assert (before["advishe", "D2"].status, after["advishe", "D2"].status) == ("not done", "in part")
    assert "Nobody has yet built it a second time" in before["trace", "5"].answer
    assert "Nobody has yet built it a second time" not in after["trace", "5"].answer
    assert set(told_by[True][1]) - set(told_by[False][1]) == {BUILT["twin"]}


# ---------------------------------------------------------------------- what is generated


def test_every_value_is_listed_once_and_counted_as_the_study_counts() -> None:
    """Those with a source and those that are assumptions together are all there are; so are the counts by part."""
    study = load_study("wijkbudget")
    rows = {part: PARTS[part](told(), here()).splitlines()[2:] for part in ("values", "assumptions")}
    assert len(rows["values"]) + len(rows["assumptions"]) == len(told().numbers)
    assert len(rows["assumptions"]) == sum(number.quantity.assumed for number in told().numbers)
    assert all(
        any(f"| `{number.path}` |" in row for row in rows["values"] + rows["assumptions"]) for number in told().numbers
    )
    assert sum(number.quantity.count for number in told().numbers) == study.assumptions.values
    last = PARTS["counted"](told(), here()).split("**in all**")[1].splitlines()[0]
    assert re.findall(r"\d+", last)[-2:] == [str(study.assumptions.values), str(study.assumptions.assumed)]


@pytest.mark.parametrize(
    ("path", "cells"),
    [
        ("period.lead_in", ["13", "8 – 26", "weeks", "assumption", "D", "all", "§1"]),
        ("norms.mdo", ["2", "", "weeks", "wijkkader §2", "A", "all", "§9"]),
        ("needs.domains.contact.severity", ["lowest: 1; likeliest: 3; highest: 9", "× 0.9 – 1.1"]),
        ("mechanisms.decides.talk", ["2", "1 – 4", "hours", "assumption", "D", "wijkbudget", "§5.1"]),
        (
            "policy.pgb_wish",
            ["2017-01-01: 13; 2018-01-01: 12; 2019-01-01: 11; 2020-01-01: 10; 2021-01-01: 9; 2022-01-01: 9"],
        ),
    ],
)
def test_a_number_stands_there_as_it_is_written(path: str, cells: list[str]) -> None:
    """With its range, unit, source, grade, variants, and the section of the model that uses it."""
    text = PARTS["values"](told(), here()) + "\n" + PARTS["assumptions"](told(), here())
    (row,) = [line for line in text.splitlines() if line.startswith(f"| `{path}` |")]
    assert [cell.strip() for cell in row.split("|")[2:]][: len(cells)] == cells


def test_every_verdict_of_the_validation_page_is_counted() -> None:
    """The three groups and their verdicts are those of docs/generated/validation.md, and add up to all targets."""
    text = PARTS["targets"](told(), here())
    targets = told().targets
    assert targets is not None
    rows = [[cell.strip() for cell in line.split("|")[2:4]] for line in text.splitlines()[2:5]]
    assert sum(int(many) for many, _ in rows) == len(targets.targets)
    for many, verdicts in rows:
        counted = re.sub(r" of which \d+ by construction", "", verdicts)
        assert sum(int(word) for word in re.findall(r"\d+", counted)) == int(many), verdicts


def test_without_the_repository_a_page_says_what_to_run_instead(tmp_path: Path) -> None:
    """An installed package has no docs/: verdicts and sections are left out, links become places."""
    text = page(told(), guideline("trace"), local_provenance("3.11", tmp_path))
    assert "](" not in text.replace("](http", "")
    assert "docs/decisions/08-put-in-and-fitted.md" in text
    assert "| `ruwaard-sim validate` |" in text


# ---------------------------------------------------------------------- for a study of one's own


def test_a_study_of_ones_own_is_told_with_all_below_it(tmp_path: Path, run: Run) -> None:
    """Its question, what each variant changes and on what it builds, and its own numbers beside those of the base."""
    (tmp_path / "licht.yaml").write_text(
        """kind: variant
id: licht
base: wijkbudget
title: {nl: "Licht", en: "Light"}
description: {nl: "Ruimer.", en: "Wider."}
begins: 2020-01-01
changes:
  policy.beschikking_wish:
    because: {nl: "Meer | anders.", en: "More | otherwise."}
    source: assumption
    to: {low: 5, mode: 15, high: 30, unit: "%", source: assumption, grade: D}
""",
        encoding="utf-8",
    )
    (tmp_path / "eigen.yaml").write_text(
        """kind: study
id: eigen
title: {nl: "Eigen", en: "My own"}
question: {nl: "Wat?", en: "What if more ask for a decision?"}
baseline: gangbaar
variants: [gangbaar, licht]
replications: 7
seed: 3
""",
        encoding="utf-8",
    )
    code, out, err = run("describe", str(tmp_path / "eigen.yaml"), "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith("# STRESS-DES: My own\n")
    assert "*What if more ask for a decision?*" in out
    assert "**licht**, with all that `wijkbudget` changes:" in out
    assert "**wijkbudget** (not compared itself):" in out
    assert "| `policy.beschikking_wish` | More \\| otherwise. | assumption |" in out
    assert "| replications | 7 |" in out
    assert "| `policy.beschikking_wish` | 15 | 5 – 30 | % | assumption | D | licht |" in out
    assert "2020-01-01" in out


def test_a_study_with_draws_is_told_as_one(run: Run) -> None:
    """Which values, where they act, what they can be, what was accepted; no sentence that all stand at their mode."""
    code, out, err = run("describe", "onzekerheid", "--lang", "en")
    study = load_study("onzekerheid")
    assert (code, err) == (0, "")
    assert study.draws is not None
    assert "intervals are about chance only" not in out
    assert out.count("8 uncertain values are drawn, from the draws `ruwaard`") == 3
    made, there_are = study.draws.origin, len(study.draws.rows)
    assert f"of {made.candidates} candidates {made.lived} were simulated in {made.waves} waves" in out
    assert f"The file has {there_are}; 60 replications live 30 of them." in out
    for place, value in enumerate(study.draws.values):
        (row,) = [line for line in out.splitlines() if f"| `{value.of}: {value.path}` |" in line]
        cells = [cell.strip() for cell in row.split("|")[1:-1]]
        accepted = sorted(draw[place] for draw in study.draws.rows.values())
        acts = study.draws.acts_in[place]
        assert cells[2] == ("all" if acts == list(study.variants) else ", ".join(f"`{name}`" for name in acts))
        assert [float(number) for number in cells[4].split(" – ")] == list(value.prior)
        lowest, middle, highest = (float(number) for number in cells[5].split(" – "))
        assert lowest == pytest.approx(accepted[0], rel=0.005)
        assert highest == pytest.approx(accepted[-1], rel=0.005)
        assert accepted[len(accepted) // 2 - 1] * 0.995 <= middle <= accepted[len(accepted) // 2] * 1.005


def test_draws_are_told_as_run_would_take_them(run: Run, tmp_path: Path) -> None:
    """Given at the command line, fewer than a study asks for, and stale."""
    file = tmp_path / "eigen.yaml"
    shipped = (ROOT / "scenarios/draws/ruwaard.yaml").read_text(encoding="utf-8")
    head, _, rows = shipped.partition("\ndraws:\n")
    few = "\n".join(rows.splitlines()[:3])
    head = re.sub(r'gangbaar: "?[0-9a-f]+"?', 'gangbaar: "0"', head.replace("id: ruwaard", "id: eigen", 1))
    head = re.sub(r"accepted: [0-9]+", "accepted: 3", head)
    file.write_text(f"{head}\ndraws:\n{few}\n", encoding="utf-8")
    without = run("describe", "wijkbudget", "--lang", "en")[1]
    code, out, _ = run("describe", "wijkbudget", "--draws", str(file), "--lang", "en")
    assert code == 0
    assert "The file has 3; 40 replications live 3 of them." in out
    assert "**Beware:** the draws 'eigen' were made with other numbers in 'gangbaar'" in out
    assert "**Beware:**" not in without
    assert without.count("intervals are about chance only") == 3
    assert run("describe", "wijkbudget", "--draws", "nergens")[0] == 2


def test_a_program_gets_every_item(run: Run) -> None:
    """One object with status, answer and what is generated, and nothing else."""
    code, out, err = run("describe", "wijkbudget", "--guideline", "advishe", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert [item["number"] for item in found["items"]] == ITEMS["advishe"].split()
    assert {item["status"] for item in found["items"]} <= set(STATUSES)
    assert "docs/model.md" in found["items"][0]["answer"]


def test_dutch_readers_are_told_that_the_page_is_english(run: Run) -> None:
    """On standard error, so that the page can be kept; not with --quiet."""
    _, out, err = run("describe", "wijkbudget", "--guideline", "trace")
    assert out.startswith("# TRACE")
    assert "Engels" in err
    assert run("describe", "wijkbudget", "--guideline", "trace", "--quiet")[2] == ""


def test_an_unknown_guideline_or_study_is_wrong_input(run: Run) -> None:
    """With what was perhaps meant."""
    code, out, err = run("describe", "wijkbudget", "--guideline", "trce", "--lang", "en")
    assert (code, out) == (2, "")
    assert "perhaps meant: trace?" in err
    assert run("describe", "nergens")[0] == 2

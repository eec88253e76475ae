"""`ruwaard-sim new`: a variant to start from is sound as it stands, and so is every example in its comments."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import ruwaard_sim
from ruwaard_sim.cli import main
from ruwaard_sim.errors import Problem
from ruwaard_sim.files.answer_examples import shipped_examples
from ruwaard_sim.files.file_checks import check_file
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.loading import check_files
from ruwaard_sim.files.new_variant import read_foundation as standing
from ruwaard_sim.files.new_variant import wanted_answer, write_variant
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.template import Foundation, WantedAnswer, template
from ruwaard_sim.files.writing import in_line
from ruwaard_sim.files.yaml_reader import read, read_text
from ruwaard_sim.scenario.schema.question_catalogue import QuestionEntry, catalogue

Run = Callable[..., tuple[int, str, str]]
MISSING = "S002"
"""A key that is missing, with its meaning: what is still to be filled in."""
BASES = ("ruwaard", "wijkbudget")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@cache
def ground(name: str) -> Foundation:
    """What a variant can build on that is shipped under this *name*."""
    folder = shipped()
    path = folder / name / "base.yaml" if name == "ruwaard" else folder / "variants" / f"{name}.yaml"
    return standing(path, Path.cwd() / "nieuw.yaml")


def told(folder: Path, texts: dict[str, str]) -> dict[str, list[Problem]]:
    """What `check` says of each of these variants, by name."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    reader = Reader()
    for name in texts:
        check_file(reader, folder / f"{name}.yaml")
    found: dict[str, list[Problem]] = {name: [] for name in texts}
    for problem in written_wrong(reader.problems):
        elsewhere = re.match(r"in variant '([\w-]+)'", problem.text.nl)
        found[elsewhere[1] if elsewhere else Path(problem.mark.file).stem].append(problem)
    return found


def written_wrong(problems: list[Problem]) -> list[Problem]:
    """Without the remark that texts are still to be written, which every new variant deserves."""
    return [problem for problem in problems if problem.code != "X039"]


# ---------------------------------------------------------------------- what is written


@pytest.mark.parametrize("base", ["ruwaard", "wijkbudget"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_new_variant_is_sound_as_it_stands(run: Run, tmp_path: Path, base: str, lang: str) -> None:
    """It builds on what was asked, changes nothing yet, and explains itself in the reader's language."""
    code, out, err = run("new", "mijn_variant", "--from", base, "--lang", lang)
    assert (code, err) == (0, "")
    assert "mijn_variant.yaml" in out
    file = tmp_path / "mijn_variant.yaml"
    assert list(tmp_path.iterdir()) == [file]
    assert [problem.code for problem in check_files([file])[0]] == ["X039"] * 3
    text = file.read_text(encoding="utf-8")
    assert f"\nbase: {base}\n" in text
    assert ("Een variant is een basis" in text) == (lang == "nl")
    assert ("A variant is a base" in text) == (lang == "en")


def test_a_new_variant_gives_the_plan_of_what_it_builds_on(tmp_path: Path) -> None:
    """The one change in it repeats what holds already."""
    reader = Reader()
    made = reader.variant(write_variant("zelfde", "wijkbudget", tmp_path, None, "nl").file)
    below = reader.variant(shipped() / "variants" / "wijkbudget.yaml")
    assert made is not None
    assert below is not None
    assert made.plan.regimes == below.plan.regimes


def test_it_names_every_question_with_the_answer_of_now_and_all_others() -> None:
    """Every answer there is can be had by taking away the comment signs."""
    for base in BASES:
        text = template("nieuw", ground(base), None, "nl").text
        for question in catalogue().values():
            assert question.title.nl in text
            now = {ground(base).current_answer(place) for place in question.places}
            others = {answer for answer in question.answers if {answer} != now}
            place = re.escape(f"mechanisms.{question.name}")
            blocks = re.findall(rf"^  # {place}(?:\.\w+)?:\n((?:  #  .*\n)*)", text, re.MULTILINE)
            assert {match for block in blocks for match in re.findall(r"answer: (\w+)", block)} == others


def examples(text: str) -> Iterator[tuple[str, str]]:
    """Each example in the comments of a new variant, by its path, as the whole file with only that one in it."""
    head, _, rest = text.partition("\nchanges:\n")
    shown = rest[rest.index("## ") :]
    for block in re.findall(r"(?:^  # .*\n)+", shown, re.MULTILINE):
        lines = [line.replace("  # ", "  ", 1) for line in block.splitlines()]
        yield lines[0].strip().removesuffix(":"), "\n".join([head, "changes:", *lines, ""])


@pytest.mark.parametrize("base", BASES)
def test_every_example_in_the_comments_can_be_used(tmp_path: Path, base: str) -> None:
    """Without its comment signs it is read; what does not go with the rest is refused for that and nothing else.

    Where it names hours or help that are not there, it says that something is to be filled in, and so does `check`.
    """
    text = template("nieuw", ground(base), None, "nl").text
    texts = {
        f"v{number}": example.replace("id: nieuw", f"id: v{number}")
        for number, (_, example) in enumerate(examples(text))
    }
    assert len(texts) >= sum(len(question.answers) - 1 for question in catalogue().values()) + 2
    found = told(tmp_path, texts)
    for name, problems in found.items():
        missing = [one for one in problems if one.code == MISSING]
        assert len(missing) == texts[name].count("VUL IN")
        assert not [one.say() for one in problems if one.code[0] != "X" and one not in missing]
    assert not [one.say() for problems in found.values() for one in problems if one.code == "X010"]
    assert sum(not problems for problems in found.values()) > len(texts) / 2


# ---------------------------------------------------------------------- a question and an answer


def places(question: QuestionEntry, answer: str) -> tuple[str, list[str]]:
    """Where this answer is tried, and on what: what it is shipped for, or else where parties take part."""
    used = [one for one in shipped_examples() if one.question == question.name and one.answer == answer]
    roles = [f"{question.name}.{one.role}" for one in used]
    place = [*roles, f"{question.name}.participant"][0] if question.by_role else question.name
    return place, list(dict.fromkeys([*BASES, *(one.scenario for one in used)]))


def test_every_answer_to_every_question_is_written_ready_to_fill_in(tmp_path: Path) -> None:
    """`check` finds nothing, or exactly the keys that are still to be filled in, on something that is shipped.

    Elsewhere it may not go with the rest; then it is refused, and nothing else is wrong with it.
    """
    untried = {
        (place, answer): on
        for question in catalogue().values()
        for answer in question.answers
        for place, on in [places(question, answer)]
    }
    while untried:
        made = {}
        for (place, answer), on in untried.items():
            assert on, f"{place}: {answer} goes with nothing that is shipped"
            name = f"{place.replace('.', '-')}-{answer}"
            made[place, answer] = name, template(name, ground(on.pop(0)), wanted_answer(place, answer), "nl")
        found = told(tmp_path, {name: template.text for name, template in made.values()})
        for key, (name, written) in made.items():
            codes = [problem.code for problem in found[name]]
            if codes == [MISSING] * len(written.to_fill_in):
                del untried[key]
            else:
                assert {code[0] for code in codes} == {"X"}, [problem.say() for problem in found[name]]


def test_what_nobody_has_filled_in_is_asked_for_by_name(tmp_path: Path) -> None:
    """Without an example to copy from the keys stand there as comments, and `check` names each with its meaning."""
    bare = replace(ground("ruwaard"), examples=())
    made = template("kaal", bare, wanted_answer("surplus", "reinvest"), "nl")
    assert made.to_fill_in == ("buys", "keep")
    assert "# keep: {low: , mode: , high: , unit: share, source: assumption, grade: D}" in made.text
    assert "# deel van het overschot dat een partij als buffer houdt; eenheid 'share' of '%'; VUL IN" in made.text
    found = told(tmp_path, {"kaal": made.text})["kaal"]
    assert [problem.code for problem in found] == [MISSING, MISSING]
    assert {key for key in made.to_fill_in if any(f"'{key}'" in one.text.nl for one in found)} == {"buys", "keep"}


def test_what_is_not_there_is_not_copied() -> None:
    """Hours of a base without those staff, and figures from a document that it does not cite, are left open."""
    strange = replace(ground("ruwaard"), names={**ground("ruwaard").names, "pool": ("team.hulp",)})
    assert template("nieuw", strange, wanted_answer("surplus", "reinvest"), "nl").to_fill_in == ("buys",)
    tree = ground("ruwaard").tree.put(("sources", "sources"), read_text("wijkkader: {}", "bronnen.yaml"))
    unsourced = replace(ground("ruwaard"), tree=tree)
    assert set(template("nieuw", unsourced, wanted_answer("formal", "officials"), "nl").to_fill_in) == {
        "lodge_within",
        "upheld",
    }


def test_a_value_of_another_answer_will_do_when_it_means_the_same() -> None:
    """A key of an answer that no scenario gives yet is copied from a key of that name in another answer."""
    wish = wanted_answer("surplus", "reinvest")
    other = replace(wish.answer, name="anders")
    question = replace(wish.question, answers={**wish.question.answers, "anders": other})
    made = template("nieuw", ground("wijkbudget"), WantedAnswer("surplus", question, other), "nl")
    assert made.to_fill_in == ()
    assert "      answer: anders\n" in made.text


def test_the_answer_asked_for_is_the_one_change(run: Run, tmp_path: Path) -> None:
    """Also for one role, with the keys that are still open said aloud and to a program."""
    assert run("new", "een", "--from", "ruwaard", "--question", "surplus", "--answer", "reinvest")[0] == 0
    changes = read(tmp_path / "een.yaml").child("changes")
    assert changes is not None
    assert list(changes.plain()) == ["mechanisms.surplus"]
    words = ("--question", "pays.other", "--answer", "lumpsum", "--json")
    code, out, _ = run("new", "twee", "--from", "wijkbudget", *words)
    assert (code, json.loads(out)) == (0, {"file": "twee.yaml", "base": "wijkbudget", "to_fill_in": []})
    assert "\n  mechanisms.pays.other:\n" in (tmp_path / "twee.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "nl", "en"),
    [
        (("--question", "pays", "--answer", "lumpsum"), "zeg waar deze vraag beantwoord wordt; kies uit: pays.", "say"),
        (("--question", "surplus.other", "--answer", "reinvest"), "kies uit: surplus.", "choose from: surplus."),
        (("--question", "surplos", "--answer", "reinvest"), "bedoelde u 'surplus'?", "did you mean 'surplus'?"),
        (("--question", "surplus", "--answer", "reinvst"), "bedoelde u 'reinvest'?", "did you mean 'reinvest'?"),
        (("--question", "decides", "--answer", "network"), "op 'decides' is 'organisations'.", "is 'organisations'."),
        (("--question", "surplus"), "Geef --question en --answer samen.", "Give --question and --answer together."),
    ],
)
def test_a_question_or_answer_that_is_not_there_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], nl: str, en: str
) -> None:
    """With what there is, and nothing is written."""
    for lang, sentence in (("nl", nl), ("en", en)):
        code, out, err = run("new", "een", "--from", "ruwaard", *words, "--lang", lang)
        assert (code, out) == (2, "")
        assert sentence in err
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------- where, and under which name


def test_the_name_of_a_shipped_scenario_is_taken(run: Run, tmp_path: Path) -> None:
    """Or a study would mean one of the two, and its reader the other."""
    for name in ("wijkbudget", "ruwaard", "onzekerheid"):
        code, out, err = run("new", name, "--from", "gangbaar")
        assert (code, out) == (2, "")
        assert f"'{name}' is al de naam van een meegeleverd scenario" in err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_ever_overwritten(run: Run, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    (tmp_path / "mijn.yaml").write_text("van mij", encoding="utf-8")
    code, out, err = run("new", "mijn", "--from", "ruwaard")
    assert (code, out) == (2, "")
    assert "'mijn.yaml' bestaat al en wordt niet overschreven" in err
    assert (tmp_path / "mijn.yaml").read_text(encoding="utf-8") == "van mij"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Mijn Variant", "mijn_variant"),
        ("één team!", "een_team"),
        ("variants/mijn.yaml", "mijn"),
        ("MDO's", "mdo_s"),
        ("a" * 81, "a" * 80),
        ("!!!", None),
        ("COM1", None),
        ("base!", None),
    ],
)
def test_what_is_no_name_is_refused_with_one_that_is(run: Run, tmp_path: Path, name: str, meant: str | None) -> None:
    """Small letters, digits, _ and -."""
    code, _, err = run("new", name, "--from", "ruwaard")
    assert code == 2
    assert "is geen naam" in err
    assert ("bedoelde u" in err) == (meant is not None)
    assert meant is None or f"'{meant}'" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["base", "con", "nul", "com1", "lpt9"])
def test_a_name_that_no_file_of_a_variant_can_have_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    """That of a base's own file, and those that Windows keeps for devices."""
    code, _, err = run("new", name, "--from", "wijkbudget")
    assert code == 2
    assert f"'{name}' is " in err
    assert "kies een andere" in err
    assert list(tmp_path.iterdir()) == []


def test_what_it_builds_on_may_be_a_path(run: Run, tmp_path: Path) -> None:
    """A variant of one's own, or the folder of a base; then the new one stands where it finds it."""
    shutil.copytree(shipped() / "ruwaard", tmp_path / "wijken" / "eigen")
    for part in (tmp_path / "wijken" / "eigen").glob("*.yaml"):
        text = part.read_text(encoding="utf-8")
        part.write_text(text.replace("\nid: ruwaard\n", "\nid: eigen\n"), encoding="utf-8")
    code, _, err = run("new", "een", "--from", "wijken/eigen")
    assert code == 2
    assert "zet de nieuwe variant ernaast, met --out" in err
    assert run("new", "een", "--from", "wijken/eigen", "--out", "wijken")[0] == 0
    assert written_wrong(check_files([tmp_path / "wijken" / "een.yaml"])[0]) == []
    (tmp_path / "verder").mkdir()
    assert run("new", "twee", "--from", "wijken/een.yaml", "--out", "wijken/twee.yaml")[0] == 0
    assert written_wrong(check_files([tmp_path / "wijken" / "twee.yaml"])[0]) == []
    assert run("new", "drie", "--from", "wijken/een.yaml", "--out", "verder")[0] == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "wijkbudgt"), "bedoelde u 'wijkbudget'?"),
        (("--from", "nergens.yaml"), "bestaat niet"),
        (("--from", str(shipped() / "studies" / "wijkbudget.yaml")), "is geen basis of variant"),
        (("--from", str(shipped() / "ruwaard" / "money.yaml")), "is geen basis of variant"),
        (("--from", "ruwaard", "--out", "anders.yaml"), "het bestand van deze variant heet mijn.yaml"),
        (("--from", "ruwaard", "--out", "geen/map/mijn.yaml"), "bestaat niet"),
        ((), "--from"),
    ],
)
def test_what_cannot_be_built_on_or_written_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    """In a sentence, with code 2, and nothing is written."""
    code, out, err = run("new", "mijn", *words)
    assert (code, out) == (2, "")
    assert why in err
    assert list(tmp_path.iterdir()) == []


def test_on_what_is_wrong_itself_nothing_is_built(run: Run, tmp_path: Path) -> None:
    """Its problems are told, each at its place."""
    (tmp_path / "stuk.yaml").write_text("kind: variant\nid: stuk\nbase: ruwaard\n", encoding="utf-8")
    code, _, err = run("new", "mijn", "--from", "stuk.yaml")
    assert code == 2
    assert "stuk.yaml:1:1: S002" in err
    assert not (tmp_path / "mijn.yaml").exists()


def test_it_works_in_an_empty_folder_with_only_the_installed_package(tmp_path: Path) -> None:
    """The scenarios come with the package; no checkout is needed."""
    site, here = tmp_path / "site", tmp_path / "leeg"
    shutil.copytree(
        Path(ruwaard_sim.__file__).parent, site / "ruwaard_sim", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(shipped(), site / "ruwaard_sim" / "scenarios", dirs_exist_ok=True)
    here.mkdir()
    words = [sys.executable, "-m", "ruwaard_sim"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    for command in (["new", "mijn", "--from", "wijkbudget", "--quiet"], ["check", "mijn.yaml", "--quiet"]):
        done = subprocess.run(
            [*words, *command], cwd=here, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert [path.name for path in here.iterdir()] == ["mijn.yaml"]


@pytest.mark.parametrize("path", sorted(shipped().rglob("*.yaml")), ids=lambda path: path.name)
def test_what_is_written_on_one_line_is_read_back_the_same(path: Path) -> None:
    """Whatever a scenario file may hold."""
    plain = read(path).plain()
    assert read_text(f"all: {in_line(plain)}", "terug.yaml").plain() == {"all": plain}

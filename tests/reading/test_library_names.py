"""Scenario files are found by name: near first, shipped last, and never by a path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ruwaard_sim.errors import InputError, Mark, Problem, UsageError
from ruwaard_sim.files import library

MARK = Mark("studie.yaml", 3, 7)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of shipped scenarios and a folder of one's own, in which the work is done."""
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for path, text in {
        "shipped/variants/vandaag.yaml": "kind: variant",
        "shipped/variants/wijkbudget.yaml": "kind: variant",
        "shipped/studies/wijkbudget.yaml": "kind: study",
        "shipped/ruwaard/base.yaml": "kind: base",
        "own/studies/mijn-studie.yaml": "kind: study",
        "own/studies/beside.yaml": "kind: variant",
        "own/variants/wijkbudget.yaml": "kind: variant",
        "own/oss/base.yaml": "kind: base",
        "own/oss/needs.yaml": "kind: needs",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text + "\n")
    monkeypatch.setattr(library, "shipped", lambda: shipped)
    monkeypatch.chdir(own)
    return tmp_path


def find(world: Path, kind: library.Kind, name: str, near: str = "own/studies/mijn-studie.yaml") -> str:
    """Where *name* is found, as seen from the world."""
    return str(library.find(kind, name, world / near, MARK).relative_to(world))


def not_found(world: Path, kind: library.Kind, name: str) -> Problem:
    """The problem of looking for *name*."""
    with pytest.raises(InputError) as caught:
        find(world, kind, name)
    (problem,) = caught.value.problems
    assert problem.mark == MARK
    return problem


def test_the_nearest_file_with_a_name_is_found(world: Path) -> None:
    """Beside the file first, then in the folders around it, then among the shipped scenarios."""
    assert find(world, "variant", "beside") == "own/studies/beside.yaml"
    assert find(world, "variant", "wijkbudget") == "own/variants/wijkbudget.yaml"
    assert find(world, "variant", "vandaag") == "shipped/variants/vandaag.yaml"
    assert find(world, "base", "oss") == "own/oss/base.yaml"
    assert find(world, "base", "ruwaard") == "shipped/ruwaard/base.yaml"
    assert find(world, "base", "oss", near="own/oss/needs.yaml") == "own/oss/base.yaml"
    assert find(world, "study", "wijkbudget") == "shipped/studies/wijkbudget.yaml"


def test_a_file_is_never_its_own_reference(world: Path) -> None:
    """A file that names something of its own name means another file."""
    (world / "own/wijkbudget.yaml").write_text("kind: variant\n")
    assert find(world, "variant", "wijkbudget", near="own/wijkbudget.yaml") == "own/variants/wijkbudget.yaml"


def test_a_file_of_another_kind_is_passed_over(world: Path) -> None:
    """A study beside a study is no variant, whatever its name."""
    (world / "own/studies/vandaag.yaml").write_text("# naam\nkind: study\n")
    assert find(world, "variant", "vandaag") == "shipped/variants/vandaag.yaml"


def test_an_unknown_name_gets_the_nearest_one(world: Path) -> None:
    """A name that leads nowhere is a problem at its own place, with the names there are."""
    problem = not_found(world, "variant", "wijkbuget")
    assert (problem.code, problem.suggestion) == ("L002", "wijkbudget")
    assert "er is geen variant met de naam 'wijkbuget'; er zijn: beside, vandaag" in problem.say("nl")
    assert "there is no variant called 'wijkbuget'" in problem.say("en")
    assert not_found(world, "base", "os").suggestion == "oss"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "variants/vandaag", "vandaag.yaml", "C:\\vandaag", "~", "..", "."],
)
def test_a_path_is_not_a_name(world: Path, name: str) -> None:
    """A path, up, down or absolute, is refused before any disk is asked."""
    problem = not_found(world, "variant", name)
    assert problem.code == "L001"
    assert "is een pad; verwijs met een naam" in problem.say("nl")
    assert "is a path; refer by name" in problem.say("en")


@pytest.mark.parametrize("name", ["", "Vandaag", "van daag", "vandáág", "*", "van?aag", "a\0b"])
def test_other_text_is_not_a_name_either(world: Path, name: str) -> None:
    """Capitals, spaces, accents, wildcards and control characters have no place in a name."""
    problem = not_found(world, "variant", name)
    assert problem.code == "L001"
    assert "kleine letters, cijfers, _ en -" in problem.say("nl")


def test_a_link_that_leads_outside_is_refused(world: Path) -> None:
    """A link to a file elsewhere on the disk is not followed; a link within the folders is."""
    (world / "secret.yaml").write_text("kind: variant\n")
    (world / "own/variants/out.yaml").symlink_to(world / "secret.yaml")
    (world / "own/variants/alias.yaml").symlink_to(world / "own/variants/wijkbudget.yaml")
    assert find(world, "variant", "alias") == "own/variants/alias.yaml"
    problem = not_found(world, "variant", "out")
    assert problem.code == "L003"
    assert "buiten deze map" in problem.say("nl")
    assert "outside this folder" in problem.say("en")


def test_the_parts_of_a_base_stand_beside_it(world: Path) -> None:
    """A part has the name of its kind; a base is named after its folder."""
    base = world / "own/oss/base.yaml"
    assert library.part_path("needs", base) == world / "own/oss/needs.yaml"
    assert library.name_of(base) == "oss"
    assert library.name_of(world / "own/studies/mijn-studie.yaml") == "mijn-studie"


def usage(text: str, kind: library.Kind | None = None) -> UsageError:
    """The complaint about the argument *text*."""
    with pytest.raises(UsageError) as caught:
        library.resolve_argument(text, kind)
    return caught.value


def test_an_argument_is_a_file_or_a_name(world: Path) -> None:
    """An existing path is taken as it is; a bare name is looked for here and among the shipped ones."""
    assert library.resolve_argument("oss/needs.yaml") == Path("oss/needs.yaml")
    assert library.resolve_argument("oss") == Path("oss/base.yaml")
    assert library.resolve_argument("./oss/") == Path("oss/base.yaml")
    assert library.resolve_argument("mijn-studie") == world / "own/studies/mijn-studie.yaml"
    assert library.resolve_argument("vandaag") == world / "shipped/variants/vandaag.yaml"
    assert library.resolve_argument("ruwaard") == world / "shipped/ruwaard/base.yaml"
    assert library.resolve_argument("wijkbudget", "study") == world / "shipped/studies/wijkbudget.yaml"


def test_a_name_of_two_things_must_be_told_apart(world: Path) -> None:
    """A study and a variant of one name are not guessed between."""
    error = usage("wijkbudget")
    assert "'wijkbudget' is de naam van een studie en een variant" in error.text.nl
    assert "give the path of the file" in error.text.en


def test_an_argument_that_is_nothing(world: Path) -> None:
    """A misspelled name or file gets the nearest one there is."""
    assert "bedoelde u 'mijn-studie'" in usage("mijn-studi").text.nl
    assert "did you mean 'vandaag'" in usage("vandaagg", "variant").text.en
    assert "there is no study called 'vandaag'" in usage("vandaag", "study").text.en
    error = usage("oss/neds.yaml")
    assert "bestand 'oss/neds.yaml' bestaat niet (bedoelde u 'oss/needs.yaml'?)" in error.text.nl
    assert "file 'oss/neds.yaml' does not exist" in error.text.en
    for hostile in ("", "a\0b", "x" * 5_000, "-", "../../nergens.yaml"):
        assert "bestaat niet" in usage(hostile).text.nl or "er is geen" in usage(hostile).text.nl


def test_a_variant_asked_as_a_study_is_told_with_the_studies_it_is_in(world: Path) -> None:
    """A beginner runs what was described to them; a study compares it with another."""
    assert usage("vandaag", "study").text.nl == (
        "er is geen studie met de naam 'vandaag', wel een variant; een studie vergelijkt varianten, "
        "en nog geen studie noemt hem; maak er een (kind: study)"
    )
    (world / "shipped/studies/wijkbudget.yaml").write_text("variants: [vandaag, wijkbudget]\nseed: 1\n")
    (world / "own/studies/mijn-studie.yaml").write_text("kind: study\nvariants:\n  - ander # vandaag\n  - vandaag\n")
    (world / "own/studies/geen.yaml").write_text("kind: study\nvariants: [ander]  # en niet vandaag\n")
    assert usage("vandaag", "study").text.en == (
        "there is no study called 'vandaag', but a variant; a study compares variants, "
        "and this one is in: mijn-studie, wijkbudget"
    )


def test_a_name_with_the_wrong_ending_gets_what_it_means(world: Path) -> None:
    """The file with the other ending if there is one, else the name, and only then what looks like it."""
    (world / "own/mijn_wijkbudget.yaml").write_text("kind: study\n")
    assert "(bedoelde u 'wijkbudget'?)" in usage("wijkbudget.yml", "study").text.nl
    assert "(bedoelde u 'oss/needs.yaml'?)" in usage("oss/needs.yml").text.nl
    (world / "own/wijkbudget.yaml").write_text("kind: study\n")
    assert "(did you mean 'wijkbudget.yaml'?)" in usage("wijkbudget.yml", "study").text.en


def test_of_many_names_those_are_shown_that_look_like_what_was_asked(world: Path) -> None:
    """The list is not cut before the one that was meant."""
    for place in range(20):
        (world / f"own/studies/aaa{place}.yaml").write_text("kind: study\n")
    told = usage("wijkbudgeten", "study").text.nl
    assert ", wijkbudget, … (bedoelde u 'wijkbudget'?)" in told
    assert len(told.partition("er zijn: ")[2].partition(", …")[0].split(", ")) == 12


def test_variants_in_which_somebody_steers_are_found(world: Path) -> None:
    """Not one that says that nobody does, whatever else it answers."""
    some, nobody = "mechanisms.steers: {to: {answer: stuurgroep}}", "mechanisms.steers: {to: {answer: none}}"
    (world / "own/variants/stuurt.yaml").write_text(f"changes:\n  {some}\n")
    (world / "own/variants/niet.yaml").write_text(f"changes:\n  {nobody}\n  mechanisms.extra:\n    answer: yearly\n")
    assert library.steered_variants() == ["stuurt"]


def test_a_folder_says_what_it_holds(world: Path) -> None:
    """A folder is not a scenario, but it tells which files are in it."""
    error = usage("./variants")
    assert "is een map; noem een bestand: wijkbudget.yaml" in error.text.nl
    assert "is a folder; name a file: wijkbudget.yaml" in error.text.en
    assert "is een map" in usage("variants").text.nl
    (world / "own/leeg").mkdir()
    assert "zonder scenariobestanden" in usage("./leeg").text.nl


def test_a_pattern_the_shell_left_alone(world: Path) -> None:
    """A pattern that matches nothing says so; one match is that file, more must be named."""
    assert "geen bestand past bij 'nix*.yaml'" in usage("nix*.yaml").text.nl
    assert "no file matches" in usage("nix*.yaml").text.en
    assert library.resolve_argument("variants/*.yaml") == Path("variants/wijkbudget.yaml")
    assert "passen 2 bestanden" in usage("studies/*.yaml").text.nl


def test_the_shipped_scenarios_are_there() -> None:
    """The package knows where its own scenarios are, in a checkout or installed."""
    assert (library.shipped() / "studies").is_dir()


def test_a_name_of_a_study_and_of_a_variant_means_both_to_check() -> None:
    """Who checks by a name that two files share has both checked; other commands know which they want."""
    assert [path.parent.name for path in library.resolve_all("wijkbudget")] == ["studies", "variants"]
    assert library.resolve_all("gangbaar") == [library.resolve_argument("gangbaar", "variant")]
    with pytest.raises(UsageError):
        library.resolve_all("wijkbudgt")


@pytest.mark.skipif(os.name != "posix", reason="makes links as a user may there")
@pytest.mark.parametrize("to", ["nergens.yaml", "koppeling.yaml"])
def test_a_link_that_leads_nowhere_is_called_so(world: Path, to: str) -> None:
    """Broken, or to itself: the file is there to see, so that it does not exist would not be believed."""
    Path("koppeling.yaml").symlink_to(to)
    with pytest.raises(UsageError, match=r"^de koppeling 'koppeling\.yaml' leidt nergens heen$"):
        library.resolve_argument("koppeling.yaml")

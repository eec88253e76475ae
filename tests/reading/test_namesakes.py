"""The same name for several files: which is taken is the same for every kind, and is said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from ruwaard_sim.errors import Mark
from ruwaard_sim.files import library
from ruwaard_sim.files.namesakes import shown_file
from ruwaard_sim.files.scenario_reader import Reader

KINDS: tuple[library.Kind, ...] = ("study", "variant", "base", "calibration", "draws")
FOLDERS = {"study": "studies", "variant": "variants", "calibration": "calibrations", "draws": "draws"}
PLACES = ("own", "above", "shipped", "here")
"""From near to far: in the folder of the study, beside it, among the shipped ones; and where one works."""


def put(world: Path, kind: str, place: str) -> Path:
    """A file of this kind called `zelfde`."""
    folder = {"own": "wijk/mijn", "above": "wijk", "shipped": "shipped", "here": "bureau"}[place]
    inside = "zelfde/base.yaml" if kind == "base" else f"{FOLDERS[kind]}/zelfde.yaml"
    file = world / folder / inside
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"kind: {kind}\nid: zelfde\n", encoding="utf-8")
    return file


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a study, one to work in, and one that is shipped."""
    for folder in ("wijk/mijn", "shipped", "bureau"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(library, "shipped", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path / "bureau")
    return tmp_path


def subsets() -> Iterator[tuple[str, ...]]:
    """Every set of places from which a study in its folder can take a file."""
    for many in range(1, 5):
        yield from (chosen for chosen in combinations(PLACES, many) if chosen != ("here",))


@pytest.mark.parametrize("kind", KINDS)
def test_the_nearest_to_the_study_is_taken_and_the_others_are_named(world: Path, kind: library.Kind) -> None:
    """For every kind of file and wherever it lies; a name of one file is not worth a word."""
    study = world / "wijk/mijn/studie.yaml"
    for places in subsets():
        files = [put(world, kind, place) for place in places]
        reader = Reader()
        taken = reader.find(kind, "zelfde", study, Mark("studie.yaml", 1, 1))
        assert taken == files[0]
        said = [sentence.nl for sentence in reader.namesakes.sentences]
        others = " en ".join(shown_file(file).nl for file in files[1:])
        expected = f"komt meer dan eens voor: gelezen is {shown_file(files[0]).nl}, niet {others}."
        assert [sentence.endswith(expected) for sentence in said] == [True] * (len(files) > 1)
        for file in files:
            file.unlink()


def test_two_files_of_one_name_that_are_both_read_are_both_said(world: Path) -> None:
    """As when a variant of one's own and a shipped one build on bases called the same."""
    own, shipped = put(world, "base", "above"), put(world, "base", "shipped")
    reader = Reader()
    for near, expected in ((world / "wijk/mijn/a.yaml", own), (world / "shipped/variants/b.yaml", shipped)):
        assert reader.find("base", "zelfde", near, Mark("a.yaml", 1, 1)) == expected
    (sentence,) = reader.namesakes.sentences
    assert sentence.nl.endswith("gelezen zijn zelfde/base.yaml en zelfde/base.yaml (meegeleverd).")
    assert sentence.en.startswith("The name 'zelfde' (base) occurs more than once: zelfde/base.yaml and ")


def test_draws_named_on_the_command_line_are_looked_for_around_the_study(world: Path) -> None:
    """As those that the study names itself; then where one works, then among the shipped ones."""
    study = world / "wijk/mijn/studie.yaml"
    for place in ("shipped", "here", "above", "own"):
        file = put(world, "draws", place)
        reader = Reader()
        assert reader.argument_path("zelfde", "draws", study) == file
        assert len(reader.namesakes.sentences) == (place != "shipped")

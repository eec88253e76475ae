from __future__ import annotations

import copy
import errno
import hashlib
import json
import math
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import study_fakes as fakes
from hypothesis import given
from hypothesis import strategies as st

from ruwaard_sim.errors import DiskError, FolderError, UsageError
from ruwaard_sim.files import new_folder, result_folder
from ruwaard_sim.files.draws_writer import table_text
from ruwaard_sim.files.manifest_model import manifest_misfits
from ruwaard_sim.files.new_folder import check_target
from ruwaard_sim.files.result_folder import (
    Contents,
    Figure,
    read_results,
    result_hash,
    rows_as_csv,
    write_results,
)
from ruwaard_sim.report.study_view import StudyInfo

ROWS: list[Figure] = [
    ("oud", 1, "all", "wait", 12.1),
    ("oud", 2, "all", "wait", math.nan),
    ("nieuw", 1, "all", "wait", 1 / 3),
    ("nieuw", 2, "all", "wait", -1e-300),
]
TITLE = {"nl": "Wachttijd", "en": "Wait"}
MANIFEST: dict[str, Any] = {
    "version": "0",
    "seed": 7,
    "study": {
        "id": "proef",
        "title": TITLE,
        "question": TITLE,
        "baseline": "oud",
        "variants": ["oud", "nieuw"],
        "counterfactual": [],
    },
    "replications": {"asked": 2, "done": 2, "failed": [], "precise": None},
    "assumptions": {"values": 2, "assumed": 1},
}
WAIT: dict[str, Any] = {
    "name": "wait",
    "title": TITLE,
    "unit": "weeks",
    "group": "waiting",
    "group_title": TITLE,
    "decimals": 1,
    "still_waiting": None,
    "effect": True,
}
CONTENTS = Contents(
    manifest=MANIFEST,
    rows=ROWS,
    indicators=[WAIT],
    resolved={"oud": "a: 1\n", "nieuw": "a: 2\n"},
)


@pytest.fixture(autouse=True)
def _in_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def everything() -> list[str]:
    """Name all that is in the current folder, at any depth."""
    return sorted(str(path) for path in Path().rglob("*"))


def same(rows: Any, others: Any) -> bool:
    """Compare rows in which a nan equals a nan."""
    return repr(sorted(rows, key=repr)) == repr(sorted(others, key=repr))


def test_what_is_written_is_read_back_to_the_last_bit() -> None:
    """Numbers are written in full and figures that do not exist are empty: reading gives the same rows."""
    written = write_results(CONTENTS, "proef")
    stored = read_results(written.folder)
    assert same(stored.rows, ROWS)
    assert stored.manifest["seed"] == 7
    assert stored.manifest["result_hash"] == written.result_hash == result_hash(ROWS)
    assert list(stored.indicators) == list(CONTENTS.indicators)
    assert (written.folder / "resolved" / "nieuw.yaml").read_text() == "a: 2\n"


def test_result_hash_is_the_hash_of_the_table_of_figures() -> None:
    """Anyone can check a result with sha256sum: the result hash is that of indicators.csv."""
    written = write_results(CONTENTS, "proef")
    assert hashlib.sha256((written.folder / "indicators.csv").read_bytes()).hexdigest() == written.result_hash


def test_result_hash_does_not_depend_on_the_order_of_rows() -> None:
    """Rows in any order are the same result; another last digit is another result."""
    assert result_hash(ROWS) == result_hash(ROWS[::-1])
    assert result_hash(ROWS) != result_hash([*ROWS[:3], ("nieuw", 2, "all", "wait", -1.1e-300)])
    assert result_hash([("a", 1, "all", "x", 0.0)]) == result_hash([("a", 1, "all", "x", -0.0)])


def test_result_folders_are_numbered_and_never_overwritten() -> None:
    """Each run gets the next number, also when an earlier folder was removed."""
    names = [write_results(CONTENTS, "proef").folder.as_posix() for _ in range(3)]
    assert names == ["results/proef-1", "results/proef-2", "results/proef-3"]
    shutil.rmtree("results/proef-2")
    Path("results/proef-x").mkdir()
    Path("results/andere-proef-9").mkdir()
    assert write_results(CONTENTS, "proef").folder.as_posix() == "results/proef-4"


def test_a_folder_that_is_in_use_is_refused() -> None:
    """A folder with anything in it is left as it is, with a sentence that says what to do."""
    Path("mijn").mkdir()
    Path("mijn/brief.txt").write_text("lief dagboek")
    with pytest.raises(UsageError, match="niet leeg en wordt niet overschreven") as caught:
        write_results(CONTENTS, "proef", Path("mijn"))
    assert caught.value.exit_code == 2
    assert everything() == ["mijn", "mijn/brief.txt"]


def test_an_empty_folder_may_be_used() -> None:
    """A folder made beforehand, with nothing in it, is where the results go."""
    Path("mijn").mkdir()
    write_results(CONTENTS, "proef", Path("mijn"))
    assert read_results(Path("mijn")).rows


def test_a_file_is_no_folder() -> None:
    """A name that belongs to a file is refused before anything is run."""
    Path("bezet").write_text("")
    with pytest.raises(UsageError, match="geen map"):
        check_target(Path("bezet"))
    with pytest.raises(DiskError):
        check_target(Path("bezet/daaronder"))


def test_two_that_finish_together_each_get_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """When another run takes the number in the meantime, the next number is used."""
    number = iter([1, 1, 2])
    monkeypatch.setattr(new_folder, "next_folder", lambda study: Path(f"results/{study}-{next(number)}"))
    write_results(CONTENTS, "proef")
    assert write_results(CONTENTS, "proef").folder.as_posix() == "results/proef-2"
    assert sorted(path.name for path in Path("results").iterdir()) == ["proef-1", "proef-2"]


@pytest.mark.parametrize("broken", ["open", "fsync", "mkdir", "rename"])
def test_a_disk_error_at_any_moment_leaves_nothing(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first, the second, the third … call on the disk fails: each time nothing stays behind."""
    place: Any = os if broken == "fsync" else Path
    original: Callable[..., Any] = getattr(place, broken)
    for failing in range(1, 100):
        calls = 0

        def refuse(*args: Any, failing: int = failing, **kwargs: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return original(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(place, broken, refuse)
            try:
                write_results(CONTENTS, "proef", Path("diep/weg/hier"))
                break
            except DiskError:
                assert everything() == []
    assert failing > 1
    assert same(read_results(Path("diep/weg/hier")).rows, ROWS)


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """The system itself refuses to write on: a sentence, code 6, and an empty folder."""
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "from ruwaard_sim.errors import DiskError\n"
        "from ruwaard_sim.files.result_folder import Contents, write_results\n"
        "rows = [('oud', r, 'all', 'wait', r / 7) for r in range(1000)]\n"
        "try:\n    write_results(Contents({}, rows, [], {}), 'proef')\n"
        "except DiskError as error:\n    sys.exit(error.exit_code)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
    done = subprocess.run([sys.executable, "-c", program], env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 6
    assert everything() == []


def test_every_damaged_byte_is_detected() -> None:
    """Whichever byte of whichever file is changed, reading says which file is damaged, with code 5."""
    folder = write_results(CONTENTS, "proef").folder
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        whole = path.read_bytes()
        for place in range(0, len(whole), 7):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(FolderError) as caught:
                read_results(folder)
            assert caught.value.exit_code == 5
            assert path.name in caught.value.text.nl
        path.write_bytes(whole)
    assert read_results(folder).rows


def test_everything_that_is_wrong_is_named_at_once() -> None:
    """A missing file and a shortened one are named together."""
    folder = write_results(CONTENTS, "proef").folder
    (folder / "resolved" / "oud.yaml").unlink()
    table = folder / "indicators.csv"
    table.write_bytes(table.read_bytes()[:-5])
    with pytest.raises(FolderError) as caught:
        read_results(folder)
    assert "resolved/oud.yaml ontbreekt" in caught.value.text.nl
    assert "indicators.csv is damaged" in caught.value.text.en


def test_a_folder_of_something_else_is_recognised() -> None:
    """A folder without our manifest, or with that of another program, is not taken for results."""
    Path("ander").mkdir()
    with pytest.raises(FolderError, match="geen resultatenmap"):
        read_results(Path("ander"))
    Path("ander/manifest.json").write_text('{"name": "een webpagina"}')
    with pytest.raises(FolderError, match="geen resultatenmap"):
        read_results(Path("ander"))
    with pytest.raises(UsageError, match="Er is geen map"):
        read_results(Path("nergens"))


def test_results_of_another_version_are_not_called_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in a later form is refused with the version that made it."""
    with monkeypatch.context() as patch:
        patch.setattr(result_folder, "SCHEMA", 99)
        folder = write_results(CONTENTS, "proef").folder
    with pytest.raises(FolderError, match="andere versie"):
        read_results(folder)


def test_a_manifest_cannot_point_outside_its_folder() -> None:
    """A manifest that names a file elsewhere on the disk is not followed."""
    folder = write_results(CONTENTS, "proef").folder
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest.pop("checksum")
    manifest["files"]["../../../etc/passwd"] = "0" * 64
    manifest["checksum"] = result_folder._sha256(result_folder._as_json(manifest))
    (folder / "manifest.json").write_bytes(result_folder._as_json(manifest))
    with pytest.raises(FolderError, match=r"manifest\.json is beschadigd"):
        read_results(folder)


def test_a_folder_of_which_a_page_cannot_be_made_says_what_is_missing() -> None:
    """Whole to the byte, but of a version that kept less than a page needs: every key that is missing is named."""
    less = {key: held for key, held in MANIFEST.items() if key != "seed"}
    study = {key: held for key, held in MANIFEST["study"].items() if key != "counterfactual"}
    draws = {"name": "d", "there_are": 1, "values": [{"title": TITLE}], "stale": [], "of_replication": {"1": "a"}}
    wait = {key: held for key, held in WAIT.items() if key != "effect"}
    contents = Contents({**less, "study": study, "draws": draws}, ROWS, [wait, wait], {})
    with pytest.raises(FolderError) as refused:
        read_results(write_results(contents, "proef").folder)
    said = refused.value.text.en.partition("is not whole: ")[2]
    assert said == (
        "study.counterfactual is missing in manifest.json; seed is missing in manifest.json; "
        "draws.values.of is missing in manifest.json; draws.values.path is missing in manifest.json; "
        "draws.values.variants is missing in manifest.json; effect is missing in indicators.json."
    )


def test_a_key_of_another_kind_is_named() -> None:
    """A folder whole to the byte in which a text is a number, a list is a word or a title has one language."""
    study = {**MANIFEST["study"], "variants": "oud", "title": {"nl": "Wachttijd"}}
    contents = Contents({**MANIFEST, "study": study, "beliefs": {"oud": 3}}, ROWS, [{**WAIT, "decimals": "1"}], {})
    with pytest.raises(FolderError) as refused:
        read_results(write_results(contents, "proef").folder)
    assert refused.value.exit_code == 5
    assert refused.value.text.en.partition("is not whole: ")[2] == (
        "study.title.en is missing in manifest.json; study.variants in manifest.json is not what it should be; "
        "beliefs.oud in manifest.json is not what it should be; decimals in indicators.json is not what it should be."
    )


def places(node: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    """The way to every value in plain data."""
    for key, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, key)
        yield from places(child, *path, key)


def test_whatever_stands_at_a_key_a_page_can_be_made_or_the_folder_is_refused() -> None:
    """Every value replaced by every other kind of value: code 5, or all that a page needs; never a fall."""
    study = {**MANIFEST["study"], "titles": {"oud": TITLE}, "headline": ["wait"]}
    value = {"of": "ruwaard", "path": "a.b", "title": TITLE, "variants": ["oud"]}
    draws = {"name": "d", "there_are": 1, "values": [value], "stale": [], "of_replication": {"1": "a"}}
    full = {
        **MANIFEST,
        "study": study,
        "draws": {**draws, "stale_targets": ["x"], "rows": {"a": [1, 0.5]}},
        "effects": "as written",
        "beliefs": {"oud": {"a.b": TITLE}},
        "shocks": {"oud": [{"title": TITLE, "spans": [["2020-03-16", "2020-10-01"]]}]},
    }
    refused = 0
    for path in places(full):
        for other in (None, True, 7, 0.5, "x", [], ["x"], {}, {"x": 1}):
            changed = copy.deepcopy(full)
            node = changed
            for key in path[:-1]:
                node = node[key]
            node[path[-1]] = other
            if manifest_misfits(changed):
                refused += 1
            else:
                StudyInfo.from_manifest(changed)
    assert manifest_misfits(full) == []
    assert refused > 100


def test_a_manifest_with_a_name_that_no_file_can_have_is_refused() -> None:
    """A name with a NUL in it is one that is missing."""
    folder = write_results(CONTENTS, "proef").folder
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest.pop("checksum")
    manifest["files"]["a\0b"] = "0" * 64
    manifest["checksum"] = result_folder._sha256(result_folder._as_json(manifest))
    (folder / "manifest.json").write_bytes(result_folder._as_json(manifest))
    with pytest.raises(FolderError, match="ontbreekt"):
        read_results(folder)


def test_no_name_becomes_a_formula_in_a_table_of_draws() -> None:
    """The one way of :func:`rows_as_csv` holds for draws as well."""
    told = table_text(["replication", "=a", "b,c"], [["1", "=1+1", 0.5], ["2", "-x", math.nan]])
    assert told == "replication,'=a,\"b,c\"\n1,'=1+1,0.5\n2,'-x,\n"


def test_no_name_becomes_a_formula_in_a_spreadsheet() -> None:
    """A name that begins like a formula is written as text, a negative number as a number."""
    rows: list[Figure] = [(name, 1, "all", "x", -2.5) for name in ("=1+1", "@x", "+x", "-x", "\tx", "'x", "x")]
    text = rows_as_csv(rows).decode()
    assert "'=1+1,1,all,x,-2.5\n" in text
    assert all(not line.startswith(("=", "+", "-", "@", "\t")) for line in text.splitlines())
    folder = write_results(Contents(MANIFEST, rows, [], {}), "proef").folder
    assert same(read_results(folder).rows, rows)


def test_strange_names_become_plain_file_names() -> None:
    """A variant's name never decides where on the disk a file comes, and two names never share a file."""
    resolved = {"../../weg": "a: 1\n", "..-..-weg": "a: 2\n", "w" * 300: "a: 3\n", "CON é": "a: 4\n"}
    folder = write_results(Contents(MANIFEST, ROWS, [], resolved), "../ontsnapt").folder
    assert folder.parent == Path("results")
    assert len(list((folder / "resolved").iterdir())) == 4
    assert read_results(folder)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.dictionaries(st.tuples(names, st.integers(1, 10**6), names, names), st.floats(), max_size=8))
def test_any_rows_come_back(cells: dict[tuple[str, int, str, str], float]) -> None:
    """Whatever the names and the numbers are, the table of figures gives them back."""
    rows = [(*key, value) for key, value in cells.items()]
    again = result_folder._rows_from_csv(rows_as_csv(rows))
    assert rows_as_csv(again) == rows_as_csv(rows)
    assert {row[:4] for row in again} == set(cells)


def test_the_real_thing_fits() -> None:
    """Rows of a study as it is run are written and read as they are."""
    from ruwaard_sim.study.runner import run

    outcome = run(fakes.Study(), jobs=1, replicate=fakes.replicate)
    folder = write_results(Contents(MANIFEST, outcome.rows, [], {}), "proef").folder
    assert same(read_results(folder).rows, outcome.rows)

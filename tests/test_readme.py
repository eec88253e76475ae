"""What the README shows must work as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ruwaard_sim.cli import main
from ruwaard_sim.files.loading import check_files

README = Path(__file__).parent.parent / "README.md"
SHOWN = "ruwaard-sim run wijkbudget"


def _blocks(language: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"the README has no {language} block"
    return found


def test_the_python_lines_work(capsys: pytest.CaptureFixture[str]) -> None:
    """The lines for Python run as printed, with fewer replications, and give a difference with its interval."""
    code = _blocks("python")[0].replace("replications=20", "replications=2")
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    mean, low, high = (float(word) for word in capsys.readouterr().out.split())
    assert low <= mean <= high
    frame = names["frame"]
    assert list(frame) == ["variant", "replication", "period", "indicator", "value"]  # type: ignore[call-overload]


def test_the_sample_is_what_a_run_prints_and_what_is_left_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line shown stands in the output, in order, with the same figures; only the tables it names are skipped.

    A reader who tries the first command of the README must find what it promises. So it is run in full.
    """
    sample = re.search(rf"    \$ {SHOWN}\n\n((?:    .*\n|\n)+)", README.read_text(encoding="utf-8"))
    assert sample is not None
    text = re.sub(r"(?m)^    ", "", sample.group(1)).rstrip("\n") + "\n"
    first, *others = re.split(r"(?m)^\[left out here: (.+)\]\n", text)
    monkeypatch.chdir(tmp_path)
    assert main([*SHOWN.split()[1:], "--jobs", "1"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(first)
    rest = printed.removeprefix(first)
    for named, piece in zip(others[::2], others[1::2], strict=True):
        skipped, found, rest = rest.partition(piece)
        assert found == piece
        assert _tables(skipped.splitlines()) == named.split("; ")
    assert [line.partition(":")[0] for line in rest.splitlines()] == ["Resultaten", "Resultaathash"]


def _tables(lines: list[str]) -> list[str]:
    """The titles of the tables in these lines: what stands left above the figures, in one line or two."""
    heads = [place for place, line in enumerate(lines) if line.strip().endswith("verschil met")]
    words = [(lines[at].removesuffix("verschil met").strip(), lines[at + 1].split("  ")[0].strip()) for at in heads]
    return [" ".join(filter(None, pair)) for pair in words]


def test_the_example_files_are_sound(tmp_path: Path) -> None:
    """The variant and the study printed in the README pass every check when they stand in a folder together."""
    paths = []
    for text in _blocks("yaml"):
        name = re.match(r"# (\S+\.yaml)\n", text)
        assert name is not None
        paths.append(tmp_path / name.group(1))
        paths[-1].write_text(text, encoding="utf-8")
    problems, _ = check_files(paths)
    assert [problem.say("en") for problem in problems] == []


def test_how_many_predictions_fit_is_what_the_page_of_validation_says() -> None:
    """The sentence counts the predictions that could fail, and those alone."""
    page = (README.parent / "docs" / "generated" / "validation.md").read_text(encoding="utf-8")
    head = re.search(
        r"^PREDICTED: .*\((\d+) fits of which (\d+) by construction, (\d+) borderline, (\d+) MISSES\)", page, re.M
    )
    assert head is not None
    fits, sure, borderline, misses = map(int, head.groups())
    words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    said = " ".join(README.read_text(encoding="utf-8").split())
    assert f"of the {words[fits + borderline + misses]} things it *predicts* {words[sure]} could hardly have" in said
    open_ones = fits - sure + borderline + misses
    assert (
        f"of the {words[open_ones]} that could fail {words[fits - sure]} fits, {words[borderline]} is borderline and "
        f"{words[misses]} miss"
    ) in said


def test_every_page_the_readme_names_exists() -> None:
    """No link in the README leads nowhere."""
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / target).exists(), target


def test_no_page_or_scenario_holds_the_marks_of_a_merge() -> None:
    """A reader would have to choose between two halves of a sentence."""
    files = [path for folder in ("docs", "scenarios") for path in (README.parent / folder).rglob("*.*")]
    files += [README, README.parent / "CHANGELOG.md"]
    assert len(files) > 80
    torn = [
        path.name
        for path in files
        if path.suffix in (".md", ".yaml")
        and any(line.lstrip().startswith(("<<<<<<<", ">>>>>>>")) for line in path.read_text("utf-8").splitlines())
    ]
    assert torn == []

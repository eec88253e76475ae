"""What the README shows must work as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ruwaard_sim.cli import main
from ruwaard_sim.files.loading import check_files

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = [README, ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
SHOWN = "ruwaard-sim run wijkbudget"
LONGEST = 1_500
"""The most words the README may have: what it is, how to start, and where to go from there."""


def _blocks(page: Path, language: str) -> list[str]:
    blocks = re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks, f"{page.name} has no {language} block"
    return blocks


def test_the_readme_is_short() -> None:
    """Whoever wants more follows a link."""
    assert len(README.read_text(encoding="utf-8").split()) < LONGEST


def test_the_python_lines_work(capsys: pytest.CaptureFixture[str]) -> None:
    """The lines for Python run as printed, with fewer replications, and give a difference with its interval."""
    code = _blocks(DOCS / "commands.md", "python")[0].replace("replications=20", "replications=2")
    names: dict[str, object] = {}
    exec(compile(code, "commands.md", "exec"), names)
    mean, low, high = (float(word) for word in capsys.readouterr().out.split())
    assert low <= mean <= high
    frame = names["frame"]
    assert list(frame) == ["variant", "replication", "period", "indicator", "value"]  # type: ignore[call-overload]


def test_the_sample_has_the_form_of_what_a_run_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line shown stands in the output of a small run, in order, but for its numbers.

    Figures move, and a new one may join them; what a reader of the README must find again is the form.
    """
    sample = re.search(rf"    \$ {SHOWN}\n\n((?:    .*\n|\n)+)", README.read_text(encoding="utf-8"))
    assert sample is not None
    shown = [_form(line) for line in sample.group(1).splitlines() if line.strip() and not line.strip().startswith("[")]
    monkeypatch.chdir(tmp_path)
    assert main([*SHOWN.split()[1:], "--jobs", "1", "--replications", "2"]) == 0
    printed = iter([_form(line) for line in capsys.readouterr().out.splitlines()])
    assert [line for line in shown if line not in printed] == []


def _form(line: str) -> str:
    """A line of the screen without its numbers and the width of its columns."""
    return re.sub(r"[-0-9., ]*[0-9]( ± [0-9.,]+)?", " 0 ", " ".join(line.split()))


def test_the_example_files_are_sound(tmp_path: Path) -> None:
    """The variant and the study printed in the README pass every check when they stand in a folder together."""
    paths = []
    for text in _blocks(README, "yaml"):
        name = re.match(r"# (\S+\.yaml)\n", text)
        assert name is not None
        paths.append(tmp_path / name.group(1))
        paths[-1].write_text(text, encoding="utf-8")
    problems, _ = check_files(paths)
    assert [problem.say("en") for problem in problems] == []


def test_how_many_predictions_fit_is_what_the_page_of_validation_says() -> None:
    """The sentence counts the predictions that could fail, and those alone."""
    page = (DOCS / "generated" / "validation.md").read_text(encoding="utf-8")
    head = re.search(
        r"^PREDICTED: .*\((\d+) fits of which (\d+) by construction, (\d+) borderline, (\d+) MISSES\)", page, re.M
    )
    assert head is not None
    fits, sure, borderline, misses = map(int, head.groups())
    words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    said = " ".join((DOCS / "results.md").read_text(encoding="utf-8").split())
    assert f"of the {words[fits + borderline + misses]} things it *predicts* {words[sure]} could hardly have" in said
    open_ones = fits - sure + borderline + misses
    assert (
        f"of the {words[open_ones]} that could fail {words[fits - sure]} fits, {words[borderline]} is borderline and "
        f"{words[misses]} miss"
    ) in said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_page_that_a_page_names_exists(page: Path) -> None:
    """No link between the pages leads nowhere."""
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


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

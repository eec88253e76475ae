"""What the README shows must work as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ruwaard_sim.files.loading import check_files

README = Path(__file__).parent.parent / "README.md"


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

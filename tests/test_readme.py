"""What the README shows must work as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ruwaard_sim.files.loading import check_files

README = Path(__file__).parent.parent / "README.md"


def _block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, f"the README has no {language} block"
    return found.group(1)


def test_the_python_lines_work(capsys: pytest.CaptureFixture[str]) -> None:
    """The lines for Python run as printed, with fewer replications, and give a difference with its interval."""
    code = _block("python").replace("replications=20", "replications=2")
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    mean, low, high = (float(word) for word in capsys.readouterr().out.split())
    assert low <= mean <= high
    frame = names["frame"]
    assert list(frame) == ["variant", "replication", "period", "indicator", "value"]  # type: ignore[call-overload]


def test_the_example_variant_is_sound(tmp_path: Path) -> None:
    """The variant printed in the README passes every check when it is put in a file of its own."""
    text = _block("yaml")
    name = re.search(r"^id: (\S+)$", text, re.MULTILINE)
    assert name is not None
    path = tmp_path / f"{name.group(1)}.yaml"
    path.write_text(text, encoding="utf-8")
    problems, _ = check_files([path])
    assert [problem.say("en") for problem in problems] == []


def test_every_page_the_readme_names_exists() -> None:
    """No link in the README leads nowhere."""
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / target).exists(), target

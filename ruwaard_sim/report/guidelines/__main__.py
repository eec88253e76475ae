"""Writes guidelines and evidence in ``docs/``: ``python -m ruwaard_sim.report.guidelines docs`` (``make docs``).

What these pages say of software is what the repository asks for, not what this machine happens to have.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ruwaard_sim.report.guidelines.answers import NAMES, guideline
from ruwaard_sim.report.guidelines.description import Made, tell
from ruwaard_sim.report.guidelines.page import evidence_page, page

STUDY = "wijkbudget"
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_PLACE = re.compile(r"^(?:## (\d+)\.|\*\*(\d+\.\d+))")
_PATH = re.compile(r"`(?:[a-z_]+:)?([a-z_]+(?:\.[\w*]+)+)`")


def made(root: Path) -> Made:
    """With what the pages in the repository at *root* are made."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (root / "constraints.txt").read_text(encoding="utf-8").split()
    pinned = {name.casefold(): version for name, _, version in (line.partition("==") for line in lines)}
    names = [_NAME.match(line) for line in project["dependencies"]]
    packages = {name.group(): pinned[name.group().casefold()] for name in names if name is not None}
    verdicts = (root / "docs" / "validation.md").read_text(encoding="utf-8").splitlines()
    uses = dict(_uses((root / "docs" / "model.md").read_text(encoding="utf-8")))
    return Made(project["version"], f"{project['requires-python']}", packages, uses, verdicts)


def _uses(text: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Each path that the page about the model names, with the sections that do."""
    uses: dict[tuple[str, ...], list[str]] = {}
    section = ""
    for line in text.splitlines():
        heading = _PLACE.match(line)
        section = f"§{heading[1] or heading[2]}" if heading else section
        for path in _PATH.findall(line) if section else ():
            sections = uses.setdefault(tuple(path.split(".")), [])
            sections += [] if section in sections else [section]
    yield from uses.items()


def pages(root: Path) -> Mapping[str, str]:
    """Every page, by its name in ``docs/``."""
    description, provenance = tell(STUDY), made(root)
    pages_by_name = {f"{name}.md": page(description, guideline(name), provenance, in_docs=True) for name in NAMES}
    return {**pages_by_name, "evidence.md": evidence_page()}


def main(argv: list[str]) -> None:
    """Write the pages into the folder named, which stands in the repository."""
    folder = Path(argv[0])
    for name, text in pages(folder.resolve().parent).items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

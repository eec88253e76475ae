"""Whether what a text names exists: commands with options, make targets, tests, files, sections, paths, figures."""

from __future__ import annotations

import re
from pathlib import Path

from sources_to_settings import ROOT, is_a_test, scenario

from ruwaard_sim.cli import COMMANDS
from ruwaard_sim.files.library import shipped
from ruwaard_sim.report.guidelines import NAMES
from ruwaard_sim.scenario.document.quantities import ASSUMPTION
from ruwaard_sim.tables import INDICATORS

QUOTED = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
PLACEHOLDERS = {"STUDY", "DIR"}
IN_A_RESULT = {"manifest.json"}
"""Files of a result folder; tests/study/test_results.py knows them."""


def exists(named: str) -> bool:
    """Whether what stands between backquotes is there."""
    first, _, rest = named.partition(" ")
    if first == "ruwaard-sim":
        return is_a_command(rest.split())
    if first == "make":
        return (
            re.search(rf"^{re.escape(rest)}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
            is not None
        )
    if named.startswith("python -m pytest "):
        return all(is_a_place(word) for word in named.split()[3:])
    if named.startswith("python -m "):
        return is_a_module(named.split()[2])
    if rest:
        return False
    return is_a_place(named) or is_a_word(named)


def is_a_command(words: list[str]) -> bool:
    """Whether there is such a command, with those options, and the studies, variants, bases and guidelines it names."""
    commands = {command.name: command for command in COMMANDS}
    if not words or words[0] not in commands:
        return False
    options = {name for option in commands[words[0]].params for name in option.opts}
    names = [word for word in words[1:] if re.fullmatch(r"[a-z_]+", word) and word != "auto"]
    flags = [word for word in words[1:] if word.startswith("--")]
    folders = ("studies", "variants", "calibrations")
    known = {path.stem for folder in folders for path in (shipped() / folder).glob("*.yaml")}
    known |= {path.parent.name for path in shipped().glob("*/base.yaml")} | set(NAMES)
    return set(flags) <= options and set(names) <= known


def is_a_module(name: str) -> bool:
    """Whether ``python -m`` can run it from a checkout."""
    path = ROOT / Path(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def is_a_place(named: str) -> bool:
    """Whether it is a file or folder of the repository, or a test in one."""
    file, _, test = named.partition("::")
    if test:
        return file.startswith("tests/") and is_a_test(named.removeprefix("tests/"))
    return named in IN_A_RESULT or (ROOT / named).exists()


def is_a_word(named: str) -> bool:
    """Whether it is a figure, a way to a number, a base, or the word for what has no source."""
    if named in INDICATORS or named in PLACEHOLDERS or named in (ASSUMPTION, "ruwaard"):
        return True
    found = [scenario("ruwaard"), scenario("wijkbudget")]
    return "." in named and any(tree is not None and tree.get(tuple(named.split("."))) is not None for tree in found)


def has_section(page: str, number: str) -> bool:
    """Whether the page in ``docs/`` has a section or paragraph with this number."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.search(rf"^(?:#+ |\*\*){re.escape(number)}[. ]", text, re.MULTILINE) is not None

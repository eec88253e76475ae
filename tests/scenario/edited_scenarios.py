"""The shipped scenarios with something changed in them, so that a test of `check` is one sentence. No tests here."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ruwaard_sim.errors import Problem
from ruwaard_sim.files.loading import check_files

SHIPPED = Path(__file__).parents[2] / "scenarios"

BASE = "ruwaard/base.yaml"
MONEY = "ruwaard/money.yaml"
NEEDS = "ruwaard/needs.yaml"
ORGANISATION = "ruwaard/organisation.yaml"
POPULATION = "ruwaard/population.yaml"
RULES = "ruwaard/rules.yaml"
SOURCES = "ruwaard/sources.yaml"
TARGETS = "ruwaard/targets.yaml"
GANGBAAR = "variants/gangbaar.yaml"
WIJKBUDGET = "variants/wijkbudget.yaml"
STUDY = "studies/wijkbudget.yaml"

HERE = "»"
"""In the new text of an edit: here the problem is expected."""


@dataclass(frozen=True)
class Edit:
    """In *file*, what stands at *where* becomes *new*.

    *where* is a text that occurs exactly once, or after a slash the keys that lead to a value or, with a slash
    at the end too, to a key: ``/staff/ggd_team/party``.
    """

    file: str
    where: str
    new: str

    def applied_to(self, text: str) -> str:
        """The text after the edit."""
        if not self.where.startswith("/"):
            assert text.count(self.where) == 1, f"{self.where!r} occurs {text.count(self.where)} times in {self.file}"
            return text.replace(self.where, self.new)
        start, end = _span(yaml.compose(text, Loader=yaml.SafeLoader), self.where)
        return text[:start] + self.new + text[start + len(text[start:end].rstrip()) :]


def _span(node: Any, where: str) -> tuple[int, int]:
    """Where the value (or key) at *where* begins and ends in its text."""
    key = node
    for step in where.strip("/").split("/"):
        if isinstance(node, yaml.SequenceNode):
            node = node.value[int(step)]
        else:
            key, node = next((key, value) for key, value in node.value if key.value == step)
    chosen = key if where.endswith("/") else node
    return chosen.start_mark.index, chosen.end_mark.index


def changing(path: str, to: str, *, before: str = "", mark: str = "") -> Edit:
    """An edit that gives the variant `gangbaar`, which has none, one change; *mark* is put before its path."""
    order = f"    before: {before}\n" if before else ""
    because = '    because: {nl: "zo", en: "so"}\n    source: wijkkader\n'
    return Edit(GANGBAAR, "changes: {}", f"changes:\n  {mark}{path}:\n{because}{order}    to: {to}")


def also_changing(path: str, to: str, *, mark: str = "") -> Edit:
    """An edit that gives the variant `wijkbudget` one change more, before its others."""
    because = '    because: {nl: "zo", en: "so"}\n    source: wijkkader\n'
    return Edit(WIJKBUDGET, "\nchanges:\n", f"\nchanges:\n  {mark}{path}:\n{because}    to: {to}\n")


def only(number: str, unit: str) -> str:
    """A quantity that is *number* for certain."""
    return f'{{value: {number}, unit: "{unit}", source: wijkkader, grade: B}}'


@dataclass
class Wijk:
    """A folder of its own with the shipped scenarios."""

    folder: Path

    @classmethod
    def copy_to(cls, folder: Path) -> Wijk:
        """Copy the shipped scenarios."""
        shutil.copytree(SHIPPED, folder / "scenarios")
        return cls(folder / "scenarios")

    def edit(self, *edits: Edit) -> tuple[str, int, int] | None:
        """Make the edits; the file, line and column of the one mark in them, if there is one."""
        place = None
        for edit in edits:
            path = self.folder / edit.file
            text = edit.applied_to(path.read_text(encoding="utf-8"))
            if HERE in text:
                before = text[: text.index(HERE)]
                place = (edit.file, before.count("\n") + 1, len(before) - before.rfind("\n"))
                text = text.replace(HERE, "")
            path.write_text(text, encoding="utf-8")
        return place

    def problems(self, *files: str) -> list[Problem]:
        """What `check` says of these files (by default the study), and that it wrote nothing."""
        before = self._contents()
        found, _ = check_files([self.folder / file for file in files or (STUDY,)])
        assert self._contents() == before
        return found

    def file_of(self, problem: Problem) -> str:
        """The file of a problem, seen from the folder."""
        return Path(problem.mark.file).relative_to(self.folder).as_posix()

    def wrong(
        self,
        *edits: Edit,
        code: str,
        nl: str,
        en: str,
        suggestion: str | None = None,
        severity: str = "error",
        of: str = STUDY,
    ) -> Problem:
        """After these edits there is exactly one problem: this one, at the mark, in these words."""
        place = self.edit(*edits)
        found = self.problems(of)
        assert len(found) == 1, "\n".join(problem.say() for problem in found)
        problem = found[0]
        assert (problem.code, problem.severity) == (code, severity), problem.say()
        assert (self.file_of(problem), problem.mark.line, problem.mark.column) == place, problem.say()
        assert nl in problem.text.nl, problem.say()
        assert en in problem.text.en, problem.say("en")
        assert problem.suggestion == suggestion, problem.say()
        return problem

    def fine(self, *edits: Edit, of: str = STUDY) -> None:
        """After these edits nothing is wrong, nor even surprising."""
        self.edit(*edits)
        found = self.problems(of)
        assert not found, "\n".join(problem.say() for problem in found)

    def _contents(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.folder.parent.rglob("*") if path.is_file()}

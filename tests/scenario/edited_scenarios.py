"""The shipped scenarios with something changed in them, so that a test of `check` is one sentence. No tests here."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

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
GANGBAAR = "variants/gangbaar.yaml"
WIJKBUDGET = "variants/wijkbudget.yaml"
STUDY = "studies/wijkbudget.yaml"

HERE = "»"
"""In the new text of an edit: here the problem is expected."""

ANYTHING, NOTHING = "…", "✗"

Edit = tuple[str, str, str]
"""A file, a text that occurs in it exactly once, and what comes in its place.

Each … in the old text stands for anything on one line, as little as possible, so that a test survives another
value; the first … in the new text stands for what the first one was, and so on, and ✗ for nothing of it.
"""


def changing(path: str, to: str, *, before: str = "", mark: str = "") -> Edit:
    """An edit that gives the variant `gangbaar`, which has none, one change; *mark* is put before its path."""
    order = f"    before: {before}\n" if before else ""
    because = '    because: {nl: "zo", en: "so"}\n    source: wijkkader\n'
    return (GANGBAAR, "changes: {}", f"changes:\n  {mark}{path}:\n{because}{order}    to: {to}")


def also_changing(path: str, to: str, *, mark: str = "") -> Edit:
    """An edit that gives the variant `wijkbudget` one change more, before its others."""
    because = '    because: {nl: "zo", en: "so"}\n    source: wijkkader\n'
    return (WIJKBUDGET, "\nchanges:\n", f"\nchanges:\n  {mark}{path}:\n{because}    to: {to}\n")


def after(file: str, context: str, old: str, new: str) -> Edit:
    """An edit of what follows right after *context*."""
    return (file, context + old, context + new)


def ranged(file: str, context: str, low: str = "", mode: str = "", high: str = "", unit: str = "") -> Edit:
    """An edit of some of the numbers, or the unit, of the uncertain quantity right after *context*."""
    told = [NOTHING + new if new else ANYTHING for new in (low, mode, high, unit)]
    written = "{{low: {}, mode: {}, high: {}, unit: {}, source"
    return (file, context + written.format(*[ANYTHING] * 4), context + written.format(*told))


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
        for file, old, new in edits:
            path = self.folder / file
            text = path.read_text(encoding="utf-8")
            found = list(re.finditer("(.*?)".join(re.escape(part) for part in old.split(ANYTHING)), text))
            assert len(found) == 1, f"{old!r} occurs {len(found)} times in {file}"
            kept = iter(found[0].groups())
            new = re.sub(f"{ANYTHING}|{NOTHING}", lambda sign: (next(kept), "")[sign[0] == NOTHING], new)
            text = text[: found[0].start()] + new + text[found[0].end() :]
            if HERE in text:
                before = text[: text.index(HERE)]
                place = (file, before.count("\n") + 1, len(before) - before.rfind("\n"))
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

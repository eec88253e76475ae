"""What the tests of reading share: one call to say what must be refused, and where, and in what words."""

from __future__ import annotations

from ruwaard_sim.errors import InputError, Problem
from ruwaard_sim.files.yaml_reader import read_text

FILE = "wijk.yaml"


def problems_of(content: bytes | str) -> list[Problem]:
    """Everything wrong with *content* as YAML; empty when it can be read."""
    try:
        read_text(content, FILE)
    except InputError as error:
        return list(error.problems)
    return []


def refused(content: bytes | str, code: str, line: int, column: int, nl: str, en: str) -> None:
    """Reading gives exactly one problem: this code, at this line and column, in these words."""
    problems = problems_of(content)
    assert [problem.code for problem in problems] == [code]
    problem = problems[0]
    assert (problem.mark.file, problem.mark.line, problem.mark.column) == (FILE, line, column)
    assert nl in problem.say("nl")
    assert en in problem.say("en")

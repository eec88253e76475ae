"""Whatever is in a file, reading it ends soon, in a tree or in problems."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ruwaard_sim.errors import InputError, Problem
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.scalars import SpellingProblem, number_advice, resolve, spelled

YAML_PARTS = [
    *[
        "a",
        "b: ",
        "- ",
        "? ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&x ",
        "*x ",
        "!!int ",
        "! ",
        "<<: ",
        "|\n",
        ">-\n",
    ],
    *["'", '"', "\\", "\n", "\n  ", "#", "%", "@", "`", "---\n", "...\n", "%YAML 1.1\n", "~", "1e3", "017"],
    *["1:30", ".inf", "2018-01-01", "é", "\U0001f600", "\u00a0", "\ufeff", "\r\n", "\t", "\0", "\u2028"],
    *["\ud800", "\\ud800", "\\U0010ffff", "0", "-", "1.5", "true"],
]


def outcome(content: bytes | str) -> Node | None:
    """The tree, or None when the content was refused; anything else that is raised fails the test."""
    start = time.perf_counter()
    node: Node | None
    problems: tuple[Problem, ...]
    try:
        node, problems = read_text(content, "x.yaml"), ()
    except InputError as error:
        node, problems = None, error.problems
    assert time.perf_counter() - start < 3
    assert (node is None) == bool(problems)
    assert all(problem.mark.line >= 1 and problem.mark.column >= 1 for problem in problems)
    return node


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"a: \xed\xa0\x80")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: 1")
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_reading_fail_otherwise(content: bytes) -> None:
    """Any bytes at all give a tree or an InputError, within seconds."""
    outcome(content)


@given(st.lists(st.sampled_from(YAML_PARTS), max_size=60).map("".join))
@example('a: "\\ud800"')
@example("? " * 40)
@example("{? a, ? b: [*x]}")
@settings(max_examples=500, deadline=None)
def test_no_mixture_of_yaml_makes_reading_fail_otherwise(content: str) -> None:
    """Any mixture of YAML's own signs gives a tree or an InputError, and never an infinite number."""
    node = outcome(content)
    if node is not None:
        assert isinstance(node.plain(), dict)
        for value in leaves(node):
            assert not isinstance(value, float) or math.isfinite(value)


def leaves(node: Node) -> list[Any]:
    """Every value in *node* that is neither a mapping nor a list."""
    if isinstance(node.content, dict | list):
        children = node.content.values() if isinstance(node.content, dict) else node.content
        return [value for child in children for value in leaves(child)]
    return [node.content]


@pytest.mark.parametrize(
    "content",
    [
        "[" * 500_000,
        "{" * 500_000,
        "- " * 400_000,
        "? " * 400_000,
        "a: " * 300_000,
        "a: '" + "x\n" * 400_000,
        "a: |\n" + "  x\n" * 200_000,
        "a: " + "x " * 450_000,
        "#" * 990_000,
        "\n" * 990_000,
        "a: [" + "\n" * 900_000 + "]",
        '"' + "\\n" * 450_000 + '": 1',
        "a: " + "&x " * 300_000,
        "\t" * 900_000,
        "k: 1\n" * 150_000,
    ],
    ids=lambda content: repr(content[:8]),
)
def test_no_large_file_takes_long(content: str) -> None:
    """A megabyte of anything is read or refused in a few seconds."""
    outcome(content)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-(10.0**15), max_value=10.0**15))
def test_a_number_as_spelled_is_read_back(number: float) -> None:
    """The spelling that messages advise, and that files are written in, reads back as the same number."""
    text = spelled(number)
    if len(text) <= 40:
        meant = resolve(text)
        if isinstance(meant, SpellingProblem):
            pytest.fail(f"{text} is a trap: {meant}")
        assert meant == number


@given(st.text("0123456789.,-+eE_:xinfa% €", max_size=12))
def test_unquoted_text_is_never_half_a_number(text: str) -> None:
    """Every spelling is a number as Python reads it, or text, or a trap with a way out."""
    meant = resolve(text)
    if isinstance(meant, int | float) and not isinstance(meant, bool):
        assert float(text) == meant
        assert math.copysign(1, meant) == math.copysign(1, float(text))
    elif isinstance(meant, SpellingProblem):
        assert meant.write.nl
        assert meant.write.en
    else:
        assert meant == (text or None)
    number_advice(text)

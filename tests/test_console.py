"""Text on a terminal is as wide as that and no wider, and no word is cut in two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruwaard_sim.cli import main
from ruwaard_sim.report.console import wrapped

LINES = st.lists(st.lists(st.text("abcdefg-.", min_size=1, max_size=30), max_size=30), max_size=5)


@given(LINES, st.integers(0, 6), st.integers(40, 120))
def test_lines_are_no_wider_than_asked_and_words_stay_whole(lines: list[list[str]], indent: int, columns: int) -> None:
    """Whatever is said: the same words in the same order, and only a word by itself may be wider."""
    text = "\n".join(" " * indent + " ".join(words) for words in lines)
    found = wrapped(text, columns)
    assert found.split() == text.split()
    assert all(len(line) <= columns or len(line.split()) == 1 for line in found.splitlines())


def test_what_fits_stays_as_it_is() -> None:
    """Empty lines and indents too."""
    text = "een regel\n\n  en nog een\n"
    assert wrapped(text, 40) == text


@pytest.mark.parametrize("columns", [60, 140])
@pytest.mark.parametrize(
    "words",
    [
        ("explain", "wijkbudget", "--facts", "zwaarte=7, leefdomein=psychisch", "--why-not", "specialist"),
        ("diff", "gangbaar", "wijkbudget"),
        ("check", "wijkbudget", "--guarantees"),
    ],
    ids=lambda words: words[0],
)
def test_commands_keep_to_the_width_there_is(
    words: tuple[str, ...], columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Explanations, differences and checks, in the shipped scenarios."""
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= min(columns, 120)
    assert max(map(len, lines)) > columns * 0.6 or columns > 120

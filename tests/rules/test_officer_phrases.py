"""An officer who writes as people speak is told, once, what the condition would be; and never something wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.rules import ConditionError, Vocabulary, parse
from ruwaard_sim.rules.language.officer_phrases import in_the_language

PHRASES = [
    ("leeftijd >= 75 en alleenstaand", "R007", "and"),
    ("inkomen > 35000", "R029", "inkomen == hoog"),
    ("terugval >= 2x", "R004", "terugval >= 2"),
    ("tussen 18 en 27 jaar", "R014", "18 <= leeftijd <= 27"),
    ("niet alleenstaand", "R007", "not"),
    ("leefdomein is huishouden", "R007", "=="),
    ("alleenstaand = nee", "R027", "not alleenstaand"),
    ("leeftijd in {18..27}", "R001", "18 <= leeftijd <= 27"),
    ("eigen kracht < 3", "R014", "eigen_kracht < 3"),
    ("zwaarte hoger dan 5", "R018", "zwaarte > 5"),
    ("leefdomein not wonen", "R018", "leefdomein != wonen"),
    ("leeftijd < 18 or", "R017", "leeftijd < 18"),
    ("leeftijd>18 & zwaarte>3", "R006", "and"),
    ("zwaarte == 3 of 4", "R007", "zwaarte in {3, 4}"),
    ("leeftijd>=18,zwaarte>3", "R018", "leeftijd>=18 and zwaarte>3"),
    ("zwaarte is minstens 6 en alleenstaand", "R007", "zwaarte >= 6 and alleenstaand"),
    ("leefdomein is geen huishouden of alleenstaand is ja", "R007", "leefdomein != huishouden or alleenstaand"),
]
UNCLEAR = [
    "als leeftijd > 65 dan alleenstaand", "max(netwerk, eigen_kracht) > 5", "routering == specialist",
    "aantal kinderen > 0", "zwaarte > drempel_zwaar",
]  # fmt: skip

WORDS = (
    "en", "of", "niet", "is", "geen", "tussen", "18", "27", "jaar", "leeftijd", "zwaarte", ">", ",", "{", "}",
    "alleenstaand", "ja",
)  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    """The words of the shipped rules."""
    return load_variant("wijkbudget").plan.regimes[-1].rulebook["routering"].vocabulary


@pytest.mark.parametrize(("written", "code", "suggestion"), PHRASES)
def test_a_phrase_gets_one_hint_that_is_right(words: Vocabulary, written: str, code: str, suggestion: str) -> None:
    """The condition that was probably meant, whole, or the one word that should be another."""
    with pytest.raises(ConditionError) as error:
        parse(written, words)
    (problem,) = error.value.problems
    assert (problem.code, problem.suggestion) == (code, suggestion)


@pytest.mark.parametrize("written", UNCLEAR)
def test_what_cannot_be_said_gets_no_condition_for_it(words: Vocabulary, written: str) -> None:
    """Nothing is suggested in the place of the whole where it is not clear what was meant."""
    with pytest.raises(ConditionError) as error:
        parse(written, words)
    assert not [problem for problem in error.value.problems if " " in (problem.suggestion or "")]


@pytest.mark.parametrize("written", ["18 <= leeftijd < 27", "leefdomein in {contact}", "zwaarte - netwerk >= 1"])
def test_a_condition_stays_as_it_is(words: Vocabulary, written: str) -> None:
    """Whoever writes the language is not put in other words."""
    assert in_the_language(written, words) == written


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_whatever_is_suggested_can_be_read(words: Vocabulary, pieces: list[str]) -> None:
    """A suggestion for a whole line is itself a condition."""
    line = " ".join(pieces)
    try:
        parse(line, words)
    except ConditionError as error:
        for problem in error.problems:
            if " " in (problem.suggestion or ""):
                parse(problem.suggestion or "", words)

"""The words of the rules: what people write becomes a whole number, and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_world import WORLD, fact, vector, words

from ruwaard_sim.rules import Vocabulary, VocabularyError, check_vocabulary


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("zwaarte", "4", 4),
        ("zwaarte", " 10 ", 10),
        ("urgentie", "crisis", 3),
        ("leefdomein", "contact", 0),
        ("wil_pgb", "true", 1),
        ("wil_pgb", "Ja", 1),
        ("wil_pgb", "no", 0),
        ("pgb_kosten", "4000", 400_000),
        ("pgb_kosten", "24.50", 2450),
        ("pgb_kosten", "24.5", 2450),
    ],
)
def test_what_people_write_becomes_a_whole_number(name, written, value):
    """Words become places, yes and no become 1 and 0, euros become cents."""
    assert WORLD.encode(name, written) == value


@given(st.data())
def test_decode_and_encode_undo_each_other(data):
    """Every value a fact can have is written in one way, and read back as the same value."""
    for each in WORLD.facts:
        value = data.draw(st.integers(each.minimum, each.maximum))
        assert WORLD.encode(each.name, WORLD.decode(each.name, value)) == value


@given(st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "kEUR", "EUR/month", "cent"]))
def test_no_cent_is_lost_in_writing(cents, unit):
    """An amount in any unit of money is written to the last cent."""
    money = Vocabulary((fact(f"bedrag: money -1000000000000..1000000000000 {unit} typical 0"),))
    assert money.encode("bedrag", money.decode("bedrag", cents)) == cents


def test_an_amount_is_written_as_people_do():
    """Whole euros have no decimals; below zero the sign stays, also for less than a euro."""
    decode = WORLD.fact("pgb_kosten").decode
    assert [decode(400_000), decode(2450), decode(-50), decode(5)] == ["4000", "24.50", "-0.50", "0.05"]


@pytest.mark.parametrize(
    ("name", "written", "code", "suggestion"),
    [
        ("zwarte", "4", "R302", "zwaarte"),
        ("urgentie", "criss", "R304", "crisis"),
        ("urgentie", "Hoog", "R304", "hoog"),
        ("wil_pgb", "tru", "R304", "true"),
        ("zwaarte", "11", "R304", None),
        ("zwaarte", "-1", "R304", None),
        ("zwaarte", "4.5", "R304", None),
        ("zwaarte", "٣", "R304", None),
        ("zwaarte", "9" * 5000, "R304", None),
        ("pgb_kosten", "24.505", "R304", None),
        ("pgb_kosten", "", "R304", None),
    ],
)
def test_what_cannot_be_read_is_said_with_what_was_meant(name, written, code, suggestion):
    """An unknown fact or value is an error that names the nearest one."""
    with pytest.raises(VocabularyError) as caught:
        WORLD.encode(name, written)
    assert (caught.value.code, caught.value.suggestion) == (code, suggestion)
    assert suggestion is None or f"bedoelde u '{suggestion}'?" in caught.value.text.nl


@pytest.mark.parametrize(
    ("name", "possible"),
    [
        ("urgentie", "laag, middel, hoog, crisis"),
        ("wil_pgb", "true, false"),
        ("zwaarte", "0 .. 10"),
        ("pgb_kosten", "0 .. 50000"),
    ],
)
def test_a_refused_value_is_told_what_is_possible(name, possible):
    """The message lists the words, or the range as people write it."""
    with pytest.raises(VocabularyError) as caught:
        WORLD.encode(name, "onzin")
    assert f"(wel: {possible})" in caught.value.text.nl


def test_a_vocabulary_finds_its_words():
    """Facts and parameters are found by name, facts also by place; unknown names give None."""
    assert WORLD.facts[WORLD.index("zwaarte")] is WORLD.fact("zwaarte")
    assert WORLD.parameter("draagkracht").value == 12
    assert WORLD.parameter_values == {"drempel_licht": 3, "draagkracht": 12}
    assert WORLD.fact("draagkracht") is None
    assert WORLD.parameter("zwaarte") is None
    assert list(WORLD.typical) == vector()


def test_one_name_cannot_be_two_facts():
    """A vocabulary with one name twice cannot be made at all."""
    zwaarte = WORLD.fact("zwaarte")
    with pytest.raises(ValueError, match="twice"):
        Vocabulary((zwaarte, zwaarte))


def test_a_place_without_a_word_is_an_error():
    """A run-time number that is no place in the list is never shown as some word."""
    for value in (-1, 4):
        with pytest.raises(ValueError, match="no value"):
            WORLD.decode("urgentie", value)


def test_the_words_of_these_tests_are_well_declared():
    """The vocabulary on the page has no problems."""
    assert check_vocabulary(WORLD.facts, WORLD.parameters) == ()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (["Zwaarte: bool typical true"], [("Zwaarte", "R201")]),
        (["niet: bool typical true"], [("niet", "R201")]),
        (["a: enum {b, c-d} typical b"], [("a", "R201")]),
        (["a: enum {b, b} typical b"], [("a", "R202")]),
        (["a: enum {b, c} typical b", "b: bool typical true"], [("a", "R202")]),
        (["a: bool typical true", "a = 3 points"], [("a", "R202")]),
        (["a: int 5..4 points typical 5"], [("a", "R203")]),
        (["a: int 0..9999999999999 points typical 5"], [("a", "R203")]),
        (["a = 9999999999999 points"], [("a", "R203")]),
        (["a: int 0..1000000000000 points typical 0", "b = -1000000000000 points"], []),
        (["a: int -1000000000000..5 points typical -1000000000000"], []),
        (["a: enum {b, c} typical b", "d: enum {b, c} typical c"], []),
    ],
)
def test_every_unclear_declaration_is_found(written, found):
    """Names nobody can write, words with two meanings and impossible ranges are found by name."""
    problems = check_vocabulary(*words(written))
    assert [(problem.name, problem.code) for problem in problems] == found

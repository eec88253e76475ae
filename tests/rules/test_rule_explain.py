"""Explanations: which rules were tried, why they failed, and how it sounds when read aloud."""

from __future__ import annotations

import pytest
from rule_world import WORLD, table, vector

from ruwaard_sim.rules import FactsError, explain, parse_facts, render

ROUTES = (
    "R1: mdo when urgentie == crisis; "
    "R2: thuis when zwaarte <= drempel_licht and zwaarte + netwerk >= draagkracht and not wil_pgb; "
    "R3: mdo when 2 <= zwaarte <= 5 and (wil_pgb or pgb_kosten > 2500); "
    "R4: thuis"
)


def test_an_explanation_lists_the_rules_up_to_the_deciding_one():
    """Rules after the deciding one were never asked, so they are not told."""
    told = explain(table(ROUTES), vector(zwaarte="4"))
    assert [(attempt.rule.id, attempt.applies) for attempt in told.attempts] == [
        ("R1", False),
        ("R2", False),
        ("R3", True),
    ]
    assert told.deciding.source == "bron R3"


def test_a_failed_rule_shows_the_first_part_that_failed():
    """Of a condition with several parts, only the first that failed is shown, with the facts in it."""
    told = explain(table(ROUTES), vector(zwaarte="3"))
    assert (told.attempts[1].text, told.attempts[1].facts, told.attempts[1].parameters) == (
        "zwaarte + netwerk >= draagkracht",
        (("zwaarte", "3"), ("netwerk", "5")),
        (("draagkracht", "12"),),
    )
    told = explain(table(ROUTES), vector(zwaarte="6"))
    assert told.attempts[2].text == "zwaarte <= 5"
    assert told.deciding.id == "R4"


def test_a_collect_table_tells_about_all_its_rules():
    """When all rules that apply answer, every rule is told about."""
    told = explain(table("A: mdo when wil_pgb; B: thuis; C: mdo", hit="collect"), vector())
    assert [attempt.applies for attempt in told.attempts] == [False, True, True]
    assert [rule.id for rule in told.applying] == ["B", "C"]


def test_an_explanation_can_be_read_aloud_in_dutch():
    """The lines are sentences without signs or codes of the language."""
    told = explain(table(ROUTES), vector(zwaarte="4"))
    assert render(told, "nl", assumed=["leeftijd", "wil_pgb"]) == (
        "Wat past er?",
        "Niet gegeven, dus aangenomen: de leeftijd is 45 jaar, de wil pgb: nee.",
        "Regel R1 (de regel R1) geldt niet. Nodig is: de urgentie is crisis. Nu: de urgentie is laag.",
        (
            "Regel R2 (de regel R2) geldt niet. "
            "Nodig is: de zwaarte is hoogstens de drempel licht (3 punten). Nu: de zwaarte is 4 punten."
        ),
        (
            "Regel R3 (de regel R3) geldt, want: de zwaarte is minstens 2 punten en de zwaarte is hoogstens "
            "5 punten en (de wil pgb: ja of de pgb kosten is meer dan 2.500 euro). "
            "Uitkomst: mdo. Bron: bron R3."
        ),
    )


def test_an_explanation_can_be_read_aloud_in_english():
    """The same explanation in the other language."""
    told = explain(table("R1: mdo when leefdomein not in {contact, wonen}; R2: thuis"), vector())
    assert render(told, "en") == (
        "What fits?",
        (
            "Rule R1 (the regel R1) does not apply. It needs: the leefdomein is not contact and not wonen. "
            "Now: the leefdomein is contact."
        ),
        "Rule R2 (the regel R2) always applies. Outcome: thuis. Source: bron R2.",
    )


def test_when_nothing_applies_that_is_said():
    """A case no rule covers ends with a sentence that says so."""
    told = explain(table("R1: mdo when wil_pgb", hit="unique"), vector())
    assert told.deciding is None
    assert render(told, "nl")[-1] == "Geen enkele regel geldt."


@pytest.mark.parametrize(
    ("condition", "dutch", "english"),
    [
        ("not wil_pgb", "de wil pgb: nee", "the wil pgb: no"),
        ("true", "altijd", "always"),
        ("2 * zwaarte - 1 > 4", "2 keer de zwaarte min 1 punt is meer dan 4 punten", None),
        ("-(zwaarte + 1) < -4", "min (de zwaarte plus 1 punt) is minder dan min 4 punten", None),
        ("urgentie in {hoog}", "de urgentie is hoog", "the urgentie is hoog"),
        (
            "not (wil_pgb or zwaarte > 3)",
            None,
            "it is not so that (the wil pgb: yes or the zwaarte is more than 3 points)",
        ),
        (
            "pgb_reserve != 123456 or pgb_kosten < 1",
            None,
            "the pgb reserve is not 123,456 euros or the pgb kosten is less than 1 euro",
        ),
        ("crisis == urgentie", "de urgentie is crisis", "the urgentie is crisis"),
    ],
)
def test_every_kind_of_condition_can_be_said(condition, dutch, english):
    """Signs become words, amounts are written as people read them, brackets stay where they matter."""
    told = explain(table(f"R1: mdo when {condition}; R2: thuis"), vector(zwaarte="3"))
    for lang, expected in (("nl", dutch), ("en", english)):
        assert expected is None or f": {expected}." in render(told, lang)[1]


def test_a_facts_vector_of_another_length_is_refused():
    """Facts of another vocabulary are not explained as if they were ours."""
    with pytest.raises(ValueError, match="3 facts given"):
        explain(table(ROUTES), [1, 2, 3])


def test_given_facts_replace_the_typical_ones():
    """What is given is used, what is not is typical and named as assumed."""
    given = parse_facts(" zwaarte=4, leefdomein = wonen ", WORLD)
    assert list(given.facts) == vector(zwaarte="4", leefdomein="wonen")
    assert given.assumed == tuple(f.name for f in WORLD.facts if f.name not in ("zwaarte", "leefdomein"))
    assert parse_facts("", WORLD).facts == WORLD.typical


def test_everything_wrong_with_given_facts_is_shown_at_once():
    """Each wrong pair has its own place, code and suggestion."""
    written = "zwarte=4, urgentie=hog, leeftijd, netwerk=3,netwerk=4"
    with pytest.raises(FactsError) as caught:
        parse_facts(written, WORLD)
    assert [(written[p.start : p.end], p.code, p.suggestion) for p in caught.value.problems] == [
        ("zwarte=4", "R302", "zwaarte"),
        ("urgentie=hog", "R304", "hoog"),
        ("leeftijd", "R301", None),
        ("netwerk=4", "R303", None),
    ]
    assert caught.value.exit_code == 2


def test_an_explanation_names_every_answer_that_judgement_allows():
    """The usual answer comes first, the others beside it."""
    told = explain(table("R1: mdo or thuis when wil_pgb; R2: thuis"), vector(wil_pgb="ja"))
    assert "Uitkomst: mdo (of naar oordeel: thuis)." in render(told, "nl")[1]
    assert "Outcome: mdo (or by judgement: thuis)." in render(told, "en")[1]

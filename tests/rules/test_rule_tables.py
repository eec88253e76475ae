"""Decision tables: the checks they must pass, and what their compiled functions answer."""

from __future__ import annotations

import dataclasses

import pytest
from rule_world import WORLD, fact, table, title, vector

from ruwaard_sim.rules import (
    Rule,
    Table,
    Vocabulary,
    check_table,
    compile_collect,
    compile_condition,
    compile_first,
    parse,
)

ROUTES = "; ".join(
    [
        "R1: mdo when urgentie == crisis",
        "R2: thuis when zwaarte <= drempel_licht",
        "R3: mdo when wil_pgb",
        "R4: thuis",
    ]
)


def test_the_first_rule_that_applies_decides():
    """Order is precedence: an earlier rule wins, and the last rule takes what is left."""
    decide = compile_first(table(ROUTES))
    assert decide(vector(urgentie="crisis", zwaarte="1", wil_pgb="ja")) == 0
    assert decide(vector(zwaarte="3", wil_pgb="ja")) == 1
    assert decide(vector(zwaarte="4", wil_pgb="ja")) == 2
    assert decide(vector(zwaarte="4")) == 3


def test_without_a_rule_that_applies_the_answer_is_minus_one():
    """A table may leave a case open; a caller sees it as -1, never as some rule."""
    assert compile_first(table("R1: mdo when wil_pgb", hit="unique"))(vector()) == -1
    assert compile_first(table("", hit="unique"))(vector()) == -1


def test_collect_gives_every_rule_that_applies_in_order():
    """A collect table answers with all its rules that apply, or with none."""
    collect = compile_collect(table("A: mdo when wil_pgb; B: thuis when zwaarte > 3; C: mdo", hit="collect"))
    assert collect(vector(wil_pgb="ja", zwaarte="4")) == (0, 1, 2)
    assert collect(vector()) == (2,)
    assert compile_collect(table("", hit="collect"))(vector()) == ()


def test_a_collect_table_has_no_first_answer():
    """Asking for the one answer of a table that collects is a mistake of the caller."""
    with pytest.raises(ValueError, match="collects"):
        compile_first(table(ROUTES, hit="collect"))


def test_parameters_are_baked_in():
    """A table with another parameter value decides otherwise; the condition itself is not read again."""
    light, other = WORLD.parameters
    wider = Vocabulary(WORLD.facts, (dataclasses.replace(light, value=6), other))
    case = vector(zwaarte="5")
    assert compile_first(table(ROUTES))(case) == 3
    assert compile_first(dataclasses.replace(table(ROUTES), vocabulary=wider))(case) == 1


def test_a_compiled_condition_answers_true_or_false():
    """A yes/no fact is a number inside, but the answer of a condition is a plain yes or no."""
    condition = compile_condition(parse("wil_pgb", WORLD).expression, {})
    assert condition(vector(wil_pgb="ja")) is True
    assert condition(vector(wil_pgb="nee")) is False


def test_a_good_table_has_no_problems():
    """A first table that ends in a rule without a condition is well."""
    assert check_table(table(ROUTES)) == ()
    assert check_table(table("R1: mdo; R2: thuis when wil_pgb; R3: mdo", hit="collect")) == ()
    assert check_table(table("R1: mdo when wil_pgb", hit="unique")) == ()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("R1: mdoo", [("R1", "R101", "mdo")]),
        ("R1: mdo when wil_pgb", [("R1", "R102", None)]),
        ("", [("", "R102", None)]),
        ("R1: mdo; R2: mdo; R3: thuis", [("R2", "R103", None), ("R3", "R103", None)]),
        ("R1: mdo when true; R2: thuis", [("R2", "R103", None)]),
        ("R1: mdo when wil_pgb; R1: thuis", [("R1", "R104", None)]),
        ("Ré: mdo when wil_pgb; rE\u0301: thuis", [("rE\u0301", "R104", None)]),
        ("R1: mdoo when wil_pgb; r1: thuis when wil_pgb", None),
    ],
)
def test_every_weakness_of_a_table_is_found(written, found):
    """Each problem names its rule; several are shown at once."""
    problems = [(p.rule, p.code, p.suggestion) for p in check_table(table(written))]
    assert problems == (found or [("R1", "R101", "mdo"), ("r1", "R102", None), ("r1", "R104", None)])


def test_a_condition_of_another_vocabulary_is_refused():
    """A fact's place is part of a condition, so a condition never moves silently to other facts."""
    other = Vocabulary((fact("wil_pgb: bool typical true"),))
    rule = Rule("R1", title("x"), parse("wil_pgb", other), "mdo", "bron")
    with pytest.raises(ValueError, match="another vocabulary"):
        Table("proef", title("x"), "first", ("mdo",), (rule,), WORLD)


def test_a_rule_may_leave_room_for_judgement():
    """Its usual answer comes first; every answer must be one the table has, and none may stand twice."""
    rule = table("R1: mdo or thuis when wil_pgb; R2: thuis").rules[0]
    assert (rule.outcome, rule.also, rule.answers) == ("mdo", ("thuis",), ("mdo", "thuis"))
    problems = check_table(table("R1: mdo or tuis or mdo when wil_pgb; R2: thuis"))
    assert [(p.rule, p.code, p.suggestion) for p in problems] == [("R1", "R105", None), ("R1", "R101", "thuis")]


def test_judgement_does_not_change_which_rule_decides():
    """A compiled table gives the place of the rule; which of its answers is given is not for the table to say."""
    case = vector(wil_pgb="ja")
    assert compile_first(table("R1: mdo or thuis when wil_pgb; R2: thuis"))(case) == 0

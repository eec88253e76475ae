"""Columns: the same answers as the compiled functions and the reference, whatever the width of the numbers."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rule_world import WORLD, fact, table, title, vector
from test_rule_laws import applying, cases, tables, trees

from ruwaard_sim.rules import Rule, Table, Vocabulary, compile_collect, compile_first, holds, parse
from ruwaard_sim.rules.language.syntax_tree import (
    Comparison,
    Condition,
    Constant,
    FactValue,
    Membership,
    Negation,
    Product,
    Sum,
)
from ruwaard_sim.rules.tables.columns import (
    collect_columns,
    compile_condition_columns,
    count_pairs,
    decide_columns,
    offered_columns,
)

ROUTES = (
    "R1: mdo when urgentie == crisis; R2: thuis when zwaarte <= drempel_licht and zwaarte + netwerk >= draagkracht; "
    "R3: mdo when 2 <= zwaarte <= 5 and (wil_pgb or pgb_kosten > 2500); R4: thuis when leeftijd < 18; R5: mdo"
)


def as_rows(facts):
    """The facts vectors under one another."""
    return np.array(facts, dtype=np.int64).reshape(len(facts), len(WORLD.facts))


@given(trees(), st.lists(cases(), min_size=1, max_size=8))
def test_a_condition_over_columns_agrees_with_the_reference(tree, facts):
    """For every tree and every case the columns give the answer of the reference."""
    answers = compile_condition_columns(tree, WORLD)(as_rows(facts))
    assert answers.dtype == np.bool_
    assert answers.tolist() == [holds(tree, case, WORLD.parameter_values) for case in facts]


@given(tables("first"), st.lists(cases(), min_size=1, max_size=8))
def test_a_table_over_columns_agrees_with_the_compiled_table(decided, facts):
    """Case by case the place of the first rule that applies is that of the compiled function and the reference."""
    places = decide_columns(decided, as_rows(facts)).tolist()
    assert places == [compile_first(decided)(case) for case in facts]
    assert places == [next(iter(applying(decided, case)), -1) for case in facts]


@given(tables("collect"), st.lists(cases(), min_size=1, max_size=8))
def test_a_collection_over_columns_agrees_with_the_compiled_collection(collected, facts):
    """Row by row the rules that apply are those of the compiled function."""
    found = collect_columns(collected, as_rows(facts))
    assert found.shape == (len(facts), len(collected.rules))
    assert [tuple(np.flatnonzero(row)) for row in found] == [compile_collect(collected)(case) for case in facts]


@pytest.mark.parametrize("width", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"])
def test_the_width_of_the_columns_makes_no_difference(width):
    """Sums of small columns do not overflow: a hundred and a hundred is two hundred, in any width."""
    many = Vocabulary((fact("a: int 0..100 points typical 1"), fact("b: int 0..100 points typical 1")))
    ask = compile_condition_columns(parse("a + b > 150 and 3 * a - b >= 200", many).expression, many)
    columns = {"a": np.array([100, 75, 76, 0], dtype=width), "b": np.array([100, 75, 75, 100], dtype=width)}
    assert ask(columns).tolist() == [True, False, False, False]


def test_yes_and_no_may_be_given_as_such():
    """A column of booleans is a column of ones and zeros."""
    ask = compile_condition_columns(parse("wil_pgb and not pgb_bekwaam", WORLD).expression, WORLD)
    columns = {"wil_pgb": np.array([True, True, False]), "pgb_bekwaam": np.array([0, 1, 0])}
    assert ask(columns).tolist() == [True, False, False]


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12), st.sampled_from([1, 7, 10**6, 10**9]))
@example(10**12, 10**12, 10**9)
@example(-(10**12), 10**12, 10**9)
def test_numbers_that_do_not_fit_in_64_bits_are_still_exact(one, other, times):
    """A tree that nobody can write, with numbers beyond 64 bits, is computed without overflow."""
    wide = Vocabulary(tuple(fact(f"{name}: int -1000000000000..1000000000000 points typical 0") for name in "ab"))
    large = Sum(Product(times, FactValue("a", 0)), Negation(Product(times, FactValue("b", 1))))
    for tree in (Comparison(">", large, Constant(3)), Membership(large, (0, times * (one - other)))):
        found = compile_condition_columns(tree, wide)(np.array([[one, other]]))
        assert found.tolist() == [holds(tree, [one, other], {})]


def test_a_set_of_many_values_is_asked_at_once():
    """A long list of values gives what one comparison after another gives."""
    tree = parse("leeftijd in {1, 3, 5, 7, 9, 11, 13, 15, 17, 19}", WORLD).expression
    ages = np.arange(111)
    found = compile_condition_columns(tree, WORLD)({"leeftijd": ages})
    assert np.flatnonzero(found).tolist() == list(range(1, 20, 2))


def test_nobody_is_answered_with_nothing():
    """No rows, no answers; a table without rules answers -1."""
    assert decide_columns(table(ROUTES), as_rows([])).tolist() == []
    assert collect_columns(table("A: mdo when wil_pgb", "collect"), as_rows([])).shape == (0, 1)
    assert decide_columns(table("", "unique"), as_rows([vector()])).tolist() == [-1]


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"zwaarte": np.array([1])}, "no column for fact urgentie"),
        ({"urgentie": np.array([1, 2]), "zwaarte": np.array([1])}, "one length"),
        ({"urgentie": np.array([[1]])}, "one length"),
        ({}, "one length"),
        ({"urgentie": np.array([1.0])}, "whole numbers"),
        ({"urgentie": np.array([4])}, "not from laag to crisis"),
        ({"urgentie": np.array([-1], dtype="int8")}, "not from laag to crisis"),
        (np.zeros((2, 3), dtype=int), "rows of 9 facts"),
    ],
)
def test_columns_that_are_no_facts_are_refused(columns, why):
    """What lacks a fact, is no whole number or lies outside its range is never read as something else."""
    with pytest.raises(ValueError, match=why):
        decide_columns(table("R1: mdo when urgentie == crisis; R2: thuis when zwaarte > 3; R3: mdo"), columns)


def test_a_table_that_collects_has_no_first_answer_over_columns_either():
    """Asking for the one answer of a table that collects is a mistake of the caller."""
    with pytest.raises(ValueError, match="collects"):
        decide_columns(table("A: mdo", "collect"), as_rows([vector()]))


def test_an_offer_is_sure_possible_or_absent():
    """A rule with room for judgement may offer; another rule that is sure of the offer makes it sure."""
    offers = table("A: pgb or hulp when wil_pgb; B: pgb when zwaarte > 3", "collect", ("pgb", "hulp"))
    rows = as_rows([vector(), vector(wil_pgb="ja"), vector(zwaarte="4"), vector(wil_pgb="ja", zwaarte="4")])
    assert offered_columns(offers, "pgb", rows).tolist() == [0, 1, 2, 2]
    assert offered_columns(offers, "hulp", rows).tolist() == [0, 1, 0, 1]


@given(st.lists(st.tuples(st.integers(-1, 5), st.integers(-1, 5)), max_size=20))
def test_pairs_are_counted_one_by_one(pairs):
    """How often each pair occurs is what counting them gives."""
    one, other = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    assert count_pairs(one, other) == {pair: pairs.count(pair) for pair in pairs}


def test_many_rules_have_many_places():
    """More rules than fit in a byte keep their own places."""
    rules = tuple(
        Rule(
            f"R{n}", title("x"), Condition(Comparison("==", FactValue("leeftijd", 4), Constant(n % 111)), ""), "a", "b"
        )
        for n in range(300)
    )
    many = Table("t", title("x"), "first", ("a",), rules, WORLD)
    rows = as_rows([vector(leeftijd=str(age)) for age in (0, 110, 17)])
    assert decide_columns(many, rows).tolist() == [0, 110, 17]


def test_columns_cost_a_fraction_of_the_compiled_function():
    """Over 100,000 residents columns cost at most a fifth of one decision at a time; held loosely here, at half."""
    routes = table(ROUTES)
    chance = np.random.default_rng(1)
    columns = {f.name: chance.integers(f.minimum, f.maximum + 1, 100_000) for f in WORLD.facts}
    rows = np.stack(list(columns.values()), axis=1).tolist()
    decide = compile_first(routes)

    def cost(work):
        took = []
        for _ in range(3):
            start = time.process_time()
            work()
            took.append(time.process_time() - start)
        return min(took)

    assert decide_columns(routes, columns).tolist() == [decide(row) for row in rows]
    assert cost(lambda: decide_columns(routes, columns)) < 0.5 * cost(lambda: [decide(row) for row in rows])

"""Writing conditions back, and telling rules apart by what they mean."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_world import WORLD, table, title
from test_rule_laws import cases, read, sentences, trees

from ruwaard_sim.rules import Vocabulary, fingerprint, holds, parse, write
from ruwaard_sim.rules.language.syntax_tree import Constant, children, parameters_in, walk
from ruwaard_sim.rules.tables.substitution import edits, filled_in, with_children, with_parameters

ROUTES = "R1: mdo when zwaarte <= drempel_licht and not wil_pgb; R2: thuis"


@given(sentences())
def test_what_is_written_back_is_read_as_the_same_tree(sentence):
    """Reading, writing and reading again changes nothing."""
    condition, _ = read(sentence)
    if condition is not None:
        written = write(condition.expression, WORLD)
        assert parse(written, WORLD).expression == condition.expression
        assert write(parse(written, WORLD).expression, WORLD) == written


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        ("2 <= zwaarte <= 5 or wil_pgb", "(2 <= zwaarte and zwaarte <= 5) or wil_pgb"),
        ("crisis == urgentie", "crisis == urgentie"),
        ("not (leefdomein in {wonen,contact,})", "leefdomein not in {wonen, contact}"),
        ("-(zwaarte - (netwerk - 1)) * 2 < -4", "2 * (-(zwaarte - (netwerk - 1))) < -4"),
        ("pgb_kosten > 2500", "pgb_kosten > 2500"),
        ("not not wil_pgb and true", "not not wil_pgb and true"),
        ("not (zwaarte > 3)", "not (zwaarte > 3)"),
    ],
)
def test_a_condition_is_written_as_people_write(condition, written):
    """Brackets stand where they matter, amounts are in euros and values are words."""
    assert write(parse(condition, WORLD).expression, WORLD) == written


def test_what_no_condition_can_say_is_still_written():
    """A number that is no value of its fact, or has no fact beside it, is written as a number."""
    tree = parse("urgentie == crisis", WORLD).expression
    assert write(dataclasses.replace(tree, right=Constant(9)), WORLD) == "urgentie == 9"
    assert write(dataclasses.replace(tree, left=Constant(3), right=Constant(9)), WORLD) == "3 == 9"


@given(trees(), cases())
def test_filling_in_parameters_changes_no_answer(tree, case):
    """With the parameters of now filled in, a condition holds for the same cases and asks for no parameter."""
    plain = filled_in(tree, WORLD.parameter_values)
    assert parameters_in(plain) == ()
    assert holds(plain, case, {}) == holds(tree, case, WORLD.parameter_values)


@given(trees())
def test_a_tree_is_made_of_its_children(tree):
    """Putting its own children back gives the same tree, all the way down."""
    for node in walk(tree):
        assert with_children(node, children(node)) == node


@given(trees(), st.integers(0, 20))
def test_an_edit_changes_one_part_and_no_other(tree, value):
    """Every constant becomes another one in turn; the rest of the tree stays."""
    places = [place for place, node in enumerate(walk(tree)) if isinstance(node, Constant)]
    found = list(edits(tree, lambda node: [Constant(value + 1000)] if isinstance(node, Constant) else []))
    assert len(found) == len(places)
    for place, edit in zip(places, found, strict=True):
        before, after = list(walk(tree)), list(walk(edit.whole))
        assert after[place] == edit.new == Constant(value + 1000)
        assert [type(node) for node in before] == [type(node) for node in after]
        assert sum(isinstance(a, Constant) and a != b for a, b in zip(before, after, strict=True)) == 1


def test_a_table_with_its_parameters_is_the_same_whatever_other_parameters_do():
    """A parameter that no rule uses makes no difference; one that is used does."""
    light, other = WORLD.parameters

    def routes_with(*parameters):
        return dataclasses.replace(table(ROUTES), vocabulary=Vocabulary(WORLD.facts, parameters))

    unused = routes_with(light, dataclasses.replace(other, value=99))
    used = routes_with(dataclasses.replace(light, value=9), other)
    assert with_parameters(unused) == with_parameters(table(ROUTES)) != with_parameters(used)
    assert with_parameters(with_parameters(used)) == with_parameters(used)


def test_the_fingerprint_is_of_what_the_rules_mean():
    """Titles and layout do not change the fingerprint; a condition, an order, an answer, a source or a value does."""
    rules = table(ROUTES)
    known = fingerprint({"proef": rules})
    first, last = rules.rules

    def with_first(**changes):
        return fingerprint({"proef": dataclasses.replace(rules, rules=(dataclasses.replace(first, **changes), last))})

    assert len(known) == 64
    assert with_first(title=title("anders"), because="omdat") == known
    assert with_first(when=parse("zwaarte<=drempel_licht  and  not(wil_pgb)", WORLD)) == known
    light, other = WORLD.parameters
    later = Vocabulary(WORLD.facts, (dataclasses.replace(light, value=4), other))
    others = {
        with_first(when=parse("zwaarte < drempel_licht and not wil_pgb", WORLD)),
        with_first(outcome="thuis"),
        with_first(also=("thuis",)),
        with_first(source="anders"),
        fingerprint({"proef": dataclasses.replace(rules, rules=(last, first))}),
        fingerprint({"proef": dataclasses.replace(rules, vocabulary=later)}),
        fingerprint({"proef": dataclasses.replace(rules, hit="collect")}),
    }
    assert len(others | {known}) == 8

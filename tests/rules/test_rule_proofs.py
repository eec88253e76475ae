"""Proofs about tables: exactly what counting everyone in a small world shows, and never more than is true."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_world import WORLD, table, title, vector
from small_world import SMALL, applying, conditions, nearest, nearness, possible, tables
from test_rule_laws import cases
from test_rule_laws import tables as world_tables

from ruwaard_sim.rules import (
    Effort,
    Prover,
    Rule,
    Table,
    Vocabulary,
    compile_first,
    holds,
    parse,
    prove_order,
    prove_table,
    table_findings,
)
from ruwaard_sim.rules.language.syntax_tree import Condition

IMPOSSIBLE = st.lists(conditions(), max_size=1)
LAWS = settings(deadline=None, max_examples=50)


def everyone(decided, impossible):
    """Which rules apply to each of those who can exist."""
    return {each: applying(decided, each) for each in possible(impossible)}


@LAWS
@given(tables("unique"), IMPOSSIBLE)
def test_a_table_is_complete_when_everyone_is_answered(decided, impossible):
    """Proved just when no one who can exist is left without a rule; else the most ordinary of those who are."""
    claim = prove_table(decided, impossible).complete
    unanswered = [each for each, rules in everyone(decided, impossible).items() if not rules]
    assert claim.status == ("broken" if unanswered else "proved")
    if unanswered:
        assert claim.resident.facts in unanswered
        assert nearness(claim.resident.facts, SMALL.typical) == nearest(unanswered)


@LAWS
@given(IMPOSSIBLE)
def test_somebody_can_exist_or_nobody_can(impossible):
    """Whether anyone is left who is not impossible, and who is the most ordinary."""
    claim = prove_table(Table("t", title("x"), "collect", ("a",), (), SMALL), impossible).possible
    left = possible(impossible)
    assert claim.status == ("proved" if left else "broken")
    assert not left or nearness(claim.resident.facts, SMALL.typical) == nearest(left)


@LAWS
@given(tables("first"), IMPOSSIBLE)
def test_the_rules_that_never_fire_are_those_that_decide_for_nobody(decided, impossible):
    """A rule is dead just when nobody is decided by it; the rules that cover it do so, and none can be missed."""
    proofs = prove_table(decided, impossible)
    asked = [set(rules) for rules in everyone(decided, impossible).values()]
    deciding = {decided.rules[min(rules)].id for rules in asked}
    dead = [rule.id for rule in decided.rules if rule.id not in deciding]
    assert [each.rule for each in proofs.dead] == dead
    assert proofs.undecided == ()
    places = {rule.id: place for place, rule in enumerate(decided.rules)}
    for each in proofs.dead:
        asked_for = [rules for rules in asked if places[each.rule] in rules]
        covering = {places[rule] for rule in each.covered_by}
        assert all(place < places[each.rule] for place in covering)
        assert all(covering & rules for rules in asked_for)
        for spared in covering:
            assert not all((covering - {spared}) & rules for rules in asked_for)


@LAWS
@given(st.sampled_from(["collect", "unique"]).flatmap(tables), IMPOSSIBLE)
def test_without_precedence_a_rule_is_dead_when_it_applies_to_nobody(decided, impossible):
    """Where no rule comes first, only a condition that holds for nobody makes a rule dead."""
    applies = {place for rules in everyone(decided, impossible).values() for place in rules}
    dead = [(rule.id, ()) for place, rule in enumerate(decided.rules) if place not in applies]
    assert [(each.rule, each.covered_by) for each in prove_table(decided, impossible).dead] == dead


@LAWS
@given(tables("unique"), IMPOSSIBLE)
def test_rules_are_unique_when_never_two_apply(decided, impossible):
    """Proved just when nobody fits two rules; else every pair of first two is found, each with a resident."""
    twice = {each: rules for each, rules in everyone(decided, impossible).items() if len(rules) > 1}
    proofs = prove_table(decided, impossible, most=50)
    assert proofs.unique == ("broken" if twice else "proved")
    for clash in proofs.clashes:
        assert clash.resident.facts in twice
        assert clash.rules == tuple(decided.rules[place].id for place in twice[clash.resident.facts][:2])
    found = [set(clash.rules) for clash in proofs.clashes]
    for rules in twice.values():
        assert any(pair <= {decided.rules[place].id for place in rules} for pair in found)


@LAWS
@given(tables("first", judgement=True), IMPOSSIBLE)
def test_the_overlaps_whose_order_matters_are_all_found(decided, impossible):
    """For every pair that follows upon one another with other answers: whether it is an exception, and who shows it.

    Who shows it is told as ordinary as can be for whoever asks.
    """
    rules = decided.rules
    asked = everyone(decided, impossible)
    pairs = {}
    for each, (first, *others) in asked.items():
        if others and not rules[others[0]].always and rules[first].answers != rules[others[0]].answers:
            pairs.setdefault((first, others[0]), []).append(each)
    expected = {}
    for (first, then), shown in pairs.items():
        exception = all(then in found for found in asked.values() if found[0] == first)
        expected[rules[first].id, rules[then].id] = (exception, nearest(shown)[0])
    order = prove_order(decided, impossible)
    assert order.complete
    assert {(each.first, each.then): (each.exception, each.changes) for each in order.overlaps} == expected
    ranks = [(each.exception, each.changes) for each in order.overlaps]
    assert ranks == sorted(ranks)
    places = {rule.id: place for place, rule in enumerate(rules)}
    for each in order.overlaps:
        pair = places[each.first], places[each.then]
        assert each.answers == tuple(rules[place].answers for place in pair)
        told = order.most_ordinary(each)
        assert told.resident.facts in pairs[pair]
        assert nearness(told.resident.facts, SMALL.typical) == nearest(pairs[pair])


@settings(deadline=None, max_examples=15)
@given(world_tables("unique"), st.integers())
def test_what_is_proved_complete_meets_no_counter_example(decided, seed):
    """Among two thousand residents drawn blindly none is unanswered by a table that is proved to answer all."""
    claim = prove_table(decided).complete
    decide = compile_first(decided)
    if claim.status == "broken":
        assert decide(claim.resident.facts) == -1
        return
    assert claim.status == "proved"
    draw = random.Random(seed)
    for _ in range(2000):
        assert decide([draw.randint(fact.minimum, fact.maximum) for fact in WORLD.facts]) >= 0


@settings(deadline=None, max_examples=15)
@given(world_tables("first"), st.lists(cases(), min_size=20, max_size=20))
def test_a_rule_that_is_proved_dead_decides_for_nobody(decided, facts):
    """No case is decided by a rule that is said never to be reached."""
    closed = dataclasses.replace(decided, rules=(*decided.rules, Rule("RR", title("x"), None, "a", "b")))
    dead = {each.rule for each in prove_table(closed).dead}
    decide = compile_first(closed)
    assert not dead & {closed.rules[decide(case)].id for case in facts}


def test_a_rule_is_dead_because_of_several_others_together():
    """No single rule covers it, but two together do; a third that helps nothing is not blamed."""
    proofs = prove_table(
        table(
            "R1: mdo when zwaarte > 5; R2: mdo when wil_pgb; R3: thuis when zwaarte <= 5 and netwerk >= 4; "
            "R4: mdo when netwerk > 4; R5: thuis"
        )
    )
    assert [(each.rule, each.covered_by) for each in proofs.dead] == [("R4", ("R1", "R3"))]


def test_a_parameter_is_what_it_is_on_that_day():
    """The same table is complete with one threshold and leaves someone out with another."""
    rules = "R1: mdo when zwaarte <= drempel_licht; R2: thuis when zwaarte > 3"
    assert prove_table(table(rules, "unique")).complete.status == "proved"
    light, other = WORLD.parameters
    later = Vocabulary(WORLD.facts, (dataclasses.replace(light, value=2), other))
    claim = prove_table(dataclasses.replace(table(rules, "unique"), vocabulary=later)).complete
    assert claim.resident.written == ""
    assert claim.resident.facts == tuple(vector(zwaarte="3"))


def test_the_resident_shown_is_an_ordinary_one():
    """Of all who show it, the one with the fewest unusual facts, and those as little unusual as can be."""
    rules = "R1: mdo when netwerk > 0 or pgb_kosten < 9000 or leeftijd >= 18"
    resident = prove_table(table(rules, "unique")).complete.resident
    assert resident.written == "netwerk=0, leeftijd=17, pgb_kosten=9000"
    assert resident.say("nl") == (
        "een bewoner met: de netwerk is 0 punten, de leeftijd is 17 jaar, de pgb kosten is 9.000 euro"
    )
    assert resident.say("en").startswith("a resident with: the netwerk is 0 points")


def test_who_cannot_exist_shows_nothing():
    """A gap that only concerns the impossible is no gap."""
    rules = table("R1: mdo when wil_pgb; R2: thuis when leeftijd >= 18", "unique")
    assert prove_table(rules).complete.resident.written == "leeftijd=17"
    nobody = [parse("leeftijd < 18 and not wil_pgb", WORLD)]
    assert prove_table(rules, nobody).complete.status == "proved"


def test_an_exception_before_its_general_rule_is_not_a_choice():
    """The special rule could not stand after the general one; of the other two either could come first."""
    order = prove_order(
        table(
            "R1: mdo when urgentie == crisis; R2: thuis when wil_pgb and zwaarte > 3; R3: mdo when wil_pgb; R4: thuis",
            outcomes=("mdo", "thuis"),
        )
    )
    assert [(each.first, each.then, each.exception) for each in order.overlaps] == [
        ("R1", "R2", False),
        ("R2", "R3", True),
    ]


def test_an_order_that_matters_is_shown_by_who_is_as_ordinary_as_can_be():
    """A quarter of all ages above what is typical is less unusual than half of all points; and a cent too dear."""
    older_or_heavier = "R1: mdo when leeftijd > 70 or zwaarte > 7 or netwerk > 9; R2: thuis when pgb_kosten > 10000"
    order = prove_order(table(f"{older_or_heavier}; R3: mdo"))
    (overlap,) = order.overlaps
    assert order.most_ordinary(overlap).resident.written == "leeftijd=71, pgb_kosten=10000.01"


def test_without_steps_an_order_is_shown_by_whoever_was_found():
    """An order that matters stays one when no steps are left to look for somebody more ordinary."""
    effort = Effort()
    order = prove_order(table("R1: mdo when zwaarte > 5; R2: thuis when wil_pgb; R3: mdo"), (), effort)
    effort.left = 0
    assert [order.most_ordinary(overlap) for overlap in order.overlaps] == list(order.overlaps) != []


def test_no_more_overlaps_are_looked_for_than_asked():
    """With a limit the most ordinary come first, and it is said that there are more."""
    rules = (
        "R1: mdo when wil_pgb; R2: thuis when zwaarte > 5; R3: mdo when leeftijd < 18; R4: thuis when netwerk < 2; "
        "R5: mdo when urgentie == crisis; R6: thuis when leefdomein == schulden"
    )
    some = prove_order(table(f"{rules}; R9: mdo"), most=3)
    every = prove_order(table(f"{rules}; R9: mdo"))
    assert not some.complete
    assert every.complete
    choices = [[each for each in found.overlaps if not each.exception] for found in (some, every)]
    assert len(choices[0]) == 3 < len(choices[1])
    assert [each.changes for each in choices[0]] == [each.changes for each in choices[1][:3]]


@pytest.mark.parametrize("effort", [Effort(left=0), Effort(question=1000)])
def test_without_steps_nothing_is_proved(effort):
    """What could not be found out is never shown as proved."""
    proofs = prove_table(table("R1: mdo when zwaarte > 3; R2: thuis when zwaarte <= 3", "unique"), (), effort)
    assert {proofs.possible.status, proofs.complete.status, proofs.unique} == {"unknown"}
    assert proofs.undecided == ("R1", "R2")
    assert {problem.code for problem in table_findings(proofs)} == {"R407"}
    first = prove_order(table("R1: mdo when zwaarte > 3; R2: thuis when wil_pgb; R3: mdo"), (), effort)
    assert (first.overlaps, first.complete) == ((), False)


def test_the_same_rules_are_proved_once():
    """A prover remembers; a parameter that a table does not use is no reason to prove it again."""
    effort = Effort()
    prover = Prover((), effort)
    rules = table("R1: mdo when zwaarte <= drempel_licht; R2: thuis")
    light, other = WORLD.parameters
    first, order = prover.table(rules), prover.order(rules)
    left = effort.left
    unused = Vocabulary(WORLD.facts, (light, dataclasses.replace(other, value=99)))
    assert prover.table(dataclasses.replace(rules, vocabulary=unused)) is first
    assert prover.order(dataclasses.replace(rules, vocabulary=unused)) is order
    assert effort.left == left
    used = Vocabulary(WORLD.facts, (dataclasses.replace(light, value=9), other))
    assert prover.table(dataclasses.replace(rules, vocabulary=used)) is not first
    assert effort.left < left


def test_a_condition_that_holds_for_nobody_is_told_apart_from_one_that_comes_too_late():
    """Two findings: a rule that others come before, and a rule that asks for nobody."""
    proofs = prove_table(
        table("R1: mdo when zwaarte > 3; R2: mdo when zwaarte > 5; R3: mdo when 8 < zwaarte < 3; R4: thuis")
    )
    assert [(problem.rule, problem.code) for problem in table_findings(proofs)] == [("R2", "R402"), ("R3", "R403")]


@given(conditions())
def test_a_condition_of_the_small_world_is_one_of_the_language(condition):
    """The worlds that are counted are worlds of the same trees that are proved."""
    assert isinstance(condition, Condition)
    assert isinstance(holds(condition.expression, SMALL.typical, SMALL.parameter_values), bool)

"""Two sets of rules: exactly which kinds of residents are answered otherwise, and how many of a population."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_world import WORLD, table, vector
from small_world import EVERYONE, SMALL, answering, conditions, nearest, nearness, possible, tables
from test_rule_laws import cases
from test_rule_laws import tables as world_tables

from ruwaard_sim.errors import UsageError
from ruwaard_sim.rules import (
    DifferenceKind,
    Effort,
    Vocabulary,
    compile_first,
    difference,
    holds,
    parse,
    say_change,
    touched_findings,
    touches,
)
from ruwaard_sim.rules.proofs.difference_counts import count_changes

LAWS = settings(deadline=None, max_examples=50)
BOOKS = st.tuples(tables("first", "t", judgement=True), tables("collect", "o", ("p", "q"), judgement=True)).map(
    lambda pair: {"t": pair[0], "o": pair[1]}
)
ROUTES = "R1: mdo when urgentie == crisis; R2: thuis when zwaarte <= drempel_licht; R3: mdo"


def given_by(rulebook, facts):
    """What every table may answer: the answers of the rule that decides, and of each offer whether it is sure."""
    found = {}
    for name, asked in rulebook.items():
        rules = answering(asked, facts)
        if asked.hit != "collect":
            alike = [f"alike:{rule.id}" for rule in rules if rule.alike]
            found[name, None] = (*rules[0].answers, *alike) if rules else ()
            continue
        for offer in asked.outcomes:
            kinds = [(offer, "") if rule.also else (offer,) for rule in rules if offer in rule.answers]
            found[name, offer] = min(kinds, key=len, default=())
    return found


def kinds_for(before, after, facts):
    """In which ways this resident is answered otherwise."""
    first, second = given_by(before, facts), given_by(after, facts)
    return {DifferenceKind(place[0], first[place], second[place]) for place in first if first[place] != second[place]}


@LAWS
@given(BOOKS, BOOKS, st.lists(conditions(), max_size=1))
def test_exactly_the_kinds_of_difference_that_occur_are_found(before, after, impossible):
    """Every kind that someone in the small world shows is there, no other, each with the most ordinary who shows it."""
    shown = {}
    for each in possible(impossible):
        for kind in kinds_for(before, after, each):
            shown.setdefault(kind, []).append(each)
    found = difference(before, after, impossible)
    assert found.complete
    assert Counter(change.kind for change in found.changes) == Counter(dict.fromkeys(shown, 1))
    for change in found.changes:
        assert change.resident.facts in shown[change.kind]
        assert nearness(change.resident.facts, SMALL.typical) == nearest(shown[change.kind])


@LAWS
@given(BOOKS, BOOKS, conditions(), st.lists(conditions(), max_size=1))
def test_a_change_touches_nobody_outside_a_group_when_nobody_shows_it(before, after, group, impossible):
    """Proved just when everyone who is answered otherwise belongs to the group."""
    outside = [each for each in possible([*impossible, group]) if kinds_for(before, after, each)]
    found = touches(before, after, group, impossible)
    assert found.status == ("broken" if outside else "proved")
    if outside:
        assert found.change.resident.facts in outside
        assert not holds(group.expression, found.change.resident.facts, SMALL.parameter_values)


@LAWS
@given(BOOKS, BOOKS)
def test_a_population_is_counted_one_by_one(before, after):
    """Of every kind as many as there are residents who show it."""
    counted = Counter(kind for each in EVERYONE for kind in kinds_for(before, after, each))
    assert count_changes(before, after, EVERYONE) == counted


@settings(deadline=None, max_examples=25)
@given(world_tables("first"), world_tables("first"), st.lists(cases(), min_size=30, max_size=30))
def test_whoever_is_answered_otherwise_is_of_a_kind_that_was_found(before, after, facts):
    """Also in a world too large to count nobody changes in a way that was not found."""
    first, second = ({"t": dataclasses.replace(each, outcomes=("a", "b"))} for each in (before, after))
    rules = [dataclasses.replace(rule, outcome="ab"[place % 2]) for place, rule in enumerate(second["t"].rules)]
    second["t"] = dataclasses.replace(second["t"], rules=tuple(rules))
    found = difference(first, second)
    kinds = {(change.kind.before, change.kind.after) for change in found.changes}
    one, other = (compile_first(book["t"]) for book in (first, second))
    for case in facts:
        given_before, given_after = (
            () if place < 0 else book["t"].rules[place].answers
            for book, place in ((first, one(case)), (second, other(case)))
        )
        assert given_before == given_after or (given_before, given_after) in kinds


def changed(written=ROUTES, **values):
    """The rules with other values of parameters."""
    parameters = tuple(dataclasses.replace(p, value=values.get(p.name, p.value)) for p in WORLD.parameters)
    return {"proef": dataclasses.replace(table(written), vocabulary=Vocabulary(WORLD.facts, parameters))}


def test_a_threshold_that_moves_shows_who_crosses_it():
    """One kind of difference, with the resident on the threshold and the rules before and after."""
    (change,) = difference(changed(), changed(drempel_licht=4)).changes
    assert change.kind == DifferenceKind("proef", ("mdo",), ("thuis",))
    assert change.resident.facts == tuple(vector(zwaarte="4"))
    assert change.rules == ("R3", "R2")
    assert say_change(change, "nl") == "een bewoner met: de zwaarte is 4 punten; eerst mdo, dan thuis"
    assert say_change(change, "en") == "a resident with: the zwaarte is 4 points; first mdo, then thuis"


def test_rules_that_only_look_different_are_no_difference():
    """Another order of rules that cannot both apply changes nothing, and that is proved."""
    other = "R3: thuis when zwaarte <= 3 and urgentie < crisis; R1: mdo when true"
    found = difference(changed(), {"proef": table(other)})
    assert (found.changes, found.complete) == ((), True)
    assert touches(changed(), {"proef": table(other)}, parse("false", WORLD)).status == "proved"


def test_the_same_rules_cost_nothing_to_compare():
    """Tables that are equal need no proof."""
    found = difference(changed(), changed(draagkracht=99), (), Effort(left=0))
    assert (found.changes, found.complete) == ((), True)


def test_what_could_not_be_compared_is_unknown():
    """Without steps the list of differences is not complete, and nobody is said to be untouched."""
    assert not difference(changed(), changed(drempel_licht=4), (), Effort(left=0)).complete
    found = touches(changed(), changed(drempel_licht=4), parse("zwaarte == 4", WORLD), (), Effort(left=0))
    assert found.status == "unknown"
    assert [problem.code for problem in touched_findings(found)] == ["R407"]


def test_a_change_that_touches_others_shows_whom():
    """The finding is about the rule that answers now, with someone outside the group."""
    found = touches(changed(), changed(drempel_licht=5), parse("zwaarte == 4", WORLD))
    (told,) = touched_findings(found)
    assert (told.rule, told.code) == ("R2", "R412")
    assert "de zwaarte is 5 punten; eerst mdo, dan thuis" in told.text.nl
    assert touched_findings(touches(changed(), changed(drempel_licht=5), parse("4 <= zwaarte <= 5", WORLD))) == ()


def test_a_parameter_in_the_group_is_that_of_the_new_rules():
    """Who a change is meant for is read with the numbers of after the change."""
    group = parse("3 < zwaarte <= drempel_licht", WORLD)
    assert touches(changed(), changed(drempel_licht=6), group).status == "proved"


def test_judgement_is_part_of_what_is_given():
    """A rule that begins to leave room gives otherwise, to the same residents."""
    found = difference(changed(), changed(ROUTES.replace("R2: thuis", "R2: thuis or mdo")))
    assert [change.kind for change in found.changes] == [DifferenceKind("proef", ("thuis",), ("thuis", "mdo"))]
    assert say_change(found.changes[0], "en").endswith("first thuis, then thuis or mdo")


def test_a_choice_for_everyone_is_another_answer_than_a_choice_for_each():
    """A rule that begins to judge alike gives otherwise, though it names the same answers; so does another."""
    room = ROUTES.replace("R2: thuis", "R2: thuis or mdo")
    alike = room.replace("or mdo", "or mdo alike")
    one, same_for_all, other = (changed(written) for written in (room, alike, alike.replace("R2", "R2_nieuw")))
    (change,) = difference(one, same_for_all).changes
    assert say_change(change, "nl").endswith("eerst thuis of mdo, dan thuis of mdo (voor iedereen gelijk)")
    assert len(difference(same_for_all, other).changes) == 1
    assert count_changes(one, same_for_all, [change.resident.facts]) == {change.kind: 1}


FACTS = WORLD.facts


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (FACTS[:-1], "alleen in de eerste: pgb_reserve (0 .. 1000000 EUR); alleen in de tweede: —"),
        (
            (*FACTS[:2], dataclasses.replace(FACTS[2], maximum=9), *FACTS[3:]),
            "alleen in de tweede: zwaarte (0 .. 9 points)",
        ),
        ((FACTS[1], FACTS[0], *FACTS[2:]), "in een andere volgorde"),
    ],
)
def test_rules_about_other_facts_are_not_compared(facts, said):
    """What only one side has is named; the same facts in another order are said to be just that."""
    other = dataclasses.replace(table("R1: mdo"), vocabulary=Vocabulary(facts))
    with pytest.raises(UsageError) as caught:
        difference({"proef": table("R1: mdo")}, {"proef": other})
    assert said in caught.value.text.nl
    assert caught.value.exit_code == 2


def test_other_tables_are_not_compared():
    """Tables that only one side has are named, and so is a table that began to collect."""
    with pytest.raises(UsageError, match="alleen in de eerste: proef; alleen in de tweede: ander"):
        difference({"proef": table("R1: mdo")}, {"ander": table("R1: mdo")})
    with pytest.raises(UsageError, match="tabel proef verzamelt"):
        touches({"proef": table("R1: mdo")}, {"proef": table("R1: mdo", "collect")}, parse("true", WORLD))


def test_who_got_no_answer_is_counted_too():
    """Old rules that leave three of four people without an answer: each of them gets one from the new rules."""
    before = {"proef": table("R1: mdo when zwaarte > 3; R2: mdo when wil_pgb")}
    after = {"proef": table("R1: thuis")}
    people = [vector(zwaarte="4"), *([vector(zwaarte="3")] * 3)]
    assert count_changes(before, after, people) == {
        DifferenceKind("proef", ("mdo",), ("thuis",)): 1,
        DifferenceKind("proef", (), ("thuis",)): 3,
    }


def test_a_population_of_nobody_has_no_differences():
    """No rows, no counts."""
    assert count_changes(changed(), changed(drempel_licht=4), []) == {}

"""Facts that change between two tables: a guarantee over both holds just when every course of a case keeps it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rule_world import WORLD, guarantee_of, table, title
from small_world import PLACE, SMALL, answering, conditions, fact, made, possible
from small_world import tables as small_tables
from test_rule_guarantees import ANSWER, OFFERED, pairs, says

from ruwaard_sim.rules import Condition, Guarantee, Implication, Neutral, Table, prove, verdict_findings
from ruwaard_sim.rules.language.syntax_tree import And, BoolFact, Comparison, Constant, Not, Or
from ruwaard_sim.rules.proofs import guarantee_proofs
from ruwaard_sim.rules.proofs.case_course import ChangingFact, Course
from ruwaard_sim.rules.proofs.formulas import all_of, compare

LAWS = settings(deadline=None, max_examples=15)
RULEBOOKS = st.tuples(
    small_tables("first", "t", judgement=True, end=True), small_tables("collect", "o", ("p", "q"), judgement=True)
).map(lambda pair: {"t": pair[0], "o": pair[1]})
COURSE = Course(
    (("t",), ("o",)),
    (ChangingFact("zwaarte", rises=True, most=2, after=("t", "a")), ChangingFact("wil")),
)


def histories(facts, everyone):
    """Everyone (of *everyone*) who may have become this resident, with whether that takes the answer a."""
    severity = facts[PLACE["zwaarte"]]
    for earlier, wil in product(range(severity + 1), range(2)):
        before = list(facts)
        before[PLACE["zwaarte"]], before[PLACE["wil"]] = earlier, wil
        if tuple(before) in everyone and (earlier == severity or severity <= 2):
            yield tuple(before), earlier != severity


def courses(rulebook, facts, everyone):
    """The words of a guarantee at the second table, for every history and every judgement."""
    for before, heavier in histories(facts, everyone):
        for answer in answering(rulebook["t"], before)[0].answers:
            if heavier and answer != "a":
                continue
            for offered in product(*(rule.answers for rule in answering(rulebook["o"], facts))):
                yield [*facts, "abc".index(answer), int("p" in offered), int("q" in offered)]


def answered(rulebook, facts, everyone):
    """At the first table: its answer, with the offers at every later moment and by every judgement."""
    severity = facts[PLACE["zwaarte"]]
    for answer in answering(rulebook["t"], facts)[0].answers:
        heavier = range(severity + 1, 3) if answer == "a" else ()
        for later, wil in product((severity, *heavier), range(2)):
            after = list(facts)
            after[PLACE["zwaarte"]], after[PLACE["wil"]] = later, wil
            if tuple(after) in everyone:
                for offered in product(*(rule.answers for rule in answering(rulebook["o"], after))):
                    yield [*facts, "abc".index(answer), int("p" in offered), int("q" in offered)]


def about_both(one, other):
    """A condition that names the answers of both tables."""
    outcome = st.builds(Comparison, st.sampled_from(["==", "!="]), st.just(ANSWER), st.integers(0, 2).map(Constant))
    offer = st.sampled_from(OFFERED)
    joined = st.builds(lambda kind, *parts: kind(parts), st.sampled_from([And, Or]), outcome, offer)
    return st.builds(lambda kind, *parts: Condition(kind(parts), ""), one, joined, other)


def made_by(when, then, offered):
    """T answers *then* when *when*, else the other of a and b; o offers p when *offered*."""
    other = "b" if then == "a" else "a"
    first = (made("R1", Condition(when, ""), then), made("R2", None, other))
    rules = {"t": Table("t", title("t"), "first", ("a", "b", "c"), first, SMALL)}
    collected = (made("R1", Condition(offered, ""), "p"),)
    return rules | {"o": Table("o", title("o"), "collect", ("p", "q"), collected, SMALL)}


WIL, HEAVY = BoolFact("wil", PLACE["wil"]), Comparison(">=", fact("zwaarte"), Constant(2))
IS_A, IS_P = Comparison("==", ANSWER, Constant(0)), OFFERED[0]
CHANGED_MIND = (made_by(WIL, "a", WIL), None, Condition(Or((Not(IS_P), IS_A)), ""), [])
"""Who wants it is answered a, and then offered p: but one who was answered b may want it later."""
ONLY_HEAVIER = (made_by(HEAVY, "a", HEAVY), Condition(IS_A, ""), Condition(IS_P, ""), [])
"""Who was heavy enough for a is heavy enough for p as well, for nobody gets lighter."""


@LAWS
@given(
    RULEBOOKS,
    st.none() | conditions(),
    about_both(st.sampled_from([And, Or]), conditions().map(lambda condition: condition.expression)),
    st.lists(conditions(), max_size=1),
)
@example(*CHANGED_MIND)
@example(*ONLY_HEAVIER)
def test_a_guarantee_over_two_tables_holds_when_no_course_of_a_case_breaks_it(rulebook, assume, then, impossible):
    """Proved just when nobody, whatever changed since the first table was asked, is answered against it."""
    everyone = set(possible(impossible))
    broken = [
        each
        for each in everyone
        if any(says(assume, words) and not says(then, words) for words in courses(rulebook, each, everyone))
    ]
    found = prove(rulebook, Guarantee("G", title("g"), "bron", Implication(assume, then)), impossible, course=COURSE)
    assert found.status == ("broken" if broken else "proved")
    if broken:
        assert found.residents[0].facts in broken
        then_facts = found.moments[0].get("t", found.residents[0]).facts
        assert then_facts in {before for before, _ in histories(found.residents[0].facts, everyone)}


@settings(deadline=None, max_examples=10)
@given(RULEBOOKS, about_both(st.sampled_from([And, Or]), st.just(HEAVY)), st.lists(conditions(), max_size=1))
def test_two_residents_are_compared_table_by_table_each_with_a_course_of_their_own(rulebook, assume, impossible):
    """Alike but for the urgency when a table is asked, they get the same there, whatever came before and comes after.

    Both are such as is assumed, also by what the other table answered them at another moment. Who is judged alike by a
    rule is left to the law of guarantees.
    """
    apart = {
        name: replace(asked, rules=tuple(replace(rule, alike=False) for rule in asked.rules))
        for name, asked in rulebook.items()
    }
    everyone = set(possible(impossible))
    start = len(SMALL.facts)

    def breaks(one, other):
        for places, words_of in (((start,), answered), ((start + 1, start + 2), courses)):
            ways = [
                {
                    tuple(words[place] for place in places)
                    for words in words_of(apart, each, everyone)
                    if says(assume, words)
                }
                for each in (one, other)
            ]
            if len(ways[0] | ways[1]) > 1 and all(ways):
                return True
        return False

    broken = [pair for pair in pairs("urgentie", impossible) if breaks(*pair)]
    demand = Neutral("urgentie", (), assume)
    found = prove(apart, Guarantee("G", title("g"), "bron", demand), impossible, course=COURSE)
    assert found.status == ("broken" if broken else "proved")
    if broken:
        assert tuple(resident.facts for resident in found.residents) in broken


LAW = test_a_guarantee_over_two_tables_holds_when_no_course_of_a_case_breaks_it.hypothesis.inner_test


@pytest.mark.parametrize(
    ("mutant", "shown_by"),
    [
        (lambda _, words, two, __: all_of([compare(*two[0][:1], "==", two[1][0])]), ONLY_HEAVIER),
        (lambda _, words, two, __: all_of([compare(a, "==", b) for a, b in zip(*two, strict=True)]), CHANGED_MIND),
    ],
    ids=["anything may change", "nothing changes"],
)
def test_the_law_of_courses_catches_a_prover_that_is_wrong_about_them(monkeypatch, mutant, shown_by):
    """A prover for which facts fall as well as rise, or for which they never change, is found out."""
    monkeypatch.setattr(guarantee_proofs, "changes", mutant)
    with pytest.raises(AssertionError):
        LAW(*shown_by)


def test_a_guarantee_that_a_change_breaks_shows_what_was_otherwise_before():
    """Asked when there was less hurry, routed when there is more: both moments are told."""
    book = {
        "proef": table("R1: thuis when urgentie < hoog; R2: mdo"),
        "route": table("Q1: mdo when urgentie >= hoog; Q2: thuis", name="route"),
    }
    guarantee = guarantee_of({"assume": "route == mdo", "then": "proef == mdo"}, book)
    rises = ChangingFact("urgentie", rises=True, most=WORLD.encode("urgentie", "hoog"))
    hurry = Course((("proef",), ("route",)), (rises,))
    assert prove(book, guarantee).status == "proved"
    found = prove(book, guarantee, course=hurry)
    assert (found.status, found.residents[0].written) == ("broken", "urgentie=hoog")
    assert found.moments[0]["proef"].written == "urgentie=middel"
    told = verdict_findings(found)[0].text
    assert told.nl.endswith(
        "krijgt thuis (proef; toen nog: de urgentie is middel), krijgt mdo (route) (regels: R1, Q1)"
    )
    assert told.en.endswith(
        "gets thuis (proef; at that time: the urgentie is middel), gets mdo (route) (rules: R1, Q1)"
    )

"""Examples are tried, and slips of the pen are made: what no guarantee and no example notices is not guaranteed yet."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_world import WORLD, guarantee_of, table, title
from small_world import EVERYONE, answering, tables

from ruwaard_sim.rules import (
    Effort,
    Example,
    check_example,
    check_table,
    example_findings,
    mutants,
    parse,
    prove,
    run_examples,
    score_findings,
    unnoticed,
    write,
)
from ruwaard_sim.rules.proofs.difference import given_answers
from ruwaard_sim.rules.proofs.mutants import Mutant

ROUTES = "R1: mdo when urgentie == crisis; R2: thuis when zwaarte <= drempel_licht and not wil_pgb; R3: mdo"
BECAUSE = title("reden")


def slips(written, hit="first", outcomes=("mdo", "thuis")):
    """What each slip is, in Dutch, without the name of the table."""
    return [mutant.description.nl for mutant in mutants(table(written, hit, outcomes))]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("zwaarte <= 3", ["zwaarte < 3", "zwaarte <= 4"]),
        ("zwaarte < 3", ["zwaarte <= 3", "zwaarte < 2"]),
        ("zwaarte > 3", ["zwaarte >= 3", "zwaarte > 4"]),
        ("zwaarte >= 3", ["zwaarte > 3", "zwaarte >= 2"]),
        ("zwaarte == 3", ["zwaarte == 4", "zwaarte == 2"]),
        ("3 < zwaarte", ["3 <= zwaarte", "4 < zwaarte"]),
        ("zwaarte <= drempel_licht", ["zwaarte < drempel_licht", "zwaarte <= drempel_licht + 1"]),
        ("zwaarte > netwerk", ["zwaarte >= netwerk", "zwaarte > netwerk + 1"]),
        ("pgb_kosten > 2500", ["pgb_kosten >= 2500", "pgb_kosten > 2501", "pgb_kosten > 2499"]),
        ("urgentie < hoog", ["urgentie <= hoog", "urgentie < middel"]),
        ("urgentie == crisis", ["urgentie == hoog"]),
        ("crisis == urgentie", ["hoog == urgentie"]),
        ("hoog > urgentie", ["hoog >= urgentie", "middel > urgentie"]),
        ("not wil_pgb", ["wil_pgb"]),
        ("wil_pgb", []),
    ],
)
def test_a_comparison_slips_by_one_step(condition, found):
    """A sign takes its threshold in or leaves it out, or the threshold moves one step; nothing is said twice."""
    told = [slip for slip in slips(f"R1: mdo when {condition}; R2: thuis") if "wordt" in slip]
    assert told == [f"R1: '{condition}' wordt '{each}'" for each in found]


def test_a_set_slips_by_one_value():
    """Every value may be left out, and every other value may be in it; one value is a set as well."""
    others = ["contact", "huishouden", "psychisch"]
    assert slips("R1: mdo when leefdomein == wonen; R2: thuis")[:4] == [
        f"R1: 'leefdomein == wonen' wordt 'leefdomein in {{wonen, {other}}}'" for other in [*others, "schulden"]
    ]
    assert slips("R1: mdo when leefdomein not in {wonen, schulden}; R2: thuis")[:6] == [
        "R1: 'leefdomein not in {wonen, schulden}' wordt 'leefdomein in {wonen, schulden}'",
        "R1: 'leefdomein in {wonen, schulden}' wordt 'leefdomein in {schulden}'",
        "R1: 'leefdomein in {wonen, schulden}' wordt 'leefdomein in {wonen}'",
        *(
            f"R1: 'leefdomein in {{wonen, schulden}}' wordt 'leefdomein in {{wonen, schulden, {other}}}'"
            for other in others
        ),
    ]
    assert "R1: 'leefdomein != wonen' wordt 'leefdomein not in {wonen, contact}'" in slips(
        "R1: mdo when leefdomein != wonen; R2: thuis"
    )


def test_a_set_of_numbers_slips_by_losing_one():
    """Which number might have been added nobody can say."""
    found = slips("R1: mdo when zwaarte in {2, 5}; R2: thuis")
    assert [slip for slip in found if "wordt" in slip] == [
        "R1: 'zwaarte in {2, 5}' wordt 'zwaarte in {5}'",
        "R1: 'zwaarte in {2, 5}' wordt 'zwaarte in {2}'",
    ]


def test_a_part_of_a_condition_slips_away():
    """``and`` becomes ``or``, and every part may be left out."""
    assert slips("R1: mdo when wil_pgb and pgb_bekwaam; R2: thuis") == [
        "R1: 'wil_pgb and pgb_bekwaam' wordt 'wil_pgb or pgb_bekwaam'",
        "R1: zonder 'wil_pgb'",
        "R1: zonder 'pgb_bekwaam'",
        "R1 is weggelaten",
        "R1 geeft thuis",
        "R2 geeft mdo",
    ]
    written = "R1: mdo when (wil_pgb and pgb_bekwaam) and (zwaarte == 10 or wil_pgb) and wil_pgb; R2: thuis"
    assert [slip for slip in slips(written) if "zonder" in slip] == [
        "R1: zonder 'wil_pgb and pgb_bekwaam'",
        "R1: zonder 'zwaarte == 10 or wil_pgb'",
        "R1: zonder 'wil_pgb'",
        "R1: zonder 'wil_pgb'",
        "R1: zonder 'pgb_bekwaam'",
        "R1: zonder 'zwaarte == 10'",
        "R1: zonder 'wil_pgb'",
    ]


def test_what_is_left_of_two_parts_stands_alone():
    """Where one of two parts slips away the other is written as if it had never had company, without brackets."""
    decided = table("R1: mdo when (wil_pgb and pgb_bekwaam) or zwaarte == 10; R2: thuis")
    left = [mutant for mutant in mutants(decided) if "zonder" in mutant.description.nl]
    assert [mutant.table.rules[0].when.source for mutant in left] == [
        "zwaarte == 10",
        "wil_pgb and pgb_bekwaam",
        "pgb_bekwaam or zwaarte == 10",
        "wil_pgb or zwaarte == 10",
    ]
    for mutant in left:
        assert parse(mutant.table.rules[0].when.source, WORLD).expression == mutant.asks


def test_a_table_slips_by_one_rule():
    """A rule is left out, two neighbours are exchanged, or a rule gives the answer of a neighbour."""
    found = slips("R1: mdo when wil_pgb; R2: thuis when pgb_bekwaam; R3: groep", outcomes=("mdo", "thuis", "groep"))
    assert found == [
        "R1 is weggelaten",
        "R2 is weggelaten",
        "R2 staat vóór R1",
        "R1 geeft thuis",
        "R2 geeft mdo",
        "R2 geeft groep",
        "R3 geeft thuis",
    ]


def test_a_rule_with_room_for_judgement_may_lose_an_answer():
    """Each answer may be forgotten; what is left is still a rule."""
    made = mutants(table("R1: mdo or thuis when wil_pgb; R2: mdo"))
    answers = {
        mutant.description.nl: mutant.table.rules[0].answers for mutant in made if "nooit" in mutant.description.nl
    }
    assert answers == {"R1 geeft nooit mdo": ("thuis",), "R1 geeft nooit thuis": ("mdo",)}


def test_in_a_table_that_collects_the_order_is_nothing_to_slip_on():
    """Neighbours are only exchanged where the first rule decides."""
    found = slips("A: pgb when wil_pgb; B: hulp when pgb_bekwaam", "collect", ("pgb", "hulp"))
    assert found == ["A is weggelaten", "B is weggelaten", "A geeft hulp", "B geeft pgb"]


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(["first", "unique", "collect"]).flatmap(lambda hit: tables(hit, judgement=True)))
def test_every_slip_is_a_table_that_could_have_been_written(decided):
    """A mutant is a table without problems of its own, other than the original, and says what is otherwise."""
    if check_table(decided):
        return
    for mutant in mutants(decided):
        assert isinstance(mutant, Mutant)
        assert check_table(mutant.table) == ()
        assert mutant.table != decided
        assert mutant.description.nl != mutant.description.en or "geeft" in mutant.description.nl
        if mutant.asks is not None and len(mutant.table.rules) == len(decided.rules):
            (differs,) = [(old, new) for old, new in zip(decided.rules, mutant.table.rules, strict=True) if old != new]
            assert differs[1].id == mutant.rule
            assert differs[1].when.expression == mutant.asks
            assert differs[1].when.source == write(mutant.asks, decided.vocabulary)


@settings(deadline=None, max_examples=12)
@given(tables("first", "t", judgement=True))
def test_a_slip_counts_just_when_it_changes_someones_answer(decided):
    """Of the slips that nothing notices, those that change no answer in the small world are equivalent, no others."""

    def gives(asked, who):
        return [given_answers(rule) for rule in answering(asked, who)]

    score = unnoticed({"t": decided}, [], {})
    made = mutants(decided) if not check_table(decided) else ()
    different = [m for m in made if any(gives(decided, who) != gives(m.table, who) for who in EVERYONE)]
    if check_table(decided):
        return
    assert score.noticed == 0
    assert [missed.mutant for missed in score.unnoticed] == different
    assert score.equivalent == len(made) - len(different)
    for missed in score.unnoticed:
        who = missed.change.resident.facts
        assert gives(decided, who) != gives(missed.mutant.table, who)


def scored(guarantees=(), examples=(), written=ROUTES, impossible=(), effort=None):
    """The score of the rules with these guarantees and examples."""
    book = {"proef": table(written)}
    guarantees = [guarantee_of(each, book, f"G{number}") for number, each in enumerate(guarantees)]
    return unnoticed(book, guarantees, {"proef": list(examples)}, impossible, effort)


def test_without_guarantees_nothing_is_noticed():
    """Every slip that changes someone's answer is listed, with that someone."""
    score = scored()
    assert (score.noticed, score.share) == (0, 0.0)
    first = score.unnoticed[0]
    assert first.mutant.description.nl == "R1: 'urgentie == crisis' wordt 'urgentie == hoog'"
    assert first.change.resident.written == "urgentie=hoog"
    told = score_findings(score)[0]
    assert (told.rule, told.code) == ("R1", "R413")
    assert "'urgentie == crisis' becomes 'urgentie == hoog'" in told.text.en


def test_guarantees_and_examples_each_notice_what_they_are_about():
    """A guarantee and two examples leave fewer slips unnoticed; what is left is what nobody spoke about."""
    crisis = {"assume": "urgentie == crisis", "then": "proef == mdo"}
    light = Example("R2", "zwaarte=3", "thuis", BECAUSE)
    heavy = Example("R3", "zwaarte=4", "not thuis", BECAUSE)
    alone, both = scored([crisis]), scored([crisis], [light, heavy])
    assert 0 < alone.noticed < both.noticed
    assert {missed.mutant.description.nl for missed in both.unnoticed} < {
        missed.mutant.description.nl for missed in alone.unnoticed
    }
    assert "R2: 'zwaarte <= drempel_licht' wordt 'zwaarte < drempel_licht'" not in {
        missed.mutant.description.nl for missed in both.unnoticed
    }


def test_rules_that_are_fully_guaranteed_have_no_unnoticed_slips():
    """When the guarantees say all that the rules do, every slip is noticed."""
    whole = [
        {"assume": "urgentie == crisis or zwaarte > drempel_licht or wil_pgb", "then": "proef == mdo"},
        {"assume": "urgentie < crisis and zwaarte <= drempel_licht and not wil_pgb", "then": "proef == thuis"},
    ]
    score = scored(whole)
    assert (score.unnoticed, score.share) == ((), 1.0)
    assert score.noticed > 8


def test_a_slip_is_noticed_just_when_a_guarantee_breaks():
    """What the score says of a slip is what proving the guarantees about that slip says."""
    guarantees = [
        {"rising": "zwaarte", "table": "proef", "order": ["thuis", "mdo"]},
        {"neutral": "leeftijd"},
        {"assume": "urgentie == crisis", "then": "proef == mdo"},
    ]
    book = {"proef": table(ROUTES)}
    score = scored(guarantees)
    missed = [each.mutant for each in score.unnoticed]
    breaking = [
        mutant
        for mutant in mutants(book["proef"])
        if any(prove({"proef": mutant.table}, guarantee_of(each, book)).status == "broken" for each in guarantees)
    ]
    assert score.noticed == len(breaking) > 0
    assert not [mutant for mutant in breaking if mutant in missed]


def test_a_guarantee_that_is_broken_already_notices_nothing():
    """A guarantee that does not hold for the rules as they are, or an example that does not agree, is no guard."""
    broken = {"assume": "zwaarte > 9", "then": "proef == thuis"}
    wrong = Example("R1", "urgentie=crisis", "thuis", BECAUSE)
    assert scored([broken], [wrong]).noticed == 0


def test_a_slip_about_the_impossible_makes_no_difference():
    """When only residents who cannot exist would be answered otherwise, the slip does not count."""
    nobody = [parse("urgentie >= hoog", WORLD)]
    free, bound = scored(), scored(impossible=nobody)
    assert bound.equivalent > free.equivalent


def test_without_steps_a_slip_is_unnoticed_and_nobody_is_shown():
    """What could not be settled is not said to be noticed, nor to make no difference."""
    score = scored([{"assume": "urgentie == crisis", "then": "proef == mdo"}], effort=Effort(left=0))
    assert (score.noticed, score.equivalent) == (0, 0)
    assert {missed.change for missed in score.unnoticed} == {None}
    assert score_findings(score)[0].text.nl.endswith("dan geldt: —")


def test_rules_without_slips_score_full():
    """A table in which nothing can be got wrong leaves nothing unnoticed."""
    assert scored(written="R1: mdo").share == 1.0


@pytest.mark.parametrize(
    ("facts", "outcome", "agrees"),
    [
        ("urgentie=crisis", "mdo", True),
        ("", "thuis", True),
        ("", "not mdo", True),
        ("zwaarte=4", "thuis", False),
        ("zwaarte=4", "not mdo", False),
        ("wil_pgb=ja", "mdo", True),
    ],
)
def test_an_example_agrees_or_not(facts, outcome, agrees):
    """What is not written is typical; ``not`` says what is not answered."""
    (found,) = run_examples(table(ROUTES), [Example("R1", facts, outcome, BECAUSE)])
    assert found.agrees == agrees
    assert [problem.code for problem in example_findings([found])] == ([] if agrees else ["R411"])


def test_an_example_says_what_it_gets_instead():
    """The finding is about the rule it stands beside, with what is answered."""
    (told,) = example_findings(run_examples(table(ROUTES), [Example("R2", "zwaarte=4", "thuis", BECAUSE)]))
    assert (told.rule, told.text.nl) == (
        "R2",
        "het voorbeeld 'zwaarte=4' krijgt mdo (regel: R3), en niet wat er staat: thuis",
    )


def test_any_allowed_answer_agrees_with_an_example():
    """Where judgement may choose, an example may name any of the answers, and none of them is excluded."""
    open_table = table("R1: mdo or thuis when wil_pgb; R2: thuis")
    outcomes = ["mdo", "thuis", "not mdo"]
    found = run_examples(open_table, [Example("R1", "wil_pgb=ja", each, BECAUSE) for each in outcomes])
    assert [each.agrees for each in found] == [True, True, False]


def test_an_example_of_an_offer_may_be_of_its_absence():
    """A table that collects may give an offer or not."""
    offers = table("A: pgb when wil_pgb", "collect", ("pgb",))
    found = run_examples(offers, [Example("A", "wil_pgb=ja", "pgb", BECAUSE), Example("A", "", "not pgb", BECAUSE)])
    assert [each.agrees for each in found] == [True, True]
    (wrong,) = example_findings(run_examples(offers, [Example("A", "", "pgb", BECAUSE)]))
    assert wrong.text.en == "the example '' gets nothing (rule: —), and not what is written: pgb"


def test_an_example_with_an_outcome_that_does_not_exist_is_refused():
    """Also behind ``not``: a mistyped outcome would otherwise always be absent."""
    example = Example("R1", "", "not mddo", BECAUSE)
    assert [(p.rule, p.code, p.suggestion) for p in check_example(table(ROUTES), example)] == [("R1", "R101", "mdo")]
    assert check_example(table(ROUTES), dataclasses.replace(example, outcome="not mdo")) == ()

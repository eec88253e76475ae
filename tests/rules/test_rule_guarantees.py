"""Guarantees: they hold just when counting everyone in a small world says so, and a broken one shows who and why."""

from __future__ import annotations

import dataclasses
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_world import WORLD, guarantee_of, table, title, vector
from small_world import EVERYONE, PLACE, SMALL, answering, conditions, possible, tables, trees

from ruwaard_sim.rules import (
    Condition,
    Effort,
    Guarantee,
    Implication,
    Neutral,
    NeverNegative,
    Prover,
    Rising,
    Spend,
    Vocabulary,
    check_guarantee,
    check_rulebook,
    guarantee_vocabulary,
    holds,
    parse,
    prove,
    verdict_findings,
)
from ruwaard_sim.rules.language.syntax_tree import And, BoolFact, Comparison, Constant, FactValue, Or
from ruwaard_sim.rules.proofs.guarantees import is_broken_by, possible_answers

ROUTES = "R1: mdo when urgentie == crisis; R2: thuis when wil_pgb and zwaarte <= 5; R3: mdo when zwaarte > 3; R4: thuis"
OFFERS = "A1: pgb when wil_pgb and pgb_bekwaam; A2: hulp when zwaarte > 3"
BOOK = {"proef": table(ROUTES), "aanbod": table(OFFERS, "collect", ("pgb", "hulp"), "aanbod")}
LAWS = settings(deadline=None, max_examples=40)

RULEBOOKS = st.tuples(tables("first", "t", judgement=True), tables("collect", "o", ("p", "q"), judgement=True)).map(
    lambda pair: {"t": pair[0], "o": pair[1]}
)
ANSWER = FactValue("t", len(SMALL.facts))
OFFERED = [BoolFact("o_p", len(SMALL.facts) + 1), BoolFact("o_q", len(SMALL.facts) + 2)]


def consequences():
    """Any condition about facts and outcomes."""
    outcome = st.one_of(
        st.builds(Comparison, st.sampled_from(["==", "!="]), st.just(ANSWER), st.integers(0, 2).map(Constant)),
        st.sampled_from(OFFERED),
    )
    either = st.one_of(trees(), outcome)
    joined = st.builds(lambda kind, one, other: kind((one, other)), st.sampled_from([And, Or]), either, outcome)
    return st.one_of(outcome, joined).map(lambda tree: Condition(tree, ""))


def ways(rulebook, residents):
    """What the residents are answered, in every way that judgement allows; each is judged apart, unless alike."""
    rules = {}
    for name, asked in rulebook.items():
        for who, facts in enumerate(residents):
            rules |= {(name, rule.id, who * (not rule.alike)): rule.answers for rule in answering(asked, facts)}
    for chosen_answers in product(*rules.values()):
        chosen = dict(zip(rules, chosen_answers, strict=True))
        yield [words(rulebook, who, facts, chosen) for who, facts in enumerate(residents)]


def words(rulebook, who, facts, chosen):
    """The facts and what is answered, as the words of a guarantee."""
    found = list(facts)
    for name, asked in rulebook.items():
        given = [chosen[name, rule.id, who * (not rule.alike)] for rule in answering(asked, facts)]
        if asked.hit == "collect":
            found += [int(outcome in given) for outcome in asked.outcomes]
        else:
            found.append(asked.outcomes.index(given[0]) if given else -1)
    return found


def says(condition, case):
    """Whether *condition* (None: always) holds for these words."""
    return condition is None or holds(condition.expression, case, SMALL.parameter_values)


def agrees(rulebook, demand, breaking, impossible):
    """Compare the prover with counting; *breaking* gives the residents who break the demand."""
    verdict = prove(rulebook, Guarantee("G", title("garantie"), "bron", demand), impossible)
    broken = list(breaking)
    assert verdict.status == ("broken" if broken else "proved")
    if broken:
        assert tuple(resident.facts for resident in verdict.residents) in broken
    return verdict


@LAWS
@given(RULEBOOKS, st.none() | conditions(), consequences(), st.lists(conditions(), max_size=1))
def test_an_implication_holds_when_nobody_breaks_it(rulebook, assume, then, impossible):
    """Proved just when for everyone who can exist, and every judgement, the second follows from the first."""

    def breaking():
        for each in possible(impossible):
            if any(says(assume, case) and not says(then, case) for (case,) in ways(rulebook, [each])):
                yield (each,)

    verdict = agrees(rulebook, Implication(assume, then), breaking(), impossible)
    if verdict.status == "proved":
        assert verdict.empty == (not any(says(assume, each) for each in possible(impossible)))


def pairs(fact, impossible):
    """Everyone who can exist beside everyone who differs only in having more of *fact*."""
    everyone = possible(impossible)
    for each, other in product(everyone, everyone):
        alike = each[: PLACE[fact]] + each[PLACE[fact] + 1 :] == other[: PLACE[fact]] + other[PLACE[fact] + 1 :]
        if alike and each[PLACE[fact]] < other[PLACE[fact]]:
            yield each, other


ORDERS = st.sampled_from([(("a",), ("b",), ("c",)), (("c",), ("a", "b")), (("b",), ("a",)), (("a", "b", "c"),), ()])


@LAWS
@given(
    RULEBOOKS,
    st.sampled_from(["zwaarte", "urgentie", "wil"]),
    ORDERS,
    st.none() | consequences(),
    st.lists(conditions(), max_size=1),
)
def test_more_gives_nothing_lighter_when_no_two_show_it(rulebook, fact, order, assume, impossible):
    """Proved just when no two residents alike but for the fact get something heavier for less of it."""
    weight = {"abc".index(outcome): number for number, group in enumerate(order) for outcome in group}

    def breaking():
        for pair in pairs(fact, impossible):
            for cases in ways(rulebook, pair):
                first, second = (weight.get(case[len(SMALL.facts)], -1) for case in cases)
                if all(says(assume, case) for case in cases) and first > second >= 0:
                    yield pair
                    break

    agrees(rulebook, Rising("t", fact, order, assume), breaking(), impossible)


@LAWS
@given(
    RULEBOOKS,
    st.sampled_from(["soort", "netwerk", "wil"]),
    st.sampled_from([(), ("t",), ("o",)]),
    st.none() | conditions(),
    st.lists(conditions(), max_size=1),
)
def test_a_fact_plays_no_part_when_no_two_show_that_it_does(rulebook, fact, named, assume, impossible):
    """Proved just when no two residents alike but for the fact are answered otherwise by the tables that are named."""
    start = len(SMALL.facts)
    compared = {(): range(start, start + 3), ("t",): (start,), ("o",): (start + 1, start + 2)}[named]

    def breaking():
        for pair in pairs(fact, impossible):
            for cases in ways(rulebook, pair):
                differ = any(cases[0][place] != cases[1][place] for place in compared)
                if differ and all(says(assume, case) for case in cases):
                    yield pair
                    break

    agrees(rulebook, Neutral(fact, named, assume), breaking(), impossible)


@LAWS
@given(RULEBOOKS, st.lists(consequences(), max_size=2), st.lists(conditions(), max_size=1))
def test_a_pot_is_never_overdrawn_when_no_step_overdraws_it(rulebook, whens, impossible):
    """Proved just when nobody is given more than is in a pot that holds nothing or more."""
    spends = tuple(Spend(when, "zwaarte") for when in whens)

    def breaking():
        for each in possible(impossible):
            pot, amount = each[PLACE["netwerk"]], each[PLACE["zwaarte"]]
            for (case,) in ways(rulebook, [each]):
                if pot >= 0 and amount * sum(says(when, case) for when in whens) > pot:
                    yield (each,)
                    break

    agrees(rulebook, NeverNegative("netwerk", spends), breaking(), impossible)


@LAWS
@given(RULEBOOKS, consequences(), st.lists(conditions(), min_size=6, max_size=6))
def test_a_guarantee_that_holds_rests_on_the_rules_it_names(rulebook, then, others):
    """Whatever the other rules ask instead, the guarantee still holds."""
    guarantee = Guarantee("G", title("garantie"), "bron", Implication(None, then))
    verdict = prove(rulebook, guarantee)
    if verdict.status != "proved":
        return
    assert verdict.tautology == (len(verdict.rules) <= 1)
    changed = {}
    for name, asked in rulebook.items():
        rules = [
            rule if (name, rule.id) in verdict.rules or rule.always else dataclasses.replace(rule, when=when)
            for rule, when in zip(asked.rules, [*others, others[0]], strict=False)
        ]
        changed[name] = dataclasses.replace(asked, rules=tuple(rules))
    assert prove(changed, guarantee).status == "proved"


def verdict(written, book=BOOK, impossible=()):
    """The verdict about a guarantee as it is written in a file."""
    guarantee = guarantee_of(written, book)
    assert check_guarantee(guarantee, book) == ()
    return prove(book, guarantee, impossible)


def test_a_broken_guarantee_shows_who_what_and_which_rules():
    """One ordinary resident, what each table in the guarantee answers, and the rules that do."""
    found = verdict({"assume": "wil_pgb and pgb_bekwaam", "then": "aanbod_pgb and proef == thuis"})
    assert found.status == "broken"
    assert [resident.written for resident in found.residents] == ["zwaarte=6, wil_pgb=true"]
    assert found.outcomes == ({"proef": ("mdo",), "aanbod": ("pgb", "hulp")},)
    assert found.rules == (("proef", "R3"), ("aanbod", "A1"), ("aanbod", "A2"))
    (told,) = verdict_findings(found)
    assert (told.rule, told.code) == ("G1", "R408")
    assert told.text.nl == (
        "deze garantie geldt niet: een bewoner met: de zwaarte is 6 punten, de wil pgb: ja, "
        "krijgt mdo (proef), krijgt pgb en hulp (aanbod) (regels: R3, A1, A2)"
    )


def test_a_guarantee_about_two_residents_shows_both():
    """The second is the first but for one fact, and as near as can be."""
    found = verdict({"rising": "zwaarte", "table": "proef", "order": ["thuis", "mdo"]})
    assert found.status == "proved"
    found = verdict({"rising": "zwaarte", "table": "proef", "order": ["mdo", "thuis"]})
    assert [resident.written for resident in found.residents] == ["", "zwaarte=4"]
    assert [outcome["proef"] for outcome in found.outcomes] == [("thuis",), ("mdo",)]
    (told,) = verdict_findings(found)
    assert told.text.en.endswith("; the same one, but the zwaarte is 4 points, gets mdo (proef) (rules: R4, R3)")


def test_a_broken_guarantee_is_shown_by_ordinary_residents():
    """The residents of a neutral guarantee are typical where they can be, and as near to one another as can be."""
    book = {"proef": table("R1: mdo when leeftijd < 18 and zwaarte > 5; R2: thuis")}
    found = verdict({"neutral": "leeftijd"}, book)
    assert [resident.written for resident in found.residents] == [
        "zwaarte=6, leeftijd=17",
        "zwaarte=6, leeftijd=18",
    ]
    assert verdict({"neutral": "leeftijd", "assume": "leeftijd >= 18"}, book).status == "proved"


def test_a_guarantee_that_repeats_one_rule_is_told_apart():
    """It follows from one rule whatever the others ask; a guarantee that needs two rules does not."""
    alone = verdict({"assume": "wil_pgb and pgb_bekwaam", "then": "aanbod_pgb"})
    assert (alone.status, alone.tautology, alone.rules) == ("proved", True, (("aanbod", "A1"),))
    assert [problem.code for problem in verdict_findings(alone)] == ["R410"]
    both = verdict({"assume": "zwaarte > 5", "then": "proef == mdo and aanbod_hulp"})
    assert (both.status, both.tautology) == ("proved", False)
    assert set(both.rules) == {("proef", "R2"), ("proef", "R3"), ("aanbod", "A2")}
    assert verdict_findings(both) == ()


def test_a_guarantee_about_nobody_is_told_apart():
    """It holds, but it is about no one who can exist."""
    found = verdict({"assume": "wil_pgb", "then": "proef == mdo"}, impossible=[parse("wil_pgb", WORLD)])
    assert (found.status, found.empty) == ("proved", True)
    assert [problem.code for problem in verdict_findings(found)] == ["R409"]


def test_a_choice_by_judgement_must_keep_every_guarantee():
    """A guarantee is broken when any of the answers a rule allows breaks it."""
    book = {"proef": table("R1: mdo or thuis when zwaarte > 3; R2: thuis")}
    found = verdict({"assume": "zwaarte > 3", "then": "proef == mdo"}, book)
    assert (found.status, found.outcomes) == ("broken", ({"proef": ("thuis",)},))
    assert verdict({"assume": "zwaarte > 3", "then": "proef in {mdo, thuis}"}, book).status == "proved"


HEAVIER = {"rising": "zwaarte", "table": "proef", "order": ["thuis", "mdo"]}


def test_where_a_rule_leaves_room_two_residents_may_be_judged_otherwise():
    """Alike but for their age, and yet one gets mdo and the other thuis: each has luck of their own."""
    book = {"proef": table("R1: mdo or thuis when zwaarte > 3; R2: thuis")}
    found = verdict({"neutral": "leeftijd"}, book)
    assert (found.status, found.rules) == ("broken", (("proef", "R1"),))
    assert {outcome["proef"] for outcome in found.outcomes} == {("mdo",), ("thuis",)}
    assert "R1 leaves a judgement on each apart: with 'alike: true'" in verdict_findings(found)[0].text.en
    assert verdict(HEAVIER, book).status == "broken"


def test_a_rule_that_judges_alike_treats_two_residents_alike():
    """One choice for everyone whom the rule fits breaks no guarantee of equal treatment by itself."""
    book = {"proef": table("R1: mdo or thuis alike when zwaarte > 3; R2: thuis")}
    assert verdict({"neutral": "leeftijd"}, book).status == "proved"
    assert verdict(HEAVIER, book).status == "proved"
    assert verdict(HEAVIER | {"order": ["mdo", "thuis"]}, book).status == "broken"


def test_a_budget_is_overdrawn_by_whoever_is_offered_more_than_there_is():
    """An offer that does not look at the pot breaks the guarantee; one that does keeps it."""
    spends = [{"when": "aanbod_pgb", "amount": "pgb_kosten"}]
    found = verdict({"never_negative": "pgb_reserve", "spends": spends})
    assert found.status == "broken"
    assert found.residents[0].written == "wil_pgb=true, pgb_reserve=3999.99"
    careful = "A1: pgb when wil_pgb and pgb_kosten <= pgb_reserve"
    book = {"aanbod": table(careful, "collect", ("pgb",), "aanbod")}
    assert verdict({"never_negative": "pgb_reserve", "spends": spends}, book).status == "proved"
    assert verdict({"never_negative": "pgb_reserve", "spends": spends * 2}, book).status == "broken"


def reference_says(written, *residents):
    """Whether these residents show, without the prover, that the guarantee is broken."""
    demand, facts = guarantee_of(written, BOOK).demand, [tuple(each) for each in residents]
    return any(is_broken_by(demand, words, BOOK) for words in possible_answers(BOOK, tuple(BOOK), facts))


def test_a_guarantee_says_nothing_about_two_of_whom_one_lies_outside_it():
    """A need of three points gets more than one of four; what is guaranteed only above three is not broken."""
    heavier = {"rising": "zwaarte", "table": "proef", "order": ["mdo", "thuis"]}
    two = vector(zwaarte="3"), vector(zwaarte="4")
    assert reference_says(heavier, *two)
    assert not reference_says(heavier | {"assume": "zwaarte > 3"}, *two)
    assert not reference_says(heavier | {"assume": "zwaarte <= 3"}, *two)


def test_a_pot_that_was_overdrawn_before_is_not_overdrawn_by_the_rules():
    """A pgb out of an empty pot breaks the guarantee; of a pot that was below zero already nothing is guaranteed."""
    guarded = {"never_negative": "pgb_reserve", "spends": [{"when": "aanbod_pgb", "amount": "pgb_kosten"}]}
    empty = vector(wil_pgb="true", pgb_bekwaam="true", pgb_reserve="0")
    below = [-1 if place == WORLD.index("pgb_reserve") else value for place, value in enumerate(empty)]
    assert reference_says(guarded, empty)
    assert not reference_says(guarded, below)


def test_without_steps_a_guarantee_is_unknown():
    """A guarantee that could not be judged is never shown as kept."""
    guarantee = guarantee_of({"assume": "urgentie == crisis", "then": "proef == mdo"}, BOOK)
    found = prove(BOOK, guarantee, (), Effort(left=0))
    assert found.status == "unknown"
    assert [problem.code for problem in verdict_findings(found)] == ["R407"]


def test_a_parameter_in_a_guarantee_is_that_of_the_day():
    """A guarantee that speaks of a threshold is judged with the threshold of that day."""
    written = {"assume": "zwaarte <= drempel_licht and urgentie < crisis", "then": "proef == thuis"}
    assert verdict(written).status == "proved"
    light, other = WORLD.parameters
    later = Vocabulary(WORLD.facts, (dataclasses.replace(light, value=4), other))
    book = {name: dataclasses.replace(asked, vocabulary=later) for name, asked in BOOK.items()}
    assert verdict(written, book).residents[0].written == "zwaarte=4"


def test_a_table_that_a_guarantee_does_not_mention_makes_no_difference():
    """The prover remembers a guarantee for as long as the tables it mentions stay the same."""
    effort = Effort()
    prover = Prover((), effort)
    guarantee = guarantee_of({"assume": "wil_pgb and pgb_bekwaam", "then": "aanbod_pgb"}, BOOK)
    (first,) = prover.guarantees(BOOK, [guarantee])
    left = effort.left
    other = {**BOOK, "proef": table("R1: thuis")}
    assert prover.guarantees(other, [guarantee]) == (first,)
    assert effort.left == left
    changed = {**BOOK, "aanbod": table("A1: pgb; A2: hulp", "collect", ("pgb", "hulp"), "aanbod")}
    prover.guarantees(changed, [guarantee])
    assert effort.left < left


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ({"rising": "zwarte", "table": "prof", "order": ["thuis"]}, [("R302", "zwaarte"), ("R106", "proef")]),
        ({"rising": "leefdomein", "table": "proef", "order": []}, [("R108", None)]),
        ({"rising": "zwaarte", "table": "aanbod", "order": ["pgb"]}, [("R107", None)]),
        (
            {"rising": "zwaarte", "table": "proef", "order": ["tuis", ["mdo", "mdo"]]},
            [("R101", "thuis"), ("R105", None)],
        ),
        ({"neutral": "leftijd", "tables": ["anbod"]}, [("R302", "leeftijd"), ("R106", "aanbod")]),
        ({"never_negative": "zwaarte", "spends": [{"when": "wil_pgb", "amount": "pgb_kosten"}]}, [("R030", None)]),
        (
            {"never_negative": "leefdomein", "spends": [{"when": "wil_pgb", "amount": "kosten"}]},
            [("R108", None), ("R302", "pgb_kosten")],
        ),
        ({"then": "wil_pgb"}, []),
    ],
)
def test_every_name_in_a_guarantee_is_checked(written, found):
    """What is not a fact, a table or an outcome is named, with what was perhaps meant."""
    problems = check_guarantee(guarantee_of(written, BOOK), BOOK)
    assert [(problem.code, problem.suggestion) for problem in problems] == found
    assert all(problem.rule == "G1" for problem in problems)


def test_outcomes_are_words_of_a_guarantee():
    """A table is a word with its outcomes as values, an offer is a yes or no; they never have the name of a fact."""
    words_of = guarantee_vocabulary(BOOK)
    assert [fact.name for fact in words_of.facts[len(WORLD.facts) :]] == ["proef", "aanbod_pgb", "aanbod_hulp"]
    assert words_of.fact("proef").values == ("mdo", "thuis")
    assert check_rulebook(BOOK) == ()
    clash = {"zwaarte": table("R1: mdo", name="zwaarte")}
    assert [problem.code for problem in check_rulebook(clash)] == ["R202"]


def test_tables_with_other_facts_are_not_one_rulebook():
    """A guarantee is about tables that speak of the same facts."""
    fewer = dataclasses.replace(table("R1: mdo"), vocabulary=Vocabulary(WORLD.facts[:3]))
    with pytest.raises(ValueError, match="same facts"):
        guarantee_vocabulary({"proef": table("R1: mdo"), "ander": fewer})


def test_everyone_in_the_small_world_is_counted():
    """The world that is counted has every combination of values once."""
    assert len(EVERYONE) == len(set(EVERYONE)) == 3 * 4 * 4 * 2 * 2

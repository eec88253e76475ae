"""A world so small that everyone in it can be asked, so that every proof can be checked by counting. No tests here."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st
from rule_world import title, words

from ruwaard_sim.rules import Rule, Table, Vocabulary, holds
from ruwaard_sim.rules.language.syntax_tree import (
    And,
    BoolFact,
    Comparison,
    Condition,
    Constant,
    Difference,
    FactValue,
    Membership,
    Not,
    Or,
    ParameterValue,
    Product,
    Sum,
    Truth,
)

SMALL = Vocabulary(
    *words(
        [
            "soort: enum {x, y, z} typical y",
            "zwaarte: int 0..3 points typical 1",
            "netwerk: int -1..2 points typical 0",
            "urgentie: ordered {laag, hoog} typical laag",
            "wil: bool typical false",
            "drempel = 2 points",
        ]
    )
)
EVERYONE = list(product(*(range(fact.minimum, fact.maximum + 1) for fact in SMALL.facts)))
PLACE = {fact.name: place for place, fact in enumerate(SMALL.facts)}
SIGNS = ("==", "!=", "<", "<=", ">", ">=")


def fact(name):
    """The node of fact *name*."""
    return FactValue(name, PLACE[name])


def trees():
    """Any condition about the small world, also sums and parameters."""
    points = st.sampled_from([fact("zwaarte"), fact("netwerk"), ParameterValue("drempel")])
    numbers = st.one_of(
        points,
        st.integers(-2, 4).map(Constant),
        st.builds(Sum, points, points),
        st.builds(Difference, points, points),
        st.builds(Product, st.integers(-2, 2), points),
    )
    leaves = st.one_of(
        st.builds(Comparison, st.sampled_from(SIGNS), numbers, numbers),
        st.builds(Comparison, st.sampled_from(SIGNS), st.just(fact("zwaarte")), st.integers(0, 3).map(Constant)),
        st.builds(Membership, st.just(fact("soort")), st.sampled_from([(0,), (1,), (2,), (0, 1), (1, 2)])),
        st.builds(Comparison, st.sampled_from(SIGNS), st.just(fact("urgentie")), st.integers(0, 1).map(Constant)),
        st.just(BoolFact("wil", PLACE["wil"])),
        st.booleans().map(Truth),
    )

    def several(inner):
        return st.lists(inner, min_size=2, max_size=3).map(tuple)

    return st.recursive(
        leaves,
        lambda inner: st.one_of(several(inner).map(And), several(inner).map(Or), inner.map(Not)),
        max_leaves=4,
    )


def conditions():
    """Any condition, as a rule holds it."""
    return trees().map(lambda tree: Condition(tree, ""))


def tables(hit, name="t", outcomes=("a", "b", "c"), judgement=False, end=None):
    """Any table of up to six rules; *end* is whether a ``first`` table has a last rule that always applies."""
    answers = st.lists(st.sampled_from(outcomes), min_size=1, max_size=2 if judgement else 1, unique=True)
    rule = st.tuples(conditions(), answers, st.booleans())
    closed = (hit == "first") if end is None else end

    def build(found, last, alike):
        rules = [made(f"R{n}", *each) for n, each in enumerate(found)]
        if closed:
            rules.append(made("RR", None, last, alike))
        return Table(name, title("vraag"), hit, tuple(outcomes), tuple(rules), SMALL)

    return st.builds(build, st.lists(rule, max_size=6), answers, st.booleans())


def made(name, when, given, alike=False):
    """A rule with these answers; *alike* counts where it has more than one."""
    also = tuple(given[1:])
    return Rule(name, title(f"regel_{name}"), when, given[0], f"bron {name}", also=also, alike=alike and bool(also))


def applies(rule, facts):
    """Whether *rule* applies, by the reference."""
    return rule.when is None or holds(rule.when.expression, facts, SMALL.parameter_values)


def applying(table, facts):
    """The places of the rules that apply, by the reference."""
    return [place for place, rule in enumerate(table.rules) if applies(rule, facts)]


def answering(table, facts):
    """The rules that answer: all that apply when the table collects, else the first."""
    found = [table.rules[place] for place in applying(table, facts)]
    return found if table.hit == "collect" else found[:1]


def possible(impossible):
    """Everyone who can exist."""
    return [
        each
        for each in EVERYONE
        if not any(holds(condition.expression, each, SMALL.parameter_values) for condition in impossible)
    ]


def nearness(facts, home):
    """How far *facts* are from *home*: how many differ, and how far as shares of their ranges."""
    whole = 10**9
    distance = 0
    for each, one, other in zip(SMALL.facts, facts, home, strict=True):
        if each.type == "enum":
            distance += whole * (one != other)
        else:
            distance += abs(one - other) * (whole // (each.maximum - each.minimum))
    return sum(one != other for one, other in zip(facts, home, strict=True)), distance


def nearest(residents, home=SMALL.typical):
    """How near the nearest of *residents* is."""
    return min(nearness(each, home) for each in residents)

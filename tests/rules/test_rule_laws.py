"""Laws of the rule language: every back end agrees with the reference, and no text breaks the reader."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rule_world import WORLD, title

from ruwaard_sim.rules import (
    ConditionError,
    FactsError,
    Rule,
    Table,
    compile_collect,
    compile_condition,
    compile_first,
    explain,
    holds,
    parse,
    parse_facts,
    render,
)
from ruwaard_sim.rules.language.ranges import bounds
from ruwaard_sim.rules.language.syntax_tree import (
    And,
    BoolFact,
    Comparison,
    Condition,
    Constant,
    Difference,
    FactValue,
    Membership,
    Negation,
    Not,
    Or,
    ParameterValue,
    Product,
    Sum,
    Truth,
)
from ruwaard_sim.rules.tables.interpreter import number as value_of

SIGNS = ("==", "!=", "<", "<=", ">", ">=")
POINTS = ("zwaarte", "netwerk", "drempel_licht", "draagkracht")
AMOUNTS = ("pgb_kosten", "pgb_reserve")


def of_fact(name):
    """The node of fact *name*."""
    return FactValue(name, WORLD.index(name))


def numbers():
    """Any number of points: nested sums, differences, products and negations."""
    leaves = st.one_of(
        st.integers(-15, 15).map(Constant),
        st.sampled_from([of_fact("zwaarte"), of_fact("netwerk"), of_fact("leeftijd"), of_fact("pgb_kosten")]),
        st.sampled_from([ParameterValue("drempel_licht"), ParameterValue("draagkracht")]),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Sum, inner, inner),
            st.builds(Difference, inner, inner),
            st.builds(Product, st.integers(-3, 3), inner),
            st.builds(Negation, inner),
        ),
        max_leaves=5,
    )


def trees():
    """Any condition the tree can hold, also those nobody would write."""
    words = [(f, place) for f in WORLD.facts if f.is_word for place in range(len(f.values))]
    leaves = st.one_of(
        st.booleans().map(Truth),
        st.sampled_from(["wil_pgb", "pgb_bekwaam"]).map(lambda name: BoolFact(name, WORLD.index(name))),
        st.builds(Comparison, st.sampled_from(SIGNS), numbers(), numbers()),
        st.builds(
            Membership,
            numbers(),
            st.lists(st.integers(-5, 15), min_size=1, max_size=4, unique=True).map(tuple),
        ),
        st.builds(
            lambda sign, word: Comparison(sign, of_fact(word[0].name), Constant(word[1])),
            st.sampled_from(SIGNS),
            st.sampled_from(words),
        ),
    )

    def several(inner):
        return st.lists(inner, min_size=2, max_size=4).map(tuple)

    return st.recursive(
        leaves,
        lambda inner: st.one_of(several(inner).map(And), several(inner).map(Or), inner.map(Not)),
        max_leaves=8,
    )


def cases():
    """Any case, with the ends of every range and what stands beside them more often than by chance."""
    each = []
    for fact in WORLD.facts:
        edges = {fact.minimum, fact.minimum + 1, fact.typical, fact.maximum - 1, fact.maximum}
        inside = sorted(edge for edge in edges if fact.minimum <= edge <= fact.maximum)
        each.append(st.sampled_from(inside) | st.integers(fact.minimum, fact.maximum))
    return st.tuples(*each)


@st.composite
def sentences(draw):
    """A condition as people write it, with or without brackets."""
    number = st.one_of(
        st.sampled_from(POINTS),
        st.integers(0, 10).map(str),
        st.builds("{} * {}".format, st.integers(-2, 3), st.sampled_from(POINTS)),
        st.builds("-{}".format, st.sampled_from(POINTS)),
    )
    sums = st.recursive(
        number,
        lambda inner: st.one_of(
            st.builds("{} + {}".format, inner, inner),
            st.builds("{} - {}".format, inner, inner),
            st.builds("({})".format, inner),
            st.builds("2 * ({})".format, inner),
        ),
        max_leaves=4,
    )
    fact = st.sampled_from([fact for fact in WORLD.facts if fact.is_word])
    word = fact.flatmap(lambda f: st.tuples(st.just(f), st.lists(st.sampled_from(f.values), min_size=1, unique=True)))
    sets = ", ".join
    leaf = st.one_of(
        st.sampled_from(["true", "false", "wil_pgb", "pgb_bekwaam"]),
        st.builds("{} {} {}".format, sums, st.sampled_from(SIGNS), sums),
        st.builds("{} < {} <= {}".format, sums, sums, sums),
        st.builds("{} >= {} >= {} > {}".format, sums, sums, sums, sums),
        st.builds("{} {} {}".format, st.sampled_from(AMOUNTS), st.sampled_from(SIGNS), st.sampled_from(AMOUNTS)),
        st.builds("zwaarte {} {{{}}}".format, st.sampled_from(["in", "not in"]), st.just("0, 3, 10")),
        word.map(lambda w: f"{w[0].name} in {{{sets(w[1])}}}"),
        word.map(lambda w: f"{w[0].name} not in {{{sets(w[1])}}}"),
        word.map(lambda w: f"{w[0].name} != {w[1][0]}"),
        word.map(lambda w: f"{w[1][0]} == {w[0].name}"),
        st.builds("{} <= urgentie < {}".format, *[st.sampled_from(WORLD.fact("urgentie").values)] * 2),
    )
    return draw(
        st.recursive(
            leaf,
            lambda inner: st.one_of(
                st.builds("{} and {}".format, inner, inner),
                st.builds("{} or {}".format, inner, inner),
                st.builds("not {}".format, inner),
                st.builds("({})".format, inner),
            ),
            max_leaves=6,
        )
    )


def as_python(facts):
    """The words of the world as Python names: Python reads these sentences too, and gives its own meaning."""
    names = {word: place for fact in WORLD.facts for place, word in enumerate(fact.values)}
    names |= {fact.name: value for fact, value in zip(WORLD.facts, facts, strict=True)}
    return names | WORLD.parameter_values | {"true": True, "false": False}


def read(written):
    """The condition, or None with what is wrong with it."""
    try:
        return parse(written, WORLD), ()
    except ConditionError as error:
        return None, error.problems


@given(sentences(), st.lists(cases(), min_size=1, max_size=5))
def test_a_sentence_means_what_python_takes_it_to_mean(sentence, facts):
    """Precedence, chains and brackets are those of Python; only comparisons without a choice are refused."""
    condition, problems = read(sentence)
    if condition is None:
        assert {problem.code for problem in problems} <= {"R031", "R032"}
        return
    assert condition.text(condition.expression).strip("() ") in sentence
    for case in facts:
        expected = bool(eval(sentence, {"__builtins__": {}}, as_python(case)))
        assert holds(condition.expression, case, WORLD.parameter_values) == expected


@given(trees(), st.lists(cases(), min_size=1, max_size=5))
def test_a_compiled_condition_agrees_with_the_reference(tree, facts):
    """For every tree and every case the compiled function gives the answer of the reference."""
    compiled = compile_condition(tree, WORLD.parameter_values)
    for case in facts:
        assert compiled(case) is holds(tree, case, WORLD.parameter_values)


@given(numbers(), cases())
def test_a_number_lies_within_its_range(number, case):
    """What a sum or product comes to is never outside the range that is computed for it."""
    low, high = bounds(number, WORLD)
    assert low <= value_of(number, case, WORLD.parameter_values) <= high


def tables(hit):
    """Any table of up to six rules, some of them without a condition."""
    rule = st.one_of(st.none(), trees(), trees(), trees())
    return st.lists(rule, max_size=6).map(
        lambda found: Table(
            "t",
            title("vraag"),
            hit,
            ("a",),
            tuple(
                Rule(f"R{n}", title("regel"), None if tree is None else Condition(tree, ""), "a", "bron")
                for n, tree in enumerate(found)
            ),
            WORLD,
        )
    )


def applying(table, facts):
    """The places of the rules that apply, by the reference alone."""
    parameters = WORLD.parameter_values
    return [
        place
        for place, rule in enumerate(table.rules)
        if rule.when is None or holds(rule.when.expression, facts, parameters)
    ]


@given(tables("first"), st.lists(cases(), min_size=1, max_size=4))
def test_a_compiled_table_and_its_explanation_agree_with_the_reference(table, facts):
    """The first rule that applies is the same for the compiled table, the reference and the explanation."""
    decide = compile_first(table)
    for case in facts:
        first = next(iter(applying(table, case)), -1)
        assert decide(case) == first
        told = explain(table, case)
        assert told.deciding is (None if first == -1 else table.rules[first])
        assert all(render(told, "nl"))
        assert all(render(told, "en"))


@given(tables("collect"), st.lists(cases(), min_size=1, max_size=4))
def test_a_compiled_collection_agrees_with_the_reference(table, facts):
    """A collect table answers with exactly the rules that apply, in order."""
    collect = compile_collect(table)
    for case in facts:
        assert collect(case) == tuple(applying(table, case))
        assert explain(table, case).applying == tuple(table.rules[place] for place in applying(table, case))


PIECES = (
    *("zwaarte", "zwarte", "urgentie", "crisis", "wil_pgb", "drempel_licht", "pgb_kosten", "leefdomein"),
    *("and", "or", "not", "in", "true", "en", "is", "AND", "x.y", "f", "é"),
    *("==", "=", "<", "<=", ">", "!", "&&", "+", "-", "*", "/", "**", "(", ")", "{", "}", "[", "]", ",", "."),
    *("3", "12", "2.5", "2,5", "10km", "99999999999999", "'a'", '"', "\n", "$", "\ud800", "\x00", "🙂"),
)
NESTED = "(zwaarte > 3)"
for _ in range(17):
    NESTED = f"(1 < {NESTED} < 2)"


@settings(deadline=2000)
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
@example("(" * 4000)
@example("not " * 1000)
@example("-" * 4000)
@example("1/" * 2000)
@example("zwaarte in {1} " + "in {1} " * 500)
@example("zwaarte in {" * 300)
@example("a == " * 800)
@example(NESTED)
@example("'" * 4000)
@example("zwaarte + 1 in {" + ",".join(map(str, range(20, 1000))) + "}")
@example("zwaarte" + " + zwaarte" * 400 + " > 3")
def test_no_text_makes_the_reader_do_anything_but_read_or_say_why_not(text):
    """Whatever is written, reading ends soon, with a condition or with a ConditionError."""
    condition, problems = read(text)
    assert (condition is None) == bool(problems)
    for problem in problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.say("nl").isprintable()


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), max_size=4))
def test_no_list_of_lines_breaks_the_reader(lines):
    """Every problem of a list lies within its own line, or covers everything when there is too much."""
    for problem in read(lines)[1]:
        assert problem.code in ("R020", "R024") or problem.end <= len(lines[problem.line])


@given(st.text(max_size=60) | st.lists(st.sampled_from([*PIECES, "zwaarte=4", "="]), max_size=9).map(",".join))
def test_no_text_breaks_the_reader_of_facts(text):
    """A list of facts is read, or refused with all its problems."""
    try:
        facts = parse_facts(text, WORLD).facts
    except FactsError as error:
        facts = WORLD.typical if error.problems else ()
    assert len(facts) == len(WORLD.facts)


@pytest.mark.parametrize("written", ["zwaarte > 3 and not wil_pgb", "2 <= zwaarte <= 5"])
def test_reading_twice_gives_the_same_tree(written):
    """Trees are equal when they mean the same, wherever they stood in the text."""
    assert parse(written, WORLD).expression == parse(f"  {written}  ", WORLD).expression

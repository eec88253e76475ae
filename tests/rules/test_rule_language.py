"""Reading conditions: what they mean, what is wrong with them, and where."""

from __future__ import annotations

import pytest
from rule_world import WORLD, fact, vector

from ruwaard_sim.errors import Mark
from ruwaard_sim.rules import ConditionError, Vocabulary, holds, parse
from ruwaard_sim.rules.language.syntax_tree import And, BoolFact, Comparison, Constant, FactValue, Membership, Not, Or


def problems(written):
    """Everything wrong with *written*: (what it points at, code, suggestion)."""
    with pytest.raises(ConditionError) as caught:
        parse(written, WORLD)
    lines = [written] if isinstance(written, str) else written
    found = caught.value.problems
    return [("".join(lines[p.line : p.line + 1])[p.start : p.end], p.code, p.suggestion) for p in found]


def true_for(written, **given):
    """Whether *written* holds for the typical case with the *given* values."""
    return holds(parse(written, WORLD).expression, vector(**given), WORLD.parameter_values)


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        ("urgentie == crisis", {"urgentie": "crisis"}, {"urgentie": "hoog"}),
        ("crisis != urgentie", {"urgentie": "hoog"}, {"urgentie": "crisis"}),
        ("urgentie >= hoog", {"urgentie": "crisis"}, {"urgentie": "middel"}),
        ("laag < urgentie <= hoog", {"urgentie": "hoog"}, {"urgentie": "laag"}),
        ("leefdomein in {contact, wonen}", {"leefdomein": "wonen"}, {"leefdomein": "schulden"}),
        ("leefdomein not in {contact, wonen}", {"leefdomein": "schulden"}, {"leefdomein": "wonen"}),
        ("leeftijd in {18, 21,}", {"leeftijd": "21"}, {"leeftijd": "20"}),
        ("2 <= zwaarte <= 5", {"zwaarte": "2"}, {"zwaarte": "6"}),
        ("8 > zwaarte >= netwerk > 1", {"zwaarte": "7", "netwerk": "7"}, {"zwaarte": "7", "netwerk": "8"}),
        ("zwaarte <= drempel_licht", {"zwaarte": "3"}, {"zwaarte": "4"}),
        (
            "zwaarte + netwerk >= draagkracht",
            {"zwaarte": "7", "netwerk": "5"},
            {"zwaarte": "6", "netwerk": "5"},
        ),
        ("zwaarte - netwerk - 1 == -2", {"zwaarte": "4"}, {"zwaarte": "3"}),
        ("zwaarte - (netwerk - 1) == 0", {"zwaarte": "4"}, {"zwaarte": "5"}),
        ("2 * zwaarte > netwerk * 3 - 2", {"zwaarte": "7"}, {"zwaarte": "6"}),
        ("(1 + 2) * zwaarte == 12", {"zwaarte": "4"}, {"zwaarte": "3"}),
        ("(5 - 2) * zwaarte == 12", {"zwaarte": "4"}, {"zwaarte": "2"}),
        ("zwaarte * (2 * 2) == 12", {"zwaarte": "3"}, {"zwaarte": "4"}),
        ("-2 * zwaarte < -8", {"zwaarte": "5"}, {"zwaarte": "4"}),
        ("-zwaarte <= -4", {"zwaarte": "4"}, {"zwaarte": "3"}),
        ("wil_pgb", {"wil_pgb": "ja"}, {"wil_pgb": "nee"}),
        ("not wil_pgb or zwaarte > 8", {"wil_pgb": "nee"}, {"wil_pgb": "ja"}),
        ("not zwaarte > 3", {"zwaarte": "3"}, {"zwaarte": "4"}),
        ("pgb_kosten <= 4000", {"pgb_kosten": "4000"}, {"pgb_kosten": "4000.01"}),
        ("2 * (pgb_kosten - 10) == 30", {"pgb_kosten": "25"}, {"pgb_kosten": "15"}),
        ("pgb_kosten in {25, 50}", {"pgb_kosten": "25"}, {"pgb_kosten": "0.25"}),
        ("true and not false", {}, None),
    ],
)
def test_a_condition_means_what_it_says(condition, yes, no):
    """Each kind of sentence holds for one case and not for its neighbour."""
    assert true_for(condition, **yes)
    assert no is None or not true_for(condition, **no)


def test_not_binds_before_and_and_and_before_or():
    """Without brackets, ``or`` joins last, as people who know logic expect."""
    condition = "wil_pgb or zwaarte > 5 and not pgb_bekwaam"
    assert true_for(condition, wil_pgb="ja", zwaarte="1")
    assert not true_for(condition, zwaarte="6", pgb_bekwaam="ja")
    assert not true_for("(wil_pgb or zwaarte > 5) and not pgb_bekwaam", wil_pgb="ja")


def test_a_list_of_lines_holds_when_every_line_holds():
    """Lines are joined by ``and`` as wholes: an ``or`` stays within its own line."""
    lines = ["wil_pgb or zwaarte > 5", "leeftijd >= 18"]
    assert true_for(lines, wil_pgb="ja")
    assert not true_for(lines, wil_pgb="ja", leeftijd="17")
    assert parse(["wil_pgb"], WORLD) == parse("wil_pgb", WORLD)


def test_the_tree_is_small_and_knows_its_source():
    """A condition is a plain tree in which every node can show the words it came from."""
    condition = parse("zwaarte > 3 and (wil_pgb or leefdomein in {wonen})", WORLD)
    more, either = condition.expression.parts
    assert condition.expression == And(
        (
            Comparison(">", FactValue("zwaarte", WORLD.index("zwaarte")), Constant(3)),
            Or(
                (
                    BoolFact("wil_pgb", WORLD.index("wil_pgb")),
                    Membership(FactValue("leefdomein", WORLD.index("leefdomein")), (4,)),
                )
            ),
        )
    )
    assert condition.text(more) == "zwaarte > 3"
    assert condition.text(either) == "(wil_pgb or leefdomein in {wonen})"
    assert [condition.text(part) for part in either.parts] == ["wil_pgb", "leefdomein in {wonen}"]


def test_three_that_are_joined_find_all_their_words():
    """From the first to the last, however many there are."""
    three = "wil_pgb and zwaarte > 3 and pgb_bekwaam"
    assert parse(three, WORLD).text(parse(three, WORLD).expression) == three
    either = parse(f"{three} or netwerk > 1 or urgentie == crisis", WORLD)
    assert either.text(either.expression) == either.source
    assert either.text(either.expression.parts[0]) == three


def test_each_side_of_a_comparison_finds_its_own_words():
    """Also when the value stands before its fact, each node knows which word it came from."""
    condition = parse("crisis == urgentie", WORLD)
    assert condition.text(condition.expression.left) == "crisis"
    assert condition.text(condition.expression.right) == "urgentie"


def test_spans_in_a_list_point_into_the_joined_lines():
    """The source of a list is its lines under one another, and every node finds its own words in it."""
    condition = parse(["wil_pgb", "not pgb_bekwaam"], WORLD)
    assert condition.source == "wil_pgb\nnot pgb_bekwaam"
    last = condition.expression.parts[1]
    assert last == Not(BoolFact("pgb_bekwaam", WORLD.index("pgb_bekwaam")))
    assert condition.text(last) == "not pgb_bekwaam"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (
            "zwarte > 3 && leefdomein == shulden en leeftijd < 2,5",
            [
                ("zwarte", "R014", "zwaarte"),
                ("&&", "R006", "and"),
                ("shulden", "R015", "schulden"),
                ("en", "R007", "and"),
                ("2,5", "R003", None),
            ],
        ),
        ("zwarte / 2 > 3", [("zwarte", "R014", "zwaarte"), ("/", "R009", None)]),
        ("urgentei == criss", [("urgentei", "R014", "urgentie"), ("criss", "R015", "crisis")]),
        ("leefdomin in {wonne}", [("leefdomin", "R014", "leefdomein"), ("wonne", "R015", "wonen")]),
        ("max(zwarte, 2) > 3", [("max", "R011", None), ("zwarte", "R014", "zwaarte")]),
        ("(zwaarte > 3 adn wil_pgbb)", [("adn", "R018", "and"), ("wil_pgbb", "R014", "wil_pgb")]),
        ("zwaarte > 3)) and wil_pgb", [(")", "R019", None), (")", "R019", None)]),
        ("zwaarte in {1, 2.5, 3,12}", [("2.5", "R003", None), ("12", "R031", None)]),
    ],
)
def test_all_problems_are_shown_at_once(written, found):
    """After a mistake reading goes on, so that the reader repairs a condition in one round."""
    assert problems(written) == found


@pytest.mark.parametrize(
    ("written", "at", "code", "suggestion"),
    [
        ("Zwaarte > 3", "Zwaarte", "R014", "zwaarte"),
        ("wil_pgb AND pgb_bekwaam", "AND", "R007", "and"),
        ("niet wil_pgb", "niet", "R007", "not"),
        ("wil_pgb of pgb_bekwaam", "of", "R007", "or"),
        ("urgentie is crisis", "is", "R007", "=="),
        ("!wil_pgb", "!", "R006", "not"),
        ("wil_pgb || pgb_bekwaam", "||", "R006", "or"),
        ("zwaarte ≥ 3", "≥", "R008", ">="),
        ("zwaarte <> 3", "<>", "R008", "!="),
        ("zwaarte === 3", "===", "R008", "=="),
        ("urgentie == “crisis”", "“crisis”", "R002", "crisis"),
        ("urgentie == 'crisis", "'", "R001", None),
        ("zwaarte > 1.000", "1.000", "R003", None),
        ("zwaarte > 1e3", "1e3", "R004", None),
        ("zwaarte in (2,5)", "(", "R021", None),
        ("zwaarte > (2,5)", "2,5", "R003", None),
        ("zwaarte > " + "9" * 30, "9" * 30, "R013", None),
        ("99999999 * (99999999999 * zwaarte) > 3", "99999999 * (99999999999 * zwaarte)", "R013", None),
        ("0 * (2000000000000 * zwaarte) == 0", "(2000000000000 * zwaarte)", "R013", None),
        ("1000001 * drempel_licht > 3", "1000001 * drempel_licht", "R013", None),
        ("zwaarte > 1000000000001", "1000000000001", "R013", None),
        ("zwaarte ** 2 > 3", "**", "R010", None),
        ("drempel_licht * zwaarte > 3", "drempel_licht * zwaarte", "R010", None),
        ("zwaarte % 2 == 1", "%", "R009", None),
        ("bewoner.leeftijd > 18", "bewoner.leeftijd", "R012", "leeftijd"),
        ("één_gezin and wil_pgb", "één_gezin", "R014", None),
        ("zwaarte == hoog", "hoog", "R016", "urgentie == hoog"),
        ("hoog", "hoog", "R016", "urgentie == hoog"),
        ("zwaarte in {wonen}", "wonen", "R016", "leefdomein == wonen"),
        ("and wil_pgb", "and", "R017", None),
        ("zwaarte == == 3", "==", "R017", None),
        ("leefdomein in {wonen, , contact}", ",", "R017", None),
        ("wil_pgb, pgb_bekwaam", ",", "R018", "wil_pgb and pgb_bekwaam"),
        ("leefdomein in {contact wonen}", "wonen", "R018", None),
        ("leefdomein in {contact, wonen", "{", "R019", None),
        ("", "", "R020", None),
        ([], "", "R020", None),
        (["wil_pgb", "  "], "  ", "R020", None),
        ("leefdomein in contact", "contact", "R021", None),
        ("leefdomein in {}", "{", "R021", None),
        ("leefdomein in [contact]", "[", "R021", None),
        ("zwaarte in {netwerk}", "netwerk", "R021", None),
        ("leefdomein in {fiets, huishouden}", "fiets", "R015", None),
        ("zwaarte < 3 == netwerk", "zwaarte < 3 == netwerk", "R023", None),
        ("x" * 5000, "x" * 5000, "R024", None),
        ("not " * 41 + "wil_pgb", "not " * 41 + "wil_pgb", "R024", None),
        ("wil_pgb\n", "\n", "R025", None),
        ("3 and wil_pgb", "3", "R026", None),
        ("drempel_licht", "drempel_licht", "R026", None),
        ("wil_pgb != true", "wil_pgb != true", "R027", "not wil_pgb"),
        ("wil_pgb > 3", "wil_pgb", "R027", None),
        ("(zwaarte > 3) == 2", "(zwaarte > 3)", "R027", None),
        ("zwaarte + wil_pgb > 2", "wil_pgb", "R027", None),
        ("leefdomein == zwaarte", "zwaarte", "R029", None),
        ("leefdomein == urgentie", "urgentie", "R029", None),
        ("urgentie + 1 > 2", "urgentie", "R029", None),
        ("zwaarte + leeftijd > 9", "leeftijd", "R030", None),
        ("leeftijd > drempel_licht", "drempel_licht", "R030", None),
        ("zwaarte >= 11", "11", "R031", None),
        ("-1 < zwaarte", "-1", "R031", None),
        ("zwaarte + netwerk < 21", "21", "R031", None),
        ("zwaarte - 20 > netwerk", "zwaarte - 20 > netwerk", "R031", None),
        ("pgb_kosten > 50001", "50001", "R031", None),
        ("2 + 3 in {5}", "2 + 3", "R032", None),
    ],
)
def test_each_mistake_is_found_where_it_is(written, at, code, suggestion):
    """A mistake gives one problem, with its place, its stable code and the nearest word that is right."""
    assert problems(written) == [(at, code, suggestion)]


@pytest.mark.parametrize(
    ("written", "truth", "limits"),
    [
        ("zwaarte < 11", "altijd", "'zwaarte' ligt tussen 0 en 10"),
        ("zwaarte <= 11", "altijd", "'zwaarte' ligt tussen 0 en 10"),
        ("zwaarte != 11", "altijd", "'zwaarte' ligt tussen 0 en 10"),
        ("zwaarte > -1", "altijd", "'zwaarte' ligt tussen 0 en 10"),
        ("11 >= zwaarte", "altijd", "'zwaarte' ligt tussen 0 en 10"),
        ("zwaarte == 11", "nooit", "'zwaarte' ligt tussen 0 en 10"),
        ("zwaarte > 11", "nooit", "'zwaarte' ligt tussen 0 en 10"),
        ("11 < zwaarte", "nooit", "'zwaarte' ligt tussen 0 en 10"),
        ("zwaarte in {11}", "nooit", "'zwaarte' ligt tussen 0 en 10"),
        ("zwaarte - netwerk < -10 - 1", "nooit", "'zwaarte - netwerk' ligt tussen -10 en 10"),
        ("-2 * zwaarte > 1", "nooit", "'-2 * zwaarte' ligt tussen -20 en 0"),
        ("pgb_kosten > 60000", "nooit", "'pgb_kosten' ligt tussen 0 en 50000"),
    ],
)
def test_a_comparison_without_a_choice_says_which_way_it_always_goes(written, truth, limits):
    """The message tells whether it is always or never so, and between which written values the fact lies."""
    with pytest.raises(ConditionError) as caught:
        parse(written, WORLD)
    assert [problem.text.nl for problem in caught.value.problems] == [f"dit is {truth} waar: {limits}"]


def test_the_largest_and_deepest_that_may_be_written():
    """The limits themselves are allowed; one step further is not."""
    parse("1000000 * drempel_licht > 1000000000000 * zwaarte", WORLD)
    for deepest in (
        "not " * 39 + "wil_pgb",
        "(" * 40 + "wil_pgb" + ")" * 40,
        "zwaarte" + " + 0" * 38 + " > 3",
    ):
        parse(deepest, WORLD)
    for deeper in (
        "not " * 40 + "wil_pgb",
        "(" * 41 + "wil_pgb" + ")" * 41,
        "zwaarte" + " + 0" * 39 + " > 3",
    ):
        assert [code for _, code, _ in problems(deeper)] == ["R024"]


def test_brackets_beside_one_another_are_not_deep():
    """Depth is what lies inside one another; a long row of brackets, signs and sets is only long."""
    row = " and ".join(["(not wil_pgb or -zwaarte < 0 or leefdomein in {contact, wonen})"] * 50)
    assert true_for(row)


@pytest.mark.parametrize("edge", ["zwaarte >= 0", "zwaarte <= 10", "zwaarte < 10", "zwaarte == 0"])
def test_the_ends_of_a_range_may_be_written(edge):
    """Only a number outside the range is refused; the ends themselves are ordinary values."""
    parse(edge, WORLD)


def test_a_parameter_may_change_so_its_comparisons_are_never_called_the_same():
    """A comparison with a parameter is not decided by what the parameter is today."""
    parse("zwaarte > draagkracht", WORLD)
    parse("drempel_licht > 2", WORLD)


def test_problems_of_a_list_name_the_line():
    """In a list of lines, a problem knows its line and its place in that line."""
    with pytest.raises(ConditionError) as caught:
        parse(["wil_pgb", "  zwarte > 3", "zwaarte >"], WORLD)
    assert [(p.line, p.start, p.end) for p in caught.value.problems] == [(1, 2, 8), (2, 9, 9)]


def test_a_problem_becomes_a_letter_with_a_place_in_a_file():
    """A problem and the mark of its line make a located problem; on its own it says its column."""
    with pytest.raises(ConditionError) as caught:
        parse("zwarte > 3", WORLD)
    (problem,) = caught.value.problems
    placed = problem.at(Mark("regels.yaml", 7, 12))
    assert placed.say("en") == (
        "regels.yaml:7:12: R014 'zwarte' is neither a fact nor a parameter (did you mean 'zwaarte'?)"
    )
    assert problem.say() == "1:1: R014 'zwarte' is geen feit en geen parameter (bedoelde u 'zwaarte'?)"
    assert caught.value.text.nl == problem.say()


def test_of_one_condition_at_most_twenty_problems_are_shown():
    """A page of errors helps nobody."""
    assert len(problems(" and ".join(f"woord_{number}" for number in range(100)))) == 20


def test_two_facts_with_the_same_words_can_be_compared():
    """An ordered fact may be compared with another one that has the same values."""
    names = ("urgentie", "eerder")
    facts = tuple(fact(f"{name}: ordered {{laag, middel, hoog}} typical laag") for name in names)
    condition = parse("urgentie > eerder", Vocabulary(facts))
    assert holds(condition.expression, [2, 1], {})
    assert not holds(condition.expression, [1, 1], {})

"""The mechanisms by themselves: what each answer to each question says, and how its keys are described."""

from __future__ import annotations

import inspect
import math
import re
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruwaard_sim.agents.procedure import Meaning, Step, work
from ruwaard_sim.agents.steering import Shift
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.mechanisms.contribution import ByLaw, Waived
from ruwaard_sim.mechanisms.decides import HANDLINGS, Municipality, Team
from ruwaard_sim.mechanisms.formal import Officials
from ruwaard_sim.mechanisms.keys import Number, key_of
from ruwaard_sim.mechanisms.pays import Lumpsum, Output, OwnStaff, Production, Subsidy
from ruwaard_sim.mechanisms.reservation import Inside, Outside
from ruwaard_sim.mechanisms.staffing import Fixed, FollowsDemand, Function, Substitutes, WithinBudget
from ruwaard_sim.mechanisms.surplus import Division, InProportion, Reinvest, Remainder, Returned
from ruwaard_sim.mechanisms.when_full import Switch, Wait
from ruwaard_sim.units import UNITS

ANSWERS = [(name, word, cls) for name, question in QUESTIONS.items() for word, cls in question.answers.items()]
FORMAL = {
    "officials": "ambtenaren.dossiers", "investigation": 420.0, "investigation_pace": 96.0, "decision": 180.0,
    "decision_pace": 120.0, "objections": 0.01, "lodge_within": 42.0, "objection": 720.0, "objection_pace": 90.0,
    "upheld": 0.3, "upheld_points": 2.0,
}  # fmt: skip
OFFICIALS = Officials(**FORMAL)
MUNICIPALITY = Municipality(officials="ambtenaren.dossiers", desk=90.0, desk_pace=90.0)
TEAM = Team(
    access="team.toegang", talk=120.0, talk_pace=240.0, meeting={"team.toegang": 300.0, "ggd.overleg": 180.0},
    invitation=4.0, meeting_spread=14.0,
)  # fmt: skip


@pytest.mark.parametrize(("question", "word", "cls"), ANSWERS)
def test_every_answer_describes_itself(question: str, word: str, cls: type) -> None:
    """Every answer has a title and a description in both languages, and every key a known dimension."""
    assert is_dataclass(cls)
    assert cls.title.nl
    assert cls.title.en
    dimensions = {unit.dimension for unit in UNITS.values()}
    for one in fields(cls):
        key = key_of(one)
        assert key.text.nl
        assert key.text.en
        assert key.number is None or key.number.dimension in dimensions, (question, word, one.name)


@pytest.mark.parametrize(("question", "word", "cls"), ANSWERS)
def test_every_answer_says_in_dutch_what_it_assumes(question: str, word: str, cls: type) -> None:
    """In a text of its own, of one to four whole sentences, that is not the English one nor that of another answer."""
    assert "in_dutch" in vars(cls), f"{question}.{word} says what the answer it is made from says"
    said = cls.in_dutch
    assert said not in [other.in_dutch for _, _, other in ANSWERS if other is not cls]
    assert 30 <= len(said) <= 420
    assert said == " ".join(said.split())
    assert re.match("[A-ZÉ]", said)
    assert said.endswith(".")
    assert len(re.findall(r"\.(?= [A-ZÉ]|$)", said)) <= 4
    assert said != inspect.getdoc(cls)
    assert not {"the", "and", "what", "which", "who", "with", "by", "for"} & set(re.findall(r"\w+", said.casefold()))
    assert not {sign for sign in "`*_" if sign in re.sub(r"goed_voorbeeld|in_het_kort|eigen_huis_2016", "", said)}


@pytest.mark.parametrize(("question", "word", "cls"), ANSWERS)
def test_both_languages_name_the_same_places_in_the_law_and_the_wijkkader(question: str, word: str, cls: type) -> None:
    """What an answer cites in Dutch, its docstring cites too."""
    cited = set(re.findall(r"§\d(?:\.\d)?|\b\d\.\d\.\d\b|\b\d:\d\b|\b[a-z]+_[a-z_]+\w*|snelkookpan", cls.in_dutch))
    english = (inspect.getdoc(cls) or "").replace("2.3.2-2.3.5", "2.3.2 2.3.5")
    assert {place for place in cited if place not in english} == set()


@pytest.mark.parametrize(("question", "word", "cls"), ANSWERS)
def test_no_key_goes_beyond_what_it_means(question: str, word: str, cls: type) -> None:
    """A share is at most all of it, zwaarte has ten points, and a year twelve months; only growth may be negative."""
    most = {"share": 1, "points": 10, "count": 12}
    for one in fields(cls):
        form = key_of(one).form
        if isinstance(form, Number) and (form.dimension != "count" or form.maximum is not None):
            assert form.maximum == most.get(form.dimension), (question, word, one.name)
            assert form.minimum is None if form.dimension == "growth" else form.minimum >= 0, (question, word, one.name)
            assert form.minimum == 1 or form.dimension != "count", (question, word, one.name)


def test_questions_and_roles_are_named_in_both_languages() -> None:
    """Every question and each of the four roles has a title in Dutch and English."""
    assert set(ROLES) == {"municipality", "welfare", "participant", "other"}
    for text in [*(question.title for question in QUESTIONS.values()), *ROLES.values(), *HANDLINGS.values()]:
        assert text.nl
        assert text.en


@pytest.mark.parametrize(("question", "word", "cls"), ANSWERS)
def test_answers_can_be_compared(question: str, word: str, cls: type) -> None:
    """An answer with the same values is the same answer; it cannot be changed after it was made."""
    made = {"pool": "a.b", "places": "huis", "route": "a", "money by route": {}, "work by pool": {}}
    values = {one.name: made.get(key_of(one).form.word, 0.5) for one in fields(cls)}
    assert cls(**values) == cls(**values)
    for one in fields(cls)[:1]:
        with pytest.raises(AttributeError):
            setattr(cls(**values), one.name, 1.0)


def example(cls: type) -> object:
    """An answer with every key at one, or at a name where a name is asked."""
    values = {"number": 1.0, "work by pool": {"team.hulp": 60.0}, "factor by domain": {"contact": 0.5}}
    values |= {"money by route": {"hulp": 100.0}, "layers": ("algemeen",)}
    return cls(**{field.name: values.get(key_of(field).form.word, "team.hulp") for field in fields(cls)})


@pytest.mark.parametrize(("question", "word", "cls"), ANSWERS)
def test_every_answer_says_what_it_is(question: str, word: str, cls: type) -> None:
    """What an answer says of itself is what it does: bill hours, buy hours, guide volunteers, ask a specialist."""
    answer = example(cls)
    said_and_done = {
        "pays": lambda: (cls.paid_by_the_hour, answer.bill(60.0, 100.0) > 0),
        "surplus": lambda: (cls.buys_hours, answer.spent_on() is not None),
        "release": lambda: (cls.buys_hours, answer.spent_on() is not None),
        "collective": lambda: (cls.guided, answer.hours is not None),
        "outside": lambda: (cls.comes_to_meeting, answer.visit is not None),
        "prevention": lambda: (cls.offered, answer.step is not None),
        "decides": lambda: (cls.meets, any(step.name == "mdo" for step in answer.steps("mdo"))),
    }
    if question in said_and_done:
        said, done = said_and_done[question]()
        assert said == done


# ---------------------------------------------------------------------- who decides


def test_an_investigation_is_work_at_a_pace() -> None:
    """7 hours at 1.6 hours a week is a step of 30.6 days that holds 96 minutes a week of the officials."""
    investigation, decision = OFFICIALS.steps
    assert investigation.asks == (("ambtenaren.dossiers", 96),)
    assert investigation.days == pytest.approx(7 * 420 / 96)
    assert investigation.minutes == pytest.approx(420)
    assert decision.meaning is Meaning.DECISION


def test_the_municipality_needs_nothing_in_a_crisis() -> None:
    """In a crisis there is no procedure; a simple question is answered at the desk, before the files."""
    assert MUNICIPALITY.steps("crisis") == ()
    desk = MUNICIPALITY.steps("direct")[0]
    assert (desk.days, desk.priority) == (7, 0)


def test_a_meeting_asks_all_at_once() -> None:
    """An MDO holds so many minutes a week of every participant at one moment, after the time to invite them."""
    talk, meeting = TEAM.steps("mdo")
    assert talk.days == pytest.approx(3.5)
    assert meeting.asks == (("team.toegang", 150), ("ggd.overleg", 90))
    assert (meeting.days, meeting.notice, meeting.meaning) == (14, 4, Meaning.MEETING)
    assert meeting.minutes == pytest.approx(480)
    assert TEAM.steps("direct") == (talk,)
    assert TEAM.steps("crisis") == ()
    assert TEAM.steps("onderzoek") == MUNICIPALITY.steps("onderzoek")


def test_only_formal_decisions_are_registered_for_certain() -> None:
    """The municipality registers all it grants, the team only what rests on a formal decision."""
    assert all(MUNICIPALITY.registers(handling) for handling in MUNICIPALITY.handlings)
    assert {handling for handling in TEAM.handlings if TEAM.registers(handling)} == {"onderzoek"}


def test_objections_take_hours_of_the_same_officials() -> None:
    """An objection is 12 hours of the officials who decide, eight weeks at an hour and a half a week."""
    objecting = OFFICIALS.objecting
    assert objecting.step.asks == (("ambtenaren.dossiers", 90),)
    assert objecting.step.days == 56
    assert (objecting.share, objecting.lodge_days, objecting.upheld, objecting.points) == (0.01, 42.0, 0.3, 2)


def test_every_handling_has_a_procedure() -> None:
    """Each answer knows the steps of every handling it allows, and all handlings are named."""
    for decides in (MUNICIPALITY, TEAM):
        assert decides.handlings <= HANDLINGS.keys()
        for handling in decides.handlings:
            assert all(isinstance(step, Step) for step in decides.steps(handling))


def test_the_slowest_pace_is_a_minute_a_week() -> None:
    """However slow the pace, a step holds a whole minute a week, and its work stays the same."""
    step = work("onderzoek", "a.b", 10.0, 0.2)
    assert step.asks == (("a.b", 1),)
    assert step.minutes == pytest.approx(10)


# ---------------------------------------------------------------------- who pays


@pytest.mark.parametrize("paid", [1, 2, 3, 4, 6, 12])
def test_instalments_are_spread_over_the_year(paid: int) -> None:
    """A yearly sum comes in so many parts, equally far apart, the odd cents first, and not a cent is lost."""
    parts = Lumpsum(0.0, paid, 0.0).instalments(100_001, 12)
    due = [month for month, cents in enumerate(parts) if cents]
    assert due == list(range(0, 12, 12 // paid))
    assert sum(parts) == 100_001
    assert max(parts) - min(cents for cents in parts if cents) <= 1
    assert parts == sorted(parts, reverse=True) or paid < 12


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10**10), st.integers(1, 12), st.floats(1, 12))
def test_instalments_lose_no_cent(cents: int, months: int, paid: float) -> None:
    """Whatever the sum, the months left and the number of instalments: all is paid, in whole cents."""
    parts = Lumpsum(0.0, paid, 0.0).instalments(cents, months)
    assert len(parts) == months
    assert sum(parts) == cents
    assert all(isinstance(part, int) and part >= 0 for part in parts)
    assert parts[0] == max(parts)


def test_a_lumpsum_rises_with_its_indexation() -> None:
    """A lumpsum grows by its percentage each year; production and own staff have no indexation."""
    assert [Lumpsum(0, 4, 0.02).budget(100_00, year) for year in range(3)] == [100_00, 102_00, 104_04]
    assert Production(0).budget(100_00, 3) == 100_00
    assert OwnStaff(0).budget(100_00, 3) == 0


def test_what_is_paid_afterwards() -> None:
    """Production is hours times tariff, to a cent; a lumpsum, a subsidy and own staff bring nothing for work done."""
    assert Production(0.08).bill(90, 24_50) == 36_75
    assert Production(0).bill(1, 24_50) == round(24_50 / 60)
    assert [pays.bill(90, 24_50) for pays in (Lumpsum(0, 4, 0), Subsidy(0, 4, 0), OwnStaff(0))] == [0, 0, 0]
    assert not any(Production(0).instalments(100_00, 12) + OwnStaff(0).instalments(100_00, 12))


def test_only_a_result_that_was_agreed_has_a_price() -> None:
    """Output pays the price of the kind of help, to a cent; other help and all other ways to pay bring nothing."""
    output = Output(0, {"begeleiding": 5_000_00.4})
    assert (output.result("begeleiding"), output.result("dagbesteding")) == (5_000_00, 0)
    assert [pays.result("begeleiding") for pays in (Lumpsum(0, 4, 0), Production(0), OwnStaff(0))] == [0, 0, 0]


def test_only_a_lumpsum_goes_through_the_joint_budget() -> None:
    """Of the ways to pay only the lumpsum goes in the joint budget, and only own staff is paid as it comes."""
    assert [cls.in_pool for cls in (Lumpsum, Subsidy, Production, OwnStaff)] == [True, False, False, False]
    assert [cls.covers_cost for cls in (Lumpsum, Subsidy, Production, OwnStaff)] == [False, False, False, True]


# ---------------------------------------------------------------------- staff


def test_fixed_staff_is_what_was_said() -> None:
    """Fixed staff has its hours, whatever it could afford and whatever is asked."""
    assert Fixed().first_size(affordable=10, fixed=600, stock=900) == 600
    assert Fixed().review(600, 900, 900) == 600
    assert not Fixed.reviews


def test_within_budget_is_what_money_buys() -> None:
    """Within a budget staff has the hours that money buys, less open posts."""
    assert WithinBudget(0.04).first_size(affordable=1000, fixed=0, stock=5000) == 960
    assert WithinBudget(0.04).review(960, 0, 5000) == 960


def test_following_demand_aims_at_an_occupancy() -> None:
    """It starts with what the clients of now need, and goes towards what is held and waited for, in steps."""
    follows = FollowsDemand(occupancy=0.8, recruitment=56, largest_step=0.1)
    assert follows.first_size(affordable=0, fixed=0, stock=800) == 1000
    assert follows.review(1000, 800, 40) == pytest.approx(1050)
    assert follows.review(1000, 800, 4000) == pytest.approx(1100)
    assert follows.review(1000, 100, 0) == pytest.approx(900)
    assert follows.review(1000, 800, 0) == 1000


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.floats(1, 1e5), st.floats(0, 1e5), st.floats(0, 1e5), st.floats(0.01, 1), st.floats(0, 1))
def test_a_step_is_never_larger_than_allowed(size: float, held: float, wanted: float, full: float, step: float) -> None:
    """In one month staff grows or shrinks by the largest step at most, and never away from the aim."""
    new = FollowsDemand(full, 0, step).review(size, held, wanted)
    aim = (held + wanted) / full
    assert abs(new - size) <= size * step * (1 + 1e-9)
    assert abs(new - aim) <= abs(size - aim) * (1 + 1e-9)


def test_who_has_most_to_spare_gives_first_to_who_is_most_short() -> None:
    """Counted in money: 100 minutes of 60 cents before 150 of 30, and a lack of 200 of 30 before one of 60 of 60."""
    functions = (
        Function("kort", size=60, busy=60, waiting=60, price=60.0, first=60),
        Function("goedkoop", size=250, busy=100, waiting=0, price=30.0, first=250),
        Function("prijzig", size=200, busy=100, waiting=0, price=60.0, first=200),
        Function("lang", size=100, busy=100, waiting=200, price=30.0, first=100),
    )
    moves = Substitutes(0, 1.0, 1.0, 0.1).moves(functions)
    assert moves == [Shift("prijzig", "lang", 100.0, 20.0), Shift("goedkoop", "kort", 120.0, 25.0)]


def test_less_than_a_minute_a_week_does_not_move() -> None:
    """A minute does, and comes from whoever has one."""
    giver = Function("ruim", size=100, busy=0, waiting=0, price=30.0, first=100)
    for short, moved in ((0.99, []), (1.0, [Shift("ruim", "krap", 1.0, 0.0)])):
        getter = Function("krap", size=100, busy=100, waiting=short, price=30.0, first=100)
        assert Substitutes(0, 1.0, 1.0, 0.0).moves([getter, giver]) == moved


# ---------------------------------------------------------------------- the rest


def test_where_a_surplus_goes() -> None:
    """A surplus buys hours in the wijk, but for a buffer; or goes back to who funds it."""
    left = Remainder(own={"a": 100_00, "b": 0}, joint=20_00, put_in={"a": 1000_00, "b": 3000_00})
    assert (Reinvest("team.hulp", 0.2).spent_on(), Returned().spent_on()) == ("team.hulp", None)
    assert Reinvest("team.hulp", 0.2).divide(left) == Division(wijk=100_00, parties={"a": 20_00, "b": 0})
    assert Returned().divide(left) == Division(funders=120_00)


def test_where_nobody_put_anything_in_the_municipality_gets_the_rest() -> None:
    """In proportion to nothing nobody has a claim: after the wijk's tenth all that is left goes to who funds it."""
    left = Remainder(own={}, joint=20_00, put_in={})
    assert InProportion(0.1, "team.hulp").divide(left) == Division(wijk=2_00, funders=18_00)


def test_what_is_set_aside_for_pgb() -> None:
    """A share of the joint budget, to a cent; or nothing."""
    assert Inside(0.05).set_aside([100_10, 50_10]) == [5_00, 2_50]
    assert Outside().set_aside([100_10]) == [0]


def test_what_residents_pay() -> None:
    """By law by income class; or nothing, at which more people ask."""
    law = ByLaw(1.0, 1.0, 1.0, low=120_00, middle=450_00, high=1300_00)
    assert law.yearly() == (120_00, 450_00, 1300_00)
    assert law.demand() == (1.0, 1.0, 1.0)
    assert Waived(1.1, 1.35, 1.7).yearly() == (0.0, 0.0, 0.0)
    assert Waived(1.1, 1.35, 1.7).demand() == (1.1, 1.35, 1.7)


def test_how_long_one_waits_for_one_provider() -> None:
    """For ever; or so long, and then another provider is asked."""
    assert Wait().patience == math.inf
    assert Switch(42.0).patience == 42.0
    assert replace(Switch(42.0), after=7.0).patience == 7.0

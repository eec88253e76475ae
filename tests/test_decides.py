"""Who decides, as mechanisms by themselves: the steps, approvals and first help of each answer, and going to court."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_mechanisms import MUNICIPALITY, TEAM

from ruwaard_sim.agents.procedure import Meaning, Step
from ruwaard_sim.mechanisms.appeal import NoAppeal, ToCourt
from ruwaard_sim.mechanisms.decides import ANSWERS, Board, First, Foundation, Organisations, Professionals
from ruwaard_sim.mechanisms.formal import FORMAL

MEETING = {
    "access": "team.toegang", "talk": 120.0, "talk_pace": 240.0,
    "meeting": {"team.toegang": 300.0, "ggd.overleg": 180.0}, "invitation": 4.0, "meeting_spread": 14.0,
}  # fmt: skip
NETWORK = Organisations(intake={"team.toegang": 120.0, "zorg.overleg": 240.0}, intake_pace=240.0, referral=10.0)
BOARD = Board(**MEETING, threshold=5_000_00.0, every=28.0, approval_work={"team.bestuur": 120.0, "zorg.bestuur": 60.0})
PROFESSIONALS = Professionals(**MEETING, colleague="team.toegang", check=30.0, check_pace=120.0)
FOUNDATION = Foundation(
    coaches="coach.gesprek", talk=120.0, talk_pace=240.0, first_help="kort", enough=0.5, enough_per_point=0.15
)
ALL = (MUNICIPALITY, TEAM, NETWORK, BOARD, PROFESSIONALS, FOUNDATION)


def test_every_answer_is_here() -> None:
    """Each of the answers is tried."""
    assert {type(each) for each in ALL} == set(ANSWERS.values())


@pytest.mark.parametrize("decides", ALL, ids=lambda each: type(each).__name__)
def test_whoever_decides_the_law_holds(decides) -> None:
    """In a crisis nothing comes first; a formal request is for the officials, and is registered."""
    assert {"crisis", FORMAL} <= decides.handlings
    assert decides.steps("crisis") == decides.steps(FORMAL) == ()
    assert decides.registers(FORMAL)
    for handling in ("crisis", FORMAL):
        assert decides.first(handling) is None
        assert decides.approval(handling, 10**12, urgent=False) is None


def test_a_network_has_intakes_in_order() -> None:
    """One intake for a simple question; all of them, with time to refer in between, where several are concerned."""
    first, second = NETWORK.steps("intakes")
    assert NETWORK.steps("direct") == (first,)
    assert (first.asks, first.notice, first.days) == ((("team.toegang", 240),), 0, 3.5)
    assert (second.asks, second.notice, second.days) == ((("zorg.overleg", 240),), 10, 7)


def test_a_board_is_a_team_up_to_an_amount() -> None:
    """The board has the team's steps, and above 5,000 euro a year its own, four weeks apart, unless it is urgent."""
    assert all(BOARD.steps(handling) == TEAM.steps(handling) for handling in TEAM.handlings)
    assert BOARD.approval("direct", 5_000_00, urgent=False) is None
    approval = BOARD.approval("mdo", 5_000_01, urgent=False)
    assert approval is not None
    assert approval.asks == (("team.bestuur", 30), ("zorg.bestuur", 15))
    assert (approval.every, approval.meaning, approval.minutes) == (28, Meaning.MEETING, 180)
    assert BOARD.approval("mdo", 5_000_01, urgent=True) is None


def test_professionals_differ_from_a_team_by_a_colleague() -> None:
    """Half an hour of a colleague after the talk, in the place of a decision; a meeting takes its place."""
    talk, check = PROFESSIONALS.steps("direct")
    assert (talk,) == TEAM.steps("direct")
    assert (check.asks, check.days) == ((("team.toegang", 120),), 1.75)
    assert PROFESSIONALS.steps("mdo") == TEAM.steps("mdo")
    assert replace(PROFESSIONALS, check=0.0).steps("direct") == TEAM.steps("direct")


def test_a_coach_first_helps_where_the_rules_say_so() -> None:
    """After the same talk; how often that is enough falls with zwaarte and stays between none and all."""
    assert FOUNDATION.steps("coach") == FOUNDATION.steps("direct")
    assert FOUNDATION.first("direct") is None
    first = FOUNDATION.first("coach")
    assert first == First("kort", 0.5, 0.15)
    assert [first.enough(severity) for severity in (0, 4, 5, 6, 10)] == pytest.approx([1, 0.65, 0.5, 0.35, 0])


@settings(max_examples=80, derandomize=True, deadline=None)
@given(st.floats(-100, 2000), st.floats(0, 60), st.floats(1, 400))
def test_a_rhythm_keeps_its_days(now: float, notice: float, every: float) -> None:
    """A step with a rhythm begins on one of its days: the first after the notice, never before now."""
    wait = Step("overleg", (), 7.0, notice, every=every).wait(now)
    meetings = (now + wait) / every
    assert abs(meetings - round(meetings)) < 1e-6
    assert wait >= 0
    assert notice - 1e-6 * every <= wait < notice + every * (1 + 1e-6)


def test_without_a_rhythm_a_step_waits_for_its_notice_only() -> None:
    """Whatever the day."""
    assert [Step("mdo", (), 7.0, 4.0).wait(now) for now in (-3.3, 0.0, 1000.1)] == [4.0, 4.0, 4.0]


def test_going_to_court() -> None:
    """Nobody; or a share, with a defence in officials' hours and a court that takes its time."""
    assert NoAppeal().court is None
    court = ToCourt(0.22, 42.0, "ambtenaren.dossiers", 960.0, 120.0, 240.0, 0.08, 2.0).court
    assert court is not None
    assert (court.step.asks, court.step.days) == ((("ambtenaren.dossiers", 120),), 56)
    assert (court.share, court.lodge_days, court.days, court.upheld, court.points) == (0.22, 42, 240, 0.08, 2)

"""Stories about who decides: a network, a board of parties, professionals, a foundation with coaches, and the court."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from small_wijk import MUNICIPALITY, TEAM, Story, live, need, plan, provision, regime, staff

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.appeal import ToCourt
from ruwaard_sim.mechanisms.decides import Board, Foundation, Organisations, Professionals
from ruwaard_sim.plan import Regime

THUIS = provision("thuis", "eigen", stay=14)


def _said(by: Any, cls: type[Any]) -> dict[str, Any]:
    return {field.name: getattr(by, field.name) for field in fields(cls)}


NETWORK = Organisations(
    intake={"team.toegang": 60.0, "zorg.overleg": 120.0, "ggd.overleg": 60.0},
    intake_pace=60.0,
    referral=10.0,
)
"""Intakes of an hour, two hours and an hour, at an hour a week, with ten days between them."""
BOARD = Board(**_said(TEAM, type(TEAM)), threshold=4_000_00.0, every=28.0, approval_work={"zorg.bestuur": 60.0})
"""A board that meets every four weeks and takes an hour for each case that costs more than 4,000 euro a year."""
ALONE = Professionals(**_said(TEAM, type(TEAM)), colleague="team.toegang", check=30.0, check_pace=60.0)
"""A professional who decides after a talk of a week, with a colleague who looks along for half an hour."""
COACHES = Foundation(
    coaches="coach.gesprek",
    talk=60.0,
    talk_pace=60.0,
    first_help="korte_hulp",
    enough=0.5,
    enough_per_point=0.1,
)
"""A coach who talks for a week and then helps; that is enough for half of the questions of zwaarte 5."""


def table_of(*outcomes: tuple[str | None, str]) -> Any:
    """A table of aanpak rules."""
    return regime(THUIS, aanpak=outcomes).aanpak


# ---------------------------------------------------------------------- the network

INTAKES = (("zwaarte > 5", "intakes"), (None, "direct"))


def network(zorg: float = 9) -> Regime:
    """A wijk in which heavy questions go past three organisations."""
    groups = [staff("team", 9, {"toegang": 1.0}), staff("zorg", zorg, {"overleg": 1.0})]
    return regime(THUIS, groups=[*groups, staff("ggd", 9, {"overleg": 1.0})], decides=NETWORK, aanpak=INTAKES)


def test_a_heavy_question_goes_past_every_organisation() -> None:
    """Three intakes, each after ten days of referral: help begins on day 48, where one intake takes a week."""
    story = live(network(), need("a", 0, severity=8), need("b", 0, severity=2))
    assert [step[1:] for step in story.steps() if step[0] == "a"] == [
        ("intake team.toegang", 0, 7), ("intake zorg.overleg", 17, 31), ("intake ggd.overleg", 41, 48),
    ]  # fmt: skip
    assert story.begins() == [("b", "begins", 7), ("a", "begins", 48)]


def test_intakes_take_the_hours_they_take() -> None:
    """An intake of two hours holds two hours of that organisation, and what is told is what was held."""
    story = live(network(), need("a", 0, severity=8), need("b", 3, severity=9))
    held = {pool: used / 7 for pool, used in story.history.pool_hours.items() if used}
    assert held == pytest.approx({"team.toegang": 120, "zorg.overleg": 240, "ggd.overleg": 120})
    told = sum(amount for _, kind, *_, amount in story.history.rows.tolist() if kind == EventKind.STEP_BEGUN)
    assert told == pytest.approx(sum(held.values()))


def test_each_organisation_has_a_line_of_its_own() -> None:
    """Where one organisation has an hour a week, the second resident waits there for the intake of the first."""
    story = live(network(zorg=1), need("a", 0, severity=8), need("b", 0, severity=8))
    assert [step[2] for step in story.steps() if step[0] == "b"] == [0, 31, 55]
    assert story.begins() == [("a", "begins", 48), ("b", "begins", 62)]


def test_who_dies_between_two_intakes_is_not_asked_again() -> None:
    """After a death no organisation does an intake any more."""
    story = live(network(), need("a", 0, severity=8), dies={"a": 12})
    assert [step for _, step, _, _ in story.steps()] == ["intake team.toegang"]


# ---------------------------------------------------------------------- the board


def board(hours: float = 9, **more: Any) -> Regime:
    """A wijk with a board: heavy help of two hours a week costs 5,218 euro a year, light help half of that."""
    care = staff("zorg", 100, {"hulp": 0.9, "bestuur": 0.1}, tariff=50_00.0)
    care = replace(care, fixed=60.0 * (90 + hours), shares=(90 / (90 + hours), hours / (90 + hours)))
    heavy = provision("zwaar", "individueel", {"zorg.hulp": 1.0}, minutes=120, stay=100)
    light = provision("licht", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=100)
    told = {"aanpak": ((None, "direct"),), "routes": (("zwaarte > 5", "zwaar"), (None, "licht"))} | more
    return regime(heavy, light, groups=[staff("team", 9, {"toegang": 1.0}), care], decides=BOARD, **told)


def test_dear_help_waits_for_the_next_meeting_of_the_board() -> None:
    """After a talk of a week, help of 5,218 euro a year begins at the meeting of day 28, and cheaper help at once."""
    story = live(board(), need("a", 0, severity=8), need("b", 0, severity=2))
    assert story.begins() == [("b", "begins", 7), ("a", "begins", 28)]
    assert story.told(EventKind.SUBMITTED) == [("a", "submitted", 7)]
    assert story.steps()[-1] == ("a", "bestuur", 28, 56)
    assert (story.indicator("wait_board"), story.indicator("wait_board_waiting")) == (21, 0)
    amounts = [amount for _, kind, *_, amount in story.history.rows.tolist() if kind == EventKind.SUBMITTED]
    assert amounts == [round(2 * 50_00 * 365.25 / 7)]


def test_who_comes_on_the_day_of_the_meeting_is_in_time() -> None:
    """A case that is put to the board on the day it meets is decided that day; a day later it waits four weeks."""
    story = live(board(), need("a", 21, severity=8), need("b", 22, severity=8))
    assert story.begins() == [("a", "begins", 28), ("b", "begins", 56)]


def test_a_full_agenda_leaves_the_last_for_the_next_meeting() -> None:
    """With a quarter of an hour a week the board deals with one case of an hour in four weeks, in order of coming."""
    story = live(board(hours=0.25), *[need(who, day, severity=8) for day, who in enumerate("abc")])
    assert story.begins() == [("a", "begins", 28), ("b", "begins", 56), ("c", "begins", 84)]


def test_what_is_urgent_does_not_wait_for_the_board() -> None:
    """Who is in a hurry is helped after the talk; who comes into a crisis while waiting for the board that same day."""
    wijk = board(crisis=(0.1,) * 4)
    story = live(wijk, need("a", 0, severity=8, urgency="hoog"), need("b", 0, severity=5 + 1, crisis=1.0))
    assert story.begins() == [("a", "begins", 7), ("b", "begins", 10)]
    assert story.told(EventKind.SUBMITTED, EventKind.CRISIS) == [("b", "submitted", 7), ("b", "crisis", 10)]
    assert [step for who, step, _, _ in story.steps() if who == "b"] == ["gesprek"]


def test_a_formal_decision_is_not_put_to_the_board() -> None:
    """What officials decided on request begins when they decided it, whatever it costs."""
    wijk = board(aanpak=(("wil_beschikking", "onderzoek"), (None, "direct")), beschikking_wish=0.1)
    wijk.staff["ambtenaren"] = staff("ambtenaren", 9, {"dossiers": 1.0})
    story = live(wijk, need("a", 0, severity=8, beschikking=0.05))
    assert story.told(EventKind.DECIDED, EventKind.SUBMITTED, EventKind.BEGUN) == [
        ("a", "decided", 37.625),
        ("a", "begins", 37.625),
    ]


def test_a_pgb_counts_for_what_it_costs() -> None:
    """A pgb at three quarters of the price, 3,913 euro a year, stays below the amount and waits for nobody."""
    story = live(board(pgb_wish=0.1), need("a", 0, severity=8, pgb=0.05), need("b", 0, severity=8))
    assert story.routes() == [("a", "pgb", 7), ("b", "zwaar", 7)]
    assert story.told(EventKind.SUBMITTED) == [("b", "submitted", 7)]


def test_who_leaves_before_the_meeting_is_not_decided_about() -> None:
    """Nothing begins for who moved away before the board met, and the agenda has room for another."""
    story = live(board(hours=0.25), need("a", 0, severity=8), need("b", 1, severity=8), moves={"a": 20})
    assert story.begins() == [("b", "begins", 28)]


# ---------------------------------------------------------------------- the professionals


def alone(decides: Professionals = ALONE) -> Regime:
    """A wijk in which whoever talks decides."""
    groups = [
        staff(name, 9, {task: 1.0}) for name, task in (("team", "toegang"), ("zorg", "overleg"), ("ggd", "overleg"))
    ]
    return regime(THUIS, groups=groups, decides=decides, aanpak=(("zwaarte > 8", "mdo"), (None, "direct")))


def test_a_colleague_looks_along() -> None:
    """After the talk a colleague looks along for half a week; the heaviest questions come to the table."""
    story = live(alone(), need("a", 0), need("b", 0, severity=9))
    assert story.steps() == [
        ("a", "gesprek", 0, 7), ("b", "gesprek", 0, 7), ("a", "collega", 7, 10.5), ("b", "mdo", 11, 18),
    ]  # fmt: skip
    assert story.begins() == [("a", "begins", 10.5), ("b", "begins", 11)]


def test_without_a_colleague_the_talk_is_all() -> None:
    """Where nobody looks along, help begins after the talk."""
    assert live(alone(replace(ALONE, check=0.0)), need("a", 0)).begins() == [("a", "begins", 7)]


# ---------------------------------------------------------------------- the foundation


def foundation(hours: float = 9, **brief: Any) -> Regime:
    """A wijk where coaches first help for six weeks, an hour a week, but not with light questions."""
    korte_hulp = provision("korte_hulp", "algemeen", {"coach.hulp": 1.0}, minutes=60, stay=42, **brief)
    dear = provision("begeleiding", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=100)
    coaches = staff("coach", 9 + hours, {"gesprek": 9 / (9 + hours), "hulp": hours / (9 + hours)})
    return regime(
        dear, korte_hulp,
        groups=[coaches, staff("zorg", 9, tariff=50_00.0)],
        decides=COACHES,
        aanpak=(("zwaarte > 3", "coach"), (None, "direct")),
    )  # fmt: skip


def test_a_coach_first_helps() -> None:
    """After a talk the coach helps six weeks; for one that was enough, the other gets a support worker after it."""
    story = live(foundation(), need("a", 0, enough=0.49), need("b", 0, enough=0.51))
    assert story.about("a")[3:] == [
        ("a", "waits", 7), ("a", "begins", 7), ("a", "ends", 49), ("a", "routed", 49), ("a", "is done", 49),
    ]  # fmt: skip
    assert story.about("b")[3:] == [
        ("b", "waits", 7), ("b", "begins", 7), ("b", "ends", 49), ("b", "routed", 49), ("b", "waits", 49),
        ("b", "begins", 49), ("b", "ends", 149), ("b", "is done", 149),
    ]  # fmt: skip
    assert story.routes() == [("a", "korte_hulp", 49), ("b", "begeleiding", 49)]


def test_a_light_question_needs_no_coach() -> None:
    """Where the rules do not say so the coach does not help first."""
    assert live(foundation(), need("a", 0, severity=3)).routes() == [("a", "begeleiding", 7)]


@pytest.mark.parametrize(("severity", "luck", "route"), [(4, 0.59, "korte_hulp"), (8, 0.21, "begeleiding")])
def test_brief_help_is_less_often_enough_for_heavier_questions(severity: int, luck: float, route: str) -> None:
    """Of zwaarte 4 it is enough for six in ten, of zwaarte 8 for two in ten."""
    assert live(foundation(), need("a", 0, severity=severity, enough=luck)).routes() == [("a", route, 49)]


def test_a_wait_ends_when_the_coach_begins() -> None:
    """Help of the coach is help, a week after the question; the wait for a support worker begins when one is asked."""
    story = live(foundation(), need("a", 0, "begeleiding", enough=0.4), need("b", 0, "begeleiding", enough=0.6))
    assert story.indicator("wait_help") == 7
    assert story.indicator("wait_guidance") == 0
    assert story.indicator("route_algemeen") == story.indicator("route_individueel") == 0.5
    assert story.indicator("brief_enough") == pytest.approx(365.25 / 365)


def test_coaches_have_so_many_hours() -> None:
    """Where coaches have an hour a week for help, the second waits until the first is done."""
    story = live(foundation(hours=1), need("a", 0, enough=0.4), need("b", 1, enough=0.4))
    assert story.begins() == [("a", "begins", 7), ("b", "begins", 49)]
    assert story.history.pool_hours["coach.hulp"] == pytest.approx(60 * 2 * 42)


def test_what_was_enough_may_not_last() -> None:
    """After brief help that was enough the need may come back, and the coach helps again."""
    wijk = foundation(relapse=0.2, gap=100)
    story = live(wijk, need("a", 0, enough=0.1, relapse=0.1, gap=0.5, again=({"enough": 0.9},)))
    assert story.told(EventKind.RETURNED, EventKind.BEGUN) == [
        ("a", "begins", 7), ("a", "returns", 99), ("a", "begins", 106), ("a", "begins", 148),
    ]  # fmt: skip


def test_help_of_a_coach_ends_with_who_leaves() -> None:
    """Who moves away while a coach helps is sent nowhere else."""
    story = live(foundation(), need("a", 0, enough=0.9), moves={"a": 30})
    assert story.about("a")[-2:] == [("a", "ends", 30), ("a", "moves", 30)]


def test_under_a_new_regime_the_coach_finishes() -> None:
    """Who is helped by a coach when the officials take over is sent on by the rules of then."""
    old = foundation()
    new = replace(old, start=20.0, decides=MUNICIPALITY, aanpak=table_of((None, "crisis")))
    story = live(plan(old, new), need("a", 0, enough=0.9), need("b", 30))
    assert story.routes() == [("b", "begeleiding", 30), ("a", "begeleiding", 49)]


# ---------------------------------------------------------------------- the court

COURT = ToCourt(
    share=0.22, lodge_within=42.0, officials="ambtenaren.dossiers", defence=60.0, defence_pace=60.0, court_takes=100.0,
    upheld=0.08, upheld_points=2,
)  # fmt: skip
REJECTED = {"object": 0.0, "lodge": 0.5, "upheld": 0.5}
"""An objection after 21 days, two weeks of work, turned down."""
TURNED_DOWN = 37.625 + 21 + 14


def court(hours: float = 9) -> Regime:
    """A wijk where officials decide, and some go to court."""
    light, heavy = provision("thuis", "eigen", stay=300), provision("begeleiding", "specialist", stay=300)
    return regime(
        light, heavy,
        groups=[staff("ambtenaren", hours, {"dossiers": 1.0})],
        aanpak=((None, "onderzoek"),),
        routes=(("zwaarte >= 7", "begeleiding"), (None, "thuis")),
        appeal=COURT,
    )  # fmt: skip


def _appeals(story: Story) -> list[tuple[str, str, float]]:
    return story.told(EventKind.REJECTED, EventKind.APPEALED, EventKind.APPEAL_UPHELD, EventKind.APPEAL_REJECTED)


def test_some_go_to_court() -> None:
    """After an objection was turned down: three weeks to lodge, a week of defence, a hundred days for the court."""
    story = live(court(), need("a", 0, **REJECTED, appeal=0.21), need("b", 0, **REJECTED, appeal=0.23))
    assert _appeals(story) == [
        ("a", "rejected", TURNED_DOWN), ("b", "rejected", TURNED_DOWN), ("a", "appeals", TURNED_DOWN + 21),
        ("a", "court rejects", TURNED_DOWN + 21 + 7 + 100),
    ]  # fmt: skip
    assert story.routes() == [("a", "thuis", 37.625), ("b", "thuis", 37.625)]
    assert story.indicator("appeals") == pytest.approx(365.25 / 365)


def test_the_court_upholds() -> None:
    """An appeal that is upheld makes the need weigh two points more, and the rules give other help."""
    story = live(court(), need("a", 0, **REJECTED, appeal=0.1, court=0.07))
    judged = TURNED_DOWN + 21 + 7 + 100
    assert _appeals(story)[-1] == ("a", "court upholds", judged)
    assert story.routes() == [("a", "thuis", 37.625), ("a", "begeleiding", judged)]


def test_nobody_appeals_who_won_or_left() -> None:
    """Who was put in the right does not go to court, nor who moved away after losing."""
    won = need("a", 0, object=0.0, lodge=0.5, upheld=0.0, appeal=0.0)
    story = live(court(), won, need("b", 0, **REJECTED, appeal=0.0), moves={"b": 80})
    assert story.told(EventKind.APPEALED) == []


def test_a_defence_takes_hours_from_files() -> None:
    """While one official writes the defence the file of another waits."""
    asked = need("b", TURNED_DOWN + 22)
    quiet = live(court(1.6), need("a", 0, **REJECTED), asked)
    story = live(court(1.6), need("a", 0, **REJECTED, appeal=0.0), asked)
    assert [one.steps()[-2][2] for one in (quiet, story)] == [TURNED_DOWN + 22, TURNED_DOWN + 21 + 7]


def test_a_judgment_may_come_when_the_resident_is_gone() -> None:
    """The court judges all the same, and nothing begins."""
    story = live(court(), need("a", 0, **REJECTED, appeal=0.0, court=0.0), moves={"a": 120})
    assert _appeals(story)[-1][1:] == ("court upholds", TURNED_DOWN + 128)
    assert len(story.begins()) == 1

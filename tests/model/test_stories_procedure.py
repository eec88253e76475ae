"""Stories about procedures: investigations, decisions and objections, meetings, relapse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_wijk import MUNICIPALITY, OFFICIALS, TEAM, live, need, plan, provision, regime, staff

from ruwaard_sim.event_log import EventKind

THUIS = provision("thuis", "eigen", stay=14)


def officials(hours: float, *provisions, **more):
    """A wijk where officials, with so many hours a week, investigate every question."""
    told = {"aanpak": ((None, "onderzoek"),)} | more
    return regime(*(provisions or (THUIS,)), groups=[staff("ambtenaren", hours, {"dossiers": 1.0})], **told)


def test_an_investigation_takes_the_days_its_hours_take() -> None:
    """7 hours at 1.6 hours a week take 30.6 days, and the decision of an hour takes one week more."""
    story = live(officials(1.6), need("a", 0))
    days = 7 * 7 / 1.6
    assert story.steps() == [
        ("a", "onderzoek", 0, pytest.approx(days)),
        ("a", "beschikking", pytest.approx(days), pytest.approx(days + 7)),
    ]
    assert story.told(EventKind.DECIDED, EventKind.BEGUN) == [("a", "decided", 37.625), ("a", "begins", 37.625)]


def test_files_wait_for_officials() -> None:
    """Two files on the desk of one official: the second is taken up when there are hours for it."""
    story = live(officials(1.6), need("a", 0), need("b", 1))
    assert [(who, step, start) for who, step, start, _ in story.steps()] == [
        ("a", "onderzoek", 0),
        ("a", "beschikking", 30.625),
        ("b", "onderzoek", 37.625),
        ("b", "beschikking", 68.25),
    ]


def test_a_question_at_the_desk_needs_no_decision() -> None:
    """A simple question is answered at the desk in its half hour a week, and nothing is decided."""
    story = live(officials(1, aanpak=((None, "direct"),)), need("a", 0))
    assert story.told() == [
        ("a", "asks", 0), ("a", "step", 0), ("a", "done", 7), ("a", "routed", 7), ("a", "waits", 7), ("a", "begins", 7),
        ("a", "ends", 21), ("a", "is done", 21),
    ]  # fmt: skip


HEAVY = provision("begeleiding", "specialist", stay=300)
BY_WEIGHT = (("zwaarte >= 7", "begeleiding"), (None, "thuis"))
OBJECTS = {"object": 0.0, "lodge": 0.5}


def test_an_objection_that_is_upheld_is_weighed_two_points_heavier() -> None:
    """After an objection is upheld the need weighs two points more, and the rules give other help."""
    light = provision("thuis", "eigen", stay=200)
    wijk = officials(9, light, HEAVY, routes=BY_WEIGHT)
    story = live(wijk, need("a", 0, **OBJECTS, upheld=0.0))
    decided, lodged, upheld = 37.625, 37.625 + 21, 37.625 + 21 + 14
    assert story.routes() == [("a", "thuis", decided), ("a", "begeleiding", upheld)]
    assert story.told(EventKind.OBJECTED, EventKind.UPHELD, EventKind.BEGUN, EventKind.ENDED) == [
        ("a", "begins", decided), ("a", "objects", lodged), ("a", "upheld", upheld), ("a", "ends", upheld),
        ("a", "begins", upheld),
    ]  # fmt: skip


def test_an_objection_that_is_rejected_changes_nothing() -> None:
    """After an objection is turned down the help goes on as it was; nobody objects twice."""
    wijk = officials(9, provision("thuis", "eigen", stay=200), HEAVY, routes=BY_WEIGHT)
    story = live(wijk, need("a", 0, **OBJECTS, upheld=0.5))
    assert story.told(EventKind.REJECTED, EventKind.BEGUN, EventKind.ENDED) == [
        ("a", "begins", 37.625), ("a", "rejected", 72.625), ("a", "ends", 237.625),
    ]  # fmt: skip
    twice = live(wijk, need("a", 0, **OBJECTS, upheld=0.0))
    assert len(twice.told(EventKind.OBJECTED)) == 1


def test_upheld_while_waiting_for_a_provider() -> None:
    """Who objected while still waiting leaves that line when upheld, and holds none of its hours later on."""
    waits = provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=500)
    wijk = officials(9, waits, HEAVY, routes=(("zwaarte >= 7", "begeleiding"), (None, "hulp")))
    wijk.staff["zorg"] = staff("zorg", 1)
    wijk.provisions["begeleiding"] = provision("begeleiding", "specialist", stay=20)
    story = live(wijk, need("a", 0), need("b", 1, **OBJECTS, upheld=0.0), need("c", 100), need("d", 101))
    assert [who for who, _, _ in story.begins()] == ["a", "b"]
    assert story.about("b")[-3:] == [("b", "begins", 73.625), ("b", "ends", 93.625), ("b", "is done", 93.625)]


def test_an_objection_takes_hours_from_other_files() -> None:
    """The officials who handle an objection investigate nothing else in those hours."""
    wijk = officials(1.6, provision("thuis", "eigen", stay=200))
    quiet = live(wijk, need("a", 0), need("b", 60))
    story = live(wijk, need("a", 0, **OBJECTS), need("b", 60))
    begun = {name: one.steps()[2][2] for name, one in (("quiet", quiet), ("objection", story))}
    assert begun == {"quiet": 60, "objection": 37.625 + 21 + 14}


def test_who_left_does_not_object() -> None:
    """Who has moved away before lodging an objection does not lodge it."""
    story = live(officials(9, provision("thuis", "eigen", stay=200)), need("a", 0, **OBJECTS), moves={"a": 50})
    assert story.told(EventKind.OBJECTED) == []


def test_work_goes_on_when_the_resident_leaves() -> None:
    """An investigation under way is finished when the resident dies, and holds its hours until then."""
    story = live(officials(1.6), need("a", 0), need("b", 1), dies={"a": 10})
    assert story.told(EventKind.STEP_DONE, EventKind.CLOSED)[:2] == [("a", "dies", 10), ("a", "done", 30.625)]
    assert story.steps()[1][:3] == ("b", "onderzoek", 30.625)


MEETING = (("zwaarte > 5", "mdo"), (None, "direct"))


def meeting(zorg: float = 1, ggd: float = 1, team: float = 9, **more):
    """A wijk with a team that meets with a care provider and the GGD about heavy questions."""
    groups = [staff("team", team, {"toegang": 1.0}), staff("zorg", zorg, {"overleg": 1.0})]
    return regime(
        THUIS, groups=[*groups, staff("ggd", ggd, {"overleg": 1.0})], decides=TEAM, aanpak=MEETING, **more
    )  # fmt: skip


def test_a_meeting_after_a_talk_and_an_invitation() -> None:
    """A heavy question: a talk of a week, four days to invite people, and help begins when the meeting is held."""
    story = live(meeting(), need("a", 0, severity=8))
    assert story.steps() == [("a", "gesprek", 0, 7), ("a", "mdo", 11, 18)]
    assert story.begins() == [("a", "begins", 11)]


def test_a_meeting_waits_for_all_and_holds_nothing() -> None:
    """A meeting begins when all professionals have room at one moment; meanwhile those who have room do other work."""
    busy = provision("hulp", "individueel", {"zorg.overleg": 1.0}, minutes=60, stay=60)
    ggd = provision("ggd", "collectief", {"ggd.overleg": 1.0}, minutes=60, stay=2)
    wijk = regime(
        THUIS, busy, ggd,
        groups=list(meeting().staff.values()),
        decides=TEAM,
        aanpak=(("zwaarte > 5", "mdo"), (None, "crisis")),
        routes=(("leefdomein == huishouden", "hulp"), ("leefdomein == begeleiding", "ggd"), (None, "thuis")),
    )  # fmt: skip
    story = live(wijk, need("bezet", 0, "huishouden"), need("a", 1, severity=8), need("b", 5, "begeleiding"))
    assert story.steps()[-1] == ("a", "mdo", 60, 67)
    assert ("b", "begins", 5) in story.begins()


def test_nobody_slips_in_before_a_meeting_that_waits() -> None:
    """Behind a meeting that waits, nobody takes the hours of those who will be at the table."""
    busy = provision("hulp", "individueel", {"zorg.overleg": 1.0}, minutes=60, stay=60)
    ggd = provision("ggd", "collectief", {"ggd.overleg": 1.0}, minutes=30, stay=2)
    wijk = replace(meeting(), provisions=meeting().provisions | {"hulp": busy, "ggd": ggd})
    rules = (("leefdomein == huishouden", "hulp"), ("leefdomein == begeleiding", "ggd"), (None, "thuis"))
    wijk = replace(wijk, routering=regime(THUIS, busy, ggd, routes=rules).routering,
                   aanpak=regime(THUIS, aanpak=(("zwaarte > 5", "mdo"), (None, "crisis"))).aanpak)  # fmt: skip
    story = live(wijk, need("bezet", 0, "huishouden"), need("a", 1, severity=8), need("b", 20, "begeleiding"))
    assert story.steps()[-1] == ("a", "mdo", 60, 67)
    assert story.begins()[-1] == ("b", "begins", 67)


def test_who_dies_before_the_meeting_is_not_met_about() -> None:
    """No meeting is held about someone who died between the talk and the meeting."""
    story = live(meeting(), need("a", 0, severity=8), dies={"a": 9})
    assert [step for _, step, _, _ in story.steps()] == ["gesprek"]


def test_who_wants_a_decision_gets_one_from_the_team_as_well() -> None:
    """Where the team decides, who asks for a formal decision goes the officials' way."""
    wijk = meeting(beschikking_wish=0.1)
    wijk = replace(wijk, aanpak=regime(THUIS, aanpak=(("wil_beschikking", "onderzoek"), *MEETING)).aanpak)
    wijk.staff["ambtenaren"] = staff("ambtenaren", 9, {"dossiers": 1.0})
    story = live(wijk, need("a", 0, beschikking=0.05), need("b", 0))
    assert story.told(EventKind.DECIDED) == [("a", "decided", 37.625)]


def test_a_need_that_comes_back_is_a_new_case() -> None:
    """After help that did not last the need comes back as a new case, each time with the luck dealt for that time."""
    wijk = regime(provision("thuis", "eigen", stay=14, relapse=0.2, gap=100))
    again = ({"relapse": 0.1, "gap": 0.2}, {"relapse": 0.9})
    story = live(wijk, need("a", 0, relapse=0.1, gap=0.5, again=again))
    assert story.told(EventKind.CONTACT, EventKind.RETURNED, EventKind.ENDED) == [
        ("a", "asks", 0), ("a", "ends", 14),
        ("a", "returns", 64), ("a", "asks", 64), ("a", "ends", 78),
        ("a", "returns", 98), ("a", "asks", 98), ("a", "ends", 112),
    ]  # fmt: skip
    assert story.indicator("returned") == pytest.approx(2 * 365.25 / 365)


def test_a_need_comes_back_three_times_at_most() -> None:
    """Luck is dealt for four times; a need that would come back a fourth time does not."""
    wijk = regime(provision("thuis", "eigen", stay=7, relapse=1.0, gap=7))
    always = {"relapse": 0.5}
    story = live(wijk, need("a", 0, relapse=0.5, again=[always] * 3))
    assert len(story.told(EventKind.CONTACT)) == 4


def test_nobody_returns_who_has_left() -> None:
    """A need of someone who moved away does not come back."""
    story = live(regime(provision("thuis", "eigen", relapse=0.2)), need("a", 0, relapse=0.1), moves={"a": 50})
    assert story.told(EventKind.RETURNED) == []


def test_a_crisis_does_not_return_as_one() -> None:
    """A need that began as a crisis comes back as urgent, so that it need not be a crisis for ever."""
    wijk = regime(
        provision("dienst", "crisis", stay=7, relapse=1.0, gap=7), THUIS,
        routes=(("urgentie == crisis", "dienst"), (None, "thuis")),
    )  # fmt: skip
    story = live(wijk, need("a", 0, urgency="crisis", relapse=0.5))
    assert story.routes() == [("a", "dienst", 0), ("a", "thuis", 14)]


def test_outside_the_assignment() -> None:
    """What lies outside the assignment is passed on, and the case is over."""
    story = live(regime(provision("jeugd", "buiten")), need("a", 3))
    assert story.told() == [("a", "asks", 3), ("a", "routed", 3), ("a", "goes outside", 3)]


def test_a_wait_outside_the_wijk() -> None:
    """For a specialist one waits as long as the list outside the wijk is, whatever room there is here."""
    story = live(regime(provision("specialist", "specialist", wait=70, stay=30)), need("a", 0), need("b", 1))
    assert story.begins() == [("a", "begins", 70), ("b", "begins", 71)]


def test_who_leaves_during_the_procedure_is_not_routed() -> None:
    """Who moves away while officials investigate is given no help."""
    story = live(officials(9), need("a", 0), moves={"a": 30})
    assert story.begins() == []
    assert story.told(EventKind.ROUTED) == []


def test_a_file_is_decided_before_another_is_begun() -> None:
    """Officials with room for one file decide on the first before they look into the next."""
    story = live(officials(1.6), need("a", 0), need("b", 1), need("c", 2))
    assert [who for who, _, _, _ in story.steps()][:4] == ["a", "a", "b", "b"]


def test_a_case_in_procedure_escalates_and_its_investigation_goes_first() -> None:
    """Who comes into a crisis while the file lies on the pile has it looked into before older files."""
    wijk = officials(1.6, crisis=(0.1,) * 4)
    calm = live(wijk, need("a", 0), need("b", 1), need("c", 2), need("d", 3))
    story = live(wijk, need("a", 0), need("b", 1), need("c", 2), need("d", 3, crisis=1.0))
    assert story.told(EventKind.CRISIS) == [("d", "crisis", 13)]
    assert next(who for who, _, _, _ in calm.steps() if who in "cd") == "c"
    assert next(who for who, _, _, _ in story.steps() if who in "cd") == "d"


def test_under_a_new_regime_the_old_procedure_goes_on() -> None:
    """An investigation that began under the officials is finished by them after the team has taken over."""
    team = meeting(start=20.0)
    team.staff["ambtenaren"] = staff("ambtenaren", 9, {"dossiers": 1.0})
    old = officials(9)
    for group in ("team", "zorg", "ggd"):
        old.staff[group] = team.staff[group]
    story = live(plan(old, team), need("a", 0), need("b", 21))
    assert [(who, step) for who, step, _, _ in story.steps()] == [
        ("a", "onderzoek"), ("b", "gesprek"), ("a", "beschikking"),
    ]  # fmt: skip
    assert MUNICIPALITY.handlings < TEAM.handlings


@pytest.mark.parametrize(
    ("changed", "days"),
    [({"investigation_pace": 4 * 60.0}, 12.25), ({"investigation": 4 * 60.0}, 17.5), ({"decision": 120.0}, 30.625)],
)
def test_who_asks_after_a_change_of_regime_is_looked_into_at_the_new_pace(
    changed: dict[str, float], days: float
) -> None:
    """The officials stay and work otherwise: the file they have open goes on as it was, the next takes the new time."""
    old = officials(9)
    new = replace(old, start=20.0, formal=replace(OFFICIALS, **changed))
    story = live(plan(old, new), need("a", 10), need("b", 21))
    spent = {(who, step): until - start for who, step, start, until in story.steps()}
    week = 14 if "decision" in changed else 7
    assert spent == pytest.approx(
        {("a", "onderzoek"): 30.625, ("a", "beschikking"): 7, ("b", "onderzoek"): days, ("b", "beschikking"): week}
    )


def test_nothing_weighs_more_than_ten() -> None:
    """A need of 9 points of which an objection is upheld weighs 10 points, not 11."""
    help_ = provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60, per_point=0.1, stay=300)
    wijk = officials(9, help_)
    wijk.staff["zorg"] = staff("zorg", 9)
    story = live(wijk, need("a", 0, severity=9, **OBJECTS, upheld=0.0))
    begun = [amount for _, kind, _, _, _, amount in story.history.rows.tolist() if kind == EventKind.BEGUN]
    assert begun == [84, 90]

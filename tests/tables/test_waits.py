"""Waiting: whose wait is in a mean, who still waits, and who is on time."""

from __future__ import annotations

from math import isnan

import pytest
from hand_made import asks, begins, closes, ends, figure, happens, helped, meets, record, routed

from ruwaard_sim.event_log import End, EventKind


def waits(case: int, asked: float, begun: float | None, route: str = "hulp", **more: object):
    """Asked on one day, helped on another (or not yet)."""
    told = [*asks(case, asked, who=case, **more), *routed(case, asked, route)]
    return told if begun is None else [*told, *begins(case, begun, route)]


def test_the_mean_is_over_waits_that_ended_in_the_period() -> None:
    """A wait counts in the year in which it ended, whole, also when it began before."""
    run = record(waits(0, 10, 20), waits(1, 350, 380), waits(2, -10, 10))
    assert figure(run, "wait_help", "2018") == (10 + 20) / 2
    assert figure(run, "wait_help", "2019") == 30
    assert figure(run, "wait_help") == 20


def test_who_still_waits_is_counted_beside_the_mean() -> None:
    """Who has asked and has neither help nor left is still waiting at the end of the period."""
    run = record(waits(0, 10, None), waits(1, 350, 380), waits(2, 20, None), closes(2, 90, End.MOVED))
    assert figure(run, "wait_help_waiting", "2018") == 2
    assert figure(run, "wait_help_waiting", "2019") == 1
    assert isnan(figure(run, "wait_help", "2018"))


def test_who_left_during_the_year_still_waited_at_the_end_of_the_one_before() -> None:
    """Who moves away in the second year was waiting at the end of the first."""
    run = record(waits(0, 10, None), closes(0, 400, End.MOVED))
    assert [figure(run, "wait_help_waiting", year) for year in ("2018", "2019")] == [1, 0]


@pytest.mark.parametrize("route", ["specialist", "dienst", "hulpmiddel"])
def test_what_the_wijk_does_not_answer_is_not_in_its_waits(route: str) -> None:
    """Waiting for a specialist, a crisis service or an aid is not waiting for the wijk."""
    run = record(waits(0, 10, 90, route), waits(1, 10, None, route))
    assert isnan(figure(run, "wait_help"))
    assert figure(run, "wait_help_waiting") == 0


def test_nine_in_ten_within() -> None:
    """The wait that nine in ten do not exceed."""
    run = record(*(waits(case, 10, 10 + case) for case in range(11)))
    assert figure(run, "wait_help_late") == 9


def test_from_question_to_meeting_to_help() -> None:
    """From question to MDO, and from MDO to the help agreed, for questions that come to the table."""
    told = [*waits(0, 10, 40, handling="mdo"), *waits(1, 10, 12)]
    run = record(told, meets(0, 25))
    assert figure(run, "wait_mdo") == 15
    assert figure(run, "wait_execution") == 15
    assert figure(run, "wait_mdo_waiting") == 0


def test_a_question_that_waits_for_its_meeting() -> None:
    """Only who was to come to the table waits for a meeting."""
    run = record(asks(0, 10, handling="mdo"), asks(1, 10, handling="direct"))
    assert figure(run, "wait_mdo_waiting") == 1
    assert isnan(figure(run, "wait_mdo"))


def test_from_question_to_decision_to_help() -> None:
    """From report to formal decision, and from decision to help."""
    run = record(waits(0, 10, 90, handling="onderzoek"), happens(EventKind.DECIDED, 0, 60))
    assert figure(run, "wait_decision") == 50
    assert figure(run, "wait_after_decision") == 30


def test_the_first_decision_counts() -> None:
    """After an objection the wait is still that for the first decision and the first help."""
    run = record(
        waits(0, 10, 60, handling="onderzoek"), happens(EventKind.DECIDED, 0, 60), ends(0, 200, "hulp")[:1],
        happens(EventKind.DECIDED, 0, 200), begins(0, 200, "pgb"),
    )  # fmt: skip
    assert figure(run, "wait_decision") == 50
    assert figure(run, "wait_help") == 50


def on_time(*told: object) -> float:
    """The share of decisions within eight weeks (56 days)."""
    return figure(record(*told), "decision_on_time", "2018")  # type: ignore[arg-type]


def decided(case: int, asked: float, day: float | None):
    """A question that is to be decided, and the decision."""
    told = asks(case, asked, who=case, handling="onderzoek")
    return told if day is None else [*told, *happens(EventKind.DECIDED, case, day)]


def test_on_time_is_within_the_norm_to_the_day() -> None:
    """A decision on the last day of the term is on time; a day later it is late."""
    assert on_time(decided(0, 10, 66)) == 1
    assert on_time(decided(0, 10, 67)) == 0


def test_who_still_waits_beyond_the_norm_is_late() -> None:
    """A question that is still undecided after the term counts as late."""
    assert on_time(decided(0, 10, 20), decided(1, 10, None)) == 0.5


def test_who_died_within_the_term_is_not_late() -> None:
    """Who dies or moves before the term is over, without a decision, is counted neither as late nor as on time."""
    assert on_time(decided(0, 10, 20), decided(1, 10, None), closes(1, 30, End.DIED)) == 1


def test_who_died_after_the_term_was_late() -> None:
    """Who had no decision by the end of the term was late, also when death came after it."""
    assert on_time(decided(0, 10, 20), decided(1, 10, None), closes(1, 90, End.DIED)) == 0.5


def test_whose_term_ends_later_does_not_count_yet() -> None:
    """A question whose term ends after the period is left out, even when it was decided at once."""
    assert isnan(on_time(decided(0, 340, 350)))


def test_waiting_for_a_provider() -> None:
    """Waiting for domestic help and for guidance counts from asking the provider, by leefdomein."""
    told = [*asks(0, 10, domain="huishouden"), *routed(0, 50, "hulp"), *begins(0, 80, "hulp")]
    other = helped(2, 5, None, "thuis", domain="huishouden")
    run = record(told, asks(1, 10, 1, "begeleiding"), routed(1, 30, "hulp"), other)
    assert figure(run, "wait_hh") == 30
    assert figure(run, "wait_hh_waiting") == 0
    assert figure(run, "wait_guidance_waiting") == 1


def test_executed_within_six_weeks() -> None:
    """Help that begins within 42 days after the MDO is on time."""
    run = record(waits(0, 10, 60, handling="mdo"), meets(0, 20), waits(1, 10, 90, handling="mdo"), meets(1, 20))
    assert figure(run, "execution_on_time") == 0.5
    assert figure(run, "mdo_on_time") == 1

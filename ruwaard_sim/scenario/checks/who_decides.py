"""Checks that the answer to *who decides* fits the scenario: who is at the table, whose money and staff it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.document.node import Loc

AT: Loc = ("mechanisms", "decides")


_SOMEBODY: Mapping[str, tuple[str, str]] = {
    "meeting": ("X062", ""),
    "intake": ("X111", "intake"),
    "approval_work": ("X111", "approval_work"),
}
"""The keys that must name somebody who does the work, with the message where they name nobody."""


def check_decides(check: CheckContext, written: Any) -> None:
    """Note what does not fit in *written*, the mechanisms of a scenario."""
    decides = written.decides
    _somebody(check, decides)
    _meeting(check, decides)
    _joint_budget(check, written)
    if decides.answer == "foundation":
        _coaches(check, decides.coaches)
        _first_help(check, decides.first_help)


def _somebody(check: CheckContext, decides: Any) -> None:
    """A meeting, an intake and a proposal are somebody's work."""
    for key in fields(QUESTIONS["decides"].answers[decides.answer]):
        if key.name in _SOMEBODY and not getattr(decides, key.name):
            code, which = _SOMEBODY[key.name]
            check.note((*AT, key.name), code, which=which)


def _meeting(check: CheckContext, decides: Any) -> None:
    """The work on a meeting takes some time."""
    if not QUESTIONS["decides"].answers[decides.answer].meets:
        return
    if any(number <= 0 for _, number in decides.meeting_spread.numbers_written()):
        check.note((*AT, "meeting_spread"), "X063")


def _joint_budget(check: CheckContext, written: Any) -> None:
    """A board or professionals who decide about a joint budget need one."""
    answers = QUESTIONS["pays"].answers
    answer = written.decides.answer
    if not QUESTIONS["decides"].answers[answer].joint:
        return
    if not any(answers[getattr(written.pays, role).answer].in_pool for role in ROLES):
        check.note((*AT, "answer"), "X112", answer=answer)


def _coaches(check: CheckContext, pool: str) -> None:
    """A foundation of coaches who are officials is not independent."""
    organisation = check.scenario.organisation
    group = organisation.staff.get(pool.partition(".")[0])
    party = None if group is None else organisation.parties.get(group.party)
    if party is not None and party.role == "municipality":
        check.note((*AT, "coaches"), "X113", pool=pool)


def _first_help(check: CheckContext, route: str) -> None:
    """Help that a coach gives before a decision is open to all, and takes the coach's hours."""
    provision = check.scenario.organisation.provisions.get(route)
    if provision is not None and (provision.layer != "algemeen" or provision.by is None):
        check.note((*AT, "first_help"), "X110", route=route)

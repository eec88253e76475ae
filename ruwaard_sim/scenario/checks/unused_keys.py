"""Checks that what is written is used: a key that nothing reads under the answers of this scenario is an error.

Whoever writes a number expects it to count. Each problem stands at the key, and says what to change instead.
"""

from __future__ import annotations

from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.schema.models import ProvisionOf, StaffGroup

EXTRA_BUDGET = "extra_budget"
"""The name of the extra budget in steering rules."""


def check_unused_keys(check: CheckContext) -> None:
    """Note every key that is written for nothing."""
    organisation = check.scenario.organisation
    for name, staff in organisation.staff.items():
        party = organisation.parties.get(staff.party)
        if party is not None:
            _hours(check, ("organisation", "staff", name), staff, party.role)
            _tariff(check, ("organisation", "staff", name), staff, party.role)
    for name, provision in organisation.provisions.items():
        _help(check, ("organisation", "provisions", name), provision)
    _extra_budget(check)


def _hours(check: CheckContext, at: Loc, staff: StaffGroup, role: str) -> None:
    """Posts and hours count where staff is fixed; elsewhere hours follow a budget line, or demand."""
    answer = getattr(check.scenario.mechanisms.staffing, role).answer
    staffing = QUESTIONS["staffing"].answers[answer]
    if staffing.reads_posts:
        return
    for key in ("fte", "productive_hours"):
        if getattr(staff, key) is None:
            continue
        if staffing.reviews:
            check.note((*at, key), "X137", which="demand", key=True, word=key, role=role, answer=answer)
        elif staff.line is None:
            check.note((*at, key), "X137", which="line_missing", key=True, word=key, role=role, answer=answer)
        else:
            part = "others" if role == "other" else "participants"
            check.note((*at, key), "X137", which="line", key=True, word=key, line=staff.line, part=part)


def _tariff(check: CheckContext, at: Loc, staff: StaffGroup, role: str) -> None:
    """A tariff counts where hours are billed, or valued for a pgb or for another party."""
    pays = QUESTIONS["pays"].answers[getattr(check.scenario.mechanisms.pays, role).answer]
    if staff.tariff is None or pays.paid_by_the_hour or role in ("participant", "other"):
        return
    if check.scenario.mechanisms.settlement.answer == "none":
        check.note((*at, "tariff"), "X137", which="tariff", key=True)


def _help(check: CheckContext, at: Loc, provision: ProvisionOf) -> None:
    """What belongs to help by the hours of the wijk, and what to help from elsewhere."""
    in_hours = provision.by is not None and any("." in pool for pool in provision.by.rows)
    unused = []
    if provision.by is not None:
        unused = ["wait"]
    elif provision.layer == "pgb" or provision.amount is None:
        unused = ["notice", "per_point"]
    if provision.by is not None and not in_hours:
        unused.append("per_point")
    if provision.layer == "pgb":
        unused.append("amount")
    for key in unused:
        if getattr(provision, key) is not None:
            which = "by_hours" if key == "wait" else "pgb" if provision.layer == "pgb" else "no_hours"
            check.note((*at, key), "X138", which=which, key=True, word=key)


def _extra_budget(check: CheckContext) -> None:
    """Somebody can spend an extra budget: the stuurgroep by its rules, or the residents."""
    scenario = check.scenario
    if scenario.mechanisms.extra.answer == "none" or scenario.mechanisms.residents.answer != "none":
        return
    rules = scenario.steering
    buys = rules is not None and any(
        action.buy is not None and action.buy.account == EXTRA_BUDGET for action in rules.actions.values()
    )
    if scenario.mechanisms.steers.answer == "none" or not buys:
        check.note(("mechanisms", "extra", "answer"), "X136")

"""Checks that the answers about money go together: payment, staffing, surplus, shortfall and settlement.

Every problem is noted at its place, with a sentence why; nothing is repaired.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.schema.models import Scenario


def check_money(check: CheckContext, *, outside: bool) -> None:
    """Note every pair of answers about money that cannot go together; *outside* the law some of them may."""
    for question in ("surplus", "release"):
        _check_hours_can_be_bought(check, question)
    _check_claim_after_lumpsum(check, outside=outside)
    _check_release_has_reservation(check)
    _check_prices_of_results(check)
    _check_hours_can_move(check)
    _check_settlement_tariffs(check)


def _answer(scenario: Scenario, question: str, role: str | None = None) -> Any:
    """The class of the answer chosen."""
    written = getattr(scenario.mechanisms, question)
    written = written if role is None else getattr(written, role)
    return QUESTIONS[question].answers[written.answer]


def _roles(scenario: Scenario) -> dict[str, list[str]]:
    """The groups of staff of each role there is."""
    parties = scenario.organisation.parties
    groups_of: dict[str, list[str]] = {role: [] for role in ROLES}
    for name, staff in scenario.organisation.staff.items():
        if staff.party in parties:
            groups_of[parties[staff.party].role].append(name)
    return groups_of


def _role_of(scenario: Scenario, pool: str) -> str | None:
    group = pool.partition(".")[0]
    return next((role for role, groups in _roles(scenario).items() if group in groups), None)


def _check_hours_can_be_bought(check: CheckContext, question: str) -> None:
    """Money left over buys hours only of staff whose size follows from money, not from demand."""
    if not _answer(check.scenario, question).buys_hours:
        return
    buys = getattr(check.scenario.mechanisms, question).buys
    role = _role_of(check.scenario, buys)
    if role is not None and _answer(check.scenario, "staffing", role).reviews:
        check.note(("mechanisms", question, "buys"), "X061", buys=buys)


def _check_claim_after_lumpsum(check: CheckContext, *, outside: bool) -> None:
    """Nothing is paid after a lumpsum, but in a variant that says it lies outside what was agreed."""
    if not _answer(check.scenario, "shortfall").pays_afterwards:
        return
    for role in ROLES:
        if _answer(check.scenario, "pays", role).nothing_afterwards:
            check.note(
                ("mechanisms", "shortfall", "answer"), "X120", role=role, severity="warning" if outside else "error"
            )
            return


def _check_release_has_reservation(check: CheckContext) -> None:
    release = _answer(check.scenario, "release")
    if release.needs_reservation and not _answer(check.scenario, "reservation").sets_aside:
        check.note(("mechanisms", "release", "answer"), "X121")


def _check_prices_of_results(check: CheckContext) -> None:
    """A group that is paid by result needs a price for each kind of help that it gives."""
    for role, groups in _roles(check.scenario).items():
        if not groups or not _answer(check.scenario, "pays", role).by_result:
            continue
        priced = getattr(check.scenario.mechanisms.pays, role).prices
        for route in _provisions_of(check.scenario, groups):
            if route not in priced:
                check.note(("mechanisms", "pays", role, "prices"), "X122", route=route, key=True)


def _provisions_of(scenario: Scenario, groups: list[str]) -> Iterator[str]:
    """The provisions that these groups of staff give."""
    for route, provision in scenario.organisation.provisions.items():
        pools = () if provision.by is None else provision.by.rows
        if any(pool.partition(".")[0] in groups for pool in pools):
            yield route


def _check_hours_can_move(check: CheckContext) -> None:
    for role in ROLES:
        paid = _answer(check.scenario, "pays", role)
        if _answer(check.scenario, "staffing", role).substitutes and not paid.fixed_sum:
            word = getattr(check.scenario.mechanisms.pays, role).answer
            check.note(("mechanisms", "staffing", role, "answer"), "X123", word=word)


def _check_settlement_tariffs(check: CheckContext) -> None:
    """Hours delivered for another are settled at the tariff of who delivers them."""
    if check.scenario.mechanisms.settlement.answer == "none":
        return
    for route, provision in check.scenario.organisation.provisions.items():
        pools = () if provision.by is None else tuple(provision.by.rows)
        for pool in pools if len(pools) > 1 else ():
            staff = check.scenario.organisation.staff.get(pool.partition(".")[0])
            if staff is not None and staff.tariff is None:
                check.note(("organisation", "provisions", route, "by", "rows", pool), "X124", pool=pool, key=True)

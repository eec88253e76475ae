"""Laws of money for every answer to every question about it, each on a small copy of the shipped wijkbudget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from wijken import (
    EARMARKED,
    PAYS,
    RELEASE,
    RESERVED,
    SETTLEMENT,
    SETTLES,
    SHORTFALL,
    STAFFING,
    SURPLUS,
    everywhere,
    from_day,
    lived,
    small,
    transfers,
)

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.mechanisms.staffing import Substitutes
from ruwaard_sim.mechanisms.surplus import Remainder
from ruwaard_sim.plan import Regime

EMPTIED = ("gemeente", "wijkbudget", "taak", "pgb_reservering", "reserve", "lumpsum:", "geoormerkt:")
ABOUT = {
    "surplus": SURPLUS, "shortfall": SHORTFALL, "settles": SETTLES, "settlement": SETTLEMENT, "release": RELEASE,
    "reservation": RESERVED, "earmarked": EARMARKED, "pays": PAYS, "staffing": STAFFING,
}  # fmt: skip
EVERY = [(question, answer) for question, answers in ABOUT.items() for answer in answers]
NAMES = [f"{question}-{type(answer).__name__}-{place}" for place, (question, answer) in enumerate(EVERY)]


def choosing(question: str, answer: Any) -> Callable[[Regime], Regime]:
    """A regime with this answer; for who takes part, where each role has its own."""

    def chosen(regime: Regime) -> Regime:
        if not QUESTIONS[question].by_role:
            return replace(regime, **{question: answer})
        staff = {
            name: replace(group, **{question: answer}) if group.role == "participant" else group
            for name, group in regime.staff.items()
        }
        return replace(regime, staff=staff)

    return chosen


def test_every_answer_about_money_is_tried() -> None:
    """No answer that exists is left out of these laws."""
    tried = {(question, type(answer)) for question, answer in EVERY}
    there_are = {(question, cls) for question in ABOUT for cls in QUESTIONS[question].answers.values()}
    assert tried == there_are


@pytest.mark.parametrize("day", [0.0, 200.0])
@pytest.mark.parametrize(("question", "answer"), EVERY, ids=NAMES)
def test_money_is_neither_made_nor_lost(question: str, answer: Any, day: float) -> None:
    """With each answer, from the start or later, the books close and nothing is left in between."""
    ledger = lived(from_day(small("wijkbudget", 0.02), day, choosing(question, answer))).ledger
    balances = [0] * len(ledger.accounts)
    for source, target, cents in zip(ledger.sources, ledger.targets, ledger.cents, strict=True):
        assert cents > 0
        balances[source] -= cents
        balances[target] += cents
    assert sum(balances) == 0
    assert balances == ledger.balances
    left = {name: balances[number] for name, number in ledger.accounts.items() if name.startswith(EMPTIED)}
    assert left == dict.fromkeys(left, 0)


@pytest.mark.parametrize("surplus", SURPLUS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize(
    "left",
    [
        Remainder({"a": 1_00, "b": 0, "c": 33_33}, 7, {"a": 10_00, "b": 20_01, "c": 3}, 5_00),
        Remainder({}, 101, {}, 0),
        Remainder({"a": 1}, 0, {"a": 0}, 0),
    ],
    ids=["three parties", "nobody put in", "one cent"],
)
def test_a_division_is_of_all_that_is_left(surplus: Any, left: Remainder) -> None:
    """Whoever gets what: to the cent all that was left, and nobody gets less than nothing."""
    division = surplus.divide(left)
    assert division.total == left.total
    assert min(division.wijk, division.funders, *division.parties.values(), 0) == 0


@pytest.mark.parametrize("shortfall", SHORTFALL, ids=lambda one: type(one).__name__)
def test_nobody_is_paid_more_than_is_short(shortfall: Any) -> None:
    """What reserve and municipality pay is never more than a party is short, nor more than the reserve has."""
    short = {"a": 10_01, "b": 3}
    for reserve in (0, 4, 5_00, 10_03, 99_99):
        cover = shortfall.covers(short, reserve)
        assert sum(cover.reserve.values()) <= reserve
        for party, cents in short.items():
            assert cover.reserve.get(party, 0) + cover.municipality.get(party, 0) <= cents
        assert 0 <= shortfall.feeds(10_00, reserve) <= 10_00


def test_hours_that_move_are_worth_the_same() -> None:
    """Whatever moves between functions, all hours of a purse together cost what they would cost without moving."""
    plan = small("wijkbudget", 0.1)
    moving = everywhere(plan, choosing("staffing", Substitutes(0.04, 0.9, 0.2, 0.3)))
    still, moved = lived(plan), lived(moving)
    assert (moved.rows[:, 1] == EventKind.RESIZED).sum() > (still.rows[:, 1] == EventKind.RESIZED).sum()
    wages = [
        sum(
            cents
            for _, source, to, cents, _ in transfers(one)
            if (source, to) == ("lumpsum:zorg_deelnemers", "personeel")
        )
        for one in (still, moved)
    ]
    assert wages[0] == pytest.approx(wages[1], rel=0.002)

"""The accounts of a person: worked out by hand for one, and together the books of the wijk."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "model"))
from small_wijk import live, need, plan, provision, regime, staff

from ruwaard_sim.event_log import RunResult
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.ledger import HOUSEHOLDS, INSURERS
from ruwaard_sim.mechanisms.contribution import ByLaw
from ruwaard_sim.mechanisms.pays import Production
from ruwaard_sim.model.deal import Deal, deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan
from ruwaard_sim.tables import Record
from ruwaard_sim.tables.personal import Accounts, Paid

ROUNDING = 300.0
"""Cents: three roundings a month for sixty months, and some to spare."""


@cache
def lived(name: str) -> tuple[Plan, Deal, RunResult]:
    """One run of a shipped variant."""
    made = load_variant(Path(name)).plan
    dealt = deal(made, 2018, 1)
    return made, dealt, simulate(made, dealt)


@cache
def everybody(name: str) -> tuple[Paid, Record]:
    """What all questions of all residents cost in the whole period."""
    made, dealt, history = lived(name)
    run = Record(history, made)
    return Accounts(run, dealt.income).paid(range(run.cases), 0.0, float(made.calendar.days)), run


def paid(history: RunResult, source: str, purpose: str = "") -> float:
    """Cents that left an account."""
    ledger = history.ledger
    rows = zip(ledger.sources, ledger.purposes, ledger.cents, strict=True)
    number = ledger.accounts.get(source, -1)
    return sum(cents for account, why, cents in rows if account == number and why.startswith(purpose))


@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget"])
def test_all_residents_together_cost_the_insurers_what_the_books_say(name: str) -> None:
    """To the cent: every specialist and every crisis is somebody's."""
    assert everybody(name)[0].insurers == paid(lived(name)[2], INSURERS)


@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget"])
def test_all_residents_together_contribute_what_the_books_say(name: str) -> None:
    """But for rounding each month."""
    assert everybody(name)[0].resident == pytest.approx(paid(lived(name)[2], HOUSEHOLDS), abs=ROUNDING)


@pytest.mark.parametrize("name", ["gangbaar", "wijkbudget"])
def test_every_pgb_is_somebodys(name: str) -> None:
    """What is paid to all pgb holders is what was granted to each, for as long as it ran."""
    made, dealt, history = lived(name)
    run = Record(history, made)
    pgb = history.routes.index("pgb")
    holders = run.spells.case[run.spells.route == pgb].tolist()
    assert set(run.spells.route[[case in set(holders) for case in run.spells.case]].tolist()) == {pgb}
    own = Accounts(run, dealt.income).help(holders, 0.0, float(made.calendar.days))
    ledger = history.ledger
    books = sum(cents for why, cents in zip(ledger.purposes, ledger.cents, strict=True) if why == "pgb")
    assert own.municipality + own.resident == pytest.approx(books, abs=ROUNDING)


def test_production_is_what_hours_of_help_are_worth() -> None:
    """In the regular way all providers are paid by the hour: their bills are the help valued at the tariff."""
    made, dealt, history = lived("gangbaar")
    run = Record(history, made)
    billed = [number for number, pool in enumerate(history.pools) if pool.startswith(("hh_", "begeleiding_"))]
    cases = run.spells.case[[pool in billed for pool in run.spells.pool.tolist()]].tolist()
    worth = Accounts(run, dealt.income).help(cases, 0.0, float(made.calendar.days))
    assert worth.municipality + worth.resident == pytest.approx(paid(history, "gemeente", "productie"), rel=1e-4)


# ---------------------------------------------------------------------- one resident


def test_a_year_of_help_is_worth_its_tariff_and_part_of_it_is_paid_by_the_resident() -> None:
    """An hour a week for 14 weeks at 20 euro is 280 euro; of a contribution of 365,25 a year 98 are the resident's."""
    zorg = staff("zorg", 99, pays=Production(0.0), tariff=20_00)
    wijk = regime(
        provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=98, contribution=True),
        groups=[zorg],
        contribution=ByLaw(1.0, 1.0, 1.0, low=365_25, middle=365_25, high=365_25),
    )
    story = live(wijk, need("a", 10))
    found = Accounts(Record(story.history, story.plan), [1]).paid([0], 0, 365)
    assert found == Paid(pytest.approx(280_00 - 98_00), 0, pytest.approx(98_00))
    assert found.together == pytest.approx(280_00)
    half = Accounts(Record(story.history, story.plan), [1]).paid([0], 0, 59)
    assert half.together == pytest.approx(140_00)


def test_hours_without_a_tariff_are_worth_what_they_cost() -> None:
    """Of an employed hour of 54 euro nine tenths are for clients, so such an hour costs 60 euro."""
    wijk = regime(
        provision("hulp", "algemeen", {"zorg.hulp": 1.0}, minutes=60, stay=14),
        groups=[staff("zorg", 99, cost=54_00.0, direct=0.9)],
    )
    story = live(wijk, need("a", 10))
    assert Accounts(Record(story.history, story.plan), [1]).paid([0], 0, 365) == Paid(pytest.approx(120_00))


def test_a_place_in_the_house_and_the_own_network_have_no_price() -> None:
    """The model knows none, and says so rather than guess."""
    wijk = regime(
        provision("huis", "collectief", {"huis": 1.0}),
        provision("thuis", "eigen"),
        places={"huis": 9},
        routes=[("zwaarte > 5", "huis"), (None, "thuis")],
    )
    story = live(wijk, need("a", 10, severity=6), need("b", 10, severity=2))
    assert Accounts(Record(story.history, story.plan), [1, 1]).paid([0, 1], 0, 365) == Paid()


def test_a_crisis_while_waiting_is_paid_by_the_insurers_beside_the_help() -> None:
    """Who waits, has a crisis on day 10 at 4,500 euro; in the year from day 20 on that is past."""
    wijk = regime(
        provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60),
        provision("crisisdienst", "crisis", once=4_500_00, payer="zvw"),
        groups=[staff("zorg", 0)],
        crisis=(0.01,) * 4,
    )
    story = live(plan(wijk, years=2), need("a", 0, crisis=0.1))
    accounts = Accounts(Record(story.history, story.plan), [1])
    assert accounts.paid([0], 0, 365) == Paid(insurers=4_500_00)
    assert accounts.paid([0], 20, 385) == Paid()

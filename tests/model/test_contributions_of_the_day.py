"""Who already has help pays by the rules of the day, however the rules are written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wijken import small

from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan, Regime

HALFWAY = 365.0


def owing(regime: Regime, *, owed: bool, start: float | None = None) -> Regime:
    """The regime in which a contribution is owed for all help, or for none."""
    provisions = {name: replace(provision, contribution=owed) for name, provision in regime.provisions.items()}
    return replace(regime, provisions=provisions, start=regime.start if start is None else start)


def changing(first: bool) -> Plan:
    """A wijk in which a contribution is owed for all help in the *first* year and not after, or the reverse."""
    plan = small("gangbaar")
    before = [owing(regime, owed=first) for regime in plan.regimes if regime.start < HALFWAY]
    after = [owing(regime, owed=not first) for regime in plan.regimes if regime.start >= HALFWAY]
    return replace(plan, regimes=(*before, *(after or [owing(before[-1], owed=not first, start=HALFWAY)])))


def paid(plan: Plan) -> tuple[int, int]:
    """Cents that households contributed for the first year and for the second."""
    ledger = simulate(plan, deal(plan, 1, 1)).ledger
    entries = [
        (day, cents)
        for day, cents, purpose in zip(ledger.days, ledger.cents, ledger.purposes, strict=True)
        if purpose == "eigen bijdrage"
    ]
    return sum(cents for day, cents in entries if day <= HALFWAY), sum(cents for day, cents in entries if day > HALFWAY)


@pytest.mark.parametrize("first", [True, False])
def test_from_the_day_that_rules_change_everybody_pays_or_nobody(first: bool) -> None:
    """Also who had help before that day: nothing is paid in a year in which nothing is owed."""
    plan = changing(first)
    assert {regime.start for regime in plan.regimes} & {HALFWAY}
    years = paid(plan)
    assert (years[0] > 0, years[1] > 0) == (first, not first)

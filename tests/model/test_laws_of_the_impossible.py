"""Who cannot exist by the rules: whoever a run meets of them was counted before it, or stops it."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wijken import everywhere, law, small

from ruwaard_sim.errors import ImpossibleCaseError
from ruwaard_sim.model import dealt_residents
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.dealt_residents import impossible_residents
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Impossible, Plan
from ruwaard_sim.rules import parse
from ruwaard_sim.study.replication_block import run_block
from ruwaard_sim.text import Text

PARTS = st.sampled_from(
    [
        "leeftijd < 18", "leeftijd >= 75", "20 <= leeftijd <= 24", "alleenstaand", "not alleenstaand",
        "inkomen == laag", "netwerk >= 8", "eigen_kracht <= 2", "leefdomein == psychisch", "wil_pgb",
        "leefdomein in {contact, wonen}",
        "not pgb_bekwaam", "wil_beschikking", "terugval >= 1", "not vrij_huis_van_de_wijk", "welbevinden <= 3",
    ]
)  # fmt: skip
"""Conditions about what stays as it was when a question is asked."""
AGAIN = ("terugval >= 1", "leeftijd >= 20")


def excluding(written: str) -> Plan:
    """A small wijk in which whoever is so cannot exist."""
    plan = small("wijkbudget", 0.04)
    condition = parse(written, plan.regimes[0].aanpak.vocabulary)
    impossible = (Impossible("N99", Text("proef", "trial"), condition),)
    return everywhere(plan, lambda regime: replace(regime, impossible=impossible))


@law(6)
@given(st.lists(PARTS, min_size=1, max_size=3, unique=True))
@example(list(AGAIN))
def test_whoever_stops_a_run_was_counted_before_it(parts: list[str]) -> None:
    """The run of what was counted stops only where somebody was counted, at whichever moment it meets them."""
    plan = excluding(" and ".join(parts))
    counted = impossible_residents(plan)
    try:
        simulate(plan, deal(plan, dealt_residents.SEED, dealt_residents.REPLICATION))
    except ImpossibleCaseError:
        assert counted["N99"] > 0


def test_the_law_catches_who_counts_first_questions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A count that takes facts for what they are when first asked misses a question that comes back."""
    monkeypatch.setattr(dealt_residents, "_may_be", lambda describes, facts, *_: describes(facts))
    dealt_residents._count.cache_clear()
    with pytest.raises((AssertionError, KeyError)):
        test_whoever_stops_a_run_was_counted_before_it.hypothesis.inner_test(list(AGAIN))
    dealt_residents._count.cache_clear()


def test_a_run_that_meets_somebody_impossible_stops_with_a_letter() -> None:
    """It says who, when, by which condition and what to change; no replication goes on without them."""
    plan = excluding("leefdomein == schulden and leeftijd >= 30")

    def replicate(plans: dict[str, Plan], seed: int, replication: int) -> list[tuple[str, str, str, float]]:
        simulate(plans["proef"], deal(plans["proef"], seed, replication))
        return []

    with pytest.raises(ImpossibleCaseError) as stopped:
        run_block(replicate, {"proef": plan}, 1, (1, 2), 600)
    said = stopped.value.text.en
    assert "has a question on" in said
    assert "with leefdomein=schulden, leeftijd=" in said
    assert "By rules.cannot_happen.N99 (trial) there is nobody like that" in said
    assert stopped.value.exit_code == 2
    assert pickle.loads(pickle.dumps(stopped.value)).text == stopped.value.text

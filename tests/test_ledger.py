"""The ledger by itself: money moves, whole cents, and all balances add up to zero."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruwaard_sim.ledger import Ledger

NAMES = st.sampled_from(["begroting", "gemeente", "wijkbudget", "partij:zorg"])


def test_a_transfer_takes_what_it_gives() -> None:
    """What one account gives, the other gets; the giver may be overdrawn."""
    ledger = Ledger()
    ledger.transfer(3.0, "begroting", "gemeente", 1050, "budget")
    assert (ledger.balance("begroting"), ledger.balance("gemeente")) == (-1050, 1050)
    assert ledger.closes


def test_every_transfer_is_written_down() -> None:
    """Day, from, to, cents and purpose of every transfer can be read afterwards."""
    ledger = Ledger()
    ledger.transfer(0.0, "a", "b", 5, "een")
    ledger.transfer(1.5, "b", "c", 3, "twee")
    names = list(ledger.accounts)
    assert [names[n] for n in ledger.sources] == ["a", "b"]
    assert [names[n] for n in ledger.targets] == ["b", "c"]
    assert (ledger.days, ledger.cents, ledger.purposes) == ([0.0, 1.5], [5, 3], ["een", "twee"])


def test_an_account_nobody_named_is_empty() -> None:
    """Asking the balance of an unknown account gives 0 and opens none."""
    ledger = Ledger()
    assert ledger.balance("niemand") == 0
    assert ledger.accounts == {}


def test_nothing_leaves_no_trace() -> None:
    """A transfer of nothing is not written down."""
    ledger = Ledger()
    ledger.transfer(0.0, "a", "b", 0, "niets")
    assert ledger.cents == []
    assert ledger.closes


@pytest.mark.parametrize("cents", [-1, 0.5, 10.01, math.nan, math.inf])
def test_an_amount_is_whole_and_not_negative(cents: float) -> None:
    """A negative, broken or endless amount is refused, and nothing has moved."""
    ledger = Ledger()
    with pytest.raises(ValueError, match="whole and not negative"):
        ledger.transfer(0.0, "a", "b", cents, "fout")  # type: ignore[arg-type]
    assert ledger.cents == []


def test_nobody_pays_himself() -> None:
    """An account cannot pay itself."""
    with pytest.raises(ValueError, match="cannot pay itself"):
        Ledger().transfer(0.0, "a", "a", 5, "rond")


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES, st.integers(0, 10**12)), max_size=40))
def test_all_balances_always_add_up_to_zero(moves: list[tuple[str, str, int]]) -> None:
    """After each of any transfers the balances add up to zero and are what the columns say."""
    ledger = Ledger()
    for day, (source, target, cents) in enumerate(moves):
        if source != target:
            ledger.transfer(float(day), source, target, cents, "proef")
        assert ledger.closes
    for name, number in ledger.accounts.items():
        got = sum(c for c, t in zip(ledger.cents, ledger.targets, strict=True) if t == number)
        gave = sum(c for c, s in zip(ledger.cents, ledger.sources, strict=True) if s == number)
        assert ledger.balance(name) == got - gave

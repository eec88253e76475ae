"""A proof that is remembered is the proof that would be made, and costs as much of the effort."""

from __future__ import annotations

import dataclasses
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_world import guarantee_of, table
from small_world import conditions, tables

from ruwaard_sim.rules import Effort, Prover
from ruwaard_sim.rules.proofs import proof_memory
from ruwaard_sim.rules.proofs.proof_memory import MOST_REMEMBERED, proved

GUARANTEES = (
    {"rising": "zwaarte", "table": "t", "order": ["a", "b", "c"]},
    {"neutral": "wil", "tables": ["t"]},
)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    proof_memory.forget()


def proofs(rules, impossible):
    """All that is proved of *rules*, and the steps that are left."""
    effort = Effort()
    prover = Prover(impossible, effort)
    guarantees = [guarantee_of(written, {"t": rules}, f"G{n}") for n, written in enumerate(GUARANTEES)]
    return (prover.table(rules), prover.order(rules), prover.guarantees({"t": rules}, guarantees)), effort.left


@settings(deadline=None, max_examples=6)
@given(st.lists(tables("first", judgement=True), min_size=2, max_size=2), st.lists(conditions(), max_size=1))
def test_a_remembered_proof_is_the_proof_that_would_be_made(both, impossible):
    """Whatever was proved before, verdicts and effort are those of a fresh start."""
    fresh = []
    for rules in both:
        for excluded in ((), tuple(impossible)):
            proof_memory.forget()
            fresh.append(proofs(rules, excluded))
    proof_memory.forget()
    remembered = [proofs(rules, excluded) for _ in range(2) for rules in both for excluded in ((), tuple(impossible))]
    assert remembered == fresh * 2


def test_what_was_given_up_is_not_remembered():
    """A prover without steps does not spoil the answer of the next, and gains nothing from the one before."""
    rules = table("R1: mdo when zwaarte > 3; R2: thuis")
    assert Prover((), Effort(left=0)).table(rules).possible.status == "unknown"
    assert Prover((), Effort()).table(rules).possible.status == "proved"
    assert Prover((), Effort(left=0)).table(rules).possible.status == "unknown"


def test_the_memory_is_bounded():
    """A process that proves for weeks does not grow."""
    for number in range(MOST_REMEMBERED + 3):
        proved(number, Effort(), partial(int, number))
    assert proof_memory.size() == MOST_REMEMBERED
    assert proved(MOST_REMEMBERED, Effort(), lambda: "anew") == MOST_REMEMBERED
    assert proved(0, Effort(), lambda: "anew") == "anew"


def test_other_words_are_another_question():
    """The same rules about facts of another range are proved anew."""
    rules = table("R1: mdo when zwaarte > 3; R2: thuis")
    narrow = tuple(
        dataclasses.replace(fact, maximum=3) if fact.name == "zwaarte" else fact for fact in rules.vocabulary.facts
    )
    other = dataclasses.replace(rules, vocabulary=dataclasses.replace(rules.vocabulary, facts=narrow))
    assert Prover().table(rules).dead == ()
    assert Prover().table(other).dead != ()

"""Remembers the last few thousand proofs of this process, so that the same question is proved once.

A remembered proof costs its *effort* as much as the first time, so that what is proved, and what is given up, never
depends on what was asked before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from ruwaard_sim.rules.proofs.solver import Effort

ProofT = TypeVar("ProofT")

MOST_REMEMBERED: Final = 4_000
"""No more proofs than this are remembered; the one that was not asked for the longest time goes first."""

_proofs: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
"""For each question its proof and the steps it took."""


def proved(question: Hashable, effort: Effort, prove: Callable[[], ProofT]) -> ProofT:
    """The result of *prove*, which spends *effort*; remembered where *question* was proved before.

    *question* is everything that the proof depends on. Where the effort runs out nothing is remembered.
    """
    key = (question, effort.question)
    if key in _proofs:
        proof, steps = _proofs[key]
        if effort.left - steps >= effort.question:
            _proofs.move_to_end(key)
            effort.spend(steps)
            remembered: ProofT = proof
            return remembered
    before = effort.left
    proof = prove()
    if effort.left >= effort.question:
        _proofs[key] = (proof, before - effort.left)
        if len(_proofs) > MOST_REMEMBERED:
            _proofs.popitem(last=False)
    return proof


def size() -> int:
    """The number of proofs remembered."""
    return len(_proofs)


def forget() -> None:
    """Forget every proof, so that the next ones are made afresh."""
    _proofs.clear()

"""The event log: the model's only output. It records what happened and calculates nothing.

A fact is a row of six numbers: the day, the kind, the case, what, who, and an amount. What
these mean for each kind is written at :class:`EventKind`. Figures are made of facts afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from ruwaard_sim.ledger import Ledger


class EventKind(IntEnum):
    """The kinds of fact, with the meaning of *what*, *who* and *amount*."""

    CONTACT = 0
    """A resident asks. what: leefdomein, who: resident, amount: zwaarte."""
    HANDLED = 1
    """How the case will be handled. what: rule of the aanpak table, who: handling."""
    STEP_BEGUN = 2
    """A step of the procedure begins. what: step, amount: minutes of work it will take in all."""
    STEP_DONE = 3
    """That step is finished. what: step."""
    DECIDED = 4
    """A formal decision (beschikking) is given. what: route."""
    ROUTED = 5
    """Where the case goes. what: rule of the routering table (-1: help given first was enough), who: route."""
    ASKED = 6
    """Help is asked of a provider. what: route, who: pool (-1: no pool)."""
    BEGUN = 7
    """Help begins. what: route, who: pool, amount: minutes a week (or places)."""
    ENDED = 8
    """Help ends. what: route, who: pool, amount: minutes a week (or places)."""
    SWITCHED = 9
    """A waiting client goes to another provider. what: route, who: the new pool."""
    CRISIS = 10
    """The situation escalated to a crisis. what: leefdomein."""
    OBJECTED = 11
    """An objection (bezwaar) is lodged."""
    UPHELD = 12
    """The objection is decided in the resident's favour."""
    REJECTED = 13
    """The objection is turned down."""
    CLOSED = 14
    """The case is over. what: :class:`End`."""
    RETURNED = 15
    """The same need comes back after help (relapse). what: the earlier case; a CONTACT of the new case follows."""
    UNREGISTERED = 16
    """This help is not in the municipality's registers (no beschikking, booked otherwise). what: route."""
    STOCK = 17
    """Help already going on when the simulation begins. what: leefdomein, who: resident, amount: zwaarte."""
    OVERSPENT = 18
    """The pgb reservation was empty and the municipality paid. amount: cents."""
    RESIZED = 19
    """A pool's size changes. who: pool, amount: units (minutes a week or places)."""
    STEERED = 20
    """The stuurgroep decides. what: steering rule, who: action, amount: number of the meeting."""
    SUBMITTED = 21
    """A case is put on the agenda of those who meet on fixed days. what: step, amount: cents a year it is about."""
    APPEALED = 22
    """After an objection that was turned down, an appeal (beroep) is lodged with the court."""
    APPEAL_UPHELD = 23
    """The court decides in the resident's favour."""
    APPEAL_REJECTED = 24
    """The court turns the appeal down."""
    REFERRED = 40
    """A case goes elsewhere than the rules say, by a belief. what: route of the rules, who: route it takes."""
    FELT = 41
    """How well a resident feels who asks. who: resident, amount: welbevinden."""
    WISHED = 42
    """A resident who gets individual help asks for a pgb. what: route in kind, amount: 1 if it is granted, else 0."""
    GRANTED = 43
    """A pgb begins. what: route in kind that it replaces, amount: cents a week."""
    ACTIVE = 30
    """A resident who was helped becomes active for others, or rests. who: resident, amount: how many are active now."""
    AVERTED = 31
    """A need stays away that would have been felt without prevention. what: leefdomein, who: resident."""


class End(IntEnum):
    """The ways in which a case can end. A case that has not ended still waits or is still helped."""

    HELPED = 0
    """The help ran its course."""
    OUTSIDE = 1
    """Passed on to what lies outside the assignment (youth care, for one)."""
    MOVED = 2
    """The resident moved away."""
    DIED = 3
    """The resident died."""


Rows = npt.NDArray[np.float64]


class EventLog:
    """Takes down facts in the order in which they happen."""

    __slots__ = ("_flat", "tell")

    WIDTH = 6

    def __init__(self) -> None:
        self._flat: list[float] = []
        self.tell = self._flat.extend
        """Take down one fact: ``tell((day, kind, case, what, who, amount))``."""

    def rows(self) -> Rows:
        """All facts as an array of shape (n, 6), columns as in the row above."""
        return np.array(self._flat, dtype=np.float64).reshape(-1, self.WIDTH)


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run of one variant: the facts, the ledger, and the names behind the numbers."""

    rows: Rows
    """Facts, shape (n, 6)."""
    ledger: Ledger
    domains: tuple[str, ...]
    routes: tuple[str, ...]
    pools: tuple[str, ...]
    steps: tuple[str, ...]
    """The names of the steps; the *what* of STEP_BEGUN, STEP_DONE and SUBMITTED is an index here.

    A procedure is numbered whole when a case is first given it, and what approves of help when help is first put to
    it. So there may be steps here that nobody began: whoever leaves, or is busy when the run ends, comes no further.
    """
    handlings: tuple[str, ...]
    aanpak: tuple[str, ...]
    """Rule ids of the aanpak tables of all regimes; HANDLED's *what* is an index here."""
    routering: tuple[str, ...]
    """Rule ids of the routering tables of all regimes; ROUTED's *what* is an index here."""
    steering: tuple[str, ...]
    """Steering rules of all regimes as ``table.rule``; STEERED's *what* is an index here."""
    actions: tuple[str, ...]
    """Actions of the stuurgroep of all regimes; STEERED's *who* is an index here."""
    pool_hours: dict[str, float]
    """Units x days in use of each pool between the first and the last day."""
    events: int
    """Logical events the model handled."""

"""Protocol of the answers to *how does a party staff itself*, as productive hours. Hires nobody itself.

Everything is in direct minutes a week: what is left for clients after leave, sickness and
administration. What these cost in employed hours is the plan's arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.agents.steering import Shift
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Function:
    """The use of one resource of a party, as seen once a month; all in direct minutes a week."""

    pool: str
    size: float
    busy: float
    """How much was in use, on average since the month before."""
    waiting: float
    """How much those in line ask."""
    price: float
    """Cents a direct minute costs, at the wages of this function."""
    first: float
    """How much it had by its own budget."""
    meets: bool = False
    """True where it is for meetings, which need several at one moment."""


class Staffing(Protocol):
    """An answer to *how a party staffs itself*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    reviews: ClassVar[bool]
    """True where the party reviews the size of its staff every month."""
    reads_posts: ClassVar[bool]
    """True where its size is that of the posts in the scenario (fte and productive hours)."""
    substitutes: ClassVar[bool]
    """True where the party moves hours between its functions every month."""
    recruitment: float
    """Days between the decision to hire and the first hour worked."""

    def first_size(self, affordable: float, fixed: float, stock: float) -> float:
        """Size at the start of a regime, given what the budget buys, the fixed staff, and what is held now."""

    def review(self, size: float, in_use: float, waiting: float) -> float:
        """Size aimed at, given what is held and what is waited for; *size* itself for no change."""

    def moves(self, functions: Sequence[Function]) -> list[Shift]:
        """Hours to move between these functions of one purse, now."""


class Stays:
    """For staff of which no hours move between functions."""

    __slots__ = ()
    substitutes: ClassVar[bool] = False
    reads_posts: ClassVar[bool] = False

    def moves(self, functions: Sequence[Function]) -> list[Shift]:
        """Empty: no hours move, unless the answer says so."""
        return []

"""How a party staffs itself: the answers, as numbers of productive hours. Hires nobody itself.

Everything is in direct minutes a week: what is left for clients after leave, sickness and
administration. What these cost in employed hours is the plan's arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.words import Text


class Staffing(Protocol):
    """An answer to *how a party staffs itself*."""

    title: ClassVar[Text]
    reviews: ClassVar[bool]
    """Whether the party looks at its staff every month."""
    recruitment: float
    """Days between the decision to hire and the first hour worked."""

    def first_size(self, affordable: float, fixed: float, stock: float) -> float:
        """Size at the start of a regime, given what the budget buys, the fixed staff, and what is held now."""

    def review(self, size: float, held: float, wanted: float) -> float:
        """Size aimed at, given what is held and what is waited for; *size* itself for no change."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The staff named in the scenario, whatever is asked."""

    title: ClassVar[Text] = Text("vaste formatie", "fixed staff")
    reviews: ClassVar[bool] = False
    recruitment: ClassVar[float] = 0.0

    def first_size(self, affordable: float, fixed: float, stock: float) -> float:
        """The fixed staff."""
        return fixed

    def review(self, size: float, held: float, wanted: float) -> float:
        """Never changes."""
        return size


@dataclass(frozen=True, slots=True)
class WithinBudget:
    """As many hours as the budget buys at today's wages, less the posts that stand open (wijkkader §4.1, §6).

    With wages that rise and a budget that does not, the hours shrink every year.
    """

    title: ClassVar[Text] = Text("zoveel uren als het budget koopt", "as many hours as the budget buys")
    reviews: ClassVar[bool] = False
    recruitment: ClassVar[float] = 0.0

    vacancy: float = number(
        "share",
        "deel van de formatie dat gemiddeld onvervuld is",
        "share of posts unfilled on average",
        maximum=1,
    )

    def first_size(self, affordable: float, fixed: float, stock: float) -> float:
        """What the budget buys, less vacancies."""
        return affordable * (1 - self.vacancy)

    def review(self, size: float, held: float, wanted: float) -> float:
        """Within a year nothing changes: the money is what it is."""
        return size


@dataclass(frozen=True, slots=True)
class FollowsDemand:
    """Hires when people wait and lets posts lapse when hours stay idle, because production pays for it (FACTS 13.4)."""

    title: ClassVar[Text] = Text("volgt de vraag, met wervingstijd", "follows demand, with a recruitment lag")
    reviews: ClassVar[bool] = True

    occupancy: float = number(
        "share",
        "bezetting waarop een aanbieder plant",
        "occupancy a provider plans for",
        minimum=0.01,
        maximum=1,
    )
    recruitment: float = number("duration", "tijd om iemand te werven", "time it takes to recruit")
    largest_step: float = number(
        "share", "grootste verandering per maand", "largest change a month", minimum=0, maximum=1
    )

    def first_size(self, affordable: float, fixed: float, stock: float) -> float:
        """What is needed to serve those already helped at the planned occupancy."""
        return stock / self.occupancy

    def review(self, size: float, held: float, wanted: float) -> float:
        """Towards what is held and waited for, by at most the largest step; who has nobody begins with what is asked."""
        aim = (held + wanted) / self.occupancy
        if size == 0:
            return aim
        return min(max(aim, size * (1 - self.largest_step)), size * (1 + self.largest_step))


ANSWERS: dict[str, type[Fixed] | type[WithinBudget] | type[FollowsDemand]] = {
    "fixed": Fixed,
    "within_budget": WithinBudget,
    "follows_demand": FollowsDemand,
}

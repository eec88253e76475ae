"""Staff that follows demand: an answer to how a party staffs itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.staffing.staffing_answer import Stays
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class FollowsDemand(Stays):
    """Hires when people wait and lets posts lapse when hours stay idle, because production pays for it.

    That is the "prikkel op productie" which goed_voorbeeld leaves behind.
    """

    title: ClassVar[Text] = Text("volgt de vraag, met wervingstijd", "follows demand, with a recruitment lag")
    in_dutch: ClassVar[str] = (
        "Een partij neemt mensen aan als er gewacht wordt en laat plaatsen vervallen als uren ongebruikt blijven, "
        'omdat zij naar productie betaald wordt: de "prikkel op productie" die goed_voorbeeld achter zich laat.'
    )
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
        """The size that serves the initial clients at the planned occupancy."""
        return stock / self.occupancy

    def review(self, size: float, in_use: float, waiting: float) -> float:
        """Towards what is held and waited for, by at most the largest step; who has nobody begins with what is asked."""
        aim = (in_use + waiting) / self.occupancy
        if size == 0:
            return aim
        return min(max(aim, size * (1 - self.largest_step)), size * (1 + self.largest_step))

"""Fixed staff: an answer to how a party staffs itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.staffing.staffing_answer import Stays
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Fixed(Stays):
    """The staff named in the scenario, whatever is asked."""

    title: ClassVar[Text] = Text("vaste formatie", "fixed staff")
    in_dutch: ClassVar[str] = "De formatie is die van het scenario, hoeveel er ook gevraagd wordt."
    reviews: ClassVar[bool] = False
    reads_posts: ClassVar[bool] = True
    recruitment: ClassVar[float] = 0.0

    def first_size(self, affordable: float, fixed: float, stock: float) -> float:
        """The fixed staff, in minutes a week."""
        return fixed

    def review(self, size: float, in_use: float, waiting: float) -> float:
        """The same size: it never changes."""
        return size

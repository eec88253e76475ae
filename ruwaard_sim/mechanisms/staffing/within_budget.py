"""As many hours as the budget buys: an answer to how a party staffs itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.staffing.staffing_answer import Stays
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class WithinBudget(Stays):
    """As many hours as the budget buys at today's wages, less the posts that stand open (wijkkader §4.1, §6).

    With wages that rise and a budget that does not, the hours shrink every year.
    """

    title: ClassVar[Text] = Text("zoveel uren als het budget koopt", "as many hours as the budget buys")
    in_dutch: ClassVar[str] = (
        "Een partij heeft zoveel uren als haar budget koopt tegen de lonen van dat moment, min de vacatures "
        "(wijkkader §4.1 en §6). Stijgen de lonen en het budget niet, dan worden het ieder jaar minder uren."
    )
    reviews: ClassVar[bool] = False
    recruitment: ClassVar[float] = 0.0

    vacancy: float = number(
        "share",
        "deel van de formatie dat gemiddeld onvervuld is",
        "share of posts unfilled on average",
        maximum=1,
    )

    def first_size(self, affordable: float, fixed: float, stock: float) -> float:
        """The hours that the budget buys, less vacancies."""
        return affordable * (1 - self.vacancy)

    def review(self, size: float, in_use: float, waiting: float) -> float:
        """Within a year nothing changes: the money is what it is."""
        return size

"""What an answer to *how is a party paid* says, as amounts and moments; with what holds unless it says otherwise. Moves no money."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Pays:
    """An answer to *who pays and how*, for the parties of one role."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    in_pool: ClassVar[bool] = False
    """Whether the money goes into the joint budget beforehand."""
    together: ClassVar[bool] = False
    """Whether all who are paid this way have one purse."""
    fixed_sum: ClassVar[bool] = False
    """Whether a sum is agreed beforehand, within which a party may move its hours."""
    nothing_afterwards: ClassVar[bool] = False
    """Whether it was agreed that nothing is ever paid afterwards."""
    by_result: ClassVar[bool] = False
    """Whether what is paid depends on help that was completed."""
    covers_cost: ClassVar[bool] = False
    """Whether the municipality simply bears what the staff costs."""
    paid_by_the_hour: ClassVar[bool] = False
    """Whether hours delivered are billed at a tariff, so that staff need one."""

    administration: float = number(
        "share",
        "deel van de werktijd dat naar registratie en verantwoording gaat",
        "share of working time spent on registration and accountability",
        maximum=1,
    )

    def budget(self, cents: int, years: int) -> int:
        """The yearly budget after *years* whole years, given the first year's; an estimate where no sum is fixed."""
        return cents

    def instalments(self, cents: int, months: int) -> list[int]:
        """How a budget for a period of *months* months is paid out at the start of each; nothing beforehand."""
        return [0] * months

    def bill(self, minutes: float, cents_per_hour: float) -> int:
        """What is paid afterwards for work delivered, in cents; nothing."""
        return 0

    def ceiling(self, budget: int) -> float:
        """Cents a year above which nothing is paid for work delivered, given the year's *budget*; there is none."""
        return math.inf

    def result(self, route: str) -> int:
        """Cents paid when help by *route* has run its course; nothing."""
        return 0

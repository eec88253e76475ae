"""Base of the answers to *how is a party paid*, as amounts and moments, with defaults. Moves no money."""

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
    """True where the money goes into the joint budget beforehand."""
    together: ClassVar[bool] = False
    """True where all who are paid this way have one purse."""
    fixed_sum: ClassVar[bool] = False
    """True where a sum is agreed beforehand, within which a party may move its hours."""
    nothing_afterwards: ClassVar[bool] = False
    """True where it was agreed that nothing is ever paid afterwards."""
    by_result: ClassVar[bool] = False
    """True where payment depends on completed help."""
    covers_cost: ClassVar[bool] = False
    """True where the municipality simply bears the cost of the staff."""
    paid_by_the_hour: ClassVar[bool] = False
    """True where hours delivered are billed at a tariff, so that staff need one."""

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
        """The part of a budget for *months* months that is paid at the start of each month, in cents; none by default."""
        return [0] * months

    def bill(self, minutes: float, cents_per_hour: float) -> int:
        """The payment afterwards for work delivered, in cents; none by default."""
        return 0

    def ceiling(self, budget: int) -> float:
        """Cents a year above which nothing is paid for work delivered, given the year's *budget*; there is none."""
        return math.inf

    def result(self, route: str) -> int:
        """Cents paid when help by *route* has run its course; nothing."""
        return 0

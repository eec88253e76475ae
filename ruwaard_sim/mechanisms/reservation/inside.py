"""A share of the joint budget for pgb: an answer to how it is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.reservation.reservation_answer import Reservation
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Inside:
    """Part of the budget is reserved for pgb (wijkkader §6: "hiervoor wordt een gedeelte van het budget gereserveerd")."""

    title: ClassVar[Text] = Text("een deel van het wijkbudget", "part of the joint budget")
    in_dutch: ClassVar[str] = (
        'Een deel van het wijkbudget wordt gereserveerd voor pgb (wijkkader §6: "hiervoor wordt een gedeelte van '
        'het budget gereserveerd").'
    )
    sets_aside: ClassVar[bool] = True

    share: float = number(
        "share",
        "deel van het wijkbudget dat gereserveerd wordt",
        "share of the joint budget set aside",
        maximum=1,
    )

    def set_aside(self, parts: Sequence[int], years: float = 1.0) -> list[int]:
        """The share of each part, rounded to a cent."""
        return [round(cents * self.share) for cents in parts]

    def with_share(self, share: float) -> Reservation:
        """Another share of the joint budget."""
        return replace(self, share=share)

"""How money for a pgb (personal budget) is set aside: the answers. An empty reservation never refuses anyone.

A pgb is a right on request (Wmo 2.3.6); an empty reservation means that the municipality pays
and that the model says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.words import Text


class Reservation(Protocol):
    """An answer to *how a pgb is reserved*."""

    title: ClassVar[Text]

    def set_aside(self, pool_cents: int) -> int:
        """Cents taken from the joint budget of a year, before the parties get theirs."""

    def with_share(self, share: float) -> Reservation:
        """The same answer with another share of the joint budget, for who steers."""


@dataclass(frozen=True, slots=True)
class Outside:
    """pgb is no part of the budget; the municipality pays it from its general means (wijkkader §6: "(nog) géén onderdeel")."""

    title: ClassVar[Text] = Text("buiten het wijkbudget", "outside the joint budget")

    def set_aside(self, pool_cents: int) -> int:
        """Nothing."""
        return 0

    def with_share(self, share: float) -> Reservation:
        """Nothing is set aside, so there is no share to change."""
        return self


@dataclass(frozen=True, slots=True)
class Inside:
    """Part of the budget is reserved for pgb (wijkkader §6: "hiervoor wordt een gedeelte van het budget gereserveerd")."""

    title: ClassVar[Text] = Text("een deel van het wijkbudget", "part of the joint budget")

    share: float = number(
        "share",
        "deel van het wijkbudget dat gereserveerd wordt",
        "share of the joint budget set aside",
        maximum=1,
    )

    def set_aside(self, pool_cents: int) -> int:
        """The share, rounded to a cent."""
        return round(pool_cents * self.share)

    def with_share(self, share: float) -> Reservation:
        """Another share of the joint budget."""
        return replace(self, share=share)


ANSWERS: dict[str, type[Inside] | type[Outside]] = {"inside": Inside, "outside": Outside}

"""Base of the answers to *what happens to a surplus*: a remainder in cents, and its division. Moves no money."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ruwaard_sim.mechanisms.keys import pool
from ruwaard_sim.text import Text
from ruwaard_sim.units import split_cents


@dataclass(frozen=True, slots=True)
class Remainder:
    """The remainder of the joint budget when its books are closed, in whole cents."""

    own: Mapping[str, int]
    """The remainder of each party's own part."""
    joint: int
    """The remainder of what belongs to no one party: an unused reservation, a purse for all."""
    put_in: Mapping[str, int]
    """Cents each party put into the joint budget since the books were last closed."""
    own_staff: int = 0
    """The cost of the municipality's own staff meanwhile."""

    @property
    def total(self) -> int:
        """The whole remainder, in cents."""
        return sum(self.own.values()) + self.joint


@dataclass(frozen=True, slots=True)
class Division:
    """The division of a remainder over the wijk, those who fund it, and each party; it adds up to the whole remainder."""

    wijk: int = 0
    funders: int = 0
    parties: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The sum of all parts, in cents."""
        return self.wijk + self.funders + sum(self.parties.values())


@dataclass(frozen=True, slots=True)
class Surplus(ABC):
    """An answer to *what happens to a surplus*, with what holds unless the answer says otherwise."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    buys_hours: ClassVar[bool] = False
    """True where money left over buys hours, of the resource named by the key ``buys``."""

    def spent_on(self) -> str | None:
        """The resource that gets hours for the wijk's part, in the year after; None where the wijk gets nothing."""
        return None

    @abstractmethod
    def divide(self, remainder: Remainder) -> Division:
        """The division of the whole *remainder*."""


def bought_for_the_wijk() -> Any:
    """The key that names the resource whose hours the wijk's part pays, in the year after."""
    return pool(
        "uren die het jaar daarna van het deel van de wijk betaald worden",
        "hours paid from the wijk's part in the year after",
    )


def in_proportion(cents: int, weights: Mapping[str, int]) -> dict[str, int]:
    """*cents* divided by *weights*, losing none; nothing for anybody where all weights are zero."""
    if not any(weights.values()):
        return {}
    return dict(zip(weights, split_cents(cents, list(weights.values())), strict=True))


def to_providers(cents: int, remainder: Remainder) -> Division:
    """*cents* for the parties in proportion to what they put in; for those who fund it where no party put in anything."""
    parties = in_proportion(cents, remainder.put_in)
    return Division(funders=cents - sum(parties.values()), parties=parties)

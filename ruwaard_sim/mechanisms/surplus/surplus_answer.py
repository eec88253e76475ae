"""What an answer to *what happens to a surplus* is given and says: cents left, and to whom they go. Moves no money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from ruwaard_sim.text import Text
from ruwaard_sim.units import split_cents


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of the joint budget when it is settled, in whole cents."""

    own: Mapping[str, int]
    """What each party has left of its own part."""
    joint: int
    """What is left of what belongs to no one party: a reservation not used, a purse for all."""
    put_in: Mapping[str, int]
    """What each party put into the joint budget since it was settled last."""
    own_staff: int = 0
    """What the municipality's own staff cost it meanwhile."""

    @property
    def total(self) -> int:
        """All that is left."""
        return sum(self.own.values()) + self.joint


@dataclass(frozen=True, slots=True)
class Division:
    """Who gets what of what is left: the wijk, those who fund it, and each party. It adds up to all that is left."""

    wijk: int = 0
    funders: int = 0
    parties: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All that is divided."""
        return self.wijk + self.funders + sum(self.parties.values())


class Surplus(Protocol):
    """An answer to *what happens to a surplus*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    buys_hours: ClassVar[bool]
    """Whether money left over buys hours, of the resource named by the key ``buys``."""

    def spent_on(self) -> str | None:
        """The pool that gets hours for what the wijk gets, in the year after; None where the wijk gets nothing."""

    def divide(self, left: Left) -> Division:
        """To whom all that is *left* goes."""


def in_proportion(cents: int, weights: Mapping[str, int]) -> dict[str, int]:
    """*cents* divided by *weights*, losing none; nothing for anybody where all weights are zero."""
    if not any(weights.values()):
        return {}
    return dict(zip(weights, split_cents(cents, list(weights.values())), strict=True))


def to_providers(cents: int, left: Left) -> Division:
    """*cents* for the parties in proportion to what they put in; for those who fund it where no party put in anything."""
    parties = in_proportion(cents, left.put_in)
    return Division(funders=cents - sum(parties.values()), parties=parties)

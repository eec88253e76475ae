"""Protocol of the answers to *who bears a shortfall*: payments into a reserve, and cover from elsewhere. Moves no money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of each party's shortfall by others, in whole cents; the party itself bears the rest."""

    reserve: Mapping[str, int] = field(default_factory=dict)
    municipality: Mapping[str, int] = field(default_factory=dict)


class Shortfall(Protocol):
    """An answer to *who bears a shortfall* of a party in its part of the joint budget."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    pays_afterwards: ClassVar[bool]
    """True where the municipality pays after all, which a lumpsum excludes (wijkkader §6)."""

    def feeds(self, surplus: int, reserve: int) -> int:
        """Cents of a *surplus* that go into the reserve, in which there is *reserve*."""

    def covers(self, short: Mapping[str, int], reserve: int) -> Cover:
        """The cover of what each party is *short*, given the cents in the *reserve*."""

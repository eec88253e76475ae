"""What an answer to *who bears a shortfall* says: what goes into a reserve, and what comes from elsewhere. Moves no money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Cover:
    """Who pays of what each party is short, in whole cents; the party itself bears the rest."""

    reserve: Mapping[str, int] = field(default_factory=dict)
    municipality: Mapping[str, int] = field(default_factory=dict)


class Shortfall(Protocol):
    """An answer to *who bears a shortfall* of a party in its part of the joint budget."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    pays_afterwards: ClassVar[bool]
    """Whether the municipality pays after all, which a lumpsum excludes (wijkkader §6)."""

    def feeds(self, surplus: int, reserve: int) -> int:
        """Cents of a *surplus* that go into the reserve, in which there is *reserve*."""

    def covers(self, short: Mapping[str, int], reserve: int) -> Cover:
        """Who pays what each party is *short*, with *reserve* in the reserve."""

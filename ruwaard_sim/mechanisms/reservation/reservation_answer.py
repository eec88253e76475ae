"""Protocol of the answers to *how is money for pgb set aside*. An empty reservation never refuses anyone.

A pgb is a right on request (Wmo 2.3.6); an empty reservation means that the municipality pays
and that the model says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from ruwaard_sim.text import Text


class Reservation(Protocol):
    """An answer to *how a pgb is reserved*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    sets_aside: ClassVar[bool]
    """True where anything is set aside at all."""

    def set_aside(self, parts: Sequence[int], years: float = 1.0) -> list[int]:
        """Cents taken from each of the *parts* of the joint budget, for *years* (1: a whole year)."""

    def with_share(self, share: float) -> Reservation:
        """The reservation after steering has set another *share* of the joint budget."""

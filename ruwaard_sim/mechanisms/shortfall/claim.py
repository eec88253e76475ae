"""The municipality makes up part of a shortfall: an answer to who bears it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.shortfall.shortfall_answer import Cover
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Claim:
    """A party claims what it is short of the municipality, which makes up a share; the party bears the rest.

    Entitlement to support is open-ended (Wmo 1.2.1, 2.3.5), so somebody asks for this when a fixed sum is not enough. A lumpsum excludes
    it (wijkkader §6: never a payment afterwards): ``check`` refuses the two together, but in a counterfactual variant.
    """

    title: ClassVar[Text] = Text("een claim op de gemeente", "a claim on the municipality")
    in_dutch: ClassVar[str] = (
        "Een partij vraagt de gemeente om haar tekort; de gemeente vult een deel aan en de partij draagt de rest. "
        "Het recht op ondersteuning heeft geen plafond (Wmo 1.2.1 en 2.3.5), dus iemand vraagt hierom als een "
        "vaste som niet genoeg is. Een lumpsum sluit het uit (wijkkader §6: achteraf nooit bijbetaling); samen "
        "mogen zij alleen in een variant die is gemerkt als buiten de wet."
    )
    pays_afterwards: ClassVar[bool] = True

    share: float = number(
        "share",
        "deel van het tekort dat de gemeente aanvult",
        "share of the shortfall that the municipality makes up",
        maximum=1,
    )

    def feeds(self, surplus: int, reserve: int) -> int:
        """No cents go into a reserve."""
        return 0

    def covers(self, short: Mapping[str, int], reserve: int) -> Cover:
        """The share of each, rounded to a cent."""
        return Cover(municipality={party: round(cents * self.share) for party, cents in short.items()})

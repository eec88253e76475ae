"""Subsidy: an answer to how a party is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.pays.lumpsum import Lumpsum
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Subsidy(Lumpsum):
    """A yearly subsidy to one party, apart from any joint budget: how welfare work was paid before 2018."""

    title: ClassVar[Text] = Text("subsidie per partij, in termijnen", "subsidy per party, in instalments")
    in_dutch: ClassVar[str] = (
        "Eén partij krijgt ieder jaar een subsidie, los van een gezamenlijk budget. Zo werd het welzijnswerk vóór "
        "2018 betaald."
    )
    in_pool: ClassVar[bool] = False
    nothing_afterwards: ClassVar[bool] = False

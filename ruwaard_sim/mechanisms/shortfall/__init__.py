"""The answers to *who bears a shortfall* of a party's part of the joint budget, one file each."""

from __future__ import annotations

from typing import Any

from ruwaard_sim.mechanisms.shortfall.claim import Claim
from ruwaard_sim.mechanisms.shortfall.party import Party
from ruwaard_sim.mechanisms.shortfall.reserve import Reserve
from ruwaard_sim.mechanisms.shortfall.shortfall_answer import Cover, Shortfall

ANSWERS: dict[str, type[Any]] = {"party": Party, "reserve": Reserve, "claim": Claim}

__all__ = ["ANSWERS", "Claim", "Cover", "Party", "Reserve", "Shortfall"]

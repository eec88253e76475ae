"""The answers to *who bears a shortfall* of a party's part of the joint budget, one file each."""

from __future__ import annotations

from typing import Any

from ruwaard_sim.mechanisms.shortfall.claim import Claim
from ruwaard_sim.mechanisms.shortfall.party import BorneByParty
from ruwaard_sim.mechanisms.shortfall.reserve import Reserve
from ruwaard_sim.mechanisms.shortfall.shortfall_answer import Cover, Shortfall

ANSWERS: dict[str, type[Any]] = {"party": BorneByParty, "reserve": Reserve, "claim": Claim}

__all__ = ["ANSWERS", "BorneByParty", "Claim", "Cover", "Reserve", "Shortfall"]

"""Settlement between parties of work done for each other (verrekening): the answers, one file each."""

from __future__ import annotations

from typing import Any

from ruwaard_sim.mechanisms.settlement.at_tariff import AtTariff
from ruwaard_sim.mechanisms.settlement.settlement_answer import Settlement
from ruwaard_sim.mechanisms.settlement.without import NoSettlement

ANSWERS: dict[str, type[Any]] = {"none": NoSettlement, "at_tariff": AtTariff}

__all__ = ["ANSWERS", "AtTariff", "NoSettlement", "Settlement"]

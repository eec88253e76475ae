"""The answers to *what happens to a surplus* of the joint budget, one file each, as a division of cents."""

from __future__ import annotations

from typing import Any

from ruwaard_sim.mechanisms.surplus.by_input import InProportion
from ruwaard_sim.mechanisms.surplus.kept_by_parties import KeptByParties
from ruwaard_sim.mechanisms.surplus.reinvest import Reinvest
from ruwaard_sim.mechanisms.surplus.returned import Returned
from ruwaard_sim.mechanisms.surplus.surplus_answer import Division, Remainder, Surplus
from ruwaard_sim.mechanisms.surplus.thirds import Thirds

ANSWERS: dict[str, type[Any]] = {
    "returned": Returned,
    "reinvest": Reinvest,
    "thirds": Thirds,
    "in_proportion": InProportion,
    "kept": KeptByParties,
}

__all__ = [
    "ANSWERS",
    "Division",
    "InProportion",
    "KeptByParties",
    "Reinvest",
    "Remainder",
    "Returned",
    "Surplus",
    "Thirds",
]

"""The answers to *how is a party paid*, one file each."""

from __future__ import annotations

from ruwaard_sim.mechanisms.pays.lumpsum import Lumpsum
from ruwaard_sim.mechanisms.pays.output import Output
from ruwaard_sim.mechanisms.pays.own_staff import OwnStaff
from ruwaard_sim.mechanisms.pays.pays_answer import Pays
from ruwaard_sim.mechanisms.pays.production import Production
from ruwaard_sim.mechanisms.pays.production_capped import ProductionCapped
from ruwaard_sim.mechanisms.pays.subsidy import Subsidy
from ruwaard_sim.mechanisms.pays.task import Task

ANSWERS: dict[str, type[Pays]] = {
    "lumpsum": Lumpsum,
    "subsidy": Subsidy,
    "production": Production,
    "production_capped": ProductionCapped,
    "output": Output,
    "task": Task,
    "own_staff": OwnStaff,
}

__all__ = [
    "ANSWERS", "Lumpsum", "Output", "OwnStaff", "Pays", "Production", "ProductionCapped", "Subsidy", "Task",
]  # fmt: skip

"""The answers to *who decides about a case*, one file each, as procedures of steps."""

from __future__ import annotations

from ruwaard_sim.mechanisms.decides.board import Board
from ruwaard_sim.mechanisms.decides.decides_answer import HANDLINGS, Decides, First
from ruwaard_sim.mechanisms.decides.foundation import Foundation
from ruwaard_sim.mechanisms.decides.municipality import Municipality
from ruwaard_sim.mechanisms.decides.organisations import Organisations
from ruwaard_sim.mechanisms.decides.professionals import Professionals
from ruwaard_sim.mechanisms.decides.team import Team

ANSWERS: dict[str, type[Decides]] = {
    "municipality": Municipality,
    "team": Team,
    "organisations": Organisations,
    "board": Board,
    "professionals": Professionals,
    "foundation": Foundation,
}

__all__ = [
    "ANSWERS", "HANDLINGS", "Board", "Decides", "First", "Foundation", "Municipality", "Organisations",
    "Professionals", "Team",
]  # fmt: skip

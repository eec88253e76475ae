"""The answers to *how does a party staff itself*, one file each."""

from __future__ import annotations

from typing import Any

from ruwaard_sim.mechanisms.staffing.fixed import Fixed
from ruwaard_sim.mechanisms.staffing.follows_demand import FollowsDemand
from ruwaard_sim.mechanisms.staffing.staffing_answer import Function, Staffing
from ruwaard_sim.mechanisms.staffing.substitutes import Substitutes
from ruwaard_sim.mechanisms.staffing.within_budget import WithinBudget

ANSWERS: dict[str, type[Any]] = {
    "fixed": Fixed,
    "within_budget": WithinBudget,
    "follows_demand": FollowsDemand,
    "substitutes": Substitutes,
}

__all__ = ["ANSWERS", "Fixed", "FollowsDemand", "Function", "Staffing", "Substitutes", "WithinBudget"]

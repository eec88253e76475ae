"""For each indicator which way is better, and the smallest difference worth a word: data for whoever speaks of them.

A direction is given only where residents, payers or parties would all agree on it; how many ask is neither good nor bad.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Better = Literal["lower", "higher"]

LOWER: Final = (
    "wait_help", "wait_help_waiting", "wait_help_late", "wait_mdo", "wait_mdo_waiting", "wait_execution",
    "wait_execution_waiting", "wait_decision", "wait_decision_waiting", "wait_after_decision",
    "wait_after_decision_waiting", "wait_board", "wait_board_waiting", "wait_hh", "wait_hh_waiting", "wait_guidance",
    "wait_guidance_waiting", "wait_specialist", "wait_specialist_waiting", "wait_youth", "wait_youth_waiting",
    "cost_municipality", "cost_insurers", "cost_households", "cost_society", "shortfall", "crises", "crisis_calls",
)  # fmt: skip
"""Indicators of which less is better."""
HIGHER: Final = (
    "helped", "help_on_time", "mdo_on_time", "execution_on_time", "decision_on_time", "result_participants",
    "result_others",
)  # fmt: skip
"""Indicators of which more is better."""

BETTER: Mapping[str, Better] = {**dict.fromkeys(LOWER, "lower"), **dict.fromkeys(HIGHER, "higher")}

MATTERS_BY_UNIT: Mapping[str, float] = {
    "days": 1.0, "weeks": 0.2, "share": 0.01, "persons": 5.0, "cases": 5.0, "cases/year": 5.0, "EUR/year": 5_000.0,
    "hours/year": 250.0, "ratio": 0.01, "points": 0.1,
}  # fmt: skip
"""The smallest difference worth a word, in the unit of the figure: an assumption about what readers act on."""
MATTERS: Mapping[str, float] = {
    **dict.fromkeys(("pgb_requests", "objections", "objections_upheld", "appeals", "appeals_upheld", "crises"), 1.0),
    **dict.fromkeys(("crisis_calls", "steering_meetings", "steering_changes", "admissions"), 1.0),
    **dict.fromkeys(("unit_cost_hh", "unit_cost_guidance"), 25.0),
}
"""The same for indicators of which the unit says too little."""

ON_TIME: Mapping[str, str] = {
    "wait_help": "help_on_time",
    "wait_mdo": "mdo_on_time",
    "wait_execution": "execution_on_time",
    "wait_decision": "decision_on_time",
}
"""For a mean wait the share that is on time."""


def matters(name: str, unit: str) -> float:
    """The smallest difference worth a word of the indicator called *name*, in its *unit*."""
    return MATTERS.get(name, MATTERS_BY_UNIT.get(unit, 0.0))

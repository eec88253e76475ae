"""Reservations for the pgb (personal budget): the answers, one file each."""

from __future__ import annotations

from typing import Any

from ruwaard_sim.mechanisms.reservation.inside import Inside
from ruwaard_sim.mechanisms.reservation.inside_amount import InsideAmount
from ruwaard_sim.mechanisms.reservation.outside_pool import Outside
from ruwaard_sim.mechanisms.reservation.reservation_answer import Reservation

ANSWERS: dict[str, type[Any]] = {"inside": Inside, "inside_amount": InsideAmount, "outside": Outside}

__all__ = ["ANSWERS", "Inside", "InsideAmount", "Outside", "Reservation"]

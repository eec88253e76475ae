"""The use of what was set aside for pgb and not used: the answers, one file each."""

from __future__ import annotations

from typing import Any

from ruwaard_sim.mechanisms.release.kept_reserved import KeptForNextYear
from ruwaard_sim.mechanisms.release.on_date import OnDate
from ruwaard_sim.mechanisms.release.release_answer import Release
from ruwaard_sim.mechanisms.release.with_surplus import WithSurplus

ANSWERS: dict[str, type[Any]] = {"with_surplus": WithSurplus, "on_date": OnDate, "kept": KeptForNextYear}

__all__ = ["ANSWERS", "KeptForNextYear", "OnDate", "Release", "WithSurplus"]

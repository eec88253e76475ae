"""The own contribution of residents, and how it changes demand: the answers, one file each."""

from __future__ import annotations

from ruwaard_sim.mechanisms.contribution.by_law import ByLaw
from ruwaard_sim.mechanisms.contribution.contribution_answer import Contribution
from ruwaard_sim.mechanisms.contribution.waived import Waived

ANSWERS: dict[str, type[Contribution]] = {
    "by_law": ByLaw,
    "waived": Waived,
}

__all__ = ["ANSWERS", "ByLaw", "Contribution", "Waived"]

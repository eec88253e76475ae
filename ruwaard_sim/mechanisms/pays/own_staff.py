"""The municipality's own staff: an answer to how a party is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.pays.pays_answer import Pays
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class OwnStaff(Pays):
    """The municipality bears the cost of its own staff, outside the five lines of the wijkkader."""

    title: ClassVar[Text] = Text("eigen formatie van de gemeente", "the municipality's own staff")
    in_dutch: ClassVar[str] = (
        "De gemeente draagt de kosten van haar eigen personeel, buiten de vijf regels van het wijkkader."
    )
    covers_cost: ClassVar[bool] = True

    def budget(self, cents: int, years: int) -> int:
        """No budget is set beforehand."""
        return 0

"""The party bears its shortfall itself: an answer to who bears a shortfall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.shortfall.shortfall_answer import Cover
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class BorneByParty:
    """The party bears what it is short: "achteraf nooit sprake van bijbetaling meerwerk" (wijkkader §6).

    What production costs above its budget line the municipality makes up, as it always did.
    """

    title: ClassVar[Text] = Text("de partij zelf", "the party itself")
    in_dutch: ClassVar[str] = (
        'De partij draagt haar tekort zelf: "achteraf nooit sprake van bijbetaling meerwerk" (wijkkader §6). Wat '
        "productie meer kost dan haar begrotingsregel, vult de gemeente aan, zoals altijd."
    )
    pays_afterwards: ClassVar[bool] = False

    def feeds(self, surplus: int, reserve: int) -> int:
        """No cents go into a reserve."""
        return 0

    def covers(self, short: Mapping[str, int], reserve: int) -> Cover:
        """An empty cover: nobody else pays."""
        return Cover()

"""The answers to *who steers, and how often*. The decisions follow from the steering rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.mechanisms.keys import number, work_by_pool
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_WEEK, MONTHS_PER_YEAR


class Steers(Protocol):
    """An answer to *who steers*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    @property
    def months(self) -> int:
        """Months between meetings; 0 when there are none."""

    @property
    def step(self) -> Step | None:
        """The hours that a meeting takes; None where it takes none."""


@dataclass(frozen=True, slots=True)
class NobodySteers:
    """Nobody steers: what was arranged on the first day stays so."""

    title: ClassVar[Text] = Text("niemand", "nobody")
    in_dutch: ClassVar[str] = "Niemand stuurt bij: wat op de eerste dag geregeld was, blijft zo."
    months: ClassVar[int] = 0
    step: ClassVar[Step | None] = None


@dataclass(frozen=True, slots=True)
class Stuurgroep:
    """The stuurgroep meets regularly and steers by the rules of ``steering`` (wijkkader §7: "structureel en regelmatig").

    How often it meets the wijkkader leaves open. A meeting takes hours of those at the table, in the week of the meeting.
    """

    title: ClassVar[Text] = Text("de stuurgroep, volgens regels", "the stuurgroep, by rules")
    in_dutch: ClassVar[str] = (
        "De stuurgroep komt regelmatig bijeen en stuurt bij volgens de stuurregels van het scenario (wijkkader "
        '§7: "structureel en regelmatig"). Hoe vaak, laat het wijkkader open. Een overleg kost uren van wie aan '
        "tafel zit, in de week van het overleg."
    )

    yearly_meetings: float = number(
        "count",
        "aantal keren per jaar dat de stuurgroep bijeenkomt (1, 2, 3, 4, 6 of 12)",
        "times a year that the stuurgroep meets (1, 2, 3, 4, 6 or 12)",
        minimum=1,
        maximum=12,
    )
    meeting: Mapping[str, float] = work_by_pool(
        "uren die een overleg van ieder kost, met voorbereiding",
        "hours a meeting takes of each, with preparation",
    )

    @property
    def months(self) -> int:
        """A year divided by the number of meetings, in whole months."""
        return max(1, round(MONTHS_PER_YEAR / self.yearly_meetings))

    @property
    def step(self) -> Step | None:
        """A week in which everyone at the table gives the hours it takes; None when nobody is named."""
        asks = tuple((pool, max(1, round(minutes))) for pool, minutes in self.meeting.items())
        return Step("stuurgroep", asks, DAYS_PER_WEEK, priority=0) if asks else None


ANSWERS: dict[str, type[NobodySteers] | type[Stuurgroep]] = {"none": NobodySteers, "stuurgroep": Stuurgroep}

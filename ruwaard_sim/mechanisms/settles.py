"""When what is left or short of the joint budget is settled: the answers. Knows no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.words import Text


class Settles(Protocol):
    """An answer to *when is settled*."""

    title: ClassVar[Text]
    each_year: ClassVar[bool]
    """Whether every year is settled by itself."""


@dataclass(frozen=True, slots=True)
class EachYear:
    """Every year is settled by itself, as municipal accounts are."""

    title: ClassVar[Text] = Text("ieder jaar", "each year")
    each_year: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AtTheEnd:
    """The years are settled together on the last day: a party carries what it has left, or is short, to the next year.

    Source: goed_voorbeeld ("zij leggen hun middelen voor 5 jaar bij elkaar") and in_het_kort ("binnen een voor 5 jaar vast budget").
    What the municipality has left of its own lines returns to its general means each year all the same.
    """

    title: ClassVar[Text] = Text("pas aan het einde", "only at the end")
    each_year: ClassVar[bool] = False


ANSWERS: dict[str, type[EachYear] | type[AtTheEnd]] = {"each_year": EachYear, "at_the_end": AtTheEnd}

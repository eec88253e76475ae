"""Closing the books of the joint budget, each year or once: the answers. Knows no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.text import Text


class Closing(Protocol):
    """An answer to *when are the books closed on a surplus or shortfall*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    each_year: ClassVar[bool]
    """True where every year is closed by itself."""


@dataclass(frozen=True, slots=True)
class EachYear:
    """Every year is closed by itself, as municipal accounts are."""

    title: ClassVar[Text] = Text("ieder jaar", "each year")
    in_dutch: ClassVar[str] = "Ieder jaar wordt apart afgerekend, zoals in de jaarrekening van een gemeente."
    each_year: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AtTheEnd:
    """The years are closed together on the last day: a party carries what it has left, or is short, to the next year.

    Source: goed_voorbeeld ("zij leggen hun middelen voor 5 jaar bij elkaar") and in_het_kort ("binnen een voor 5 jaar vast budget").
    What the municipality has left of its own lines returns to its general means each year all the same.
    """

    title: ClassVar[Text] = Text("pas aan het einde", "only at the end")
    in_dutch: ClassVar[str] = (
        "De jaren worden samen afgerekend, op de laatste dag: een partij neemt wat zij overheeft of tekortkomt "
        'mee naar het volgende jaar. Bron: goed_voorbeeld ("zij leggen hun middelen voor 5 jaar bij elkaar") en '
        'in_het_kort ("binnen een voor 5 jaar vast budget"). Wat de gemeente van haar eigen begrotingsregels '
        "overheeft, gaat toch ieder jaar terug naar haar algemene middelen."
    )
    each_year: ClassVar[bool] = False


ANSWERS: dict[str, type[EachYear] | type[AtTheEnd]] = {"each_year": EachYear, "at_the_end": AtTheEnd}

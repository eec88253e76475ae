"""In proportion to what each put in: an answer to what happens to a surplus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.surplus.surplus_answer import (
    Division,
    Remainder,
    Surplus,
    bought_for_the_wijk,
    in_proportion,
)
from ruwaard_sim.text import Text

_MUNICIPALITY = ""
"""The municipality among the parties that put something in; no party has this name."""


@dataclass(frozen=True, slots=True)
class InProportion(Surplus):
    """The joint surplus is divided by what each party put in: the other reading of "evenredig" (in_het_kort).

    A party put in its part of the joint budget, which counts as its own ("dit budget bestaat uit de afzonderlijke budgetten van
    zorgaanbieders", goed_voorbeeld). The municipality put in the hours of its own staff (wijkkader §4.1: "partijen brengen directe en
    indirecte FTE's in"; §6: debt counselling "in de vorm van fte"), at what they cost. The wijk puts in no money, so its part is a choice.
    """

    title: ClassVar[Text] = Text("naar wat ieder inbracht", "in proportion to what each put in")
    in_dutch: ClassVar[str] = (
        "Het gezamenlijke overschot wordt verdeeld naar wat iedere partij inbracht: de andere lezing van "
        '"evenredig" (in_het_kort). De gemeente bracht de uren van haar eigen personeel in (wijkkader §4.1 en '
        "§6), voor wat die kosten. De wijk brengt geen geld in, dus haar deel is een keuze."
    )
    buys_hours: ClassVar[bool] = True

    wijk: float = number(
        "share",
        "deel dat vooraf naar de wijk gaat",
        "share that goes to the wijk beforehand",
        maximum=1,
    )
    buys: str = bought_for_the_wijk()

    def spent_on(self) -> str | None:
        """The resource named by the key ``buys``."""
        return self.buys

    def divide(self, remainder: Remainder) -> Division:
        """The wijk its share; the rest by what each put in."""
        wijk = round(remainder.total * self.wijk)
        parts = in_proportion(remainder.total - wijk, {_MUNICIPALITY: remainder.own_staff, **remainder.put_in})
        funders = parts.pop(_MUNICIPALITY, remainder.total - wijk)
        return Division(wijk, funders, parts)

"""Equal thirds for the wijk, those who fund it and the providers: an answer to what happens to a surplus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.surplus.surplus_answer import (
    Division,
    Remainder,
    Surplus,
    bought_for_the_wijk,
    to_providers,
)
from ruwaard_sim.text import Text
from ruwaard_sim.units import split_cents


@dataclass(frozen=True, slots=True)
class Thirds(Surplus):
    """The joint surplus goes "evenredig" to "de wijk, de financiers en de aanbieders" (in_het_kort), read as equal thirds.

    The third of the providers is divided among them by what each put into the joint budget. The only one who
    funds it is the municipality, as long as Zvw and Wlz have not joined.
    """

    title: ClassVar[Text] = Text(
        "gelijke derden: wijk, financiers, aanbieders", "equal thirds: wijk, funders, providers"
    )
    in_dutch: ClassVar[str] = (
        'Het gezamenlijke overschot gaat "evenredig" naar "de wijk, de financiers en de aanbieders" '
        "(in_het_kort), hier gelezen als gelijke derden. Het derde deel van de aanbieders wordt verdeeld naar wat "
        "ieder in het wijkbudget inbracht. De enige financier is de gemeente, zolang Zvw en Wlz niet meedoen."
    )
    buys_hours: ClassVar[bool] = True

    buys: str = bought_for_the_wijk()

    def spent_on(self) -> str | None:
        """The resource named by the key ``buys``."""
        return self.buys

    def divide(self, remainder: Remainder) -> Division:
        """Three equal parts; the odd cents go to the wijk first."""
        wijk, funders, providers = split_cents(remainder.total, (1, 1, 1))
        theirs = to_providers(providers, remainder)
        return Division(wijk, funders + theirs.funders, theirs.parties)

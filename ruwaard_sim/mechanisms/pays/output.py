"""A price per result: an answer to how a party is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import money_by_route
from ruwaard_sim.mechanisms.pays.pays_answer import Pays
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Output(Pays):
    """A price per result, paid when help has run its course (outputgericht): one price for each kind of help.

    A result is help in kind that ends because it is done. Help that ends because the resident dies, moves away or is given other
    help after an objection brings nothing, so the price of long help must carry that. The third way to pay beside production
    and task; goed_voorbeeld describes the task and names none of the prices.
    """

    title: ClassVar[Text] = Text("output: een prijs per resultaat", "output: a price per result")
    in_dutch: ClassVar[str] = (
        "Een partij krijgt een prijs per resultaat, als de hulp is afgerond (outputgericht); iedere soort hulp "
        "heeft één prijs. Hulp die stopt omdat de bewoner overlijdt, verhuist of na bezwaar andere hulp krijgt, "
        "levert niets op. Prijzen staan niet in goed_voorbeeld, dat betalen per taak beschrijft."
    )
    by_result: ClassVar[bool] = True

    prices: Mapping[str, float] = money_by_route(
        "prijs per voltooide hulp, per voorziening", "price per completed spell of help, by provision"
    )

    def result(self, route: str) -> int:
        """The price of this kind of help, rounded to a cent; nothing for a kind without a price."""
        return round(self.prices.get(route, 0.0))

"""Each party keeps its own: an answer to what happens to a surplus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from ruwaard_sim.mechanisms.surplus.surplus_answer import Division, Remainder, Surplus, to_providers
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class KeptByParties(Surplus):
    """Each party keeps what it has left, and gets back what it put in for all and nobody needed.

    No document of the Proeftuin asks for it; a sum "zonder verantwoording op individueel niveau" (goed_voorbeeld) allows it,
    and it shows what sharing is worth.
    """

    title: ClassVar[Text] = Text("iedere partij houdt het hare", "each party keeps its own")
    in_dutch: ClassVar[str] = (
        "Iedere partij houdt wat zij overheeft, en krijgt terug wat zij voor allen inlegde en niemand nodig had. "
        'Geen document van de Proeftuin vraagt erom; een som "zonder verantwoording op individueel niveau" '
        "(goed_voorbeeld) laat het toe, en zo is te zien wat delen waard is."
    )

    def divide(self, remainder: Remainder) -> Division:
        """To each its own, and of what is joint its part by what it put in."""
        shared = to_providers(remainder.joint, remainder)
        parties = {
            party: remainder.own.get(party, 0) + shared.parties.get(party, 0)
            for party in dict.fromkeys((*remainder.own, *shared.parties))
        }
        return replace(shared, parties=parties)

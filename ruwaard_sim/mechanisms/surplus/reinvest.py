"""A surplus goes into the wijk again: an answer to what happens to a surplus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.mechanisms.surplus.surplus_answer import Division, Remainder, Surplus
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Reinvest(Surplus):
    """Joint surpluses are put into the wijk again the year after (wijkkader §2, uitgangspunten)."""

    title: ClassVar[Text] = Text("opnieuw in de wijk investeren", "reinvest in the wijk")
    in_dutch: ClassVar[str] = (
        "Gezamenlijke overschotten worden het jaar daarna opnieuw in de wijk geïnvesteerd (wijkkader §2, "
        "uitgangspunten)."
    )
    buys_hours: ClassVar[bool] = True

    buys: str = pool("uren die er het jaar daarna van betaald worden", "hours paid from it in the year after")
    keep: float = number(
        "share",
        "deel van het overschot dat een partij als buffer houdt",
        "share of the surplus a party keeps as a buffer",
        maximum=1,
    )

    def spent_on(self) -> str | None:
        """The resource named by the key ``buys``."""
        return self.buys

    def divide(self, remainder: Remainder) -> Division:
        """A party keeps its buffer; all else is for the wijk."""
        kept_by_party = {party: cents - round(cents * (1 - self.keep)) for party, cents in remainder.own.items()}
        return Division(wijk=remainder.total - sum(kept_by_party.values()), parties=kept_by_party)

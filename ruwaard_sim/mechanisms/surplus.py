"""What happens to what is left of the joint budget at the end of a year: the answers, as destinations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number, pool
from ruwaard_sim.words import Text


class Surplus(Protocol):
    """An answer to *what happens to a surplus*."""

    title: ClassVar[Text]
    reinvests: ClassVar[bool]
    """Whether a surplus buys extra hours in the wijk in the year after."""

    def spent_on(self) -> str | None:
        """The pool that gets extra hours, or None where the money goes back."""

    def kept(self) -> float:
        """Share of each party's surplus that it keeps."""


@dataclass(frozen=True, slots=True)
class Reinvest:
    """Joint surpluses are put into the wijk again the year after (wijkkader §2, uitgangspunten)."""

    title: ClassVar[Text] = Text("opnieuw in de wijk investeren", "reinvest in the wijk")
    reinvests: ClassVar[bool] = True

    buys: str = pool("uren die er het jaar daarna van betaald worden", "hours paid from it in the year after")
    keep: float = number(
        "share",
        "deel van het overschot dat een partij als buffer houdt",
        "share of the surplus a party keeps as a buffer",
        maximum=1,
    )

    def spent_on(self) -> str | None:
        """The pool named."""
        return self.buys

    def kept(self) -> float:
        """The buffer."""
        return self.keep


@dataclass(frozen=True, slots=True)
class Returned:
    """What a party has left over is its own; what the municipality has left goes back to its general means (the regular way)."""

    title: ClassVar[Text] = Text("terug naar de algemene middelen", "back to the general means")
    reinvests: ClassVar[bool] = False

    def spent_on(self) -> str | None:
        """Nothing."""
        return None

    def kept(self) -> float:
        """All of it."""
        return 1.0


ANSWERS: dict[str, type[Reinvest] | type[Returned]] = {"reinvest": Reinvest, "returned": Returned}

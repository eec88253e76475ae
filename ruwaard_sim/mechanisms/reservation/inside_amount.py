"""An amount out of the joint budget for pgb: an answer to how it is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.reservation.inside import Inside
from ruwaard_sim.mechanisms.reservation.reservation_answer import Reservation
from ruwaard_sim.text import Text
from ruwaard_sim.units import split_cents


@dataclass(frozen=True, slots=True)
class InsideAmount:
    """An amount a year out of the joint budget is reserved for pgb; each party gives by the size of its part.

    The wijkkader (§6) says "een gedeelte", neither how large nor whether it is a share or an amount. An amount stays the same when the
    joint budget grows. It is never more than there is. A share that the stuurgroep decides on takes its place.
    """

    title: ClassVar[Text] = Text("een bedrag uit het wijkbudget", "an amount out of the joint budget")
    in_dutch: ClassVar[str] = (
        "Uit het wijkbudget wordt ieder jaar een bedrag gereserveerd voor pgb; iedere partij geeft naar de "
        "grootte van haar deel. Groeit het wijkbudget, dan blijft het bedrag gelijk; het is nooit meer dan er is. "
        'Wijkkader §6 zegt "een gedeelte", niet hoeveel, en niet of dat een aandeel of een bedrag is.'
    )
    sets_aside: ClassVar[bool] = True

    amount: float = number(
        "money per year",
        "wat er ieder jaar gereserveerd wordt",
        "what is set aside every year",
        usual=(1_000_00, 1_000_000_00),
    )

    def set_aside(self, parts: Sequence[int], years: float = 1.0) -> list[int]:
        """The amount, exact to the cent, in proportion to the parts."""
        total = sum(parts)
        return split_cents(min(round(self.amount * years), total), parts) if total else [0] * len(parts)

    def with_share(self, share: float) -> Reservation:
        """That share instead of the amount."""
        return Inside(share)

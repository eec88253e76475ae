"""pgb outside the joint budget: an answer to how money for it is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.reservation.reservation_answer import Reservation
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Outside:
    """pgb is no part of the budget; the municipality pays it from its general means (wijkkader §6: "(nog) géén onderdeel")."""

    title: ClassVar[Text] = Text("buiten het wijkbudget", "outside the joint budget")
    in_dutch: ClassVar[str] = (
        "Het pgb is geen deel van het wijkbudget; de gemeente betaalt het uit haar algemene middelen (wijkkader "
        '§6: "(nog) géén onderdeel").'
    )
    sets_aside: ClassVar[bool] = False

    def set_aside(self, parts: Sequence[int], years: float = 1.0) -> list[int]:
        """0 cents: nothing is set aside."""
        return [0] * len(parts)

    def with_share(self, share: float) -> Reservation:
        """Nothing is set aside, so there is no share to change."""
        return self

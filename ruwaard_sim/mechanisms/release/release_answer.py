"""Protocol of the answers to *what happens to a reservation that is not used*. Moves no money."""

from __future__ import annotations

from typing import ClassVar, Protocol

from ruwaard_sim.text import Text


class Release(Protocol):
    """An answer to *what happens to what was set aside for pgb and is not used*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    buys_hours: ClassVar[bool]
    """True where money left over buys hours, of the resource named by the key ``buys``."""
    keeps: ClassVar[bool]
    """True where it stays set aside for the next year."""
    needs_reservation: ClassVar[bool]
    """True where the answer means something only if money is set aside."""

    @property
    def in_month(self) -> int:
        """The month (1 to 12) on whose first day what will not be needed buys hours; 0 for never."""

    def spent_on(self) -> str | None:
        """The pool of which hours are bought then; None for none."""

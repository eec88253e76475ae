"""Protocol of the answers to *how do parties settle with each other*. Moves no money.

Work for another party is help in kind that a resident gets from another provider than the one chosen first, because that one had no
room (see the question ``when_full``). It is the work of the party chosen first, done by the other: from the day on which the help begins
until it ends. Settled is only what the party chosen first was paid beforehand to do (lumpsum or task), and only where the other is not paid
by result. Hours at an MDO are nobody's in particular: each party brings them in.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

from ruwaard_sim.text import Text


class Settlement(Protocol):
    """An answer to *how parties settle work done for each other*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    @property
    def months(self) -> int:
        """Months between settlements, counted from January; 0 when there are none."""

    def owed(self, minutes: float, cents_per_hour: float) -> int:
        """Cents owed for *minutes* of work by who has this tariff."""

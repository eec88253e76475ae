"""One sum for the task as a whole: an answer to how a party is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.pays.lumpsum import Lumpsum
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Task(Lumpsum):
    """One sum for all who are paid this way together, in one purse, "zonder verantwoording op individueel niveau" (goed_voorbeeld).

    The sum is that of the budget lines of all of them, in instalments. Out of the one purse the hours of every party are paid, so hours
    can move from party to party without settling. What is left belongs to all; what is short they bear by what each put in. That
    the municipality never pays afterwards is the wijkkader's word about a lumpsum and no part of this.
    """

    title: ClassVar[Text] = Text(
        "één som voor de taak, voor alle partijen samen", "one sum for the task, for all parties together"
    )
    in_dutch: ClassVar[str] = (
        'Alle partijen die zo betaald worden, krijgen samen één som in één beurs, "zonder verantwoording op '
        'individueel niveau" (goed_voorbeeld). Uit die beurs worden de uren van alle partijen betaald, dus uren '
        "kunnen van de ene partij naar de andere zonder verrekening. Wat over is, is van allen samen; een "
        "tekort dragen zij naar wat ieder inbracht."
    )
    together: ClassVar[bool] = True
    nothing_afterwards: ClassVar[bool] = False

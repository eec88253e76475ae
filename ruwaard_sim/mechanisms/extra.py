"""An extra budget for what nothing else can pay: the answers to whether there is one, as cents a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.text import Text


class Extra(Protocol):
    """An answer to *is there an extra investment budget*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    def yearly(self) -> int:
        """Cents the municipality puts into it every year."""


@dataclass(frozen=True, slots=True)
class NoExtraBudget:
    """There is no extra investment budget."""

    title: ClassVar[Text] = Text("geen", "none")
    in_dutch: ClassVar[str] = "Er is geen extra investeringsbudget."

    def yearly(self) -> int:
        """0 cents in every year."""
        return 0


@dataclass(frozen=True, slots=True)
class Yearly:
    """The municipality puts an amount into it every year; what is not spent stays in it.

    Source: goed_voorbeeld ("een budget beschikbaar voor oplossingen die nergens anders door konden worden
    gefinancierd", little used). It says neither the amount nor whether it came back every year.
    """

    title: ClassVar[Text] = Text("ieder jaar een bedrag", "an amount every year")
    in_dutch: ClassVar[str] = (
        "De gemeente stort ieder jaar een bedrag in een extra budget; wat niet wordt uitgegeven, blijft erin. "
        'Bron: goed_voorbeeld ("een budget beschikbaar voor oplossingen die nergens anders door konden worden '
        'gefinancierd", dat weinig is gebruikt). Het noemt geen bedrag en zegt niet of het ieder jaar terugkwam.'
    )

    amount: float = number(
        "money per year",
        "wat de gemeente er ieder jaar in stort",
        "what the municipality puts into it every year",
        usual=(100_000, 100_000_000),
    )

    def yearly(self) -> int:
        """The amount, rounded to a cent."""
        return round(self.amount)


ANSWERS: dict[str, type[NoExtraBudget] | type[Yearly]] = {"none": NoExtraBudget, "yearly": Yearly}

"""Money added for one purpose: the answers to whether there is any, as cents a year for each purpose.

The model has no children in poverty and no jobs, so this money buys nothing in it: every grant is a pot that is spent in
twelve equal parts on a programme outside, and shown. What it does for residents is not in any figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_YEAR, split_cents

CHILDREN = "kinderen_in_armoede"
REINTEGRATION = "re_integratie"


class Earmarked(Protocol):
    """An answer to *is money added for one purpose*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    def granted(self, year: int) -> Mapping[str, int]:
        """Cents granted for each purpose on 1 January of year *year* (0 the first with this answer)."""


@dataclass(frozen=True, slots=True)
class NoEarmark:
    """The answer that adds no earmarked money."""

    title: ClassVar[Text] = Text("geen", "none")
    in_dutch: ClassVar[str] = "Er komt geen geld bij voor één doel."

    def granted(self, year: int) -> Mapping[str, int]:
        """0 cents in every year."""
        return {}


def _children(dimension: str, nl: str, en: str) -> Any:
    return number(dimension, nl, en, usual=(1_000_00, 1_000_000_00))


def _period() -> Any:
    return number("duration", "hoe lang het geld er is", "how long there is money", minimum=1)


def _reintegration() -> Any:
    nl, en = "budget voor re-integratie per jaar", "budget for re-integration a year"
    return number("money per year", nl, en, usual=(0, 1_000_000_00))


@dataclass(frozen=True, slots=True)
class EachYear:
    """So much every year of the period: one reading of "€ 100.000 voor een periode van vier jaar" (wijkkader §6)."""

    title: ClassVar[Text] = Text("een bedrag per jaar", "an amount a year")
    in_dutch: ClassVar[str] = (
        'Ieder jaar van de periode komt er zoveel bij voor kinderen in armoede: één lezing van "€ 100.000 voor '
        'een periode van vier jaar" (wijkkader §6). Het gaat naar een programma buiten het model; wat dat voor '
        "bewoners doet, staat in geen enkel cijfer."
    )

    children: float = _children(
        "money per year", "voor kinderen in armoede, per jaar", "for children in poverty, a year"
    )
    period: float = _period()
    reintegration: float = _reintegration()

    def granted(self, year: int) -> Mapping[str, int]:
        """The amounts, in the years of the period."""
        if year >= _years(self.period):
            return {}
        return {CHILDREN: round(self.children), REINTEGRATION: round(self.reintegration)}


@dataclass(frozen=True, slots=True)
class InAll:
    """So much in all, in equal parts over the years of the period: the other reading of "€ 100.000 voor een periode van vier jaar" (wijkkader §6)."""

    title: ClassVar[Text] = Text("een bedrag voor de hele periode samen", "an amount for the whole period together")
    in_dutch: ClassVar[str] = (
        "Voor alle jaren samen komt er zoveel bij voor kinderen in armoede, in gelijke delen over de jaren van de "
        'periode: de andere lezing van "€ 100.000 voor een periode van vier jaar" (wijkkader §6). Het gaat naar '
        "een programma buiten het model; wat dat voor bewoners doet, staat in geen enkel cijfer."
    )

    children: float = _children(
        "money", "voor kinderen in armoede, in alle jaren samen", "for children in poverty, in all years"
    )
    period: float = _period()
    reintegration: float = _reintegration()

    def granted(self, year: int) -> Mapping[str, int]:
        """A part of the whole, exact to the cent, in the years of the period."""
        years = _years(self.period)
        if year >= years:
            return {}
        return {
            CHILDREN: split_cents(round(self.children), [1.0] * years)[year],
            REINTEGRATION: round(self.reintegration),
        }


def _years(days: float) -> int:
    return max(1, round(days / DAYS_PER_YEAR))


ANSWERS: dict[str, type[NoEarmark] | type[EachYear] | type[InAll]] = {
    "none": NoEarmark,
    "each_year": EachYear,
    "in_all": InAll,
}

"""Who pays a party, and how the money comes in: the answers, as amounts and moments. Moves no money itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.units import MINUTES_PER_HOUR, split_cents
from ruwaard_sim.words import Text


class Pays(Protocol):
    """An answer to *who pays and how*, for the parties of one role."""

    title: ClassVar[Text]
    in_pool: ClassVar[bool]
    """Whether the money goes into the joint budget beforehand."""
    covers_cost: ClassVar[bool]
    """Whether the municipality simply bears what the staff costs."""
    administration: float
    """Share of working time that registration and accountability take."""

    def budget(self, cents: int, years: int) -> int:
        """The yearly budget after *years* whole years, given the first year's."""

    def instalments(self, cents: int, months: int) -> list[int]:
        """How a budget for a period of *months* months is paid out at the start of each of them."""

    def bill(self, minutes: float, cents_per_hour: float) -> int:
        """What is paid afterwards for work delivered, in cents."""


@dataclass(frozen=True, slots=True)
class Lumpsum:
    """A sum per party, fixed beforehand, in instalments; never a payment afterwards (wijkkader §6).

    The wijkkader leaves the number of instalments open ("x termijnen").
    """

    title: ClassVar[Text] = Text(
        "lumpsum, in termijnen, zonder nabetaling", "lumpsum in instalments, nothing afterwards"
    )
    in_pool: ClassVar[bool] = True
    covers_cost: ClassVar[bool] = False

    administration: float = number(
        "share",
        "deel van de werktijd dat naar registratie en verantwoording gaat",
        "share of working time spent on registration and accountability",
        maximum=1,
    )
    yearly_instalments: float = number(
        "count",
        "aantal termijnen per jaar (1, 2, 3, 4, 6 of 12)",
        "instalments a year (1, 2, 3, 4, 6 or 12)",
        minimum=1,
        maximum=12,
    )
    indexation: float = number(
        "growth", "jaarlijkse verhoging van de lumpsum", "yearly increase of the lumpsum", minimum=None
    )

    def budget(self, cents: int, years: int) -> int:
        """Indexed once a year."""
        return round(cents * (1 + self.indexation) ** years)

    def instalments(self, cents: int, months: int) -> list[int]:
        """Equal parts, spread over the months; the cents that do not divide go to the first."""
        every = max(1, round(12 / self.yearly_instalments))
        moments = [1.0 if month % every == 0 else 0.0 for month in range(months)]
        return split_cents(cents, moments)

    def bill(self, minutes: float, cents_per_hour: float) -> int:
        """Nothing: whatever was delivered, the sum was paid before."""
        return 0


@dataclass(frozen=True, slots=True)
class Subsidy(Lumpsum):
    """A yearly subsidy to one party, apart from any joint budget: how welfare work was paid before 2018."""

    title: ClassVar[Text] = Text("subsidie per partij, in termijnen", "subsidy per party, in instalments")
    in_pool: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Production:
    """Payment by production: hours delivered times the tariff, each month, open-ended (seed 001: inspanningsgericht)."""

    title: ClassVar[Text] = Text("productie: geleverde uren maal tarief", "production: hours delivered times tariff")
    in_pool: ClassVar[bool] = False
    covers_cost: ClassVar[bool] = False

    administration: float = number(
        "share",
        "deel van de werktijd dat naar registratie en verantwoording gaat",
        "share of working time spent on registration and accountability",
        maximum=1,
    )

    def budget(self, cents: int, years: int) -> int:
        """The budget is an estimate; production may exceed it."""
        return cents

    def instalments(self, cents: int, months: int) -> list[int]:
        """Nothing beforehand."""
        return [0] * months

    def bill(self, minutes: float, cents_per_hour: float) -> int:
        """Hours times tariff, rounded to a cent."""
        return round(minutes / MINUTES_PER_HOUR * cents_per_hour)


@dataclass(frozen=True, slots=True)
class OwnStaff:
    """The municipality bears the cost of its own staff, outside the five lines of the wijkkader."""

    title: ClassVar[Text] = Text("eigen formatie van de gemeente", "the municipality's own staff")
    in_pool: ClassVar[bool] = False
    covers_cost: ClassVar[bool] = True

    administration: float = number(
        "share",
        "deel van de werktijd dat naar registratie en verantwoording gaat",
        "share of working time spent on registration and accountability",
        maximum=1,
    )

    def budget(self, cents: int, years: int) -> int:
        """No budget is set beforehand."""
        return 0

    def instalments(self, cents: int, months: int) -> list[int]:
        """Nothing beforehand."""
        return [0] * months

    def bill(self, minutes: float, cents_per_hour: float) -> int:
        """Nothing: the cost is borne as it comes."""
        return 0


ANSWERS: dict[str, type[Lumpsum] | type[Subsidy] | type[Production] | type[OwnStaff]] = {
    "lumpsum": Lumpsum,
    "subsidy": Subsidy,
    "production": Production,
    "own_staff": OwnStaff,
}

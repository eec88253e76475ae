"""A joint reserve pays first: an answer to who bears a shortfall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.shortfall.shortfall_answer import Cover
from ruwaard_sim.text import Text
from ruwaard_sim.units import split_cents


@dataclass(frozen=True, slots=True)
class Reserve:
    """Part of every surplus goes into a joint reserve, up to a height; it pays shortfalls as far as it goes.

    Before anything is divided, and surpluses of the same year count. When it cannot pay all, each party gets the same part of what
    it is short. On the last day what is in it is divided as a surplus is. Source: wijkkader §4.1 ("bepaal hoe partijen gezamenlijk
    verantwoordelijk zijn voor … risico en resultaat"), which leaves open how.
    """

    title: ClassVar[Text] = Text("eerst een gezamenlijke reserve", "a joint reserve first")
    in_dutch: ClassVar[str] = (
        "Van ieder overschot gaat eerst een deel naar een gezamenlijke reserve, tot een hoogste bedrag; die "
        "betaalt tekorten zolang er geld in zit. Is dat niet genoeg voor alle tekorten, dan krijgt iedere partij "
        'hetzelfde deel van het hare. Bron: wijkkader §4.1 ("bepaal hoe partijen gezamenlijk verantwoordelijk '
        'zijn voor … risico en resultaat"), dat openlaat hoe.'
    )
    pays_afterwards: ClassVar[bool] = False

    feed: float = number(
        "share",
        "deel van ieder overschot dat eerst naar de reserve gaat",
        "share of every surplus that goes into the reserve first",
        maximum=1,
    )
    most: float = number(
        "money",
        "hoogste bedrag dat in de reserve blijft staan",
        "highest amount that stays in the reserve",
        usual=(1_000_00, 2_000_000_00),
    )

    def feeds(self, surplus: int, reserve: int) -> int:
        """The share, as far as there is room in the reserve."""
        return min(round(surplus * self.feed), max(0, round(self.most) - reserve))

    def covers(self, short: Mapping[str, int], reserve: int) -> Cover:
        """As far as the reserve goes, in proportion to what each is short."""
        total = sum(short.values())
        if not total:
            return Cover()
        parts = split_cents(min(total, max(0, reserve)), list(short.values()))
        return Cover(reserve=dict(zip(short, parts, strict=True)))

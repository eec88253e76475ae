"""The measures that a stuurgroep can look at and the actions it can take, as data. Decides nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ruwaard_sim.text import Text

Of: TypeAlias = Literal["pool", "account", "action"]
"""What a measure can be about: hours or places, money, or an action of the stuurgroep itself."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of looking at the wijk: the type and unit of the fact it gives, and what it is about."""

    type: Literal["int", "money"]
    unit: str
    of: Of | None
    meaning: Text
    least: int = 0
    """The lowest that rules must be able to see; less than nothing counts as nothing."""


MEASURES: dict[str, Measure] = {
    "wait": Measure(
        "int",
        "days",
        "pool",
        Text(
            "gemiddelde wacht op deze uren of plekken van wie sinds het vorige overleg begon (0 als niemand begon)",
            "mean wait for these hours or places of those who began since the last meeting (0 if nobody began)",
        ),
    ),
    "longest": Measure(
        "int",
        "days",
        "pool",
        Text("hoe lang de langst wachtende nu wacht", "how long whoever waits longest has waited by now"),
    ),
    "waiting": Measure("int", "persons", "pool", Text("hoeveel er nu wachten", "how many wait now")),
    "use": Measure(
        "int",
        "%",
        "pool",
        Text(
            "welk deel van de uren of plekken sinds het vorige overleg werd gebruikt (100 als er geen waren)",
            "what part of the hours or places was used since the last meeting (100 if there were none)",
        ),
    ),
    "balance": Measure(
        "money",
        "EUR",
        "account",
        Text(
            "wat er nu op een rekening staat, of wat een partij tot nu toe overhoudt",
            "what is in an account now, or what a party has kept so far",
        ),
    ),
    "meeting": Measure("int", "meetings", None, Text("het hoeveelste overleg dit is", "the number of this meeting"), 1),
    "taken": Measure(
        "int",
        "times",
        "action",
        Text("hoe vaak tot dit besluit al is besloten", "how often this action was decided on before"),
    ),
}
"""Every measure a steering fact can take."""


@dataclass(frozen=True, slots=True)
class Shift:
    """*minutes* a week from the pool *take* to the pool *give*, as far as *take* keeps *keep* minutes a week."""

    take: str
    give: str
    minutes: float
    keep: float


@dataclass(frozen=True, slots=True)
class Open:
    """*by* places more at *places*; running them takes *minutes* a week of the pool *take*. Both may be less than 0."""

    places: str
    by: int
    take: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """From the next budget year on, this *share* of the joint budget is set aside for pgb."""

    share: float


@dataclass(frozen=True, slots=True)
class Buy:
    """Hours for the pool *give* until the end of the year, for *cents* out of *account*."""

    give: str
    account: str
    cents: int


Effect: TypeAlias = Shift | Open | Reserve | Buy


@dataclass(frozen=True, slots=True)
class Action:
    """Something the stuurgroep can decide: its name and what it does, in order; nothing at all may be meant."""

    name: str
    title: Text
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """The subject of a steering fact: a measure and what it is of ('' where the measure has no such thing)."""

    fact: str
    measure: str
    of: str


def seen(value: float, lowest: int, highest: int) -> int:
    """A measured *value* as rules see it: rounded, and within the range of the fact."""
    return min(max(round(value), lowest), highest)

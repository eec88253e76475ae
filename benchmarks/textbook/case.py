"""A question, and the need and the help behind it, as the textbook twin remembers them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import simpy

from benchmarks.textbook.people import NEVER, Person
from benchmarks.textbook.pools import Pool, Request
from benchmarks.textbook.regime import Step

LAST_EPISODE = 3


@dataclass(slots=True)
class Need:
    """What stays the same when a question comes back."""

    severity: int
    urgency: int
    reasoned: bool


@dataclass(eq=False, slots=True)
class Spell:
    """Help from its beginning to its end."""

    case: Case
    begin: float
    layer: str
    provision: str
    pool: str
    minutes: int
    end: float = NEVER
    unregistered: float = NEVER


@dataclass(eq=False, slots=True)
class Case:
    """A question of a resident in one leefdomein."""

    person: Person
    domain: str
    need: Need
    episode: int
    facts: dict[str, Any]
    luck: dict[str, float]
    handling: str = ""
    steps: tuple[Step, ...] = ()
    stage: str = "procedure"
    objected: bool = False
    decided: bool = False
    process: simpy.Process | None = None
    request: Request | None = None
    route: str = ""
    provision: str = ""
    pool: Pool | None = None
    minutes: int = 0
    stay: float = 0.0
    relapse: float = 0.0
    gap: float = 0.0
    price: float = 0.0
    contribution: bool = False
    spell: Spell | None = None
    first: dict[str, float] = field(default_factory=dict)
    first_layer: str = ""
    first_route: str = ""

    def told(self, kind: str) -> float:
        """The day of the first such event of the case, or never."""
        return self.first.get(kind, NEVER)


@dataclass(slots=True)
class Diary:
    """Everything that happened: cases, spells of help, and the days of each kind of event."""

    cases: list[Case] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    events: defaultdict[str, list[tuple[float, Case]]] = field(default_factory=lambda: defaultdict(list))
    work: list[tuple[float, float]] = field(default_factory=list)

    def tell(self, day: float, kind: str, case: Case) -> None:
        """Write down an event."""
        case.first.setdefault(kind, day)
        self.events[kind].append((day, case))

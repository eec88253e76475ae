"""Jockeying: a client whose provider has no room waits, or switches provider. Money can leak from lumpsum to production."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.text import Text


class WhenFull(Protocol):
    """An answer to *what if the chosen provider is full*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    @property
    def patience(self) -> float:
        """Days of waiting after which another provider of the same help is asked; infinite for never."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The client waits for the provider chosen first."""

    title: ClassVar[Text] = Text("wachten", "wait")
    in_dutch: ClassVar[str] = "De cliënt wacht op de aanbieder die het eerst is gekozen."

    @property
    def patience(self) -> float:
        """Infinite: the client never switches."""
        return math.inf


@dataclass(frozen=True, slots=True)
class Switch:
    """After a while the client goes to the provider of the same help with the most room."""

    title: ClassVar[Text] = Text("na een tijd naar een andere aanbieder", "to another provider after a while")
    in_dutch: ClassVar[str] = (
        "Na een tijd wachten gaat de cliënt naar de aanbieder van dezelfde hulp die de meeste ruimte heeft."
    )

    after: float = number(
        "duration",
        "wachttijd waarna een andere aanbieder wordt gevraagd",
        "wait after which another is asked",
    )

    @property
    def patience(self) -> float:
        """The wait named by the key ``after``."""
        return self.after


ANSWERS: dict[str, type[Switch] | type[Wait]] = {"wait": Wait, "switch": Switch}

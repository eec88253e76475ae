"""Prevention of later needs: the answers, as the work it takes and its believed effect. Gives no help itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.agents.procedure import Step, work
from ruwaard_sim.mechanisms.keys import NOTHING, Belief, factor_by_domain, layers, number, pool
from ruwaard_sim.text import Text


class Prevention(Protocol):
    """An answer to *whether help keeps later needs away*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]
    offered: ClassVar[bool]
    """True where prevention is offered to anybody."""

    @property
    def step(self) -> Step | None:
        """The work for one resident; None where nothing is done."""

    @property
    def follows(self) -> tuple[str, ...]:
        """The layers of help after which it is offered."""

    @property
    def factors(self) -> Mapping[str, float]:
        """The factor on this resident's later needs, by leefdomein; 1 changes nothing."""

    @property
    def days(self) -> float:
        """Days that the effect lasts."""


@dataclass(frozen=True, slots=True)
class NoPrevention:
    """Needs come as they come; only relapse depends on the help given."""

    title: ClassVar[Text] = Text("nee", "no")
    in_dutch: ClassVar[str] = (
        "Nieuwe vragen komen zoals ze komen; alleen of een vraag terugkomt, hangt af van de hulp die er was."
    )
    offered: ClassVar[bool] = False

    @property
    def step(self) -> Step | None:
        """None: no prevention is given."""
        return None

    @property
    def follows(self) -> tuple[str, ...]:
        """Empty: it follows no help."""
        return ()

    @property
    def factors(self) -> Mapping[str, float]:
        """No factors: all needs come as they come."""
        return NOTHING

    @property
    def days(self) -> float:
        """0 days: there is no effect."""
        return 0.0


@dataclass(frozen=True, slots=True)
class FewerLaterNeeds:
    """After general and collective help a resident is offered prevention, and has fewer new needs for a while.

    Wijkkader §4.2 puts prevention first in the assignment and in_het_kort says "voorkomen of vroegtijdig aanpakken";
    neither says what it does. So how much it thins is a belief, and a factor of 1 switches it off. Whoever gives it has so
    many hours: who waits for it is not kept from needs yet. The same need coming back (relapse) is not thinned.
    """

    title: ClassVar[Text] = Text("ja, na algemene en collectieve hulp", "yes, after general and collective help")
    in_dutch: ClassVar[str] = (
        "Na algemene en collectieve hulp krijgt een bewoner preventie aangeboden, en heeft dan een tijd lang "
        'minder nieuwe vragen. Wijkkader §4.2 zet preventie voorop in de opdracht en in_het_kort zegt "voorkomen '
        'of vroegtijdig aanpakken"; geen van beide zegt wat het oplevert. Hoeveel vragen het scheelt, is dus een '
        "overtuiging."
    )
    offered: ClassVar[bool] = True

    by: str = pool("uren waaruit preventie wordt gegeven", "hours from which prevention is given")
    effort: float = number("work", "werk per bewoner", "work for one resident")
    pace: float = number("pace", "tijd per week voor één bewoner", "time a week for one resident")
    after: tuple[str, ...] = layers(
        "na hulp in welke lagen het wordt aangeboden", "after help in which layers it is offered"
    )
    thins: Mapping[str, float] = factor_by_domain(
        "wat er per leefdomein van latere vragen overblijft (1 is alles)",
        "what is left of later needs in each leefdomein (1 is all)",
        belief=Belief(Text("preventie houdt vragen weg", "prevention keeps needs away"), neutral=1.0),
    )
    lasts: float = number("duration", "hoe lang dat aanhoudt", "how long that lasts")

    @property
    def step(self) -> Step | None:
        """So much work, at a pace."""
        return work("preventie", self.by, self.effort, self.pace)

    @property
    def follows(self) -> tuple[str, ...]:
        """The layers named by the key ``after``."""
        return self.after

    @property
    def factors(self) -> Mapping[str, float]:
        """The factors named by the key ``thins``."""
        return self.thins

    @property
    def days(self) -> float:
        """The duration named by the key ``lasts``."""
        return self.lasts


ANSWERS: dict[str, type[NoPrevention] | type[FewerLaterNeeds]] = {"none": NoPrevention, "thins": FewerLaterNeeds}

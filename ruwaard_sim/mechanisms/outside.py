"""The ways to reach specialists from outside the wijk: the answers, as waits and visits. Samples no wait itself.

How long their lists are is not for the wijk to decide: the wait of a provision says how long it takes after a
referral by the general practitioner, and an answer says what of it is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

from ruwaard_sim.mechanisms.keys import Belief, choice, number
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Visit:
    """A specialist at the table of an MDO: what it costs and who pays, and how often the team can go on without."""

    cents: int
    payer: str
    settled: float
    """Share of the residents concerned whom the team can help itself, with the specialist's advice."""


class SpecialistAccess(Protocol):
    """An answer to *how specialists are reached*."""

    title: ClassVar[Text]
    in_dutch: ClassVar[str]

    comes_to_meeting: ClassVar[bool]
    """True where a specialist sits at the table of a meeting."""

    def wait(self, days: float, *, decided: bool, advised: bool) -> float:
        """Days until a specialist begins, of the *days* it takes after a referral by the general practitioner.

        *decided*: officials decided about the case. *advised*: a specialist sat at the table.
        """

    @property
    def visit(self) -> Visit | None:
        """The cost and benefit of a specialist at the table; None when none comes."""


@dataclass(frozen=True, slots=True)
class Referral:
    """The resident goes to the general practitioner, who refers; then the list (what is usual under the Zvw).

    The wait of the provision holds both, so nothing is added here.
    """

    title: ClassVar[Text] = Text("na verwijzing door de huisarts", "after referral by the general practitioner")
    in_dutch: ClassVar[str] = (
        "De bewoner gaat naar de huisarts, die verwijst; daarna komt de wachtlijst (zoals gebruikelijk onder de "
        "Zvw). Beide zitten in de wachttijd van de voorziening."
    )
    comes_to_meeting: ClassVar[bool] = False

    def wait(self, days: float, *, decided: bool, advised: bool) -> float:
        """The full wait, for everybody."""
        return days

    @property
    def visit(self) -> Visit | None:
        """No specialist comes to a meeting."""
        return None


@dataclass(frozen=True, slots=True)
class _Shorter:
    """Base of the two other ways: no step by the general practitioner, and perhaps a shorter list."""

    referral: float = number(
        "duration",
        "deel van de wachttijd dat naar de verwijzing gaat en vervalt",
        "part of the wait that the referral takes, and that falls away",
    )
    shorter: float = number(
        "share",
        "deel van de rest van de wachttijd dat vervalt omdat de specialist de wijk kent",
        "share of the rest of the wait that falls away because the specialist knows the wijk",
        maximum=1,
        belief=Belief(Text("wie de wijk kent, helpt eerder", "who knows the wijk helps sooner"), neutral=0.0),
    )

    def _shortened(self, days: float) -> float:
        return max(0.0, days - self.referral) * (1 - self.shorter)


@dataclass(frozen=True, slots=True)
class Direct(_Shorter):
    """The team brings the resident straight to the specialist ("eenvoudig en goed toegangsproces", wijkkader §4.1).

    Assumes that the insurers accept the team's word for a referral; CZ and VGZ take part in the Proeftuin (in_het_kort).
    Who goes by way of the officials is referred as before. What the wijk gains on the list somebody else may lose; the
    model ends at the wijk.
    """

    title: ClassVar[Text] = Text("rechtstreeks door het team", "directly by the team")
    in_dutch: ClassVar[str] = (
        'Het team brengt de bewoner rechtstreeks bij de specialist ("eenvoudig en goed toegangsproces", wijkkader '
        "§4.1). De aanname is dat zorgverzekeraars het woord van het team als verwijzing aannemen; CZ en VGZ doen "
        "mee aan de Proeftuin (in_het_kort). Wat de wijk op de wachtlijst wint, verliest misschien een ander; dat "
        "ziet het model niet."
    )
    comes_to_meeting: ClassVar[bool] = False

    def wait(self, days: float, *, decided: bool, advised: bool) -> float:
        """The shortened wait for a resident referred by the team; the full wait after a formal decision."""
        return days if decided else self._shortened(days)

    @property
    def visit(self) -> Visit | None:
        """No specialist comes to a meeting."""
        return None


@dataclass(frozen=True, slots=True)
class AtMdo(_Shorter):
    """A specialist comes to the MDO of residents whom the rules would refer (wijkkader §2: "de relevante professionals").

    For some the advice is enough and the team helps; rules say so with the fact ``team_met_advies``. The others are
    known to the specialist already and wait shorter. How often advice is enough is a belief; nobody measured it.
    """

    title: ClassVar[Text] = Text("de specialist komt bij het MDO", "the specialist comes to the meeting")
    in_dutch: ClassVar[str] = (
        "Een specialist komt bij het MDO van bewoners die volgens de regels verwezen zouden worden (wijkkader §2: "
        '"de relevante professionals"). Voor een deel is het advies genoeg en helpt het team; de anderen kent de '
        "specialist dan al, en zij wachten korter. Hoe vaak advies genoeg is, is een overtuiging; niemand heeft "
        "het gemeten."
    )
    comes_to_meeting: ClassVar[bool] = True

    price: float = number(
        "money",
        "prijs van een specialist bij één MDO, met reistijd en verslag",
        "price of a specialist at one meeting, with travel and report",
        usual=(20_00, 2_000_00),
    )
    payer: str = choice(
        "wie de specialist bij het MDO betaalt", "who pays for the specialist at the meeting", "wmo", "zvw"
    )
    settled: float = number(
        "share",
        "aandeel van deze bewoners dat het team met advies zelf helpt",
        "share of these residents whom the team then helps itself, with advice",
        maximum=1,
        belief=Belief(Text("advies van een specialist is genoeg", "a specialist's advice is enough"), neutral=0.0),
    )

    def wait(self, days: float, *, decided: bool, advised: bool) -> float:
        """The shortened wait for residents at whose meeting a specialist sat; the full wait for others."""
        return self._shortened(days) if advised else days

    @property
    def visit(self) -> Visit | None:
        """The price, rounded to a cent, and how often advice is enough."""
        return Visit(round(self.price), self.payer, self.settled)


ANSWERS: dict[str, type[Referral] | type[Direct] | type[AtMdo]] = {
    "referral": Referral,
    "direct": Direct,
    "at_mdo": AtMdo,
}

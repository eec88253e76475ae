"""The questions the sources leave open, and the answers there are: a file a question, or a folder with a file an answer.

``QUESTIONS`` is the only place that lists them. A question marked *by role* is answered for each
role of party (``welfare``, ``participant``, ``other``, ``municipality``).

Every answer says what it assumes and where that comes from: in English in its docstring, and for who chooses
in Dutch, as ``in_dutch``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruwaard_sim.mechanisms import (
    appeal,
    collective,
    contribution,
    decides,
    earmarked,
    extra,
    formal,
    outside,
    pays,
    prevention,
    release,
    reservation,
    residents,
    settlement,
    settles,
    shortfall,
    staffing,
    steers,
    surplus,
    when_full,
)
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: its title, its answers by name, and whether each role of party has its own."""

    title: Text
    answers: Mapping[str, type[Any]]
    by_role: bool = False


QUESTIONS: dict[str, Question] = {
    "decides": Question(Text("Wie beslist over een hulpvraag?", "Who decides about a case?"), decides.ANSWERS),
    "formal": Question(Text("Hoe gaat een formele aanvraag?", "How is a formal request handled?"), formal.ANSWERS),
    "appeal": Question(
        Text("Wie gaat na een afgewezen bezwaar naar de rechter?", "Who goes to court after a rejected objection?"),
        appeal.ANSWERS,
    ),
    "pays": Question(Text("Hoe wordt een partij betaald?", "How is a party paid?"), pays.ANSWERS, by_role=True),
    "staffing": Question(
        Text("Hoe bepaalt een partij haar formatie?", "How does a party staff itself?"),
        staffing.ANSWERS,
        by_role=True,
    ),
    "surplus": Question(Text("Wat gebeurt er met een overschot?", "What happens to a surplus?"), surplus.ANSWERS),
    "shortfall": Question(Text("Wie draagt een tekort?", "Who bears a shortfall?"), shortfall.ANSWERS),
    "settles": Question(
        Text(
            "Wanneer wordt een overschot of tekort afgerekend?", "When are the books closed on a surplus or shortfall?"
        ),
        settles.ANSWERS,
    ),
    "settlement": Question(
        Text("Hoe verrekenen partijen werk voor elkaar?", "How do parties settle work done for each other?"),
        settlement.ANSWERS,
    ),
    "reservation": Question(
        Text("Hoe wordt geld voor pgb gereserveerd?", "How is money for pgb set aside?"), reservation.ANSWERS
    ),
    "release": Question(
        Text("Wat als de reservering niet op gaat?", "What if the reservation is not used up?"), release.ANSWERS
    ),
    "contribution": Question(
        Text("Wat betalen inwoners zelf?", "What do residents pay themselves?"), contribution.ANSWERS
    ),
    "when_full": Question(
        Text("Wat als de gekozen aanbieder vol zit?", "What if the chosen provider is full?"),
        when_full.ANSWERS,
    ),
    "extra": Question(
        Text("Is er een extra investeringsbudget?", "Is there an extra investment budget?"), extra.ANSWERS
    ),
    "collective": Question(
        Text("Waarop draaien collectieve voorzieningen?", "What do collective provisions run on?"), collective.ANSWERS
    ),
    "prevention": Question(
        Text("Houdt hulp latere vragen weg?", "Does help keep later needs away?"), prevention.ANSWERS
    ),
    "residents": Question(
        Text("Over welk geld beslissen bewoners?", "About which money do residents decide?"), residents.ANSWERS
    ),
    "outside": Question(
        Text(
            "Hoe komt een bewoner bij een specialist van buiten de wijk?", "How are specialists from outside reached?"
        ),
        outside.ANSWERS,
    ),
    "earmarked": Question(
        Text("Komt er geld bij voor één doel?", "Is money added for one purpose?"), earmarked.ANSWERS
    ),
    "steers": Question(Text("Wie stuurt bij, en hoe vaak?", "Who steers, and how often?"), steers.ANSWERS),
}

ROLES: dict[str, Text] = {
    "municipality": Text("gemeente", "municipality"),
    "welfare": Text("welzijn en publieke gezondheid", "welfare and public health"),
    "participant": Text("aanbieder die deelneemt aan de proeftuin", "provider that takes part"),
    "other": Text("aanbieder die niet deelneemt", "provider that does not take part"),
}
"""The roles of parties, which decide how they are paid and staffed."""

"""Every fact that rules about residents may weigh: its type, its range, and where its value comes from.

The one table behind the checks of a vocabulary, the deal of facts and the pages about them. Adding a fact
is adding a row; adding a trait is adding a row, a field of :class:`~ruwaard_sim.agents.traits.Traits` and a
field of the traits in ``population.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ruwaard_sim.agents.households import Position
from ruwaard_sim.agents.needs import EPISODES, INCOMES, URGENCIES, Needs
from ruwaard_sim.agents.people import Residents
from ruwaard_sim.streams import Ints

OLDEST = 110
"""Age in years above which rules see no difference."""

ROOM = "vrij_"
"""A yes/no fact of this name, with the name of places behind it, gives if there is room at the moment."""

Column = Callable[[Needs, Residents], Ints]
"""The values of a fact for all needs, in their order."""


@dataclass(frozen=True, slots=True)
class DuringCase:
    """How a fact may become otherwise while a case goes on: to anything, or if it *rises* to more only.

    *most* is the most that it can become by that (a word; None for any); with *decided* it only changes after a formal
    decision.
    """

    rises: bool = False
    most: str | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class RuleFact:
    """One fact that rules may weigh, as the model supplies it.

    *type* is the type it must have in a vocabulary, with exactly these *choices* where there are any, and a
    range that holds all of *bounds*. A vocabulary must declare it when *required*. *column* takes it from the
    needs and their residents when a replication is dealt; None for what is filled in when a question is asked.
    """

    name: str
    type: str
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] | None = None
    required: bool = False
    column: Column | None = None
    trait: bool = False
    """Whether it is a trait of the resident, spread over people by ``population.yaml``."""
    read_by_model: bool = False
    """Whether the model itself uses this trait, even when no rule does."""
    during_case: DuringCase | None = None
    """How it changes while a case goes on; None for what stays as it was when the question was asked."""


def _trait(name: str, *, read_by_model: bool = False) -> RuleFact:
    """A mark from 0 to 10 that a resident has."""

    def column(needs: Needs, residents: Residents) -> Ints:
        marks: Ints = getattr(residents.traits, name)[needs.resident]
        return marks

    return RuleFact(name, "int", bounds=(0, 10), column=column, trait=True, read_by_model=read_by_model)


def _lives_alone(needs: Needs, residents: Residents) -> Ints:
    alone: Ints = (residents.position[needs.resident] == Position.ALONE).astype(np.int64)
    return alone


def _can_keep_pgb(needs: Needs, residents: Residents) -> Ints:
    return residents.traits.pgb_bekwaam[needs.resident].astype(np.int64)


RULE_FACTS: dict[str, RuleFact] = {
    fact.name: fact
    for fact in (
        RuleFact("leefdomein", "enum", column=lambda needs, _: needs.domain),
        RuleFact(
            "zwaarte",
            "int",
            bounds=(0, 10),
            required=True,
            column=lambda needs, _: needs.severity,
            during_case=DuringCase(rises=True, decided=True),
        ),
        RuleFact(
            "urgentie",
            "ordered",
            URGENCIES,
            required=True,
            column=lambda needs, _: needs.urgency,
            during_case=DuringCase(rises=True, most="hoog"),
        ),
        RuleFact("leeftijd", "int", bounds=(0, OLDEST), required=True),
        _trait("eigen_kracht", read_by_model=True),
        _trait("netwerk"),
        _trait("welbevinden", read_by_model=True),
        RuleFact("alleenstaand", "bool", column=_lives_alone),
        RuleFact("inkomen", "ordered", INCOMES, column=lambda needs, residents: residents.income[needs.resident]),
        RuleFact("wil_pgb", "bool", required=True),
        RuleFact("pgb_bekwaam", "bool", column=_can_keep_pgb),
        RuleFact("pgb_gemotiveerd", "bool", column=lambda needs, _: needs.reasoned),
        RuleFact("wil_beschikking", "bool", required=True),
        RuleFact("terugval", "int", bounds=(0, EPISODES - 1), required=True),
        RuleFact("team_met_advies", "bool", during_case=DuringCase()),
    )
}
"""By name, in the order in which messages list them. *leefdomein* counts in the order of the leefdomeinen dealt."""


def room_fact(places: str) -> RuleFact:
    """The fact whether there is room at the moment in these places."""
    return RuleFact(f"{ROOM}{places}", "bool", during_case=DuringCase())


def required_facts() -> tuple[str, ...]:
    """The facts that every vocabulary must declare, because the model fills them in itself."""
    return tuple(name for name, fact in RULE_FACTS.items() if fact.required)


def idle_traits(declared: frozenset[str]) -> frozenset[str]:
    """The traits that change no result: neither *declared* as a fact for rules nor read by the model."""
    return frozenset(
        name for name, fact in RULE_FACTS.items() if fact.trait and not fact.read_by_model and name not in declared
    )

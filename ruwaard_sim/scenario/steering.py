"""The steering rules of a scenario: whether what they name is there, and what of them the model is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ruwaard_sim.agents.stuurgroep import MEASURES, Action, Buy, Effect, Open, Reserve, Shift, Sight
from ruwaard_sim.ledger import POTS
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.rules import Table
from ruwaard_sim.scenario.node import Loc
from ruwaard_sim.scenario.plan import Steering
from ruwaard_sim.scenario.remarks import Check
from ruwaard_sim.scenario.shapes import Scenario
from ruwaard_sim.scenario.steering_shapes import ActionOf, SightOf, SteeringRules

_AT: Loc = ("steering",)


def steering(written: SteeringRules, tables: Mapping[str, Table]) -> Steering:
    """What the model needs of the steering rules *written* (collapsed to a day), of which *tables* were made."""
    sights = tuple(Sight(name, fact.measures, fact.of or "") for name, fact in written.facts.items())
    prices = next(iter(tables.values())).vocabulary.parameter_values
    actions = {
        name: Action(name, action.title, tuple(_effects(action, prices))) for name, action in written.actions.items()
    }
    return Steering(sights, tables, actions)


def _effects(written: ActionOf, prices: Mapping[str, int]) -> Iterator[Effect]:
    if (shift := written.shift) is not None:
        yield Shift(shift.take, shift.give, shift.hours.number, shift.keep.number)
    if (places := written.places) is not None:
        yield Open(places.of, places.by.whole, places.take, places.hours.whole)
    if (reservation := written.reservation) is not None:
        yield Reserve(reservation.share.number)
    if (buy := written.buy) is not None:
        yield Buy(buy.give, buy.account, prices[buy.price])


# ---------------------------------------------------------------------- what is named


def check_steering(the: Check, hours: Iterable[str]) -> None:
    """Note everything in the steering rules that leads nowhere, or cannot be done; *hours* are all pools of hours."""
    written = the.scenario.steering
    steered = the.scenario.mechanisms.steers.answer != "none"
    if written is None:
        if steered:
            the.note(
                ("mechanisms", "steers"), "X101",
                "er zijn geen regels om mee te sturen: bij deze basis staat geen steering.yaml",
                "there are no rules to steer by: this base has no steering.yaml",
                key=True,
            )  # fmt: skip
        return
    _sights(the, written, list(hours))
    for name, action in written.actions.items():
        _action(the, written, (*_AT, "actions", name), action, list(hours))
        if steered:
            _possible(the, (*_AT, "actions", name), action)
    for name, table in written.tables.items():
        if table.hit == "collect":
            the.note(
                (*_AT, "tables", name, "hit"), "X102",
                "een tabel om mee te sturen geeft één besluit: kies 'first' of 'unique'",
                "a table to steer by gives one decision: choose 'first' or 'unique'",
                suggestion="first",
            )  # fmt: skip


def _sights(the: Check, written: SteeringRules, hours: list[str]) -> None:
    organisation = the.scenario.organisation
    known: dict[str, tuple[list[str], str, str]] = {
        "pool": ([*hours, *organisation.places], "uren of plekken", "hours or places"),
        "account": ([*POTS, *organisation.parties], "rekening of partij", "account or party"),
        "action": (list(written.actions), "besluit", "action"),
    }
    for name, fact in written.facts.items():
        at: Loc = (*_AT, "facts", name)
        measure = MEASURES[fact.measures]
        if measure.of is not None and fact.of is not None:
            words, nl, en = known[measure.of]
            the.known((*at, "of"), fact.of, words, nl, en)
        elif measure.of is not None or fact.of is not None:
            _of_or_not(the, at, fact)
        if (fact.type, fact.unit) != (measure.type, measure.unit):
            the.note(
                (*at, "unit" if fact.type == measure.type and fact.unit is not None else "type"), "X103",
                f"'{fact.measures}' geeft type: {measure.type}, unit: {measure.unit}",
                f"'{fact.measures}' gives type: {measure.type}, unit: {measure.unit}",
            )  # fmt: skip


def _of_or_not(the: Check, at: Loc, fact: SightOf) -> None:
    measure = MEASURES[fact.measures]
    if fact.of is None:
        the.note(
            at, "X104",
            f"waarvan? '{fact.measures}' heeft een 'of' nodig: {measure.meaning.nl}",
            f"of what? '{fact.measures}' needs an 'of': {measure.meaning.en}",
            key=True,
        )  # fmt: skip
    else:
        the.note(
            (*at, "of"), "X104",
            f"'{fact.measures}' gaat nergens van: laat 'of' weg", f"'{fact.measures}' is of nothing: leave out 'of'",
            key=True,
        )  # fmt: skip


def _action(the: Check, written: SteeringRules, at: Loc, action: ActionOf, hours: list[str]) -> None:
    pools = ("uren", "hours")
    if (shift := action.shift) is not None:
        the.known((*at, "shift", "take"), shift.take, hours, *pools)
        the.known((*at, "shift", "give"), shift.give, hours, *pools)
        if shift.take == shift.give:
            the.note((*at, "shift", "give"), "X105", "uren gaan naar iets anders toe", "hours go to something else")
    if (places := action.places) is not None:
        the.known((*at, "places", "of"), places.of, the.scenario.organisation.places, "plekken", "places")
        the.known((*at, "places", "take"), places.take, hours, *pools)
    if (buy := action.buy) is not None:
        the.known((*at, "buy", "give"), buy.give, hours, *pools)
        the.known((*at, "buy", "account"), buy.account, POTS, "pot", "pot")
        prices = [name for name, parameter in written.parameters.items() if parameter.type == "money"]
        the.known((*at, "buy", "price"), buy.price, prices, "parameter van het type money", "parameter of type money")


# ---------------------------------------------------------------------- what can be done


def _possible(the: Check, at: Loc, action: ActionOf) -> None:
    """What is decided must be possible with the way parties are paid and staffed (X100)."""
    if (shift := action.shift) is not None:
        _fixed(the, (*at, "shift", "take"), shift.take)
        _fixed(the, (*at, "shift", "give"), shift.give)
        _one_purse(the, (*at, "shift"), shift.take, shift.give)
    if (buy := action.buy) is not None:
        _fixed(the, (*at, "buy", "give"), buy.give)
    if action.reservation is not None and the.scenario.mechanisms.reservation.answer == "outside":
        the.note(
            (*at, "reservation"), "X100",
            "er wordt niets gereserveerd (reservation: outside), dus er is geen deel te veranderen",
            "nothing is set aside (reservation: outside), so there is no share to change",
            key=True,
        )  # fmt: skip


def _party(scenario: Scenario, pool: str) -> tuple[str, Any, Any] | None:
    """The party whose hours *pool* is, with the answers to how it is paid and staffed; None when there is none."""
    group = scenario.organisation.staff.get(pool.partition(".")[0])
    party = None if group is None else scenario.organisation.parties.get(group.party)
    if group is None or party is None:
        return None
    paid = QUESTIONS["pays"].answers[getattr(scenario.mechanisms.pays, party.role).answer]
    staffed = QUESTIONS["staffing"].answers[getattr(scenario.mechanisms.staffing, party.role).answer]
    return group.party, paid, staffed


def _fixed(the: Check, at: Loc, pool: str) -> None:
    found = _party(the.scenario, pool)
    if found is not None and found[2].reviews:
        the.note(
            at, "X100",
            f"'{pool}' volgt de vraag; daar valt niets te verschuiven of bij te kopen",
            f"'{pool}' follows demand; nothing can be shifted or bought there",
        )  # fmt: skip


def _one_purse(the: Check, at: Loc, take: str, give: str) -> None:
    """Hours of one party go to another only where both are paid from the joint budget."""
    giver, getter = _party(the.scenario, take), _party(the.scenario, give)
    if giver is None or getter is None or giver[0] == getter[0] or (giver[1].in_pool and getter[1].in_pool):
        return
    outside = take if not giver[1].in_pool else give
    the.note(
        (*at, "take" if outside == take else "give"), "X100",
        f"'{outside}' wordt niet uit het wijkbudget betaald, dus kunnen er geen uren van of naar een andere partij",
        f"'{outside}' is not paid from the joint budget, so no hours can go to or come from another party",
    )  # fmt: skip

"""The steering rules of a scenario: whether what they name is there, and what of them the model is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ruwaard_sim.agents.steering import MEASURES, Action, Buy, Effect, Open, Reserve, Shift, Sight
from ruwaard_sim.ledger import JOINT, POTS
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.plan import Steering
from ruwaard_sim.rules import Table
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantity_fields import Quantity
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.scenario.schema.steering_models import ActionOf, BuyOf, OpenOf, SightOf, SteeringRules
from ruwaard_sim.text import Text
from ruwaard_sim.units import MONTHS_PER_YEAR

_AT: Loc = ("steering",)


def steering(written: SteeringRules, tables: Mapping[str, Table]) -> Steering:
    """The steering that the model takes, from the rules *written* (collapsed to a day) and their *tables*."""
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
        yield Open(places.of, places.by.whole_number, places.take, places.hours.whole_number)
    if (reservation := written.reservation) is not None:
        yield Reserve(reservation.share.number)
    if (buy := written.buy) is not None:
        yield Buy(buy.give, buy.account, prices[buy.price])


# ---------------------------------------------------------------------- what is named


def check_steering(check: CheckContext, hours: Iterable[str]) -> None:
    """Note everything in the steering rules that leads nowhere, or cannot be done; *hours* are all pools of hours."""
    written = check.scenario.steering
    steered = check.scenario.mechanisms.steers.answer != "none"
    if written is None:
        if steered:
            check.note(
                ("mechanisms", "steers"),
                "X101",
                key=True,
            )
        return
    _sights(check, written, list(hours))
    for name, action in written.actions.items():
        _action(check, written, (*_AT, "actions", name), action, list(hours))
        if steered:
            _possible(check, (*_AT, "actions", name), action)
    _purchases(check, written)
    if steered:
        _meetings(check)
    for name, table in written.tables.items():
        if table.hit == "collect":
            check.note(
                (*_AT, "tables", name, "hit"),
                "X102",
                suggestion="first",
            )


def _sights(check: CheckContext, written: SteeringRules, hours: list[str]) -> None:
    organisation = check.scenario.organisation
    names_of: dict[str, tuple[list[str], str, str]] = {
        "pool": ([*hours, *organisation.places], "uren of plekken", "hours or places"),
        "account": ([*POTS, *organisation.parties], "rekening of partij", "account or party"),
        "action": (list(written.actions), "besluit", "action"),
    }
    for name, fact in written.facts.items():
        at: Loc = (*_AT, "facts", name)
        measure = MEASURES[fact.measures]
        if measure.of is not None and fact.of is not None:
            words, nl, en = names_of[measure.of]
            check.is_one_of((*at, "of"), fact.of, words, nl, en)
        elif measure.of is not None or fact.of is not None:
            _of_or_not(check, at, fact)
        if (fact.type, fact.unit) != (measure.type, measure.unit):
            check.note(
                (*at, "unit" if fact.type == measure.type and fact.unit is not None else "type"),
                "X103",
                measures=fact.measures,
                type=measure.type,
                unit=measure.unit,
            )
        elif fact.min > measure.least:
            check.note(
                (*at, "min"),
                "X017",
                which="sights",
                measures=fact.measures,
                least=measure.least,
                min=fact.min,
            )


def _of_or_not(check: CheckContext, at: Loc, fact: SightOf) -> None:
    measure = MEASURES[fact.measures]
    if fact.of is None:
        check.note(
            at,
            "X104",
            which="of_or_not",
            measures=fact.measures,
            meaning=measure.meaning,
            key=True,
        )
    else:
        check.note(
            (*at, "of"),
            "X104",
            which="of_or_not_2",
            measures=fact.measures,
            key=True,
        )


def _action(check: CheckContext, written: SteeringRules, at: Loc, action: ActionOf, hours: list[str]) -> None:
    pools = ("uren", "hours")
    if (shift := action.shift) is not None:
        check.is_one_of((*at, "shift", "take"), shift.take, hours, *pools)
        check.is_one_of((*at, "shift", "give"), shift.give, hours, *pools)
        if shift.take == shift.give:
            check.note(
                (*at, "shift", "give"),
                "X105",
                take=shift.take,
            )
        _something(check, (*at, "shift", "hours"), shift.hours)
    if (places := action.places) is not None:
        check.is_one_of((*at, "places", "of"), places.of, check.scenario.organisation.places, "plekken", "places")
        check.is_one_of((*at, "places", "take"), places.take, hours, *pools)
        _places(check, (*at, "places"), places)
    if (buy := action.buy) is not None:
        check.is_one_of((*at, "buy", "give"), buy.give, hours, *pools)
        check.is_one_of((*at, "buy", "account"), buy.account, POTS, "pot", "pot")
        prices = [name for name, parameter in written.parameters.items() if parameter.type == "money"]
        check.is_one_of(
            (*at, "buy", "price"), buy.price, prices, "parameter van het type money", "parameter of type money"
        )
        if buy.price in prices and min(_ever(written.parameters[buy.price].value)) < 0:
            check.note(
                (*_AT, "parameters", buy.price, "value"),
                "X106",
                which="action",
            )


# ---------------------------------------------------------------------- by how much


def _ever(quantity: Quantity) -> list[float]:
    """The values of *quantity*, one for each of its dates; in base units."""
    return [quantity.at(day).number for day in quantity.dates or (date.max,)]


def _something(check: CheckContext, at: Loc, quantity: Quantity) -> None:
    if not any(_ever(quantity)):
        check.note(
            at,
            "X106",
            which="something",
        )


def _places(check: CheckContext, at: Loc, places: OpenOf) -> None:
    more, hours = _ever(places.by), _ever(places.hours)
    _something(check, (*at, "by"), places.by)
    if any(number % 1 for number in more):
        check.note(
            (*at, "by"),
            "X106",
            which="places",
        )
    if max(more) > 0 > min(hours) or min(more) < 0 < max(hours):
        check.note(
            (*at, "hours"),
            "X106",
            which="places_2",
        )


def _meetings(check: CheckContext) -> None:
    """Meetings are on the first of a month, as many months apart."""
    if any(MONTHS_PER_YEAR % number for number in _ever(check.scenario.mechanisms.steers.yearly_meetings)):
        often = [number for number in range(1, MONTHS_PER_YEAR + 1) if MONTHS_PER_YEAR % number == 0]
        nl, en = (f"{', '.join(map(str, often[:-1]))} {word} {often[-1]}" for word in ("of", "or"))
        check.note(
            ("mechanisms", "steers", "yearly_meetings"),
            "X106",
            which="meetings",
            numbers=Text(nl, en),
        )


# ---------------------------------------------------------------------- what is bought


def _purchases(check: CheckContext, written: SteeringRules) -> None:
    """A guarantee that a pot is never overdrawn is only true when it counts each purchase from that pot (X107)."""
    guarded: dict[str, list[str]] = {}
    for name, guarantee in written.guarantees.items():
        pot = written.facts.get(guarantee.never_negative or "")
        if pot is not None and pot.measures == "balance" and pot.of is not None:
            guarded.setdefault(pot.of, []).append(name)
    for table, rule, action in _decisions(written):
        buy = written.actions[action].buy
        if buy is None or buy.account not in POTS:
            continue
        if buy.account not in guarded:
            check.note(
                (*_AT, "tables", table, "rules", rule, "then"),
                "X107",
                which="purchases",
                action=action,
                account=buy.account,
                severity="warning",
            )
            continue
        when = f"{table} == {action}"
        for name in guarded[buy.account]:
            counted = [(_line(spend.when), spend.amount) for spend in written.guarantees[name].spends]
            if counted and (when, buy.price) not in counted:
                entry = f'{{when: "{when}", amount: {buy.price}}}'
                check.note(
                    (*_AT, "guarantees", name, "spends"),
                    "X107",
                    which="purchases_2",
                    action=action,
                    entry=entry,
                    key=True,
                    severity="warning",
                )


def _decisions(written: SteeringRules) -> Iterator[tuple[str, str, str]]:
    """(table, rule, action) of each action that a table may decide on, with the first rule that does."""
    noted: set[tuple[str, str]] = set()
    for name, table in written.tables.items():
        for key, rule in table.rules.items():
            for action in (rule.then, *rule.judgement):
                if action in written.actions and (name, action) not in noted:
                    noted.add((name, action))
                    yield name, key, action


def _line(when: str | Sequence[str]) -> str:
    """A condition of one line as it is written, apart from spaces."""
    return " ".join((when if isinstance(when, str) else " and ".join(when)).split())


# ---------------------------------------------------------------------- what can be done


def _possible(check: CheckContext, at: Loc, action: ActionOf) -> None:
    """A decision must be possible with the way parties are paid and staffed (X100)."""
    if (shift := action.shift) is not None:
        _fixed(check, (*at, "shift", "take"), shift.take)
        _fixed(check, (*at, "shift", "give"), shift.give)
        _one_purse(check, (*at, "shift"), shift.take, shift.give)
    if (buy := action.buy) is not None:
        _fixed(check, (*at, "buy", "give"), buy.give)
        _not_yet_paid(check, (*at, "buy"), buy)
    if action.reservation is not None and check.scenario.mechanisms.reservation.answer == "outside":
        check.note(
            (*at, "reservation"),
            "X100",
            which="possible",
            key=True,
        )


def _party(scenario: Scenario, pool: str) -> tuple[str, Any, Any] | None:
    """The party whose hours *pool* is, with the answers to how it is paid and staffed; None when there is none."""
    group = scenario.organisation.staff.get(pool.partition(".")[0])
    party = None if group is None else scenario.organisation.parties.get(group.party)
    if group is None or party is None:
        return None
    paid = QUESTIONS["pays"].answers[getattr(scenario.mechanisms.pays, party.role).answer]
    staffed = QUESTIONS["staffing"].answers[getattr(scenario.mechanisms.staffing, party.role).answer]
    return group.party, paid, staffed


def _fixed(check: CheckContext, at: Loc, pool: str) -> None:
    party = _party(check.scenario, pool)
    if party is not None and party[2].reviews:
        check.note(
            at,
            "X100",
            which="fixed",
            pool=pool,
        )


def _not_yet_paid(check: CheckContext, at: Loc, buy: BuyOf) -> None:
    """Nothing is bought that is paid for already, nor with money that is guarded to parties already."""
    party = _party(check.scenario, buy.give)
    if party is not None and party[1].covers_cost:
        check.note(
            (*at, "give"),
            "X100",
            which="not_yet_paid",
            give=buy.give,
        )
    if buy.account == JOINT:
        check.note(
            (*at, "account"),
            "X100",
            which="not_yet_paid_2",
            account=JOINT,
        )


def _one_purse(check: CheckContext, at: Loc, take: str, give: str) -> None:
    """Hours of one party go to another only where both are paid from the joint budget."""
    giver, getter = _party(check.scenario, take), _party(check.scenario, give)
    if giver is None or getter is None or giver[0] == getter[0] or (giver[1].in_pool and getter[1].in_pool):
        return
    outside = take if not giver[1].in_pool else give
    check.note(
        (*at, "take" if outside == take else "give"),
        "X100",
        which="one_purse",
        outside=outside,
    )

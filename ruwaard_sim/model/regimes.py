"""The regime of now, with its rules compiled and its names numbered, so that the model can just ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.agents.queues import Resource
from ruwaard_sim.agents.rule_facts import ROOM
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.model.deal import Deal, judged
from ruwaard_sim.plan import Plan, Provision, Regime, Staff
from ruwaard_sim.rules import Condition, Table, compile_collect, compile_condition, compile_first
from ruwaard_sim.units import MINUTES_PER_HOUR, WEEKS_PER_YEAR

First = Callable[[Sequence[int]], int]


@cache
def compiled_first(table: Table) -> First:
    """The place of the first rule of *table* that applies to given facts; compiled once."""
    return compile_first(table)


@cache
def _collect(table: Table) -> Callable[[Sequence[int]], tuple[int, ...]]:
    return compile_collect(table)


@cache
def _describes(condition: Condition) -> Callable[[Sequence[int]], bool]:
    return compile_condition(condition.expression, {})


@dataclass(frozen=True, slots=True)
class Task:
    """A step as one run knows it: by number, with the pools themselves and its minutes of work in all."""

    step: Step
    number: int
    asks: tuple[tuple[Resource, int], ...]
    minutes: float


class CurrentRegime:
    """The regime in force, ready to be asked; :meth:`switch` puts the next one in force."""

    regime: Regime
    aanpak: First
    routering: First
    registering_changed: bool
    """Whether other help is missing in the registers than under the regime before."""
    contributing_changed: bool
    """Whether a contribution is owed for other help than under the regime before."""

    def __init__(self, plan: Plan, pools: dict[str, Resource], dealt: Deal) -> None:
        self.pools = pools
        self._dealt = dealt
        self.calendar = plan.calendar
        self.domains = tuple(domain.name for domain in plan.domains)
        self.pool_names = tuple(pools)
        self.pool_number = {name: number for number, name in enumerate(pools)}
        self.handlings = tuple(HANDLINGS)
        routes = dict.fromkeys(route for regime in plan.regimes for route in regime.provisions)
        self.routes = tuple(routes)
        self.route_number = {route: number for number, route in enumerate(routes)}
        self.steps_known: dict[str, int] = {}
        self.aanpak_rules = tuple(dict.fromkeys(rule.id for regime in plan.regimes for rule in regime.aanpak.rules))
        self.routering_rules = tuple(
            dict.fromkeys(rule.id for regime in plan.regimes for rule in regime.routering.rules)
        )
        steered = [regime.steering for regime in plan.regimes if regime.steering is not None]
        self.steering_rules = tuple(
            dict.fromkeys(
                f"{name}.{rule.id}"
                for steering in steered
                for name, table in steering.tables.items()
                for rule in table.rules
            )
        )
        self.actions = tuple(dict.fromkeys(name for steering in steered for name in steering.actions))
        vocabulary = plan.regimes[0].aanpak.vocabulary
        self.fact = {fact.name: index for index, fact in enumerate(vocabulary.facts)}
        self.room = tuple(
            (index, pools[name.removeprefix(ROOM)]) for name, index in self.fact.items() if name.startswith(ROOM)
        )
        self._registering: tuple[object, ...] = ()
        self._contributing: set[str] = set()
        self.switch(plan.regimes[0])

    def switch(self, regime: Regime) -> None:
        """From now on *regime* holds."""
        self.regime = regime
        self.aanpak = compiled_first(regime.aanpak)
        self.routering = compiled_first(regime.routering)
        self._aanbod = _collect(regime.aanbod)
        self._handlings_of, self._routes_of = (
            tuple(self._dealt.possible_answers(table, rule) for rule in table.rules)
            for table in (regime.aanpak, regime.routering)
        )
        self.impossible = tuple((entry, _describes(entry.condition)) for entry in regime.impossible)
        self._offers = tuple(rule.outcome for rule in regime.aanbod.rules)
        self.aanpak_rule = tuple(self.aanpak_rules.index(rule.id) for rule in regime.aanpak.rules)
        self.routering_rule = tuple(self.routering_rules.index(rule.id) for rule in regime.routering.rules)
        self._joint = {name for staff in regime.staff.values() if staff.pays.in_pool for name in staff.pools}
        registered = {handling: regime.decides.registers(handling) for handling in regime.decides.handlings}
        registering = (self._joint, registered, regime.registered)
        self.registering_changed, self._registering = registering != self._registering, registering
        contributing = {route for route, provision in regime.provisions.items() if provision.contribution}
        self.contributing_changed, self._contributing = contributing != self._contributing, contributing
        self._staff = {name: staff for staff in regime.staff.values() for name in staff.pools}
        self._procedures: dict[str, tuple[Task, ...]] = {}

    def handling(self, rule: int, uniform: float) -> str:
        """The answer of aanpak rule *rule*; for judgement *uniform* (0 to 1) chooses evenly."""
        return judged(self._handlings_of[rule], uniform)

    def route(self, rule: int, uniform: float) -> str:
        """The answer of routering rule *rule*; for judgement *uniform* (0 to 1) chooses evenly."""
        return judged(self._routes_of[rule], uniform)

    def procedure(self, handling: str) -> tuple[Task, ...]:
        """The steps for *handling* under the present regime; made when first asked for."""
        procedure = self._procedures.get(handling)
        if procedure is None:
            procedure = self._procedures[handling] = tuple(self.task(step) for step in self.regime.steps(handling))
        return procedure

    def task(self, step: Step) -> Task:
        """The task that *step* is in this run; its number goes with its name."""
        number = self.steps_known.setdefault(step.name, len(self.steps_known))
        return Task(step, number, self.asks(step), step.minutes)

    def asks(self, step: Step) -> tuple[tuple[Resource, int], ...]:
        """The pools a step needs, with the amounts."""
        return tuple((self.pools[name], amount) for name, amount in step.asks)

    def offers_pgb(self, facts: Sequence[int]) -> bool:
        """True if the rules offer a pgb to someone with these facts."""
        return any(self._offers[index] == "pgb" for index in self._aanbod(facts))

    def in_joint_budget(self, pool: str) -> bool:
        """True if this resource is paid from the joint budget beforehand."""
        return pool in self._joint

    def yearly_cents(self, provision: Provision, pool: Resource | None, minutes: int, pgb_cents: int) -> int:
        """The cost in cents of a year of help that the municipality buys; 0 for help without a tariff or a price."""
        staff = None if pool is None else self._staff.get(pool.name)
        weekly = 0.0 if staff is None else minutes / MINUTES_PER_HOUR * staff.tariff
        if provision.layer == "pgb":
            weekly = pgb_cents
        once = provision.once if provision.payer == "wmo" else 0
        return round(weekly * WEEKS_PER_YEAR) + once

    def result(self, pool: str, route: str) -> tuple[Staff | None, int]:
        """The staff group that owns *pool*, and the cents it is paid when help by *route* has run its course."""
        staff = self._staff.get(pool)
        return staff, 0 if staff is None else staff.pays.result(route)

    def pgb_cents(self, in_kind: Provision, minutes: int) -> int:
        """Cents a week of a pgb instead of *minutes* a week of *in_kind*."""
        tariff = self._staff[in_kind.pools[0]].tariff * self.regime.pgb_price
        return round(minutes / MINUTES_PER_HOUR * tariff)

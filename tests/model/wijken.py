"""Wijken for the laws: the shipped variants made small, with capacities, prices and mechanisms drawn anew. No tests."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.mechanisms.earmarked import EachYear as GrantedEachYear
from ruwaard_sim.mechanisms.earmarked import InAll, NoEarmark
from ruwaard_sim.mechanisms.keys import FrozenNumbers
from ruwaard_sim.mechanisms.pays import Lumpsum, Output, OwnStaff, Production, ProductionCapped, Subsidy, Task
from ruwaard_sim.mechanisms.release import KeptForNextYear, OnDate, WithSurplus
from ruwaard_sim.mechanisms.reservation import Inside, InsideAmount, Outside
from ruwaard_sim.mechanisms.settlement import AtTariff, NoSettlement
from ruwaard_sim.mechanisms.settles import AtTheEnd, EachYear
from ruwaard_sim.mechanisms.shortfall import BorneByParty, Claim, Reserve
from ruwaard_sim.mechanisms.staffing import Fixed, FollowsDemand, Substitutes, WithinBudget
from ruwaard_sim.mechanisms.surplus import InProportion, KeptByParties, Reinvest, Returned, Thirds
from ruwaard_sim.mechanisms.when_full import Switch, Wait
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import LogNormal, Plan, Provision, Regime, Staff
from ruwaard_sim.tables import measure
from ruwaard_sim.units import Calendar

SHIPPED = ("gangbaar", "wijkbudget", "sturing")
VARIANTS = Path(__file__).parents[2] / "scenarios" / "variants"
CALM = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)


def law(examples: int) -> Callable[[Any], Any]:
    """So many examples, the same ones every time."""
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None, suppress_health_check=CALM)


@cache
def shipped(name: str) -> Plan:
    """A shipped variant, whole."""
    return load_variant(VARIANTS / f"{name}.yaml").plan


@cache
def small(name: str, share: float = 0.03, years: int = 2) -> Plan:
    """A shipped variant with *share* of its people, money and room, for a few years."""
    return shrunk(shipped(name), share, years)


def shrunk(plan: Plan, share: float, years: int) -> Plan:
    """The plan with *share* of its people, money and room, for a few years."""
    start = plan.calendar.start
    return until(
        replace(
            plan,
            population=plan.population.scaled(share),
            stock=tuple(replace(kind, clients=round(kind.clients * share)) for kind in plan.stock),
            regimes=tuple(_shrunk(regime, share) for regime in plan.regimes),
        ),
        start.replace(year=start.year + years),
    )


def _shrunk(regime: Regime, share: float) -> Regime:
    return replace(
        regime,
        staff={
            name: replace(group, budget=round(group.budget * share), fixed=group.fixed * share)
            for name, group in regime.staff.items()
        },
        places={name: replace(places, places=places.places * share) for name, places in regime.places.items()},
        lines=tuple(
            replace(line, participants=round(line.participants * share), others=round(line.others * share))
            for line in regime.lines
        ),
    )


def until(plan: Plan, end: date) -> Plan:
    """The same plan, ending on another day."""
    calendar = Calendar(plan.calendar.start, end)
    return replace(
        plan, calendar=calendar, regimes=tuple(regime for regime in plan.regimes if regime.start < calendar.days)
    )


def everywhere(plan: Plan, change: Callable[[Regime], Regime]) -> Plan:
    """The plan with *change* made to every regime."""
    return replace(plan, regimes=tuple(change(regime) for regime in plan.regimes))


def from_day(plan: Plan, day: float, change: Callable[[Regime], Regime]) -> Plan:
    """The plan with *change* made from *day* on."""
    before = [regime for regime in plan.regimes if regime.start < day]
    first = replace(before[-1], start=day)
    after = [regime for regime in plan.regimes if regime.start > day]
    if len(before) + len(after) < len(plan.regimes):
        first = next(regime for regime in plan.regimes if regime.start == day)
    return replace(plan, regimes=(*before, *(change(regime) for regime in (first, *after))))


# ---------------------------------------------------------------------- drawn changes

factors = st.sampled_from((0.1, 0.4, 0.8, 1.0, 1.3, 3.0))
shares = st.sampled_from((0.0, 0.05, 0.3, 1.0))
_PRICES = FrozenNumbers(huishoudelijke_hulp=9_000_00.0, begeleiding=12_000_00.0, dagbesteding=10_000_00.0)
STAFFING = (
    Fixed(), WithinBudget(0.0), WithinBudget(0.3), FollowsDemand(0.9, 30.0, 0.3), FollowsDemand(1.0, 0.0, 1.0),
    Substitutes(0.04, 0.95, 0.1, 0.5), Substitutes(0.0, 1.0, 1.0, 0.0),
)  # fmt: skip
PAYS = (
    Lumpsum(0.05, 4, 0.0), Lumpsum(0.0, 12, 0.02), Subsidy(0.1, 1, 0.0), Production(0.08), OwnStaff(0.1),
    Task(0.03, 4, 0.0), ProductionCapped(0.08, 0.6), Output(0.06, _PRICES),
)  # fmt: skip
FULL = (Wait(), Switch(0.5), Switch(14.0), Switch(100.0))
RESERVED = (Outside(), Inside(0.0), Inside(0.05), Inside(1.0), InsideAmount(5_000_00.0), InsideAmount(1e9))
_TEAM = "sociaal_werk.ondersteuning"
SURPLUS = (Returned(), Reinvest(_TEAM, 0.2), Thirds(_TEAM), InProportion(0.3, _TEAM), KeptByParties())
SHORTFALL = (BorneByParty(), Reserve(0.5, 2_000_00.0), Claim(0.5))
SETTLES = (EachYear(), AtTheEnd())
RELEASE = (WithSurplus(), OnDate(10.0, _TEAM), OnDate(1.0, _TEAM), KeptForNextYear())
SETTLEMENT = (NoSettlement(), AtTariff(4.0), AtTariff(1.0))
EARMARKED = (NoEarmark(), GrantedEachYear(100_000_00.0, 365.25, 7.0), InAll(100_000_01.0, 4 * 365.25, 0.0))
_staffing, _pays, _full, _reserved = map(st.sampled_from, (STAFFING, PAYS, FULL, RESERVED))


@dataclass(frozen=True)
class Change:
    """A change to make to a regime: other capacities, prices, thresholds and mechanisms."""

    hours: float
    money: float
    prices: float
    room: float
    stay: float
    participant: tuple[Any, Any]
    other: tuple[Any, Any]
    welfare: tuple[Any, Any]
    objections: float
    upheld: float
    relapse: float
    wish: float
    left: tuple[Any, ...]
    """Surplus, shortfall, when it is settled, settlement between parties, release of a reservation, earmarked money."""
    full: Any
    reserved: Any
    crisis: float
    threshold: int

    def __call__(self, regime: Regime) -> Regime:
        """The regime with the change made to it."""
        return replace(
            regime,
            **_tables(regime, self.threshold),
            staff={name: self._group(group) for name, group in regime.staff.items()},
            places={name: replace(places, places=places.places * self.room) for name, places in regime.places.items()},
            provisions={name: self._provision(made) for name, made in regime.provisions.items()},
            formal=replace(regime.formal, objections=self.objections, upheld=self.upheld),  # type: ignore[type-var]
            **dict(zip(LEFT, self.left, strict=True)),
            when_full=self.full,
            reservation=self.reserved,
            pgb_wish=self.wish,
            beschikking_wish=self.wish,
            crisis=tuple(rate * self.crisis for rate in regime.crisis),
        )

    def _group(self, group: Staff) -> Staff:
        pays, staffing = getattr(self, group.role, (group.pays, group.staffing))
        return replace(
            group,
            pays=pays,
            staffing=Fixed() if group.role == "welfare" and staffing.reviews else staffing,  # money buys hours there
            budget=round(group.budget * self.money),
            cost=group.cost * self.prices,
            tariff=group.tariff * self.prices,
            fixed=(group.fixed or 600.0) * self.hours,
        )

    def _provision(self, made: Provision) -> Provision:
        stay = LogNormal(made.stay.mu + math.log(self.stay), made.stay.sigma)
        return replace(made, stay=stay, relapse=self.relapse, gap=made.gap * self.stay)


def _tables(regime: Regime, more: int) -> dict[str, Any]:
    """The rule tables with every threshold so much higher."""
    words = regime.aanpak.vocabulary
    words = replace(words, parameters=tuple(replace(p, value=p.value + more) for p in words.parameters))
    return {name: replace(getattr(regime, name), vocabulary=words) for name in ("aanpak", "routering", "aanbod")}


LEFT = ("surplus", "shortfall", "settles", "settlement", "release", "earmarked")
_left = st.tuples(*map(st.sampled_from, (SURPLUS, SHORTFALL, SETTLES, SETTLEMENT, RELEASE, EARMARKED)))
_party = st.tuples(_pays, _staffing)
changes = st.builds(
    Change, factors, factors, factors, factors, factors, _party, _party, _party, shares, shares, shares, shares,
    _left, _full, _reserved, st.sampled_from((0.0, 1.0, 50.0)), st.integers(-3, 3),
)  # fmt: skip


def restless(plan: Plan) -> Plan:
    """The same wijk with a few people who have very many needs, and who move a lot."""
    people = plan.population
    return replace(
        plan,
        population=replace(people, moving=tuple((age, rate * 10) for age, rate in people.moving)),
        domains=tuple(
            replace(domain, frailty=4.0, rates=tuple(rate * 10 for rate in domain.rates)) for domain in plan.domains
        ),
    )


@dataclass(frozen=True)
class Wijk:
    """A small wijk: a shipped variant, changed at random, for the whole period or from some day on."""

    name: str
    restless: bool
    change: Change
    day: float | None
    seed: int

    @property
    def plan(self) -> Plan:
        """Its plan."""
        plan = restless(small(self.name, 0.015)) if self.restless else small(self.name, 0.05)
        return everywhere(plan, self.change) if self.day is None else from_day(plan, self.day, self.change)

    def lived(self) -> RunResult:
        """One run."""
        return lived(self.plan, self.seed)


wijken = st.builds(
    Wijk,
    st.sampled_from(SHIPPED),
    st.booleans(),
    changes,
    st.sampled_from((None, 0.0, 31.0, 45.0, 200.0, 365.0, 400.0)),
    st.integers(0, 10**6),
)


# ---------------------------------------------------------------------- what came out


def lived(plan: Plan, seed: int = 2018, replication: int = 1) -> RunResult:
    """One run."""
    return simulate(plan, deal(plan, seed, replication))


def same_facts(one: RunResult, other: RunResult) -> bool:
    """Whether two runs are the same, bit for bit, with the same money."""
    return one.rows.tobytes() == other.rows.tobytes() and transfers(one) == transfers(other)


def transfers(history: RunResult) -> list[tuple[float, str, str, int, str]]:
    """Every transfer, with the accounts by name."""
    ledger = history.ledger
    names = list(ledger.accounts)
    rows = zip(ledger.days, ledger.sources, ledger.targets, ledger.cents, ledger.purposes, strict=True)
    return [(day, names[source], names[target], cents, purpose) for day, source, target, cents, purpose in rows]


def told(history: RunResult) -> list[tuple[Any, ...]]:
    """All facts with rules by name, so that rules added elsewhere in a table make no difference."""
    named = {EventKind.HANDLED: history.aanpak, EventKind.ROUTED: history.routering}
    return [
        (day, kind, case, named[EventKind(int(kind))][int(what)] if kind in named else what, who, amount)
        for day, kind, case, what, who, amount in history.rows.tolist()
    ]


def figures(history: RunResult, plan: Plan) -> dict[tuple[str, str], float]:
    """All indicators."""
    return {(period, name): value for period, name, value in measure(history, plan)}


def digest(name: str, share: float, seed: int, replication: int) -> str:
    """A fingerprint of one run with its figures, to compare across processes."""
    plan = small(name, share)
    history = lived(plan, seed, replication)
    told = repr((transfers(history), figures(history, plan)))
    return sha256(history.rows.tobytes() + told.encode()).hexdigest()

"""From checked scenarios to a plan: which dates matter, and what holds from each of them, in plain numbers.

Reads no files and notes no problems of form; it is handed scenarios that `references` found sound.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ruwaard_sim.agents.needs import INCOMES, URGENCIES, DomainProfile, StockProfile
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.mechanisms.steers import Steers
from ruwaard_sim.plan import Impossible, Line, LogNormal, Places, Plan, Provision, Regime, Staff, Steering
from ruwaard_sim.rules import Rulebook, parse
from ruwaard_sim.rules.tables.substitution import settled_condition
from ruwaard_sim.scenario.checks.belief_checks import acting, believed_demand, believed_help, outcomes, referrals
from ruwaard_sim.scenario.checks.steering_checks import steering
from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.quantity_fields import Spread, change_dates
from ruwaard_sim.scenario.schema.mechanism_models import mechanism
from ruwaard_sim.scenario.schema.models import Domain, ProvisionOf, Scenario, StaffGroup
from ruwaard_sim.scenario.schema.population_models import profile
from ruwaard_sim.scenario.schema.rule_models import ImpossibleOf
from ruwaard_sim.scenario.variants.shocks import dated_shocks
from ruwaard_sim.text import Text
from ruwaard_sim.units import Calendar


class Stage(NamedTuple):
    """A scenario with its tree, and the day from which it holds instead of the one before it."""

    name: str
    since: date
    scenario: Scenario
    tree: Node


Dated = Sequence[tuple[date, Scenario, Mapping[str, Rulebook]]]
"""What holds from each date on: the scenario collapsed to that date, with the rule tables of each part of it."""


def first_date(scenario: Scenario) -> date:
    """The day on which the simulation begins: the period's start less the lead-in."""
    return scenario.period.start - timedelta(days=scenario.period.lead_in.whole_number)


def holding(stages: Sequence[Stage], day: date) -> Stage:
    """The stage that holds on *day*: of several that begin on one day the last."""
    return [stage for stage in stages if stage.since <= day][-1]


def dates(stages: Sequence[Stage]) -> list[date]:
    """The dates on which something changes, from the first day of the simulation on, in order.

    The first of *stages* is the base. Every 1 January counts, because wages do.
    """
    period = stages[0].scenario.period
    start, end = period.start, period.end
    first = first_date(stages[0].scenario)
    days = {first, start, *(stage.since for stage in stages)}
    for stage in stages:
        days |= {day for day in change_dates(stage.scenario) if holding(stages, day) is stage}
    days |= {date(year, 1, 1) for year in range(start.year, end.year + 1)}
    return sorted(day for day in days if first <= day < end)


def plan(
    name: str,
    title: Text,
    dated: Dated,
    *,
    counterfactual: bool = False,
) -> Plan:
    """The plan of a variant, of which *dated* tells what holds from which date."""
    base = dated[0][1]
    calendar = Calendar(base.period.start, base.period.end)
    domains = tuple(_domain(key, domain, base.needs.frailty.number) for key, domain in base.needs.domains.items())
    stock = tuple(
        StockProfile(
            route,
            stock_of_domain.in_kind or route,
            list(base.needs.domains).index(key),
            stock_of_domain.clients.whole_number,
        )
        for route, provision in base.organisation.provisions.items()
        for key, stock_of_domain in provision.stock.items()
    )
    return Plan(
        name=name,
        title=title,
        calendar=calendar,
        first_day=float(calendar.day(dated[0][0])),
        population=profile(base.population),
        domains=domains,
        stock=stock,
        regimes=_distinct([_regime(day, scenario, books, calendar) for day, scenario, books in dated]),
        norms={key: norm.number for key, norm in base.norms.items()},
        counterfactual=counterfactual,
        beliefs={name: title for _, scenario, _ in dated for name, title in acting(scenario).items()},
        shocks=dated_shocks([(day, scenario) for day, scenario, _ in dated], base.period.end),
    )


def _distinct(regimes: Sequence[Regime]) -> tuple[Regime, ...]:
    """Without those that differ from the one before in their first day only, so that a date alone changes nothing."""
    regimes_kept: list[Regime] = []
    for regime in regimes:
        if not regimes_kept or replace(regime, start=regimes_kept[-1].start) != regimes_kept[-1]:
            regimes_kept.append(regime)
    return tuple(regimes_kept)


def _domain(name: str, written: Domain, frailty: float) -> DomainProfile:
    bands = sorted((float(key), rate) for key, rate in written.rates.numbers.items())
    urgency = [written.urgency.numbers[word] for word in URGENCIES]
    total = sum(urgency)
    severity = written.severity.numbers
    return DomainProfile(
        name=name,
        ages=tuple(age for age, _ in bands),
        rates=tuple(rate for _, rate in bands),
        alone=written.alone.number,
        low_income=written.low_income.number,
        high_income=written.high_income.number,
        frailty=frailty,
        headroom=written.headroom.number,
        severity=(severity["lowest"], severity["likeliest"], severity["highest"]),
        urgency=(urgency[0] / total, (urgency[0] + urgency[1]) / total, sum(urgency[:3]) / total),
        pgb_able=written.reasoned.number,
    )


def log_normal(spread: Spread) -> LogNormal:
    """The parameters of a lognormal with this mean and coefficient of variation."""
    sigma = math.sqrt(math.log(1 + spread.cv.number**2))
    mean = max(spread.mean.number, 1e-9)
    return LogNormal(math.log(mean) - sigma**2 / 2, sigma)


def _regime(day: date, scenario: Scenario, books: Mapping[str, Rulebook], calendar: Calendar) -> Regime:
    tables = books["rules"]
    years = max(0, day.year - calendar.start.year)
    wages = (1 + scenario.money.wage_growth.number) ** years
    prices = (1 + scenario.money.price_growth.number) ** years
    roles = {name: party.role for name, party in scenario.organisation.parties.items()}
    chosen = scenario.mechanisms
    plain = {name: mechanism(name, getattr(chosen, name)) for name in QUESTIONS if not QUESTIONS[name].by_role}
    staff = {
        name: _staff(name, group, scenario, roles[group.party], (wages, prices))
        for name, group in scenario.organisation.staff.items()
    }
    lines = tuple(
        Line(name, line.participants.whole_number, line.others.whole_number)
        for name, line in scenario.money.lines.items()
    )
    return Regime(
        start=float(calendar.day(day)),
        aanpak=tables["aanpak"],
        routering=tables["routering"],
        aanbod=tables["aanbod"],
        provisions={
            name: believed_help(scenario, _provision(name, written))
            for name, written in scenario.organisation.provisions.items()
        },
        staff=staff,
        places={
            name: Places(name, places.size.number, places.available.number)
            for name, places in scenario.organisation.places.items()
        },
        lines=lines,
        demand=demand(scenario, plain["contribution"].demand(), years),
        crisis=tuple(domain.crisis.number for domain in scenario.needs.domains.values()),
        crisis_per_point=scenario.needs.crisis_per_point.number,
        pgb_wish=scenario.policy.pgb_wish.number,
        pgb_price=scenario.policy.pgb_price.number,
        beschikking_wish=scenario.policy.beschikking_wish.number,
        registered=scenario.policy.registered.number,
        steering=_steering(scenario, books, plain["steers"]),
        referrals=referrals(scenario),
        outcomes=outcomes(scenario),
        impossible=_impossible(scenario.rules.cannot_happen, tables),
        **plain,
    )


def _steering(scenario: Scenario, books: Mapping[str, Rulebook], steers: Steers) -> Steering | None:
    """By what is steered, if anybody does."""
    if scenario.steering is None or steers.months == 0:
        return None
    made = steering(scenario.steering, books["steering"])
    return replace(made, impossible=_impossible(scenario.steering.cannot_happen, books["steering"]))


def _impossible(written: Mapping[str, ImpossibleOf], rulebook: Rulebook) -> tuple[Impossible, ...]:
    """Who or what does not exist by these conditions, with the parameters of the day; they were read before."""
    words = next(iter(rulebook.values())).vocabulary
    return tuple(
        Impossible(name, entry.title, settled_condition(parse(entry.when, words), words))
        for name, entry in written.items()
    )


def demand(
    scenario: Scenario, response: tuple[float, float, float], years: int
) -> tuple[tuple[float, float, float], ...]:
    """The factor on the needs of each leefdomein, by income class, *years* calendar years after the first.

    Growth, shocks and effects multiply; the *response* to the own contribution counts where it is asked.
    """
    needs = scenario.needs
    rows = []
    for name, domain in needs.domains.items():
        growth = needs.growth.get(name)
        factor = (1 + growth.number) ** years if growth is not None else 1.0
        for shock in needs.shocks.values():
            if name in shock.domains:
                factor *= shock.factor.number
        for believed in believed_demand(scenario, name):
            factor *= believed
        answers = response if domain.contribution else (1.0,) * len(INCOMES)
        rows.append((factor * answers[0], factor * answers[1], factor * answers[2]))
    return tuple(rows)


def _staff(name: str, group: StaffGroup, scenario: Scenario, role: str, growth: tuple[float, float]) -> Staff:
    pays = mechanism("pays", getattr(scenario.mechanisms.pays, role))
    direct = (1 - scenario.organisation.sickness.number) * (1 - pays.administration)
    shares = group.tasks.numbers
    total = sum(shares.values())
    employed = 0.0
    if group.fte is not None and group.productive_hours is not None:
        employed = group.fte.number * group.productive_hours.number
    wages, prices = growth
    return Staff(
        name=name,
        party=group.party,
        line=group.line,
        role=role,
        pools=tuple(f"{name}.{task}" for task in shares),
        shares=tuple(share / total for share in shares.values()),
        pays=pays,
        staffing=mechanism("staffing", getattr(scenario.mechanisms.staffing, role)),
        budget=_budget(group, scenario, role),
        cost=group.cost.number * wages,
        tariff=0.0 if group.tariff is None else group.tariff.number * prices,
        direct=direct,
        fixed=employed * direct,
    )


def _budget(group: StaffGroup, scenario: Scenario, role: str) -> int:
    if group.line is None:
        return 0
    line = scenario.money.lines[group.line]
    return (line.others if role == "other" else line.participants).whole_number


def _provision(name: str, written: ProvisionOf) -> Provision:
    shares = written.by.numbers if written.by is not None else {}
    total = sum(shares.values())
    cumulative: list[float] = []
    for share in shares.values():
        cumulative.append((cumulative[-1] if cumulative else 0.0) + share / total)
    if cumulative:
        cumulative[-1] = 1.0
    return Provision(
        route=name,
        layer=written.layer,
        pools=tuple(shares),
        shares=tuple(cumulative),
        amount=None if written.amount is None else log_normal(written.amount),
        per_point=0.0 if written.per_point is None else written.per_point.number,
        notice=0.0 if written.notice is None else written.notice.number,
        stay=log_normal(written.stay),
        wait=None if written.wait is None else log_normal(written.wait),
        once=0 if written.once is None else written.once.cents.whole_number,
        payer="wmo" if written.once is None else written.once.payer,
        contribution=written.contribution,
        relapse=written.relapse.number,
        gap=written.gap.number,
    )

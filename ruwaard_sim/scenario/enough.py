"""Whether what is asked for can ever be given: hours and places against demand, demand against its head-room.

Judges a finished plan, regime by regime, by its modes. What it finds is possible, but nobody can mean it: a
line in which everybody waits for ever. How long others wait is for the simulation to tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from ruwaard_sim.agents.steps import Meaning, Step
from ruwaard_sim.agents.stuurgroep import Open
from ruwaard_sim.errors import Findings
from ruwaard_sim.mechanisms.keys import META
from ruwaard_sim.scenario.node import Loc, Node
from ruwaard_sim.scenario.plan import LogNormal, Plan, Regime, Staff
from ruwaard_sim.units import MINUTES_PER_HOUR, WEEKS_PER_YEAR
from ruwaard_sim.words import Text


@dataclass(frozen=True, slots=True)
class _Ask:
    """Somebody asks *amount* units of *pool*; *at* is where the scenario says so."""

    who: Text
    pool: str
    amount: float
    at: Loc


Shortages = frozenset[tuple[str, str]]
"""Which pools fall short for whom."""


def note_shortages(
    plan: Plan, tree: Node, since: float, findings: Findings, own: str | None = None, known: Shortages = frozenset()
) -> Shortages:
    """Warn of pools in which nobody who asks after day *since* will ever be served, but for those *known*.

    X071: the pool is always empty; X072: more is asked at once than it ever holds. Noted where the size is
    said, or where it is asked for if the size is said in another file than *own*.
    """
    sizes = list(_sizes(plan))
    told: set[tuple[str, str]] = set(known)
    for number, regime in enumerate(plan.regimes):
        if regime.start < since:
            continue
        for ask in _asks(regime):
            ever = max(size.get(ask.pool, 0.0) for size in sizes[number:])
            if round(ask.amount) <= ever or (ask.pool, ask.who.nl) in told:
                continue
            told.add((ask.pool, ask.who.nl))
            cause = _cause(regime, ask.pool)
            mark = tree.mark_at(cause)
            if own is not None and mark.file != own:
                mark = tree.mark_at(ask.at)
            code, text = _said(ask, ever, place=ask.pool in regime.places)
            findings.add(mark, code, text, severity="warning")
    return frozenset(told)


def _said(ask: _Ask, ever: float, *, place: bool) -> tuple[str, Text]:
    never = Text("wie daarop wacht, wordt nooit geholpen", "who waits for it is never helped")
    if ever == 0:
        what = Text("plekken", "places") if place else Text("uren", "hours")
        return "X071", Text(
            f"'{ask.pool}' heeft nooit {what.nl}, maar {ask.who.nl} vraagt ze: {never.nl}",
            f"'{ask.pool}' never has {what.en}, but {ask.who.en} asks for them: {never.en}",
        )
    much, most = f"{ask.amount / MINUTES_PER_HOUR:.3g}", f"{ever / MINUTES_PER_HOUR:.3g}"
    return "X072", Text(
        f"{ask.who.nl} vraagt {much} uur per week tegelijk van '{ask.pool}', dat er nooit meer dan {most} heeft: "
        f"{never.nl}",
        f"{ask.who.en} asks {much} hours a week at once of '{ask.pool}', which never has more than {most}: {never.en}",
    )


# ---------------------------------------------------------------------- what is asked


def _asks(regime: Regime) -> Iterator[_Ask]:
    handlings = dict.fromkeys(rule.outcome for rule in regime.aanpak.rules)
    steps = [step for handling in handlings for step in regime.decides.steps(handling)]
    appeal = regime.decides.appeal
    if appeal is not None and appeal.share > 0 and any(step.meaning is Meaning.DECISION for step in steps):
        steps.append(appeal.step)
    for step in steps:
        for pool, amount in step.asks:
            who = Text(f"de stap '{step.name}'", f"the step '{step.name}'")
            yield _Ask(who, pool, amount, _named(regime, step, pool))
    if regime.steers.step is not None:
        for pool, amount in regime.steers.step.asks:
            who = Text("het overleg van de stuurgroep", "the meeting of the stuurgroep")
            yield _Ask(who, pool, amount, ("mechanisms", "steers", "meeting", pool))
    for action, effect in _openings(regime):
        who = Text(f"het besluit '{action}'", f"the decision '{action}'")
        yield _Ask(who, effect.take, effect.minutes, ("steering", "actions", action, "places", "hours"))
    for route in dict.fromkeys(rule.outcome for rule in regime.routering.rules):
        provision = regime.provisions[route]
        for pool, share in zip(provision.pools, _parts(provision.shares), strict=True):
            if share > 0:
                who = Text(f"een cliënt van '{route}'", f"a client of '{route}'")
                mean = 1.0 if provision.amount is None else _mean(provision.amount)
                yield _Ask(who, pool, mean, ("organisation", "provisions", route, "by", "rows", pool))


def _openings(regime: Regime) -> Iterator[tuple[str, Open]]:
    """The places that steering rules may open, with the name of the decision."""
    if regime.steering is None:
        return
    answers = {answer for table in regime.steering.tables.values() for rule in table.rules for answer in rule.answers}
    for action in regime.steering.actions.values():
        if action.name in answers:
            yield from ((action.name, effect) for effect in action.effects if isinstance(effect, Open))


def _mean(law: LogNormal) -> float:
    return math.exp(law.mu + law.sigma**2 / 2)


def _parts(cumulative: Sequence[float]) -> list[float]:
    return [upto - before for before, upto in zip([0.0, *cumulative], cumulative, strict=False)]


def _named(regime: Regime, step: Step, pool: str) -> Loc:
    """Where the scenario says that *step* takes hours of *pool*."""
    at: Loc = ("mechanisms", "decides")
    for key in fields(regime.decides):  # type: ignore[arg-type]
        form, value = key.metadata[META].form, getattr(regime.decides, key.name)
        if form == "work by pool" and step.meaning is Meaning.MEETING and pool in value:
            return (*at, key.name, pool)
        if form == "pool" and step.meaning is not Meaning.MEETING and value == pool:
            return (*at, key.name)
    return at


# ---------------------------------------------------------------------- what there is


def _sizes(plan: Plan) -> Iterator[dict[str, float]]:
    """The size of each pool in each regime; infinite where it grows with demand or is bought from a surplus."""
    starts = plan.calendar.year_starts()
    for regime in plan.regimes:
        year = sum(1 for start in starts if 0 < start <= regime.start)
        sizes = {name: float(max(0, round(places.size))) for name, places in regime.places.items()}
        for staff in regime.staff.values():
            bought = _affordable(staff, regime, year)
            for pool, share in zip(staff.pools, staff.shares, strict=True):
                size = max(0, round(staff.staffing.first_size(bought * share, staff.fixed * share, 0.0)))
                grows = staff.staffing.reviews or regime.surplus.spent_on() == pool
                sizes[pool] = math.inf if grows else float(size)
        yield sizes


def _affordable(staff: Staff, regime: Regime, year: int) -> float:
    """Direct minutes a week that the budget of *staff* buys at this regime's wages."""
    cents = staff.pays.budget(staff.budget, year)
    if staff.pays.in_pool:
        cents -= regime.reservation.set_aside(cents)
    return cents / staff.cost * MINUTES_PER_HOUR * staff.direct / WEEKS_PER_YEAR


def _cause(regime: Regime, pool: str) -> Loc:
    """Where the scenario says how large *pool* is."""
    if pool in regime.places:
        return ("organisation", "places", pool, "size")
    for staff in regime.staff.values():
        for name, share in zip(staff.pools, staff.shares, strict=True):
            if name != pool:
                continue
            at: Loc = ("organisation", "staff", staff.name)
            if share == 0:
                return (*at, "tasks", "rows", pool.removeprefix(f"{staff.name}."))
            if staff.line is not None:
                return ("money", "lines", staff.line, "others" if staff.role == "other" else "participants")
            return (*at, "fte")
    return ()


# ---------------------------------------------------------------------- head-room


def note_headroom(plan: Plan, tree: Node, since: float, findings: Findings) -> None:
    """Note (X070) each leefdomein whose demand, after day *since*, rises above what was dealt."""
    for number, domain in enumerate(plan.domains):
        most = max((max(regime.demand[number]) for regime in plan.regimes if regime.start >= since), default=0.0)
        if most > domain.headroom:
            text = Text(
                f"de vraag bij '{domain.name}' wordt {most:.3g} maal die van 2017, meer dan headroom "
                f"({domain.headroom:g}) toelaat; verhoog headroom in de basis",
                f"demand for '{domain.name}' becomes {most:.3g} times that of 2017, more than headroom "
                f"({domain.headroom:g}) allows; raise headroom in the base",
            )
            findings.add(tree.mark_at(("needs", "domains", domain.name, "headroom")), "X070", text)

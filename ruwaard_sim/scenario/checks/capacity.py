"""Checks that what is asked for can ever be given: hours and places against demand, demand against its head-room.

Judges a finished plan, regime by regime, by its modes. What it finds is possible, but nobody can mean it: a
line in which everybody waits for ever. How long others wait is for the simulation to tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from ruwaard_sim.affording import affordable
from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.agents.steering import Open
from ruwaard_sim.errors import Findings
from ruwaard_sim.mechanisms.formal import FORMAL
from ruwaard_sim.mechanisms.keys import POOL, Name, key_of
from ruwaard_sim.messages import message
from ruwaard_sim.plan import LogNormal, Plan, Regime
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.text import Text
from ruwaard_sim.units import MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class _Ask:
    """Somebody asks *amount* units of *pool*; *at* is where the scenario says so."""

    who: Text
    pool: str
    amount: float
    at: Loc


_EVERYBODY = 10**9

Shortages = frozenset[tuple[str, str]]
"""Which pools fall short for whom."""


def note_shortages(
    plan: Plan, tree: Node, since: float, findings: Findings, own: str | None = None, reported: Shortages = frozenset()
) -> Shortages:
    """Warn of pools in which nobody who asks after day *since* will ever be served, but for those *reported*.

    X071: the pool is always empty; X072: more is asked at once than it ever holds. Noted where the size is
    said, or where it is asked for if the size is said in another file than *own*.
    """
    sizes = list(_sizes(plan))
    noted: set[tuple[str, str]] = set(reported)
    for number, regime in enumerate(plan.regimes):
        if regime.start < since:
            continue
        for ask in _asks(regime):
            ever = max(size.get(ask.pool, 0.0) for size in sizes[number:])
            if round(ask.amount) <= ever or (ask.pool, ask.who.nl) in noted:
                continue
            noted.add((ask.pool, ask.who.nl))
            cause = _cause(regime, ask.pool)
            mark = tree.mark_at(cause)
            if own is not None and mark.file != own:
                mark = tree.mark_at(ask.at)
            code, text = _shortage_text(ask, ever, is_place=ask.pool in regime.places)
            findings.add(mark, code, text, severity="warning")
    return frozenset(noted)


def _shortage_text(ask: _Ask, ever: float, *, is_place: bool) -> tuple[str, Text]:
    if ever == 0:
        noun = Text("plekken", "places") if is_place else Text("uren", "hours")
        return "X071", message("X071", resource=ask.pool, noun=noun, asker=ask.who)
    much, most = f"{ask.amount / MINUTES_PER_HOUR:.3g}", f"{ever / MINUTES_PER_HOUR:.3g}"
    return "X072", message("X072", asker=ask.who, much=much, resource=ask.pool, most=most)


# ---------------------------------------------------------------------- what is asked


def _asks(regime: Regime) -> Iterator[_Ask]:
    handlings = dict.fromkeys(rule.outcome for rule in regime.aanpak.rules)
    steps = [step for handling in handlings for step in regime.decides.steps(handling)]
    if regime.decides.approval_step is not None:
        steps.append(regime.decides.approval_step)
    for step in steps:
        for pool, amount in step.asks:
            yield _Ask(_step(step), pool, amount, _named(regime, step, pool))
    if FORMAL in handlings:
        yield from _formal_asks(regime)
    if regime.steers.step is not None:
        for pool, amount in regime.steers.step.asks:
            asker = Text("het overleg van de stuurgroep", "the meeting of the stuurgroep")
            yield _Ask(asker, pool, amount, ("mechanisms", "steers", "meeting", pool))
    yield from _opening_asks(regime)
    if regime.prevention.step is not None:
        for pool, amount in regime.prevention.step.asks:
            yield _Ask(Text("preventie", "prevention"), pool, amount, ("mechanisms", "prevention", "by"))
    yield from _help_asks(regime, handlings)


def _opening_asks(regime: Regime) -> Iterator[_Ask]:
    """The hours for places that steering rules may open."""
    for action, effect in _openings(regime):
        asker = Text(f"het besluit '{action}'", f"the decision '{action}'")
        yield _Ask(asker, effect.take, effect.minutes, ("steering", "actions", action, "places", "hours"))


def _help_asks(regime: Regime, handlings: Iterable[str]) -> Iterator[_Ask]:
    """The hours or places of one client of each provision that the rules or a coach may give."""
    first = [regime.decides.first(handling) for handling in handlings]
    routes = [first_help.route for first_help in first if first_help is not None]
    for route in dict.fromkeys((*routes, *(rule.outcome for rule in regime.routering.rules))):
        provision = regime.provisions[route]
        for pool, share in zip(provision.pools, _parts(provision.shares), strict=True):
            if share > 0:
                asker = Text(f"een cliënt van '{route}'", f"a client of '{route}'")
                mean = 1.0 if provision.amount is None else _mean(provision.amount)
                yield _Ask(asker, pool, mean, ("organisation", "provisions", route, "by", "rows", pool))


def _formal_asks(regime: Regime) -> Iterator[_Ask]:
    """The hours for formal decisions, objections against them, and appeals where an objection is turned down."""
    officials: Loc = ("mechanisms", "formal", "officials")
    objecting, court = regime.formal.objecting, regime.appeal.court
    objected = objecting is not None and objecting.share > 0
    asked = [(step, officials) for step in regime.formal.steps]
    if objecting is not None and objected:
        asked.append((objecting.step, officials))
    if objected and court is not None and court.share > 0:
        asked.append((court.step, ("mechanisms", "appeal", "officials")))
    for step, at in asked:
        for pool, amount in step.asks:
            yield _Ask(_step(step), pool, amount, at)


def _step(step: Step) -> Text:
    return Text(f"de stap '{step.name}'", f"the step '{step.name}'")


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
    """The place where the scenario says that *step* takes hours of *pool*."""
    at: Loc = ("mechanisms", "decides")
    source_key = regime.decides.keys.get(step.name.partition(" ")[0])
    if source_key is not None:
        return (*at, source_key, pool)
    for key in fields(regime.decides):
        if key_of(key).form == Name(POOL) and getattr(regime.decides, key.name) == pool:
            return (*at, key.name)
    return at


# ---------------------------------------------------------------------- what there is


def _sizes(plan: Plan) -> Iterator[dict[str, float]]:
    """The size of each pool in each regime; infinite where it grows with demand, or hours move or are bought later."""
    starts = plan.calendar.year_starts()
    for regime in plan.regimes:
        year = sum(1 for start in starts if 0 < start <= regime.start)
        sizes: dict[str, float] = {}
        bought = affordable(regime, year)
        later = (regime.surplus.spent_on(), regime.release.spent_on())
        for name, staff in regime.staff.items():
            for pool, share in zip(staff.pools, staff.shares, strict=True):
                size = max(0, round(staff.staffing.first_size(bought[name] * share, staff.fixed * share, 0.0)))
                grows = staff.staffing.reviews or staff.staffing.substitutes or pool in later
                sizes[pool] = math.inf if grows else float(size)
        share = _run(regime, sizes)
        yield sizes | {name: float(max(0, round(places.size * share))) for name, places in regime.places.items()}


def _run(regime: Regime, hours: Mapping[str, float]) -> float:
    """The share of places that can be used when as many residents as can be guided are volunteers."""
    answer, places = regime.collective, sum(places.size for places in regime.places.values())
    minutes = math.inf if answer.hours is None else hours.get(answer.hours, 0.0)
    if math.isinf(minutes) or places == 0:
        return 1.0
    return min(1.0, answer.hosted(answer.working(minutes, _EVERYBODY)) / places)


def _cause(regime: Regime, pool: str) -> Loc:
    """The place where the scenario says how large *pool* is."""
    if pool in regime.places and regime.places[pool].size > 0 and regime.collective.hours is not None:
        return ("mechanisms", "collective")
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
            text = message("X070", domain=domain.name, most=f"{most:.3g}", headroom=f"{domain.headroom:g}")
            findings.add(tree.mark_at(("needs", "domains", domain.name, "headroom")), "X070", text)

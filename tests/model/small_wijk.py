"""A wijk of a few people, made by hand, so that a story about the model is ten lines. No tests here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from ruwaard_sim.agents.needs import EPISODES, INCOMES, LUCKS, URGENCIES, DomainProfile, Needs, StockProfile
from ruwaard_sim.agents.population import Residents
from ruwaard_sim.agents.traits import Traits
from ruwaard_sim.event_log import End, EventKind, RunResult
from ruwaard_sim.mechanisms.appeal import NoAppeal
from ruwaard_sim.mechanisms.collective import GivenPlaces
from ruwaard_sim.mechanisms.contribution import Waived
from ruwaard_sim.mechanisms.decides import Municipality, Team
from ruwaard_sim.mechanisms.earmarked import NoEarmark
from ruwaard_sim.mechanisms.extra import NoExtraBudget
from ruwaard_sim.mechanisms.formal import Officials
from ruwaard_sim.mechanisms.outside import Referral
from ruwaard_sim.mechanisms.pays import OwnStaff
from ruwaard_sim.mechanisms.prevention import NoPrevention
from ruwaard_sim.mechanisms.release import WithSurplus
from ruwaard_sim.mechanisms.reservation import Outside
from ruwaard_sim.mechanisms.residents import NoCouncil
from ruwaard_sim.mechanisms.settlement import NoSettlement
from ruwaard_sim.mechanisms.settles import EachYear
from ruwaard_sim.mechanisms.shortfall import BorneByParty
from ruwaard_sim.mechanisms.staffing import Fixed
from ruwaard_sim.mechanisms.steers import NobodySteers
from ruwaard_sim.mechanisms.surplus import Returned
from ruwaard_sim.mechanisms.when_full import Wait
from ruwaard_sim.model.deal import Deal, NeedRows
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Line, LogNormal, Places, Plan, Provision, Regime, Staff
from ruwaard_sim.rules import Fact, Rule, Table, Vocabulary, parse
from ruwaard_sim.streams import Streams
from ruwaard_sim.tables import measure
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_YEAR, MINUTES_PER_HOUR, Calendar

AT_ONCE = "crisis"
"""The handling that has no procedure: who asks is routed at that moment."""
DOMAINS = ("contact", "huishouden", "begeleiding", "psychisch")
NEVER = 1e9


# ---------------------------------------------------------------------- words and rules


def _word(name: str, values: tuple[str, ...], kind: str) -> Fact:
    return Fact(name, kind, None, values, 0, len(values) - 1, 0, Text(name, name))


def _number(name: str, high: int) -> Fact:
    return Fact(name, "int", None, (), 0, high, 0, Text(name, name))


def _yes_no(name: str) -> Fact:
    return Fact(name, "bool", None, (), 0, 1, 0, Text(name, name))


WORDS = Vocabulary(
    (
        _word("leefdomein", DOMAINS, "enum"),
        _number("zwaarte", 10),
        _word("urgentie", URGENCIES, "ordered"),
        _number("leeftijd", 110),
        _word("inkomen", INCOMES, "ordered"),
        _yes_no("wil_pgb"),
        _yes_no("pgb_bekwaam"),
        _yes_no("wil_beschikking"),
        _number("terugval", 3),
        _yes_no("vrij_huis"),
        _yes_no("team_met_advies"),
    )
)


def table(name: str, rules: Iterable[tuple[str | None, str]], hit: str = "first") -> Table:
    """A rule table from pairs of a condition (None: always) and an outcome."""
    made = tuple(
        Rule(f"{name}_{place}", Text("regel", "rule"), None if when is None else parse(when, WORDS), outcome, "verhaal")
        for place, (when, outcome) in enumerate(rules)
    )
    return Table(name, Text("wat?", "what?"), hit, tuple({rule.outcome for rule in made}), made, WORDS)


# ---------------------------------------------------------------------- what there is


def exactly(value: float) -> LogNormal:
    """A lognormal that does not vary."""
    return LogNormal(math.log(value), 0.0)


def provision(
    route: str,
    layer: str = "collectief",
    by: Mapping[str, float] | None = None,
    *,
    minutes: float | None = None,
    stay: float = 14,
    wait: float | None = None,
    **more: Any,
) -> Provision:
    """Help of *minutes* a week (or one place) by these pools, for *stay* days."""
    shares = by or {}
    upto = tuple(sum(list(shares.values())[: place + 1]) for place in range(len(shares)))
    amount = None if minutes is None else exactly(minutes)
    plain = {"per_point": 0.0, "once": 0, "payer": "wmo", "contribution": False, "relapse": 0.0, "gap": 100.0}
    outside = None if wait is None else exactly(wait)
    return Provision(route, layer, tuple(shares), upto, amount, stay=exactly(stay), wait=outside, **(plain | more))


def staff(name: str, hours: float = 0.0, tasks: Mapping[str, float] | None = None, **more: Any) -> Staff:
    """A group of staff with *hours* a week in all, divided over *tasks* (one, ``hulp``, if not said)."""
    shares = {"hulp": 1.0} if tasks is None else tasks
    plain: dict[str, Any] = {
        "party": name, "line": None, "role": "municipality", "pays": OwnStaff(0.0), "staffing": Fixed(),
        "budget": 0, "cost": 50_00.0, "tariff": 0.0, "direct": 1.0, "fixed": hours * MINUTES_PER_HOUR,
    }  # fmt: skip
    pools = tuple(f"{name}.{task}" for task in shares)
    return Staff(name, pools=pools, shares=tuple(shares.values()), **(plain | more))


OFFICIALS = Officials(
    officials="ambtenaren.dossiers", investigation=7 * 60.0, investigation_pace=1.6 * 60, decision=60.0,
    decision_pace=60.0, objections=0.01, lodge_within=42.0, objection=120.0, objection_pace=60.0, upheld=0.3,
    upheld_points=2,
)  # fmt: skip
"""Officials who investigate in 7 hours at 1.6 hours a week, decide in a week, and handle an objection in two."""

MUNICIPALITY = Municipality(officials="ambtenaren.dossiers", desk=30.0, desk_pace=30.0)
"""A desk of the same officials, where a question takes half an hour."""

TEAM = Team(
    access="team.toegang",
    talk=60.0,
    talk_pace=60.0,
    meeting={"team.toegang": 120.0, "zorg.overleg": 60.0, "ggd.overleg": 60.0},
    invitation=4.0,
    meeting_spread=7.0,
)
"""A team that talks for a week, invites in four days, and meets with two others, each for an hour or two that week."""


def regime(
    *provisions: Provision,
    start: float = 0.0,
    places: Mapping[str, int] | None = None,
    groups: Sequence[Staff] = (),
    aanpak: Sequence[tuple[str | None, str]] = ((None, AT_ONCE),),
    routes: Sequence[tuple[str | None, str]] | None = None,
    pgb: str = "wil_pgb and pgb_bekwaam",
    **more: Any,
) -> Regime:
    """What holds from *start*: everybody is routed at once to the first provision, unless told otherwise."""
    outside = {"pgb": provision("pgb", "pgb"), "crisisdienst": provision("crisisdienst", "crisis")}
    known = outside | {made.route: made for made in provisions}
    plain: dict[str, Any] = {
        "decides": MUNICIPALITY, "formal": OFFICIALS, "appeal": NoAppeal(), "surplus": Returned(),
        "reservation": Outside(), "contribution": Waived(1.0, 1.0, 1.0),
        "shortfall": BorneByParty(), "settles": EachYear(), "settlement": NoSettlement(), "release": WithSurplus(),
        "when_full": Wait(), "extra": NoExtraBudget(), "earmarked": NoEarmark(), "steers": NobodySteers(),
        "steering": None, "outside": Referral(), "collective": GivenPlaces(), "prevention": NoPrevention(),
        "residents": NoCouncil(), "lines": (), "demand": ((1.0, 1.0, 1.0),) * len(DOMAINS),
        "crisis": (0.0,) * len(DOMAINS), "crisis_per_point": 0.0, "pgb_wish": 0.0,
        "pgb_price": 0.75, "beschikking_wish": 0.0, "registered": 1.0,
    }  # fmt: skip
    return Regime(
        start=start,
        aanpak=table("aanpak", aanpak),
        routering=table("routering", routes or [(None, provisions[0].route)]),
        aanbod=table("aanbod", [(pgb, "pgb")], "collect"),
        provisions=known,
        staff={group.name: group for group in groups},
        places={name: Places(name, size) for name, size in ({"huis": 0} | dict(places or {})).items()},
        **(plain | more),
    )


def budget_line(cents: int) -> tuple[Line, ...]:
    """One budget line, all for participants."""
    return (Line("regel", cents, 0),)


def plan(*regimes: Regime, years: int = 1, start: date = date(2018, 1, 1), first_day: float = 0.0) -> Plan:
    """A plan of whole years from these regimes; nobody is dealt from it."""
    nobody: Any = None
    return Plan(
        name="verhaal",
        title=Text("verhaal", "story"),
        calendar=Calendar(start, start.replace(year=start.year + years)),
        first_day=first_day,
        population=nobody,
        domains=tuple(
            DomainProfile(
                name=name, ages=(0.0,), rates=(0.001,), alone=1.0, low_income=1.0, high_income=1.0, frailty=0.0,
                headroom=2.0, severity=(0, 5, 10), urgency=(0.7, 0.9, 1.0), pgb_able=1.0,
            )
            for name in DOMAINS
        ),
        stock=(),
        regimes=regimes,
        norms={"mdo": 14.0, "uitvoering": 42.0, "onderzoek": 42.0, "beschikking": 56.0},
    )  # fmt: skip


# ---------------------------------------------------------------------- who there are

_LUCK = {
    "provider": 0.0, "pace": 0.0, "stay": 0.0, "relapse": 0.999, "gap": 1.0, "crisis": NEVER, "object": 0.999,
    "upheld": 0.999, "lodge": 0.5, "register": 0.5, "outside": 0.0, "pgb": 0.999, "beschikking": 0.999,
    "judgement": 0.0, "enough": 0.5, "appeal": 0.999, "court": 0.999, "referral": 0.999, "advice": 0.999,
    "active": 0.999, "stays_active": 1.0,
}  # fmt: skip
"""Nothing special happens to whoever has this luck."""


@dataclass(frozen=True)
class Need:
    """A need of *who* on *day*, with luck other than ordinary in each episode that *luck* names."""

    who: str
    day: float
    domain: str = "contact"
    severity: int = 5
    urgency: str = "laag"
    able: bool = True
    luck: Sequence[Mapping[str, float]] = ({},)
    route: str | None = None
    """For help already going on: which."""
    in_kind: str | None = None
    left: float = 1.0
    """For help already going on: the share of it that is still to come."""


def need(who: str, day: float, domain: str = "contact", **said: Any) -> Need:
    """A need; what is said besides is about the need, or its luck in the first episode (``relapse=0``)."""
    luck = {name: said.pop(name) for name in LUCKS if name in said}
    again = said.pop("again", ())
    return Need(who, day, domain, luck=(luck, *again), **said)


def helped(who: str, route: str, **said: Any) -> Need:
    """Help that goes on when the simulation begins."""
    return replace(need(who, 0.0, **said), route=route)


def _luck(one: Need) -> list[list[float]]:
    told = [*one.luck, *([{}] * EPISODES)][:EPISODES]
    return [[(_LUCK | dict(episode))[name] for name in LUCKS] for episode in told]


def _facts(one: Need, income: int) -> list[int]:
    known = {
        "leefdomein": DOMAINS.index(one.domain),
        "zwaarte": one.severity,
        "urgentie": URGENCIES.index(one.urgency),
        "inkomen": income,
        "pgb_bekwaam": int(one.able),
    }
    return [known.get(fact.name, 0) for fact in WORDS.facts]


def _dice(needs: Sequence[Need], number: Mapping[str, int], incomes: Mapping[str, int]) -> NeedRows:
    return NeedRows(
        resident=[number[one.who] for one in needs],
        domain=[DOMAINS.index(one.domain) for one in needs],
        day=[one.day for one in needs],
        severity=[one.severity for one in needs],
        uniforms=np.array([_luck(one) for one in needs]).reshape(-1, EPISODES, len(LUCKS)),
        facts=[_facts(one, incomes.get(one.who, 1)) for one in needs],
    )


def deal(
    needs: Iterable[Need],
    moves: Mapping[str, float] | None = None,
    dies: Mapping[str, float] | None = None,
    incomes: Mapping[str, int] | None = None,
    seed: int = 1,
) -> tuple[Deal, list[str]]:
    """The people named in *needs*, aged 50, with those needs and no others; and their names by number.

    By *seed* the rules choose that judge alike.
    """
    needs = list(needs)
    names = list(dict.fromkeys(one.who for one in needs))
    number = {name: place for place, name in enumerate(names)}
    going = (moves or {}) | (dies or {})
    departure = [going.get(name, math.inf) for name in names]
    income = [(incomes or {}).get(name, 1) for name in names]
    asked = sorted((one for one in needs if one.route is None), key=lambda one: one.day)
    running = [one for one in needs if one.route is not None]
    dice = _dice(asked, number, incomes or {}), _dice(running, number, incomes or {})
    kinds = [(one.route or "", one.in_kind or one.route or "", DOMAINS.index(one.domain)) for one in running]
    dealt = Deal(
        residents=_residents(names, departure, income),
        needs=_needs(dice[0]),
        dice=dice,
        stock_kinds=[StockProfile(route, in_kind, domain, 1) for route, in_kind, domain in kinds],
        residual=[one.left for one in running],
        departure=departure,
        died=[name in (dies or {}) for name in names],
        birth=[-50 * DAYS_PER_YEAR] * len(names),
        income=income,
        wellbeing=[6] * len(names),
        board=[0.5] * 120,
        streams=Streams(seed, 1),
    )
    return dealt, names


def _needs(dice: NeedRows) -> Needs:
    count = len(dice.day)
    nothing = np.zeros(count, dtype=np.int64)
    return Needs(
        resident=np.array(dice.resident, dtype=np.int64),
        domain=np.array(dice.domain, dtype=np.int64),
        day=np.array(dice.day, dtype=np.float64),
        threshold=np.full(count, 0.5),
        severity=np.array(dice.severity, dtype=np.int64),
        urgency=nothing,
        reasoned=nothing,
        uniforms=dice.uniforms,
    )


def _residents(names: Sequence[str], departure: Sequence[float], income: Sequence[int]) -> Residents:
    nothing = np.zeros(len(names), dtype=np.int64)
    return Residents(
        number=np.arange(len(names)),
        birth=np.full(len(names), -50 * DAYS_PER_YEAR),
        arrival=np.zeros(len(names)),
        departure=np.array(departure, dtype=np.float64),
        why=nothing,
        household=np.arange(len(names)),
        position=nothing,
        income=np.array(income, dtype=np.int64),
        traits=Traits(nothing, nothing, nothing, np.ones(len(names), dtype=np.bool_)),
    )


# ---------------------------------------------------------------------- what happened

VERBS = {
    EventKind.CONTACT: "asks",
    EventKind.STEP_BEGUN: "step",
    EventKind.STEP_DONE: "done",
    EventKind.DECIDED: "decided",
    EventKind.ROUTED: "routed",
    EventKind.ASKED: "waits",
    EventKind.BEGUN: "begins",
    EventKind.ENDED: "ends",
    EventKind.SWITCHED: "switches",
    EventKind.CRISIS: "crisis",
    EventKind.OBJECTED: "objects",
    EventKind.UPHELD: "upheld",
    EventKind.REJECTED: "rejected",
    EventKind.RETURNED: "returns",
    EventKind.UNREGISTERED: "unregistered",
    EventKind.SUBMITTED: "submitted",
    EventKind.APPEALED: "appeals",
    EventKind.APPEAL_UPHELD: "court upholds",
    EventKind.APPEAL_REJECTED: "court rejects",
}
ENDS = {End.HELPED: "is done", End.OUTSIDE: "goes outside", End.MOVED: "moves", End.DIED: "dies"}
Told = list[tuple[str, str, float]]


@dataclass(frozen=True)
class Story:
    """What happened in a small wijk, to be told in words."""

    plan: Plan
    history: RunResult
    names: Sequence[str]
    who: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for _, kind, case, _, resident, _ in self.history.rows.tolist():
            if kind in (EventKind.CONTACT, EventKind.STOCK):
                self.who[int(case)] = self.names[int(resident)]

    def told(self, *kinds: EventKind) -> Told:
        """(who, what, day) of these kinds of fact (all, if none is named), in the order in which they happened."""
        told = []
        for day, kind, case, what, _, _ in self.history.rows.tolist():
            verb = ENDS[End(int(what))] if kind == EventKind.CLOSED else VERBS.get(EventKind(int(kind)))
            if verb is not None and (not kinds or kind in kinds):
                told.append((self.who[int(case)], verb, round(day, 6)))
        return told

    def begins(self) -> Told:
        """Who begins to be helped, and when."""
        return self.told(EventKind.BEGUN)

    def about(self, who: str) -> Told:
        """All that happens to *who*."""
        return [line for line in self.told() if line[0] == who]

    def steps(self) -> list[tuple[str, str, float, float]]:
        """(who, step, from, until) of every step of a procedure, in order of beginning."""
        rows = self.history.rows.tolist()
        done = {(case, what): day for day, kind, case, what, _, _ in rows if kind == EventKind.STEP_DONE}
        return [
            (self.who[int(c)], self.history.steps[int(w)], round(day, 6), round(done.get((c, w), math.inf), 6))
            for day, kind, c, w, _, _ in rows
            if kind == EventKind.STEP_BEGUN
        ]

    def routes(self) -> list[tuple[str, str, float]]:
        """(who, route, day) each time the rules gave an answer."""
        rows = self.history.rows.tolist()
        return [
            (self.who[int(case)], self.history.routes[int(route)], round(day, 6))
            for day, kind, case, _, route, _ in rows
            if kind == EventKind.ROUTED
        ]

    def pools(self, kind: EventKind = EventKind.BEGUN) -> list[tuple[str, str, float]]:
        """(who, pool, day) of each BEGUN, ASKED or SWITCHED."""
        rows = self.history.rows.tolist()
        return [
            (self.who[int(case)], self.history.pools[int(pool)], round(day, 6))
            for day, found, case, _, pool, _ in rows
            if found == kind and pool >= 0
        ]

    def sizes(self, pool: str) -> list[tuple[float, int]]:
        """(day, units) each time *pool* changed size."""
        rows = self.history.rows.tolist()
        return [
            (day, int(units))
            for day, kind, _, _, number, units in rows
            if kind == EventKind.RESIZED and self.history.pools[int(number)] == pool
        ]

    def paid(self, purpose: str) -> list[tuple[float, int]]:
        """(day, cents) of every transfer for *purpose*."""
        ledger = self.history.ledger
        rows = zip(ledger.days, ledger.cents, ledger.purposes, strict=True)
        return [(day, cents) for day, cents, why in rows if why == purpose]

    def indicator(self, name: str, period: str = "all") -> float:
        """One figure."""
        return next(v for p, n, v in measure(self.history, self.plan) if (p, n) == (period, name))


def live(
    the: Plan | Regime,
    *needs: Need,
    moves: Mapping[str, float] | None = None,
    dies: Mapping[str, float] | None = None,
    incomes: Mapping[str, int] | None = None,
    seed: int = 1,
) -> Story:
    """Let the people in *needs* live through a plan, or a year of one regime."""
    the = plan(the) if isinstance(the, Regime) else the
    dealt, names = deal(needs, moves, dies, incomes, seed)
    return Story(the, simulate(the, dealt), names)


def ascending(days: Sequence[float]) -> bool:
    """Whether no day comes before the one told earlier."""
    return all(before <= after for before, after in pairwise(days))

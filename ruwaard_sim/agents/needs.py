"""The needs of residents with the random numbers of every later decision: dealt in arrays before the clock starts.

Needs are candidates. They are drawn at the highest rate a policy may cause (rate x head-room),
each with a *threshold*: a policy that multiplies the rate of that leefdomein by a factor keeps
the candidates whose threshold is below the factor. So a higher rate adds needs and moves none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ruwaard_sim.agents.population import Position, Residents
from ruwaard_sim.streams import Floats, Ints, Streams, normal
from ruwaard_sim.units import DAYS_PER_YEAR

URGENCIES = ("laag", "middel", "hoog", "crisis")
INCOMES = ("laag", "midden", "hoog")

EPISODES = 4
"""A need can come back at most this often less one; what is dealt before the clock starts must end somewhere."""

LUCKS = (
    "provider", "pace", "stay", "relapse", "gap", "crisis", "object", "upheld", "lodge", "register",
    "outside", "pgb", "beschikking", "judgement", "enough", "appeal", "court", "referral", "advice", "active",
    "stays_active",
)  # fmt: skip
"""The decisions for which a random number is dealt in each episode of a need: uniform, but for ``pace``, ``stay``
and ``outside`` (standard normal), and ``gap``, ``crisis`` and ``stays_active`` (exponential with mean 1)."""

(
    PROVIDER, PACE, STAY, RELAPSE, GAP, CRISIS, OBJECT, UPHELD, LODGE, REGISTER, OUTSIDE, PGB, BESCHIKKING, JUDGEMENT,
    ENOUGH, APPEAL, COURT, REFERRAL, ADVICE, ACTIVE, STAYS_ACTIVE,
) = range(len(LUCKS))  # fmt: skip
_NORMAL = {"pace", "stay", "outside"}
_EXPONENTIAL = {"gap", "crisis", "stays_active"}


@dataclass(frozen=True, slots=True)
class DomainProfile:
    """The rates and severities with which needs of one leefdomein arise."""

    name: str
    ages: tuple[float, ...]
    """Lower bounds of the age bands, in years, ascending, the first 0."""
    rates: tuple[float, ...]
    """Needs per person per day in each band."""
    alone: float
    """Factor for those who live alone."""
    low_income: float
    """Factor for those in the lowest income class."""
    high_income: float
    """Factor for those in the highest income class."""
    frailty: float
    """Coefficient of variation of the rate between residents otherwise alike; one for all leefdomeinen."""
    headroom: float
    """Highest factor any policy may put on the rate."""
    severity: tuple[float, float, float]
    """Lowest, most likely and highest zwaarte, in points."""
    urgency: tuple[float, float, float]
    """Cumulative shares of laag, middel and hoog; what is left is crisis."""
    pgb_able: float
    """Share of needs in which the wish for a pgb would be reasoned and of assured quality."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Candidate needs in order of day; arrays of length n, and *uniforms* of shape (n, EPISODES, len(LUCKS))."""

    resident: Ints
    domain: Ints
    """Index into the domains dealt."""
    day: Floats
    threshold: Floats
    """The need arises under a policy whose factor exceeds this."""
    severity: Ints
    urgency: Ints
    reasoned: Ints
    """1 when a wish for a pgb would be reasoned and of assured quality."""
    uniforms: Floats

    def __len__(self) -> int:
        return len(self.day)


def _bands(profile: DomainProfile, ages: Floats) -> Ints:
    """The age band of everyone; who is not born yet is in the first."""
    return np.maximum(np.searchsorted(np.array(profile.ages), ages, side="right") - 1, 0)


def _rates_at(profile: DomainProfile, ages: Floats) -> Floats:
    return np.array(profile.rates)[_bands(profile, ages)]


def _highest_rates(profile: DomainProfile, youngest: Floats, oldest: Floats) -> Floats:
    """The highest rate of any age band that someone passes through between these two ages."""
    rates = np.array(profile.rates)
    highest = np.array([np.maximum.accumulate(np.append(np.zeros(band), rates[band:])) for band in range(len(rates))])
    return highest[_bands(profile, youngest), _bands(profile, oldest)]


def _frailty(residents: Residents, streams: Streams) -> Floats:
    """The frailty of each resident, standard normal: one for all leefdomeinen."""
    return normal(streams.uniform("need/frailty", residents.number))


def _factors(profile: DomainProfile, residents: Residents, frailty: Floats) -> Floats:
    """The factor on each resident's rate, compared with others of that age; frailty becomes lognormal, mean 1."""
    sigma = math.sqrt(math.log(1 + profile.frailty**2))
    alone = np.where(residents.position == Position.ALONE, profile.alone, 1.0)
    income = np.array([profile.low_income, 1.0, profile.high_income])[residents.income]
    factors: Floats = np.exp(sigma * frailty - sigma**2 / 2) * alone * income
    return factors


def _poisson(mean: Floats, u: Floats) -> Ints:
    """Poisson counts by inversion: every step of the distribution function that *u* lies above adds one."""
    count = np.zeros(len(mean), dtype=np.int64)
    term = np.exp(-mean)
    above = np.flatnonzero(u > term)
    mean, u, term = mean[above], u[above], term[above]
    cumulative = term
    k = 0
    while len(above):
        k += 1
        count[above] = k
        term = term * mean / k
        cumulative = cumulative + term
        on = (u > cumulative) & (term > 0)
        above, mean, u, term, cumulative = above[on], mean[on], u[on], term[on], cumulative[on]
    return count


def _severity(u: Floats, low: float, mode: float, high: float) -> Ints:
    """Triangular by inversion, rounded to whole points within 0..10."""
    if high <= low:
        return np.full(len(u), round(low), dtype=np.int64)
    split = (mode - low) / (high - low)
    below_mode = low + np.sqrt(u * (high - low) * (mode - low))
    right = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.clip(np.rint(np.where(u < split, below_mode, right)), 0, 10).astype(np.int64)


def _uniforms(streams: Streams, name: str, resident: Ints, ordinal: Ints) -> Floats:
    """Luck for each need, each episode and each decision: shape (n, EPISODES, len(LUCKS))."""
    shape = (len(resident), EPISODES, len(LUCKS))
    uniforms = streams.uniform(
        f"need/luck/{name}",
        resident[:, None, None],
        ordinal[:, None, None],
        np.arange(EPISODES)[None, :, None],
        np.arange(len(LUCKS))[None, None, :],
    ).reshape(shape)
    for index, decision in enumerate(LUCKS):
        if decision in _NORMAL:
            uniforms[:, :, index] = normal(uniforms[:, :, index])
        elif decision in _EXPONENTIAL:
            uniforms[:, :, index] = -np.log(uniforms[:, :, index])
    return uniforms


def _marked(
    profile: DomainProfile,
    number: int,
    streams: Streams,
    resident: Ints,
    ordinal: Ints,
    day: Floats,
    threshold: Floats,
) -> Needs:
    """The needs themselves, once who, which and when are known."""

    def draw(what: str) -> Floats:
        return streams.uniform(f"need/{what}/{profile.name}", resident, ordinal)

    return Needs(
        resident=resident,
        domain=np.full(len(resident), number, dtype=np.int64),
        day=day,
        threshold=threshold,
        severity=_severity(draw("severity"), *profile.severity),
        urgency=np.searchsorted(np.array(profile.urgency), draw("urgency"), side="right").astype(np.int64),
        reasoned=(draw("reasoned") < profile.pgb_able).astype(np.int64),
        uniforms=_uniforms(streams, profile.name, resident, ordinal),
    )


def _deal_domain(
    profile: DomainProfile, number: int, residents: Residents, frailty: Floats, streams: Streams, last_day: float
) -> Needs:
    until = np.maximum(np.minimum(residents.departure, last_day), residents.arrival)
    present = until - residents.arrival
    ages = ((day - residents.birth) / DAYS_PER_YEAR for day in (residents.arrival, until))
    highest = _highest_rates(profile, *ages)
    mean = highest * _factors(profile, residents, frailty) * profile.headroom * present
    count = _poisson(mean, streams.uniform(f"need/count/{profile.name}", residents.number))
    resident_of_need = np.repeat(np.arange(len(count)), count)
    ordinal = np.arange(len(resident_of_need)) - np.repeat(np.cumsum(count) - count, count)
    resident = residents.number[resident_of_need]
    day = residents.arrival[resident_of_need] + present[resident_of_need] * streams.uniform(
        f"need/day/{profile.name}", resident, ordinal
    )
    rate = _rates_at(profile, (day - residents.birth[resident_of_need]) / DAYS_PER_YEAR)
    mark = streams.uniform(f"need/mark/{profile.name}", resident, ordinal)
    with np.errstate(divide="ignore"):
        threshold = mark * highest[resident_of_need] * profile.headroom / rate
    possible = np.isfinite(threshold) & (threshold < profile.headroom)
    return _marked(profile, number, streams, resident[possible], ordinal[possible], day[possible], threshold[possible])


def deal_needs(residents: Residents, domains: Sequence[DomainProfile], streams: Streams, last_day: float) -> Needs:
    """All candidate needs of *residents* until *last_day*, in order of day."""
    frailty = _frailty(residents, streams)
    dealt = [
        _deal_domain(profile, number, residents, frailty, streams, last_day) for number, profile in enumerate(domains)
    ]
    joined = _join(dealt)
    order = np.lexsort((joined.domain, joined.resident, joined.day))
    return _pick(joined, order)


@dataclass(frozen=True, slots=True)
class StockProfile:
    """The people who already receive one kind of help when the simulation begins, and for which need."""

    route: str
    in_kind: str
    """The provision in kind that tells how much help this is; the same as *route* unless it is a pgb."""
    domain: int
    clients: int


def deal_stock(
    residents: Residents,
    domains: Sequence[DomainProfile],
    stock: Sequence[StockProfile],
    streams: Streams,
    first_day: float,
) -> tuple[list[StockProfile], Needs]:
    """Deal the initial clients on *first_day*: the kind of help, and a need for each.

    Residents are chosen without replacement, in proportion to how often they have such needs;
    nobody has the same kind of help twice.
    """
    kinds: list[StockProfile] = []
    dealt: list[Needs] = []
    weights = _weights_at(residents, domains, stock, streams, first_day)
    for profile in stock:
        domain, weight = domains[profile.domain], weights[profile.domain]
        uniforms = streams.uniform(f"stock/who/{profile.route}/{domain.name}", residents.number)
        with np.errstate(divide="ignore"):
            race = -np.log(uniforms) / weight
        chosen = _first(race, min(profile.clients, int((weight > 0).sum())))
        ordinal = np.full(len(chosen), -1 - len(dealt), dtype=np.int64)
        days = np.full(len(chosen), first_day)
        dealt.append(
            _marked(
                domain,
                profile.domain,
                streams,
                residents.number[chosen],
                ordinal,
                days,
                np.zeros(len(chosen)),
            )
        )
        kinds.extend([profile] * len(chosen))
    return kinds, _join(dealt)


def _weights_at(
    residents: Residents, domains: Sequence[DomainProfile], stock: Sequence[StockProfile], streams: Streams, day: float
) -> dict[int, Floats]:
    """For each leefdomein of the *stock*: how often each resident has such needs on *day*; 0 for who is not there."""
    frailty, ages = _frailty(residents, streams), (day - residents.birth) / DAYS_PER_YEAR
    return {
        number: np.where(
            residents.arrival <= day,
            _rates_at(domains[number], ages) * _factors(domains[number], residents, frailty),
            0.0,
        )
        for number in {profile.domain for profile in stock}
    }


def _first(race: Floats, count: int) -> Ints:
    """The places of the *count* lowest in *race*, in order of place."""
    first: Ints = np.sort(np.argpartition(race, count - 1)[:count]) if count else np.zeros(0, dtype=np.int64)
    return first


def _columns(needs: Needs) -> dict[str, Any]:
    return {name: getattr(needs, name) for name in Needs.__slots__}


def _join(parts: Sequence[Needs]) -> Needs:
    columns = [_columns(part) for part in (*parts, _none())]
    return Needs(**{name: np.concatenate([column[name] for column in columns]) for name in Needs.__slots__})


def _none() -> Needs:
    residents, when = np.zeros(0, dtype=np.int64), np.zeros(0)
    return Needs(residents, residents, when, when, residents, residents, residents, np.zeros((0, EPISODES, len(LUCKS))))


def _pick(needs: Needs, order: Ints) -> Needs:
    return Needs(**{name: column[order] for name, column in _columns(needs).items()})

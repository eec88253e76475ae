"""Households on day 0: who lives with whom, positions in a household, and waves of households.

Who takes a free place later is in :mod:`ruwaard_sim.agents.newcomers`; what happens to them all
in :mod:`ruwaard_sim.agents.life_events`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ruwaard_sim.agents.hazards import (
    YEARS,
    apportion,
    choose,
    fitting,
    log_value_at,
    logistic,
    value_at,
)
from ruwaard_sim.agents.profile import PopulationProfile
from ruwaard_sim.streams import Floats, Ints, Streams
from ruwaard_sim.units import DAYS_PER_YEAR

ADULT = 18.0
"""From this age (years) people are counted on to live without their parents."""

_BAND_GROUPS = ((0, 3), (3, 5), (5, 9), (9, 13), (13, 20))
_GROUP = 5
_YOUNGEST_PARENT = 16.0


class Position(IntEnum):
    """Someone's place in the household at the start: on day 0, on moving in, or at birth."""

    ALONE = 0
    COUPLE = 1
    PARENT_COUPLE = 2
    SINGLE_PARENT = 3
    CHILD = 4
    LIVING_IN = 5


@dataclass(frozen=True, slots=True)
class Wave:
    """Households that start together in the reckoning (not on one day), with the people in them.

    Of each household: its *place* (address), the *turn* (the first household at a place has turn
    0), the day it *start*s, and the *kind*: the position of its first adult. Of each person: a
    *key* that is theirs for ever, the day of *birth*, the *position* and the *home*, an index in
    the households of this wave.
    """

    place: Ints
    turn: int
    start: Floats
    kind: Ints
    key: Ints
    birth: Floats
    position: Ints
    home: Ints


def household_key(slot: Ints, turn: int) -> Ints:
    """The key of a household in the streams of random numbers."""
    return (slot << 8) + turn


def member_key(slot: Ints, turn: int, member: Ints | int) -> Ints:
    """The key of a person in the streams of random numbers; above the number of every resident of day 0."""
    return (np.int64(1) << 48) + (household_key(slot, turn) << 8) + member


def first_wave(profile: PopulationProfile, streams: Streams) -> Wave:
    """The wijk on day 0: exactly the residents and the households of *profile*."""
    age = _ages(profile, streams)
    position = _positions(profile, streams, age)
    home = np.full(len(age), -1, dtype=np.int64)
    residents = np.arange(len(age))
    two_parents = profile.families - profile.single_parents

    home[position == Position.ALONE] = np.arange(profile.singles)
    first = profile.singles
    for position_held, count in ((Position.COUPLE, profile.couples), (Position.PARENT_COUPLE, two_parents)):
        pairs = _in_pairs(profile, streams, residents[position == position_held], age)
        home[pairs] = first + np.arange(len(pairs)) // 2
        first += count
    home[position == Position.SINGLE_PARENT] = first + np.arange(profile.single_parents)
    _place_children(profile, streams, age, position, home)
    guests = residents[position == Position.LIVING_IN]
    hosts = streams.uniform("population/host", guests) * (profile.households - profile.singles)
    home[guests] = profile.singles + hosts.astype(np.int64)
    return Wave(
        place=np.arange(profile.households),
        turn=0,
        start=np.zeros(profile.households),
        kind=np.repeat(np.arange(4), (profile.singles, profile.couples, two_parents, profile.single_parents)),
        key=residents,
        birth=-age * DAYS_PER_YEAR,
        position=position,
        home=home,
    )


def at_home_share(profile: PopulationProfile) -> Floats:
    """The share that lives with their parents in this wijk at each whole year of age."""
    share = np.where(YEARS < ADULT, 1.0, log_value_at(profile.at_home, YEARS))
    people = np.zeros(len(YEARS))
    people[: _GROUP * len(profile.five_year)] = np.repeat(_groups(profile) / _GROUP, _GROUP)
    return fitting(share, people, profile.children)


def _groups(profile: PopulationProfile) -> Ints:
    """The number of residents in each five-year group on day 0; exact by band."""
    weights = np.array(profile.five_year, dtype=np.float64)
    return np.concatenate(
        [apportion(count, weights[a:b]) for count, (a, b) in zip(profile.people, _BAND_GROUPS, strict=True)]
    )


def _ages(profile: PopulationProfile, streams: Streams) -> Floats:
    """The age in years of everyone on day 0, from the youngest group to the oldest."""
    groups = _groups(profile)
    start = np.repeat(float(_GROUP) * np.arange(len(groups)), groups)
    return start + _GROUP * streams.uniform("population/age", np.arange(len(start)))


def _positions(profile: PopulationProfile, streams: Streams, age: Floats) -> Ints:
    """Everyone's position on day 0: exact counts, likelier at some ages than at others."""
    position = np.full(len(age), Position.COUPLE, dtype=np.int64)
    unassigned = np.arange(len(age))

    def take(where: Position, share: Floats, count: int) -> None:
        nonlocal unassigned
        chosen = choose(share, streams.uniform(f"population/{where.name.lower()}", unassigned), count)
        position[unassigned[chosen]] = where
        unassigned = unassigned[~chosen]

    at_home = np.where(age < ADULT, 1.0, log_value_at(profile.at_home, age))
    take(Position.CHILD, at_home, profile.children)
    take(Position.ALONE, value_at(profile.alone, age[unassigned]), profile.singles)
    take(Position.LIVING_IN, np.full(len(unassigned), 0.5), profile.living_in)
    take(Position.SINGLE_PARENT, value_at(profile.single_parent, age[unassigned]), profile.single_parents)
    parents = 2 * (profile.families - profile.single_parents)
    take(Position.PARENT_COUPLE, value_at(profile.with_children, age[unassigned]), parents)
    return position


def _in_pairs(profile: PopulationProfile, streams: Streams, people: Ints, age: Floats) -> Ints:
    """*people* in an order in which each two that follow make a couple of about the same age."""
    uniforms = streams.uniform("population/partner", people)
    wished = age[people] + profile.family.partners_differ * np.sqrt(0.5) * logistic(uniforms)
    return people[np.argsort(wished, kind="stable")]


def _place_children(profile: PopulationProfile, streams: Streams, age: Floats, position: Ints, home: Ints) -> None:
    """Give every child a home, each family at least one child; older children have older parents."""
    children = np.flatnonzero(position == Position.CHILD)
    children = children[np.argsort(age[children], kind="stable")]
    parents = (position == Position.PARENT_COUPLE) | (position == Position.SINGLE_PARENT)
    parent = np.full(profile.households, np.inf)
    np.minimum.at(parent, home[parents], age[parents])

    families = np.flatnonzero(np.isfinite(parent))
    noise = logistic(streams.uniform("population/parenthood", families))
    first_born = parent - profile.family.age_at_first_child
    first_born[families] -= profile.family.parenthood_differs * noise
    order = families[np.argsort(streams.uniform("population/children", families), kind="stable")]
    sizes = _sizes(len(order), len(children), profile.family.two_or_more)
    family = np.concatenate([order[:size] for size in sizes] or [order])
    nth = np.repeat(np.arange(len(sizes)), sizes)
    wished = first_born[family] - profile.family.between_children * nth
    home[children] = family[np.argsort(wished, kind="stable")]
    _mend(children, age, parent, home)


def _sizes(families: int, children: int, two_or_more: float) -> list[int]:
    """The numbers of families with a first, a second, a third child, ...; the sum is *children*."""
    sizes = [families]
    undistributed = children - families
    while undistributed > 0 and sizes[-1] > 0:
        wished = round(two_or_more * families) if len(sizes) == 1 else -(-4 * undistributed // 5)
        sizes.append(min(undistributed, sizes[-1], max(1, wished)))
        undistributed -= sizes[-1]
    return sizes


def _mend(children: Ints, age: Floats, parent: Floats, home: Ints) -> None:
    """Let a child that is too old for its *parent* (the youngest, by household) change homes with another."""
    for child in children[age[children] > parent[home[children]] - _YOUNGEST_PARENT]:
        fits = parent[home[children]] - _YOUNGEST_PARENT >= age[child]
        fits &= age[children] <= parent[home[child]] - _YOUNGEST_PARENT
        if fits.any():
            other = children[fits][-1]
            home[child], home[other] = home[other], home[child]

"""The households that take an address that comes free, like those that move into the wijk.

Works by whole arrays of places. When a place comes free is not decided here.
"""

from __future__ import annotations

import numpy as np

from ruwaard_sim.agents.hazards import logistic, pick
from ruwaard_sim.agents.households import ADULT, Position, Wave, household_key, member_key
from ruwaard_sim.agents.profile import NewcomerProfile, PopulationProfile
from ruwaard_sim.streams import Floats, Ints, Streams
from ruwaard_sim.units import DAYS_PER_YEAR

_BABY = 0.4
_ELDEST = 24.0
_OLDEST = 95.0
_GUESTS_FROM, _GUESTS_TO = 20.0, 80.0

_PARTNER, _GUEST, _FIRST_CHILD = 1, 2, 3


def next_wave(profile: PopulationProfile, streams: Streams, slot: Ints, turn: int, start: Floats) -> Wave:
    """The households that take *slot* on day *start*, each as the *turn*-th household there.

    As many of those with more than one adult or with children have someone living in as on day 0.
    """
    newcomers = profile.newcomers
    key = household_key(slot, turn)
    kind = pick(np.array(newcomers.kinds), streams.uniform("newcomers/kind", key))
    age = _ages(newcomers, streams, key, kind)
    older = age + profile.family.partners_differ * np.abs(logistic(streams.uniform("newcomers/partner", key)))
    guest = _GUESTS_FROM + (_GUESTS_TO - _GUESTS_FROM) * streams.uniform("newcomers/guest age", key)

    everyone = np.arange(len(slot))
    paired = everyone[(kind == Position.COUPLE) | (kind == Position.PARENT_COUPLE)]
    hosts = everyone[_hosts(profile, streams, key, kind)]
    groups = [(0, everyone, age, kind), (_PARTNER, paired, older[paired], kind[paired])]
    groups.append((_GUEST, hosts, guest[hosts], np.full(len(hosts), Position.LIVING_IN)))
    for nth, (home, child) in enumerate(_children(profile, streams, key, kind, age)):
        groups.append((_FIRST_CHILD + nth, home, child, np.full(len(home), Position.CHILD)))

    home = np.concatenate([group[1] for group in groups])
    member = np.repeat([group[0] for group in groups], [len(group[1]) for group in groups])
    return Wave(
        place=slot,
        turn=turn,
        start=start,
        kind=kind,
        key=member_key(slot[home], turn, member),
        birth=start[home] - np.concatenate([group[2] for group in groups]) * DAYS_PER_YEAR,
        position=np.concatenate([group[3] for group in groups]),
        home=home,
    )


def _ages(newcomers: NewcomerProfile, streams: Streams, key: Ints, kind: Ints) -> Floats:
    """The age in years of the youngest adult of each household."""
    uniforms = streams.uniform("newcomers/age", key)
    edges = np.array((*newcomers.age_starts, _OLDEST))
    row = np.minimum(kind, Position.PARENT_COUPLE)
    age = np.empty(len(key))
    for which, weights in enumerate(newcomers.ages):
        steps = np.concatenate(([0.0], np.cumsum(weights)))
        mine = row == which
        age[mine] = np.interp(uniforms[mine] * steps[-1], steps, edges)
    return age


def _hosts(profile: PopulationProfile, streams: Streams, key: Ints, kind: Ints) -> Ints:
    """The households someone lives in with."""
    share = profile.living_in / max(1, profile.households - profile.singles)
    lucky = streams.uniform("newcomers/host", key) < share
    return np.flatnonzero(lucky & (kind != Position.ALONE))


def _children(
    profile: PopulationProfile, streams: Streams, key: Ints, kind: Ints, age: Floats
) -> list[tuple[Ints, Floats]]:
    """For a first, second and third child: the homes that have one, and its age in years.

    A very young parent's next child that cannot be born yet is not there; the first always is.
    """
    family, newcomers = profile.family, profile.newcomers
    homes = np.flatnonzero(kind >= Position.PARENT_COUPLE)
    shares = (1.0, newcomers.two_or_more, newcomers.three_or_more)
    size = streams.uniform("newcomers/children", key[homes])
    younger = family.between_children * (np.sum([size < share for share in shares], axis=0) - 1)
    noise = family.parenthood_differs * logistic(streams.uniform("newcomers/parenthood", key[homes]))
    eldest = np.maximum(age[homes] - family.age_at_first_child - noise, _BABY + younger)
    eldest = np.clip(eldest, _BABY, np.clip(age[homes] - ADULT, _BABY, _ELDEST))
    columns = []
    for nth, share in enumerate(shares):
        child = eldest - nth * family.between_children
        is_there = (size < share) & (child > 0.0)
        columns.append((homes[is_there], child[is_there]))
    return columns

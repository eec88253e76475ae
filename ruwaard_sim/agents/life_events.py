"""Life events of households: children are born and leave home, people die, households move away.

Everything follows from ages and random numbers, before the clock starts; nothing here waits for a model.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ruwaard_sim.agents.hazards import Hazard
from ruwaard_sim.agents.households import (
    ADULT,
    Position,
    Wave,
    at_home_share,
    household_key,
    member_key,
)
from ruwaard_sim.agents.profile import PopulationProfile
from ruwaard_sim.streams import Floats, Ints, Streams
from ruwaard_sim.units import DAYS_PER_YEAR

_FIRST_BORN = 128
_MOST_BIRTHS = 2


class DepartureReason(IntEnum):
    """Why someone is no longer in the wijk at the end of the period."""

    STAYS = 0
    DIED = 1
    MOVED = 2


@dataclass(frozen=True, slots=True)
class Hazards:
    """The events of a profile, ready to be asked when they strike; *by_kind* multiplies the moves."""

    death: Hazard
    move: Hazard
    by_kind: Floats
    leave_home: Hazard
    birth_to_two: Hazard
    birth_to_one: Hazard
    birth_interval: float

    @classmethod
    def of(cls, profile: PopulationProfile) -> Hazards:
        """Read from *profile*. Children leave home as fast as the share at home falls with age."""
        births = Hazard.of_curve(profile.births)
        return cls(
            death=Hazard.of_log_curve(profile.mortality),
            move=Hazard.of_curve(profile.moving),
            by_kind=np.array(profile.moving_by_kind),
            leave_home=Hazard.of_remaining(at_home_share(profile)),
            birth_to_two=births,
            birth_to_one=births.times(profile.births_alone),
            birth_interval=profile.birth_interval,
        )


@dataclass(frozen=True, slots=True)
class LifeCourses:
    """The people of a wave and the children born to them, in parallel; and the day each household *end*s.

    *home* is an index in *end*, as in the wave. Nothing is cut off at the end of a period.
    """

    key: Ints
    birth: Floats
    arrival: Floats
    departure: Floats
    why: Ints
    position: Ints
    home: Ints
    end: Floats


def live(wave: Wave, hazards: Hazards, streams: Streams) -> LifeCourses:
    """Let the households of *wave* live until nobody is left at their place."""
    guardian = wave.position < Position.CHILD
    head_birth = np.full(len(wave.start), -np.inf)
    np.maximum.at(head_birth, wave.home[guardian], wave.birth[guardian])
    uniforms = streams.uniform("lives/move", household_key(wave.place, wave.turn))
    move = wave.start + hazards.move.wait(wave.start - head_birth, uniforms, hazards.by_kind[wave.kind])

    arrival = wave.start[wave.home]
    death = _deaths(hazards, streams, wave.key, wave.birth, arrival)
    complete, last = move.copy(), np.full(len(move), -np.inf)
    np.minimum.at(complete, wave.home[guardian], death[guardian])
    np.maximum.at(last, wave.home[guardian], np.minimum(death, move[wave.home])[guardian])

    key, birth, home = _births(wave, hazards, streams, head_birth, complete)
    together = LifeCourses(
        key=np.concatenate((wave.key, key)),
        birth=np.concatenate((wave.birth, birth)),
        arrival=np.concatenate((arrival, birth)),
        departure=np.concatenate((death, _deaths(hazards, streams, key, birth, birth))),
        why=np.full(len(wave.key) + len(key), DepartureReason.DIED, dtype=np.int64),
        position=np.concatenate((wave.position, np.full(len(key), Position.CHILD, dtype=np.int64))),
        home=np.concatenate((wave.home, home)),
        end=np.full(len(move), -np.inf),
    )
    _part(together, hazards, streams, move, last)
    return together


def _deaths(hazards: Hazards, streams: Streams, key: Ints, birth: Floats, arrival: Floats) -> Floats:
    """The day of death of people who were alive on *arrival*."""
    return arrival + hazards.death.wait(arrival - birth, streams.uniform("lives/death", key))


def _births(
    wave: Wave, hazards: Hazards, streams: Streams, head_birth: Floats, complete: Floats
) -> tuple[Ints, Floats, Ints]:
    """Key, birthday and home of the children born while the household's adults are *complete*."""
    keys, days, homes = [], [], []
    homes_left, day = np.arange(len(wave.start)), wave.start
    for nth in range(_MOST_BIRTHS):
        kind, age = wave.kind[homes_left], day - head_birth[homes_left]
        uniforms = streams.uniform("lives/birth", household_key(wave.place[homes_left], wave.turn), nth)
        to_two, to_one = hazards.birth_to_two.wait(age, uniforms), hazards.birth_to_one.wait(age, uniforms)
        paired = (kind == Position.COUPLE) | (kind == Position.PARENT_COUPLE)
        born = day + np.where(paired, to_two, to_one)
        happens = born < complete[homes_left]
        homes_left, born = homes_left[happens], born[happens]
        keys.append(member_key(wave.place[homes_left], wave.turn, _FIRST_BORN + nth))
        days.append(born)
        homes.append(homes_left)
        day = born + hazards.birth_interval
    return np.concatenate(keys), np.concatenate(days), np.concatenate(homes)


def _part(people: LifeCourses, hazards: Hazards, streams: Streams, move: Floats, last: Floats) -> None:
    """Let people go before they die: with the household, or from the parental home; note the end.

    Minors go when their *last* parent goes; adult children may stay on.
    """
    away = move[people.home]
    child = people.position == Position.CHILD
    birth, arrival = people.birth[child], people.arrival[child]
    uniforms = streams.uniform("lives/leave home", people.key[child])
    leaves = arrival + hazards.leave_home.wait(arrival - birth, uniforms)
    orphaned = last[people.home[child]]
    leaves = np.where(orphaned - birth < ADULT * DAYS_PER_YEAR, np.minimum(leaves, orphaned), leaves)
    away[child] = np.minimum(away[child], leaves)

    people.why[away < people.departure] = DepartureReason.MOVED
    np.minimum(people.departure, away, out=people.departure)
    np.maximum.at(people.end, people.home, people.departure)

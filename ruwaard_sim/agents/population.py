"""Everyone who ever lives in the wijk in the period: who they are, when they come and when they go.

:func:`deal_residents` deals the whole population before the clock starts. The wijk of day 0 has
exactly the counts of the profile. From then on people age, die, are born and leave home, and
households move away; a place that comes free is taken at once by a new household, and some
places are added. So the number of households follows the number of places, as in a wijk with
houses; how many people there are follows from who takes them.

Not here: needs and care. Kept simple: who leaves the parental home leaves the wijk, couples
neither form nor part within the wijk, traits do not change, and before day 0 nothing happens (a
model that starts earlier has the residents of day 0 from its first day on).
"""

from __future__ import annotations

import numpy as np

from ruwaard_sim.agents.households import Position, Wave, first_wave, household_key
from ruwaard_sim.agents.life_events import DepartureReason, Hazards, LifeCourses, live
from ruwaard_sim.agents.newcomers import next_wave
from ruwaard_sim.agents.people import Census, Residents
from ruwaard_sim.agents.profile import PopulationProfile
from ruwaard_sim.agents.traits import Income, incomes, traits
from ruwaard_sim.streams import Floats, Ints, Streams
from ruwaard_sim.units import DAYS_PER_YEAR

__all__ = ["Census", "DepartureReason", "Income", "PopulationProfile", "Position", "Residents", "deal_residents"]


def deal_residents(profile: PopulationProfile, streams: Streams, first_day: float, last_day: float) -> Residents:
    """Deal everyone who lives in the wijk between *first_day* (0 or before) and *last_day*.

    The residents of day 0 arrive on *first_day*, or at birth if that is later. Everyone keeps
    their own random numbers: a longer period adds people at the end of the arrays and changes nobody who
    was there, except that later departures come to light.
    """
    waves, lives = _all_waves(profile, streams, last_day)
    people = _joined(lives)
    household, income = _households(profile, streams, waves)
    order = np.lexsort((people.key, np.maximum(people.arrival, 0.0)))
    order = order[people.arrival[order] < last_day]

    home, birth, position = people.home[order], people.birth[order], people.position[order]
    arrival, departure = people.arrival[order], people.departure[order]
    marks = traits(
        profile,
        streams,
        key=people.key[order],
        age=(arrival - birth) / DAYS_PER_YEAR,
        alone=position == Position.ALONE,
        income=income[home],
    )
    arrival[: profile.residents] = np.maximum(first_day, birth[: profile.residents])
    stays = departure > last_day
    return Residents(
        number=np.arange(len(order)),
        birth=birth,
        arrival=arrival,
        departure=np.where(stays, np.inf, departure),
        why=np.where(stays, int(DepartureReason.STAYS), people.why[order]),
        household=household[home],
        position=position,
        income=income[home],
        traits=marks,
    )


def _all_waves(profile: PopulationProfile, streams: Streams, last_day: float) -> tuple[list[Wave], list[LifeCourses]]:
    """The households of day 0, those that take the places these leave or that are added, and so on."""
    hazards = Hazards.of(profile)
    waves = [first_wave(profile, streams)]
    lives = [live(waves[0], hazards, streams)]
    added, opened = _added_places(profile, streams, last_day)
    while True:
        free = lives[-1].end < last_day
        slot = np.concatenate((waves[-1].place[free], added))
        start = np.concatenate((lives[-1].end[free], opened))
        if not len(slot):
            return waves, lives
        waves.append(next_wave(profile, streams, slot, waves[-1].turn + 1, start))
        lives.append(live(waves[-1], hazards, streams))
        added, opened = added[:0], opened[:0]


def _added_places(profile: PopulationProfile, streams: Streams, last_day: float) -> tuple[Ints, Floats]:
    """The numbers of the places added before *last_day*, and the days on which they are first lived in."""
    slot = profile.households + np.arange(int(np.ceil(profile.new_places * last_day)))
    if not len(slot):
        return slot, np.zeros(0)
    uniforms = streams.uniform("newcomers/new place", slot)
    opened = (slot - profile.households + uniforms) / profile.new_places
    return slot[opened < last_day], opened[opened < last_day]


def _joined(lives: list[LifeCourses]) -> LifeCourses:
    """All waves of people as one; *home* counts on over the waves."""
    before = np.cumsum([0, *(len(life.end) for life in lives)])
    return LifeCourses(
        key=np.concatenate([life.key for life in lives]),
        birth=np.concatenate([life.birth for life in lives]),
        arrival=np.concatenate([life.arrival for life in lives]),
        departure=np.concatenate([life.departure for life in lives]),
        why=np.concatenate([life.why for life in lives]),
        position=np.concatenate([life.position for life in lives]),
        home=np.concatenate([life.home + first for life, first in zip(lives, before[:-1], strict=True)]),
        end=np.concatenate([life.end for life in lives]),
    )


def _households(profile: PopulationProfile, streams: Streams, waves: list[Wave]) -> tuple[Ints, Ints]:
    """Number (in order of their start) and income of the households, in the order of the waves."""
    start = np.concatenate([wave.start for wave in waves])
    slot = np.concatenate([wave.place for wave in waves])
    number = np.empty(len(start), dtype=np.int64)
    number[np.lexsort((slot, start))] = np.arange(len(start))
    key = np.concatenate([household_key(wave.place, wave.turn) for wave in waves])
    kind = np.concatenate([wave.kind for wave in waves])
    return number, incomes(profile, streams, key, kind)

"""The traits of a person: income class, network, own strength, wellbeing, and skill with a pgb.

Drawn once, for the age and the household at the start; they do not change with time.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from ruwaard_sim.agents.hazards import Bools, logistic
from ruwaard_sim.agents.profile import PopulationProfile, TraitProfile
from ruwaard_sim.streams import Floats, Ints, Streams

_OLD = 75.0
_HIGHEST_MARK = 10.0
_SURE = 1e-6


class Income(IntEnum):
    """The national income class of a household: lowest 40 %, in between, or highest 20 % of households."""

    LOW = 0
    MIDDLE = 1
    HIGH = 2


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits of people as arrays: marks from 0 to 10, and the ability to keep a pgb."""

    netwerk: Ints
    eigen_kracht: Ints
    welbevinden: Ints
    pgb_bekwaam: Bools

    def of(self, resident: int) -> dict[str, int]:
        """The traits of one resident by name."""
        return {field.name: int(getattr(self, field.name)[resident]) for field in fields(self)}


def incomes(profile: PopulationProfile, streams: Streams, key: Ints, kind: Ints) -> Ints:
    """The :class:`Income` of every household, given their keys and kinds, those of day 0 first.

    Of those exactly the profile's shares are low and high; later ones are measured by the same rod.
    """
    first = profile.households
    low_share = np.clip(profile.low_income_by_kind, _SURE, 1.0 - _SURE)
    position = np.log((1.0 - low_share) / low_share)[kind]
    uniforms = streams.uniform("traits/income", key)
    standing = position + np.log(uniforms / (1.0 - uniforms))
    ranked = np.append(np.sort(standing[:first]), np.inf)
    low, high = round(profile.low_income * first), round(profile.high_income * first)
    income = np.full(len(standing), Income.MIDDLE, dtype=np.int64)
    income[standing < ranked[low]] = Income.LOW
    income[standing >= ranked[first - high]] = Income.HIGH
    return income


def traits(profile: PopulationProfile, streams: Streams, key: Ints, age: Floats, alone: Bools, income: Ints) -> Traits:
    """The marks of people *age* years old, who live *alone* or not, in a household with this *income*.

    The marks of one person are correlated, because they share a part of their random numbers.
    """
    shared = logistic(streams.uniform("traits/shared", key))
    old = np.maximum(age - _OLD, 0.0) / 10.0

    def mark(name: str, who: TraitProfile) -> Ints:
        own = logistic(streams.uniform(f"traits/{name}", key))
        noise = np.sqrt(profile.shared_luck) * shared + np.sqrt(1.0 - profile.shared_luck) * own
        value = who.mean + who.alone * alone + who.per_decade * old + who.spread * noise
        value += who.low_income * (income == Income.LOW) + who.high_income * (income == Income.HIGH)
        rounded: Ints = np.rint(np.clip(value, 0.0, _HIGHEST_MARK)).astype(np.int64)
        return rounded

    marks = {name: mark(name, spread) for name, spread in profile.marks.items()}
    able = profile.pgb_weak + (profile.pgb_strong - profile.pgb_weak) * marks["eigen_kracht"] / _HIGHEST_MARK
    return Traits(**marks, pgb_bekwaam=streams.uniform("traits/pgb", key) < able)

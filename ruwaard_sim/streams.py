"""Chance, by name and person: the same resident has the same random numbers under every policy.

A draw is a counter-based hash (SplitMix64) of seed, replication, purpose and keys such as the
resident's number. It never depends on the order of asking, on the number of processes, or on
what else is drawn, so two variants that ask the same question get the same answer. Draws come
in whole arrays, before the clock starts; the model itself never draws.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_TO_UNIT = 2.0**-53


def _mix(z: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The SplitMix64 finaliser (Steele, Lea and Flood 2014): every input bit reaches every output bit.

    *z* has at least one dimension: NumPy lets whole numbers in arrays run over, but warns for one alone.
    """
    z = z + _GOLDEN
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    mixed: npt.NDArray[np.uint64] = z ^ (z >> np.uint64(31))
    return mixed


def _name(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little"))


@dataclass(frozen=True, slots=True)
class Streams:
    """All chance of one replication.

    *seed* is the study's seed (0 or more), *replication* counts from 1. Equal arguments give
    equal draws on every machine; the hash uses integer arithmetic only.
    """

    seed: int
    replication: int

    def uniform(self, purpose: str, *keys: Ints | int) -> Floats:
        """Uniform numbers strictly between 0 and 1, one for each element of *keys* broadcast together.

        *purpose* names the decision ("need/zwaarte"); *keys* say who and which one, as whole
        numbers. Without keys the result has shape ``(1,)``.
        """
        state = _mix(np.array([_name(f"{self.seed}/{self.replication}/{purpose}")], dtype=np.uint64))
        for key in keys:
            counter = np.atleast_1d(np.asarray(key, dtype=np.int64)).astype(np.uint64)
            state = _mix(state ^ _mix(counter))
        return ((state >> np.uint64(11)).astype(np.float64) + 0.5) * _TO_UNIT


def normal(u: Floats) -> Floats:
    """Standard normal numbers from uniform ones, by inversion: the same random numbers, on another scale.

    Its library is imported on first use, because commands that draw nothing should start at once.
    """
    from scipy.special import ndtri

    z: Floats = ndtri(u)
    return z

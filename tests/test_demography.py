"""Weighted choices and events by age, in arrays: exact where they must be, and at the right rate."""

from __future__ import annotations

import numpy as np
import pytest

from ruwaard_sim.agents.hazards import Hazard, apportion, choose, fitting, pick
from ruwaard_sim.streams import Streams


def test_exactly_so_many_are_chosen_and_the_likelier_sooner() -> None:
    """A choice hits its number; shares of nought and one are honoured; odds keep their proportion."""
    luck = Streams(1, 1).uniform("choice", np.arange(100_000))
    share = np.tile([0.0, 0.1, 0.5, 1.0], 25_000)
    chosen = choose(share, luck, 60_000)
    assert chosen.sum() == 60_000
    part = chosen.reshape(-1, 4).mean(axis=0)
    assert (part[0], part[3]) == (0.0, 1.0)
    odds = part[1:3] / (1.0 - part[1:3])
    assert odds[1] / odds[0] == pytest.approx(9.0, rel=0.1)
    assert fitting(share[:4], np.full(4, 25_000.0), 60_000.0)[1] == pytest.approx(part[1], abs=0.01)


def test_nobody_is_lost_in_a_division() -> None:
    """Whole parts add up to the whole, and differ less than one from their exact share."""
    weights = np.array([1950.0, 1485.0, 2950.0, 3450.0, 3260.0])
    parts = apportion(13_090, weights)
    assert parts.sum() == 13_090
    assert (np.abs(parts - 13_090 * weights / weights.sum()) < 1.0).all()
    assert pick(np.array([0.0, 1.0, 0.0]), np.array([1e-9, 0.5, 1.0 - 1e-9])).tolist() == [1, 1, 1]


def test_a_hazard_waits_as_long_as_its_rate_says() -> None:
    """At a rate of one in ten years the mean wait is ten years; at no rate it never happens."""
    rates = np.full(120, 0.1 / 365.25)
    luck = Streams(1, 1).uniform("wait", np.arange(50_000))
    waits = Hazard.of_rates(rates).wait(np.zeros(50_000), luck)
    assert waits[np.isfinite(waits)].mean() / 365.25 == pytest.approx(10.0, rel=0.03)
    assert np.isinf(Hazard.of_rates(np.zeros(120)).wait(np.zeros(3), np.array([0.1, 0.5, 0.9]))).all()

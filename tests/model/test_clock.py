"""The clock, and what the event queue beneath it reads of an event that is hardly one."""

from __future__ import annotations

from typing import Any

import pytest
import simpy

from ruwaard_sim.model import clock
from ruwaard_sim.model.clock import Clock

PREPARED = {"callbacks", "_ok"}
"""What an event of the clock has for SimPy."""
OWN = {"do", "what"}
"""What it has for the clock itself."""


def asked_of_an_event(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What SimPy asks of an event of the clock while it is put in the queue and happens."""
    asked: set[str] = set()

    class Watched(clock._Moment):
        def __getattribute__(self, name: str) -> Any:
            asked.add(name)
            return super().__getattribute__(name)

    monkeypatch.setattr(clock, "_Moment", Watched)
    done: list[str] = []
    days = Clock(0.0)
    for day, what in ((2.0, "second"), (1.0, "first"), (2.0, "third")):
        days.at(day, done.append, what)
    days.run(until=3.0)
    assert done == ["first", "second", "third"]
    return asked - OWN


def as_it_must_be(asked: set[str]) -> None:
    """Fails with what to do when SimPy asks more of an event than the clock prepares."""
    more = sorted(asked - PREPARED)
    assert more == [], (
        f"SimPy {simpy.__version__} also asks {', '.join(more)} of an event that happens. The events of "
        f"ruwaard_sim/model/clock.py (_Moment) prepare only {', '.join(sorted(PREPARED))}, so what SimPy would find "
        "there is not what it expects. Prepare it in _Moment, or keep SimPy below this version in pyproject.toml."
    )


def test_simpy_asks_of_an_event_no_more_than_the_clock_prepares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its events are not prepared as SimPy's own are; a version that reads more of them is not let in unseen."""
    as_it_must_be(asked_of_an_event(monkeypatch))


def test_a_version_that_asks_more_is_told_of_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a step that reads the value of what happens as well, the test above fails and says where to look."""

    class Reading(simpy.Environment):
        def step(self) -> None:
            if self._queue:
                self._queue[0][-1]._value  # noqa: B018
            super().step()

    monkeypatch.setattr(simpy, "Environment", Reading)
    with pytest.raises(AssertionError, match="also asks _value of an event"):
        as_it_must_be(asked_of_an_event(monkeypatch))


def test_nothing_is_planned_for_a_day_that_has_passed() -> None:
    """Whoever does is told which day it was and which it is."""
    days = Clock(5.0)
    with pytest.raises(ValueError, match=r"day 4\.5 has passed: it is day 5\.0"):
        days.at(4.5, print)

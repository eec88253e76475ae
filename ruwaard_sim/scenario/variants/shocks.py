"""The dated shocks of a scenario, taken from what is in force from each date on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ruwaard_sim.plan import DatedShock
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.text import Text

Since = Sequence[tuple[date, Scenario]]
"""What holds from each date on."""


def dated_shocks(since: Since, end: date) -> tuple[DatedShock, ...]:
    """The factors on needs that are not 1 for a time, then the places of which fewer can be used for a time.

    *end* is the first day after the period. What never changes is no shock.
    """
    shocks = [*_on_needs(since, end), *_on_places(since, end)]
    return tuple(shock for shock in shocks if shock.spans)


def _on_needs(since: Since, end: date) -> Iterator[DatedShock]:
    titles = {name: shock.title for _, scenario in since for name, shock in scenario.needs.shocks.items()}
    for name, title in titles.items():
        factors = [
            (day, 1.0 if (shock := scenario.needs.shocks.get(name)) is None else shock.factor.number)
            for day, scenario in since
        ]
        yield DatedShock(title, _spans([(day, factor != 1) for day, factor in factors], end))


def _on_places(since: Since, end: date) -> Iterator[DatedShock]:
    titles, notes = {}, {}
    for _, scenario in since:
        for name, places in scenario.organisation.places.items():
            titles[name], notes[name] = places.title, places.available.note
    for name, title in titles.items():
        levels = [(day, scenario.organisation.places.get(name)) for day, scenario in since]
        usual = next(places.available.number for _, places in levels if places is not None)
        fewer = [(day, places is not None and places.available.number < usual) for day, places in levels]
        note = f", {notes[name]}" if notes[name] else ""
        called = Text(f"{title.nl}: minder plaatsen open{note}", f"{title.en}: fewer places open")
        yield DatedShock(called, _spans(fewer, end))


def _spans(states: Sequence[tuple[date, bool]], end: date) -> tuple[tuple[date, date], ...]:
    """From when until when it is so; none when it always is."""
    if all(so for _, so in states):
        return ()
    changes = [day for index, (day, so) in enumerate(states) if so != (index > 0 and states[index - 1][1])]
    if len(changes) % 2:
        changes.append(end)
    return tuple(pair for index, pair in enumerate(pairwise(changes)) if index % 2 == 0)

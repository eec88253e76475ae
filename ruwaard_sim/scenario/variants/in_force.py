"""Which rules are in force when: of one plan, or of two plans side by side, each set of rules once with its periods."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.rules import Rulebook, Table
from ruwaard_sim.rules.tables.substitution import with_parameters
from ruwaard_sim.text import Text, date_text

Period: TypeAlias = tuple[date, date]
"""From the first date until the second, on which it is over."""
PartOf: TypeAlias = Callable[[Regime], Rulebook]
ThingT = TypeVar("ThingT")


@dataclass(frozen=True, slots=True)
class InForce(Generic[ThingT]):
    """Something that holds in some *periods*, in order: a regime of one plan, or of two plans together."""

    periods: tuple[Period, ...]
    holding: ThingT

    @property
    def text(self) -> Text:
        """The periods in words."""
        return periods_text(self.periods)

    @property
    def days(self) -> int:
        """The number of days in all."""
        return sum((end - start).days for start, end in self.periods)


def periods_text(periods: Sequence[Period]) -> Text:
    """``van 1 januari 2020 tot 1 januari 2021``; several with *and* between them."""
    texts = [(date_text(start), date_text(end)) for start, end in periods]
    return Text(
        " en ".join(f"van {start.nl} tot {end.nl}" for start, end in texts),
        " and ".join(f"from {start.en} to {end.en}" for start, end in texts),
    )


def settled(rulebook: Rulebook) -> Mapping[str, Table]:
    """The tables of *rulebook* as they decide: with their parameters filled in."""
    return {name: with_parameters(table) for name, table in rulebook.items()}


def resident_rules(regime: Regime) -> Rulebook:
    """The rules about residents under *regime*."""
    return regime.rulebook


def steering_rules(regime: Regime) -> Rulebook:
    """The rules to steer by under *regime*; none while nobody steers."""
    return regime.steering_rulebook


def rules_in_force(plan: Plan, part: PartOf, since: date | None = None) -> list[InForce[Regime]]:
    """Each set of rules (*part* of a regime) that decides under *plan*, with the first regime that has it.

    From *since* on; from the first day of the simulation where it is None.
    """
    return _grouped([(period, regime) for period, regime in _periods(plan, since)], lambda regime: _key(part(regime)))


def rules_together(
    before: Plan, after: Plan, part: PartOf, since: date | None = None
) -> list[InForce[tuple[Regime, Regime]]]:
    """Each pair of sets of rules (*part* of a regime) that are in force together, each with its first regimes."""
    return together(before, after, lambda one, other: (_key(part(one)), _key(part(other))), since)


def together(
    before: Plan, after: Plan, key: Callable[[Regime, Regime], Hashable], since: date | None = None
) -> list[InForce[tuple[Regime, Regime]]]:
    """The pairs of regimes of two plans that are in force together, once for each *key*."""
    pairs = []
    others = _periods(after, since)
    for (start, end), one in _periods(before, since):
        for (other_start, other_end), other in others:
            first, last = max(start, other_start), min(end, other_end)
            if first < last:
                pairs.append(((first, last), (one, other)))
    return _grouped(pairs, lambda pair: key(*pair))


def in_force_on(plan: Plan, day: date) -> Regime:
    """The regime of *plan* on *day*."""
    return next(regime for (start, end), regime in _periods(plan, None) if start <= day < end)


def _key(rulebook: Rulebook) -> Hashable:
    return tuple(settled(rulebook).items())


def _periods(plan: Plan, since: date | None) -> list[tuple[Period, Regime]]:
    """Each regime of *plan* with its period, as far as that is not before *since*."""
    starts = [plan.calendar.date(regime.start) for regime in plan.regimes]
    periods = []
    for start, end, regime in zip(starts, [*starts[1:], plan.calendar.end], plan.regimes, strict=True):
        first = start if since is None else max(start, since)
        if first < end:
            periods.append(((first, end), regime))
    return periods


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """*periods* in order; those that follow each other at once become one."""
    so_far: list[Period] = []
    for start, end in sorted(periods):
        if so_far and so_far[-1][1] == start:
            so_far[-1] = (so_far[-1][0], end)
        else:
            so_far.append((start, end))
    return tuple(so_far)


def _grouped(entries: Iterable[tuple[Period, ThingT]], key: Callable[[ThingT], Hashable]) -> list[InForce[ThingT]]:
    """The first of the *entries* with the same *key*, with the periods of them all."""
    things: dict[Hashable, ThingT] = {}
    periods: dict[Hashable, list[Period]] = {}
    for period, thing in entries:
        known = key(thing)
        things.setdefault(known, thing)
        periods.setdefault(known, []).append(period)
    return [InForce(joined(periods[known]), thing) for known, thing in things.items()]

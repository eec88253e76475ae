"""Replications in which uncertain values are drawn: which draw each one uses, the same for all variants.

Random numbers stay what they are without draws: replication 5 has the same people, so it can be compared with the
fifth of a study at the modes. Each draw is simulated twice, so that what chance does can be told from what values do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruwaard_sim.differing_days import later_days
from ruwaard_sim.plan import Plan

if TYPE_CHECKING:
    from ruwaard_sim.scenario.draws.study_plan import Study
    from ruwaard_sim.study.replicate import Row

TIMES = 2
"""How many replications in a row use one draw."""


@dataclass(frozen=True, slots=True)
class DrawnReplications:
    """Replicates with the plans of the draw whose turn it is; picklable, as the runner asks.

    *draws* names the draw of each replication. When there are more turns than draws they come round again.
    """

    draws: Mapping[int, str]
    plans: Mapping[str, Mapping[str, Plan]]
    since: tuple[float, ...] = ()
    """The days from which variants differ under some draw: the same for every draw, or means would leave some out."""

    @classmethod
    def of(cls, study: Study, most: int, seed: int) -> DrawnReplications | None:
        """For *most* replications of *study*; None when no values are drawn in it."""
        if study.draws is None:
            return None
        order = study.draws.order(seed)
        draws = {number: order[(number - 1) // TIMES % len(order)] for number in range(1, most + 1)}
        plans = {name: study.draws.plans(name) for name in dict.fromkeys(draws.values())}
        return cls(draws, plans, tuple(later_days(study.variants, study.drawn)))

    def only(self, block: Sequence[int]) -> DrawnReplications:
        """The same for the replications in *block* alone."""
        draws = {number: self.draws[number] for number in block}
        return DrawnReplications(draws, {name: self.plans[name] for name in draws.values()}, self.since)

    def __call__(self, _: Mapping[str, Plan], seed: int, replication: int) -> list[Row]:
        """One replication, as `replicate` does it."""
        from ruwaard_sim.study.replicate import replicate

        return replicate(self.plans[self.draws[replication]], seed, replication, self.since)

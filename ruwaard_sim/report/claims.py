"""What may be claimed of each difference, and what goes with it: the one place that sentences are made from.

A direction is claimed where the 95 % interval leaves zero out; a likely one where four of five replications agree;
otherwise only between what the difference lies. What is smaller than anybody would act on is practically equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from ruwaard_sim.report.study_view import ShownIndicator
from ruwaard_sim.study.statistics import WHOLE_PERIOD, Comparison, Difference
from ruwaard_sim.text import Text

Verdict = Literal["more", "less", "likely more", "likely less", "equal", "open"]

LIKELY: Final = 0.80
"""The share of replications that must agree before a direction is called likely."""
CHANCE_WORDS: Final[tuple[tuple[float, Text], ...]] = (
    (0.95, Text("vrijwel zeker", "almost certainly")),
    (LIKELY, Text("waarschijnlijk", "probably")),
)
"""The word for a share of replications, from the highest down; below the last there is no word."""
FEWEST: Final = 20
"""Of fewer replications no share is told."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A difference in the *first* year and in the *last*, which differ by more than their margins together."""

    first_year: str
    last_year: str
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be said of the difference of one figure between a variant and the baseline.

    *level* is the figure in the baseline, *share* the part of the replications that go in the direction of the mean.
    """

    indicator: ShownIndicator
    variant: str
    difference: Difference
    verdict: Verdict
    level: float | None
    level_half_width: float | None
    share: float | None
    trend: Trend | None = None

    @property
    def size(self) -> float:
        """The mean difference, in the unit of the indicator; below zero where the variant has less."""
        return self.difference.mean or 0.0

    @property
    def directed(self) -> bool:
        """True where the interval leaves zero out."""
        return self.verdict in ("more", "less")

    @property
    def moves(self) -> bool:
        """True where there is a direction, certain or likely."""
        return self.verdict not in ("equal", "open")

    @property
    def gain(self) -> bool | None:
        """Whether it is better or worse; None where it does not move, or is neither."""
        if not self.moves or self.indicator.better is None:
            return None
        return self.verdict.endswith("less") == (self.indicator.better == "lower")

    @property
    def agreeing(self) -> int:
        """How many replications agree with the direction of the mean."""
        return round((self.share or 0.0) * self.difference.count)

    @property
    def weight(self) -> float:
        """How large it is beside its own level, or beside what matters where there was nothing: to choose by."""
        return abs(self.size) / max(abs(self.level or 0.0), self.indicator.matters, 1e-12)

    def as_object(self) -> dict[str, Any]:
        """The claim as plain data."""
        numbers = {"mean": self.difference.mean, "low": self.difference.low, "high": self.difference.high}
        return {
            "variant": self.variant,
            "figure": self.indicator.name,
            "verdict": self.verdict,
            **{key: value if value is None or math.isfinite(value) else None for key, value in numbers.items()},
            "share": self.share,
            "matters": self.indicator.matters,
            "gain": self.gain,
        }


def verdict_on(difference: Difference, matters: float) -> Verdict | None:
    """What may be said of *difference*, of which less than *matters* is not worth a word; None without an interval."""
    low, high, mean = difference.low, difference.high, difference.mean
    if low is None or high is None or mean is None:
        return None
    if max(abs(low), abs(high)) <= matters or low == high == 0:
        return "equal"
    if low > 0:
        return "more"
    if high < 0:
        return "less"
    share = _share(difference)
    if share is not None and share >= LIKELY:
        return "likely more" if mean > 0 else "likely less"
    return "open"


def _share(difference: Difference) -> float | None:
    """The share of replications that agree with the direction of the mean; None for few, or without a direction."""
    if difference.p_lower is None or difference.count < FEWEST or not difference.mean:
        return None
    return difference.p_lower if difference.mean < 0 else 1 - difference.p_lower


def claims(comparison: Comparison, indicators: Iterable[ShownIndicator]) -> dict[tuple[str, str], Claim]:
    """The claim about each difference with an interval that may be shown as an effect, by variant and indicator.

    Figures that rest on registration or belief have none.
    """
    made: dict[tuple[str, str], Claim] = {}
    for indicator in indicators:
        if not indicator.effect or indicator.belief:
            continue
        for variant in comparison.variants:
            difference = comparison.differences.get((variant, indicator.name, WHOLE_PERIOD))
            verdict = None if difference is None else verdict_on(difference, indicator.matters)
            if difference is None or verdict is None:
                continue
            before = comparison.estimates.get((comparison.baseline, indicator.name, WHOLE_PERIOD))
            made[variant, indicator.name] = Claim(
                indicator, variant, difference, verdict,
                None if before is None else before.mean, None if before is None else before.half_width,
                _share(difference), _trend(indicator, variant, comparison),
            )  # fmt: skip
    return made


def _trend(indicator: ShownIndicator, variant: str, comparison: Comparison) -> Trend | None:
    """The difference in the first and the last year, where these lie further apart than chance explains."""
    years = sorted(period for period in comparison.periods if period.isdigit())
    if len(years) < 2:
        return None
    ends = [comparison.differences.get((variant, indicator.name, year)) for year in (years[0], years[-1])]
    first, last = ends
    if first is None or last is None or first.mean is None or last.mean is None:
        return None
    if first.half_width is None or last.half_width is None:
        return None
    apart = abs(last.mean - first.mean)
    if apart <= max(math.hypot(first.half_width, last.half_width), indicator.matters):
        return None
    return Trend(years[0], years[-1], first.mean, last.mean)


def chance_word(share: float) -> Text | None:
    """The word for a direction in which this *share* of the replications goes; None below four of five."""
    return next((word for least, word in CHANCE_WORDS if share >= least), None)


def losses(made: Mapping[tuple[str, str], Claim], variant: str, told: Sequence[str], most: int) -> list[Claim]:
    """What got worse in *variant*: at most *most*, the largest of each group and unit, the heaviest of those first.

    *told* names the indicators that are told already.
    """
    worse = [
        claim
        for (name, indicator), claim in made.items()
        if name == variant and indicator not in told and claim.gain is False and claim.directed
    ]
    largest: dict[tuple[str, str], Claim] = {}
    for claim in sorted(worse, key=lambda claim: -abs(claim.size)):
        largest.setdefault((claim.indicator.group, claim.indicator.unit), claim)
    heaviest = sorted(largest.values(), key=lambda claim: -claim.weight)
    beside = {name for claim in heaviest for name in (claim.indicator.still_waiting, claim.indicator.on_time)}
    return [claim for claim in heaviest if claim.indicator.name not in beside][:most]

"""Lives the shipped draws anew with other lucks: how often a target that a draw met then lies outside its bounds.

``python -m benchmarks.sharpness`` prints how many draws miss how many targets, and the targets that any of them miss.
A draw was accepted by two replications; here it is judged by its mean over many that had no part in that. All draws
have the same lucks. The whole of it takes some ten minutes of computing; ``--tries N`` takes only the first N.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

import numpy as np

from ruwaard_sim.files.calibration_reader import read_draws
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.loading import load_calibration
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.scenario.schema.target_models import Target
from ruwaard_sim.study.statistics import Estimate, estimate
from ruwaard_sim.study.validation import Verdict, bounds_said, figure, shown_as, simulate_variants

NAME = "ruwaard.yaml"
FIRST_LUCK = 2_000_001
"""The replication that the first luck is of; no calibration and no study comes as far."""

Figures = Mapping[str, float]
"""What one replication of a draw gives for each target, in its unit."""


# ---------------------------------------------------------------------- living


@cache
def fitted() -> tuple[StudyDraws, dict[str, Target]]:
    """The shipped draws, for the variants that their targets are about; and those targets, in the order of their file.

    Raises InputError with what is wrong in the files.
    """
    reader = Reader()
    read = read_draws(reader, shipped() / "draws" / NAME)
    reader.findings.raise_if_any()
    assert read is not None
    draws = read[0]
    fitting, _ = load_calibration(shipped() / "calibrations" / f"{draws.calibration}.yaml")
    targets = {key: fitting.targets.targets[key] for key in fitting.calibration.targets}
    return draws.of_study(fitting.resolved), targets


@lru_cache(maxsize=1)
def _plans(name: str) -> dict[str, Plan]:
    return fitted()[0].plans(name)


def lived(job: tuple[str, int]) -> Figures:
    """The figures of one draw (its name) with one luck."""
    name, luck = job
    draws, targets = fitted()
    plans = _plans(name)
    runs = simulate_variants(plans, draws.origin.seed, luck)
    return {key: figure(one, runs[one.variant], plans[one.variant].calendar) for key, one in targets.items()}


def all_lived(names: Sequence[str], lucks: range, jobs: int) -> dict[str, list[Figures]]:
    """The figures of all these draws, by name, with all *lucks*."""
    work = list(product(names, lucks))
    if jobs == 1:
        found = list(map(lived, work))
    else:
        with ProcessPoolExecutor(jobs) as crew:
            found = list(crew.map(lived, work, chunksize=len(lucks)))
    return {name: found[place * len(lucks) : (place + 1) * len(lucks)] for place, name in enumerate(names)}


# ---------------------------------------------------------------------- judging


@dataclass(frozen=True, slots=True)
class Held:
    """The mean of a target over the lucks of one draw, held against its bounds."""

    draw: str
    key: str
    target: Target
    found: Estimate
    without: int
    """In how many replications the figure was not there, or had no end; they have no part in the mean."""

    @property
    def inside(self) -> bool:
        """Whether the mean, taken as it is, lies between the bounds; no mean does not."""
        return Verdict(self.key, self.target, Estimate(self.found.mean, None, None, 1, 0)).word == "within"

    @property
    def far(self) -> bool:
        """Whether it lies outside them further than its own 95 % margin."""
        return Verdict(self.key, self.target, self.found).word == "outside"


def held(figures: Mapping[str, Sequence[Figures]], targets: Mapping[str, Target]) -> Iterator[Held]:
    """Every draw and every target."""
    for draw, replications in figures.items():
        for key, target in targets.items():
            values = np.array([one[key] for one in replications], dtype=np.float64)
            finite = values[np.isfinite(values)]
            yield Held(draw, key, target, estimate(finite), len(values) - len(finite))


# ---------------------------------------------------------------------- the table


def told(figures: Mapping[str, Sequence[Figures]], targets: Mapping[str, Target]) -> str:
    """How many draws miss how many targets, which targets these are, and what lies far outside, as text."""
    found = list(held(figures, targets))
    missed = [one for one in found if not one.inside]
    per_draw = Counter(one.draw for one in missed)
    spread = Counter(per_draw[draw] for draw in figures)
    lines = [f"{_many(spread[number], 'draw')} {_misses(number)}" for number in sorted(spread)]
    if missed:
        lines += [
            "",
            f"{'target':<62}{'bounds':<30}{'draws outside':>13}  {'their means':<17}{'beyond the margin':>17}",
        ]
    outside = Counter(one.key for one in missed)
    lines += [_row([one for one in missed if one.key == key]) for key, _ in outside.most_common()]
    far, without = sum(one.far for one in found), sum(one.without for one in found)
    lines += ["", f"{far} of {len(found):,} means outside by more than their own 95 % margin"]
    counted = sum(map(len, figures.values())) * len(targets)
    lines.append(f"{without} of {counted:,} figures absent or without end, and left out of their mean")
    lines += [f"  {one.target.title.say('en')}, draw {one.draw}: {one.without}" for one in found if one.without]
    return "\n".join(lines) + "\n"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _misses(number: int) -> str:
    return "with all targets within their bounds" if number == 0 else f"with all but {number}"


def _row(missed: Sequence[Held]) -> str:
    """The line of one target, from the draws that miss it."""
    target = missed[0].target
    factor, decimals = shown_as(target)
    means = [one.found.mean * factor for one in missed if one.found.mean is not None]
    low, high = (f"{value:,.{decimals}f}" for value in (min(means, default=math.nan), max(means, default=math.nan)))
    title = f"{target.title.say('en'):<62}{bounds_said(target, 'en'):<30}"
    return f"{title}{len(missed):>13}  {f'{low} – {high}':<17}{sum(one.far for one in missed):>17}"


def main(words: Sequence[str] | None = None) -> int:
    """Live, judge and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.sharpness", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--replications", type=int, default=24, metavar="N", help="replications of each draw (24)")
    parser.add_argument("--tries", type=int, metavar="N", help="only the first N; all if not given")
    parser.add_argument("--jobs", type=int, default=1, metavar="J", help="processes")
    asked = parser.parse_args(words)
    if asked.replications < 2:
        parser.error("--replications is 2 or more: the margin of a mean needs two")
    if asked.jobs < 1 or (asked.tries is not None and asked.tries < 1):
        parser.error("--tries and --jobs are 1 or more")
    draws, targets = fitted()
    names = list(draws.rows)[: asked.tries]
    lucks = range(FIRST_LUCK, FIRST_LUCK + asked.replications)
    sys.stdout.write(
        f"{_many(len(names), 'draw')} of the {len(draws.rows)} in draws/{NAME}, {len(targets)} targets; "
        f"{asked.replications} lucks each, {lucks[0]:,} to {lucks[-1]:,} (seed {draws.origin.seed})\n\n"
    )
    sys.stdout.flush()
    sys.stdout.write(told(all_lived(names, lucks, asked.jobs), targets))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

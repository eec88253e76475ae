"""Fits values to targets: draws them from what they may be, lives each draw, and keeps those that meet all targets.

Every draw is lived with the same luck. What that luck does to the figures of the scenario as written, against its
mean over a hundred, is taken off, so that a draw at the modes gives what the scenario as written gives on average.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np

from ruwaard_sim.scenario.calibrating import Fitting
from ruwaard_sim.scenario.drawing import Drawn, drawn_plan
from ruwaard_sim.scenario.plan import Plan
from ruwaard_sim.scenario.study import Assumptions, Study
from ruwaard_sim.scenario.targets import Target
from ruwaard_sim.streams import Floats, Streams
from ruwaard_sim.study import runner
from ruwaard_sim.study.crew import Factory
from ruwaard_sim.study.sieve import Formula, formulas
from ruwaard_sim.study.statistics import Estimate, estimate
from ruwaard_sim.study.validation import Verdict, figure, live

WRITTEN = 100
"""How often the scenario as written is lived, to know what luck does; all draws share the error of that mean."""
FIRST_LUCK = 1_000_001
"""The replication number that luck is dealt from: past those of any study, which so lives no luck fitted with."""
CHUNK = 10_000
MOST_CANDIDATES = 1_000_000
"""How many draws are looked at in one wave before it is given up to find more that the sieve lets through."""
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Lot:
    """Plans to live, and with which luck."""

    plans: Mapping[str, Plan]
    lucks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trials:
    """Lives one lot after the other, and gives what comes out for every target; picklable, as the runner asks."""

    lots: tuple[Lot, ...]
    targets: Mapping[str, Target]

    def __call__(self, _: Mapping[str, Plan], seed: int, number: int) -> list[tuple[str, str, str, float]]:
        """Rows of (variant, luck, target, figure) for lot *number*, counted from 1."""
        lot = self.lots[number - 1]
        rows = []
        for luck in lot.lucks:
            runs = live(lot.plans, seed, luck)
            for key, target in self.targets.items():
                run = runs[target.variant]
                value = figure(target, run, lot.plans[target.variant].calendar)
                rows.append((target.variant, str(luck), key, value))
        return rows


@dataclass(frozen=True, slots=True)
class Lived:
    """One draw: its number among all candidates, the wave, the values, the figures, and the targets it misses.

    *figures* is None when it could not be lived.
    """

    number: int
    wave: int
    draw: tuple[float, ...]
    figures: Figures | None
    missed: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether it meets every target."""
        return self.figures is not None and not self.missed


@dataclass(frozen=True, slots=True)
class Failed:
    """A failure, and the number of the draw that it is about; None where the scenario as written was lived.

    For a draw the failure's replication is that number again, as written the number of the luck.
    """

    draw: int | None
    failure: runner.Failure


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What came of a calibration. *written*: by target, what the scenario as written gives."""

    fitting: Fitting
    seed: int
    replications: int
    asked: tuple[int, ...]
    """In each wave, how many draws were lived."""
    candidates: tuple[int, ...]
    """In each wave, how many draws were looked at before enough passed the sieve."""
    written: Mapping[str, Estimate]
    lived: tuple[Lived, ...]
    failures: tuple[Failed, ...]
    started: datetime
    ended: datetime

    @property
    def accepted(self) -> list[Lived]:
        """The draws that meet every target."""
        return [draw for draw in self.lived if draw.accepted]

    @property
    def chosen(self) -> dict[str, Target]:
        """The targets that were fitted to, by name."""
        targets = self.fitting.targets.targets
        return {key: targets[key] for key in self.fitting.calibration.targets}

    @property
    def others(self) -> dict[str, Target]:
        """The targets that nothing was fitted to here and that were looked at all the same."""
        known = self.fitting.targets.targets
        return {key: known[key] for key in self.written if key not in self.fitting.calibration.targets}


@dataclass(slots=True)
class _Search:
    """A calibration going on."""

    fitting: Fitting
    replications: int
    seed: int
    jobs: int | None
    progress: runner.Progress | None
    total: int
    executor: Factory | None = None
    ready: int = 0
    sieves: list[Formula] = field(default_factory=list)
    failures: list[Failed] = field(default_factory=list)

    @property
    def targets(self) -> dict[str, Target]:
        """All targets that say something: but for those that were put in."""
        run = {one.variant.id for one in self.fitting.resolved}
        known = self.fitting.targets.targets.items()
        return {key: target for key, target in known if target.basis != "input" and target.variant in run}

    def live(self, lots: Sequence[Lot], draws: Sequence[int] = ()) -> list[dict[int, Figures] | None]:
        """For every lot the figures by luck; None for one that failed.

        *draws*: the number of the draw that each lot lives; empty when each is one luck of the scenario as written.
        """
        study = _as_study(self.fitting)
        trials = Trials(tuple(lots), self.targets)
        found: dict[int, dict[int, Figures]] = {}
        try:
            outcome = runner.run(study, len(lots), self.seed, self.jobs, self._report, trials, self.executor)
        except runner.NothingDoneError as error:
            failures = error.failures
        else:
            failures = outcome.failures
            for _, number, luck, key, value in outcome.rows:
                found.setdefault(number, {}).setdefault(int(luck), {})[key] = value
        self.ready += len(lots)
        for failure in failures:
            place = failure.replication - 1
            number = draws[place] if draws else lots[place].lucks[0]
            self.failures.append(Failed(number if draws else None, replace(failure, replication=number)))
        return [found.get(number) for number in range(1, len(lots) + 1)]

    def _report(self, done: int, _: int) -> None:
        if self.progress is not None:
            self.progress(self.ready + done, self.total)

    def candidates(self, first: int, many: int) -> Floats:
        """Draws *first* up to *first* + *many*, as places in their priors: a row of shares for each."""
        streams = Streams(self.seed, 0)
        numbers = np.arange(first, first + many)
        columns = [streams.uniform(f"calibration/{one.of}/{one.path}", numbers) for one in self.fitting.values]
        return np.stack(columns, axis=1)

    def passing(self, first: int, wanted: int) -> tuple[list[tuple[int, tuple[float, ...]]], int]:
        """The next *wanted* draws from number *first* on that no sieve holds back, and how many were looked at."""
        found: list[tuple[int, tuple[float, ...]]] = []
        values = self.fitting.values
        for start in range(first, first + MOST_CANDIDATES, CHUNK):
            shares = self.candidates(start, CHUNK)
            draws = np.stack([value.at(shares[:, place]) for place, value in enumerate(values)], axis=1)
            scaled = scale(values, draws)
            kept = np.ones(CHUNK, dtype=np.bool_)
            for sieve in self.sieves:
                kept &= sieve.allows(scaled)
            for place in np.flatnonzero(kept):
                found.append((start + int(place), tuple(draws[place].tolist())))
                if len(found) == wanted:
                    return found, start + int(place) - first + 1
        return found, MOST_CANDIDATES


def calibrate(
    fitting: Fitting,
    draws: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    progress: runner.Progress | None = None,
    executor: Factory | None = None,
) -> Calibrated:
    """Run a calibration; what is None is as it says itself. *draws* is the number in each wave.

    The outcome is the same for any number of *jobs*. A draw that cannot be lived is kept as one that failed. Raises
    UsageError on a number that cannot be used, and NothingDoneError when the scenario as written cannot be lived.
    """
    made = fitting.calibration
    started = datetime.now(UTC)
    many = runner.check_number("--draws", made.draws if draws is None else draws)
    times = runner.check_number("--replications", made.replications if replications is None else replications)
    luck = made.seed if seed is None else seed
    before = max(WRITTEN, times)
    search = _Search(fitting, times, luck, jobs, progress, before + many * made.waves, executor)
    lucks = tuple(range(FIRST_LUCK, FIRST_LUCK + times))
    own = {one.variant.id: one.plan for one in fitting.resolved}
    alone = search.live([Lot(own, (number,)) for number in range(FIRST_LUCK, FIRST_LUCK + before)])
    by_luck = {number: found[number] for number, found in enumerate(alone, start=FIRST_LUCK) if found is not None}
    if not by_luck:
        raise runner.NothingDoneError([failed.failure for failed in search.failures])
    written = {key: estimate(np.array([each[key] for each in by_luck.values()])) for key in search.targets}
    offsets = {key: _offset(key, by_luck, lucks) for key in search.targets}
    lived: list[Lived] = []
    candidates: list[int] = []
    asked: list[int] = []
    for wave in range(1, made.waves + 1):
        chosen, looked_at = search.passing(sum(candidates) + 1, many)
        candidates.append(looked_at)
        asked.append(len(chosen))
        new = list(_wave(search, wave, chosen, lucks, offsets))
        lived += new
        search.sieves += _sieve(fitting, new)
    return Calibrated(
        fitting=fitting,
        seed=luck,
        replications=times,
        asked=tuple(asked),
        candidates=tuple(candidates),
        written=written,
        lived=tuple(lived),
        failures=tuple(search.failures),
        started=started,
        ended=datetime.now(UTC),
    )


def _as_study(fitting: Fitting) -> Study:
    """What the runner wants to know of what it runs; the plans themselves come with the trials."""
    made = fitting.calibration
    return Study(made.id, made.title, made.because, "", {}, 1, made.seed, Assumptions(0, 0), {}, {})


def scale(values: Sequence[Drawn], draws: Floats) -> Floats:
    """*draws* (a row each) with every value from -1, its lowest, to 1, its highest."""
    low = np.array([value.prior[0] for value in values])
    high = np.array([value.prior[2] for value in values])
    scaled: Floats = 2 * (draws - low) / (high - low) - 1
    return scaled


def _offset(key: str, by_luck: Mapping[int, Figures], lucks: Sequence[int]) -> float:
    """What the luck of *lucks* does to a figure of the scenario as written, against its mean over all luck."""
    some = mean([by_luck[luck][key] for luck in lucks if luck in by_luck])
    offset = some - mean([each[key] for each in by_luck.values()])
    return offset if math.isfinite(offset) else 0.0


def mean(values: Sequence[float]) -> float:
    """The mean of *values* without those that do not exist; nan when none does."""
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan


def _wave(
    search: _Search,
    wave: int,
    chosen: Sequence[tuple[int, tuple[float, ...]]],
    lucks: tuple[int, ...],
    offsets: Mapping[str, float],
) -> Iterator[Lived]:
    fitting = search.fitting
    lots, numbers = [], [number for number, _ in chosen]
    for _, draw in chosen:
        plans = {one.variant.id: drawn_plan(one, fitting.values, draw) for one in fitting.resolved}
        lots.append(Lot(plans, lucks))
    for (number, draw), found in zip(chosen, search.live(lots, numbers) if lots else [], strict=True):
        if found is None:
            yield Lived(number, wave, draw, None, ())
            continue
        figures = {key: mean([found[luck][key] for luck in lucks]) - offset for key, offset in offsets.items()}
        targets = fitting.targets.targets
        missed = tuple(key for key in fitting.calibration.targets if not meets(targets[key], figures[key]))
        yield Lived(number, wave, draw, figures, missed)


def meets(target: Target, value: float) -> bool:
    """Whether *value* lies between the bounds of *target*; a figure that does not exist does not."""
    return not math.isnan(value) and Verdict("", target, Estimate(value, None, None, 1, 0)).word == "within"


def _sieve(fitting: Fitting, lived: Sequence[Lived]) -> list[Formula]:
    """What the draws of one wave teach about where the targets can be met."""
    known = [(each.draw, each.figures) for each in lived if each.figures is not None]
    if not known:
        return []
    targets = {key: fitting.targets.targets[key] for key in fitting.calibration.targets}
    scaled = scale(fitting.values, np.array([draw for draw, _ in known]))
    return formulas(scaled, {key: [figures[key] for _, figures in known] for key in targets}, targets)

"""Fits values to targets: samples them from their priors, simulates each draw, and keeps those that meet all targets.

Every draw is simulated with the same random numbers. Their effect on the figures of the scenario as written, compared
with its mean over a hundred runs, is taken off, so that a draw at the modes gives what that scenario gives on average.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np

from ruwaard_sim.errors import RuwaardError
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.draws.calibration_checks import Fitting
from ruwaard_sim.scenario.draws.draw_checks import problems_of_draw
from ruwaard_sim.scenario.draws.draws import SampledValue, drawn_plan
from ruwaard_sim.scenario.draws.study_plan import Assumptions, Study
from ruwaard_sim.scenario.schema.target_models import Target
from ruwaard_sim.streams import Floats, Streams
from ruwaard_sim.study import runner
from ruwaard_sim.study.emulator import EmulatorFit, fit_emulator
from ruwaard_sim.study.statistics import Estimate, estimate
from ruwaard_sim.study.validation import Verdict, figure, simulate_variants
from ruwaard_sim.study.worker_pool import Factory
from ruwaard_sim.text import Text

WRITTEN = 100
"""The runs of the scenario as written that tell the effect of random numbers; draws share the error of their mean."""
FIRST_RUN = 1_000_001
"""The first replication number of a calibration: no study comes as far, so none uses random numbers fitted with."""
CHUNK = 10_000
MOST_CANDIDATES = 1_000_000
"""How many draws are looked at in one wave before it is given up to find more that the emulator lets through."""
MOST_IMPOSSIBLE = 10_000
"""How many draws of one wave may turn out to be impossible before it is given up to find more."""
Figures = dict[str, float]


class LostReplicationError(RuwaardError):
    """The scenario as written could not be simulated with the random numbers that every draw gets (exit code 3)."""

    exit_code = 3

    def __init__(self, failure: runner.Failure) -> None:
        super().__init__(
            Text(
                f"{failure.text.nl}. Dat is het scenario zoals het staat, met het toeval dat iedere trekking krijgt; "
                "zonder die doorrekening zou elk cijfer van elke trekking verschuiven. Er is niets bewaard.",
                f"{failure.text.en}. That is the scenario as written, with the luck that every draw gets; without "
                "that replication every figure of every draw would shift. Nothing was kept.",
            )
        )


@dataclass(frozen=True, slots=True)
class Wave:
    """The result of a wave: how many draws (or replications as written) of those *asked* ran, and how many fit.

    Wave 0 is the scenario as written, of which *accepted* is 0.
    """

    number: int
    asked: int
    lived: int
    accepted: int


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """Plans to simulate, and the replications of each."""

    plans: Mapping[str, Plan]
    run_numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrialRunner:
    """Lives one lot after the other, and gives what comes out for every target; picklable, as the runner asks."""

    lots: Mapping[int, TrialPlan]
    targets: Mapping[str, Target]

    def only(self, block: Sequence[int]) -> TrialRunner:
        """The same for the lots in *block* alone."""
        return TrialRunner({number: self.lots[number] for number in block}, self.targets)

    def __call__(self, _: Mapping[str, Plan], seed: int, number: int) -> list[tuple[str, str, str, float]]:
        """Rows of (variant, replication, target, figure) for lot *number*."""
        lot = self.lots[number]
        rows = []
        for run_number in lot.run_numbers:
            runs = simulate_variants(lot.plans, seed, run_number)
            for key, target in self.targets.items():
                run = runs[target.variant]
                value = figure(target, run, lot.plans[target.variant].calendar)
                rows.append((target.variant, str(run_number), key, value))
        return rows


@dataclass(frozen=True, slots=True)
class Trial:
    """One draw: its number among all candidates, the wave, the values, the figures, and the targets it misses.

    *figures* is None when it could not be simulated.
    """

    number: int
    wave: int
    draw: tuple[float, ...]
    figures: Figures | None
    missed: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """True if it meets every target."""
        return self.figures is not None and not self.missed


@dataclass(frozen=True, slots=True)
class FailedTrial:
    """A failure, and the number of the draw that it is about; None where the scenario as written was simulated.

    For a draw the failure's replication is that number again, as written the number of the run.
    """

    draw: int | None
    failure: runner.Failure


@dataclass(frozen=True, slots=True)
class CalibrationResult:
    """The result of a calibration. *written*: by target, the figures of the scenario as written."""

    fitting: Fitting
    seed: int
    replications: int
    asked: tuple[int, ...]
    """In each wave, how many draws were simulated."""
    candidates: tuple[int, ...]
    """In each wave, how many draws were looked at before enough passed the emulator."""
    impossible: tuple[int, ...]
    """In each wave, how many of those passed the emulator and were left out: with them a variant cannot be."""
    asked_written: int
    lived_written: int
    """How often the scenario as written was to be simulated, and how often it was."""
    written: Mapping[str, Estimate]
    trials: tuple[Trial, ...]
    failures: tuple[FailedTrial, ...]
    started: datetime
    ended: datetime

    @property
    def accepted(self) -> list[Trial]:
        """The draws that meet every target."""
        return [draw for draw in self.trials if draw.accepted]

    @property
    def chosen(self) -> dict[str, Target]:
        """The targets that were fitted to, by name."""
        targets = self.fitting.targets.targets
        return {key: targets[key] for key in self.fitting.calibration.targets}

    @property
    def others(self) -> dict[str, Target]:
        """The targets that nothing was fitted to here and that were looked at all the same."""
        targets_now = self.fitting.targets.targets
        return {key: targets_now[key] for key in self.written if key not in self.fitting.calibration.targets}


@dataclass(slots=True)
class _Search:
    """A calibration going on."""

    fitting: Fitting
    replications: int
    seed: int
    jobs: int | None
    progress: runner.Progress | None
    total: int
    """How many replications are to be simulated."""
    executor: Factory | None = None
    ready: int = 0
    sieves: list[EmulatorFit] = field(default_factory=list)
    failures: list[FailedTrial] = field(default_factory=list)

    @property
    def targets(self) -> dict[str, Target]:
        """All targets that say something: but for those that were put in."""
        run = {variant.variant.id for variant in self.fitting.resolved}
        targets_now = self.fitting.targets.targets.items()
        return {key: target for key, target in targets_now if target.basis != "input" and target.variant in run}

    def simulate(self, lots: Sequence[TrialPlan], draws: Sequence[int] = ()) -> list[dict[int, Figures] | None]:
        """For every lot the figures by run; None for one that failed.

        *draws*: the number of the draw of each lot; empty when each is one run of the scenario as written.
        """
        study = _as_study(self.fitting)
        trials = TrialRunner(dict(enumerate(lots, start=1)), self.targets)
        figures_of: dict[int, dict[int, Figures]] = {}
        each = len(lots[0].run_numbers)
        try:
            outcome = runner.run(
                study, len(lots), self.seed, self.jobs, lambda done, _: self.report(done * each), trials, self.executor
            )
        except runner.NothingDoneError as error:
            failures = error.failures
        else:
            failures = outcome.failures
            for _, number, run_number, key, value in outcome.rows:
                figures_of.setdefault(number, {}).setdefault(int(run_number), {})[key] = value
        self.ready += len(lots) * each
        for failure in failures:
            index = failure.replication - 1
            number = draws[index] if draws else lots[index].run_numbers[0]
            self.failures.append(FailedTrial(number if draws else None, replace(failure, replication=number)))
        return [figures_of.get(number) for number in range(1, len(lots) + 1)]

    def report(self, done: int) -> None:
        if self.progress is not None:
            self.progress(self.ready + done, self.total)

    def candidates(self, first: int, many: int) -> Floats:
        """Draws *first* up to *first* + *many*, as places in their priors: a row of shares for each."""
        streams = Streams(self.seed, 0)
        numbers = np.arange(first, first + many)
        columns = [streams.uniform(f"calibration/{value.of}/{value.path}", numbers) for value in self.fitting.values]
        return np.stack(columns, axis=1)

    def passing(self, first: int, count: int) -> Candidates:
        """The next *count* draws from number *first* on that no emulator holds back and that can be."""
        passed: list[tuple[int, tuple[float, ...]]] = []
        values, impossible = self.fitting.values, 0
        for start in range(first, first + MOST_CANDIDATES, CHUNK):
            shares = self.candidates(start, CHUNK)
            draws = np.stack([value.at(shares[:, column]) for column, value in enumerate(values)], axis=1)
            scaled = scale(values, draws)
            is_possible = np.ones(CHUNK, dtype=np.bool_)
            for sieve in self.sieves:
                is_possible &= sieve.allows(scaled)
            for column in np.flatnonzero(is_possible):
                draw = tuple(draws[column].tolist())
                if any(problems_of_draw(variant, values, draw) for variant in self.fitting.resolved):
                    impossible += 1
                else:
                    passed.append((start + int(column), draw))
                if len(passed) == count or impossible == MOST_IMPOSSIBLE:
                    return Candidates(passed, start + int(column) - first + 1, impossible)
        return Candidates(passed, MOST_CANDIDATES, impossible)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Draws to simulate, by number; how many were looked at to find them, and how many of those cannot be."""

    draws: Sequence[tuple[int, tuple[float, ...]]]
    looked_at: int
    impossible: int


def calibrate(
    fitting: Fitting,
    tries: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    progress: runner.Progress | None = None,
    executor: Factory | None = None,
    tell: Callable[[Wave], None] | None = None,
) -> CalibrationResult:
    """Run a calibration; what is None is as it says itself. *tries* is the number of draws in each wave.

    The outcome is the same for any number of *jobs*. *progress* is told replications, *tell* each wave as it ends.
    A draw whose simulation fails is kept as failed; an impossible one is left out and counted. Raises UsageError on
    a number that cannot be used, and NothingDoneError or LuckLostError when the written scenario cannot be simulated.
    """
    calibration = fitting.calibration
    started = datetime.now(UTC)
    many = runner.check_number("--tries", calibration.draws if tries is None else tries)
    times = runner.check_number("--replications", calibration.replications if replications is None else replications)
    seed_used = runner.check_number("--seed", calibration.seed if seed is None else seed)
    before = max(WRITTEN, times)
    search = _Search(fitting, times, seed_used, jobs, progress, before + many * calibration.waves * times, executor)
    run_numbers = tuple(range(FIRST_RUN, FIRST_RUN + times))
    search.report(0)
    by_run = _as_written(search, range(FIRST_RUN, FIRST_RUN + before), run_numbers)
    written = {key: estimate(np.array([row[key] for row in by_run.values()])) for key in search.targets}
    offsets = {key: _offset(key, by_run, run_numbers) for key in search.targets}
    if tell is not None:
        tell(Wave(0, before, len(by_run), 0))
    trials: list[Trial] = []
    waves: list[Candidates] = []
    for wave in range(1, calibration.waves + 1):
        waves.append(search.passing(sum(past.looked_at for past in waves) + 1, many))
        new = list(_wave(search, wave, waves[-1].draws, run_numbers, offsets))
        trials += new
        search.sieves += _sieve(fitting, new)
        if tell is not None:
            complete = sum(draw.figures is not None for draw in new)
            tell(Wave(wave, many, complete, sum(draw.accepted for draw in new)))
    return CalibrationResult(
        fitting=fitting,
        seed=seed_used,
        replications=times,
        asked=tuple(len(wave.draws) for wave in waves),
        candidates=tuple(wave.looked_at for wave in waves),
        impossible=tuple(wave.impossible for wave in waves),
        asked_written=before,
        lived_written=len(by_run),
        written=written,
        trials=tuple(trials),
        failures=tuple(search.failures),
        started=started,
        ended=datetime.now(UTC),
    )


def _as_written(search: _Search, numbers: Sequence[int], needed: Sequence[int]) -> dict[int, Figures]:
    """The figures of the scenario as written by run, without those that failed; each of the *needed* is there."""
    own = {variant.variant.id: variant.plan for variant in search.fitting.resolved}
    alone = search.simulate([TrialPlan(own, (number,)) for number in numbers])
    by_run = {number: figures[number] for number, figures in zip(numbers, alone, strict=True) if figures is not None}
    if not by_run:
        raise runner.NothingDoneError([failed.failure for failed in search.failures])
    for failed in search.failures:
        if failed.failure.replication in needed:
            raise LostReplicationError(failed.failure)
    return by_run


def _as_study(fitting: Fitting) -> Study:
    """The study that the runner needs; the plans themselves come with the trials."""
    calibration = fitting.calibration
    return Study(
        calibration.id, calibration.title, calibration.because, "", {}, 1, calibration.seed, Assumptions(0, 0), {}, {}
    )


def scale(values: Sequence[SampledValue], draws: Floats) -> Floats:
    """*draws* (a row each) with every value from -1, its lowest, to 1, its highest."""
    low = np.array([value.prior[0] for value in values])
    high = np.array([value.prior[2] for value in values])
    scaled: Floats = 2 * (draws - low) / (high - low) - 1
    return scaled


def _offset(key: str, by_run: Mapping[int, Figures], run_numbers: Sequence[int]) -> float:
    """The effect of these replications on a figure of the scenario as written, against its mean over all of them."""
    some = mean([by_run[run_number][key] for run_number in run_numbers])
    offset = some - mean([row[key] for row in by_run.values()])
    return offset if math.isfinite(offset) else 0.0


def mean(values: Sequence[float]) -> float:
    """The mean of *values* without those that do not exist; nan when none does."""
    numbers = [value for value in values if not math.isnan(value)]
    return sum(numbers) / len(numbers) if numbers else math.nan


def _wave(
    search: _Search,
    wave: int,
    chosen: Sequence[tuple[int, tuple[float, ...]]],
    run_numbers: tuple[int, ...],
    offsets: Mapping[str, float],
) -> Iterator[Trial]:
    fitting = search.fitting
    lots, numbers = [], [number for number, _ in chosen]
    for _, draw in chosen:
        plans = {variant.variant.id: drawn_plan(variant, fitting.values, draw) for variant in fitting.resolved}
        lots.append(TrialPlan(plans, run_numbers))
    for (number, draw), figures_of_trial in zip(chosen, search.simulate(lots, numbers) if lots else [], strict=True):
        if figures_of_trial is None:
            yield Trial(number, wave, draw, None, ())
            continue
        figures = {
            key: mean([figures_of_trial[run][key] for run in run_numbers]) - offset for key, offset in offsets.items()
        }
        targets = fitting.targets.targets
        missed = tuple(key for key in fitting.calibration.targets if not meets(targets[key], figures[key]))
        yield Trial(number, wave, draw, figures, missed)


def meets(target: Target, value: float) -> bool:
    """True if *value* lies between the bounds of *target*; a figure that does not exist does not."""
    return not math.isnan(value) and Verdict("", target, Estimate(value, None, None, 1, 0)).word == "within"


def _sieve(fitting: Fitting, trials: Sequence[Trial]) -> list[EmulatorFit]:
    """Fit an emulator to the draws of one wave."""
    complete = [(trial.draw, trial.figures) for trial in trials if trial.figures is not None]
    if not complete:
        return []
    targets = {key: fitting.targets.targets[key] for key in fitting.calibration.targets}
    scaled = scale(fitting.values, np.array([draw for draw, _ in complete]))
    return fit_emulator(scaled, {key: [figures[key] for _, figures in complete] for key in targets}, targets)

from __future__ import annotations

import csv
import dataclasses
import json
import re
import shutil
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from ruwaard_sim.cli import main
from ruwaard_sim.errors import DiskError, UsageError
from ruwaard_sim.files.library import shipped
from ruwaard_sim.files.loading import check_files, load_calibration, load_study, load_variant
from ruwaard_sim.files.result_folder import Figure
from ruwaard_sim.plan import Plan
from ruwaard_sim.report.calibration_page import calibration_page
from ruwaard_sim.scenario.draws.calibration_checks import Fitting
from ruwaard_sim.scenario.draws.draw_checks import problems_of_draw
from ruwaard_sim.scenario.draws.draws import FACTOR, SampledValue, StaleDraws, StudyDraws, drawn_plan, value_locations
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.streams import Streams
from ruwaard_sim.study import calibration as calibrating
from ruwaard_sim.study.calibration import CalibrationResult, LostReplicationError, Wave, calibrate, meets, scale
from ruwaard_sim.study.calibration_result import manifest
from ruwaard_sim.study.dataframes import drivers
from ruwaard_sim.study.drawn_replications import DrawnReplications
from ruwaard_sim.study.emulator import fit_emulator, terms
from ruwaard_sim.study.manifest import manifest as study_manifest
from ruwaard_sim.study.replicate import replicate
from ruwaard_sim.study.runner import RANGES, NothingDoneError, run
from ruwaard_sim.text import Text

TRUTH = {"needs.crisis_per_point": 0.3, "policy.beschikking_wish": 8.0}
"""What is true in the tiny world, in the units of the scenario."""
TEXT = """\
kind: calibration
id: proef
base: ruwaard
title: {nl: "Een proef", en: "A trial"}
because: {nl: "Twee waarden waarvan wij weten wat ze zijn.", en: "Two values of which we know what they are."}
values:
  needs.crisis_per_point: {title: {nl: "crisis", en: "crisis"}, because: {nl: "zo", en: "so"}}
  policy.beschikking_wish: {title: {nl: "wens", en: "wish"}, because: {nl: "zo", en: "so"}}
targets: [hh_stay, wait_hh]
waves: 2
draws: 150
replications: 2
seed: 7
"""
Tiny = Callable[..., Fitting]


def tiny_live(plans: Mapping[str, Plan], seed: int, luck: int) -> dict[str, tuple[Plan, float]]:
    """A world of two formulas: what comes out hangs on two values of the plan and on luck."""
    noise = float(Streams(seed, luck).uniform("tiny")[0]) - 0.5
    return {name: (plan, noise) for name, plan in plans.items()}


def tiny_figure(target: Any, run: tuple[Plan, float], _: Any) -> float:
    """Two figures that the values decide, and others that are luck alone."""
    plan, noise = run
    crisis, wish = plan.regimes[0].crisis_per_point, plan.regimes[0].beschikking_wish * 100
    return {"hh_stay": 10 * crisis + noise, "wait_hh": wish + 10 * crisis + noise}.get(target.figure, noise)


def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """*function* of a variant, sampled values and a draw, computed once for each: the tests use the same draws."""
    results: dict[Hashable, Any] = {}

    def call(resolved: Resolved, values: Sequence[SampledValue], draw: Sequence[float]) -> Any:
        key = (resolved.variant.id, tuple((value.of, value.path) for value in values), tuple(draw))
        if key not in results:
            results[key] = function(resolved, values, draw)
        return results[key]

    return call


PLAN, PROBLEMS = remembered(drawn_plan), remembered(problems_of_draw)


@pytest.fixture(scope="session")
def read_text(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Fitting]:
    """Read a calibration from its text; each text once."""

    @cache
    def read(text: str) -> Fitting:
        file = tmp_path_factory.mktemp("tiny") / "proef.yaml"
        file.write_text(text, encoding="utf-8")
        return load_calibration(file)[0]

    return read


@pytest.fixture
def tiny(read_text: Callable[[str], Fitting], monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """A calibration in the tiny world; the targets lie around the truth unless told otherwise."""
    monkeypatch.setattr(calibrating, "simulate_variants", tiny_live)
    monkeypatch.setattr(calibrating, "figure", tiny_figure)
    monkeypatch.setattr(calibrating, "drawn_plan", PLAN)
    monkeypatch.setattr(calibrating, "problems_of_draw", PROBLEMS)

    def made(
        stay: tuple[float, float] = (2.8, 3.2), wait: tuple[float, float] = (10.5, 11.5), text: str = TEXT
    ) -> Fitting:
        fitting = read_text(text)
        bounds = {"hh_stay": stay, "wait_hh": wait}
        targets = {
            key: target.model_copy(update=dict(zip(("low", "high"), bounds[key], strict=True)) if key in bounds else {})
            for key, target in fitting.targets.targets.items()
        }
        return dataclasses.replace(fitting, targets=fitting.targets.model_copy(update={"targets": targets}))

    return made


class _Close:
    """Whether a draw is one of *draws*, but for the rounding of a unit."""

    def __init__(self, draws: set[tuple[float, ...]]) -> None:
        self.draws = draws

    def __contains__(self, draw: tuple[float, ...]) -> bool:
        return any(np.allclose(draw, one, rtol=1e-9) for one in self.draws)


def kept(found: CalibrationResult) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The accepted draws, a row each."""
    return np.array([draw.draw for draw in found.accepted])


# ---------------------------------------------------------------------- laws of a calibration


def test_what_is_true_is_found(tiny: Tiny) -> None:
    """Where the truth is known, it lies among the draws that fit, and these are closer together than the priors."""
    fitting = tiny()
    found = calibrate(fitting, jobs=1)
    low, high = kept(found).min(axis=0), kept(found).max(axis=0)
    for place, value in enumerate(fitting.values):
        assert low[place] < TRUTH[value.path] < high[place]
        assert high[place] - low[place] < 0.5 * (value.prior[2] - value.prior[0])


def test_tighter_targets_leave_less(tiny: Tiny) -> None:
    """The tighter the bounds around the truth, the smaller the part of the priors that fits."""
    wide = calibrate(tiny((2.0, 4.0), (8.0, 14.0)), jobs=1)
    tight = calibrate(tiny(), jobs=1)
    shares = [len(found.accepted) / sum(found.candidates) for found in (wide, tight)]
    assert shares[0] > 3 * shares[1] > 0
    assert (np.ptp(kept(tight), axis=0) < np.ptp(kept(wide), axis=0)).all()


def test_no_draw_lies_outside_its_prior_and_priors_are_triangular(tiny: Tiny) -> None:
    """Drawn at equal steps of luck the values lie between low and high, and their mean is that of the triangle."""
    steps = (np.arange(20_000) + 0.5) / 20_000
    for value in tiny().values:
        drawn = value.at(steps)
        low, mode, high = value.prior
        assert low <= drawn.min() < drawn.max() <= high
        assert (np.diff(drawn) > 0).all()
        assert drawn.mean() == pytest.approx((low + mode + high) / 3, rel=1e-3)
        assert (drawn < mode).mean() == pytest.approx((mode - low) / (high - low), abs=1e-3)


def test_every_draw_that_was_lived_lies_in_its_prior(tiny: Tiny) -> None:
    """Also those that the sieve let through."""
    found = calibrate(tiny(), jobs=1)
    scaled = scale(found.fitting.values, np.array([draw.draw for draw in found.trials]))
    assert len(found.trials) == 300
    assert np.abs(scaled).max() <= 1


def test_the_outcome_is_the_same_for_any_number_of_jobs(tiny: Tiny) -> None:
    """One after the other or three at a time: the same draws with the same figures."""
    one = calibrate(tiny(), tries=60, jobs=1)
    three = calibrate(tiny(), tries=60, jobs=3, executor=ThreadPoolExecutor)
    assert one.trials == three.trials
    assert one.candidates == three.candidates


def test_more_draws_keep_the_first_ones(tiny: Tiny) -> None:
    """What was drawn does not depend on how many are drawn after it."""
    few, many = (calibrate(tiny(), tries=number, jobs=1) for number in (40, 80))
    assert [draw.draw for draw in many.trials[:40]] == [draw.draw for draw in few.trials[:40]]


def test_a_draw_at_the_modes_gives_what_the_scenario_gives(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Luck is taken off: two replications of such a draw give the mean of a hundred of the scenario as written."""
    monkeypatch.setattr(SampledValue, "at", lambda self, shares: np.full(len(shares), self.prior[1]))
    found = calibrate(tiny(), tries=3, jobs=1)
    for draw in found.trials:
        assert draw.figures == pytest.approx({key: each.mean for key, each in found.written.items()})


def test_the_sieve_lets_through_nearly_all_that_fits(tiny: Tiny) -> None:
    """Of draws that fit, the formulas from the first hundred let through all but a few, and of the rest few."""
    fitting = tiny((2.5, 3.5), (9.0, 13.0))
    everything = calibrate(
        dataclasses.replace(fitting, calibration=fitting.calibration.model_copy(update={"waves": 1})), 500, jobs=1
    )
    scaled = scale(fitting.values, np.array([draw.draw for draw in everything.trials]))
    figures = {
        key: [draw.figures[key] for draw in everything.trials[:100] if draw.figures] for key in everything.chosen
    }
    passes = np.ones(len(scaled), dtype=bool)
    for formula in fit_emulator(scaled[:100], figures, everything.chosen):
        passes &= formula.allows(scaled)
    fits = np.array([draw.accepted for draw in everything.trials])
    assert fits.sum() > 15
    assert passes[fits].mean() > 0.95
    assert passes[~fits].mean() < 0.5


def test_the_sieve_counts_that_a_formula_is_unsure_itself() -> None:
    """With two draws for each term, a new draw that just fits is held back about as seldom as three errors promise.

    Three errors with three degrees of freedom or more leave out 6 % at most; with 15 of them, 0.9 %. By what is left of
    the draws it was made from alone, several times as many would be.
    """
    dealt = np.random.default_rng(11)
    target = load_calibration("ruwaard")[0].targets.targets["hh_stay"]
    held, careless, worlds, new = 0, 0, 200, 20
    for _ in range(worlds):
        scaled = dealt.uniform(-1, 1, (30 + new, 4))
        figures = scaled @ dealt.normal(size=4) + scaled[:, 0] * scaled[:, 1] + dealt.normal(size=30 + new)
        (formula,) = fit_emulator(scaled[:30], {"hh_stay": figures[:30].tolist()}, {"hh_stay": target})
        assert formula.degree == 2
        told = terms(scaled[30:], 2) @ formula.weights
        careless += int((np.abs(told - figures[30:]) > 3 * formula.error).sum())
        for row, figure in zip(scaled[30:], figures[30:], strict=True):
            at_bound = dataclasses.replace(formula, low=float(figure), high=float(figure))
            held += not at_bound.allows(row[np.newaxis, :])[0]
    assert 0 < held < 0.02 * worlds * new
    assert careless > 4 * held


def test_an_exact_formula_lets_through_only_what_fits() -> None:
    """Without noise there is no margin: leverage widens what is unsure, not what is known."""
    dealt = np.random.default_rng(12)
    target = load_calibration("ruwaard")[0].targets.targets["hh_stay"]
    scaled = dealt.uniform(-1, 1, (40, 2))
    (formula,) = fit_emulator(scaled, {"hh_stay": (scaled[:, 0] + 4).tolist()}, {"hh_stay": target})
    edges = np.array([[-0.501, 0.0], [-0.499, 0.0], [0.499, 0.9], [0.501, 0.9]])
    tight = dataclasses.replace(formula, low=3.5, high=4.5)
    assert tight.allows(edges).tolist() == [False, True, True, False]


def test_luck_is_not_that_of_any_study(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """A study with the same seed never lives the replications by which draws were chosen, however many it asks."""
    lucks = set()

    def noting(plans: Mapping[str, Plan], seed: int, luck: int) -> dict[str, tuple[Plan, float]]:
        lucks.add(luck)
        return tiny_live(plans, seed, luck)

    monkeypatch.setattr(calibrating, "simulate_variants", noting)
    calibrate(tiny(), tries=2, jobs=1)
    assert len(lucks) == calibrating.WRITTEN
    assert min(lucks) > RANGES["--replications"][1]


def test_a_wave_of_which_every_draw_fails_loses_no_other(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was lived stays; those that failed are draws without figures, and each failure names its draw."""
    known = calibrate(tiny(), tries=20, jobs=1)
    later = {draw.draw for draw in known.trials if draw.wave == 2}
    fitting = tiny()

    def failing(plans: Mapping[str, Plan], seed: int, luck: int) -> dict[str, tuple[Plan, float]]:
        regime = next(iter(plans.values())).regimes[0]
        if (regime.crisis_per_point, regime.beschikking_wish * 100) in crashing:
            raise RuntimeError("no bed left")
        return tiny_live(plans, seed, luck)

    crashing = _Close(later)
    monkeypatch.setattr(calibrating, "simulate_variants", failing)
    waves: list[Wave] = []
    found = calibrate(fitting, tries=20, jobs=1, tell=waves.append)
    assert [(wave.asked, wave.lived) for wave in waves[1:]] == [(20, 20), (20, 0)]
    assert [draw for draw in found.trials if draw.wave == 1] == [draw for draw in known.trials if draw.wave == 1]
    failed = [draw for draw in found.trials if draw.wave == 2]
    assert len(failed) == 20
    assert all(draw.figures is None and not draw.accepted for draw in failed)
    assert [each.draw for each in found.failures] == [draw.number for draw in failed]
    told = manifest(found, {}, [])["failed"]
    assert [each["draw"] for each in told] == [draw.number for draw in failed]
    assert {each["message"] for each in told} == {"no bed left"}


def test_a_failure_as_written_names_no_draw_and_all_of_them_end_it(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """One luck that fails is left out of the mean; without any there is nothing to hold draws against."""
    unlucky = calibrating.FIRST_RUN + 5

    def failing(plans: Mapping[str, Plan], seed: int, luck: int) -> dict[str, tuple[Plan, float]]:
        if luck == unlucky or unlucky == 0:
            raise RuntimeError("no bed left")
        return tiny_live(plans, seed, luck)

    monkeypatch.setattr(calibrating, "simulate_variants", failing)
    found = calibrate(tiny(), tries=3, jobs=1)
    assert [(each.draw, each.failure.replication) for each in found.failures] == [(None, unlucky)]
    assert {each.count + each.missing for each in found.written.values()} == {calibrating.WRITTEN - 1}
    unlucky = 0
    with pytest.raises(NothingDoneError):
        calibrate(tiny(), tries=3, jobs=1)


def test_what_is_accepted_meets_all_targets_and_the_rest_says_what_it_misses(tiny: Tiny) -> None:
    """Verdict, figures and bounds agree, draw by draw."""
    found = calibrate(tiny(), jobs=1)
    assert {draw.accepted for draw in found.trials} == {True, False}
    for draw in found.trials:
        assert draw.figures is not None
        wrong = [key for key, target in found.chosen.items() if not meets(target, draw.figures[key])]
        assert list(draw.missed) == wrong


def test_numbers_that_cannot_be_are_refused(tiny: Tiny) -> None:
    """No draws, or no replications of them, is a wrong question."""
    for numbers in ((0, 1), (1, 0)):
        with pytest.raises(UsageError):
            calibrate(tiny(), *numbers, jobs=1)


# ---------------------------------------------------------------------- as a command


@pytest.fixture
def told(tiny: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Call the command in the tiny world, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str, **bounds: Any) -> tuple[int, str]:
        fitting = replace(tiny(**bounds), files=(Text("Basis proef: p.yaml", "Base proef: p.yaml"),))
        monkeypatch.setattr("ruwaard_sim.files.loading.load_calibration", lambda _: (fitting, {"proef.yaml": "0"}))
        code = main(["calibrate", "proef", "--jobs", "1", *words])
        return code, capsys.readouterr().out

    return call


def test_the_page_says_what_fits_and_what_kept_draws_out(told: Any) -> None:
    """Values with what they could be and what fits, targets with what was met, and where it is kept."""
    code, page = told("--lang", "en")
    assert code == 0
    for said in (
        "Base proef: p.yaml",
        "300 draws run in 2 waves, 2 times each (seed 7)",
        "fit all 2 targets",
        "0.10 – 0.25 – 0.50",
        "NOT FITTED TO",
        "about 1 in",
        "--draws results/calibration-proef-1/draws/proef.yaml",
    ):
        assert said in page, said
    code, page = told("--lang", "nl")
    assert "300 trekkingen doorgerekend in 2 rondes" in page


def test_the_page_says_what_the_sieve_does_to_its_counts(told: Any) -> None:
    """After a sieve the share that fits is a lower bound, and what alone kept draws out was chosen."""
    page = told("--lang", "en")[1]
    assert "at least about 1 in" in page
    assert "Alone kept out: draws of all waves together" in page


def test_numbers_of_one_are_said_as_one(told: Any) -> None:
    """Draws that are lived once are lived once each, not one times."""
    for lang, said in (("en", "2 waves, once each (seed 7)"), ("nl", "2 rondes, elk één keer (seed 7)")):
        assert said in told("--lang", lang, "--replications", "1")[1]


def test_a_target_that_cannot_be_met_gives_none_and_is_named(told: Any, tmp_path: Path) -> None:
    """Nothing is accepted, the target that no draw meets is named, no file of draws is made, and it ends with 4."""
    code, page = told("--lang", "en", "--tries", "20", "--out", "leeg", stay=(50.0, 60.0))
    assert code == 4
    assert "No draw fits, and none at all meets: domestic help: length of stay" in page
    assert "NOT FITTED TO" not in page
    assert "no fitting draw" not in page
    assert not (tmp_path / "leeg" / "draws").exists()
    assert (tmp_path / "leeg" / "draws.csv").is_file()


def test_targets_that_exclude_each_other_are_said_to(told: Any) -> None:
    """Each is met by some draw, but never both: that is told, with how often each was missed."""
    code, page = told("--lang", "en", "--tries", "60", stay=(4.0, 4.6), wait=(2.0, 4.5))
    assert code == 4
    assert "No draw fits all targets at once. Missed most often (of all 60 draws):" in page


def _with_misses(found: CalibrationResult, misses: int, candidates: tuple[int, ...]) -> CalibrationResult:
    """The same, but the first *misses* draws miss a target, and *candidates* were looked at in each wave."""
    lived = [
        dataclasses.replace(draw, missed=("hh_stay",) if place < misses else ())
        for place, draw in enumerate(found.trials)
    ]
    return dataclasses.replace(found, trials=tuple(lived), candidates=candidates)


@pytest.mark.parametrize(
    ("misses", "candidates", "dutch", "english"),
    [
        (54, (100, 100), "past ongeveer 73 %.", "about 73 % fits."),
        (54, (100, 400), "past naar schatting minstens 29 %: na", "at least about 29 % fits: after"),
        (180, (100, 100), "past ongeveer 10 %.", "about 10 % fits."),
        (181, (100, 100), "past ongeveer 1 op de 11.", "about 1 in 11 fits."),
        (
            198,
            (100, 99_900),
            "past naar schatting minstens 1 op de 50.000: na",
            "at least about 1 in 50,000 fits: after",
        ),
        (0, (100, 100), "Alles wat is doorgerekend past: van", "All that was run fits: of"),
    ],
)
def test_how_much_fits_is_said_as_people_say_it(
    tiny: Tiny, misses: int, candidates: tuple[int, ...], dutch: str, english: str
) -> None:
    """A percentage from one in ten on, and *at least* only where a sieve held back what was never lived."""
    found = _with_misses(calibrate(tiny((0.0, 100.0), (0.0, 100.0)), tries=100, jobs=1), misses, candidates)
    for lang, said in (("nl", dutch), ("en", english)):
        page = calibration_page(found, None, None, lang)
        assert said in page
        assert ("at least" in page or "minstens" in page) == (sum(candidates) > 200)


def test_a_percentage_has_no_more_digits_than_the_draws_allow(tiny: Tiny) -> None:
    """Eleven of fifteen is about 70 %: fifteen others could as well have given eight or fourteen."""
    found = calibrate(tiny((0.0, 100.0), (0.0, 100.0)), tries=15, jobs=1)
    found = dataclasses.replace(found, trials=found.trials[:15], asked=(15,))
    assert "about 70 % fits." in calibration_page(_with_misses(found, 4, (15,)), None, None, "en")


def test_what_is_met_only_after_the_first_wave_is_said_where_nothing_fits(tiny: Tiny) -> None:
    """The table is of the first wave and the sentence of all: it names the targets that the table shows at 0 %."""
    found = calibrate(tiny((4.0, 4.6), (2.0, 4.5)), tries=60, jobs=1)
    assert not found.accepted
    plain = calibration_page(found, None, None, "en")
    assert "Each target by itself is met by some draw. Try more draws" in plain
    assert f"Missed most often (of all {len(found.trials)} draws):" in plain
    lived = [dataclasses.replace(draw, wave=1 if "hh_stay" in draw.missed else 2) for draw in found.trials]
    later = dataclasses.replace(found, trials=tuple(lived))
    title = found.chosen["hh_stay"].title
    row = next(line for line in calibration_page(later, None, None, "en").splitlines() if title.en in line)
    assert row.split("%")[0].split()[-1] == "0"
    said = f"met by some draw; only after the first wave, which the table is about: {title.en}. Try more draws"
    assert said in calibration_page(later, None, None, "en")
    assert f"pas na de eerste ronde, waarover de tabel gaat: {title.nl}. Probeer" in calibration_page(
        later, None, None, "nl"
    )


def test_a_share_is_nought_only_where_no_draw_meets_the_target(tiny: Tiny) -> None:
    """One draw of three hundred is less than 1 %, and not 0 %."""
    found = calibrate(tiny((0.0, 100.0), (0.0, 100.0)), tries=150, jobs=1)
    key = "hh_stay"
    lived = [
        dataclasses.replace(draw, wave=1, figures={**(draw.figures or {}), key: 3.0 if place == 0 else 500.0})
        for place, draw in enumerate(found.trials)
    ]
    page = calibration_page(dataclasses.replace(found, trials=tuple(lived)), None, None, "en")
    row = next(line for line in page.splitlines() if found.chosen[key].title.en in line)
    assert row.endswith("< 1 %")


def test_a_few_that_fit_are_called_few(told: Any) -> None:
    """Who sees three draws is told that it is little."""
    code, page = told("--lang", "en", "--tries", "6", stay=(2.5, 3.5), wait=(9.0, 13.0))
    assert code == 0
    assert "is few" in page


def test_a_program_gets_all_of_it(told: Any) -> None:
    """One object with waves, values and targets, in numbers."""
    code, printed = told("--json")
    assert code == 0
    found = json.loads(printed)
    assert [wave["lived"] for wave in found["waves"]] == [150, 150]
    assert found["accepted"] == sum(wave["accepted"] for wave in found["waves"]) > 20
    value = found["values"][0]
    assert value["prior"][0] < value["accepted"][0] < value["accepted"][1] < value["accepted"][2] < value["prior"][2]
    fitted = {target["id"]: target for target in found["targets"] if target["fitted_here"]}
    assert fitted.keys() == {"hh_stay", "wait_hh"}
    assert all(target["met_by_accepted"] == 1 for target in fitted.values())


def test_the_folder_is_whole_and_never_overwritten(
    told: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every draw is a row of draws.csv; a folder that is there is refused; `compare` says what it is."""
    assert told("--out", "mijn", "--tries", "30")[0] == 0
    with (tmp_path / "mijn" / "draws.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 60
    manifest = json.loads((tmp_path / "mijn" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["accepted"] == sum(row["verdict"] == "accepted" for row in rows)
    assert manifest["files"].keys() == {"draws.csv", "draws/proef.yaml"}
    assert told("--out", "mijn", "--tries", "30")[0] == 2
    assert main(["compare", str(tmp_path / "mijn"), "--lang", "en"]) == 5
    assert "is the folder of a calibration" in capsys.readouterr().err


def test_the_accepted_draws_are_a_sound_scenario_file(told: Any, tmp_path: Path) -> None:
    """What the command writes, `check` reads back: the same draws to the last digit, of the numbers there are now.

    The bounds of the tiny world are not those of the shipped targets, and of that and nothing else it warns.
    """
    code, printed = told("--json", "--tries", "40")
    file = tmp_path / json.loads(printed)["draws"]
    assert code == 0
    assert [(problem.code, problem.severity) for problem in check_files([file])[0]] == [("X162", "warning")] * 2
    study = load_study("wijkbudget", draws=file)
    assert study.draws is not None
    assert study.draws.stale == StaleDraws(targets=("hh_stay", "wait_hh"))
    with (file.parent.parent / "draws.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["draw"]: row for row in csv.DictReader(lines) if row["verdict"] == "accepted"}
    assert study.draws.rows.keys() == rows.keys()
    for name, draw in study.draws.rows.items():
        assert list(draw) == [float(rows[name][f"ruwaard: {path}"]) for path in TRUTH]


# ---------------------------------------------------------------------- outside the happy path


def test_the_page_is_shown_when_the_disk_refuses(
    told: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After minutes of computing what fits is shown, without saying that it was kept, before the disk is named."""

    def refuse(*_: object) -> Any:
        raise DiskError(Text("de schijf is vol", "the disk is full"))

    monkeypatch.setattr("ruwaard_sim.files.draws_writer.write_calibration", refuse)
    code, page = told("--lang", "en", "--tries", "40")
    assert code == 6
    assert "fit: lowest, middle, highest" in page
    assert "All draws:" not in page
    assert "--draws results" not in page
    code, page = told("--json", "--tries", "40")
    assert json.loads(page)["error"]["exit_code"] == 6


def test_a_long_seed_is_read_back(told: Any, tmp_path: Path) -> None:
    """What --seed takes, the file that is made holds and `check` reads: also nineteen digits."""
    seed = 1234567890123456789
    code, printed = told("--json", "--tries", "40", "--seed", str(seed))
    assert code == 0
    draws = load_study("wijkbudget", draws=tmp_path / json.loads(printed)["draws"]).draws
    assert draws is not None
    assert draws.origin.seed == seed
    assert draws.origin.written == calibrating.WRITTEN


def test_a_folder_with_a_space_is_quoted_and_an_empty_name_refused(
    told: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that is printed can be copied as it stands; in what `compare` says as well."""
    page = told("--lang", "en", "--tries", "40", "--out", "mijn map")[1]
    assert "ruwaard-sim run STUDY --draws 'mijn map/draws/proef.yaml'" in page
    assert main(["compare", "mijn map", "--lang", "en"]) == 5
    assert "ruwaard-sim run STUDY --draws 'mijn map/draws'/….yaml" in capsys.readouterr().err
    for words in (["calibrate", "ruwaard"], ["run", "wijkbudget"]):
        assert main([*words, "--out", "", "--lang", "en"]) == 2
        assert capsys.readouterr().err == "--out: this is empty; name a new folder, or leave --out out.\n"


@pytest.mark.parametrize("numbers", [{"tries": "3"}, {"replications": 2.5}, {"seed": "7"}, {"jobs": True}])
def test_python_gets_a_letter_for_what_is_no_whole_number(tiny: Tiny, numbers: dict[str, Any]) -> None:
    """Not a TypeError from somewhere inside."""
    with pytest.raises(UsageError, match="is geen geheel getal"):
        calibrate(tiny(), **numbers)


def test_luck_that_every_draw_gets_may_not_be_lost(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the figures of all draws would shift; it is refused before any draw is lived."""
    lived = []

    def failing(plans: Mapping[str, Plan], seed: int, luck: int) -> dict[str, tuple[Plan, float]]:
        if luck == calibrating.FIRST_RUN + 1:
            raise RuntimeError("no bed left")
        lived.append(luck)
        return tiny_live(plans, seed, luck)

    monkeypatch.setattr(calibrating, "simulate_variants", failing)
    with pytest.raises(LostReplicationError, match="no bed left"):
        calibrate(tiny(), tries=3, jobs=1)
    assert len(lived) == calibrating.WRITTEN - 1
    assert LostReplicationError.exit_code == 3


def test_other_luck_that_is_lost_is_said_loudly(told: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On the page before any figure, in the object, in the manifest and in the file of draws."""

    def failing(plans: Mapping[str, Plan], seed: int, luck: int) -> dict[str, tuple[Plan, float]]:
        if luck == calibrating.FIRST_RUN + 50:
            raise RuntimeError("no bed left")
        return tiny_live(plans, seed, luck)

    monkeypatch.setattr(calibrating, "simulate_variants", failing)
    code, page = told("--lang", "en", "--tries", "40", "--out", "uit")
    assert code == 3
    assert page.index("BEWARE: 1 of the 100 replications of the scenario as written failed") < page.index("VALUES")
    assert "As written: mean of 99 replications." in page
    manifest = json.loads((tmp_path / "uit/manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_written"] == {"asked": 100, "lived": 99}
    assert "written: 99," in (tmp_path / "uit/draws/proef.yaml").read_text(encoding="utf-8")
    monkeypatch.setattr(calibrating, "simulate_variants", tiny_live)
    assert "BEWARE" not in told("--lang", "en", "--tries", "40")[1]


def test_it_says_how_much_there_is_to_do_how_long_and_each_wave(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """On standard error, also without a terminal; with --quiet nothing."""
    monkeypatch.chdir(tmp_path)
    fitting = tiny()
    monkeypatch.setattr("ruwaard_sim.files.loading.load_calibration", lambda _: (fitting, {}))
    words = ["calibrate", "proef", "--jobs", "1", "--tries", "40", "--lang", "en"]
    assert main(words) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "To do: 260 replications, first of the scenario as written and then of the draws."
    assert said[1].startswith("About ")
    assert said[2] == "As written: 100 of 100 replications succeeded."
    found = calibrate(fitting, tries=40, jobs=1)
    fits = [sum(draw.accepted for draw in found.trials if draw.wave == wave) for wave in (1, 2)]
    assert [line.split(",")[0] for line in said[3:]] == ["Wave 1 of 2: 40 draws run", "Wave 2 of 2: 40 draws run"]
    assert [int(line.split()[-2]) for line in said[3:]] == fits
    assert main([*words, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_draws_with_which_a_variant_cannot_be_are_passed_over_and_counted(
    tiny: Tiny, tmp_path: Path, told: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each share of incomes can be, and both at their highest cannot: such a draw is not lived, and is told of."""
    text = (
        TEXT[: TEXT.index("values:")]
        + (
            "values:\n"
            '  population.income.low: {title: {nl: "laag", en: "low"}, because: {nl: "zo", en: "so"},\n'
            '    prior: {low: 10, mode: 40, high: 79, unit: "%", source: assumption, grade: D}}\n'
            '  population.income.high: {title: {nl: "hoog", en: "high"}, because: {nl: "zo", en: "so"},\n'
            '    prior: {low: 10, mode: 20, high: 59, unit: "%", source: assumption, grade: D}}\n'
        )
        + TEXT[TEXT.index("targets:") :]
    )
    found = calibrate(tiny((-9, 9), (-9, 9), text), tries=100, jobs=1)
    sums = [sum(draw.draw) for draw in found.trials]
    assert len(sums) == 200
    assert max(sums) <= 100
    assert sum(found.impossible) > 0
    assert sum(found.candidates) == 200 + sum(found.impossible)
    page = told("--lang", "en", "--tries", "100", stay=(-9, 9), wait=(-9, 9), text=text)[1]
    assert f"Passed over: {sum(found.impossible)}, with which a variant cannot be" in page
    printed = told("--json", "--tries", "100", stay=(-9, 9), wait=(-9, 9), text=text)[1]
    assert [wave["impossible"] for wave in json.loads(printed)["waves"]] == list(found.impossible)


# ---------------------------------------------------------------------- what a draw does to a plan


@pytest.fixture(scope="module")
def gangbaar() -> Resolved:
    """The regular way."""
    return load_variant("gangbaar")


def drawn(resolved: Resolved, path: str, of: str = "ruwaard") -> SampledValue:
    """The value at *path* of a scenario, with what it can be."""
    place = value_locations(resolved.after)[path]
    return SampledValue(path, of, Text(path, path), place, place.range)


@pytest.mark.parametrize(
    "path",
    [
        "needs.domains.huishouden.rates", "organisation.staff.wmo_consulenten.fte", "mechanisms.formal.investigation",
        "organisation.staff.ggd_team.tasks.rows.overleg", "population.newcomers.new_places", "policy.pgb_wish",
        "needs.shocks.covid_minder_vragen.factor", "beliefs.outcomes.wellbeing",
    ],
)  # fmt: skip
def test_a_draw_at_the_mode_is_the_plan_itself(gangbaar: Resolved, path: str) -> None:
    """For numbers, tables, rows and what differs by date: the likeliest draw changes nothing, another does."""
    value = drawn(gangbaar, path)
    likeliest = value.prior[1]
    assert drawn_plan(gangbaar, [value], [likeliest]) == gangbaar.plan
    assert drawn_plan(gangbaar, [value], [likeliest * 1.1]) != gangbaar.plan


def test_a_number_a_table_a_row_and_dates_are_each_drawn_in_their_own_way(gangbaar: Resolved) -> None:
    """A number is replaced, a table and dates are multiplied, and the rows beside a drawn row give way."""
    fte = drawn(gangbaar, "organisation.staff.wmo_consulenten.fte")
    rates = drawn(gangbaar, "needs.domains.huishouden.rates")
    row = drawn(gangbaar, "organisation.staff.ggd_team.tasks.rows.overleg")
    wish = drawn(gangbaar, "policy.pgb_wish")
    assert [value.location.unit for value in (fte, rates, row, wish)] == ["FTE", FACTOR, "%", FACTOR]
    plan, own = drawn_plan(gangbaar, (fte, rates, row, wish), (11, 2, 60, 0.5)), gangbaar.plan
    before, after = own.regimes[0], plan.regimes[0]
    assert after.staff["wmo_consulenten"].fixed == pytest.approx(2 * before.staff["wmo_consulenten"].fixed)
    assert plan.domains[1].rates == pytest.approx([2 * rate for rate in own.domains[1].rates])
    assert before.staff["ggd_team"].shares == pytest.approx((0.6, 0.4))
    assert after.staff["ggd_team"].shares == pytest.approx((0.4, 0.6))
    wishes = [regime.pgb_wish for regime in own.regimes]
    assert len(set(wishes)) > 1
    assert [regime.pgb_wish for regime in plan.regimes] == pytest.approx([wish / 2 for wish in wishes])


def test_a_variant_that_says_something_else_keeps_it(gangbaar: Resolved) -> None:
    """What a variant chooses is no guess; what it only repeats is as uncertain as in the base."""
    wijkbudget = load_variant("wijkbudget")
    tasks = drawn(gangbaar, "organisation.staff.sociaal_werk.tasks.rows.toegang")
    pace = drawn(gangbaar, "mechanisms.formal.investigation_pace")
    assert tasks.acts_in(gangbaar)
    assert not tasks.acts_in(wijkbudget)
    assert pace.acts_in(wijkbudget)
    own = drawn(wijkbudget, "mechanisms.decides.talk_pace", "wijkbudget")
    assert own.acts_in(wijkbudget)
    assert not own.acts_in(gangbaar)
    assert drawn_plan(gangbaar, [own], [2]) is gangbaar.plan


# ---------------------------------------------------------------------- studies with draws


DRAWS = """\
kind: draws
id: proef
base: ruwaard
calibration: proef
title: {nl: "proef", en: "trial"}
made: {version: "0", seed: 1, replications: 1, waves: 1, candidates: 3, lived: 3, accepted: 3}
numbers: {NUMBERS}
targets: {hh_stay: "{TARGET}"}
values:
  - {path: organisation.staff.wmo_consulenten.fte, of: ruwaard,
     title: {nl: "formatie", en: "officials"}, unit: FTE, low: 4, mode: 5.5, high: 8}
  - {path: mechanisms.decides.talk_pace, of: wijkbudget,
     title: {nl: "tempo", en: "pace"}, unit: hours/week, low: 1, mode: 4, high: 6}
draws:
  "modes": [5.5, 4]
  "few": [4.6, 2]
  "many": [7.5, 5]
"""


@pytest.fixture
def draws(tmp_path: Path) -> Path:
    """Three draws of two values, the first at the modes."""
    file = tmp_path / "proef.yaml"
    file.write_text(draws_text(), encoding="utf-8")
    return file


def draws_text(gangbaar: str | None = None) -> str:
    """The file of these draws, fitted with the numbers and the target there are, or with another `gangbaar`."""
    made = yaml.safe_load((shipped() / "draws/ruwaard.yaml").read_text(encoding="utf-8"))
    numbers = f'{{gangbaar: "{gangbaar or made["numbers"]["gangbaar"]}"}}'
    return DRAWS.replace("{NUMBERS}", numbers).replace("{TARGET}", made["targets"]["hh_stay"])


def test_a_replication_lives_one_draw_in_all_variants_with_its_own_luck(draws: Path) -> None:
    """The draw at the modes gives, for the same replication, the figures without draws, to the last bit."""
    study = load_study("wijkbudget", draws=draws)
    made = DrawnReplications.of(study, 6, study.seed)
    assert made is not None
    number = next(number for number, name in made.draws.items() if name == "modes")
    assert repr(made({}, study.seed, number)) == repr(replicate(study.variants, study.seed, number))
    for name in ("few", "many"):
        assert all(made.plans[name][variant] != plan for variant, plan in study.variants.items())


def test_every_draw_is_lived_twice_before_one_comes_round_again(draws: Path) -> None:
    """Two replications in a row live one draw, in an order dealt by the seed."""
    study = load_study("wijkbudget", draws=draws)
    made = DrawnReplications.of(study, 8, 5)
    assert made is not None
    turns = [made.draws[number] for number in range(1, 9)]
    assert turns[0::2] == turns[1::2]
    assert set(turns[:6]) == {"modes", "few", "many"}
    assert turns[6:] == turns[:2]
    assert study.draws is not None
    assert len({tuple(study.draws.order(seed)) for seed in range(30)}) == 6


def test_a_worker_gets_only_the_draws_it_lives(draws: Path) -> None:
    """Of many draws most would be sent for nothing, with every block again."""
    made = DrawnReplications.of(load_study("wijkbudget", draws=draws), 6, 5)
    assert made is not None
    part = made.only((3, 4))
    assert part.draws == {number: made.draws[number] for number in (3, 4)}
    assert part.plans.keys() == {made.draws[3]}
    assert part.plans[made.draws[3]] is made.plans[made.draws[3]]
    trials = calibrating.TrialRunner({number: calibrating.TrialPlan({}, (number,)) for number in (1, 2, 3)}, {})
    assert trials.only((2,)).lots == {2: calibrating.TrialPlan({}, (2,))}


def test_a_run_with_draws_says_so_and_keeps_which(
    draws: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Screen, object and folder tell which values were drawn and what of the margin is chance; read back the same."""
    out = tmp_path / "uit"
    words = ["run", "wijkbudget", "--draws", str(draws), "--replications", "6", "--jobs", "2", "--lang", "en"]
    assert main([*words, "--out", str(out)]) == 0
    page = capsys.readouterr().out
    flat = " ".join(page.split())
    assert "2 values were drawn" in flat
    assert "What differences go with" not in flat
    assert "fit published figures: officials; pace (only in wijkbudget)" in flat
    assert "Values: 3 of the 3 draws 'proef'." in flat
    assert "by chance" in flat
    assert "margins are about chance only" not in flat
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["draws"]["of_replication"].values()) == {"modes", "few", "many"}
    with (out / "draws.csv").open(encoding="utf-8", newline="") as lines:
        lived = list(csv.DictReader(lines))
    assert {row["replication"]: row["draw"] for row in lived} == manifest["draws"]["of_replication"]
    pace = {"modes": 4.0, "few": 2.0, "many": 5.0}
    assert all(float(row["wijkbudget: mechanisms.decides.talk_pace"]) == pace[row["draw"]] for row in lived)
    assert main(["compare", str(out), "--json"]) == 0
    step = json.loads(capsys.readouterr().out)["differences"]["wijkbudget"]["wait_decision"]
    assert 0 < step["chance"] < (step["high"] - step["low"]) / 2


def test_a_run_without_beliefs_does_not_say_that_the_draws_fit(
    draws: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They were fitted with the beliefs in; screen and object say so, in both languages, and only then."""
    told = {
        "nl": ("zonder hoeven zij er niet bij te passen", "samen zo dat zij bij gepubliceerde cijfers passen"),
        "en": ("without them they need not fit", "together such that they fit published figures"),
    }
    words = ["run", "wijkbudget", "--draws", str(draws), "--replications", "1", "--jobs", "1"]
    for name, more in (("believed", []), ("neutral", ["--neutral-effects"])):
        assert main([*words, *more, "--out", str(tmp_path / name)]) == 0
        capsys.readouterr()
        for lang, (without, fits) in told.items():
            assert main(["compare", str(tmp_path / name), "--lang", lang]) == 0
            flat = " ".join(capsys.readouterr().out.split())
            assert (without in flat, fits in flat) == ((name == "neutral"), (name == "believed"))
        assert main(["compare", str(tmp_path / name), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["draws"]
        assert found["fitted_to_this"] is (name == "believed")
        assert (told["en"][0] in found["fit"]["en"]) is (name == "neutral")


def test_draws_of_other_numbers_are_said_on_the_screen(draws: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It runs, because a councillor may want to see it, but nobody can overlook what was not fitted again."""
    draws.write_text(draws_text(gangbaar="0"), encoding="utf-8")
    study = load_study("wijkbudget", draws=draws)
    assert study.draws is not None
    assert study.draws.stale == StaleDraws(variants=("gangbaar",))
    outcome = run(study, 1, jobs=1)
    assert outcome.draws.keys() == {1}


def test_without_beliefs_the_draws_stay(draws: Path) -> None:
    """Leaving out beliefs is one thing, not knowing values another."""
    study = load_study("wijkbudget", neutral_effects=True, draws=draws)
    assert study.draws is not None
    assert study.draws.plans("modes") == study.variants
    assert [value.path for value in study.draws.values][1] == "mechanisms.decides.talk_pace"
    assert study.draws.acts_in[1] == ["wijkbudget"]


def test_two_values_at_one_path_of_two_scenarios_are_told_apart(draws: Path, gangbaar: Resolved) -> None:
    """Each acts where its own scenario speaks, also in the manifest and in what a difference goes with."""
    path = "organisation.staff.sociaal_werk.tasks.rows.toegang"
    study = load_study("wijkbudget", draws=draws)
    assert study.draws is not None
    values = (drawn(gangbaar, path), drawn(load_variant("wijkbudget"), path, "wijkbudget"))
    rows = {f"{number:02}": (30.0 + number, 40.0 + number) for number in range(12)}
    study = dataclasses.replace(study, draws=dataclasses.replace(study.draws, values=values, rows=rows))
    assert study.draws is not None
    assert study.draws.acts_in == [["gangbaar"], ["wijkbudget"]]
    lived = dict(enumerate(rows, start=1))
    figures: list[Figure] = [("gangbaar", number, "all", "contacts", float(number)) for number in lived]
    figures += [("a third", number, "all", "contacts", 0.0) for number in lived]
    outcome = dataclasses.replace(run(study, 1, jobs=1), rows=tuple(figures), draws=lived)
    made = drivers(study, outcome)
    assert made[["variant", "of", "path", "correlation"]].to_numpy().tolist() == [["a third", "ruwaard", path, -1.0]]
    told = study_manifest(study, outcome, [])["draws"]["values"]
    assert [(value["of"], value["path"], value["variants"]) for value in told] == [
        ("ruwaard", path, ["gangbaar"]),
        ("wijkbudget", path, ["wijkbudget"]),
    ]


def test_the_shipped_calibration_and_its_draws_go_together() -> None:
    """The draws are those of the shipped calibration: the same values, and enough of them for the shipped study."""
    fitting, _ = load_calibration("ruwaard")
    study = load_study("onzekerheid")
    assert isinstance(study.draws, StudyDraws)
    assert [value.path for value in study.draws.values] == [value.path for value in fitting.values]
    assert [value.prior for value in study.draws.values] == [value.prior for value in fitting.values]
    assert study.draws.stale == StaleDraws()
    assert len(study.draws.rows) >= 20
    shipped = Path(__file__).parents[2] / "scenarios/draws/ruwaard.yaml"
    head = shipped.read_text(encoding="utf-8").partition("\ntargets: ")[2].splitlines()[0]
    assert [pair.split(":")[0] for pair in head.strip("{}").split(", ")] == list(fitting.calibration.targets)


def test_cases_says_that_it_tells_of_the_modes(draws: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Where a study draws values one line says so on standard error; elsewhere, or with --quiet, nothing."""
    text = (shipped() / "studies" / "wijkbudget.yaml").read_text(encoding="utf-8")
    own = tmp_path / "wijkbudget.yaml"
    own.write_text(text.replace("baseline:", "draws: proef\nbaseline:"), encoding="utf-8")
    words = ["--sample", "1", "--lang", "en"]
    assert main(["cases", str(own), *words]) == 0
    assert capsys.readouterr().err == (
        "This study draws values ('proef'); the stories here are at the likeliest value (mode) of each.\n"
    )
    for more in (["wijkbudget"], [str(own), "--quiet"]):
        assert main(["cases", *more, *words]) == 0
        assert capsys.readouterr().err == ""


def test_the_calibration_on_the_page_is_sound_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one that docs/calibration.md shows, with few draws, and its draws used as the page says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(calibrating, "WRITTEN", 2)
    page = (Path(__file__).parents[2] / "docs/calibration.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    Path("mijn_ijking.yaml").write_text(text, encoding="utf-8")
    assert check_files([Path("mijn_ijking.yaml")])[0] == []
    words = ["calibrate", "mijn_ijking.yaml", "--tries", "2", "--replications", "1", "--jobs", "1", "--out", "ijking"]
    assert main([*words, "--quiet"]) == 0
    assert capsys.readouterr().out == "ijking/draws/mijn_ijking.yaml\n"
    study = load_study("wijkbudget", draws="ijking/draws/mijn_ijking.yaml")
    assert study.draws is not None
    assert [value.path for value in study.draws.values] == [
        "organisation.staff.wmo_consulenten.fte",
        "mechanisms.formal.investigation_pace",
    ]
    made = drivers(study, run(study, 1, jobs=1))
    assert list(made) == ["variant", "indicator", "of", "path", "correlation", "draws"]
    assert len(made) == 0


def test_a_copy_in_a_folder_of_ones_own_is_found_by_name(tmp_path: Path, draws: Path) -> None:
    """A study beside a file of draws names it as it names variants."""
    text = (shipped() / "studies" / "wijkbudget.yaml").read_text(encoding="utf-8")
    own = tmp_path / "wijkbudget.yaml"
    own.write_text(text.replace("baseline:", "draws: proef\nbaseline:"), encoding="utf-8")
    study = load_study(own)
    assert study.draws is not None
    assert list(study.draws.rows) == ["modes", "few", "many"]
    shutil.move(draws, tmp_path / "anders.yaml")
    assert [problem.code for problem in check_files([own])[0]] == ["L002"]

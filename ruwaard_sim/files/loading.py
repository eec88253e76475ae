"""Loads scenario files: from file names to studies, variants, calibrations and problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ruwaard_sim.errors import InputError, Mark, Problem
from ruwaard_sim.files import library
from ruwaard_sim.files.calibration_reader import read_calibration
from ruwaard_sim.files.file_checks import check_file
from ruwaard_sim.files.scenario_reader import Reader
from ruwaard_sim.files.study_reader import read_study
from ruwaard_sim.files.targets_reader import read_targets
from ruwaard_sim.messages import message
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.draws.calibration_checks import Fitting
from ruwaard_sim.scenario.draws.study_plan import Study, count_assumptions, titles
from ruwaard_sim.scenario.guarantees.proof_session import Proof
from ruwaard_sim.scenario.guarantees.rule_remarks import Remark
from ruwaard_sim.scenario.guarantees.threshold_checks import ThresholdCheck
from ruwaard_sim.scenario.schema.target_models import Targets
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Text

BROKEN = "R408"
"""The code of a guarantee that the rules break."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of checking files: problems, proofs of guarantees, remarks on rules, and how far thresholds may go."""

    problems: list[Problem]
    guarantees: list[Proof]
    remarks: list[Remark]
    thresholds: list[ThresholdCheck] = field(default_factory=list)
    named_twice: tuple[Text, ...] = ()
    """Which file was taken for each name that is that of several."""


def examine(paths: Iterable[Path]) -> CheckResult:
    """Check files and all that they refer to."""
    reader = _check_paths(paths)
    names = reader.namesakes.sentences
    return CheckResult(reader.problems, reader.proofs, reader.remarks, reader.thresholds, names)


def check_files(paths: Iterable[Path]) -> tuple[list[Problem], list[Proof]]:
    """Check files and all that they refer to; return the problems in file order, and the proofs of guarantees."""
    reader = _check_paths(paths)
    return reader.problems, reader.proofs


def _check_paths(paths: Iterable[Path]) -> Reader:
    reader = Reader()
    for file in [file for path in paths for file in reader.argument_paths(path)]:
        check_file(reader, file)
    return reader


def load_study(path: Path | str, *, neutral_effects: bool = False, draws: Path | str | None = None) -> Study:
    """Load the study at *path* (a file, or the name of a shipped one), ready to run.

    With *neutral_effects* every effect that is a belief is left out of every variant; with *draws* (a file, or the
    name of shipped ones) these hold instead of those the study names. Raises InputError with everything that is
    wrong, UsageError when there is no such study or file.
    """
    from ruwaard_sim.files.writing import resolved_text

    reader = Reader()
    file = reader.argument_path(path, "study")
    readout = read_study(reader, file, None if draws is None else reader.argument_path(draws, "draws", file))
    reader.findings.raise_if_any()
    assert readout is not None
    study, resolved, drawn = readout
    if neutral_effects:
        resolved = [variant.neutral() for variant in resolved]
        drawn = None if drawn is None else replace(drawn, resolved=tuple(resolved))
    return Study(
        id=study.id,
        title=study.title,
        question=study.question,
        baseline=study.baseline,
        variants={variant.variant.id: variant.plan for variant in resolved},
        replications=study.replications,
        seed=study.seed,
        assumptions=count_assumptions(variant.after for variant in resolved),
        resolved={variant.variant.id: resolved_text(variant.tree) for variant in resolved},
        inputs=reader.inputs,
        titles=titles(variant.after for variant in resolved),
        effects="neutral" if neutral_effects else "as written",
        draws=drawn,
        headline=tuple(study.headline or ()),
        matters=dict(study.matters or {}),
        named_twice=reader.namesakes.sentences,
        warnings=sum(problem.severity == "warning" for problem in reader.problems),
    )


def load_variant(path: Path | str) -> Resolved:
    """Load and resolve the variant at *path* (a file, or the name of a shipped one). Raises InputError."""
    return _load_variant(Reader(), path)


def load_to_explain(path: Path | str) -> tuple[Resolved, list[Problem]]:
    """Load the variant at *path* although it may break guarantees: those are the problems returned.

    Raises InputError for anything else that is wrong.
    """
    reader = Reader(forgiving=True)
    variant = _load_variant(reader, path)
    return variant, [problem for problem in reader.problems if problem.code == BROKEN]


def _load_variant(reader: Reader, path: Path | str) -> Resolved:
    variant = reader.variant(reader.argument_path(path, "variant"))
    reader.findings.raise_if_any()
    assert variant is not None
    return replace(variant, named_twice=reader.namesakes.sentences)


def load_targets(base: Path | str) -> tuple[Targets, dict[str, Plan], tuple[Text, ...]]:
    """Load the targets of *base* (its file, or a name), the plans of the variants they are about, and which files.

    Raises InputError, UsageError when there is no such base.
    """
    reader = Reader()
    path = library.part_path("targets", reader.argument_path(base, "base"))
    readout = read_targets(reader, path)
    reader.findings.raise_if_any()
    if readout is None:
        text = message("X086", "load_targets")
        raise InputError([Problem(Mark(str(path), 1, 1), "X086", text)])
    targets, resolved = readout
    files = (*reader.files_of(resolved), *reader.namesakes.sentences)
    return targets, {variant.variant.id: variant.plan for variant in resolved}, files


def load_calibration(path: Path | str) -> tuple[Fitting, dict[str, str]]:
    """Load the calibration at *path* (a file, or the name of a shipped one), and the SHA-256 of every file read.

    Raises InputError with everything that is wrong, UsageError when there is no such calibration.
    """
    reader = Reader()
    fitting = read_calibration(reader, reader.argument_path(path, "calibration"))
    reader.findings.raise_if_any()
    assert fitting is not None
    files = (*reader.files_of(fitting.resolved), *reader.namesakes.sentences)
    return replace(fitting, files=files), reader.inputs

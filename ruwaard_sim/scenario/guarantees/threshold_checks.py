"""Whether guarantees that are proved at the modes hold for every value that the thresholds in the rules can have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ruwaard_sim.rules.proofs.threshold_ranges import ThresholdRanges
from ruwaard_sim.scenario.guarantees.proof_session import ProofRun


@dataclass(frozen=True, slots=True)
class ThresholdCheck:
    """What was found of the guarantees of one base or *variant* that depend on uncertain thresholds."""

    variant: str
    ranges: tuple[ThresholdRanges, ...]


def threshold_checks(runs: Iterable[ProofRun]) -> list[ThresholdCheck]:
    """A check for each base and variant that was proved, of its rules about residents as they are last."""
    checks = []
    for run in runs:
        if run.text.part != "rules" or not run.days:
            continue
        prover, tables = run.days[-1]
        proved = dict.fromkeys(proof.guarantee for proof in run.proofs if proof.status == "proved")
        found = [prover.thresholds(tables, guarantee) for guarantee in proved]
        checks.append(ThresholdCheck(run.subject.name, tuple(ranges for ranges in found if ranges is not None)))
    return checks

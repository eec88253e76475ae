"""Measures the rules and their checking: proofs, decisions, explanations, misspelled words and damaged files.

``python -m benchmarks.rules`` prints each beside its goal, and every slip that `check` did not place or understand.
Times are seconds of computing, so other work on the machine hardly counts; what is compared takes turns.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median

STARTED = time.process_time()

from benchmarks.damage import MOST_SECONDS, Outcome, damages, outcomes  # noqa: E402
from benchmarks.decisions import ratios, residents  # noqa: E402
from benchmarks.page import at_least, at_most, row  # noqa: E402
from benchmarks.proofs import Checking, checking, checking_large, explaining, fresh_check, usual  # noqa: E402
from benchmarks.slips import Judged, judged, slips, words  # noqa: E402
from ruwaard_sim.files.library import shipped  # noqa: E402
from ruwaard_sim.files.loading import load_variant  # noqa: E402

IMPORTED = time.process_time() - STARTED

SEED = 2018
WORKERS = 2
RULES, DATES, VARIANTS = 50, 3, 10
RESIDENTS = 100_000
SLIPS = 40
GOAL_SHIPPED, GOAL_LARGE, GOAL_EXPLAIN = 1.0, 10.0, 0.2
GOAL_COMPILED = 1.2
GOAL_MEANT = 36


# ---------------------------------------------------------------------- proofs, decisions, explanations


def proof_rows(base: Checking, fresh: float, large: Checking) -> list[str]:
    """What checks with proofs took. A check that gives up on a guarantee has not met its goal, however soon it did."""
    proved, guarantees = large.found["proved"], large.found.total()
    needed = large.all if proved == guarantees else math.inf
    return [
        row("the shipped base, proofs", f"{base.proofs:.2f} s CPU") + at_most(base.proofs, GOAL_SHIPPED, "s"),
        row("  all of its check", f"{base.all:.2f} s CPU") + at_most(base.all, GOAL_SHIPPED, "s"),
        row("  in a process of its own", f"{fresh:.2f} s CPU"),
        row(f"{RULES} rules x {DATES} dates x {VARIANTS} variants", f"{large.all:.1f} s CPU")
        + at_most(needed, GOAL_LARGE, "s"),
        row("  of which proofs", f"{large.proofs:.1f} s CPU"),
        row("  guarantees proved", f"{proved} of {guarantees}") + at_least(proved, guarantees, "guarantees"),
    ]


def decision_rows(found: Mapping[str, float], people: int) -> list[str]:
    """What decisions took, and how they compare."""
    compiled = found["compiled / by hand"]
    text = f"{1e9 * found['compiled'] / people:.0f} ns CPU each, {compiled:.2f} x"
    return [
        row("a decision by hand", f"{1e9 * found['by hand'] / people:.0f} ns CPU each"),
        row("  compiled", text) + at_most(compiled, GOAL_COMPILED, "x"),
    ]


def explanation_rows(took: Sequence[float]) -> list[str]:
    """What explanations with the smallest change took; the slowest is held against the goal."""
    slowest = max(took)
    text = f"{1000 * median(took):.0f} ms CPU, at most {1000 * slowest:.0f} ms"
    return [row("why not, and the smallest change", text) + at_most(1000 * slowest, 1000 * GOAL_EXPLAIN, "ms")]


# ---------------------------------------------------------------------- slips and damage


def all_judged(folder: Path, seeds: Sequence[int], count: int) -> dict[int, list[Judged]]:
    """What `check` says of *count* slips of each of the *seeds*."""
    known = words(folder)
    with ProcessPoolExecutor(WORKERS) as executor:
        return {
            seed: list(executor.map(partial(judged, folder), slips(known, seed, count), chunksize=4)) for seed in seeds
        }


def tally(found: Sequence[Judged]) -> tuple[int, int, int]:
    """How many of the slips are located, how many of those name the right word, and how many are silent."""
    return (
        sum(one.located for one in found),
        sum(one.meant for one in found),
        sum(not one.told for one in found),
    )


def worst(found: Mapping[int, Sequence[Judged]]) -> int:
    """The seed with the most silent slips, then the fewest located, then the fewest understood."""

    def badness(seed: int) -> tuple[int, int, int]:
        located, meant, silent = tally(found[seed])
        return silent, -located, -meant

    return max(found, key=badness)


def slip_rows(found: Mapping[int, Sequence[Judged]]) -> list[str]:
    """How the slips fared; and each that is silent, told elsewhere or not understood, with what was said."""
    rows = []
    for seed in dict.fromkeys((next(iter(found)), worst(found))):
        which = ", the worst" if seed == worst(found) and len(found) > 1 else ""
        located, meant, silent = tally(found[seed])
        count = len(found[seed])
        rows += [
            row(f"{count} slips, seed {seed}{which}", f"{located} located") + at_least(located, count, "slips"),
            row("  the right word named", f"{meant}") + at_least(meant, GOAL_MEANT * count / SLIPS, "slips"),
            row("  silent", f"{silent}") + at_most(silent, 0, "slips"),
        ]
    every = [one for judgements in found.values() for one in judgements]
    located, meant, silent = tally(every)
    rows.append(row(f"  all {len(found)} seeds", f"{len(every)}: {located} located, {meant} named, {silent} silent"))
    for seed, judgements in found.items():
        for one in judgements:
            if not one.meant:
                rows += _told(seed, one)
    return rows


def _told(seed: int, one: Judged) -> list[str]:
    word = one.slip.word
    how = "silent" if not one.told else "elsewhere" if not one.located else "not understood"
    rows = [f"    {how} (seed {seed}): {word.file}:{word.line} {word.kind} '{word.text}' typed '{one.slip.typed}'"]
    for problem in one.told[:3]:
        place = f"{Path(problem.mark.file).name}:{problem.mark.line}"
        meant = f" ({problem.suggestion}?)" if problem.suggestion else ""
        rows.append(f"        {place}: {problem.code} {problem.text.en}{meant}"[:200])
    return rows


def damage_rows(found: Sequence[Outcome]) -> list[str]:
    """How `check` came through damaged files."""
    slowest = max(found, key=lambda one: one.seconds)
    failed = [one for one in found if one.crash or one.done]
    silent = sum(not one.problems for one in found)
    return [
        row(f"damaged files ({len(found)})", f"{len(failed)} crashed or did something")
        + at_most(len(failed), 0, "files"),
        row("  slowest check", f"{slowest.seconds:.2f} s CPU ({slowest.damage.how})")
        + at_most(slowest.seconds, MOST_SECONDS, "s"),
        row("  still sound", f"{silent}"),
        *(f"    {one.damage.file}, {one.damage.how}: {one.crash} {' '.join(one.done)}" for one in failed),
    ]


# ---------------------------------------------------------------------- the table


def table(rounds: int, seeds: int, damaged: int) -> str:
    """Everything measured, as text."""
    folder = shipped()
    base = folder / "ruwaard" / "base.yaml"
    loading = time.process_time()
    import_module("z3")
    loading = time.process_time() - loading
    routing = load_variant("gangbaar").plan.regimes[-1].rulebook["routering"]
    people = residents(routing.vocabulary, RESIDENTS, SEED)
    rows = [
        f"{rounds} rounds after a warm-up, medians; Python {sys.version.split()[0]} on {sys.platform}",
        row("importing", f"{IMPORTED:.2f} s CPU (apart)"),
        row("loading the prover", f"{loading:.2f} s CPU (apart)"),
        *proof_rows(
            usual([checking(base) for _ in range(rounds + 1)][1:]),
            fresh_check(base),
            checking_large(folder, RULES, DATES, VARIANTS),
        ),
        *decision_rows(ratios(routing, people, rounds), RESIDENTS),
        *explanation_rows(explaining(["gangbaar", "wijkbudget"], rounds, SEED)),
        *slip_rows(all_judged(folder, range(SEED, SEED + seeds), SLIPS)),
        *damage_rows(list(outcomes(folder, damages(folder, SEED, damaged), WORKERS))),
    ]
    return "\n".join(line.rstrip() for line in rows) + "\n"


def main(words_given: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.rules", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds that count")
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help=f"times {SLIPS} slips")
    parser.add_argument("--damaged", type=int, default=300, metavar="N", help="damaged files")
    asked = parser.parse_args(words_given)
    if min(asked.rounds, asked.seeds, asked.damaged) < 1:
        parser.error("--rounds, --seeds and --damaged are 1 or more")
    sys.stdout.write(table(asked.rounds, asked.seeds, asked.damaged))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

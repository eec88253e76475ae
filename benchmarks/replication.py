"""Measures one replication of both variants: CPU time, memory, time per event, and how that grows with the wijk.

``python -m benchmarks.replication`` prints a table beside the goals; ``--profile`` shows where the time goes.
CPU time is the process's own, so other work on the machine hardly counts; sizes take turns, so what does
count falls on all of them. Importing and reading files are reported apart.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import io
import pstats
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

STARTED = time.process_time()

from benchmarks.page import at_most, row  # noqa: E402
from ruwaard_sim.files.loading import load_study  # noqa: E402
from ruwaard_sim.model.dealt import Dealt, deal, same_deal  # noqa: E402
from ruwaard_sim.model.simulate import simulate  # noqa: E402
from ruwaard_sim.scenario.plan import Places, Plan, Regime, Staff  # noqa: E402
from ruwaard_sim.study.replicate import replicate  # noqa: E402
from ruwaard_sim.tables import measure  # noqa: E402

IMPORTED = time.process_time() - STARTED

STUDY = Path("wijkbudget")
SEED = 2018
TEN = 10
GOAL_SECONDS, GOAL_MEGABYTES, GOAL_RATIO = 1.0, 250.0, 13.0
PARTS = ("dealing", "simulating", "measuring")


def scaled_plan(plan: Plan, factor: int) -> Plan:
    """The same wijk *factor* times as large: people, help going on, staff, budgets and places alike."""
    return replace(
        plan,
        population=plan.population.scaled(factor),
        stock=tuple(replace(kind, clients=kind.clients * factor) for kind in plan.stock),
        regimes=tuple(_scaled_regime(regime, factor) for regime in plan.regimes),
    )


def _scaled_regime(regime: Regime, factor: int) -> Regime:
    def staff(group: Staff) -> Staff:
        return replace(group, budget=group.budget * factor, fixed=group.fixed * factor)

    def places(held: Places) -> Places:
        return replace(held, places=held.places * factor)

    return replace(
        regime,
        staff={name: staff(group) for name, group in regime.staff.items()},
        places={name: places(held) for name, held in regime.places.items()},
        lines=tuple(
            replace(line, participants=line.participants * factor, others=line.others * factor) for line in regime.lines
        ),
    )


Cost = dict[str, float]
"""What one replication took: CPU seconds by part and in all, and seconds and events of each variant."""


def cost(plans: Mapping[str, Plan], replication: int) -> Cost:
    """Run one replication as `study.replicate` does, with a clock between the parts."""
    found: Cost = dict.fromkeys(("all", *PARTS), 0.0)
    dealt: list[tuple[tuple[object, ...], Dealt]] = []
    collecting = gc.isenabled()
    gc.disable()
    try:
        for name, plan in plans.items():
            begun = time.process_time()
            key = same_deal(plan)
            people = next((one for known, one in dealt if known == key), None)
            if people is None:
                people = deal(plan, SEED, replication)
                dealt.append((key, people))
            ready = time.process_time()
            history = simulate(plan, people)
            lived = time.process_time()
            for _ in measure(history, plan):
                pass
            measured = time.process_time()
            for part, seconds in zip(PARTS, (ready - begun, lived - ready, measured - lived), strict=True):
                found[part] += seconds
                found["all"] += seconds
            found[f"seconds {name}"] = lived - ready
            found[f"events {name}"] = float(history.events)
    finally:
        if collecting:
            gc.enable()
    return found


def peak_megabytes(factor: int) -> float:
    """The most memory that a fresh process needs for loading the study and one replication."""
    words = [sys.executable, "-m", "benchmarks.replication", "--only-memory", str(factor)]
    found = subprocess.run(
        words, check=True, capture_output=True, text=True, cwd=Path(__file__).resolve().parent.parent
    )
    return float(found.stdout)


def _own_peak() -> float:
    """Peak resident memory of this process in megabytes (1,000,000 bytes)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def plans_at(factor: int) -> dict[str, Plan]:
    """The variants of the shipped study, *factor* times as large."""
    plans = load_study(STUDY).variants
    return plans if factor == 1 else {name: scaled_plan(plan, factor) for name, plan in plans.items()}


# ---------------------------------------------------------------------- the table


def measured(rounds: int, *, large: bool) -> dict[int, list[Cost]]:
    """Costs by factor, over *rounds* rounds in which sizes take turns, after one round that is not counted."""
    sizes = {factor: plans_at(factor) for factor in ((1, TEN) if large else (1,))}
    found: dict[int, list[Cost]] = {factor: [] for factor in sizes}
    for replication in range(rounds + 1):
        for factor, plans in sizes.items():
            taken = cost(plans, replication + 1)
            if replication > 0:
                found[factor].append(taken)
    return found


def _median(costs: Sequence[Cost], what: str) -> float:
    return median(one[what] for one in costs)


def _growth(once: Sequence[Cost], many: Sequence[Cost], what: str) -> float:
    """How many times as much the large wijk takes, round by round."""
    return median(large[what] / small[what] for small, large in zip(once, many, strict=True))


def _microseconds(costs: Sequence[Cost], name: str) -> float:
    """CPU time per logical event of variant *name*."""
    return median(1e6 * one[f"seconds {name}"] / one[f"events {name}"] for one in costs)


def _rows(found: Mapping[int, list[Cost]], names: Sequence[str]) -> list[str]:
    once = found[1]
    seconds = _median(once, "all")
    rows = [row("one replication, all variants", f"{seconds:.3f} s CPU") + at_most(seconds, GOAL_SECONDS, "s")]
    rows += [row(f"  {part}", f"{_median(once, part):.3f} s CPU") for part in PARTS]
    for name in names:
        events = _median(once, f"events {name}")
        rows.append(row(f"  {name}", f"{events:,.0f} events, {_microseconds(once, name):.1f} µs CPU each"))
    if TEN not in found:
        return rows
    many = found[TEN]
    grown = _growth(once, many, "all")
    text = f"{_median(many, 'all'):.2f} s CPU, {grown:.1f} x"
    rows.append(row(f"{TEN} times the wijk", text) + at_most(grown, GOAL_RATIO, "x"))
    rows += [row(f"  {part}", f"{_growth(once, many, part):.1f} x") for part in PARTS]
    for name in names:
        events = _growth(once, many, f"events {name}")
        rows.append(row(f"  {name}", f"{events:.1f} x the events, {_microseconds(many, name):.1f} µs CPU each"))
    return rows


def table(rounds: int, *, large: bool) -> str:
    """Everything measured, as text."""
    megabytes = peak_megabytes(1)
    reading = time.process_time()
    names = list(plans_at(1))
    reading = time.process_time() - reading
    rows = [f"{rounds} rounds after a warm-up, medians; Python {sys.version.split()[0]} on {sys.platform}"]
    rows.append(row("importing", f"{IMPORTED:.2f} s CPU (apart)"))
    rows.append(row("reading and checking the study", f"{reading:.2f} s CPU (apart)"))
    rows += _rows(measured(rounds, large=large), names)
    rows.append(row("peak memory, fresh process", f"{megabytes:.0f} MB") + at_most(megabytes, GOAL_MEGABYTES, "MB"))
    if large:
        rows.append(row(f"  {TEN} times the wijk", f"{peak_megabytes(TEN):.0f} MB"))
    return "\n".join(line.rstrip() for line in rows) + "\n"


def profile(factor: int) -> str:
    """Where the time of one replication goes, by function."""
    plans = plans_at(factor)
    replicate(plans, SEED, 1)
    profiler = cProfile.Profile()
    profiler.enable()
    replicate(plans, SEED, 2)
    profiler.disable()
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("tottime").print_stats(30)
    return text.getvalue()


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.replication", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds that count")
    parser.add_argument("--small", action="store_true", help=f"leave out the wijk {TEN} times as large")
    parser.add_argument("--profile", type=int, nargs="?", const=1, metavar="FACTOR", help="where the time goes")
    parser.add_argument("--only-memory", type=int, metavar="FACTOR", help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if asked.rounds < 1:
        parser.error("--rounds is 1 or more")
    if asked.only_memory:
        replicate(plans_at(asked.only_memory), SEED, 1)
        sys.stdout.write(f"{_own_peak()}\n")
    elif asked.profile:
        sys.stdout.write(profile(asked.profile))
    else:
        sys.stdout.write(table(asked.rounds, large=not asked.small))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

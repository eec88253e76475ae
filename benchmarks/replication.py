"""Measures one replication: CPU time of a variant by part, memory, time per event, and how these grow with the wijk.

``python -m benchmarks.replication`` prints a table beside the goals; ``--profile`` shows where the time goes.
CPU time is the process's own, so other work on the machine hardly counts; variants and sizes take turns, so what does
count falls on all of them. Importing and reading files are reported apart.

An *event* is one call of the clock: a question that arises, notice that is over, a step or help that ends, a need that
comes back or becomes a crisis, a resident who leaves, a new month; also when by then nothing is left to be done. What
happens at that moment (a rule that decides, hours that go to whoever is next, a payment) is part of it.
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
from ruwaard_sim.model.deal import Deal, deal, same_deal  # noqa: E402
from ruwaard_sim.model.simulate import simulate  # noqa: E402
from ruwaard_sim.plan import Places, Plan, Regime, Staff  # noqa: E402
from ruwaard_sim.study.replicate import replicate  # noqa: E402
from ruwaard_sim.tables import measure  # noqa: E402

IMPORTED = time.process_time() - STARTED

STUDY = Path("wijkbudget")
SEED = 2018
SIZES = (1, 3, 10)
TEN = SIZES[-1]
TOGETHER = "all variants"
GOAL_SECONDS, GOAL_TOGETHER = 0.25, 1.0
GOAL_EVENT, GOAL_RATIO, GOAL_MEGABYTES = 1.3, 13.0, 250.0
PARTS = ("dealing", "simulating", "measuring", "clearing up")


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
"""What one replication took: CPU seconds by part and in all, and the number of events."""
Costs = dict[tuple[int, str], list[Cost]]
"""By factor, and by variant or ``TOGETHER``: what each round took."""


def cost(plans: Mapping[str, Plan], replication: int) -> Cost:
    """Run one replication of these variants as `study.replicate` does, with a clock between the parts.

    Clearing up is the collection of garbage that follows it.
    """
    found: Cost = dict.fromkeys(("all", "events", *PARTS), 0.0)
    collecting = gc.isenabled()
    gc.disable()
    try:
        _live(plans, replication, found)
        lived = time.process_time()
        gc.collect(0)
        found["clearing up"] = time.process_time() - lived
    finally:
        if collecting:
            gc.enable()
    found["all"] = sum(found[part] for part in PARTS)
    return found


def _live(plans: Mapping[str, Plan], replication: int, found: Cost) -> None:
    dealt: list[tuple[tuple[object, ...], Deal]] = []
    for plan in plans.values():
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
        for part, seconds in zip(PARTS, (ready - begun, lived - ready, measured - lived), strict=False):
            found[part] += seconds
        found["events"] += history.events


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


def measured(rounds: int, *, large: bool) -> Costs:
    """Costs over *rounds* rounds in which variants and sizes take turns, after one round that is not counted."""
    sizes = {factor: plans_at(factor) for factor in (SIZES if large else SIZES[:1])}
    asked = {(factor, name): {name: plan} for factor, plans in sizes.items() for name, plan in plans.items()}
    asked[1, TOGETHER] = sizes[1]
    found: Costs = {which: [] for which in asked}
    for replication in range(rounds + 1):
        for which, plans in asked.items():
            taken = cost(plans, replication + 1)
            if replication > 0:
                found[which].append(taken)
    return found


def _median(costs: Sequence[Cost], what: str) -> float:
    return median(one[what] for one in costs)


def _growth(once: Sequence[Cost], many: Sequence[Cost], what: str, per: str | None = None) -> float:
    """How many times as much the large wijk takes (*per* event, for one), round by round."""
    return median(
        large[what] / small[what] / (large[per] / small[per] if per else 1.0)
        for small, large in zip(once, many, strict=True)
    )


def _each(costs: Sequence[Cost], what: str) -> float:
    """Microseconds of CPU per event."""
    return median(1e6 * one[what] / one["events"] for one in costs)


def _of_one(found: Costs, name: str) -> list[str]:
    """What a replication of variant *name* takes, and how that grows."""
    once = found[1, name]
    seconds = _median(once, "all")
    rows = [row(f"one replication of {name}", f"{seconds:.3f} s CPU") + at_most(seconds, GOAL_SECONDS, "s")]
    rows += [row(f"  {part}", f"{_median(once, part):.3f} s CPU") for part in PARTS]
    events = f"{_median(once, 'events'):,.0f} events, {_each(once, 'all'):.1f} µs CPU each"
    rows.append(row("  events", f"{events}, {_each(once, 'simulating'):.1f} of them simulating"))
    for factor, many in ((size, found[size, name]) for size in SIZES[1:] if (size, name) in found):
        rows += _larger(factor, once, many)
    return rows


def _larger(factor: int, once: Sequence[Cost], many: Sequence[Cost]) -> list[str]:
    """The same of a wijk *factor* times as large."""
    grown = _growth(once, many, "all")
    rows = [row(f"  {factor} times the wijk", f"{_median(many, 'all'):.2f} s CPU, {grown:.1f} x")]
    if factor == TEN:
        rows[0] += at_most(grown, GOAL_RATIO, "x")
    rows += [row(f"    {part}", f"{_growth(once, many, part):.1f} x") for part in PARTS]
    events = f"{_growth(once, many, 'events'):.1f} x as many, {_each(many, 'all'):.1f} µs CPU each"
    for title, what in ((events, "all"), (f"{_each(many, 'simulating'):.1f} of them simulating", "simulating")):
        ratio = _growth(once, many, what, per="events")
        rows.append(row("    events" if what == "all" else "", f"{title}, {ratio:.2f} x"))
        if factor == TEN:
            rows[-1] += at_most(ratio, GOAL_EVENT, "x")
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
    found = measured(rounds, large=large)
    for name in names:
        rows += _of_one(found, name)
    together = _median(found[1, TOGETHER], "all")
    rows.append(row("one replication, all variants", f"{together:.3f} s CPU") + at_most(together, GOAL_TOGETHER, "s"))
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
    parser.add_argument("--small", action="store_true", help="leave out the larger wijken")
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

"""Looks beneath the indicators: some two hundred counts and means by leefdomein, rule, route and pool, in both.

Indicators may agree because two faults outweigh each other; these leave less room for that. The model's are taken
from the facts it tells (`ruwaard_sim/event_log.py`), the twin's from its diary; all over the five years from day 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from benchmarks.textbook.compare import STUDY, TWIN_SEED, Figures, Pair, pair
from benchmarks.textbook.figures import mean
from benchmarks.textbook.people import NEVER
from benchmarks.textbook.replication import simulate as simulate_twin
from benchmarks.textbook.wijk import Wijk
from ruwaard_sim import load_study
from ruwaard_sim.event_log import End, EventKind, RunResult
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate

Counts = Counter[str]
Means = defaultdict[str, list[float]]


def _together(counts: Counts, means: Means) -> dict[str, float]:
    return {**{name: float(count) for name, count in counts.items()}, **{n: mean(v) for n, v in means.items()}}


def of_model(history: RunResult, days: float) -> dict[str, float]:
    """What the facts of one run of the model say."""
    counts, means = Counts(), Means(list)
    domain: dict[int, str] = {}
    routed: set[int] = set()
    asked: dict[int, float] = {}
    began: dict[int, float] = {}
    sizes: dict[str, float] = {}
    for day, kind, number, what, who, amount in history.rows.tolist():
        case, inside = int(number), 0 <= day < days
        match EventKind(int(kind)):
            case EventKind.CONTACT | EventKind.STOCK as told:
                domain[case] = history.domains[int(what)]
                if inside or told == EventKind.STOCK:
                    counts[f"{told.name} {domain[case]}"] += 1
                    means[f"zwaarte at {told.name} {domain[case]}"].append(amount)
                asked[case] = day
            case EventKind.RETURNED if inside:
                counts["RETURNED"] += 1
            case EventKind.CRISIS if inside:
                counts[f"CRISIS {domain[case]}"] += 1
            case EventKind.HANDLED if inside:
                counts[f"HANDLED {domain[case]} {history.handlings[int(who)]}"] += 1
            case EventKind.STEP_BEGUN if inside:
                counts[f"STEP_BEGUN {history.steps[int(what)]}"] += 1
                means[f"days to {history.steps[int(what)]}"].append(day - asked[case])
            case EventKind.ROUTED if inside and case not in routed:
                counts[f"ROUTED {domain[case]} {history.routes[int(who)]}"] += 1
                routed.add(case)
            case EventKind.ROUTED:
                routed.add(case)
            case EventKind.BEGUN:
                began[case] = day
                if inside:
                    counts[f"BEGUN {history.routes[int(what)]} {history.pools[int(who)] if who >= 0 else ''}"] += 1
                    if who >= 0:
                        means[f"minutes of {history.routes[int(what)]}"].append(amount)
            case EventKind.ENDED if inside:
                counts[f"ENDED {history.routes[int(what)]}"] += 1
                means[f"days of {history.routes[int(what)]}"].append(day - began[case])
            case EventKind.SWITCHED if inside:
                counts[f"SWITCHED to {history.pools[int(who)]}"] += 1
            case EventKind.CLOSED if inside:
                counts[f"CLOSED {'left' if what in (End.MOVED, End.DIED) else 'otherwise'}"] += 1
                counts["CLOSED died"] += what == End.DIED
            case EventKind.REJECTED | EventKind.WISHED | EventKind.UNREGISTERED as told if inside:
                counts[told.name] += 1
            case EventKind.GRANTED:
                means["cents a week of a pgb"].append(amount)
            case EventKind.RESIZED if day < days:
                sizes[history.pools[int(who)]] = amount
    return {**_together(counts, means), **{f"size at the end of {pool}": size for pool, size in sizes.items()}}


def of_twin(wijk: Wijk) -> dict[str, float]:
    """What the diary of one run of the twin says."""
    counts, means = Counts(), Means(list)
    days, diary = wijk.lives.end, wijk.diary

    def inside(kind: str) -> Iterable[tuple[float, object]]:
        return ((day, case) for day, case in diary.events[kind] if 0 <= day < days)

    for case in diary.cases:
        told = "CONTACT" if case.handling else "STOCK"
        if told == "STOCK" or case.told("CONTACT") >= 0:
            counts[f"{told} {case.domain}"] += 1
            means[f"zwaarte at {told} {case.domain}"].append(case.need.severity)
        if case.told("CONTACT") >= 0 and case.handling:
            counts[f"HANDLED {case.domain} {case.handling}"] += 1
        if 0 <= case.told("ROUTED") < days:
            counts[f"ROUTED {case.domain} {case.first_route}"] += 1
        if 0 <= case.told("CLOSED") < days:
            left = case.told("CLOSED") == case.person.departure
            counts[f"CLOSED {'left' if left else 'otherwise'}"] += 1
            counts["CLOSED died"] += left and case.person.died
    for kind in ("RETURNED", "REJECTED", "WISHED", "UNREGISTERED"):
        counts[kind] = len(list(inside(kind)))
    for kind in list(diary.events):
        begun, _, step = kind.partition("BEGUN ")
        if step and not begun:
            for day, case in diary.events[kind]:
                if 0 <= day < days:
                    counts[f"STEP_BEGUN {step}"] += 1
                    means[f"days to {step}"].append(day - case.told("CONTACT"))
    for day, case in diary.events["CRISIS"]:
        counts[f"CRISIS {case.domain}"] += day >= 0
    for day, case in diary.events["SWITCHED"]:
        if case.pool is not None:
            counts[f"SWITCHED to {case.pool.name}"] += day >= 0
    for spell in diary.spells:
        if spell.begin >= 0:
            counts[f"BEGUN {spell.provision} {spell.pool}"] += 1
            if spell.pool:
                means[f"minutes of {spell.provision}"].append(spell.minutes or 1)
        if 0 <= spell.end < NEVER:
            counts[f"ENDED {spell.provision}"] += 1
            means[f"days of {spell.provision}"].append(spell.end - spell.begin)
        if spell.provision == "pgb":
            means["cents a week of a pgb"].append(spell.case.price)
    sizes = {f"size at the end of {pool.name}": float(pool.size) for pool in wijk.pools.values()}
    return {**_together(counts, means), **sizes}


def _columns(runs: list[dict[str, float]]) -> Figures:
    """One array a name over all replications; who was never counted counts nought, and a mean of nobody is none."""
    means = ("zwaarte", "days", "minutes", "cents")
    names = sorted({name for run in runs for name in run})
    return {
        ("all", name): np.array([run.get(name, np.nan if name.startswith(means) else 0.0) for run in runs])
        for name in names
    }


def beneath(variant: str, model: int, twin: int, seed: int) -> list[Pair]:
    """So many replications of both, held beside each other; names that only one of them has count nought there."""
    plan = load_study(STUDY).variants[variant]
    days = float(plan.calendar.days)
    ours = _columns([of_model(simulate(plan, deal(plan, seed, number + 1)), days) for number in range(model)])
    theirs = _columns([of_twin(simulate_twin(TWIN_SEED + seed + number, variant)) for number in range(twin)])
    found = []
    for period, name in sorted(ours.keys() | theirs.keys()):
        key = period, name
        one = pair(period, name, ours.get(key, np.zeros(model)), theirs.get(key, np.zeros(twin)))
        if one is not None:
            found.append(one)
    return found

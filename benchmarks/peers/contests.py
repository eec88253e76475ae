"""Which engines do which work. A contest more is a function more here, and its name in CONTESTS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.peers.marks import Dealt, Drawn, deal
from benchmarks.peers.spec import Work
from benchmarks.peers.timing import Contest, Count, Engine, Run

SEED = 2018
SCENARIO = Path(__file__).parent / "scenarios" / "variants" / "peers_wijk_zelf.yaml"
WHOLE, DRAWN, DEALT = "the whole description", "drawn as it goes", "dealt beforehand"
EVENTS = "logical events"


def _textbook(work: Work) -> Run:
    from benchmarks.peers import textbook

    return lambda replication: textbook.simulate(work, Drawn(work, SEED, replication)).events


def _textbook_dealt(work: Work) -> Run:
    from benchmarks.peers import textbook

    return lambda replication: textbook.simulate(work, Dealt(deal(work, SEED, replication))).events


def _own(work: Work) -> Run:
    from benchmarks.peers import own

    return lambda replication: own.simulate(deal(work, SEED, replication)).events


def _cimba(work: Work) -> Run:
    from benchmarks.peers import with_cimba

    def run(replication: int) -> Count:
        noted = with_cimba.simulate(deal(work, SEED, replication))
        return lambda: noted.outcome().events()

    return run


def _scenario(_: Work) -> Run:
    from benchmarks.peers import scenario

    return scenario.runner(SCENARIO, SEED)


def _reduced(work: Work) -> Run:
    from benchmarks.peers import reduced

    return lambda replication: reduced.simulate(work, Drawn(work, SEED, replication)).events


def _ciw(work: Work) -> Run:
    from benchmarks.peers import with_ciw

    def run(replication: int) -> Count:
        simulated = with_ciw.simulate(work, SEED + replication)
        return lambda: simulated.outcome().events()

    return run


def _twin() -> Run:
    from benchmarks.textbook.replication import replicate

    def run(replication: int) -> Count:
        replicate(SEED + replication, by_year=True)
        return lambda: 1

    return run


def _model() -> Run:
    from ruwaard_sim.files.loading import load_study
    from ruwaard_sim.study.replicate import replicate

    plans = {"gangbaar": load_study("wijkbudget").variants["gangbaar"]}

    def run(replication: int) -> Count:
        replicate(plans, SEED, replication + 1)
        return lambda: 1

    return run


def whole(work: Work) -> Contest:
    """The small wijk, by every engine that can do all of it; and at its own size our scenario, as far as it goes."""

    def engine(name: str, covers: str, load: Callable[[Work], Run], package: str) -> Engine:
        return Engine(name, covers, lambda: load(work), package)

    reference, ours = "SimPy, textbook", "ruwaard_sim, engine"
    engines = [
        engine(reference, f"{WHOLE}; {DRAWN}", _textbook, "simpy"),
        engine("SimPy, textbook, same marks", f"{WHOLE}; {DEALT}", _textbook_dealt, "simpy"),
        engine(ours, f"{WHOLE}; {DEALT}", _own, "ruwaard_sim"),
        engine("Cimba, compiled Python", f"{WHOLE}; {DEALT}", _cimba, "cimba"),
    ]
    if work == Work():
        goes = "as far as the scenario language goes, with books and figures"
        engines.append(engine("ruwaard_sim, scenario", goes, _scenario, "ruwaard_sim"))
    return Contest("The small wijk", EVENTS, tuple(engines), reference, ours)


def simpler(work: Work) -> Contest:
    """What is left of it for Ciw, by Ciw and by SimPy."""
    reference = "SimPy, textbook, reduced"
    return Contest(
        "The reduced wijk",
        EVENTS,
        (
            Engine(reference, f"the reduced description; {DRAWN}", lambda: _reduced(work), "simpy"),
            Engine("Ciw", f"the reduced description; {DRAWN}", lambda: _ciw(work), "ciw"),
        ),
        reference,
    )


def base(_: Work) -> Contest:
    """The base scenario, by the package and by its textbook twin: people, five years, and the figures of every year."""
    reference, ours = "SimPy, textbook twin", "ruwaard_sim"
    return Contest(
        "The base scenario",
        "replications of gangbaar",
        (
            Engine(reference, f"docs/model.md; {DRAWN}", _twin, "simpy"),
            Engine(ours, f"docs/model.md; {DEALT}", _model, "ruwaard_sim"),
        ),
        reference,
        ours,
    )


CONTESTS = {"whole": whole, "reduced": simpler, "base": base}

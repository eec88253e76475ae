"""A study without a model: small replicate functions that succeed, fail, print or kill on purpose."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ruwaard_sim.text import Text

Row = tuple[str, str, str, float]
TITLE = Text("Een proef", "A trial")
QUESTION = Text("Helpt het?", "Does it help?")
GROUPS = {
    "demand": Text("Vraag", "Demand"),
    "waiting": Text("Wachten", "Waiting"),
    "cost": Text("Kosten", "Cost"),
}


class Level(float):
    """What stands for a plan here: the level of all figures of a variant."""

    counterfactual = False
    shocks: tuple[Any, ...] = ()
    rules_hash = "0" * 64
    title = Text("Zoals het is", "As it is")


class Lawless(Level):
    """A variant outside the law."""

    counterfactual = True
    rules_hash = "0" * 64


@dataclass(frozen=True)
class Study:
    """What the runner and the manifest ask of a study."""

    id: str = "proef"
    title: Text = TITLE
    question: Text = QUESTION
    baseline: str = "oud"
    variants: dict[str, Any] = field(default_factory=lambda: {"oud": Level(10), "nieuw": Level(8)})
    replications: int = 6
    seed: int = 7
    assumptions: Any = field(default_factory=lambda: SimpleNamespace(values=74, assumed=31))
    resolved: dict[str, str] = field(default_factory=lambda: {"oud": "a: 1\n", "nieuw": "a: 2\n"})
    inputs: dict[str, str] = field(default_factory=lambda: {"proef.yaml": "0" * 64})
    effects: str = "as written"
    beliefs: dict[str, dict[str, Text]] = field(default_factory=dict)
    draws: None = None
    headline: tuple[str, ...] = ()
    named_twice: tuple[Text, ...] = ()
    same_residents: bool = True
    warnings: int = 0
    since: dict[str, Any] = field(default_factory=dict)
    matters: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Indicator:
    """What `tables.Indicator` will be."""

    name: str
    title: Text
    unit: str
    group: str
    definition: Text
    decimals: int
    still_waiting: str | None = None
    effect: bool = True
    belief: bool = False


def _indicator(name: str, nl: str, unit: str, group: str, decimals: int, still: str | None = None) -> Indicator:
    return Indicator(name, Text(nl, f"en {nl}"), unit, group, Text("hoe", "how"), decimals, still)


INDICATORS = {
    indicator.name: indicator
    for indicator in (
        _indicator("contacts", "Contacten", "count", "demand", 0),
        _indicator("wait", "Wachttijd tot MDO", "weeks", "waiting", 1, "still"),
        _indicator("still", "Wachten nog op een MDO", "persons", "waiting", 0),
        _indicator("paid", "Betaald", "EUR", "cost", 0),
    )
}


def replicate(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Give four figures a variant; the wait does not exist in every third replication of 'nieuw'."""
    luck = math.sin(seed * 1000 + replication * 12.9898)
    rows: list[Row] = []
    for variant, level in plans.items():
        for period, share in (("all", 1.0), ("2018", 0.5)):
            nobody = variant == "nieuw" and replication % 3 == 0
            rows += [
                (variant, period, "contacts", round(9000 * share)),
                (variant, period, "wait", math.nan if nobody else level + luck),
                (variant, period, "still", 100 + replication),
                (variant, period, "paid", (1_000_000 * level + 12_345 * luck) * share),
            ]
    return rows


class StumbleError(Exception):
    """A failure that knows in which variant it happened."""

    variant = "nieuw"


def fails_at_4(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Fail in the fourth replication only."""
    if replication == 4:
        raise StumbleError("geen plaats in /home/iemand/project/wijk.yaml")
    return replicate(plans, seed, replication)


def fails_always(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Fail."""
    raise ValueError("nooit")


def prints(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Write on standard output, as a careless model would."""
    sys.stdout.write("rommel\n")
    return replicate(plans, seed, replication)


def dies_once(plans: dict[str, Any], seed: int, replication: int) -> list[Row]:
    """Kill the worker in the third replication, the first time it is tried."""
    marker = Path(plans["marker"])
    if replication == 3 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return replicate({"oud": 10.0, "nieuw": 8.0}, seed, replication)


def dies_at_3(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Kill the worker in the third replication, whenever it is tried."""
    if replication == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return replicate(plans, seed, replication)


def dies_always(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Kill the worker."""
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def sleeps(plans: dict[str, Any], seed: int, replication: int) -> list[Row]:
    """Note the worker's number, then take a very long time after the first two replications."""
    (Path(plans["pids"]) / str(os.getpid())).touch()
    if replication > 2:
        time.sleep(60)
    return [("oud", "all", "contacts", 1.0)]


def noisy(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Give every variant luck of its own."""
    return [(variant, "all", "paid", 100 + math.sin(replication * (3 + place))) for place, variant in enumerate(plans)]


def wild(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Give every variant so much luck of its own that no difference is ever known."""
    return [(variant, "all", "paid", 100 * math.sin(replication * (3 + place))) for place, variant in enumerate(plans)]


def slow(plans: dict[str, float], seed: int, replication: int) -> list[Row]:
    """Take a moment."""
    time.sleep(0.05)
    return replicate(plans, seed, replication)

"""The textbook twin stands apart from the package, and both give the same figures."""

from __future__ import annotations

import ast
import importlib
import math
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from ruwaard_sim import load_study
from ruwaard_sim.rules import compile_first
from ruwaard_sim.tables import INDICATORS

ROOT = Path(__file__).resolve().parent.parent
TWIN = ROOT / "benchmarks" / "textbook"
KNOW_THE_PACKAGE = {
    "compare.py": {"ruwaard_sim"},
    "beneath.py": {"ruwaard_sim", "ruwaard_sim.event_log", "ruwaard_sim.model.deal", "ruwaard_sim.model.simulate"},
}
"""Which modules of the twin may import what of the package: to run the model, not to learn from it."""
STURDY = (
    "contacts",
    "decisions",
    "returned",
    "hh_clients",
    "wmo_clients",
    "helped",
    "wait_help",
    "wait_after_decision",
    "hours_help",
    "hours_procedure",
    "cost_municipality",
    "cost_households",
    "route_together",
    "wellbeing_after",
)
FAR = 5.0
MODEL, TWINS = 8, 3


def part(name: str) -> ModuleType:
    """A module of the twin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        return importlib.import_module(f"benchmarks.textbook.{name}")


@pytest.fixture(scope="module")
def model() -> Any:
    """Some replications of the model."""
    return part("compare").model_figures(["gangbaar"], MODEL, 2018, 1)


def apart(model: np.ndarray, twin: np.ndarray) -> float:
    """How many standard errors two means are apart, with one spread for both, as a few replications ask."""
    freedom = len(model) + len(twin) - 2
    spread = ((len(model) - 1) * model.var(ddof=1) + (len(twin) - 1) * twin.var(ddof=1)) / freedom
    return float((twin.mean() - model.mean()) / math.sqrt(spread * (1 / len(model) + 1 / len(twin))))


def imported(path: Path) -> set[str]:
    """Every module of the package that a file imports, also within functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name for name in found if name.split(".")[0] == "ruwaard_sim"}


def test_the_twin_is_written_without_the_package() -> None:
    """Only what runs or tells the model imports it, and only by its public names; what lives in the twin does not."""
    files = sorted(TWIN.glob("*.py"))
    assert {path.name for path in files} >= KNOW_THE_PACKAGE.keys() | {"wijk.py", "figures.py", "lives.py"}
    for path in files:
        assert imported(path) <= KNOW_THE_PACKAGE.get(path.name, set()), path.name


def test_figures_do_not_come_from_what_knows_the_package() -> None:
    """A replication of the twin needs none of the modules that import the package."""
    knowing = {f"benchmarks.textbook.{name.removesuffix('.py')}" for name in KNOW_THE_PACKAGE}
    seen, todo = set(), ["replication"]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            tree = ast.parse((TWIN / f"{name}.py").read_text(encoding="utf-8"))
            modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert not modules & knowing, name
            todo += [one.split(".")[2] for one in modules if one.startswith("benchmarks.textbook.")]
    assert {"wijk", "pools", "books", "figures", "people"} <= seen


def test_twin_and_model_give_the_same_figures(model: Any) -> None:
    """A handful of figures that hardly move by chance, and the two that do not move at all."""
    twin = part("compare").twin_figures("gangbaar", TWINS, 1, 1)
    far = {name: apart(model["gangbaar"]["all", name], twin["all", name]) for name in STURDY}
    assert {name: z for name, z in far.items() if abs(z) >= FAR} == {}
    for name in ("hours_cost_municipality", "hours_cost_welfare"):
        assert twin["all", name] == pytest.approx(model["gangbaar"]["all", name][:TWINS], rel=1e-9)


def test_a_misread_page_is_noticed(model: Any) -> None:
    """The same test fails when the twin leaves out the days before a provider begins."""
    misread = part("misread")
    (name,) = [name for name in misread.MISREADINGS if "no notice" in name]
    with misread.MISREADINGS[name]():
        twin = part("compare").twin_figures("gangbaar", 2, 1, 1)
    assert max(abs(apart(model["gangbaar"]["all", one], twin["all", one])) for one in STURDY) > FAR


@pytest.mark.parametrize("variant", ["gangbaar", "wijkbudget"])
def test_the_twin_reads_the_rules_as_the_package_does(variant: str) -> None:
    """For anyone, whatever the facts: handled the same way and sent to the same help."""
    book = load_study("wijkbudget").variants[variant].regimes[-1].rulebook
    rules = part("rules").Rules(part("scenario").variant(variant))
    draw = random.Random(1)
    for name in ("aanpak", "routering"):
        table = book[name]
        decide = compile_first(table)
        facts = table.vocabulary.facts
        answers = set()
        for _ in range(3_000):
            values = [draw.randint(fact.minimum, fact.maximum) for fact in facts]
            told = {
                fact.name: fact.values[value] if fact.type == "enum" else value
                for fact, value in zip(facts, values, strict=True)
            }
            answer = rules.first(name, told)
            assert answer == table.rules[decide(values)].outcome
            answers.add(answer)
        assert len(answers) >= 3


def test_figures_that_cannot_move_are_equal_or_different() -> None:
    """What is the same in every replication has no z; a cent of difference is seen."""
    compare = part("compare")
    fixed = np.full(5, 638_647.9061)
    assert compare.pair("all", "x", fixed, fixed[:3]).verdict == "equal"
    assert compare.pair("all", "x", fixed, fixed[:3] + 0.01).verdict == "DIFFERENT"


def test_z_is_the_distance_in_standard_errors() -> None:
    """By Welch: each side brings its own variance and number; a mean that is nowhere is no figure."""
    compare = part("compare")
    ours, theirs = np.array([1.0, 2.0, 3.0, math.nan]), np.array([5.0, 7.0])
    found = compare.pair("all", "x", ours, theirs)
    assert (found.model, found.twin) == (2.0, 6.0)
    assert found.z == pytest.approx(4.0 / math.sqrt(1 / 3 + 2 / 2))
    assert found.freedom == pytest.approx((1 / 3 + 1) ** 2 / ((1 / 3) ** 2 / 2 + 1.0**2 / 1))
    assert found.verdict == "agree"
    assert compare.pair("all", "x", np.full(3, math.nan), np.full(2, math.nan)) is None
    with pytest.raises(ValueError, match="x"):
        compare.pair("all", "x", ours, np.full(2, math.nan))


def test_what_the_twin_lacks_is_named() -> None:
    """An indicator that is nothing in every replication is apart from one that was simply not compared."""
    compare = part("compare")
    nothing, some = np.array([0.0, math.nan]), np.array([0.0, 1.0])
    found = compare.left_out({("all", "a"): nothing, ("all", "b"): some, ("all", "c"): some}, {("all", "c"): some})
    assert found == {"a": True, "b": False}


def test_tables_go_between_their_marks() -> None:
    """Only what is between the marks of a variant changes; a page without them is refused."""
    put = part("__main__").put
    page = "before <!-- made: a -->old<!-- end: a --> after <!-- made: b -->kept<!-- end: b -->"
    assert put(page, "a", "new") == page.replace("old", "\n\nnew\n\n")
    with pytest.raises(ValueError, match="made: c"):
        put(page, "c", "new")


def test_the_page_about_the_twin_shows_every_figure_that_was_compared() -> None:
    """docs/generated/twin.md has a row for each figure of either variant, and none of them is apart."""
    page = (ROOT / "docs" / "generated" / "twin.md").read_text(encoding="utf-8")
    for variant in ("gangbaar", "wijkbudget"):
        table = page.split(f"<!-- made: {variant} -->")[1].split(f"<!-- end: {variant} -->")[0]
        shown = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
        assert len(shown) == len(set(shown)) > 60
        assert not {"APART", "DIFFERENT", "NOT COMPARED"} & set(table.replace("|", " ").split())
    assert set(shown) <= INDICATORS.keys()


# ---------------------------------------------------------------------- the resource of the twin


def test_nobody_passes_the_head_of_a_line_and_the_urgent_go_before() -> None:
    """A small request waits behind a large one; who becomes urgent goes to the tail of the urgent, and starts first."""
    pools, simpy = part("pools"), importlib.import_module("simpy")
    env = simpy.Environment()
    pool = pools.Pool(env, "p")
    pool.resize(10)
    first, large, small = (pools.Request(env, {pool: need}, 1) for need in (8, 5, 2))
    assert (first.triggered, large.triggered, small.triggered) == (True, False, False)
    small.to_the_front()
    assert small.triggered
    assert not large.triggered
    pool.resize(4)
    first.give_back()
    assert (pool.held, large.triggered) == (2, False)
    pool.resize(7)
    assert (pool.held, pool.asked, large.triggered) == (7, 0, True)


def test_a_request_for_two_pools_starts_when_both_have_room_and_holds_up_those_behind_it() -> None:
    """While it is head of one line and not of the other, nobody passes it; leaving lets them go on."""
    pools, simpy = part("pools"), importlib.import_module("simpy")
    env = simpy.Environment()
    a, b = pools.Pool(env, "a"), pools.Pool(env, "b")
    a.resize(5)
    b.resize(5)
    busy = pools.Request(env, {b: 4}, 0)
    both = pools.Request(env, {a: 2, b: 2}, 0)
    behind = pools.Request(env, {a: 1}, 0)
    assert (both.triggered, behind.triggered) == (False, False)
    busy.give_back()
    assert (both.triggered, behind.triggered, a.held, b.held) == (True, True, 3, 2)
    again = pools.Request(env, {a: 4, b: 1}, 0)
    later = pools.Request(env, {b: 3}, 0)
    again.give_back()
    assert (later.triggered, a.asked, b.held) == (True, 0, 5)

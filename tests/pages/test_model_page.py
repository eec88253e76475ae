"""docs/model.md names what is there: all paths and names on it exist, and all numbers of the model are on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from sources_to_settings import scenario

from ruwaard_sim.affording import affordable
from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.agents.rule_facts import RULE_FACTS
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.plan import Regime
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import Quantity, Table
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.tables import INDICATORS

PAGE = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
QUOTED = frozenset(re.findall(r"`([^`\n]+)`", PAGE))
PARTS = "period|norms|policy|mechanisms|population|needs|organisation|money|rules|beliefs"
PATHS = sorted(word for word in QUOTED if re.fullmatch(rf"(wijkbudget:)?({PARTS})(\.[\w*]+)+", word))
VARIANTS = {"g": "gangbaar", "w": "wijkbudget"}
NOT_IN_FORCE = "steering"
"""The part of a scenario that no variant of this page uses; the page says so."""


@cache
def resolved(name: str) -> Resolved:
    """A shipped variant."""
    return load_variant(name)


def regime(name: str, year: int) -> Regime:
    """What holds in a variant on 1 January of the *year*-th year of the period, 0 the first."""
    day = resolved(name).plan.calendar.year_starts()[year]
    return [regime for regime in resolved(name).plan.regimes if regime.start <= day][-1]


def found(tree: Any, path: list[str]) -> bool:
    """Whether *path*, in which ``*`` stands for any key, leads to something."""
    if not path:
        return True
    if not isinstance(tree, Mapping):
        return False
    return any(found(tree[key], path[1:]) for key in tree if path[0] in ("*", key))


def numbers(name: str) -> dict[Loc, Quantity | Table]:
    """Every number of a variant that is in force, by its path; a table is one."""
    return {at: number for at, number in quantities(resolved(name).after) if at[0] != NOT_IN_FORCE}


def spoken_of(at: Loc, paths: list[str]) -> bool:
    """Whether one of *paths* is that of this number, of the spread it belongs to, or of the table of work it is in."""
    steps = [str(step) for step in at]
    shorter = steps[:-1] if steps[-1] in ("mean", "cv") or steps[-2] == "meeting" else steps
    return any(
        len(written) in (len(steps), len(shorter))
        and all(one in ("*", other) for one, other in zip(written, steps, strict=False))
        for written in (path.removeprefix("wijkbudget:").split(".") for path in paths)
    )


def tables(heading: str) -> Iterator[list[list[str]]]:
    """The cells of each table on the page whose first heading is *heading*, without the backquotes."""
    lines = iter(PAGE.splitlines())
    for line in lines:
        if line.startswith(f"| {heading} |"):
            next(lines)
            yield [
                [cell.strip().replace("`", "") for cell in row.strip("|").split(" | ")]
                for row in takewhile(lambda row: row.startswith("|"), lines)
            ]


def rows(heading: str) -> list[list[str]]:
    """The cells of the one table with this first heading."""
    (only,) = tables(heading)
    return only


# ---------------------------------------------------------------------- what the page names is there


@pytest.mark.parametrize("path", PATHS)
def test_every_path_on_the_page_exists(path: str) -> None:
    """In the base scenario, or after the changes of the variant named before it."""
    place, _, way = path.rpartition(":")
    tree = scenario(place or "ruwaard")
    assert tree is not None
    assert found(tree.plain(), way.split("."))


def test_a_path_that_is_not_there_is_found_out() -> None:
    """Also behind a key that stands for all, and when only the variant has it."""
    base, variant = scenario("ruwaard"), scenario("wijkbudget")
    assert base is not None
    assert variant is not None
    assert len(PATHS) > 120
    assert not found(base.plain(), ["needs", "domains", "*", "nooit"])
    assert not found(base.plain(), ["mechanisms", "decides", "talk"])
    assert found(variant.plain(), ["mechanisms", "decides", "talk"])
    assert not spoken_of(("needs", "frailty"), ["needs.*.frailty"])
    assert not spoken_of(("needs", "domains", "wonen", "crisis"), ["needs.domains.*"])


def test_every_indicator_on_the_page_exists() -> None:
    """A figure that is renamed is renamed here."""
    told = {word for table in tables("figure") for row in table for word in row[0].split(", ")}
    assert len(told) > 10
    assert told - INDICATORS.keys() == set()


# ---------------------------------------------------------------------- what is there is on the page


@pytest.mark.parametrize("name", VARIANTS.values())
def test_every_number_in_force_is_on_the_page(name: str) -> None:
    """A number that nobody is told of cannot be used by who builds the model anew."""
    assert [".".join(map(str, at)) for at in numbers(name) if not spoken_of(at, PATHS)] == []


def test_the_page_lists_exactly_the_dated_numbers() -> None:
    """These are the dates on which a regime begins."""
    listed = re.findall(r"`([^`]+)`", " ".join(re.findall(r"^- dated: ([^(\n]*)", PAGE, re.MULTILINE)))
    dated = {".".join(map(str, at)) for at, number in numbers("gangbaar").items() if number.dates}
    assert set(listed) == dated


@pytest.mark.parametrize("name", VARIANTS.values())
def test_every_name_of_the_model_is_on_the_page(name: str) -> None:
    """Pools, routes, leefdomeinen, steps, handlings, facts that rules may ask, and kinds of fact."""
    plan = resolved(name).plan
    names = {domain.name for domain in plan.domains} | RULE_FACTS.keys()
    for each in plan.regimes:
        names |= each.provisions.keys() | each.places.keys() | each.decides.handlings
        names |= {pool for staff in each.staff.values() for pool in staff.pools}
        names |= {step.name for step in steps(each)}
    assert names - QUOTED == set()
    assert [kind.name for kind in EventKind if not re.search(rf"\b{kind.name}\b", PAGE)] == []


def steps(each: Regime) -> list[Step]:
    """All steps of a regime, that of an objection too."""
    assert each.formal.objecting is not None
    taken = [step for handling in sorted(each.decides.handlings) for step in each.steps(handling)]
    return [*taken, each.formal.objecting.step]


# ---------------------------------------------------------------------- what the page says is so


@pytest.mark.parametrize("letter", VARIANTS)
@pytest.mark.parametrize("table", ["aanpak", "routering"])
def test_the_rules_on_the_page_are_those_that_decide(letter: str, table: str) -> None:
    """In their order, with the same words."""
    tree = resolved(VARIANTS[letter]).tree.get(("rules", table, "rules"))
    assert tree is not None
    there = [[key, rule.get("when", ""), rule["then"]] for key, rule in tree.plain().items()]
    assert [[row[0], *row[2:]] for row in rows(table) if letter in row[1].split()] == there


@pytest.mark.parametrize("letter", VARIANTS)
def test_the_answers_on_the_page_are_those_in_force(letter: str) -> None:
    """For every question there is, by role where it is asked of each role."""
    mechanisms = resolved(VARIANTS[letter]).tree.get(("mechanisms",))
    assert mechanisms is not None
    chosen = mechanisms.plain()
    there = {name: chosen[name]["answer"] for name in QUESTIONS if not QUESTIONS[name].by_role}
    by_role = [name for name in QUESTIONS if QUESTIONS[name].by_role]
    there |= {f"{name}.{role}": chosen[name][role]["answer"] for name in by_role for role in ROLES}
    column = 1 + list(VARIANTS).index(letter)
    assert {row[0]: row[column] for row in rows("question")} == there


@pytest.mark.parametrize("name", VARIANTS.values())
def test_the_steps_on_the_page_take_what_they_take(name: str) -> None:
    """Their pools, priority, units and days."""
    told = {row[0]: row[2:] for row in rows("step")}
    there = {
        step.name: [_pools(step), str(step.priority), f"{_units(step)} x {step.days:g}"]
        for step in steps(regime(name, 0))
    }
    assert {step: told.get(step) for step in there} == there


def _pools(step: Step) -> str:
    names = ", ".join(pool for pool, _ in step.asks)
    return names if len(step.asks) == 1 else f"{names}, all at one moment"


def _units(step: Step) -> str:
    units = ", ".join(str(amount) for _, amount in step.asks)
    return units if len(step.asks) == 1 else f"({units})"


@pytest.mark.parametrize("letter", VARIANTS)
def test_the_steps_of_a_handling_are_those_on_the_page(letter: str) -> None:
    """In their order; a handling that a variant does not have is a dash."""
    holding = regime(VARIANTS[letter], 0)
    decides = holding.decides
    column = 1 + list(VARIANTS).index(letter)
    told = {row[0]: row[column] for row in rows("handling")}
    there = {each: ", ".join(step.name for step in holding.steps(each)) or "no steps" for each in decides.handlings}
    assert {each: steps for each, steps in told.items() if steps != "-"} == there


@pytest.mark.parametrize(
    ("column", "name", "year"), [(1, "gangbaar", 0), (2, "gangbaar", 4), (3, "wijkbudget", 0), (4, "wijkbudget", 4)]
)
def test_the_sizes_on_the_page_are_those_of_the_pools(column: int, name: str, year: int) -> None:
    """What the budget buys, and the fixed staff; a dash where hours follow demand."""
    held = regime(name, year)
    bought = affordable(held, year)
    there = {
        pool: "-"
        if staff.staffing.reviews
        else str(round(staff.staffing.first_size(bought[staff.name] * share, staff.fixed * share, 0)))
        for staff in held.staff.values()
        for pool, share in zip(staff.pools, staff.shares, strict=True)
    }
    assert {row[0]: row[column] for row in rows("size of")} == there


def test_the_provisions_on_the_page_are_those_of_the_scenario() -> None:
    """Their layer, who can give them, and whether they ask an own contribution."""
    there = [
        [route, made.layer, ", ".join(made.pools), "yes" if made.contribution else "no"]
        for route, made in regime("gangbaar", 0).provisions.items()
    ]
    assert rows("route") == there

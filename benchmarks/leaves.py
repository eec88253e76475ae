"""Which numbers of a scenario nothing reads: each is changed a little, without proving anew, and the wijk simulated.

    python -m benchmarks.leaves gangbaar wijkbudget      (all shipped variants without names; half a minute each)

A number that may have another value while nothing in events or figures moves is printed, with why where that is known.
Of a variant above another only its own changes are tried.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantities import Quantity, Table
from ruwaard_sim.scenario.document.quantity_fields import put, quantities
from ruwaard_sim.scenario.variants.make_plan import plan as plan_of
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.tables import measure

VARIANTS = sorted(path.stem for path in Path("scenarios/variants").glob("*.yaml"))
ELSEWHERE = {"rules", "steering"}
"""Parts of which the numbers are weighed by rules; what those do is proved."""

UNREAD = {
    "norms.onderzoek": "no shipped figure measures the investigation by itself",
    "policy.registered": "only help from the joint budget may be missing in the registers",
    "organisation.provisions.jeugdhulp": "no rule leads there before youth care joins (variant jeugd_2020)",
    "period.lead_in": "holds for the base alone, before a plan is made",
    "money.lines": "the total is checked to be the sum; others get theirs where they work",
    ".tasks": "of a group with one task the only share is all",
    ".by": "of a provision with one giver the only share is all",
    "mechanisms.pays.welfare.yearly_instalments": "moves money within a year, and no figure of a year",
    "mechanisms.pays.participant.yearly_instalments": "moves money within a year, and no figure of a year",
    "mechanisms.settlement.yearly_settlements": "moves money within a year, and no figure of a year",
}
"""Numbers that nothing reads under some answers, by a part of their path, and why."""


def leaves(variant: Resolved) -> list[Loc]:
    """Where the numbers of *variant* stand that it wrote itself; of one on a base, all."""
    written = tuple(variant.variant.changes)
    found = dict.fromkeys(at for _, scenario, _ in variant.dated for at, _ in quantities(scenario))
    own = variant.variant.base == variant.before.id
    return [at for at in found if at[0] not in ELSEWHERE and (own or ".".join(map(str, at)).startswith(written))]


def with_other_value(variant: Resolved, at: Loc) -> Plan:
    """The plan of *variant* when the number at *at* is a quarter more; of a table, its largest row a fifth less."""
    dated = []
    for day, scenario, books in variant.dated:
        there = next((quantity for where, quantity in quantities(scenario) if where == at), None)
        dated.append((day, scenario if there is None else put(scenario, at, changed(there)), books))
    own = variant.plan
    return plan_of(own.name, own.title, dated, counterfactual=own.counterfactual)


def changed(number: Quantity | Table) -> Quantity | Table:
    """Another value of *number*."""
    if isinstance(number, Table):
        largest = max(number.rows, key=lambda row: abs(number.rows[row]))
        return number.model_copy(update={"rows": {**number.rows, largest: number.rows[largest] * 0.8}})
    names = ("value",) if number.value is not None else ("low", "mode", "high")
    return number.model_copy(update={name: getattr(number, name) * 1.25 or 1.0 for name in names})


def outcome(plan: Plan, scale: float = 1.0) -> tuple[Any, list[tuple[str, str, float]]]:
    """Events and figures of one replication, with *scale* of the people."""
    if scale != 1.0:
        plan = replace(plan, population=plan.population.scaled(scale))
    run = simulate(plan, deal(plan, 1, 1))
    return run.rows, list(measure(run, plan))


def same(one: Any, other: Any) -> bool:
    """Equal events and figures."""
    (rows, figures), (other_rows, other_figures) = one, other
    if rows.shape != other_rows.shape or not np.array_equal(rows, other_rows, equal_nan=True):
        return False
    pairs = zip(figures, other_figures, strict=True)
    return all(a[:2] == b[:2] and (a[2] == b[2] or a[2] != a[2] != b[2] != b[2]) for a, b in pairs)


def reason(at: Loc) -> str | None:
    """Why nothing reads the number at *at*, where that is known."""
    path = ".".join(map(str, at))
    return next((why for part, why in UNREAD.items() if part in path), None)


def unread(name: str) -> Iterator[Loc]:
    """The numbers of the shipped variant *name* that nothing reads."""
    variant = load_variant(name)
    before = outcome(variant.plan)
    for at in leaves(variant):
        plan = with_other_value(variant, at)
        if plan == variant.plan or same(before, outcome(plan)):
            yield at


def main(names: list[str]) -> None:
    """Print what nothing reads in each of the variants called *names*."""
    for name in names or VARIANTS:
        sys.stdout.write(f"{name}\n")
        for at in unread(name):
            sys.stdout.write(f"  {'.'.join(map(str, at))}: {reason(at) or '?'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

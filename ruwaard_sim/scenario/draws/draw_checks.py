"""Whether values that are drawn can be: each by itself, and together in a variant. Reads no files.

A number alone is held to what it measures, a draw to the same rules as a variant that says these numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from ruwaard_sim.errors import Findings, Mark, Problem
from ruwaard_sim.scenario.checks.context import Check
from ruwaard_sim.scenario.checks.references import check_with_numbers
from ruwaard_sim.scenario.document.base_model import Complaint
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantities import Table
from ruwaard_sim.scenario.document.validation_messages import named
from ruwaard_sim.scenario.draws.draws import FACTOR, Drawn, drawn_dated, drawn_plan
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Text

ENDS = ("low", "mode", "high")


def alone(value: Drawn, number: float) -> Iterator[Complaint]:
    """What is wrong with *number* drawn for *value*, on any day, by what that measures; at most one thing a day."""
    written = value.place.written
    assert written.measure is not None
    for day in written.dates or (date.min,):
        for code, text, at, _ in written.measure.faults(value.changed(written.at(day), number)):
            if value.place.unit == FACTOR:
                said = named(at, text) if isinstance(written, Table) else text
                text = Text(f"maal {number:g} wordt {said.nl}", f"times {number:g} gives {said.en}")
            yield Complaint(code, text)
            break


def together(resolved: Resolved, values: Sequence[Drawn], draw: Sequence[float]) -> list[Problem]:
    """What does not hold together in a variant with *draw*; what is sound without draws is so with most."""
    noted = Findings()
    for day, scenario, _ in drawn_dated(resolved, values, draw):
        the = Check(scenario, resolved.tree, noted)
        check_with_numbers(the, outside=resolved.plan.counterfactual)
        if day == resolved.dated[0][0] and (complaint := scenario.population.complaint()) is not None:
            the.note(("population", *complaint.at), complaint.code, *complaint.text)
    return list({problem.code: problem for problem in reversed(noted.errors)}.values())


def too_much(resolved: Resolved, values: Sequence[Drawn], draw: Sequence[float]) -> Iterator[Text]:
    """For every leefdomein of which *draw* asks more than is dealt, what must be said of it."""
    made = drawn_plan(resolved, values, draw)
    for number, domain in enumerate(made.domains):
        most = max(max(regime.demand[number]) for regime in made.regimes)
        if most > domain.headroom:
            yield Text(
                f"de vraag bij '{domain.name}' in '{resolved.variant.id}' {most:.3g} maal die van 2017, meer dan "
                f"headroom ({domain.headroom:g}) toelaat",
                f"demand for '{domain.name}' in '{resolved.variant.id}' {most:.3g} times that of 2017, more than "
                f"headroom ({domain.headroom:g}) allows",
            )


# ---------------------------------------------------------------------- a calibration


def note_priors(values: Sequence[Drawn], resolved: Sequence[Resolved], node: Node, findings: Findings) -> None:
    """Note what *values* cannot be: all at their mode (X158), one at an end beside the others' modes, all at most."""
    modes = [value.prior[1] for value in values]
    wrong = _first(resolved, values, modes)
    for problem, one in wrong.items():
        text = Text("alle waarden op hun mode", "all values at their mode")
        findings.add(node.key_mark_at(("values",)), "X158", _cannot(text, one, problem))
    for place, value in enumerate(values if not wrong else ()):
        for end, number in zip(ENDS, value.prior, strict=True):
            draw = [*modes[:place], number, *modes[place + 1 :]]
            text = Text(f"'{value.path}' op {end} ({number:g})", f"'{value.path}' at {end} ({number:g})")
            for problem, one in _first(resolved, values, draw).items():
                mark = mark_of_end(node, ("values", value.path), end)
                findings.add(mark, "X158", _cannot(text, one, problem))
    highest = [value.prior[2] for value in values]
    for one in resolved:
        for told in too_much(one, values, highest):
            text = Text(f"met de hoogste waarden wordt {told.nl}", f"with the highest values: {told.en}")
            findings.add(node.key_mark_at(("values",)), "X157", text)


def _first(resolved: Sequence[Resolved], values: Sequence[Drawn], draw: Sequence[float]) -> dict[Problem, Resolved]:
    """What does not hold together in any variant with *draw*, and the first variant in which."""
    return {problem: one for one in reversed(resolved) for problem in together(one, values, draw)}


def mark_of_end(node: Node, at: Loc, end: str) -> Mark:
    """Where a calibration says how low or high the value at *at* can be: in its prior, or else the value itself."""
    there = (*at, "prior", end)
    return node.key_mark_at(at) if node.get(there) is None else node.mark_at(there)


def _cannot(what: Text, resolved: Resolved, problem: Problem) -> Text:
    name = resolved.variant.id
    return Text(
        f"met {what.nl} kan '{name}' niet bestaan: {problem.text.nl} ({problem.code})",
        f"with {what.en} '{name}' cannot be: {problem.text.en} ({problem.code})",
    )


# ---------------------------------------------------------------------- a file of draws


def note_draws(
    rows: Mapping[str, Sequence[float]],
    values: Sequence[Drawn],
    resolved: Sequence[Resolved],
    node: Node,
    findings: Findings,
) -> None:
    """Note each draw with which a variant cannot be (X158), or that asks more than is dealt (X157)."""
    for one in resolved:
        for name, row in rows.items():
            for problem in together(one, values, row):
                what = Text(f"trekking {name}", f"draw {name}")
                findings.add(node.key_mark_at(("draws", name)), "X158", _cannot(what, one, problem))
        highest = [max(row[place] for row in rows.values()) for place in range(len(values))]
        if next(too_much(one, values, highest), None) is None:
            continue
        for name, row in rows.items():
            for told in too_much(one, values, row):
                text = Text(f"met trekking {name} wordt {told.nl}", f"with draw {name}: {told.en}")
                findings.add(node.key_mark_at(("draws", name)), "X157", text)


def note_twice(values: Sequence[Drawn], marks: Sequence[Mark], findings: Findings) -> None:
    """Note a value that stands there twice (X006), and two that draw from one table (X156); *marks*: of each value."""
    order = sorted(range(len(values)), key=lambda place: (values[place].of, values[place].place.at, values[place].path))
    for first, second in pairwise(order):
        one, other = values[first], values[second]
        if (one.of, one.place.at) != (other.of, other.place.at):
            continue
        if one.path == other.path:
            text = Text(f"'{one.path}' staat er twee keer", f"'{one.path}' is named twice")
            findings.add(marks[max(first, second)], "X006", text)
            continue
        text = Text(
            f"'{other.path}' en '{one.path}' trekken aan dezelfde tabel; kies er een",
            f"'{other.path}' and '{one.path}' draw from one table; choose one of them",
        )
        findings.add(marks[second], "X156", text)

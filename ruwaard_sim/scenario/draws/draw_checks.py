"""Checks that drawn values are possible: each by itself, and together in a variant. Reads no files.

A number alone is held to what it measures, a draw to the same rules as a variant that says these numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from ruwaard_sim.errors import Findings, Mark, Problem
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.checks.references import check_with_numbers
from ruwaard_sim.scenario.document.base_model import FieldProblem
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantities import Table
from ruwaard_sim.scenario.document.validation_messages import named
from ruwaard_sim.scenario.draws.draws import FACTOR, SampledValue, drawn_dated, drawn_plan
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Text

ENDS = ("low", "mode", "high")


def problem_of_value(value: SampledValue, number: float) -> Iterator[FieldProblem]:
    """Yield the problems of *number* drawn for *value*, on any day; at most one a day."""
    written = value.location.written
    assert written.measure is not None
    for day in written.dates or (date.min,):
        for code, text, at, _ in written.measure.faults(value.changed(written.at(day), number)):
            if value.location.unit == FACTOR:
                sentence = named(at, text) if isinstance(written, Table) else text
                text = Text(f"maal {number:g} wordt {sentence.nl}", f"times {number:g} gives {sentence.en}")
            yield FieldProblem(code, text)
            break


def problems_of_draw(resolved: Resolved, values: Sequence[SampledValue], draw: Sequence[float]) -> list[Problem]:
    """The problems of a variant with *draw*, one for each code."""
    noted = Findings()
    for day, scenario, _ in drawn_dated(resolved, values, draw):
        check = CheckContext(scenario, resolved.tree, noted)
        check_with_numbers(check, outside=resolved.plan.counterfactual)
        if day == resolved.dated[0][0] and (complaint := scenario.population.complaint()) is not None:
            noted.add(resolved.tree.mark_at(("population", *complaint.at)), complaint.code, complaint.text)
    return list({problem.code: problem for problem in reversed(noted.errors)}.values())


def problems_of_headroom(resolved: Resolved, values: Sequence[SampledValue], draw: Sequence[float]) -> Iterator[Text]:
    """For every leefdomein of which *draw* asks more than is dealt, what must be said of it."""
    drawn = drawn_plan(resolved, values, draw)
    for number, domain in enumerate(drawn.domains):
        most = max(max(regime.demand[number]) for regime in drawn.regimes)
        if most > domain.headroom:
            yield Text(
                f"de vraag bij '{domain.name}' in '{resolved.variant.id}' {most:.3g} maal die van 2017, meer dan "
                f"headroom ({domain.headroom:g}) toelaat",
                f"demand for '{domain.name}' in '{resolved.variant.id}' {most:.3g} times that of 2017, more than "
                f"headroom ({domain.headroom:g}) allows",
            )


# ---------------------------------------------------------------------- a calibration


def note_priors(values: Sequence[SampledValue], resolved: Sequence[Resolved], node: Node, findings: Findings) -> None:
    """Note what *values* cannot be: all at their mode (X158), one at an end beside the others' modes, all at most."""
    modes = [value.prior[1] for value in values]
    wrong = _first(resolved, values, modes)
    for problem, variant in wrong.items():
        text = Text("alle waarden op hun mode", "all values at their mode")
        findings.add(node.key_mark_at(("values",)), "X158", _cannot(text, variant, problem))
    for index, value in enumerate(values if not wrong else ()):
        for end, number in zip(ENDS, value.prior, strict=True):
            draw = [*modes[:index], number, *modes[index + 1 :]]
            text = Text(f"'{value.path}' op {end} ({number:g})", f"'{value.path}' at {end} ({number:g})")
            for problem, variant in _first(resolved, values, draw).items():
                mark = mark_of_end(node, ("values", value.path), end)
                findings.add(mark, "X158", _cannot(text, variant, problem))
    highest = [value.prior[2] for value in values]
    for variant in resolved:
        for problem_text in problems_of_headroom(variant, values, highest):
            text = message("X157", "note_priors", problem_text=problem_text)
            findings.add(node.key_mark_at(("values",)), "X157", text)


def _first(
    resolved: Sequence[Resolved], values: Sequence[SampledValue], draw: Sequence[float]
) -> dict[Problem, Resolved]:
    """The problems of any variant with *draw*, each with the first variant that has it."""
    return {problem: variant for variant in reversed(resolved) for problem in problems_of_draw(variant, values, draw)}


def mark_of_end(node: Node, at: Loc, end: str) -> Mark:
    """The mark of the *end* (low, mode, high) of the value at *at*: in its prior, or else the value itself."""
    loc = (*at, "prior", end)
    return node.key_mark_at(at) if node.get(loc) is None else node.mark_at(loc)


def _cannot(subject: Text, resolved: Resolved, problem: Problem) -> Text:
    name = resolved.variant.id
    return message("X158", subject=subject, name=name, problem=problem.text, code_of_problem=problem.code)


# ---------------------------------------------------------------------- a file of draws


def note_draws(
    rows: Mapping[str, Sequence[float]],
    values: Sequence[SampledValue],
    resolved: Sequence[Resolved],
    node: Node,
    findings: Findings,
) -> None:
    """Note each draw with which a variant cannot be (X158), or that asks more than is dealt (X157)."""
    for variant in resolved:
        for name, row in rows.items():
            for problem in problems_of_draw(variant, values, row):
                subject = Text(f"trekking {name}", f"draw {name}")
                findings.add(node.key_mark_at(("draws", name)), "X158", _cannot(subject, variant, problem))
        highest = [max(row[index] for row in rows.values()) for index in range(len(values))]
        if next(problems_of_headroom(variant, values, highest), None) is None:
            continue
        for name, row in rows.items():
            for problem_text in problems_of_headroom(variant, values, row):
                text = message("X157", "note_draws", name=name, problem_text=problem_text)
                findings.add(node.key_mark_at(("draws", name)), "X157", text)


def note_twice(values: Sequence[SampledValue], marks: Sequence[Mark], findings: Findings) -> None:
    """Note a value that stands there twice (X006), and two that draw from one table (X156); *marks*: of each value."""
    order = sorted(
        range(len(values)), key=lambda index: (values[index].of, values[index].location.at, values[index].path)
    )
    for first, second in pairwise(order):
        value, other = values[first], values[second]
        if (value.of, value.location.at) != (other.of, other.location.at):
            continue
        if value.path == other.path:
            text = message("X006", "note_twice", path=value.path)
            findings.add(marks[max(first, second)], "X006", text)
            continue
        text = message("X156", path=other.path, other_path=value.path)
        findings.add(marks[second], "X156", text)

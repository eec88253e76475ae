"""Checks that the values of a calibration can be fitted, and that draws made earlier still hold.

Reads no files; it is handed the scenarios that the values stand in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ruwaard_sim.agents.rule_facts import idle_traits
from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.checks.context import unknown
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantities import Table
from ruwaard_sim.scenario.draws.draw_checks import ENDS, mark_of_end, note_priors, note_twice, problem_of_value
from ruwaard_sim.scenario.draws.draws import FACTOR, SampledValue, StaleDraws, ValueLocation, is_whole, value_locations
from ruwaard_sim.scenario.schema.calibration_models import Calibration, Draws, FittedValue
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.scenario.schema.target_models import Target, Targets
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.text import Text

FITTED = "fitted"
AGREED: Mapping[str, Text] = {
    "rules": Text("regels zijn afspraken", "rules are agreements"),
    "steering": Text("regels zijn afspraken", "rules are agreements"),
    "norms": Text("normen zijn afspraken", "norms are agreements"),
    "period": Text("de periode ligt vast", "the period is fixed"),
    "money.lines": Text("de begroting is zo ingevoerd", "the budget was put in as such"),
}
"""What is not fitted, and why: what people decide is no guess about the world."""
_WORDS = {
    "title", "note", "source", "grade", "because", "description", "question", "url", "examples",
    "guarantees", "cannot_happen", "sources", "times",
}  # fmt: skip
_BOUNDS = {"low", "high"}
"""Keys that change no figure; the second only beside a mode."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A calibration ready to run: values, targets, and the variants these are about, in the order of the targets."""

    calibration: Calibration
    values: tuple[SampledValue, ...]
    targets: Targets
    resolved: tuple[Resolved, ...]
    files: tuple[Text, ...] = ()
    """Which base and variants these are, with their files."""


def fingerprint(resolved: Resolved) -> str:
    """SHA-256 of everything in a variant that decides figures, as it stands at its mode.

    Titles, notes and traits that neither rules nor the model read are left out.
    """
    content = [
        [regime.start for regime in resolved.plan.regimes],
        resolved.plan.rules_hash,
        _bare(_without_idle_traits(resolved.tree.plain(), resolved.after)),
    ]
    return sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()


def target_fingerprint(target: Target) -> str:
    """SHA-256 of what decides whether a target is met: figure, variant, day or period, and bounds."""
    period = None if target.period is None else [target.period.start, target.period.end]
    content = [target.figure, target.variant, target.day, period, target.low, target.high]
    return sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()


def _without_idle_traits(tree: Any, scenario: Scenario) -> Any:
    idle = idle_traits(frozenset(scenario.rules.facts))
    population = tree.get("population")
    if not idle or not isinstance(population, dict):
        return tree
    traits = {name: part for name, part in population["traits"].items() if name not in idle}
    return {**tree, "population": {**population, "traits": traits}}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        silent = _WORDS | _BOUNDS if "mode" in value else _WORDS
        return {key: _bare(part) for key, part in value.items() if key not in silent}
    return [_bare(part) for part in value] if isinstance(value, list) else value


# ---------------------------------------------------------------------- values


def fitted_values(
    calibration: Calibration, node: Node, homes: Mapping[str, Scenario], findings: Findings
) -> tuple[SampledValue, ...]:
    """The values of a calibration, each found in its home; notes what cannot be fitted. *homes* has those that are."""
    values = []
    for path, value in calibration.values.items():
        home = value.of or calibration.base
        if home in homes:
            location = find_location(path, homes[home], node, ("values", path), findings)
            sources = homes[home].sources.sources
            prior = None if location is None else _prior(value, location, sources, node, ("values", path), findings)
            if location is not None and prior is not None:
                values.append(SampledValue(path, home, value.title, location, prior))
                _note_ends(values[-1], node, findings)
    note_twice(values, [node.key_mark_at(("values", value.path)) for value in values], findings)
    return tuple(values)


def find_location(path: str, scenario: Scenario, node: Node, at: Loc, findings: Findings) -> ValueLocation | None:
    """The value called *path*; notes X150 when there is none, and X151 when it is not a guess about the world."""
    for root, why in AGREED.items():
        if path == root or path.startswith(f"{root}."):
            text = message("X151", path=path, why=why)
            findings.add(node.key_mark_at(at), "X151", text)
            return None
    locations = value_locations(scenario)
    if path not in locations:
        text = message("X150", path=path)
        findings.add(node.key_mark_at(at), "X150", text, suggestion=nearest(path, locations))
        return None
    location = locations[path]
    if location.row is None and isinstance(location.written, Table) and is_whole(location.written):
        rows = ", ".join(location.written.rows)
        text = message("X155", "find_location", path=path, rows=rows)
        findings.add(node.key_mark_at(at), "X155", text)
        return None
    return location


def _prior(
    value: FittedValue, location: ValueLocation, sources: Collection[str], node: Node, at: Loc, findings: Findings
) -> tuple[float, float, float] | None:
    if value.prior is None:
        low, mode, high = location.range
        if low < high:
            return low, mode, high
        text = message("X152")
        findings.add(node.key_mark_at(at), "X152", text)
        return None
    prior, before = value.prior, len(findings.problems)
    if prior.low is None or prior.mode is None or prior.high is None or prior.low == prior.high:
        text = message("X153", "prior")
        findings.add(node.key_mark_at((*at, "prior")), "X153", text)
        return None
    unit = "ratio" if location.unit == FACTOR else location.unit
    if prior.unit != unit:
        text = message("X153", "prior_2", unit=prior.unit, other_unit=unit)
        findings.add(node.mark_at((*at, "prior", "unit")), "X153", text, suggestion=unit)
    elif location.unit == FACTOR and prior.low < 0:
        text = message("X153", "prior_3")
        findings.add(node.mark_at((*at, "prior", "low")), "X153", text)
    if prior.source_key is not None and prior.source_key not in sources:
        text = unknown(prior.source_key, sources, Text("bron", "source"))
        suggestion = nearest(prior.source_key, sources)
        findings.add(node.mark_at((*at, "prior", "source")), "X010", text, suggestion=suggestion)
    return None if len(findings.problems) > before else (prior.low, prior.mode, prior.high)


def _note_ends(value: SampledValue, node: Node, findings: Findings) -> None:
    """Note where a calibration says that a value can be what it cannot be by what it measures."""
    for end, number in zip(ENDS, value.prior, strict=True):
        for complaint in problem_of_value(value, number):
            findings.add(mark_of_end(node, ("values", value.path), end), complaint.code, complaint.text)


# ---------------------------------------------------------------------- targets


def note_targets(calibration: Calibration, targets: Targets, node: Node, findings: Findings) -> None:
    """Note targets that do not exist (X010), stand there twice (X006) or are not there to be fitted to (X154)."""
    for index, key in enumerate(calibration.targets):
        mark = node.mark_at(("targets", index))
        target = targets.targets.get(key)
        if target is None:
            text = unknown(key, targets.targets, Text("doel", "target"))
            findings.add(mark, "X010", text, suggestion=nearest(key, targets.targets))
        elif target.basis != FITTED:
            why = Text("voorspeld", "predicted") if target.basis == "predicted" else Text("ingevoerd", "put in")
            text = message("X154", word=key, why=why)
            findings.add(mark, "X154", text)
        elif key in calibration.targets[:index]:
            findings.add(mark, "X006", message("X006", "note_targets", word=key))


def note_reach(fitting: Fitting, node: Node, findings: Findings) -> None:
    """Note values that act in no variant of the targets (X155), or with which one of these cannot be (X158, X157)."""
    chosen = {fitting.targets.targets[key].variant for key in fitting.calibration.targets}
    for value in fitting.values:
        if not any(value.acts_in(variant) for variant in fitting.resolved if variant.variant.id in chosen):
            names = ", ".join(sorted(chosen))
            text = message("X155", "note_reach", path=value.path, of=value.of, names=names)
            findings.add(node.key_mark_at(("values", value.path)), "X155", text)
    note_priors(fitting.values, fitting.resolved, node, findings)


# ---------------------------------------------------------------------- draws


def drawn_values(
    draws: Draws, node: Node, homes: Mapping[str, Scenario], findings: Findings
) -> tuple[SampledValue, ...]:
    """The values of a file of draws, each found in its home; notes values that are gone and draws that do not fit."""
    values = []
    for number, value in enumerate(draws.values):
        at: Loc = ("values", number, "path")
        if (
            value.of in homes
            and (location := find_location(value.path, homes[value.of], node, at, findings)) is not None
        ):
            if location.unit == value.unit:
                values.append(
                    SampledValue(value.path, value.of, value.title, location, (value.low, value.mode, value.high))
                )
                _note_bounds(values[-1], number, node, findings)
                continue
            text = message("X160", path=value.path, unit=value.unit, other_unit=location.unit)
            findings.add(node.mark_at(("values", number, "unit")), "X160", text)
    if len(values) == len(draws.values):
        note_twice(values, [node.mark_at(("values", number, "path")) for number in range(len(values))], findings)
    for name, row in draws.draws.items():
        _note_row(name, row, draws, node, findings)
    _note_made(draws, node, findings)
    return tuple(values)


def _note_bounds(value: SampledValue, number: int, node: Node, findings: Findings) -> None:
    """Note bounds of a value in a file of draws that do not ascend (S023), or that it cannot be."""
    low, mode, high = value.prior
    if not low <= mode <= high:
        text = message("S023", low=f"{low:g}", mode=f"{mode:g}", high=f"{high:g}")
        findings.add(node.mark_at(("values", number, "mode")), "S023", text)
    for end, bound in zip(ENDS, value.prior, strict=True):
        for complaint in problem_of_value(value, bound):
            findings.add(node.mark_at(("values", number, end)), complaint.code, complaint.text)


def _note_made(draws: Draws, node: Node, findings: Findings) -> None:
    """Note (X164) that a file of draws does not hold what was made: draws added or gone, or counts that cannot be."""
    origin, draw_count = draws.made, len(draws.draws)
    if origin.accepted != draw_count:
        text = message("X164", "note_made", accepted=origin.accepted, draw_count=draw_count)
        findings.add(node.mark_at(("made", "accepted")), "X164", text)
    elif not origin.accepted <= origin.lived <= origin.candidates:
        text = message(
            "X164", "note_made_2", candidates=origin.candidates, lived=origin.lived, accepted=origin.accepted
        )
        findings.add(node.mark_at(("made", "lived")), "X164", text)


def _note_row(name: str, row: Sequence[float], draws: Draws, node: Node, findings: Findings) -> None:
    if len(row) != len(draws.values):
        text = message("X161", "note_row", name=name, row=len(row), values=len(draws.values))
        findings.add(node.key_mark_at(("draws", name)), "X161", text)
        return
    for index, (number, value) in enumerate(zip(row, draws.values, strict=True)):
        if not value.low <= number <= value.high:
            text = message(
                "X161",
                "note_row_2",
                number=f"{number:g}",
                low=f"{value.low:g}",
                high=f"{value.high:g}",
                path=value.path,
            )
            findings.add(node.mark_at(("draws", name, index)), "X161", text)


def note_stale(
    draws: Draws, resolved: Sequence[Resolved], targets: Targets | None, node: Node, findings: Findings
) -> StaleDraws:
    """Warn (X162) of variants and targets that are no longer those the draws were fitted with; gives their names."""
    variants = [
        variant.variant.id for variant in resolved if fingerprint(variant) != draws.numbers.get(variant.variant.id)
    ]
    targets_now = {} if targets is None else targets.targets
    moved = [
        key
        for key, was in draws.targets.items()
        if key not in targets_now or target_fingerprint(targets_now[key]) != was
    ]
    for name in variants:
        text = about_stale(draws.id, StaleDraws(variants=(name,)))
        findings.add(node.key_mark_at(("numbers", name)), "X162", text, severity="warning")
    for key in moved:
        text = about_stale(draws.id, StaleDraws(targets=(key,)))
        findings.add(node.key_mark_at(("targets", key)), "X162", text, severity="warning")
    return StaleDraws(tuple(variants), tuple(moved))


def about_stale(name: str, stale: StaleDraws) -> Text:
    """The warning about draws that were fitted with other numbers, or to other targets."""
    variants, targets = (", ".join(f"'{word}'" for word in names) for names in (stale.variants, stale.targets))
    reasons = [Text(f"met andere getallen in {variants}", f"with other numbers in {variants}")] if variants else []
    reasons += [Text(f"voor andere doelen bij {targets}", f"for other targets at {targets}")] if targets else []
    joined = Text(" en ".join(word.nl for word in reasons), " and ".join(word.en for word in reasons))
    return message("X162", name=name, reasons=joined)

"""The model of ``kind: targets``: published figures with a tolerance, and those that cannot be tested here.

A target names a figure, a variant, a day or a period, and the values it may have. This module says what
may be written and whether it holds together; the figures themselves are computed in `study.validation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.base_model import Date, Line, Meaning, Name, Note, Shape, TextField
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantities import ASSUMPTION, Grade
from ruwaard_sim.text import Text
from ruwaard_sim.units import Calendar

Basis = Literal["input", "fitted", "predicted"]

BASES: dict[Basis, Text] = {
    "input": Text("Zo ingevoerd: het moet er heel uitkomen", "Put in as such: it must come out whole"),
    "fitted": Text(
        "Aangepast: een aanname is zo gekozen dat dit klopt", "Fitted: an assumption was chosen so that this holds"
    ),
    "predicted": Text("Voorspeld: hierop is niets afgestemd", "Predicted: nothing was tuned to this"),
}
"""How much a figure that fits says for the model, from nothing to something."""

CENSUS: dict[str, str] = {
    "residents": "persons",
    "age_0_14": "persons",
    "age_15_24": "persons",
    "age_25_44": "persons",
    "age_45_64": "persons",
    "age_65_up": "persons",
    "age_75_up": "persons",
    "age_80_up": "persons",
    "age_85_up": "persons",
    "households": "households",
    "singles": "households",
    "without_children": "households",
    "with_children": "households",
}
"""Figures of one day, with their units: the wijk as CBS counts it."""

FLOWS: dict[str, str] = {
    "budget_total": "EUR/year",
    "budget_participants": "EUR/year",
    "budget_others": "EUR/year",
    "joint_budget": "EUR/year",
    "team_contacts": "per 1,000/year",
    "mdo_share": "share",
    "first_talk": "days",
    "mdo_median": "days",
    "mdo_late": "days",
    "execution_median": "days",
    "execution_late": "days",
    "hh_growth": "share",
    "hh_inflow": "share",
    "hh_outflow": "share",
    "hh_stay": "years",
    "hh_low_income": "ratio",
    "hh_high_income": "ratio",
    "guidance_growth": "share",
    "guidance_inflow": "share",
    "guidance_outflow": "share",
    "guidance_stay": "years",
    "aids_inflow": "share",
    "wmo_growth": "share",
    "one_provision": "share",
    "three_provisions": "share",
    "ended_by_death": "share",
    "pgb_share": "share",
    "pgb_share_change": "share",
    "pgb_growth": "share",
    "house_growth": "share",
    "house_occupancy": "share",
}
"""Figures of a period beside the indicators, with their units."""

LINE_FIGURES = ("budget_", "paid_")
"""With the name of a budget line behind it: what is budgeted for it, and what is paid to its staff (EUR/year)."""


class Span(Shape):
    """The days from *start* up to *end*."""

    start: Date
    end: Date


class Target(Shape):
    """One published figure, and between which values the model's may lie. A bound that is left out is no bound."""

    title: Annotated[TextField, Meaning("wat het is, voor lezers", "what it is, for readers")]
    figure: Annotated[Line, Meaning("de naam van een indicator of figuur", "the name of an indicator or figure")]
    variant: Annotated[Name, Meaning("de variant waarvoor het geldt", "the variant it holds for")]
    day: Annotated[Date | None, Meaning("de dag van een telling", "the day of a count")] = None
    period: Annotated[Span | None, Meaning("de periode waarover", "the period over which")] = None
    low: Annotated[float | None, Meaning("de laagste waarde die past", "the lowest value that fits")] = None
    high: Annotated[float | None, Meaning("de hoogste waarde die past", "the highest value that fits")] = None
    unit: Annotated[Line, Meaning("de eenheid", "the unit")]
    basis: Annotated[Basis, Meaning("input, fitted of predicted", "input, fitted or predicted")]
    source: Annotated[Line, Meaning("waar het vandaan komt", "where it comes from")]
    grade: Annotated[Grade, Meaning("hoe sterk het bewijs is, van A tot D", "how strong the evidence is, A to D")]
    by_construction: Annotated[
        TextField | None, Meaning("waarom het model dit bijna niet kan missen", "why the model can hardly miss it")
    ] = None
    note: Note = None


class NotCovered(Shape):
    """One published figure that the model cannot be held against, and why."""

    title: TextField
    because: TextField
    source: Line


class Origin(Shape):
    """A document or table that only targets refer to."""

    title: TextField
    url: Line | None = None
    note: Note = None


class Targets(Shape):
    """``kind: targets``: what a wijk is held against. Stands beside its ``base.yaml``."""

    kind: Literal["targets"]
    id: Name
    targets: dict[Name, Target]
    not_covered: dict[Name, NotCovered]
    sources: dict[Name, Origin]


@dataclass(frozen=True, slots=True)
class TargetContext:
    """The names that targets may refer to: indicators with units, budget lines, sources, and the period."""

    indicators: Mapping[str, str]
    lines: Iterable[str]
    sources: Iterable[str]
    calendar: Calendar

    @property
    def figures(self) -> dict[str, str]:
        """Every figure a target may name, with its unit."""
        of_lines = {f"{word}{line}": "EUR/year" for word in LINE_FIGURES for line in self.lines}
        return {**CENSUS, **FLOWS, **of_lines, **self.indicators}


def check_targets(targets: Targets, node: Node, around: TargetContext, findings: Findings) -> None:
    """Note everything in *targets*, whose tree is *node*, that does not hold together."""
    figures = around.figures
    for key, target in targets.targets.items():
        at: Loc = ("targets", key)
        _figure(target, at, node, figures, findings)
        _when(target, at, node, around.calendar, findings)
        _bounds(target, at, node, findings)
        if target.source == ASSUMPTION and target.grade != "D":
            text = message("X084")
            findings.add(node.mark_at((*at, "grade")), "X084", text, suggestion="D")
    sources = {*around.sources, *targets.sources, ASSUMPTION}
    for part in ("targets", "not_covered"):
        for key, entry in getattr(targets, part).items():
            word = entry.source.partition(" ")[0]
            if word not in sources:
                text = message("X010", "check_targets", word=word)
                mark = node.mark_at((part, key, "source"))
                findings.add(mark, "X010", text, suggestion=nearest(word, sources))


def _figure(target: Target, at: Loc, node: Node, figures: Mapping[str, str], findings: Findings) -> None:
    unit = figures.get(target.figure)
    if unit is None:
        text = message("X080", "figure", figure=target.figure)
        suggestion = nearest(target.figure, figures)
        findings.add(node.mark_at((*at, "figure")), "X080", text, suggestion=suggestion)
    elif unit != target.unit:
        text = message("X081", figure=target.figure, unit=unit, other_unit=target.unit)
        findings.add(node.mark_at((*at, "unit")), "X081", text, suggestion=unit)


def _when(target: Target, at: Loc, node: Node, calendar: Calendar, findings: Findings) -> None:
    counted = target.figure in CENSUS
    written, other = ("day", "period") if counted else ("period", "day")
    if getattr(target, written) is None or getattr(target, other) is not None:
        text = message("X082", figure=target.figure, written=written, other=other)
        findings.add(node.key_mark_at(at), "X082", text)
        return
    days: list[tuple[Loc, date]] = []
    if target.day is not None:
        days.append(((*at, "day"), target.day))
    if target.period is not None:
        days.append(((*at, "period", "start"), target.period.start))
        days.append(((*at, "period", "end"), target.period.end))
        if target.period.end <= target.period.start:
            text = message("X020", "when")
            findings.add(node.mark_at((*at, "period", "end")), "X020", text)
    for loc, day in days:
        if not calendar.start <= day <= calendar.end:
            text = message("X085", day=day, start=calendar.start, end=calendar.end)
            findings.add(node.mark_at(loc), "X085", text)


def _bounds(target: Target, at: Loc, node: Node, findings: Findings) -> None:
    if target.low is None and target.high is None:
        text = message("X083", "bounds")
        findings.add(node.key_mark_at(at), "X083", text)
    elif target.low is not None and target.high is not None and target.low > target.high:
        text = message("X083", "bounds_2")
        findings.add(node.mark_at((*at, "high")), "X083", text)

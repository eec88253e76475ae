"""A study, ready to run: its question, its variants as plans, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import BaseModel

from ruwaard_sim.differing_days import draws_may_matter, since
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.draws.draws import StudyDraws
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.text import Text

Effects = Literal["as written", "neutral"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The count of numbers that a study uses, and how many of them are assumptions."""

    values: int
    assumed: int


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of leefdomeinen, provisions and staff groups, by name."""

    domains: Mapping[str, Text] = field(default_factory=dict)
    routes: Mapping[str, Text] = field(default_factory=dict)
    staff: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Study:
    """A study, ready to run: its question, its variants as plans, and what it rests on."""

    id: str
    title: Text
    question: Text
    baseline: str
    variants: dict[str, Plan]
    replications: int
    seed: int
    assumptions: Assumptions
    resolved: dict[str, str]
    """The resolved scenario of each variant, as YAML."""
    inputs: dict[str, str]
    """SHA-256 of each file read, by the name it is shown with."""
    titles: Titles = field(default_factory=Titles)
    effects: Effects = "as written"
    """Whether effects that are beliefs act as the scenario says, or are all set to neutral."""
    draws: StudyDraws | None = None
    """Draws of uncertain values; None when these are at their mode."""
    headline: tuple[str, ...] = ()
    """The figures that its question is about, by name; none when it says none."""
    matters: Mapping[str, float] = field(default_factory=dict)
    """The smallest difference worth a word, by indicator and in its unit, where the study says so itself."""
    named_twice: tuple[Text, ...] = ()
    """Which file was taken for each name that is that of several."""
    warnings: int = 0
    """How many warnings its files have; ``check`` shows them."""

    @property
    def since(self) -> dict[str, date]:
        """The first day on which a variant differs from the baseline, of those that begin to after the first day."""
        return since(self.variants, self.baseline, self.drawn)

    @property
    def same_residents(self) -> bool:
        """Whether the same people live in the wijk under every variant."""
        first, *others = (plan.population for plan in self.variants.values())
        return all(population == first for population in others)

    @property
    def drawn(self) -> list[dict[str, Plan]]:
        """The plans under each draw, where these may decide from which day variants differ; else none."""
        if self.draws is None or not draws_may_matter(self.variants):
            return []
        return [self.draws.plans(name) for name in self.draws.rows]

    @property
    def beliefs(self) -> dict[str, dict[str, Text]]:
        """By variant, what is believed in it and not neutral: where it stands, and in words."""
        return {name: dict(plan.beliefs) for name, plan in self.variants.items()}


def titles(scenarios: Iterable[Scenario]) -> Titles:
    """The titles that *scenarios* use; where they differ, the last."""
    domains: dict[str, Text] = {}
    routes: dict[str, Text] = {}
    staff: dict[str, Text] = {}
    for scenario in scenarios:
        domains |= {name: entry.title for name, entry in scenario.needs.domains.items()}
        routes |= {name: entry.title for name, entry in scenario.organisation.provisions.items()}
        staff |= {name: entry.title for name, entry in scenario.organisation.staff.items()}
    return Titles(domains, routes, staff)


def count_assumptions(models: Iterable[BaseModel]) -> Assumptions:
    """Count the numbers in *models*; one that several share (same place, same value) counts once."""
    counted: dict[tuple[object, ...], tuple[int, bool]] = {}
    for model in models:
        for at, quantity in quantities(model):
            counted[(at, quantity.model_dump_json())] = (quantity.count, quantity.assumed)
    values = sum(count for count, _ in counted.values())
    return Assumptions(values, sum(count for count, assumed in counted.values() if assumed))

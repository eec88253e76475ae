"""Everything chance had a hand in, dealt before the clock starts and shared by all variants of a replication."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ruwaard_sim.agents.needs import (
    BESCHIKKING,
    PGB,
    Needs,
    StockProfile,
    deal_needs,
    deal_stock,
)
from ruwaard_sim.agents.population import Residents, deal_residents
from ruwaard_sim.agents.rule_facts import OLDEST, ROOM, RULE_FACTS
from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.rules import Rule, Table, Vocabulary
from ruwaard_sim.streams import Floats, Streams
from ruwaard_sim.units import DAYS_PER_YEAR


@dataclass(frozen=True, slots=True)
class NeedRows:
    """Needs as the model reads them, one at a time. Everything has one row per candidate need."""

    resident: list[int]
    domain: list[int]
    day: list[float]
    severity: list[int]
    uniforms: Floats
    """As in :class:`Needs`: most of it is never asked for, so a row becomes a list when a case is made of it."""
    facts: list[list[int]]
    """Facts vectors in the order of the vocabulary; facts decided later are 0."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One replication's people, needs and random numbers."""

    residents: Residents
    needs: Needs
    dice: tuple[NeedRows, NeedRows]
    """Of the needs, and of the help already going on."""
    stock_kinds: list[StockProfile]
    residual: list[float]
    """Share of its whole length that running help still has to go, for each of the stock."""
    departure: list[float]
    died: list[bool]
    birth: list[float]
    income: list[int]
    wellbeing: list[int]
    board: list[float]
    """Luck of the stuurgroep, meeting by meeting: how it judges where its rules leave room."""
    streams: Streams

    def possible_answers(self, table: Table, rule: Rule) -> tuple[str, ...]:
        """The answers that *rule* of *table* may give in this replication: one, where it judges alike."""
        if not rule.alike:
            return rule.answers
        return (judged(rule.answers, float(self.streams.uniform(f"judgement/{table.id}/{rule.id}")[0])),)

    def age(self, resident: int, day: float) -> float:
        """The age of a resident on a day, in years."""
        return (day - self.birth[resident]) / DAYS_PER_YEAR


def judged(answers: tuple[str, ...], uniform: float) -> str:
    """One of *answers*, evenly by *uniform* (0 to 1)."""
    return answers[0] if len(answers) == 1 else answers[int(uniform * len(answers))]


def _facts(vocabulary: Vocabulary, plan: Plan, needs: Needs, residents: Residents) -> list[list[int]]:
    columns = {name: fact.column(needs, residents) for name, fact in RULE_FACTS.items() if fact.column is not None}
    domain = vocabulary.fact("leefdomein")
    if domain is not None:
        place = np.array([domain.values.index(profile.name) for profile in plan.domains], dtype=np.int64)
        columns["leefdomein"] = place[columns["leefdomein"]]
    nothing = np.zeros(len(needs), dtype=np.int64)
    table = [columns.get(fact.name, nothing) for fact in vocabulary.facts]
    rows: list[list[int]] = np.stack(table, axis=1).tolist()
    return rows


def _dice(needs: Needs, vocabulary: Vocabulary, plan: Plan, residents: Residents) -> NeedRows:
    return NeedRows(
        resident=needs.resident.tolist(),
        domain=needs.domain.tolist(),
        day=needs.day.tolist(),
        severity=needs.severity.tolist(),
        uniforms=needs.uniforms,
        facts=_facts(vocabulary, plan, needs, residents),
    )


def deal_people(plan: Plan, seed: int, replication: int) -> Residents:
    """Deal the people of one replication of *plan* alone."""
    return deal_residents(plan.population, Streams(seed, replication), plan.first_day, float(plan.calendar.days))


def deal(plan: Plan, seed: int, replication: int) -> Deal:
    """Deal the people, needs and random numbers of one replication of *plan*."""
    streams = Streams(seed, replication)
    last_day = float(plan.calendar.days)
    residents = deal_people(plan, seed, replication)
    needs = deal_needs(residents, plan.domains, streams, last_day)
    kinds, stock = deal_stock(residents, plan.domains, plan.stock, streams, plan.first_day)
    vocabulary = plan.regimes[0].aanpak.vocabulary
    months = len(plan.calendar.month_starts())
    residual: Floats = streams.uniform("stock/residual", stock.resident, stock.domain)
    return Deal(
        residents=residents,
        needs=needs,
        dice=(_dice(needs, vocabulary, plan, residents), _dice(stock, vocabulary, plan, residents)),
        stock_kinds=kinds,
        residual=residual.tolist(),
        departure=residents.departure.tolist(),
        died=(residents.why == 1).tolist(),
        birth=residents.birth.tolist(),
        income=residents.income.tolist(),
        wellbeing=residents.traits.welbevinden.tolist(),
        board=streams.uniform("stuurgroep/judgement", np.arange(months)).tolist(),
        streams=streams,
    )


def accepted(dealt: Deal, regimes: Sequence[Regime]) -> list[int]:
    """Rows of the candidate needs that arise under these regimes, in order of day."""
    needs = dealt.needs
    starts = np.array([regime.start for regime in regimes])
    regime = np.maximum(np.searchsorted(starts, needs.day, side="right") - 1, 0)
    factors = np.array([regime.demand for regime in regimes])
    income = dealt.residents.income[needs.resident]
    accepted_needs = needs.threshold < factors[regime, needs.domain, income]
    rows: list[int] = np.flatnonzero(accepted_needs).tolist()
    return rows


def fill_in_question(
    facts: list[int], index: Mapping[str, int], age: float, random_numbers: Sequence[float] | Floats, regime: Regime
) -> None:
    """Put into *facts* what is only known when the question is asked: the age (years) and the wishes under *regime*."""
    facts[index["leeftijd"]] = min(OLDEST, int(age))
    facts[index["wil_pgb"]] = int(random_numbers[PGB] < regime.pgb_wish)
    facts[index["wil_beschikking"]] = int(random_numbers[BESCHIKKING] < regime.beschikking_wish)


def first_questions(
    dealt: Deal, regimes: Sequence[Regime], regime: Regime | None = None
) -> Iterator[tuple[int, list[int]]]:
    """Every question that arises under *regimes*, the first time it is asked, with room wherever that matters.

    Its row among the needs, and its facts as they are under *regime*; where it is None, under that of the day.
    """
    dice = dealt.dice[0]
    at = {fact.name: index for index, fact in enumerate(regimes[0].aanpak.vocabulary.facts)}
    starts = [each.start for each in regimes]
    for row in accepted(dealt, regimes):
        facts, uniforms = list(dice.facts[row]), dice.uniforms[row, 0]
        of_day = regime or regimes[max(0, bisect_right(starts, dice.day[row]) - 1)]
        fill_in_question(facts, at, dealt.age(dice.resident[row], dice.day[row]), uniforms, of_day)
        for name, index in at.items():
            if name.startswith(ROOM):
                facts[index] = 1
        yield row, facts


def same_deal(plan: Plan) -> tuple[object, ...]:
    """Plans for which this is equal can share what is dealt."""
    return (
        plan.population,
        plan.domains,
        plan.stock,
        plan.first_day,
        plan.calendar,
        plan.regimes[0].aanpak.vocabulary.facts,
    )

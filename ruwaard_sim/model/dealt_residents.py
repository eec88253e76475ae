"""Who of all who are dealt is such as cannot exist by the rules: counted before anything is run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import numpy as np

from ruwaard_sim.agents.rule_facts import OLDEST, RULE_FACTS
from ruwaard_sim.model.deal import deal, deal_people, fill_in_question, same_deal
from ruwaard_sim.plan import Impossible, Plan, Regime
from ruwaard_sim.rules import Vocabulary, compile_condition
from ruwaard_sim.rules.language.syntax_tree import facts_in
from ruwaard_sim.units import DAYS_PER_YEAR

SEED, REPLICATION = 1, 1
_OF_RESIDENTS = frozenset({"alleenstaand", "inkomen", "pgb_bekwaam", "leeftijd"}) | {
    name for name, fact in RULE_FACTS.items() if fact.trait
}
"""Facts that everyone has who lives in the wijk, also who asks nothing."""
_WHEN_ASKED = frozenset({"leeftijd", "wil_pgb", "wil_beschikking"})
"""Facts that are filled in when a question is asked."""
Describes = Callable[[Sequence[int]], bool]


class _Claim(NamedTuple):
    """That somebody is *impossible*, where these shares of those who ask wish something."""

    impossible: Impossible
    pgb_wish: float
    beschikking_wish: float


class _People:
    """Who is dealt for *plan*; equal for plans that share it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._key = same_deal(plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _People) and self._key == other._key

    def __hash__(self) -> int:
        return hash((self.plan.first_day, self.plan.calendar))


def impossible_residents(plan: Plan) -> Mapping[str, int]:
    """How many of the residents that are dealt are such as cannot exist, by the name of what says so; 0 left out.

    A condition about residents alone is asked of everyone at every age; one about a question too, of everyone who may
    come to ask one. Facts that are not dealt (room, a relapse) may be anything.
    """
    claims = {_claim(impossible, regime) for regime in plan.regimes for impossible in regime.impossible}
    people, counted = _People(plan), dict[str, int]()
    for claim in claims:
        name = claim.impossible.name
        counted[name] = max(_count(people, claim), counted.get(name, 0))
    return {name: count for name, count in counted.items() if count}


def _claim(impossible: Impossible, regime: Regime) -> _Claim:
    """The claim under *regime*; the same under every regime when it is not about wishes."""
    if facts_in(impossible.condition.expression).keys() & {"wil_pgb", "wil_beschikking"}:
        return _Claim(impossible, regime.pgb_wish, regime.beschikking_wish)
    return _Claim(impossible, 0.0, 0.0)


@lru_cache(maxsize=64)
def _count(people: _People, claim: _Claim) -> int:
    """The number of residents of whom *claim* is not true."""
    plan = people.plan
    vocabulary = plan.regimes[0].aanpak.vocabulary
    expression = claim.impossible.condition.expression
    used, describes = set(facts_in(expression)), compile_condition(expression, {})
    if used <= _OF_RESIDENTS:
        cases = _residents(plan, vocabulary, used)
        return len({resident for resident, facts in cases if describes(facts)})
    dealt_when_asked = {name for name, fact in RULE_FACTS.items() if fact.column is not None} | _WHEN_ASKED
    free = [vocabulary.index(name) for name in used - dealt_when_asked]
    regime = replace(plan.regimes[0], pgb_wish=claim.pgb_wish, beschikking_wish=claim.beschikking_wish)
    asking = _askers(plan, vocabulary, regime)
    return len({resident for resident, facts in asking if _may_be(describes, facts, free, vocabulary)})


def _may_be(describes: Describes, facts: list[int], free: Sequence[int], vocabulary: Vocabulary) -> bool:
    """True if *describes* can hold, whatever the *free* facts are."""
    ranges = [range(vocabulary.facts[index].minimum, vocabulary.facts[index].maximum + 1) for index in free]
    for values in product(*ranges):
        for index, value in zip(free, values, strict=True):
            facts[index] = value
        if describes(facts):
            return True
    return False


def _residents(plan: Plan, vocabulary: Vocabulary, used: Iterable[str]) -> Iterator[tuple[int, list[int]]]:
    """Everyone who lives in the wijk some time, at every age in whole years, with the facts that are *used*."""
    last_day = float(plan.calendar.days)
    residents = deal_people(plan, SEED, REPLICATION)
    everyone = cast(Any, SimpleNamespace(resident=np.arange(len(residents.birth))))
    columns = {
        vocabulary.index(name): column(everyone, residents).tolist()
        for name in used
        if (column := RULE_FACTS[name].column) is not None
    }
    of_age = vocabulary.index("leeftijd")
    comes = (np.maximum(residents.arrival, plan.first_day) - residents.birth) / DAYS_PER_YEAR
    goes = (np.minimum(residents.departure, last_day) - residents.birth) / DAYS_PER_YEAR
    for resident, (first, last) in enumerate(zip(comes.tolist(), goes.tolist(), strict=True)):
        facts = list(vocabulary.typical)
        for index, column in columns.items():
            facts[index] = column[resident]
        for age in range(int(first), int(last) + 1):
            facts[of_age] = min(OLDEST, age)
            yield resident, facts


def _askers(plan: Plan, vocabulary: Vocabulary, regime: Regime) -> Iterator[tuple[int, list[int]]]:
    """Everyone who may come to ask a question, with its facts when it is asked the first time under *regime*."""
    dealt = deal(plan, SEED, REPLICATION)
    dice = dealt.dice[0]
    at = {fact.name: index for index, fact in enumerate(vocabulary.facts)}
    for row, resident in enumerate(dice.resident):
        facts = list(dice.facts[row])
        fill_in_question(facts, at, dealt.age(resident, dice.day[row]), dice.uniforms[row, 0], regime)
        yield resident, facts

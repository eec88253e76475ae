"""For which values of the uncertain thresholds a guarantee holds: each threshold is an unknown, like a fact.

A guarantee proved at the modes may break when a council turns a knob that it may turn. So it is proved once for every
value that each threshold can have, all at once; where it does not hold for all of them, it is found for each threshold
how far that one may go while the others stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from ruwaard_sim.rules.language.syntax_tree import (
    BoolFact,
    Condition,
    Expression,
    FactValue,
    Node,
    ParameterValue,
    children,
    parameters_in,
)
from ruwaard_sim.rules.language.vocabulary import Fact, Parameter, Vocabulary
from ruwaard_sim.rules.proofs.guarantee_proofs import Verdict, prove
from ruwaard_sim.rules.proofs.guarantees import (
    Demand,
    Guarantee,
    Implication,
    Neutral,
    NeverNegative,
    Rising,
    Rulebook,
    guarantee_facts,
    mentioned,
)
from ruwaard_sim.rules.proofs.solver import Effort
from ruwaard_sim.rules.tables.substitution import with_children
from ruwaard_sim.rules.tables.table import Table


@dataclass(frozen=True, slots=True)
class ThresholdLimit:
    """How far *parameter* may go, from *low* to *high* as run-time numbers, while the others stay at their modes.

    *breaks* is the verdict just beyond, with who shows it; None where it holds for every value the threshold can have.
    """

    parameter: Parameter
    low: int
    high: int
    breaks: Verdict | None


@dataclass(frozen=True, slots=True)
class ThresholdRanges:
    """For which values of the thresholds *guarantee* holds.

    *everywhere* is True where it holds for all values of all *limits* at once; None where the prover could not tell.
    """

    guarantee: str
    everywhere: bool | None
    limits: tuple[ThresholdLimit, ...]


def threshold_ranges(
    rulebook: Rulebook, guarantee: Guarantee, impossible: Sequence[Condition] = (), effort: Effort | None = None
) -> ThresholdRanges | None:
    """For which thresholds *guarantee*, which is proved at the modes, holds; None where it depends on none.

    The conditions of *impossible* were read with the vocabulary of the tables.
    """
    free = _uncertain(rulebook, guarantee.demand)
    if not free or isinstance(guarantee.demand, NeverNegative):
        return None

    def status(ranges: Mapping[str, tuple[int, int]]) -> Verdict:
        return prove(*_freed(rulebook, guarantee, impossible, ranges), effort)

    bounds = {parameter.name: _bounds(parameter) for parameter in free}
    everything = status(bounds)
    if everything.status == "unknown":
        return ThresholdRanges(guarantee.id, None, ())
    if everything.status == "proved":
        limits = tuple(ThresholdLimit(parameter, *bounds[parameter.name], None) for parameter in free)
        return ThresholdRanges(guarantee.id, True, limits)
    found = []
    for parameter in free:
        low, high = bounds[parameter.name]
        lowest, below = _furthest(status, parameter, low)
        highest, above = _furthest(status, parameter, high)
        found.append(ThresholdLimit(parameter, lowest, highest, below or above))
    return ThresholdRanges(guarantee.id, False, tuple(found))


def _furthest(
    status: Callable[[Mapping[str, tuple[int, int]]], Verdict], parameter: Parameter, end: int
) -> tuple[int, Verdict | None]:
    """How far from its mode *parameter* may go towards *end*, and the verdict one step beyond; None at the end."""
    mode = parameter.value
    good, bad = mode, end
    verdict = status({parameter.name: (min(mode, end), max(mode, end))})
    if verdict.status == "proved":
        return end, None
    while abs(bad - good) > 1:
        middle = good + (bad - good) // 2 if bad > good else good - (good - bad) // 2
        found = status({parameter.name: (min(mode, middle), max(mode, middle))})
        if found.status == "proved":
            good = middle
        else:
            bad, verdict = middle, found
    return good, verdict


def _bounds(parameter: Parameter) -> tuple[int, int]:
    assert parameter.range is not None
    low, high = parameter.range
    return min(low, parameter.value), max(high, parameter.value)


def _uncertain(rulebook: Rulebook, demand: Demand) -> list[Parameter]:
    """The uncertain parameters that *demand* depends on, by itself or by the rules of the tables it mentions."""
    conditions = [condition for condition in _conditions(demand) if condition is not None]
    for name in mentioned(demand, rulebook):
        conditions += [rule.when for rule in rulebook[name].rules if rule.when is not None]
    names = {name for condition in conditions for name in parameters_in(condition.expression)}
    parameters = next(iter(rulebook.values())).vocabulary.parameters
    return [
        parameter
        for parameter in parameters
        if parameter.name in names and parameter.range is not None and parameter.range[0] < parameter.range[1]
    ]


def _conditions(demand: Demand) -> list[Condition | None]:
    match demand:
        case Implication(assume, then):
            return [assume, then]
        case Rising() | Neutral():
            return [demand.assume]
        case NeverNegative(_, spends):
            return [spend.when for spend in spends]


def _freed(
    rulebook: Rulebook, guarantee: Guarantee, impossible: Sequence[Condition], ranges: Mapping[str, tuple[int, int]]
) -> tuple[Rulebook, Guarantee, list[Condition]]:
    """Rules, guarantee and who cannot exist, in which each parameter in *ranges* is a fact between its ends."""
    vocabulary = next(iter(rulebook.values())).vocabulary
    facts = tuple(
        Fact(parameter.name, "int", parameter.unit, (), *ranges[parameter.name], parameter.value, parameter.title)
        for parameter in vocabulary.parameters
        if parameter.name in ranges
    )
    kept = tuple(parameter for parameter in vocabulary.parameters if parameter.name not in ranges)
    words = Vocabulary((*vocabulary.facts, *facts), kept, vocabulary.whom)
    tables = {name: _table(table, words) for name, table in rulebook.items()}
    said = Vocabulary(guarantee_facts(tables), kept, vocabulary.whom)
    demand = _demand(guarantee.demand, said)
    return tables, replace(guarantee, demand=demand), [_condition(condition, words) for condition in impossible]


def _table(table: Table, words: Vocabulary) -> Table:
    rules = tuple(
        rule if rule.when is None else replace(rule, when=_condition(rule.when, words)) for rule in table.rules
    )
    return replace(table, rules=rules, vocabulary=words)


def _demand(demand: Demand, words: Vocabulary) -> Demand:
    match demand:
        case Implication(assume, then):
            return Implication(None if assume is None else _condition(assume, words), _condition(then, words))
        case Rising() | Neutral():
            assume = demand.assume
            return replace(demand, assume=None if assume is None else _condition(assume, words))
        case NeverNegative():
            return demand


def _condition(condition: Condition, words: Vocabulary) -> Condition:
    """*condition* in the vocabulary *words*, in which what was a parameter may be a fact."""
    return replace(condition, expression=cast(Expression, _reread(condition.expression, words)))


def _reread(node: Node, words: Vocabulary) -> Node:
    if isinstance(node, ParameterValue) and words.fact(node.name) is not None:
        return FactValue(node.name, words.index(node.name), node.span)
    if isinstance(node, FactValue | BoolFact):
        return replace(node, index=words.index(node.name))
    return with_children(node, [_reread(part, words) for part in children(node)])

"""Proves whole tables and guarantees, and remembers: what was proved for the same rules is not proved again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ruwaard_sim.rules.language.syntax_tree import Condition
from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.proofs.case_course import AT_ONCE, Course
from ruwaard_sim.rules.proofs.guarantee_proofs import Verdict, prove
from ruwaard_sim.rules.proofs.guarantees import Guarantee, Rulebook, demand_with_parameters, mentioned
from ruwaard_sim.rules.proofs.overlaps import Order, overlaps
from ruwaard_sim.rules.proofs.proof_memory import proved
from ruwaard_sim.rules.proofs.solver import Effort
from ruwaard_sim.rules.proofs.table_proofs import (
    TableProofs,
    TableSolver,
    clashes,
    dead_rules,
    is_complete,
    is_possible,
)
from ruwaard_sim.rules.proofs.threshold_ranges import ThresholdRanges, threshold_ranges
from ruwaard_sim.rules.tables.substitution import settled_condition, with_parameters
from ruwaard_sim.rules.tables.table import Table

MOST_CLASHES: Final = 10
"""No more clashes than this are looked for: nobody reads the eleventh before mending the first."""

MOST_OVERLAPS: Final = 100
"""No more overlaps than this are looked for in one table: enough for all of a table that can still be read."""


def prove_table(
    table: Table, impossible: Sequence[Condition] = (), effort: Effort | None = None, most: int = MOST_CLASHES
) -> TableProofs:
    """Prove all that concerns *table* itself but the order of its rules, for everyone but the *impossible*.

    *table* has no problems of its own (:func:`~ruwaard_sim.rules.tables.table.check_table`), and *impossible* was
    read with its vocabulary.
    """
    proving = TableSolver(table, impossible, effort)
    dead, undecided = dead_rules(proving)
    proofs = TableProofs(table.id, is_possible(proving), is_complete(proving), dead, undecided, None, ())
    if table.hit == "unique":
        unique, clashing = clashes(proving, most)
        return replace(proofs, unique=unique, clashes=clashing)
    return proofs


def prove_order(
    table: Table, impossible: Sequence[Condition] = (), effort: Effort | None = None, most: int = MOST_OVERLAPS
) -> Order:
    """Find the rules of *table* whose order matters; none where the first rule does not decide."""
    return overlaps(TableSolver(table, impossible, effort), most) if table.hit == "first" else Order()


class Prover:
    """Proves under one set of *impossible* conditions and one *course* of cases, within one *effort*, and remembers.

    Rules are the same when they ask and answer the same on that day: a parameter that no rule of a table uses, or
    a table that a guarantee does not mention, makes no difference.
    """

    def __init__(
        self,
        impossible: Sequence[Condition] = (),
        effort: Effort | None = None,
        course: Course = AT_ONCE,
    ) -> None:
        self._impossible = tuple(impossible)
        self._course = course
        self._effort = Effort() if effort is None else effort
        self._tables: dict[tuple[Table, tuple[Condition, ...]], TableProofs] = {}
        self._orders: dict[tuple[Table, tuple[Condition, ...]], Order] = {}
        self._verdicts: dict[tuple[object, ...], Verdict] = {}

    def table(self, table: Table) -> TableProofs:
        """The result of :func:`prove_table`, remembered."""
        key = (with_parameters(table), self._settled(table.vocabulary))
        if key not in self._tables:
            question = ("table", *key)
            self._tables[key] = proved(
                question, self._effort, lambda: prove_table(table, self._impossible, self._effort)
            )
        return self._tables[key]

    def order(self, table: Table) -> Order:
        """The result of :func:`prove_order`, remembered."""
        key = (with_parameters(table), self._settled(table.vocabulary))
        if key not in self._orders:
            question = ("order", *key)
            self._orders[key] = proved(
                question, self._effort, lambda: prove_order(table, self._impossible, self._effort)
            )
        return self._orders[key]

    def guarantees(self, rulebook: Rulebook, guarantees: Sequence[Guarantee]) -> tuple[Verdict, ...]:
        """The verdict of :func:`~ruwaard_sim.rules.proofs.guarantee_proofs.prove` on each of *guarantees*."""
        vocabulary = next(iter(rulebook.values())).vocabulary
        tables = {name: with_parameters(table) for name, table in rulebook.items()}
        return tuple(self._guarantee(tables, guarantee, vocabulary) for guarantee in guarantees)

    def across(self, earlier: Rulebook, later: Rulebook, guarantee: Guarantee) -> Verdict | None:
        """The verdict on *guarantee* for a case that came by the rules *earlier* and goes on by those *later*.

        None when it is not about more than one moment, or when these rules are the same at the moments before the last.
        """
        vocabulary = next(iter(later.values())).vocabulary
        if vocabulary.facts != next(iter(earlier.values())).vocabulary.facts or earlier.keys() != later.keys():
            return None
        before, after = ({name: with_parameters(table) for name, table in book.items()} for book in (earlier, later))
        named = mentioned(guarantee.demand, after)
        last = max(map(self._course.moment, named), default=0)
        first = [name for name in named if self._course.moment(name) < last]
        if all(before[name] == after[name] for name in first):
            return None
        return self._guarantee(after | {name: before[name] for name in first}, guarantee, vocabulary)

    def thresholds(self, rulebook: Rulebook, guarantee: Guarantee) -> ThresholdRanges | None:
        """For which thresholds *guarantee* holds, as :func:`threshold_ranges` finds it; with an effort of its own."""
        vocabulary = next(iter(rulebook.values())).vocabulary
        ranges = tuple((parameter, parameter.range) for parameter in vocabulary.parameters)
        question = ("thresholds", guarantee.id, guarantee.demand, tuple(rulebook.values()), ranges, self._impossible)
        effort = Effort()
        return proved(question, effort, lambda: threshold_ranges(rulebook, guarantee, self._impossible, effort))

    def _guarantee(self, tables: Rulebook, guarantee: Guarantee, vocabulary: Vocabulary) -> Verdict:
        demand = demand_with_parameters(guarantee.demand, vocabulary)
        impossible = self._settled(vocabulary)
        key = (guarantee.id, demand, tuple(tables[name] for name in mentioned(demand, tables)), impossible)
        if key not in self._verdicts:
            settled_guarantee = replace(guarantee, demand=demand)
            words = tuple((name, table.outcomes) for name, table in tables.items())
            question = ("guarantee", *key, vocabulary.facts, vocabulary.whom, words, self._course)
            self._verdicts[key] = proved(
                question,
                self._effort,
                lambda: prove(tables, settled_guarantee, impossible, self._effort, self._course),
            )
        return self._verdicts[key]

    def _settled(self, vocabulary: Vocabulary) -> tuple[Condition, ...]:
        return tuple(settled_condition(condition, vocabulary) for condition in self._impossible)

"""The course of a case: which tables are asked at one moment, and which facts may become otherwise in between.

A guarantee about several tables speaks of the facts as they are when the last of them is asked; the others were asked
about the same case, perhaps with other values of these facts. Proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.proofs.formulas import Formula, Quantity, all_of, any_of, compare
from ruwaard_sim.rules.proofs.guarantees import (
    Demand,
    Implication,
    Neutral,
    NeverNegative,
    Rising,
    Rulebook,
    mentioned,
)
from ruwaard_sim.rules.tables.table import Table


@dataclass(frozen=True, slots=True)
class ChangingFact:
    """Fact *fact* may change: to anything, or if it *rises* to more only, and to no more than *most* by a change.

    With *after*, a table and an outcome, it changes only for a case that this table answered so.
    """

    fact: str
    rises: bool = False
    most: int | None = None
    after: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """The *moments* at which tables are asked, in order, and the facts that are *changing* between two of them.

    Tables that are not named are asked at the first moment.
    """

    moments: tuple[tuple[str, ...], ...] = ()
    changing: tuple[ChangingFact, ...] = ()

    def moment(self, table: str) -> int:
        """The number of the moment at which *table* is asked, from 0."""
        return next((number for number, tables in enumerate(self.moments) if table in tables), 0)


AT_ONCE = Course()
"""All tables are asked at one moment."""


class Question(NamedTuple):
    """The *tables* that a *demand* is about at one moment, and the *others* that matter then."""

    tables: tuple[str, ...]
    others: tuple[str, ...]
    demand: Demand


def questions(demand: Demand, rulebook: Rulebook, course: Course) -> Iterator[Question]:
    """What has to be asked about *demand*: it is broken when it is broken at one of these moments.

    Two residents are compared table by table where more tables than one decide who is compared.
    """
    tables = mentioned(demand, rulebook)
    match demand:
        case Implication() | NeverNegative():
            last = max(map(course.moment, tables), default=0)
            now = tuple(name for name in tables if course.moment(name) == last)
            yield Question(now, tuple(name for name in tables if name not in now), demand)
        case Rising(table):
            yield Question((table,), tuple(name for name in tables if name != table), demand)
        case Neutral(fact, named, assume):
            assumed = () if assume is None else mentioned(Implication(None, assume), rulebook)
            if not assumed:
                yield Question(tables, (), demand)
                return
            for table in named or tuple(rulebook):
                others = tuple(name for name in assumed if name != table)
                yield Question((table,), others, Neutral(fact, (table,), assume))


def outwards(present: int, others: Iterable[int]) -> list[int]:
    """The moments in *others*, each after those between it and the *present* one."""
    return sorted(set(others) - {present}, key=lambda number: abs(number - present))


def nearest(moment: int, moments: Iterable[int]) -> int:
    """The one of *moments* nearest to *moment*."""
    return min(moments, key=lambda number: abs(number - moment))


def changes(
    changing: Sequence[ChangingFact],
    vocabulary: Vocabulary,
    moments: tuple[Sequence[Quantity], Sequence[Quantity]],
    answers: Mapping[str, tuple[Table, Quantity]],
) -> Formula:
    """That a case with the facts of the first of two *moments* may have those of the second, later on.

    *answers* are what was answered by then, by table; a table that is not there may have given any answer.
    """
    may_change = []
    for fact in changing:
        if vocabulary.fact(fact.fact) is not None:
            earlier, later = (facts[vocabulary.index(fact.fact)] for facts in moments)
            stays = compare(later, "==", earlier)
            may_change.append(any_of([stays, all_of(_conditions(fact, earlier, later, answers))]))
    return all_of(may_change)


def _conditions(
    fact: ChangingFact, earlier: Quantity, later: Quantity, answers: Mapping[str, tuple[Table, Quantity]]
) -> list[Formula]:
    """What must be so for *fact* to become *later*."""
    conditions = []
    if fact.rises:
        conditions.append(compare(later, ">", earlier))
    if fact.most is not None:
        conditions.append(compare(later, "<=", fact.most))
    if fact.after is not None and fact.after[0] in answers:
        table, answer = answers[fact.after[0]]
        conditions.append(compare(answer, "==", table.outcomes.index(fact.after[1])))
    return conditions

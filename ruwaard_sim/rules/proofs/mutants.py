"""Rules with one small edit in them: the mutants that guarantees and examples should notice. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

from ruwaard_sim.rules.language.syntax_tree import (
    And,
    Comparison,
    Condition,
    Constant,
    Difference,
    Expression,
    FactValue,
    Membership,
    Node,
    Not,
    Number,
    Operator,
    Or,
    Sum,
    Truth,
)
from ruwaard_sim.rules.language.vocabulary import Fact, Vocabulary, written_factor
from ruwaard_sim.rules.tables.formatter import measure_of, write
from ruwaard_sim.rules.tables.substitution import Edit, edits
from ruwaard_sim.rules.tables.table import Rule, Table, check_table
from ruwaard_sim.text import Text

_BESIDE: Final[dict[Operator, Operator]] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_UPWARDS: Final = frozenset({"<=", ">", "==", "!="})
_DOWNWARDS: Final = frozenset({"<", ">=", "==", "!="})


@dataclass(frozen=True, slots=True)
class Mutant:
    """*table* with one small edit in rule *rule*, and a description of the edit.

    *asks* is the condition of that rule when nothing else is otherwise; a rule left out asks for nobody.
    """

    description: Text
    rule: str
    table: Table
    asks: Expression | None


def mutants(table: Table) -> tuple[Mutant, ...]:
    """Every table that differs from *table* in one edit and is still a table that can be used.

    Edits of a condition: a threshold one step further, a comparison that just (does not) include its threshold,
    ``and`` for ``or``, a part left out, a value more or less in a set, a ``not`` left out. Edits of the table: a rule
    left out, two neighbours exchanged, the answer of a neighbour, an answer less where judgement has a choice, a choice
    for each where it was alike for everyone.
    """
    candidates = (*_conditions(table), *_without(table), *_exchanged(table), *_answers(table))
    return tuple(mutant for mutant in candidates if mutant.table.rules and not check_table(mutant.table))


def _conditions(table: Table) -> Iterator[Mutant]:
    for index, rule in enumerate(table.rules):
        if rule.when is None:
            continue
        for edit in edits(rule.when.expression, lambda node: _alternatives(node, table.vocabulary)):
            edited = cast(Expression, edit.whole)
            changed = replace(rule, when=Condition(edited, write(edited, table.vocabulary)))
            yield Mutant(_description(rule, edit, table.vocabulary), rule.id, _with(table, index, changed), edited)


def _description(rule: Rule, edit: Edit, vocabulary: Vocabulary) -> Text:
    """The edited condition of *rule*, as it would be written."""
    old, new = cast(Expression, edit.old), cast(Expression, edit.new)
    lost = _lost_value(old, new)
    if lost is not None:
        part = write(lost, vocabulary)
        return Text(f"{rule.id}: zonder '{part}'", f"{rule.id}: without '{part}'")
    before, after = write(old, vocabulary), write(new, vocabulary)
    return Text(f"{rule.id}: '{before}' wordt '{after}'", f"{rule.id}: '{before}' becomes '{after}'")


def _lost_value(old: Expression, new: Expression) -> Expression | None:
    """The part of *old* that *new* no longer has, if a part was left out."""
    if not isinstance(old, And | Or):
        return None
    if len(old.parts) == 2 and new in old.parts:
        return old.parts[1] if new == old.parts[0] else old.parts[0]
    if isinstance(new, type(old)) and len(new.parts) < len(old.parts):
        pairs = zip(old.parts, (*new.parts, None), strict=True)
        return next(before for before, after in pairs if before != after)
    return None


def _with(table: Table, index: int, rule: Rule) -> Table:
    return replace(table, rules=(*table.rules[:index], rule, *table.rules[index + 1 :]))


def _alternatives(node: Node, vocabulary: Vocabulary) -> Iterator[Expression]:
    """The mutants of *node*."""
    match node:
        case Comparison(operator, left, right):
            word = _word(left, vocabulary) or _word(right, vocabulary)
            if word is not None and word.type == "enum":
                yield from _other_words(node, word)
                return
            if operator in _BESIDE:
                yield replace(node, operator=_BESIDE[operator])
            yield from _shifted(node, word, vocabulary)
        case Membership(item, values):
            if len(values) > 1:
                for value in values:
                    yield replace(node, values=tuple(other for other in values if other != value))
            fact = _word(item, vocabulary)
            for value in range(len(fact.values) if fact is not None else 0):
                if value not in values:
                    yield replace(node, values=(*values, value))
        case And(parts) | Or(parts):
            yield Or(parts, node.span) if isinstance(node, And) else And(parts, node.span)
            for index in range(len(parts)):
                left_over = (*parts[:index], *parts[index + 1 :])
                yield left_over[0] if len(left_over) == 1 else replace(node, parts=left_over)
        case Not(part):
            yield part


def _word(number: Number, vocabulary: Vocabulary) -> Fact | None:
    """The fact with words as values that *number* is, if it is one."""
    fact = vocabulary.facts[number.index] if isinstance(number, FactValue) else None
    return fact if fact is not None and fact.is_word else None


def _other_words(comparison: Comparison, fact: Fact) -> Iterator[Expression]:
    """A comparison with one word, with a second word beside it."""
    subject, word = comparison.left, comparison.right
    if isinstance(subject, Constant):
        subject, word = word, subject
    if not isinstance(word, Constant):
        return
    for value in range(len(fact.values)):
        if value != word.value:
            member = Membership(subject, (word.value, value))
            yield member if comparison.operator == "==" else Not(member)


def _shifted(comparison: Comparison, word: Fact | None, vocabulary: Vocabulary) -> Iterator[Expression]:
    """The threshold one step up and one step down, but not where the sign beside it already says the same."""
    measure = measure_of(comparison, vocabulary)
    step = 1 if measure is None or word is not None else written_factor(measure.type, measure.unit)
    for shift, only in ((step, _UPWARDS), (-step, _DOWNWARDS)):
        if step == 1 and comparison.operator not in only:
            continue
        left, right = comparison.left, comparison.right
        if isinstance(left, Constant):
            left = Constant(left.value - shift)
        elif isinstance(right, Constant):
            right = Constant(right.value + shift)
        else:
            right = Sum(right, Constant(step)) if shift > 0 else Difference(right, Constant(step))
        moved = [side.value for side in (left, right) if isinstance(side, Constant)]
        if word is None or all(0 <= value < len(word.values) for value in moved):
            yield replace(comparison, left=left, right=right)


def _without(table: Table) -> Iterator[Mutant]:
    for index, rule in enumerate(table.rules):
        description = Text(f"{rule.id} is weggelaten", f"{rule.id} is left out")
        rules = (*table.rules[:index], *table.rules[index + 1 :])
        nobody = None if rule.always else Truth(False)
        yield Mutant(description, rule.id, replace(table, rules=rules), nobody)


def _exchanged(table: Table) -> Iterator[Mutant]:
    rules = table.rules
    for index in range(len(rules) - 1 if table.hit == "first" else 0):
        first, second = rules[index : index + 2]
        description = Text(f"{second.id} staat vóór {first.id}", f"{second.id} stands before {first.id}")
        order = (*rules[:index], second, first, *rules[index + 2 :])
        yield Mutant(description, first.id, replace(table, rules=order), None)


def _answers(table: Table) -> Iterator[Mutant]:
    for index, rule in enumerate(table.rules):
        neighbours = (*table.rules[max(0, index - 1) : index], *table.rules[index + 1 : index + 2])
        for outcome in dict.fromkeys(neighbour.outcome for neighbour in neighbours):
            if outcome not in rule.answers:
                description = Text(f"{rule.id} geeft {outcome}", f"{rule.id} gives {outcome}")
                changed = replace(rule, outcome=outcome)
                yield Mutant(description, rule.id, _with(table, index, changed), None)
        for answer in rule.answers if rule.also else ():
            first, *others = (other for other in rule.answers if other != answer)
            description = Text(f"{rule.id} geeft nooit {answer}", f"{rule.id} never gives {answer}")
            changed = replace(rule, outcome=first, also=tuple(others), alike=rule.alike and bool(others))
            yield Mutant(description, rule.id, _with(table, index, changed), None)
        if rule.alike:
            description = Text(f"{rule.id} kiest voor ieder apart", f"{rule.id} chooses for each apart")
            yield Mutant(description, rule.id, _with(table, index, replace(rule, alike=False)), None)

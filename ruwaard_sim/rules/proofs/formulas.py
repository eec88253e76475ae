"""Writes conditions as formulas for a prover, in SMT-LIB 2, which every prover reads. Proves nothing itself.

A *formula* holds or not, a *quantity* is a whole number; both depend on the unknowns that are named in them. The
signs ``and``, ``or``, ``not``, sums and comparisons of SMT-LIB mean what those of our conditions mean, over whole
numbers without bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NewType

from ruwaard_sim.rules.language.syntax_tree import (
    And,
    BoolFact,
    Comparison,
    Constant,
    Difference,
    Expression,
    FactValue,
    Membership,
    Negation,
    Not,
    Number,
    Or,
    ParameterValue,
    Product,
    Sum,
    Truth,
)

Formula = NewType("Formula", str)
Quantity = NewType("Quantity", str)

ALWAYS = Formula("true")
NEVER = Formula("false")


def fixed(value: int) -> Quantity:
    """The formula for the number *value*."""
    return Quantity(str(value) if value >= 0 else f"(- {-value})")


def all_of(formulas: Sequence[Formula]) -> Formula:
    """All *formulas* hold (also when there are none)."""
    return Formula(f"(and true {' '.join(formulas)})") if formulas else ALWAYS


def any_of(formulas: Sequence[Formula]) -> Formula:
    """At least one of *formulas* holds."""
    return Formula(f"(or false {' '.join(formulas)})") if formulas else NEVER


def no(formula: Formula) -> Formula:
    """*formula* does not hold."""
    return Formula(f"(not {formula})")


def at_most(formulas: Sequence[Formula], most: int) -> Formula:
    """No more than *most* of *formulas* hold."""
    return ALWAYS if len(formulas) <= most else Formula(f"((_ at-most {most}) {' '.join(formulas)})")


def implies(when: Formula, then: Formula) -> Formula:
    """*then* holds whenever *when* does."""
    return Formula(f"(=> {when} {then})")


def same(left: Formula, right: Formula) -> Formula:
    """Both hold, or neither."""
    return Formula(f"(= {left} {right})")


def compare(left: Quantity, sign: str, right: Quantity | int) -> Formula:
    """*left* compared with *right*; the signs are those of conditions."""
    other = fixed(right) if isinstance(right, int) else right
    if sign == "!=":
        return Formula(f"(not (= {left} {other}))")
    return Formula(f"({'=' if sign == '==' else sign} {left} {other})")


def choose(when: Formula, then: Quantity, otherwise: Quantity) -> Quantity:
    """*then* if *when* holds, else *otherwise*."""
    return Quantity(f"(ite {when} {then} {otherwise})")


def total(numbers: Sequence[Quantity], weights: Sequence[int]) -> Quantity:
    """The sum of *numbers*, each times its weight."""
    parts = (f"(* {fixed(weight)} {number})" for number, weight in zip(numbers, weights, strict=True))
    return Quantity(f"(+ 0 {' '.join(parts)})") if numbers else fixed(0)


def distance(left: Quantity, right: Quantity | int) -> Quantity:
    """The absolute difference of *left* and *right*."""
    other = fixed(right) if isinstance(right, int) else right
    return Quantity(f"(ite (>= {left} {other}) (- {left} {other}) (- {other} {left}))")


def holds(expression: Expression, words: Sequence[Quantity]) -> Formula:
    """The formula for *expression*, which has no parameters left, over *words*: one number for each fact."""
    match expression:
        case Truth(value):
            return ALWAYS if value else NEVER
        case BoolFact(_, index):
            return compare(words[index], "!=", 0)
        case Comparison(sign, left, right):
            return compare(_number(left, words), sign, _number(right, words))
        case Membership(item, values):
            number = _number(item, words)
            return any_of([compare(number, "==", value) for value in values])
        case And(parts):
            return all_of([holds(part, words) for part in parts])
        case Or(parts):
            return any_of([holds(part, words) for part in parts])
        case Not(part):
            return no(holds(part, words))


def _number(number: Number, words: Sequence[Quantity]) -> Quantity:
    match number:
        case Constant(value):
            return fixed(value)
        case FactValue(_, index):
            return words[index]
        case Sum(left, right):
            return Quantity(f"(+ {_number(left, words)} {_number(right, words)})")
        case Difference(left, right):
            return Quantity(f"(- {_number(left, words)} {_number(right, words)})")
        case Product(constant, term):
            return Quantity(f"(* {fixed(constant)} {_number(term, words)})")
        case Negation(term):
            return Quantity(f"(- {_number(term, words)})")
        case ParameterValue(name):
            raise ValueError(f"parameter {name} has no value here; fill it in first")

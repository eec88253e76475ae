"""Makes mutants: small changes of a module that could change what it does, each as the whole text with one change.

The changes are those of mutmut (a number, a comparison, an operator, True and False, a word, a branch of a choice) and
four that matter in a model: a statement left out, a condition that always or never holds, half of a condition left
out, and the lowest for the highest. What a type checker refuses (None for a value) and changes of wording are not made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

WORDING = {"Text", "Belief", "TypeVar", "cast"}
"""Calls that are read by people or by the type checker only."""
GUARDS = {"strict", "repr", "usual"}
"""Keyword arguments that guard against mistakes of our own, or that only words follow from."""
NOT_RUN = {"__slots__", "__all__"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where it is, what it was and became, and the text of the module with it."""

    file: str
    line: int
    column: int
    before: str
    after: str
    text: str


# ---------------------------------------------------------------------- the changes


def _keyword_left_out(node: cst.Call) -> Iterator[cst.CSTNode]:
    for index, argument in enumerate(node.args):
        if argument.keyword is not None and argument.keyword.value not in GUARDS:
            left = [*node.args[:index], *node.args[index + 1 :]]
            if left:
                left[-1] = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            yield node.with_changes(args=left)


def _lowest_for_highest(node: cst.Call) -> Iterator[cst.CSTNode]:
    other = {"min": "max", "max": "min", "any": "all", "all": "any"}
    if isinstance(node.func, cst.Name) and node.func.value in other:
        yield node.with_changes(func=cst.Name(other[node.func.value]))


def _left_out(node: cst.SimpleStatementLine) -> Iterator[cst.CSTNode]:
    """A call for its effect, or what is put into an attribute or a row, does not happen."""
    if len(node.body) != 1:
        return
    does = node.body[0]
    call = isinstance(does, cst.Expr) and isinstance(does.value, cst.Call)
    puts = isinstance(does, cst.Assign) and isinstance(does.targets[0].target, cst.Attribute | cst.Subscript)
    if call or puts or isinstance(does, cst.AugAssign):
        yield node.with_changes(body=[cst.Pass()])


def _settled(test: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    yield cst.Name("True")
    yield cst.Name("False")


def _branch_settled(node: cst.If | cst.IfExp | cst.CompIf) -> Iterator[cst.CSTNode]:
    for test in _settled(node.test):
        space = cst.SimpleWhitespace(" ")
        known = {"whitespace_before_test": space} if not isinstance(node, cst.IfExp) else {}
        yield node.with_changes(test=test, **known)


def _half(node: cst.BooleanOperation) -> Iterator[cst.CSTNode]:
    for half in (node.left, node.right):
        yield half.with_changes(lpar=[cst.LeftParen(), *half.lpar], rpar=[*half.rpar, cst.RightParen()])


def _another_word(node: cst.SimpleString) -> Iterator[cst.CSTNode]:
    """A name among names: not a sentence, a sign or a code of a message."""
    if re.fullmatch(r"[a-z][a-z_.:]*", node.raw_value):
        yield from list(mutators.operator_string(node))[:1]


CHANGES: list[tuple[type | tuple[type, ...], Callable[[cst.CSTNode], Iterable[cst.CSTNode]]]] = [
    (cst.BaseNumber, mutators.operator_number),
    (cst.SimpleString, _another_word),
    (cst.Name, mutators.operator_name),
    (cst.AugAssign, mutators.operator_augmented_assignment),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.CSTNode, mutators.operator_keywords),
    (cst.CSTNode, mutators.operator_swap_op),
    (cst.Match, mutators.operator_match),
    (cst.Call, _keyword_left_out),
    (cst.Call, _lowest_for_highest),
    (cst.SimpleStatementLine, _left_out),
    ((cst.If, cst.IfExp, cst.CompIf), _branch_settled),
    (cst.BooleanOperation, _half),
]  # type: ignore[list-item]


# ---------------------------------------------------------------------- where they are made


class _Places(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[cst.CSTNode, list[cst.CSTNode], int, int]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _cannot_matter(node):
            return False
        made = [changed for kind, change in CHANGES if isinstance(node, kind) for changed in change(node)]
        if made:
            at = self.get_metadata(PositionProvider, node).start
            self.found.append((node, made, at.line, at.column + 1))
        return True


def _cannot_matter(node: cst.CSTNode) -> bool:
    """Types, decorators, imports, errors raised and asserted, docstrings, names in a constant, words for people."""
    if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom | cst.Raise | cst.Assert):
        return True
    if isinstance(node, cst.Expr) and isinstance(node.value, cst.BaseString):
        return True
    if isinstance(node, cst.Subscript) and isinstance(node.value, cst.Name) and node.value.value[0].isupper():
        return True
    if isinstance(node, cst.Assign) and isinstance(node.targets[0].target, cst.Name):
        name = node.targets[0].target.value
        return name in NOT_RUN or (name.isupper() and isinstance(node.value, cst.SimpleString))
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name):
        return node.func.value in WORDING
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value in GUARDS


def places(root: Path, file: str) -> list[list[Mutant]]:
    """Every place in *file* (a path below *root*) where something can be changed, with the mutants there."""
    text = (root / file).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    visitor = _Places()
    wrapper.visit(visitor)
    module = wrapper.module
    return [
        [
            Mutant(file, line, column, _code(module, node), _code(module, changed), _whole(module, node, changed))
            for changed in made
        ]
        for node, made, line, column in visitor.found
    ]


def _code(module: cst.Module, node: cst.CSTNode) -> str:
    return " ".join(module.code_for_node(node).split())


def _whole(module: cst.Module, node: cst.CSTNode, changed: cst.CSTNode) -> str:
    return module.deep_replace(node, changed).code  # type: ignore[attr-defined]

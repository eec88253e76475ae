"""From a tree of values to a shape, or to located problems in two languages.

Every fault becomes a problem at its own place in its own file. Reads no files.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.document.validation_messages import Explainer, LocatedFault, named
from ruwaard_sim.text import Text

ModelT = TypeVar("ModelT", bound=BaseModel)


def shape(
    model_class: type[ModelT], node: Node, findings: Findings, context: dict[str, Any] | None = None
) -> ModelT | None:
    """The value of *node* as a *model_class*, or None after noting in *findings* everything wrong with it.

    Surprising numbers are noted as warnings when there are no errors. *context* is handed to the
    shape's own validators, which say what is wrong with `strict.refuse`.
    """
    try:
        model = model_class.model_validate(node.plain(), context=context)
    except ValidationError as error:
        raw_errors = error.errors(include_url=False, include_input=False)
        faults = [_fault(details, node) for details in raw_errors if not _only_seems_short(details, node)]
        for mark, code, text, suggestion in Explainer(model_class, node).explain(faults):
            findings.add(mark, code, text, suggestion=suggestion)
        return None
    _note_doubts(model, node, findings)
    return model


def check_start(model: BaseModel, node: Node, day: date, findings: Findings) -> None:
    """Note (S030) every dated quantity in *model*, read from *node*, that has no value yet on *day*."""
    for at, quantity in quantities(model):
        if quantity.dates and quantity.dates[0] > day:
            first = quantity.dates[0]
            text = message("S030", first=first, day=day)
            findings.add(node.key_mark_at((*at, "values", first.isoformat())), "S030", named(at, text))


def _note_doubts(model: BaseModel, node: Node, findings: Findings) -> None:
    for at, quantity in quantities(model):
        assert quantity.measure is not None
        doubts = list(quantity.measure.doubts(quantity))
        if doubts:
            _, text, within, suggestion = first = doubts[0]
            more = len(doubts) - 1
            if more:
                text = Text(f"{text.nl} (en nog {more} getal(len) hier)", f"{text.en} (and {more} more here)")
            loc = (*at, *within)
            findings.add(node.mark_at(loc), first.code, named(loc, text), suggestion=suggestion, severity="warning")


def _fault(details: Any, node: Node) -> LocatedFault:
    kind, loc = details["type"], tuple(details["loc"])
    context = details.get("ctx", {})
    missing = None
    if kind == "missing":
        missing, loc = str(loc[-1]), loc[:-1]
    elif kind == "union_tag_not_found":
        missing = str(context["discriminator"]).strip("'")
        misspelled = _misspelled(missing, node.get(_existing(loc, node)))
        if misspelled is not None:
            kind, loc, missing = "extra_forbidden", (*loc, misspelled), None
    on_key = kind == "extra_forbidden" or "[key]" in loc
    return LocatedFault(kind, _existing(loc, node), context, details["msg"], missing, on_key)


def _only_seems_short(details: Any, node: Node) -> bool:
    """True if a list only seems too short because some of its parts are wrong (which is reported as well)."""
    if details["type"] != "too_short":
        return False
    written = node.get(_existing(tuple(details["loc"]), node))
    parts = None if written is None else written.content
    return isinstance(parts, list | dict) and len(parts) >= details["ctx"]["min_length"]


def _misspelled(key: str, block: Node | None) -> str | None:
    """The key in *block* that was perhaps meant to be *key*: the one that says what other keys there may be."""
    return nearest(key, block.content) if block is not None and isinstance(block.content, dict) else None


def _existing(loc: Loc, node: Node) -> Loc:
    """The steps of *loc* that exist in *node*: validation adds the names of choices to a path.

    Of several ways to read *loc*, the one that uses most steps, and of those the one that uses the last.
    """
    best: dict[tuple[int, int], tuple[int, Loc]] = {}

    def read(position: int, current: Node) -> tuple[int, Loc]:
        if position == len(loc):
            return 0, ()
        seen_before = best.get((position, id(current)))
        if seen_before is not None:
            return seen_before
        path_below = read(position + 1, current)
        child = current.child(loc[position])
        if child is not None:
            score, rest = read(position + 1, child)
            score += 3 if position + 1 == len(loc) else 2
            if score >= path_below[0]:
                path_below = score, (loc[position], *rest)
        best[position, id(current)] = path_below
        return path_below

    return read(0, node)[1]

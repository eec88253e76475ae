"""The beliefs of a scenario: whether what they name is there, what the model is given, and how to leave them out.

A belief is a factor on something the model would otherwise do by arithmetic alone; 1 changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ruwaard_sim.plan import UNBELIEVED, LogNormal, Outcomes, Provision, Referral
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantity_fields import Quantity
from ruwaard_sim.scenario.schema.belief_models import EffectOf, OutcomesOf
from ruwaard_sim.scenario.schema.mechanism_models import believed
from ruwaard_sim.scenario.schema.models import ProvisionOf, Scenario
from ruwaard_sim.text import Text

PART = "beliefs"
_ON_HELP = ("stay", "amount", "relapse")
_NEEDS: dict[str, tuple[str, ...]] = {"demand": ("domains",), "referral": ("domains", "to", "instead")}
_MAY: dict[str, frozenset[str]] = {
    "demand": frozenset({"domains"}),
    "referral": frozenset({"domains", "to", "instead"}),
    "stay": frozenset({"routes", "layers", "by"}),
    "amount": frozenset({"routes", "layers", "by"}),
    "relapse": frozenset({"routes", "layers"}),
}
_SELECTORS = ("domains", "routes", "layers", "by", "to", "instead")


def without_beliefs(scenario: Scenario) -> Scenario:
    """The same scenario in which nobody believes anything: every effect neutral, nothing reckoned afterwards."""
    chosen = scenario.mechanisms
    for at, quantity, belief in believed(chosen):
        chosen = _with(chosen, at[1:], quantity.certainly(belief.neutral))
    return scenario.model_copy(update={PART: None, "mechanisms": chosen})


def _with(value_of: Any, at: Loc, value: Quantity) -> Any:
    step, rest = str(at[0]), at[1:]
    below = value_of[step] if isinstance(value_of, dict) else getattr(value_of, step)
    put = {step: _with(below, rest, value) if rest else value}
    return value_of | put if isinstance(value_of, dict) else value_of.model_copy(update=put)


def tree_without_beliefs(tree: Node, scenario: Scenario) -> Node:
    """The *tree* of *scenario* in which nobody believes anything."""
    for at, quantity, belief in believed(scenario.mechanisms):
        path = tuple(str(step) for step in at)
        written = tree.get(path)
        assert written is not None
        tree = tree.put(path, _certainly(written, quantity.certainly(belief.neutral)))
    return tree if tree.child(PART) is None else tree.without((PART,))


def _certainly(written: Node, quantity: Quantity) -> Node:
    assert isinstance(written.content, dict)
    levels = {str(at[0]): Node(number, written.mark) for at, number in quantity.numbers_written()}
    children = {key: child for key, child in written.content.items() if key not in ("value", "values", *levels)}
    return replace(written, content=levels | children)


def _effects(scenario: Scenario, *acts_on: str) -> Iterator[EffectOf]:
    if scenario.beliefs is not None:
        yield from (effect for effect in scenario.beliefs.effects.values() if effect.acts_on in acts_on)


def acting(scenario: Scenario) -> dict[str, Text]:
    """The beliefs at work in *scenario* (collapsed to a day): their titles, by name.

    An effect stands under its own name, what is believed with the answer to a question under the path of the key.
    """
    effects = {} if scenario.beliefs is None else scenario.beliefs.effects
    titles = {name: effect.title for name, effect in effects.items() if effect.factor.number != 1}
    for at, quantity, belief in believed(scenario.mechanisms):
        if quantity.number != belief.neutral:
            titles[".".join(map(str, at))] = belief.text
    return titles


def believed_demand(scenario: Scenario, domain: str) -> Iterator[float]:
    """The factors that beliefs put on the needs of *domain*."""
    return (effect.factor.number for effect in _effects(scenario, "demand") if domain in effect.domains)


def believed_help(scenario: Scenario, provision: Provision) -> Provision:
    """*provision* with the beliefs about it applied."""
    effects = [effect for effect in _effects(scenario, *_ON_HELP) if _about(effect, provision.route, provision.layer)]
    for effect in effects:
        if not effect.by:
            provision = _changed(provision, effect.acts_on, effect.factor.number)
    by_group = [effect for effect in effects if effect.by]
    if not by_group:
        return provision
    return replace(
        provision,
        believed=tuple((_of(by_group, "stay", pool), _of(by_group, "amount", pool)) for pool in provision.pools),
    )


def _about(effect: EffectOf, route: str, layer: str) -> bool:
    return route in effect.routes or layer in effect.layers


def _changed(provision: Provision, aspect: str, factor: float) -> Provision:
    if aspect == "stay":
        return replace(provision, stay=_times(provision.stay, factor))
    if aspect == "amount":
        return provision if provision.amount is None else replace(provision, amount=_times(provision.amount, factor))
    return replace(provision, relapse=provision.relapse * factor)


def _times(law: LogNormal, factor: float) -> LogNormal:
    return LogNormal(law.mu + math.log(factor), law.sigma)


def _of(effects: Iterable[EffectOf], target: str, pool: str) -> float:
    group = pool.partition(".")[0]
    return math.prod(e.factor.number for e in effects if e.acts_on == target and group in e.by)


def referrals(scenario: Scenario) -> tuple[Referral, ...]:
    """The referrals by belief, as the model takes them."""
    numbers = {name: number for number, name in enumerate(scenario.needs.domains)}
    return tuple(
        Referral(effect.to or "", effect.instead or "", tuple(numbers[name] for name in effect.domains), factor)
        for effect in _effects(scenario, "referral")
        if (factor := effect.factor.number) != 1
    )


def outcomes(scenario: Scenario) -> Outcomes:
    """The believed outcomes, as the model takes them."""
    if scenario.beliefs is None:
        return UNBELIEVED
    written = scenario.beliefs.outcomes
    return Outcomes(**{name: _number(getattr(written, name)) for name in OutcomesOf.model_fields})


def _number(written: Quantity | None) -> float | None:
    return None if written is None else written.number


# ---------------------------------------------------------------------- what is named


def check_beliefs(check: CheckContext) -> None:
    """Note every belief that names what is not there, or cannot act on what it names."""
    if check.scenario.beliefs is None:
        return
    for name, effect in check.scenario.beliefs.effects.items():
        at: Loc = (PART, "effects", name)
        _form(check, at, effect)
        _names(check, at, effect)
        if effect.acts_on in _ON_HELP:
            _help(check, at, effect)
        elif effect.acts_on == "referral":
            _referral(check, at, effect)


def _form(check: CheckContext, at: Loc, effect: EffectOf) -> None:
    """X140: the keys that belong to what it acts on, and no others."""
    may, target = _MAY[effect.acts_on], effect.acts_on
    for key in _SELECTORS:
        if getattr(effect, key) and key not in may:
            check.note(
                (*at, key),
                "X140",
                which="form_2",
                word=key,
                target=target,
                may=", ".join(sorted(may)),
                key=True,
            )
    missing = [key for key in _NEEDS.get(target, ()) if not getattr(effect, key)]
    if target in _ON_HELP and not effect.routes and not effect.layers:
        missing = ["routes"]
    for key in missing:
        check.note(
            at,
            "X140",
            which="form",
            target=target,
            word=key,
            key=True,
        )


def _names(check: CheckContext, at: Loc, effect: EffectOf) -> None:
    organisation = check.scenario.organisation
    layers = dict.fromkeys(provision.layer for provision in organisation.provisions.values())
    names_of: Mapping[str, tuple[Iterable[str], str, str]] = {
        "domains": (check.scenario.needs.domains, "leefdomein", "domain"),
        "routes": (organisation.provisions, "voorziening", "provision"),
        "layers": (layers, "laag", "layer"),
        "by": (organisation.staff, "groep", "staff group"),
    }
    for key, (words, nl, en) in names_of.items():
        for index, word in enumerate(getattr(effect, key)):
            check.is_one_of((*at, key, index), word, words, nl, en)
    for key in ("to", "instead"):
        if (word := getattr(effect, key)) is not None:
            check.is_one_of((*at, key), word, organisation.provisions, "voorziening", "provision")


def _help(check: CheckContext, at: Loc, effect: EffectOf) -> None:
    about = {
        name: provision
        for name, provision in check.scenario.organisation.provisions.items()
        if _about(effect, name, provision.layer)
    }
    for name, provision in about.items():
        _share(check, at, effect, name, provision)
    givers = {pool.partition(".")[0] for provision in about.values() if provision.by for pool in provision.by.rows}
    for index, group in enumerate(effect.by if "by" in _MAY[effect.acts_on] else ()):
        if about and group in check.scenario.organisation.staff and group not in givers:
            check.note(
                (*at, "by", index),
                "X141",
                which="help_2",
                group=group,
                about=", ".join(about),
            )
    if effect.acts_on == "amount" and about and all(provision.amount is None for provision in about.values()):
        check.note(
            (*at, "acts_on"),
            "X141",
            which="help",
            about=", ".join(about),
        )


def _share(check: CheckContext, at: Loc, effect: EffectOf, name: str, provision: ProvisionOf) -> None:
    if effect.acts_on != "relapse":
        return
    if _highest(provision.relapse) * _highest(effect.factor) > 1:
        check.note(
            (*at, "factor"),
            "X142",
            name=name,
        )


def _highest(quantity: Quantity) -> float:
    """The highest of its likeliest values."""
    return max([quantity.at(day).number for day in quantity.dates] or [quantity.number])


def _referral(check: CheckContext, at: Loc, effect: EffectOf) -> None:
    """X143: a referral leads from one route to another, and a pgb is no route that rules can give."""
    if effect.to is not None and effect.to == effect.instead:
        check.note(
            (*at, "instead"),
            "X143",
            which="referral",
        )
    for key in ("to", "instead"):
        provision = check.scenario.organisation.provisions.get(getattr(effect, key) or "")
        if provision is not None and provision.layer == "pgb":
            check.note(
                (*at, key),
                "X143",
                which="referral_2",
            )

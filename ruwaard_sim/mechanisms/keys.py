"""Declarations of YAML keys: each field of a mechanism carries its dimension and its description.

A mechanism is a frozen dataclass whose fields are its keys. The scenario layer reads these
declarations to check a file, to convert units and to write the JSON Schema; no key is described twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ruwaard_sim.text import Text

META = "key"


@dataclass(frozen=True, slots=True)
class Belief:
    """A belief expressed by a key: in words, with the neutral value (in base units) that stands for nobody believing it."""

    text: Text
    neutral: float


@dataclass(frozen=True, slots=True)
class Key:
    """The declaration of one key; *form* says what is written: a number, a name, or several of them."""

    form: str
    text: Text
    dimension: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    usual: tuple[float, float] | None = None
    words: tuple[str, ...] = ()
    """The options of a choice."""
    belief: Belief | None = None
    """The belief behind any value but the neutral one; None where the value follows from hours, money and time."""


def number(
    dimension: str,
    nl: str,
    en: str,
    *,
    minimum: float | None = 0.0,
    maximum: float | None = None,
    usual: tuple[float, float] | None = None,
    belief: Belief | None = None,
) -> Any:
    """A number with a unit of *dimension* (see ``units.UNITS``); the mechanism receives it in base units.

    Beyond *usual* (in base units; by default what is usual for one case or one client) ``check`` asks whether it is meant.
    """
    return field(metadata={META: Key("number", Text(nl, en), dimension, minimum, maximum, usual, belief=belief)})


def pool(nl: str, en: str) -> Any:
    """The name of a pool of hours: ``staff.task``."""
    return field(metadata={META: Key("pool", Text(nl, en))})


def route(nl: str, en: str) -> Any:
    """The name of a provision."""
    return field(metadata={META: Key("route", Text(nl, en))})


def work_by_pool(nl: str, en: str) -> Any:
    """Work by pool: ``{staff.task: 3 hours, …}``; the mechanism receives minutes."""
    return field(metadata={META: Key("work by pool", Text(nl, en), "work", 0.0)})


def choice(nl: str, en: str, *words: str) -> Any:
    """A key whose value is one of *words*."""
    return field(metadata={META: Key("choice", Text(nl, en), words=words)})


def factor_by_domain(nl: str, en: str, *, belief: Belief | None = None) -> Any:
    """A factor of 1 at most by leefdomein: ``{contact: 0.8, …}``."""
    return field(metadata={META: Key("factor by domain", Text(nl, en), "ratio", 0.0, 1.0, belief=belief)})


def layers(nl: str, en: str) -> Any:
    """Names of layers of help: ``[algemeen, collectief]``; the mechanism receives a tuple."""
    return field(metadata={META: Key("layers", Text(nl, en))})


def places(nl: str, en: str) -> Any:
    """The name of a provision's places, such as a house."""
    return field(metadata={META: Key("places", Text(nl, en))})


def money_by_route(nl: str, en: str) -> Any:
    """Money by route: ``{begeleiding: 5000 EUR, …}``; the mechanism receives cents."""
    return field(metadata={META: Key("money by route", Text(nl, en), "money", 0.0, usual=(10_00, 50_000_00))})


NOTHING: Mapping[str, float] = MappingProxyType({})
"""An empty mapping for mechanisms that need none."""

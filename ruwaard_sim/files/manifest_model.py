"""The manifest and the dictionary of a result folder, as far as a page about a study needs them.

Older versions kept less: what they did not keep has a default here, and a page does without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, TypeAdapter
from pydantic import ValidationError as Invalid

from ruwaard_sim.text import Text


class Section(BaseModel):
    """A section of the manifest. Keys that a page does not need are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class StudySection(Section):
    """The study that was run; *counterfactual* are its variants outside the law."""

    id: str
    title: Text
    question: Text
    baseline: str
    variants: tuple[str, ...]
    counterfactual: tuple[str, ...]
    headline: tuple[str, ...] = ()
    titles: dict[str, Text] = {}
    since: dict[str, date] = {}
    named_twice: tuple[Text, ...] = ()
    same_residents: StrictBool | None = None


class ReplicationsSection(Section):
    """The replications: how many, which failed, and whether they were precise enough (None: no precision was asked)."""

    requested: StrictInt = Field(alias="asked")
    completed: StrictInt = Field(alias="done")
    failed: tuple[Any, ...]
    precise: StrictBool | None


class AssumptionsSection(Section):
    """The number of values of the variants, and how many of those are assumptions."""

    values: StrictInt
    assumed: StrictInt


class DrawnValueEntry(Section):
    """One value that was drawn: the scenario that has it (*of*), its path, and the variants in which it acts."""

    of: str
    path: str
    title: Text
    variants: tuple[str, ...]


class DrawsSection(Section):
    """The draws: which values, the draw that each replication used, and the numbers of each draw (*rows*)."""

    name: str
    there_are: StrictInt
    values: tuple[DrawnValueEntry, ...]
    stale: tuple[str, ...]
    stale_targets: tuple[str, ...] = ()
    of_replication: dict[int, str]
    rows: dict[str, tuple[StrictInt | StrictFloat, ...]] = {}


class ShockEntry(Section):
    """A shock, with the first and the last day of each time it occurs."""

    title: Text
    spans: tuple[tuple[date, date], ...]


class Manifest(Section):
    """The content of ``manifest.json``."""

    study: StudySection
    replications: ReplicationsSection
    seed: StrictInt
    assumptions: AssumptionsSection
    draws: DrawsSection | None = None
    effects: str | None = None
    beliefs: dict[str, dict[str, Text]] = {}
    shocks: dict[str, tuple[ShockEntry, ...]] = {}


class IndicatorEntry(Section):
    """An entry of ``indicators.json``: how an indicator is called and shown."""

    name: str
    title: Text
    unit: str
    group: str
    group_title: Text
    decimals: StrictInt
    still_waiting: str | None
    effect: StrictBool
    belief: StrictBool = False
    better: Literal["lower", "higher"] | None = None
    matters: StrictInt | StrictFloat = 0.0
    on_time: str | None = None


class Misfit(NamedTuple):
    """A key that is missing or holds another kind of value. *path* leaves out positions in lists; "" is the top."""

    path: str
    missing: bool


_DICTIONARY = TypeAdapter(tuple[IndicatorEntry, ...])


def manifest_misfits(manifest: Mapping[str, Any]) -> list[Misfit]:
    """List where *manifest* differs from :class:`Manifest`, each key once."""
    try:
        Manifest.model_validate(manifest)
    except Invalid as invalid:
        return _misfits(invalid)
    return []


def dictionary_misfits(indicators: object) -> list[Misfit]:
    """List where *indicators* is not a list of :class:`IndicatorEntry`, each key once."""
    try:
        _DICTIONARY.validate_python(indicators)
    except Invalid as invalid:
        return _misfits(invalid)
    return []


def _misfits(invalid: Invalid) -> list[Misfit]:
    misfits = (
        Misfit(".".join(key for key in error["loc"] if isinstance(key, str)), error["type"] == "missing")
        for error in invalid.errors(include_url=False, include_context=False, include_input=False)
    )
    return list(dict.fromkeys(misfits))

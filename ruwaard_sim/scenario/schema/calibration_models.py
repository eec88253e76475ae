"""The models of a calibration and of the file of draws that comes of one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from ruwaard_sim.scenario.document.base_model import Line, Many, Meaning, Name, Shape, TextField
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.quantity_fields import Quantity
from ruwaard_sim.units import UNITS

Prior = Annotated[Quantity, Measure(tuple(dict.fromkeys(unit.dimension for unit in UNITS.values())))]
Home = Annotated[
    Name | None,
    Meaning("de variant die deze waarde zo zegt; anders de basis", "the variant that says this value; else the base"),
]


Seed = Annotated[int, Field(ge=0, lt=2**63)]
LongSeed = Annotated[Seed, BeforeValidator(lambda seed: int(seed) if _is_digits(seed) else seed)]
"""A seed that may also be written as text: a number of more than 18 digits is none in a scenario file."""
Positive = Annotated[int, Field(ge=1)]


def _is_digits(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19


class FittedValue(Shape):
    """A value that is fitted: what it is, why it is not known, and what it can be if the scenario does not say so."""

    title: Annotated[TextField, Meaning("wat het is, voor lezers", "what it is, for readers")]
    because: Annotated[TextField, Meaning("waarom juist deze waarde", "why this value")]
    of: Home = None
    prior: Prior | None = None


class Calibration(Shape):
    """``kind: calibration``: which values are fitted to which targets, with how many draws."""

    kind: Literal["calibration"]
    id: Name
    base: Annotated[Name, Meaning("de basis met de doelen ernaast", "the base with the targets beside it")]
    title: TextField
    because: Annotated[TextField, Meaning("waarom zo, voor lezers", "why so, for readers")]
    values: Annotated[dict[Line, FittedValue], Field(min_length=1)]
    targets: Annotated[
        Many[Name],
        Field(min_length=1),
        Meaning("de doelen die moeten passen", "the targets that must fit"),
    ]
    waves: Annotated[int, Field(ge=1, le=20), Meaning("hoeveel rondes", "how many rounds")]
    draws: Annotated[int, Field(ge=1, le=100_000), Meaning("trekkingen per ronde", "draws a round")]
    replications: Annotated[
        int, Field(ge=1, le=1_000), Meaning("doorrekeningen per trekking", "replications of each draw")
    ]
    seed: Seed


class DrawnValue(Shape):
    """A value that was drawn: where it stands, in whose file, in which unit, and between which bounds."""

    path: Line
    of: Name
    title: TextField
    unit: Line
    low: float
    mode: float
    high: float


class DrawsOrigin(Shape):
    """The origin of draws: version, seed, counts and dates."""

    version: Line
    seed: LongSeed
    written: Annotated[
        Positive | None,
        Meaning("hoe vaak het scenario zoals het staat is doorgerekend", "how often the scenario as written was lived"),
    ] = None
    replications: Positive
    waves: Positive
    candidates: Positive
    lived: Positive
    accepted: Positive


class Draws(Shape):
    """``kind: draws``: the draws of a calibration that fitted, for studies to use. Made by a command."""

    kind: Literal["draws"]
    id: Name
    base: Name
    calibration: Name
    title: TextField
    made: DrawsOrigin
    numbers: Annotated[
        dict[Name, Line],
        Field(min_length=1),
        Meaning("de vingerafdruk van elke variant", "the fingerprint of each variant it was fitted with"),
    ]
    targets: Annotated[
        dict[Name, Line],
        Field(min_length=1),
        Meaning("de vingerafdruk van elk doel", "the fingerprint of each target it was fitted to"),
    ]
    values: Annotated[Many[DrawnValue], Field(min_length=1)]
    draws: Annotated[dict[Line, Many[float]], Field(min_length=1)]

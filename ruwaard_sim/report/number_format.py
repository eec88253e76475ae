"""Numbers as people read them: rounded to what is known, with the marks of the reader's language.

It rounds and spells; it computes nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ruwaard_sim.text import Lang, Text

ABSENT = "–"

_SHOWN_UNITS: dict[str, Text] = {
    "EUR": Text("€", "€"),
    "kEUR": Text("€ 1.000", "€ 1,000"),
    "EUR/year": Text("€ per jaar", "€ a year"),
    "EUR/month": Text("€ per maand", "€ a month"),
    "EUR/4 weeks": Text("€ per vier weken", "€ in four weeks"),
    "EUR/hour": Text("€ per uur", "€ an hour"),
    "meetings": Text("overleggen", "meetings"),
    "times": Text("keer", "times"),
    "times/year": Text("keer per jaar", "times a year"),
    "instalments": Text("termijnen", "instalments"),
    "days": Text("dagen", "days"),
    "weeks": Text("weken", "weeks"),
    "months": Text("maanden", "months"),
    "years": Text("jaar", "years"),
    "hours": Text("uren", "hours"),
    "minutes": Text("minuten", "minutes"),
    "minutes/week": Text("minuten per week", "minutes a week"),
    "hours/week": Text("uren per week", "hours a week"),
    "hours/year": Text("uren per jaar", "hours a year"),
    "persons": Text("mensen", "persons"),
    "households": Text("huishoudens", "households"),
    "cases": Text("dossiers", "cases"),
    "cases/year": Text("per jaar", "a year"),
    "places": Text("plaatsen", "places"),
    "count": Text("aantal", "number"),
    "points": Text("punten", "points"),
    "share": Text("%", "%"),
    "%/year": Text("% per jaar", "% a year"),
    "share/year": Text("(deel) per jaar", "(share) a year"),
    "persons/household": Text("mensen per huishouden", "persons a household"),
    "persons/year": Text("mensen per jaar", "persons a year"),
    "households/year": Text("huishoudens per jaar", "households a year"),
    "dwellings": Text("woningen", "dwellings"),
    "ratio": Text("verhouding", "ratio"),
    "per 1,000/year": Text("per 1.000 per jaar", "per 1,000 a year"),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """The display of a unit: its name, the factor for values, and the most decimals that make sense."""

    unit: str
    factor: float
    decimals: int


def unit_said(unit: str, lang: Lang) -> str:
    """*unit* in words, or as written in files when there is no other word."""
    return _SHOWN_UNITS[unit].say(lang) if unit in _SHOWN_UNITS else unit


def scale(unit: str, decimals: int, lang: Lang) -> Scale:
    """The scale of *unit*: shares become percentages, other units stay."""
    name = unit_said(unit, lang)
    if unit == "share":
        return Scale(name, 100.0, max(0, decimals - 2))
    return Scale(name, 1.0, decimals)


def number(value: float, decimals: int, lang: Lang) -> str:
    """Write *value* with *decimals* decimals; below zero these are zeros at the end: -3 gives thousands."""
    rounded = round(value, decimals) + 0.0
    english = f"{rounded:,.{max(0, decimals)}f}"
    if lang == "en":
        return english
    return english.translate(str.maketrans(",.", ".,"))


def decimals_known(half_width: float | None, most: int) -> int:
    """Return how many decimals an interval leaves to tell.

    As many as show one figure of its half width, or two where that begins with 1; but never more than
    *most*, which is also the answer without an interval or with one of no width.
    """
    if not half_width or not math.isfinite(half_width):
        return most
    exponent = math.floor(math.log10(half_width))
    leading = half_width / 10.0**exponent
    return min(most, -exponent + (1 if leading < 2 else 0))


def with_margin(mean: float | None, half_width: float | None, shown: Scale, lang: Lang) -> str:
    """Write ``12,3 ± 0,6``; only the mean when there is no interval; a dash when there is no figure."""
    if mean is None:
        return ABSENT
    half = None if half_width is None else half_width * shown.factor
    decimals = decimals_known(half, shown.decimals)
    text = number(mean * shown.factor, decimals, lang)
    if half is None:
        return text
    return f"{text} ± {number(half, decimals, lang) if half else '0'}"

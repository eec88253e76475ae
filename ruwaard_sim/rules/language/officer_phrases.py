"""What somebody probably meant who writes a condition as people speak: the same in the words of conditions.

The words are those of an officer (*tussen 18 en 27 jaar*, *niet alleenstaand*, *eigen kracht < 3*). Whether the result
is a condition is for the reader to try; here text is only put in other words.
"""

from __future__ import annotations

import re
from typing import Final

from ruwaard_sim.rules.language.vocabulary import Fact, Vocabulary

_COMPARED: Final = (
    (r"(?:is |zijn )?(?:minstens|ten ?minste|at least)", ">="),
    (r"(?:is |zijn )?(?:hoogstens|ten ?hoogste|at most)", "<="),
    (r"(?:is |zijn )?(?:hoger|groter|meer|ouder|zwaarder|higher|larger|more|older) (?:dan|than)", ">"),
    (r"(?:is |zijn )?(?:lager|kleiner|minder|jonger|lichter|lower|smaller|less|younger) (?:dan|than)", "<"),
)
_JOINED: Final = ((r"en|and|&&?", "and"), (r"of|or|\|\|?", "or"))
_YES: Final = r"ja|waar|true|yes"
_NO: Final = r"nee|onwaar|false|no"
_UNITS: Final = r"x|keer|jaar|jaren|punten|uur|euro|years?|points?|times"
_ENDS: Final = {">": "<", ">=": "<="}


def in_the_language(line: str, vocabulary: Vocabulary) -> str:
    """*line* in the words of conditions as far as that is clear; the same text where nothing is."""
    text = " ".join(line.split())
    for fact in sorted(vocabulary.facts, key=lambda fact: -len(fact.name)):
        spoken = fact.name.replace("_", " ")
        if spoken != fact.name:
            text = re.sub(rf"\b{re.escape(spoken)}\b", fact.name, text)
    text = re.sub(rf"(\d+)\s*(?:{_UNITS})\b", r"\1", text) if not re.search(r"\btussen\b", text) else text
    text = _between(text, vocabulary)
    for words, sign in _COMPARED:
        text = re.sub(rf"\b(?:{words})(?=\s)", sign, text)
    for fact in vocabulary.facts:
        text = _about(fact, text)
    text = re.sub(r"\bniet\b|\bgeen\b", "not", text)
    text = re.sub(r"(?<=\S)\s*,\s*(?![^{]*\})", " and ", text)
    for words, joined in _JOINED:
        text = re.sub(rf"(?:(?<=\s)|(?<=\w))\s*(?<!\w)(?:{words})(?!\w)\s*", f" {joined} ", text)
    text = re.sub(r"\s+(?:and|or)\s*$", "", text)
    for fact in vocabulary.facts:
        text = re.sub(rf"\b{fact.name} == (\w+) or (\w+)\b(?!\s*[<>=!]|\s+in\b)", _choice(fact), text)
    return _values(text, vocabulary)


def _between(text: str, vocabulary: Vocabulary) -> str:
    """``tussen 18 en 27`` and ``in {18..27}`` as a chain; of whole years without a fact, the fact in years."""
    text = re.sub(r"\b(\w+) in \{\s*(\d+)\s*\.\.\s*(\d+)\s*\}", r"\2 <= \1 <= \3", text)
    pattern = rf"(?:\b(\w+) (?:is )?)?\b(?:tussen|between) (\d+) (?:en|and) (\d+)(?: ({_UNITS})\b)?"

    def chain(match: re.Match[str]) -> str:
        fact = match[1]
        if fact is None:
            unit = "years" if match[4] in ("jaar", "jaren", "year", "years") else None
            named = [known.name for known in vocabulary.facts if unit is not None and known.unit == unit]
            if len(named) != 1:
                return match[0]
            (fact,) = named
        return f"{match[2]} <= {fact} <= {match[3]}"

    return re.sub(pattern, chain, text)


def _about(fact: Fact, text: str) -> str:
    """What is said of one fact: that it is, or is not, something."""
    name = re.escape(fact.name)
    if fact.type == "bool":
        text = re.sub(rf"\b{name} (?:is|=|==) (?:{_NO})\b", f"not {fact.name}", text)
        return re.sub(rf"\b{name} (?:is|=|==) (?:{_YES})\b", fact.name, text)
    text = re.sub(rf"\b{name} (?:is niet|is geen|is not|not|niet|geen|<>) (?=\w)", f"{fact.name} != ", text)
    return re.sub(rf"\b{name} (?:is|=) (?=\w)", f"{fact.name} == ", text)


def _choice(fact: Fact) -> str:
    return f"{fact.name} in {{\\1, \\2}}" if fact.values or fact.type == "int" else r"\g<0>"


def _values(text: str, vocabulary: Vocabulary) -> str:
    """A value beside a fact that does not have it, and a number beside a fact of values."""
    values = [value for fact in vocabulary.facts for value in fact.values]
    owners = {value: fact for fact in vocabulary.facts for value in fact.values if values.count(value) == 1}
    numbers = {fact.name for fact in vocabulary.facts if fact.type == "int"}

    def owned(match: re.Match[str]) -> str:
        fact, sign, value = match.groups()
        return f"{owners[value].name} {sign} {value}" if fact in numbers and value in owners else match[0]

    text = re.sub(r"\b(\w+) (>=|<=|>|<|==) ([a-z]\w*)\b", owned, text)
    for fact in vocabulary.facts:
        if fact.values:
            name = re.escape(fact.name)
            text = re.sub(rf"\b{name} >=? \d+\b", f"{fact.name} == {fact.values[-1]}", text)
            text = re.sub(rf"\b{name} <=? \d+\b", f"{fact.name} == {fact.values[0]}", text)
    return text

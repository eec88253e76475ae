"""The words and tables of the rule tests, written as in docs/rules.md. No tests here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruwaard_sim.rules import (
    Fact,
    Guarantee,
    Implication,
    Neutral,
    NeverNegative,
    Parameter,
    Rising,
    Rule,
    Spend,
    Table,
    Vocabulary,
    guarantee_vocabulary,
    parse,
)
from ruwaard_sim.rules.language.vocabulary import written_factor
from ruwaard_sim.text import Text

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")

_FACT = re.compile(r"(\S+): (int|money|bool|enum|ordered)(?: \{(.*?)\})?(?: (-?\d+)\.\.(-?\d+) (\S+))? typical (\S+)")
_PARAMETER = re.compile(r"(\S+) = (-?\d+) (\S+)")
_RULE = re.compile(r"(\S+): (\S+(?: or \S+)*)( alike)?(?: when (.*))?")


def title(name: str) -> Text:
    """A title that shows which language is spoken."""
    spoken = name.replace("_", " ")
    return Text(f"de {spoken}", f"the {spoken}")


def fact(written: str) -> Fact:
    """A fact from a line such as ``zwaarte: int 0..10 points typical 3``."""
    name, kind, words, low, high, unit, typical = _FACT.fullmatch(written).groups()
    values = tuple(words.split(", ")) if words else ()
    if kind == "bool":
        return Fact(name, kind, None, (), 0, 1, int(typical == "true"), title(name))
    if values:
        return Fact(name, kind, None, values, 0, len(values) - 1, values.index(typical), title(name))
    factor = written_factor(kind, unit)
    low, high, typical = (int(number) * factor for number in (low, high, typical))
    return Fact(name, kind, unit, (), low, high, typical, title(name))


def words(written: list[str]) -> tuple[tuple[Fact, ...], tuple[Parameter, ...]]:
    """Facts and parameters, one from each line."""
    facts = tuple(fact(line) for line in written if not _PARAMETER.fullmatch(line))
    found = [_PARAMETER.fullmatch(line) for line in written]
    parameters = tuple(Parameter(p[1], "int", p[3], int(p[2]), title(p[1])) for p in found if p)
    return facts, parameters


def table(written: str, hit: str = "first", outcomes: tuple[str, ...] = ("mdo", "thuis"), name: str = "proef") -> Table:
    """A table from ``R1: mdo when zwaarte > 3; R2: thuis or mdo alike``."""
    rules = []
    for line in written.split("; ") if written else ():
        rule, answers, alike, when = _RULE.fullmatch(line).groups()
        condition = None if when is None else parse(when, WORLD)
        outcome, *also = answers.split(" or ")
        title_of = title(f"regel_{rule}")
        rules.append(Rule(rule, title_of, condition, outcome, f"bron {rule}", also=tuple(also), alike=bool(alike)))
    return Table(name, Text("Wat past er?", "What fits?"), hit, outcomes, tuple(rules), WORLD)


_WORDS = PAGE.partition("## The words")[2].partition("\n## ")[0]
WORLD = Vocabulary(*words([line.strip() for line in _WORDS.splitlines() if line.startswith("    ")]))


def guarantee_of(written: dict[str, Any], rulebook: Mapping[str, Table], name: str = "G1") -> Guarantee:
    """A guarantee as it is written in a file, read with the words of *rulebook*."""
    words = guarantee_vocabulary(rulebook)
    assume = None if written.get("assume") is None else parse(written["assume"], words)
    if "then" in written:
        demand = Implication(assume, parse(written["then"], words))
    elif "rising" in written:
        order = tuple((group,) if isinstance(group, str) else tuple(group) for group in written["order"])
        demand = Rising(written["table"], written["rising"], order, assume)
    elif "neutral" in written:
        demand = Neutral(written["neutral"], tuple(written.get("tables", ())), assume)
    else:
        spends = [Spend(parse(spend["when"], words), spend["amount"]) for spend in written["spends"]]
        demand = NeverNegative(written["never_negative"], tuple(spends))
    return Guarantee(name, title(f"garantie_{name}"), "bron", demand)


def vector(**given: str) -> list[int]:
    """A facts vector: the typical case, with the *given* written values."""
    facts = list(WORLD.typical)
    for name, written in given.items():
        facts[WORLD.index(name)] = WORLD.encode(name, written)
    return facts

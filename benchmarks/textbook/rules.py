"""Asks the rules of the scenario for the textbook twin: each condition becomes one line of Python.

Words that a fact can be become text, words of an ordered fact their place in the order. Nothing is proved or
checked here, as the package does; the files are known to be sound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import CodeType
from typing import Any

from benchmarks.textbook.scenario import Numbers


class Rules:
    """The tables in force: which rule applies to someone."""

    def __init__(self, numbers: Numbers) -> None:
        facts = numbers.node("rules.facts")
        self._words: dict[str, str | int] = {}
        for fact in facts.values():
            for place, word in enumerate(fact.get("values", ())):
                meant = place if fact["type"] == "ordered" else word
                if self._words.setdefault(word, meant) != meant:
                    raise ValueError(f"the word {word} has two meanings")
        self.parameters = {
            name: round(numbers.number(f"rules.parameters.{name}.value")) for name in numbers.names("rules.parameters")
        }
        self._tables = {
            table: [(self._compiled(rule.get("when", "True")), rule["then"]) for rule in rules.values()]
            for table in ("aanpak", "routering", "aanbod")
            for rules in (numbers.node(f"rules.{table}.rules"),)
        }

    def _compiled(self, condition: str) -> CodeType:
        """Compile a condition as Python."""

        def meant(found: re.Match[str]) -> str:
            return repr(self._words[found[0]]) if found[0] in self._words else found[0]

        return compile(re.sub(r"[a-z_]\w*", meant, condition), condition, "eval")

    def place(self, word: str) -> int:
        """The place of a word of an ordered fact."""
        return int(self._words[word])

    def first(self, table: str, facts: Mapping[str, Any]) -> str:
        """What the first rule that applies says."""
        return str(next(then for when, then in self._tables[table] if eval(when, self.parameters, facts)))

    def offers(self, facts: Mapping[str, Any]) -> set[str]:
        """Everything that is offered beside the route."""
        return {then for when, then in self._tables["aanbod"] if eval(when, self.parameters, facts)}

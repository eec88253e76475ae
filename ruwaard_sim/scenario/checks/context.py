"""Notes problems with a scenario: at their place, in two languages, with the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ruwaard_sim.errors import Findings, Severity, nearest
from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.text import Text

_MOST_NAMED = 12


def listed(words: Iterable[str]) -> str:
    """The first dozen of *words*, as they are named in a message."""
    words = list(words)
    return ", ".join(words[:_MOST_NAMED]) + (", …" if len(words) > _MOST_NAMED else "")


def unknown(word: str, choices: Iterable[str], noun: Text) -> Text:
    """The sentence for a *word* that is none of the *choices*; *noun* says what it should be."""
    there_are = listed(choices)
    known_nl, known_en = (f"; bekend: {there_are}", f"; known: {there_are}") if there_are else ("", "")
    return Text(f"geen {noun.nl} met de naam '{word}'{known_nl}", f"no {noun.en} called '{word}'{known_en}")


def unknown_source(word: str, sources: Iterable[str]) -> Text:
    """The sentence for a *word* that is none of the *sources*, and how to add one of one's own."""
    text = unknown(word, sources, Text("bron", "source"))
    return Text(
        f"{text.nl}. Een eigen bron schrijft u in de variant, onder 'sources:', of in sources.yaml van de basis",
        f"{text.en}. Write a source of your own in the variant, under 'sources:', or in sources.yaml of the base",
    )


@dataclass(frozen=True, slots=True)
class CheckContext:
    """One scenario and its tree, with the means to note a problem at a place in it."""

    scenario: Scenario
    node: Node
    findings: Findings

    def note(
        self,
        at: Loc,
        code: str,
        *,
        which: str = "",
        suggestion: str | None = None,
        key: bool = False,
        severity: Severity = "error",
        **fields: object,
    ) -> None:
        """Note a problem at the value (or the key) at *at*: the message of *code* with its *fields*."""
        mark = self.node.key_mark_at(at) if key else self.node.mark_at(at)
        self.findings.add(mark, code, message(code, which, **fields), suggestion=suggestion, severity=severity)

    def is_one_of(self, at: Loc, word: str, choices: Iterable[str], nl: str, en: str, *, key: bool = False) -> bool:
        """True if *word* at *at* is one of *choices*; notes X010 otherwise. *nl* and *en* say what it should be."""
        choices = list(choices)
        if word in choices:
            return True
        mark = self.node.key_mark_at(at) if key else self.node.mark_at(at)
        text = unknown(word, choices, Text(nl, en))
        self.findings.add(mark, "X010", text, suggestion=nearest(word, choices))
        return False

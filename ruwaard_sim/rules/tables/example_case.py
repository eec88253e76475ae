"""A made-up resident: one case that could exist, told by what is unusual about it. Asks nothing of any rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ruwaard_sim.rules.language.vocabulary import Vocabulary
from ruwaard_sim.rules.language.wording import Speaker
from ruwaard_sim.text import Lang, Text


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """The *facts* of one case, one run-time number for each fact of *vocabulary*."""

    facts: tuple[int, ...]
    vocabulary: Vocabulary = field(repr=False)

    @property
    def unusual(self) -> tuple[str, ...]:
        """The facts that differ from those of the typical case."""
        pairs = zip(self.vocabulary.facts, self.facts, strict=True)
        return tuple(fact.name for fact, value in pairs if value != fact.typical)

    @property
    def written(self) -> str:
        """The unusual facts, as ``zwaarte=9, urgentie=crisis``; the others are those of the typical case."""
        return written_facts(self, self.unusual)

    def say(self, lang: Lang) -> str:
        """The unusual facts in a sentence: ``een bewoner met: zwaarte is 9 punten, urgentie is crisis``."""
        description, whom = say_facts(self, self.unusual, lang), self.vocabulary.whom.say(lang)
        if not description:
            return Text(f"een {whom} met doorsnee kenmerken", f"a {whom} with typical traits").say(lang)
        return Text(f"een {whom} met: {description}", f"a {whom} with: {description}").say(lang)


def differing(resident: ExampleCase, other: ExampleCase) -> tuple[str, ...]:
    """The facts that are otherwise for *other* than for *resident*, who have the same vocabulary."""
    rows = zip(resident.vocabulary.facts, resident.facts, other.facts, strict=True)
    return tuple(fact.name for fact, value, other_value in rows if value != other_value)


def written_facts(resident: ExampleCase, names: Sequence[str]) -> str:
    """The facts called *names*, as :func:`~ruwaard_sim.rules.tables.explanation.parse_facts` reads them."""
    vocabulary = resident.vocabulary
    return ", ".join(f"{name}={vocabulary.decode(name, resident.facts[vocabulary.index(name)])}" for name in names)


def say_facts(resident: ExampleCase, names: Sequence[str], lang: Lang) -> str:
    """The facts called *names*, to be read aloud: ``de zwaarte is 9 punten, de urgentie is crisis``."""
    speaker = Speaker(resident.vocabulary, lang)
    return ", ".join(speaker.fact_is(name, resident.facts[resident.vocabulary.index(name)]) for name in names)

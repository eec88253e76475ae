"""The catalogue of questions, their answers and keys, read from the code that answers them.

Nothing is described here: titles, texts, meanings, units and bounds are those of the mechanisms themselves.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from ruwaard_sim.errors import UsageError, nearest
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.mechanisms.keys import Belief, Form, Key, Name, Number, NumberBy, key_of
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.scalars import shown
from ruwaard_sim.scenario.schema.mechanism_models import measure_of
from ruwaard_sim.text import Text
from ruwaard_sim.units import UNITS


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One key of an answer: what it means, in what it may be measured and within which bounds."""

    name: str
    form: Form
    text: Text
    measure: Measure | None
    belief: Belief | None

    @property
    def names(self) -> str | None:
        """The kind of thing it names, or has an entry for: ``pool``, ``route``, ``domain``; None for a number."""
        return self.form.of.word if isinstance(self.form, Name | NumberBy) else None

    @property
    def by_name(self) -> bool:
        """True if it has an entry for each of several names."""
        return isinstance(self.form, NumberBy)

    @property
    def is_number(self) -> bool:
        """True if it is one number."""
        return isinstance(self.form, Number)

    @property
    def units(self) -> list[str]:
        """The units in which it may be written; none for a name."""
        return [] if self.measure is None else self.measure.units

    @property
    def units_said(self) -> Text:
        """The units, as words of a sentence, each as it is written in a file."""
        *first, last = [f"'{unit}'" for unit in self.units] or [""]
        listed = ", ".join(first)
        names = Text(f"{listed} of {last}", f"{listed} or {last}") if first else Text(last, last)
        return Text(f"eenheid {names.nl}", f"unit {names.en}")

    def bounds(self, unit: str) -> tuple[float | None, float | None]:
        """The lowest and highest number allowed, in *unit*; None where there is no bound."""
        if self.measure is None:
            return None, None
        factor = UNITS[unit].factor
        low, high = (
            None if bound is None else float(f"{bound / factor:.6g}")
            for bound in (self.measure.minimum, self.measure.maximum)
        )
        return low, high


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """One answer to a question: its name and title, what it assumes, and its keys."""

    name: str
    title: Text
    says: Text
    """What it assumes and where that comes from; in English the first paragraph of its docstring."""
    keys: tuple[KeyEntry, ...]

    def key(self, name: str) -> KeyEntry | None:
        """The key called *name*."""
        return next((key for key in self.keys if key.name == name), None)


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """One question, and the answers there are."""

    name: str
    title: Text
    by_role: bool
    answers: Mapping[str, AnswerEntry]

    @property
    def places(self) -> list[str]:
        """The paths under ``mechanisms`` at which it is answered: its name, or one for each role."""
        return [f"{self.name}.{role}" for role in ROLES] if self.by_role else [self.name]


@cache
def catalogue() -> Mapping[str, QuestionEntry]:
    """Every question there is, in the order of ``QUESTIONS``."""
    return {
        name: QuestionEntry(
            name,
            question.title,
            question.by_role,
            {answer: _answer(answer, cls) for answer, cls in question.answers.items()},
        )
        for name, question in QUESTIONS.items()
    }


def question(name: str) -> QuestionEntry:
    """The question called *name*; UsageError with the nearest name when there is none."""
    questions = catalogue()
    if name not in questions:
        raise UsageError(_unknown(Text("vraag", "question"), name, list(questions)))
    return questions[name]


def answer(of: QuestionEntry, name: str) -> AnswerEntry:
    """The answer called *name* to this question; UsageError with the nearest name when there is none."""
    if name not in of.answers:
        noun = Text(f"antwoord op '{of.name}'", f"answer to '{of.name}'")
        raise UsageError(_unknown(noun, name, list(of.answers)))
    return of.answers[name]


def _answer(name: str, cls: type[Any]) -> AnswerEntry:
    summary = inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0]
    plain = re.sub(r"``(.+?)``", r"\1", " ".join(summary.split()))
    keys = tuple(_key(field.name, key_of(field)) for field in fields(cls))
    return AnswerEntry(name, cls.title, Text(cls.in_dutch, plain), keys)


def _key(name: str, key: Key) -> KeyEntry:
    number = key.number
    if number is None:
        return KeyEntry(name, key.form, key.text, None, None)
    return KeyEntry(name, key.form, key.text, measure_of(number), number.belief)


def _unknown(noun: Text, name: str, names: list[str]) -> Text:
    suggested = nearest(name, names)
    perhaps = Text("", "")
    if suggested is not None:
        perhaps = Text(f" (bedoelde u '{suggested}'?)", f" (did you mean '{suggested}'?)")
    listed = ", ".join(names)
    return Text(
        f"er is geen {noun.nl} met de naam {shown(name)}; er zijn: {listed}{perhaps.nl}",
        f"there is no {noun.en} called {shown(name)}; there are: {listed}{perhaps.en}",
    )

"""The words rules may use: facts about a case and parameters of the policy, each with type, unit and range.

At run time a fact's value is always a whole number, so every back end computes the same: yes/no is
1/0, an enum or ordered value is its place in the list, money is whole cents. A *facts vector* holds
one such number for every fact, in the order of the vocabulary. People write and read values as
words and in the fact's unit; :meth:`Vocabulary.encode` and :meth:`Vocabulary.decode` go between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ruwaard_sim.errors import UsageError, nearest
from ruwaard_sim.rules.language.messages import RESERVED, in_short, message, same_name
from ruwaard_sim.text import Text
from ruwaard_sim.units import UNITS

FactType = Literal["int", "money", "bool", "enum", "ordered"]
ParameterType = Literal["int", "money"]

LARGEST = 10**12
"""No number in a rule, a fact's range or a parameter may be larger: sums then always fit in 64 bits."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_AMOUNT = re.compile(r"(-?)([0-9]{1,15})\.([0-9]{1,9})")
_YES_NO = {"true": 1, "ja": 1, "yes": 1, "waar": 1, "false": 0, "nee": 0, "no": 0, "onwaar": 0}


def written_factor(kind: str, unit: str | None) -> int:
    """The number of run-time units in one written unit: 100 for money in ``EUR`` or ``EUR/month``, 1 otherwise."""
    currency = UNITS.get((unit or "").partition("/")[0])
    if kind == "money" and currency is not None and currency.dimension == "money":
        return int(currency.factor)
    return 1


def written_number(value: int, factor: int) -> str:
    """The run-time number *value* as people write it: 2450 cents in EUR is ``24.50``, 2400 is ``24``."""
    units, rest = divmod(abs(value), factor)
    decimals = f"{rest:0{_decimals(factor)}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if value < 0 else ''}{units}{'.' + decimals if rest else ''}"


def _decimals(factor: int) -> int:
    return len(str(factor)) - 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a rule may ask about a case.

    *minimum*, *maximum* and *typical* are run-time numbers (money in cents, enum values as places).
    *values* are the words of an enum or ordered fact, the lowest first; empty for other types.
    """

    name: str
    type: FactType
    unit: str | None
    values: tuple[str, ...]
    minimum: int
    maximum: int
    typical: int
    title: Text

    @property
    def is_word(self) -> bool:
        """True if its values are words, not numbers."""
        return self.type in ("enum", "ordered")

    def decode(self, value: int) -> str:
        """Write the run-time number *value* as people do. Raises ValueError for a number without a word."""
        if self.is_word:
            if not 0 <= value < len(self.values):
                raise ValueError(f"{self.name} has {len(self.values)} values; there is no value {value}")
            return self.values[value]
        if self.type == "bool":
            return "true" if value else "false"
        return written_number(value, written_factor(self.type, self.unit))

    @property
    def range_in_words(self) -> str:
        """The values that can be written, for a message: ``laag, middel, hoog`` or ``0 .. 10``."""
        if self.is_word:
            return ", ".join(self.values)
        if self.type == "bool":
            return "true, false"
        return f"{self.decode(self.minimum)} .. {self.decode(self.maximum)}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the policy that may change on a date; *value* is what holds now (money in cents)."""

    name: str
    type: ParameterType
    unit: str | None
    value: int
    title: Text
    range: tuple[int, int] | None = field(default=None, compare=False)
    """The lowest and the highest it can be, both whole numbers; None where it is certain. It decides no rule."""

    def decode(self, value: int) -> str:
        """Write the run-time number *value* as people do."""
        return written_number(value, written_factor(self.type, self.unit))


class VocabularyError(UsageError):
    """A word or a written value that the vocabulary does not know; *code* and *suggestion* say more."""

    def __init__(self, code: str, text: Text, suggestion: str | None) -> None:
        suggested = Text("", "")
        if suggestion is not None:
            suggested = Text(f" (bedoelde u '{suggestion}'?)", f" (did you mean '{suggestion}'?)")
        super().__init__(Text(text.nl + suggested.nl, text.en + suggested.en))
        self.code = code
        self.bare_text = text
        self.suggestion = suggestion


RESIDENT = Text("bewoner", "resident")
"""Whom facts are about unless it is said."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts and parameters of a rule table; the order of the facts is the order of a facts vector.

    *whom* is what the facts are about, as it is called in what is said of an example.

    Raises ValueError when two of them have one name; :func:`check_vocabulary` says so in words for a user.
    """

    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...] = ()
    whom: Text = RESIDENT
    _facts: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _parameters: Mapping[str, Parameter] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_facts", {fact.name: index for index, fact in enumerate(self.facts)})
        object.__setattr__(self, "_parameters", {parameter.name: parameter for parameter in self.parameters})
        if len({*self._facts, *self._parameters}) < len(self.facts) + len(self.parameters):
            raise ValueError("a name is used twice in one vocabulary")

    @property
    def names(self) -> tuple[str, ...]:
        """Every fact and parameter by name, the facts first."""
        return (*self._facts, *self._parameters)

    @property
    def typical(self) -> tuple[int, ...]:
        """The facts vector of the most ordinary case."""
        return tuple(fact.typical for fact in self.facts)

    @property
    def parameter_values(self) -> dict[str, int]:
        """The current value of each parameter, as a run-time number."""
        return {parameter.name: parameter.value for parameter in self.parameters}

    def fact(self, name: str) -> Fact | None:
        """The fact called *name*, or None."""
        index = self._facts.get(name)
        return None if index is None else self.facts[index]

    def parameter(self, name: str) -> Parameter | None:
        """The parameter called *name*, or None."""
        return self._parameters.get(name)

    def index(self, name: str) -> int:
        """The place of fact *name* in a facts vector. Raises VocabularyError with the nearest fact."""
        if name not in self._facts:
            raise VocabularyError("R302", message("R302", word=in_short(name)), self.nearest_fact(name))
        return self._facts[name]

    def nearest_fact(self, word: str) -> str | None:
        """The fact whose name looks most like *word*."""
        return nearest(word[:80].casefold(), self._facts)

    def encode(self, name: str, written: str) -> int:
        """The run-time number of fact *name* for the *written* value.

        Written as ``4``, ``24.50`` (money in EUR), ``true``/``ja``/``yes`` or ``crisis``. Raises
        VocabularyError for an unknown fact (R302), and for a value that is unreadable or out of range (R304).
        """
        fact = self.facts[self.index(name)]
        text = written.strip()
        value = _read(fact, text)
        if value is None or not fact.minimum <= value <= fact.maximum:
            words = fact.values if fact.is_word else ("true", "false") if fact.type == "bool" else ()
            text_of = message("R304", word=in_short(text), fact=name, range=fact.range_in_words)
            raise VocabularyError("R304", text_of, nearest(text[:80].casefold(), words))
        return value

    def decode(self, name: str, value: int) -> str:
        """Write the run-time number *value* of fact *name* as people do; the inverse of :meth:`encode`."""
        return self.facts[self.index(name)].decode(value)


def _read(fact: Fact, text: str) -> int | None:
    if fact.is_word:
        return fact.values.index(text) if text in fact.values else None
    if fact.type == "bool":
        return _YES_NO.get(text.casefold())
    factor = written_factor(fact.type, fact.unit)
    if _WHOLE.fullmatch(text):
        return int(text) * factor
    amount = _AMOUNT.fullmatch(text)
    if amount is None or len(amount[3]) > _decimals(factor):
        return None
    size = int(amount[2]) * factor + int(amount[3].ljust(_decimals(factor), "0"))
    return -size if amount[1] else size


class VocabularyProblem(NamedTuple):
    """Something wrong with the declaration of fact or parameter *name*; *word* is that name, or one of its values."""

    name: str
    code: str
    text: Text
    word: str


def check_vocabulary(facts: Sequence[Fact], parameters: Sequence[Parameter] = ()) -> tuple[VocabularyProblem, ...]:
    """Everything that keeps these words from being a clear language; empty when all is well.

    R201 a name or value that a condition cannot spell, R202 one word for two things,
    R203 a range that does not fit its type.
    """
    return (*_spelling(facts, parameters), *_doubles(facts, parameters), *_ranges(facts, parameters))


def _spelling(facts: Sequence[Fact], parameters: Sequence[Parameter]) -> Iterator[VocabularyProblem]:
    words = [(fact.name, word) for fact in facts for word in (fact.name, *fact.values)]
    words += [(parameter.name, parameter.name) for parameter in parameters]
    for name, word in words:
        if not _NAME.fullmatch(word) or word in RESERVED:
            yield VocabularyProblem(name, "R201", message("R201", word=in_short(word)), word)


def _doubles(facts: Sequence[Fact], parameters: Sequence[Parameter]) -> Iterator[VocabularyProblem]:
    seen: set[str] = set()
    for name in [*(fact.name for fact in facts), *(parameter.name for parameter in parameters)]:
        if same_name(name) in seen:
            yield VocabularyProblem(name, "R202", message("R202", word=in_short(name)), name)
        seen.add(same_name(name))
    for fact in facts:
        own: set[str] = set()
        for value in fact.values:
            if same_name(value) in seen or same_name(value) in own:
                yield VocabularyProblem(fact.name, "R202", message("R202", word=in_short(value)), value)
            own.add(same_name(value))


def _ranges(facts: Sequence[Fact], parameters: Sequence[Parameter]) -> Iterator[VocabularyProblem]:
    for fact in facts:
        expected = (fact.minimum, fact.maximum)
        if fact.is_word:
            expected = (0, len(fact.values) - 1)
        elif fact.type == "bool":
            expected = (0, 1)
        fits = (
            (fact.minimum, fact.maximum) == expected
            and fact.is_word == bool(fact.values)
            and -LARGEST <= fact.minimum <= fact.typical <= fact.maximum <= LARGEST
        )
        if not fits:
            yield VocabularyProblem(fact.name, "R203", message("R203", word=in_short(fact.name)), fact.name)
    for parameter in parameters:
        if abs(parameter.value) > LARGEST:
            yield VocabularyProblem(
                parameter.name, "R203", message("R203", word=in_short(parameter.name)), parameter.name
            )

"""Declarations of YAML keys: each field of a mechanism carries its dimension and its description.

A mechanism is a frozen dataclass whose fields are its keys. The scenario layer reads these
declarations to check a file, to convert units and to write the JSON Schema; no key is described twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from ruwaard_sim.text import Text

_META = "key"


@dataclass(frozen=True, slots=True)
class Belief:
    """A belief expressed by a key: in words, with the neutral value (in base units) that stands for nobody believing it."""

    text: Text
    neutral: float


@dataclass(frozen=True, slots=True)
class NamedKind:
    """A kind of thing in a scenario that a key can name: its *word*, its *title* for readers and its *short* noun."""

    word: str
    title: Text
    short: Text


POOL = NamedKind("pool", Text("soort uren (personeel.taak)", "kind of hours (staff.task)"), Text("uren", "hours"))
ROUTE = NamedKind("route", Text("voorziening", "provision"), Text("voorziening", "provision"))
DOMAIN = NamedKind("domain", Text("leefdomein", "domain"), Text("leefdomein", "domain"))
PLACES = NamedKind("places", Text("voorziening met plekken", "provision with places"), Text("plekken", "places"))
LAYER = NamedKind("layer", Text("laag", "layer"), Text("laag", "layer"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number with a unit of *dimension* (see ``units.UNITS``), with bounds in base units."""

    dimension: str
    minimum: float | None = 0.0
    maximum: float | None = None
    usual: tuple[float, float] | None = None
    belief: Belief | None = None
    """The belief behind any value but the neutral one; None where the value follows from hours, money and time."""

    word: ClassVar[str] = "number"
    title: ClassVar[Text] = Text("number", "number")

    def names_in(self, value: Any) -> Iterator[Named]:
        """Yield nothing: a number names nothing."""
        return iter(())

    def numbers_in(self, value: Any) -> Iterator[tuple[Steps, Any]]:
        """Yield the number itself."""
        yield (), value

    def in_base_units(self, written: Any) -> Any:
        """The number that the mechanism receives."""
        return written.number


@dataclass(frozen=True, slots=True)
class Name:
    """The name of one thing of a kind."""

    of: NamedKind

    @property
    def word(self) -> str:
        """The form in one word, as programs read it."""
        return self.of.word

    @property
    def title(self) -> Text:
        """The form in words, for readers."""
        return Text(f"de naam van een {self.of.title.nl}", f"the name of a {self.of.title.en}")

    def names_in(self, value: Any) -> Iterator[Named]:
        """Yield the one name that is written."""
        yield Named((), value, self.of)

    def numbers_in(self, value: Any) -> Iterator[tuple[Steps, Any]]:
        """Yield nothing: there is no number in a name."""
        return iter(())

    def in_base_units(self, written: Any) -> Any:
        """The name, as it is written."""
        return written


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names of one kind; the mechanism receives a tuple."""

    of: NamedKind

    @property
    def word(self) -> str:
        """The form in one word, as programs read it."""
        return f"{self.of.word}s"

    @property
    def title(self) -> Text:
        """The form in words, for readers."""
        return Text("lagen van hulp", "layers of help") if self.of is LAYER else self.of.title

    def names_in(self, value: Any) -> Iterator[Named]:
        """Yield every name of the list."""
        yield from (Named((index,), name, self.of) for index, name in enumerate(value))

    def numbers_in(self, value: Any) -> Iterator[tuple[Steps, Any]]:
        """Yield nothing: there are no numbers in names."""
        return iter(())

    def in_base_units(self, written: Any) -> Any:
        """The names, as they are written."""
        return written


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    word: ClassVar[str] = "choice"
    title: ClassVar[Text] = Text("een van enkele woorden", "one of a few words")

    def names_in(self, value: Any) -> Iterator[Named]:
        """Yield nothing: a choice names nothing in the scenario."""
        return iter(())

    def numbers_in(self, value: Any) -> Iterator[tuple[Steps, Any]]:
        """Yield nothing: there is no number in a choice."""
        return iter(())

    def in_base_units(self, written: Any) -> Any:
        """The word, as it is written."""
        return written


@dataclass(frozen=True, slots=True)
class NumberBy:
    """A number for each of several names: ``{staff.task: 3 hours, …}``; *what* the numbers are, in one word."""

    what: str
    of: NamedKind
    number: Number

    @property
    def word(self) -> str:
        """The form in three words, as programs read it."""
        return f"{self.what} by {self.of.word}"

    @property
    def title(self) -> Text:
        """The form in words, for readers."""
        return Text(f"per {self.of.title.nl}", f"for each {self.of.title.en}")

    def names_in(self, value: Any) -> Iterator[Named]:
        """Yield every name for which there is a number."""
        yield from (Named((name,), name, self.of, is_key=True) for name in value)

    def numbers_in(self, value: Any) -> Iterator[tuple[Steps, Any]]:
        """Yield every number with the name it is for."""
        yield from (((name,), number) for name, number in value.items())

    def in_base_units(self, written: Any) -> Any:
        """The numbers that the mechanism receives, by name."""
        return FrozenNumbers({name: self.number.in_base_units(number) for name, number in written.items()})


Form = Number | Name | Names | Choice | NumberBy
"""What can be written at a key."""
Steps = tuple[str | int, ...]
"""The way from the value of a key to a part of it."""


class Named(NamedTuple):
    """A name within the value of a key: the way to it, the name, its kind, and whether it is itself a key."""

    at: Steps
    name: str
    of: NamedKind
    is_key: bool = False


class FrozenNumbers(dict[str, float]):
    """Numbers by name, as a value that can be compared and hashed like the mechanism that holds it."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))


@dataclass(frozen=True, slots=True)
class Key:
    """The declaration of one key: what it means, and the form in which it is written."""

    text: Text
    form: Form

    @property
    def number(self) -> Number | None:
        """The number that is written there, or for each name there; None where no number is written."""
        match self.form:
            case Number():
                return self.form
            case NumberBy(number=number):
                return number
        return None


def key_of(field: Field[Any]) -> Key:
    """The declaration of a mechanism's *field*."""
    key: Key = field.metadata[_META]
    return key


def _declared(nl: str, en: str, form: Form) -> Any:
    return field(metadata={_META: Key(Text(nl, en), form)})


def number(
    dimension: str,
    nl: str,
    en: str,
    *,
    minimum: float | None = 0.0,
    maximum: float | None = None,
    usual: tuple[float, float] | None = None,
    belief: Belief | None = None,
) -> Any:
    """Declare a number with a unit of *dimension*; the mechanism receives it in base units.

    Beyond *usual* (in base units; by default what is usual for one case or one client) ``check`` asks whether it is meant.
    """
    return _declared(nl, en, Number(dimension, minimum, maximum, usual, belief))


def pool(nl: str, en: str) -> Any:
    """Declare the name of a resource of hours: ``staff.task``."""
    return _declared(nl, en, Name(POOL))


def route(nl: str, en: str) -> Any:
    """Declare the name of a provision."""
    return _declared(nl, en, Name(ROUTE))


def work_by_pool(nl: str, en: str) -> Any:
    """Declare work by resource: ``{staff.task: 3 hours, …}``; the mechanism receives minutes."""
    return _declared(nl, en, NumberBy("work", POOL, Number("work")))


def choice(nl: str, en: str, *words: str) -> Any:
    """Declare a key whose value is one of *words*."""
    return _declared(nl, en, Choice(words))


def factor_by_domain(nl: str, en: str, *, belief: Belief | None = None) -> Any:
    """Declare a factor of 1 at most by leefdomein: ``{contact: 0.8, …}``."""
    return _declared(nl, en, NumberBy("factor", DOMAIN, Number("ratio", 0.0, 1.0, belief=belief)))


def layers(nl: str, en: str) -> Any:
    """Declare names of layers of help: ``[algemeen, collectief]``; the mechanism receives a tuple."""
    return _declared(nl, en, Names(LAYER))


def places(nl: str, en: str) -> Any:
    """Declare the name of a provision's places, such as a house."""
    return _declared(nl, en, Name(PLACES))


def money_by_route(nl: str, en: str) -> Any:
    """Declare money by route: ``{begeleiding: 5000 EUR, …}``; the mechanism receives cents."""
    return _declared(nl, en, NumberBy("money", ROUTE, Number("money", usual=(10_00, 50_000_00))))


NOTHING: Mapping[str, float] = MappingProxyType({})
"""An empty mapping for mechanisms that need none."""

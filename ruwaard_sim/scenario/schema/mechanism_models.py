"""The shape of ``mechanisms:`` in a scenario file, made from what each mechanism says of its own keys.

No key is described here: a mechanism's fields are its YAML keys. A question by role has an answer
for each role of party.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import Discriminator, create_model

from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.mechanisms.keys import Belief, Choice, Form, Key, Name, Names, Number, NumberBy, key_of
from ruwaard_sim.scenario.document.base_model import Line, Many, Meaning, Shape
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.quantity_fields import Quantity
from ruwaard_sim.units import DAYS_PER_YEAR

_USUAL: dict[str, tuple[float, float]] = {
    "duration": (0.04, 5 * DAYS_PER_YEAR),
    "work": (1, 6_000),
    "pace": (1, 2_400),
    "money per year": (100, 2_000_000),
    "growth": (-0.25, 0.25),
    "ratio": (0.001, 1_000),
}
"""Between which base units a number of a mechanism usually lies: about one case, one client, one wijk."""


def measure_of(number: Number) -> Measure:
    """The units, bounds and usual size of *number*."""
    dimension = number.dimension
    lowest = -0.9 if dimension == "growth" and number.minimum is None else number.minimum
    usual = number.usual or _USUAL.get(dimension)
    return Measure(dimension, lowest, number.maximum, usual, positive=dimension == "pace")


def _field(key: Key) -> Any:
    return Annotated[_type(key.form), Meaning(key.text.nl, key.text.en)]


def _type(form: Form) -> Any:
    match form:
        case Number():
            return Annotated[Quantity, measure_of(form)]
        case NumberBy(number=number):
            return dict[Line, _type(number)]  # type: ignore[misc]
        case Name():
            return Line
        case Names():
            return Many[Line]
        case Choice(words):
            return Literal[words]


def _answer_shape(question: str, answer: str, mechanism: type[Any]) -> type[Shape]:
    keys: dict[str, Any] = {f.name: (_field(key_of(f)), ...) for f in fields(mechanism)}
    chosen = Annotated[Literal[answer], Meaning("het gekozen antwoord", "the answer chosen")]  # type: ignore[valid-type]
    return create_model(f"{question}.{answer}", __base__=Shape, answer=(chosen, ...), **keys)


def _question_type(name: str) -> Any:
    question = QUESTIONS[name]
    shapes = [_answer_shape(name, answer, mechanism) for answer, mechanism in question.answers.items()]
    return shapes[0] if len(shapes) == 1 else Annotated[reduce(or_, shapes), Discriminator("answer")]


def _question_field(name: str) -> Any:
    question = QUESTIONS[name]
    meaning = Meaning(question.title.nl, question.title.en)
    if not question.by_role:
        return Annotated[_question_type(name), meaning]
    answer = _question_type(name)
    by_role = create_model(f"{name}.by_role", __base__=Shape, **dict.fromkeys(ROLES, (answer, ...)))  # type: ignore[call-overload]
    return Annotated[by_role, meaning]


@cache
def mechanisms_shape() -> type[Shape]:
    """The shape of ``mechanisms:``: one field for each question."""
    keys: dict[str, Any] = {name: (_question_field(name), ...) for name in QUESTIONS}
    return create_model("mechanisms", __base__=Shape, **keys)


def answers(written: Any) -> Iterator[tuple[str, Loc, Any]]:
    """Every answer in *written*, the ``mechanisms:`` of a scenario: its question, where it stands, and itself."""
    for name, question in QUESTIONS.items():
        answer = getattr(written, name)
        if question.by_role:
            yield from ((name, ("mechanisms", name, role), getattr(answer, role)) for role in ROLES)
        else:
            yield name, ("mechanisms", name), answer


def believed(written: Any) -> Iterator[tuple[Loc, Quantity, Belief]]:
    """Every number in *written*, the ``mechanisms:`` of a scenario, that is a belief.

    Where it stands, the number, and what is believed.
    """
    for question, at, answer in answers(written):
        for key in fields(QUESTIONS[question].answers[answer.answer]):
            number = key_of(key).number
            if number is not None and number.belief is not None:
                for steps, quantity in key_of(key).form.numbers_in(getattr(answer, key.name)):
                    yield (*at, key.name, *steps), quantity, number.belief


def mechanism(question: str, written: Any) -> Any:
    """The mechanism that *written* (a collapsed answer to *question*) describes, its numbers in base units."""
    cls = QUESTIONS[question].answers[written.answer]
    return cls(**{f.name: key_of(f).form.in_base_units(getattr(written, f.name)) for f in fields(cls)})

"""The strict base of all shapes a scenario file may have, and the few field types they share.

A shape refuses unknown keys and wrong types, and cannot be changed. What a shape finds wrong beyond
that, it says with :func:`refuse`. Knows no files and no places; `shaping` adds those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NamedTuple, NoReturn, TypeVar, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
    ValidationError,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from ruwaard_sim.messages import message
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.document.scalars import meant_date, read_date, shown
from ruwaard_sim.text import Text

T = TypeVar("T")

NAME_PATTERN = r"^[a-z0-9_-]+$"


class Shape(BaseModel):
    """A mapping in a scenario file: exactly these keys, exactly these types, never changed."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


class FieldProblem(NamedTuple):
    """One thing a validator finds wrong; *at* leads from the value it checks to where the fault stands.

    *at* is empty when the whole value is meant. *suggestion* is the nearest known word.
    """

    code: str
    text: Text
    at: Loc = ()
    suggestion: str | None = None


def refuse(*complaints: FieldProblem) -> NoReturn:
    """To be called in a validator of a shape: refuse the value because of these *complaints*.

    `shaping.shape` turns each into a located problem with its own code and texts.
    """
    raise ValidationError.from_exception_data(
        "scenario",
        [InitErrorDetails(type=_as_error(complaint), loc=complaint.at, input=None) for complaint in complaints],
    )


def _as_error(complaint: FieldProblem) -> PydanticCustomError:
    context = {"en": complaint.text.en, "nl": complaint.text.nl, "suggestion": complaint.suggestion}
    return PydanticCustomError(cast(Any, complaint.code), "{en}", context)


def complaint_in(context: Mapping[str, Any], code: str) -> FieldProblem | None:
    """The complaint inside a pydantic error with type *code* and this *context*; None if it is not ours."""
    if not {"nl", "en", "suggestion"} <= context.keys():
        return None
    return FieldProblem(code, Text(context["nl"], context["en"]), (), context["suggestion"])


@dataclass(frozen=True, slots=True)
class Meaning:
    """The purpose of a field, as metadata: ``size: Annotated[Staff, Meaning("hoeveel …", "how many …")]``.

    A problem about a missing key says it, and editors show it.
    """

    nl: str
    en: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The JSON Schema of the field, described in Dutch."""
        described = handler(schema)
        if "$ref" in described:
            described = {"allOf": [described]}
        return described | {"description": self.nl}


Line = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""A text of 1 to 2,000 characters."""

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=80)]
"""A name by which parts of a scenario refer to each other: small letters, digits, ``_`` and ``-``."""

Many = Annotated[tuple[T, ...], Strict(False)]
"""A list in the file, a tuple in Python: ``steps: Many[Name]``."""


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    day = read_date(value) if isinstance(value, str) else None
    if day is None:
        refuse(FieldProblem("S013", message("S013", value=shown(value)), suggestion=meant_date(str(value)[:20])))
    return day


Date = Annotated[date, BeforeValidator(_day)]
"""A day, written ``2018-01-31``; also usable for the keys of a mapping."""


class Bilingual(Shape):
    """The two languages of a :class:`Text` as they stand in a file."""

    nl: Annotated[Line, Meaning("de tekst in het Nederlands", "the text in Dutch")]
    en: Annotated[Line, Meaning("de tekst in het Engels", "the text in English")]


class _AsText:
    """Reads ``{nl: …, en: …}`` into a `words.Text`."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda both: Text(both.nl, both.en),
            handler.generate_schema(Bilingual),
            serialization=core_schema.plain_serializer_function_ser_schema(Text._asdict),
        )


TextField = Annotated[Text, _AsText()]
"""A text for readers, written ``{nl: …, en: …}``."""

Note = Annotated[Line | None, Meaning("een toelichting voor de lezer", "an explanation for the reader")]

"""Free text beside a value: ``note: Note = None``."""

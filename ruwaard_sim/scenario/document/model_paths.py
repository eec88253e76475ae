"""The models allowed at a path of a file: their keys, choices and the purposes of their fields.

Used only to explain problems, so it may take its time. It reads the shapes' annotations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import isclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ruwaard_sim.scenario.document.base_model import Bilingual, Meaning
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.text import Text


@dataclass(frozen=True, slots=True)
class ModelsAtPath:
    """The shapes that may stand at one place; several when the shape there depends on what is written."""

    shapes: tuple[type[BaseModel], ...]

    @property
    def keys(self) -> list[str]:
        """Every key that may be written here, in the order of declaration."""
        return list(dict.fromkeys(field_key(name, field) for name, field in self._fields()))

    @property
    def required(self) -> list[str]:
        """The keys that may not be left out."""
        return list(dict.fromkeys(field_key(name, field) for name, field in self._fields() if field.is_required()))

    def meaning(self, key: str) -> Text | None:
        """The purpose of the field *key*, or None when it does not say."""
        for name, field in self._fields():
            if field_key(name, field) == key:
                meaning = next((item for item in field.metadata if isinstance(item, Meaning)), None)
                if meaning is not None:
                    return Text(meaning.nl, meaning.en)
                if field.description:
                    return Text(field.description, field.description)
        return None

    def choices(self, key: str) -> list[str]:
        """The words among which the field *key* chooses; empty when it takes anything else."""
        annotations = [field.annotation for name, field in self._fields() if field_key(name, field) == key]
        chosen = [
            word for annotation in annotations if get_origin(annotation) is Literal for word in get_args(annotation)
        ]
        return [str(word) for word in dict.fromkeys(chosen)]

    def _fields(self) -> Iterator[tuple[str, FieldInfo]]:
        for shape in self.shapes:
            yield from shape.model_fields.items()


def field_key(name: str, field: FieldInfo) -> str:
    """The key under which a field is written: its alias, if it has one."""
    return field.alias or name


def landmarks(shape: type[BaseModel], loc: Loc, root: Node) -> ModelsAtPath:
    """The models that may stand at *loc* (existing keys and indices) in *root*, which should be a *shape*."""
    models: list[Any] = [shape]
    for depth, step in enumerate(loc):
        written = root.get(loc[:depth])
        models = [inner for outer in _narrowed(models, written) for inner in _inside(outer, step)]
    shapes = [option for option in _narrowed(models, root.get(loc)) if _is_shape(option)]
    return ModelsAtPath(tuple(dict.fromkeys(shapes)))


def _options(annotation: Any) -> Iterator[Any]:
    """The types among which *annotation* leaves a choice."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _options(get_args(annotation)[0])
    elif origin is Union or origin is UnionType:
        for option in get_args(annotation):
            yield from _options(option)
    else:
        yield Bilingual if annotation is Text else annotation


def _narrowed(annotations: Sequence[Any], written: Node | None) -> list[Any]:
    """The options of *annotations*; of several shapes those whose fixed words are the ones *written*."""
    options = [option for annotation in annotations for option in _options(annotation)]
    content = written.content if written is not None else None
    if not isinstance(content, dict):
        return options
    fitting = [option for option in options if not _is_shape(option) or _fits(option, content)]
    return fitting or options


def _fits(shape: type[BaseModel], content: Mapping[str, Node]) -> bool:
    for name, field in shape.model_fields.items():
        written = content.get(field_key(name, field))
        if get_origin(field.annotation) is Literal and written is not None:
            words = get_args(field.annotation)
            if len(words) == 1 and written.content != words[0]:
                return False
    return True


def _inside(option: Any, step: str | int) -> Iterator[Any]:
    """The types under *step* in a value of type *option*."""
    origin, args = get_origin(option), get_args(option)
    if _is_shape(option):
        for name, field in option.model_fields.items():
            if field_key(name, field) == step:
                yield field.annotation
    elif isclass(origin) and issubclass(origin, Mapping) and len(args) == 2:
        yield args[1]
    elif isclass(origin) and issubclass(origin, Sequence) and isinstance(step, int) and args:
        yield args[0]


def _is_shape(option: Any) -> bool:
    return isclass(option) and get_origin(option) is None and issubclass(option, BaseModel)

"""Writes scenario trees as YAML, so that results can contain the scenarios they came from."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from ruwaard_sim.scenario.document.node import Node
from ruwaard_sim.scenario.document.scalars import resolve, spelled


class _Plain(yaml.SafeDumper):
    """A dumper without aliases that quotes texts wherever YAML could read them as something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Fast(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same, three times as fast, for texts without characters beyond the first 65,536 of Unicode."""

    ignore_aliases = _Plain.ignore_aliases


def _text(dumper: Any, text: str) -> Any:
    """Return a plain text where reading gives the same text back, and a quoted one otherwise."""
    plain = resolve(text) == text and "\n" not in text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _number(dumper: Any, number: float) -> Any:
    """Return a number without an exponent: scenario files have none."""
    written = spelled(number)
    return dumper.represent_scalar("tag:yaml.org,2002:" + ("float" if "." in written else "int"), written)


for _dumper in (_Plain, _Fast):
    _dumper.add_representer(str, _text)
    _dumper.add_representer(float, _number)


def resolved_text(tree: Node) -> str:
    """Return the tree as YAML, with its keys in their order."""
    content = tree.plain()
    text = _written(content, _Fast)
    return _written(content, _Plain) if "\\U" in text else text


def _written(content: Any, dumper: Any) -> str:
    text: str = yaml.dump(content, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110)
    return text


_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def in_line(value: Any) -> str:
    """Return *value* as YAML on one line, as people write it: ``{low: 1, mode: 2, high: 4, unit: hours}``."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_word(key)}: {in_line(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_line(child) for child in value) + "]"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    return _word(value) if isinstance(value, str) else spelled(value)


def quoted(text: str) -> str:
    """Return *text* in double quotes, escaped."""
    return json.dumps(text, ensure_ascii=False)


def _word(text: str) -> str:
    safe = _DATE.fullmatch(text) or (_PLAIN.fullmatch(text) and resolve(text) == text)
    return text if safe else quoted(text)

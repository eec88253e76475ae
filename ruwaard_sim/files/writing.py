"""Scenario trees written out again as YAML, so that a result can hold the scenario it came from."""

from __future__ import annotations

from typing import Any

import yaml

from ruwaard_sim.scenario.node import Node
from ruwaard_sim.scenario.spelling import resolve, spelled


class _Plain(yaml.SafeDumper):
    """Writes what was read: no aliases, and texts in quotes wherever YAML might take them for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, text: str) -> Any:
    """A text as it is where reading gives the same text back, and between quotes otherwise."""
    plain = resolve(text) == text and "\n" not in text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _number(dumper: Any, number: float) -> Any:
    """A number without exponents, which scenario files do not have."""
    written = spelled(number)
    return dumper.represent_scalar("tag:yaml.org,2002:" + ("float" if "." in written else "int"), written)


_Plain.add_representer(str, _text)
_Plain.add_representer(float, _number)


def resolved_text(tree: Node) -> str:
    """The tree as YAML text, keys in their order."""
    return yaml.dump(tree.plain(), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)

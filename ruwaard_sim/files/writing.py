"""Scenario trees written out again as YAML, so that a result can hold the scenario it came from."""

from __future__ import annotations

from typing import Any

import yaml

from ruwaard_sim.scenario.node import Node


class _Plain(yaml.SafeDumper):
    """Writes what was read: no aliases, and texts in quotes wherever YAML might take them for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def resolved_text(tree: Node) -> str:
    """The tree as YAML text, keys in their order."""
    return yaml.dump(tree.plain(), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)

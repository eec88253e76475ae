"""Reads the numbers of the scenario files for the textbook twin: plain YAML, a path, a unit, a day.

Follows the opening of docs/model.md: of *low, mode, high* the mode counts, of *values* the last one whose date has
come, and a table of shares is divided by its sum. Shares nothing with the package but the files.
"""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
WEEK, YEAR, HOUR = 7.0, 365.25, 60.0
UNITS = {
    "days": 1.0,
    "weeks": WEEK,
    "months": YEAR / 12,
    "years": YEAR,
    "hours": HOUR,
    "hours/week": HOUR,
    "hours/year": HOUR * WEEK / YEAR,
    "per 1,000/year": 1 / (1000 * YEAR),
    "share/year": 1 / YEAR,
    "households/year": 1 / YEAR,
    "times/year": 1 / YEAR,
    "%": 0.01,
    "%/year": 0.01,
    "EUR": 100.0,
    "EUR/year": 100.0,
    "EUR/hour": 100.0,
    **dict.fromkeys(("FTE", "persons", "households", "places", "instalments", "points", "share", "ratio"), 1.0),
}
"""What one of each unit is: in days, minutes, cents, or of 1; rates are a day, work is in minutes a week."""
FILES = ("population", "needs", "organisation", "money", "rules", "beliefs")


class Numbers:
    """The numbers in force: those of the base, or of a variant after its changes."""

    def __init__(self, tree: dict[str, Any]) -> None:
        self.tree = tree
        self.start: dt.date = tree["period"]["start"]
        self.days = (tree["period"]["end"] - self.start).days

    def node(self, path: str) -> Any:
        """What stands at a dotted path."""
        return _walk(self.tree, path.split("."))

    def has(self, path: str) -> bool:
        """Whether anything stands at the path."""
        try:
            self.node(path)
        except KeyError:
            return False
        return True

    def names(self, path: str) -> list[str]:
        """The keys at the path, in the order of the file."""
        return list(self.node(path))

    def number(self, path: str, day: float = 0.0) -> float:
        """The number at the path on that day, in the units of this module."""
        node = self.node(path)
        factor = UNITS[node["unit"]]
        if "values" in node:
            today = self.date(day)
            node = node["values"][max(when for when in node["values"] if when <= today)]
        return float(node.get("value", node.get("mode"))) * factor

    def rows(self, path: str) -> dict[str, float]:
        """A table, in the units of this module."""
        node = self.node(path)
        return {name: float(value) * UNITS[node["unit"]] for name, value in node["rows"].items()}

    def points(self, *paths: str) -> tuple[list[float], list[float]]:
        """Tables of ages together, as ages in order and their values."""
        found = sorted((float(age), value) for path in paths for age, value in self.rows(path).items())
        return [age for age, _ in found], [value for _, value in found]

    def shares(self, path: str) -> dict[str, float]:
        """A table divided by its sum."""
        rows = self.rows(path)
        whole = sum(rows.values())
        return {name: value / whole for name, value in rows.items()}

    def answer(self, question: str) -> str:
        """How the variant answers a question about governance or funding."""
        return str(self.node(f"mechanisms.{question}.answer"))

    def date(self, day: float) -> dt.date:
        """The date on which a day falls."""
        return self.start + dt.timedelta(days=int(day // 1))

    def day(self, when: dt.date) -> int:
        """The day number of a date."""
        return (when - self.start).days

    def dates(self) -> list[dt.date]:
        """Every date in a dated value."""
        return sorted(set(_dates(self.tree)))


def _walk(node: Any, parts: list[str]) -> Any:
    """Follow a path; a key may itself hold a dot, such as the name of a pool."""
    for taken in range(1, len(parts) + 1):
        key = ".".join(parts[:taken])
        if isinstance(node, dict) and key in node:
            return node[key] if taken == len(parts) else _walk(node[key], parts[taken:])
    if not parts:
        return node
    raise KeyError(".".join(parts))


def _dates(node: Any) -> list[dt.date]:
    if not isinstance(node, dict):
        return []
    own = [when for when in node.get("values", {}) if isinstance(when, dt.date)] if "unit" in node else []
    return own + [when for value in node.values() for when in _dates(value)]


@cache
def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((SCENARIOS / name).read_text(encoding="utf-8"))
    return found


def base() -> Numbers:
    """The numbers of the base scenario."""
    tree = deepcopy(_read("ruwaard/base.yaml"))
    for name in FILES:
        tree[name] = deepcopy(_read(f"ruwaard/{name}.yaml"))
    return Numbers(tree)


def variant(name: str) -> Numbers:
    """The numbers of a variant that builds on the base: each change replaces, adds or takes away what a path names."""
    numbers = base()
    file = _read(f"variants/{name}.yaml")
    if file["base"] != numbers.tree["id"] or "begins" in file:
        raise ValueError(f"{name}: the twin knows only variants on the base, from day 0 on")
    for path, change in file["changes"].items():
        *above, last = path.split(".")
        holder = numbers.node(".".join(above))
        if change["to"] is None:
            holder.pop(last, None)
        elif "before" in change:
            after: dict[str, Any] = {}
            for key in list(holder):
                if key == change["before"] or after:
                    after[key] = holder.pop(key)
            holder[last] = change["to"]
            holder.update(after)
        else:
            holder[last] = change["to"]
    return numbers

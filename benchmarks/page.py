"""How a measurement is printed: what was measured, what came out, and its goal beside it."""

from __future__ import annotations


def row(title: str, text: str) -> str:
    """One line of a table of measurements; a goal may follow."""
    return f"{title:<36}{text:<52}"


def at_most(value: float, goal: float, unit: str) -> str:
    """The goal beside a *value* that should be small."""
    return f"goal <= {goal:g} {unit}: {'met' if value <= goal else 'NOT MET'}"


def at_least(value: float, goal: float, unit: str) -> str:
    """The goal beside a *value* that should be large."""
    return f"goal >= {goal:g} {unit}: {'met' if value >= goal else 'NOT MET'}"

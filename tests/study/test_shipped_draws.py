"""The shipped draws give the same plans, number for number, as when they were fitted.

Draws are stamped with a hash of the scenario files, so moving a key makes them stale although no number changed.
They may then be stamped anew instead of fitted anew, because of this test: ``shipped_draws.csv`` has a hash of the
numbers of every plan, made on the code and the files with which the draws were fitted (commit 4c4fca5).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ruwaard_sim.files.loading import load_study
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.draws.draws import StudyDraws

HASHES = Path(__file__).parent / "shipped_draws.csv"
RULES = {"aanpak", "routering", "aanbod", "steering", "impossible"}
"""Fields of a regime that no draw touches: rules, which the rules hash covers, and who cannot exist."""
WHO = ("decides", "formal")
"""Answers whose keys are compared by name, wherever they stand."""


def numbers(value: Any) -> Iterator[str]:
    """Every number in *value*, in full."""
    if is_dataclass(value):
        yield from (
            text for key in fields(value) if key.name not in RULES for text in numbers(getattr(value, key.name))
        )
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in numbers(part))
    elif isinstance(value, tuple | list):
        yield from (text for part in value for text in numbers(part))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield repr(float(value))


def keys(regime: Any) -> dict[str, str]:
    """The keys of who decides and of formal requests, by name."""
    answers = [getattr(regime, name) for name in WHO if hasattr(regime, name)]
    return {key.name: str(getattr(answer, key.name)) for answer in answers for key in fields(answer)}


def digest(plans: Mapping[str, Plan]) -> str:
    """SHA-256 of all numbers of these plans."""
    content = [
        [name, plan.rules_hash, sorted(numbers(plan)), list(map(keys, plan.regimes))] for name, plan in plans.items()
    ]
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@pytest.fixture(scope="module")
def draws() -> StudyDraws:
    """The shipped draws, for the two variants with which they were fitted."""
    drawn = load_study("wijkbudget", draws="ruwaard").draws
    assert drawn is not None
    return drawn


def test_every_draw_gives_the_plans_it_gave(draws: StudyDraws) -> None:
    """Whoever moves a number on purpose fits the draws anew, and writes these hashes anew with them."""
    with HASHES.open(encoding="utf-8") as file:
        hashes = {row["draw"]: row["sha256"] for row in csv.DictReader(file)}
    assert {name: digest(draws.plans(name)) for name in draws.rows} == hashes


def test_the_draws_are_stamped_with_the_files_there_are(draws: StudyDraws) -> None:
    """Nothing about the variants or targets is stale."""
    assert not draws.stale

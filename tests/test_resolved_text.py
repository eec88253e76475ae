"""The resolved scenario in a result folder is the same text with the fast writer of YAML and without."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruwaard_sim.errors import Mark
from ruwaard_sim.files import writing
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.scenario.document.node import Node

WORDS = st.text(st.characters(categories=("L", "N", "P", "Z", "S")), max_size=200)
KEYS = st.from_regex(r"[a-z_]{1,40}", fullmatch=True)
NUMBERS = st.one_of(st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6).map(lambda number: round(number, 3)))
VALUES = st.recursive(
    st.one_of(WORDS, NUMBERS, st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def node(content: Any) -> Node:
    """*content* as a tree."""
    if isinstance(content, dict):
        content = {key: node(child) for key, child in content.items()}
    elif isinstance(content, list):
        content = [node(child) for child in content]
    return Node(content, Mark("proef.yaml", 1, 1))


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_both_writers_write_the_same(tree: dict[str, Any]) -> None:
    """Whatever a scenario can hold: long texts, odd signs, numbers, lists and blocks."""
    assert writing.resolved_text(node(tree)) == writing._written(tree, writing._Plain)


@pytest.mark.parametrize("name", ["wijkbudget", "sturing"])
def test_a_shipped_variant_is_written_the_same_and_read_back(name: str) -> None:
    """The text in a result folder is the scenario that was run."""
    tree = load_variant(name).tree
    text = writing.resolved_text(tree)
    assert text == writing._written(tree.plain(), writing._Plain)
    assert read_text(text, name).plain() == tree.plain()

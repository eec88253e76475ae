"""Laws of the tree: nothing changes in place, what is put is found, and the rest is shared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruwaard_sim.errors import Mark
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.scenario.document.node import Node

BASE = """\
kind: base
tariffs:
  huis: {value: 24.5, unit: EUR/hour}
  bus: {value: 30, unit: EUR/hour}
rules:
  eerst: [a, b]
  dan: x
"""

KEYS = st.text("abcxyz", min_size=1, max_size=2)


def leaf(value: str = "nieuw", file: str = "variant.yaml") -> Node:
    """A value from another file."""
    return Node(value, Mark(file, 7, 9), Mark(file, 7, 5))


def nested(draw_depth: int = 3) -> st.SearchStrategy[dict[str, object]]:
    """Mappings of mappings of texts."""
    values: st.SearchStrategy[object] = st.text("pq", max_size=2)
    for _ in range(draw_depth):
        values = st.one_of(values, st.dictionaries(KEYS, values, max_size=3))
    return st.dictionaries(KEYS, values, min_size=1, max_size=4)


def tree(plain: object, line: int = 1) -> Node:
    """A tree of *plain*, with some mark."""
    if isinstance(plain, dict):
        content = {key: tree(value, line + 1) for key, value in plain.items()}
        return Node(content, Mark("base.yaml", line, 1))
    assert isinstance(plain, str)
    return Node(plain, Mark("base.yaml", line, 1))


def mapping_paths(node: Node, at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every mapping in *node*."""
    if not isinstance(node.content, dict):
        return []
    return [at, *(path for key, child in node.content.items() for path in mapping_paths(child, (*at, key)))]


def test_every_value_knows_its_line_and_column() -> None:
    """Values and their keys are found by path; what is not there is found at the nearest that is."""
    node = read_text(BASE, "base.yaml")
    assert node.mark_at(("tariffs", "bus", "value")) == Mark("base.yaml", 4, 16)
    assert node.key_mark_at(("tariffs", "bus", "value")) == Mark("base.yaml", 4, 9)
    assert node.mark_at(("rules", "eerst", 1)) == Mark("base.yaml", 6, 14)
    assert node.mark_at(("tariffs", "bus", "grade", "x")) == Mark("base.yaml", 4, 8)
    assert node.key_mark_at(("tariffs", "fiets")) == Mark("base.yaml", 2, 1)
    assert node.key_mark_at(()) == node.mark_at(()) == Mark("base.yaml", 1, 1)


def test_a_text_knows_whether_it_was_quoted() -> None:
    """Problems inside a text count from its first character, which stands behind the quote if there is one."""
    node = read_text("a: 'x'\nb: [\"y\", z]\nc: |\n  w\n", "x")
    places = [("a",), ("b", 0), ("b", 1), ("c",)]
    assert [found.quoted for at in places if (found := node.get(at)) is not None] == [True, True, False, False]


def test_a_grafted_value_keeps_its_own_file() -> None:
    """After a variant's value is put into the base, its problems point into the variant's file."""
    node = read_text(BASE, "base.yaml")
    other = read_text("to: {value: no}\n", "variant.yaml").get(("to",))
    assert other is not None
    merged = node.put(("tariffs", "huis"), other)
    assert merged.mark_at(("tariffs", "huis", "value")).file == "variant.yaml"
    assert merged.mark_at(("tariffs", "bus", "value")).file == "base.yaml"
    assert node.mark_at(("tariffs", "huis", "value")).file == "base.yaml"


@given(nested(), st.data(), KEYS)
def test_what_is_put_is_found_and_the_rest_is_shared(plain: dict[str, object], data: st.DataObject, key: str) -> None:
    """Putting gives back what was put, changes nothing else, and leaves the old tree as it was."""
    node = tree(plain)
    parent = data.draw(st.sampled_from(mapping_paths(node)))
    path, value = (*parent, key), leaf()
    merged = node.put(path, value)
    assert merged.get(path) is value
    assert node == tree(plain)
    around, before = merged.get(parent), node.get(parent)
    assert around is not None
    assert before is not None
    assert isinstance(around.content, dict)
    assert isinstance(before.content, dict)
    assert all(around.content[other] is child for other, child in before.content.items() if other != key)
    assert around.mark == before.mark


@given(nested(), st.data(), KEYS)
def test_putting_twice_putting_back_and_taking_away(plain: dict[str, object], data: st.DataObject, key: str) -> None:
    """The last value put stays; putting back what stood there, or removing what was new, undoes it."""
    node = tree(plain)
    path = (*data.draw(st.sampled_from(mapping_paths(node))), key)
    first, second = leaf("een"), leaf("twee")
    assert node.put(path, first).put(path, second) == node.put(path, second)
    old = node.get(path)
    if old is None:
        assert node.put(path, first).without(path) == node
    else:
        assert node.put(path, first).put(path, old) == node
        assert node.without(path).get(path) is None


@given(st.lists(KEYS, min_size=2, max_size=5, unique=True), st.data())
def test_a_key_put_before_another_comes_right_before_it(keys: list[str], data: st.DataObject) -> None:
    """With `before` a new key is inserted there and an old key moves there; the others keep their order."""
    node = tree(dict.fromkeys(keys, "x"))
    before = data.draw(st.sampled_from(keys))
    key = data.draw(KEYS.filter(lambda word: word != before))
    merged = node.put((key,), leaf(), before=before)
    assert isinstance(merged.content, dict)
    order = list(merged.content)
    assert order.index(key) == order.index(before) - 1
    assert [word for word in order if word != key] == [word for word in keys if word != key]


def test_a_new_key_comes_last_and_an_old_one_stays_where_it_was() -> None:
    """Without `before`, replacing keeps the order, which is the order of precedence of rules."""
    node = read_text(BASE, "base.yaml")
    replaced = node.put(("rules", "eerst"), leaf()).put(("rules", "laatst"), leaf())
    assert list(replaced.plain()["rules"]) == ["eerst", "dan", "laatst"]


def test_there_must_be_a_mapping_to_put_into() -> None:
    """A path through nothing, through a list or past an unknown sibling is refused by naming that step."""
    node = read_text(BASE, "base.yaml")
    for path, before, missing in [
        (("tarieven", "huis"), None, "tarieven"),
        (("rules", "eerst", "a"), None, "a"),
        (("kind", "x", "y"), None, "x"),
        (("rules", "nieuw"), "ooit", "ooit"),
        (("rules", "dan"), "dan", "dan"),
    ]:
        with pytest.raises(LookupError, match=missing):
            node.put(path, leaf(), before)
    with pytest.raises(LookupError, match="nergens"):
        node.without(("rules", "nergens"))


def test_plain_data_is_the_callers_own() -> None:
    """Changing what `plain` gives does not change the tree."""
    node = read_text(BASE, "base.yaml")
    plain = node.plain()
    plain["rules"]["eerst"].append("c")
    del plain["tariffs"]
    assert node.plain() == read_text(BASE, "base.yaml").plain()

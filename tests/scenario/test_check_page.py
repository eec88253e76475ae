"""docs/generated/check.md tells the truth: every code that exists is there, and its examples give that code."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import ruwaard_sim
from ruwaard_sim.errors import InputError
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.messages import MESSAGES, message
from ruwaard_sim.text import Text

HOUSE = Path(ruwaard_sim.__file__).parent
TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "generated" / "check.md").read_text(encoding="utf-8")
CODE = r"[XSYL]\d{3}"
SHOWN = re.findall(rf"^- ({CODE}) (.+?)\. Bad: (.+)\.$", PAGE, re.MULTILINE)
WRITTEN = [(code, bad.strip("`")) for code, _, bad in SHOWN if code[0] == "Y" and re.fullmatch("`[^`]+`", bad)]


def codes_in(folder: Path) -> set[str]:
    """Every code named in the sources under *folder*."""
    return {
        code
        for source in folder.rglob("*.py")
        for code in re.findall(rf'"({CODE})"', source.read_text(encoding="utf-8"))
    }


def test_every_code_that_can_be_given_is_on_the_page_once() -> None:
    """A reader who looks a code up finds it, and finds none that is never given."""
    codes = [code for code, _, _ in SHOWN]
    assert len(codes) == len(set(codes))
    assert set(codes) == codes_in(HOUSE / "files") | codes_in(HOUSE / "scenario")


def test_the_table_has_the_codes_that_are_given_and_no_other() -> None:
    """A code without a sentence cannot be given, and a sentence that nothing gives is dead."""
    assert set(MESSAGES) == codes_in(HOUSE / "files") | codes_in(HOUSE / "scenario")


def fields_of(template: str) -> set[str]:
    """The names between braces in a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", MESSAGES)
def test_a_sentence_has_the_same_fields_in_both_languages(code: str) -> None:
    """What one reader is told, the other is told too; nothing is left unfilled, and a field may be a Text."""
    for which, template in MESSAGES[code].templates.items():
        names = fields_of(template.nl)
        assert names == fields_of(template.en)
        said = message(code, which, **{name: Text(f"<{name} nl>", f"<{name} en>") for name in names})
        assert all(f"<{name} nl>" in said.nl and f"<{name} en>" in said.en for name in names)


def test_a_field_too_few_or_another_template_is_a_mistake_of_ours() -> None:
    """A message is never given half filled in."""
    for call in (lambda: message("X120"), lambda: message("X120", "elders", role="a"), lambda: message("X999")):
        with pytest.raises(KeyError):
            call()


def test_every_line_of_the_page_has_a_code_a_meaning_and_an_example() -> None:
    """None is left half written."""
    assert len(SHOWN) == len(re.findall(rf"^- {CODE}", PAGE, re.MULTILINE))


def test_the_codes_of_a_letter_ascend_where_they_are_not_grouped() -> None:
    """Y, L and S are in order; X is grouped by what it is about."""
    for letter in "YLS":
        codes = [code for code, _, _ in SHOWN if code[0] == letter]
        assert codes == sorted(codes)


@pytest.mark.parametrize(("code", "written"), WRITTEN, ids=[code for code, _ in WRITTEN])
def test_an_example_of_text_gives_exactly_its_code(code: str, written: str) -> None:
    """What is called bad is refused for that reason."""
    with pytest.raises(InputError) as caught:
        read_text(written.replace("⏎", "\n").replace("⇥", "\t"), "voorbeeld.yaml")
    assert {problem.code for problem in caught.value.problems} == {code}


def test_every_code_is_given_in_some_test() -> None:
    """No problem is told that nobody has seen told; but for two that no shape of today can give.

    Guarantees (X091, X092) are tested where rules are proved.
    """
    never = {"S014", "S017", "X091", "X092"}
    assert {code for code, _, _ in SHOWN} - codes_in(TESTS) <= never

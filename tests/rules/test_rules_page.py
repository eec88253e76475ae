"""docs/rules.md tells the truth: every code is there, and its examples do what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from rule_world import PAGE, WORLD, guarantee_of, table, title, words

import ruwaard_sim.rules
from ruwaard_sim.rules import (
    MESSAGES,
    WEIGHTS,
    ConditionError,
    Effort,
    Example,
    FactsError,
    check_guarantee,
    check_table,
    check_vocabulary,
    example_findings,
    overlap_finding,
    parse,
    parse_facts,
    prove,
    prove_order,
    prove_table,
    run_examples,
    score_findings,
    table_findings,
    touched_findings,
    touches,
    unnoticed,
    verdict_findings,
)
from ruwaard_sim.rules.proofs.examples import impossible_examples

EXAMPLES = re.findall(r"^- (R\d{3}) .*?\. Bad: `(.+?)`\. Good: `(.+?)`\.$", PAGE, re.MULTILINE)


FEW_STEPS = Effort(question=10_000)
OFFERS = table("A1: pgb when wil_pgb", "collect", ("pgb",), "aanbod")
BEFORE_RULES = "R1: mdo when urgentie == crisis; R2: thuis when wil_pgb; R3: mdo when zwaarte > 3; R4: thuis"
AFTER_RULES = BEFORE_RULES.replace("zwaarte > 3", "zwaarte > 4")
SLIPPED = "R1: mdo when wil_pgb; R2: thuis"


def examples(written: str) -> list[Example]:
    """Examples from ``wil_pgb=ja: mdo; wil_pgb=nee: thuis``."""
    return [Example("R1", *pair.split(": "), title("reden")) for pair in written.split("; ")]


def findings_of(code: str, written: str):
    """What is found when *written* is proved, guaranteed or tried, as the page says for *code*."""
    if code <= "R407":
        hit = "unique" if code in ("R401", "R404") else "first"
        if code == "R405":
            return [overlap_finding(each) for each in prove_order(table(written)).overlaps if not each.exception]
        impossible = [parse(line, WORLD) for line in written.split("; ")] if code == "R406" else []
        return table_findings(prove_table(table(SLIPPED if impossible else written, hit), impossible, FEW_STEPS))
    if code <= "R410":
        rulebook = {"proef": table(BEFORE_RULES)}
        return verdict_findings(prove(rulebook, guarantee_of(yaml.safe_load(written), rulebook)))
    if code == "R411":
        return example_findings(run_examples(table(BEFORE_RULES), examples(written)))
    if code == "R412":
        before, after = {"proef": table(BEFORE_RULES)}, {"proef": table(AFTER_RULES)}
        return touched_findings(touches(before, after, parse(written, WORLD)))
    if code == "R414":
        return impossible_examples(table(SLIPPED), examples(written), [parse("zwaarte > 9", WORLD)])
    return score_findings(unnoticed({"proef": table(SLIPPED)}, [], {"proef": examples(written)}))


def codes_of(code: str, written: str) -> list[str]:
    """The codes that *written* gives, read as what problems of *code* are about."""
    if code.startswith("R4"):
        return list(dict.fromkeys(problem.code for problem in findings_of(code, written)))
    if written.startswith("{"):
        rulebook = {"proef": table(SLIPPED), "aanbod": OFFERS}
        return [problem.code for problem in check_guarantee(guarantee_of(yaml.safe_load(written), rulebook), rulebook)]
    if code.startswith("R1"):
        return [problem.code for problem in check_table(table(written))]
    if code.startswith("R2"):
        return [problem.code for problem in check_vocabulary(*words(written.split("; ")))]
    try:
        if code.startswith("R3"):
            parse_facts(written, WORLD)
        else:
            parse(written.replace("⏎", "\n"), WORLD)
    except (ConditionError, FactsError) as error:
        return [problem.code for problem in error.problems]
    return []


def test_the_page_shows_every_code_that_exists_once():
    """A reader who looks a code up finds it, in order, and finds no code that is never given."""
    assert [code for code, _, _ in EXAMPLES] == sorted(MESSAGES)


def test_every_code_that_the_source_gives_has_a_sentence():
    """No code is given without a sentence, and no sentence is left that nothing gives."""
    sources = Path(ruwaard_sim.rules.__file__).parent.rglob("*.py")
    given = {
        code
        for source in sources
        if source.name != "messages.py"
        for code in re.findall(r'"(R\d{3})"', source.read_text(encoding="utf-8"))
    }
    assert given == set(MESSAGES)


@pytest.mark.parametrize(("code", "bad", "good"), EXAMPLES, ids=[code for code, _, _ in EXAMPLES])
def test_a_bad_example_gives_exactly_its_code_and_a_good_one_none(code, bad, good):
    """The bad example of a code has that problem and no other; the good one has none."""
    assert codes_of(code, bad) == [code]
    assert codes_of(code, good) == []


def test_the_tables_of_the_page_are_those_of_these_tests():
    """What the page says its examples are about is what they are tried on."""
    assert f"`{BEFORE_RULES}`" in PAGE
    assert f"`{SLIPPED}`" in PAGE
    assert WEIGHTS.keys() == {code for code in MESSAGES if code.startswith("R4")}


def test_every_sentence_on_the_page_can_be_read():
    """What the page shows as the language is the language."""
    section = PAGE.partition("## The sentences")[2].partition("##")[0]
    sentences = re.findall(r"^\| `(.+?)`", section, re.MULTILINE)
    assert len(sentences) == 7
    for sentence in sentences:
        parse(sentence, WORLD)


def test_every_sentence_is_said_in_two_languages():
    """A message is not the same text twice, and fills in the same words in both languages."""
    for code, text in MESSAGES.items():
        assert text.nl != text.en, code
        fields = [set(re.findall(r"(?<!\{)\{(\w+?)(?:_nl|_en)?\}", said)) for said in text]
        assert fields[0] == fields[1], code

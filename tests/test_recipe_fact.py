"""The recipe for a fact is followed to the letter: a trait for rules is three lines of code and its numbers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from recipes import ROOT, call, followed, steps

from ruwaard_sim.agents.rule_facts import RULE_FACTS, idle_traits, required_facts

NAME = "a-fact-for-rules"
TRAITS = [name for name, fact in RULE_FACTS.items() if fact.trait]


def names_in(path: Path) -> set[str]:
    """Every identifier and every text of the module that is exactly one word of code; prose does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names | {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is str}


@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_is_named_in_at_most_four_code_files(trait: str) -> None:
    """The trait itself, the fact, the shape of the scenario, and one that shows it."""
    files = [path.name for path in (ROOT / "ruwaard_sim").rglob("*.py") if trait in names_in(path)]
    assert len(files) <= 4, files


def test_only_a_trait_that_nobody_reads_is_idle() -> None:
    """A trait counts as soon as rules may weigh it, and always when the model reads it itself."""
    assert idle_traits(frozenset()) == {"netwerk"}
    assert idle_traits(frozenset({"netwerk"})) == frozenset()


def test_what_the_model_fills_in_has_to_be_declared() -> None:
    """Facts that wait for the question are filled in by name, so every vocabulary has them; but advice is rare."""
    filled_in = {name for name, fact in RULE_FACTS.items() if fact.column is None}
    assert filled_in - {"team_met_advies"} <= set(required_facts())


def test_three_files_of_code_are_touched() -> None:
    """The trait, the row of the table and the shape of the population; the rest is data."""
    code = [step.file for step in steps(NAME) if step.file.endswith(".py")]
    assert len(code) == len(set(code)) == 3


def test_a_trait_that_no_rule_weighs_leaves_the_shipped_draws_valid(tmp_path: Path) -> None:
    """Without its word in the rules, the draws are those of before."""
    copy = followed(NAME, tmp_path, without="scenarios/ruwaard/rules.yaml")
    checked = call(copy, "-c", NO_PROBLEMS)
    assert (checked.stdout, checked.returncode) == ("[]\n", 0), checked.stderr


@pytest.mark.matrix
def test_the_example_of_the_page_works(tmp_path: Path) -> None:
    """Every question comes to the rules with the mark of the resident who asks it, and rules can be read with it."""
    copy = followed(NAME, tmp_path)
    weighed = call(copy, "-c", WEIGHED)
    assert weighed.stdout == "True True 11\n", weighed.stderr
    explained = call(copy, "-m", "ruwaard_sim", "explain", "gangbaar", "--facts", "veerkracht=9", "--json")
    assert explained.returncode == 0, explained.stderr


NO_PROBLEMS = """
from pathlib import Path
from ruwaard_sim.files.loading import check_files
print([str(problem) for problem in check_files([Path("scenarios/draws/ruwaard.yaml")])[0]])
"""
WEIGHED = """
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.model.deal import deal

plan = load_variant("scenarios/variants/wijkbudget.yaml").plan
vocabulary = plan.regimes[0].aanpak.vocabulary
dealt = deal(plan, 2018, 1)
index = vocabulary.index("veerkracht")
marks = [facts[index] for facts in dealt.dice[0].facts]
people = dealt.residents.traits.veerkracht
print(marks == people[dealt.needs.resident].tolist(), index == 0, len(set(marks)))
"""

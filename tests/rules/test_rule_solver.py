"""The prover: its formulas mean what conditions mean, and what it does not know it does not say."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_world import WORLD, vector
from small_world import EVERYONE, SMALL, nearest, nearness
from small_world import trees as small_trees
from test_rule_laws import cases, trees

import ruwaard_sim.rules
from ruwaard_sim.rules import Effort, compile_condition, holds, parse
from ruwaard_sim.rules.proofs import formulas
from ruwaard_sim.rules.proofs.case_encoding import some_facts, to_typical
from ruwaard_sim.rules.proofs.formulas import all_of, any_of, at_most, compare, distance, fixed, no, total
from ruwaard_sim.rules.proofs.nearest_case import DistanceTerm, NearestCase, Nearness
from ruwaard_sim.rules.proofs.solver import Solver
from ruwaard_sim.rules.tables import compiled
from ruwaard_sim.rules.tables.substitution import filled_in

SOURCES = sorted(Path(ruwaard_sim.rules.__file__).parent.rglob("*.py"))


def prover_says(tree, facts):
    """Whether *tree* holds for each of *facts*, by the prover."""
    solver = Solver()
    unknowns = some_facts(solver, WORLD)
    asked = solver.mark(formulas.holds(filled_in(tree, WORLD.parameter_values), unknowns))
    found = []
    for case in facts:
        is_case = all_of([compare(unknown, "==", value) for unknown, value in zip(unknowns, case, strict=True)])
        yes, other = solver.ask(is_case, asked), solver.ask(is_case, no(asked))
        assert {yes, other} == {"yes", "no"}
        found.append(yes == "yes")
    return found


@settings(deadline=None, max_examples=60)
@given(trees(), st.lists(cases(), min_size=1, max_size=3))
def test_the_three_uses_of_a_tree_agree(tree, facts):
    """The compiled function and the prover give the answer of the interpreter, for every tree and case."""
    expected = [holds(tree, case, WORLD.parameter_values) for case in facts]
    one_by_one = compile_condition(tree, WORLD.parameter_values)
    assert [one_by_one(case) for case in facts] == expected
    assert prover_says(tree, facts) == expected


BANK = [
    "zwaarte < 3",
    "zwaarte <= 3",
    "zwaarte > 3",
    "zwaarte >= 3",
    "zwaarte == 3",
    "zwaarte != 3",
    "zwaarte in {3, 5}",
    "not wil_pgb",
    "wil_pgb and zwaarte > 3",
    "wil_pgb or zwaarte > 3",
    "zwaarte - netwerk >= 1",
    "zwaarte + netwerk > 8",
    "2 * zwaarte > 7",
    "-zwaarte > -4",
    "2 * leeftijd > 100",
    "zwaarte - netwerk in {-1, 2}",
]
RESIDENTS = [vector(zwaarte=str(n), wil_pgb=yes, leeftijd=str(9 * n)) for n in range(11) for yes in ("ja", "nee")]


def disagreements():
    """The conditions of the bank about which some use of the tree does not agree with the reference, one by one."""
    for written in BANK:
        tree = parse(written, WORLD).expression
        expected = [holds(tree, case, {}) for case in RESIDENTS]
        one_by_one = compile_condition(tree, {})
        ways = (
            [one_by_one(case) for case in RESIDENTS],
            prover_says(tree, RESIDENTS),
        )
        yield from [written for way in ways if way != expected]


def instead(module, name, wrong):
    """A change to *module*: its *name* becomes what *wrong* makes of it."""
    return lambda patch: patch.setattr(module, name, wrong(getattr(module, name)))


def sign_instead(module, sign, other):
    """A change to *module*: one sign of comparison is printed as another."""
    return lambda patch: patch.setitem(module._COMPARE, sign, module._COMPARE[other])


SIGNS = (("<", "<="), ("<=", "<"), (">", ">="), (">=", ">"), ("==", "<="), ("!=", "<"))
WRONG_PRINTERS = [
    *(sign_instead(compiled, *signs) for signs in SIGNS),
    *(
        instead(formulas, "compare", lambda right, signs=signs: lambda a, s, b: right(a, dict([signs]).get(s, s), b))
        for signs in SIGNS
    ),
    instead(formulas, "all_of", lambda right: any_of),
    instead(formulas, "any_of", lambda right: all_of),
    instead(formulas, "no", lambda right: lambda formula: formula),
    instead(formulas, "fixed", lambda right: lambda value: right(abs(value))),
    instead(compiled, "_tuple", lambda right: lambda values: right(values[:1])),
    instead(compiled, "_fact", lambda right: lambda index: right(index + 1)),
]


def test_right_printers_agree_about_the_bank():
    """About none of these conditions any use of the tree disagrees with the reference."""
    assert list(disagreements()) == []


@pytest.mark.parametrize("wrong", WRONG_PRINTERS, ids=range(len(WRONG_PRINTERS)))
def test_a_wrong_printer_is_found_out(wrong, monkeypatch):
    """Whatever one printer gets wrong, some condition of the bank shows it."""
    wrong(monkeypatch)
    assert next(disagreements())


@settings(deadline=None, max_examples=60)
@given(small_trees(), st.sampled_from(EVERYONE))
def test_the_nearest_case_is_the_nearest_of_all(tree, home):
    """Among everyone in a small world for whom a condition holds, nobody is nearer than the one that is found."""
    solver = Solver()
    facts = some_facts(solver, SMALL)
    asked = solver.mark(formulas.holds(filled_in(tree, SMALL.parameter_values), facts))
    pulls = [DistanceTerm(number, value, fact) for number, value, fact in zip(facts, home, SMALL.facts, strict=True)]
    found = Nearness(solver, pulls).nearest(asked)
    fitting = [each for each in EVERYONE if holds(tree, each, SMALL.parameter_values)]
    if not fitting:
        assert found == "no"
        return
    assert isinstance(found, NearestCase)
    assert found.exact
    assert found.numbers in fitting
    assert (found.changes, found.distance) == nearness(found.numbers, home) == nearest(fitting, home)


def test_a_distance_in_cents_is_found_in_few_steps():
    """The nearest of a hundred million cents is found by halving, not cent by cent."""
    solver = Solver(effort := Effort())
    money = WORLD.fact("pgb_reserve")
    amount = solver.unknown("amount", money.minimum, money.maximum)
    pulls = [pull for pull in to_typical([amount] * len(WORLD.facts), WORLD) if pull.fact is money]
    found = Nearness(solver, pulls).nearest(compare(distance(amount, 12_345_678), "<=", 9))
    assert found.numbers == (12_345_669,)
    assert effort.left > Effort().left - 200_000


def test_what_runs_out_of_steps_is_unknown():
    """With too few steps for a question, or none left at all, there is no answer; a no is never guessed."""
    hard = parse("7919 * zwaarte - 7907 * netwerk in {3001, 3011, 3021, 3031, 3041, 3051, 3061}", WORLD).expression

    def asked(effort):
        solver = Solver(effort)
        return solver.ask(solver.mark(formulas.holds(hard, some_facts(solver, WORLD))))

    assert asked(Effort()) == "no"
    assert asked(Effort(question=4000)) == "unknown"
    assert asked(Effort(left=0)) == "unknown"


def test_steps_are_counted_and_are_the_same_every_time():
    """The same question costs the same steps, so that it has the same answer on every machine."""

    def steps():
        effort = Effort()
        solver = Solver(effort)
        facts = some_facts(solver, WORLD)
        solver.ask(formulas.holds(parse("zwaarte + netwerk > 15 and wil_pgb", WORLD).expression, facts))
        return Effort().left - effort.left

    assert steps() == steps() > 0


def test_a_question_that_is_refused_names_what_cannot_hold_together():
    """After a no, the suppositions that are to blame are among those that were made."""
    solver = Solver()
    number = solver.unknown("n", -5, 5)
    suppositions = [
        compare(number, ">", -9),
        compare(number, "<", 0),
        compare(number, ">", 0),
        compare(number, "!=", 3),
    ]
    assert solver.ask(*suppositions) == "no"
    assert solver.blamed() == (1, 2)
    assert solver.ask(*suppositions[2:]) == "yes"
    assert solver.values([number])[0] in (1, 2, 4, 5)


def test_formulas_of_nothing_are_plain():
    """All of nothing holds, any of nothing does not, and at most as many as there are always holds."""
    solver = Solver()
    number = solver.unknown("n", -2, 2)
    assert solver.ask(all_of([])) == "yes"
    assert solver.ask(any_of([])) == "no"
    assert solver.ask(no(at_most([compare(number, ">", 0)], 1))) == "no"
    assert solver.ask(compare(total([], []), "!=", 0)) == "no"
    assert solver.ask(compare(total([number, fixed(-3)], [-2, 5]), "==", -19)) == "yes"
    assert solver.values([number]) == (2,)


def test_a_parameter_is_never_taken_for_an_unknown():
    """A condition whose parameters are not filled in is a mistake of the caller."""
    with pytest.raises(ValueError, match="drempel_licht"):
        formulas.holds(parse("zwaarte <= drempel_licht", WORLD).expression, [fixed(0)] * len(WORLD.facts))


def imports(source):
    """Every module that *source* names in an import, wherever it stands."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield node.args[0].value


@pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
def test_rules_know_no_simulation_no_clock_and_no_disk(source):
    """The package stands on four modules and the standard library; the prover is behind one of its modules."""
    plain = {"__future__", "ast", "collections", "dataclasses", "functools", "hashlib", "importlib", "itertools"}
    plain |= {"re", "typing", "unicodedata"}
    within = ("ruwaard_sim.rules", "ruwaard_sim.errors", "ruwaard_sim.units", "ruwaard_sim.text")
    others = {name for name in imports(source) if name.partition(".")[0] not in plain and not name.startswith(within)}
    assert others == ({"z3"} if source.name == "solver.py" else set())
    assert len(source.read_text(encoding="utf-8").splitlines()) < 400


_THINKING = """
import os, signal, threading
from ruwaard_sim.rules.proofs.formulas import compare
from ruwaard_sim.rules.proofs.solver import Effort, Solver

solver = Solver(Effort(question=6_000_000))
numbers = [solver.unknown(f"n{place}", 1, 9) for place in range(10)]
solver.add(*[compare(one, "!=", other) for place, one in enumerate(numbers) for other in numbers[:place]])
threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
print(solver.ask())
"""
"""Ten numbers of nine that all differ: the prover thinks a quarter of a second, and is interrupted meanwhile."""


def test_ctrl_c_while_the_prover_thinks_reaches_the_program():
    """The prover does not take it for itself: that would be an answer "unknown", with which the program goes on."""
    ended = subprocess.run([sys.executable, "-c", _THINKING], capture_output=True, text=True, check=False)
    assert "KeyboardInterrupt" in ended.stderr
    assert ended.stdout == ""

"""Rules as data: a closed vocabulary, conditions in one line of plain words, tables, why they decided, and proofs.

Knows no simulation, no clock and no disk. :func:`parse` reads a condition into one typed tree, from which everything
else is made: compiled functions, the interpreter, formulas for the prover, explanations. The prover itself is loaded
when something is proved.
"""

from ruwaard_sim.rules.language.diagnostics import ConditionError, ConditionProblem
from ruwaard_sim.rules.language.messages import MESSAGES
from ruwaard_sim.rules.language.parse import parse
from ruwaard_sim.rules.language.syntax_tree import Condition, Expression
from ruwaard_sim.rules.language.vocabulary import (
    Fact,
    FactType,
    Parameter,
    ParameterType,
    Vocabulary,
    VocabularyError,
    VocabularyProblem,
    check_vocabulary,
    written_factor,
)
from ruwaard_sim.rules.proofs.cached_proofs import Prover, prove_order, prove_table
from ruwaard_sim.rules.proofs.difference import (
    Change,
    Difference,
    DifferenceKind,
    TouchesResult,
    difference,
    same_words,
    touches,
)
from ruwaard_sim.rules.proofs.examples import Example, Outcome, check_example, run_examples
from ruwaard_sim.rules.proofs.findings import (
    WEIGHTS,
    example_findings,
    overlap_finding,
    say_change,
    say_given,
    score_findings,
    table_findings,
    touched_findings,
    verdict_findings,
)
from ruwaard_sim.rules.proofs.guarantee_proofs import Verdict, prove
from ruwaard_sim.rules.proofs.guarantees import (
    Guarantee,
    Implication,
    Neutral,
    NeverNegative,
    Rising,
    Rulebook,
    Spend,
    check_guarantee,
    check_rulebook,
    guarantee_vocabulary,
)
from ruwaard_sim.rules.proofs.mutants import Mutant, mutants
from ruwaard_sim.rules.proofs.mutation_score import Score, Unnoticed, unnoticed
from ruwaard_sim.rules.proofs.overlaps import Order
from ruwaard_sim.rules.proofs.solver import Effort
from ruwaard_sim.rules.proofs.table_proofs import Claim, Clash, DeadRule, Overlap, TableProofs
from ruwaard_sim.rules.proofs.whynot import SmallestChange, WhyNot, render_why_not, smallest_change, why_not
from ruwaard_sim.rules.tables.compiled import compile_collect, compile_condition, compile_first
from ruwaard_sim.rules.tables.example_case import ExampleCase
from ruwaard_sim.rules.tables.explanation import (
    Attempt,
    Explanation,
    FactsError,
    GivenFacts,
    explain,
    parse_facts,
    render,
)
from ruwaard_sim.rules.tables.formatter import fingerprint, write
from ruwaard_sim.rules.tables.interpreter import holds
from ruwaard_sim.rules.tables.table import Hit, Rule, RuleProblem, Table, check_table

__all__ = [
    "MESSAGES",
    "WEIGHTS",
    "Attempt",
    "Change",
    "Claim",
    "Clash",
    "Condition",
    "ConditionError",
    "ConditionProblem",
    "DeadRule",
    "Difference",
    "DifferenceKind",
    "Effort",
    "Example",
    "ExampleCase",
    "Explanation",
    "Expression",
    "Fact",
    "FactType",
    "FactsError",
    "GivenFacts",
    "Guarantee",
    "Hit",
    "Implication",
    "Mutant",
    "Neutral",
    "NeverNegative",
    "Order",
    "Outcome",
    "Overlap",
    "Parameter",
    "ParameterType",
    "Prover",
    "Rising",
    "Rule",
    "RuleProblem",
    "Rulebook",
    "Score",
    "SmallestChange",
    "Spend",
    "Table",
    "TableProofs",
    "TouchesResult",
    "Unnoticed",
    "Verdict",
    "Vocabulary",
    "VocabularyError",
    "VocabularyProblem",
    "WhyNot",
    "check_example",
    "check_guarantee",
    "check_rulebook",
    "check_table",
    "check_vocabulary",
    "compile_collect",
    "compile_condition",
    "compile_first",
    "difference",
    "example_findings",
    "explain",
    "fingerprint",
    "guarantee_vocabulary",
    "holds",
    "mutants",
    "overlap_finding",
    "parse",
    "parse_facts",
    "prove",
    "prove_order",
    "prove_table",
    "render",
    "render_why_not",
    "run_examples",
    "same_words",
    "say_change",
    "say_given",
    "score_findings",
    "smallest_change",
    "table_findings",
    "touched_findings",
    "touches",
    "unnoticed",
    "verdict_findings",
    "why_not",
    "write",
    "written_factor",
]

"""Rules as data: a closed vocabulary, conditions in one line of plain words, tables, and why they decided.

Knows no simulation, no clock and no disk. A condition is read by :func:`parse` into one typed tree;
everything else (compiled functions, explanations, the reference evaluator) is made from that tree.
"""

from ruwaard_sim.rules.compiled import compile_collect, compile_condition, compile_first
from ruwaard_sim.rules.explain import (
    Attempt,
    Explanation,
    FactsError,
    GivenFacts,
    explain,
    parse_facts,
    render,
)
from ruwaard_sim.rules.language import parse
from ruwaard_sim.rules.messages import MESSAGES
from ruwaard_sim.rules.problems import ConditionError, ConditionProblem
from ruwaard_sim.rules.reference import holds
from ruwaard_sim.rules.table import Hit, Rule, RuleProblem, Table, check_table
from ruwaard_sim.rules.tree import Condition, Expression
from ruwaard_sim.rules.vocabulary import (
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

__all__ = [
    "MESSAGES",
    "Attempt",
    "Condition",
    "ConditionError",
    "ConditionProblem",
    "Explanation",
    "Expression",
    "Fact",
    "FactType",
    "FactsError",
    "GivenFacts",
    "Hit",
    "Parameter",
    "ParameterType",
    "Rule",
    "RuleProblem",
    "Table",
    "Vocabulary",
    "VocabularyError",
    "VocabularyProblem",
    "check_table",
    "check_vocabulary",
    "compile_collect",
    "compile_condition",
    "compile_first",
    "explain",
    "holds",
    "parse",
    "parse_facts",
    "render",
    "written_factor",
]

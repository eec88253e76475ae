"""The population file that comes with the program, and what is said of one that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ruwaard_sim.errors import Findings
from ruwaard_sim.files.yaml_reader import read, read_text
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.document.shape_validation import shape
from ruwaard_sim.scenario.schema.population_models import Population

FILE = Path(__file__).parent.parent / "scenarios" / "ruwaard" / "population.yaml"


def test_every_number_in_the_file_is_accounted_for() -> None:
    """All numbers carry a grade, and what is assumed says how uncertain it is."""
    population = shape(Population, read(FILE, FILE.name), Findings())
    assert population is not None
    found = list(quantities(population))
    assert sum(quantity.count for _, quantity in found) > 150
    assert all(quantity.uncertain for _, quantity in found if quantity.assumed)


@pytest.mark.parametrize(
    ("before", "after", "code", "place"),
    [
        ("couple: 1825, family: 2015}", "couple: 1825}", "S050", "rows"),
        ('{alone: 41, couple: 30,', "{alone: 41, cuople: 30,", "S050", "cuople"),
        ('"1": 0.00017', '"one": 0.00017', "S051", "one"),
        ('"20": 2, "30": 5', '"30": 5, "20": 2', "S051", "20"),
        ("households: {value: 5990", "households: {value: 9990", "S052", "households"),
        ("low:  {value: 42.7", "low:  {value: 92.7", "S053", "high"),
        ('{"18": 3, "25": 24, "35": 34, "45": 39', '{"18": 0, "25": 0, "35": 0, "45": 0', "S054", "rows"),
        ('"30": 8.9}', '"30": 0}', "S024", "30"),
    ],
)  # fmt: skip
def test_a_population_that_cannot_be_is_refused_where_it_stands(before: str, after: str, code: str, place: str) -> None:
    """Missing or unknown rows, ages out of order, and counts that do not fit are pointed at."""
    text = FILE.read_text("utf-8")
    assert before in text
    findings = Findings()
    assert shape(Population, read_text(text.replace(before, after), "p.yaml"), findings) is None
    problem = next(problem for problem in findings.problems if problem.code == code)
    line = text.replace(before, after).splitlines()[problem.mark.line - 1]
    assert place in line

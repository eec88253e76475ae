"""Reading stays quick enough to check a scenario at every save."""

from __future__ import annotations

import time

from ruwaard_sim.errors import Findings
from ruwaard_sim.files.yaml_reader import read_text
from ruwaard_sim.scenario.document.quantity_fields import Name, Price, Shape
from ruwaard_sim.scenario.document.shape_validation import shape

VALUES = 800


class Prices(Shape):
    """Many prices."""

    prices: dict[Name, Price]


def test_eight_hundred_values_take_a_blink() -> None:
    """Reading and judging 800 quantities takes some 0.05 s; a busy machine is allowed a second."""
    row = "{low: 22, mode: 24.50, high: 27, unit: EUR/hour, source: assumption, grade: D}"
    text = "prices:\n" + "".join(f"  tariff_{number}: {row}\n" for number in range(VALUES))
    start = time.perf_counter()
    findings = Findings()
    made = shape(Prices, read_text(text, "wijk.yaml"), findings)
    assert time.perf_counter() - start < 1
    assert made is not None
    assert len(made.prices) == VALUES
    assert not findings.problems

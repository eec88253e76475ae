"""Stamp the shipped draws anew, after a change of the scenario files that changed no number of any plan.

    python -m tests.study.stamp_draws

``test_shipped_draws.py`` is the proof that no number changed; where it fails the draws are to be fitted anew instead.
"""

from __future__ import annotations

import re
from pathlib import Path

from ruwaard_sim.files.loading import load_study
from ruwaard_sim.files.writing import in_line
from ruwaard_sim.scenario.draws.calibration_checks import fingerprint

DRAWS = Path(__file__).parents[2] / "scenarios" / "draws" / "ruwaard.yaml"


def stamp() -> None:
    """Write the fingerprints that the variants have now."""
    draws = load_study("wijkbudget", draws=DRAWS).draws
    assert draws is not None
    fingerprints = {resolved.variant.id: fingerprint(resolved) for resolved in draws.resolved}
    text = DRAWS.read_text(encoding="utf-8")
    DRAWS.write_text(re.sub(r"(?m)^numbers: .*$", f"numbers: {in_line(fingerprints)}", text), encoding="utf-8")


if __name__ == "__main__":
    stamp()

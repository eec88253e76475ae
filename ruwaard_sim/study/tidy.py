"""The outcome of a study as a researcher wants it: a tidy table, and the paired comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruwaard_sim.study.runner import Outcome
from ruwaard_sim.study.statistics import Comparison, summarise

if TYPE_CHECKING:
    import pandas as pd


def table(outcome: Outcome) -> pd.DataFrame:
    """One row per variant, replication, period and indicator, with its value (nan where there was none)."""
    import pandas as pd

    return pd.DataFrame(outcome.rows, columns=["variant", "replication", "period", "indicator", "value"])


def compare(outcome: Outcome, baseline: str) -> Comparison:
    """Means with intervals, and paired differences with *baseline*, by (variant, indicator, period)."""
    variants = list(dict.fromkeys(row[0] for row in outcome.rows))
    return summarise(outcome.rows, baseline, variants)

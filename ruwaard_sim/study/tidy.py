"""The outcome of a study as a researcher wants it: a tidy table, and the paired comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruwaard_sim.errors import UsageError
from ruwaard_sim.study.runner import Outcome
from ruwaard_sim.study.statistics import Comparison, summarise
from ruwaard_sim.words import Text

if TYPE_CHECKING:
    import pandas as pd


def table(outcome: Outcome) -> pd.DataFrame:
    """One row per variant, replication, period and indicator, with its value (nan where there was none)."""
    import pandas as pd

    return pd.DataFrame(outcome.rows, columns=["variant", "replication", "period", "indicator", "value"])


def compare(outcome: Outcome, baseline: str) -> Comparison:
    """Means with intervals, and paired differences with *baseline*, by (variant, indicator, period).

    Raises UsageError when *baseline* is not one of the variants.
    """
    variants = list(dict.fromkeys(row[0] for row in outcome.rows))
    if baseline not in variants:
        raise UsageError(
            Text(
                f"'{baseline}' is geen variant van deze studie; wel: {', '.join(variants)}",
                f"'{baseline}' is no variant of this study; known: {', '.join(variants)}",
            )
        )
    return summarise(outcome.rows, baseline, variants, outcome.draws)

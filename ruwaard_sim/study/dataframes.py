"""The outcome of a study as a researcher wants it: a tidy table, and the paired comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruwaard_sim.errors import UsageError
from ruwaard_sim.files.result_folder import COLUMNS
from ruwaard_sim.study import drivers as driving
from ruwaard_sim.study.runner import Outcome
from ruwaard_sim.study.statistics import Comparison, summarise
from ruwaard_sim.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from ruwaard_sim.scenario.draws.study_plan import Study


def table(outcome: Outcome) -> pd.DataFrame:
    """One row per variant, replication, period and indicator, with its value (nan where there was none)."""
    import pandas as pd

    return pd.DataFrame(outcome.rows, columns=list(COLUMNS))


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


def drivers(study: Study, outcome: Outcome) -> pd.DataFrame:
    """The drawn values that go with each difference with the baseline, one row for each, the strongest first.

    Columns: variant, indicator, of, path, correlation (rank, from -1 to 1) and draws (how many were simulated). All
    correlations beyond what one in twenty reaches by chance alone; empty with fewer than ten draws, or when no values
    were drawn. The values go with each other as well: two of them may stand here for one reason.
    """
    import pandas as pd

    columns = ["variant", "indicator", "of", "path", "correlation", "draws"]
    draws = study.draws
    result = None
    if draws is not None:
        result = driving.drivers(outcome.rows, study.baseline, outcome.draws, draws.rows, draws.acts_in)
    if draws is None or result is None:
        return pd.DataFrame(columns=columns)
    rows = [
        (
            variant,
            indicator,
            draws.values[driver.place].of,
            draws.values[driver.place].path,
            driver.correlation,
            result.draws,
        )
        for (variant, indicator), driven in result.found.items()
        for driver in driven.clear
    ]
    return pd.DataFrame(rows, columns=columns)

"""Try governance and funding choices for a neighbourhood's care and welfare before they are adopted.

    from ruwaard_sim import compare, load_study, run, table

    outcome = run(load_study("wijkbudget"), replications=20)
    compare(outcome, baseline="gangbaar").differences["wijkbudget", "wait_help", "all"]
    table(outcome)                      # a pandas DataFrame, one row per figure and replication

Everything is imported on first use, so that ``import ruwaard_sim`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ruwaard_sim.files.loading import check_files, load_calibration, load_study, load_variant
    from ruwaard_sim.files.result_folder import read_results, write_results
    from ruwaard_sim.model.deal import deal
    from ruwaard_sim.model.simulate import simulate
    from ruwaard_sim.study.calibration import calibrate
    from ruwaard_sim.study.dataframes import compare, drivers, table
    from ruwaard_sim.study.runner import run
    from ruwaard_sim.tables import INDICATORS, measure

_MODULES = {
    "INDICATORS": "tables",
    "calibrate": "study.calibration",
    "check_files": "files.loading",
    "compare": "study.dataframes",
    "deal": "model.deal",
    "drivers": "study.dataframes",
    "load_calibration": "files.loading",
    "load_study": "files.loading",
    "load_variant": "files.loading",
    "measure": "tables",
    "read_results": "files.result_folder",
    "run": "study.runner",
    "simulate": "model.simulate",
    "table": "study.dataframes",
    "write_results": "files.result_folder",
}

__all__ = [
    "INDICATORS",
    "calibrate",
    "check_files",
    "compare",
    "deal",
    "drivers",
    "load_calibration",
    "load_study",
    "load_variant",
    "measure",
    "read_results",
    "run",
    "simulate",
    "table",
    "write_results",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)

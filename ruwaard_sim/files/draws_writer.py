"""Writes the result of a calibration: a table of all draws, and a file of accepted draws for studies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruwaard_sim.files.new_folder import write_folder
from ruwaard_sim.files.result_folder import CALIBRATION, DRAWS, csv_cell, seal
from ruwaard_sim.files.writing import in_line, quoted

ALL_DRAWS = "draws.csv"

_HEADING = """\
# Trekkingen van waarden die niemand heeft gemeten, elk met alle doelen van de kalibratie passend.
# Gemaakt met: ruwaard-sim calibrate. Verander hier niets; ijk opnieuw als de basis verandert.
# Een studie gebruikt ze met "draws: NAAM", of: ruwaard-sim run STUDIE --draws DIT_BESTAND
"""


def draws_text(
    head: Mapping[str, Any], values: Iterable[Mapping[str, Any]], rows: Mapping[str, Sequence[float]]
) -> str:
    """Return the text of a file of draws: its *head*, the drawn *values*, and the numbers of each draw by name."""
    lines = [_HEADING + "kind: draws"]
    lines += [f"{key}: {in_line(entry)}" for key, entry in head.items()]
    lines += ["", "values:", *(f"  - {in_line(dict(value))}" for value in values)]
    lines += ["", "draws:", *(f"  {quoted(name)}: {in_line(list(row))}" for name, row in rows.items())]
    return "\n".join(lines) + "\n"


def table_text(columns: Sequence[str], rows: Iterable[Sequence[str | float]]) -> str:
    """Return *rows* as CSV: full precision, empty for nan, and no name that a spreadsheet takes for a formula."""
    return "".join(",".join(map(_csv_value, row)) + "\n" for row in (columns, *rows))


def _csv_value(value: str | float) -> str:
    if isinstance(value, str):
        return csv_cell(value)
    return "" if math.isnan(value) else repr(value)


def write_calibration(
    name: str, manifest: Mapping[str, Any], table: str, draws: str | None, out: Path | None = None
) -> tuple[Path, Path | None]:
    """Write a new folder (*out*, or the next free ``results/calibration-<name>-<n>``), whole or not at all.

    Gives the folder, and the file of accepted draws in it; None when *draws* is None. Raises UsageError when *out*
    is taken, DiskError when the disk refuses.
    """
    files = {ALL_DRAWS: table.encode()}
    file = f"{DRAWS}/{name}.yaml"
    if draws is not None:
        files[file] = draws.encode()
    folder = write_folder(seal(CALIBRATION, manifest, files), f"calibration-{name}", out)
    return folder, None if draws is None else folder / file

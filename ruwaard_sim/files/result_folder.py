"""Result folders: what is in them, and reading them back with every byte checked.

A folder holds `manifest.json`, `indicators.csv` (one value a row), `indicators.json` (the indicators in it),
`resolved/<variant>.yaml` (the scenarios that were run) and, where values were drawn, `draws.csv` (the draw of
each replication). This module handles bytes and rows; it computes no figure.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ruwaard_sim.errors import FolderError, UsageError
from ruwaard_sim.files.journal import JOURNAL, progress_of
from ruwaard_sim.files.manifest_model import Misfit, dictionary_misfits, manifest_misfits
from ruwaard_sim.files.new_folder import plain_name, write_folder
from ruwaard_sim.scenario.document.scalars import shown
from ruwaard_sim.text import Text

Figure = tuple[str, int, str, str, float]
"""(variant, replication, period, indicator, value); the value is nan where the figure does not exist."""

FORMAT = "ruwaard-sim results"
CALIBRATION = "ruwaard-sim calibration"
RUNNING = "running"
"""The state of a run that is not finished, in its manifest."""
SCHEMA = 1
MANIFEST = "manifest.json"
ROWS = "indicators.csv"
DICTIONARY = "indicators.json"
RESOLVED = "resolved"
USED_DRAWS = "draws.csv"
"""The draw of each replication."""
DRAWS = "draws"
"""The folder of the accepted draws within that of a calibration."""
COLUMNS = ("variant", "replication", "period", "indicator", "value")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_UNFITTING = Text("de inhoud klopt niet", "the contents do not fit")
_QUOTED = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True)
class Contents:
    """The content of a folder. The writer adds the format, the hashes and the list of files to *manifest*."""

    manifest: Mapping[str, Any]
    rows: Sequence[Figure]
    indicators: Sequence[Mapping[str, Any]]
    resolved: Mapping[str, str]
    draws: str | None = None
    """The draw of each replication, as CSV; None if no values were drawn."""


class WrittenResults(NamedTuple):
    """The folder that was written, and the hash of its results."""

    folder: Path
    result_hash: str


@dataclass(frozen=True, slots=True)
class StoredResults:
    """The content of a folder that was read back without a fault."""

    manifest: Mapping[str, Any]
    rows: tuple[Figure, ...]
    indicators: tuple[Mapping[str, Any], ...]


def csv_cell(name: str) -> str:
    """Return *name* as a CSV cell that no spreadsheet takes for a formula; :func:`_cell_text` is the inverse."""
    text = f"'{name}" if name.startswith(_FORMULA) else name
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _cell_text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


def rows_as_csv(rows: Iterable[Figure]) -> bytes:
    """Return *rows* as canonical CSV: sorted, with full precision, empty for nan."""
    lines = [",".join(COLUMNS)]
    for variant, replication, period, indicator, value in sorted(rows, key=lambda row: row[:4]):
        number = "" if math.isnan(value) else repr(float(value) + 0.0)
        lines.append(f"{csv_cell(variant)},{replication},{csv_cell(period)},{csv_cell(indicator)},{number}")
    return ("\n".join(lines) + "\n").encode()


def _rows_from_csv(data: bytes) -> tuple[Figure, ...]:
    reader = csv.reader(io.StringIO(data.decode(), newline=""))
    if tuple(next(reader)) != COLUMNS:
        raise ValueError("other columns")
    return tuple(
        (
            _cell_text(variant),
            int(number),
            _cell_text(period),
            _cell_text(indicator),
            float(value) if value else math.nan,
        )
        for variant, number, period, indicator, value in reader
    )


def result_hash(rows: Iterable[Figure]) -> str:
    """Return the SHA-256 of the canonical text of *rows*; it is the same for any number of jobs."""
    return _sha256(rows_as_csv(rows))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _as_json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()


def folder_files(contents: Contents) -> dict[str, bytes]:
    """Return the bytes of every file of the folder, by name within the folder."""
    files = {ROWS: rows_as_csv(contents.rows), DICTIONARY: _as_json(list(contents.indicators))}
    if contents.draws is not None:
        files[USED_DRAWS] = contents.draws.encode()
    texts, resolved = _resolved_files(contents.resolved)
    manifest = {**contents.manifest, "resolved": resolved, "result_hash": _sha256(files[ROWS])}
    return seal(FORMAT, manifest, files | texts)


def hash_of(files: Mapping[str, bytes]) -> str:
    """Return the result hash of a folder with these *files*."""
    return _sha256(files[ROWS])


def first_files(manifest: Mapping[str, Any], resolved: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a run that begins: its manifest, and its *resolved* scenarios by variant."""
    texts, entries = _resolved_files(resolved)
    return seal(FORMAT, {**manifest, "resolved": entries}, texts)


def _resolved_files(resolved: Mapping[str, str]) -> tuple[dict[str, bytes], dict[str, dict[str, str]]]:
    """The resolved scenarios as files, and their entries in the manifest."""
    files, entries = {}, {}
    for variant, text in resolved.items():
        name = f"{RESOLVED}/{plain_name(variant)}.yaml"
        files[name] = text.encode()
        entries[variant] = {"file": name, "sha256": _sha256(files[name])}
    return files, entries


def seal(kind: str, manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *files* and their manifest, with the format, all hashes and a checksum added to it."""
    complete = {
        "format": kind,
        "schema": SCHEMA,
        **manifest,
        "files": {name: _sha256(data) for name, data in sorted(files.items())},
    }
    complete["checksum"] = _sha256(_as_json(complete))
    return {**files, MANIFEST: _as_json(complete)}


def write_results(contents: Contents, study: str, out: Path | None = None) -> WrittenResults:
    """Write a new folder as :func:`write_folder` does."""
    files = folder_files(contents)
    return WrittenResults(write_folder(files, study, out), hash_of(files))


def read_results(folder: Path) -> StoredResults:
    """Read a folder back and check every byte.

    Raises UsageError if there is no such folder, FolderError if it is damaged, incomplete or of another program.
    """
    if not folder.is_dir():
        raise UsageError(Text(f"Er is geen map {folder}.", f"There is no folder {folder}."))
    manifest = _read_manifest(folder)
    data = _read_files(folder, manifest["files"])
    try:
        rows, dictionary = _rows_from_csv(data[ROWS]), json.loads(data[DICTIONARY])
    except (KeyError, ValueError, StopIteration, RecursionError) as error:
        raise _damaged(folder, [_UNFITTING]) from error
    misfits = [(MANIFEST, misfit) for misfit in manifest_misfits(manifest)]
    misfits += [(DICTIONARY, misfit) for misfit in dictionary_misfits(dictionary)]
    if misfits:
        raise _damaged(folder, [_about_misfit(file, misfit) for file, misfit in misfits])
    return StoredResults(manifest, rows, tuple(dictionary))


def _read_files(folder: Path, hashes: Mapping[str, str]) -> dict[str, bytes]:
    """Return the bytes of every file in *hashes*. Raises FolderError with all files that are missing or damaged."""
    data: dict[str, bytes] = {}
    problems = []
    for name, expected in hashes.items():
        try:
            data[name] = (folder / name).read_bytes()
        except (OSError, ValueError):
            shown_name = name if name.isprintable() else shown(name)
            problems.append(Text(f"{shown_name} ontbreekt", f"{shown_name} is missing"))
            continue
        if _sha256(data[name]) != expected:
            problems.append(Text(f"{name} is beschadigd", f"{name} is damaged"))
    if problems:
        raise _damaged(folder, problems)
    return data


def _about_misfit(file: str, misfit: Misfit) -> Text:
    """Say which key of *file* is missing or wrong."""
    if not misfit.path:
        return _UNFITTING
    if misfit.missing:
        return Text(f"in {file} ontbreekt {misfit.path}", f"{misfit.path} is missing in {file}")
    return Text(f"in {file} klopt {misfit.path} niet", f"{misfit.path} in {file} is not what it should be")


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        raw = (folder / MANIFEST).read_bytes()
    except FileNotFoundError as error:
        raise _foreign(folder) from error
    except OSError as error:
        raise _damaged(folder, [_manifest_damaged()]) from error
    try:
        manifest = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _damaged(folder, [_manifest_damaged()]) from error
    if not isinstance(manifest, dict) or "format" not in manifest:
        raise _foreign(folder)
    if manifest["format"] == CALIBRATION:
        raise _calibration(folder)
    if manifest["format"] == FORMAT and manifest.get("schema") != SCHEMA and _is_sealed(manifest, raw):
        raise FolderError(
            Text(
                f"{folder} is gemaakt met een andere versie van de software ({manifest.get('version')}).",
                f"{folder} was made with another version of the software ({manifest.get('version')}).",
            )
        )
    if _is_sealed(manifest, raw) and manifest.get("state") == RUNNING:
        raise _unfinished(folder)
    if not _is_sealed(manifest, raw) or not _is_sound(manifest):
        raise _damaged(folder, [_manifest_damaged()])
    return manifest


def _is_sealed(manifest: Mapping[str, Any], raw: bytes) -> bool:
    """Tell if *raw* is, to the byte, what the writer makes of *manifest*."""
    rest = {key: value for key, value in manifest.items() if key != "checksum"}
    try:
        return manifest.get("checksum") == _sha256(_as_json(rest)) and _as_json(manifest) == raw
    except (ValueError, RecursionError):
        return False


def _is_sound(manifest: Mapping[str, Any]) -> bool:
    files = manifest.get("files")
    if not isinstance(files, dict) or not {ROWS, DICTIONARY} <= files.keys():
        return False
    paths = [PurePosixPath(name) for name in files]
    inside = all(not path.is_absolute() and ".." not in path.parts for path in paths)
    return inside and manifest.get("format") == FORMAT and manifest.get("result_hash") == files[ROWS]


def _manifest_damaged() -> Text:
    return Text(f"{MANIFEST} is beschadigd", f"{MANIFEST} is damaged")


def _foreign(folder: Path) -> FolderError:
    return FolderError(
        Text(
            f"{folder} is geen resultatenmap van ruwaard-sim: {MANIFEST} ontbreekt of is van iets anders.",
            f"{folder} is no result folder of ruwaard-sim: {MANIFEST} is missing or is something else's.",
        )
    )


def _unfinished(folder: Path) -> FolderError:
    kept = progress_of(folder / JOURNAL)
    count = (
        Text("", "")
        if kept is None
        else Text(f" ({kept} doorrekeningen zijn klaar)", f" ({kept} replications are ready)")
    )
    command = f"ruwaard-sim resume {shlex.quote(str(folder))}"
    return FolderError(
        Text(
            f"De berekening in {folder} is niet af{count.nl}. Ga verder met: {command}",
            f"The run in {folder} is not finished{count.en}. Go on with: {command}",
        )
    )


def _calibration(folder: Path) -> FolderError:
    draws = f"{shlex.quote(str(folder / DRAWS))}/….yaml"
    return FolderError(
        Text(
            f"{folder} is de map van een kalibratie; er zijn geen varianten te vergelijken. Gebruik haar trekkingen: "
            f"ruwaard-sim run STUDIE --draws {draws}",
            f"{folder} is the folder of a calibration; it has no variants to compare. Use its draws: "
            f"ruwaard-sim run STUDY --draws {draws}",
        )
    )


def _damaged(folder: Path, problems: Sequence[Text]) -> FolderError:
    return FolderError(
        Text(
            f"De resultatenmap {folder} is niet heel: {'; '.join(text.nl for text in problems)}.",
            f"The result folder {folder} is not whole: {'; '.join(text.en for text in problems)}.",
        )
    )

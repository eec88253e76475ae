"""The journal of a run: each replication kept on disk the moment it is finished, in one SQLite file.

A replication is one transaction, forced to disk: whatever ends the process, all that was finished is whole and
nothing is there by half. Names are kept once; figures are kept to the last bit, with a hash.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from ruwaard_sim.errors import DiskError, FolderError
from ruwaard_sim.text import Text

JOURNAL: Final = "journal.sqlite"
FORMAT: Final = 1

Row = tuple[str, str, str, float]
"""(variant, period, indicator, value)."""

_SCHEMA: Final = (
    "create table about (content text not null)",
    "create table names (id integer primary key, name text not null unique)",
    "create table replications (number integer primary key, seconds real, figures blob, sha256 text, failure text)",
    f"pragma user_version = {FORMAT}",
)


@dataclass(frozen=True, slots=True)
class FinishedReplication:
    """A replication that came to an end, in *seconds*: with *rows*, or with a *failure* in plain data."""

    number: int
    seconds: float
    rows: Sequence[Row] = ()
    failure: Mapping[str, Any] | None = None


class Journal:
    """The journal in one file; written by one process at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute("pragma synchronous = full")
        self._names: dict[str, int] = {}

    @classmethod
    def create(cls, path: Path, about: Mapping[str, Any]) -> Journal:
        """A new journal at *path*; *about* says in plain data of which run. Raises DiskError."""
        try:
            journal = cls(path)
            text = json.dumps(about, ensure_ascii=False)
            journal._write([*((statement, ()) for statement in _SCHEMA), ("insert into about values (?)", (text,))])
        except sqlite3.Error as error:
            raise _cannot_write(path, error) from error
        return journal

    @classmethod
    def open(cls, path: Path) -> Journal:
        """The journal at *path*, to go on with. Raises FolderError when it is missing, damaged or of another kind."""
        if not path.is_file():
            raise FolderError(
                Text(f"In {path.parent} staat geen dagboek ({path.name}).", f"{path.parent} has no {path.name}.")
            )
        try:
            journal = cls(path)
            version = journal._connection.execute("pragma user_version").fetchone()[0]
            intact = journal._connection.execute("pragma quick_check").fetchone()[0] == "ok"
            if intact and version == FORMAT:
                names = journal._connection.execute("select name, id from names")
                journal._names = dict(names.fetchall())
                return journal
        except (sqlite3.Error, ValueError) as error:
            raise _damaged(path) from error
        journal.close()
        raise _damaged(path)

    @property
    def about(self) -> dict[str, Any]:
        """What the journal says of its run. Raises FolderError."""
        try:
            content: dict[str, Any] = json.loads(self._connection.execute("select content from about").fetchone()[0])
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise _damaged(self.path) from error
        return content

    def describe(self, about: Mapping[str, Any]) -> None:
        """Put *about* in the place of what the journal said of its run. Raises DiskError."""
        self._write([("update about set content = ?", (json.dumps(about, ensure_ascii=False),))])

    def keep(self, finished: Iterable[FinishedReplication]) -> None:
        """Keep replications, each in a transaction of its own; one that is there is replaced. Raises DiskError."""
        for replication in finished:
            new = dict.fromkeys(name for row in replication.rows for name in row[:3] if name not in self._names)
            ids = {name: len(self._names) + position for position, name in enumerate(new, 1)}
            numbers = self._names | ids
            figures = _packed(replication.rows, numbers) if replication.failure is None else None
            failure = None if replication.failure is None else json.dumps(replication.failure, ensure_ascii=False)
            digest = None if figures is None else _digest(replication.number, figures, numbers)
            entry = (replication.number, replication.seconds, figures, digest, failure)
            statements: list[tuple[str, tuple[Any, ...]]] = [
                ("insert into names values (?, ?)", (number, name)) for name, number in ids.items()
            ]
            self._write([*statements, ("insert or replace into replications values (?, ?, ?, ?, ?)", entry)])
            self._names = numbers

    def _write(self, statements: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        try:
            self._connection.execute("begin immediate")
            try:
                for statement, values in statements:
                    self._connection.execute(statement, values)
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise
        except sqlite3.Error as error:
            raise _cannot_write(self.path, error) from error

    def numbers(self) -> dict[int, bool]:
        """The replications kept, in order, and whether each succeeded."""
        rows = self._connection.execute("select number, failure is null from replications order by number")
        return {number: bool(succeeded) for number, succeeded in rows}

    def replications(self) -> Iterator[FinishedReplication]:
        """Every replication kept, in order. Raises FolderError for one that is damaged."""
        names = {number: name for name, number in self._names.items()}
        try:
            query = "select number, seconds, figures, sha256, failure from replications order by number"
            for number, seconds, figures, digest, failure in self._connection.execute(query):
                if failure is not None:
                    yield FinishedReplication(number, seconds, failure=json.loads(failure))
                    continue
                if not isinstance(figures, bytes) or _digest(number, figures, self._names) != digest:
                    raise _damaged(self.path, number)
                yield FinishedReplication(number, seconds, _unpacked(figures, names))
        except (sqlite3.Error, ValueError, KeyError, zlib.error) as error:
            raise _damaged(self.path) from error

    def close(self) -> None:
        """Close the file, so that nothing but the journal itself is left beside it."""
        self._connection.close()


def progress_of(path: Path) -> int | None:
    """How many replications the journal at *path* has, also while another process writes it; None if unreadable."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("select count(*) from replications").fetchone()[0])
    except (sqlite3.Error, OSError, ValueError):
        return None


def _packed(rows: Sequence[Row], numbers: Mapping[str, int]) -> bytes:
    """*rows* as bytes: the numbers of the names, and the figures, the first byte of each number first."""
    names = np.array([[numbers[name] for name in row[:3]] for row in rows], dtype="<i4").reshape(-1, 3)
    values = np.array([row[3] for row in rows], dtype="<f8")
    return zlib.compress(names.tobytes() + values.tobytes(), 1)


def _digest(number: int, figures: bytes, names: Mapping[str, int]) -> str:
    """The SHA-256 of a replication: its number, its figures, and the names that their numbers stand for."""
    data = zlib.decompress(figures)
    used = set(np.frombuffer(data, "<i4", len(data) // 20 * 3).tolist())
    words = "\0".join(f"{at} {name}" for name, at in sorted(names.items(), key=lambda entry: entry[1]) if at in used)
    return hashlib.sha256(f"{number}\0{words}\0".encode() + figures).hexdigest()


def _unpacked(figures: bytes, names: Mapping[int, str]) -> list[Row]:
    data = zlib.decompress(figures)
    count = len(data) // 20
    numbers = np.frombuffer(data, "<i4", count * 3).reshape(-1, 3).tolist()
    values = np.frombuffer(data, "<f8", count, count * 12).tolist()
    return [
        (names[variant], names[period], names[indicator], value)
        for (variant, period, indicator), value in zip(numbers, values, strict=True)
    ]


def _cannot_write(path: Path, error: Exception) -> DiskError:
    return DiskError(
        Text(
            f"{path} kan niet verder worden beschreven ({error}). Wat er al stond, is bewaard.",
            f"{path} cannot be written any further ({error}). What was there already is kept.",
        )
    )


def _damaged(path: Path, number: int | None = None) -> FolderError:
    replication = Text("", "")
    if number is not None:
        replication = Text(f" bij doorrekening {number}", f" at replication {number}")
    return FolderError(Text(f"{path} is beschadigd{replication.nl}.", f"{path} is damaged{replication.en}."))

"""New folders, such as those of results: written completely or not at all, and never over an existing one."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from ruwaard_sim.errors import DiskError, UsageError
from ruwaard_sim.text import Text


def plain_name(name: str) -> str:
    """Return a file name that is valid on every system; a name that had to be changed gets part of its hash."""
    plain = re.sub(r"[^a-z0-9_-]", "_", name)[:80]
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def check_target(out: Path | None) -> None:
    """Refuse, before any work is done, a folder that :func:`write_folder` would refuse after it.

    *out* None stands for the default, under ``results`` in the current folder.
    """
    target = Path("results") if out is None else out
    try:
        if out is not None and (out.is_symlink() or out.exists()):
            _refuse_occupied(out)
        nearest = next(folder for folder in (target, *target.absolute().parents) if folder.exists())
        writable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    except (OSError, ValueError) as error:
        raise cannot_write(target, error) from error
    if not writable:
        raise cannot_write(target, PermissionError(str(nearest)))


def _refuse_occupied(out: Path) -> None:
    if not out.is_dir():
        raise UsageError(
            Text(
                f"{out} bestaat al en is geen map; kies met --out een nieuwe map.",
                f"{out} exists and is not a folder; choose a new folder with --out.",
            )
        )
    if any(out.iterdir()):
        raise UsageError(
            Text(
                f"De map {out} is niet leeg en wordt niet overschreven; kies met --out een nieuwe map.",
                f"The folder {out} is not empty and is not overwritten; choose a new folder with --out.",
            )
        )


def cannot_write(target: Path, error: Exception) -> DiskError:
    """The error that says that, and why, nothing could be written in *target*."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return DiskError(
        Text(
            f"De resultaten konden niet in {target} worden geschreven ({why}). Er is niets achtergebleven.",
            f"The results could not be written to {target} ({why}). Nothing was left behind.",
        )
    )


def next_folder(study: str) -> Path:
    """Return ``results/<study>-<n>``, n one more than the highest there is."""
    base = Path("results")
    name = plain_name(study)
    shape = re.compile(rf"{re.escape(name)}-([0-9]{{1,9}})")
    entries = base.iterdir() if base.is_dir() else ()
    numbers = [int(match[1]) for entry in entries if (match := shape.fullmatch(entry.name))]
    return base / f"{name}-{max(numbers, default=0) + 1}"


def write_folder(files: Mapping[str, bytes], name: str, out: Path | None = None) -> Path:
    """Write *files* to a new folder: *out*, or the next free ``results/<name>-<n>``.

    Everything is written to a draft folder, forced to disk, and renamed: the folder appears
    complete or not at all. Raises UsageError when *out* is taken, DiskError when the disk refuses.
    """
    check_target(out)
    while True:
        target = next_folder(name) if out is None else out
        try:
            _write_atomically(files, target)
        except FileExistsError:
            if out is not None:
                _refuse_occupied(out)
                raise
            continue
        except (OSError, ValueError) as error:
            raise cannot_write(target, error) from error
        return target


def _write_atomically(files: Mapping[str, bytes], target: Path) -> None:
    draft = target.parent / f".{target.name[:80]}.{secrets.token_hex(4)}.part"
    new = [folder for folder in target.absolute().parents if not folder.exists()]
    try:
        draft.mkdir(parents=True)
        for name, data in files.items():
            write_file(draft / name, data)
        for folder in {(draft / name).parent for name in files} - {draft}:
            sync_folder(folder)
        sync_folder(draft)
        _rename_unless_occupied(draft, target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        for folder in new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    with contextlib.suppress(OSError):
        sync_folder(target.parent)


def write_file(path: Path, data: bytes) -> None:
    """Write *data* to a new file, forced to disk."""
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Force the list of names in a folder to disk, on systems that can."""
    if os.name != "posix" or not folder.is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rename_unless_occupied(draft: Path, target: Path) -> None:
    """Rename, or raise FileExistsError when *target* is in use by now. An empty folder gives way."""
    try:
        if os.name == "nt" and target.is_dir():
            target.rmdir()
        draft.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            raise FileExistsError(str(target)) from error
        raise

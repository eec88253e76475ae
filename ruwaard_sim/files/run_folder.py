"""The folder of a run, from its first second to its last: in use by one process, and whole at any moment.

The folder is there at once, with its manifest (state *running*), the resolved scenarios and the journal. When the run
is finished the other files are added and the manifest is put in place last: until then it says that there is more to
come, and :func:`~ruwaard_sim.files.result_folder.read_results` says how to go on.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from ruwaard_sim.errors import DiskError, UsageError
from ruwaard_sim.files.journal import JOURNAL, Journal
from ruwaard_sim.files.new_folder import cannot_write, check_target, next_folder, sync_folder, write_file
from ruwaard_sim.files.result_folder import MANIFEST
from ruwaard_sim.text import Text

IN_USE: Final = "in-use"
"""The file that is locked for as long as a process works on the folder; the lock ends with the process."""


class RunFolder:
    """A folder that this process works on, and nobody else until it is released."""

    def __init__(self, folder: Path, lock: IO[bytes], made: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._lock = lock
        self._made = made
        self._journal: Journal | None = None

    @classmethod
    def begin(
        cls, study: str, out: Path | None, files: Mapping[str, bytes], about: Callable[[Path], Mapping[str, Any]]
    ) -> RunFolder:
        """Make the folder *out*, or the next free ``results/<study>-<n>``, with an empty journal and *files*.

        *about* gives what the journal says of the run in a folder. Where there is a manifest, there is a journal.

        Raises UsageError when *out* is taken, DiskError when the disk refuses; then nothing is left behind.
        """
        check_target(out)
        target, missing = _make(study, out)
        run = cls(target, _locked(target), [target, *missing])
        try:
            run._journal = Journal.create(target / JOURNAL, about(target))
            run._put(files)
        except BaseException as error:
            run.discard()
            if isinstance(error, OSError | ValueError):
                raise cannot_write(target, error) from error
            raise
        return run

    @classmethod
    def reopen(cls, folder: Path) -> RunFolder:
        """The folder of a run that was begun before. Raises UsageError, FolderError."""
        if not folder.is_dir():
            raise UsageError(Text(f"Er is geen map {folder}.", f"There is no folder {folder}."))
        run = cls(folder, _locked(folder))
        try:
            run._journal = Journal.open(folder / JOURNAL)
        except BaseException:
            run.release()
            raise
        return run

    @property
    def journal(self) -> Journal:
        """Its journal."""
        assert self._journal is not None
        return self._journal

    def write(self, files: Mapping[str, bytes]) -> None:
        """Put *files* in the folder, each whole or not at all, the manifest last. Raises DiskError."""
        try:
            self._put(files)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            command = f"ruwaard-sim resume {shlex.quote(str(self.folder))}"
            raise DiskError(
                Text(
                    f"De map {self.folder} kon niet worden afgemaakt ({why}). De doorrekeningen zijn bewaard; "
                    f"maak haar af met: {command}",
                    f"The folder {self.folder} could not be finished ({why}). The replications are kept; finish it "
                    f"with: {command}",
                )
            ) from error

    def _put(self, files: Mapping[str, bytes]) -> None:
        for name in sorted(files, key=lambda name: (name == MANIFEST, name)):
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            draft = path.with_name(f"{path.name}.part")
            draft.unlink(missing_ok=True)
            try:
                write_file(draft, files[name])
                if name == MANIFEST:
                    sync_folder(self.folder)
                draft.replace(path)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
        with contextlib.suppress(OSError):
            sync_folder(self.folder)

    def discard(self) -> None:
        """Take away the folder that was begun here: nothing in it is worth keeping. One that was there before stays."""
        self.release()
        if not self._made:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        for folder in self._made[1:]:
            with contextlib.suppress(OSError):
                folder.rmdir()

    def release(self) -> None:
        """Let others use the folder; what is in it stays."""
        if self._lock.closed:
            return
        if self._journal is not None:
            self._journal.close()
        path = Path(self._lock.name)
        if os.name == "posix":
            path.unlink(missing_ok=True)
        self._lock.close()
        if os.name != "posix":
            with contextlib.suppress(OSError):
                path.unlink()

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def _make(study: str, out: Path | None) -> tuple[Path, list[Path]]:
    """The new folder, and those above it that were made for it."""
    while True:
        target = next_folder(study) if out is None else out
        missing = [folder for folder in target.absolute().parents if not folder.exists()]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.mkdir(exist_ok=out is not None)
        except FileExistsError:
            if out is not None:
                raise
            continue
        except (OSError, ValueError) as error:
            raise cannot_write(target, error) from error
        return target, missing


def _locked(folder: Path) -> IO[bytes]:
    """The lock file of *folder*, locked. Raises UsageError when another process has it, DiskError."""
    path = folder / IN_USE
    while True:
        try:
            stream = path.open("ab")
        except OSError as error:
            raise cannot_write(folder, error) from error
        try:
            _lock(stream)
        except OSError as error:
            stream.close()
            raise UsageError(
                Text(
                    f"Een ander proces werkt op dit moment in {folder}; wacht tot het klaar is of kies een andere map.",
                    f"Another process is at work in {folder} at this moment; wait until it is ready or choose another "
                    "folder.",
                )
            ) from error
        if _is_same_file(stream, path):
            return stream
        stream.close()


def _lock(stream: IO[bytes]) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]


def _is_same_file(stream: IO[bytes], path: Path) -> bool:
    """False when the process that had the lock took the file away before it was locked here."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except FileNotFoundError:
        return False

"""Makes sure that Ctrl-C ends a command, also where Python ignores what is raised.

Python drops what is raised while an object is cleaned up (its ``__del__``), and says so in a traceback. A Ctrl-C in
such a moment, and a library that proves makes many, would be lost: the command would go on and end well.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

_DELAY = 0.005
"""Seconds after which a Ctrl-C that was dropped comes again."""


class InterruptRepeater:
    """A context in which an ignored Ctrl-C is repeated until it is acknowledged."""

    def __init__(self) -> None:
        self._acknowledged = False
        self._timer: threading.Timer | None = None

    def __enter__(self) -> InterruptRepeater:
        self._previous_hook = sys.unraisablehook
        sys.unraisablehook = self._on_unraisable
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        sys.unraisablehook = self._previous_hook
        if self._timer is not None:
            self._timer.cancel()

    def acknowledge(self) -> None:
        """Stop repeating: the command is ending."""
        self._acknowledged = True

    def _on_unraisable(self, dropped: sys.UnraisableHookArgs) -> None:
        if self._acknowledged:
            return
        if not issubclass(dropped.exc_type, KeyboardInterrupt):
            self._previous_hook(dropped)
            return
        self._timer = threading.Timer(_DELAY, _interrupt)
        self._timer.start()


def _interrupt() -> None:
    """Send Ctrl-C to the main thread, even if it sleeps."""
    main = threading.main_thread().ident
    if os.name == "posix" and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)

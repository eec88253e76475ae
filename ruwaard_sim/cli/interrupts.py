"""Makes sure that Ctrl-C ends a command, also where Python ignores what is raised, and that a run can stop tidily.

Python drops what is raised while an object is cleaned up (its ``__del__``), and says so in a traceback. A Ctrl-C in
such a moment, and a library that proves makes many, would be lost: the command would go on and end well.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

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


class StopRequest:
    """A context in which the first Ctrl-C, or a request of the system to end, asks to stop; the second stops at once.

    Call it to ask whether to stop. *announce* is called at the first request.
    """

    SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

    def __init__(self, announce: Callable[[], None]) -> None:
        self._announce = announce
        self._previous: dict[int, Any] = {}
        self.signal: int | None = None

    def __call__(self) -> bool:
        """True from the first request on."""
        return self.signal is not None

    @property
    def exit_code(self) -> int:
        """The exit code of a command that was stopped."""
        return 128 + (signal.SIGINT if self.signal is None else self.signal)

    def __enter__(self) -> StopRequest:
        if threading.current_thread() is threading.main_thread():
            self._previous = {number: signal.signal(number, self._receive) for number in self.SIGNALS}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _receive(self, number: int, _: object) -> None:
        if self.signal is not None:
            raise KeyboardInterrupt
        self.signal = number
        self._announce()

"""Ctrl-C ends a command wherever it falls, with one sentence."""

from __future__ import annotations

import signal
import time
from typing import Any

import pytest

from ruwaard_sim.cli import main
from ruwaard_sim.cli.interrupts import InterruptRepeater
from ruwaard_sim.files import loading


class Cleaned:
    """Something that hears Ctrl-C just while it is cleaned up."""

    def __del__(self) -> None:
        """Python drops what is raised here."""
        signal.raise_signal(signal.SIGINT)


class HalfMade:
    """Something whose making is interrupted, and whose cleaning up does not know that."""

    def __init__(self) -> None:
        """As of a Ctrl-C while it is made."""
        signal.raise_signal(signal.SIGINT)
        self.owner = True

    def __del__(self) -> None:
        """Fails on what was not made."""
        assert self.owner


def test_ctrl_c_that_python_drops_ends_the_command_after_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It falls while something is cleaned up; the command does not go on, and says one sentence."""

    def load(*_: Any, **__: Any) -> None:
        Cleaned()
        time.sleep(10)

    monkeypatch.setattr(loading, "load_study", load)
    began = time.monotonic()
    assert main(["run", "studie.yaml"]) == 130
    assert time.monotonic() - began < 5
    assert capsys.readouterr().err.strip() == "Onderbroken; er is niets bewaard."


def test_what_was_half_made_is_cleaned_up_in_silence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After Ctrl-C nobody needs to hear that something could not be cleaned up."""
    monkeypatch.setattr(loading, "load_study", lambda *_, **__: HalfMade())
    assert main(["run", "studie.yaml"]) == 130
    assert capsys.readouterr().err.strip() == "Onderbroken; er is niets bewaard."


def test_other_things_that_are_dropped_are_still_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only Ctrl-C comes again; what else goes wrong in cleaning up is told as Python tells it."""

    class Broken:
        def __del__(self) -> None:
            raise ValueError("kapot")

    told: list[str] = []
    monkeypatch.setattr("sys.unraisablehook", lambda dropped: told.append(str(dropped.exc_value)))
    with InterruptRepeater():
        Broken()
    assert told == ["kapot"]

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edited_scenarios import Wijk

from ruwaard_sim.files import library
from ruwaard_sim.scenario.promises import promises
from ruwaard_sim.scenario.proving import Court


def read_but_not_proved(court: Court, name: str, days: Any, tree: Any, noted: Any, **_: Any) -> Any:
    """The promises of the last day."""
    _, scenario, rulebook = days[-1]
    return promises(scenario.rules, rulebook, tree.get(("rules",)), noted)


@pytest.fixture
def wijk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wijk:
    """A wijk of one's own, to change; no other scenarios exist, and what is promised about its rules is not proved."""
    made = Wijk.copy_to(tmp_path)
    monkeypatch.setattr(library, "shipped", lambda: made.folder)
    monkeypatch.setattr(Court, "judge", read_but_not_proved)
    return made

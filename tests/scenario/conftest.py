from __future__ import annotations

from pathlib import Path

import pytest
from edited_scenarios import Wijk

from ruwaard_sim.files import library


@pytest.fixture
def wijk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wijk:
    """A wijk of one's own, to change; no other scenarios exist."""
    made = Wijk.copy_to(tmp_path)
    monkeypatch.setattr(library, "shipped", lambda: made.folder)
    return made

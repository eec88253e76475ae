from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edited_scenarios import Wijk

from ruwaard_sim.files import library
from ruwaard_sim.scenario.guarantees.guarantee_builder import build_guarantees
from ruwaard_sim.scenario.guarantees.proof_session import ProofSession, part_of


def read_but_not_proved(court: ProofSession, case: Any, days: Any, noted: Any, **_: Any) -> Any:
    """The guarantees of the last day."""
    _, text, rulebook = days[-1]
    return build_guarantees(text, rulebook, part_of(case.tree, text), noted)


@pytest.fixture
def wijk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wijk:
    """A wijk of one's own, to change; no other scenarios exist, and no guarantee is proved."""
    made = Wijk.copy_to(tmp_path)
    monkeypatch.setattr(library, "shipped", lambda: made.folder)
    monkeypatch.setattr(ProofSession, "prove", read_but_not_proved)
    return made

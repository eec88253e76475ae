"""What `check --mutate` tells: how many slips were tried, which of them count, and how many would be noticed."""

from __future__ import annotations

from ruwaard_sim.rules.proofs.mutation_score import Score
from ruwaard_sim.study.rule_mutation import MutationReport


def test_slips_that_change_nothing_are_told_within_those_tried() -> None:
    """A reader sees at once that the share is of the others, and that all add up."""
    slips = MutationReport("oud", Score(noticed=4, unnoticed=(), equivalent=3))
    assert "oud: 7 vergissingen" in slips.say("nl")
    assert "waarvan 3 zonder verschil" in slips.say("nl")
    assert "van de andere 4 zouden er 4 opvallen (100%)" in slips.say("nl")
    assert "7 slips in the rules tried, 3 of them without a difference" in slips.say("en")
    assert "of the other 4, 4 would be noticed (100%)" in slips.say("en")

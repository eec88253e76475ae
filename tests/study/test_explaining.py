from __future__ import annotations

import json
from pathlib import Path

import pytest

from ruwaard_sim.errors import UsageError
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.model.dealt import accepted, deal
from ruwaard_sim.scenario.plan import Plan
from ruwaard_sim.scenario.schema import schema_of
from ruwaard_sim.study.explaining import explain_facts, explain_resident


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Load the shipped variant with one budget for the wijk."""
    return load_variant(Path(__file__).parents[2] / "scenarios" / "variants" / "wijkbudget.yaml").plan


def test_given_facts_are_put_to_every_table_of_rules(plan: Plan) -> None:
    """For a case in a crisis each question is answered, with the rule that answered it and what it asked."""
    account = explain_facts(plan, "urgentie=crisis")
    assert [decision.explanation.table.id for decision in account.decisions] == [
        "aanpak",
        "routering",
        "aanbod",
    ]
    (handling, route, _) = account.as_object("nl")["decisions"]
    assert handling["outcomes"] == ["crisis"]
    assert route["attempts"][-1]["applies"]
    assert route["facts"]["urgentie"] == "crisis"
    assert "urgentie" not in handling["assumed"]
    assert "zwaarte" in handling["assumed"]


def test_facts_that_cannot_be_are_refused_together(plan: Plan) -> None:
    """Every mistake in the list of facts is named, with the nearest known word."""
    with pytest.raises(UsageError, match="bedoelde u 'zwaarte'") as caught:
        explain_facts(plan, "zwarte=7, urgentie=soms")
    assert "soms" in caught.value.text.nl


def test_a_resident_hears_what_was_decided_in_the_run_itself(plan: Plan) -> None:
    """What is told of a resident is what the model asked of the rules, in order of time."""
    dealt = deal(plan, 1, 1)
    resident = dealt.dice[0].resident[accepted(dealt, plan.regimes)[0]]
    account = explain_resident(plan, resident, 1)
    dates = [decision.date for decision in account.decisions]
    assert dates == sorted(dates)
    assert account.decisions[0].explanation.table.id == "aanpak"
    ways = [decision for decision in account.decisions if decision.explanation.table.id != "aanbod"]
    assert all(decision.explanation.applying for decision in ways)
    json.dumps(account.as_object("en"), allow_nan=False)
    assert dates[0] in account.say("nl")


def test_a_resident_who_does_not_exist_is_refused(plan: Plan) -> None:
    """The highest number there is stands in the message."""
    with pytest.raises(UsageError, match="er is geen bewoner 99999999; kies een getal van 0 tot en met"):
        explain_resident(plan, 99_999_999, 1)


def test_each_kind_of_file_has_a_schema() -> None:
    """An editor gets the schema of one kind, or one that fits them all; another word is refused."""
    assert schema_of("study")["properties"]["baseline"]
    assert len(schema_of()["oneOf"]) > 5
    assert set(schema_of()) == {"$schema", "oneOf", "$defs"}
    with pytest.raises(UsageError, match="bedoelde u 'variant'"):
        schema_of("varant")

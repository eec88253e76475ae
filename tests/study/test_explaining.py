from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from ruwaard_sim.errors import UsageError
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.model.deal import accepted, deal
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.schema.json_schema import schema_of
from ruwaard_sim.study.route_explanation import (
    ask_why_not,
    explain_facts,
    explain_meeting,
    explain_resident,
    explain_situation,
)
from ruwaard_sim.text import date_text

SCENARIOS = Path(__file__).parents[2] / "scenarios"


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
    assert date_text(date.fromisoformat(dates[0])).nl in account.say("nl")


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


# ---------------------------------------------------------------------- the stuurgroep


@pytest.fixture(scope="module")
def steered() -> Plan:
    """Load the shipped variant in which the stuurgroep steers."""
    return load_variant(Path(__file__).parents[2] / "scenarios" / "variants" / "sturing.yaml").plan


def test_a_situation_is_put_to_every_steering_table(steered: Plan) -> None:
    """Long waits for domestic help while support has room: hours are shifted, and each table says by which rule."""
    account = explain_situation(steered, "wacht_huishouden=40, bezetting_begeleiding=85")
    given = {decision.explanation.table.id: decision.explanation.applying[0].outcome for decision in account.decisions}
    assert given == {"uren": "begeleiding_naar_huishouden", "plekken": "niets", "reservering": "niets"}
    assert "Uitkomst: begeleiding naar huishouden. Bron: wijkkader §4.1." in account.say("nl")


def test_why_not_another_decision_and_what_would_have_led_there(steered: Plan) -> None:
    """With a line of a day over the limit less, nothing would have been shifted: that is the smallest change."""
    account = explain_situation(steered, "wacht_huishouden=29, bezetting_begeleiding=85")
    told = ask_why_not(account, "niets", ()).as_object("nl")["why_not"][0]
    assert (told["table"], told["outcome"], told["status"]) == ("uren", "niets", "found")
    assert told["change"] == "wacht_huishouden=28"


def test_a_mistake_in_the_facts_is_told_at_the_words_that_were_typed(plan: Plan, steered: Plan) -> None:
    """Nobody counts characters on a command line: each mistake is quoted, all at once, with the option it stands in."""
    with pytest.raises(UsageError) as wrong:
        explain_facts(plan, "zwaarte=7, leefdmein=psychisch,  zwaarte 3")
    assert wrong.value.text.nl.splitlines() == [
        "--facts 'leefdmein=psychisch': R302 'leefdmein' is geen feit (bedoelde u 'leefdomein'?)",
        "--facts 'zwaarte 3': R301 schrijf feit=waarde, niet 'zwaarte 3'",
    ]
    assert wrong.value.text.en.startswith("--facts 'leefdmein=psychisch': R302 'leefdmein' is not a fact (did you mean")
    with pytest.raises(UsageError, match=r"^--situation 'wacht_huishouden=zo': R304 "):
        explain_situation(steered, "wacht_huishouden=zo")


def test_a_meeting_is_told_with_what_was_seen_and_decided(steered: Plan) -> None:
    """The first meeting is on 1 April 2018; every table decides one thing."""
    account = explain_meeting(steered, 1, 2018)
    assert [decision.date for decision in account.decisions] == ["2018-04-01"] * 3
    assert account.part == "steering"
    assert "overleg 1 van de stuurgroep" in account.say("nl")


def test_a_meeting_that_was_never_held_is_refused(steered: Plan) -> None:
    """In five years there are nineteen meetings."""
    with pytest.raises(UsageError, match="van 1 tot en met 19"):
        explain_meeting(steered, 20, 2018)


def test_where_nobody_steers_there_is_nothing_to_explain(plan: Plan) -> None:
    """The rules are there, but not in force."""
    with pytest.raises(UsageError, match="in 'wijkbudget' stuurt niemand bij"):
        explain_situation(plan, "wacht_huishouden=40")


def _on(folder: Path, name: str, begins: str, change: str) -> Plan:
    """A variant called *name* on the shipped ``sturing``, with one change from a day on."""
    shutil.copytree(SCENARIOS, folder / "scenarios", dirs_exist_ok=True)
    path = folder / "scenarios" / "variants" / f"{name}.yaml"
    path.write_text(
        f"kind: variant\nid: {name}\nbase: sturing\ntitle: {{nl: a, en: a}}\ndescription: {{nl: a, en: a}}\n"
        f"begins: {begins}\nchanges:\n  {change}, because: {{nl: zo, en: so}}, source: assumption}}\n"
    )
    return load_variant(path).plan


def test_meetings_are_told_apart_also_where_a_table_comes_in_between(tmp_path: Path) -> None:
    """With a fourth table from 2020 on, each meeting is told whole, and the nineteenth is the last."""
    rule = "{E90: {title: {nl: a, en: a}, then: niets, source: assumption}}"
    table = f"{{question: {{nl: a, en: a}}, hit: first, rules: {rule}}}"
    plan = _on(tmp_path, "meer", "2020-01-01", f"steering.tables.extra: {{to: {table}")
    told = [explain_meeting(plan, number, 2018).decisions for number in (7, 8, 19)]
    assert [len(decisions) for decisions in told] == [3, 4, 4]
    assert [{decision.date for decision in decisions} for decisions in told] == [
        {"2019-10-01"}, {"2020-01-01"}, {"2022-10-01"},
    ]  # fmt: skip


def test_meetings_held_before_the_steering_stopped_can_be_explained(tmp_path: Path) -> None:
    """Who steers until 2020 has seven meetings to explain, and rules to ask about a situation until then."""
    nothing_extra = "mechanisms.extra: {to: {answer: none}, because: {nl: zo, en: so}, source: assumption}\n  "
    plan = _on(tmp_path, "gestopt", "2020-01-01", f"{nothing_extra}mechanisms.steers: {{to: {{answer: none}}")
    assert explain_meeting(plan, 7, 2018).decisions[0].date == "2019-10-01"
    with pytest.raises(UsageError, match="van 1 tot en met 7"):
        explain_meeting(plan, 8, 2018)
    told = explain_situation(plan, "saldo_extra=1").say("nl")
    assert "de stuurgroep in deze situatie, volgens de regels van 1 januari 2018 tot 1 januari 2020." in told
    now = date(2020, 1, 1)
    with pytest.raises(UsageError, match=r"stuurt niemand bij .*uit te leggen\.$"):
        explain_situation(plan, "saldo_extra=1", day=now)
    with pytest.raises(UsageError, match=r"Een stuurgroep is er in 'een', 'twee'\.$"):
        explain_situation(plan, "saldo_extra=1", lambda: ["een", "twee"], now)


def test_the_rules_are_as_old_as_they_are(plan: Plan) -> None:
    """Wages change every January, the rules do not: they are told to hold from the day the variant began."""
    assert explain_facts(plan, "zwaarte=3").decisions[0].date == "2018-01-01"


def test_why_not_is_about_the_tables_that_could_have_given_it(steered: Plan) -> None:
    """Places are opened by one table; the others, which may decide the same but never do, are not heard."""
    account = ask_why_not(explain_situation(steered, ""), "tien_plekken_erbij", ())
    assert [told.table.id for told in account.why_not] == ["plekken"]
    several = ask_why_not(explain_situation(steered, ""), "niets", ()).say("nl")
    assert "Komen er plekken bij? 'niets' is wat de regels hier geven." in several


def test_in_english_an_outcome_has_its_title_beside_its_name(plan: Plan, steered: Plan) -> None:
    """Names are Dutch: of handlings, provisions, offers and decisions of the stuurgroep the title is said too."""
    account = ask_why_not(explain_facts(plan, "zwaarte=7, leefdomein=psychisch, wil_pgb=true"), "specialist", ())
    said = account.say("en")
    assert "Outcome: mdo [multidisciplinary meeting]." in said
    assert "Outcome: begeleiding [individual support in kind]." in said
    assert "Outcome: pgb [personal budget]." in said
    assert "Why not 'specialist' [specialist from outside (mental health)]?" in said
    assert "[" not in account.say("nl")
    assert "Outcome: niets [leave it as it is]." in explain_situation(steered, "").say("en")

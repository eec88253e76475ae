"""Rules as written, whether about residents or about the wijk: what reading, proving and explaining need of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from ruwaard_sim.agents.rule_facts import RULE_FACTS, room_fact
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.mechanisms.formal import FORMAL
from ruwaard_sim.rules.language.vocabulary import RESIDENT
from ruwaard_sim.rules.proofs.case_course import AT_ONCE, ChangingFact, Course
from ruwaard_sim.scenario.document.node import Loc
from ruwaard_sim.scenario.schema.models import Scenario
from ruwaard_sim.scenario.schema.rule_models import FactOf, GuaranteeOf, ImpossibleOf, ParameterOf, TableOf
from ruwaard_sim.scenario.schema.steering_models import SightOf
from ruwaard_sim.text import Text

OFFERS = {"pgb": Text("persoonsgebonden budget", "personal budget")}
"""What the aanbod table may offer besides the route."""
RESIDENT_TABLES = ("aanpak", "routering", "aanbod")


@dataclass(frozen=True, slots=True)
class RuleText:
    """The rules in one *part* of a scenario; *outcomes* says what each table may answer, with titles.

    *whom* is what its facts are about, *above* leads from the part to its tables. Two are equal when they say the same.
    """

    part: str
    facts: Mapping[str, FactOf | SightOf]
    parameters: Mapping[str, ParameterOf]
    tables: Mapping[str, TableOf]
    outcomes: Mapping[str, Mapping[str, Text]]
    cannot_happen: Mapping[str, ImpossibleOf]
    guarantees: Mapping[str, GuaranteeOf]
    whom: Text
    above: Loc = ()
    prices: frozenset[str] = frozenset()
    """Parameters that something other than a rule uses."""
    course: Course = AT_ONCE
    """When the tables are asked, and what may change in between."""

    def __hash__(self) -> int:
        """Few scenarios have other words or other rules, and those that do are told apart by comparing."""
        return hash((self.part, *self.parameters, *(rule for table in self.tables.values() for rule in table.rules)))

    def without(self, doubted: Collection[tuple[str, str]]) -> RuleText:
        """The same without what is *doubted* (by part and name) of who cannot exist."""
        believed = {name: entry for name, entry in self.cannot_happen.items() if (self.part, name) not in doubted}
        return self if len(believed) == len(self.cannot_happen) else replace(self, cannot_happen=believed)

    def rule(self, table: str, rule: str) -> Loc:
        """The way from the part to a rule."""
        return (*self.above, table, "rules", rule)


def resident_rules(scenario: Scenario) -> RuleText:
    """The rules about residents and their questions."""
    rules = scenario.rules
    routes = {name: provision.title for name, provision in scenario.organisation.provisions.items()}
    return RuleText(
        "rules",
        rules.facts,
        rules.parameters,
        {name: getattr(rules, name) for name in RESIDENT_TABLES},
        {"aanpak": HANDLINGS, "routering": routes, "aanbod": OFFERS},
        rules.cannot_happen,
        rules.guarantees,
        RESIDENT,
        course=_course(scenario),
    )


def _course(scenario: Scenario) -> Course:
    """The course of a case: how it is handled is asked first; where it goes and what is offered, when that is done."""
    facts = RULE_FACTS | {room.name: room for room in map(room_fact, scenario.organisation.places)}
    changing = []
    for name, declared in scenario.rules.facts.items():
        change = None if name not in facts else facts[name].during_case
        if change is not None:
            most = declared.values.index(change.most) if change.most in declared.values else None
            after = ("aanpak", FORMAL) if change.decided else None
            changing.append(ChangingFact(name, change.rises, most, after))
    return Course((("aanpak",), ("routering", "aanbod")), tuple(changing))


def steering_rules(scenario: Scenario) -> RuleText | None:
    """The rules by which a stuurgroep steers the wijk; None when the scenario has none."""
    rules = scenario.steering
    if rules is None:
        return None
    actions = {name: action.title for name, action in rules.actions.items()}
    return RuleText(
        "steering",
        rules.facts,
        rules.parameters,
        rules.tables,
        dict.fromkeys(rules.tables, actions),
        rules.cannot_happen,
        rules.guarantees,
        Text("situatie", "situation"),
        ("tables",),
        frozenset(action.buy.price for action in rules.actions.values() if action.buy is not None),
    )


def rule_texts(scenario: Scenario) -> tuple[RuleText, ...]:
    """All rules of *scenario*, part by part."""
    steering = steering_rules(scenario)
    return (resident_rules(scenario),) if steering is None else (resident_rules(scenario), steering)

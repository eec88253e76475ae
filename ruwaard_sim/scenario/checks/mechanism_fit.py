"""Checks that the answers about outside help, volunteers, prevention and residents fit the rest of the scenario.

Each answer may be right by itself and still ask for something that is not there; then this says so, and why.
"""

from __future__ import annotations

import re

from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.scenario.checks.context import CheckContext
from ruwaard_sim.scenario.schema.rule_models import RuleOf
from ruwaard_sim.text import Text

ADVISED = "team_met_advies"
"""The fact by which rules weigh what a specialist at the table said."""


def check_mechanism_fit(check: CheckContext) -> None:
    """Note every such answer that something is missing for."""
    _outside(check)
    _collective(check)
    _prevention(check)
    _residents(check)


def _outside(check: CheckContext) -> None:
    """Direct access is by a team; a specialist comes to a meeting, and the rules heed the advice."""
    mechanisms, rules = check.scenario.mechanisms, check.scenario.rules
    at = ("mechanisms", "outside", "answer")
    if mechanisms.outside.answer == "direct" and mechanisms.decides.answer == "municipality":
        check.note(at, "X130")
    if not QUESTIONS["outside"].answers[mechanisms.outside.answer].comes_to_meeting:
        return
    if not any("mdo" in (rule.then, *rule.judgement) for rule in rules.aanpak.rules.values()):
        check.note(at, "X131")
    if not any(_asks(rule, ADVISED) for rule in rules.routering.rules.values()):
        check.note(at, "X132", ADVISED=ADVISED)


def _collective(check: CheckContext) -> None:
    """Hours that volunteers are guided from must be there before anybody asks for them."""
    scenario = check.scenario
    collective = scenario.mechanisms.collective
    if not QUESTIONS["collective"].answers[collective.answer].guided:
        return
    guides = collective.guides
    group = scenario.organisation.staff.get(guides.partition(".")[0])
    party = None if group is None else scenario.organisation.parties.get(group.party)
    if party is None:
        return
    if QUESTIONS["staffing"].answers[getattr(scenario.mechanisms.staffing, party.role).answer].reviews:
        check.note(("mechanisms", "collective", "guides"), "X133", guides=guides)


def _prevention(check: CheckContext) -> None:
    """Prevention follows some help, and keeps some needs away."""
    written = check.scenario.mechanisms.prevention
    if not QUESTIONS["prevention"].answers[written.answer].offered:
        return
    for name, nl, en in (
        ("after", "na geen enkele hulp aangeboden", "offered after no help at all"),
        ("thins", "voor geen enkel leefdomein iets waard", "of no use in any leefdomein"),
    ):
        if not getattr(written, name):
            check.note(("mechanisms", "prevention", name), "X134", reason=Text(nl, en))


def _residents(check: CheckContext) -> None:
    """A share of what is left is a share of something."""
    mechanisms = check.scenario.mechanisms
    has_money = QUESTIONS["surplus"].answers[mechanisms.surplus.answer].buys_hours or mechanisms.extra.answer != "none"
    if mechanisms.residents.answer != "none" and not has_money:
        check.note(("mechanisms", "residents", "answer"), "X135")


def _asks(rule: RuleOf, fact: str) -> bool:
    conditions = (rule.when,) if isinstance(rule.when, str) else rule.when or ()
    return any(re.search(rf"\b{fact}\b", condition) for condition in conditions)

"""Checks that the names in a scenario exist and are of the right kind, which a model alone cannot see.

Every problem is noted at its place; nothing is repaired. The numbers are judged in `numbers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from ruwaard_sim.agents.needs import URGENCIES
from ruwaard_sim.agents.rule_facts import RULE_FACTS, RuleFact, required_facts, room_fact
from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.mechanisms.keys import DOMAIN, LAYER, PLACES, POOL, ROUTE, key_of
from ruwaard_sim.plan import LAYERS
from ruwaard_sim.scenario.checks.belief_checks import check_beliefs
from ruwaard_sim.scenario.checks.context import CheckContext, unknown_source
from ruwaard_sim.scenario.checks.mechanism_fit import check_mechanism_fit
from ruwaard_sim.scenario.checks.money import check_money
from ruwaard_sim.scenario.checks.numbers import check_numbers, check_parts_of_whole, check_time
from ruwaard_sim.scenario.checks.steering_checks import check_steering
from ruwaard_sim.scenario.checks.unused_keys import check_unused_keys
from ruwaard_sim.scenario.checks.who_decides import check_decides
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantities import ASSUMPTION, Table
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.guarantees.rule_source import rule_texts
from ruwaard_sim.scenario.schema.mechanism_models import answers
from ruwaard_sim.scenario.schema.models import Party, ProvisionOf, Scenario, StaffGroup
from ruwaard_sim.scenario.schema.rule_models import FactOf

NEEDED_ROUTES = {"crisisdienst": "crisis", "pgb": "pgb"}
"""Routes the model itself must be able to name, and the layer each must be in."""
NEEDED_NORMS = ("mdo", "uitvoering", "beschikking")
"""Norms against which waiting is measured."""
NORMS = (*NEEDED_NORMS, "onderzoek")
"""Norms that may be written: of any other nothing would come."""


def check(scenario: Scenario, node: Node, findings: Findings, *, outside: bool = False) -> None:
    """Note everything that does not hold together in *scenario*, whose tree is *node*.

    *outside* says that it is counterfactual.
    """
    context = CheckContext(scenario, node, findings)
    check_time(context)
    _norms(context)
    _sources(context)
    _rules(context)
    _facts(context)
    check_steering(context, hours(scenario))
    check_with_numbers(context, outside=outside)


def check_with_numbers(check: CheckContext, *, outside: bool) -> None:
    """The part of :func:`check` that another number in the scenario may change; quick, as every draw is held to it."""
    check_numbers(check)
    _staff(check)
    _provisions(check)
    _needs(check)
    _mechanisms(check)
    check_money(check, outside=outside)
    check_beliefs(check)
    check_mechanism_fit(check)
    check_unused_keys(check)


def _norms(check: CheckContext) -> None:
    written = check.scenario.norms
    unknown = [name for name in written if not check.is_one_of(("norms", name), name, NORMS, "norm", "norm", key=True)]
    suggested = [nearest(name, NORMS) for name in unknown]
    for name in NEEDED_NORMS:
        if name not in written and name not in suggested:
            check.note(("norms",), "X037", name=name, key=True)


def _sources(check: CheckContext) -> None:
    sources = check.scenario.sources.sources
    for at, quantity in quantities(check.scenario):
        if quantity.source_key is not None:
            _source(check, (*at, "source"), quantity.source, sources)
    for text in rule_texts(check.scenario):
        for table, written in text.tables.items():
            for key, rule in written.rules.items():
                _source(check, (text.part, *text.rule(table, key), "source"), rule.source, sources)
        for group in ("cannot_happen", "guarantees"):
            for key, entry in getattr(text, group).items():
                _source(check, (text.part, group, key, "source"), entry.source, sources)


def _source(check: CheckContext, at: Loc, source: str, sources: Iterable[str]) -> None:
    word, choices = source.partition(" ")[0], [*sources, ASSUMPTION]
    if word not in choices:
        suggestion = nearest(word, choices)
        check.findings.add(check.node.mark_at(at), "X010", unknown_source(word, choices), suggestion=suggestion)


def hours(scenario: Scenario) -> list[str]:
    """The names of all pools of hours (``staff.task``)."""
    return [f"{name}.{task}" for name, staff in scenario.organisation.staff.items() for task in staff.tasks.rows]


# ---------------------------------------------------------------------- who works


def _staff(check: CheckContext) -> None:
    organisation, lines = check.scenario.organisation, check.scenario.money.lines
    sides: dict[tuple[str, bool], str] = {}
    for name, staff in organisation.staff.items():
        at: Loc = ("organisation", "staff", name)
        check.is_one_of((*at, "party"), staff.party, organisation.parties, "partij", "party")
        check_parts_of_whole(check, (*at, "tasks"), staff.tasks)
        _paid_by_the_hour(check, at, staff)
        party = organisation.parties.get(staff.party)
        if staff.line is not None:
            check.is_one_of((*at, "line"), staff.line, lines, "begrotingsregel", "budget line")
            side = (staff.line, party is not None and party.role == "other")
            if side in sides:
                check.note((*at, "line"), "X033", sides=sides[side])
            sides.setdefault(side, name)
        elif (staff.fte is None or staff.productive_hours is None) and not _follows_demand(check, party):
            check.note(at, "X034", key=True)


def _follows_demand(check: CheckContext, party: Party | None) -> bool:
    """True if the hours of a *party* need neither posts nor a budget line."""
    if party is None:
        return False
    answer = getattr(check.scenario.mechanisms.staffing, party.role).answer
    return bool(QUESTIONS["staffing"].answers[answer].reviews)


def _paid_by_the_hour(check: CheckContext, at: Loc, staff: StaffGroup) -> None:
    party = check.scenario.organisation.parties.get(staff.party)
    if party is None or staff.tariff is not None:
        return
    answer = getattr(check.scenario.mechanisms.pays, party.role).answer
    cls = QUESTIONS["pays"].answers[answer]
    if cls.paid_by_the_hour:
        check.note(at, "X035", answer=answer, key=True)


# ---------------------------------------------------------------------- what there is


def _provisions(check: CheckContext) -> None:
    provisions = check.scenario.organisation.provisions
    for route, layer in NEEDED_ROUTES.items():
        if route not in provisions:
            check.note(("organisation", "provisions"), "X040", route=route, key=True)
        elif provisions[route].layer != layer:
            check.note(
                ("organisation", "provisions", route, "layer"), "X044", route=route, layer=layer, suggestion=layer
            )
    for name, provision in provisions.items():
        _provision(check, name, provision)


def _provision(check: CheckContext, name: str, provision: ProvisionOf) -> None:
    at: Loc = ("organisation", "provisions", name)
    if provision.by is not None:
        _given_by(check, at, provision, provision.by)
    if provision.layer == "individueel":
        _replaceable_by_pgb(check, at, provision)
    for domain, stock in provision.stock.items():
        check.is_one_of((*at, "stock", domain), domain, check.scenario.needs.domains, "leefdomein", "domain", key=True)
        if stock.in_kind is not None:
            provisions = check.scenario.organisation.provisions
            loc = (*at, "stock", domain, "in_kind")
            if check.is_one_of(loc, stock.in_kind, provisions, "voorziening", "provision") and provision.layer == "pgb":
                _replaceable_by_pgb(check, ("organisation", "provisions", stock.in_kind), provisions[stock.in_kind])
        elif provision.layer == "pgb":
            check.note((*at, "stock", domain), "X042", key=True)


def _given_by(check: CheckContext, at: Loc, provision: ProvisionOf, by: Table) -> None:
    places = check.scenario.organisation.places
    resources = [*hours(check.scenario), *places]
    for pool in by.rows:
        check.is_one_of((*at, "by", "rows", pool), pool, resources, "uren of plekken", "hours or places", key=True)
    check_parts_of_whole(check, (*at, "by"), by)
    room = [pool for pool in by.rows if pool in places]
    if room and len(room) < len(by.rows):
        check.note((*at, "by", "rows", room[0]), "X045", key=True)
    elif room and provision.amount is not None:
        check.note((*at, "amount"), "X046", key=True)
    elif not room and provision.amount is None:
        check.note(at, "X041", key=True)


def _replaceable_by_pgb(check: CheckContext, at: Loc, provision: ProvisionOf) -> None:
    """A pgb is worth hours times a tariff, so the help it replaces must have both."""
    groups = check.scenario.organisation.staff
    pools = () if provision.by is None else tuple(provision.by.rows)
    staff = [groups.get(pool.partition(".")[0]) for pool in pools if "." in pool]
    if not staff or (staff[0] is not None and staff[0].tariff is None):
        check.note(at, "X043", key=True)


def _needs(check: CheckContext) -> None:
    needs = check.scenario.needs
    for name, shock in needs.shocks.items():
        for index, domain in enumerate(shock.domains):
            check.is_one_of(("needs", "shocks", name, "domains", index), domain, needs.domains, "leefdomein", "domain")
    for name in needs.growth:
        check.is_one_of(("needs", "growth", name), name, needs.domains, "leefdomein", "domain", key=True)
    for name, domain_of in needs.domains.items():
        at: Loc = ("needs", "domains", name)
        _keys(check, (*at, "urgency", "rows"), domain_of.urgency, URGENCIES)
        _keys(check, (*at, "severity", "rows"), domain_of.severity, ("lowest", "likeliest", "highest"))


def _keys(check: CheckContext, at: Loc, table: Table, expected: Iterable[str]) -> None:
    expected = tuple(expected)
    for key in table.rows:
        check.is_one_of((*at, key), key, expected, "rij", "row", key=True)
    for key in expected:
        if key not in table.rows:
            check.note(at, "X051", word=key, key=True)


# ---------------------------------------------------------------------- how it goes


def _mechanisms(check: CheckContext) -> None:
    """Everything that an answer names exists."""
    scenario, written = check.scenario, check.scenario.mechanisms
    there_are = {
        POOL: hours(scenario),
        ROUTE: scenario.organisation.provisions,
        PLACES: scenario.organisation.places,
        DOMAIN: scenario.needs.domains,
        LAYER: LAYERS,
    }
    for question, at, answer in answers(written):
        for field in fields(QUESTIONS[question].answers[answer.answer]):
            for steps, name, kind, is_key in key_of(field).form.names_in(getattr(answer, field.name)):
                loc = (*at, field.name, *steps)
                check.is_one_of(loc, name, there_are[kind], kind.short.nl, kind.short.en, key=is_key)
    check_decides(check, written)


# ---------------------------------------------------------------------- rules and their words


def _rules(check: CheckContext) -> None:
    """Outcomes that exist, but not here; those that do not exist at all are noted with the tables."""
    rules, decides = check.scenario.rules, check.scenario.mechanisms.decides.answer
    handled = QUESTIONS["decides"].answers[decides].handlings
    pathways = ", ".join(sorted(handled))
    for key, rule in rules.aanpak.rules.items():
        if rule.then in HANDLINGS and rule.then not in handled:
            check.note(
                ("rules", "aanpak", "rules", key, "then"), "X060", decides=decides, then=rule.then, pathways=pathways
            )
    for key, rule in rules.routering.rules.items():
        provision = check.scenario.organisation.provisions.get(rule.then)
        if provision is not None and provision.layer == "pgb":
            check.note(("rules", "routering", "rules", key, "then"), "X064")


def _facts(check: CheckContext) -> None:
    facts = check.scenario.rules.facts
    rooms = [room_fact(name) for name in check.scenario.organisation.places]
    supplied = RULE_FACTS | {room.name: room for room in rooms}
    for name, fact in facts.items():
        if name in supplied:
            _fact(check, name, fact, supplied[name])
        else:
            check.note(("rules", "facts", name), "X014", name=name, suggestion=nearest(name, supplied), key=True)
    for name in required_facts():
        if name not in facts:
            check.note(("rules", "facts"), "X016", name=name, key=True)
    if "leefdomein" in facts:
        _domains(check, facts["leefdomein"])


def _fact(check: CheckContext, name: str, fact: FactOf, supplied: RuleFact) -> None:
    at: Loc = ("rules", "facts", name)
    form, values = supplied.type, list(supplied.choices)
    if fact.type != form or (values and list(fact.values) != values):
        within = f" ({', '.join(values)})" if values else ""
        check.note((*at, "type"), "X015", name=name, form=form, within=within)
    elif supplied.bounds is not None and fact.min is not None and fact.max is not None:
        low, high = supplied.bounds
        if fact.min > low or fact.max < high:
            check.note(
                (*at, "min" if fact.min > low else "max"),
                "X017",
                which="fact",
                name=name,
                low=low,
                high=high,
                min=fact.min,
                max=fact.max,
            )


def _domains(check: CheckContext, fact: FactOf) -> None:
    at: Loc = ("rules", "facts", "leefdomein", "values")
    domains = check.scenario.needs.domains
    for index, value in enumerate(fact.values):
        check.is_one_of((*at, index), value, domains, "leefdomein", "domain")
    for domain in domains:
        if domain not in fact.values:
            check.note(at, "X013", domain=domain)

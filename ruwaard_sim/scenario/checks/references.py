"""Whether the names in a scenario lead somewhere, and to the right kind of thing: what a shape alone cannot see.

Every problem is noted at its place; nothing is repaired. The numbers are judged in `numbers`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from ruwaard_sim.agents.needs import EPISODES, KNOWN_FACTS, OLDEST, ROOM, URGENCIES
from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.mechanisms import QUESTIONS
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.mechanisms.keys import META
from ruwaard_sim.plan import LAYERS
from ruwaard_sim.scenario.checks.belief_checks import check_beliefs
from ruwaard_sim.scenario.checks.context import Check
from ruwaard_sim.scenario.checks.mechanism_fit import check_suited
from ruwaard_sim.scenario.checks.money import check_money
from ruwaard_sim.scenario.checks.numbers import check_numbers, check_time, whole
from ruwaard_sim.scenario.checks.steering_checks import check_steering
from ruwaard_sim.scenario.checks.who_decides import check_decides
from ruwaard_sim.scenario.document.node import Loc, Node
from ruwaard_sim.scenario.document.quantities import ASSUMPTION, Table
from ruwaard_sim.scenario.document.quantity_fields import quantities
from ruwaard_sim.scenario.guarantees.rule_source import rule_texts
from ruwaard_sim.scenario.schema.mechanism_models import answers
from ruwaard_sim.scenario.schema.models import ProvisionOf, Scenario, StaffGroup
from ruwaard_sim.scenario.schema.rule_models import FactOf

NEEDED_ROUTES = {"crisisdienst": "crisis", "pgb": "pgb"}
"""Routes the model itself must be able to name, and the layer each must be in."""
NEEDED_NORMS = ("mdo", "uitvoering", "beschikking")
"""Norms against which waiting is measured."""
NORMS = (*NEEDED_NORMS, "onderzoek")
"""Norms that may be written: of any other nothing would come."""
NEEDED_FACTS = ("urgentie", "zwaarte", "leeftijd", "terugval", "wil_pgb", "wil_beschikking")
"""Facts the model itself settles when a question is asked."""
RANGES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("zwaarte", "eigen_kracht", "netwerk", "welbevinden"), (0, 10)),
    "leeftijd": (0, OLDEST),
    "terugval": (0, EPISODES - 1),
}
"""Between which values the numbers lie that the model hands to rules."""


def check(scenario: Scenario, node: Node, findings: Findings, *, outside: bool = False) -> None:
    """Note everything that does not hold together in *scenario*, whose tree is *node*.

    *outside* says that it is counterfactual.
    """
    the = Check(scenario, node, findings)
    check_time(the)
    _norms(the)
    _sources(the)
    _rules(the)
    _facts(the)
    check_steering(the, hours(scenario))
    check_with_numbers(the, outside=outside)


def check_with_numbers(the: Check, *, outside: bool) -> None:
    """The part of :func:`check` that another number in the scenario may change; quick, as every draw is held to it."""
    check_numbers(the)
    _staff(the)
    _provisions(the)
    _needs(the)
    _mechanisms(the)
    check_money(the, outside=outside)
    check_beliefs(the)
    check_suited(the)


def _norms(the: Check) -> None:
    written = the.scenario.norms
    unknown = [name for name in written if not the.known(("norms", name), name, NORMS, "norm", "norm", key=True)]
    meant = [nearest(name, NORMS) for name in unknown]
    for name in NEEDED_NORMS:
        if name not in written and name not in meant:
            the.note(
                ("norms",), "X037",
                f"de norm '{name}' ontbreekt; het model meet eraan hoe lang mensen wachten",
                f"the norm '{name}' is missing; the model measures waiting against it", key=True,
            )  # fmt: skip


def _sources(the: Check) -> None:
    known = the.scenario.sources.sources
    for at, quantity in quantities(the.scenario):
        if quantity.source_key is not None:
            _source(the, (*at, "source"), quantity.source, known)
    for text in rule_texts(the.scenario):
        for table, written in text.tables.items():
            for key, rule in written.rules.items():
                _source(the, (text.part, *text.rule(table, key), "source"), rule.source, known)
        for group in ("cannot_happen", "guarantees"):
            for key, entry in getattr(text, group).items():
                _source(the, (text.part, group, key, "source"), entry.source, known)


def _source(the: Check, at: Loc, source: str, known: Iterable[str]) -> None:
    the.known(at, source.partition(" ")[0], [*known, ASSUMPTION], "bron", "source")


def hours(scenario: Scenario) -> list[str]:
    """The names of all pools of hours (``staff.task``)."""
    return [f"{name}.{task}" for name, staff in scenario.organisation.staff.items() for task in staff.tasks.rows]


# ---------------------------------------------------------------------- who works


def _staff(the: Check) -> None:
    organisation, lines = the.scenario.organisation, the.scenario.money.lines
    sides: dict[tuple[str, bool], str] = {}
    for name, staff in organisation.staff.items():
        at: Loc = ("organisation", "staff", name)
        the.known((*at, "party"), staff.party, organisation.parties, "partij", "party")
        whole(the, (*at, "tasks"), staff.tasks)
        _paid_by_the_hour(the, at, staff)
        party = organisation.parties.get(staff.party)
        if staff.line is not None:
            the.known((*at, "line"), staff.line, lines, "begrotingsregel", "budget line")
            side = (staff.line, party is not None and party.role == "other")
            if side in sides:
                the.note(
                    (*at, "line"), "X033",
                    f"'{sides[side]}' krijgt dit geld al; twee groepen kunnen niet hetzelfde bedrag krijgen",
                    f"'{sides[side]}' already gets this money; two groups cannot get the same amount",
                )  # fmt: skip
            sides.setdefault(side, name)
        elif staff.fte is None or staff.productive_hours is None:
            the.note(
                at, "X034",
                "zonder begrotingsregel zijn fte en productive_hours nodig",
                "without a budget line, fte and productive_hours are needed",
                key=True,
            )  # fmt: skip


def _paid_by_the_hour(the: Check, at: Loc, staff: StaffGroup) -> None:
    party = the.scenario.organisation.parties.get(staff.party)
    if party is None or staff.tariff is not None:
        return
    answer = getattr(the.scenario.mechanisms.pays, party.role).answer
    cls = QUESTIONS["pays"].answers[answer]
    if cls(**dict.fromkeys((field.name for field in fields(cls)), 1.0)).bill(60.0, 100.0):
        the.note(
            at, "X035",
            f"wie per uur betaald wordt ('{answer}') heeft een tarief nodig: 'tariff' ontbreekt",
            f"who is paid by the hour ('{answer}') needs a tariff: 'tariff' is missing",
            key=True,
        )  # fmt: skip


# ---------------------------------------------------------------------- what there is


def _provisions(the: Check) -> None:
    provisions = the.scenario.organisation.provisions
    for route, layer in NEEDED_ROUTES.items():
        if route not in provisions:
            the.note(
                ("organisation", "provisions"), "X040",
                f"de voorziening '{route}' ontbreekt; het model heeft die nodig",
                f"the provision '{route}' is missing; the model needs it",
                key=True,
            )  # fmt: skip
        elif provisions[route].layer != layer:
            the.note(
                ("organisation", "provisions", route, "layer"), "X044",
                f"de voorziening '{route}' hoort in laag '{layer}'",
                f"the provision '{route}' belongs in layer '{layer}'",
                suggestion=layer,
            )  # fmt: skip
    for name, provision in provisions.items():
        _provision(the, name, provision)


def _provision(the: Check, name: str, provision: ProvisionOf) -> None:
    at: Loc = ("organisation", "provisions", name)
    if provision.by is not None:
        _given_by(the, at, provision, provision.by)
    if provision.layer == "individueel":
        _replaceable_by_pgb(the, at, provision)
    for domain, stock in provision.stock.items():
        the.known((*at, "stock", domain), domain, the.scenario.needs.domains, "leefdomein", "domain", key=True)
        if stock.in_kind is not None:
            known = the.scenario.organisation.provisions
            there = (*at, "stock", domain, "in_kind")
            if the.known(there, stock.in_kind, known, "voorziening", "provision") and provision.layer == "pgb":
                _replaceable_by_pgb(the, ("organisation", "provisions", stock.in_kind), known[stock.in_kind])
        elif provision.layer == "pgb":
            the.note(
                (*at, "stock", domain), "X042",
                "zeg van welke hulp in natura dit pgb de plaats inneemt: 'in_kind' ontbreekt",
                "say which help in kind this personal budget replaces: 'in_kind' is missing",
                key=True,
            )  # fmt: skip


def _given_by(the: Check, at: Loc, provision: ProvisionOf, by: Table) -> None:
    places = the.scenario.organisation.places
    known = [*hours(the.scenario), *places]
    for pool in by.rows:
        the.known((*at, "by", "rows", pool), pool, known, "uren of plekken", "hours or places", key=True)
    whole(the, (*at, "by"), by)
    room = [pool for pool in by.rows if pool in places]
    if room and len(room) < len(by.rows):
        the.note(
            (*at, "by", "rows", room[0]), "X045",
            "uren en plekken gaan niet samen in één voorziening",
            "hours and places do not go together in one provision",
            key=True,
        )  # fmt: skip
    elif room and provision.amount is not None:
        the.note(
            (*at, "amount"), "X046",
            "wie een plek krijgt, krijgt er één; 'amount' hoort alleen bij uren",
            "who gets a place gets one; 'amount' belongs to hours only",
            key=True,
        )  # fmt: skip
    elif not room and provision.amount is None:
        the.note(
            at, "X041",
            "wie uren geeft, moet zeggen hoeveel per week: 'amount' ontbreekt",
            "who gives hours must say how many a week: 'amount' is missing",
            key=True,
        )  # fmt: skip


def _replaceable_by_pgb(the: Check, at: Loc, provision: ProvisionOf) -> None:
    """A pgb is worth hours times a tariff, so the help it replaces must have both."""
    groups = the.scenario.organisation.staff
    pools = () if provision.by is None else tuple(provision.by.rows)
    staff = [groups.get(pool.partition(".")[0]) for pool in pools if "." in pool]
    if not staff or (staff[0] is not None and staff[0].tariff is None):
        the.note(
            at, "X043",
            "in plaats hiervan kan een pgb worden gekozen; daarvoor zijn uren nodig ('by') van wie een 'tariff' heeft",
            "a personal budget may be chosen instead of this; that takes hours ('by') of staff with a 'tariff'",
            key=True,
        )  # fmt: skip


def _needs(the: Check) -> None:
    needs = the.scenario.needs
    for name, shock in needs.shocks.items():
        for place, domain in enumerate(shock.domains):
            the.known(("needs", "shocks", name, "domains", place), domain, needs.domains, "leefdomein", "domain")
    for name in needs.growth:
        the.known(("needs", "growth", name), name, needs.domains, "leefdomein", "domain", key=True)
    for name, domain_of in needs.domains.items():
        at: Loc = ("needs", "domains", name)
        _keys(the, (*at, "urgency", "rows"), domain_of.urgency, URGENCIES)
        _keys(the, (*at, "severity", "rows"), domain_of.severity, ("lowest", "likeliest", "highest"))


def _keys(the: Check, at: Loc, table: Table, expected: Iterable[str]) -> None:
    expected = tuple(expected)
    for key in table.rows:
        the.known((*at, key), key, expected, "rij", "row", key=True)
    for key in expected:
        if key not in table.rows:
            the.note(at, "X051", f"rij '{key}' ontbreekt", f"row '{key}' is missing", key=True)


# ---------------------------------------------------------------------- how it goes


def _mechanisms(the: Check) -> None:
    written = the.scenario.mechanisms
    known = hours(the.scenario)
    for question, at, answer in answers(written):
        cls = QUESTIONS[question].answers[answer.answer]
        for field in fields(cls):
            key = field.metadata[META]
            if key.form == "pool":
                the.known((*at, field.name), getattr(answer, field.name), known, "uren", "hours")
            elif key.form == "route":
                known_routes = the.scenario.organisation.provisions
                the.known((*at, field.name), getattr(answer, field.name), known_routes, "voorziening", "provision")
            elif key.form == "places":
                there_are = the.scenario.organisation.places
                the.known((*at, field.name), getattr(answer, field.name), there_are, "plekken", "places")
            elif key.form == "work by pool":
                for pool in getattr(answer, field.name):
                    the.known((*at, field.name, pool), pool, known, "uren", "hours", key=True)
            elif key.form == "money by route":
                for route in getattr(answer, field.name):
                    provisions = the.scenario.organisation.provisions
                    the.known((*at, field.name, route), route, provisions, "voorziening", "provision", key=True)
            elif key.form == "factor by domain":
                for name in getattr(answer, field.name):
                    there = (*at, field.name, name)
                    the.known(there, name, the.scenario.needs.domains, "leefdomein", "domain", key=True)
            elif key.form == "layers":
                for place, layer in enumerate(getattr(answer, field.name)):
                    the.known((*at, field.name, place), layer, LAYERS, "laag", "layer")
    check_decides(the, written)


# ---------------------------------------------------------------------- rules and their words


def _rules(the: Check) -> None:
    """Outcomes that exist, but not here; those that do not exist at all are noted with the tables."""
    rules, decides = the.scenario.rules, the.scenario.mechanisms.decides.answer
    handled = QUESTIONS["decides"].answers[decides].handlings
    known = ", ".join(sorted(handled))
    for key, rule in rules.aanpak.rules.items():
        if rule.then in HANDLINGS and rule.then not in handled:
            the.note(
                ("rules", "aanpak", "rules", key, "then"), "X060",
                f"wie beslist ('{decides}') kent geen '{rule.then}'; wel: {known}",
                f"who decides ('{decides}') has no '{rule.then}'; only: {known}",
            )  # fmt: skip
    for key, rule in rules.routering.rules.items():
        provision = the.scenario.organisation.provisions.get(rule.then)
        if provision is not None and provision.layer == "pgb":
            the.note(
                ("rules", "routering", "rules", key, "then"), "X064",
                "een pgb komt in de plaats van hulp in natura; bied het aan in 'aanbod'",
                "a personal budget replaces help in kind; offer it under 'aanbod'",
            )  # fmt: skip


def _facts(the: Check) -> None:
    facts = the.scenario.rules.facts
    known = {**KNOWN_FACTS, **{f"{ROOM}{name}": ("bool",) for name in the.scenario.organisation.places}}
    for name, fact in facts.items():
        if name in known:
            _fact(the, name, fact, known[name])
        else:
            the.note(
                ("rules", "facts", name), "X014",
                f"het model kent het feit '{name}' niet", f"the model does not know the fact '{name}'",
                suggestion=nearest(name, known), key=True,
            )  # fmt: skip
    for name in NEEDED_FACTS:
        if name not in facts:
            the.note(
                ("rules", "facts"), "X016",
                f"het feit '{name}' ontbreekt; het model heeft het nodig",
                f"the fact '{name}' is missing; the model needs it", key=True,
            )  # fmt: skip
    if "leefdomein" in facts:
        _domains(the, facts["leefdomein"])


def _fact(the: Check, name: str, fact: FactOf, of: tuple[str, ...]) -> None:
    at: Loc = ("rules", "facts", name)
    form, *values = of
    if fact.type != form or (values and list(fact.values) != values):
        within = f" ({', '.join(values)})" if values else ""
        the.note(
            (*at, "type"), "X015",
            f"'{name}' is in het model van type {form}{within}", f"'{name}' is of type {form}{within} in the model",
        )  # fmt: skip
    elif name in RANGES and fact.min is not None and fact.max is not None:
        low, high = RANGES[name]
        if fact.min > low or fact.max < high:
            the.note(
                (*at, "min" if fact.min > low else "max"), "X017",
                f"'{name}' loopt in het model van {low} tot {high}; dat valt niet binnen {fact.min} tot {fact.max}",
                f"'{name}' runs from {low} to {high} in the model; that is not within {fact.min} to {fact.max}",
            )  # fmt: skip


def _domains(the: Check, fact: FactOf) -> None:
    at: Loc = ("rules", "facts", "leefdomein", "values")
    domains = the.scenario.needs.domains
    for place, value in enumerate(fact.values):
        the.known((*at, place), value, domains, "leefdomein", "domain")
    for domain in domains:
        if domain not in fact.values:
            the.note(at, "X013", f"het leefdomein '{domain}' ontbreekt", f"the domain '{domain}' is missing")

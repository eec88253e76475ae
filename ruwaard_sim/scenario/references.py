"""Whether a scenario's names lead somewhere and its numbers agree: what a shape alone cannot see.

Every problem is noted at its place; nothing is repaired.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from ruwaard_sim.agents.needs import KNOWN_FACTS, ROOM, URGENCIES
from ruwaard_sim.errors import Findings, nearest
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.mechanisms.keys import META
from ruwaard_sim.scenario.forms import ASSUMPTION, Table
from ruwaard_sim.scenario.node import Loc, Node
from ruwaard_sim.scenario.quantity import quantities
from ruwaard_sim.scenario.shapes import ProvisionOf, Scenario
from ruwaard_sim.words import Text

NEEDED_ROUTES = ("crisisdienst", "pgb")
"""Routes the model itself must be able to name."""
NEEDED_FACTS = ("urgentie", "zwaarte", "leeftijd", "terugval", "wil_pgb", "wil_beschikking")
"""Facts the model itself settles when a question is asked."""
NEEDED_FACTS = ("urgentie", "zwaarte", "leeftijd", "terugval", "wil_pgb", "wil_beschikking")
"""Facts the model itself settles when a question is asked."""
PARTS_OF_A_WHOLE = 1e-4
"""How far shares that make a whole may be from 1."""
LONGEST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Check:
    """One scenario and its tree, with the means to note a problem at a place in it."""

    scenario: Scenario
    node: Node
    findings: Findings

    def note(self, at: Loc, code: str, nl: str, en: str, *, suggestion: str | None = None, key: bool = False) -> None:
        """Note a problem at the value (or the key) at *at*."""
        mark = self.node.key_mark_at(at) if key else self.node.mark_at(at)
        self.findings.add(mark, code, Text(nl, en), suggestion=suggestion)

    def known(self, at: Loc, word: str, known: Iterable[str], nl: str, en: str) -> None:
        """Note (X010) that *word* at *at* is not one of the *known*; *nl* and *en* say what it should be."""
        known = list(known)
        if word not in known:
            listed = ", ".join(known[:12])
            self.note(
                at, "X010", f"onbekende {nl} '{word}'; bekend: {listed}", f"unknown {en} '{word}'; known: {listed}",
                suggestion=nearest(word, known),
            )  # fmt: skip


def check(scenario: Scenario, node: Node, findings: Findings) -> None:
    """Note everything that does not hold together in *scenario*, whose tree is *node*."""
    the = Check(scenario, node, findings)
    _period(the)
    _sources(the)
    _organisation(the)
    _provisions(the)
    _needs(the)
    _money(the)
    _mechanisms(the)
    _words(the)


def _period(the: Check) -> None:
    period = the.scenario.period
    if period.end <= period.start:
        the.note(
            ("period", "end"), "X020",
            f"het einde ({period.end}) moet na het begin ({period.start}) liggen",
            f"the end ({period.end}) must come after the start ({period.start})",
        )  # fmt: skip
    elif period.end.year - period.start.year > LONGEST_YEARS:
        the.note(
            ("period", "end"), "X021",
            f"een periode van meer dan {LONGEST_YEARS} jaar kan niet worden doorgerekend",
            f"a period of more than {LONGEST_YEARS} years cannot be simulated",
        )  # fmt: skip


def _sources(the: Check) -> None:
    known = the.scenario.sources.sources
    for at, quantity in quantities(the.scenario):
        if quantity.source_key is not None:
            _source(the, (*at, "source"), quantity.source, known)
    for table in ("aanpak", "routering", "aanbod"):
        for key, rule in getattr(the.scenario.rules, table).rules.items():
            _source(the, ("rules", table, "rules", key, "source"), rule.source, known)


def _source(the: Check, at: Loc, source: str, known: Iterable[str]) -> None:
    key = source.partition(" ")[0]
    if key != ASSUMPTION:
        the.known(at, key, known, "bron", "source")


def pools(scenario: Scenario) -> list[str]:
    """The names of all pools of hours (``staff.task``) and places."""
    hours = [f"{name}.{task}" for name, staff in scenario.organisation.staff.items() for task in staff.tasks.rows]
    return [*hours, *scenario.organisation.places]


def _organisation(the: Check) -> None:
    organisation, lines = the.scenario.organisation, the.scenario.money.lines
    sides: dict[tuple[str, bool], str] = {}
    for name, staff in organisation.staff.items():
        at: Loc = ("organisation", "staff", name)
        the.known((*at, "party"), staff.party, organisation.parties, "partij", "party")
        _whole(the, (*at, "tasks"), staff.tasks)
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


def _whole(the: Check, at: Loc, table: Table) -> None:
    total = sum(table.numbers.values())
    if abs(total - 1) > PARTS_OF_A_WHOLE:
        the.note(
            (*at, "rows"), "X030",
            f"de delen moeten samen 100 % zijn; hier is het {total:.6g} x 100 %",
            f"the parts must add up to 100 %; here they are {total:.6g} x 100 %",
        )  # fmt: skip
    for key, share in table.numbers.items():
        if share < 0:
            the.note((*at, "rows", key), "X031", "een deel kan niet negatief zijn", "a part cannot be negative")


def _provisions(the: Check) -> None:
    provisions = the.scenario.organisation.provisions
    for route in NEEDED_ROUTES:
        if route not in provisions:
            the.note(
                ("organisation", "provisions"), "X040",
                f"de voorziening '{route}' ontbreekt; het model heeft die nodig",
                f"the provision '{route}' is missing; the model needs it",
                key=True,
            )  # fmt: skip
    for name, provision in provisions.items():
        _provision(the, name, provision)


def _provision(the: Check, name: str, provision: ProvisionOf) -> None:
    at: Loc = ("organisation", "provisions", name)
    scenario = the.scenario
    if provision.by is not None:
        for pool in provision.by.rows:
            the.known((*at, "by", "rows", pool), pool, pools(scenario), "uren of plekken", "hours or places")
        _whole(the, (*at, "by"), provision.by)
        hours = any("." in pool for pool in provision.by.rows)
        if hours and provision.amount is None:
            the.note(
                at, "X041",
                "wie uren geeft, moet zeggen hoeveel per week: 'amount' ontbreekt",
                "who gives hours must say how many a week: 'amount' is missing",
                key=True,
            )  # fmt: skip
    for domain, stock in provision.stock.items():
        the.known((*at, "stock", domain), domain, scenario.needs.domains, "leefdomein", "domain")
        if provision.layer == "pgb" or stock.in_kind is not None:
            the.known(
                (*at, "stock", domain, "in_kind"), stock.in_kind or "", scenario.organisation.provisions,
                "voorziening in natura", "provision in kind",
            )  # fmt: skip


def _needs(the: Check) -> None:
    needs = the.scenario.needs
    for group in ("effects", "shocks"):
        for name, effect in getattr(needs, group).items():
            for place, domain in enumerate(effect.domains):
                the.known(("needs", group, name, "domains", place), domain, needs.domains, "leefdomein", "domain")
    for name in needs.growth:
        the.known(("needs", "growth", name), name, needs.domains, "leefdomein", "domain")
    for name, domain in needs.domains.items():
        at: Loc = ("needs", "domains", name)
        _keys(the, (*at, "urgency", "rows"), domain.urgency, URGENCIES)
        _keys(the, (*at, "severity", "rows"), domain.severity, ("lowest", "likeliest", "highest"))
        _whole(the, (*at, "urgency"), domain.urgency)
        _ages(the, (*at, "rates", "rows"), domain.rates)
        rows = domain.severity.rows
        if {"lowest", "likeliest", "highest"} <= rows.keys() and not (
            0 <= rows["lowest"] <= rows["likeliest"] <= rows["highest"] <= 10
        ):
            the.note(
                (*at, "severity", "rows"), "X050",
                "zwaarte loopt van 0 tot 10, en lowest, likeliest en highest lopen op",
                "severity runs from 0 to 10, and lowest, likeliest and highest ascend",
            )  # fmt: skip


def _keys(the: Check, at: Loc, table: Table, expected: Iterable[str]) -> None:
    expected = tuple(expected)
    for key in table.rows:
        the.known((*at, key), key, expected, "sleutel", "key")
    for key in expected:
        if key not in table.rows:
            the.note(at, "X051", f"'{key}' ontbreekt", f"'{key}' is missing", key=True)


def _ages(the: Check, at: Loc, table: Table) -> None:
    if "0" not in table.rows:
        the.note(at, "X052", "de eerste leeftijdsklasse begint bij 0", "the first age band starts at 0", key=True)
    for key in table.rows:
        if not key.isdigit() or int(key) > 120:
            the.note(
                (*at, key), "X053",
                f"'{key}' is geen leeftijd in hele jaren", f"'{key}' is not an age in whole years", key=True,
            )  # fmt: skip


def _money(the: Check) -> None:
    for name, line in the.scenario.money.lines.items():
        parts = line.participants.whole + line.others.whole
        if parts != line.total.whole:
            the.note(
                ("money", "lines", name, "total"), "X032",
                f"deelnemers en overigen zijn samen {parts / 100:.2f}, niet {line.total.whole / 100:.2f}",
                f"participants and others are {parts / 100:.2f} together, not {line.total.whole / 100:.2f}",
            )  # fmt: skip


def _mechanisms(the: Check) -> None:
    written = the.scenario.mechanisms
    known = pools(the.scenario)
    for question, at, answer in _answers(written):
        cls = QUESTIONS[question].answers[answer.answer]
        for field in fields(cls):
            key = field.metadata[META]
            if key.form == "pool":
                the.known((*at, field.name), getattr(answer, field.name), known, "uren", "hours")
            elif key.form == "work by pool":
                for pool in getattr(answer, field.name):
                    the.known((*at, field.name, pool), pool, known, "uren", "hours")
    _reinvestment(the, written)
    handled = QUESTIONS["decides"].answers[written.decides.answer].handlings
    for key, rule in the.scenario.rules.aanpak.rules.items():
        if rule.then in HANDLINGS and rule.then not in handled:
            the.note(
                ("rules", "aanpak", "rules", key, "then"), "X060",
                f"wie beslist ('{written.decides.answer}') kent geen '{rule.then}'; wel: {', '.join(sorted(handled))}",
                f"who decides ('{written.decides.answer}') has no '{rule.then}'; only: {', '.join(sorted(handled))}",
            )  # fmt: skip


def _reinvestment(the: Check, written: Any) -> None:
    """Reinvested money buys hours only of staff whose size follows from money, not from demand."""
    buys = getattr(written.surplus, "buys", None)
    group = the.scenario.organisation.staff.get(str(buys).partition(".")[0])
    party = None if group is None else the.scenario.organisation.parties.get(group.party)
    if party is None:
        return
    if QUESTIONS["staffing"].answers[getattr(written.staffing, party.role).answer].reviews:
        the.note(
            ("mechanisms", "surplus", "buys"), "X061",
            f"'{buys}' volgt de vraag; geld kan daar geen uren bij kopen",
            f"'{buys}' follows demand; money cannot buy hours there",
        )  # fmt: skip


def _answers(written: Any) -> Iterator[tuple[str, Loc, Any]]:
    for name, question in QUESTIONS.items():
        answer = getattr(written, name)
        if question.by_role:
            yield from ((name, ("mechanisms", name, role), getattr(answer, role)) for role in ROLES)
        else:
            yield name, ("mechanisms", name), answer


def _words(the: Check) -> None:
    facts, domains = the.scenario.rules.facts, the.scenario.needs.domains
    known = {**KNOWN_FACTS, **{f"{ROOM}{name}": ("bool",) for name in the.scenario.organisation.places}}
    for name, fact in facts.items():
        at: Loc = ("rules", "facts", name)
        if name not in known:
            the.note(
                at, "X014", f"het model kent het feit '{name}' niet", f"the model does not know the fact '{name}'",
                suggestion=nearest(name, known), key=True,
            )  # fmt: skip
            continue
        form, *values = known[name]
        if fact.type != form or (values and list(fact.values) != values):
            of = f" ({', '.join(values)})" if values else ""
            the.note(
                (*at, "type"), "X015",
                f"'{name}' is in het model van type {form}{of}", f"'{name}' is of type {form}{of} in the model",
            )  # fmt: skip
    for name in NEEDED_FACTS:
        if name not in facts:
            the.note(
                ("rules", "facts"), "X016",
                f"het feit '{name}' ontbreekt; het model heeft het nodig",
                f"the fact '{name}' is missing; the model needs it", key=True,
            )  # fmt: skip
    if "leefdomein" in facts:
        at = ("rules", "facts", "leefdomein", "values")
        for place, value in enumerate(facts["leefdomein"].values):
            the.known((*at, place), value, domains, "leefdomein", "domain")
        for domain in domains:
            if domain not in facts["leefdomein"].values:
                the.note(at, "X013", f"het leefdomein '{domain}' ontbreekt", f"the domain '{domain}' is missing")

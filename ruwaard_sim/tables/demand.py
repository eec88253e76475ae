"""Demand: counts of cases and persons who ask and who receive help."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.tables.indicator import Basis, Indicator
from ruwaard_sim.tables.record import Floats, Mask, Record, Window
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_YEAR

HALF_YEAR = DAYS_PER_YEAR / 2
HOUSEKEEPING = "huishouden"
GUIDANCE = ("begeleiding", "dagstructuur", "psychisch")
"""The leefdomeinen for which individual support or day activities are given (CBS: ondersteuning thuis)."""
INDIVIDUAL = ("individueel", "pgb")


def within(days: Floats, window: Window) -> Mask:
    """A mask of the *days* that fall in *window*; nan falls in none."""
    mask: Mask = (days >= window.start) & (days < window.end)
    return mask


def per_year(count: float, window: Window) -> float:
    """A count in *window* as a number a year."""
    return count / window.years


def _individual(record: Record, domains: tuple[str, ...]) -> Mask:
    spells = record.spells
    return record.in_layers(spells.route, *INDIVIDUAL) & record.about(spells.case, *domains)


def persons(record: Record, chosen: Mask) -> int:
    """The number of different residents of the chosen spells."""
    counted = np.zeros(record.resident.max(initial=-1) + 2, dtype=np.bool_)
    counted[record.spells.resident[chosen]] = True
    return int(np.count_nonzero(counted))


def _half_years(domains: tuple[str, ...], *, registered: bool) -> Callable[[Record, Window], float]:
    """Clients per half-year, as CBS counts them: everyone with help on at least one day of it."""

    def compute(record: Record, window: Window) -> float:
        spells, kind = record.spells, record.once(_individual, domains)
        halves = max(1, round((window.end - window.start) / HALF_YEAR))
        edges = np.linspace(window.start, window.end, halves + 1)
        during = spells.registered_during if registered else spells.during
        counts = [persons(record, kind & during(start, end)) for start, end in pairwise(edges)]
        return float(np.mean(counts))

    return compute


def yearly_persons(record: Record, window: Window, chosen: Mask) -> float:
    """Clients per year: the mean over the years in *window* of everyone helped on at least one day."""
    years = max(1, round(window.years))
    edges = np.linspace(window.start, window.end, years + 1)
    spells = record.spells
    return float(np.mean([persons(record, chosen & spells.during(start, end)) for start, end in pairwise(edges)]))


def _guidance(record: Record, window: Window) -> float:
    return yearly_persons(record, window, record.once(_individual, GUIDANCE))


def _wmo(record: Record, window: Window) -> float:
    return yearly_persons(record, window, record.in_layers(record.spells.route, *INDIVIDUAL, "hulpmiddel"))


def _pgb(record: Record, window: Window) -> float:
    return yearly_persons(record, window, record.in_layers(record.spells.route, "pgb"))


def _contacts(record: Record, window: Window) -> float:
    return per_year(float(within(record.contact, window).sum()), window)


def _meetings(record: Record, window: Window) -> float:
    return per_year(float(within(record.meeting, window).sum()), window)


def _decisions(record: Record, window: Window) -> float:
    rows = record.facts(EventKind.DECIDED)
    return per_year(float(within(rows[:, 0], window).sum()), window)


def _returned(record: Record, window: Window) -> float:
    return per_year(float(within(record.facts(EventKind.RETURNED)[:, 0], window).sum()), window)


def _collective(record: Record, window: Window) -> float:
    return yearly_persons(record, window, record.in_layers(record.spells.route, "collectief"))


DEMAND = (
    Indicator(
        "contacts",
        Text("vragen van bewoners", "questions from residents"),
        "cases/year",
        "demand",
        Text(
            "Vragen die bij het team of het loket komen, ook die terugkeren; per jaar.",
            "Questions that reach the team or the desk, including those that return; a year.",
        ),
        0,
        _contacts,
        basis=Basis(
            formula=Text("aantal CONTACT ÷ jaren", "number of CONTACT ÷ years"),
            evidence="C",
            kinds=(EventKind.CONTACT,),
            books=("team_contacts",),
        ),
    ),
    Indicator(
        "mdos",
        Text("MDO's", "MDO meetings"),
        "cases/year",
        "demand",
        Text(
            "Vragen die in een multidisciplinair overleg kwamen; per jaar.",
            "Questions that came to a multidisciplinary meeting; a year.",
        ),
        0,
        _meetings,
        basis=Basis(
            formula=Text(
                "aantal zaken met een begonnen stap mdo (STEP_BEGUN) ÷ jaren",
                "number of cases with a step mdo begun (STEP_BEGUN) ÷ years",
            ),
            evidence="A",
            kinds=(EventKind.STEP_BEGUN,),
            books=("mdos",),
        ),
    ),
    Indicator(
        "decisions",
        Text("beschikkingen", "formal decisions"),
        "cases/year",
        "demand",
        Text("Formele besluiten van de gemeente; per jaar.", "Formal decisions by the municipality; a year."),
        0,
        _decisions,
        basis=Basis(
            formula=Text("aantal DECIDED ÷ jaren", "number of DECIDED ÷ years"),
            evidence="D",
            kinds=(EventKind.DECIDED,),
        ),
    ),
    Indicator(
        "returned",
        Text("vragen die terugkwamen", "questions that came back"),
        "cases/year",
        "demand",
        Text(
            "Vragen die na afgeronde hulp terugkwamen; per jaar.",
            "Questions that came back after help; a year.",
        ),
        0,
        _returned,
        basis=Basis(
            formula=Text("aantal RETURNED ÷ jaren", "number of RETURNED ÷ years"),
            evidence="D",
            kinds=(EventKind.RETURNED,),
        ),
    ),
    Indicator(
        "hh_clients",
        Text("kreeg hulp bij het huishouden", "received domestic help"),
        "persons",
        "demand",
        Text(
            "Bewoners met hulp bij het huishouden (zin of pgb) op ten minste één dag van een halfjaar; gemiddeld over de halfjaren. Ontvangen hulp, ook als die niet geregistreerd is.",
            "Residents with domestic help (in kind or pgb) on at least one day of a half-year; mean over half-years. Help received, registered or not.",
        ),
        0,
        _half_years((HOUSEKEEPING,), registered=False),
        basis=Basis(
            formula=Text(
                "gemiddelde over de halfjaren van het aantal verschillende bewoners met lopende hulp (BEGUN, niet ENDED) in lagen individueel en pgb, leefdomein huishouden",
                "mean over the half-years of the number of different residents with help going on (BEGUN, not ENDED) in layers individueel and pgb, leefdomein huishouden",
            ),
            evidence="A",
            kinds=(EventKind.CONTACT, EventKind.STOCK, EventKind.BEGUN, EventKind.ENDED),
            plan=True,
            books=("hh_clients",),
        ),
    ),
    Indicator(
        "hh_registered",
        Text("geregistreerd met hulp bij het huishouden", "registered with domestic help"),
        "persons",
        "demand",
        Text(
            "Hetzelfde, maar alleen wie in de registers van de gemeente staat. Een daling hiervan is geen effect op bewoners: hulp zonder beschikking kan uit de registers verdwijnen terwijl mensen haar krijgen.",
            "The same, but only who is in the municipality's registers. A fall is no effect on residents: help without a decision may vanish from the registers while people receive it.",
        ),
        0,
        _half_years((HOUSEKEEPING,), registered=True),
        effect=False,
        basis=Basis(
            formula=Text("als hierboven, tot UNREGISTERED", "as above, until UNREGISTERED"),
            evidence="A",
            kinds=(EventKind.CONTACT, EventKind.STOCK, EventKind.BEGUN, EventKind.ENDED, EventKind.UNREGISTERED),
            plan=True,
            books=("hh_registered",),
        ),
    ),
    Indicator(
        "guidance_clients",
        Text("kreeg begeleiding of dagbesteding", "received support or day activities"),
        "persons",
        "demand",
        Text(
            "Bewoners met individuele begeleiding of dagbesteding (zin of pgb) op ten minste één dag van het jaar.",
            "Residents with individual support or day activities (in kind or pgb) on at least one day of the year.",
        ),
        0,
        _guidance,
        basis=Basis(
            formula=Text(
                "gemiddelde over de jaren van het aantal verschillende bewoners met BEGUN vóór en ENDED na enig moment van het jaar, lagen individueel en pgb, leefdomeinen begeleiding, dagstructuur en psychisch",
                "mean over the years of the number of different residents with BEGUN before and ENDED after some moment of the year, layers individueel and pgb, leefdomeinen begeleiding, dagstructuur and psychisch",
            ),
            evidence="D",
            kinds=(EventKind.CONTACT, EventKind.STOCK, EventKind.BEGUN, EventKind.ENDED),
            plan=True,
            books=("guidance_clients",),
        ),
    ),
    Indicator(
        "wmo_clients",
        Text("kreeg een maatwerkvoorziening", "received any individual provision"),
        "persons",
        "demand",
        Text(
            "Bewoners met hulp in natura, pgb of een hulpmiddel op ten minste één dag van het jaar.",
            "Residents with help in kind, a pgb or an aid on at least one day of the year.",
        ),
        0,
        _wmo,
        basis=Basis(
            formula=Text(
                "gemiddelde over de jaren van het aantal verschillende bewoners met BEGUN vóór en ENDED na enig moment van het jaar, lagen individueel, pgb en hulpmiddel",
                "mean over the years of the number of different residents with BEGUN before and ENDED after some moment of the year, layers individueel, pgb and hulpmiddel",
            ),
            evidence="A",
            kinds=(EventKind.CONTACT, EventKind.STOCK, EventKind.BEGUN, EventKind.ENDED),
            plan=True,
            books=("wmo_clients",),
        ),
    ),
    Indicator(
        "pgb_clients",
        Text("had een pgb", "had a personal budget"),
        "persons",
        "demand",
        Text(
            "Bewoners met een pgb op ten minste één dag van het jaar.",
            "Residents with a pgb on at least one day of the year.",
        ),
        0,
        _pgb,
        basis=Basis(
            formula=Text(
                "gemiddelde over de jaren van het aantal verschillende bewoners met BEGUN vóór en ENDED na enig moment van het jaar, laag pgb",
                "mean over the years of the number of different residents with BEGUN before and ENDED after some moment of the year, layer pgb",
            ),
            evidence="B",
            kinds=(EventKind.CONTACT, EventKind.STOCK, EventKind.BEGUN, EventKind.ENDED),
            plan=True,
            books=("pgb_share",),
        ),
    ),
    Indicator(
        "collective_users",
        Text("deed mee in het Huis van de Wijk", "took part in the neighbourhood house"),
        "persons",
        "demand",
        Text(
            "Bewoners die op ten minste één dag van het jaar een collectieve voorziening gebruikten.",
            "Residents who used a collective provision on at least one day of the year.",
        ),
        0,
        _collective,
        basis=Basis(
            formula=Text(
                "gemiddelde over de jaren van het aantal verschillende bewoners met BEGUN vóór en ENDED na enig moment van het jaar, laag collectief",
                "mean over the years of the number of different residents with BEGUN before and ENDED after some moment of the year, layer collectief",
            ),
            evidence="A",
            kinds=(EventKind.CONTACT, EventKind.STOCK, EventKind.BEGUN, EventKind.ENDED),
            plan=True,
            books=("house_occupancy",),
        ),
    ),
)

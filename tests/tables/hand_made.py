"""A run written down by hand: facts and transfers, as the model would have told them. No tests here."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np

from ruwaard_sim.event_log import End, EventKind, RunResult
from ruwaard_sim.ledger import Ledger
from ruwaard_sim.mechanisms.decides import HANDLINGS
from ruwaard_sim.mechanisms.pays import Production
from ruwaard_sim.plan import Plan
from ruwaard_sim.tables import INDICATORS, Record, windows

sys.path.insert(0, str(Path(__file__).parents[1] / "model"))
from small_wijk import plan, provision, regime, staff

Fact = tuple[float, int, int, int, int, float]
DOMAINS = ("contact", "huishouden", "begeleiding", "psychisch")
ROUTES = ("thuis", "hulp", "pgb", "huis", "hulpmiddel", "specialist", "dienst", "jeugd")
STEPS = ("gesprek", "mdo")
MANNERS = tuple(HANDLINGS)

WIJK = regime(
    provision("thuis", "eigen"),
    provision("hulp", "individueel", {"hh_deelnemers.hulp": 1.0}, minutes=60),
    provision("huis", "collectief", {"huis": 1.0}),
    provision("hulpmiddel", "hulpmiddel"),
    provision("specialist", "specialist"),
    provision("dienst", "crisis"),
    provision("jeugd", "buiten"),
    groups=[
        staff("hh_deelnemers", role="participant", party="zorg", pays=Production(0.0)),
        staff("hh_overig", role="other", party="elders", pays=Production(0.0)),
    ],
)


def two_years(start: date = date(2018, 1, 1)) -> Plan:
    """Two years of a wijk with every kind of help."""
    return plan(WIJK, years=2, start=start)


def asks(case: int, day: float, who: int = 0, domain: str = "contact", handling: str = "direct") -> list[Fact]:
    """Somebody asks, and the rules say how it is handled."""
    return [
        (day, EventKind.CONTACT, case, DOMAINS.index(domain), who, 5),
        (day, EventKind.HANDLED, case, 0, MANNERS.index(handling), 0),
    ]


def running(case: int, who: int = 0, domain: str = "contact", route: str = "hulp", day: float = -50) -> list[Fact]:
    """Help that went on before the first day."""
    return [(day, EventKind.STOCK, case, DOMAINS.index(domain), who, 5), *begins(case, day, route)]


def routed(case: int, day: float, route: str) -> list[Fact]:
    """The rules say where it goes, and help is asked."""
    number = ROUTES.index(route)
    return [(day, EventKind.ROUTED, case, 0, number, 0), (day, EventKind.ASKED, case, number, 0, 0)]


def begins(case: int, day: float, route: str) -> list[Fact]:
    """Help begins."""
    return [(day, EventKind.BEGUN, case, ROUTES.index(route), 0, 60)]


def ends(case: int, day: float, route: str, end: End = End.HELPED) -> list[Fact]:
    """Help ends, and the case with it."""
    return [(day, EventKind.ENDED, case, ROUTES.index(route), 0, 60), *closes(case, day, end)]


def closes(case: int, day: float, end: End) -> list[Fact]:
    """The case ends without help."""
    return [(day, EventKind.CLOSED, case, end, -1, 0)]


def happens(kind: EventKind, case: int, day: float, what: int = -1, amount: float = 0) -> list[Fact]:
    """One fact of another kind."""
    return [(day, kind, case, what, -1, amount)]


def meets(case: int, day: float) -> list[Fact]:
    """The MDO is held."""
    return happens(EventKind.STEP_BEGUN, case, day, STEPS.index("mdo"))


def helped(case: int, day: float, until: float | None, route: str, **asked: object) -> list[Fact]:
    """Asked, routed and begun on one day."""
    told = [*asks(case, day, **asked), *routed(case, day, route), *begins(case, day, route)]  # type: ignore[arg-type]
    return told if until is None else [*told, *ends(case, until, route)]


Move = tuple[float, str, str, int, str]


def record(*told: Iterable[Fact], money: Iterable[Move] = (), the: Plan | None = None) -> Record:
    """What can be asked of these facts and transfers."""
    rows = sorted((fact for facts in told for fact in facts), key=lambda fact: fact[0])
    ledger = Ledger()
    for day, source, target, cents, purpose in money:
        ledger.transfer(day, source, target, cents, purpose)
    history = RunResult(
        rows=np.array(rows, dtype=np.float64).reshape(-1, 6), ledger=ledger, domains=DOMAINS, routes=ROUTES,
        pools=("hh_deelnemers.hulp",), steps=STEPS, handlings=MANNERS, aanpak=("A",), routering=("R",),
        steering=(), actions=(), pool_hours={}, events=0,
    )  # fmt: skip
    return Record(history, the or two_years())


def figure(of: Record, name: str, period: str = "all") -> float:
    """One indicator."""
    window = next(window for window in windows(of.plan.calendar) if window.name == period)
    return INDICATORS[name].compute(of, window)

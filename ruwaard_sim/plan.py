"""The plan: a scenario as plain numbers, regime by regime, for the model to run. Knows no file and no clock.

A plan is picklable, so it can travel to another process; rule tables travel as data and are
compiled where they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from ruwaard_sim.agents.needs import DomainProfile, StockProfile
from ruwaard_sim.agents.population import PopulationProfile
from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.agents.steering import Action, Sight
from ruwaard_sim.mechanisms.appeal import Appeal
from ruwaard_sim.mechanisms.collective import Collective
from ruwaard_sim.mechanisms.contribution import Contribution
from ruwaard_sim.mechanisms.decides import Decides
from ruwaard_sim.mechanisms.earmarked import Earmarked
from ruwaard_sim.mechanisms.extra import Extra
from ruwaard_sim.mechanisms.formal import FORMAL, Formal
from ruwaard_sim.mechanisms.outside import SpecialistAccess
from ruwaard_sim.mechanisms.pays import Pays
from ruwaard_sim.mechanisms.prevention import Prevention
from ruwaard_sim.mechanisms.release import Release
from ruwaard_sim.mechanisms.reservation import Reservation
from ruwaard_sim.mechanisms.residents import Residents
from ruwaard_sim.mechanisms.settlement import Settlement
from ruwaard_sim.mechanisms.settles import Closing
from ruwaard_sim.mechanisms.shortfall import Shortfall
from ruwaard_sim.mechanisms.staffing import Staffing
from ruwaard_sim.mechanisms.steers import Steers
from ruwaard_sim.mechanisms.surplus import Surplus
from ruwaard_sim.mechanisms.when_full import WhenFull
from ruwaard_sim.rules import Condition, Table, fingerprint
from ruwaard_sim.text import Text
from ruwaard_sim.units import Calendar

LAYERS: dict[str, Text] = {
    "eigen": Text("eigen kracht en netwerk", "own strength and network"),
    "algemeen": Text("algemene voorziening", "general provision"),
    "collectief": Text("collectieve voorziening", "collective provision"),
    "individueel": Text("individuele voorziening (zorg in natura)", "individual provision in kind"),
    "pgb": Text("persoonsgebonden budget (pgb)", "personal budget (pgb)"),
    "hulpmiddel": Text("hulpmiddel of woningaanpassing", "aid or adaptation"),
    "specialist": Text("specialist van buiten de wijk", "specialist from outside the wijk"),
    "crisis": Text("crisisdienst", "crisis service"),
    "jeugd": Text("jeugdhulp binnen de opdracht", "youth help within the assignment"),
    "buiten": Text("buiten de wijkopdracht", "outside the assignment"),
}
"""The kinds of answer a need can get, from lightest to what lies outside."""


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A duration or an amount of which the logarithm is normal with *mu* and *sigma*."""

    mu: float
    sigma: float


@dataclass(frozen=True, slots=True)
class Provision:
    """One route: what is given, by whom, for how long, and who pays what."""

    route: str
    layer: str
    pools: tuple[str, ...]
    """Pools that can give this help; empty when it takes no capacity of the wijk."""
    shares: tuple[float, ...]
    """Cumulative shares of clients who choose each pool."""
    amount: LogNormal | None
    """Minutes a week a client gets, for a zwaarte of 5; None for one place (or nothing)."""
    per_point: float
    """Relative change of the amount per point of zwaarte."""
    stay: LogNormal
    """Days the help lasts when nothing ends it sooner."""
    wait: LogNormal | None
    """Days of waiting outside the wijk or for arranging; None for none."""
    once: int
    """Cents paid when it begins, by *payer*."""
    payer: str
    contribution: bool
    """Whether residents may owe an own contribution for it."""
    relapse: float
    """Share of completed help after which the need comes back."""
    gap: float
    """Mean days until it does."""
    notice: float = 0.0
    """Days between asking and the earliest beginning, for making arrangements; no wait for room."""
    believed: tuple[tuple[float, float], ...] = ()
    """For each pool the factors that a belief puts on the length and on the amount of its help; empty for none."""


@dataclass(frozen=True, slots=True)
class Staff:
    """A group of staff of one party: its hours by task, what they cost and how they are paid."""

    name: str
    party: str
    line: str | None
    """Budget line it is paid from; None when outside the five lines."""
    role: str
    pools: tuple[str, ...]
    shares: tuple[float, ...]
    """Share of the direct hours for each pool (they add up to 1)."""
    pays: Pays
    staffing: Staffing
    budget: int
    """Cents a year in the first year, before reservation and indexation."""
    cost: float
    """Cents per employed hour at this regime's wages."""
    tariff: float
    """Cents per direct hour at this regime's prices."""
    direct: float
    """Direct minutes per employed minute, after sickness and administration."""
    fixed: float
    """Direct minutes a week of a fixed staff."""


@dataclass(frozen=True, slots=True)
class Places:
    """A provision with places: how many there are in this regime, and what share of them can be used."""

    name: str
    places: float
    available: float = 1.0

    @property
    def size(self) -> float:
        """The number of places that can be used."""
        return self.places * self.available


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line of the wijkkader: cents a year for those who take part and those who do not."""

    name: str
    participants: int
    others: int


@dataclass(frozen=True, slots=True)
class Steering:
    """The measures of a stuurgroep, the tables it decides by, and its actions."""

    sights: tuple[Sight, ...]
    """In the order of the facts of the tables."""
    tables: Mapping[str, Table]
    actions: Mapping[str, Action]
    impossible: tuple[Impossible, ...] = ()
    """Situations that do not occur."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """A *condition* (its parameters filled in) that holds for nobody who exists, by name; no proof is about them."""

    name: str
    title: Text
    condition: Condition


@dataclass(frozen=True, slots=True)
class Referral:
    """A belief about who is sent where: *factor* times as many to route *to*, at the cost or gain of route *instead*.

    It is about the leefdomeinen with the numbers *domains*.
    """

    to: str
    instead: str
    domains: tuple[int, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes believed to follow from events, without changing them; None for what nobody believes."""

    wellbeing: float | None = None
    """Points by which someone who is helped feels better."""
    admissions: float | None = None
    """Share of crises that lead to an admission."""
    gp_visits: float | None = None
    """Extra visits to the GP a day that a question is open."""
    gp_price: float | None = None
    """Cents a visit costs."""


UNBELIEVED = Outcomes()


@dataclass(frozen=True, slots=True)
class Regime:
    """Everything that holds from day *start* on, until the next regime."""

    start: float
    aanpak: Table
    routering: Table
    aanbod: Table
    decides: Decides
    formal: Formal
    appeal: Appeal
    surplus: Surplus
    shortfall: Shortfall
    settles: Closing
    settlement: Settlement
    reservation: Reservation
    release: Release
    contribution: Contribution
    when_full: WhenFull
    extra: Extra
    outside: SpecialistAccess
    collective: Collective
    prevention: Prevention
    residents: Residents
    earmarked: Earmarked
    steers: Steers
    steering: Steering | None
    """By what is steered; None while nobody steers."""
    provisions: dict[str, Provision]
    staff: dict[str, Staff]
    places: dict[str, Places]
    lines: tuple[Line, ...]
    demand: tuple[tuple[float, float, float], ...]
    """Factor on the needs of each leefdomein, by income class, against the rates as dealt."""
    crisis: tuple[float, ...]
    """Rate per day at which an unanswered need of each leefdomein, of zwaarte 5, escalates."""
    crisis_per_point: float
    pgb_wish: float
    pgb_price: float
    """Price of help bought with a pgb, as a share of the tariff in kind."""
    beschikking_wish: float
    """Share of residents who ask for a formal decision where none is needed."""
    registered: float
    """Share of help without a formal decision that is in the registers all the same."""
    referrals: tuple[Referral, ...] = ()
    outcomes: Outcomes = UNBELIEVED
    impossible: tuple[Impossible, ...] = ()
    """Who does not exist, by the rules about residents."""

    def steps(self, handling: str) -> tuple[Step, ...]:
        """The steps of the pathway *handling*, in order; a formal request is for the officials, whoever decides."""
        return self.formal.steps if handling == FORMAL else self.decides.steps(handling)

    @property
    def rulebook(self) -> Mapping[str, Table]:
        """The rule tables about residents by name, in the order in which they are asked."""
        return {"aanpak": self.aanpak, "routering": self.routering, "aanbod": self.aanbod}

    @property
    def steering_rulebook(self) -> Mapping[str, Table]:
        """The rule tables about the wijk by name; none while nobody steers."""
        return {} if self.steering is None else self.steering.tables

    @property
    def money(self) -> tuple[object, ...]:
        """The answers that must stay the same for the books to run on without a settlement."""
        paid = tuple((staff.name, staff.pays, staff.budget) for staff in self.staff.values())
        answers = (self.surplus, self.shortfall, self.settles, self.settlement)
        return (paid, self.reservation, self.release, answers, self.lines, self.extra, self.earmarked)


@dataclass(frozen=True, slots=True)
class DatedShock:
    """Something that befalls the wijk for a time: what it is called, and from which days until which."""

    title: Text
    spans: tuple[tuple[date, date], ...]
    """Each from its first day until the day on which things are again as they were."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One variant, ready to run."""

    name: str
    title: Text
    calendar: Calendar
    first_day: float
    """Day on which the simulation begins; before day 0, when the books open."""
    population: PopulationProfile
    domains: tuple[DomainProfile, ...]
    stock: tuple[StockProfile, ...]
    regimes: tuple[Regime, ...]
    norms: dict[str, float]
    """Norms that are measured, in days, by name."""
    counterfactual: bool = False
    beliefs: Mapping[str, Text] = field(default_factory=dict)
    """What is believed in this variant, on some day, and not neutral: where it stands, and in words."""
    shocks: tuple[DatedShock, ...] = ()
    """What befalls the wijk in this variant, to be told; what it does stands in the regimes."""

    @property
    def rules_hash(self) -> str:
        """SHA-256 of every rule table of every regime: the tables that were proved are the tables that decide."""
        lines = [f"{regime.start} {fingerprint(regime.rulebook)}" for regime in self.regimes]
        lines += [
            f"{regime.start} {fingerprint(regime.steering_rulebook)}" for regime in self.regimes if regime.steering
        ]
        return sha256("\n".join(lines).encode()).hexdigest()

"""The models of every kind of scenario file. The shapes say what is allowed; what it means is built in `resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from ruwaard_sim.scenario.document.base_model import Date, Line, Many, Meaning, Name, Note, Shape, TextField
from ruwaard_sim.scenario.document.quantity_fields import (
    POINTS,
    RATE,
    SHARE,
    Count,
    Duration,
    DurationSpread,
    Growth,
    Measure,
    Quantity,
    Rate,
    Ratio,
    Share,
    Spread,
    Staff,
    Table,
)  # fmt: skip
from ruwaard_sim.scenario.schema.belief_models import Beliefs
from ruwaard_sim.scenario.schema.mechanism_models import mechanisms_shape
from ruwaard_sim.scenario.schema.population_models import Population
from ruwaard_sim.scenario.schema.rule_models import Rules, Source, Title, Word
from ruwaard_sim.scenario.schema.steering_models import SteeringRules
from ruwaard_sim.units import DAYS_PER_YEAR

if TYPE_CHECKING:
    Mechanisms = Any
else:
    Mechanisms = mechanisms_shape()


class SourceEntry(Shape):
    """One document or table that values and rules refer to."""

    title: Title
    url: Line | None = None
    note: Note = None


class Sources(Shape):
    """``kind: sources``: where numbers and rules come from."""

    kind: Literal["sources"]
    id: Name
    sources: dict[Name, SourceEntry]


class Period(Shape):
    """The days of the study, and how long before them the simulation begins."""

    start: Date
    end: Date
    lead_in: Annotated[Quantity, Measure("duration", minimum=0, maximum=5 * DAYS_PER_YEAR)]


Norm = Annotated[Quantity, Measure("duration", positive=True, plausible=(1, DAYS_PER_YEAR))]


class Policy(Shape):
    """Shares that hold for everyone and that a variant may change."""

    pgb_wish: Share
    pgb_price: Annotated[Quantity, Measure("share", minimum=0, maximum=2)]
    beschikking_wish: Share
    registered: Share


class Base(Shape):
    """``kind: base``: a wijk, with its period, norms and the way things went before."""

    kind: Literal["base"]
    id: Name
    title: Title
    period: Period
    norms: dict[Word, Norm]
    policy: Policy
    mechanisms: Mechanisms


class Shock(Shape):
    """A factor on the needs of some leefdomeinen that befalls every variant, from a date on."""

    title: Title
    domains: Many[Word]
    factor: Ratio


class Domain(Shape):
    """The rates, severities and urgencies of needs of one leefdomein."""

    title: Title
    rates: Annotated[Table, RATE]
    alone: Ratio
    low_income: Ratio
    high_income: Ratio
    severity: Annotated[Table, POINTS]
    urgency: Annotated[Table, SHARE]
    crisis: Rate
    reasoned: Share
    headroom: Ratio
    contribution: Annotated[
        bool,
        Meaning("of de eigen bijdrage de vraag beïnvloedt", "whether the own contribution affects demand"),
    ]


class Needs(Shape):
    """``kind: needs``: the questions residents will have."""

    kind: Literal["needs"]
    id: Name
    crisis_per_point: Ratio
    frailty: Ratio
    shocks: dict[Word, Shock]
    growth: dict[Word, Growth]
    domains: Annotated[dict[Word, Domain], Field(min_length=1)]


class Party(Shape):
    """An organisation, and the role that decides how it is paid and staffed."""

    title: Title
    role: Literal["municipality", "welfare", "participant", "other"]
    note: Note = None


Wage = Annotated[Quantity, Measure("price", positive=True, plausible=(500, 50_000))]


class StaffGroup(Shape):
    """A group of staff of one party."""

    title: Title
    party: Word
    line: Word | None = None
    fte: Staff | None = None
    productive_hours: Annotated[Quantity, Measure("pace", positive=True, plausible=(600, 2_700))] | None = None
    cost: Wage
    tariff: Wage | None = None
    tasks: Annotated[Table, SHARE]


class PlacesOf(Shape):
    """A provision with places."""

    title: Title
    size: Count
    available: Share


class Stock(Shape):
    """The initial clients of a provision for one leefdomein."""

    clients: Count
    in_kind: Word | None = None


class Once(Shape):
    """A price paid once, when help begins: by the municipality (wmo) or the health insurers (zvw)."""

    cents: Annotated[Quantity, Measure("money", minimum=0, plausible=(100, 20_000_000))]
    payer: Literal["wmo", "zvw"]


class PaceSpread(Spread):
    """Work a week that differs from client to client."""

    mean: Annotated[
        Quantity,
        Measure("pace", positive=True, plausible=(1, 10_080)),
        Meaning("het gemiddelde per week", "the mean a week"),
    ]


class WaitSpread(Spread):
    """A wait that differs from client to client."""

    mean: Annotated[
        Quantity,
        Measure("duration", positive=True, plausible=(0.04, 3 * DAYS_PER_YEAR)),
        Meaning("het gemiddelde", "the mean"),
    ]


class ProvisionOf(Shape):
    """One place where a question can go."""

    title: Title
    layer: Literal[
        "eigen",
        "algemeen",
        "collectief",
        "individueel",
        "pgb",
        "hulpmiddel",
        "specialist",
        "crisis",
        "jeugd",
        "buiten",
    ]
    by: Annotated[Table, SHARE] | None = None
    amount: Annotated[PaceSpread, Meaning("werk per week", "work a week")] | None = None
    per_point: Ratio | None = None
    notice: Duration | None = None
    stay: DurationSpread
    wait: WaitSpread | None = None
    once: Once | None = None
    contribution: bool = False
    relapse: Share
    gap: Duration
    stock: Annotated[dict[Word, Stock], Field(default_factory=dict)]


class Organisation(Shape):
    """``kind: organisation``: who works, what there is, where a question can go."""

    kind: Literal["organisation"]
    id: Name
    parties: dict[Word, Party]
    staff: dict[Word, StaffGroup]
    sickness: Share
    places: dict[Word, PlacesOf]
    provisions: dict[Word, ProvisionOf]


Budget = Annotated[Quantity, Measure("money per year", minimum=0, plausible=(100_000, 100_000_000_000))]


class BudgetLine(Shape):
    """A line of the budget: what those who take part get, what others get, and the total they must add up to."""

    title: Title
    total: Budget
    participants: Budget
    others: Budget


Indexation = Annotated[Quantity, Measure("growth", minimum=-0.9, plausible=(-0.25, 0.25))]


class Funds(Shape):
    """``kind: money``: the budget lines, and how wages and prices grow."""

    kind: Literal["money"]
    id: Name
    lines: dict[Word, BudgetLine]
    wage_growth: Indexation
    price_growth: Indexation


class Scenario(Base):
    """A base with all its parts: what a variant changes and what the model is built from."""

    population: Population
    needs: Needs
    organisation: Organisation
    money: Funds
    rules: Rules
    sources: Sources
    steering: SteeringRules | None = None
    beliefs: Beliefs | None = None


class Change(Shape):
    """One change a variant makes: a whole new value (or null, to remove it), and why."""

    because: Annotated[TextField, Meaning("waarom deze verandering", "why this change")]
    source: Source
    before: Annotated[Line | None, Meaning("voor welke regel of sleutel", "before which rule or key")] = None
    to: Annotated[Any, Meaning("de nieuwe waarde, in haar geheel", "the new value, whole")]


class Variant(Shape):
    """``kind: variant``: the base, or other variant, that it builds on, and a flat list of changes."""

    kind: Literal["variant"]
    id: Name
    base: Name
    title: Title
    description: TextField
    begins: Annotated[Date | None, Meaning("de dag waarop de verandering ingaat", "the day the change begins")] = None
    counterfactual: bool = False
    touches: Annotated[
        str | None,
        Meaning(
            "wie de verandering van de regels raakt; dat wordt bewezen", "whom the rules' change touches; it is proved"
        ),
    ] = None
    sources: Annotated[
        dict[Name, SourceEntry], Field(default_factory=dict), Meaning("eigen bronnen", "sources of its own")
    ]
    changes: dict[Line, Change]


class Study(Shape):
    """``kind: study``: which variants are compared, with which question."""

    kind: Literal["study"]
    id: Name
    title: Title
    question: TextField
    baseline: Name
    variants: Annotated[Many[Name], Field(min_length=1)]
    headline: Annotated[
        Many[Name] | None,
        Field(min_length=1, max_length=5),
        Meaning(
            "de cijfers waar de vraag over gaat; daarmee begint de samenvatting",
            "the figures that the question is about; the summary begins with these",
        ),
    ] = None
    matters: Annotated[
        dict[Name, Annotated[float, Field(ge=0)]] | None,
        Meaning(
            "het kleinste verschil dat een woord waard is, per cijfer en in zijn eenheid",
            "the smallest difference worth a word, by figure and in its unit",
        ),
    ] = None
    draws: Annotated[
        Name | None,
        Meaning("trekkingen van onzekere waarden, uit een kalibratie", "draws of uncertain values, of a calibration"),
    ] = None
    replications: Annotated[int, Field(ge=1, le=100_000)]
    seed: Annotated[int, Field(ge=0, lt=2**63)]

"""The model of ``kind: rules``: facts, parameters, tables, guarantees. What it means is built in ``rulebook``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ruwaard_sim.scenario.document.base_model import Line, Many, Meaning, Name, Shape, TextField
from ruwaard_sim.scenario.document.dimensions import Measure
from ruwaard_sim.scenario.document.quantity_fields import Quantity

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name that rules may use: small letters, digits and ``_``."""
RuleId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
Source = Annotated[Line, Meaning("waar het vandaan komt", "where it comes from")]
Title = Annotated[TextField, Meaning("hoe het heet voor lezers", "what readers call it")]


class FactOf(Shape):
    """A fact that rules may weigh: its type, range and unit."""

    type: Literal["int", "money", "bool", "enum", "ordered"]
    title: Title
    unit: Line | None = None
    values: Many[Word] = ()
    min: int | None = None
    max: int | None = None
    typical: int | bool | str


class ParameterOf(Shape):
    """A number that rules may use; it may be dated and uncertain."""

    type: Literal["int", "money"]
    title: Title
    value: Annotated[Quantity, Measure(("points", "duration", "count", "money", "share"))]


class ExampleOf(Shape):
    """A case beside a rule: its facts, what must be answered (by default what the rule says), and why."""

    facts: Line
    answer: Line | None = None
    because: TextField


class RuleOf(Shape):
    """One rule: when it applies, and what follows. With *judgement* the other answers it leaves room for.

    Everyone is judged apart, unless the rule judges *alike*: then one choice holds for everyone whom it fits.
    """

    title: Title
    when: str | Many[str] | None = None
    then: Word
    judgement: Many[Word] = ()
    alike: bool = False
    source: Source
    examples: Annotated[dict[Word, ExampleOf], Field(default_factory=dict)]


class TableOf(Shape):
    """A question with its rules, in order of precedence."""

    question: Title
    hit: Literal["first", "unique", "collect"]
    rules: dict[RuleId, RuleOf]


class ImpossibleOf(Shape):
    """A combination of facts that cannot occur, so that no proof is about it."""

    title: Title
    when: str | Many[str]
    source: Source


class SpendOf(Shape):
    """When something is spent, and how much: a fact or a parameter in money."""

    when: str | Many[str]
    amount: Word


class GuaranteeOf(Shape):
    """A guarantee about the rules, of one of four forms.

    *assume* and *then*; or *rising* with *table* and *order*; or *neutral*; or *never_negative* with *spends*.
    """

    title: Title
    assume: str | Many[str] | None = None
    then: str | Many[str] | None = None
    rising: Word | None = None
    table: Word | None = None
    order: Many[Many[Word]] = ()
    neutral: Word | None = None
    never_negative: Word | None = None
    spends: Many[SpendOf] = ()
    source: Source


class Rules(Shape):
    """``kind: rules``: the words, the parameters, the three tables, and what is guaranteed about them."""

    kind: Literal["rules"]
    id: Name
    facts: dict[Word, FactOf]
    parameters: dict[Word, ParameterOf]
    aanpak: TableOf
    routering: TableOf
    aanbod: TableOf
    cannot_happen: Annotated[dict[RuleId, ImpossibleOf], Field(default_factory=dict)]
    guarantees: Annotated[dict[RuleId, GuaranteeOf], Field(default_factory=dict)]

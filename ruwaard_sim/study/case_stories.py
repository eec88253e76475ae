"""Micro-analyses as the Proeftuin does them: residents' questions under two variants, with what they cost whom.

Questions are chosen by lot, in turn from each leefdomein. That is no average of the wijk, and nobody picked the good
ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from ruwaard_sim.agents.needs import INCOMES, URGENCIES
from ruwaard_sim.agents.population import Position
from ruwaard_sim.errors import UsageError, nearest
from ruwaard_sim.event_log import End, EventKind
from ruwaard_sim.model.deal import Deal, deal, same_deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.draws.study_plan import Study
from ruwaard_sim.streams import Streams
from ruwaard_sim.tables import Record
from ruwaard_sim.tables.outcomes import BEST, believed
from ruwaard_sim.tables.personal import Accounts, Paid
from ruwaard_sim.text import Text
from ruwaard_sim.units import DAYS_PER_YEAR

REPLICATION = 1
ADULT = 18
Question = tuple[int, int, float]
"""A question under every variant: resident, leefdomein, and the day on which it is asked."""


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """Something that happened to a question, so many days after it was asked, with names for what the fact numbers."""

    day: float
    kind: EventKind
    what: str
    who: str
    amount: float


@dataclass(frozen=True, slots=True)
class QuestionRun:
    """The course of one question in the year after it was asked, under one variant."""

    moments: tuple[StoryEvent, ...]
    waited: float | None
    """Days until help began; None when it did not begin in that year."""
    before: Paid
    """What all questions of this resident cost in the year before."""
    after: Paid
    """The same in the year that begins with the question."""
    wellbeing: float | None
    """How the resident is believed to feel a year later; None when nobody believes anything."""


@dataclass(frozen=True, slots=True)
class CaseStory:
    """One question, and what became of it under both variants."""

    resident: int
    domain: str
    date: str
    age: int
    alone: bool
    income: str
    traits: Mapping[str, int]
    """The resident's marks by name."""
    wellbeing: int
    severity: int
    urgency: str
    lives: Mapping[str, QuestionRun]


@dataclass(frozen=True, slots=True)
class Sample:
    """The questions chosen, from how many, and of which study."""

    study: Study
    variants: tuple[str, str]
    """The baseline, and what it is compared with."""
    seed: int
    eligible: int
    stories: tuple[CaseStory, ...]

    def mean(self, variant: str) -> tuple[Paid, Paid]:
        """The mean cost of the resident of a question, in the year before and in the year after."""
        lives = [story.lives[variant] for story in self.stories]
        sums = sum((life.before for life in lives), Paid()), sum((life.after for life in lives), Paid())
        return sums[0].part(len(lives)), sums[1].part(len(lives))


def sample_cases(study: Study, size: int, seed: int | None = None, variant: str | None = None) -> Sample:
    """*size* questions of *study* under its baseline and under *variant* (the first other one, if none is named).

    Raises UsageError when there is no such variant, or when the two are not about the same people.
    """
    second = _second(study, variant)
    plans = {name: study.variants[name] for name in (study.baseline, second)}
    first, other = plans.values()
    if same_deal(first) != same_deal(other):
        raise UsageError(
            Text(
                f"'{study.baseline}' en '{second}' gaan niet over dezelfde bewoners en vragen.",
                f"'{study.baseline}' and '{second}' are not about the same residents and questions.",
            )
        )
    seed_used = study.seed if seed is None else seed
    dealt = deal(first, seed_used, REPLICATION)
    worlds = {name: _World(plan, dealt) for name, plan in plans.items()}
    shared = sorted(set.intersection(*(world.questions() for world in worlds.values())))
    eligible = [question for question in shared if _whole_years(question, dealt, first)]
    chosen = _drawn(eligible, size, Streams(seed_used, REPLICATION))
    return Sample(
        study,
        (study.baseline, second),
        seed_used,
        len(eligible),
        tuple(_story(chosen_question, dealt, worlds) for chosen_question in chosen),
    )


def _second(study: Study, variant: str | None) -> str:
    others = [name for name in study.variants if name != study.baseline]
    if variant is None and others:
        return others[0]
    if variant not in others:
        names = ", ".join(others) or "-"
        suggested = None if variant is None else nearest(variant, others)
        hint = Text(f" (bedoelde u '{suggested}'?)", f" (did you mean '{suggested}'?)") if suggested else Text("", "")
        raise UsageError(
            Text(
                f"--variant: '{variant}' is niet een van de andere varianten van deze studie{hint.nl}; wel: {names}.",
                f"--variant: '{variant}' is none of the other variants of this study{hint.en}; known: {names}.",
            )
        )
    return variant


def _whole_years(question: Question, dealt: Deal, plan: Plan) -> bool:
    """True if the books hold a year before and a year after it, and an adult asks."""
    resident, _, day = question
    return DAYS_PER_YEAR <= day <= plan.calendar.days - DAYS_PER_YEAR and dealt.age(resident, day) >= ADULT


def _drawn(eligible: Sequence[Question], size: int, streams: Streams) -> list[Question]:
    """*size* of these questions by lot, in turn from every leefdomein."""
    if not eligible:
        return []
    residents, domain, day = (np.array(column) for column in zip(*eligible, strict=True))
    lots = streams.uniform("cases/sample", residents, domain, np.floor(day).astype(np.int64))
    order = [eligible[index] for index in np.argsort(lots, kind="stable")]
    by_domain = [[question for question in order if question[1] == number] for number in sorted(set(domain.tolist()))]
    turns = [question for turn in zip_longest(*by_domain) for question in turn if question is not None]
    return sorted(turns[:size], key=lambda question: question[1])


class _World:
    """One run of one variant, to be asked about residents."""

    def __init__(self, plan: Plan, dealt: Deal) -> None:
        history = simulate(plan, dealt)
        self.plan = plan
        self.record = Record(history, plan)
        self._accounts = Accounts(self.record, dealt.income)
        returned = set(self.record.facts(EventKind.RETURNED)[:, 2].tolist())
        self._cases: dict[Question, int] = {
            (int(row[4]), int(row[3]), float(row[0])): int(row[2])
            for row in self.record.facts(EventKind.CONTACT)
            if row[2] not in returned
        }

    def questions(self) -> set[Question]:
        """Every question that was asked for the first time."""
        return set(self._cases)

    def life(self, question: Question, wellbeing: int) -> QuestionRun:
        """The course of the question under one variant."""
        resident, _, day = question
        case = self._cases[question]
        cases = np.flatnonzero(self.record.resident == resident).tolist()
        begun = float(self.record.begun[case])
        helped = begun < day + DAYS_PER_YEAR
        return QuestionRun(
            moments=tuple(self._moments(case, day)),
            waited=begun - day if helped else None,
            before=self._accounts.paid(cases, day - DAYS_PER_YEAR, day),
            after=self._accounts.paid(cases, day, day + DAYS_PER_YEAR),
            wellbeing=self._afterwards(wellbeing, begun if helped else None, day),
        )

    def _afterwards(self, wellbeing: int, begun: float | None, asked_on: float) -> float | None:
        gain = float(believed(self.record, "wellbeing", np.array([asked_on if begun is None else begun]))[0])
        if np.isnan(gain):
            return None
        return float(wellbeing) if begun is None else min(BEST, wellbeing + gain)

    def _moments(self, case: int, asked_on: float) -> Iterator[StoryEvent]:
        rows = self.record.history.rows
        own = (rows[:, 2] == case) & (rows[:, 1] != EventKind.RETURNED)
        again = (rows[:, 1] == EventKind.RETURNED) & (rows[:, 3] == case)
        for day, kind, _, subject, actor, amount in rows[
            (own | again) & (rows[:, 0] < asked_on + DAYS_PER_YEAR)
        ].tolist():
            yield StoryEvent(
                day - asked_on,
                EventKind(int(kind)),
                *self._names(EventKind(int(kind)), int(subject), int(actor)),
                amount,
            )

    def _names(self, kind: EventKind, subject: int, actor: int) -> tuple[str, str]:
        """The names behind the numbers of a fact; '' where there is none."""
        history = self.record.history
        pool = history.pools[actor] if actor >= 0 and actor < len(history.pools) else ""
        match kind:
            case EventKind.HANDLED:
                return history.aanpak[subject], history.handlings[actor]
            case EventKind.STEP_BEGUN | EventKind.STEP_DONE:
                return history.steps[subject], ""
            case EventKind.ROUTED:
                return history.routering[subject], history.routes[actor]
            case EventKind.REFERRED:
                return history.routes[subject], history.routes[actor]
            case EventKind.ASKED | EventKind.BEGUN | EventKind.ENDED | EventKind.SWITCHED:
                return history.routes[subject], pool
            case EventKind.DECIDED | EventKind.WISHED | EventKind.GRANTED | EventKind.UNREGISTERED:
                return history.routes[subject], ""
            case EventKind.CLOSED:
                return End(subject).name, ""
        return "", ""


def _story(question: Question, dealt: Deal, worlds: Mapping[str, _World]) -> CaseStory:
    resident, domain, day = question
    people, dice = dealt.residents, dealt.dice[0]
    row = next(r for r, asked_on in enumerate(dice.day) if asked_on == day and dice.resident[r] == resident)
    wellbeing = dealt.wellbeing[resident]
    plan = next(iter(worlds.values())).plan
    return CaseStory(
        resident=resident,
        domain=plan.domains[domain].name,
        date=plan.calendar.date(day).isoformat(),
        age=int(dealt.age(resident, day)),
        alone=bool(people.position[resident] == Position.ALONE),
        income=INCOMES[dealt.income[resident]],
        traits=people.traits.of(resident),
        wellbeing=wellbeing,
        severity=dice.severity[row],
        urgency=URGENCIES[int(dealt.needs.urgency[row])],
        lives={name: world.life(question, wellbeing) for name, world in worlds.items()},
    )

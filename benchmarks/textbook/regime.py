"""What is in force from a day on, for the textbook twin: provisions, steps, demand and wages as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.textbook.rules import Rules
from benchmarks.textbook.scenario import HOUR, WEEK, YEAR, Numbers

INCOMES = ("low", "middle", "high")


@dataclass(frozen=True, slots=True)
class Law:
    """A lognormal law."""

    mean: float
    cv: float


@dataclass(frozen=True, slots=True)
class Provision:
    """Something a case can be routed to; amounts are minutes a week, stays and waits days, prices cents."""

    name: str
    layer: str
    stay: Law
    relapse: float
    gap: float
    notice: float
    wait: Law | None
    by: dict[str, float]
    amount: Law | None
    per_point: float
    contribution: bool
    once: float
    payer: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a procedure: minutes a week of each pool, for so many days, after a delay in no line."""

    name: str
    needs: dict[str, int]
    days: float
    minutes: float
    priority: int
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """A group of staff as it is paid and staffed: wage and tariff in cents an hour, budget in cents a year."""

    name: str
    party: str
    role: str
    pays: str
    staffing: str
    tasks: dict[str, float]
    administration: float
    direct: float
    wage: float
    tariff: float
    budget: int
    set_aside: int
    fixed: float
    vacancy: float

    def size(self, task: str) -> float:
        """Minutes a week of a task that does not follow demand."""
        if self.staffing == "fixed":
            return self.fixed * self.direct * self.tasks[task]
        hours = (self.budget - self.set_aside) / self.wage
        return hours * HOUR * self.direct * WEEK / YEAR * self.tasks[task] * (1 - self.vacancy)


class Regime:
    """Everything that holds on a day and until the next change."""

    def __init__(self, numbers: Numbers, day: float, *, lead_in: bool) -> None:
        self.numbers, self.day = numbers, day
        self.year = 0 if lead_in else numbers.date(day).year - numbers.start.year
        self.rules = Rules(numbers)
        self.pgb_wish = self.number("policy.pgb_wish")
        self.beschikking_wish = self.number("policy.beschikking_wish")
        self.registered = self.number("policy.registered")
        self.pgb_price = self.number("policy.pgb_price")
        self.provisions = {name: self._provision(name) for name in numbers.names("organisation.provisions")}
        self.groups = {name: self._group(name) for name in numbers.names("organisation.staff")}
        self.places = {
            name: self.number(f"organisation.places.{name}.size") * self.number(f"organisation.places.{name}.available")
            for name in numbers.names("organisation.places")
        }
        self.steps = self._steps()
        domains = numbers.names("needs.domains")
        self.demand = {domain: {income: self._demand(domain, income) for income in INCOMES} for domain in domains}
        waived = numbers.answer("contribution") == "waived"
        self.contributions = {
            income: 0.0 if waived else self.number(f"mechanisms.contribution.{income}") for income in INCOMES
        }

    def number(self, path: str) -> float:
        """The number at a path, of this day."""
        return self.numbers.number(path, self.day)

    def optional(self, path: str, otherwise: float = 0.0) -> float:
        """The number at a path, or what holds when nothing stands there."""
        return self.number(path) if self.numbers.has(path) else otherwise

    def _law(self, path: str) -> Law | None:
        return Law(self.number(f"{path}.mean"), self.number(f"{path}.cv")) if self.numbers.has(path) else None

    def _provision(self, name: str) -> Provision:
        path = f"organisation.provisions.{name}"
        node = self.numbers.node(path)
        stay = self._law(f"{path}.stay")
        assert stay is not None
        return Provision(
            name,
            node["layer"],
            stay,
            self.number(f"{path}.relapse"),
            self.number(f"{path}.gap"),
            self.optional(f"{path}.notice"),
            self._law(f"{path}.wait"),
            self.numbers.shares(f"{path}.by") if "by" in node else {},
            self._law(f"{path}.amount"),
            self.optional(f"{path}.per_point"),
            node.get("contribution", False),
            self.optional(f"{path}.once.cents"),
            node["once"]["payer"] if "once" in node else "",
        )

    def _demand(self, domain: str, income: str) -> float:
        factor: float = (1 + self.optional(f"needs.growth.{domain}")) ** self.year
        for kind in ("needs.shocks", "beliefs.effects"):
            for name in self.numbers.names(kind):
                if domain in self.numbers.node(f"{kind}.{name}.domains"):
                    factor *= self.number(f"{kind}.{name}.factor")
        if self.numbers.node(f"needs.domains.{domain}.contribution"):
            factor *= self.number(f"mechanisms.contribution.demand_{income}")
        return factor

    # ------------------------------------------------------------------ staff

    def _group(self, name: str) -> Group:
        path, numbers = f"organisation.staff.{name}", self.numbers
        node = numbers.node(path)
        role = numbers.node(f"organisation.parties.{node['party']}.role")
        pays, staffing = numbers.answer(f"pays.{role}"), numbers.answer(f"staffing.{role}")
        administration = self.number(f"mechanisms.pays.{role}.administration")
        budget = 0
        if "line" in node:
            part = "others" if role == "other" else "participants"
            growth = (1 + self.optional(f"mechanisms.pays.{role}.indexation")) ** self.year
            budget = round(self.number(f"money.lines.{node['line']}.{part}") * growth)
        inside = pays == "lumpsum" and numbers.answer("reservation") == "inside"
        return Group(
            name,
            node["party"],
            role,
            pays,
            staffing,
            numbers.shares(f"{path}.tasks"),
            administration,
            (1 - self.number("organisation.sickness")) * (1 - administration),
            self.number(f"{path}.cost") * (1 + self.number("money.wage_growth")) ** self.year,
            self.optional(f"{path}.tariff") * (1 + self.number("money.price_growth")) ** self.year,
            budget,
            round(budget * self.number("mechanisms.reservation.share")) if inside else 0,
            self.optional(f"{path}.fte") * self.optional(f"{path}.productive_hours"),
            self.optional(f"mechanisms.staffing.{role}.vacancy"),
        )

    # ------------------------------------------------------------------ procedures

    def _step(self, name: str, work: str, pool: str, priority: int) -> Step:
        """A step of one pool: *work* minutes at a pace, in whole minutes a week (*work*: below ``mechanisms``)."""
        minutes = self.number(f"mechanisms.{work}")
        units = max(1, round(self.number(f"mechanisms.{work}_pace")))
        return Step(name, {pool: units}, WEEK * minutes / units, minutes, priority)

    def _steps(self) -> dict[str, tuple[Step, ...]]:
        """The steps of each handling, and of an objection."""
        decides = self.numbers.node("mechanisms.decides")
        officials = self.numbers.node("mechanisms.formal")["officials"]
        found = {
            "crisis": (),
            "onderzoek": (
                self._step("onderzoek", "formal.investigation", officials, 1),
                self._step("beschikking", "formal.decision", officials, 0),
            ),
            "bezwaar": (self._step("bezwaar", "formal.objection", officials, 1),),
        }
        if decides["answer"] == "municipality":
            return found | {"direct": (self._step("loket", "decides.desk", decides["officials"], 0),)}
        talk = self._step("gesprek", "decides.talk", decides["access"], 0)
        return found | {"direct": (talk,), "mdo": (talk, self._meeting())}

    def _meeting(self) -> Step:
        path = "mechanisms.decides.meeting"
        spread = self.number("mechanisms.decides.meeting_spread")
        work = {pool: self.number(f"{path}.{pool}") for pool in self.numbers.names(path)}
        needs = {pool: max(1, round(minutes * WEEK / spread)) for pool, minutes in work.items()}
        return Step("mdo", needs, spread, sum(work.values()), 0, self.number("mechanisms.decides.invitation"))

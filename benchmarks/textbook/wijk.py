"""The wijk of the textbook twin: residents and their cases, one SimPy process each (docs/model.md §3-5 and 7)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from benchmarks.textbook.books import Books
from benchmarks.textbook.case import LAST_EPISODE, Case, Diary, Need, Spell
from benchmarks.textbook.chance import Chance, biased, lognormal
from benchmarks.textbook.lives import Lives
from benchmarks.textbook.needs import MIDDLE_SEVERITY, Needs
from benchmarks.textbook.people import NEVER, Person
from benchmarks.textbook.pools import Pool, Request
from benchmarks.textbook.regime import Law, Provision, Regime, Step
from benchmarks.textbook.scenario import HOUR

Process = Generator[simpy.Event, Any, Any]
MOST_SEVERITY, LEAST_FACTOR, OLDEST = 10, 0.1, 110


class Wijk:
    """Residents, cases, pools and books of one replication; `env.run` makes it happen."""

    def __init__(self, regimes: list[Regime], lives: Lives, chance: Chance, lead_in: float) -> None:
        self.env = simpy.Environment(-lead_in)
        self.regimes, self.regime = regimes, regimes[0]
        self.chance, self.lives, self.diary = chance, lives, Diary()
        names = [f"{name}.{task}" for name, group in self.regime.groups.items() for task in group.tasks]
        self.pools = {name: Pool(self.env, name) for name in [*names, *self.regime.places]}
        self.books = Books(self.env, self.pools)
        self.open: dict[Person, list[Case]] = {person: [] for person in lives.residents}
        self.needs = Needs(regimes, chance)
        self._stock()
        for person in lives.residents:
            self.env.process(self.life(person))

    # ------------------------------------------------------------------ needs

    def life(self, person: Person) -> Process:
        """A resident arrives, has needs by thinning of a Poisson process, and leaves."""
        env = self.env
        highest = self.needs.highest(person, max(person.arrival, env.now), self.lives.end)
        if person.arrival > env.now:
            yield env.timeout(person.arrival - env.now)
        while True:
            gap = self.chance.exponential(1 / highest)
            if env.now + gap >= person.departure:
                break
            yield env.timeout(gap)
            domain = self.needs.which(person, env.now, self.regime, self.chance.random() * highest)
            if domain is not None:
                self.question(person, domain, self.needs.draw(domain, self.regime), 0)
        yield env.timeout(person.departure - env.now)
        for case in list(self.open[person]):
            assert case.process is not None
            case.process.interrupt("left")

    def _new_case(self, person: Person, domain: str, need: Need, episode: int) -> Case:
        rules = self.regime.rules
        urgency = min(need.urgency, rules.place("hoog")) if episode else need.urgency
        facts = {
            "leefdomein": domain,
            "zwaarte": need.severity,
            "urgentie": urgency,
            "pgb_gemotiveerd": need.reasoned,
            "leeftijd": min(OLDEST, int(person.age(self.env.now))),
            "pgb_bekwaam": person.able,
            "alleenstaand": person.alone,
            "wil_pgb": self.chance.random() < self.regime.pgb_wish,
            "wil_beschikking": self.chance.random() < self.regime.beschikking_wish,
            "terugval": episode,
            "team_met_advies": False,
            **person.marks,
        }
        luck = {name: self.chance.standard_normal() for name in ("stay", "amount", "wait")}
        luck["provider"] = self.chance.random()
        case = Case(person, domain, need, episode, facts, luck)
        self.diary.cases.append(case)
        self.open[person].append(case)
        return case

    def question(self, person: Person, domain: str, need: Need, episode: int) -> None:
        """A need becomes a question, unless the resident is gone or has an open case in the leefdomein."""
        if self.env.now >= person.departure or any(case.domain == domain for case in self.open[person]):
            return
        case = self._new_case(person, domain, need, episode)
        if episode:
            self.tell("RETURNED", case)
        self.tell("CONTACT", case)
        case.handling = self.ask("aanpak", case)
        case.steps = self.regime.steps[case.handling]
        case.process = self.env.process(self.course(case))
        self.env.process(self.escalation(case))

    def tell(self, kind: str, case: Case) -> None:
        """Write down an event of this moment."""
        self.diary.tell(self.env.now, kind, case)

    def ask(self, table: str, case: Case) -> str:
        """Ask a table of rules about a case, as it stands now."""
        house = self.pools["huis_van_de_wijk"]
        case.facts["vrij_huis_van_de_wijk"] = house.held < house.size and not house.line
        return self.regime.rules.first(table, case.facts)

    # ------------------------------------------------------------------ the course of a case

    def course(self, case: Case) -> Process:
        """From question to answer to the end of the help; leaving the wijk cuts it off anywhere."""
        try:
            done = yield from self.procedure(case)
        except simpy.Interrupt:
            self.close(case)
            return
        while True:
            try:
                self.route(case)
                if done is not None:
                    done.give_back()
                    done = None
                if case.provision == "jeugdhulp":
                    self.close(case)
                    return
                yield from self.waiting(case)
                yield from self.helped(case, case.stay)
            except simpy.Interrupt as interrupt:
                if interrupt.cause == "left":
                    self.close(case)
                    return
                more = round(self.regime.number("mechanisms.formal.upheld_points"))
                case.facts["zwaarte"] = min(MOST_SEVERITY, case.facts["zwaarte"] + more)
            else:
                self.close(case)
                self.env.process(self.relapse(case))
                return

    def procedure(self, case: Case) -> Process:
        """Do the steps one after the other; the last one's hours are given back after the case is routed."""
        before: Request | None = None
        for step in case.steps:
            if step.delay:
                if before is not None:
                    before.give_back()
                    before = None
                yield self.env.timeout(step.delay)
            request = self.request(case, step)
            if before is not None:
                before.give_back()
            try:
                yield request
                case.request = None
                self.tell(f"BEGUN {step.name}", case)
                self.diary.work.append((self.env.now, step.minutes))
                if step.name == "mdo":
                    self.env.process(self.finish(request, step.days))
                    return None
            except simpy.Interrupt:
                request.give_back()
                raise
            end = self.env.now + step.days
            try:
                yield self.env.timeout(step.days)
            except simpy.Interrupt:
                self.env.process(self.finish(request, end - self.env.now))
                raise
            before = request
        return before

    def request(self, case: Case, step: Step, *, hurry: bool = True) -> Request:
        """Ask for the hours of a step; who is urgent asks with priority 0."""
        urgent = hurry and case.facts["urgentie"] >= self.regime.rules.place("hoog")
        needs = {self.pools[pool]: units for pool, units in step.needs.items()}
        request = Request(self.env, needs, 0 if urgent else step.priority)
        if hurry:
            case.request = request
        return request

    def finish(self, request: Request, days: float) -> Process:
        """Hold hours until the work is done, beside the case."""
        yield self.env.timeout(days)
        request.give_back()

    def escalation(self, case: Case) -> Process:
        """One moment at which a question without help becomes a crisis."""
        if case.facts["urgentie"] == self.regime.rules.place("crisis"):
            return
        hazard = self.needs.hazard(case.domain, case.facts["zwaarte"])
        if hazard <= 0:
            return
        yield self.env.timeout(self.chance.exponential(1 / hazard))
        if case.stage in ("procedure", "waiting"):
            self.tell("CRISIS", case)
            self.books.pay_once(self.regime, "crisisdienst")
            case.facts["urgentie"] = self.regime.rules.place("hoog")
            if case.request is not None:
                case.request.to_the_front()

    def relapse(self, case: Case) -> Process:
        """The need may come back after a while."""
        if case.episode < LAST_EPISODE and self.chance.random() < case.relapse:
            yield self.env.timeout(self.chance.exponential(case.gap))
            self.question(case.person, case.domain, case.need, case.episode + 1)

    # ------------------------------------------------------------------ routing and objections

    def route(self, case: Case) -> None:
        """Answer a case whose procedure is done, and fix its help."""
        regime = self.regime
        case.stage = "waiting"
        case.route = case.provision = self.ask("routering", case)
        if regime.provisions[case.route].layer == "individueel":
            if case.facts["wil_pgb"]:
                self.tell("WISHED", case)
            if "pgb" in regime.rules.offers(case.facts):
                case.provision = "pgb"
        self.arrange(case, regime.provisions[case.route], regime.provisions[case.provision])
        self.tell("ROUTED", case)
        case.first_route = case.first_route or case.provision
        case.first_layer = case.first_layer or regime.provisions[case.provision].layer
        if case.provision == "crisisdienst":
            self.tell("ROUTED crisis", case)
        if any(step.name == "beschikking" for step in case.steps):
            self.tell("DECIDED", case)
            if not case.decided and self.chance.random() < regime.number("mechanisms.formal.objections"):
                self.env.process(self.objection(case))
            case.decided = True

    def arrange(self, case: Case, kind: Provision, taken: Provision) -> None:
        """Fix provider, minutes, price and stay: *kind* says how much, *taken* how long."""
        provider = self.chance.choose(kind.by, case.luck["provider"]) if kind.by else ""
        case.minutes = 0
        if kind.amount is not None:
            factor = max(LEAST_FACTOR, 1 + kind.per_point * (case.facts["zwaarte"] - MIDDLE_SEVERITY))
            case.minutes = max(1, round(lognormal(kind.amount.mean, kind.amount.cv, case.luck["amount"]) * factor))
        case.pool = self.pools[provider] if taken is kind and provider else None
        case.price = 0.0
        if taken.name == "pgb":
            tariff = self.regime.groups[next(iter(kind.by)).split(".")[0]].tariff
            case.price = round(case.minutes / HOUR * tariff * self.regime.pgb_price)
        case.stay = _of(taken.stay, case.luck["stay"])
        case.relapse, case.gap, case.contribution = taken.relapse, taken.gap, taken.contribution

    def objection(self, case: Case) -> Process:
        """Someone objects to a decision; if upheld, the case is answered anew."""
        yield self.env.timeout(self.chance.random() * self.regime.number("mechanisms.formal.lodge_within"))
        if case.stage == "closed":
            return
        self.tell("OBJECTED", case)
        case.objected = True
        (step,) = self.regime.steps["bezwaar"]
        request = self.request(case, step, hurry=False)
        yield request
        yield self.env.timeout(step.days)
        if self.chance.random() < self.regime.number("mechanisms.formal.upheld"):
            self.tell("UPHELD", case)
            if case.stage != "closed":
                assert case.process is not None
                case.process.interrupt("upheld")
        else:
            self.tell("REJECTED", case)
        request.give_back()

    # ------------------------------------------------------------------ waiting and help

    def waiting(self, case: Case) -> Process:
        """Wait for a provider, a budget or a specialist."""
        provision = self.regime.provisions[case.provision]
        self.tell("ASKED", case)
        if provision.wait is not None:
            yield self.env.timeout(_of(provision.wait, case.luck["wait"]))
        if case.pool is None:
            return
        if provision.notice:
            yield self.env.timeout(provision.notice)
        try:
            yield from self.in_line(case, provision)
        except simpy.Interrupt:
            assert case.request is not None
            case.request.give_back()
            case.request = None
            raise

    def in_line(self, case: Case, provision: Provision) -> Process:
        """Stand in the line of a pool; who waits long looks once whether another is better."""
        assert case.pool is not None
        urgent = case.facts["urgentie"] >= self.regime.rules.place("hoog")
        units = case.minutes or 1
        request = case.request = Request(self.env, {case.pool: units}, 0 if urgent else 1)
        if len(provision.by) > 1:
            yield request | self.env.timeout(self.regime.number("mechanisms.when_full.after"))
            if not request.triggered:
                pools = [self.pools[name] for name in provision.by]
                best = min(pools, key=lambda pool: (pool.held + pool.asked) / pool.size if pool.size else NEVER)
                if best is not case.pool:
                    request.give_back()
                    self.tell("SWITCHED", case)
                    case.pool = best
                    case.request = Request(self.env, {best: units}, request.priority)
        yield case.request

    def helped(self, case: Case, days: float) -> Process:
        """Help, for so long."""
        regime, provision = self.regime, self.regime.provisions[case.provision]
        held, case.request = case.request, None
        case.stage = "helped"
        pool = case.pool.name if case.pool else ""
        case.spell = Spell(case, self.env.now, provision.layer, case.provision, pool, case.minutes)
        self.diary.spells.append(case.spell)
        self.tell("BEGUN", case)
        if case.handling:
            self.books.pay_once(regime, case.provision)
        self.books.budgets.change(case.price)
        payer = self.books.helped[case.person.income]
        payer.change(provision.contribution)
        self.register(case)
        left = None
        try:
            yield self.env.timeout(days)
        except simpy.Interrupt as interrupt:
            left = interrupt
        case.spell.end = self.env.now
        self.tell("ENDED", case)
        self.books.budgets.change(-case.price)
        payer.change(-provision.contribution)
        if held is not None:
            held.give_back()
        if left is not None:
            raise left

    def register(self, case: Case) -> None:
        """Help from the joint budget without an investigation may not be in the registers, from day 0 on."""
        spell = case.spell
        if self.env.now < 0 or spell is None or spell.layer != "individueel" or case.handling == "onderzoek":
            return
        group = self.regime.groups[spell.pool.split(".")[0]]
        joint = group.role == "participant" and group.pays == "lumpsum"
        if joint and case.luck.setdefault("registered", self.chance.random()) >= self.regime.registered:
            self.tell("UNREGISTERED", case)
            spell.unregistered = self.env.now

    def close(self, case: Case) -> None:
        """Nothing more happens to a case."""
        case.stage = "closed"
        self.open[case.person].remove(case)
        self.tell("CLOSED", case)

    # ------------------------------------------------------------------ who is helped at the start

    def _stock(self) -> None:
        """People already helped, drawn in proportion to their rates."""
        numbers, now = self.regime.numbers, self.env.now
        here = [person for person in self.lives.residents if person.arrival <= now]
        for name, provision in self.regime.provisions.items():
            path = f"organisation.provisions.{name}.stock"
            for domain in numbers.names(path) if numbers.has(path) else ():
                weights = [self.needs.rate(person, domain, person.age(now)) for person in here]
                whole = sum(weights)
                clients = round(numbers.number(f"{path}.{domain}.clients"))
                chosen = self.chance.choice(
                    len(here), size=clients, replace=False, p=[weight / whole for weight in weights], shuffle=False
                )
                kind = numbers.node(f"{path}.{domain}").get("in_kind", name)
                for i in chosen:
                    self._going_on(here[i], domain, provision, self.regime.provisions[kind])

    def _going_on(self, person: Person, domain: str, provision: Provision, kind: Provision) -> None:
        case = self._new_case(person, domain, self.needs.draw(domain, self.regime), 0)
        case.provision, case.route = provision.name, kind.name
        self.arrange(case, kind, provision)
        days = self.chance.random() * biased(provision.stay.mean, provision.stay.cv, self.chance.standard_normal())
        if case.pool is not None:
            case.request = Request(self.env, {case.pool: case.minutes or 1}, 0, going_on=True)
        case.process = self.env.process(self.from_before(case, days))

    def from_before(self, case: Case, days: float) -> Process:
        """The course of help that began before the start."""
        try:
            yield from self.helped(case, days)
        except simpy.Interrupt:
            self.close(case)
        else:
            self.close(case)
            self.env.process(self.relapse(case))


def _of(law: Law, z: float) -> float:
    return lognormal(law.mean, law.cv, z)

"""Accounts in whole cents for the textbook twin, and what is paid when (docs/model.md §8)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import simpy

from benchmarks.textbook.pools import Meter, Pool
from benchmarks.textbook.regime import INCOMES, Group, Regime
from benchmarks.textbook.scenario import HOUR, WEEK, YEAR

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Transfer:
    """Cents from one account to another, and the group of staff they are about."""

    day: float
    source: str
    target: str
    what: str
    cents: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """Minutes that a group had for residents in a stretch, and what of working time they were."""

    begin: float
    end: float
    minutes: float
    direct: float
    administration: float


class Books:
    """The accounts from day 0 on; before, nothing is written."""

    def __init__(self, env: simpy.Environment, pools: dict[str, Pool]) -> None:
        self.env, self.pools = env, pools
        self.transfers: list[Transfer] = []
        self.balance: defaultdict[str, int] = defaultdict(int)
        self.worked: list[Worked] = []
        self.budgets = Meter(env)
        self.helped = {income: Meter(env) for income in INCOMES}
        self._since = 0.0

    def pay(self, source: str, target: str, what: str, cents: float, group: str = "") -> None:
        """Write a transfer, if the books are open and it is not nothing."""
        whole = round(cents)
        if self.env.now >= 0 and whole:
            self.transfers.append(Transfer(self.env.now, source, target, what, whole, group))
            self.balance[source] -= whole
            self.balance[target] += whole

    def pay_once(self, regime: Regime, provision: str) -> None:
        """Pay the price of help that is paid once."""
        found = regime.provisions[provision]
        payer = {"wmo": "begroting", "zvw": "zorgverzekeraars"}.get(found.payer, "")
        self.pay(payer, f"buiten:{provision}", "eenmalig", found.once)

    # ------------------------------------------------------------------ on the first of a month

    def open(self) -> None:
        """Forget what went on before day 0."""
        for meter in (self.budgets, *self.helped.values()):
            meter.take()
        for pool in self.pools.values():
            pool.sizes.take()
            pool.held_over_time.take()

    def settle(self, regime: Regime) -> None:
        """Pay for the time since the last settlement, at what held then."""
        for group in regime.groups.values():
            self._settle_group(group)
        cents = round(self.budgets.take() / WEEK)
        reserved = min(cents, max(0, self.balance["pgb_reservering"]))
        self.pay("pgb_reservering", "pgb_houders", "pgb", reserved)
        self.pay("begroting", "pgb_houders", "pgb", cents - reserved)
        years = {income: meter.take() / YEAR for income, meter in self.helped.items()}
        owed = sum(years[income] * regime.contributions[income] for income in INCOMES)
        self.pay("huishoudens", "begroting", "eigen bijdrage", owed)
        self._since = self.env.now

    def _settle_group(self, group: Group) -> None:
        had = held = 0.0
        for task in group.tasks:
            pool = self.pools[f"{group.name}.{task}"]
            had += pool.sizes.take() / WEEK
            held += pool.held_over_time.take() / WEEK
        self.worked.append(Worked(self._since, self.env.now, had, group.direct, group.administration))
        wages = had / HOUR / group.direct * group.wage
        self.pay(self._purse(group), "personeel", "uren", wages, group.name)
        if group.pays == "own_staff":
            self.pay("begroting", f"partij:{group.party}", "eigen formatie", wages, group.name)
        if group.pays == "production":
            self.pay("gemeente", f"partij:{group.party}", "productie", held / HOUR * group.tariff, group.name)

    @staticmethod
    def _purse(group: Group) -> str:
        return f"{'lumpsum' if group.pays == 'lumpsum' else 'partij'}:{group.party}"

    def instalments(self, regime: Regime, month: int) -> None:
        """Pay out the part of the year's budgets that is due this month."""
        for group in regime.groups.values():
            if group.pays in ("subsidy", "lumpsum"):
                number = regime.number(f"mechanisms.pays.{group.role}.yearly_instalments")
                apart = max(1, round(MONTHS / number))
                due = list(range(1, MONTHS + 1, apart))
                if month in due:
                    whole, place = group.budget - group.set_aside, due.index(month)
                    cents = whole * (place + 1) // len(due) - whole * place // len(due)
                    source, what = ("gemeente", "subsidie") if group.pays == "subsidy" else ("wijkbudget", "termijn")
                    self.pay(source, self._purse(group), what, cents, group.name)

    def open_year(self, regime: Regime) -> int:
        """Pay the year's budgets; the cents reinvested in it."""
        for line in regime.numbers.names("money.lines"):
            for part in ("participants", "others"):
                self.pay("begroting", "gemeente", "budget", regime.number(f"money.lines.{line}.{part}"))
        for group in regime.groups.values():
            if group.pays == "lumpsum":
                self.pay("gemeente", "wijkbudget", "inleg", group.budget, group.name)
                self.pay("wijkbudget", "pgb_reservering", "pgb-reservering", group.set_aside, group.name)
        left = self.balance["herinvestering"]
        if left > 0:
            group = regime.groups[regime.numbers.node("mechanisms.surplus.buys").split(".")[0]]
            self.pay("herinvestering", self._purse(group), "herinvestering", left, group.name)
        return left

    def close_year(self, regime: Regime) -> None:
        """Fill up purses below zero, put together what is left, and square with the general means."""
        if regime.numbers.answer("surplus") == "reinvest":
            keep = regime.number("mechanisms.surplus.keep")
            purses = {self._purse(group): group.party for group in regime.groups.values() if group.pays == "lumpsum"}
            for purse, party in purses.items():
                self.pay(f"partij:{party}", purse, "tekort van de partij", max(0, -self.balance[purse]))
            for purse, party in [*purses.items(), ("pgb_reservering", ""), ("wijkbudget", "")]:
                left = max(0, self.balance[purse])
                kept = round(left * keep) if party else 0
                self.pay(purse, f"partij:{party}", "buffer", kept)
                self.pay(purse, "herinvestering", "overschot", left - kept)
        left = self.balance["gemeente"]
        self.pay("gemeente", "begroting", "vrijval", max(0, left))
        self.pay("begroting", "gemeente", "tekort", max(0, -left))

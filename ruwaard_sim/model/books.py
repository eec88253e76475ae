"""The books of the wijk: budgets opened, instalments and production paid, hours and pgb charged, years closed.

Books are settled at the start of every month and wherever the arrangement changes. They ask
the mechanisms what is due and move the money; they decide nothing.
"""

from __future__ import annotations

from ruwaard_sim.agents.capacity import Pool
from ruwaard_sim.facts import FactLog, Kind
from ruwaard_sim.ledger import (
    EXTRA,
    HOUSEHOLDS,
    JOINT,
    PGB_HOLDERS,
    POTS,
    REINVESTMENT,
    RESERVATION,
    TREASURY,
    WAGES,
    WMO,
    Ledger,
    lumpsum_account,
    party_account,
)
from ruwaard_sim.scenario.plan import Regime, Staff
from ruwaard_sim.units import DAYS_PER_WEEK, DAYS_PER_YEAR, MINUTES_PER_HOUR, WEEKS_PER_YEAR, Calendar


def purse(staff: Staff) -> str:
    """Where the money for these hours comes in and goes out: a party keeps its part of the joint budget apart."""
    return lumpsum_account(staff.party) if staff.pays.in_pool else party_account(staff.party)


class Books:
    """Moves money for one run. Pools tell how many minutes were worked; see :mod:`ruwaard_sim.agents.capacity`."""

    def __init__(self, calendar: Calendar, pools: dict[str, Pool], facts: FactLog) -> None:
        self.ledger = Ledger()
        self.pgb = Pool("pgb", float("inf"))
        """Cents a week of running pgb's, kept as a pool so that its integral is what was spent."""
        self.contributors = tuple(Pool(f"bijdrage {income}", float("inf")) for income in range(3))
        """Clients who owe a contribution, by income class."""
        self._calendar = calendar
        self._pools = pools
        self._facts = facts
        self._worked = dict.fromkeys(pools, 0.0)
        self._employed = dict.fromkeys(pools, 0.0)
        self._pgb_spent = 0.0
        self._contributed = [0.0, 0.0, 0.0]
        self._due: list[tuple[str, str, list[int]]] = []
        self._month = 0
        self._extra: dict[str, float] = {}
        self._years_open = calendar.year_starts()

    def start(self, now: float) -> None:
        """Begin counting at *now*: what was worked before the books open is not charged."""
        for name, pool in self._pools.items():
            self._worked[name] = pool.used_until(now)
            self._employed[name] = pool.offered_until(now)
        self._pgb_spent = self.pgb.used_until(now)
        self._contributed = [pool.used_until(now) for pool in self.contributors]

    # ------------------------------------------------------------------ opening and closing

    def open(self, regime: Regime, now: float, *, new_year: bool) -> None:
        """Open the books for what is left of the year that *now* falls in.

        At the start of a year the lines of the wijkkader are budgeted; at a change within a
        year only what is left of them is arranged anew.
        """
        starts = [*self._years_open, self._calendar.days]
        year = max(index for index, start in enumerate(self._years_open) if start <= now)
        months = [now, *[m for m in self._calendar.month_starts() if now < m < starts[year + 1]]]
        fraction = self._calendar.share_of_year(now, starts[year + 1])
        move = self.ledger.transfer
        if new_year:
            for line in regime.lines:
                move(now, TREASURY, WMO, round(line.participants * fraction), f"budget {line.name} deelnemers")
                move(now, TREASURY, WMO, round(line.others * fraction), f"budget {line.name} overig")
            move(now, TREASURY, EXTRA, round(regime.extra.yearly() * fraction), "extra budget")
        self._due = []
        self._month = 0
        for staff in regime.staff.values():
            yearly = staff.pays.budget(staff.budget, year)
            cents = yearly if fraction == 1 else round(yearly * fraction)
            instalments = staff.pays.instalments(cents, len(months))
            if not any(instalments):
                continue
            source = WMO
            if staff.pays.in_pool:
                reserved = regime.reservation.set_aside(cents)
                move(now, WMO, JOINT, cents, f"inleg {staff.name}")
                move(now, JOINT, RESERVATION, reserved, f"pgb-reservering uit {staff.name}")
                instalments = staff.pays.instalments(cents - reserved, len(months))
                source = JOINT
            self._due.append((source, staff.name, instalments))
        self._spend_reinvestment(regime, now, starts[year + 1] - now)

    def extra(self, pool: str) -> float:
        """Minutes a week that reinvested money adds to *pool* in the running year."""
        return self._extra.get(pool, 0.0)

    def _spend_reinvestment(self, regime: Regime, now: float, days: float) -> None:
        self._extra = {}
        target = regime.surplus.spent_on()
        saved = self.ledger.balance(REINVESTMENT)
        if target is None or saved <= 0:
            return
        staff = staff_of(target, regime)
        self.ledger.transfer(now, REINVESTMENT, purse(staff), saved, f"herinvestering {staff.name}")
        self._extra[target] = _minutes(staff, saved, days)

    def buy(self, regime: Regime, now: float, account: str, pool: str, cents: int) -> float:
        """Pay for hours of *pool* until the end of the year out of *account*: the minutes a week it buys."""
        staff = staff_of(pool, regime)
        self.ledger.transfer(now, account, purse(staff), cents, f"ingekocht {staff.name}")
        return _minutes(staff, cents, self._left_of_year(now))

    def pay_shifted(self, regime: Regime, now: float, take: str, give: str, minutes: float) -> None:
        """Let the money for *minutes* a week that pool *take* gives follow them, until the end of the year."""
        giver, getter = staff_of(take, regime), staff_of(give, regime)
        if purse(giver) != purse(getter):
            hours = minutes / MINUTES_PER_HOUR / giver.direct * self._left_of_year(now) / DAYS_PER_WEEK
            cents = round(hours * giver.cost)
            self.ledger.transfer(now, purse(giver), purse(getter), cents, f"verschuiving {giver.name}")

    def has(self, account: str) -> int:
        """Cents in one of the wijk's pots, or kept by a party of this name so far."""
        balance = self.ledger.balance
        return (
            balance(account) if account in POTS else balance(lumpsum_account(account)) + balance(party_account(account))
        )

    def _left_of_year(self, now: float) -> float:
        return next(end for end in [*self._years_open, self._calendar.days] if end > now) - now

    def close(self, regime: Regime, now: float) -> None:
        """Settle what is left: the joint budget by the surplus mechanism, the rest back to the treasury."""
        move, balance = self.ledger.transfer, self.ledger.balance
        reinvests = regime.surplus.reinvests
        for account, party in sorted({(purse(s), s.party) for s in regime.staff.values() if s.pays.in_pool}):
            left = balance(account)
            shared = round(max(0, left) * (1 - regime.surplus.kept())) if reinvests else 0
            move(now, account, REINVESTMENT, shared, "overschot")
            move(now, account, party_account(party), max(0, left) - shared, "behouden overschot")
            move(now, party_account(party), account, max(0, -left), "tekort van de partij")
        for account in (RESERVATION, JOINT):
            left = max(0, balance(account))
            move(now, account, REINVESTMENT if reinvests else TREASURY, left, "overschot")
        left = balance(WMO)
        if left >= 0:
            move(now, WMO, TREASURY, left, "vrijval")
        else:
            move(now, TREASURY, WMO, -left, "tekort")

    def charge(self, now: float, payer: str, route: str, cents: int) -> None:
        """A price paid once, to those outside the wijk who give this help."""
        self.ledger.transfer(now, payer, f"buiten:{route}", cents, route)

    # ------------------------------------------------------------------ month by month

    def pay_instalments(self, regime: Regime, now: float) -> None:
        """Pay what falls due this month."""
        for source, name, instalments in self._due:
            if self._month < len(instalments):
                cents = instalments[self._month]
                self.ledger.transfer(now, source, purse(regime.staff[name]), cents, f"termijn {name}")
        self._month += 1

    def settle(self, regime: Regime, now: float) -> None:
        """Charge what was worked, employed, bought and contributed since the last settlement."""
        for staff in regime.staff.values():
            self._settle_staff(staff, now)
        self._settle_pgb(now)
        self._settle_contributions(regime, now)

    def _settle_staff(self, staff: Staff, now: float) -> None:
        worked = employed = 0.0
        for name in staff.pools:
            pool = self._pools[name]
            used = pool.used_until(now)
            worked += used - self._worked[name]
            self._worked[name] = used
            offered = pool.offered_until(now)
            employed += offered - self._employed[name]
            self._employed[name] = offered
        account = purse(staff)
        hours = employed / DAYS_PER_WEEK / MINUTES_PER_HOUR / staff.direct
        wages = round(hours * staff.cost)
        if staff.pays.covers_cost:
            self.ledger.transfer(now, TREASURY, account, wages, f"eigen formatie {staff.name}")
        bill = staff.pays.bill(worked / DAYS_PER_WEEK, staff.tariff)
        self.ledger.transfer(now, WMO, account, bill, f"productie {staff.name}")
        self.ledger.transfer(now, account, WAGES, wages, f"uren {staff.name}")

    def _settle_pgb(self, now: float) -> None:
        spent = self.pgb.used_until(now)
        cents = round((spent - self._pgb_spent) / DAYS_PER_WEEK)
        self._pgb_spent = spent
        reserved = min(cents, max(0, self.ledger.balance(RESERVATION)))
        self.ledger.transfer(now, RESERVATION, PGB_HOLDERS, reserved, "pgb")
        self.ledger.transfer(now, TREASURY, PGB_HOLDERS, cents - reserved, "pgb")
        if self._had_reservation and cents > reserved:
            self._facts.tell((now, Kind.OVERSPENT, -1, -1, -1, cents - reserved))

    @property
    def _had_reservation(self) -> bool:
        return RESERVATION in self.ledger.accounts

    def _settle_contributions(self, regime: Regime, now: float) -> None:
        for income, cents_a_year in enumerate(regime.contribution.yearly()):
            used = self.contributors[income].used_until(now)
            cents = round((used - self._contributed[income]) / DAYS_PER_YEAR * cents_a_year)
            self._contributed[income] = used
            self.ledger.transfer(now, HOUSEHOLDS, TREASURY, cents, "eigen bijdrage")


def staff_of(pool: str, regime: Regime) -> Staff:
    """Whose hours *pool* is."""
    return next(staff for staff in regime.staff.values() if pool in staff.pools)


def _minutes(staff: Staff, cents: int, days: float) -> float:
    """Direct minutes a week that *cents* buy for *days* days."""
    return cents / staff.cost * MINUTES_PER_HOUR * staff.direct / (days / DAYS_PER_WEEK)


def affordable(staff: Staff, regime: Regime, year: int) -> float:
    """Direct minutes a week that the budget of *staff* buys at this regime's wages in year *year* (0 the first)."""
    cents = staff.pays.budget(staff.budget, year)
    if staff.pays.in_pool:
        cents -= regime.reservation.set_aside(cents)
    return cents / staff.cost * MINUTES_PER_HOUR * staff.direct / WEEKS_PER_YEAR

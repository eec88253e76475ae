"""The books of the wijk: budgets opened, instalments and production paid, hours and pgb charged, years closed.

Books are settled at the start of every month and wherever the arrangement changes. They ask
the mechanisms what is due and move the money; they decide nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ruwaard_sim.affording import reserved
from ruwaard_sim.agents.queues import Resource
from ruwaard_sim.event_log import EventKind, EventLog
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
    earmarked_account,
    lumpsum_account,
    outside_account,
    party_account,
)
from ruwaard_sim.mechanisms.earmarked import Earmarked
from ruwaard_sim.model.inter_party_settlement import InterPartySettlement
from ruwaard_sim.model.staff_accounts import minutes_for, purse, staff_of
from ruwaard_sim.model.surplus_division import SurplusDivision
from ruwaard_sim.plan import Regime, Staff
from ruwaard_sim.units import (
    DAYS_PER_WEEK,
    DAYS_PER_YEAR,
    MINUTES_PER_HOUR,
    Calendar,
    split_cents,
)


class Books:
    """Moves money for one run. Pools tell how many minutes were worked; see :mod:`ruwaard_sim.agents.queues`."""

    def __init__(self, calendar: Calendar, pools: dict[str, Resource], facts: EventLog) -> None:
        self.ledger = Ledger()
        self.pgb = Resource("pgb", float("inf"))
        """Cents a week of running pgb's, kept as a pool so that its integral is what was spent."""
        self.contributors = tuple(Resource(f"bijdrage {income}", float("inf")) for income in range(3))
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
        self._opened = (0.0, 1.0)
        """From when to when the books are open now."""
        self._aside: dict[str, int] = {}
        """What each group of staff gave up for pgb when they were opened."""
        self._programmes: list[tuple[str, list[int]]] = []
        """What was granted for one purpose, by month that is still to come."""
        self._granting: type[Earmarked] | None = None
        self._granted_from = 0
        """The year in which it was first granted in this way."""
        self._billed: dict[str, int] = {}
        """What each group of staff was paid for work delivered in the running year."""
        self._capped: set[str] = set()
        """The groups of staff for which there is a ceiling now."""
        self._year = 1.0
        """How much of a calendar year the running year has in this period."""
        self._dividing = SurplusDivision(self.ledger)
        self._between = InterPartySettlement(self.ledger)
        self._extra: dict[str, float] = {}
        self._years_open = calendar.year_starts()

    def start(self, now: float) -> None:
        """Begin counting at *now*: what was worked before the books open is not charged."""
        for name, pool in self._pools.items():
            self._worked[name] = pool.used_until(now)
            self._employed[name] = pool.offered_until(now)
        self._pgb_spent = self.pgb.used_until(now)
        self._contributed = [pool.used_until(now) for pool in self.contributors]
        self._between.start(now)

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
        if new_year:
            self._open_year(regime, now, year, len(months), fraction)
        self._year = self._calendar.share_of_year(starts[year], starts[year + 1])
        self._cap(regime, self._calendar.share_of_year(starts[year], now))
        self._due = []
        self._month = 0
        self._dividing.opens(regime)
        due: dict[str, int] = {}
        for staff in regime.staff.values():
            yearly = staff.pays.budget(staff.budget, year)
            cents = yearly if fraction == 1 else round(yearly * fraction)
            if any(staff.pays.instalments(cents, len(months))):
                due[staff.name] = cents
        self._opened = (now, float(starts[year + 1]))
        aside = reserved(regime, {name: due[name] for name in due if regime.staff[name].pays.in_pool}, fraction)
        self._aside = aside
        for name, cents in due.items():
            source = WMO
            if name in aside:
                source = JOINT
                self._put_in(regime.staff[name], cents, aside[name], now)
            self._due.append(
                (source, name, regime.staff[name].pays.instalments(cents - aside.get(name, 0), len(months)))
            )
        self._spend_reinvestment(regime, now, starts[year + 1] - now)

    def _open_year(self, regime: Regime, now: float, year: int, months: int, fraction: float) -> None:
        """Budget the lines and what the municipality adds, for the year that begins."""
        move = self.ledger.transfer
        for line in regime.lines:
            move(now, TREASURY, WMO, round(line.participants * fraction), f"budget {line.name} deelnemers")
            move(now, TREASURY, WMO, round(line.others * fraction), f"budget {line.name} overig")
        move(now, TREASURY, EXTRA, round(regime.extra.yearly() * fraction), "extra budget")
        self._billed = {}
        self._programmes = []
        if type(regime.earmarked) is not self._granting:
            self._granting, self._granted_from = type(regime.earmarked), year
        for purpose, cents in regime.earmarked.granted(year - self._granted_from).items():
            move(now, TREASURY, earmarked_account(purpose), round(cents * fraction), f"geoormerkt {purpose}")
            self._programmes.append((purpose, split_cents(round(cents * fraction), [1.0] * months)))

    def _cap(self, regime: Regime, passed: float) -> None:
        """A ceiling that begins within a year is that of what is left of it: the part that has *passed* is used up."""
        ceilings = {staff.name: staff.pays.ceiling(staff.budget) for staff in regime.staff.values()}
        for name, ceiling in ceilings.items():
            if name not in self._capped and math.isfinite(ceiling):
                self._billed[name] = round(ceiling * passed)
        self._capped = {name for name, ceiling in ceilings.items() if math.isfinite(ceiling)}

    def _put_in(self, staff: Staff, cents: int, aside: int, now: float) -> None:
        move = self.ledger.transfer
        move(now, WMO, JOINT, cents, f"inleg {staff.name}")
        move(now, JOINT, RESERVATION, aside, f"pgb-reservering uit {staff.name}")
        self._dividing.put_in(staff.party, cents)

    def give_back(self, regime: Regime, now: float) -> None:
        """Within a year, before the money is arranged anew: what was meant for the rest of it is nobody's surplus."""
        move = self.ledger.transfer
        start, end = self._opened
        passed = (now - start) / (end - start)
        for source, name, instalments in self._due:
            staff = regime.staff[name]
            paid, earned = sum(instalments[: self._month]), round(sum(instalments) * passed)
            move(now, source, purse(staff), max(0, earned - paid), f"termijn {name}")
            move(now, purse(staff), WMO, max(0, paid - earned), f"termijn terug {name}")
            if source == JOINT:
                move(now, JOINT, WMO, sum(instalments) - max(paid, earned), f"inleg terug {name}")
                unused = round(self._aside[name] * (1 - passed))
                back = min(unused, max(0, self.ledger.balance(RESERVATION)))
                move(now, RESERVATION, WMO, back, f"pgb-reservering terug {name}")
                self._dividing.put_in(staff.party, earned - sum(instalments) - unused)

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
        self._extra[target] = minutes_for(staff, saved, days)

    def release(self, regime: Regime, now: float) -> bool:
        """On the date for it: let the reservation that will not be needed this year buy hours; whether it did."""
        pool, today = regime.release.spent_on(), self._calendar.date(now)
        if pool is None or (today.month, today.day) != (regime.release.in_month, 1):
            return False
        needed = round(self.pgb.in_use * self._left_of_year(now) / DAYS_PER_WEEK)
        free = self.ledger.balance(RESERVATION) - needed
        if free <= 0:
            return False
        self._extra[pool] = self.extra(pool) + self.buy(regime, now, RESERVATION, pool, free)
        return True

    def buy(self, regime: Regime, now: float, account: str, pool: str, cents: int) -> float:
        """Pay for hours of *pool* until the end of the year out of *account*: the minutes a week it buys."""
        staff = staff_of(pool, regime)
        self.ledger.transfer(now, account, purse(staff), cents, f"ingekocht {staff.name}")
        return minutes_for(staff, cents, self._left_of_year(now))

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

    def begin_extra(self, yearly: int, now: float) -> None:
        """An extra budget that begins (or grows by *yearly* cents) within a year: what is left of the year's part."""
        cents = round(yearly * self._calendar.share_of_year(now, now + self._left_of_year(now)))
        self.ledger.transfer(now, TREASURY, EXTRA, cents, "extra budget")

    def close(self, regime: Regime, now: float, *, last: bool = False) -> None:
        """Settle what is owed, left and short of the joint budget; what is left of the lines goes back."""
        move, balance = self.ledger.transfer, self.ledger.balance
        self._between.pay(now)
        if last or regime.settles.each_year:
            self._dividing.settle(regime, now, last=last)
        elif not regime.release.keeps:
            move(now, RESERVATION, JOINT, max(0, balance(RESERVATION)), "vrijval reservering")
        for pot in (REINVESTMENT, EXTRA):
            move(now, TREASURY, pot, max(0, -balance(pot)), f"rood {pot}")
        left = balance(WMO)
        if left >= 0:
            move(now, WMO, TREASURY, left, "vrijval")
        else:
            move(now, TREASURY, WMO, -left, "tekort")

    def charge(self, now: float, payer: str, route: str, cents: int) -> None:
        """A price paid once, to those outside the wijk who give this help."""
        self.ledger.transfer(now, payer, outside_account(route), cents, route)

    def pay_result(self, now: float, staff: Staff, cents: int) -> None:
        """The price of help that has run its course."""
        self.ledger.transfer(now, WMO, purse(staff), cents, f"resultaat {staff.name}")

    def helps(self, of: str, by: str, minutes: int, now: float) -> None:
        """Pool *by* begins (or, less than 0, ends) so many minutes a week of help that is the work of pool *of*."""
        self._between.helps(of, by, minutes, now)

    # ------------------------------------------------------------------ month by month

    def pay_instalments(self, regime: Regime, now: float) -> None:
        """Pay what falls due this month."""
        for source, name, instalments in self._due:
            if self._month < len(instalments):
                cents = instalments[self._month]
                self.ledger.transfer(now, source, purse(regime.staff[name]), cents, f"termijn {name}")
        self._month += 1

    def pay_programmes(self, now: float) -> None:
        """Spend this month's part of what was granted for one purpose."""
        for purpose, months in self._programmes:
            if months:
                account = earmarked_account(purpose)
                self.ledger.transfer(now, account, outside_account(purpose), months.pop(0), f"programma {purpose}")

    def settle(self, regime: Regime, now: float) -> None:
        """Charge what was worked, employed, bought and contributed since the last settlement."""
        for_others = self._between.count(regime, now)
        for staff in regime.staff.values():
            self._settle_staff(staff, for_others, now)
        self._settle_pgb(now)
        self._settle_contributions(regime, now)
        today = self._calendar.date(now)
        if regime.settlement.months and today.day == 1 and (today.month - 1) % regime.settlement.months == 0:
            self._between.pay(now)

    def _settle_staff(self, staff: Staff, for_others: Mapping[str, float], now: float) -> None:
        worked = employed = 0.0
        for name in staff.pools:
            pool = self._pools[name]
            used = pool.used_until(now)
            worked += used - self._worked[name] - for_others.get(name, 0.0)
            self._worked[name] = used
            offered = pool.offered_until(now)
            employed += offered - self._employed[name]
            self._employed[name] = offered
        account = purse(staff)
        hours = employed / DAYS_PER_WEEK / MINUTES_PER_HOUR / staff.direct
        wages = round(hours * staff.cost)
        if staff.pays.covers_cost:
            self.ledger.transfer(now, TREASURY, account, wages, f"eigen formatie {staff.name}")
            self._dividing.own_staff(wages)
        self.ledger.transfer(now, WMO, account, self._bill(staff, worked / DAYS_PER_WEEK), f"productie {staff.name}")
        self.ledger.transfer(now, account, WAGES, wages, f"uren {staff.name}")

    def _bill(self, staff: Staff, minutes: float) -> int:
        """Pay for work delivered, as far as the ceiling of the year allows."""
        billed = self._billed.get(staff.name, 0)
        room = staff.pays.ceiling(staff.budget) * self._year - billed
        bill = staff.pays.bill(minutes, staff.tariff)
        if bill > room:
            bill = max(0, math.floor(room))
        self._billed[staff.name] = billed + bill
        return bill

    def _settle_pgb(self, now: float) -> None:
        spent = self.pgb.used_until(now)
        cents = round((spent - self._pgb_spent) / DAYS_PER_WEEK)
        self._pgb_spent = spent
        reserved = min(cents, max(0, self.ledger.balance(RESERVATION)))
        self.ledger.transfer(now, RESERVATION, PGB_HOLDERS, reserved, "pgb")
        self.ledger.transfer(now, TREASURY, PGB_HOLDERS, cents - reserved, "pgb")
        if self._had_reservation and cents > reserved:
            self._facts.tell((now, EventKind.OVERSPENT, -1, -1, -1, cents - reserved))

    @property
    def _had_reservation(self) -> bool:
        return RESERVATION in self.ledger.accounts

    def _settle_contributions(self, regime: Regime, now: float) -> None:
        for income, cents_a_year in enumerate(regime.contribution.yearly()):
            used = self.contributors[income].used_until(now)
            cents = round((used - self._contributed[income]) / DAYS_PER_YEAR * cents_a_year)
            self._contributed[income] = used
            self.ledger.transfer(now, HOUSEHOLDS, TREASURY, cents, "eigen bijdrage")

"""The joint budget settled: what is short is covered, what is left is divided. Asks the mechanisms, moves the money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ruwaard_sim.ledger import (
    JOINT,
    REINVESTMENT,
    RESERVATION,
    RESERVE,
    TASK,
    TREASURY,
    Ledger,
    party_account,
)
from ruwaard_sim.mechanisms.surplus import Division, Remainder
from ruwaard_sim.model.staff_accounts import purse
from ruwaard_sim.plan import Regime
from ruwaard_sim.units import split_cents

OURS = ""
"""The owner of what belongs to no one party."""


@dataclass(slots=True)
class _Pile:
    """The remainder of an account, and the party that owns it."""

    account: str
    owner: str
    cents: int


class SurplusDivision:
    """Keeps count of what each party put into the joint budget, and divides what is left of it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._put_in: dict[str, int] = defaultdict(int)
        self._own_staff = 0
        self._purses: dict[str, set[str]] = {}
        """The parties behind each purse of the joint budget there ever was."""

    def opens(self, regime: Regime) -> None:
        """Know the purses of *regime*."""
        for staff in regime.staff.values():
            if staff.pays.in_pool:
                self._purses.setdefault(purse(staff), set()).add(staff.party)

    def put_in(self, party: str, cents: int) -> None:
        """A party puts *cents* into the joint budget."""
        self._put_in[party] += cents

    def own_staff(self, cents: int) -> None:
        """The municipality pays *cents* for its own staff."""
        self._own_staff += cents

    def settle(self, regime: Regime, now: float, *, last: bool) -> None:
        """Cover what is short and divide what is left; on the *last* day also what was kept for later."""
        self.opens(regime)
        piles = self._piles(last=last or not regime.release.keeps)
        self._feed(regime, now, piles)
        self._cover(regime, now)
        if last:
            piles.append(_Pile(RESERVE, OURS, self._ledger.balance(RESERVE)))
        remainder = Remainder(
            own={pile.owner: pile.cents for pile in piles if pile.owner != OURS},
            joint=sum(pile.cents for pile in piles if pile.owner == OURS),
            put_in=dict(self._put_in),
            own_staff=self._own_staff,
        )
        self._share(regime.surplus.divide(remainder), piles, now)
        self._put_in.clear()
        self._own_staff = 0

    def _piles(self, *, last: bool) -> list[_Pile]:
        """The remainders by account; of the reservation only when it is not kept for later."""
        accounts = [(account, OURS if account == TASK else min(self._purses[account])) for account in self._purses]
        accounts = [*sorted(accounts), *([(RESERVATION, OURS)] if last else []), (JOINT, OURS)]
        return [_Pile(account, owner, max(0, self._ledger.balance(account))) for account, owner in accounts]

    def _feed(self, regime: Regime, now: float, piles: list[_Pile]) -> None:
        surplus = sum(pile.cents for pile in piles)
        fed = regime.shortfall.feeds(surplus, self._ledger.balance(RESERVE))
        if not fed:
            return
        for pile, cents in zip(piles, split_cents(fed, [pile.cents for pile in piles]), strict=True):
            self._ledger.transfer(now, pile.account, RESERVE, cents, "naar reserve")
            pile.cents -= cents

    # ------------------------------------------------------------------ what is short

    def _cover(self, regime: Regime, now: float) -> None:
        short = {
            (account, party): cents
            for account in sorted(self._purses)
            for party, cents in self._short(account).items()
            if cents
        }
        by_party: dict[str, int] = defaultdict(int)
        for (_, party), cents in short.items():
            by_party[party] += cents
        cover = regime.shortfall.covers(by_party, self._ledger.balance(RESERVE))
        reserve, municipality = dict(cover.reserve), dict(cover.municipality)
        for (account, party), cents in short.items():
            rest = cents
            for source, parts, why in ((RESERVE, reserve, "uit reserve"), (TREASURY, municipality, "claim")):
                paid = min(rest, parts.get(party, 0))
                self._ledger.transfer(now, source, account, paid, why)
                parts[party] = parts.get(party, 0) - paid
                rest -= paid
            self._ledger.transfer(now, party_account(party), account, rest, "tekort van de partij")

    def _short(self, account: str) -> Mapping[str, int]:
        """The shortage of each party behind an account; of a joint account in proportion to what each put in."""
        parties = sorted(self._purses[account])
        weights = [self._put_in[party] for party in parties]
        cents = max(0, -self._ledger.balance(account))
        return dict(zip(parties, split_cents(cents, weights if any(weights) else [1] * len(parties)), strict=True))

    # ------------------------------------------------------------------ what is left

    def _share(self, division: Division, piles: list[_Pile], now: float) -> None:
        """Give everyone what is theirs: a party out of its own purse first, the rest out of what is left."""
        move = self._ledger.transfer
        parties = dict(division.parties)
        for pile in piles:
            if pile.owner != OURS:
                kept_cents = min(pile.cents, parties.get(pile.owner, 0))
                move(now, pile.account, party_account(pile.owner), kept_cents, "behouden overschot")
                pile.cents -= kept_cents
                parties[pile.owner] = parties.get(pile.owner, 0) - kept_cents
        due = [(REINVESTMENT, division.wijk), (TREASURY, division.funders)]
        due += [(party_account(party), cents) for party, cents in parties.items()]
        for target, cents in due:
            for pile in piles:
                paid = min(cents, pile.cents)
                move(now, pile.account, target, paid, "overschot")
                pile.cents -= paid
                cents -= paid

"""Money moves, it never appears: every cent goes from an account to an account.

Accounts may be overdrawn: an open-ended entitlement is a debt, not a refusal. Because every
transfer takes from one account what it gives another, all balances add up to zero at any moment.
"""

from __future__ import annotations

TREASURY = "begroting"
"""The municipality's general means: where public money comes from and goes back to."""
WMO = "gemeente"
"""The municipality's purse for the five lines of the wijkkader."""
JOINT = "wijkbudget"
TASK = "taak"
"""The one purse of all who are paid one sum for the task."""
RESERVATION = "pgb_reservering"
REINVESTMENT = "herinvestering"
RESERVE = "reserve"
"""What the parties keep together for who falls short."""
EXTRA = "extra_budget"
"""What the municipality adds for what nothing else can pay."""
RESIDENTS = "bewonersraad"
INITIATIVES = "bewonersinitiatieven"
"""Those who run what the residents' council pays for."""
WAGES = "personeel"
PGB_HOLDERS = "pgb_houders"
HOUSEHOLDS = "huishoudens"
INSURERS = "zorgverzekeraars"
POTS = (JOINT, TASK, RESERVATION, REINVESTMENT, RESERVE, EXTRA, RESIDENTS)
"""The accounts that belong to the wijk as a whole."""


def party_account(party: str) -> str:
    """The account of a party: what it earned and kept."""
    return f"partij:{party}"


def lumpsum_account(party: str) -> str:
    """The account in which a party keeps its part of the joint budget apart."""
    return f"lumpsum:{party}"


def outside_account(route: str) -> str:
    """The account of payments to those outside the wijk, by purpose."""
    return f"buiten:{route}"


def earmarked_account(purpose: str) -> str:
    """The pot of what was granted for one purpose and is not spent yet."""
    return f"geoormerkt:{purpose}"


class Ledger:
    """Double-entry books in whole cents. Accounts come into being when first named, with balance 0."""

    __slots__ = ("accounts", "balances", "cents", "days", "purposes", "sources", "targets")

    def __init__(self) -> None:
        self.accounts: dict[str, int] = {}
        self.balances: list[int] = []
        self.days: list[float] = []
        self.sources: list[int] = []
        self.targets: list[int] = []
        self.cents: list[int] = []
        self.purposes: list[str] = []

    def _number(self, account: str) -> int:
        number = self.accounts.get(account)
        if number is None:
            number = self.accounts[account] = len(self.balances)
            self.balances.append(0)
        return number

    def transfer(self, day: float, source: str, target: str, cents: int, purpose: str) -> None:
        """Move *cents* (whole, not negative) from *source* to *target*; a transfer of 0 leaves no trace.

        Raises ValueError for a negative or broken amount, or when both accounts are the same.
        """
        if cents < 0 or cents % 1:
            raise ValueError(f"{cents} cents from {source} to {target}: an amount is whole and not negative")
        if source == target:
            raise ValueError(f"{source} cannot pay itself")
        if cents == 0:
            return
        taker, giver = self._number(target), self._number(source)
        self.balances[giver] -= cents
        self.balances[taker] += cents
        self.days.append(day)
        self.sources.append(giver)
        self.targets.append(taker)
        self.cents.append(cents)
        self.purposes.append(purpose)

    def balance(self, account: str) -> int:
        """Cents in *account*; 0 for an account nobody has named yet."""
        number = self.accounts.get(account)
        return 0 if number is None else self.balances[number]

    @property
    def closes(self) -> bool:
        """True if all balances add up to zero, as they always must."""
        return sum(self.balances) == 0

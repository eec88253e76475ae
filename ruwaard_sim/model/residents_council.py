"""The residents' council at work: every new year it gets its share of what was left, and buys places with it."""

from __future__ import annotations

from ruwaard_sim.ledger import EXTRA, INITIATIVES, REINVESTMENT, RESIDENTS, Ledger
from ruwaard_sim.plan import Regime


class ResidentsCouncil:
    """The council of one run. What it bought is there until the year is over."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._bought: dict[str, int] = {}

    def new_year(self, regime: Regime, now: float) -> None:
        """Take what is due of the surplus and of the extra budget, before others spend it, and spend what there is."""
        self._bought = {}
        answer = regime.residents
        if answer.at is None:
            return
        ledger = self._ledger
        for pot in (REINVESTMENT, EXTRA):
            ledger.transfer(now, pot, RESIDENTS, answer.due(ledger.balance(pot)), f"bewonersdeel {pot}")
        count, cents = answer.buys(ledger.balance(RESIDENTS))
        ledger.transfer(now, RESIDENTS, INITIATIVES, cents, "bewonersinitiatieven")
        self._bought = {answer.at: count}

    def places(self, name: str) -> int:
        """Places of this name that residents run this year, besides those there are."""
        return self._bought.get(name, 0)

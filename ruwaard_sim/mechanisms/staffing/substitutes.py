"""Hours that move between functions within a fixed sum: an answer to how a party staffs itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ruwaard_sim.agents.steering import Shift
from ruwaard_sim.mechanisms.keys import number
from ruwaard_sim.mechanisms.staffing.staffing_answer import Function
from ruwaard_sim.mechanisms.staffing.within_budget import WithinBudget
from ruwaard_sim.text import Text

SMALLEST = 1.0
"""Minutes a week below which nothing is moved."""


@dataclass(frozen=True, slots=True)
class Substitutes(WithinBudget):
    """As many hours as the budget buys, which go every month from functions with room to functions people wait for.

    Within one purse: of a party under a lumpsum, of all together where one sum is paid for the task. A function gives when nobody waits
    for it: what it has above the occupancy it plans for, at most the largest step of its hours a month, and never below a minimum of what it
    had. Hours for meetings never give: several who must have room at one moment need slack that looks idle. Who is most short, in money,
    gets first. Money stays the same: at other wages an hour of one is more or less than an hour of another. What moved stays so until it moves again. Assumes that a
    party finds the people: another function is another colleague, who begins at the start of the month. Hours of which the model knows no use
    (prevention, volunteers) neither give nor get. Source: wijkkader §4.1 ("verschillen in inzet of substitutie"), which says neither how nor how much.
    """

    title: ClassVar[Text] = Text(
        "binnen het budget, met schuiven tussen functies", "within the budget, moving hours between functions"
    )
    in_dutch: ClassVar[str] = (
        "Een partij heeft zoveel uren als haar budget koopt, en die gaan iedere maand van functies met ruimte "
        "naar functies waarop mensen wachten. Dat gebeurt binnen één beurs en voor hetzelfde geld; de aanname is "
        'dat een partij de mensen ervoor vindt. Bron: wijkkader §4.1 ("verschillen in inzet of substitutie"), dat '
        "niet zegt hoe en hoeveel."
    )
    substitutes: ClassVar[bool] = True

    occupancy: float = number(
        "share",
        "bezetting waarop een functie plant; wat zij meer heeft kan zij missen",
        "occupancy a function plans for; what it has above that it can miss",
        minimum=0.01,
        maximum=1,
    )
    largest_step: float = number(
        "share",
        "grootste deel van haar uren dat een functie per maand afstaat",
        "largest part of its hours that a function gives away in a month",
        maximum=1,
    )
    keep: float = number(
        "share",
        "deel van haar eigen uren dat een functie altijd houdt",
        "part of its own hours that a function always keeps",
        maximum=1,
    )

    def moves(self, functions: Sequence[Function]) -> list[Shift]:
        """From who has most to spare to who is most short; both in money, so that wages make no difference to the order."""
        spare = {function.pool: self._spare(function) for function in functions}
        price = {function.pool: function.price for function in functions}
        least = {function.pool: function.first * self.keep for function in functions}
        shifts = []
        for getter in sorted(functions, key=lambda function: -_short(function) * function.price):
            need = _short(getter) * getter.price
            for pool in sorted(spare, key=lambda name: -spare[name] * price[name]):
                minutes = min(spare[pool], need / price[pool])
                if minutes >= SMALLEST:
                    shifts.append(Shift(pool, getter.pool, minutes, least[pool]))
                    spare[pool] -= minutes
                    need -= minutes * price[pool]
        return shifts

    def _spare(self, function: Function) -> float:
        """Minutes a week that a function can miss this month."""
        if function.meets or function.waiting > 0:
            return 0.0
        return max(
            0.0,
            min(
                function.size - function.busy / self.occupancy,
                function.size * self.largest_step,
                function.size - function.first * self.keep,
            ),
        )


def _short(function: Function) -> float:
    """Minutes a week that a function lacks for those who wait."""
    return max(0.0, function.busy + function.waiting - function.size) if function.waiting > 0 else 0.0

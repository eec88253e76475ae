"""Rows in which every pair of choices from two factors occurs, in few rows, found greedily. No tests here.

A row that turns out to be impossible teaches which few choices do not go together; rows made after it avoid them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

Choice = tuple[str, str]
"""A factor, and what is chosen for it."""
Few = frozenset[Choice]


@dataclass
class Covering:
    """What is still to be covered of *factors*, and which few choices are known not to go together."""

    factors: Mapping[str, Sequence[str]]
    impossible: set[Few] = field(default_factory=set)
    todo: set[Few] = field(init=False)

    def __post_init__(self) -> None:
        """Every pair of choices from two factors is to be covered."""
        self.todo = set(self.all)

    @property
    def all(self) -> set[Few]:
        """Every pair of choices from two factors."""
        return {
            frozenset({(one, first), (other, second)})
            for one, other in combinations(self.factors, 2)
            for first in self.factors[one]
            for second in self.factors[other]
        }

    def next_row(self) -> dict[str, str] | None:
        """A row with as many pairs still to be covered as the greedy choice finds; None when no pair is left.

        A pair that cannot be part of any row that is possible is let go, and counts as impossible.
        """
        for pair in sorted(self.todo, key=sorted):
            if pair not in self.todo:
                continue
            row = self._completed(dict(pair))
            if row is not None:
                return row
            self.todo.discard(pair)
            self.impossible.add(pair)
        return None

    def covered(self, row: Mapping[str, str]) -> None:
        """Every pair in *row* has been tried and found possible."""
        self.todo -= {frozenset(pair) for pair in combinations(row.items(), 2)}

    def refused(self, few: Few) -> None:
        """These *few* choices do not go together."""
        self.impossible.add(few)
        self.todo = {pair for pair in self.todo if not few <= pair}

    def doubted(self, few: Few) -> dict[str, str] | None:
        """A row with these *few* that nothing else known speaks against, to see whether they were rightly blamed."""
        self.impossible.discard(few)
        row = self._completed(dict(few)) if len(dict(few)) == len(few) else None
        self.impossible.add(few)
        return row

    def forgiven(self, few: Few) -> None:
        """These *few* do go together after all: what was let go because of them is still to be covered."""
        self.impossible.discard(few)
        self.todo |= {pair for pair in self.all if few <= pair}

    def _possible(self, row: Mapping[str, str]) -> bool:
        chosen = set(row.items())
        return not any(few <= chosen for few in self.impossible)

    def _completed(self, row: dict[str, str]) -> dict[str, str] | None:
        """*row* with a choice for every other factor, the most useful first; None when there is none."""
        if not self._possible(row):
            return None
        left = [name for name in self.factors if name not in row]
        if not left:
            return row
        name = left[0]

        def useful(choice: str) -> int:
            return sum(frozenset({(name, choice), held}) in self.todo for held in row.items())

        for choice in sorted(self.factors[name], key=useful, reverse=True):
            found = self._completed({**row, name: choice})
            if found is not None:
                return found
        return None

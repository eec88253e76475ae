"""Lets the twin misread the page on purpose, one sentence at a time: which mistakes would the comparison notice.

Agreement says little if nothing could disturb it. Each misreading is one that a careful reader might make; what is
not noticed is what two tellings could differ in while every indicator agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from unittest.mock import patch

from benchmarks.textbook import wijk
from benchmarks.textbook.case import Need
from benchmarks.textbook.chance import lognormal
from benchmarks.textbook.compare import Figures, pairs, twin_figures
from benchmarks.textbook.people import Person
from benchmarks.textbook.pools import Pool, Request
from benchmarks.textbook.replication import regimes
from benchmarks.textbook.scenario import Numbers

NEVER_SO_LONG = 1e6


@contextmanager
def numbers_as(told: Mapping[str, float]) -> Iterator[None]:
    """Read another number at every path that begins and ends so (``begin*end``)."""
    read = Numbers.number

    def number(self: Numbers, path: str, day: float = 0.0) -> float:
        for pattern, value in told.items():
            begin, end = pattern.split("*") if "*" in pattern else (pattern, pattern)
            if path.startswith(begin) and path.endswith(end):
                return value
        return read(self, path, day)

    regimes.cache_clear()
    with patch.object(Numbers, "number", number):
        yield
    regimes.cache_clear()


def _serve_anyone(self: Pool) -> None:
    """Start whoever fits, also behind someone who does not."""
    for request in list(self.line):
        if all(pool.held + need <= pool.size for pool, need in request.needs.items()) and request in self.line:
            request.start()


_question = wijk.Wijk.question


def _ask_anyhow(self: wijk.Wijk, person: Person, domain: str, need: Need, episode: int) -> None:
    """Ask, also beside an open case in the same leefdomein."""
    before, self.open[person] = self.open[person], []
    _question(self, person, domain, need, episode)
    before += self.open[person]
    self.open[person] = before


def _biased_as_any(mean: float, cv: float, z: float) -> float:
    return lognormal(mean, cv, z)


Misreading = Callable[[], AbstractContextManager[object]]
MISREADINGS: dict[str, Misreading] = {
    "the rest of a stay going on at the start is that of any stay (§3.6)": partial(
        patch.object, wijk, "biased", _biased_as_any
    ),
    "everyone is as likely to have needs: no frailty (§2.7)": partial(numbers_as, {"needs.frailty": 1e-6}),
    "a need is felt also beside an open case in its leefdomein (§3.4)": partial(
        patch.object, wijk.Wijk, "question", _ask_anyhow
    ),
    "nobody goes to another provider (§6.5)": partial(numbers_as, {"mechanisms.when_full.after": NEVER_SO_LONG}),
    "who fits may pass the head of a line (§6.4)": partial(patch.object, Pool, "serve", _serve_anyone),
    "there is no notice before the line (§6.3)": partial(numbers_as, {"organisation.provisions.*.notice": 0.0}),
    "hours that are hired come at once (§6.2)": partial(numbers_as, {"mechanisms.staffing.*.recruitment": 0.0}),
    "vacancy is left out (§6.2)": partial(numbers_as, {"mechanisms.staffing.*.vacancy": 0.0}),
    "severity does not change the hours of help (§7)": partial(numbers_as, {"organisation.*.per_point": 0.0}),
    "severity does not hasten escalation (§3.7)": partial(numbers_as, {"needs.crisis_per_point": 0.0}),
    "who escalates keeps its place in line (§3.7)": partial(patch.object, Request, "to_the_front", lambda self: None),
    "there are no objections (§5.4)": partial(numbers_as, {"mechanisms.formal.objections": 0.0}),
}


def noticed(variant: str, model: Figures, replications: int, seed: int, jobs: int) -> list[tuple[str, float, int, str]]:
    """For each misreading: the largest |z| of the whole period, how many are beyond 4, and which is the largest."""
    found = []
    for name, misreading in MISREADINGS.items():
        with misreading():
            twin = twin_figures(variant, replications, seed, jobs)
        moving = [one for one in pairs(model, twin) if one.period == "all"]
        worst = max(moving, key=lambda one: abs(one.z))
        found.append(
            (name, abs(worst.z), sum(one.verdict in ("APART", "DIFFERENT") for one in moving), worst.indicator)
        )
    return found

"""Laws that hold in every run of every wijk, however it is organised."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given
from wijken import Wijk, law, wijken

from ruwaard_sim.agents.queues import Queues, Request, Resource
from ruwaard_sim.event_log import End, EventKind, RunResult
from ruwaard_sim.model import run_context as stage
from ruwaard_sim.model import simulate as engine
from ruwaard_sim.model.deal import deal
from ruwaard_sim.tables import INDICATORS, measure

MOMENT = 1e-6
"""Days within which two things happen at one moment."""
AFTERWARDS = {
    EventKind.STEP_DONE,
    EventKind.UPHELD,
    EventKind.REJECTED,
    EventKind.APPEAL_UPHELD,
    EventKind.APPEAL_REJECTED,
}
"""What officials and the court may still finish after the resident has gone."""


class StrictPool(Resource):
    """A pool that checks itself at every change."""

    __slots__ = ()

    def hold(self, amount: int, now: float) -> None:
        """Hold, and see that it was possible."""
        super().hold(amount, now)
        assert self.in_use >= 0, f"{self} gave back more than was held, on day {now}"
        assert amount <= 0 or self.in_use <= self.size, f"{self} was over its size, on day {now}"
        assert self.requested >= 0, f"{self}: fewer than nothing is waited for"


def by_case(history: RunResult) -> dict[int, list[tuple[float, EventKind, int, int, float]]]:
    """The facts of each case, in order."""
    cases = defaultdict(list)
    for day, kind, case, what, who, amount in history.rows.tolist():
        if case >= 0:
            cases[int(case)].append((day, EventKind(int(kind)), int(what), int(who), amount))
    return cases


@law(90)
@given(wijk=wijken)
def test_no_pool_is_ever_over_its_size(wijk: Wijk) -> None:
    """Nobody begins without room, and nobody gives back what was not held; a pool that shrinks sends nobody away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "Resource", StrictPool)
        history = wijk.lived()
    assert all(used >= 0 for used in history.pool_hours.values())


class CountingLines(Queues):
    """Lines that count, beside the pools' own sums, how long how many people were in each of them."""

    __slots__ = ("gone", "in_line", "moment", "pools")

    def __init__(self) -> None:
        super().__init__()
        self.pools: dict[str, Resource] = {}
        self.in_line: defaultdict[str, float] = defaultdict(float)
        self.gone: defaultdict[str, float] = defaultdict(float)
        self.moment = -math.inf

    def count(self, now: float) -> None:
        """Add up the time since the last moment for everyone in a line."""
        for name, pool in self.pools.items():
            self.in_line[name] += pool.waiting() * (now - self.moment) if pool.queue else 0.0
        self.moment = now

    def ask(self, request: Request, now: float) -> list[Request]:
        """Count before anyone joins."""
        self.pools.update({pool.name: pool for pool, _ in request.asks})
        self.count(now)
        return super().ask(request, now)

    def withdraw(self, request: Request, now: float) -> list[Request]:
        """Count before anyone leaves, and remember how long who leaves has waited."""
        self.count(now)
        if request.waits:
            for pool, _ in request.asks:
                self.gone[pool.name] += now - request.since
        return super().withdraw(request, now)

    def promote(self, request: Request, priority: int, now: float) -> tuple[Request, list[Request]]:
        """Count before anyone changes lines."""
        self.count(now)
        return super().promote(request, priority, now)

    def serve(self, pools: Iterable[Resource], now: float) -> list[Request]:
        """Count before anyone begins."""
        self.count(now)
        return super().serve(pools, now)


@law(60)
@given(wijk=wijken)
def test_littles_law_holds_in_every_line(wijk: Wijk) -> None:
    """People in line x time is the sum of all waits: of who began, of who went away, and of who waits still."""
    made: list[CountingLines] = []

    def lines() -> CountingLines:
        made.append(CountingLines())
        return made[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "Queues", lines)
        wijk.lived()
    counted = made[0]
    last = float(wijk.plan.calendar.days)
    counted.count(last)
    assert counted.pools
    for name, pool in counted.pools.items():
        still = sum(last - request.since for _, _, request in pool.queue if request.waits)
        waits = pool.waited + counted.gone[name] + still
        assert counted.in_line[name] == pytest.approx(waits, rel=1e-9, abs=1e-6), name


@law(90)
@given(wijk=wijken)
def test_the_ledger_closes_after_every_transfer(wijk: Wijk) -> None:
    """After every single transfer all balances add up to zero, and every transfer is of whole cents, more than none."""
    ledger = wijk.lived().ledger
    balances = [0] * len(ledger.accounts)
    for source, target, cents in zip(ledger.sources, ledger.targets, ledger.cents, strict=True):
        assert isinstance(cents, int)
        assert cents > 0
        assert source != target
        balances[source] -= cents
        balances[target] += cents
        assert balances[source] + balances[target] == 0 or sum(balances) == 0
    assert balances == ledger.balances
    assert ledger.closes
    assert ledger.days == sorted(ledger.days)


@law(60)
@given(wijk=wijken)
def test_every_case_ends_once_or_goes_on(wijk: Wijk) -> None:
    """A case begins with a question, ends at most once, and after its end nothing begins."""
    history = wijk.lived()
    for facts in by_case(history).values():
        kinds = [kind for _, kind, _, _, _ in facts]
        assert [day for day, *_ in facts] == sorted(day for day, *_ in facts)
        assert kinds[0] in (EventKind.CONTACT, EventKind.STOCK) or kinds[:2] == [EventKind.RETURNED, EventKind.CONTACT]
        assert kinds.count(EventKind.CONTACT) + kinds.count(EventKind.STOCK) == 1
        assert kinds.count(EventKind.CLOSED) <= 1
        if EventKind.CLOSED in kinds:
            assert set(kinds[kinds.index(EventKind.CLOSED) + 1 :]) <= AFTERWARDS


def _names(history: RunResult, residents: int) -> dict[EventKind, tuple[int, int]]:
    """By kind of fact, of how many things *what* and *who* each name one; 0 where they name nothing."""
    domains, routes, pools, steps = (
        len(each) for each in (history.domains, history.routes, history.pools, history.steps)
    )
    by_resident = (
        EventKind.OBJECTED,
        EventKind.UPHELD,
        EventKind.REJECTED,
        EventKind.APPEALED,
        EventKind.APPEAL_UPHELD,
        EventKind.APPEAL_REJECTED,
    )
    return {
        EventKind.HANDLED: (len(history.aanpak), len(history.handlings)),
        EventKind.ROUTED: (len(history.routering), routes),
        EventKind.STEERED: (len(history.steering), len(history.actions)),
        EventKind.CLOSED: (len(End), 0),
        EventKind.RETURNED: (len(history.rows), residents),
        EventKind.OVERSPENT: (0, 0),
        EventKind.RESIZED: (0, pools),
        EventKind.REFERRED: (routes, routes),
        **dict.fromkeys(
            (EventKind.CONTACT, EventKind.STOCK, EventKind.CRISIS, EventKind.AVERTED), (domains, residents)
        ),
        **dict.fromkeys((EventKind.STEP_BEGUN, EventKind.STEP_DONE, EventKind.SUBMITTED), (steps, 0)),
        **dict.fromkeys((EventKind.DECIDED, EventKind.UNREGISTERED, EventKind.WISHED, EventKind.GRANTED), (routes, 0)),
        **dict.fromkeys((EventKind.ASKED, EventKind.BEGUN, EventKind.ENDED, EventKind.SWITCHED), (routes, pools)),
        **dict.fromkeys((EventKind.FELT, EventKind.ACTIVE, *by_resident), (0, residents)),
    }


COUNTED = {
    EventKind.CONTACT,
    EventKind.STOCK,
    EventKind.CRISIS,
    EventKind.STEP_BEGUN,
    EventKind.BEGUN,
    EventKind.ENDED,
    EventKind.OVERSPENT,
    EventKind.RESIZED,
    EventKind.STEERED,
    EventKind.SUBMITTED,
    EventKind.FELT,
    EventKind.WISHED,
    EventKind.GRANTED,
    EventKind.ACTIVE,
}
"""The kinds of fact with an amount."""
NOBODYS = {EventKind.OVERSPENT, EventKind.RESIZED, EventKind.STEERED, EventKind.ACTIVE, EventKind.AVERTED}
"""The kinds of fact that are about no case."""


@law(30)
@given(wijk=wijken)
def test_what_a_fact_names_is_there(wijk: Wijk) -> None:
    """Every fact names a leefdomein, route, pool, rule or resident that exists; -1 is nothing, and 0 no amount."""
    dealt = deal(wijk.plan, wijk.seed, 1)
    history = engine.simulate(wijk.plan, dealt)
    named = _names(history, len(dealt.departure))
    assert named.keys() == set(EventKind)
    for _, kind, case, *told, amount in history.rows.tolist():
        assert case == -1 if kind in NOBODYS else 0 <= case < len(history.rows)
        assert kind in COUNTED or amount == 0
        assert all(-1 <= one < count or one == -1 for one, count in zip(told, named[EventKind(int(kind))], strict=True))


@law(60)
@given(wijk=wijken)
def test_help_ends_that_began(wijk: Wijk) -> None:
    """Help begins, ends and begins again in turn, with the same amount; closed cases have none going on."""
    history = wijk.lived()
    for facts in by_case(history).values():
        spells = [fact for fact in facts if fact[1] in (EventKind.BEGUN, EventKind.ENDED)]
        assert [fact[1] for fact in spells] == [EventKind.BEGUN, EventKind.ENDED] * (len(spells) // 2) + [
            EventKind.BEGUN
        ] * (len(spells) % 2)
        assert all(begun[2:] == ended[2:] for begun, ended in zip(spells[::2], spells[1::2], strict=False))
        for day, _, end, _, _ in [fact for fact in facts if fact[1] == EventKind.CLOSED]:
            assert len(spells) % 2 == 0
            assert end != End.HELPED or spells[-1][0] == day


@law(60)
@given(wijk=wijken)
def test_nothing_begins_for_who_has_left(wijk: Wijk) -> None:
    """From the day a resident dies or moves away nothing begins for that resident, and no case stays open."""
    plan = wijk.plan
    dealt = deal(plan, wijk.seed, 1)
    history = engine.simulate(plan, dealt)
    last = plan.calendar.days
    for facts in by_case(history).values():
        resident = next(who for _, kind, _, who, _ in facts if kind in (EventKind.CONTACT, EventKind.STOCK))
        leaves = dealt.departure[resident]
        begun = [day for day, kind, *_ in facts if kind in (EventKind.CONTACT, EventKind.BEGUN, EventKind.STEP_BEGUN)]
        assert all(day < leaves - MOMENT for day in begun)
        assert leaves >= last or any(kind == EventKind.CLOSED for _, kind, *_ in facts)


@law(60)
@given(wijk=wijken)
def test_everyone_is_counted(wijk: Wijk) -> None:
    """Who asked or was helped from the start has ended, is helped, waits or is in a procedure: nobody is lost."""
    history = wijk.lived()
    cases = by_case(history)
    ended = sum(any(kind == EventKind.CLOSED for _, kind, *_ in facts) for facts in cases.values())
    states = defaultdict(int)
    for facts in cases.values():
        kinds = [kind for _, kind, *_ in facts]
        if EventKind.CLOSED not in kinds:
            helped = kinds.count(EventKind.BEGUN) > kinds.count(EventKind.ENDED)
            states["helped" if helped else "waits" if EventKind.ASKED in kinds else "procedure"] += 1
    begun = sum(kind in (EventKind.CONTACT, EventKind.STOCK) for kind in history.rows[:, 1])
    assert begun == len(cases) == ended + sum(states.values())
    assert list(cases) == sorted(cases) == list(range(len(cases)))


EMPTIED = ("gemeente", "wijkbudget", "taak", "pgb_reservering", "reserve", "lumpsum:", "geoormerkt:")
"""Accounts in which nothing may be left behind, or left short."""


@law(90)
@given(wijk=wijken)
def test_all_money_ends_where_it_should(wijk: Wijk) -> None:
    """On the last day no purse, pot or reserve of the joint budget holds or owes anything: all of it is somebody's."""
    ledger = wijk.lived().ledger
    left = {name: ledger.balances[number] for name, number in ledger.accounts.items() if name.startswith(EMPTIED)}
    assert left == dict.fromkeys(left, 0)


@law(60)
@given(wijk=wijken)
def test_nobody_is_paid_for_more_than_the_lumpsum(wijk: Wijk) -> None:
    """Who is paid by lumpsum in every regime of the books gets it exactly, and nothing for work done."""
    plan, ledger = wijk.plan, wijk.lived().ledger
    paid = defaultdict(int)
    for cents, purpose in zip(ledger.cents, ledger.purposes, strict=True):
        paid[purpose] += cents
    for name, staff in plan.regimes[-1].staff.items():
        if all(regime.staff[name].pays.in_pool for regime in plan.regimes):
            assert paid[f"productie {name}"] == 0
            assert paid[f"termijn {name}"] == paid[f"inleg {name}"] - paid[f"pgb-reservering uit {name}"], staff
    assert ledger.balance("gemeente") == 0


@law(40)
@given(wijk=wijken)
def test_every_figure_can_be_computed(wijk: Wijk) -> None:
    """Every indicator is a number or nan, for the whole period and each year; counts and waits are never negative."""
    rows = list(measure(wijk.lived(), wijk.plan))
    assert [name for period, name, _ in rows if period == "all"] == list(INDICATORS)
    assert {period for period, _, _ in rows} == {"all", "2018", "2019"}
    for _, name, value in rows:
        group = INDICATORS[name].group
        assert group in ("cost", "party") or not value < 0
        assert INDICATORS[name].unit != "share" or not value > 1

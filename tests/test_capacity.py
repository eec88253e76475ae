"""Pools and lines by themselves: one strict order, nothing held before all is there, nobody sent away."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ruwaard_sim.agents.queues import Queues, Request, Resource


def ask(
    lines: Queues, *asks: tuple[Resource, int], priority: int = 1, now: float = 0.0
) -> tuple[Request, list[Request]]:
    """A request, and those that start by it."""
    request = Request(asks, priority, None)
    return request, lines.ask(request, now)


def test_whoever_finds_room_begins() -> None:
    """A request for which there is room starts at once and holds what it asked."""
    lines, pool = Queues(), Resource("uren", 100)
    one, started = ask(lines, (pool, 60))
    assert started == [one]
    assert (pool.in_use, pool.requested) == (60, 0)
    two, started = ask(lines, (pool, 60))
    assert started == []
    assert (pool.in_use, pool.requested) == (60, 60)
    assert two.waits


def test_all_at_one_moment_or_nothing() -> None:
    """A request for two pools holds neither while one of them has no room."""
    lines, left, right = Queues(), Resource("links", 1), Resource("rechts", 1)
    busy, _ = ask(lines, (right, 1))
    both, started = ask(lines, (left, 1), (right, 1))
    assert started == []
    assert left.in_use == 0
    assert lines.release(busy, 1.0) == [both]
    assert (left.in_use, right.in_use) == (1, 1)


def test_behind_a_meeting_that_waits_nobody_slips_in() -> None:
    """Who asks only the pool that has room waits behind the earlier request for both."""
    lines, left, right = Queues(), Resource("links", 1), Resource("rechts", 1)
    busy, _ = ask(lines, (right, 1))
    both, _ = ask(lines, (left, 1), (right, 1))
    single, started = ask(lines, (left, 1))
    assert started == []
    assert lines.withdraw(both, 1.0) == [single]
    assert lines.release(busy, 2.0) == []


def test_one_release_may_start_many() -> None:
    """When much comes free, all in line who fit begin, in order, until one does not fit."""
    lines, pool = Queues(), Resource("uren", 10)
    busy, _ = ask(lines, (pool, 10))
    waiting = [ask(lines, (pool, amount))[0] for amount in (4, 5, 2, 1)]
    assert lines.release(busy, 1.0) == waiting[:2]
    assert pool.in_use == 9


def test_a_start_elsewhere_opens_another_line() -> None:
    """When a meeting begins, whoever stood behind it in its other line may begin too."""
    lines, left, right = Queues(), Resource("links", 2), Resource("rechts", 1)
    busy, _ = ask(lines, (right, 1))
    both, _ = ask(lines, (left, 1), (right, 1))
    single, _ = ask(lines, (left, 1))
    assert lines.release(busy, 1.0) == [both, single]


def test_promoted_goes_before_others() -> None:
    """A request that becomes urgent goes before those who are not, behind those who were urgent before."""
    lines, pool = Queues(), Resource("uren", 1)
    busy, _ = ask(lines, (pool, 1))
    waiting = [ask(lines, (pool, 1), priority=p)[0] for p in (1, 1, 0)]
    again, started = lines.promote(waiting[1], 0, 1.0)
    assert started == []
    order = []
    holder = busy
    while started := lines.release(holder, 2.0):
        order += started
        holder = started[0]
    assert order == [waiting[2], again, waiting[0]]


def test_promoting_what_has_begun_changes_nothing() -> None:
    """Who has begun no longer waits, and cannot be moved in a line."""
    lines, pool = Queues(), Resource("uren", 1)
    one, _ = ask(lines, (pool, 1))
    assert lines.promote(one, 0, 1.0) == (one, [])
    assert lines.withdraw(one, 1.0) == []
    assert pool.in_use == 1


def test_a_promotion_may_start_who_was_blocked() -> None:
    """When a request that blocked a line moves behind nobody, others and itself begin if they can."""
    lines, pool, other = Queues(), Resource("uren", 2), Resource("ander", 0)
    both, _ = ask(lines, (pool, 1), (other, 1))
    single, _ = ask(lines, (pool, 1))
    again, started = lines.promote(both, 2, 1.0)
    assert started == [single]
    assert again.waits


def test_a_pool_that_shrinks_sends_nobody_away() -> None:
    """Below what is held nothing new begins until enough has come back."""
    lines, pool = Queues(), Resource("plekken", 3)
    inside = [ask(lines, (pool, 1))[0] for _ in range(3)]
    assert lines.resize(pool, 1, 1.0) == []
    assert pool.in_use == 3
    waits, _ = ask(lines, (pool, 1), now=2.0)
    assert lines.release(inside[0], 3.0) == lines.release(inside[1], 4.0) == []
    assert lines.release(inside[2], 5.0) == [waits]


def test_a_pool_that_grows_lets_in_who_waits() -> None:
    """More room lets those begin who waited, in order."""
    lines, pool = Queues(), Resource("plekken", 0)
    waiting = [ask(lines, (pool, 1))[0] for _ in range(3)]
    assert lines.resize(pool, 2, 1.0) == waiting[:2]


def test_use_is_units_times_days() -> None:
    """60 units for 3 days and 100 for 2 days more are 380 unit-days, also while the use goes on."""
    lines, pool = Queues(), Resource("uren", math.inf, now=10.0)
    one, _ = ask(lines, (pool, 60), now=10.0)
    ask(lines, (pool, 40), now=13.0)
    assert pool.used_until(15.0) == 380
    lines.release(one, 15.0)
    assert pool.used_until(16.0) == 420


def test_a_resource_says_how_it_is() -> None:
    """A pool shown in a message tells its name, use and line."""
    lines, pool = Queues(), Resource("zorg.hulp", 1)
    for _ in range(3):
        ask(lines, (pool, 1))
    assert repr(pool) == "<Resource zorg.hulp: 1 of 1 in use, 2 in queue>"
    assert pool.waiting() == 2


SIZES = st.integers(0, 5)
AMOUNTS = st.dictionaries(st.integers(0, 2), st.integers(1, 3), min_size=1, max_size=3)
"""By pool, the units asked."""


class LinesMachine(RuleBasedStateMachine):
    """Ask, give back, leave, become urgent and change sizes in any order, against the rules as one would say them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = Queues()
        self.pools = [Resource(f"p{number}", 2) for number in range(3)]
        self.waiting: list[Request] = []
        self.running: list[Request] = []
        self.now = 0.0
        self.unit_days = [0.0] * 3

    def tick(self) -> float:
        """Half a day passes."""
        for place, pool in enumerate(self.pools):
            self.unit_days[place] += pool.in_use * 0.5
        self.now += 0.5
        return self.now

    def take(self, started: list[Request]) -> None:
        """See that those who start were first in all their lines."""
        for request in started:
            assert request in self.waiting
            self.waiting.remove(request)
            assert not any(self.goes_before(other, request) for other in self.waiting)
            self.running.append(request)

    @staticmethod
    def goes_before(one: Request, other: Request) -> bool:
        """Whether *one* stands before *other* in a line they share."""
        shared = {pool for pool, _ in one.asks} & {pool for pool, _ in other.asks}
        return bool(shared) and (one.priority, one.ticket) < (other.priority, other.ticket)

    @rule(amounts=AMOUNTS, priority=st.integers(0, 1))
    def ask(self, amounts: dict[int, int], priority: int) -> None:
        """Someone asks one or more pools."""
        request = Request(tuple((self.pools[place], amount) for place, amount in amounts.items()), priority, None)
        self.waiting.append(request)
        self.take(self.lines.ask(request, self.tick()))

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        """Someone is ready."""
        request = data.draw(st.sampled_from(self.running))
        self.running.remove(request)
        self.take(self.lines.release(request, self.tick()))

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Someone leaves the line."""
        request = data.draw(st.sampled_from(self.waiting))
        self.waiting.remove(request)
        self.take(self.lines.withdraw(request, self.tick()))

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def promote(self, data: st.DataObject) -> None:
        """Someone becomes urgent."""
        request = data.draw(st.sampled_from(self.waiting))
        self.waiting.remove(request)
        now = self.tick()
        again, started = self.lines.promote(request, 0, now)
        assert not request.waits
        if again in started:
            self.running.append(again)
            started = [one for one in started if one is not again]
            self.take(started)
        else:
            self.take(started)
            self.waiting.append(again)

    @rule(place=st.integers(0, 2), size=SIZES)
    def resize(self, place: int, size: int) -> None:
        """A pool gets another size."""
        self.take(self.lines.resize(self.pools[place], size, self.tick()))

    @invariant()
    def counts_agree(self) -> None:
        """What is held is what those hold who have begun; what is wanted is what those ask who wait."""
        for place, pool in enumerate(self.pools):
            held = sum(amount for request in self.running for asked, amount in request.asks if asked is pool)
            wanted = sum(amount for request in self.waiting for asked, amount in request.asks if asked is pool)
            assert (pool.in_use, pool.requested) == (held, wanted)
            assert pool.used_until(self.now) == self.unit_days[place]
            assert pool.waiting() == sum(any(asked is pool for asked, _ in r.asks) for r in self.waiting)

    @invariant()
    def nobody_waits_for_nothing(self) -> None:
        """Whoever is first in all lines waits only for lack of room."""
        for request in self.waiting:
            assert request.waits
            if not any(self.goes_before(other, request) for other in self.waiting):
                assert any(pool.in_use + amount > pool.size for pool, amount in request.asks)

    def teardown(self) -> None:
        """Nothing was ever locked: as room comes, everyone who waits begins."""
        for pool in self.pools:
            self.take(self.lines.resize(pool, math.inf, self.tick()))
        assert self.waiting == []


TestLines = LinesMachine.TestCase
TestLines.__doc__ = "Whatever is asked of the lines in whatever order, the rules of waiting hold after every step."
TestLines.settings = settings(
    max_examples=60, stateful_step_count=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("meetings", [1, 3])
def test_meetings_over_crosswise_pools_all_take_place(meetings: int) -> None:
    """Meetings that need the same pools in another order never wait for each other for ever."""
    lines = Queues()
    a, b, c = (Resource(name, 1) for name in "abc")
    asked = [((a, 1), (b, 1)), ((b, 1), (c, 1)), ((c, 1), (a, 1))] * meetings
    running: list[Request] = []
    for asks in asked:
        running += lines.ask(Request(asks, 1, None), 0.0)
    held = 0
    while running:
        held += 1
        running += lines.release(running.pop(0), 1.0)
    assert held == len(asked)

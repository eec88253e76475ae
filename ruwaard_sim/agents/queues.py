"""Working hours and places, and the lines of those who wait for them. Knows no clock: it is told the moment.

One kind of capacity serves all. A pool has a size in whole units (minutes of work a week, or
places); whoever works or stays holds an amount of it. A request may ask several pools: it
starts when all have room at one moment, and holds nothing before. Every line is served
strictly by priority, then by order of asking: nobody passes anyone in a line they share.
All lines use one order, so requests that wait for several pools can neither starve nor deadlock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import Any


class Pool:
    """A capacity of *size* units, of which *held* are in use.

    *size* may be ``math.inf``. *used* adds up units x days since the pool was made, up to the
    last change; ask :meth:`used_until` for it at a moment. When *size* falls below what is
    held, nobody is sent away: nothing new starts until enough has come back. *started* counts the
    requests that began, *waited* the days they had waited together.
    """

    __slots__ = (
        "_changed", "_offered", "_sized", "held", "line", "name", "size", "started", "used", "waited", "wanted",
    )  # fmt: skip

    def __init__(self, name: str, size: float, now: float = 0.0) -> None:
        self.name = name
        self.size = size
        self.held = 0
        self.wanted = 0
        """Units asked by those in the line."""
        self.line: list[tuple[int, int, Request]] = []
        self.used = 0.0
        self.started = 0
        self.waited = 0.0
        self._changed = now
        self._offered = 0.0
        self._sized = now

    def __repr__(self) -> str:
        return f"<Pool {self.name}: {self.held} of {self.size} held, {len(self.line)} in line>"

    def hold(self, amount: int, now: float) -> None:
        """Take *amount* units into use (negative gives them back)."""
        self.used += self.held * (now - self._changed)
        self._changed = now
        self.held += amount

    def used_until(self, now: float) -> float:
        """Units x days in use since the pool was made."""
        return self.used + self.held * (now - self._changed)

    def resize(self, size: float, now: float) -> None:
        """Change what the pool can hold."""
        self._offered = self.offered_until(now)
        self._sized = now
        self.size = size

    def offered_until(self, now: float) -> float:
        """Units x days there were since the pool was made, used or not."""
        return self._offered + self.size * (now - self._sized) if now > self._sized else self._offered

    def first(self) -> Request | None:
        """The request at the head of the line, or None."""
        line = self.line
        while line:
            head = line[0][2]
            if head.waits:
                return head
            heappop(line)
        return None

    def waiting(self) -> int:
        """How many requests wait in this line."""
        return sum(request.waits for _, _, request in self.line)

    def longest(self, now: float) -> float:
        """Days that whoever waits longest has waited; 0 when nobody waits."""
        return max((now - request.since for _, _, request in self.line if request.waits), default=0.0)

    def begin(self, amount: int, waited: float, now: float) -> None:
        """A request that *waited* so many days takes *amount* units into use."""
        self.hold(amount, now)
        self.started += 1
        self.waited += waited


class Request:
    """Something that needs an amount of one or more pools before it can start.

    *asks* pairs each pool with the units needed; *priority* 0 goes before 1; *owner* is
    whatever the asker wants back when the request starts.
    """

    __slots__ = ("asks", "owner", "priority", "since", "ticket", "waits")

    def __init__(self, asks: tuple[tuple[Pool, int], ...], priority: int, owner: Any) -> None:
        self.asks = asks
        self.since = math.nan
        """When it was first asked."""
        self.priority = priority
        self.owner = owner
        self.ticket = -1
        self.waits = False


class Lines:
    """The lines before all pools. Each call returns the requests that start at that moment, in order."""

    __slots__ = ("_tickets",)

    def __init__(self) -> None:
        self._tickets = 0

    def ask(self, request: Request, now: float) -> list[Request]:
        """Join the lines of all pools asked for; start at once where there is room and nobody is before."""
        self._tickets += 1
        request.ticket = self._tickets
        if math.isnan(request.since):
            request.since = now
        if len(request.asks) == 1:
            pool, amount = request.asks[0]
            if pool.held + amount <= pool.size and pool.first() is None:
                pool.begin(amount, now - request.since, now)
                return [request]
        request.waits = True
        for pool, amount in request.asks:
            pool.wanted += amount
            heappush(pool.line, (request.priority, request.ticket, request))
        return self.serve([pool for pool, _ in request.asks], now)

    def release(self, request: Request, now: float) -> list[Request]:
        """Give back what *request* held, and start whoever can go on."""
        for pool, amount in request.asks:
            pool.hold(-amount, now)
        return self.serve([pool for pool, _ in request.asks], now)

    def withdraw(self, request: Request, now: float) -> list[Request]:
        """Leave all lines without having started; those behind may start."""
        if not request.waits:
            return []
        self._leave(request)
        return self.serve([pool for pool, _ in request.asks], now)

    def promote(self, request: Request, priority: int, now: float) -> tuple[Request, list[Request]]:
        """Go on waiting at the tail of another priority's line: the new request, and those that start.

        A request that no longer waits stays as it is.
        """
        if not request.waits:
            return request, []
        self._leave(request)
        again = Request(request.asks, priority, request.owner)
        again.since = request.since
        started = self.serve([pool for pool, _ in request.asks], now)
        return again, started + self.ask(again, now)

    def resize(self, pool: Pool, size: float, now: float) -> list[Request]:
        """Change what *pool* can hold; what is in use stays in use."""
        pool.resize(size, now)
        return self.serve([pool], now)

    def serve(self, pools: Iterable[Pool], now: float) -> list[Request]:
        """Start, in order, everyone at the head of these lines who has room everywhere."""
        started: list[Request] = []
        todo = list(pools)
        while todo:
            pool = todo.pop()
            while (head := pool.first()) is not None:
                if not all(other.held + amount <= other.size and other.first() is head for other, amount in head.asks):
                    break
                self._leave(head)
                for other, amount in head.asks:
                    other.begin(amount, now - head.since, now)
                    if other is not pool:
                        todo.append(other)
                started.append(head)
        return started

    @staticmethod
    def _leave(request: Request) -> None:
        request.waits = False
        for pool, amount in request.asks:
            pool.wanted -= amount

"""Resources (working hours and places) and the queues before them. Knows no clock: every call gives the moment.

One kind of resource serves all. It has a size in whole units (minutes of work a week, or places);
work or a stay takes an amount of it into use. A request may ask several resources: it starts when
all have room at the same moment, and takes nothing before. Every queue is served strictly by
priority, then by order of asking: no overtaking, even by a request that would fit. All queues use
one order, so requests that wait for several resources can neither starve nor deadlock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import Any


class Resource:
    """A capacity of *size* units (may be ``math.inf``), of which *in_use* are in use.

    *used* is the integral of *in_use* in units x days up to the last change; :meth:`used_until` gives it at
    a moment. When *size* falls below *in_use*, nothing is taken back: no request starts until enough has been
    released. *started* counts the requests that began, *waited* adds up the days they had waited.
    """

    __slots__ = (
        "_changed", "_offered", "_sized", "in_use", "name", "queue", "requested", "size", "started", "used", "waited",
    )  # fmt: skip

    def __init__(self, name: str, size: float, now: float = 0.0) -> None:
        self.name = name
        self.size = size
        self.in_use = 0
        self.requested = 0
        """Units that the requests in the queue ask."""
        self.queue: list[tuple[int, int, Request]] = []
        self.used = 0.0
        self.started = 0
        self.waited = 0.0
        self._changed = now
        self._offered = 0.0
        self._sized = now

    def __repr__(self) -> str:
        return f"<Resource {self.name}: {self.in_use} of {self.size} in use, {len(self.queue)} in queue>"

    def hold(self, amount: int, now: float) -> None:
        """Take *amount* units into use (negative gives them back)."""
        self.used += self.in_use * (now - self._changed)
        self._changed = now
        self.in_use += amount

    def used_until(self, now: float) -> float:
        """Units x days in use since the resource was made, up to *now*."""
        return self.used + self.in_use * (now - self._changed)

    def resize(self, size: float, now: float) -> None:
        """Set the size from *now* on."""
        self._offered = self.offered_until(now)
        self._sized = now
        self.size = size

    def offered_until(self, now: float) -> float:
        """Units x days available since the resource was made, up to *now*, used or not."""
        return self._offered + self.size * (now - self._sized) if now > self._sized else self._offered

    def first(self) -> Request | None:
        """The request at the head of the queue, or None."""
        queue = self.queue
        while queue:
            head = queue[0][2]
            if head.waits:
                return head
            heappop(queue)
        return None

    def waiting(self) -> int:
        """The number of requests in the queue."""
        return sum(request.waits for _, _, request in self.queue)

    def longest(self, now: float) -> float:
        """Days that the longest-waiting request has waited; 0 when the queue is empty."""
        return max((now - request.since for _, _, request in self.queue if request.waits), default=0.0)

    def begin(self, amount: int, waited: float, now: float) -> None:
        """Take *amount* units into use for a request that waited *waited* days."""
        self.hold(amount, now)
        self.started += 1
        self.waited += waited


class Request:
    """A claim on an amount of one or more resources.

    *asks* pairs each resource with the units needed; *priority* 0 goes before 1; *on_start* is called
    (by the model) when the request starts.
    """

    __slots__ = ("asks", "on_start", "priority", "since", "ticket", "waits")

    def __init__(self, asks: tuple[tuple[Resource, int], ...], priority: int, on_start: Any) -> None:
        self.asks = asks
        self.since = math.nan
        """Day on which it first joined a queue; nan before."""
        self.priority = priority
        self.on_start = on_start
        self.ticket = -1
        self.waits = False


class Queues:
    """The queues of all resources. Each call returns the requests that start at that moment, in order."""

    __slots__ = ("_tickets",)

    def __init__(self) -> None:
        self._tickets = 0

    def ask(self, request: Request, now: float) -> list[Request]:
        """Join the queues of all resources asked for; start at once where there is room and nobody is ahead."""
        self._tickets += 1
        request.ticket = self._tickets
        if math.isnan(request.since):
            request.since = now
        if len(request.asks) == 1:
            resource, amount = request.asks[0]
            if resource.in_use + amount <= resource.size and resource.first() is None:
                resource.begin(amount, now - request.since, now)
                return [request]
        request.waits = True
        for resource, amount in request.asks:
            resource.requested += amount
            heappush(resource.queue, (request.priority, request.ticket, request))
        return self.serve([resource for resource, _ in request.asks], now)

    def release(self, request: Request, now: float) -> list[Request]:
        """Release what *request* has in use, and start the requests that now fit."""
        for resource, amount in request.asks:
            resource.hold(-amount, now)
        return self.serve([resource for resource, _ in request.asks], now)

    def withdraw(self, request: Request, now: float) -> list[Request]:
        """Leave all queues without having started (renege); requests behind it may start."""
        if not request.waits:
            return []
        self._leave(request)
        return self.serve([resource for resource, _ in request.asks], now)

    def promote(self, request: Request, priority: int, now: float) -> tuple[Request, list[Request]]:
        """Move a waiting request to the tail of another priority: the new request, and those that start.

        A request that no longer waits is returned as it is.
        """
        if not request.waits:
            return request, []
        self._leave(request)
        again = Request(request.asks, priority, request.on_start)
        again.since = request.since
        started = self.serve([resource for resource, _ in request.asks], now)
        return again, started + self.ask(again, now)

    def resize(self, resource: Resource, size: float, now: float) -> list[Request]:
        """Set the size of *resource*; what is in use stays in use."""
        resource.resize(size, now)
        return self.serve([resource], now)

    def serve(self, resources: Iterable[Resource], now: float) -> list[Request]:
        """Start, in order, the requests at the head of these queues that fit in all resources they ask."""
        started: list[Request] = []
        todo = list(resources)
        while todo:
            resource = todo.pop()
            while (head := resource.first()) is not None:
                if not all(
                    other.in_use + amount <= other.size and other.first() is head for other, amount in head.asks
                ):
                    break
                self._leave(head)
                for other, amount in head.asks:
                    other.begin(amount, now - head.since, now)
                    if other is not resource:
                        todo.append(other)
                started.append(head)
        return started

    @staticmethod
    def _leave(request: Request) -> None:
        request.waits = False
        for resource, amount in request.asks:
            resource.requested -= amount

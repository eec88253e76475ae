"""The engine's own clock, pools and lines against queueing theory: fixed seeds, independent replications, |z| < 4.

Formulas: Cooper, Introduction to Queueing Theory; Cobham (1954) for priorities; Erlang (1917) for loss; Palm (1957) for
impatience; Jackson (1957) for networks. The bound of 4 is passed by a
right engine in all but one of 16,000 seeds, and the seeds here are fixed.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stations import Network, Station, erlang_c, impatient_states, poisson_arrivals, states, z_of
from wijken import law

LIMIT = 4.0
REPLICATIONS = 24
WARM_UP, CUSTOMERS = 600, 4000


def replications(size, rate, service, classes=None, warm=WARM_UP, count=CUSTOMERS):
    """The waits after the warm-up of each replication, with the class of each customer."""
    for number in range(REPLICATIONS):
        rng = np.random.default_rng([2018, number])
        arrivals = poisson_arrivals(rng, rate, warm + count)
        services = service(rng, warm + count)
        kinds = None if classes is None else (rng.random(warm + count) >= classes).astype(int)
        waits = Station([size]).serve(arrivals, services, None if kinds is None else kinds.tolist())
        yield waits[warm:], None if kinds is None else kinds[warm:]


def exponential(rng, count):
    """Service with mean 1."""
    return rng.exponential(1.0, count)


def lognormal(cv):
    """Service with mean 1 and this coefficient of variation."""
    sigma = math.sqrt(math.log(1 + cv**2))
    return lambda rng, count: rng.lognormal(-(sigma**2) / 2, sigma, count)


@pytest.mark.parametrize("use", [0.5, 0.75])
def test_one_official(use: float) -> None:
    """M/M/1: the mean wait is rho / (mu - lambda)."""
    means = [waits.mean() for waits, _ in replications(1, use, exponential)]
    assert abs(z_of(means, use / (1 - use))) < LIMIT


@pytest.mark.parametrize(("servers", "use"), [(3, 0.7), (8, 0.85)])
def test_several_places(servers: int, use: float) -> None:
    """M/M/c: the share that has to wait is Erlang's C, and the mean wait C / (c mu - lambda)."""
    runs = [waits for waits, _ in replications(servers, servers * use, exponential)]
    chance = erlang_c(servers * use, servers)
    assert abs(z_of([(waits > 0).mean() for waits in runs], chance)) < LIMIT
    assert abs(z_of([waits.mean() for waits in runs], chance / (servers * (1 - use)))) < LIMIT


def test_the_tail_of_the_wait() -> None:
    """M/M/c: the share that waits longer than t is C exp(-(c mu - lambda) t)."""
    runs = [waits for waits, _ in replications(3, 2.1, exponential)]
    for t in (0.5, 1.5):
        assert abs(z_of([(waits > t).mean() for waits in runs], erlang_c(2.1, 3) * math.exp(-0.9 * t))) < LIMIT


@pytest.mark.parametrize("cv", [0.0, 0.8, 1.5])
def test_work_that_varies_makes_people_wait(cv: float) -> None:
    """M/G/1: the mean wait is lambda E[S^2] / (2 (1 - rho)), whatever the spread (Pollaczek-Khinchine)."""
    means = [waits.mean() for waits, _ in replications(1, 0.6, lognormal(cv))]
    assert abs(z_of(means, 0.6 * (1 + cv**2) / (2 * 0.4))) < LIMIT


@pytest.mark.parametrize("cv", [0.5, 1.5])
def test_room_without_limit(cv: float) -> None:
    """M/G/inf: after the warm-up the mean number helped is lambda E[S], whatever the spread, and nobody waits."""
    means = []
    for number in range(REPLICATIONS):
        rng = np.random.default_rng([7, number])
        station = Station([math.inf])
        arrivals = poisson_arrivals(rng, 6.0, 2400)
        used = []

        def look(_, used=used, pool=station.pools[0], clock=station.clock):
            used.append(pool.used_until(clock.now))

        for moment in (100.0, 300.0):
            station.clock.at(moment, look)
        waits = station.serve(arrivals, lognormal(cv)(rng, len(arrivals)))
        assert (waits == 0).all()
        means.append((used[1] - used[0]) / 200.0)
    assert abs(z_of(means, 6.0)) < LIMIT


def test_the_urgent_wait_less() -> None:
    """Two classes, nobody sent away: W1 = W0/(1-s1), W2 = W0/((1-s1)(1-s1-s2)) with W0 = lambda E[S^2]/2 (Cobham)."""
    rate, urgent = 0.75, 0.3
    s1 = rate * urgent
    first, second = [], []
    for waits, kinds in replications(1, rate, exponential, classes=urgent):
        first.append(waits[kinds == 0].mean())
        second.append(waits[kinds == 1].mean())
    assert abs(z_of(first, rate / (1 - s1))) < LIMIT
    assert abs(z_of(second, rate / ((1 - s1) * (1 - rate)))) < LIMIT


def served(servers, rate, *, most=math.inf, renege=0.0, service=exponential, arrive=WARM_UP + CUSTOMERS):
    """The waits after the warm-up of each replication, nan for who went away, and the moments of arrival."""
    for number in range(REPLICATIONS):
        rng = np.random.default_rng([1917, number])
        arrivals = poisson_arrivals(rng, rate, arrive)
        services = service(rng, arrive)
        patience = rng.exponential(1 / renege, arrive) if renege else None
        yield Station([servers], most=most).serve(arrivals, services, patience=patience)[WARM_UP:]


@pytest.mark.parametrize(("servers", "load", "cv"), [(1, 0.8, 1.0), (5, 4.0, 0.5), (5, 4.0, 1.5)])
def test_who_finds_it_full_goes_away(servers: int, load: float, cv: float) -> None:
    """M/G/c/c: the share turned away is Erlang's B, whatever the spread of the work."""
    lost = [np.isnan(waits).mean() for waits in served(servers, load, most=servers, service=lognormal(cv))]
    assert abs(z_of(lost, states(load, servers, servers)[-1])) < LIMIT


@pytest.mark.parametrize(("servers", "load", "most"), [(1, 0.9, 4), (3, 2.7, 8)])
def test_a_line_of_limited_length(servers: int, load: float, most: int) -> None:
    """M/M/c/K: who finds K people there goes away, and the others wait Lq / (lambda (1 - pK))."""
    share = states(load, servers, most)
    in_line = sum(share[there] * (there - servers) for there in range(servers, most + 1))
    runs = list(served(servers, load, most=most))
    assert abs(z_of([np.isnan(waits).mean() for waits in runs], share[-1])) < LIMIT
    assert abs(z_of([np.nanmean(waits) for waits in runs], in_line / (load * (1 - share[-1])))) < LIMIT


@pytest.mark.parametrize(("servers", "load", "renege"), [(1, 1.2, 0.5), (4, 3.6, 0.2)])
def test_who_runs_out_of_patience_goes_away(servers: int, load: float, renege: float) -> None:
    """Erlang A (M/M/c+M): the share that gives up is the rate at which those in line leave, over that of arrival."""
    share = impatient_states(load, servers, renege)
    in_line = sum(share[there] * (there - servers) for there in range(servers, len(share)))
    gone = [np.isnan(waits).mean() for waits in served(servers, load, renege=renege)]
    assert abs(z_of(gone, renege * in_line / load)) < LIMIT


def test_a_network_is_as_if_its_stations_stood_alone() -> None:
    """Jackson: with lambda = gamma + lambda P each station waits like an M/M/c of its own, feedback included."""
    sizes, rates = [1, 3, 2], [0.5, 0.3, 0.0]
    routes = [[0.0, 0.6, 0.2], [0.1, 0.0, 0.5], [0.2, 0.2, 0.0]]
    flow = np.linalg.solve(np.eye(3) - np.asarray(routes).T, rates)
    runs = []
    for number in range(REPLICATIONS):
        rng = np.random.default_rng([1957, number])
        runs.append(Network(sizes, routes, rng).live(rates, until=5000.0, since=500.0))
    for place, (servers, rate) in enumerate(zip(sizes, flow, strict=True)):
        expected = erlang_c(rate, servers) / (servers - rate)
        assert abs(z_of([waits[place] for waits in runs], expected)) < LIMIT


# ---------------------------------------------------------------------- exact laws

gaps = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40)), min_size=1, max_size=60)
"""Gaps between arrivals and lengths of service, in eighths, so that ties are common and sums are exact."""


def customers(drawn):
    """Arrivals and services from gaps."""
    arrivals = np.cumsum([gap / 8 for gap, _ in drawn])
    return arrivals, np.array([length / 8 for _, length in drawn])


@law(80)
@given(gaps)
def test_one_line_follows_lindley(drawn) -> None:
    """In a line for one official each wait is the wait before plus the work before less the gap between, or nothing."""
    arrivals, services = customers(drawn)
    waits = Station([1]).serve(arrivals, services)
    for place, (now, after) in enumerate(pairwise(waits)):
        assert after == max(0.0, now + services[place] - (arrivals[place + 1] - arrivals[place]))


@law(80)
@given(gaps, st.integers(1, 4))
def test_several_servers_follow_kiefer_and_wolfowitz(drawn, servers: int) -> None:
    """With several servers everyone in turn goes to the one who is free first."""
    arrivals, services = customers(drawn)
    free = [0.0] * servers
    for wait, arrival, service in zip(Station([servers]).serve(arrivals, services), arrivals, services, strict=True):
        start = max(arrival, free[0])
        assert wait == start - arrival
        free = sorted([*free[1:], start + service])


@law(60)
@given(gaps, st.integers(1, 4), st.integers(1, 3))
def test_more_room_makes_nobody_wait_longer(drawn, servers: int, more: int) -> None:
    """In a line of equals, in order of asking, with more room nobody at all waits longer."""
    arrivals, services = customers(drawn)
    assert (Station([servers + more]).serve(arrivals, services) <= Station([servers]).serve(arrivals, services)).all()


@law(60)
@given(gaps, st.integers(1, 3))
def test_less_work_makes_nobody_wait_longer(drawn, servers: int) -> None:
    """When everyone's work takes half as long, nobody waits longer."""
    arrivals, services = customers(drawn)
    assert (Station([servers]).serve(arrivals, services / 2) <= Station([servers]).serve(arrivals, services)).all()


@law(60)
@given(gaps, st.integers(1, 3), st.integers(2, 5))
def test_the_unit_does_not_matter(drawn, servers: int, amount: int) -> None:
    """A pool of so many places, or of minutes of which everyone holds equally many, gives the same waits."""
    arrivals, services = customers(drawn)
    minutes = Station([servers * amount], amount=amount)
    assert (minutes.serve(arrivals, services) == Station([servers]).serve(arrivals, services)).all()


@law(60)
@given(gaps, st.integers(1, 3), st.integers(0, 3))
def test_the_narrowest_pool_decides(drawn, servers: int, more: int) -> None:
    """When everyone needs two pools at one moment, the waits are those of the narrower pool."""
    arrivals, services = customers(drawn)
    both = Station([servers + more, servers]).serve(arrivals, services)
    assert (both == Station([servers]).serve(arrivals, services)).all()


@law(80)
@given(gaps, st.integers(1, 4), st.lists(st.integers(0, 1), min_size=60, max_size=60))
def test_littles_law_is_exact(drawn, servers: int, kinds: list[int]) -> None:
    """Over a run that starts and ends empty, people in line x time is the sum of waits, use x time that of work."""
    arrivals, services = customers(drawn)
    station = Station([servers])
    waits = station.serve(arrivals, services, kinds[: len(drawn)])
    assert station.waited == waits.sum()
    assert station.pools[0].used_until(station.moment) == services.sum()
    assert station.pools[0].in_use == 0
    assert station.pools[0].waiting() == 0


@law(60)
@given(gaps, st.integers(1, 3), st.lists(st.integers(0, 1), min_size=60, max_size=60))
def test_who_goes_first_does_not_change_the_work(drawn, servers: int, kinds: list[int]) -> None:
    """Priorities move waits from one to another: with equal work for all, the total is the same."""
    arrivals, _ = customers(drawn)
    services = np.full(len(arrivals), 1.0)
    kinds = kinds[: len(arrivals)]
    told = Station([servers]).serve(arrivals, services, kinds)
    assert told.sum() == Station([servers]).serve(arrivals, services).sum()

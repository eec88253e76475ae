"""Counting people: who asks, who receives help, who is in the registers, and where questions go."""

from __future__ import annotations

from math import isnan

import pytest
from hand_made import begins, ends, figure, happens, helped, meets, record, running

from ruwaard_sim.event_log import EventKind

YEAR = 365 / 365.25


def test_questions_are_counted_per_year() -> None:
    """Questions of before the first day do not count; those of each year do, as a number a year."""
    run = record(helped(0, -3, None, "thuis"), helped(1, 0, None, "thuis"), helped(2, 364.9, None, "thuis"))
    assert figure(run, "contacts", "2018") == pytest.approx(2 / YEAR)
    assert figure(run, "contacts", "2019") == 0
    assert figure(run, "contacts") == pytest.approx(1 / YEAR)


def test_a_client_of_one_day_counts_in_that_half_year() -> None:
    """Clients are everyone with help on at least one day of a half-year; the figure is the mean of the half-years."""
    home = {"domain": "huishouden"}
    run = record(helped(0, 10, 11, "hulp", **home), helped(1, 20, None, "hulp", who=1, **home))
    assert figure(run, "hh_clients", "2018") == (2 + 1) / 2
    assert figure(run, "hh_clients", "2019") == 1
    assert figure(run, "hh_clients") == (2 + 1 + 1 + 1) / 4


def test_persons_are_counted_once() -> None:
    """Who has help twice in one period is one person."""
    run = record(helped(0, 10, 20, "hulp", domain="huishouden"), helped(1, 30, 40, "pgb", domain="huishouden"))
    assert figure(run, "hh_clients", "2018") == 0.5


def test_help_from_before_counts() -> None:
    """Who was helped before the first day is a client until that help ends."""
    run = record(running(0, domain="huishouden"), ends(0, 5, "hulp"), running(1, 1, "huishouden"))
    assert figure(run, "hh_clients", "2018") == (2 + 1) / 2


def test_received_is_more_than_registered() -> None:
    """Help that vanishes from the registers is still received."""
    told = [*helped(0, 10, None, "hulp", domain="huishouden"), *helped(1, 10, None, "hulp", who=1, domain="huishouden")]
    run = record(told, happens(EventKind.UNREGISTERED, 0, 100, 1), happens(EventKind.UNREGISTERED, 1, 10, 1))
    assert figure(run, "hh_clients", "2018") == 2
    assert figure(run, "hh_registered", "2018") == 0.5
    assert figure(run, "hh_registered", "2019") == 0


def test_other_help_is_not_domestic_help() -> None:
    """Only individual help and pgb's for housekeeping are domestic help; guidance is for other leefdomeinen."""
    run = record(
        helped(0, 1, None, "hulp", domain="begeleiding"),
        helped(1, 1, None, "thuis", who=1, domain="huishouden"),
        helped(2, 1, None, "pgb", who=2, domain="psychisch"),
    )
    assert figure(run, "hh_clients") == 0
    assert figure(run, "guidance_clients") == 2
    assert figure(run, "wmo_clients") == 2
    assert figure(run, "pgb_clients") == 1


def test_yearly_clients_over_more_years_are_the_mean_of_the_years() -> None:
    """Someone helped in the first of two years counts for a half over both."""
    run = record(helped(0, 10, 300, "huis"), helped(1, 10, 400, "huis", who=1))
    assert figure(run, "collective_users", "2018") == 2
    assert figure(run, "collective_users", "2019") == 1
    assert figure(run, "collective_users") == 1.5


def test_meetings_decisions_and_returns() -> None:
    """MDO's, formal decisions and needs that came back, each per year."""
    run = record(
        helped(0, 10, 30, "thuis"), meets(0, 10), happens(EventKind.DECIDED, 0, 12), happens(EventKind.RETURNED, 1, 50),
        helped(1, 50, None, "thuis"),
    )  # fmt: skip
    assert [figure(run, name, "2018") for name in ("mdos", "decisions", "returned")] == [pytest.approx(1 / YEAR)] * 3
    assert figure(run, "mdos", "2019") == 0


def test_without_meetings_there_are_none() -> None:
    """A run in which no meeting is ever held has no meetings, and no error."""
    assert figure(record(helped(0, 1, None, "thuis")), "mdos") == 0


def test_shares_of_routes_make_a_whole() -> None:
    """The shares of own network, collective, individual and so on add up to 1; aids and youth are left out."""
    routes = ["thuis", "thuis", "hulp", "pgb", "huis", "specialist", "dienst", "hulpmiddel", "jeugd"]
    run = record(*(helped(case, case, None, route, who=case) for case, route in enumerate(routes)))
    names = [f"route_{layer}" for layer in ("eigen", "collectief", "individueel", "pgb", "specialist", "crisis")]
    shares = [figure(run, name) for name in names]
    assert shares == pytest.approx([2 / 7] + [1 / 7] * 5)
    assert figure(run, "route_algemeen") == 0
    assert isnan(figure(run, "route_eigen", "2019"))


def test_the_first_route_counts() -> None:
    """Who is routed anew after an objection is counted where the first answer was."""
    run = record(helped(0, 10, 20, "thuis"), [(30, EventKind.ROUTED, 0, 0, 1, 0)], begins(0, 30, "hulp"))
    assert figure(run, "route_eigen", "2018") == 1
    assert figure(run, "route_individueel", "2018") == 0


def test_objections_and_crises() -> None:
    """Objections, those upheld, and crises while waiting, each per year, in the year in which they fell."""
    told = [(EventKind.OBJECTED, 400), (EventKind.UPHELD, 500), (EventKind.CRISIS, 20), (EventKind.OBJECTED, -3)]
    run = record(helped(0, -5, None, "thuis"), *(happens(kind, 0, day) for kind, day in told))
    assert figure(run, "objections", "2019") == pytest.approx(1 / YEAR)
    assert figure(run, "objections", "2018") == 0
    assert figure(run, "objections_upheld", "2019") == pytest.approx(1 / YEAR)
    assert figure(run, "crises", "2018") == pytest.approx(1 / YEAR)

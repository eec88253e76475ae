"""Stories about the help itself: by whom, how much, how long, and that what ends is paid no longer."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from small_wijk import DOMAINS, Story, helped, live, need, plan, provision, regime, staff

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.pays import Production
from ruwaard_sim.plan import LogNormal

HELP = {"zorg.hulp": 1.0}
ROOMY = (staff("zorg", 99, pays=Production(0), tariff=20_00),)


def minutes(story: Story) -> list[float]:
    """The minutes a week of all help that began."""
    return [amount for _, kind, _, _, _, amount in story.history.rows.tolist() if kind == EventKind.BEGUN]


def test_clients_choose_providers_by_share() -> None:
    """Of two providers with 30 and 70 % of clients, luck below 0.3 goes to the first and from 0.3 on to the second."""
    two = provision("hulp", "individueel", {"eerste.hulp": 0.3, "tweede.hulp": 0.7}, minutes=60)
    wijk = regime(two, groups=[staff("eerste", 99), staff("tweede", 99)])
    lucks = {"a": 0.0, "b": 0.29, "c": 0.3, "d": 0.99}
    story = live(wijk, *(need(who, 0, provider=luck) for who, luck in lucks.items()))
    assert [pool for _, pool, _ in story.pools()] == ["eerste.hulp", "eerste.hulp", "tweede.hulp", "tweede.hulp"]


def test_a_heavier_need_gets_more_help() -> None:
    """Each point of zwaarte above 5 adds a share to the usual amount, each below takes it off, but for a tenth."""
    wijk = regime(provision("hulp", "individueel", HELP, minutes=60, per_point=0.2), groups=ROOMY)
    story = live(wijk, *(need(f"z{points}", 0, severity=points) for points in (0, 4, 5, 8)))
    assert minutes(story) == [6, 48, 60, 96]


def test_people_differ_in_the_help_they_get() -> None:
    """Who is one standard deviation above the usual gets that much more, by luck of their own."""
    usual = replace(provision("hulp", "individueel", HELP), amount=LogNormal(math.log(60), 0.5))
    story = live(regime(usual, groups=ROOMY), need("a", 0, pace=1.0), need("b", 0, pace=0.0), need("c", 0, pace=-1.0))
    assert minutes(story) == [round(60 * math.exp(0.5)), 60, round(60 * math.exp(-0.5))]


def test_help_lasts_as_long_as_luck_has_it() -> None:
    """Who is one standard deviation above the usual is helped that much longer."""
    usual = replace(provision("thuis", "eigen"), stay=LogNormal(math.log(30), 0.5))
    story = live(regime(usual), need("a", 0, stay=1.0), need("b", 0, stay=-1.0))
    ends = {who: day for who, _, day in story.told(EventKind.ENDED)}
    assert ends == {"a": pytest.approx(30 * math.exp(0.5)), "b": pytest.approx(30 * math.exp(-0.5))}


def test_long_help_is_found_going_on_more_often() -> None:
    """Help found going on is of the long kind, longer still by luck, and lasts for the share of it that is left."""
    usual = replace(provision("thuis", "eigen"), stay=LogNormal(math.log(30), 0.5))
    story = live(regime(usual), helped("a", "thuis", left=0.5), helped("b", "thuis", left=0.5, stay=1.0))
    ends = {who: day for who, _, day in story.told(EventKind.ENDED)}
    usually = 0.5 * 30 * math.exp(0.25)
    assert ends == {"a": pytest.approx(usually), "b": pytest.approx(usually * math.exp(0.5))}


def test_a_pgb_that_ends_is_paid_no_longer() -> None:
    """A pgb is paid for the weeks it lasted, also when its holder moves away."""
    help_ = provision("hulp", "individueel", HELP, minutes=60)
    wijk = regime(help_, provision("pgb", "pgb", stay=70), groups=ROOMY, pgb_wish=0.1, pgb_price=0.5)
    story = live(wijk, need("a", 0, pgb=0.0), need("b", 0, pgb=0.0), moves={"b": 35})
    assert sum(cents for _, cents in story.paid("pgb")) == pytest.approx(10_00 * (10 + 5), abs=3)
    assert story.paid("pgb")[-1][0] == 90


def test_a_pgb_is_for_as_much_help_as_in_kind() -> None:
    """The amount of a pgb follows the hours it replaces, at the share of the tariff that pgb help costs."""
    help_ = provision("hulp", "individueel", HELP, minutes=60, per_point=0.2)
    wijk = regime(help_, provision("pgb", "pgb", stay=7), groups=ROOMY, pgb_wish=0.1, pgb_price=0.5)
    story = live(wijk, need("a", 0, pgb=0.0, severity=10))
    assert minutes(story) == [120]
    assert [cents for _, cents in story.paid("pgb")] == [20_00]


def test_a_pgb_from_before_has_the_price_of_its_help_in_kind() -> None:
    """A pgb that goes on from before costs what the help it replaces would, at the pgb share of its tariff."""
    help_ = provision("hulp", "individueel", HELP, minutes=60)
    wijk = regime(help_, provision("pgb", "pgb", stay=14), groups=ROOMY, pgb_price=0.5)
    story = live(wijk, helped("a", "pgb", in_kind="hulp", left=1.0))
    assert [cents for _, cents in story.paid("pgb")] == [20_00]
    assert story.history.pool_hours["zorg.hulp"] == 0


def test_the_other_income_pays_another_contribution_and_asks_by_its_own_factor() -> None:
    """Demand by income class: a need with threshold 0.5 arises for the class whose factor is above it."""
    demand = ((0.4, 0.6, 0.5),) * len(DOMAINS)
    story = live(
        regime(provision("thuis", "eigen"), demand=demand),
        *(need(who, 1) for who in "abc"),
        incomes={"a": 0, "b": 1, "c": 2},
    )
    assert [who for who, _, _ in story.begins()] == ["b"]


def test_a_crisis_while_waiting_is_charged_to_who_insures_it() -> None:
    """When a need escalates, the crisis service is paid, once."""
    service = provision("crisisdienst", "crisis", once=4500_00, payer="zvw")
    wijk = regime(provision("huis", by={"huis": 1.0}), service, places={"huis": 0}, crisis=(0.1,) * len(DOMAINS))
    story = live(wijk, need("a", 0, crisis=1.0))
    assert story.paid("crisisdienst") == [(10, 4500_00)]
    assert story.indicator("crises") == pytest.approx(365.25 / 365)


def test_age_is_that_of_the_day() -> None:
    """A rule about age looks at the age on the day of the question: all are 50 on the first day."""
    wijk = regime(
        provision("jong", "eigen"), provision("oud", "eigen"), routes=(("leeftijd <= 50", "jong"), (None, "oud"))
    )
    story = live(plan(wijk, years=2), need("a", 364), need("b", 366))
    assert [route for _, route, _ in story.routes()] == ["jong", "oud"]


def test_a_rule_may_ask_how_often_a_need_came_back() -> None:
    """The first time one answer, after a relapse another."""
    wijk = regime(
        provision("kort", "eigen", relapse=1.0, gap=7), provision("lang", "eigen"),
        routes=(("terugval >= 1", "lang"), (None, "kort")),
    )  # fmt: skip
    story = live(wijk, need("a", 0, relapse=0.5))
    assert [route for _, route, _ in story.routes()] == ["kort", "lang"]


def test_where_a_rule_leaves_room_luck_chooses_evenly() -> None:
    """A rule of two answers sends half of the residents each way, and the same resident the same way always."""
    wijk = regime(provision("huis", stay=7), provision("praten", stay=7))
    open_rule = replace(wijk.routering.rules[0], when=None, outcome="huis", also=("praten",))
    wijk = replace(wijk, routering=replace(wijk.routering, rules=(open_rule,)))
    lucks = {"a": 0.0, "b": 0.49, "c": 0.5, "d": 0.99}
    story = live(wijk, *(need(who, 0, judgement=luck) for who, luck in lucks.items()))
    begun = [story.history.routes[int(row[3])] for row in story.history.rows.tolist() if row[1] == EventKind.BEGUN]
    assert begun == ["huis", "huis", "praten", "praten"]


def test_a_rule_that_judges_alike_chooses_once_for_everyone() -> None:
    """Whatever luck they have, all go the same way in one replication, and all the other way in another."""
    wijk = regime(provision("huis", stay=7), provision("praten", stay=7))
    open_rule = replace(wijk.routering.rules[0], when=None, outcome="huis", also=("praten",), alike=True)
    wijk = replace(wijk, routering=replace(wijk.routering, rules=(open_rule,)))
    four = [need(str(luck), 0, judgement=luck) for luck in (0.0, 0.49, 0.5, 0.99)]
    chosen = [{route for _, route, _ in live(wijk, *four, seed=seed).routes()} for seed in range(8)]
    assert all(len(routes) == 1 for routes in chosen)
    assert set().union(*chosen) == {"huis", "praten"}

"""Stories about beliefs: what a factor does to the length and amount of help, and to who is sent where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_wijk import DOMAINS, Story, helped, live, need, provision, regime, staff

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.pays import Production
from ruwaard_sim.mechanisms.when_full import Switch
from ruwaard_sim.plan import Outcomes, Referral

CONTACT = (DOMAINS.index("contact"),)
TWO = {"deelnemer.hulp": 0.5, "ander.hulp": 0.5}
GROUPS = (staff("deelnemer", 99), staff("ander", 99))
LIGHT, HEAVY = 3, 8
ROUTES = ((f"zwaarte >= {HEAVY}", "hulp"), (None, "thuis"))


def rows(story: Story, kind: EventKind) -> list[tuple[str, float, float, float]]:
    """(who, what, who, amount) of every fact of one kind."""
    return [
        (story.who[int(case)], what, who, amount)
        for _, found, case, what, who, amount in story.history.rows.tolist()
        if found == kind
    ]


def ends(story: Story) -> list[tuple[str, float]]:
    """Who stops being helped, and when."""
    return [(who, day) for who, _, day in story.told(EventKind.ENDED)]


def test_help_is_shorter_where_these_groups_give_it_and_only_there() -> None:
    """Of 20 days the one whose help comes from a participant gets 15, the other all 20."""
    shorter = provision("hulp", "individueel", TWO, minutes=60, stay=20, believed=((0.75, 1.0), (1.0, 1.0)))
    story = live(regime(shorter, groups=GROUPS), need("a", 0, provider=0.2), need("b", 0, provider=0.7))
    assert ends(story) == [("a", 15), ("b", 20)]


def test_help_is_more_a_week_where_these_groups_give_it() -> None:
    """An hour becomes an hour and a half with one provider, and stays an hour with the other."""
    more = provision("hulp", "individueel", TWO, minutes=60, believed=((1.0, 1.5), (1.0, 1.0)))
    story = live(regime(more, groups=GROUPS), need("a", 0, provider=0.2), need("b", 0, provider=0.7))
    assert [(who, amount) for who, _, _, amount in rows(story, EventKind.BEGUN)] == [("a", 90), ("b", 60)]


def test_who_goes_to_another_provider_is_helped_as_that_one_does() -> None:
    """The participant is full; after ten days the other takes over, for the full 20 days and not for 15."""
    shorter = provision("hulp", "individueel", TWO, minutes=60, stay=20, believed=((0.75, 0.5), (1.0, 1.0)))
    groups = (staff("deelnemer", 0), staff("ander", 99))
    story = live(regime(shorter, groups=groups, when_full=Switch(10.0)), need("a", 0, provider=0.2))
    assert story.about("a") == [("a", "asks", 0), ("a", "routed", 0), ("a", "waits", 0), ("a", "switches", 10),
                                ("a", "begins", 10), ("a", "ends", 30), ("a", "is done", 30)]  # fmt: skip
    assert rows(story, EventKind.BEGUN)[0][3] == 60


def test_help_found_going_on_is_shorter_too() -> None:
    """Of 20 days all are still to come when the simulation begins; believed to be 15."""
    shorter = provision("hulp", "individueel", TWO, minutes=60, stay=20, believed=((0.75, 1.0), (1.0, 1.0)))
    story = live(regime(shorter, groups=GROUPS), helped("a", "hulp", provider=0.2))
    assert ends(story) == [("a", 15)]


def sent(factor: float, **lucks: float) -> Story:
    """One heavy and four light questions, where *factor* times as many are believed to go to help."""
    wijk = regime(
        provision("hulp", "individueel", {"deelnemer.hulp": 1.0}, minutes=60),
        provision("thuis", "eigen"),
        groups=GROUPS,
        routes=ROUTES,
        referrals=(Referral("hulp", "thuis", CONTACT, factor),),
    )
    light = [need(who, 0, severity=LIGHT, referral=luck) for who, luck in lucks.items()]
    return live(wijk, need("zwaar", 0, severity=HEAVY, referral=0.4), *light)


def test_twice_as_many_are_sent_to_help_at_the_cost_of_the_others() -> None:
    """One in five goes by the rules; for two in five, one of the four others must go along: luck below a quarter."""
    story = sent(2.0, a=0.24, b=0.26, c=0.6, d=0.9)
    assert sorted(who for who, route, _ in story.routes() if route == "hulp") == ["a", "zwaar"]
    assert [who for who, *_ in rows(story, EventKind.REFERRED)] == ["a"]


def test_half_as_many_are_sent_to_help() -> None:
    """Of those the rules send, half stay home: luck below a half does."""
    story = sent(0.5, a=0.24, b=0.26, c=0.6, d=0.9)
    assert [route for _, route, _ in story.routes()] == ["thuis"] * 5
    routes = story.history.routes
    assert rows(story, EventKind.REFERRED) == [("zwaar", routes.index("hulp"), routes.index("thuis"), 0)]


def test_more_than_all_others_cannot_go_along() -> None:
    """Nine times as many as one is more than there are: all four go, and no more."""
    story = sent(9.0, a=0.24, b=0.26, c=0.6, d=0.9)
    assert {route for _, route, _ in story.routes()} == {"hulp"}


def test_nobody_is_sent_elsewhere_by_a_neutral_belief() -> None:
    """A factor of 1 moves nobody, whatever the luck."""
    story = sent(1.0, a=0.0, b=0.0, c=0.0, d=0.0)
    assert rows(story, EventKind.REFERRED) == []
    assert [who for who, route, _ in story.routes() if route == "hulp"] == ["zwaar"]


def test_two_beliefs_about_one_route_share_the_luck() -> None:
    """Of four light questions a quarter goes to help and a quarter to the house: the next by luck."""
    wijk = regime(
        provision("hulp", "individueel", {"deelnemer.hulp": 1.0}, minutes=60),
        provision("thuis", "eigen"),
        provision("huis", "collectief", {"huis": 1.0}),
        places={"huis": 9},
        groups=GROUPS,
        routes=((f"zwaarte >= {HEAVY}", "hulp"), ("zwaarte == 1", "huis"), (None, "thuis")),
        referrals=(Referral("hulp", "thuis", CONTACT, 2.0), Referral("huis", "thuis", CONTACT, 2.0)),
    )
    lucks = {"a": 0.24, "b": 0.26, "c": 0.49, "d": 0.51}
    light = [need(who, 0, severity=LIGHT, referral=luck) for who, luck in lucks.items()]
    story = live(wijk, need("zwaar", 0, severity=HEAVY), need("licht", 0, severity=1), *light)
    went = {who: route for who, route, _ in story.routes()}
    assert [went[who] for who in lucks] == ["hulp", "huis", "huis", "thuis"]


def test_another_leefdomein_is_not_touched() -> None:
    """A belief about contact sends nobody else elsewhere."""
    wijk = regime(
        provision("hulp", "individueel", {"deelnemer.hulp": 1.0}, minutes=60),
        provision("thuis", "eigen"),
        groups=GROUPS,
        routes=ROUTES,
        referrals=(Referral("hulp", "thuis", CONTACT, 9.0),),
    )
    story = live(wijk, need("a", 0, severity=HEAVY), need("b", 0, "psychisch", severity=LIGHT, referral=0.0))
    assert [(who, route) for who, route, _ in story.routes()] == [("a", "hulp"), ("b", "thuis")]


def test_a_wish_for_a_pgb_is_told_whether_it_is_granted_or_not() -> None:
    """Two ask: who can manage one gets it, at three quarters of the tariff of an hour a week; the other gets help."""
    zorg = staff("zorg", 99, pays=Production(0), tariff=20_00)
    wijk = regime(provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60), groups=[zorg], pgb_wish=0.5)
    story = live(wijk, need("kan", 0, pgb=0.1), need("kan niet", 0, pgb=0.1, able=False), need("wil niet", 0, pgb=0.9))
    number = story.history.routes.index("hulp")
    assert rows(story, EventKind.WISHED) == [("kan", number, -1, 1), ("kan niet", number, -1, 0)]
    assert rows(story, EventKind.GRANTED) == [("kan", number, -1, 15_00)]
    assert story.indicator("pgb_requests") == pytest.approx(2 * 365.25 / 365)


def test_wellbeing_is_told_only_where_something_is_believed_of_it() -> None:
    """Who feels a six and is believed to win a point has seven once help begins; who still waits keeps a six."""
    long = provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=400)
    alone = regime(long, groups=[staff("zorg", 1)])
    people = need("a", 0), need("b", 1)
    assert rows(live(alone, *people), EventKind.FELT) == []
    story = live(replace(alone, outcomes=Outcomes(wellbeing=1.0)), *people)
    assert [amount for *_, amount in rows(story, EventKind.FELT)] == [6, 6]
    assert story.indicator("wellbeing_before") == 6
    assert story.indicator("wellbeing_after") == 6.5


def test_beliefs_about_outcomes_change_no_other_fact() -> None:
    """What is reckoned afterwards leaves what happens as it is."""
    plain = regime(provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60), groups=[staff("zorg", 1)])
    believed = replace(plain, outcomes=Outcomes(1.0, 0.5, 0.1, 33_00))
    people = need("a", 0), need("b", 1), need("c", 2, crisis=0.01)
    one, other = (live(each, *people).history.rows for each in (plain, believed))
    assert (other[other[:, 1] != EventKind.FELT] == one).all()


def test_visits_to_the_gp_follow_from_the_time_questions_are_open() -> None:
    """Two questions that wait 10 and 0 days, at one visit a day and 33 euro: ten visits a year, 330 euro."""
    wijk = regime(
        provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=10),
        groups=[staff("zorg", 1)],
        outcomes=Outcomes(gp_visits=1.0, gp_price=33_00),
    )
    story = live(wijk, need("a", 0), need("b", 0))
    assert story.indicator("gp_visits") == pytest.approx(10 * 365.25 / 365)
    assert story.indicator("cost_gp") == pytest.approx(330 * 365.25 / 365)


def test_admissions_are_a_share_of_all_crises() -> None:
    """One comes in crisis, one becomes a crisis while waiting; three in ten lead to an admission."""
    wijk = regime(
        provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=300),
        provision("dienst", "crisis"),
        groups=[staff("zorg", 1)],
        routes=(("urgentie == crisis", "dienst"), (None, "hulp")),
        crisis=(0.01,) * len(DOMAINS),
        outcomes=Outcomes(admissions=0.3),
    )
    story = live(wijk, need("a", 0), need("b", 1, crisis=0.1), need("c", 2, urgency="crisis"))
    assert story.indicator("crisis_calls") == pytest.approx(2 * 365.25 / 365)
    assert story.indicator("admissions") == pytest.approx(0.6 * 365.25 / 365)

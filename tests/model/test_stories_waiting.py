"""Stories about waiting: who goes first, who leaves the line, and what becomes free."""

from __future__ import annotations

import pytest
from small_wijk import AT_ONCE, TEAM, budget_line, helped, live, need, plan, provision, regime, staff

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.pays import Lumpsum
from ruwaard_sim.mechanisms.when_full import Switch

HOUSE = regime(provision("huis", by={"huis": 1.0}, stay=14), places={"huis": 1})
HELP = {"zorg.hulp": 1.0}
SIZES = (
    provision("heel", "individueel", HELP, minutes=60, stay=100),
    provision("half", "individueel", HELP, minutes=30, stay=100),
    provision("dubbel", "individueel", HELP, minutes=90, stay=100),
)
BY_WEIGHT = (("zwaarte > 5", "dubbel"), ("zwaarte < 5", "half"), (None, "heel"))
NEVER = 1e9


def helpers(hours: float, minutes: float = 60, stay: float = 14, **more: object):
    """Everyone is helped at home for so many minutes a week, by helpers with so many hours a week."""
    help_ = provision("hulp", "individueel", HELP, minutes=minutes, stay=stay)
    return regime(help_, groups=[staff("zorg", hours)], **more)


def test_two_needs_and_one_place() -> None:
    """Of two who ask for one place, the second begins when the first has left."""
    assert live(HOUSE, need("a", 0), need("b", 1)).begins() == [("a", "begins", 0), ("b", "begins", 14)]


def test_urgent_goes_first() -> None:
    """Whoever is urgent goes before someone who asked earlier and is not."""
    story = live(HOUSE, need("a", 0), need("b", 1), need("c", 2, urgency="hoog"))
    assert story.begins() == [("a", "begins", 0), ("c", "begins", 14), ("b", "begins", 28)]


def test_equals_go_by_order_of_asking() -> None:
    """Among the urgent, and among the others, the order is that of asking."""
    asked = [need("a", 0), need("b", 1), need("c", 2, urgency="hoog"), need("d", 3), need("e", 4, urgency="hoog")]
    assert [who for who, _, _ in live(HOUSE, *asked).begins()] == ["a", "c", "e", "b", "d"]


def test_who_dies_leaves_the_line() -> None:
    """A resident who dies while waiting leaves the line, and the next begins when the place comes free."""
    story = live(HOUSE, need("a", 0), need("b", 1), need("c", 2), dies={"b": 5})
    assert story.begins() == [("a", "begins", 0), ("c", "begins", 14)]
    assert story.about("b")[-1] == ("b", "dies", 5)


def test_the_line_moves_up_when_its_head_leaves() -> None:
    """When the first in line, who asks more than there is, moves away, the next begins that day."""
    wijk = regime(*SIZES, groups=[staff("zorg", 1.5)], routes=BY_WEIGHT)
    asked = need("a", 0), need("b", 1, severity=8), need("c", 2, severity=3)
    assert live(wijk, *asked, moves={"b": 9}).begins() == [("a", "begins", 0), ("c", "begins", 9)]


def test_moving_ends_help_and_frees_the_place() -> None:
    """Who moves away is helped no longer, and who waited begins on that day."""
    story = live(HOUSE, need("a", 0), need("b", 1), moves={"a": 6})
    assert story.about("a")[-2:] == [("a", "ends", 6), ("a", "moves", 6)]
    assert story.begins() == [("a", "begins", 0), ("b", "begins", 6)]


def test_the_dead_do_not_begin() -> None:
    """Who is helped and waits for the same hours with another need does not begin the second by dying."""
    wijk = helpers(1, stay=100)
    story = live(wijk, need("a", 0), need("a", 1, "begeleiding"), need("b", 2), dies={"a": 9})
    assert story.begins() == [("a", "begins", 0), ("b", "begins", 9)]
    assert [line for line in story.about("a") if line[1] == "dies"] == [("a", "dies", 9)] * 2


def test_two_waiting_needs_of_one_who_moves() -> None:
    """Two needs of one person in one line both leave it when that person moves, and begin nothing."""
    wijk = regime(*SIZES, groups=[staff("zorg", 1.5)], routes=BY_WEIGHT)
    twice = need("b", 1, severity=8), need("b", 2, "huishouden", severity=3)
    asked = need("a", 0), *twice, need("c", 3, severity=3)
    assert live(wijk, *asked, moves={"b": 9}).begins() == [("a", "begins", 0), ("c", "begins", 9)]


def test_nobody_passes_in_a_shared_line() -> None:
    """A light question waits behind a heavy one, even while there is room for the light one alone."""
    wijk = regime(
        provision("licht", "individueel", HELP, minutes=30, stay=21),
        provision("zwaar", "individueel", HELP, minutes=120, stay=21),
        groups=[staff("zorg", 2)],
        routes=[("zwaarte > 5", "zwaar"), (None, "licht")],
    )
    story = live(wijk, need("a", 0), need("b", 1, severity=8), need("c", 2))
    assert story.begins() == [("a", "begins", 0), ("b", "begins", 21), ("c", "begins", 42)]


def test_an_unanswered_need_escalates() -> None:
    """Who waits too long comes into a crisis, and from then on goes before those who are not urgent."""
    wijk = regime(provision("huis", by={"huis": 1.0}), places={"huis": 1}, crisis=(0.1,) * 4)
    story = live(wijk, need("a", 0, crisis=NEVER), need("b", 1), need("c", 2, crisis=0.5))
    assert story.told(EventKind.CRISIS) == [("c", "crisis", 7)]
    assert [line for line in story.begins() if line[0] != "a"] == [("c", "begins", 14), ("b", "begins", 28)]


def test_a_heavier_need_escalates_sooner() -> None:
    """Each point of zwaarte above 5 makes a crisis come sooner, by the same luck; who is helped has none."""
    wijk = regime(
        provision("huis", by={"huis": 1.0}, stay=300), places={"huis": 1}, crisis=(0.1,) * 4, crisis_per_point=0.25
    )
    asked = [need("a", 0, crisis=0.01), need("b", 0, crisis=1.0), need("c", 0, severity=9, crisis=1.0)]
    assert live(wijk, *asked).told(EventKind.CRISIS) == [("c", "crisis", 5), ("b", "crisis", 10)]


TWO = provision("hulp", "individueel", {"eerste.hulp": 0.5, "tweede.hulp": 1.0 - 0.5}, minutes=60, stay=300)


def providers(first: float, second: float, after: float = 42):
    """Two providers of the same help, with so many hours a week each."""
    return regime(TWO, groups=[staff("eerste", first), staff("tweede", second)], when_full=Switch(after))


def test_who_waits_too_long_goes_to_another_provider() -> None:
    """After the patience, who still waits goes to the provider of the same help with the most room."""
    story = live(providers(1, 1), need("a", 0), need("b", 3))
    assert story.pools(EventKind.ASKED) == [("a", "eerste.hulp", 0), ("b", "eerste.hulp", 3)]
    assert story.pools(EventKind.SWITCHED) == [("b", "tweede.hulp", 45)]
    assert story.pools() == [("a", "eerste.hulp", 0), ("b", "tweede.hulp", 45)]


def test_nobody_goes_to_a_closed_provider() -> None:
    """A provider without any hours is not the one with the most room."""
    story = live(providers(1, 0), need("a", 0), need("b", 3))
    assert story.told(EventKind.SWITCHED) == []


def test_who_begins_in_time_stays() -> None:
    """Who has begun before the patience ran out stays with the provider chosen first."""
    story = live(providers(1, 1), need("a", 0), need("b", 3), moves={"a": 20})
    assert story.told(EventKind.SWITCHED) == []
    assert story.pools()[-1] == ("b", "eerste.hulp", 20)


def test_a_closed_house_sends_nobody_away() -> None:
    """When the house closes for a while, those who are in stay, and nobody is let in until it has room again."""
    inside = provision("huis", by={"huis": 1.0}, stay=100)
    open_, closed, again = (regime(inside, places={"huis": n}, start=s) for n, s in ((2, 0.0), (0, 30.0), (2, 60.0)))
    story = live(plan(open_, closed, again), need("a", 0), need("b", 40))
    assert story.told(EventKind.ENDED) == [("a", "ends", 100), ("b", "ends", 160)]
    assert story.begins() == [("a", "begins", 0), ("b", "begins", 60)]
    assert story.sizes("huis") == [(0, 2), (30, 0), (60, 2)]


def test_a_half_closed_house_fills_no_further() -> None:
    """A house that keeps one place of three lets nobody in until two of the three have left."""
    inside = provision("huis", by={"huis": 1.0}, stay=50)
    wijk = plan(regime(inside, places={"huis": 3}), regime(inside, places={"huis": 1}, start=30.0))
    story = live(wijk, need("a", 0), need("b", 5), need("c", 10), need("d", 31))
    assert story.begins()[-1] == ("d", "begins", 60)


def test_those_who_still_wait_are_counted() -> None:
    """Nobody who still waits on the last day is forgotten: the mean wait comes with their number."""
    wijk = regime(provision("huis", by={"huis": 1.0}, stay=300), places={"huis": 1})
    story = live(wijk, need("a", 0), need("b", 10), need("c", 20), need("d", 30), dies={"d": 40})
    assert story.indicator("wait_help") == pytest.approx((0 + 290) / 2)
    assert story.indicator("wait_help_waiting") == 1
    assert story.about("c") == [("c", "asks", 20), ("c", "routed", 20), ("c", "waits", 20)]


def test_help_already_going_on_takes_room() -> None:
    """Help that goes on when the simulation begins holds its place for what is left of it."""
    story = live(HOUSE, helped("a", "huis", left=0.5), need("b", 1))
    assert story.begins() == [("a", "begins", 0), ("b", "begins", 7)]


def test_together_if_there_is_room() -> None:
    """A rule may ask whether the house has room at the moment; a line before it means that it has not."""
    wijk = regime(
        provision("huis", by={"huis": 1.0}, stay=14),
        provision("thuis", "eigen"),
        places={"huis": 1},
        routes=[("vrij_huis", "huis"), (None, "thuis")],
        aanpak=[(None, AT_ONCE)],
    )
    story = live(wijk, need("a", 0), need("b", 1), need("c", 15))
    assert story.routes() == [("a", "huis", 0), ("b", "thuis", 1), ("c", "huis", 15)]


def test_the_registers_do_not_know_everyone() -> None:
    """Under the joint budget everyone is helped, but without a formal decision not everyone is in the registers."""
    wijk = regime(
        provision("hulp", "individueel", HELP, minutes=60, stay=400),
        groups=[
            staff("zorg", 99, pays=Lumpsum(0, 1, 0), role="participant", budget=100_00, cost=50_00),
            staff("ambtenaren", 99, {"dossiers": 1.0}),
            staff("team", 99, {"toegang": 1.0}),
        ],
        aanpak=[("wil_beschikking", "onderzoek"), (None, "direct")],
        decides=TEAM, registered=0.6, beschikking_wish=0.1, lines=budget_line(100_00),
    )  # fmt: skip
    who = [need(name, 0, "huishouden", register=luck) for name, luck in (("a", 0.1), ("b", 0.5), ("c", 0.7))]
    story = live(wijk, *who, need("d", 0, "huishouden", register=0.9, beschikking=0.05))
    assert story.told(EventKind.UNREGISTERED) == [("c", "unregistered", 7)]
    assert story.indicator("hh_clients") == 4
    assert story.indicator("hh_registered") == 3


def test_nobody_asks_twice_for_the_same_thing() -> None:
    """Who waits or is helped for one leefdomein does not ask for it again; for another one, yes."""
    story = live(HOUSE, need("a", 0), need("a", 5), need("a", 6, "huishouden"), need("b", 7), need("b", 8))
    assert story.told(EventKind.CONTACT) == [("a", "asks", 0), ("a", "asks", 6), ("b", "asks", 7)]


def test_who_is_helped_may_ask_again_afterwards() -> None:
    """After help has ended the same leefdomein can be asked about again."""
    assert len(live(HOUSE, need("a", 0), need("a", 20)).begins()) == 2


def test_arrangements_come_first() -> None:
    """Where arrangements take three weeks, nobody stands in line or begins before that, though there is room."""
    wijk = regime(provision("huis", by={"huis": 1.0}, stay=14, notice=21), places={"huis": 1})
    story = live(wijk, need("a", 0), need("b", 1), dies={"b": 15})
    assert story.begins() == [("a", "begins", 21)]
    assert story.told(EventKind.ASKED) == [("a", "waits", 0), ("b", "waits", 1)]

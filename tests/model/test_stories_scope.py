"""Stories about what the assignment covers: youth help that joins on a date; what rules are told of who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from small_wijk import live, need, plan, provision, regime, staff
from wijken import everywhere, figures, shipped, small, transfers

from ruwaard_sim.agents.population import Position
from ruwaard_sim.event_log import End, EventKind, RunResult
from ruwaard_sim.model.deal import deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.rules import Vocabulary

ELSEWHERE = provision("jeugdhulp", "buiten")
HERE = provision("jeugdhulp", "jeugd", {"jeugdwerkers.hulp": 1.0}, minutes=60)


def test_what_lies_outside_is_passed_on_until_it_joins() -> None:
    """Asked in the first year it goes outside; in the second it is helped here, for two weeks."""
    first = regime(ELSEWHERE)
    second = regime(HERE, start=365.0, groups=[staff("jeugdwerkers", 1)])
    story = live(plan(first, second, years=2), need("a", 10), need("b", 400))
    assert story.about("a")[-1] == ("a", "goes outside", 10)
    assert story.begins() == [("b", "begins", 400)]
    assert story.about("b")[-1] == ("b", "is done", 414)


def test_youth_help_has_a_wait_of_its_own() -> None:
    """With an hour a week for two, the second waits two weeks; the wait for other help does not count it."""
    story = live(regime(HERE, groups=[staff("jeugdwerkers", 1)]), need("a", 0), need("b", 0))
    assert round(story.indicator("wait_youth"), 9) == 7
    assert story.indicator("wait_help") != story.indicator("wait_help")
    assert story.indicator("route_individueel") != story.indicator("route_individueel")


def happened(history: RunResult, until: float) -> list[tuple[float, ...]]:
    """What happened to cases before day *until*, without the numbers of pools."""
    kinds = (
        EventKind.CONTACT,
        EventKind.HANDLED,
        EventKind.STEP_BEGUN,
        EventKind.STEP_DONE,
        EventKind.ROUTED,
        EventKind.BEGUN,
        EventKind.ENDED,
        EventKind.CLOSED,
    )
    return [
        (day, kind, case, what, amount)
        for day, kind, case, what, _, amount in history.rows.tolist()
        if kind in kinds and day < until
    ]


def test_in_ruwaard_youth_joins_in_2020_and_not_a_day_before() -> None:
    """Until 2020 all is as in the joint budget, to the cent; from then on no child is passed on any more."""
    plans = [shipped(name) for name in ("wijkbudget", "jeugd_2020")]
    joins = float(plans[0].calendar.day(date(2020, 1, 1)))
    dealt = deal(plans[0], 2018, 1)
    without, joined = (simulate(one, dealt) for one in plans)
    assert happened(without, joins) == happened(joined, joins)
    before = [[row for row in transfers(history) if row[0] < joins] for history in (without, joined)]
    assert before[0] == before[1]

    def passed_on(history: RunResult) -> int:
        return sum(
            kind == EventKind.CLOSED and what == End.OUTSIDE and day >= joins
            for day, kind, _, what, _, _ in history.rows.tolist()
        )

    assert passed_on(without) > 0
    assert passed_on(joined) == 0
    youth = joined.routes.index("jeugdhulp")
    helped = [row[0] for row in joined.rows.tolist() if row[1] == EventKind.BEGUN and row[3] == youth]
    assert helped
    assert min(helped) >= joins
    assert joined.ledger.closes
    paid = {name: value for (period, name), value in figures(joined, plans[1]).items() if period == "2021"}
    assert paid["wait_youth"] > 0


def test_rules_that_do_not_ask_which_leefdomein_are_about_the_same_people() -> None:
    """Without the word leefdomein everybody is dealt the same facts, but for that one."""
    wijk = small("wijkbudget")
    aanpak = wijk.regimes[0].aanpak
    words, place = aanpak.vocabulary, aanpak.vocabulary.index("leefdomein")
    fewer = Vocabulary((*words.facts[:place], *words.facts[place + 1 :]))
    alike = replace(aanpak, rules=(replace(aanpak.rules[0], when=None),), vocabulary=fewer)
    blind = everywhere(wijk, lambda regime: replace(regime, aanpak=alike))
    known, told = (deal(each, 2018, 1).dice[0].facts for each in (wijk, blind))
    assert known
    assert told == [[*facts[:place], *facts[place + 1 :]] for facts in known]


def test_rules_are_told_who_asks() -> None:
    """Whether somebody lives alone, earns little, and has a network and strength: as in the population."""
    wijk = small("wijkbudget")
    dealt = deal(wijk, 2018, 1)
    people, asks = dealt.residents, dealt.needs.resident
    marks = people.traits
    known = {
        "alleenstaand": (people.position == Position.ALONE).astype(int), "inkomen": people.income,
        "netwerk": marks.netwerk, "eigen_kracht": marks.eigen_kracht, "pgb_bekwaam": marks.pgb_bekwaam.astype(int),
    }  # fmt: skip
    for name, of in known.items():
        place = wijk.regimes[0].aanpak.vocabulary.index(name)
        told = [facts[place] for facts in dealt.dice[0].facts]
        assert told == of[asks].tolist(), name
        assert len(set(told)) > 1, name

"""Stories about steering: what a stuurgroep sees at a meeting, what it decides, and what that does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from small_wijk import Story, budget_line, live, need, plan, provision, regime, staff

from ruwaard_sim.agents.steering import MEASURES, Action, Buy, Effect, Open, Reserve, Shift, Sight
from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.extra import Yearly
from ruwaard_sim.mechanisms.pays import Lumpsum, Production
from ruwaard_sim.mechanisms.reservation import Inside
from ruwaard_sim.mechanisms.staffing import FollowsDemand, WithinBudget
from ruwaard_sim.mechanisms.steers import NobodySteers, Stuurgroep
from ruwaard_sim.plan import Plan, Steering
from ruwaard_sim.rules import Fact, Rule, Table, Vocabulary, parse
from ruwaard_sim.text import Text

HOUR = 60
LUMPSUM = Lumpsum(0, 1, 0)
QUARTERS = (90.0, 181.0, 273.0)
"""1 April, 1 July and 1 October of 2018."""


def steering(
    rules: Mapping[str, Sequence[tuple[str | None, str]]],
    sights: Mapping[str, tuple[str, str]],
    actions: Mapping[str, Sequence[Effect]],
) -> Steering:
    """Tables of (when, action), facts of (measure, of what), and what each action does."""
    facts = tuple(
        Fact(name, MEASURES[measure].type, MEASURES[measure].unit, (), 0, 100_000_000, 0, Text(name, name))
        for name, (measure, _) in sights.items()
    )
    words = Vocabulary(facts)
    outcomes = ("niets", *actions)
    tables = {
        name: Table(
            name,
            Text(name, name),
            "first",
            outcomes,
            tuple(
                Rule(f"R{place}", Text("regel", "rule"), None if when is None else parse(when, words), then, "bron")
                for place, (when, then) in enumerate(written)
            ),
            words,
        )
        for name, written in rules.items()
    }
    done = {"niets": (), **actions}
    return Steering(
        tuple(Sight(name, measure, of) for name, (measure, of) in sights.items()),
        tables,
        {name: Action(name, Text(name, name), tuple(effects)) for name, effects in done.items()},
    )


def meeting(**hours: float) -> Stuurgroep:
    """A stuurgroep that meets every quarter; each meeting takes these minutes of each pool (``team__hulp=60``)."""
    return Stuurgroep(4, {name.replace("__", "."): minutes for name, minutes in hours.items()})


def wijk(the: Steering, *, steers: Stuurgroep | None = None, years: int = 1, **more: Any) -> Plan:
    """A wijk with two kinds of help, each 10 hours a week: of the team, and of a care provider that takes part."""
    groups = more.pop("groups", None) or [staff("team", 10), staff("zorg", 10)]
    contact = provision("praten", "algemeen", {"team.hulp": 1.0}, minutes=HOUR, stay=10_000)
    care = provision("hulp", "algemeen", {"zorg.hulp": 1.0}, minutes=HOUR, stay=10_000)
    routes = [("leefdomein == contact", "praten"), (None, "hulp")]
    return plan(
        regime(contact, care, groups=groups, routes=routes, steering=the, steers=steers or meeting(), **more),
        years=years,
    )


def decided(story: Story) -> list[tuple[float, str, str, int]]:
    """(day, rule, action, number of the meeting) of every decision."""
    history = story.history
    return [
        (day, history.steering[int(what)], history.actions[int(who)], int(number))
        for day, kind, _, what, who, number in history.rows.tolist()
        if kind == EventKind.STEERED
    ]


def asking(count: int, day: float = 0.0, domain: str = "huishouden") -> list[Any]:
    """So many people who ask on one day."""
    return [need(f"{domain}{number}", day, domain) for number in range(count)]


def seen_by(measure: str, of: str, least: int | str, **more: Any) -> list[float]:
    """The days of the meetings at which a measure is at least so much; twelve people ask the provider on day 10."""
    the = steering({"kijken": [(f"gezien >= {least}", "ja"), (None, "niets")]}, {"gezien": (measure, of)}, {"ja": ()})
    return [day for day, _, action, _ in decided(live(wijk(the, **more), *asking(12, 10.0))) if action == "ja"]


SHIFT = steering(
    {"uren": [("rij > 0", "schuif"), (None, "niets")]},
    {"rij": ("waiting", "zorg.hulp")},
    {"schuif": [Shift("team.hulp", "zorg.hulp", 2 * HOUR, 5 * HOUR)]},
)
"""While anyone waits for care, two hours a week go from the team to care, as long as the team keeps five."""


# ---------------------------------------------------------------------- meetings


def test_it_meets_every_quarter_but_not_on_the_first_day() -> None:
    """On 1 January nothing is known yet; in five years there are nineteen meetings."""
    nothing = steering({"uren": [(None, "niets")]}, {"keer": ("meeting", "")}, {})
    told = decided(live(wijk(nothing)))
    assert told == [(day, "uren.R0", "niets", number + 1) for number, day in enumerate(QUARTERS)]
    assert len(decided(live(wijk(nothing, years=5)))) == 19


def test_a_meeting_takes_hours_of_those_at_the_table() -> None:
    """Three hours of the team in the week after each meeting; nobody else is helped in those hours."""
    nothing = steering({"uren": [(None, "niets")]}, {"keer": ("meeting", "")}, {})
    without = live(wijk(nothing))
    with_hours = live(wijk(nothing, steers=meeting(team__hulp=3 * HOUR)))
    assert without.history.pool_hours["team.hulp"] == 0
    assert with_hours.history.pool_hours["team.hulp"] == pytest.approx(3 * 3 * HOUR * 7)


def test_whoever_does_not_steer_changes_nothing() -> None:
    """With rules that always answer *nothing* all happens as it would without a stuurgroep."""
    nothing = steering({"uren": [(None, "niets")]}, {"keer": ("meeting", "")}, {})
    steered, quiet = live(wijk(nothing), *asking(12)), live(wijk(None), *asking(12))  # type: ignore[arg-type]
    kept = [row for row in steered.history.rows.tolist() if row[1] != EventKind.STEERED]
    assert kept == quiet.history.rows.tolist()
    assert steered.history.ledger.cents == quiet.history.ledger.cents


# ---------------------------------------------------------------------- what is seen


@pytest.mark.parametrize(
    ("measure", "of", "most"),
    [
        ("waiting", "zorg.hulp", 2),  # twelve asked an hour each of ten hours a week
        ("longest", "zorg.hulp", 80),  # since day 10; the first meeting is on day 90
        ("use", "zorg.hulp", 89),  # full from day 10 to 90: 80 of 90 days
        ("use", "team.hulp", 0),
        ("wait", "zorg.hulp", 0),  # those who began did not wait
        ("meeting", "", 1),
    ],
)
def test_what_the_first_meeting_sees(measure: str, of: str, most: int) -> None:
    """Each measure is exactly this at the first meeting: it is at least *most*, and not one more."""
    assert QUARTERS[0] in seen_by(measure, of, most)
    assert QUARTERS[0] not in seen_by(measure, of, most + 1)


def test_a_mean_wait_is_of_those_who_began_since_the_last_meeting() -> None:
    """Two hours more on 1 April: on 1 July those two had waited 80 days each; on 1 October nobody had begun."""
    sights = {"rij": ("waiting", "zorg.hulp"), "wacht": ("wait", "zorg.hulp")}
    tables = {
        "uren": [("rij > 0", "schuif"), (None, "niets")],
        "kijken": [("wacht == 80", "tachtig"), ("wacht == 0", "nul"), (None, "niets")],
    }
    the = steering(tables, sights, {"schuif": SHIFT.actions["schuif"].effects, "tachtig": (), "nul": ()})
    told = decided(live(wijk(the), *asking(12, 10.0)))
    assert [action for _, rule, action, _ in told if rule.startswith("kijken")] == ["nul", "tachtig", "nul"]


def test_a_balance_is_what_is_in_the_pot() -> None:
    """The municipality puts 1,000 in the extra budget; that is seen, and not a euro more."""
    assert seen_by("balance", "extra_budget", "1000", extra=Yearly(1000_00)) == list(QUARTERS)
    assert seen_by("balance", "extra_budget", "1001", extra=Yearly(1000_00)) == []


def test_a_measure_stays_within_what_was_declared() -> None:
    """Proofs are about the range of a fact, so what is measured is kept within it."""
    assert seen_by("waiting", "zorg.hulp", 0) == list(QUARTERS)
    the = steering({"kijken": [("gezien >= 0", "ja")]}, {"gezien": ("waiting", "zorg.hulp")}, {"ja": ()})
    low = the.tables["kijken"].vocabulary.facts[0]
    assert (low.minimum, low.maximum) == (0, 100_000_000)


# ---------------------------------------------------------------------- shifting hours


def test_hours_go_to_those_who_wait() -> None:
    """On 1 April two people wait for care: two hours a week go there from the team, and both begin that day."""
    story = live(wijk(SHIFT), *asking(12, 10.0))
    assert story.sizes("zorg.hulp")[1:] == [(90, 12 * HOUR)]
    assert story.sizes("team.hulp")[1:] == [(90, 8 * HOUR)]
    assert [day for _, _, day in story.begins()] == [10.0] * 10 + [90.0] * 2
    assert [action for _, _, action, _ in decided(story)] == ["schuif", "niets", "niets"]


def test_nobody_gives_more_than_it_can_miss() -> None:
    """Twenty people ask: after two shifts of two hours the team gives one hour more, and then keeps its five."""
    story = live(wijk(SHIFT), *asking(20, 10.0))
    assert story.sizes("team.hulp")[1:] == [(90, 8 * HOUR), (181, 6 * HOUR), (273, 5 * HOUR)]
    assert story.sizes("zorg.hulp")[1:] == [(90, 12 * HOUR), (181, 14 * HOUR), (273, 15 * HOUR)]


def test_what_was_shifted_stays_shifted_the_year_after() -> None:
    """A decision stands until another is taken: on 1 January the hours do not go back."""
    story = live(wijk(SHIFT, years=2), *asking(12, 10.0))
    assert story.sizes("zorg.hulp")[1:] == [(90, 12 * HOUR)]


def joint(**more: Any) -> dict[str, Any]:
    """Two parties in one budget: the team at 60 euros an hour, the provider at 30; 31,320 euros a year each."""
    cents = 31_320_00
    groups = [
        staff(
            name, 0, budget=cents, cost=cost, pays=LUMPSUM, staffing=WithinBudget(0), role="participant", line="regel"
        )
        for name, cost in (("team", 60_00), ("zorg", 30_00))
    ]
    return {"groups": groups, "lines": budget_line(2 * cents)} | more


def test_money_goes_along_with_hours() -> None:
    """Two hours of 60 euros pay for four hours of 30: the provider gets that money for the rest of the year."""
    story = live(wijk(SHIFT, **joint()), *asking(30, 10.0))
    before, after = (dict(story.sizes(pool))[90] for pool in ("team.hulp", "zorg.hulp"))
    start = {pool: story.sizes(pool)[0][1] for pool in ("team.hulp", "zorg.hulp")}
    assert start["team.hulp"] - before == 2 * HOUR
    assert after - start["zorg.hulp"] == 4 * HOUR
    first = story.paid("verschuiving team")[0]
    assert first == (90, round(2 * 60_00 * (365 - 90) / 7))
    spent = sum(cents for _, cents in story.paid("uren zorg")) + sum(cents for _, cents in story.paid("uren team"))
    assert spent == pytest.approx(2 * 31_320_00, rel=0.003)
    assert story.history.ledger.closes


def test_staff_that_follows_demand_has_no_hours_to_shift() -> None:
    """A team paid for what it does hires and lets go by itself: the decision moves no hours of it, and no money."""
    more = joint()
    team, care = more["groups"]
    follows = FollowsDemand(occupancy=1.0, recruitment=3650.0, largest_step=0.5)
    own = replace(team, pays=Production(0), budget=0, fixed=10.0 * HOUR, staffing=follows)
    story = live(wijk(SHIFT, **more | {"groups": [own, care]}), *asking(30, 10.0))
    assert decided(story)[0][2] == "schuif"
    assert len(story.sizes("zorg.hulp")) == 1
    assert story.paid("verschuiving team") == []


# ---------------------------------------------------------------------- places, buying, the reservation


def test_places_open_and_take_hours() -> None:
    """Three people want a place of one: on 1 April two places open, which takes two hours a week of the team."""
    the = steering(
        {"plekken": [("rij > 0", "open"), (None, "niets")]},
        {"rij": ("waiting", "huis")},
        {"open": [Open("huis", 2, "team.hulp", 2 * HOUR)]},
    )
    eat = provision("eetclub", "collectief", {"huis": 1.0}, stay=10_000)
    house = plan(regime(eat, groups=[staff("team", 10)], places={"huis": 1}, steering=the, steers=meeting()))
    story = live(house, *asking(3, 10.0, "contact"))
    assert [day for _, _, day in story.begins()] == [10.0, 90.0, 90.0]
    assert story.history.pool_hours["team.hulp"] == pytest.approx(2 * HOUR * (365 - 90))


def test_places_close_and_nobody_is_sent_away() -> None:
    """A house with two places in use closes one: both stay, and nobody new comes in; the hours come back."""
    the = steering(
        {"plekken": [("keer == 1", "dicht"), (None, "niets")]},
        {"keer": ("meeting", "")},
        {"dicht": [Open("huis", -5, "team.hulp", -HOUR)]},
    )
    eat = provision("eetclub", "collectief", {"huis": 1.0}, stay=10_000)
    house = plan(regime(eat, groups=[staff("team", 10)], places={"huis": 2}, steering=the, steers=meeting()))
    story = live(house, *asking(2, 10.0, "contact"), need("laat", 100.0))
    assert story.sizes("huis") == [(0, 2), (90, 0)]
    assert [who for who, _, _ in story.begins()] == ["contact0", "contact1"]
    assert story.told(EventKind.ENDED) == []
    assert story.history.pool_hours["team.hulp"] == 0


def test_hours_are_bought_until_the_end_of_the_year_and_paid_beforehand() -> None:
    """700 euros buy 14 hours at 50 euros; from 1 October to 1 January that is a bit more than an hour a week."""
    the = steering(
        {"uren": [("keer == 3 and pot >= 700", "koop"), (None, "niets")]},
        {"keer": ("meeting", ""), "pot": ("balance", "extra_budget")},
        {"koop": [Buy("zorg.hulp", "extra_budget", 700_00)]},
    )
    story = live(wijk(the, years=2, extra=Yearly(700_00)))
    a_week = round(14 * HOUR / ((365 - 273) / 7))
    assert story.sizes("zorg.hulp")[1:] == [(273, 10 * HOUR + a_week), (365, 10 * HOUR)]
    assert story.paid("ingekocht zorg") == [(273, 700_00)]
    assert story.history.ledger.balance("extra_budget") == 700_00


def test_another_share_is_set_aside_from_the_next_year_on() -> None:
    """The reservation is 5 % in the first year; on 1 April 10 % is decided on, and that holds from 1 January."""
    the = steering(
        {"pgb": [("keer == 1", "meer"), (None, "niets")]},
        {"keer": ("meeting", "")},
        {"meer": [Reserve(0.10)]},
    )
    story = live(wijk(the, years=2, reservation=Inside(0.05), **joint()))
    assert story.paid("pgb-reservering uit zorg") == [(0, 1_566_00), (365, 3_132_00)]
    assert story.sizes("zorg.hulp")[1][0] == 365


def test_several_tables_each_decide_one_thing() -> None:
    """Every table decides at every meeting, in order; how often an action was taken before is known."""
    the = steering(
        {"een": [("vaak < 2", "doe"), (None, "niets")], "twee": [(None, "niets")]},
        {"vaak": ("taken", "doe")},
        {"doe": ()},
    )
    told = decided(live(wijk(the)))
    assert [(rule, action) for _, rule, action, _ in told] == [
        ("een.R0", "doe"), ("twee.R0", "niets"),
        ("een.R0", "doe"), ("twee.R0", "niets"),
        ("een.R1", "niets"), ("twee.R0", "niets"),
    ]  # fmt: skip


def test_where_rules_leave_room_the_luck_of_the_meeting_decides() -> None:
    """A rule that names two answers is judged by luck that was dealt beforehand: evenly, and the same every time."""
    the = steering({"uren": [(None, "niets")]}, {"keer": ("meeting", "")}, {"doe": ()})
    table = the.tables["uren"]
    room = Rule("R0", Text("regel", "rule"), None, "niets", "bron", also=("doe",))
    judged = Steering(
        the.sights,
        {"uren": Table("uren", table.question, "first", table.outcomes, (room,), table.vocabulary)},
        the.actions,
    )
    assert [action for _, _, action, _ in decided(live(wijk(judged)))] == ["doe"] * 3


# ---------------------------------------------------------------------- begun later, stopped, closed too far


def test_who_begins_to_steer_later_looks_at_what_happened_since() -> None:
    """Steering begins on 1 July: nothing is decided that day, and on 1 October the wait of spring is not seen."""
    the = steering({"kijken": [("wacht > 0", "ja"), (None, "niets")]}, {"wacht": ("wait", "zorg.hulp")}, {"ja": ()})
    before, after = wijk(None).regimes[0], wijk(the).regimes[0]  # type: ignore[arg-type]
    later = plan(replace(before, steers=NobodySteers()), replace(after, start=181.0))
    leaver = [need(f"kort{number}", 1.0, "huishouden", stay=-10.0) for number in range(10)]
    assert decided(live(later, *leaver, *asking(12, 10.0))) == [(273, "kijken.R1", "niets", 1)]


def test_places_that_are_not_there_do_not_close() -> None:
    """A house of two closes five places, twice; then three open, and three there are."""
    the = steering(
        {"plekken": [("keer < 3", "dicht"), (None, "open")]},
        {"keer": ("meeting", "")},
        {"dicht": [Open("huis", -5, "team.hulp", 0)], "open": [Open("huis", 3, "team.hulp", HOUR)]},
    )
    eat = provision("eetclub", "collectief", {"huis": 1.0}, stay=10_000)
    house = plan(regime(eat, groups=[staff("team", 10)], places={"huis": 2}, steering=the, steers=meeting()))
    assert live(house).sizes("huis") == [(0, 2), (90, 0), (273, 3)]


def test_what_was_bought_is_not_shifted_on() -> None:
    """The team may give three hours of ten to keep seven; of the hours bought for it none follow, as no money does."""
    the = steering(
        {"uren": [("keer == 1", "schuif"), ("keer == 2", "koop"), (None, "niets")]},
        {"keer": ("meeting", "")},
        {
            "schuif": [Shift("team.hulp", "zorg.hulp", 8 * HOUR, 7 * HOUR)],
            "koop": [Buy("team.hulp", "extra_budget", 1300_00)],
        },
    )
    story = live(wijk(the, extra=Yearly(1300_00)))
    bought = round(26 * HOUR / ((365 - 181) / 7))
    assert story.sizes("zorg.hulp")[1:] == [(90, 13 * HOUR)]
    assert story.sizes("team.hulp")[1:] == [(90, 7 * HOUR), (181, 7 * HOUR + bought)]


def test_a_pot_that_was_overdrawn_is_made_up_by_the_municipality() -> None:
    """Rules that do not look at the pot spend 700 euros that are not there; when the year ends the treasury pays."""
    the = steering(
        {"uren": [("keer == 1", "koop"), (None, "niets")]},
        {"keer": ("meeting", "")},
        {"koop": [Buy("zorg.hulp", "extra_budget", 700_00)]},
    )
    story = live(wijk(the))
    assert story.paid("rood extra_budget") == [(365, 700_00)]
    assert story.history.ledger.balance("extra_budget") == 0


def test_an_extra_budget_that_begins_in_mid_year_brings_its_part() -> None:
    """From 1 July on 3,650 euros a year: 184 of the 365 days are left, so 1,840 euros come at once."""
    nothing = steering({"uren": [(None, "niets")]}, {"keer": ("meeting", "")}, {})
    before = wijk(nothing).regimes[0]
    later = replace(before, start=181.0, extra=Yearly(3_650_00))
    story = live(plan(before, later, years=2))
    assert story.paid("extra budget") == [(181, 1_840_00), (365, 3_650_00)]

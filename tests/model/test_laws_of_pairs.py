"""Laws about two runs: what must be the same when what should not matter changes, and what must change how."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wijken import (
    SHIPPED,
    Change,
    Wijk,
    changes,
    digest,
    everywhere,
    figures,
    from_day,
    law,
    lived,
    same_facts,
    small,
    told,
    transfers,
    until,
    wijken,
)

from ruwaard_sim.event_log import EventKind, RunResult
from ruwaard_sim.files.loading import load_variant
from ruwaard_sim.mechanisms.extra import NoExtraBudget
from ruwaard_sim.mechanisms.keys import FrozenNumbers, NumberBy, key_of
from ruwaard_sim.mechanisms.release import WithSurplus
from ruwaard_sim.mechanisms.surplus import Returned
from ruwaard_sim.model.deal import accepted, deal, same_deal
from ruwaard_sim.model.simulate import simulate
from ruwaard_sim.plan import Plan, Regime
from ruwaard_sim.rules import Rule, Table, parse
from ruwaard_sim.study.replicate import replicate
from ruwaard_sim.text import Text


@law(30)
@given(wijk=wijken)
def test_the_same_seed_gives_the_same_facts(wijk: Wijk) -> None:
    """Two runs with one seed are equal bit for bit; another replication in between makes no difference."""
    plan = wijk.plan
    first = lived(plan, wijk.seed)
    other = lived(plan, wijk.seed, replication=2)
    assert same_facts(first, lived(plan, wijk.seed))
    assert other.rows.tobytes() != first.rows.tobytes()


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_another_process_gives_the_same_facts_and_figures(hash_seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in a process started afresh, with other hashes of texts, is equal bit for bit to one here."""
    monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
    asked = [(name, 0.02, 7, replication) for name in SHIPPED for replication in (1, 2)]
    here = [digest(*one) for one in asked]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as crew:
        assert list(crew.map(digest, *zip(*reversed(asked), strict=True))) == here[::-1]


@law(15)
@given(wijk=wijken)
def test_a_variant_that_changes_nothing_makes_no_difference(wijk: Wijk) -> None:
    """A plan and its copy under another name differ by exactly zero, in every indicator of every replication."""
    plan = wijk.plan
    plans = {"a": plan, "b": replace(plan, name="b", regimes=tuple(replace(regime) for regime in plan.regimes))}
    for replication in (1, 2):
        rows = replicate(plans, wijk.seed, replication)
        by_variant = defaultdict(list)
        for variant, period, indicator, value in rows:
            by_variant[variant].append((period, indicator, value))
        for (*one, x), (*other, y) in zip(by_variant["a"], by_variant["b"], strict=True):
            assert one == other
            assert x - y == 0 or (isnan(x) and isnan(y))


def before(history: RunResult, day: float) -> tuple[bytes, list[tuple[float, str, str, int, str]]]:
    """Facts and transfers of before *day*."""
    return history.rows[history.rows[:, 0] < day].tobytes(), [one for one in transfers(history) if one[0] < day]


@law(40)
@given(wijk=wijken, change=changes, day=st.sampled_from((-30.0, 1.0, 45.0, 181.0, 365.0, 500.5)))
def test_what_changes_on_a_day_changes_nothing_before(wijk: Wijk, change: Change, day: float) -> None:
    """Two plans that differ from some day on have the same facts and transfers until that day, bit for bit."""
    plan = wijk.plan
    later = from_day(plan, day, change)
    assert same_deal(plan) == same_deal(later)
    dealt = deal(plan, wijk.seed, 1)
    assert before(simulate(plan, dealt), day) == before(simulate(later, dealt), day)


VARIANT = """\
kind: variant
id: {name}
base: ruwaard
title: {{nl: "{name}", en: "{name}"}}
description: {{nl: "proef", en: "test"}}
begins: {begins}
changes: {changes}
"""
CLOSES = """
  organisation.places.huis_van_de_wijk.size:
    because: {nl: "het huis wordt kleiner", en: "the house gets smaller"}
    source: assumption
    to: {low: 10, mode: 20, high: 30, unit: places, source: assumption, grade: D}
  mechanisms.when_full:
    because: {nl: "wie wacht mag naar een ander", en: "who waits may go elsewhere"}
    source: assumption
    to: {answer: switch, after: {low: 1, mode: 2, high: 3, unit: weeks, source: assumption, grade: D}}
  rules.parameters.drempel_licht.value:
    because: {nl: "een andere drempel", en: "another threshold"}
    source: assumption
    to: {low: 1, mode: 5, high: 5, unit: points, source: assumption, grade: D}
"""


def written(folder: Path, name: str, begins: date, changed: str) -> Plan:
    """A variant written to a file that refers to the shipped base by name."""
    path = folder / f"{name}.yaml"
    path.write_text(VARIANT.format(name=name, begins=begins, changes=changed), encoding="utf-8")
    return load_variant(path).plan


@pytest.mark.parametrize("begins", [date(2018, 1, 1), date(2018, 3, 1), date(2019, 5, 17), date(2020, 3, 16)])
def test_a_variant_file_that_begins_later_changes_nothing_before(tmp_path: Path, begins: date) -> None:
    """A variant written in a file, with a date on which it begins, has the regular way's facts until that date."""
    later = written(tmp_path, "later", begins, CLOSES)
    regular = load_variant(Path("gangbaar")).plan
    seen = until(regular, date(2021, 1, 1)), until(later, date(2021, 1, 1))
    dealt = deal(seen[0], 2018, 1)
    assert same_deal(seen[0]) == same_deal(seen[1])
    runs = [simulate(plan, dealt) for plan in seen]
    day = float(regular.calendar.day(begins))
    assert before(runs[0], day) == before(runs[1], day)
    assert runs[0].rows.tobytes() != runs[1].rows.tobytes()


@pytest.mark.parametrize("begins", [date(2018, 1, 1), date(2018, 5, 15), date(2019, 7, 1), date(2021, 9, 9)])
def test_a_date_alone_changes_nothing(tmp_path: Path, begins: date) -> None:
    """A variant that begins on some date and changes nothing differs by exactly zero in every indicator."""
    nothing = written(tmp_path, "niets", begins, "{}")
    plans = {"gangbaar": load_variant(Path("gangbaar")).plan, "niets": nothing}
    rows = replicate(plans, 2018, 1)
    regular = {(period, name): value for variant, period, name, value in rows if variant == "gangbaar"}
    other = {(period, name): value for variant, period, name, value in rows if variant == "niets"}
    assert regular.keys() == other.keys()
    assert {key: (regular[key], other[key]) for key in regular if repr(regular[key]) != repr(other[key])} == {}


# ---------------------------------------------------------------------- money


ABOUT_MONEY = ("contribution", "shortfall", "reservation", "earmarked", "extra")


def twice_the_amounts(answer: Any) -> Any:
    """The same answer with every amount of money in it doubled."""
    more: dict[str, Any] = {}
    for field in fields(answer):
        key, value = key_of(field), getattr(answer, field.name)
        if key.number is None or key.number.dimension not in ("money", "money per year"):
            continue
        by_name = isinstance(key.form, NumberBy)
        more[field.name] = FrozenNumbers({name: cents * 2 for name, cents in value.items()}) if by_name else value * 2
    return replace(answer, **more)


def doubled(regime: Regime) -> Regime:
    """Everything twice as dear, and twice the money for it."""
    return replace(
        regime,
        **{question: twice_the_amounts(getattr(regime, question)) for question in ABOUT_MONEY},
        staff={
            name: replace(
                group,
                cost=group.cost * 2,
                tariff=group.tariff * 2,
                budget=group.budget * 2,
                pays=twice_the_amounts(group.pays),
            )
            for name, group in regime.staff.items()
        },
        provisions={name: replace(made, once=made.once * 2) for name, made in regime.provisions.items()},
        lines=tuple(replace(line, participants=line.participants * 2, others=line.others * 2) for line in regime.lines),
    )


REST = (
    "vrijval",
    "tekort",
    "overschot",
    "behouden overschot",
    "pgb",
    "uit reserve",
    "naar reserve",
    "claim",
    "verrekening",
)
"""What is left or made up at the end of a period: all roundings before it come together there."""


@law(30)
@given(wijk=wijken)
def test_twice_the_prices_is_twice_the_payments(wijk: Wijk) -> None:
    """With all prices, wages and budgets doubled every payment doubles, to a cent, and nobody waits any longer.

    Nobody steers here: a limit in money, such as a tight reservation, would have to be doubled as well.
    """
    plan = everywhere(
        wijk.plan,
        lambda regime: replace(regime, surplus=Returned(), release=WithSurplus(), steering=None, extra=NoExtraBudget()),
    )
    dealt = deal(plan, wijk.seed, 1)
    one, two = simulate(plan, dealt), simulate(everywhere(plan, doubled), dealt)
    assert same_but_money(one) == same_but_money(two)
    paid, twice = sums(one), sums(two)
    for purpose in paid.keys() | twice.keys():
        count, cents = twice.get(purpose, (0, 0))
        slack = 2 * len(one.ledger.cents) if purpose.startswith(REST) else count + 1
        assert abs(cents - 2 * paid.get(purpose, (0, 0))[1]) <= slack, purpose


def same_but_money(history: RunResult) -> list[list[float]]:
    """All facts but those about money."""
    return [row for row in history.rows.tolist() if row[1] not in (EventKind.OVERSPENT, EventKind.GRANTED)]


def sums(history: RunResult) -> dict[str, tuple[int, int]]:
    """By purpose: how many transfers, and how many cents in all."""
    found: dict[str, tuple[int, int]] = {}
    for _, _, _, cents, purpose in transfers(history):
        count, total = found.get(purpose, (0, 0))
        found[purpose] = (count + 1, total + cents)
    return found


# ---------------------------------------------------------------------- rules


def with_rule(table: Table, place: int, rule: Rule) -> Table:
    """The table with a rule more."""
    return replace(table, rules=(*table.rules[:place], rule, *table.rules[place:]))


@law(20)
@given(wijk=wijken, place=st.integers(0, 3), which=st.sampled_from(("aanpak", "routering")))
def test_a_rule_that_never_applies_changes_nothing(wijk: Wijk, place: int, which: str) -> None:
    """A rule that no case can meet, put anywhere before the last, leaves every fact as it is."""
    plan = wijk.plan

    def add(regime: Regime) -> Regime:
        table = getattr(regime, which)
        when = parse("zwaarte > 8 and zwaarte < 3", table.vocabulary)
        never = Rule("Z99_nooit", Text("nooit", "never"), when, table.rules[0].outcome, "proef")
        return replace(regime, **{which: with_rule(table, place, never)})

    dealt = deal(plan, wijk.seed, 1)
    assert told(simulate(plan, dealt)) == told(simulate(everywhere(plan, add), dealt))


@law(20)
@given(wijk=wijken, limit=st.integers(1, 9))
def test_a_rule_in_two_halves_is_the_same_rule(wijk: Wijk, limit: int) -> None:
    """A last rule split in two, for light and for heavy needs, with the same answer, leaves every answer as it is."""
    plan = wijk.plan

    def split(regime: Regime) -> Regime:
        table = regime.routering
        last = table.rules[-1]
        light = replace(last, id="R89_licht", when=parse(f"zwaarte < {limit}", table.vocabulary))
        return replace(regime, routering=with_rule(table, len(table.rules) - 1, light))

    dealt = deal(plan, wijk.seed, 1)
    rows = [simulate(one, dealt).rows for one in (plan, everywhere(plan, split))]
    routed = rows[0][:, 1] == EventKind.ROUTED
    assert (rows[0][~routed] == rows[1][~routed]).all()
    assert (rows[0][routed][:, [0, 1, 2, 4]] == rows[1][routed][:, [0, 1, 2, 4]]).all()


# ---------------------------------------------------------------------- demand and room


@law(20)
@given(wijk=wijken)
def test_nobody_asks_where_there_are_no_needs(wijk: Wijk) -> None:
    """Without needs there are no questions, no waits, no decisions, and nothing is paid for work done."""
    nothing = everywhere(wijk.plan, lambda regime: replace(regime, demand=((0.0, 0.0, 0.0),) * len(regime.demand)))
    empty = replace(nothing, stock=())
    history = lived(empty, wijk.seed)
    assert set(history.rows[:, 1]) <= {EventKind.RESIZED, EventKind.STEERED}
    assert not any(purpose.startswith(("productie", "pgb ", "eigen bijdrage")) for purpose in history.ledger.purposes)
    found = figures(history, empty)
    assert found["all", "contacts"] == 0
    assert isnan(found["all", "wait_help"])
    assert found["all", "wait_help_waiting"] == 0


@law(20)
@given(wijk=wijken, domain=st.integers(0, 7), factor=st.sampled_from((0.0, 0.5, 0.9, 1.2, 1.5)))
def test_more_needs_of_one_kind_move_no_other_need(wijk: Wijk, domain: int, factor: float) -> None:
    """When one leefdomein has more needs (or fewer), every other need is the same, and of its own none moved."""
    plan = wijk.plan
    changed = everywhere(plan, lambda regime: replace(regime, demand=with_factor(regime.demand, domain, factor)))
    dealt = deal(plan, wijk.seed, 1)
    before_, after = set(accepted(dealt, plan.regimes)), set(accepted(dealt, changed.regimes))
    assert {row for row in before_ ^ after if dealt.dice[0].domain[row] != domain} == set()
    assert before_ <= after if factor >= 1 else after <= before_


def with_factor(demand: tuple[tuple[float, ...], ...], domain: int, factor: float) -> tuple[tuple[float, ...], ...]:
    """The demand with one leefdomein's factors changed."""
    return tuple(
        tuple(f * factor for f in row) if place == domain else row for place, row in enumerate(demand)
    )  # fmt: skip


@law(20)
@given(wijk=wijken)
def test_with_room_for_all_nobody_waits_for_room(wijk: Wijk) -> None:
    """Where hours and places are without limit, help begins when it is asked for, and steps follow at once."""

    def roomy(regime: Regime) -> Regime:
        fixed = type(regime.staff["wmo_consulenten"].staffing)()
        many = {name: replace(group, staffing=fixed, fixed=1e9) for name, group in regime.staff.items()}
        places = {name: replace(places, places=1e6) for name, places in regime.places.items()}
        prompt = {name: replace(made, notice=0.0) for name, made in regime.provisions.items()}
        return replace(regime, staff=many, places=places, provisions=prompt)

    plan = everywhere(wijk.plan, roomy)
    history = lived(plan, wijk.seed)
    rows = history.rows
    asked = {(case, day) for day, kind, case, _, pool, _ in rows.tolist() if kind == EventKind.ASKED and pool >= 0}
    begun = {(case, day) for day, kind, case, _, pool, _ in rows.tolist() if kind == EventKind.BEGUN and pool >= 0}
    assert asked <= begun
    assert not (rows[:, 1] == EventKind.SWITCHED).any()


@law(15)
@given(wijk=wijken)
def test_a_shorter_period_is_the_beginning_of_a_longer_one(wijk: Wijk) -> None:
    """With the same people, needs and luck, a run of one year is the first year of a run of two, bit for bit.

    Only what is dealt may not be dealt anew: how many needs someone has is drawn for the whole period at once.
    """
    plan = wijk.plan
    short = until(plan, date(2019, 1, 1))
    dealt = deal(plan, wijk.seed, 1)
    day = float(short.calendar.days)
    assert before(simulate(short, dealt), day) == before(simulate(plan, dealt), day)


def test_both_shipped_variants_share_people_and_luck() -> None:
    """The two shipped variants are dealt the same people with the same needs, so their differences are paired."""
    assert same_deal(small("gangbaar")) == same_deal(small("wijkbudget"))


def test_another_seed_is_another_wijk() -> None:
    """With another seed other things happen."""
    plan = small("gangbaar", 0.02)
    assert lived(plan, 1).rows.tobytes() != lived(plan, 2).rows.tobytes()

"""Rules that change on a date: what is said of two plans is so on every day, for everyone in a small world."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_world import PLACE, SMALL, conditions, made, possible
from test_rule_difference import BOOKS, kinds_for

from ruwaard_sim.rules import Condition, Table
from ruwaard_sim.rules.language.syntax_tree import BoolFact, Truth
from ruwaard_sim.rules.proofs.mutation_score import in_some_period, try_mutants
from ruwaard_sim.scenario.variants import change_checks, in_force
from ruwaard_sim.scenario.variants.change_checks import touched_in_force
from ruwaard_sim.study import rules_diff
from ruwaard_sim.study.rules_diff import differences_in_force
from ruwaard_sim.units import Calendar

LAWS = settings(deadline=None, max_examples=8)
CALENDAR = Calendar(date(2018, 1, 1), date(2018, 1, 13))
DAYS = [CALENDAR.date(day) for day in range(CALENDAR.days)]


NOBODY = Condition(Truth(False), "")


def plan_of(*dated):
    """A plan with these rules about residents, each from a day on."""
    return SimpleNamespace(
        calendar=CALENDAR, regimes=tuple(SimpleNamespace(start=float(day), rulebook=book) for day, book in dated)
    )


@st.composite
def plans(draw):
    """Two plans of up to three sets of rules each; one of them may come back, or be that of the other plan."""
    books = draw(st.lists(BOOKS, min_size=1, max_size=2))
    days = st.lists(st.integers(1, 11), max_size=2, unique=True).map(sorted)
    return [plan_of(*((day, draw(st.sampled_from(books))) for day in (0, *draw(days)))) for _ in range(2)]


def rules_on(plan, day):
    """The rules in force on *day*."""
    return [regime for regime in plan.regimes if CALENDAR.date(regime.start) <= day][-1].rulebook


def book_of(when):
    """Rules that offer p when *when*, and answer a to everyone."""
    first, offer = made("R1", None, "a"), made("O1", Condition(when, ""), "p")
    never = made("O2", NOBODY, "q")
    return {
        "t": Table("t", first.title, "first", ("a", "b", "c"), (first,), SMALL),
        "o": Table("o", offer.title, "collect", ("p", "q"), (offer, never), SMALL),
    }


NEVER, WHO_WANTS = book_of(Truth(False)), book_of(BoolFact("wil", PLACE["wil"]))
A_TRIAL = [plan_of((0, NEVER)), plan_of((0, NEVER), (4, WHO_WANTS), (6, NEVER))]
"""Two days in the middle are otherwise; the first and the last day are the same."""


@LAWS
@given(plans(), conditions(), st.lists(conditions(), max_size=1), st.sampled_from(DAYS[:6]))
@example(A_TRIAL, NOBODY, [], DAYS[0])
def test_who_is_touched_is_known_for_every_day(two, group, impossible, begins):
    """A change is refuted for just those days on which somebody outside the group is answered otherwise."""
    touched = touched_in_force(*two, group, begins, impossible)
    outside = possible([*impossible, group])
    wrong = {
        day
        for day in DAYS
        if day >= begins and any(kinds_for(rules_on(two[0], day), rules_on(two[1], day), each) for each in outside)
    }
    told = [day for each in touched.shown for start, end in each.periods for day in DAYS if start <= day < end]
    assert Counter(told) == Counter(wrong)
    assert touched.status == ("broken" if wrong else "proved")


@LAWS
@given(plans(), st.lists(conditions(), max_size=1))
@example(A_TRIAL, [])
def test_what_differs_is_known_for_every_day(two, impossible):
    """On every day exactly those kinds of difference are told that somebody shows on that day, and no day twice."""
    told = {day: set() for day in DAYS}
    for pair, found in differences_in_force(*two, lambda regime: regime.rulebook, impossible):
        for start, end in pair.periods:
            for day in DAYS:
                if start <= day < end:
                    assert not told[day]
                    told[day] = {change.kind for change in found.changes}
    everyone = possible(impossible)
    for day in DAYS:
        before, after = rules_on(two[0], day), rules_on(two[1], day)
        assert told[day] == {kind for each in everyone for kind in kinds_for(before, after, each)}


def only_the_last(before, after, part, since=None):
    """What was looked at before: the rules of the last day."""
    pairs = in_force.rules_together(before, after, part, since)
    return [pair for pair in pairs if pair.periods[-1][1] == CALENDAR.end]


def joined_too_much(before, after, part, since=None):
    """Every pair, as if each held the whole time."""
    whole = ((CALENDAR.start, CALENDAR.end),)
    return [replace(pair, periods=whole) for pair in in_force.rules_together(before, after, part, since)]


@pytest.mark.parametrize("mutant", [only_the_last, joined_too_much])
def test_the_laws_catch_who_looks_at_the_wrong_days(monkeypatch, mutant):
    """A trial of two days in the middle shows who looks at the last day only, or takes every day for all days."""
    monkeypatch.setattr(change_checks, "rules_together", mutant)
    monkeypatch.setattr(rules_diff, "rules_together", mutant)
    with pytest.raises(AssertionError):
        test_who_is_touched_is_known_for_every_day.hypothesis.inner_test(A_TRIAL, NOBODY, [], DAYS[0])
    with pytest.raises(AssertionError):
        test_what_differs_is_known_for_every_day.hypothesis.inner_test(A_TRIAL, [])


def test_a_slip_that_only_shows_in_one_period_counts():
    """In the trial there is an offer to lose; before and after it the rule is for nobody, and nothing is lost."""
    trials = [try_mutants(book, (), {}) for book in (NEVER, WHO_WANTS, NEVER)]
    lost = [trial for trial in in_some_period(trials) if trial.mutant.description.en == "O1 is left out"]
    assert [(trial.noticed, trial.equivalent) for trial in lost] == [(False, False)]
    lost = [trial for trial in in_some_period(trials[::2]) if trial.mutant.description.en == "O1 is left out"]
    assert [(trial.noticed, trial.equivalent) for trial in lost] == [(False, True)]
